"""What a student may write into an answer cell, and how it is told apart later."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from autograder.simulate.material import Material, grade_id
from autograder.simulate.mistakes import mistake_as_answer
from autograder.simulate.styles import BEFORE, STYLES
from course.build.authored import read_exercise

SOLUTION, STUB = "solution", "stub"


@dataclass(frozen=True)
class Answer:
    """One answer.

    `label` says what it is: `solution`, `stub`, `mistake:<name>` or `style:<name>`. `own` is the
    source of a cell that the student put before the answer's, if any. `meaning` is code that does
    the same as the answer and can be trusted.
    """

    label: str
    source: str
    meaning: str
    own: str = ""

    @property
    def is_right(self) -> bool:
        """Tell whether it is the solution, in one form or another."""
        return self.label == SOLUTION or self.label.startswith("style:")


@cache
def solution(material: Material, exercise: str) -> Answer:
    """Answer with the author's solution."""
    text = material.solutions[exercise]
    return Answer(SOLUTION, text, text)


@cache
def stub(material: Material, exercise: str) -> Answer:
    """Leave the answer as it was given out."""
    cells = material.released.cells
    text = next(cell.source for cell in cells if grade_id(cell) == exercise)
    return Answer(STUB, text, text)


@cache
def mistaken(material: Material, exercise: str, mistake: str) -> Answer:
    """Answer with a recorded mistake."""
    text = mistake_as_answer(read_exercise(material.chapter, exercise), mistake)
    return Answer(f"mistake:{mistake}", text, text)


@cache
def styled(material: Material, exercise: str, style: str) -> Answer:
    """Answer rightly in a style of one's own; the solution stands in a cell before."""
    text = material.solutions[exercise]
    right = re.sub(rf"^def {exercise}\b", f"def right_{exercise}", text, flags=re.MULTILINE)
    if style in BEFORE:
        right = f"{right}\n\n\n{BEFORE[style]}"
    source = STYLES[style].replace("NAME", exercise).rstrip()
    return Answer(f"style:{style}", source, text, own=right.rstrip())
