"""A notebook that came from somebody else: JupyterLab shows its outputs, but cleans them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
import torch
from lab_page import Notebook, photograph
from lab_server import Lab
from playwright.sync_api import Page

from course.kit.judging.exercise import CHECKS, load_chapter
from course.kit.judging.judge import judge_exercise
from course.kit.notebook.calls import observe_all
from course.kit.report import Report

pytestmark = pytest.mark.timeout(600)


def wrong(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    return torch.zeros(len(a) + len(b), a.shape[1])


def test_a_report_in_an_untrusted_notebook_still_shows_its_table(
    page: Page,
    student: Lab,
    receive: Callable[[str, str], Path],
    home_chapter: str,
    tmp_path: Path,
) -> None:
    path = receive(home_chapter, "untrusted")
    exercise = load_chapter(path.parent / CHECKS).exercises["join_rows"]
    verdict = judge_exercise(exercise, exercise.visible, observe_all(wrong, exercise))
    notebook = nbformat.read(path, as_version=4)
    check = next(cell for cell in notebook.cells if cell.source == "check(join_rows)")
    notebook.cells = [check]
    bundle = Report(exercise, verdict)._repr_mimebundle_()
    bundle["text/html"] = str(bundle["text/html"]) + "<script>document.title = 'trusted'</script>"
    check.outputs = [nbformat.v4.new_output("display_data", bundle)]
    nbformat.write(notebook, path)

    opened = Notebook.open(page, student, path)
    cell = opened.cell("check(join_rows)")
    cell.scroll_into_view_if_needed()
    table = cell.locator("table")
    table.wait_for()
    photograph(page, "untrusted", tmp_path)
    assert page.title() != "trusted"
    assert table.locator("thead th").all_inner_texts()[-2:] == ["expected", "got"]
    shown = cell.locator(".jp-OutputArea-output").inner_text()
    for line in ("join_rows: not right yet", "a = torch.tensor", "shape", "(3, 2)", "differs"):
        assert line in shown
    left = table.locator("tbody td pre").first
    assert left.evaluate("e => getComputedStyle(e).fontFamily").count("mono") > 0
