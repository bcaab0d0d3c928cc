"""`autograder simulate`: the options, and what is said while it runs."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the command's options to its parser."""
    parser.add_argument(
        "chapters", nargs="*", metavar="CHAPTER", help="the chapters handed in (all of them)"
    )
    parser.add_argument("--students", type=int, required=True, help="how many students there are")
    parser.add_argument("--seed", type=int, default=0, help="another seed, another class (0)")
    parser.add_argument(
        "--out", type=Path, required=True, help="the folder that the class is written to"
    )
    parser.add_argument(
        "--course", type=Path, default=Path(), help="the course folder (the one you are in)"
    )
    parser.add_argument("--lang", default="en", help="the language of the notebooks (en)")
    for kind, share in (("honest", 0.6), ("damaged", 0.25), ("hostile", 0.15)):
        parser.add_argument(f"--{kind}", type=float, default=share, help=f"their share ({share})")


def run(options: argparse.Namespace) -> int:
    """Write a class; return 0, or 2 when the options ask for what can't be."""
    from autograder.simulate.simulation import Mix, chapters_of, simulate
    from course.hidden import course_secret

    started = time.perf_counter()
    root = options.course.resolve()
    try:
        chapters = options.chapters or chapters_of(root, options.lang)
        simulate(
            root,
            options.out,
            options.students,
            options.seed,
            chapters,
            course_secret(root),
            options.lang,
            Mix(options.honest, options.damaged, options.hostile),
        )
    except (OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return 2
    print(
        f"{options.out}: {options.students} students, {', '.join(chapters)}, "
        f"in {time.perf_counter() - started:.0f} s."
    )
    return 0
