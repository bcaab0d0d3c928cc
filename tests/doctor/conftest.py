"""Imitations of broken machines: stub packages, fake programs, another Python's facts."""

from __future__ import annotations

import os
import textwrap
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from course.kit.doctor.machine import Machine
from course.kit.doctor.nvidia import Gpu, NvidiaSmi
from course.kit.doctor.probe import DONE, Outcome

RTX_3060 = Gpu("NVIDIA GeForce RTX 3060", 12288, 1024, 3)

TABLE_531 = """\
Tue Jun 20 10:15:02 2023
+---------------------------------------------------------------------------------------+
| NVIDIA-SMI 531.61                 Driver Version: 531.61       CUDA Version: 12.1     |
|-----------------------------------------+----------------------+----------------------+
| GPU  Name                      TCC/WDDM | Bus-Id        Disp.A | Volatile Uncorr. ECC |
| Fan  Temp  Perf            Pwr:Usage/Cap|         Memory-Usage | GPU-Util  Compute M. |
|                                         |                      |               MIG M. |
|=========================================+======================+======================|
|   0  NVIDIA GeForce RTX 3060       WDDM | 00000000:01:00.0  On |                  N/A |
|  0%   45C    P8               15W / 170W|   1024MiB / 12288MiB |      3%      Default |
|                                         |                      |                  N/A |
+-----------------------------------------+----------------------+----------------------+

+---------------------------------------------------------------------------------------+
| Processes:                                                                            |
|  GPU   GI   CI        PID   Type   Process name                            GPU Memory |
|        ID   ID                                                             Usage      |
|=======================================================================================|
|    0   N/A  N/A      4312    C+G   C:\\Windows\\explorer.exe                   N/A      |
+---------------------------------------------------------------------------------------+
"""
"""The table of a machine like the one in the course's notes."""

QUERY_531 = "NVIDIA GeForce RTX 3060, 531.61, 12288 MiB, 1024 MiB, 3 %\n"


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """This machine, at work in an empty folder, with an environment of its own to change."""
    folder = tmp_path / "work"
    folder.mkdir()
    here = Machine.here()
    return replace(here, folder=str(folder), in_notebook=False, environ=dict(os.environ))


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


def done(**facts: Any) -> Outcome:
    """Make the outcome of a step that ended well."""
    return Outcome(DONE, facts)


def torch_done(version: str, cuda: str | None = None, **facts: Any) -> Outcome:
    """Make the outcome of importing a PyTorch of the given version and CUDA."""
    file = "/env/lib/site-packages/torch/__init__.py"
    return done(
        **{"version": version, "cuda": cuda, "hip": None, "warnings": [], "file": file} | facts
    )


def devices_done(cuda: bool = False, **facts: Any) -> Outcome:
    """Make the outcome of asking PyTorch for its devices."""
    none = {"cuda": cuda, "names": [], "mps": False, "accelerator": None, "warnings": []}
    return done(**none | facts)


def sum_done(device: str = "cpu") -> Outcome:
    """Make the outcome of the first program."""
    return done(device=device, values=[2.0, 2.0, 2.0])


def smi(driver: str = "531.61", cuda: str | None = "12.1") -> NvidiaSmi:
    """Make nvidia-smi's answer for one GPU."""
    return NvidiaSmi(driver, cuda, (RTX_3060,))
