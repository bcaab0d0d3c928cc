"""Opening the course, step by step."""

from __future__ import annotations

import sys
from pathlib import Path

from course.kit.lab.browsing import has_browser, show
from course.kit.lab.running import address_of_running
from course.kit.lab.server import serve
from course.kit.lab.trouble import Trouble
from course.kit.language import _, speak
from course.kit.progress.page import START, write_start_page
from course.kit.working.copies import RECORD, Outcome, read_record, refresh
from course.kit.working.files import why_not_writable
from course.kit.working.given import REPOSITORY


def open_lab(
    folder: Path | None, lang: str | None, *, port: int, browser: bool, prepare: bool = False
) -> None:
    """Open the course in `folder`, until the reader ends it; None is the usual folder.

    Where a JupyterLab runs in it already, that one is opened. With `prepare` nothing is: the folder
    is only filled. Raises Trouble.
    """
    folder = folder.resolve() if folder else usual_folder(Path.cwd())
    speak(lang or read_record(folder).lang or "en")
    if not prepare and (address := address_of_running(folder, page_of(folder))) is not None:
        _point_to(address, folder, browser=browser)
        return
    outcome = fill(REPOSITORY / "release", folder, lang)
    changed = (Path(taken.name) for taken in outcome.taken)
    renewed = {path.parent.name for path in changed if path.suffix == ".ipynb"}
    write_start_page(folder, saved=True, renewed=renewed)
    if prepare:
        command = f"{quoted(sys.executable)} -m course lab --folder {quoted(folder)}"
        _say(_("Ready. To open it: {command}").format(command=command))
        return
    if browser and not has_browser():
        browser = False
        _say(_("There is no browser here that can be opened: open the address below in one."))
    serve(folder, page_of(folder), port=port, browser=browser)


def usual_folder(here: Path) -> Path:
    """The working folder that `here` is in, and else the one in the course's own folder."""
    for folder in (here, *here.parents):
        if (folder / RECORD).is_file():
            return folder
    return REPOSITORY / "work"


def page_of(folder: Path) -> str:
    """The path of the start page on a server in `folder`; without one, of its files."""
    return f"/lab/tree/{START}" if (folder / START).is_file() else "/lab"


def quoted(path: Path | str) -> str:
    """A path as one word of a command line."""
    text = str(path)
    return f'"{text}"' if " " in text else text


def _point_to(address: str, folder: Path, *, browser: bool) -> None:
    _say(_("JupyterLab runs in {folder} already.").format(folder=folder))
    if not (browser and has_browser() and show(address)):
        _say("    " + _("It is at  {address}").format(address=address))


def fill(releases: Path, folder: Path, lang: str | None) -> Outcome:
    """Bring the release in `lang` into `folder`; say what changed there, and give it.

    Without `lang` the folder stays in its language; a new one is in English. Raises Trouble.
    """
    lang = lang or read_record(folder).lang or "en"
    speak(lang)
    for place in (folder, *folder.parents):
        if place.exists() and not place.is_dir():
            raise Trouble(
                _("{file} is a file, and no folder.").format(file=place),
                _("choose another folder with --folder."),
            )
    if folder.is_relative_to(releases):
        raise Trouble(
            _("{folder} is a part of release/, which is not for working in.").format(folder=folder),
            _("choose another folder with --folder."),
        )
    there = sorted(path.name for path in releases.glob("*") if path.is_dir())
    if lang not in there:
        raise Trouble(
            _("there is no release/{lang} in this copy of the course.").format(lang=lang),
            _("choose another language with --lang: {languages}.").format(
                languages=", ".join(there)
            )
            if there
            else _(
                "get a complete copy of the course. Its authors make release/ with: course build"
            ),
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if (reason := why_not_writable(folder)) is not None:
            raise reason
        outcome = refresh(releases / lang, folder, lang)
    except OSError as error:
        raise Trouble(
            _("{folder} can't be written to: {reason}.").format(
                folder=folder, reason=error.strerror or error
            ),
            _(
                "make room there, or give yourself the right to write there, or choose another "
                "folder with --folder."
            ),
        ) from error
    _tell(outcome, folder)
    return outcome


def _tell(outcome: Outcome, folder: Path) -> None:
    if outcome.added:
        text = _("New files in {folder}: {count}")
        _say(text.format(folder=folder, count=len(outcome.added)))
    for name in outcome.updated:
        _say(_("{name} is now that of the newest release; yours had no changes.").format(name=name))
    for taken in outcome.taken:
        text = _("{name} is now that of the newest release.")
        if taken.name.endswith(".ipynb"):
            text = _("{name} is now that of the newest release, with your answers in it.")
        _say(text.format(name=taken.name))
        for note in taken.notes:
            _say(f"    {note.text}")
        _say("    " + _("Yours as it was: {copy}").format(copy=taken.kept))
    if any(taken.name.endswith(".ipynb") for taken in outcome.taken):
        _say(_("What its cells had shown is in yours as it was; in the new one, run them again."))
    for name in outcome.kept:
        text = _("{name} is kept as you changed it, though the release has a newer one.")
        _say(text.format(name=name))
    if outcome.kept:
        _say(_("To get a newer one too, rename yours and run this again."))


def _say(text: str) -> None:
    print(text, flush=True)
