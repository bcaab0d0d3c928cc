"""A student's first hour, from `course lab` to the next day: each test goes on where one ended."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from lab_page import SECONDS, Notebook, output_texts, photograph
from opened_course import Opened, opened_course
from playwright.sync_api import Locator, Page, expect

from course.kit.judging.exercise import CHECKS, load_chapter
from course.kit.stub import STUB_CODE
from course.kit.working.repair import repair

pytestmark = pytest.mark.timeout(600)

CHAPTER = "ch01_environment"
NAME = "in_environment"
WRONG = f"def {NAME}(executable, environment):\n    return executable.startswith(environment)"
RIGHT = f"""\
def {NAME}(executable, environment):
    folder = environment.rstrip("/\\\\")
    return executable.startswith((folder + "/", folder + "\\\\"))"""
PAGE = ".jp-MarkdownViewer"
ANSWER = f"def {NAME}"
CHECK = f"check({NAME})"


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    root = tmp_path_factory.mktemp("hour")
    with opened_course(root / "My first course", root / "home", 20500) as opened:
        yield opened


@pytest.fixture(scope="module")
def notebook(page: Page, opened: Opened) -> Notebook:
    """The first chapter, which `test_the_start_page` opens."""
    return Notebook(page, opened.folder / CHAPTER / f"{CHAPTER}.ipynb")


def bring_up(cell: Locator) -> None:
    cell.evaluate("element => element.scrollIntoView({block: 'start'})")


def below(notebook: Notebook, source: str, code: str) -> Locator:
    """Run `code` in a new cell below the cell that holds `source`."""
    notebook.cell(source).locator(".jp-InputPrompt").click()
    notebook.page.keyboard.press("b")
    cell = notebook.page.locator(".jp-Notebook .jp-CodeCell.jp-mod-active")
    notebook.write(cell, code)
    notebook.run(cell)
    return cell


def test_the_start_page_leads_to_the_first_chapter(
    page: Page, opened: Opened, notebook: Notebook, tmp_path: Path
) -> None:
    page.goto(opened.address)
    shown = page.locator(PAGE)
    expect(shown.locator("h1")).to_have_text(re.compile("Foundations of PyTorch"))
    links = shown.locator("a[href*='.ipynb']")
    assert {href.split("/")[-1].split("?")[0] for href in hrefs(links)} == {
        path.name for path in opened.folder.glob("*/*.ipynb")
    }
    photograph(page, "hour-1-start", tmp_path)
    links.first.click()
    notebook.wait_until_idle()
    photograph(page, "hour-2-chapter", tmp_path)


def hrefs(links: Locator) -> list[str]:
    return [link.get_attribute("href") or "" for link in links.all()]


def test_the_doctor_says_what_it_found(notebook: Notebook, tmp_path: Path) -> None:
    notebook.run(notebook.cell("from course.kit import check"))
    cell = notebook.cell("from course.kit.doctor import doctor")
    notebook.run(cell, seconds=240)
    bring_up(cell)
    photograph(notebook.page, "hour-3-doctor", tmp_path)
    (report,) = output_texts(cell)
    for finding in ("python", "torch", "gpu"):
        assert finding in report


def test_a_wrong_answer_is_explained(notebook: Notebook, tmp_path: Path) -> None:
    notebook.write(notebook.cell(ANSWER), WRONG)
    notebook.run(notebook.cell(ANSWER))
    check = notebook.cell(CHECK)
    notebook.run(check)
    bring_up(check)
    photograph(notebook.page, "hour-4-wrong", tmp_path)
    report = output_texts(check)[0]
    assert f"{NAME}: not right yet" in report
    assert ".venv2" in report, "the folder whose name only begins alike"


def test_a_hint_comes_when_it_is_asked_for(
    notebook: Notebook, opened: Opened, tmp_path: Path
) -> None:
    hints = load_chapter(opened.folder / CHAPTER / CHECKS).exercises[NAME].hints
    said = output_texts(below(notebook, CHECK, f"hint({NAME})"))[0]
    photograph(notebook.page, "hour-5-hint", tmp_path)
    assert " ".join(hints[0].split()) in " ".join(said.split())
    assert " ".join(hints[1].split()) not in " ".join(said.split())


def test_a_right_answer_passes(notebook: Notebook, tmp_path: Path) -> None:
    notebook.write(notebook.cell(ANSWER), RIGHT)
    notebook.run(notebook.cell(ANSWER))
    check = notebook.cell(CHECK)
    notebook.run(check)
    bring_up(check)
    photograph(notebook.page, "hour-6-right", tmp_path)
    (report,) = output_texts(check)
    assert f"{NAME}: passed" in report


def test_validate_names_the_rest(notebook: Notebook, opened: Opened, tmp_path: Path) -> None:
    page = notebook.page
    page.locator(".jp-NotebookPanel-toolbar").get_by_text("Validate", exact=True).click()
    message = page.locator("#validation-message")
    message.wait_for(timeout=240 * SECONDS)
    photograph(page, "hour-7-validate", tmp_path)
    said = message.inner_text()
    page.locator(".jp-Dialog-button.jp-mod-accept").click()
    open_ones = set(load_chapter(opened.folder / CHAPTER / CHECKS).exercises) - {NAME}
    assert set(re.findall(r"^check\((\w+)\)$", said, re.MULTILINE)) == open_ones


def test_what_a_student_does_not_need_of_nbgrader_is_not_there(notebook: Notebook) -> None:
    notebook.page.locator("#jp-MainMenu").get_by_text("Nbgrader", exact=True).click()
    entries = notebook.page.locator(".lm-Menu-itemLabel").all_inner_texts()
    notebook.page.keyboard.press("Escape")
    assert "Formgrader" not in entries
    assert notebook.page.get_by_text("Create Assignment").count() == 0


def test_the_next_day_tabs_and_answers_are_there(
    page: Page, opened: Opened, notebook: Notebook, tmp_path: Path
) -> None:
    """Validate has saved the notebook; which tabs are open, JupyterLab notes by itself."""
    page.wait_for_timeout(1500)
    page.goto("about:blank")
    page.goto(opened.address)
    tabs = page.locator("#jp-main-dock-panel .lm-TabBar-tabLabel")
    expect(tabs.get_by_text(f"{CHAPTER}.ipynb")).to_have_count(1)
    expect(page.locator(PAGE)).to_be_visible()
    photograph(page, "hour-8-next-day", tmp_path)
    cells = json.loads(notebook.path.read_text(encoding="utf-8"))["cells"]
    assert "".join(next(c for c in cells if c["id"] == NAME)["source"]) == RIGHT


def test_progress_is_told_on_the_page_and_in_the_terminal(
    page: Page, opened: Opened, tmp_path: Path
) -> None:
    told = json.loads(opened.course("progress", "--json").stdout)
    assert NAME in json.dumps(told)
    shown = page.locator(PAGE)
    expect(shown).to_contain_text("1 of 138 exercises passed")
    expect(shown).to_contain_text("Go on with")
    photograph(page, "hour-9-progress", tmp_path)


@pytest.mark.parametrize("theme", ["JupyterLab Dark", "JupyterLab Light"])
def test_page_and_chapter_are_there_in_both_themes(
    notebook: Notebook, theme: str, tmp_path: Path
) -> None:
    page = notebook.page
    tabs = page.locator("#jp-main-dock-panel .lm-TabBar-tabLabel")
    notebook.choose("Settings", "Theme", theme)
    light = "false" if "Dark" in theme else "true"
    page.locator(f'body[data-jp-theme-light="{light}"]').wait_for(state="attached")
    for name in ("START.md", f"{CHAPTER}.ipynb"):
        tabs.get_by_text(name, exact=True).click()
        page.wait_for_timeout(700)
        photograph(page, f"hour-10-{theme.split()[-1].lower()}-{name.split('.')[0]}", tmp_path)
    notebook.wait_until_idle()
    expect(page.locator(".jp-Notebook h1").first).to_be_visible()


def test_an_answer_can_be_brought_back_to_what_it_was(notebook: Notebook, tmp_path: Path) -> None:
    notebook.run(notebook.cell("from course.kit import check"))
    answer = notebook.cell(ANSWER)
    answer_id = f'[data-cell-id="{NAME}"]'
    notebook.write(answer, f"reset({NAME!r})")
    cell = notebook.page.locator(f".jp-CodeCell{answer_id}")
    cell = cell if cell.count() else notebook.cell(f"reset({NAME!r})")
    cell.locator(".cm-content").click()
    notebook.page.keyboard.press("Control+Enter")
    expect(notebook.cell(ANSWER)).to_contain_text(STUB_CODE.split("(")[0])
    bring_up(notebook.cell(ANSWER))
    photograph(notebook.page, "hour-11-reset", tmp_path)
    (kept,) = notebook.path.parent.glob(f"kept/{NAME}-kept-*.py")
    assert 'folder = environment.rstrip("/' in kept.read_text(encoding="utf-8")


def test_what_jupyterlab_saved_is_mended_without_losing_its_outputs(notebook: Notebook) -> None:
    """What `course validate` does first; `tests/notebook` runs all of it."""
    content = json.loads(notebook.path.read_text(encoding="utf-8"))
    content["cells"] = [c for c in content["cells"] if c["id"] != f"{NAME}-check"]
    saved = {c["id"]: c.get("outputs") for c in content["cells"]}
    notebook.path.write_text(json.dumps(content), encoding="utf-8")
    done = repair(notebook.path)
    assert [note.exercise for note in done.notes] == [NAME]
    mended = json.loads(notebook.path.read_text(encoding="utf-8"))["cells"]
    assert {c["id"]: c.get("outputs") for c in mended if c["id"] != f"{NAME}-check"} == saved
    assert any(saved.values())
