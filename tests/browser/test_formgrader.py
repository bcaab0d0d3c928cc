"""nbgrader's formgrader, in the JupyterLab of an instructor."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from lab_page import Notebook, photograph
from lab_server import REPOSITORY, Lab, jupyterlab
from playwright.sync_api import Page

pytestmark = pytest.mark.timeout(600)
CHAPTERS = sorted(path.name for path in (REPOSITORY / "source" / "en").iterdir())


@pytest.fixture(scope="module")
def instructor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """JupyterLab in a copy of the course, as an instructor starts it there."""
    root = tmp_path_factory.mktemp("instructor")
    course = root / "course"
    course.mkdir()
    shutil.copy(REPOSITORY / "nbgrader_config.py", course)
    shutil.copytree(REPOSITORY / "source", course / "source")
    with jupyterlab(course, root / "home") as lab:
        yield lab


def test_formgrader_knows_every_chapter(instructor: Lab) -> None:
    assignments = json.loads(instructor.get("formgrader/api/assignments"))
    assert [assignment["name"] for assignment in assignments] == CHAPTERS


def test_an_instructor_generates_a_chapter_in_formgrader(
    instructor: Lab, page: Page, home_chapter: str, tmp_path: Path
) -> None:
    page.goto(instructor.url("lab?reset"))
    page.locator("#jp-MainMenu").wait_for()
    Notebook(page, instructor.folder).choose("Nbgrader", "Formgrader")
    frame = page.frame_locator("iframe[src*='formgrader']")
    table = frame.locator("#main-table, table").first
    row = table.locator("tr", has_text=home_chapter)
    row.wait_for()
    for chapter in CHAPTERS:
        assert table.locator("tr", has_text=chapter).count() == 1
    row.locator(".assign a").click()
    frame.locator(".modal-title", has_text="Success").wait_for()
    photograph(page, "formgrader", tmp_path)
    made, committed = instructor.folder / "release", REPOSITORY / "release"
    for path in (committed / "en" / home_chapter).glob("*.*"):
        name = path.relative_to(committed)
        assert (made / name).read_bytes() == path.read_bytes()
