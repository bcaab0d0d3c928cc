"""Judging outside: from what a student's process sent to the verdict on an exercise.

The reference, the expected observations and the rules are here and were never there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from autograder.grading.observed import observations, ran_out_of_memory
from autograder.grading.sources import definitions, hidden_ways, listed, parsed
from autograder.sandbox.job import Ended, Run
from autograder.submission import Cell
from course.kit.judging.exercise import Exercise, KnownCase
from course.kit.judging.judge import Verdict, judge_exercise
from course.kit.words import FAILED, NOT_ATTEMPTED, NOT_JUDGED, OUT_OF_MEMORY, TAMPERED


class Judge:
    """Judges the exercises of one notebook. `aside` are its cells that were not run, and why."""

    def __init__(self, cells: Sequence[Cell], aside: Mapping[str, str]) -> None:
        own = [c.source for c in cells if c.kind == "code" and c.role in ("answer", "own")]
        self.code = definitions(parsed(own))
        answers = [cell for cell in cells if cell.role == "answer"]
        self.answers = {cell.exercise: cell.source for cell in answers}
        self.aside = {c.exercise: aside[c.id] for c in answers if c.id in aside}

    def verdict(
        self,
        exercise: Exercise,
        cases: Sequence[KnownCase],
        run: Run | None,
        answered: str = "",
        cell: Run | None = None,
    ) -> Verdict:
        """Give the verdict on one exercise.

        `answered` is what the answer's own cell raised, and `cell` how its run ended.
        """
        if run is None:
            return _without_points(exercise, NOT_JUDGED, "the grader did not come to it")
        if run.ended is Ended.NOT_RUN:
            return _without_points(exercise, NOT_JUDGED, run.why)
        if run.ended is not Ended.DONE:
            return _without_points(exercise, str(run.ended), run.why)
        if run.observations is None and cell is not None and cell.ended is not Ended.DONE:
            why = f"its cell was left out when the notebook was run: {cell.why}"
            return _without_points(exercise, str(cell.ended), why)
        if run.observations is None:
            return self._without_function(exercise, answered)
        try:
            seen = observations(run.observations, len(cases))
        except ValueError as error:
            why = f"what was sent are no observations: {str(error)[:200]}"
            return _without_points(exercise, TAMPERED, why)
        verdict = judge_exercise(exercise, cases, seen)
        if verdict.points > 0 and (ways := hidden_ways(self.code, exercise.name, exercise.rules)):
            why = (
                f"its code uses {listed(ways)}, and what is called in that way can't be seen; "
                "in this exercise it counts which functions are called"
            )
            return _without_points(exercise, FAILED, why)
        if verdict.verdict == FAILED and any(map(ran_out_of_memory, seen)):
            return replace(verdict, verdict=OUT_OF_MEMORY, reason="it asked for too much memory")
        return verdict

    def _without_function(self, exercise: Exercise, answered: str) -> Verdict:
        name = exercise.name
        if name in self.aside:
            why = f"its cell reaches into the code that checks it ({self.aside[name]})"
            return _without_points(exercise, TAMPERED, why)
        if not parsed_code(self.answers.get(name, "")) and not answered:
            return _without_points(
                exercise, NOT_ATTEMPTED, f"there is no answer that defines {name}"
            )
        why = f"there is no function {name} when the notebook has run"
        if answered:
            why += f": its cell ends with {answered}"
        return _without_points(exercise, FAILED, why)


def parsed_code(source: str) -> bool:
    """Tell whether there is any code in a cell, or only comments."""
    return any(line.strip() and not line.lstrip().startswith("#") for line in source.splitlines())


def _without_points(exercise: Exercise, verdict: str, why: str) -> Verdict:
    return Verdict(exercise.name, verdict, 0.0, exercise.max_points, 0, 0, reason=why)
