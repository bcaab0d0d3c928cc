"""Opening exercises again whose answers were brought back as given out. Needs no torch."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from pathlib import Path

from course.kit.progress.contents import working_folder
from course.kit.progress.keeping import keep
from course.kit.progress.page import START, write_start_page
from course.kit.progress.record import with_reset


def reopen(folder: Path, chapter: str, exercises: Sequence[str]) -> bool:
    """Let exercises of the chapter in `folder` count as not attempted again, on START.md too.

    Tells whether any of them counted as anything else. Never raises: a reset is done, whether it
    can be noted or not.
    """
    with contextlib.suppress(Exception):
        return _reopen(folder, chapter, exercises)
    return False


def _reopen(folder: Path, chapter: str, exercises: Sequence[str]) -> bool:
    working = working_folder(folder)
    if working is None:
        return False
    before, after = keep(working, lambda p: with_reset(p, chapter, exercises))
    if before == after:
        return False
    if (working / START).exists():
        write_start_page(working)
    return True
