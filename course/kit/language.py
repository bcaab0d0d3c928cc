"""The language that the kit speaks: gettext catalogues, with English as the text itself."""

from __future__ import annotations

import gettext
from pathlib import Path

_CATALOGUES = Path(__file__).parent / "locale"
_translation: gettext.NullTranslations = gettext.NullTranslations()


def speak(language: str) -> None:
    """Choose the language of all messages from here on.

    A language without a catalogue in `course/kit/locale` speaks English.
    """
    global _translation
    _translation = gettext.translation(
        "kit", localedir=_CATALOGUES, languages=[language], fallback=True
    )


def _(message: str) -> str:
    """Give `message` in the chosen language."""
    return _translation.gettext(message)


def plural(one: str, many: str, count: int) -> str:
    """Give the form of a message that suits `count`, with `{count}` filled in."""
    return _translation.ngettext(one, many, count).format(count=count)
