"""Attacks on what is observed, reported and judged gain nothing."""

from __future__ import annotations

import pytest
from attacked import AttackedGrader, assert_nothing_gained, attacks_in

from autograder.simulate.attacks import Attack, bans, cells, feigning, forgery, shell, values


@pytest.mark.parametrize(
    "attack",
    attacks_in(values, forgery, bans, feigning, cells, shell),
    ids=lambda a: a.name,
)
def test_an_attack_on_the_points_gains_nothing(attack: Attack, grader: AttackedGrader) -> None:
    assert_nothing_gained(attack, grader)
