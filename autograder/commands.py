"""The commands of `autograder`. Each is loaded when it is the one that is called."""

from __future__ import annotations

import argparse
from importlib import import_module
from pathlib import Path

from course.dispatch import Command


def _grades(module: str, what: str) -> Command:
    """A command that reads the gradebook of the course in `--course`."""

    def options(parser: argparse.ArgumentParser) -> None:
        import_module(module).add_options(parser)
        parser.add_argument(
            "--course", type=Path, default=Path(), help="the course folder (the one you are in)"
        )

    def run(chosen: argparse.Namespace) -> int:
        return int(import_module(module).run(chosen, chosen.course))

    return Command(what, options, run)


def _command(module: str, what: str) -> Command:
    return Command(
        what,
        lambda parser: import_module(module).add_options(parser),
        lambda chosen: int(import_module(module).run(chosen)),
    )


COMMANDS = {
    "grade": _command("autograder.classroom.command", "grade what was handed in"),
    "feedback": _grades("autograder.feedback.command", "write the pages to hand back"),
    "export": _grades("autograder.export.command", "hand the grades over"),
    "simulate": _command("autograder.simulate.command", "make up a class, to try grading on"),
}
