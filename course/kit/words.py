"""Words that programs agree on: verdicts, and where they are kept. Needs no torch.

What reads only these, such as records and feedback, starts without loading it.
"""

from __future__ import annotations

CHECKS = "checks.json"
"""The file beside a chapter's notebook that holds its exercises."""

MIME = "application/vnd.pytorch-foundations.verdict+json"
"""The media type under which a report carries its verdict for programs."""

KEPT = "kept"
"""The folder beside a notebook for what a student had before something of the course changed it."""

PASSED = "passed"
FAILED = "failed"
NOT_ATTEMPTED = "not attempted"
TIMED_OUT = "timed out"
OUT_OF_MEMORY = "out of memory"
CRASHED = "crashed"
TAMPERED = "tampered"
NOT_JUDGED = "not judged"
VERDICTS = (
    PASSED,
    FAILED,
    NOT_ATTEMPTED,
    TIMED_OUT,
    OUT_OF_MEMORY,
    CRASHED,
    TAMPERED,
    NOT_JUDGED,
)
"""All verdicts. The last five are given in grading, where answers run elsewhere."""
