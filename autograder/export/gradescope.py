"""Gradescope: a results.json for each submission, as its autograders write.

Source: "Autograder Specifications", Output Format
(https://gradescope-autograders.readthedocs.io/en/latest/specs/).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from autograder.export.grades import exercise_of
from autograder.records import Verdicts
from autograder.records.quizzes import NONE, Quizzes, detail_for_student
from autograder.records.scores import CellScore, Submission


def results_json(
    submission: Submission, verdicts: Verdicts | None, of_quizzes: Quizzes = NONE
) -> str:
    """Write the results of one submission; `verdicts` has the words, where it was graded by us."""
    words = {} if verdicts is None else {row["exercise"]: row for row in verdicts.verdicts}
    tests = [
        _test(cell, words.get(exercise_of(cell.name)), of_quizzes)
        for cell in _in_order(submission, words)
    ]
    results: dict[str, Any] = {
        "score": round(submission.score, 4),
        "visibility": "visible",
        "output_format": "text",
        "test_output_format": "text",
        "test_name_format": "text",
        "tests": tests,
    }
    if verdicts is not None:
        results["execution_time"] = round(sum(row["seconds"] for row in verdicts.verdicts), 3)
    said = _output(submission, verdicts)
    if said:
        results["output"] = said
    return json.dumps(results, ensure_ascii=False, indent=1) + "\n"


def _in_order(submission: Submission, words: Mapping[str, Any]) -> list[CellScore]:
    """Put the cells in the chapter's order, those without a verdict last."""
    places = {exercise: place for place, exercise in enumerate(words)}
    last = len(places)
    return sorted(submission.cells, key=lambda c: (places.get(exercise_of(c.name), last), c.name))


def _test(cell: CellScore, row: Mapping[str, Any] | None, of_quizzes: Quizzes) -> dict[str, Any]:
    test: dict[str, Any] = {
        "name": exercise_of(cell.name),
        "score": round(cell.score, 4),
        "max_score": cell.max_score,
        "status": "passed" if cell.score >= cell.max_score else "failed",
        "visibility": "visible",
        "output_format": "text",
    }
    output = _said(cell, row, of_quizzes)
    return test | {"output": output} if output else test


def _said(cell: CellScore, row: Mapping[str, Any] | None, of_quizzes: Quizzes) -> str:
    sentences = []
    if row is not None:
        sentences.append(
            ": ".join(filter(None, [row["verdict"], detail_for_student(row, of_quizzes)]))
        )
    if cell.manual_score is not None:
        sentences.append("The score was given by a person.")
    elif cell.needs_manual_grade:
        sentences.append("A person has yet to look at this.")
    return "\n".join(sentences)


def _output(submission: Submission, verdicts: Verdicts | None) -> str:
    lines = [] if verdicts is None else [note["text"] for note in verdicts.notes]
    if submission.penalty:
        lines.append(f"Handed in late: {submission.penalty:g} points are taken off.")
    return "\n".join(lines)
