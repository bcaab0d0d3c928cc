"""The picture that every drawing function returns: an image, and words that say the same."""

from __future__ import annotations

import base64
import html
from dataclasses import dataclass, field
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from course.kit.draw.sheet import Sheet


@dataclass(frozen=True, repr=False)
class Picture:
    """A drawing and its text twin.

    `text` says in words all that the drawing shows; `png` holds the image, with `width` display
    pixels across; `figure` is the matplotlib figure. A notebook shows the image with the words
    folded in below it, a terminal shows the words.
    """

    text: str
    png: bytes = field(compare=True)
    figure: Figure = field(compare=False)
    width: int = field(compare=False)

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
        data = base64.b64encode(self.png).decode("ascii")
        alt = html.escape(self.text.split("\n\n")[0].replace("\n", " "), quote=True)
        words = html.escape(self.text)
        card = "max-width: 100%; height: auto; border-radius: 6px;"
        return (
            f'<img src="data:image/png;base64,{data}" alt="{alt}" width="{self.width}" '
            f'style="{card}"><details><summary>{html.escape(_("The picture in words"))}</summary>'
            f"<pre>{words}</pre></details>"
        )


def finish(sheet: Sheet, text: str) -> Picture:
    """Paint the sheet and join it with its words."""
    from course.kit.draw import paint

    made = paint.figure(sheet)
    width = round(made.get_figwidth() * paint.DISPLAY_DPI)
    return Picture(text=text.strip("\n"), png=paint.png(made), figure=made, width=width)
