"""``python -m course.kit.doctor``: show the report; exit status 1 when a check failed."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from course.kit.language import _

from . import doctor


def main(arguments: Sequence[str] | None = None) -> int:
    """Examine this machine and print the report, with ``--json`` as data."""
    parser = argparse.ArgumentParser(
        prog="python -m course.kit.doctor",
        description=_("Look at this machine; for each finding, say its cause and what mends it."),
    )
    parser.add_argument("--json", action="store_true", help=_("print the findings as JSON"))
    parser.add_argument(
        "--paste", action="store_true", help=_("print it as Markdown, to ask somebody for help")
    )
    parser.add_argument(
        "--timeout",
        type=float,
        default=60.0,
        metavar=_("SECONDS"),
        help=_("how long one import may take (60)"),
    )
    options = parser.parse_args(arguments)
    report = doctor(options.timeout)
    print(report.to_json() if options.json else report.to_paste() if options.paste else report)
    return report.exit_status


if __name__ == "__main__":
    sys.exit(main())
