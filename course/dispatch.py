"""From a command line to the command that it names, for `course` and `autograder`."""

from __future__ import annotations

import argparse
import difflib
import io
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

NOT_READ = 128 + 13
"""The exit status when what was printed is read no further, as after SIGPIPE."""


@dataclass(frozen=True)
class Command:
    """One command: its line of help, its options, what it runs."""

    help: str
    options: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]


def dispatch(
    program: str, about: str, commands: Mapping[str, Command], arguments: Sequence[str] | None
) -> int:
    """Run the command that the command line names; its exit status, which is 0 only on success.

    Only of that one the options are asked for. Ends quietly when a pipe is closed, as by `head`.
    """
    for stream in (sys.stdout, sys.stderr):
        # A title may have letters that a console of Windows, or a pipe there, can't show.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    arguments = sys.argv[1:] if arguments is None else arguments
    parser = argparse.ArgumentParser(prog=program, description=about)
    choices = parser.add_subparsers(metavar="COMMAND", required=True)
    for name, command in commands.items():
        sub = choices.add_parser(name, help=command.help, description=command.help)
        if name in arguments[:1]:
            command.options(sub)
        sub.set_defaults(run=command.run)
    if not arguments:
        parser.print_help()
        return 2
    for wanted in arguments[:1]:
        if wanted not in commands and not wanted.startswith("-"):
            parser.error(_unknown(program, wanted, list(commands)))
    options = parser.parse_args(arguments)
    try:
        status = int(options.run(options))
        sys.stdout.flush()
    except BrokenPipeError:
        # Python would try to write the rest once more when it ends, and complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return NOT_READ
    return status


def _unknown(program: str, wanted: str, names: Sequence[str]) -> str:
    near = difflib.get_close_matches(wanted.lower(), names, n=1)
    said = f"there is no command {wanted}"
    if near:
        return f"{said}; did you mean {program} {near[0]}?"
    return f"{said}. There are: {', '.join(names)}."
