"""The picture that every drawing function returns: an image, and words that say the same."""

from __future__ import annotations

import base64
import html
from functools import cached_property
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING

from course.kit.draw.lines import break_lines
from course.kit.draw.style import DISPLAY_DPI, MARGIN

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from course.kit.draw.sheet import Sheet


LINE_LENGTH = 88


class Picture:
    """A drawing and its text twin.

    `text` says in words all that the drawing shows; `png` holds the image, with `width` display
    pixels across; `figure` is the matplotlib figure. A notebook shows the image with the words
    folded in below it, a terminal shows the words. The image is made when it is first asked for.
    """

    def __init__(self, sheet: Sheet, text: str) -> None:
        self.sheet = sheet
        self.text = wrapped(text)

    @cached_property
    def figure(self) -> Figure:
        """The drawing as a matplotlib figure."""
        from course.kit.draw import paint

        return paint.figure(self.sheet)

    @cached_property
    def png(self) -> bytes:
        """The image, the same bytes each time the same thing is drawn."""
        from course.kit.draw import paint

        return paint.png(paint.figure(self.sheet), self.sheet.colours)

    @property
    def width(self) -> int:
        """How wide a notebook shows the image, in pixels."""
        return round((self.sheet.bounds.width + 2 * MARGIN) / 72 * DISPLAY_DPI)

    def __repr__(self) -> str:
        return self.text

    def save(self, path: str | Path) -> None:
        """Write the image to `path`, as PNG."""
        Path(path).write_bytes(self.png)

    def _repr_html_(self) -> str:
        """Return the picture for a notebook.

        JupyterLab shows image/png without an alternative text and strips scripts, style elements
        and aria attributes from outputs it does not trust. An `img` with a data address and `alt`,
        and `details`, survive (read in JupyterLab 4.6's sanitiser, and seen in a browser).
        """
        return self._html("png", self.png)

    def as_vector_html(self) -> str:
        """Return the same with the drawing as SVG, which takes a hundredth of the time to make."""
        from course.kit.draw import vector

        return self._html("svg+xml", vector.svg(self.sheet).encode())

    def _html(self, kind: str, image: bytes) -> str:
        data = base64.b64encode(image).decode("ascii")
        alt = html.escape(self.text.split("\n\n")[0].replace("\n", " "), quote=True)
        words = html.escape(self.text)
        card = "max-width: 100%; height: auto; border-radius: 6px; margin: 6px 0;"
        return (
            f'<img src="data:image/{kind};base64,{data}" alt="{alt}" width="{self.width}" '
            f'style="{card}"><details><summary>{html.escape(_("The picture in words"))}</summary>'
            f"<pre>{words}</pre></details>"
        )


def wrapped(text: str) -> str:
    """Break the sentences of a text into lines; indented and listed lines stay as they are."""
    return "\n\n".join(
        part if "\n" in part or part.startswith(" ") else _fill(part)
        for part in text.strip("\n").split("\n\n")
    )


def _fill(part: str) -> str:
    return "\n".join(break_lines(part, lambda line: len(line) <= LINE_LENGTH))
