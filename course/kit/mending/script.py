"""A notebook that was exported as a Python script, read back into cells."""

from __future__ import annotations

import itertools
import re
from typing import Any

MOST_CELLS = 10_000
LONGEST = 2_000_000
"""Characters of the longest script that is read."""

_MARK = re.compile(r"^# (?:%%(?P<about>.*)|In\[[ \d]*\]:)[ \t]*$", re.MULTILINE)


def cells_of_script(text: str) -> list[dict[str, Any]]:
    """Cut a script at `# %%` or `# In[3]:` into cells, as nbformat writes them.

    Gives none for a text without such marks.
    """
    if len(text) > LONGEST:
        return []
    marks = list(itertools.islice(_MARK.finditer(text), MOST_CELLS))
    cells = []
    for mark, following in itertools.zip_longest(marks, marks[1:]):
        source = text[mark.end() : following.start() if following else len(text)].strip("\n")
        if "[markdown]" in (mark["about"] or ""):
            cells.append({"cell_type": "markdown", "source": _uncommented(source)})
        else:
            cells += _code_then_prose(source)
    return cells


def _code_then_prose(source: str) -> list[dict[str, Any]]:
    """Part a cell from the comments behind it: nbconvert writes prose so, without a mark."""
    lines = source.rstrip().split("\n")
    end = len(lines)
    while end and (not lines[end - 1].strip() or lines[end - 1].startswith("#")):
        end -= 1
    code, prose = "\n".join(lines[:end]).rstrip(), "\n".join(lines[end:]).strip("\n")
    cells = [{"cell_type": "code", "source": code, "outputs": []}] if code else []
    return cells + ([{"cell_type": "markdown", "source": _uncommented(prose)}] if prose else [])


def _uncommented(source: str) -> str:
    return "\n".join(line.removeprefix("#").removeprefix(" ") for line in source.split("\n"))
