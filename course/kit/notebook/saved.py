"""The answer cell as it was saved, held against what was run of it.

A kernel isn't told what stands in a cell that doesn't run. Once the notebook is saved, its file
tells whether the answer on the screen is the one that a check is given.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from course.kit.language import _


def changed_since(name: str, ran: str, when: float, namespace: Mapping[str, Any]) -> str:
    """Say that an answer cell was saved otherwise than it ran; "" unless that is certain.

    `ran` is its text as it ran, and `when` the time at which it did (seconds since the epoch).
    """
    path = next((path for path in _notebooks(namespace) if path.is_file()), None)
    try:
        if path is None or path.stat().st_mtime <= when:
            return ""
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        found = [c for c in cells if c["metadata"].get("nbgrader", {}).get("grade_id") == name]
        saved = [(cell["cell_type"], "".join(cell["source"])) for cell in found]
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return ""
    if not saved or ("code", ran.strip()) in [(kind, text.strip()) for kind, text in saved]:
        return ""
    if all(kind != "code" for kind, _text in saved):
        return _("The answer cell isn't code any more")
    return _("The answer cell has been changed since it ran")


def _notebooks(namespace: Mapping[str, Any]) -> Iterator[Path]:
    """Give the places where the running notebook may lie."""
    for place in (namespace.get("__vsc_ipynb_file__"), os.environ.get("JPY_SESSION_NAME")):
        if place:
            yield Path(place)
            yield Path.cwd() / Path(place).name
