"""Imitations of broken machines: stub packages, fake programs, another Python's facts."""

from __future__ import annotations

import os
import textwrap
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from course.kit.doctor.machine import Machine

from .imitations import QUERY_531, TABLE_531


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """This machine, at work in an empty folder, with an environment of its own to change.

    What that environment says of GPUs is left out: whoever runs the tests may hide theirs.
    """
    folder = tmp_path / "work"
    folder.mkdir()
    environ = {name: value for name, value in os.environ.items() if not name.startswith("CUDA_")}
    return replace(Machine.here(), folder=str(folder), in_notebook=False, environ=environ)


@pytest.fixture
def stub(machine: Machine, tmp_path: Path) -> Callable[[str, str], None]:
    """Return a function that puts a package of the given source before the real one."""
    packages = tmp_path / "packages"
    machine.environ["PYTHONPATH"] = str(packages)

    def write(name: str, source: str) -> None:
        (packages / name).mkdir(parents=True, exist_ok=True)
        (packages / name / "__init__.py").write_text(textwrap.dedent(source), encoding="utf-8")

    return write


@pytest.fixture
def program(machine: Machine, tmp_path: Path) -> Callable[[str, str], Path]:
    """Return a function that puts a shell script of the given body first on PATH."""
    folder = tmp_path / "programs"
    folder.mkdir()
    machine.environ["PATH"] = os.pathsep.join([str(folder), "/usr/bin", "/bin"])

    def write(name: str, body: str) -> Path:
        path = folder / name
        path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
        path.chmod(0o755)
        return path

    return write


@pytest.fixture
def fake_nvidia_smi(program: Callable[[str, str], Path]) -> Callable[[str, str], Path]:
    """Return a function that makes an ``nvidia-smi`` of a table and a query's lines."""

    def write(table: str = TABLE_531, query: str = QUERY_531) -> Path:
        return program(
            "nvidia-smi",
            f"case \"$*\" in\n*query-gpu*) cat <<'END'\n{query}END\n;;\n"
            f"*) cat <<'END'\n{table}END\n;;\nesac",
        )

    return write
