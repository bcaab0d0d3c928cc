"""The start page: `START.md` in the working folder, from which a student goes on."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Collection, Iterator
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

from course.kit.language import _, speak
from course.kit.progress.contents import Contents, Entry, chapters_in, working_folder
from course.kit.progress.keeping import NewerProgressError, locked, replace_whole
from course.kit.progress.standing import (
    ChapterStanding,
    Standing,
    exercises_done,
    points_of,
    standing_in,
    state,
)
from course.kit.words import KEPT

START = "START.md"
_SEAL = re.compile(r"\n<!-- course: ([0-9a-f]{16}) -->\s*\Z")


def write_start_page(folder: Path, *, saved: bool = False, renewed: Collection[str] = ()) -> bool:
    """Write `START.md` into a working folder, whole, from its record and its chapters.

    A page that was changed by hand is kept beside it under a dated name. Gives False, and writes
    nothing, where there are no chapters, where the folder is the course's own or can't be
    written, and where a newer version of the course keeps the record. With `saved` it also says
    which answers the notebooks lack, as they were saved. `renewed` are the folders of chapters
    whose notebooks have just become those of a newer release.
    """
    folder = folder.resolve()
    chapters = chapters_in(folder)
    if not chapters or working_folder(chapters[0].folder) is None:
        return False
    speak(chapters[0].language)
    try:
        with locked(folder):
            found = standing_in(folder, saved=saved)
            _rewrite(folder / START, _sealed(start_page(found, renewed)))
    except (OSError, NewerProgressError):
        return False
    return True


def _rewrite(path: Path, text: str) -> None:
    """Replace the page, unless it says the same; one that was changed by hand is kept."""
    old = path.read_text(encoding="utf-8", errors="replace") if path.exists() else text
    if old != text and not _is_ours(old):
        stamp = datetime.now().strftime("%Y-%m-%d-%H%M%S")
        os.replace(path, path.with_name(f"START-kept-{stamp}.md"))
    if old != text or not path.exists():
        replace_whole(path, text)


def start_page(found: Standing, renewed: Collection[str] = ()) -> str:
    """Give the page in Markdown, with links that are relative to the working folder."""
    return "\n".join(_lines(found, renewed)) + "\n"


def _lines(found: Standing, renewed: Collection[str]) -> Iterator[str]:
    yield "# " + _("Foundations of PyTorch")
    yield ""
    yield _go_on(found)
    yield ""
    if found.is_begun:
        yield _(
            "In a new kernel, as after a restart or on another day, nothing has run yet: click on "
            "the task, then choose Run > Run All Above Selected Cell."
        )
        yield ""
        yield _("So far: {passed} of {total} exercises passed, {points}.").format(
            passed=found.passed,
            total=found.total,
            points=points_of(found.points, found.max_points),
        )
        yield ""
    for chapter in found.chapters:
        if chapter.contents.folder.name in renewed:
            yield _renewed(chapter.contents)
            yield ""
    yield _(
        "JupyterLab shows this page as it was when you opened it: close it and open it again "
        "to see what has come since."
    )
    yield ""
    yield "## " + _("The chapters")
    yield ""
    yield _row(_("chapter"), _("afterwards you can"), _("so far"), _("points"))
    yield "|---|---|---|---|"
    for number, chapter in enumerate(found.chapters, 1):
        contents = chapter.contents
        link = f"{number}. [{_cell(contents.title)}]({_address(contents)})"
        points = f"{chapter.points:g} / {contents.max_points:g}"
        yield _row(link, _cell(contents.about), exercises_done(chapter), points)
    yield ""
    first = found.next[0] if found.next else None
    for chapter in sorted(found.chapters, key=lambda c: c.contents != first):
        if chapter.is_begun and (not chapter.is_finished or chapter.not_saved):
            yield from _exercises(chapter)
    yield "---"
    yield ""
    yield _(
        "Points and verdicts are those of the visible cases, as your last runs of `check` gave "
        "them; an answer that you change counts when you check it again. Hints cost nothing. All "
        "of it is kept in `course-progress.json`, beside this page, which is written anew from it: "
        "keep notes of your own in another file."
    )


def _go_on(found: Standing) -> str:
    if found.next is None:
        return _("**All exercises are passed.** You have come to the end of the course.")
    contents, entry = found.next
    chapter = f"[{_text(contents.title)}]({_address(contents)})"
    if not found.is_begun:
        return _("**Begin with** {chapter}.").format(chapter=chapter)
    of_chapter = next(c for c in found.chapters if c.contents == contents)
    if not of_chapter.is_begun:
        return _("**Go on with** {chapter}.").format(chapter=chapter)
    link = f"[{_text(entry.title)}]({_address(contents, entry)})"
    return _("**Go on with** {exercise}, in {chapter}.").format(exercise=link, chapter=chapter)


def _renewed(contents: Contents) -> str:
    text = _(
        "**New:** {chapter} has changed since you were here last. Your answers are in it; what its "
        "cells had shown is not, so run them again. Yours as it was is in `{kept}`."
    )
    link = f"[{_text(contents.title)}]({_address(contents)})"
    return text.format(chapter=link, kept=f"{contents.folder.name}/{KEPT}")


def _exercises(chapter: ChapterStanding) -> Iterator[str]:
    yield "## " + _text(chapter.contents.title)
    yield ""
    yield _row(_("exercise"), _("function"), _("so far"), _("points"))
    yield "|---|---|---|---|"
    for number, (entry, done) in enumerate(chapter.done, 1):
        link = f"{number}. [{_cell(entry.title)}]({_address(chapter.contents, entry)})"
        points = done.best.points if done.best else 0
        so_far = state(done, chapter.not_saved.get(entry.name, ""))
        yield _row(link, f"`{entry.name}`", so_far, f"{points:g} / {entry.points:g}")
    yield ""


def _row(*cells: str) -> str:
    return "| " + " | ".join(cells) + " |"


def _text(text: str) -> str:
    """Keep a title from ending the link that it stands in."""
    return text.replace("[", r"\[").replace("]", r"\]")


def _cell(text: str) -> str:
    return _text(text).replace("|", r"\|")


def _address(contents: Contents, entry: Entry | None = None) -> str:
    """Give the link to a notebook; JupyterLab goes to the cell that it names."""
    address = quote(f"{contents.folder.name}/{contents.notebook.name}")
    return address if entry is None else f"{address}#cell-id={entry.name}-task"


def _sealed(text: str) -> str:
    return f"{text}\n<!-- course: {_digest(text)} -->\n"


def _is_ours(text: str) -> bool:
    """Tell whether a page is still as it was written here."""
    seal = _SEAL.search(text)
    return seal is not None and seal.group(1) == _digest(text[: seal.start()])


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]
