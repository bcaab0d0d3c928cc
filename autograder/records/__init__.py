"""Records: what grading gave, in nbgrader's gradebook and in autograded/."""

from autograder.records.autograded import Verdicts
from autograder.records.configuration import course_directory
from autograder.records.errors import RecordsError
from autograder.records.handed_in import unfit_id
from autograder.records.records import Records

__all__ = ["Records", "RecordsError", "Verdicts", "course_directory", "unfit_id"]
