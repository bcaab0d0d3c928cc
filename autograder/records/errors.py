"""What goes wrong with records, in words for an instructor."""

from __future__ import annotations


class RecordsError(Exception):
    """Grades couldn't be recorded or read; the message says what happened and what to do next."""
