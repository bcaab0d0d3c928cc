"""Values: what a function was given or gave back, as it is seen, compared and written down.

`seen` holds what was seen of one value, `compare` finds where two of them differ, `close` says how
far they may, `described` what they are called; `seen_json` and `raw` carry them across files and
walls. Nothing here knows of exercises.
"""
