"""The catalogue of damages: what honest students break, and which points must remain."""

from __future__ import annotations

from autograder.simulate.damage import EVERYTHING, NOTHING, THE_EXERCISE, Damage
from autograder.simulate.misfiled import MISFILED
from autograder.simulate.mishaps import MISHAPS
from autograder.simulate.resaved import RESAVED

DAMAGES: dict[str, Damage] = {damage.name: damage for damage in (*MISHAPS, *RESAVED, *MISFILED)}

__all__ = ["DAMAGES", "EVERYTHING", "NOTHING", "THE_EXERCISE", "Damage"]
