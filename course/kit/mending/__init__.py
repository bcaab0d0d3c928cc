"""Mending a notebook against its release: the one code of it, for students and for grading.

`mended` says in which order the others do their work: `cells` reads whatever the file is (`decode`,
`script`), `recognise` tells which released cell each one is, `restore`, `answers` and `order` put
back what was broken. Nothing is run, and nothing but text is looked at.
"""

from course.kit.mending.decode import UnreadableError
from course.kit.mending.mended import Cell, Mended, is_answered, mend_notebook
from course.kit.mending.note import Note
from course.kit.mending.released import Released

__all__ = ["Cell", "Mended", "Note", "Released", "UnreadableError", "is_answered", "mend_notebook"]
