"""The commands of `autograder`. Each is loaded with its options; the work only when it is run."""

from __future__ import annotations

from autograder.classroom import command as grade
from autograder.export import command as export
from autograder.feedback import command as feedback
from autograder.simulate import command as simulate
from course.commands import Command

COMMANDS = {
    "grade": Command("grade what was handed in", grade.add_options, grade.run),
    "feedback": Command("write the pages to hand back", feedback.add_options, feedback.run),
    "export": Command("hand the grades over", export.add_options, export.run),
    "simulate": Command("make up a class, to try grading on", simulate.add_options, simulate.run),
}
