"""Running code so that it starts from a known state and leaves nothing behind."""

from __future__ import annotations

import contextlib
import io
import warnings
from collections.abc import Iterator

import numpy as np

from course.kit.observing.known_state import DefaultDevice, NewMemory, RandomNumbers, Settings
from course.kit.observing.silence import Display, KernelStreams, Leaving, Logging, StandardError

PRINTED_LIMIT = 2_000
"""How many characters of what a call prints are kept."""

_PARTS = (
    RandomNumbers,
    Settings,
    DefaultDevice,
    NewMemory,
    StandardError,
    Logging,
    Display,
    Leaving,
    KernelStreams,
)


class Printed(io.StringIO):
    """Collects the first characters written to it, and stays open."""

    def write(self, text: str) -> int:
        """Keep as much of the text as there is room for."""
        room = PRINTED_LIMIT - len(self.getvalue())
        super().write(text[: max(room, 0)])
        return len(text)

    def close(self) -> None:
        """Stay open: whoever closes standard output must not lose what was printed."""


class Undisturbed:
    """A block in which code runs, call by call, and leaves nothing behind.

        with Undisturbed() as undisturbed:
            with undisturbed.call() as printed:
                ...

    Noting what there is and putting it back take longer than most calls, so they are done once
    for many. Outside of a call, within the block, nothing should be run.
    """

    def __enter__(self) -> Undisturbed:
        self._parts = []
        with contextlib.ExitStack() as stack:
            for part in _PARTS:
                self._parts.append(part())
                stack.callback(self._parts[-1].put_back)
            self._stack = stack.pop_all()
        return self

    def __exit__(self, *error: object) -> None:
        self._stack.close()

    @contextlib.contextmanager
    def call(self) -> Iterator[Printed]:
        """Run one call from the known state, whatever the calls before have made of it.

        What it prints is collected. Both `sys.stderr` and file descriptor 2 are turned away, since
        C++ code writes to the latter, and any byte on stderr would cost a student the points.
        Random generators, default dtype, default device, gradient mode and what uninitialised
        memory holds are the same at every start.
        """
        for part in self._parts:
            part.start()
        printed = Printed()
        with (
            contextlib.redirect_stdout(printed),
            contextlib.redirect_stderr(Printed()),
            warnings.catch_warnings(record=True, action="ignore"),
            np.errstate(),
        ):
            yield printed


@contextlib.contextmanager
def undisturbed() -> Iterator[Printed]:
    """Run code, as one call, so that it leaves nothing behind: output, random state, settings."""
    with Undisturbed() as block, block.call() as printed:
        yield printed
