"""Words of `course.kit`, written out again: what needs only these starts without loading torch.

Loading it takes longer than a page of feedback, and hundreds of megabytes in every worker. A test
holds the words equal to the kit's.
"""

from __future__ import annotations

CHECKS = "checks.json"
"""The file of a chapter's exercises: `course.kit.exercise.CHECKS`."""

MIME = "application/vnd.pytorch-foundations.verdict+json"
"""The media type of a report's verdict: `course.kit.report.MIME`."""

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
"""The verdicts of `course.kit.judge`."""
