"""The page that a student gets back."""

from __future__ import annotations

import base64
import json
import time
from itertools import pairwise
from pathlib import Path

import nbformat
import pytest
from bs4 import BeautifulSoup
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output
from small_course import ANSWERS, CHAPTER, SmallCourse

from autograder.feedback import cells, making
from autograder.feedback.making import Maker, Page
from autograder.feedback.marks import read_marks
from autograder.records import Records
from autograder.submission import Note
from course.kit.report import MIME

STUDENT = "student-017"
CONFIG = """
c.GenerateFeedback.preprocessors = ["autograder.feedback.ReadMarks"]
c.GenerateFeedback.exporter_class = "autograder.feedback.FeedbackExporter"
"""


def report(name: str, verdict: str) -> NotebookNode:
    words = f"{name}: {verdict}"
    data = {"text/plain": words, "text/html": f"<p>{words}</p>", MIME: {"verdict": verdict}}
    return new_output("display_data", data=data)


def change(course: SmallCourse, edit) -> None:
    path = course.folder("submitted", STUDENT) / f"{CHAPTER}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    edit(notebook)
    nbformat.write(notebook, path)


def page_of(course: SmallCourse, points: dict | None = None, **more) -> BeautifulSoup:
    """Record what lies in submitted/, and read the page that is made of it."""
    course.configure(CONFIG)
    with Records(course.coursedir) as records:
        records.record([course.result(STUDENT, points, **more)])
    return made(course)


def made(course: SmallCourse) -> BeautifulSoup:
    with Records(course.coursedir) as records, records.reading() as session:
        marks = read_marks(session, CHAPTER)[STUDENT]
    assert Maker(course.root).make(Page(STUDENT, CHAPTER, marks)) == ""
    path = course.folder("feedback", STUDENT) / f"{CHAPTER}.html"
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


def table(page: BeautifulSoup) -> dict[str, list[str]]:
    """The table at the top: verdict, points and detail, by exercise."""
    rows = page.header.table.tbody.find_all("tr")
    return {
        row.th.get_text(" ", strip=True): [
            td.get_text(" ", strip=True) for td in row.find_all("td")
        ]
        for row in rows
    }


@pytest.fixture
def handed_in(course: SmallCourse) -> SmallCourse:
    course.submit(STUDENT, ANSWERS)
    return course


def test_the_table_has_a_row_for_each_exercise_with_a_word_and_points(
    handed_in: SmallCourse,
) -> None:
    page = page_of(
        handed_in, {"half": 1.5}, details={"half": "The result is 1.5; -1 was expected."}
    )
    found = table(page)
    assert found["add"] == ["✓ passed", "2 of 2", ""]
    assert found["half"] == ["✗ failed", "1.5 of 2.5", "The result is 1.5; -1 was expected."]
    assert found["essay"][0] == "… waits for a person"
    assert "3.5 of 12.5 points" in page.header.get_text()


def test_each_row_leads_to_its_check(handed_in: SmallCourse) -> None:
    page = page_of(handed_in)
    link = page.header.find("a", string="half")
    target = page.find(id=link["href"].removeprefix("#"))
    assert "Check: half" in target.get_text()
    assert "assert half(4) == 2" in target.get_text()


def test_programs_that_read_aloud_find_their_way(handed_in: SmallCourse) -> None:
    page = page_of(handed_in)
    assert page.html["lang"] == "en"
    assert CHAPTER in page.title.get_text()
    assert STUDENT in page.title.get_text()
    assert page.caption is not None
    assert {th["scope"] for th in page.header.find_all("th")} == {"col", "row"}
    levels = [int(h.name[1]) for h in page.find_all(["h1", "h2", "h3", "h4", "h5", "h6"])]
    assert levels.count(1) == 1
    assert all(lower - upper <= 1 for upper, lower in pairwise(levels))


def test_points_by_a_person_comments_and_lateness_are_told(handed_in: SmallCourse) -> None:
    page_of(handed_in, {"add": 0.0})
    with handed_in.gradebook() as gradebook:
        grade = gradebook.find_grade("add-check", CHAPTER, CHAPTER, STUDENT)
        grade.manual_score, grade.extra_credit = 1.0, 0.5
        comment = gradebook.find_comment("add", CHAPTER, CHAPTER, STUDENT)
        comment.manual_comment = "Well *tried* <script>alert(1)</script>"
        notebook = gradebook.find_submission_notebook(CHAPTER, CHAPTER, STUDENT)
        notebook.late_submission_penalty = 0.25
        gradebook.db.commit()
    page = made(handed_in)
    verdict, points, detail = table(page)["add"]
    assert verdict == "✗ failed"
    assert points == "1.5 of 2"
    assert "given by a person" in detail
    assert "0.5 points are extra credit" in detail
    assert "0.25 are already taken off" in page.header.get_text()
    assert page.find(class_="comment").em.get_text() == "tried"
    assert page.find("script") is None


def test_what_was_mended_is_told(handed_in: SmallCourse) -> None:
    page = page_of(handed_in, notes=(Note("The check of <half> was deleted; it is back.", "half"),))
    assert "The check of <half> was deleted; it is back." in page.header.ul.get_text()


def test_an_answer_that_was_not_given_says_so(course: SmallCourse) -> None:
    course.submit(STUDENT)
    page = page_of(course, {"add": 0.0, "half": 0.0}, add="not attempted", half="not attempted")
    assert table(page)["add"][0] == "○ not attempted"
    assert "No response." in page.main.get_text()


def test_a_quiz_that_was_lost_says_so(handed_in: SmallCourse) -> None:
    quiz = {"parameters": [], "mistakes": []}
    checks = {"exercises": {"add": quiz}}
    path = handed_in.folder("source") / "checks.json"
    path.write_text(json.dumps(checks), encoding="utf-8")
    lost = "There is no answer that defines add."
    page = page_of(handed_in, {"add": 0.0}, add="not attempted", details={"add": lost})
    assert table(page)["add"][2] == lost


def test_a_wrong_answer_to_a_quiz_tells_nobody_the_right_one(handed_in: SmallCourse) -> None:
    mistake = {"explanation": "You took the sum for a product."}
    quiz = {"parameters": [], "mistakes": [mistake]}
    checks = {"exercises": {"add": quiz, "half": {"parameters": ["x"]}}}
    path = handed_in.folder("source") / "checks.json"
    path.write_text(json.dumps(checks), encoding="utf-8")
    details = {"add": "The result is 1; 3 was expected.", "half": "All differ."}
    page = page_of(handed_in, {"add": 0.0, "half": 0.0}, details=details)
    assert table(page)["add"][2] == "Not all answers are right yet."
    assert table(page)["half"][2] == "All differ."
    assert "3 was expected" not in page.get_text()
    page = page_of(handed_in, {"add": 0.0}, details={"add": mistake["explanation"]})
    assert table(page)["add"][2] == mistake["explanation"]


def test_the_hidden_part_of_a_check_is_not_shown(handed_in: SmallCourse) -> None:
    def hide(notebook: NotebookNode) -> None:
        for cell in notebook.cells:
            if cell.id == "add-check":
                hidden = "### BEGIN HIDDEN TESTS\nassert add(7, 7) == 14\n### END HIDDEN TESTS\n"
                cell.source = hidden + cell.source
                cell.outputs = [report("add", "passed")]

    change(handed_in, hide)
    page = page_of(handed_in)
    assert "add(7, 7)" not in page.get_text()
    assert "HIDDEN" not in page.get_text()
    assert "assert add(1, 2) == 3" in page.get_text()
    assert "add: passed" in page.main.get_text()


def test_nothing_on_the_page_runs_or_asks_a_server(handed_in: SmallCourse) -> None:
    def attack(notebook: NotebookNode) -> None:
        markup = '<script>alert(1)</script><img src="https://evil.example/x.png"></div></main>'
        drawing = "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
        outputs = [
            new_output("display_data", data={"text/html": markup}),
            new_output("display_data", data={"application/javascript": "alert(1)"}),
            new_output("display_data", data={"image/svg+xml": drawing, "text/plain": 'a "line"'}),
            new_output("display_data", data={"image/png": 'x" onerror="alert(1)'}),
            new_output("stream", name="stdout", text="\x1b[31m<b>red</b>\x1b[0m"),
            new_output("error", ename="E", evalue="<i>", traceback=["<script>alert(1)</script>"]),
        ]
        notebook.cells.insert(1, new_markdown_cell(markup, id="attack-1"))
        notebook.cells.insert(2, new_code_cell("1", id="attack-2", outputs=outputs))

    change(handed_in, attack)
    page = page_of(handed_in)
    for tag in page.find_all(True):
        assert tag.name not in ("script", "iframe", "link", "object", "form")
        assert not [name for name in tag.attrs if name.startswith("on")]
        for name in ("src", "href"):
            assert not tag.get(name, "").startswith(("http", "//", "javascript"))
    policy = page.find("meta", attrs={"http-equiv": "Content-Security-Policy"})["content"]
    assert policy.startswith("default-src 'none'")
    assert page.main.find_parent().name == "body"
    assert page.main.find_next_sibling() is None
    picture = page.main.find("img", src=True)
    assert picture["alt"] == 'a "line"'
    assert b"<svg" in base64.b64decode(picture["src"].partition(",")[2])
    assert "<b>red</b>" in page.main.get_text()


def test_a_table_of_the_students_own_is_no_table_of_ours(handed_in: SmallCourse) -> None:
    forged = (
        '</header><header><table style="position:absolute;top:0"><tr><th scope="row">add</th>'
        "<td>✓ passed</td><td>2 of 2</td></tr></table></header>"
    )
    change(handed_in, lambda n: n.cells.insert(0, new_markdown_cell(forged, id="forged")))
    page = page_of(handed_in, {"add": 0.0})
    assert len(page.find_all("header")) == 1
    assert table(page)["add"][0] == "✗ failed"
    copy = page.main.table
    assert copy.find_parent("section")["class"] == ["cell"]
    assert "position" not in str(copy)


def test_a_report_that_does_not_fit_the_points_is_not_believed(handed_in: SmallCourse) -> None:
    """As when plain nbgrader ran the notebook, and the student's code wrote a report of its own."""

    def forge(notebook: NotebookNode) -> None:
        for cell in notebook.cells:
            if cell.id.endswith("-check"):
                cell.outputs = [report(cell.id, "passed")]

    change(handed_in, forge)
    page_of(handed_in, {"add": 0.0})
    (handed_in.folder("autograded", STUDENT) / "verdicts.json").unlink()
    found = table(made(handed_in))
    assert found["add"][0] == "✗ failed"
    assert found["half"][0] == "✓ passed"


def test_verdicts_that_the_gradebook_does_not_hold_are_not_believed(
    handed_in: SmallCourse,
) -> None:
    page_of(handed_in, {"add": 0.0})
    path = handed_in.folder("autograded", STUDENT) / "verdicts.json"
    forged = path.read_text(encoding="utf-8").replace('"failed"', '"passed"')
    forged = forged.replace('"add-check": 0.0', '"add-check": 2.0')
    path.chmod(0o644)
    path.write_text(forged, encoding="utf-8")
    assert table(made(handed_in))["add"][0] == "✗ failed"


@pytest.mark.parametrize("metadata", [[], "x", None, {"grade_id": ["x"], "grade": True}])
def test_strange_metadata_does_not_keep_the_page_from_being_made(
    handed_in: SmallCourse, metadata: object
) -> None:
    def spoil(notebook: NotebookNode) -> None:
        cell = new_markdown_cell("strange", id="strange")
        cell.metadata["nbgrader"] = metadata
        notebook.cells.append(cell)

    change(handed_in, spoil)
    assert "strange" in page_of(handed_in).main.get_text()


def test_text_in_a_language_of_its_own_is_marked(
    handed_in: SmallCourse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COURSE_LANGUAGE", "de")
    page = page_of(handed_in)
    assert page.main["lang"] == "de"
    assert page.html["lang"] == "en"


def test_the_folder_holds_what_the_exchange_reads_and_nothing_else(
    course: SmallCourse,
) -> None:
    folder: Path = course.submit(STUDENT, ANSWERS, "2026-03-01 12:00:00 UTC")
    (folder / "mine.txt").write_text("mine", encoding="utf-8")
    (folder / "submission_secret.txt").write_text("abc", encoding="utf-8")
    page_of(course)
    made_there = course.folder("feedback", STUDENT)
    kept = {f"{CHAPTER}.html", "timestamp.txt", "submission_secret.txt"}
    assert {path.name for path in made_there.iterdir()} == kept
    assert [p.name for p in made_there.parent.iterdir()] == [CHAPTER]


def test_a_text_that_keeps_its_parser_busy_is_shown_plainly(
    handed_in: SmallCourse, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never_ends(source: str, attachments: str = "") -> str:
        if source == "endless":
            time.sleep(60)
        return source

    monkeypatch.setattr(making, "LONGEST", 1)
    monkeypatch.setattr(cells, "markdown", never_ends)
    change(handed_in, lambda n: n.cells.append(new_markdown_cell("endless", id="endless")))
    page = page_of(handed_in)
    assert "endless" in page.main.get_text()
    assert table(page)["add"][0] == "✓ passed"


def test_code_in_a_detail_is_shown_as_code_and_markup_as_text(handed_in: SmallCourse) -> None:
    page = page_of(handed_in, {"add": 0.0}, details={"add": "Only `x` <b>may</b> be stretched."})
    assert page.header.table.code.get_text() == "x"
    assert table(page)["add"][2] == "Only x <b>may</b> be stretched."


def test_formulas_are_shown_as_they_are_written(handed_in: SmallCourse) -> None:
    prose = "It is $x^\\top y < 3$, or\n\n$$\n\\frac{1}{2}\n$$\n"
    change(handed_in, lambda n: n.cells.insert(0, new_markdown_cell(prose, id="formulas")))
    page = page_of(handed_in)
    assert "x^\\top y < 3" in [code.get_text() for code in page.main.find_all("code")]
    assert "\\frac{1}{2}" in [pre.get_text() for pre in page.main.find_all("pre")]
