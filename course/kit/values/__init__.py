"""Values: what a function was given or gave back, as it is seen, compared and written down.

`seen` holds what was seen of one value, `compare` tells two of them apart in a learner's terms,
`seen_json` and `raw` carry them across files and walls. Nothing here knows of exercises.
"""
