"""A browser, and the JupyterLab of a student who has just received the course."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from lab_page import SECONDS
from lab_server import REPOSITORY, STUDENTS_SETTINGS, Lab, jupyterlab
from playwright.sync_api import Browser, Page, expect, sync_playwright

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        missing = "There is no chromium on PATH; install it to run the tests in a browser."
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """A page of its own for each file of tests, as a person has one."""
    context = browser.new_context(viewport={"width": 1300, "height": 1000})
    context.set_default_timeout(60 * SECONDS)
    expect.set_options(timeout=60 * SECONDS)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def student(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """A student's JupyterLab, as `setup/start.py` runs it, in an empty folder."""
    root = tmp_path_factory.mktemp("student")
    (root / "work").mkdir()
    with jupyterlab(root / "work", root / "home", settings=STUDENTS_SETTINGS) as lab:
        yield lab


@pytest.fixture(scope="session")
def receive(student: Lab) -> Callable[[str, str], Path]:
    """Copy a released chapter into a folder of the student's; give the path of its notebook."""

    def copy(chapter: str, folder: str) -> Path:
        target = student.folder / folder
        shutil.copytree(
            REPOSITORY / "release" / "en" / chapter,
            target,
            ignore=shutil.ignore_patterns(".ipynb_checkpoints"),
        )
        return target / f"{chapter}.ipynb"

    return copy


@pytest.fixture(scope="session")
def home_chapter() -> str:
    """The chapter in which `join_rows` is."""
    for checks in sorted((REPOSITORY / "release" / "en").glob("*/checks.json")):
        if "join_rows" in json.loads(checks.read_text(encoding="utf-8"))["exercises"]:
            return checks.parent.name
    raise AssertionError("no released chapter asks for join_rows")
