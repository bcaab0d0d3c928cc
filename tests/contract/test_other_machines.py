"""What was recorded on one machine holds on another, whose processor rounds differently."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from other_processor import ANOTHER_PROCESSOR

HERE = Path(__file__).parent


def test_references_and_mistakes_are_judged_as_where_they_were_recorded() -> None:
    done = subprocess.run(
        [sys.executable, HERE / "recognise.py"],
        env={**os.environ, **ANOTHER_PROCESSOR},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, ""), done.stdout + done.stderr
