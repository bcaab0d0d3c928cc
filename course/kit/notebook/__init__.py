"""What runs in a student's kernel: `check`, `hint` and `reset`, and what they know of the cells.

`calls` is its face: the three functions that a notebook imports.
"""
