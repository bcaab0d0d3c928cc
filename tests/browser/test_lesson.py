"""One exercise as a student meets it: untouched, wrong, broken, right."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from lab_page import Notebook, output_texts, photograph
from lab_server import Lab
from playwright.sync_api import Locator, Page

from course.kit.judging.diagnosis import diagnose
from course.kit.judging.exercise import CHECKS, Exercise, load_chapter
from course.kit.notebook.calls import observe_all
from course.kit.stub import STUB_CODE

pytestmark = pytest.mark.timeout(600)

UNTOUCHED = f"def join_rows(a, b):\n    {STUB_CODE}"
RIGHT = """\
def join_rows(a, b):
    dtype = torch.promote_types(a.dtype, b.dtype)
    joined = torch.empty(len(a) + len(b), a.shape[1], dtype=dtype)
    joined[: len(a)], joined[len(a) :] = a, b
    return joined"""
UPSIDE_DOWN = """\
def join_rows(a, b):
    dtype = torch.promote_types(a.dtype, b.dtype)
    joined = torch.empty(len(a) + len(b), a.shape[1], dtype=dtype)
    joined[: len(b)], joined[len(b) :] = b, a
    return joined"""
BROKEN = """\
def join_rows(a, b):
    joined = torch.empty(len(a) + len(b), a.shape[1])
    joined[:, : len(a)] = a.T.reshape(999, 3)
    return joined"""
# What a learner must never see: the insides of the course, of torch or of IPython.
INSIDES = ("Traceback", "site-packages", "course/kit", "NotPassed", "ipykernel", "File ")


@pytest.fixture(scope="module")
def notebook(
    page: Page, student: Lab, receive: Callable[[str, str], Path], home_chapter: str
) -> Notebook:
    """The released chapter, opened, with its first code cell run."""
    opened = Notebook.open(page, student, receive(home_chapter, "lesson"))
    opened.run(opened.cell("import torch"))
    return opened


@pytest.fixture
def exercise(notebook: Notebook) -> Exercise:
    return load_chapter(notebook.path.parent / CHECKS).exercises["join_rows"]


def checked(notebook: Notebook, answer: str) -> Locator:
    """Write an answer, run it, run its check; give the check's cell."""
    cell, check = notebook.cell("def join_rows"), notebook.cell("check(join_rows)")
    notebook.write(cell, answer)
    notebook.run(cell)
    notebook.run(check)
    bring_up(check)
    return check


def bring_up(cell: Locator) -> None:
    """Scroll until a cell begins at the top, so that a picture shows all of its report."""
    cell.evaluate("element => element.scrollIntoView({block: 'start'})")


def test_an_untouched_answer_is_not_attempted_rather_than_wrong(
    notebook: Notebook, tmp_path: Path
) -> None:
    report, line = output_texts(checked(notebook, UNTOUCHED))
    photograph(notebook.page, "not-attempted", tmp_path)
    assert "join_rows: not attempted yet" in report
    assert len(line.strip().splitlines()) == 1
    assert line.strip() == "Not attempted."
    assert "NotImplementedError" not in report + line


def test_a_wrong_answer_is_answered_with_the_explanation_of_its_mistake(
    notebook: Notebook, exercise: Exercise, tmp_path: Path
) -> None:
    namespace = {"torch": torch}
    exec(UPSIDE_DOWN, namespace)
    observed = observe_all(namespace["join_rows"], exercise)
    mistake = diagnose(exercise, observed)
    assert mistake is not None, "this should be a recorded mistake"
    check = checked(notebook, UPSIDE_DOWN)
    photograph(notebook.page, "wrong", tmp_path)
    report, line = output_texts(check)
    assert "join_rows: not right yet" in report
    assert mistake.explanation.replace("`", "") in report
    assert "hint(join_rows)" in report
    assert len(line.strip().splitlines()) == 1
    assert [words for words in INSIDES if words in report + line] == []


def test_the_report_puts_expected_and_got_side_by_side(notebook: Notebook) -> None:
    check = checked(notebook, UPSIDE_DOWN)
    header = check.locator("table thead th").all_inner_texts()
    rows = check.locator("table tbody tr").all()
    assert header[-2:] == ["expected", "got"]
    assert {len(row.locator("th, td").all()) for row in rows} == {3}
    assert any("differs" in row.inner_text() for row in rows)
    left, right = (rows[-1].locator("td").nth(i).bounding_box() for i in (0, 1))
    assert left is not None
    assert right is not None
    assert left["x"] + left["width"] <= right["x"] + 1
    assert left["y"] == right["y"]


def test_an_exception_of_the_students_own_shows_the_students_line_and_no_other(
    notebook: Notebook, tmp_path: Path
) -> None:
    report, line = output_texts(checked(notebook, BROKEN))
    photograph(notebook.page, "raised", tmp_path)
    assert "Your code raised RuntimeError" in report
    assert "line 3, in join_rows" in report
    assert "joined[:, : len(a)] = a.T.reshape(999, 3)" in report
    assert [words for words in INSIDES if words in report + line] == []


def test_a_right_answer_passes_in_one_line(notebook: Notebook, tmp_path: Path) -> None:
    (report,) = output_texts(checked(notebook, RIGHT))
    photograph(notebook.page, "passed", tmp_path)
    assert "join_rows: passed" in report
    assert len(report.strip().splitlines()) == 1


# The least contrast of text that WCAG 2.1 asks for (success criterion 1.4.3, level AA).
CONTRAST = 4.5
MEASURE = """
element => {
  const rgb = colour => colour.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => {
    const part = c => (c /= 255) <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
    return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
  };
  let under = element;
  const seen = e => { const c = rgb(getComputedStyle(e).backgroundColor); return c[3] !== 0; };
  while (under && !seen(under)) under = under.parentElement;
  const pair = [getComputedStyle(element).color, getComputedStyle(under).backgroundColor];
  const [low, high] = pair.map(rgb).map(light).sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}
"""


@pytest.mark.parametrize("theme", ["JupyterLab Dark", "JupyterLab Light"])
def test_the_report_can_be_read_in_every_theme(
    notebook: Notebook, theme: str, tmp_path: Path
) -> None:
    check = checked(notebook, UPSIDE_DOWN)
    notebook.choose("Settings", "Theme", theme)
    light = "false" if "Dark" in theme else "true"
    notebook.page.locator(f'body[data-jp-theme-light="{light}"]').wait_for(state="attached")
    notebook.page.wait_for_timeout(300)
    bring_up(check)
    photograph(notebook.page, f"wrong-{theme.split()[-1].lower()}", tmp_path)
    report = check.locator(".jp-OutputArea-output").first
    texts = report.locator("strong, pre, p, th, td, code").all()
    assert len(texts) > 8
    faint = [(t.inner_text()[:40], c) for t in texts if (c := t.evaluate(MEASURE)) < CONTRAST]
    assert faint == []
