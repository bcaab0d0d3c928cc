"""Submissions: reading what was handed in, and mending it against the release."""

from autograder.submission.folder import Handed, read_folder
from autograder.submission.mending import mend
from course.kit.mending import Cell, Mended, Note

__all__ = ["Cell", "Handed", "Mended", "Note", "mend", "read_folder"]
