"""Sheets of other systems: the grades are filled in, and nothing else changes."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.export.canvas import fill_canvas, new_canvas
from autograder.export.errors import ExportError
from autograder.export.moodle import fill_moodle
from autograder.export.sheet import Sheet
from autograder.records.scores import CellScore, Student, Submission

CHAPTER, OTHER = "ch91_sums", "ch92_products"

CANVAS = (
    "Student,ID,SIS User ID,SIS Login ID,Section,ch91_sums (1234),Attendance (99),Current Score\r\n"
    ",,,,,Manual Posting,,\r\n"
    "    Points Possible,,,,,4.50,10.00,(read only)\r\n"
    '"Ødegård, Åse",11,S-11,student-017,"Mon, 8 am",,7.00,71.2\r\n'
    '"O\'Neil, ""Jr""",12,S-12,oneil@example.org,Tue,1.00,8.00,80\r\n'
    "王 小明,13,student-019,wang,Tue,EX,,\r\n"
    "Nobody,14,S-14,nobody,Tue,3.00,1.00,9\r\n"
    '"Student, Test",15,,abc,Tue,,,'
)
MOODLE = (
    '\N{ZERO WIDTH NO-BREAK SPACE}Identifier,"Full name","Email address",Status,Grade,'
    '"Maximum Grade","Grade can be changed","Last modified (grade)","Feedback comments"\n'
    'Participant 501,"Åse Ødegård",ase@example.org,"Submitted for grading - ",,4.50,Yes,-,\n'
    'Participant 502,"J. O\'Neil",student-018@example.org,"No submission - ",1.00,4.50,Yes,'
    '"Monday, 2 March 2026, 9:00 AM","two\nlines, and a ""word"""\n'
    "Participant 503,王小明,wang@example.org,,2.00,4.50,No,-,\n"
    "Participant 504,Nobody,nobody@example.org,,,4.50,Yes,-,\n"
)


def scored(student: Student, score: float | None, chapter: str = CHAPTER) -> Submission:
    if score is None:
        return Submission(student, chapter, 4.5)
    cell = CellScore("add-check", 4.5, score, None, None, False)
    return Submission(student, chapter, 4.5, cells=(cell,), submitted=True)


ASE = Student("student-017", "Åse", "Ødegård", "ase@example.org")
ONEIL = Student("student-018", "J.", "O'Neil", "oneil@example.org")
WANG = Student("student-019", "小明", "王", "wang@example.org")
ABSENT = Student("student-020")
CLASS = [scored(ASE, 4.5), scored(ONEIL, 3.25), scored(WANG, 2.0), scored(ABSENT, None)]


def canvas() -> Sheet:
    return Sheet.read(CANVAS.encode(), "canvas.csv")


def moodle() -> Sheet:
    return Sheet.read(MOODLE.encode(), "moodle.csv")


def test_canvas_gets_the_grades_and_keeps_every_other_byte() -> None:
    filled = fill_canvas(canvas(), [CLASS])
    expected = CANVAS.replace('am",,7.00', 'am",4.5,7.00').replace("Tue,1.00,8", "Tue,3.25,8")
    assert filled.content.decode() == expected
    assert filled.grades == 2


def test_canvas_remarks_name_who_is_excused_and_who_is_unknown() -> None:
    remarks = "\n".join(fill_canvas(canvas(), [[*CLASS, scored(Student("new"), 1.0)]]).remarks)
    assert "student-019 (EX)" in remarks
    assert "Not in the sheet, so not handed over: new." in remarks
    assert "Not in the gradebook, so left as they were: Nobody." in remarks
    assert "student-020" not in remarks, "who handed nothing in misses no grade"


def test_a_chapter_without_a_column_gets_one_before_the_totals() -> None:
    other = [scored(s.student, 1.0, OTHER) for s in CLASS]
    content = fill_canvas(canvas(), [CLASS, other]).content.decode()
    table = list(csv.reader(io.StringIO(content, newline="")))
    assert table[0][-2:] == [OTHER, "Current Score"]
    assert table[2][-2:] == ["4.5", "(read only)"]
    assert table[3][-2:] == ["1", "71.2"]
    assert {len(row) for row in table} == {9}


def test_canvas_own_title_can_be_named() -> None:
    content = fill_canvas(canvas(), [CLASS], title="Attendance", scale=True).content.decode()
    assert 'am",,10,71.2' in content


def test_other_points_are_an_error_until_scaling_is_asked_for() -> None:
    with pytest.raises(ExportError, match=r"worth 4.5 points, and 10 in the sheet\. .*--scale"):
        fill_canvas(canvas(), [CLASS], title="Attendance")


def test_a_student_of_two_rows_is_left_out_and_named() -> None:
    twice = CANVAS.replace("Nobody,14,S-14,nobody", "Nobody,14,S-14,STUDENT-017")
    filled = fill_canvas(Sheet.read(twice.encode(), "canvas.csv"), [CLASS])
    assert 'am",,7.00' in filled.content.decode()
    assert any("left out: student-017" in remark for remark in filled.remarks)


def test_a_sheet_that_is_not_canvas_is_refused() -> None:
    with pytest.raises(ExportError, match="Grades > Export"):
        fill_canvas(moodle(), [CLASS])


def test_a_new_file_for_canvas_has_its_rows_and_no_formulas() -> None:
    names = [scored(Student("=cmd", "=1", "x", "", "12"), 2.0), scored(ABSENT, None)]
    table = list(csv.reader(io.StringIO(new_canvas([names]), newline="")))
    assert table[0] == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", CHAPTER]
    assert table[1] == ["    Points Possible", "", "", "", "", "4.5"]
    assert table[2] == ["x, =1", "12", "", "'=cmd", "", "2"]
    assert table[3] == ["student-020", "", "", "student-020", "", ""]


def test_moodle_gets_the_grades_and_keeps_every_other_byte() -> None:
    filled = fill_moodle(moodle(), CLASS)
    expected = MOODLE.replace('grading - ",,', 'grading - ",4.5,').replace(' - ",1.00', ' - ",3.25')
    assert filled.content.decode() == expected
    assert filled.grades == 2
    remarks = "\n".join(filled.remarks)
    assert "can't be changed: student-019" in remarks
    assert "Participant 504" in remarks


def test_moodle_with_decimal_commas_gets_decimal_commas() -> None:
    sheet = Sheet.read(MOODLE.replace("4.50", '"4,50"').encode(), "moodle.csv")
    assert 'grading - ","4,5","4,50"' in fill_moodle(sheet, CLASS).content.decode()


def test_moodle_in_another_language_needs_the_columns_title() -> None:
    german = MOODLE.replace(",Grade,", ",Bewertung,")
    with pytest.raises(ExportError, match="--column"):
        fill_moodle(Sheet.read(german.encode(), "moodle.csv"), CLASS)
    sheet = Sheet.read(german.encode(), "moodle.csv")
    assert fill_moodle(sheet, CLASS, title="Bewertung").grades == 2


def test_moodle_scales_to_the_maximum_of_each_row() -> None:
    sheet = Sheet.read(MOODLE.replace("4.50", "100.00").encode(), "moodle.csv")
    assert 'grading - ",100,100.00' in fill_moodle(sheet, CLASS, scale=True).content.decode()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_encoding_of_a_sheet_is_kept(encoding: str) -> None:
    content = CANVAS.encode(encoding)
    assert Sheet.read(content, "canvas.csv").content() == content


@pytest.mark.parametrize("content", [b"", b"\xff\x00\x01", b"one column\nx\n", b"a,\xe4\n"])
def test_what_is_no_sheet_is_refused(content: bytes) -> None:
    with pytest.raises(ExportError):
        Sheet.read(content, "x.csv")


@given(st.lists(st.lists(st.text('ab,;"\n\r é'), min_size=2, max_size=4), min_size=1, max_size=4))
def test_a_sheet_is_read_as_pythons_csv_reads_it_and_written_as_it_was(table: list) -> None:
    table = [["x", "y"], *table]
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows(table)
    sheet = Sheet.read(out.getvalue().encode(), "x.csv")
    read = [[row.value(i) for i in range(len(row.fields))] for row in sheet.rows]
    assert read == table
    assert sheet.content() == out.getvalue().encode()


@given(st.text('a,"\n\r;'))
def test_even_a_broken_sheet_loses_no_byte(text: str) -> None:
    content = f"x,y\n{text}".encode()
    assert Sheet.read(content, "x.csv").content() == content
