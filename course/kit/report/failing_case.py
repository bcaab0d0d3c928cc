"""The case that fails, as code that fails alike when it is pasted into a cell."""

from __future__ import annotations

from course.kit.cases.paste import pasteable
from course.kit.judging.exercise import Exercise
from course.kit.judging.judge import Failure


def pasted(exercise: Exercise, failure: Failure) -> str:
    """Write the call, and the way back through its result where that is what fails."""
    of_gradients = failure.difference.fact == "gradients"
    wanted = failure.difference.where if of_gradients else ""
    cotangents = failure.got.cotangents if of_gradients or failure.got.raised else ()
    return pasteable(failure.case, exercise.parameters, exercise.name, cotangents, wanted)
