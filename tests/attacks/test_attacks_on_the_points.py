"""Attacks on what is observed, reported and judged gain nothing."""

from __future__ import annotations

import pytest
from attacked import ON_THE_POINTS, AttackedGrader, assert_nothing_gained, attacks_in

from autograder.simulate.attacks import Attack


@pytest.mark.parametrize(
    "attack",
    attacks_in(*ON_THE_POINTS),
    ids=lambda a: a.name,
)
def test_an_attack_on_the_points_gains_nothing(attack: Attack, grader: AttackedGrader) -> None:
    assert_nothing_gained(attack, grader)
