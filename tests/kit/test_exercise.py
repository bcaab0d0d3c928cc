"""An exercise as it is stored beside a notebook."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
import torch

from course.kit.cases.case import case
from course.kit.judging.exercise import (
    ALWAYS,
    CHECKS,
    FORMAT,
    Exercise,
    KnownCase,
    Mistake,
    Rules,
    exercise_from_json,
    exercise_to_json,
    load_chapter,
)
from course.kit.observing.observe import observe

RULES = Rules(
    facts=(*ALWAYS, "strides"),
    banned=("torch.flip", "torch.sort"),
    required=("torch.stack",),
    tolerance=(0.0, 0.5),
)


def exercise(rules: Rules = RULES) -> Exercise:
    cases = [case("two", torch.tensor([1.0, 2.0])), case("none", torch.empty(0), group="edge")]
    return Exercise(
        name="backwards",
        title="Backwards",
        parameters=("x",),
        points={"basic": 2, "edge": 0.5},
        rules=rules,
        hints=("Look at the end.", "Go back."),
        visible=tuple(KnownCase(one, observe(lambda x: x.flip(0), one)) for one in cases),
        mistakes=(
            Mistake("the same", "You return it.", {0: observe(lambda x: x, cases[0])}),
            Mistake("none", "", {}),
        ),
    )


@pytest.mark.parametrize("rules", [RULES, Rules()], ids=["all rules", "no rules"])
def test_an_exercise_comes_back_from_json(rules: Rules) -> None:
    node = exercise_to_json(exercise(rules))
    back = exercise_from_json("backwards", json.loads(json.dumps(node, allow_nan=False)))
    assert exercise_to_json(back) == node
    assert back.rules == rules
    assert back.max_points == 2.5
    assert [known.case for known in back.visible] == [known.case for known in exercise().visible]
    assert not any(known.hidden for known in back.visible)
    assert [mistake.name for mistake in back.mistakes] == ["the same", "none"]
    assert list(back.mistakes[0].observations) == [0]


def test_rules_know_which_functions_to_watch() -> None:
    assert RULES.watched == ("torch.flip", "torch.sort", "torch.stack")
    assert RULES.without_calls() == Rules(facts=RULES.facts, tolerance=RULES.tolerance)


# -- the file ------------------------------------------------------------------------------------


def write(folder: Path, **changes: Any) -> Path:
    node = {
        "format": FORMAT,
        "chapter": "ch00_trying",
        "language": "en",
        "exercises": {"backwards": exercise_to_json(exercise())},
    }
    path = folder / CHECKS
    path.write_text(json.dumps({**node, **changes}), encoding="utf-8")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A chapter's folder, one deeper than where other tests look for chapters."""
    made = tmp_path / "ch00_sums"
    made.mkdir()
    return made


def test_a_chapter_is_read_from_its_file(folder: Path) -> None:
    chapter = load_chapter(write(folder))
    assert (chapter.name, chapter.language, list(chapter.exercises)) == (
        "ch00_trying",
        "en",
        ["backwards"],
    )
    assert chapter.exercises["backwards"].title == "Backwards"


def test_a_chapter_is_read_once_until_its_file_changes(folder: Path) -> None:
    path = write(folder)
    first = load_chapter(path)
    assert load_chapter(folder / "." / CHECKS) is first
    write(folder, chapter="ch00_another")
    os.utime(path, ns=(0, 0))
    assert load_chapter(path).name == "ch00_another"


def test_a_file_of_another_format_says_what_to_do(folder: Path) -> None:
    path = write(folder, format=FORMAT + 1)
    with pytest.raises(ValueError, match="Get notebooks and kit from the same version"):
        load_chapter(path)


def test_a_missing_file_is_missing(folder: Path) -> None:
    with pytest.raises(FileNotFoundError):
        load_chapter(folder / CHECKS)
