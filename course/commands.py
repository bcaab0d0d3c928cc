"""What each command of `course` does. Imports stand inside, so that each starts at once."""

from __future__ import annotations

import argparse
import json
import signal
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path

from course.dispatch import Command


def _json_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print JSON, for programs")


def _doctor_options(parser: argparse.ArgumentParser) -> None:
    _json_option(parser)
    parser.add_argument(
        "--paste", action="store_true", help="print it as Markdown, to ask somebody for help"
    )
    parser.add_argument(
        "--timeout", type=float, default=60.0, help="seconds that one probe may take (60)"
    )


def _doctor(options: argparse.Namespace) -> int:
    from course.kit.doctor import doctor

    report = doctor(timeout=options.timeout)
    print(report.to_json() if options.json else report.to_paste() if options.paste else report)
    return 0 if report.healthy else 1


def _lab_options(parser: argparse.ArgumentParser) -> None:
    from course.kit.lab.ports import FIRST_PORT, port_number

    parser.add_argument(
        "--no-browser",
        dest="browser",
        action="store_false",
        help="print the address of JupyterLab instead of opening a browser",
    )
    parser.add_argument("--lang", help="the language of the notebooks (at first: en)")
    parser.add_argument(
        "--folder", type=Path, help="the folder for your work (usual: the one you are in, or work)"
    )
    parser.add_argument(
        "--port", type=port_number, default=FIRST_PORT, help="the port to start at (usual: 8888)"
    )
    parser.add_argument(
        "--prepare", action="store_true", help="only fill the folder for your work, open nothing"
    )


def _lab(options: argparse.Namespace) -> int:
    from course.kit.lab.opening import open_lab
    from course.kit.lab.trouble import Trouble

    def interrupt(number: int, frame: object) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, interrupt)  # so that no JupyterLab is left running
    try:
        open_lab(
            options.folder,
            options.lang,
            port=options.port,
            browser=options.browser,
            prepare=options.prepare,
        )
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def _validate_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "notebook", help="the notebook to run, or its chapter, such as ch02_tensor_ops or 2"
    )
    parser.add_argument(
        "--as-it-is", action="store_true", help="mend nothing: run the notebook as it is"
    )
    _json_option(parser)


def _validate(options: argparse.Namespace) -> int:
    from course.kit.validate import validate

    notebook = _notebook(options.notebook)
    if not notebook.is_file():
        print(_no_notebook(options.notebook), file=sys.stderr)
        return 2
    if not options.json:
        print(f"Running {notebook} from the top; this can take a minute.", flush=True)
    try:
        tell = None if options.json else partial(print, flush=True)
        result = validate(notebook, mend=not options.as_it_is, tell=tell)
    except (OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return 2
    print(json.dumps(result.to_json(), indent=2) if options.json else result)
    return 0 if result.passed else 1


def _notebook(named: str) -> Path:
    """Find the notebook that is meant: a file, a chapter's folder, a chapter's name or number."""
    from course.kit.progress.contents import contents_of, find_chapter, find_working_folder

    path = Path(named)
    if path.is_file():
        return path
    if path.is_dir():
        try:
            return contents_of(path).notebook
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return path
    working = find_working_folder(Path.cwd())
    chapter = find_chapter(named, working) if working else None
    return chapter.notebook if chapter else path


def _no_notebook(named: str) -> str:
    from course.kit.progress.contents import find_working_folder

    working = find_working_folder(Path.cwd())
    if working is None:
        return f"There is no notebook {named} here, nor a chapter of that name."
    return _no_chapter(named, working)


def _no_chapter(named: str, folder: Path) -> str:
    """Say which chapters there are, or what the name is where it is no chapter's."""
    from course.kit.progress.contents import chapters_in

    chapters = chapters_in(folder)
    for contents in chapters:
        if named in [entry.name for entry in contents.exercises]:
            return (
                f"{named} is no chapter but an exercise of {contents.name}. "
                f"Give the chapter first: {contents.name} {named}"
            )
    known = ", ".join(contents.name for contents in chapters)
    return f"There is no chapter {named} in {folder}. There are: {known}."


def _progress_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "where",
        nargs="?",
        help="only this chapter, such as 2; or the folder with the chapters (found from here)",
    )
    _json_option(parser)


def _progress(options: argparse.Namespace) -> int:
    from course.kit.progress import write_start_page
    from course.kit.progress.contents import find_chapter, find_working_folder
    from course.kit.progress.keeping import NewerProgressError
    from course.kit.progress.shown import as_json, as_text, chapter_text
    from course.kit.progress.standing import standing_in

    here = find_working_folder(Path.cwd())
    chapter = find_chapter(options.where, here) if options.where and here else None
    if options.where and here and not chapter and not Path(options.where).exists():
        print(_no_chapter(options.where, here), file=sys.stderr)
        return 2
    folder = here if chapter else _working_folder(options.where and Path(options.where))
    if folder is None:
        return 2
    try:
        found = standing_in(folder, saved=True)
    except (OSError, NewerProgressError) as error:
        print(f"{error} Update the course, or move that file away.", file=sys.stderr)
        return 2
    if chapter:
        found = replace(found, chapters=tuple(c for c in found.chapters if c.contents == chapter))
    if options.json:
        print(json.dumps(as_json(found), indent=2))
    else:
        print(chapter_text(found.chapters[0]) if chapter else as_text(found))
    write_start_page(folder, saved=True)
    return 0


def _working_folder(named: Path | None) -> Path | None:
    """Find the folder with the chapters; say what to do where there is none."""
    from course.kit.language import speak
    from course.kit.progress.contents import chapters_in, find_working_folder

    found = named if named and chapters_in(named) else None
    if named is None:
        found = find_working_folder(Path.cwd())
    if found is None:
        where = named or Path.cwd()
        print(
            f"There are no chapters in {where}. Go to the folder that holds them, or name it.",
            file=sys.stderr,
        )
        return None
    speak(chapters_in(found)[0].language)
    return found.resolve()


def _reset_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("chapter", help="the chapter to bring back, such as ch02_tensor_ops or 2")
    parser.add_argument("exercise", nargs="?", help="only the answer cell of this exercise")
    parser.add_argument("--yes", action="store_true", help="don't ask before a whole chapter")
    parser.add_argument(
        "--folder", type=Path, help="the folder with the chapters (found from here)"
    )


def _reset(options: argparse.Namespace) -> int:
    from course.kit.originals import reset_answer, reset_chapter
    from course.kit.progress.contents import find_chapter

    folder = _working_folder(options.folder)
    if folder is None:
        return 2
    chapter = find_chapter(options.chapter, folder)
    if chapter is None:
        print(_no_chapter(options.chapter, folder), file=sys.stderr)
        return 2
    if not (options.exercise or options.yes) and not _agreed(
        f"This brings back the whole notebook of {chapter.name}, with all of its "
        f"{len(chapter.exercises)} answers as they were given out."
    ):
        print("Nothing was changed.")
        return 0
    home = chapter.folder
    try:
        done = reset_answer(home, options.exercise) if options.exercise else reset_chapter(home)
    except (OSError, LookupError, ValueError) as error:
        print(error.args[0] if isinstance(error, LookupError) else error, file=sys.stderr)
        return 2
    print(done)
    return 0


def _agreed(what: str) -> bool:
    """Ask before something is done, where somebody is there to answer."""
    if not sys.stdin.isatty():
        return True
    return input(f"{what} Yours is kept. Go on? [y/N] ").strip().lower() in ("y", "yes")


def _solutions_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("chapter", help="the chapter whose solutions to write")
    parser.add_argument(
        "--out", type=Path, default=Path("solutions.json"), help="where to (solutions.json)"
    )


def _solutions(options: argparse.Namespace) -> int:
    from course.build.faults import AuthoringError
    from course.build.solutions import write_solutions

    try:
        count = write_solutions(options.chapter, options.out)
    except (OSError, LookupError, AuthoringError) as error:
        print(error, file=sys.stderr)
        return 2
    print(f"{count} solutions are in {options.out}. Students put it beside checks.json.")
    return 0


def _list(options: argparse.Namespace) -> int:
    from course.build.faults import AuthoringError
    from course.build.listing import as_table, listing

    try:
        rows = listing()
    except AuthoringError as error:
        print(error, file=sys.stderr)
        return 2
    print(json.dumps(rows, indent=2) if options.json else as_table(rows))
    return 0


def _build_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--check", action="store_true", help="change nothing; fail if what is there is out of date"
    )
    parser.add_argument("--lang", action="append", help="build this language only (all)")
    parser.add_argument(
        "--template", type=Path, metavar="FILE", help="write the translators' template instead"
    )


def _build(options: argparse.Namespace) -> int:
    from course.build.faults import AuthoringError
    from course.build.messages import languages, write_template
    from course.build.release import REPOSITORY, ReleaseError
    from course.build.sync import build, differences

    wanted = options.lang or languages()
    try:
        if options.template:
            print(f"{write_template(options.template)} texts in {options.template}")
            return 0
        if not options.check:
            build(REPOSITORY, wanted)
            print(f"Built source/ and release/ for: {', '.join(wanted)}.")
            return 0
        stale = differences(REPOSITORY, wanted)
    except (AuthoringError, ReleaseError) as error:
        print(error, file=sys.stderr)
        return 2
    if stale:
        print("\n".join(stale))
        print("Run `course build` and commit what it writes.")
        return 1
    print("source/ and release/ are what the chapters build.")
    return 0


COMMANDS = {
    "doctor": Command(
        "say what is wrong with this machine, and how to mend it", _doctor_options, _doctor
    ),
    "lab": Command("open the course in JupyterLab, at its start page", _lab_options, _lab),
    "validate": Command(
        "mend a notebook and run its checks, as before handing it in", _validate_options, _validate
    ),
    "progress": Command("say how far you are, and what comes next", _progress_options, _progress),
    "reset": Command(
        "bring back a chapter, or one answer, as it was given out; yours is kept",
        _reset_options,
        _reset,
    ),
    "solutions": Command(
        "instructors: write a chapter's solutions, to hand out after the deadline",
        _solutions_options,
        _solutions,
    ),
    "list": Command("list all exercises", _json_option, _list),
    "build": Command("turn the chapters into source/ and release/", _build_options, _build),
}
