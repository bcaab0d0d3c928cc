"""Turning away what a call writes, shows or ends beyond its own standard output.

Each class is a part of what `undisturbed` looks after. Making one notes what is there; `start`
brings the silence about, whatever an earlier call has made of it; `put_back` gives back what was
noted.
"""

from __future__ import annotations

import contextlib
import io
import logging
import os
import sys
from typing import Any


class StandardError:
    """File descriptor 2, to which C++ code and child processes write."""

    def __init__(self) -> None:
        try:
            self._saved = os.dup(2)
        except OSError:  # a process without a stderr has nothing to turn away
            self._saved = None
            return
        self._nowhere = os.open(os.devnull, os.O_WRONLY)
        _flush_stderr()

    def start(self) -> None:
        """Let it lead nowhere."""
        if self._saved is not None:
            os.dup2(self._nowhere, 2)

    def put_back(self) -> None:
        """Let it lead where it led."""
        if self._saved is None:
            return
        _flush_stderr()
        os.dup2(self._saved, 2)
        os.close(self._saved)
        os.close(self._nowhere)


def _flush_stderr() -> None:
    """What waits in a buffer would come out on the wrong side of the silence."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        sys.__stderr__.flush()  # type: ignore[union-attr]


class Logging:
    """All loggers: handlers that were made earlier hold on to the stderr of that time.

    `logging.disable` would do, but empties what every logger has cached, which takes longer than
    most checks.
    """

    def __init__(self) -> None:
        self._call_handlers = logging.Logger.callHandlers
        self._level = logging.root.manager.disable

    def start(self) -> None:
        """Let no record reach a handler."""
        logging.Logger.callHandlers = _call_nobody  # type: ignore[method-assign,assignment]

    def put_back(self) -> None:
        """Let them log as they did."""
        logging.Logger.callHandlers = self._call_handlers  # type: ignore[method-assign]
        if logging.root.manager.disable != self._level:
            logging.disable(self._level)


def _call_nobody(logger: logging.Logger, record: logging.LogRecord) -> None:
    pass


class Display:
    """What is displayed in a notebook, where a number would count as points."""

    def __init__(self) -> None:
        self._hook = sys.displayhook
        self._shell = _shell()
        self._publisher = getattr(self._shell, "display_pub", None)
        if self._publisher is not None:
            from IPython.core.displaypub import CapturingDisplayPublisher

            self._nowhere = CapturingDisplayPublisher()

    def start(self) -> None:
        """Keep it out of the notebook."""
        sys.displayhook = _show_nothing
        if self._publisher is not None:
            self._nowhere.outputs = []
            self._shell.display_pub = self._nowhere

    def put_back(self) -> None:
        """Let it be displayed again."""
        sys.displayhook = self._hook
        if self._publisher is not None:
            self._shell.display_pub = self._publisher


def _show_nothing(value: object) -> None:
    pass


class Leaving:
    """`exit()`, which would end a notebook's kernel; here it ends the call, as in a script."""

    def __init__(self) -> None:
        self._shell = _shell()
        self._ask_exit = getattr(self._shell, "ask_exit", None)

    def start(self) -> None:
        """Let it raise SystemExit."""
        if self._ask_exit is not None:
            self._shell.ask_exit = _leave

    def put_back(self) -> None:
        """Let it end the kernel."""
        if self._ask_exit is not None:
            self._shell.ask_exit = self._ask_exit


def _leave() -> None:
    raise SystemExit


def _shell() -> Any:
    """Give the notebook's shell; None where there is none."""
    ipython = sys.modules.get("IPython")
    return ipython.get_ipython() if ipython else None


class KernelStreams:
    """The kernel's standard streams, for whoever kept them from before the call.

    A real file can't be changed, and isn't.
    """

    def __init__(self) -> None:
        streams = (sys.stdout, sys.stderr)
        self._streams = [stream for stream in streams if _can_be_silenced(stream)]

    def start(self) -> None:
        """Silence them."""
        for stream in self._streams:
            stream.write = len  # type: ignore[method-assign,assignment]

    def put_back(self) -> None:
        """Let them write again."""
        for stream in self._streams:
            with contextlib.suppress(AttributeError):
                del stream.write


def _can_be_silenced(stream: object) -> bool:
    if stream is None or (isinstance(stream, io.IOBase) and not hasattr(stream, "pub_thread")):
        return False
    try:
        stream.write = len  # type: ignore[attr-defined]
    except AttributeError:
        return False
    del stream.write  # type: ignore[attr-defined]
    return True
