"""The catalogue of damages: what each must cost is what is lost when the notebook is mended."""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path
from random import Random
from typing import Any

import pytest
from simulated_chapters import Shell, material, run, truth

from autograder.simulate.answers import solution
from autograder.simulate.damaged import damaged, drawn_damages, hand_in_damaged
from autograder.simulate.damages import DAMAGES, EVERYTHING, NOTHING, THE_EXERCISE, Damage
from autograder.simulate.handed_in import HandedIn
from autograder.submission import Mended, mend, read_folder
from course.kit.judging.judge import judge_exercise
from course.kit.notebook.calls import observe_all
from course.kit.words import PASSED

CHAPTER = "ch07_numpy"
every_damage = pytest.mark.parametrize("damage", DAMAGES.values(), ids=lambda d: d.name)


def handed_in(damage: Damage, seed: int = 1) -> HandedIn:
    """A solved notebook with one damage."""
    answers = {name: solution(material(CHAPTER), name) for name in material(CHAPTER).solutions}
    return hand_in_damaged("student-017", truth(CHAPTER), answers, [damage], Random(seed))


def mended(handed: HandedIn, folder: Path) -> Mended:
    handed.write(folder)
    found = read_folder(folder / handed.student / handed.chapter, handed.chapter)
    return mend(found, material(handed.chapter).released)


def visible_points(notebook: Mended) -> dict[str, float]:
    """Run a mended notebook here, all of whose code is the course's own, and check its answers."""
    namespace: dict[str, Any] = {"__name__": "__main__", "get_ipython": Shell}
    points = {}
    for cell in notebook.cells:
        if cell.role == "check":
            exercise = material(CHAPTER).exercises[cell.exercise]
            function = namespace.get(cell.exercise)
            observed = observe_all(function, exercise) if callable(function) else []
            judged = judge_exercise(exercise, exercise.visible if observed else (), observed)
            points[cell.exercise] = judged.points if observed else 0.0
        elif cell.kind == "code" and "draw." not in cell.source:
            with contextlib.suppress(Exception), contextlib.redirect_stdout(io.StringIO()):
                run(cell.source, namespace)
    return points


@every_damage
def test_a_damage_costs_what_it_says(damage: Damage, tmp_path: Path) -> None:
    handed = handed_in(damage)
    assert visible_points(mended(handed, tmp_path)) == {
        name: due.points for name, due in handed.due.items()
    }


@every_damage
def test_a_damage_is_told_in_a_sentence(damage: Damage) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", damage.name)
    assert damage.happened[0].isupper()
    assert damage.happened.endswith(".")
    assert damage.costs in (NOTHING, THE_EXERCISE, EVERYTHING)
    assert PASSED not in damage.verdicts


@every_damage
def test_a_damage_changes_what_is_handed_in(damage: Damage) -> None:
    whole = handed_in(Damage("none", "Nothing happened."))
    assert handed_in(damage).files != whole.files


@every_damage
def test_a_damage_happens_again_in_the_same_way(damage: Damage) -> None:
    assert handed_in(damage, 2).files == handed_in(damage, 2).files


def test_damages_of_each_price_are_in_the_catalogue() -> None:
    prices = [damage.costs for damage in DAMAGES.values()]
    assert len(DAMAGES) >= 60
    assert all(prices.count(price) >= 6 for price in (NOTHING, THE_EXERCISE, EVERYTHING))


def test_damages_that_come_alone_are_never_drawn_with_others() -> None:
    drawn = [drawn_damages(Random(seed)) for seed in range(300)]
    assert any(len(damages) > 1 for damages in drawn)
    assert all(len(damages) == 1 for damages in drawn if any(d.alone for d in damages))
    assert {d.name for damages in drawn for d in damages} > set(list(DAMAGES)[:20])


@pytest.mark.parametrize("seed", range(10))
def test_several_damages_cost_what_they_say_together(seed: int, tmp_path: Path) -> None:
    handed = damaged("student-017", truth(CHAPTER), Random(seed))
    found = visible_points(mended(handed, tmp_path))
    for name, due in handed.due.items():
        if due.answer.startswith(("damage:", "solution", "style:", "stub")):
            assert found[name] == due.points, due.answer
