"""Attacks that look for answers, secrets and services find none; and what they would do is seen."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator

import few_exercises
import pytest
from attacked import (
    THAT_SNOOP,
    AttackedGrader,
    Listener,
    assert_nothing_gained,
    attacks_in,
    markers,
)

from autograder.simulate.attacks import ATTACKS, Attack
from autograder.simulate.attacks.attack import Recipe
from autograder.simulate.attacks.guard import PORT
from course.kit.words import PASSED


@pytest.fixture(scope="module")
def listener(grader: AttackedGrader) -> Iterator[Listener]:
    """Somebody who listens where attacks on the network try to connect to."""
    listener = Listener(PORT)
    grader.listener = listener
    yield listener
    grader.listener = None
    listener.close()


@pytest.mark.parametrize("attack", attacks_in(*THAT_SNOOP), ids=lambda attack: attack.name)
def test_an_attack_that_snoops_finds_nothing(
    attack: Attack, grader: AttackedGrader, listener: Listener
) -> None:
    assert_nothing_gained(attack, grader)


def test_the_listener_does_hear_those_who_connect_from_outside(listener: Listener) -> None:
    before = listener.count()
    for address, family in listener.addresses:
        with socket.socket(family, socket.SOCK_STREAM) as connection:
            connection.connect(address)
            before += 1
            assert listener.count() == before


def test_the_same_notebook_without_an_attack_keeps_all_its_points(grader: AttackedGrader) -> None:
    rows = grader.graded(few_exercises.answered({}))
    assert {name: row.verdict for name, row in rows.items()} == dict.fromkeys(
        few_exercises.EXERCISES, PASSED
    )


@pytest.fixture(scope="module")
def unprotected(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AttackedGrader]:
    grader = AttackedGrader(tmp_path_factory.mktemp("open") / "course", sandboxed=False)
    yield grader
    grader.close()


def test_without_a_sandbox_the_marks_of_an_attack_are_seen(unprotected: AttackedGrader) -> None:
    attack = ATTACKS["writes-outside"]
    before = unprotected.surroundings()
    try:
        unprotected.grade(attack)
        left = unprotected.surroundings().markers - before.markers
        assert attack.marker in left
    finally:
        for path in set(markers()) - before.markers:
            os.unlink(path)


def test_without_a_sandbox_a_harmless_visitor_is_heard(
    unprotected: AttackedGrader, listener: Listener
) -> None:
    unprotected.listener = listener
    before = unprotected.surroundings()
    attack = ATTACKS["uses-the-network"]
    unprotected.grade(attack)
    assert unprotected.surroundings().visitors > before.visitors


def test_without_a_sandbox_a_changed_course_is_seen(unprotected: AttackedGrader) -> None:
    target = str(unprotected.course / "gradebook.db")
    writes = Recipe(
        "writes-the-gradebook",
        "Writes into the gradebook.",
        f"open({target!r}, 'w').close()\ndef NAME(*inputs, **named):\n    return None\n",
    )
    before = unprotected.surroundings()
    unprotected.grade(writes.at("join_rows", few_exercises.CHAPTER))
    assert unprotected.surroundings().course != before.course
