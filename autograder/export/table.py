"""CSV that is safe to open: RFC 4180, UTF-8, and no cell that a spreadsheet would run.

A cell that begins with one of the characters that OWASP names gets an apostrophe in front, unless
it is a number (https://owasp.org/www-community/attacks/CSV_Injection).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
"""The mark by which Excel knows UTF-8; other programs may show it as a part of the first cell."""

_DANGEROUS = "=+-@\t\r\n＝＋－＠"  # noqa: RUF001 - the wide ones are formulas to some spreadsheets
_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?")

Value = str | float | int | None


def number(value: float, comma: bool = False) -> str:
    """Write points with as many decimals as they need, four at most."""
    text = f"{value:.4f}".rstrip("0").rstrip(".")
    text = "0" if text == "-0" else text
    return text.replace(".", ",") if comma else text


def defused(text: str) -> str:
    """Give a cell's text in a form that no spreadsheet takes for a formula."""
    if text.startswith(tuple(_DANGEROUS)) and not _NUMBER.fullmatch(text):
        return f"'{text}"
    return text


def as_csv(header: Sequence[str], rows: Iterable[Sequence[Value]], bom: bool = False) -> str:
    """Write a table as CSV; None is an empty cell."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([defused(title) for title in header])
    writer.writerows([_cell(value) for value in row] for row in rows)
    return (BOM if bom else "") + out.getvalue()


def _cell(value: Value) -> str:
    if value is None:
        return ""
    return defused(value) if isinstance(value, str) else number(value)
