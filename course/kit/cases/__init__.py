"""Cases: the inputs of one call, stored so that they come back with their strides and storage.

`encoding` and `decoding` go to JSON and back; `paste` writes a case as Python that a learner runs.
"""
