"""The start page of the working folder."""

from __future__ import annotations

import contextlib
from pathlib import Path

START = "START.md"


def write_start_page(folder: Path) -> None:
    """Write the start page into `folder`; one that can't be written stops nobody.

    Until the progress page is there, it is a list of the chapters, and one that exists stays.
    """
    with contextlib.suppress(OSError):
        try:
            from course.kit.progress import write_start_page as write
        except ImportError:
            _write_list(folder)
        else:
            write(folder)


def _write_list(folder: Path) -> None:
    if (folder / START).exists():
        return
    names = sorted(path.parent.name for path in folder.glob("*/checks.json"))
    lines = ["# Foundations of PyTorch", ""]
    lines += [f"{n}. [{name}]({name}/{name}.ipynb)" for n, name in enumerate(names, start=1)]
    (folder / START).write_text("\n".join(lines) + "\n", encoding="utf-8")
