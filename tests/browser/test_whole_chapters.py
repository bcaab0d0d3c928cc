"""Released chapters, run from top to bottom in JupyterLab before anything is answered."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from lab_page import RAN, SECONDS, Notebook, photograph
from lab_server import Lab
from playwright.sync_api import Page, expect
from whole_chapter import IN_A_BROWSER, assert_only_checks_raised

pytestmark = pytest.mark.timeout(600)


@pytest.mark.parametrize("chapter", IN_A_BROWSER)
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
    notebook.scroll_to_end()
    last = page.locator(".jp-Notebook .jp-CodeCell .jp-InputPrompt").last
    expect(last).to_have_text(RAN, timeout=240 * SECONDS)
    photograph(page, f"{chapter}-ran", tmp_path)
    assert_only_checks_raised(notebook.save(), chapter)
