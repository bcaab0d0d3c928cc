"""What this course adds to nbgrader's own steps of grading, so that mishaps cost no points."""

from __future__ import annotations

from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell
from nbgrader.api import Gradebook
from nbgrader.nbgraderformat import MetadataValidator
from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import is_grade, is_solution

Resources = dict[str, Any]


class RestoreAnswers(NbGraderPreprocessor):
    """Before OverwriteCells: make a damaged notebook one that nbgrader can restore.

    A copied cell has lost its nbgrader metadata to DeduplicateIds, but for an empty dict, which
    OverwriteCells can't read. And OverwriteCells puts a deleted check behind its answer, so a
    deleted answer gets a cell again: at the end, and empty, so that a function which the student
    wrote elsewhere still counts.
    """

    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        """Mend `nb` in place."""
        for cell in nb.cells:
            if "nbgrader" in cell.metadata and not cell.metadata["nbgrader"]:
                del cell.metadata["nbgrader"]
        there = {cell.metadata["nbgrader"]["grade_id"] for cell in nb.cells if is_solution(cell)}
        known = resources["nbgrader"]
        with Gradebook(known["db_url"]) as gradebook:
            notebook = gradebook.find_notebook(known["notebook"], known["assignment"])
            names = [cell.name for cell in notebook.solution_cells if cell.name not in there]
        nb.cells += [_empty_answer(name) for name in names]
        return nb, resources


class CountOnlyVerdicts(NbGraderPreprocessor):
    """After Execute: of a check cell's outputs, keep those by which it means to be graded.

    nbgrader gives 0 for any text on stderr, and takes the first value shown for the points. The
    check itself writes nothing to stderr, and shows a value only as its last output.
    """

    def preprocess_cell(
        self, cell: NotebookNode, resources: Resources, cell_index: int
    ) -> tuple[NotebookNode, Resources]:
        """Drop from a check cell what the student's code left there."""
        if is_grade(cell) and cell.cell_type == "code":
            last = len(cell.outputs) - 1
            cell.outputs = [o for i, o in enumerate(cell.outputs) if i == last or _counts(o)]
            if cell.outputs and cell.outputs[-1].get("name") == "stderr":
                cell.outputs.pop()
        return cell, resources


def _counts(output: NotebookNode) -> bool:
    return output.output_type != "execute_result" and output.get("name") != "stderr"


def _empty_answer(name: str) -> NotebookNode:
    metadata = {
        "grade": False,
        "grade_id": name,
        "locked": False,
        "schema_version": MetadataValidator.schema_version,
        "solution": True,
        "task": False,
        "cell_type": "code",
    }
    source = f"# The answer cell of {name} was missing from the submission."
    return new_code_cell(source, id=name[:64], metadata={"nbgrader": metadata})
