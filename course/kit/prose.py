"""Sentences for people in HTML."""

from __future__ import annotations

import html


def code_elements(text: str) -> str:
    """Escape a text, and turn `code` between backticks into code elements."""
    pieces = html.escape(text).split("`")
    if len(pieces) % 2 == 0:
        return html.escape(text)
    return "".join(p if i % 2 == 0 else f"<code>{p}</code>" for i, p in enumerate(pieces))
