"""Attacks that use the machine up, end the process, or reach out of the sandbox gain nothing."""

from __future__ import annotations

import pytest
from attacked import ON_THE_MACHINE, AttackedGrader, assert_nothing_gained, attacks_in

from autograder.simulate.attacks import Attack


@pytest.mark.parametrize("attack", attacks_in(*ON_THE_MACHINE), ids=lambda a: a.name)
def test_an_attack_on_the_machine_gains_nothing(attack: Attack, grader: AttackedGrader) -> None:
    assert_nothing_gained(attack, grader)
