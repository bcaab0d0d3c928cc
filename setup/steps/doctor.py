"""Calling the course's own doctor, and remembering that it was content."""

import dataclasses
import subprocess
from pathlib import Path

from steps import stamp as stamps
from steps.places import child_environment, venv_python
from steps.telling import INDENT, say, step

PATIENCE = 300.0  # seconds; the doctor limits its own checks, this is for when that fails


def examine(root: Path, venv: Path, *, installed: bool) -> None:
    """Run `course doctor`, after an installation or as long as it was not content the last time.

    What it finds never stops the start: its findings say themselves what to do.
    """
    stamp = stamps.read(venv)
    command = [str(venv_python(venv)), "-P", "-m", "course", "doctor"]
    if stamp is not None and stamp.healthy and not installed:
        say(f"The doctor was content the last time. To ask it again: {' '.join(command)}")
        return
    with step("Asking the doctor whether everything works"):
        healthy = _run(command, root, venv)
        if not healthy:
            say(f"{INDENT}Not all is well: see above. The course starts all the same.")
    if stamp is not None:
        stamps.write(venv, dataclasses.replace(stamp, healthy=healthy))


def _run(command: list[str], root: Path, venv: Path) -> bool:
    try:
        ended = subprocess.run(command, cwd=root, env=child_environment(venv), timeout=PATIENCE)
    except (OSError, subprocess.TimeoutExpired) as error:
        say(f"{INDENT}The doctor could not finish: {error}")
        return False
    return ended.returncode == 0
