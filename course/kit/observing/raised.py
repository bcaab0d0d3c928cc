"""An exception as a learner should read of it: its message, and the way through their own code."""

from __future__ import annotations

import linecache
import re
import sysconfig
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from types import TracebackType

import torch

from course.kit.observing.named import Named, columns_of, names_in_line
from course.kit.observing.spelling import nearest_name
from course.kit.observing.undisturbed import PRINTED_LIMIT
from course.kit.stub import STUB

Line = tuple[int, str, str]
"""Line number, function, and the line of source."""

_MOST_LINES = 10
_ABOUT_GRADIENTS = re.compile(r"\b(?:grad|autograd|backward|requires_grad|requires grad|grad_fn)\b")
_LIBRARIES = (
    str(Path(__file__).parents[1]),  # the kit itself
    str(Path(torch.__file__).parents[1]),
    *{sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")},
    "<frozen ",
    "<__array_function__",
)


@dataclass(frozen=True)
class Raised:
    """An exception: the names of its class and that class's bases, its message, its place.

    `lines` are the student's own lines on the way, as (line number, function, source line). Of the
    last of them, `columns` is the part that failed, and `names` what the names in it stood for.
    `near` is the name that may have been meant, where one wasn't found.
    """

    types: tuple[str, ...]
    message: str
    lines: tuple[Line, ...] = ()
    columns: tuple[int, int] | None = None
    names: tuple[Named, ...] = ()
    near: str = ""

    @property
    def is_deliberate(self) -> bool:
        """Tell whether the last of the student's lines raises it by a `raise` of its own."""
        return bool(self.lines) and self.lines[-1][2].startswith("raise ")

    @property
    def is_stub(self) -> bool:
        """Tell whether an answer that isn't written yet raised it."""
        return self.types[0] == "NotImplementedError" and self.message == STUB


def describe(error: BaseException) -> Raised:
    """Describe an exception that was caught."""
    types = tuple(cls.__name__ for cls in type(error).__mro__ if cls is not object)
    try:
        message = str(error)
    except KeyboardInterrupt:
        raise
    except BaseException:
        message = ""
    own = list(_own(error.__traceback__))
    columns, names, near = None, (), ""
    if own:
        source = _source(own[-1])
        columns = columns_of(own[-1], source)
        about_gradients = bool(_ABOUT_GRADIENTS.search(f"{message}\n{source}"))
        names = names_in_line(own[-1], source, about_gradients)
        near = nearest_name(error, own[-1].tb_frame)
    lines = _shortened(map(_line, own))
    return Raised(types, message[:PRINTED_LIMIT], lines, columns, names, near)


def _own(traceback: TracebackType | None) -> Iterator[TracebackType]:
    while traceback is not None:
        if not traceback.tb_frame.f_code.co_filename.startswith(_LIBRARIES):
            yield traceback
        traceback = traceback.tb_next


def _line(traceback: TracebackType) -> Line:
    return traceback.tb_lineno, traceback.tb_frame.f_code.co_name, _source(traceback).strip()


def _source(traceback: TracebackType) -> str:
    return linecache.getline(traceback.tb_frame.f_code.co_filename, traceback.tb_lineno)


def _shortened(lines: Iterator[Line]) -> tuple[Line, ...]:
    """Say a line of a recursion once, and of a long way only its beginning and its end."""
    once = tuple(line for line, _ in groupby(lines))
    half = _MOST_LINES // 2
    return once if len(once) <= _MOST_LINES else once[:half] + once[-half:]
