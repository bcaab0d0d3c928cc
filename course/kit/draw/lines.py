"""Where a text may be broken into lines: at its spaces, but not inside brackets."""

from __future__ import annotations

import re
from collections.abc import Callable

BRACKETED = re.compile(r"\[[^\[\]]*\]|\([^()]*\)")
# Stands for a space that must not be broken.
HELD = "\0"


def break_lines(text: str, fits: Callable[[str], bool]) -> list[str]:
    """Break `text` into lines that fit; code such as x[0, :] and (2, 3) stays in one piece."""
    held = BRACKETED.sub(lambda match: match.group().replace(" ", HELD), text)
    lines: list[str] = []
    for word in held.split(" "):
        word = word.replace(HELD, " ")
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and fits(longer):
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
