"""Cells that a person runs: what is kept of their checks and hints, and what never is."""

from __future__ import annotations

import textwrap
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from front_end import CHAPTERS, Front

from course.build.authored import read_exercise
from course.build.solutions import write_solutions
from course.kit.judging.exercise import load_chapter
from course.kit.notebook import cell
from course.kit.notebook.solutions import SOLUTIONS
from course.kit.progress import keeping, noting
from course.kit.progress.contents import contents_of
from course.kit.progress.keeping import LOCK, RECORD, keep, read_progress
from course.kit.progress.page import START, write_start_page
from course.kit.progress.record import Attempt, Done, with_check

CHAPTER = CHAPTERS[0]
RIGHT = read_exercise(CHAPTER, "join_rows").answer
WRONG = "def join_rows(a, b):\n    return a"
SECRET_LINE = "joined = torch.empty("


def done(working: Path, name: str = "join_rows") -> Done:
    return read_progress(working).of(CHAPTER, name)


def passed_but(working: Path, *left: str) -> None:
    """Make a record in which all exercises of the chapter passed, except these."""
    for entry in contents_of(working / CHAPTER).exercises:
        if entry.name not in left:
            attempt = Attempt("passed", 5, 5, entry.points, "2026-11-29T19:00:00+00:00")
            keep(working, lambda p, e=entry, a=attempt: with_check(p, CHAPTER, e.name, a))


def test_a_check_is_kept_with_its_verdict_its_cases_and_its_points(
    working: Path, front: Front
) -> None:
    front.run(WRONG)
    assert "not right yet" in front.run("check(join_rows)")
    last = done(working).last
    assert last is not None
    assert (last.verdict, last.total, last.points) == ("failed", 14, 0.0)
    front.run(RIGHT)
    assert front.run("check(join_rows)") == "✓ join_rows: passed, 14 cases agree."
    found = done(working)
    assert (found.attempts, found.passed, found.best == found.last) == (2, True, True)
    assert found.best is not None
    assert found.best.points == 2


def test_a_notebook_that_was_kept_can_be_checked_where_it_lies(
    working: Path, front: Front, monkeypatch: pytest.MonkeyPatch
) -> None:
    (working / CHAPTER / "kept").mkdir()
    monkeypatch.chdir(working / CHAPTER / "kept")
    front.run(RIGHT)
    assert front.run("check(join_rows)") == "✓ join_rows: passed, 14 cases agree."


def test_nothing_is_kept_of_what_nobody_runs_by_hand(
    working: Path, front: Front, names: Callable[[], set[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = names()
    front.run(RIGHT, cell=None)
    for code in ("check(join_rows)", "hint(join_rows)", "reset(join_rows)"):
        front.run(code, cell=None)
    for step in ("autograde", "validate"):
        monkeypatch.setenv("NBGRADER_EXECUTION", step)
        for code in ("check(join_rows)", "hint(join_rows)", "reset(join_rows)"):
            front.run(code)
    assert names() == before
    assert front.handed == []


@pytest.mark.parametrize("step", ["source/en", "release/en", "submitted/017", "autograded/017"])
def test_nothing_is_kept_in_the_courses_own_folders(
    step: str, working: Path, front: Front, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = working.parent / step
    home.parent.mkdir(parents=True)
    working.rename(home)
    monkeypatch.chdir(home / CHAPTER)
    front.run(RIGHT)
    front.run("check(join_rows)\nhint(join_rows)")
    assert sorted(path.name for path in home.iterdir()) == sorted(CHAPTERS)
    assert not write_start_page(home)


def test_a_check_is_what_it_was_when_its_verdict_cannot_be_kept(
    working: Path,
    front: Front,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("this must not reach a student")

    monkeypatch.setattr(noting, "keep", fail)
    front.run(RIGHT)
    assert front.run("check(join_rows)") == "✓ join_rows: passed, 14 cases agree."
    front.run(WRONG)
    assert "not right yet" in front.run("check(join_rows)")
    assert capfd.readouterr().err == ""


def test_keeping_a_verdict_takes_a_few_milliseconds(working: Path) -> None:
    for chapter in CHAPTERS:  # a record as long as it gets, and more
        for entry in contents_of(working / chapter).exercises:
            for other in range(3):
                attempt = Attempt("passed", 5, 5, entry.points, "2026-11-29T19:00:00+00:00")
                name = f"{entry.name}_{other}"
                keep(working, lambda p, c=chapter, n=name, a=attempt: with_check(p, c, n, a))
    exercises = load_chapter(working / CHAPTER / "checks.json").exercises
    times = []
    for number in range(20):
        verdict = noting.Verdict("join_rows", "failed", 0.0, 2.0, number, 14)
        began = time.process_time()
        noting.note_check(working / CHAPTER, CHAPTER, exercises, verdict)
        times.append(time.process_time() - began)
    assert sorted(times)[10] < 0.02


def test_the_end_of_a_chapter_is_told_once_with_what_was_learnt_and_what_comes(
    working: Path, front: Front
) -> None:
    passed_but(working, "join_rows")
    front.run(RIGHT)
    here = contents_of(working / CHAPTER)
    assert front.run("check(join_rows)") == (
        "✓ join_rows: passed, 14 cases agree.\n"
        f"All {len(here.exercises)} exercises of this chapter are passed. You can now "
        f"{here.about}. Next comes Linear algebra "
        "(../ch03_linear_algebra/ch03_linear_algebra.ipynb)."
    )
    html = front.shown[1]._repr_html_()
    assert '<a href="../ch03_linear_algebra/ch03_linear_algebra.ipynb">Linear algebra</a>' in html
    assert front.run("check(join_rows)") == "✓ join_rows: passed, 14 cases agree."


def test_the_start_page_follows_where_there_is_one(working: Path, front: Front) -> None:
    front.run(RIGHT)
    front.run("check(join_rows)")
    assert not (working / START).exists()
    write_start_page(working)
    front.run(read_exercise(CHAPTER, "add_into").answer)
    front.run("check(add_into)")
    total = sum(len(contents_of(working / name).exercises) for name in CHAPTERS)
    assert f"2 of {total} exercises passed" in (working / START).read_text(encoding="utf-8")


def test_hints_go_on_where_they_were_after_a_restart(
    working: Path, front: Front, monkeypatch: pytest.MonkeyPatch
) -> None:
    hints = load_chapter(working / CHAPTER / "checks.json").exercises["join_rows"].hints
    assert front.run("hint('join_rows')") == f"Hint 1 of 3 for join_rows: {hints[0]}"
    front.restart()
    monkeypatch.setattr(keeping, "_waiting", {})
    front.run("from course.kit import hint")
    assert front.run("hint('join_rows')") == (
        f"Hint 2 of 3 for join_rows:\n  1. {hints[0]}\n  2. {hints[1]}"
    )
    third = front.run("hint('join_rows')")
    assert third.startswith("Hint 3 of 3 for join_rows:\n")
    assert third.endswith("That was the last one.")
    assert front.run("hint('join_rows')").startswith("All 3 hints for join_rows:\n  1. ")
    assert "<strong>New:</strong>" not in front.shown[0]._repr_html_()


def test_a_handed_out_chapter_holds_no_solution_to_show(working: Path, front: Front) -> None:
    for _ in range(4):
        shown = front.run("hint('join_rows', solution=True)")
    assert "There is no solution here" in shown
    assert all(
        SECRET_LINE not in path.read_text(encoding="utf-8")
        for path in working.rglob("*")
        if path.is_file()
    )


def test_in_self_study_the_solution_comes_behind_the_last_hint_when_asked_for(
    in_repository: Path, front: Front
) -> None:
    for number in (1, 2):
        shown = front.run("hint('join_rows', solution=True)")
        assert f"Hint {number} of 3" in shown
        assert "comes after the last hint" in shown
        assert SECRET_LINE not in shown
    third = front.run("hint('join_rows')")
    assert "`hint(join_rows, solution=True)` shows a solution" in third
    assert SECRET_LINE not in third
    assert not done(in_repository).solution_seen
    shown = front.run("hint('join_rows', solution=True)")
    assert shown.startswith("A solution of join_rows\n")
    assert SECRET_LINE in shown
    assert "### BEGIN SOLUTION" not in shown
    assert done(in_repository).solution_seen
    front.run(textwrap.dedent(shown.split("\n\n")[1]))
    assert "passed" in front.run("check(join_rows)")


def test_a_file_of_solutions_allows_them_to_a_class_and_an_empty_one_withholds_them(
    in_repository: Path, front: Front
) -> None:
    for _ in range(3):
        front.run("hint('join_rows')")
    path = in_repository / CHAPTER / SOLUTIONS
    path.write_text("{}", encoding="utf-8")
    assert SECRET_LINE not in front.run("hint('join_rows', solution=True)")
    write_solutions(CHAPTER, path)
    assert SECRET_LINE in front.run("hint('join_rows', solution=True)")
    path.write_text("{ damaged", encoding="utf-8")
    assert SECRET_LINE not in front.run("hint('join_rows', solution=True)")


def test_grading_reads_no_solution(in_repository: Path, front: Front) -> None:
    for _ in range(5):
        shown = front.run("hint('join_rows', solution=True)", cell=None)
        assert SECRET_LINE not in shown
    assert not (in_repository / RECORD).exists()
    assert not (in_repository / LOCK).exists()


def test_the_start_page_follows_a_check_that_fails(working: Path, front: Front) -> None:
    assert write_start_page(working)
    front.run(WRONG)
    front.run("check(join_rows)")
    assert "not right yet, 1 of 14 cases agree" in (working / START).read_text(encoding="utf-8")
    front.run(RIGHT)
    front.run("check(join_rows)")
    front.run(WRONG)
    front.run("check(join_rows)")
    said = "passed, but its last check was not right"
    assert said in (working / START).read_text(encoding="utf-8")


def test_a_check_that_was_stopped_is_noted_as_that(working: Path, front: Front) -> None:
    assert write_start_page(working)
    stopping = "def join_rows(a, b):\n    raise KeyboardInterrupt"
    for answer, said in ((stopping, "not right yet"), (f"{RIGHT}", ""), (stopping, "passed, but")):
        front.run(answer)
        if answer == stopping:
            with pytest.raises(KeyboardInterrupt, match="stopped by you"):
                front.run("check(join_rows)")
            page = (working / START).read_text(encoding="utf-8")
            assert f"{said}" in page
            assert "its last check was stopped" in page
        else:
            front.run("check(join_rows)")
    assert done(working).passed


def ask_all_at_once(front: Front, code: str, *, pause: float = 0.0) -> str:
    """Run a cell that was asked for before the last one ended, as "Run All Cells" does."""
    cell.note_end()
    front.header = {"date": datetime.now(UTC) - timedelta(seconds=1)}
    time.sleep(pause)
    cell.note_start()
    try:
        return front.run(code)
    finally:
        front.header = {}


def test_running_all_cells_gives_no_further_hint(working: Path, front: Front) -> None:
    first = front.run("hint(join_rows)") if "join_rows" in front.namespace else ""
    front.run(WRONG)
    first = first or front.run("hint(join_rows)")
    assert "Hint 1 of 3" in first
    again = ask_all_at_once(front, "hint(join_rows)")
    assert "Hint 2" not in again
    assert done(working).hints == 1
    assert "Hint 2 of 3" in front.run("hint(join_rows)")
    assert "Hint 3 of 3" in ask_all_at_once(front, "hint(join_rows)", pause=0.2)


def test_running_all_cells_gives_a_first_hint(working: Path, front: Front) -> None:
    front.run(WRONG)
    assert "Hint 1 of 3" in ask_all_at_once(front, "hint(join_rows)")


def test_of_several_hints_shown_again_the_heading_says_how_many(
    working: Path, front: Front
) -> None:
    front.run(WRONG)
    front.run("hint(join_rows)")
    again = ask_all_at_once(front, "hint(join_rows)")
    assert again.startswith("Hint 1 of 3 for join_rows")
