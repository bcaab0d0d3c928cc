"""Feedback: the page that a student gets back, made by nbgrader's own feedback step.

nbgrader_config.py names its two parts: `ReadMarks` and `FeedbackExporter`.
"""

from autograder.feedback.exporter import FeedbackExporter
from autograder.feedback.read_marks import ReadMarks

__all__ = ["FeedbackExporter", "ReadMarks"]
