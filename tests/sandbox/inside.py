"""Running cells and checks in a box, and reading what they said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from autograder.sandbox import Box, Check, Ended, Job, Limits, Outcome, Run, Step
from autograder.sandbox.job import MIB
from course.kit.cases.case import case

SHORT = Limits(
    cell_seconds=5.0,
    check_seconds=5.0,
    submission_seconds=30.0,
    grace_seconds=0.5,
    memory=512 * MIB,
)
QUICKLY = {"cell_seconds": 0.5, "check_seconds": 0.5}
"""For what would never end by itself."""
_INPUTS = (case("two", 2), case("three", 3))


def cell(id: str, source: str) -> Step:
    return Step(id, source=source)


def check(exercise: str) -> Step:
    """Observe a function of the exercise's name on 2 and on 3."""
    cases = tuple(known.to_json() for known in _INPUTS)
    return Step(f"{exercise}-check", check=Check(exercise, ("x",), ("type", "values"), (), cases))


def said(run: Run) -> str:
    """Give what a cell printed."""
    return "".join(o["text"] for o in run.outputs if o.get("name") == "stdout")


def raised(run: Run) -> str:
    """Give the exception that a cell ended with, as `Name: text`."""
    found = [f"{o['ename']}: {o['evalue']}" for o in run.outputs if o["output_type"] == "error"]
    return "".join(found)


def values(run: Run) -> list[Any]:
    """Give the numbers and texts that a function returned."""
    assert run.observations is not None
    return [observation["value"]["value"] for observation in run.observations]


@dataclass
class Inside:
    """A box that stays warm, with short limits that a test may change for one job."""

    box: Box

    def run(
        self, *steps: Step, files: Iterable[tuple[str, bytes]] = (), **limits: float
    ) -> Outcome:
        """Do the steps of one submission under limits of its own."""
        self.box.limits = replace(SHORT, **limits)
        return self.box.run(Job(steps, tuple(files)))

    def ran(self, source: str, **limits: float) -> Run:
        """Run one cell."""
        return self.run(cell("only", source), **limits).runs["only"]

    def says(self, source: str, **limits: float) -> str:
        """Run one cell, which must come to its end, and give what it printed."""
        run = self.ran(source, **limits)
        assert run.ended is Ended.DONE, run.why
        assert raised(run) == "", raised(run)
        return said(run).strip()


def ends(outcome: Outcome) -> Mapping[str, Ended]:
    return {id: run.ended for id, run in outcome.runs.items()}
