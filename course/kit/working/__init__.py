"""The working folder: a student's copy of the release, which grows with it and forgets nothing.

`copies` brings a release into it, `carry` takes answers into a newer notebook, `given` finds what
was given out, `repair` mends a notebook before it is handed in, `assemble` makes a notebook of
cells, and `files` writes so that nothing is ever half there.
"""
