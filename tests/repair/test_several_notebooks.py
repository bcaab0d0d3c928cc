"""Which notebook is graded where several were handed in, or that of another chapter."""

from __future__ import annotations

import pytest
from work_to_mend import DOUBLE, HALVE, Work, answer, mend_bytes, release, words

from autograder.submission import Handed, mend

UNTOUCHED = Work().bytes()
ANSWERED = Work(double=DOUBLE).bytes()


@pytest.mark.parametrize("first", [UNTOUCHED, b"no notebook", None])
def test_one_that_holds_answers_is_graded_in_place_of_one_that_holds_none(
    first: bytes | None,
) -> None:
    besides = (("copy.ipynb", UNTOUCHED), ("mine.ipynb", ANSWERED), ("old.ipynb", None))
    mended = mend(Handed(first, (), (), "ch.ipynb", besides), release())
    assert answer(mended, "double") == DOUBLE
    assert "`ch.ipynb` holds no answer; `mine.ipynb`, which does, was graded" in words(mended)


def test_the_likeliest_is_graded_when_it_holds_an_answer() -> None:
    besides = (("mine.ipynb", Work(double=DOUBLE, halve=HALVE).bytes()),)
    mended = mend(Handed(ANSWERED, (), (), "ch.ipynb", besides), release())
    assert answer(mended, "halve") != HALVE
    assert "Besides `ch.ipynb`, other notebooks were not graded: `mine.ipynb`." in words(mended)


KEPT = "kept/ch-kept-2026-03-01-090507.ipynb"


def test_what_the_course_kept_is_graded_only_in_place_of_no_answer() -> None:
    mended = mend(Handed(ANSWERED, (), (), "ch.ipynb", ((KEPT, ANSWERED),)), release())
    assert mended.notes == ()
    both = ((KEPT, ANSWERED), ("mine.ipynb", UNTOUCHED))
    mended = mend(Handed(ANSWERED, (), (), "ch.ipynb", both), release())
    assert "were not graded: `mine.ipynb`." in words(mended)
    mended = mend(Handed(UNTOUCHED, (), (), "ch.ipynb", both), release())
    assert answer(mended, "double") == DOUBLE
    assert f"`{KEPT}`, which does, was graded" in words(mended)


def test_where_none_holds_an_answer_the_likeliest_is_graded() -> None:
    besides = (("mine.ipynb", UNTOUCHED), *((f"{n}.ipynb", None) for n in range(9)))
    mended = mend(Handed(UNTOUCHED, (), (), "ch.ipynb", besides), release())
    assert mended.readable
    assert "were not graded: `mine.ipynb`, `0.ipynb`, `1.ipynb`, `2.ipynb`, `3.ipynb`, …" in words(
        mended
    )


def test_the_notebook_of_another_chapter_is_called_that_and_no_more() -> None:
    work = Work()
    for cell in work.without_names().cells:
        cell["source"] = f"of another chapter: {cell['source']}".replace("double", "third")
    mended = work.mended()
    assert "it seems to be another one" in words(mended)
    assert len(mended.notes) == 1
    assert "another one" not in words(mend_bytes(b'{"cells": []}'))
