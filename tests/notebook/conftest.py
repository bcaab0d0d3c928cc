"""A kernel to believe in."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from own_course import Course

from course.build.sync import build
from course.kit.notebook import hints
from course.kit.report import Report


@pytest.fixture
def folder(own_course: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A released chapter in a folder of its own, entered, without the authored course."""
    build(tmp_path / "built", ["en"])
    shutil.copytree(tmp_path / "built/release/en/ch91_sums", tmp_path / "ch91_sums")
    shutil.rmtree(own_course.folder)
    monkeypatch.chdir(tmp_path / "ch91_sums")
    monkeypatch.setattr(hints, "_given_here", {})
    return tmp_path / "ch91_sums"


@pytest.fixture
def running() -> dict[str, Any]:
    """The message by which the front end asks for the running cell, to be filled in."""
    return {}


@pytest.fixture
def displayed(monkeypatch: pytest.MonkeyPatch, running: dict[str, Any]) -> list[Report]:
    """Make the kit believe that it runs in a kernel; collect what it displays."""
    shown: list[Report] = []
    shell = SimpleNamespace(kernel=object(), get_parent=lambda: running)
    ipython = SimpleNamespace(
        get_ipython=lambda: shell,
        display=SimpleNamespace(display=shown.append),
    )
    monkeypatch.setitem(sys.modules, "IPython", ipython)
    monkeypatch.setitem(sys.modules, "IPython.display", ipython.display)
    return shown
