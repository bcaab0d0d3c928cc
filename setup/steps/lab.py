"""Opening the course: `course lab` of the environment does it, for the set-up as for students."""

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path, PurePath

from steps.places import child_environment, venv_python

PATIENCE = 30.0  # seconds that `course lab` may take to end JupyterLab


def open_course(venv: Path, options: Sequence[str]) -> int:
    """Run `course lab` until the reader ends it; its exit status."""
    process = subprocess.Popen(lab_command(venv_python(venv), options), env=child_environment(venv))
    try:
        return max(process.wait(), 0)
    except KeyboardInterrupt:  # which it has heard too, and is ending JupyterLab
        return end(process)


def lab_command(python: PurePath, options: Sequence[str]) -> list[str]:
    """The command that opens the course. `-P`: a student's `random.py` is not to be imported."""
    return [str(python), "-P", "-m", "course", "lab", *options]


def is_root() -> bool:
    """Whether this runs as root, as in a container."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def end(process: "subprocess.Popen[bytes]") -> int:
    """Wait for a program that was interrupted; ask it to end, and at last make it.

    Its exit status, which is 0 where it ended because it was asked to.
    """
    for patience, push in ((5.0, process.terminate), (PATIENCE, process.kill)):
        try:
            return max(process.wait(timeout=patience), 0)
        except subprocess.TimeoutExpired:
            push()
        except KeyboardInterrupt:
            process.terminate()
    return max(process.wait(), 0)
