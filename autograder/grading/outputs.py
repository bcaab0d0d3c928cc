"""What a student's process says that its cells put out, made into a notebook's outputs.

Nothing of it is believed: each output is built anew from the parts that a notebook may hold.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_output

from autograder.submission import Note
from course.kit.judging.exercise import Exercise
from course.kit.judging.judge import Verdict
from course.kit.report import MIME, Report, why
from course.kit.values.raw import Json
from course.kit.words import NOT_ATTEMPTED, PASSED

MOST_OUTPUTS = 100
LONGEST = 200_000
_MIME_TYPE = re.compile(r"[a-z]+/[\w.+-]+")
_IN_CELL = re.compile(r"\(<ipython-input-[^>]*>, line ")
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")


def clean(outputs: Sequence[Any]) -> list[NotebookNode]:
    """Build a cell's outputs anew, leaving out what no cell can put out.

    A verdict isn't believed to be one: those are the grader's own.
    """
    built = (_clean(output) for output in outputs[:MOST_OUTPUTS] if isinstance(output, dict))
    return [output for output in built if output is not None]


def _clean(output: Json) -> NotebookNode | None:
    match output.get("output_type"):
        case "stream":
            name = "stderr" if output.get("name") == "stderr" else "stdout"
            return new_output("stream", name=name, text=text(output.get("text")))
        case "display_data" | "execute_result" as kind:
            data = output.get("data")
            found = _data(data) if isinstance(data, dict) else {}
            more = {"execution_count": None} if kind == "execute_result" else {}
            return new_output(kind, data=found, **more) if found else None
        case "error":
            return _error(output.get("ename"), output.get("evalue"), output.get("traceback"))
    return None


def _data(data: Json) -> dict[str, str]:
    return {
        str(kind): text(value)
        for kind, value in data.items()
        if isinstance(value, str) and _MIME_TYPE.fullmatch(str(kind)) and kind != MIME
    }


def _error(name: Any, value: Any, traceback: Any) -> NotebookNode:
    lines = traceback if isinstance(traceback, list) else []
    return new_output(
        "error",
        ename=text(name)[:200],
        evalue=text(value)[:2000],
        traceback=[text(line)[:2000] for line in lines[:100]],
    )


def text(value: Any) -> str:
    """Give a text that can be stored, without what neither JSON, XML nor a page can hold."""
    return _NOT_IN_XML.sub("\ufffd", value[:LONGEST]) if isinstance(value, str) else ""


def error_of(outputs: Sequence[NotebookNode]) -> str:
    """Give the exception that a cell ended with, in a line; "" where there was none."""
    for output in outputs:
        if output.output_type == "error":
            value = output.evalue.splitlines()[0] if output.evalue else ""
            value = _IN_CELL.sub("(line ", value)
            return f"{output.ename}: {value}".rstrip(": ")
    return ""


def of_verdict(report: Report) -> list[NotebookNode]:
    """Write a report as the outputs of its check cell, from which nbgrader reads the points.

    As a check that runs in a notebook does: nothing more when it is passed, the points as a
    number where they are a part, and otherwise an error of one line.
    """
    verdict = report.verdict
    bundle = report._repr_mimebundle_()
    shown = {k: text(v) if isinstance(v, str) else v for k, v in bundle.items()}
    outputs = [new_output("display_data", data=shown)]
    if verdict.verdict == PASSED:
        return outputs
    if 0 < verdict.points < verdict.max_points:
        data = {"text/plain": repr(verdict.points)}
        return [*outputs, new_output("execute_result", data=data, execution_count=None)]
    if verdict.points == verdict.max_points:
        return outputs
    return [*outputs, _error("NotPassed", report.headline, [report.headline])]


def of_notes(notes: Sequence[Note]) -> list[NotebookNode]:
    """Write what had to be done to an exercise's cells, to stand before its report."""
    lines = [text(note.text) for note in notes]
    if not lines:
        return []
    page = "".join(f"<p>{html.escape(line)}</p>" for line in lines)
    return [new_output("display_data", data={"text/plain": "\n".join(lines), "text/html": page})]


def detail_of(exercise: Exercise, verdict: Verdict) -> str:
    """Say in one sentence what is wrong; "" where nothing is, or nothing was tried.

    Of a quiz it doesn't say what was expected.
    """
    if verdict.reason:
        return verdict.reason
    if verdict.verdict in (PASSED, NOT_ATTEMPTED) or not verdict.failures:
        return ""
    first = verdict.failures[0]
    if first.hidden:
        return f"fails on a case kept for grading: {first.case.about}"
    if verdict.mistake or not exercise.parameters:
        return why(exercise, verdict)
    return first.difference.message
