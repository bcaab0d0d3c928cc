"""Hints: one more at each call, with those given before, and behind the last a solution."""

from __future__ import annotations

import html
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from course.kit.judging.exercise import Chapter, Exercise
from course.kit.language import _
from course.kit.notebook.solutions import find_solution
from course.kit.progress.noting import hints_given, note_hint, note_solution
from course.kit.prose import code_elements

_given_here: dict[tuple[str, str], int] = {}
"""Hints given in this process, for code that nobody runs by hand; nothing is kept of them."""


@dataclass(frozen=True)
class Hints:
    """The hints given so far, as they are shown: in HTML by Jupyter, as text elsewhere.

    `is_new` tells whether the last of them was given just now. `then` says what can be done next.
    """

    exercise: str
    given: tuple[str, ...]
    total: int
    is_new: bool
    then: str
    solution: str = ""

    @property
    def title(self) -> str:
        """The heading: which hint this is, of how many."""
        if self.solution:
            return _("A solution of {name}").format(name=self.exercise)
        if self.is_new or len(self.given) < self.total:
            return _("Hint {number} of {total} for {name}").format(
                number=len(self.given), total=self.total, name=self.exercise
            )
        return _("All {total} hints for {name}").format(total=self.total, name=self.exercise)

    def __repr__(self) -> str:
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        if self.solution:
            yield f"{self.title}\n"
            yield "\n".join("    " + line for line in self.solution.split("\n")) + "\n"
        elif self.is_new and len(self.given) == 1:
            yield f"{self.title}: {self.given[0]}"
        else:
            yield f"{self.title}:"
            yield from (f"  {number}. {text}" for number, text in enumerate(self.given, 1))
        if self.then:
            yield self.then

    def _repr_html_(self) -> str:
        if self.solution:
            body = f"<pre>{html.escape(self.solution)}</pre>"
        else:
            items = [code_elements(text) for text in self.given]
            if self.is_new and len(items) > 1:
                items[-1] = f"<strong>{_('New:')}</strong> {items[-1]}"
            body = "<ol>" + "".join(f"<li>{item}</li>" for item in items) + "</ol>"
        then = f"<p>{code_elements(self.then)}</p>" if self.then else ""
        return (
            '<div style="border-left: 4px solid #888888; padding-left: 12px">'
            f"<p><strong>{html.escape(self.title)}</strong></p>{body}{then}</div>"
        )


def next_hints(
    exercise: Exercise,
    chapter: Chapter,
    folder: Path,
    *,
    remembered: bool,
    solution: bool,
    again: bool = False,
) -> Hints:
    """Give one more hint for an exercise of the chapter in `folder`, and those given before.

    With `again` only those given before, where there are any, and no solution.

    With `remembered` they are counted in the student's record, and a solution may follow the last
    one; without it, nothing is written, and nothing but the chapter is read.
    """
    total = len(exercise.hints)
    before, given = _count(exercise, chapter, folder, remembered, again)
    found = None
    if remembered and given == total and not again:
        found = find_solution(folder, chapter.name, chapter.language, exercise.name)
    if solution and found and before == total:
        note_solution(folder, chapter.name, exercise.name)
        then = _("It is one way of several. Read it, clear this output, and write your own.")
        return Hints(exercise.name, exercise.hints, total, False, then, found)
    return Hints(
        exercise.name,
        exercise.hints[:given],
        total,
        given > before,
        _then(exercise.name, total - given, asked=solution, there=found is not None),
    )


def _count(
    exercise: Exercise, chapter: Chapter, folder: Path, remembered: bool, again: bool
) -> tuple[int, int]:
    total = len(exercise.hints)
    if again and (given := hints_given(folder, chapter.name, exercise.name)):
        return given, given
    if remembered and (counted := note_hint(folder, chapter.name, exercise.name, total)):
        return counted
    key = (chapter.name, exercise.name)
    before = _given_here.get(key, 0)
    _given_here[key] = min(before + 1, total)
    return before, _given_here[key]


def _then(name: str, left: int, *, asked: bool, there: bool) -> str:
    """Say what comes after these hints."""
    if left and asked:
        text = _("The solution comes after the last hint; `hint({name})` gives the next one.")
        return text.format(name=name)
    if left:
        return ""
    if there:
        text = _(
            "That was the last one. If you are still stuck, `hint({name}, solution=True)` shows a "
            "solution."
        )
        return text.format(name=name)
    if asked:
        return _("There is no solution here. Whoever gives the course may hand it out later.")
    return _("That was the last one.")
