"""How nbgrader works in this repository; it reads this file when it is run from here."""

import os

from course.kit.stub import STUB_CODE

c = get_config()  # noqa: F821 - nbgrader defines it where it loads this file

language = os.environ.get("COURSE_LANGUAGE", "en")

c.CourseDirectory.course_id = "pytorch-foundations"
c.CourseDirectory.source_directory = os.path.join("source", language)
c.CourseDirectory.release_directory = os.path.join("release", language)

# release/ is committed, so that it is always there before nbgrader writes it.
c.GenerateAssignment.force = True

# The stub that stands in for every solution; the kit knows it as "not attempted".
c.ClearSolutions.code_stub = {"python": STUB_CODE}

# A check cell takes well under a second. A whole notebook has one endless loop at most, since
# nbgrader interrupts the cell and goes on.
c.Execute.timeout = 60

# A deleted check cell comes back, and what the student has written is graded by it.
c.OverwriteCells.add_missing_cells = True

# A kernel has nothing to save when its submission has run.
c.Execute.shutdown_kernel = "immediate"

# nbgrader's own steps, and three of ours: two keep a mishap from costing points, and one runs
# submissions in a sandbox (c.SandboxedExecute.sandbox = "off" is for classes that you trust, on
# systems without one).
c.Autograde.sanitize_preprocessors = [
    "nbgrader.preprocessors.ClearOutput",
    "nbgrader.preprocessors.DeduplicateIds",
    "nbgrader.preprocessors.OverwriteKernelspec",
    "course.grading.RestoreAnswers",
    "nbgrader.preprocessors.OverwriteCells",
    "nbgrader.preprocessors.CheckCellMetadata",
]
c.Autograde.autograde_preprocessors = [
    "autograder.execute.SandboxedExecute",
    "course.grading.CountOnlyVerdicts",
    "nbgrader.preprocessors.IgnorePattern",
    "nbconvert.preprocessors.ClearMetadataPreprocessor",
    "nbgrader.preprocessors.LimitOutput",
    "nbgrader.preprocessors.SaveAutoGrades",
    "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
]

# The page that students get back: a table of verdicts, the notebook, no hidden check, no script.
c.GenerateFeedback.preprocessors = ["autograder.feedback.ReadMarks"]
c.GenerateFeedback.exporter_class = "autograder.feedback.FeedbackExporter"
