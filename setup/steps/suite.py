"""Everything that has to pass: the one list of it, for people and for CI alike."""

import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from steps.places import child_environment, venv_python
from steps.telling import complain, say


@dataclass(frozen=True)
class Check:
    """One program that must end with exit status 0: what it proves, and its arguments."""

    proves: str
    arguments: tuple[str, ...]


# pytest stands last, so that its summary is the last that a run prints. On two cores it runs three
# tests at once, since many wait: for kernels, browsers, and time limits to pass.
CHECKS = (
    Check("the code reads well (ruff)", ("ruff", "check", ".")),
    Check("source/ and release/ are up to date", ("course", "build", "--check")),
    Check(
        "the tests pass, and cover course/kit and course/build by 90%",
        (
            "pytest",
            "-n",
            "3",
            "--cov=course/kit",
            "--cov=course/build",
            "--cov-fail-under=90",
        ),
    ),
)


def run_all(root: Path, venv: Path, extra: Sequence[str]) -> int:
    """Run all checks, with `extra` arguments for the last, pytest; 0 only when every one passed."""
    failed = []
    for check in CHECKS:
        arguments = [*check.arguments, *(extra if check is CHECKS[-1] else ())]
        say(f"Checking that {check.proves}: {' '.join(arguments)}")
        command = [str(venv_python(venv)), "-m", *arguments]
        if subprocess.run(command, cwd=root, env=child_environment(venv)).returncode != 0:
            failed.append(check)
    for check in failed:
        complain(f"Not so: {check.proves}. See above.")
    return 1 if failed else 0
