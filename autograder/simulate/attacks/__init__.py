"""Hostile answers: what dishonest students may hand in, and what the grader must make of it.

They are meant for sandboxes, and confined in effect even where one fails: what they write are
marker files `/tmp/autograder-attack-<name>`, what they connect to is this machine, they delete
nothing, and they send signals to others only in a process namespace of their own.
"""

from __future__ import annotations

from autograder.simulate.attacks import (
    appetite,
    bans,
    cells,
    endings,
    escapes,
    feigning,
    forgery,
    patching,
    prying,
    shell,
    snooping,
    values,
)
from autograder.simulate.attacks.attack import Attack, Recipe

KINDS = (
    values,
    endings,
    appetite,
    forgery,
    patching,
    snooping,
    prying,
    escapes,
    bans,
    feigning,
    cells,
    shell,
)

RECIPES: dict[str, Recipe] = {recipe.name: recipe for kind in KINDS for recipe in kind.RECIPES}
"""Every attack, by name, not yet aimed."""

ATTACKS: dict[str, Attack] = {name: recipe.at(*recipe.aimed) for name, recipe in RECIPES.items()}
"""Every attack, by name, aimed at the exercise that it shows best on."""

__all__ = ["ATTACKS", "RECIPES", "Attack", "Recipe"]
