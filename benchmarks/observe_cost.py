"""What observing a call costs, as a ratio to the call itself, by chapter.

Usage: python benchmarks/observe_cost.py [--rounds N] [--student ID]

Both make their inputs anew; both run the solution on the visible cases and on a student's hidden
ones. Beside the ratio stand two more of the same unit: generating the hidden cases, and reading
them and observing the reference on them, as grading does for each student. Times are of the
process, the least of all rounds, so that other programs hardly disturb them.
"""

from __future__ import annotations

import argparse
import sys
import time
import warnings
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

import torch

from course.build.authored import Authored
from course.build.record import hidden_cases, observe_all_as, visible_cases, with_expected
from course.build.sync import exercises
from course.kit.cases.case import Case

SECRET = b"a secret for measuring"


@dataclass
class Costs:
    """Seconds of a chapter, by what was done; and of how many calls."""

    calls: int = 0
    hidden: int = 0
    seconds: dict[str, float] = field(default_factory=lambda: dict.fromkeys(STEPS, 0.0))

    def row(self, chapter: str) -> str:
        """Give one line: microseconds of a bare call, and the ratios to it."""
        bare = self.seconds["call"] / self.calls
        ratios = {
            "observe": self.seconds["observe"] / self.calls / bare,
            "generate": self.seconds["generate"] / self.hidden / bare,
            "expect": self.seconds["expect"] / self.hidden / bare,
        }
        texts = "".join(f"{ratio:>10.1f}" for ratio in ratios.values())
        return f"{chapter:22}{self.calls:>7}{bare * 1e6:>11.0f}{texts}"


STEPS = ("call", "observe", "generate", "expect")


def least(rounds: int, step: Callable[[], object]) -> float:
    """Give the seconds that the step took when it was fastest."""
    taken = []
    for _ in range(rounds):
        started = time.process_time()
        step()
        taken.append(time.process_time() - started)
    return min(taken)


def call_all(authored: Authored, cases: list[Case]) -> None:
    """Call the solution on fresh inputs, and do nothing with what it gives."""
    for case in cases:
        args, kwargs = case.fresh()
        with suppress(Exception):
            authored.solution(*args, **kwargs)


def measure(authored: Authored, costs: Costs, rounds: int, student: str) -> None:
    """Add what one exercise costs to its chapter's."""

    def drawn() -> list[Case]:
        return hidden_cases(authored, SECRET, student)

    def unread() -> list[Case]:
        return [Case.from_json(case.to_json()) for case in hidden]

    hidden = drawn()
    cases = [*visible_cases(authored), *hidden]
    steps: dict[str, Callable[[], object]] = {
        "call": lambda: call_all(authored, cases),
        "observe": lambda: observe_all_as(authored, authored.solution, cases),
        "generate": drawn,
        "expect": lambda: with_expected(authored, unread(), hidden=True),
    }
    for name, step in steps.items():
        costs.seconds[name] += least(rounds, step)
    costs.calls += len(cases)
    costs.hidden += len(hidden)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--student", default="student-017")
    asked = parser.parse_args()
    torch.set_num_threads(1)
    warnings.simplefilter("ignore")
    chapters: dict[str, Costs] = {}
    for authored in exercises():
        costs = chapters.setdefault(authored.chapter, Costs())
        measure(authored, costs, asked.rounds, asked.student)
    print(f"{'':22}{'calls':>7}{'a call, us':>11}{'observe':>10}{'generate':>10}{'expect':>10}")
    for chapter, costs in chapters.items():
        print(costs.row(chapter))
    return 0


if __name__ == "__main__":
    sys.exit(main())
