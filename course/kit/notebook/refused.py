"""Calls of `check`, `hint` and `reset` that can't be meant so, each answered in one sentence."""

from __future__ import annotations

import linecache
import re
from collections.abc import Iterable
from types import FrameType

from course.kit.language import _


class _OneLineError(Exception):
    """Ends a cell; its traceback is one line, since the fault lies in the cell's own call."""

    def _render_traceback_(self) -> list[str]:
        return [str(self)]


class NotFoundError(_OneLineError, LookupError):
    """Says that what was given belongs to no exercise, or that the chapter isn't there."""


class NotTakenError(_OneLineError, TypeError):
    """Says what has to be given instead of what was."""


def nothing_given(asked: str, names: Iterable[str]) -> NotTakenError:
    """Say what `check()` lacks."""
    sentence = _("{asked} needs the function that it is about, such as {asked}({name}).")
    return NotTakenError(sentence.format(asked=asked, name=next(iter(names))))


def string_given(asked: str, name: str) -> NotTakenError:
    """Say that `check('name')` needs no quotes."""
    sentence = _("{asked} takes the function itself, without quotes: {asked}({name}).")
    return NotTakenError(sentence.format(asked=asked, name=name))


def value_given(asked: str, value: object, names: Iterable[str], frame: FrameType) -> NotFoundError:
    """Say that `check(name(...))` gives what the function returned and not the function."""
    line = linecache.getline(frame.f_code.co_filename, frame.f_lineno)
    called = re.search(rf"\b{asked}\(\s*(\w+)\s*\(", line)
    known = list(names)
    name = called[1] if called and called[1] in known else known[0]
    sentence = _(
        "{asked} takes the function itself, and was given an object of type {type}. Write "
        "{asked}({name}), without parentheses behind the function's name."
    )
    return NotFoundError(sentence.format(asked=asked, type=type(value).__name__, name=name))
