"""What must hold of a released chapter that ran from top to bottom, unanswered."""

from __future__ import annotations

from pathlib import Path

from nbformat import NotebookNode

from course.kit.judging.exercise import CHECKS, load_chapter
from course.kit.words import MIME

RELEASE = Path(__file__).parents[1] / "release" / "en"
IN_A_BROWSER = ("ch01_environment", "ch02_tensor_ops")
"""The chapters that run in JupyterLab; the others run without, which takes a third of the time."""


def assert_only_checks_raised(notebook: NotebookNode, chapter: str) -> None:
    """Every cell ran, every check reported and raised, and nothing else did; stderr is empty."""
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert [cell.source for cell in cells if cell.execution_count is None] == []
    outputs = [(cell.source, output) for cell in cells for output in cell.outputs]
    reported = [o.data[MIME]["exercise"] for _, o in outputs if MIME in o.get("data", {})]
    assert reported == list(load_chapter(RELEASE / chapter / CHECKS).exercises)
    raised = [source for source, output in outputs if output.output_type == "error"]
    assert raised == [f"check({name})" for name in reported]
    assert [output.text for _, output in outputs if output.get("name") == "stderr"] == []
