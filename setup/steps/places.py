"""Where things are: the repository, its `.venv`, and the programs inside that."""

import os
from collections.abc import Mapping
from pathlib import Path, PurePath
from typing import TypeVar

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
WINDOWS = os.name == "nt"

P = TypeVar("P", bound=PurePath)


def programs(venv: P, *, windows: bool = WINDOWS) -> P:
    """The folder of a virtual environment that holds its programs."""
    return venv / ("Scripts" if windows else "bin")


def venv_python(venv: P, *, windows: bool = WINDOWS) -> P:
    """The Python of a virtual environment."""
    return programs(venv, windows=windows) / ("python.exe" if windows else "python")


def child_environment(venv: Path, base: Mapping[str, str] = os.environ) -> dict[str, str]:
    """The environment variables for programs that run inside `venv`, as activating it would set.

    The programs of `venv` come first on PATH: nbgrader looks for `alembic` there. PYTHONHOME and
    PYTHONPATH are left out, because they would mix another Python's packages in, and PIP_USER is
    switched off, because a virtual environment has no user packages.
    """
    kept = {name: value for name, value in base.items() if name not in LEFT_OUT}
    path = kept.get("PATH", "")
    first = str(programs(venv))
    kept["PATH"] = first + os.pathsep + path if path else first
    return kept | {"VIRTUAL_ENV": str(venv), "PIP_USER": "0"}


LEFT_OUT = frozenset({"PYTHONHOME", "PYTHONPATH", "__PYVENV_LAUNCHER__"})
