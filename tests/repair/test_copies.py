"""Copied, split and merged cells: which of them counts, and that none of the others is lost."""

from __future__ import annotations

from work_to_mend import DOUBLE, HALVE, Work, answer, by_role, ids, own, stub, words

BETTER = "def double(x):\n    return x + x"


def test_of_two_answers_above_the_check_the_last_counts_and_the_other_stays() -> None:
    work = Work.solved()
    work.copy("double", BETTER)
    mended = work.mended()
    assert answer(mended, "double") == BETTER
    assert own(mended) == [DOUBLE]
    assert "The answer cell of `double` was there 2 times" in words(mended)


def test_an_untouched_copy_below_the_answer_does_not_count() -> None:
    work = Work.solved()
    work.copy("double", stub("double"))
    mended = work.mended()
    assert answer(mended, "double") == DOUBLE
    assert own(mended) == []


def test_an_untouched_copy_without_metadata_does_not_overwrite_the_answer() -> None:
    work = Work.solved()
    work.write(stub("double"), below="double")
    mended = work.mended()
    assert answer(mended, "double") == DOUBLE
    assert own(mended) == []
    assert "untouched copy of the answer cell of `double`" in words(mended)


def test_a_copy_below_the_check_is_a_trial_as_it_is_for_nbgrader() -> None:
    work = Work.solved()
    work.copy("double", BETTER, below="double-check")
    mended = work.mended()
    assert answer(mended, "double") == DOUBLE
    assert own(mended) == [BETTER]


def test_a_copy_below_the_check_counts_when_the_answer_above_is_untouched() -> None:
    work = Work(halve=HALVE)
    work.copy("double", DOUBLE, below="double-check")
    mended = work.mended()
    assert answer(mended, "double") == DOUBLE
    assert ids(mended).index("double") < ids(mended).index("double-check")
    assert "it was moved below" in words(mended)


def test_of_copied_checks_the_last_is_kept_as_nbgrader_does() -> None:
    work = Work.solved()
    work.write("def double(x):\n    return x * 2", below="double-check")
    work.copy("double-check", below="mine")
    mended = work.mended()
    places = ids(mended)
    assert places.index("mine") < places.index("double-check")
    assert places.count("double-check") == 1
    assert "The cell that checks `double` was there 2 times" in words(mended)


def test_a_copied_demonstration_is_the_students_own() -> None:
    work = Work.solved()
    work.copy("demonstration")
    mended = work.mended()
    assert mended.notes == ()
    assert own(mended) == [work["demonstration"]["source"]]


def test_two_cells_with_one_id_are_told_apart() -> None:
    work = Work.solved()
    work.write("a = 1", below="double", name="trial")
    work.write("b = 2", below="double", name="trial")
    mended = work.mended()
    assert own(mended) == ["b = 2", "a = 1"]
    assert len(set(ids(mended))) == len(mended.cells)


def test_an_answer_split_between_statements_runs_in_order() -> None:
    work = Work.solved()
    work["double"]["source"] = "def times(n, x):\n    return n * x"
    work.copy("double", "def double(x):\n    return times(2, x)")
    mended = work.mended()
    assert "times(2, x)" in answer(mended, "double")
    assert own(mended) == ["def times(n, x):\n    return n * x"]


def test_an_answer_split_inside_of_its_function_is_joined() -> None:
    work = Work.solved()
    work["double"]["source"] = "def double(x):"
    work.copy("double", "    return 2 * x")
    mended = work.mended()
    assert answer(mended, "double") == DOUBLE
    assert "split inside of the function" in words(mended)


def test_a_split_answer_is_joined_when_one_part_lost_its_metadata() -> None:
    for named, bare in (("double", "mine"), ("mine", "double")):
        work = Work.solved()
        work["double"]["source"] = "def double(x):"
        work.write("    return 2 * x", below="double")
        if named == "mine":  # the second part has the name
            marks = work["double"]["metadata"]
            work["double"]["metadata"], work["mine"]["metadata"] = {}, marks
            work["double"]["id"], work["mine"]["id"] = "other", bare
        assert answer(work.mended(), "double") == DOUBLE


def test_a_trial_below_an_answer_is_not_joined_to_it() -> None:
    work = Work.solved()
    work.write("    print(double(2))", below="double")
    mended = work.mended()
    assert answer(mended, "double") == DOUBLE
    assert mended.notes == ()


def test_an_answer_merged_with_its_check_counts() -> None:
    work = Work.solved()
    work["double"]["source"] += "\n\ncheck(double)"
    work.delete("double-check")
    mended = work.mended()
    assert answer(mended, "double").startswith(DOUBLE)
    assert by_role(mended)["check", "double"].source == "check(double)"


def test_an_answer_merged_into_its_task_counts() -> None:
    work = Work.solved()
    work["double-task"]["source"] += "\n\n" + DOUBLE
    work.delete("double")
    mended = work.mended()
    assert answer(mended, "double") == DOUBLE
    assert "code of your own in the cell that sets the task of `double`" in words(mended)
