"""The words that records and feedback share with the kit, without loading it."""

from __future__ import annotations

import subprocess
import sys

import pytest

from autograder.records import words
from course.kit import exercise, judge, report


def test_the_words_are_the_kits() -> None:
    assert words.CHECKS == exercise.CHECKS
    assert words.MIME == report.MIME
    names = [name for name in vars(words) if isinstance(getattr(words, name), str)]
    verdicts = [name for name in names if name.isupper() and name not in ("CHECKS", "MIME")]
    assert {getattr(judge, name) for name in verdicts} == set(words.VERDICTS)
    assert {getattr(words, name) for name in verdicts} == set(words.VERDICTS)


@pytest.mark.parametrize("module", ["records", "export.command", "feedback.command"])
def test_what_needs_no_torch_starts_without_it(module: str) -> None:
    code = f"import sys, autograder.{module}; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
