"""Attacks that end the process, or never let it end."""

from __future__ import annotations

from autograder.simulate.attacks.attack import ANYTHING_LOST, ENDED, SLOW, WRONG, Recipe
from autograder.simulate.attacks.guard import SANDBOXED

_LONG = 30.0


def _call(name: str, tries: str, body: str, verdicts: tuple[str, ...] = ENDED, **more: float):
    """Make a recipe whose function has `body`, one statement a line."""
    lines = "\n    ".join(body.strip("\n").split("\n"))
    return Recipe(name, tries, f"def NAME(*inputs, **named):\n    {lines}\n", verdicts, **more)


RECIPES = (
    _call("os-exit", "Ends the process at once with status 0.", "import os\nos._exit(0)"),
    _call("system-exit", "Leaves by SystemExit.", "raise SystemExit(0)", WRONG),
    _call("asks-to-leave", "Leaves as a notebook does.", "exit()", ENDED),
    _call("os-abort", "Aborts the process.", "import os\nos.abort()"),
    _call("segfault", "Reads address 0.", "import ctypes\nctypes.string_at(0)"),
    _call(
        "kills-itself",
        "Sends itself SIGKILL.",
        "import signal\nsignal.raise_signal(signal.SIGKILL)",
        (*ENDED, "out of memory"),
    ),
    _call(
        "stops-itself",
        "Stops itself by SIGSTOP, and waits to be waited for.",
        "import signal\nsignal.raise_signal(signal.SIGSTOP)",
        ("timed out", "crashed", "failed", "tampered"),
        seconds=_LONG,
    ),
    _call("never-ends", "Loops for ever.", "while True:\n    pass", SLOW, seconds=_LONG),
    _call("sleeps", "Sleeps for a day.", "import time\ntime.sleep(86_400)", SLOW, seconds=_LONG),
    _call(
        "never-ends-in-c",
        "Holds the interpreter in one long call of C code.",
        "return sum(range(10**15))",
        SLOW,
        seconds=_LONG,
    ),
    _call(
        "holds-the-interpreter",
        "Sleeps in C while holding Python's global lock, so that no other thread can run.",
        "import ctypes\nctypes.PyDLL(None).sleep(86_400)",
        (*SLOW, "failed"),
        seconds=_LONG,
    ),
    _call(
        "loop-in-a-pattern",
        "Matches a regular expression that takes longer than the universe is old.",
        'import re\nre.match(r"(a|a)*$", "a" * 60 + "b")',
        SLOW,
        seconds=_LONG,
    ),
    _call(
        "locks-itself-out",
        "Waits for a lock that it holds itself.",
        "import threading\nlock = threading.Lock()\nlock.acquire()\nlock.acquire()",
        SLOW,
        seconds=_LONG,
    ),
    _call(
        "waits-for-input",
        "Waits for somebody to type something.",
        'import sys\nsys.stdin.read()\ninput("your name: ")',
        (*ENDED, *SLOW),
        seconds=_LONG,
    ),
    Recipe(
        "swallows-interrupts",
        "Loops for ever, ignoring every signal that can be, and swallowing KeyboardInterrupt.",
        """
import signal
def NAME(*inputs, **named):
    for number in signal.valid_signals():
        try:
            signal.signal(number, signal.SIG_IGN)
        except (OSError, ValueError):
            pass
    try:
        signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
    except (OSError, ValueError):
        pass
    while True:
        try:
            while True:
                pass
        except BaseException:
            continue
""",
        SLOW,
        seconds=_LONG,
    ),
    Recipe(
        "raises-while-ending",
        "Raises KeyboardInterrupt, and again whenever that is handled.",
        """
class Again(KeyboardInterrupt):
    def __str__(self):
        raise KeyboardInterrupt
    __repr__ = __str__
def NAME(*inputs, **named):
    try:
        raise Again
    finally:
        raise Again
""",
        ENDED,
    ),
    Recipe(
        "recursion",
        "Calls itself until the stack of the process is used up.",
        """
import sys
def NAME(*inputs, **named):
    sys.setrecursionlimit(2**31 - 1)
    class Deep:
        def __getattr__(self, name):
            return getattr(self, name + "x")
    def deeper(n):
        return [deeper(n + 1), *map(deeper, [n])]
    return deeper(0)
""",
        ANYTHING_LOST,
        seconds=10,
    ),
    Recipe(
        "cell-never-ends",
        "The answer's cell itself, not its function, never comes to an end.",
        "while True:\n    pass\n\ndef NAME(*inputs, **named):\n    return None\n",
        ("timed out", "failed", "not attempted"),
        seconds=_LONG,
    ),
    Recipe(
        "cell-exits",
        "The answer's cell itself ends the process with status 0.",
        "import os\nos._exit(0)\n\ndef NAME(*inputs, **named):\n    return None\n",
        ("crashed", "tampered", "failed", "not attempted"),
    ),
    Recipe(
        "cell-kills-itself",
        "The answer's cell sends the process SIGKILL.",
        "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)\n",
        ("crashed", "tampered", "failed", "out of memory", "not attempted"),
    ),
    Recipe(
        "exits-later",
        "Lets a thread end the process a little later, when another exercise is checked.",
        """
import os, threading, time
def later():
    time.sleep(0.05)
    os._exit(0)
def NAME(*inputs, **named):
    threading.Thread(target=later, daemon=True).start()
""",
        ENDED,
        seconds=2,
    ),
    Recipe(
        "exits-at-the-end",
        "Registers what ends the process with status 0, kills it and writes when Python exits.",
        """
import atexit, os
def NAME(*inputs, **named):
    atexit.register(os._exit, 0)
    os.register_at_fork(before=lambda: os._exit(0), after_in_child=lambda: os._exit(0))
""",
        ENDED,
    ),
    Recipe(
        "becomes-another-program",
        "Replaces the process by one that says that all went well.",
        """
import json, os, sys
def NAME(*inputs, **named):
    said = json.dumps({"exercise": "NAME", "verdict": "passed", "points": 2.0})
    os.execv(sys.executable, [sys.executable, "-c", f"print({said!r})"])
""",
        ENDED,
    ),
    Recipe(
        "kills-everyone",
        "Sends SIGKILL to every process that it may reach, its parent among them.",
        SANDBOXED
        + """
import signal
def NAME(*inputs, **named):
    if sandboxed():
        for process in (os.getppid(), 1, 0, -1):
            try:
                if process != os.getpid():
                    os.kill(process, signal.SIGKILL)
            except OSError:
                pass
""",
        (*ENDED, "out of memory"),
    ),
    Recipe(
        "stops-its-parent",
        "Stops its parent and every other process, so that nobody is left to wait for it.",
        SANDBOXED
        + """
import signal
def NAME(*inputs, **named):
    if sandboxed():
        for process in (os.getppid(), 1, -1):
            try:
                os.kill(process, signal.SIGSTOP)
            except OSError:
                pass
""",
        (*ENDED, "timed out"),
        seconds=_LONG,
    ),
)
