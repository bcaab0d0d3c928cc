"""`check` and `hint` as cells call them: finding the exercise, showing, raising."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from course.kit.judging.exercise import load_chapter
from course.kit.notebook.calls import NotPassed
from course.kit.report import Report

CELL = "from course.kit import check, hint\n"


def run(code: str, **names: Any) -> dict[str, Any]:
    """Run code as a cell does, in a namespace of its own."""
    namespace = {"__name__": "__main__", **names}
    exec(compile(CELL + code, "<cell>", "exec"), namespace)
    return namespace


def test_in_plain_python_the_report_is_returned(folder: Path) -> None:
    space = run("def add_one(x):\n    return x + 1\nreport = check(add_one)")
    assert str(space["report"]) == "✓ add_one: passed, 2 cases agree."


def test_in_a_notebook_a_passed_check_shows_its_report(
    folder: Path, displayed: list[Report]
) -> None:
    run("def add_one(x):\n    return x + 1\ncheck(add_one)")
    assert [str(report) for report in displayed] == ["✓ add_one: passed, 2 cases agree."]


def test_in_a_notebook_a_failed_check_shows_its_report_and_raises_one_line(
    folder: Path, displayed: list[Report]
) -> None:
    with pytest.raises(NotPassed) as raised:
        run("def add_one(x):\n    return 2 * x\ncheck(add_one)")
    assert "It was doubled." in str(displayed[0])
    lines = raised.value._render_traceback_()
    assert lines == ["add_one: not right yet, 0 of 2 cases agree."]


def test_to_a_person_the_heading_is_not_repeated_below_the_report(
    folder: Path, displayed: list[Report], running: dict[str, Any]
) -> None:
    running["metadata"] = {"cellId": "a"}
    with pytest.raises(NotPassed) as raised:
        run("def add_one(x):\n    return 2 * x\ncheck(add_one)")
    assert displayed[0].title == "✗ add_one: not right yet, 0 of 2 cases agree."
    assert raised.value._render_traceback_() == ["Not passed."]
    assert str(raised.value) == "add_one: not right yet, 0 of 2 cases agree."


def test_not_attempted_is_said_as_that(
    folder: Path, displayed: list[Report], running: dict[str, Any]
) -> None:
    running["metadata"] = {"cellId": "a"}
    with pytest.raises(NotPassed, match="add_one: not attempted") as raised:
        run('def add_one(x):\n    raise NotImplementedError("not attempted yet")\ncheck(add_one)')
    assert raised.value._render_traceback_() == ["Not attempted."]


ANSWERS = {
    "a lambda": "add_one = lambda x: x + 1",
    "a helper of another name": "def plus(x, n=1):\n    return x + n\nadd_one = plus",
    "a partial": "import functools, operator\nadd_one = functools.partial(operator.add, 1)",
    "a callable object": (
        "class Adder:\n    def __call__(self, x):\n        return x + 1\nadd_one = Adder()"
    ),
    "a wrapped function": (
        "import functools\ndef same(f):\n    @functools.wraps(f)\n    def g(*a): return f(*a)\n"
        "    return g\n@same\ndef add_one(x):\n    return x + 1"
    ),
}


@pytest.mark.parametrize("answer", ANSWERS)
def test_the_exercise_is_found_however_the_answer_is_made(answer: str, folder: Path) -> None:
    report = run(f"{ANSWERS[answer]}\nreport = check(add_one)")["report"]
    assert report.verdict.verdict == "passed"


def test_a_function_of_no_exercise_is_told_which_there_are(folder: Path) -> None:
    with pytest.raises(LookupError, match=r"add_two is no exercise of ch91_sums.*add_one"):
        run("def add_two(x):\n    return x + 2\ncheck(add_two)")


def test_a_call_instead_of_the_function_is_told_so(folder: Path) -> None:
    with pytest.raises(LookupError, match="without parentheses"):
        run("def add_one(x):\n    return x + 1\ncheck(add_one(1))")


REFUSED = {
    "check()": "check needs the function that it is about, such as check(add_one).",
    "hint()": "hint needs the function that it is about, such as hint(add_one).",
    "check('add_one')": "check takes the function itself, without quotes: check(add_one).",
    "check(add_one({}))": (
        "check takes the function itself, and was given an object of type dict. Write "
        "check(add_one), without parentheses behind the function's name."
    ),
    "hint(add_one({}))": (
        "hint takes the function itself, and was given an object of type dict. Write "
        "hint(add_one), without parentheses behind the function's name."
    ),
}


@pytest.mark.parametrize("code", REFUSED)
def test_a_call_that_cannot_be_meant_so_is_answered_in_one_sentence(
    code: str, folder: Path
) -> None:
    with pytest.raises((LookupError, TypeError)) as raised:
        run(f"def add_one(x):\n    return x\n{code}")
    assert raised.value._render_traceback_() == [REFUSED[code]]  # type: ignore[attr-defined]


def test_away_from_its_folder_a_check_says_what_to_do(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(LookupError, match=r"no checks\.json in .*copy checks\.json"):
        run("def add_one(x):\n    return x + 1\ncheck(add_one)")


@pytest.mark.parametrize("way", ["variable of the session", "variable of VS Code"])
def test_where_the_kernel_starts_elsewhere_the_notebook_s_own_folder_serves(
    way: str, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    place, names = str(folder / "ch91_sums.ipynb"), {}
    if way == "variable of VS Code":
        names["__vsc_ipynb_file__"] = place
    else:
        monkeypatch.setenv("JPY_SESSION_NAME", place)
    report = run("def add_one(x):\n    return x + 1\nreport = check(add_one)", **names)["report"]
    assert report.verdict.verdict == "passed"


def test_where_nobody_runs_the_cell_hints_are_counted_in_memory_alone(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = sorted(path.name for path in tmp_path.rglob("*"))
    run("def add_one(x):\n    return x\nhint(add_one)\nhint(add_one)\nhint(add_one)")
    assert capsys.readouterr().out == (
        "Hint 1 of 2 for add_one: Look at 2.\n"
        "Hint 2 of 2 for add_one:\n  1. Look at 2.\n  2. Plus.\nThat was the last one.\n"
        "All 2 hints for add_one:\n  1. Look at 2.\n  2. Plus.\nThat was the last one.\n"
    )
    assert sorted(path.name for path in tmp_path.rglob("*")) == before


def test_checks_of_another_format_are_refused_with_the_remedy(folder: Path) -> None:
    path = folder / "checks.json"
    path.write_text(path.read_text().replace('"format": 1', '"format": 99'))
    with pytest.raises(ValueError, match=r"format 99.*same version"):
        load_chapter(path)


def test_a_changed_file_is_read_anew(folder: Path) -> None:
    path = folder / "checks.json"
    before = load_chapter(path)
    path.write_text(path.read_text().replace("Look at 2.", "Look at 3."))
    assert load_chapter(path).exercises["add_one"].hints != before.exercises["add_one"].hints


def test_nothing_reaches_stderr(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    noisy = (
        "import os, sys, warnings\ndef add_one(x):\n    warnings.warn('w')\n"
        "    print('p', file=sys.stderr)\n    os.write(2, b'raw')\n    return x + 1\n"
        "check(add_one)"
    )
    run(noisy)
    assert capfd.readouterr().err == ""
