"""What keeps grades from being handed over, in words for an instructor."""

from __future__ import annotations


class ExportError(Exception):
    """Nothing was written; the message says what happened and what to do next."""
