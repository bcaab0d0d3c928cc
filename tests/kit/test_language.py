"""Messages in the language of the notebook."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

import pytest
import torch

from course.kit import language
from course.kit.language import plural, speak
from course.kit.values.compare import compare
from course.kit.values.seen import see

FRENCH = {
    "": "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=2; plural=(n > 1);\n",
    "a 0-d tensor": "un tenseur à zéro dimension",
    "{count} case\0{count} cases": "{count} cas\0{count} cas différents",
}


def catalogue(messages: dict[str, str]) -> bytes:
    """Write a catalogue in the format of GNU gettext (its manual, "The Format of GNU MO Files")."""
    pairs = [(key.encode(), text.encode()) for key, text in sorted(messages.items())]
    start = 28 + 16 * len(pairs)
    tables: list[list[int]] = [[], []]
    data = b""
    for column, table in enumerate(tables):
        for pair in pairs:
            table += [len(pair[column]), start + len(data)]
            data += pair[column] + b"\0"
    head = (0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, 0)
    return struct.pack(f"<{7 + 4 * len(pairs)}I", *head, *tables[0], *tables[1]) + data


@pytest.fixture(autouse=True)
def _in_english_again(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    folder = tmp_path / "fr" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "kit.mo").write_bytes(catalogue(FRENCH))
    monkeypatch.setattr(language, "_CATALOGUES", tmp_path)
    yield
    speak("en")


def described_difference() -> str:
    difference = compare(see(torch.tensor(1)), see(1))
    assert difference is not None
    return difference.expected


def test_messages_are_english_until_told_otherwise() -> None:
    assert described_difference() == "a 0-d tensor"
    assert plural("{count} case", "{count} cases", 1) == "1 case"
    assert plural("{count} case", "{count} cases", 0) == "0 cases"


def test_messages_follow_the_language_that_is_spoken() -> None:
    speak("fr")
    assert described_difference() == "un tenseur à zéro dimension"
    assert plural("{count} case", "{count} cases", 1) == "1 cas"
    assert plural("{count} case", "{count} cases", 3) == "3 cas différents"
    speak("en")
    assert described_difference() == "a 0-d tensor"


def test_a_language_without_a_catalogue_is_english() -> None:
    speak("fr")
    speak("tlh")
    assert described_difference() == "a 0-d tensor"


def test_a_message_without_a_translation_is_english() -> None:
    speak("fr")
    assert language._("not yet translated") == "not yet translated"
