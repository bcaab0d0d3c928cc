"""Coming back: hints after a restart, the start page, and an answer that is brought back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from lab_page import Notebook, output_texts, photograph
from lab_server import Lab
from playwright.sync_api import Locator, Page, expect

from course.kit.judging.exercise import CHECKS, load_chapter
from course.kit.progress import write_start_page
from course.kit.progress.keeping import read_progress

pytestmark = pytest.mark.timeout(600)

WRONG = "def join_rows(a, b):\n    return a"
RIGHT = """\
def join_rows(a, b):
    dtype = torch.promote_types(a.dtype, b.dtype)
    joined = torch.empty(len(a) + len(b), a.shape[1], dtype=dtype)
    joined[: len(a)], joined[len(a) :] = a, b
    return joined"""


@pytest.fixture(scope="module")
def notebook(
    page: Page, student: Lab, receive: Callable[[str, str], Path], home_chapter: str
) -> Notebook:
    """A chapter in a working folder of its own, opened by the start page's link to an exercise."""
    path = receive(home_chapter, f"progress/{home_chapter}")
    assert write_start_page(path.parents[1])
    opened = Notebook.open(page, student, path)
    opened.run(opened.cell("import torch"))
    return opened


def answered(notebook: Notebook, source: str) -> Locator:
    """Write an answer, run it, run its check; give the check's cell."""
    cell, check = notebook.cell("def join_rows"), notebook.cell("check(join_rows)")
    notebook.write(cell, source)
    notebook.run(cell)
    notebook.run(check)
    return check


def restart(notebook: Notebook) -> None:
    notebook.choose("Kernel", "Restart Kernel…")
    notebook.page.get_by_role("button", name="Confirm Kernel Restart").click()
    notebook.wait_until_idle()
    notebook.run(notebook.cell("import torch"))


def test_hints_go_on_after_a_restart_and_earlier_ones_are_seen_again(
    notebook: Notebook, tmp_path: Path
) -> None:
    hints = load_chapter(notebook.path.parent / CHECKS).exercises["join_rows"].hints
    check = answered(notebook, WRONG)
    check.locator(".jp-InputPrompt").click()
    notebook.page.keyboard.press("b")
    notebook.write(notebook.page.locator(".jp-CodeCell.jp-mod-active"), 'hint("join_rows")')
    mine = notebook.cell('hint("join_rows")')
    notebook.run(mine)
    assert "Hint 1 of 3 for join_rows" in output_texts(mine)[0]
    restart(notebook)
    notebook.run(mine)
    mine.scroll_into_view_if_needed()
    photograph(notebook.page, "hint-after-restart", tmp_path)
    (shown,) = output_texts(mine)
    assert "Hint 2 of 3 for join_rows" in shown
    for text in hints[:2]:
        assert text.replace("`", "") in shown


def test_the_start_page_leads_to_the_exercise_to_go_on_with(
    notebook: Notebook, student: Lab, tmp_path: Path
) -> None:
    (report,) = output_texts(answered(notebook, RIGHT))
    assert "passed" in report
    notebook.save()
    page, working = notebook.page, notebook.path.parents[1]
    assert read_progress(working).of(notebook.path.stem, "join_rows").passed
    page.goto(student.url(f"lab/tree/{working.name}/START.md?reset"))
    page.locator(".jp-DirListing-item", has_text="START.md").click(button="right")
    page.get_by_text("Open With", exact=True).hover()
    page.get_by_text("Markdown Preview", exact=True).click()
    start = page.locator(".jp-MarkdownViewer")
    start.get_by_text("So far: 1 of").wait_for()
    photograph(page, "start-page", tmp_path)
    start.locator("a", has_text="Join two tables").click()
    page.locator(".jp-NotebookPanel").wait_for()
    notebook.wait_until_idle()
    heading = notebook.page.get_by_role("heading", name="Join two tables")
    expect(heading).to_be_in_viewport()
    page.wait_for_timeout(1500)  # cells above it that are laid out late would push it away
    expect(heading).to_be_in_viewport()
    photograph(page, "start-page-led-here", tmp_path)


def test_reset_in_the_answer_cell_brings_the_original_and_keeps_what_was_not_saved(
    notebook: Notebook, tmp_path: Path
) -> None:
    notebook.run(notebook.cell("import torch"))
    unsaved = f"{RIGHT}  # not saved yet"
    cell = notebook.cell("def join_rows")
    notebook.write(cell, f"{unsaved}\nreset('join_rows')")
    notebook.page.keyboard.press("Control+Enter")
    cell.get_by_text("not attempted yet").wait_for()
    cell.get_by_text("This cell is as it was given out").wait_for()
    photograph(notebook.page, "reset", tmp_path)
    (kept,) = notebook.path.parent.glob("kept/join_rows-kept-*.py")
    assert kept.read_text(encoding="utf-8") == unsaved + "\n"
    assert "not saved yet" not in cell.locator(".cm-content").inner_text()
