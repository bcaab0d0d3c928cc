"""The command `autograder`: for instructors."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from autograder.commands import COMMANDS


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return its exit status, which is 0 only on success."""
    parser = argparse.ArgumentParser(prog="autograder", description=__doc__)
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for name, command in COMMANDS.items():
        sub = commands.add_parser(name, help=command.help, description=command.help)
        command.options(sub)
        sub.set_defaults(run=command.run)
    options = parser.parse_args(arguments)
    return int(options.run(options))


if __name__ == "__main__":
    sys.exit(main())
