"""Export: the grades in nbgrader's gradebook, handed over to other systems."""

from autograder.export.plugin import SafeCsvExportPlugin

__all__ = ["SafeCsvExportPlugin"]
