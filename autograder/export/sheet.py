"""A CSV file of another system, in which some cells are filled and every other byte is kept."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from functools import cached_property

from autograder.export.errors import ExportError
from autograder.export.table import defused

_DELIMITERS = (",", ";", "\t")
_MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}


@dataclass
class Row:
    """One record: its fields as they are written, and what ends it."""

    fields: list[str]
    end: str

    def value(self, column: int) -> str:
        """Give the text of a field, or "" where the record is too short."""
        return _plain(self.fields[column]) if column < len(self.fields) else ""


@dataclass
class Sheet:
    """A CSV file, read; `rows` has the header first. `mark` are the bytes before the text."""

    rows: list[Row]
    delimiter: str
    encoding: str
    mark: bytes

    @classmethod
    def read(cls, content: bytes, name: str) -> Sheet:
        """Read a CSV file of UTF-8, or of UTF-16 with its mark.

        Raises ExportError where it is no text, or no table.
        """
        mark = next((mark for mark in _MARKS if content.startswith(mark)), b"")
        encoding = _MARKS.get(mark, "utf-8")
        try:
            text = content[len(mark) :].decode(encoding)
        except UnicodeDecodeError as error:
            raise ExportError(
                f"{name} is no UTF-8 text (byte {error.start}). Download it again, and don't save "
                "it from a spreadsheet before it is filled."
            ) from error
        first = _FIRST_LINE.match(text)
        delimiter = max(_DELIMITERS, key=(first.group() if first else "").count)
        rows = _rows(text, delimiter)
        if not rows or len(rows[0].fields) < 2:
            raise ExportError(f"{name} holds no table. Give the CSV file as it was downloaded.")
        return cls(rows, delimiter, encoding, mark)

    @cached_property
    def header(self) -> list[str]:
        """The titles of the columns."""
        return [self.rows[0].value(i) for i in range(len(self.rows[0].fields))]

    def column(self, *titles: str) -> int | None:
        """Find a column by one of its titles, whatever their case."""
        there = [title.strip().casefold() for title in self.header]
        return next((there.index(t.casefold()) for t in titles if t.casefold() in there), None)

    def fill(self, row: Row, column: int, text: str) -> None:
        """Write a text into a cell; a cell that says the same already is left as it is."""
        row.fields += [""] * (column + 1 - len(row.fields))
        if _plain(row.fields[column]) != text:
            row.fields[column] = self._written(text)

    def insert_column(self, place: int) -> None:
        """Put in an empty column before the one at `place`."""
        for row in self.rows:
            if row.fields == [""]:  # an empty line stays one
                continue
            row.fields += [""] * (place - len(row.fields))
            row.fields.insert(place, "")
        self.__dict__.pop("header", None)

    def content(self) -> bytes:
        """Give the file's bytes."""
        text = "".join(self.delimiter.join(row.fields) + row.end for row in self.rows)
        return self.mark + text.encode(self.encoding)

    def _written(self, text: str) -> str:
        safe = defused(text)
        if any(mark in safe for mark in (self.delimiter, '"', "\r", "\n")):
            return '"' + safe.replace('"', '""') + '"'
        return safe


_FIRST_LINE = re.compile(r'(?:"(?:[^"]|"")*"|[^"\r\n])*')


def _plain(written: str) -> str:
    if len(written) > 1 and written[0] == written[-1] == '"':
        return written[1:-1].replace('""', '"')
    return written


def _rows(text: str, delimiter: str) -> list[Row]:
    """Cut a text into records and fields, losing nothing of it."""
    mark = re.escape(delimiter)
    pattern = re.compile(rf'("(?:[^"]|"")*"|[^{mark}\r\n]*)({mark}|\r\n|\r|\n|\Z)')
    rows: list[Row] = []
    fields: list[str] = []
    place = 0
    while place < len(text) or fields:
        found = pattern.match(text, place)
        assert found is not None, "a field may hold anything up to the next delimiter"
        fields.append(found[1])
        place = found.end()
        if found[2] != delimiter:
            rows.append(Row(fields, found[2]))
            fields = []
    return rows
