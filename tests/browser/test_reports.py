"""Every kind of report in an untrusted notebook: what is left of it, and who can read it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe
from lab_page import Notebook, photograph
from lab_server import REPOSITORY, Lab
from nbformat.v4 import new_code_cell, new_notebook, new_output
from playwright.sync_api import Locator, Page

from course.kit.report import Report

sys.path.append(str(REPOSITORY / "tests" / "report"))
from report_gallery import gallery

pytestmark = pytest.mark.timeout(600)

THEMES = ["JupyterLab Dark", "JupyterLab Dark High Contrast", "JupyterLab Light"]
GRAVE = ("serious", "critical")
# Where each row of brackets ends, in pixels.
RIGHT_ENDS = """
pre => {
  const ends = [];
  const texts = document.createTreeWalker(pre, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node; node = texts.nextNode())
    for (const found of node.data.matchAll(/\\],/g)) {
      const range = document.createRange();
      range.setStart(node, found.index);
      range.setEnd(node, found.index + 1);
      ends.push(range.getBoundingClientRect().right);
    }
  return ends;
}
"""


@pytest.fixture(scope="module")
def reports() -> dict[str, Report]:
    return gallery()


@pytest.fixture(scope="module")
def notebook(page: Page, student: Lab, reports: dict[str, Report]) -> Notebook:
    """A notebook that nobody here ran: one cell, with all reports as its outputs."""
    outputs = [new_output("display_data", r._repr_mimebundle_()) for r in reports.values()]
    written = new_notebook(cells=[new_code_cell("check(each)", outputs=outputs)])
    written.metadata.kernelspec = {
        "name": "python3",
        "display_name": "Python 3 (ipykernel)",
        "language": "python",
    }
    path = student.folder / "reports" / "reports.ipynb"
    path.parent.mkdir()
    nbformat.write(written, path)
    opened = Notebook.open(page, student, path)
    opened.cell("check(each)").locator(".jp-OutputArea-output").nth(len(reports) - 1).wait_for()
    return opened


@pytest.fixture
def shown(notebook: Notebook, reports: dict[str, Report]) -> dict[str, Locator]:
    """Each report as it stands on the page, by its name."""
    outputs = notebook.cell("check(each)").locator(".jp-OutputArea-output").all()
    return dict(zip(reports, outputs, strict=True))


@pytest.fixture
def in_light_again(notebook: Notebook) -> Iterator[None]:
    yield
    notebook.choose("Settings", "Theme", "JupyterLab Light")


@pytest.mark.usefixtures("in_light_again")
@pytest.mark.parametrize("theme", THEMES)
def test_no_reader_is_kept_out(notebook: Notebook, theme: str, tmp_path: Path) -> None:
    notebook.choose("Settings", "Theme", theme)
    notebook.page.locator(f'body[data-jp-theme-name="{theme}"]').wait_for(state="attached")
    notebook.page.wait_for_timeout(300)
    photograph(notebook.page, f"reports-{theme.split(' ', 1)[1].lower()}", tmp_path)
    found = Axe().run(notebook.page, context=".jp-OutputArea-output")
    grave = [v for v in found.response["violations"] if v["impact"] in GRAVE]
    assert grave == [], [(v["id"], v["help"], v["nodes"][0]["html"][:300]) for v in grave]


def test_the_first_element_that_differs_stays_framed(shown: dict[str, Locator]) -> None:
    framed = shown["another-value"].locator("td span")
    assert framed.all_inner_texts() == ["32", "33"]
    for mark in framed.all():
        assert mark.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"
        assert mark.evaluate("e => getComputedStyle(e).fontWeight") == "700"


def test_the_rows_of_a_framed_value_stay_straight(shown: dict[str, Locator]) -> None:
    """A mark that took room would push the numbers after it out of their column."""
    right_ends = shown["large"].locator("td pre").nth(5).evaluate(RIGHT_ENDS)
    assert len(right_ends) == 5
    assert max(right_ends) - min(right_ends) < 1


def test_headers_keep_what_a_screen_reader_needs(shown: dict[str, Locator]) -> None:
    table = shown["another-value"].locator("table")
    scopes = [h.get_attribute("scope") for h in table.locator("th").all()]
    assert scopes == ["col", "col", "row", "row", "row", "row"]
    image = shown["gradients-cut"].locator("img")
    assert "No way leads back from the result to x." in (image.get_attribute("alt") or "")


def test_the_graph_of_a_gradient_is_drawn(shown: dict[str, Locator]) -> None:
    image = shown["gradients-cut"].locator("img")
    image.scroll_into_view_if_needed()
    assert image.evaluate("e => e.complete && e.naturalWidth") > 150


def test_the_parts_come_in_the_order_in_which_they_are_needed(shown: dict[str, Locator]) -> None:
    headings = shown["exception-shapes"].locator("p > strong").all_inner_texts()
    assert [h.split(":")[0].split(" raised")[0] for h in headings[1:]] == [
        "The smallest case that fails",
        "Your code",
        "In that line",
        "Why",
        "How x and y meet",
        "Next",
    ]
    assert headings[0].startswith("✗ outer_sum")


def test_no_report_is_wider_than_its_cell(shown: dict[str, Locator]) -> None:
    wide = [
        name
        for name, report in shown.items()
        if report.evaluate("e => e.scrollWidth > e.clientWidth + 1")
    ]
    assert wide == []
