"""Points of a chapter as points of another system's assignment."""

from __future__ import annotations

import re

from autograder.export.errors import ExportError

_POINTS = re.compile(r"\d+(?:[.,]\d+)?")


def points_possible(text: str) -> float | None:
    """Read the greatest grade that a sheet states; None where it states none."""
    found = text.strip()
    return float(found.replace(",", ".")) if _POINTS.fullmatch(found) else None


def factor(possible: float | None, most: float, chapter: str, scale: bool) -> float:
    """Give what to multiply the chapter's points by.

    Raises ExportError where the sheet has another maximum, and scaling wasn't asked for.
    """
    if possible is None or possible == most:
        return 1.0
    if scale and most > 0:
        return possible / most
    raise ExportError(
        f"{chapter} is worth {most:g} points, and {possible:g} in the sheet. Set it to {most:g} "
        f"there and download the sheet again, or add --scale to turn {most:g} points into "
        f"{possible:g}."
    )
