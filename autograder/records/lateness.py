"""Late penalties, by the plugin that the course's nbgrader_config.py chooses."""

from __future__ import annotations

from datetime import datetime, timedelta
from types import SimpleNamespace

from nbgrader.converters import Autograde
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import AssignLatePenalties
from traitlets.utils.importstring import import_item


class Lateness:
    """Gives the penalties that nbgrader's own step of grading would give."""

    def __init__(self, coursedir: CourseDirectory) -> None:
        self._step = _step(coursedir)
        if self._step is not None:
            self._step.init_plugin()

    def penalty(self, student: str, score: float, seconds: float) -> float | None:
        """Give the penalty for a notebook of `score` points handed in `seconds` late."""
        if self._step is None or seconds <= 0:
            return None
        penalty = self._step.plugin_inst.late_submission_penalty(student, score, seconds)
        if penalty is None:
            return None
        return float(self._step._check_late_penalty(SimpleNamespace(score=score), penalty))


def seconds_late(
    timestamp: datetime | None, duedate: datetime | None, extension: timedelta | None
) -> float:
    """Give by how many seconds a submission is late; 0 without a due date or a timestamp."""
    if timestamp is None or duedate is None:
        return 0.0
    return max(0.0, (timestamp - duedate - (extension or timedelta())).total_seconds())


def _step(coursedir: CourseDirectory) -> AssignLatePenalties | None:
    """Find the step in the course's configuration, where it may have been taken out."""
    converter = Autograde(coursedir=coursedir, config=coursedir.config)
    for step in converter.autograde_preprocessors:
        found = import_item(step) if isinstance(step, str) else step
        if isinstance(found, type) and issubclass(found, AssignLatePenalties):
            return found(parent=converter)
    return None
