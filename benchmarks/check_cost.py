"""What checking costs, as ratios to `import torch`, all measured in one run.

Usage: python benchmarks/check_cost.py [--rounds N]

Two bounds: importing the kit with `check` adds less than 15 % to importing torch, and the median
check takes less than a tenth of importing torch. Exits 1 where one is broken.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time

from course.build.record import record
from course.build.sync import exercises
from course.kit.judging.judge import judge_exercise
from course.kit.notebook.calls import observe_all
from course.kit.report import Report

MOST_IMPORT = 0.15
MOST_CHECK = 0.10


def import_seconds(statement: str) -> float:
    """Time a statement in a fresh interpreter, without the interpreter's own start."""
    script = f"import time; t = time.perf_counter(); {statement}; print(time.perf_counter() - t)"
    done = subprocess.run(
        [sys.executable, "-c", script], check=True, capture_output=True, text=True
    )
    return float(done.stdout)


def check_seconds(rounds: int) -> dict[str, float]:
    """Give the median time of a check of each exercise, passed and failed, with its report."""
    times = {}
    for authored in exercises():
        exercise = record(authored)
        for function in (authored.solution, next(iter(authored.mistakes.values()))):
            taken = []
            for _ in range(rounds):
                started = time.perf_counter()
                verdict = judge_exercise(
                    exercise, exercise.visible, observe_all(function, exercise)
                )
                Report(exercise, verdict)._repr_mimebundle_()
                taken.append(time.perf_counter() - started)
            times[f"{authored.name} ({verdict.verdict})"] = statistics.median(taken)
    return times


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    rounds = parser.parse_args().rounds
    torch_only, with_kit = [], []
    for _ in range(rounds):  # alternating, so that both meet the same machine
        torch_only.append(import_seconds("import torch"))
        with_kit.append(import_seconds("import torch; from course.kit import check, draw, hint"))
    base, whole = statistics.median(torch_only), statistics.median(with_kit)
    times = check_seconds(rounds)
    check = statistics.median(times.values())
    slowest = max(times, key=times.__getitem__)
    print(f"import torch                     {base:.3f} s")
    print(f"import torch and the kit         {whole:.3f} s  {whole / base - 1:+.1%}")
    print(f"median check of {len(times) // 2} exercises    {check:.4f} s  {check / base:.2%}")
    print(f"slowest: {slowest}  {times[slowest]:.4f} s  {times[slowest] / base:.2%}")
    kept = whole / base - 1 < MOST_IMPORT and check / base < MOST_CHECK
    print("Both bounds are kept." if kept else "A bound is broken.")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
