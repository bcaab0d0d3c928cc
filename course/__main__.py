"""The command `course`: for students and authors."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from course.commands import COMMANDS
from course.dispatch import dispatch


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return its exit status, which is 0 only on success."""
    return dispatch("course", __doc__ or "", COMMANDS, arguments)


if __name__ == "__main__":
    sys.exit(main())
