"""What reads only records starts without loading torch."""

from __future__ import annotations

import subprocess
import sys

import pytest


@pytest.mark.parametrize("module", ["records", "export.command", "feedback.command"])
def test_what_needs_no_torch_starts_without_it(module: str) -> None:
    code = f"import sys, autograder.{module}; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
