"""Answers that stand elsewhere than in their cell, and answer cells that are gone."""

from __future__ import annotations

import pytest
from work_to_mend import DOUBLE, HALVE, Work, answer, by_role, ids, own, stub, words


def test_a_deleted_answer_gets_an_empty_cell_before_its_check() -> None:
    work = Work(halve=HALVE)
    work.delete("double")
    mended = work.mended()
    assert (
        answer(mended, "double") == "# The answer cell of double was missing from the submission."
    )
    assert ids(mended).index("double") + 1 == ids(mended).index("double-check")
    assert "The answer cell of `double` was missing" in words(mended)


@pytest.mark.parametrize("below", ["imports", "double", "double-check", "halve-check"])
@pytest.mark.parametrize("stub_is_there", [True, False])
def test_the_function_in_an_own_cell_counts_wherever_it_stands(
    below: str, stub_is_there: bool
) -> None:
    work = Work(halve=HALVE)
    work.write(DOUBLE, below=below)
    if not stub_is_there:
        work.delete("double")
    mended = work.mended()
    assert answer(mended, "double") == DOUBLE
    assert stub("double") not in [cell.source for cell in mended.cells]
    assert ids(mended).index("double") < ids(mended).index("double-check")
    assert "the function in another cell counts as the answer" in words(mended)


@pytest.mark.parametrize(
    "source", ["double = lambda x: 2 * x", "class double:\n    pass", "async def double(x):\n    1"]
)
def test_any_definition_of_the_name_counts(source: str) -> None:
    work = Work(halve=HALVE)
    work.write(source, below="double-check")
    assert answer(work.mended(), "double") == source


@pytest.mark.parametrize(
    "source",
    [
        "# def double(x): later",
        '"""\ndef double(x):\n    return 2 * x\n"""',
        "class Numbers:\n    def double(x):\n        return 2 * x",
        "double == 3",
        "def doubled(x):\n    return 2 * x",
    ],
)
def test_what_only_looks_like_the_definition_does_not_count(source: str) -> None:
    work = Work(halve=HALVE)
    work.write(source, below="double-check")
    mended = work.mended()
    assert answer(mended, "double") == stub("double")
    assert own(mended) == [source]


def test_a_trial_of_the_same_name_below_the_check_changes_nothing() -> None:
    work = Work.solved()
    work.write("def double(x):\n    return 0", below="double-check")
    mended = work.mended()
    assert answer(mended, "double") == DOUBLE
    assert mended.notes == ()


def test_a_stub_with_only_comments_added_is_still_a_stub() -> None:
    work = Work(halve=HALVE)
    work["double"]["source"] = "# see below\n" + stub("double")
    work.write(DOUBLE, below="double-check")
    assert answer(work.mended(), "double") == DOUBLE


def test_an_answer_written_into_the_check_counts() -> None:
    work = Work(halve=HALVE)
    work["double-check"]["source"] = DOUBLE + "\n\ncheck(double)"
    mended = work.mended()
    assert answer(mended, "double") == DOUBLE
    assert by_role(mended)["check", "double"].source == "check(double)"
    assert "code of your own in the cell that checks `double`" in words(mended)


def test_what_the_check_was_changed_to_does_not_overwrite_the_answer() -> None:
    work = Work.solved()
    work["double-check"]["source"] = "def double(x):\n    return 7\ncheck(double)"
    mended = work.mended()
    assert answer(mended, "double") == DOUBLE
    places = {source.source: i for i, source in enumerate(mended.cells)}
    assert places["check(double)"] < places["def double(x):\n    return 7"]


def test_an_answer_in_the_task_cell_as_fenced_text_counts() -> None:
    work = Work(halve=HALVE)
    work["double-task"]["source"] = f"My answer:\n```python\n{DOUBLE}\n```\nthat is all"
    assert answer(work.mended(), "double") == DOUBLE


def test_an_answer_turned_into_text_is_code_again() -> None:
    for kind in ("markdown", "raw"):
        work = Work.solved()
        work["double"]["cell_type"] = kind
        mended = work.mended()
        assert by_role(mended)["answer", "double"].kind == "code"
        assert "turned into text" in words(mended)


def test_answers_that_carry_each_others_names_are_told_apart() -> None:
    work = Work(double=HALVE, halve=DOUBLE)
    mended = work.mended()
    assert (answer(mended, "double"), answer(mended, "halve")) == (DOUBLE, HALVE)
