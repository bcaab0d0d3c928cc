"""A kernel to believe in."""

from __future__ import annotations

import sys
from types import SimpleNamespace

import pytest

from course.kit.report import Report


@pytest.fixture
def displayed(monkeypatch: pytest.MonkeyPatch) -> list[Report]:
    """Make the kit believe that it runs in a kernel; collect what it displays."""
    shown: list[Report] = []
    ipython = SimpleNamespace(
        get_ipython=lambda: SimpleNamespace(kernel=object()),
        display=SimpleNamespace(display=shown.append),
    )
    monkeypatch.setitem(sys.modules, "IPython", ipython)
    monkeypatch.setitem(sys.modules, "IPython.display", ipython.display)
    return shown
