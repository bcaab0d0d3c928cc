"""How the set-up speaks: each step says what it does, then how long it took, or why it stopped."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

INDENT = "    "


@dataclass(frozen=True)
class Finding:
    """Why a step failed (`cause`) and what the reader can do about it (`remedy`); sentences."""

    cause: str
    remedy: str


class StepFailed(Exception):  # noqa: N818 - read as a sentence: the step failed
    """A step of the set-up that could not be done: which, why, and what to do next."""

    stopped = "The set-up"
    """What stopped, in the message; a subclass may be about something else."""

    def __init__(
        self, step: str, finding: Finding, last_lines: tuple[str, ...] = (), log: Path | None = None
    ) -> None:
        super().__init__(step)
        self.step = step
        self.finding = finding
        self.last_lines = last_lines
        self.log = log

    def __str__(self) -> str:
        """The whole message, as the reader sees it."""
        lines = [f"{self.stopped} stopped at: {self.step}.", f"What happened: {self.finding.cause}"]
        if self.last_lines:
            lines += ["The last it said was:", *(INDENT + line for line in self.last_lines)]
        lines.append(f"What to do: {self.finding.remedy}")
        if self.log is not None:
            lines.append(f"All of its output is in {self.log}.")
        return "\n".join(lines)


class Stopped(KeyboardInterrupt):
    """The reader stopped the set-up, after being told what else to run (`advice`, a sentence)."""

    def __init__(self, advice: str) -> None:
        super().__init__(advice)
        self.advice = advice


def say(text: str) -> None:
    """Print one line for the reader at once, also where output is buffered."""
    print(text, flush=True)


def complain(text: str) -> None:
    """Print a problem on stderr, after everything that was said before it."""
    sys.stdout.flush()
    print(text, file=sys.stderr, flush=True)


def duration(seconds: float) -> str:
    """A length of time for people: `0.4 s`, `12 s`, `3 min 05 s`."""
    if seconds < 9.95:
        return f"{seconds:.1f} s"
    whole = round(seconds)
    return f"{whole} s" if whole < 60 else f"{whole // 60} min {whole % 60:02} s"


@contextmanager
def step(title: str) -> Iterator[None]:
    """Say `title`, run the block, and say how long it took. A failure passes through unchanged."""
    say(title)
    began = time.monotonic()
    yield
    say(f"{INDENT}done in {duration(time.monotonic() - began)}")
