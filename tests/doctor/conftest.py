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


@pytest.fixture
def distribution(machine: Machine, tmp_path: Path) -> Callable[..., Path]:
    """Return a function that plants what an installer leaves of a package, before all others.

    It writes a ``dist-info`` folder as the packaging standards have it; not the package itself.
    """
    packages = tmp_path / "packages"
    machine.environ["PYTHONPATH"] = str(packages)

    def write(name: str, version: str, installer: str = "pip", **files: str) -> Path:
        folder = packages / f"{name.replace('-', '_')}-{version}.dist-info"
        folder.mkdir(parents=True)
        metadata = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
        (folder / "METADATA").write_text(metadata, encoding="utf-8")
        (folder / "INSTALLER").write_text(f"{installer}\n", encoding="utf-8")
        for file, text in files.items():
            (folder / file.replace("_json", ".json")).write_text(text, encoding="utf-8")
        return folder

    return write


@pytest.fixture
def windows(machine: Machine) -> Machine:
    """A PC with Windows, whose course has an environment of its own in the student's home."""
    return replace(
        machine,
        platform="win32",
        processor="AMD64",
        kernel="10.0.22631",
        home="C:\\Users\\student-017",
        folder="C:\\Users\\student-017\\my course\\work",
        executable="C:\\Users\\student-017\\my course\\.venv\\Scripts\\python.exe",
        prefix="C:\\Users\\student-017\\my course\\.venv",
        scripts="C:\\Users\\student-017\\my course\\.venv\\Scripts",
        package="C:\\Users\\student-017\\my course\\course\\kit\\doctor",
    )
