"""What a cell's source defines, told from its text alone: no code is parsed, run or imported.

Python's own parser builds a tree many times as large as the text, of text that may be hostile. One
pass over the characters that matter is enough here, and takes time in proportion to the length.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

SCANNED = 200_000
"""So many characters of a cell are looked at; an answer is a few hundred."""

_POINTS = re.compile(
    r"""\\.
    | \"\"\" | ''' | ["'\#\n]
    | ^(?:async[ \t]+)?(?:def|class)[ \t]+(?P<defined>\w+)
    | ^(?P<assigned>\w+)[ \t]*(?::[^=\n]{0,200})?=(?!=)
    | ^(?P<imported>import|from)[ \t]
    """,
    re.MULTILINE | re.DOTALL | re.VERBOSE,
)
_QUOTES = ('"""', "'''", '"', "'")


def defined_names(source: str) -> set[str]:
    """Name the functions, classes and values that `source` defines at its outermost level.

    What stands in a string or a comment counts for nothing.
    """
    names: set[str] = set()
    inside = ""  # the quote that the text at hand is in, or "#" for a comment
    for point in _POINTS.finditer(source[:SCANNED]):
        token = point[0]
        if inside:
            inside = "" if _ends(inside, token) else inside
        elif token in _QUOTES or token == "#":
            inside = token
        elif name := point["defined"] or point["assigned"]:
            names.add(name)
    return names


def _ends(inside: str, token: str) -> bool:
    if len(inside) == 3:
        return token == inside
    return token == "\n" or (inside != "#" and token in (inside, inside * 3))


def defines(source: str, name: str) -> bool:
    """Tell whether `source` defines `name` at its outermost level."""
    return name in source and name in defined_names(source)


def defined_among(source: str, names: Iterable[str]) -> set[str]:
    """Name those of `names` that `source` defines at its outermost level."""
    wanted = {name for name in names if name in source}
    return wanted & defined_names(source) if wanted else set()


def is_blank(source: str) -> bool:
    """Tell whether there is nothing but blank lines and comments."""
    return all(not line or line.startswith("#") for line in map(str.strip, source.split("\n")))


def same_text(one: str, other: str) -> bool:
    """Compare two sources, blind to whitespace at the ends of lines and of the text."""
    return one == other or normal(one) == normal(other)


def normal(source: str) -> str:
    """Write a source without whitespace at the ends of lines and of the text."""
    return "\n".join(line.rstrip() for line in source.split("\n")).strip("\n")


def same_code(one: str, other: str) -> bool:
    """Compare two sources, blind to blank lines, comment lines, and the comment at a stub."""
    return one == other or _code_lines(one) == _code_lines(other)


def _code_lines(source: str) -> list[str]:
    lines = [line.rstrip() for line in source.split("\n")]
    return [
        line.split("  #")[0].rstrip() if "NotImplementedError" in line else line
        for line in lines
        if line and not line.lstrip().startswith("#")
    ]


def starts_indented(source: str) -> bool:
    """Tell whether the first line with code in it is indented."""
    lines = (line for line in source.split("\n") if line.strip())
    return next(lines, "")[:1] in (" ", "\t")
