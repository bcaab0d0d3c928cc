"""nbgrader's Validate button, as a student presses it before handing in."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from lab_page import SECONDS, Notebook, photograph
from lab_server import Lab
from playwright.sync_api import Page

from course.kit.judging.exercise import CHECKS, load_chapter

pytestmark = pytest.mark.timeout(600)


def test_the_validate_button_names_the_checks_that_do_not_pass(
    page: Page,
    student: Lab,
    receive: Callable[[str, str], Path],
    home_chapter: str,
    tmp_path: Path,
) -> None:
    notebook = Notebook.open(page, student, receive(home_chapter, "validate"))
    page.locator(".jp-NotebookPanel-toolbar").get_by_text("Validate", exact=True).click()
    message = page.locator("#validation-message")
    message.wait_for(timeout=240 * SECONDS)
    photograph(page, "validate", tmp_path)
    said = message.inner_text()
    exercises = load_chapter(notebook.path.parent / CHECKS).exercises
    assert re.findall(r"^check\((\w+)\)$", said, re.MULTILINE) == list(exercises)
    assert said.count("The following cell failed:") == len(exercises)
    assert all(re.search(rf"^{name}: not attempted", said, re.MULTILINE) for name in exercises)
    assert "Traceback" not in said
