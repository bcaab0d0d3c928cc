"""Every chapter, through the real grader: solved it earns everything, as released nothing."""

from __future__ import annotations

import few_exercises
import nbformat
import pytest
from notebooks import CHAPTERS, handed, material, released, written

from autograder.grading.one import fingerprint, grade, not_judged
from autograder.sandbox import Box
from autograder.simulate.answers import mistaken
from course.kit.words import FAILED, NOT_ATTEMPTED, NOT_JUDGED, PASSED

SECRET = b"the secret of these tests"
STUDENT = "student-017"
TENSORS = "ch02_tensor_ops"


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_the_solutions_of_a_chapter_earn_everything(chapter: str, box: Box) -> None:
    result = grade(STUDENT, handed(written(chapter).solved()), material(chapter), SECRET, box)
    assert {row.exercise: (row.verdict, row.points) for row in result.verdicts} == {
        name: (PASSED, exercise.max_points)
        for name, exercise in material(chapter).chapter.exercises.items()
    }
    assert result.notes == ()


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_a_chapter_as_it_was_released_earns_nothing(chapter: str, box: Box) -> None:
    result = grade(STUDENT, handed(released(chapter)), material(chapter), SECRET, box)
    assert {row.verdict for row in result.verdicts} == {NOT_ATTEMPTED}
    assert sum(row.points for row in result.verdicts) == 0
    assert [row.exercise for row in result.verdicts] == list(material(chapter).chapter.exercises)


def _names(chapter: str, number: int) -> dict[str, str]:
    """Choose of every exercise its mistake of this number, where it has so many."""
    found = {}
    for name, exercise in material(chapter).chapter.exercises.items():
        if number < len(exercise.mistakes):
            found[name] = exercise.mistakes[number].name
    return found


@pytest.mark.parametrize("number", range(3))
def test_a_recorded_mistake_is_explained_as_in_the_notebook(number: int, box: Box) -> None:
    known, chosen = written(TENSORS), _names(TENSORS, number)
    # Of exercises that call each other, one wrong answer would change two verdicts.
    chosen = {name: mistake for name, mistake in chosen.items() if name in known.independent}
    assert len(chosen) > 5
    notebook = known.solved()
    for cell in notebook.cells:
        name = few_exercises.grade_id(cell)
        if name in chosen:
            cell.source = mistaken(known, name, chosen[name]).source
    result = grade(STUDENT, handed(notebook), material(TENSORS), SECRET, box)
    rows = {row.exercise: row for row in result.verdicts}
    for name, exercise in material(TENSORS).chapter.exercises.items():
        row = rows[name]
        if name not in chosen:
            assert row.verdict == PASSED
            continue
        mistake = next(m for m in exercise.mistakes if m.name == chosen[name])
        assert row.verdict == FAILED, name
        assert row.points < row.max_points
        report = _report(result.notebook, name)
        assert mistake.explanation in report, name


def _report(notebook: str, exercise: str) -> str:
    """Give the report that stands under an exercise's check in the executed notebook."""
    cells = nbformat.reads(notebook, as_version=4).cells
    check = next(c for c in cells if few_exercises.grade_id(c) == f"{exercise}-check")
    return check.outputs[0].data["text/plain"]


def test_grading_again_gives_the_same(box: Box) -> None:
    notebook = handed(written(TENSORS).solved())
    first, second = (grade(STUDENT, notebook, material(TENSORS), SECRET, box) for _ in range(2))
    assert first.fingerprint == second.fingerprint
    assert first.notebook == second.notebook
    assert [(r.exercise, r.verdict, r.points, r.detail) for r in first.verdicts] == [
        (r.exercise, r.verdict, r.points, r.detail) for r in second.verdicts
    ]


def test_the_executed_notebook_is_a_valid_one_with_every_cell(box: Box) -> None:
    solved = written(TENSORS).solved()
    result = grade(STUDENT, handed(solved), material(TENSORS), SECRET, box)
    executed = nbformat.reads(result.notebook, as_version=4)
    nbformat.validate(executed)
    assert [cell.source for cell in executed.cells] == [cell.source for cell in solved.cells]


def test_a_fingerprint_changes_with_all_that_a_result_depends_on() -> None:
    few = handed(released(TENSORS))
    usual = (few, material(TENSORS), SECRET, STUDENT)
    others = [
        (handed(written(TENSORS).solved()), *usual[1:]),
        (few, material("ch04_autograd"), SECRET, STUDENT),
        (few, material(TENSORS), b"another secret", STUDENT),
        (few, material(TENSORS), SECRET, "student-018"),
        (type(few)(few.notebook, (("a", b"1"),), ()), *usual[1:]),
        (type(few)(None, (), ()), *usual[1:]),
    ]
    assert len({fingerprint(*one) for one in (usual, *others)}) == len(others) + 1
    assert fingerprint(*usual) == fingerprint(handed(released(TENSORS)), *usual[1:])


def test_what_could_not_be_graded_has_no_fingerprint_and_no_points() -> None:
    result = not_judged(STUDENT, handed(released(TENSORS)), material(TENSORS), "it broke")
    assert result.fingerprint == ""
    assert {row.verdict for row in result.verdicts} == {NOT_JUDGED}
    assert "not your fault" in _report(result.notebook, "join_rows")


def test_another_students_cases_are_others() -> None:
    known = material(TENSORS)
    mine, again, yours = (
        known.cases("join_rows", SECRET, student) for student in (STUDENT, STUDENT, "student-018")
    )
    visible = len(known.chapter.exercises["join_rows"].visible)
    assert [k.case.inputs for k in mine] == [k.case.inputs for k in again]
    assert [k.case.inputs for k in mine[:visible]] == [k.case.inputs for k in yours[:visible]]
    assert [k.case.inputs for k in mine[visible:]] != [k.case.inputs for k in yours[visible:]]
    assert all(k.hidden for k in mine[visible:])
