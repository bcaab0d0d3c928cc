"""From the bytes that were handed in to text, whatever the bytes are."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import PurePosixPath

from course.kit.language import _
from course.kit.mending.note import Note

LARGEST = 20_000_000
"""Bytes of the largest notebook that is read, compressed or not."""

_ZIP = b"PK\x03\x04"
_PLAIN = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # others can ask for gigabytes of memory
_ENTRIES = 10_000


class UnreadableError(Exception):
    """The bytes are no notebook. Its message says why, for the student."""


def to_text(data: bytes) -> tuple[str, list[Note]]:
    """Decode a notebook's bytes.

    A zip archive is opened. Bytes that are no text in the encoding at hand are replaced by U+FFFD.
    Raises UnreadableError where there is no text at all.
    """
    notes: list[Note] = []
    if data[:4] == _ZIP:
        data = _from_zip(data)
        text = _("The notebook was handed in as a zip archive; it was taken out of it.")
        notes.append(Note(text))
    if len(data) > LARGEST:
        raise UnreadableError(_("it is larger than {limit} MB").format(limit=LARGEST // 1_000_000))
    if not data.strip(b" \t\r\n\0"):
        raise UnreadableError(_("the file is empty"))
    return _decoded(data, notes), notes


def _decoded(data: bytes, notes: list[Note]) -> str:
    encoding = json.detect_encoding(data)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        if encoding.startswith("utf-8") and data.decode("utf-8", "ignore").isascii():
            encoding = "cp1252"  # no character is UTF-8: each is one byte, as on old Windows
        text = data.decode(encoding, "replace")
        if "\N{REPLACEMENT CHARACTER}" in text:
            replaced = _(
                "The notebook's file holds bytes that are no text; each was replaced by the sign "
                "\N{REPLACEMENT CHARACTER}."
            )
            notes.append(Note(replaced))
    if not encoding.startswith("utf-8"):
        name = "Windows-1252" if encoding == "cp1252" else encoding.upper()
        saved = _("The notebook was saved as {encoding}; it was read as that.")
        notes.append(Note(saved.format(encoding=name)))
    return text.removeprefix("\ufeff")


def _from_zip(data: bytes) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _only_notebook(archive)
    except UnreadableError:
        raise
    except Exception as error:  # zipfile raises what it likes on bytes that are no archive
        raise UnreadableError(_("it is a zip archive that can't be opened")) from error


def _only_notebook(archive: zipfile.ZipFile) -> bytes:
    found = [entry for entry in archive.infolist()[:_ENTRIES] if _is_notebook(entry)]
    if not found:
        raise UnreadableError(_("it is a zip archive without a notebook in it"))
    entry = min(found, key=lambda e: (e.filename.count("/"), e.filename))
    with archive.open(entry) as file:
        return file.read(LARGEST + 1)


def _is_notebook(entry: zipfile.ZipInfo) -> bool:
    path = PurePosixPath(entry.filename)
    hidden = any(part.startswith((".", "__MACOSX")) for part in path.parts)
    plain = entry.compress_type in _PLAIN and not entry.flag_bits & 0x1
    return path.suffix.lower() == ".ipynb" and not hidden and plain
