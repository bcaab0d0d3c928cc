"""The page itself, as an exporter for nbgrader's feedback step.

nbgrader's own template pulls MathJax from a server, shows the hidden parts of check cells, and
puts students' HTML into the page as it is. This one is a page of its own: its style is in it, it
runs no script and asks no server for anything.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup
from nbconvert.exporters import Exporter
from nbformat import NotebookNode
from nbgrader.preprocessors import ClearHiddenTests
from nbgrader.utils import is_grade, is_solution, is_task
from pygments.formatters import HtmlFormatter
from traitlets import default

from autograder.export.table import number
from autograder.feedback import cells
from autograder.feedback.marks import Marks
from autograder.feedback.summary import rows
from autograder.records.autograded import read_verdicts
from autograder.records.quizzes import NONE, Quizzes, quizzes
from course.kit.prose import code_elements
from course.kit.words import MIME

_HERE = Path(__file__).parent
Resources = dict[str, Any]


class FeedbackExporter(Exporter):
    """Turns an autograded notebook into the page that its student gets back."""

    output_mimetype = "text/html"

    @default("file_extension")
    def _html(self) -> str:
        return ".html"

    def from_notebook_node(
        self, nb: NotebookNode, resources: Resources | None = None, **more: Any
    ) -> tuple[str, Resources]:
        """Run the configured steps, of which `ReadMarks` must be one, and write the page."""
        notebook, resources = super().from_notebook_node(nb, resources, **more)
        _forget_strange_metadata(notebook)
        known = resources["nbgrader"]
        marks: Marks = known["marks"]
        folder = Path(resources["metadata"]["path"])
        verdicts = read_verdicts(folder, known["student"], known["assignment"])
        plain = bool(known.get("plain"))
        shown = [_cell(cell, n, marks, plain) for n, cell in enumerate(notebook.cells, 1)]
        anchors = {cell["name"]: cell["anchor"] for cell in shown if cell["graded"]}
        page = _template().render(
            chapter=known["notebook"],
            student=known["student"],
            digest=known["digest"],
            language=os.environ.get("COURSE_LANGUAGE", "en"),
            style=_style(),
            rows=rows(notebook, marks, verdicts, anchors, self._quizzes(known["assignment"])),
            score=number(marks.submission.score),
            most=number(marks.submission.max_score),
            penalty=number(marks.submission.penalty) if marks.submission.penalty else "",
            waits=marks.submission.needs_manual_grade,
            notes=[note["text"] for note in verdicts.notes] if verdicts else [],
            left_out=verdicts.left_out if verdicts else [],
            cells=shown,
        )
        return page, resources

    def _quizzes(self, chapter: str) -> Quizzes:
        coursedir = getattr(self.parent, "coursedir", None)
        return quizzes(coursedir, chapter) if coursedir is not None else NONE


def _forget_strange_metadata(notebook: NotebookNode) -> None:
    """Take away what a student wrote in place of nbgrader's metadata, which nbgrader trips over."""
    for cell in notebook.cells:
        known = cell.metadata.get("nbgrader", {})
        if not isinstance(known, dict) or not isinstance(known.get("grade_id", ""), str):
            del cell.metadata["nbgrader"]


def _cell(cell: NotebookNode, place: int, marks: Marks, plain: bool) -> dict[str, Any]:
    """Give what the page shows of a cell; `plain`: as text, which takes no parser any time."""
    name = cell.metadata.get("nbgrader", {}).get("grade_id", "")
    graded = is_grade(cell) or is_task(cell)
    if cell.cell_type == "markdown":
        body = cells.text(cell.source) if plain else cells.prose(cell)
    else:
        body = _source(cell, graded)
    comment = marks.comments.get(name, "") if is_solution(cell) or is_task(cell) else ""
    score = next((c for c in marks.submission.cells if graded and c.name == name), None)
    shown = cells.outputs(_report_alone(cell) if graded else cell, plain)
    return {
        "anchor": f"cell-{place}",
        "name": name,
        "graded": score is not None,
        "label": _label(cell, name),
        "points": f"{number(score.score)} of {number(score.max_score)}" if score else "",
        "body": Markup(body),
        "outputs": [Markup(output) for output in shown],
        "comment": Markup(cells.markdown(comment)),
    }


def _report_alone(cell: NotebookNode) -> NotebookNode:
    """Leave of a check cell's outputs the last report: the others are for nbgrader's counting."""
    reports = [o for o in cell.get("outputs", []) if MIME in o.get("data", {})]
    return NotebookNode(outputs=reports[-1:]) if reports else cell


def _label(cell: NotebookNode, name: str) -> str:
    if is_solution(cell) and name:
        return f"Your answer: {name}"
    if is_grade(cell):
        return f"Check: {name.removesuffix('-check')}"
    return f"Task: {name}" if is_task(cell) else ""


def _source(cell: NotebookNode, graded: bool) -> str:
    source = cell.source
    if graded and not is_solution(cell):
        source = _without_hidden(cell)
    if not source.strip():
        return ""
    return cells.code(source) if cell.cell_type == "code" else cells.text(source)


def _without_hidden(cell: NotebookNode) -> str:
    """Give a check cell's source as it was released."""
    copy = NotebookNode(source=cell.source)
    try:
        ClearHiddenTests()._remove_hidden_test_region(copy)
    except RuntimeError:  # a region without an end
        return ""
    return copy.source


@cache
def _template() -> Template:
    loader = FileSystemLoader(_HERE)
    environment = Environment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["sentence"] = lambda content: Markup(code_elements(content))
    return environment.get_template("page.html.j2")


@cache
def _style() -> Markup:
    """Give the page's style sheet, with the colours of code for light and dark."""
    light = HtmlFormatter(style="default").get_style_defs(".source")
    dark = HtmlFormatter(style="github-dark").get_style_defs(".source")
    own = (_HERE / "page.css").read_text(encoding="utf-8")
    return Markup(f"{light}\n@media (prefers-color-scheme: dark) {{\n{dark}\n}}\n{own}")
