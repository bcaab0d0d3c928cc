"""One step in the form in which it goes into a student's process, and in which it comes out.

What comes out may have been written by anyone.
"""

from __future__ import annotations

from autograder.sandbox.job import Ended, Run, Step
from course.kit.values.raw import Json


def step_message(step: Step, *, skip: bool) -> Json:
    """Write a step as the inside reads it."""
    node: Json = {"skip": skip}
    if skip:
        return node
    if step.check is None:
        return node | {"source": step.source}
    check = step.check
    return node | {
        "check": {
            "exercise": check.exercise,
            "parameters": check.parameters,
            "facts": check.facts,
            "watched": check.watched,
            "cases": check.cases,
        }
    }


def run_of(content: Json, seconds: int | float, longest: float, *, check: bool) -> Run | None:
    """Read what a step sent; None where it can't have sent it.

    `seconds` is what it says that it took, and `longest` what it can have taken.
    """
    seconds = seconds if 0 <= seconds <= longest else longest
    if "too_long" in content:
        return Run(Ended.CRASHED, seconds, why="its result is too large to be sent")
    if check:
        found = content.get("observations", ())
        good = found is None or isinstance(found, list)
        return Run(Ended.DONE, seconds, observations=found) if good else None
    outputs = content.get("outputs")
    good = isinstance(outputs, list) and all(isinstance(output, dict) for output in outputs)
    return Run(Ended.DONE, seconds, outputs=outputs) if good else None
