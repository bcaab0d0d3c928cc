"""Every released chapter, run from top to bottom before anything is answered."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from lab_page import RAN, SECONDS, Notebook, photograph
from lab_server import REPOSITORY, Lab
from playwright.sync_api import Page, expect

from course.kit.exercise import CHECKS, load_chapter
from course.kit.report import MIME

pytestmark = pytest.mark.timeout(600)
RELEASE = REPOSITORY / "release" / "en"
CHAPTERS = sorted(path.name for path in RELEASE.iterdir())


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_run_all_cells_goes_on_past_every_check_that_does_not_pass(
    page: Page,
    student: Lab,
    receive: Callable[[str, str], Path],
    chapter: str,
    tmp_path: Path,
) -> None:
    notebook = Notebook.open(page, student, receive(chapter, f"whole-{chapter}"))
    photograph(page, f"{chapter}-opened", tmp_path)
    notebook.choose("Run", "Run All Cells")
    last = page.locator(".jp-Notebook .jp-CodeCell .jp-InputPrompt").last
    expect(last).to_have_text(RAN, timeout=240 * SECONDS)
    photograph(page, f"{chapter}-ran", tmp_path)
    cells = [cell for cell in notebook.save().cells if cell.cell_type == "code"]
    assert [cell.source for cell in cells if cell.execution_count is None] == []
    outputs = [(cell.source, output) for cell in cells for output in cell.outputs]
    reported = [o.data[MIME]["exercise"] for _, o in outputs if MIME in o.get("data", {})]
    assert reported == list(load_chapter(RELEASE / chapter / CHECKS).exercises)
    raised = [source for source, output in outputs if output.output_type == "error"]
    assert raised == [f"check({name})" for name in reported]
    assert [output.text for _, output in outputs if output.get("name") == "stderr"] == []
