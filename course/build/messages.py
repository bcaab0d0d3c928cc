"""The texts of the course and their translations.

The text itself is the key, as gettext has it: a translation is a catalogue
`course/chapters/locale/<language>.po`, and what it lacks stays English. Code exists once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from babel.messages import Catalog
from babel.messages.pofile import read_po, write_po

from course.build.authored import CHAPTERS, Authored, chapter_names, read_exercise
from course.build.record import visible_cases
from course.build.story import PROSE, about, placed, read_story, title_of

FOOTER = "*Points: {points}. Stuck? Run `hint({name})` in a cell of your own.*"
"""What stands below every task."""

LOCALES = CHAPTERS / "locale"

Catalogue = Callable[[str], str]
"""Gives the text of one language for an English one."""


def catalogue(language: str) -> Catalogue:
    """Load the catalogue of a language; English needs none.

    Raises FileNotFoundError for a language that has no catalogue.
    """
    if language == "en":
        return str
    with (LOCALES / f"{language}.po").open("rb") as file:
        messages = read_po(file, locale=language)

    def translate(text: str) -> str:
        message = messages.get(text)
        return str(message.string) if message and message.string else text

    return translate


def languages() -> list[str]:
    """List the languages that the course can be built in, English first."""
    return ["en", *sorted(path.stem for path in LOCALES.glob("*.po"))]


def texts() -> Iterator[tuple[str, str]]:
    """Give every text that can be translated, with the place where it comes from."""
    yield "course/build/source.py", FOOTER
    for chapter in chapter_names():
        passages = read_story(chapter)
        yield f"course/chapters/{chapter}/chapter.py", title_of(passages)
        yield f"course/chapters/{chapter}/__init__.py", about(chapter)
        for passage in passages:
            if passage.kind == PROSE:
                yield f"course/chapters/{chapter}/chapter.py:{passage.id}", passage.text
        for name in placed(passages):
            place = f"course/chapters/{chapter}/{name}.py"
            yield from ((place, text) for text in exercise_texts(read_exercise(chapter, name)))


def exercise_texts(authored: Authored) -> Iterator[str]:
    """Give the texts of an exercise: task, title, hints, explanations, and what cases are about."""
    yield authored.task
    yield authored.title
    yield from authored.declared.hints
    for function in authored.mistakes.values():
        yield function.explanation  # type: ignore[attr-defined]
    yield from dict.fromkeys(case.about for case in visible_cases(authored))


def write_template(path: Path) -> int:
    """Write the template that translators start from (`.pot`); return how many texts it has."""
    template = Catalog(project="pytorch-foundations", charset="utf-8", fuzzy=False)
    for place, text in texts():
        template.add(text, locations=[(place, 0)])
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, template, width=0, omit_header=True, include_lineno=False)
    return len(template)
