"""Set the course up on this machine and open it: `python3 setup/start.py` (`--help` says more).

This file is only the door; the steps behind it are in `setup/steps`. It has to parse and run in
any Python 3, so that an old one can say what is wrong: no syntax newer than Python 3.5 here.
"""

import os
import sys

NEEDED = (3, 11)


def complaint(version: tuple, executable: str, windows: bool) -> str:
    """What to tell someone whose Python is too old; the empty string when it is new enough."""
    if tuple(version[:2]) >= NEEDED:
        return ""
    again = "py -3.11 setup\\start.py" if windows else "python3.11 setup/start.py"
    lines = [
        "The set-up stopped at: checking the Python version.",
        "What happened: this is Python {found}, and the course needs {needed} or newer.",
        "    It was run by: {executable}",
        "What to do: install a newer Python from https://www.python.org/downloads/",
        "    and start again with it, for example: {again}",
    ]
    return "\n".join(lines).format(
        found=".".join(str(part) for part in version[:3]),
        needed=".".join(str(part) for part in NEEDED),
        executable=executable,
        again=again,
    )


if __name__ == "__main__":
    problem = complaint(tuple(sys.version_info), sys.executable, os.name == "nt")
    if problem:
        sys.exit(problem)
    # Behind the folder of this file, and before any other copy of the course.
    sys.path.insert(1, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    from steps.command import main

    sys.exit(main(sys.argv[1:]))
