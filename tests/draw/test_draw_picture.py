"""A picture as a notebook gets it: an image with words, and no trace left in matplotlib."""

from __future__ import annotations

import base64
import io
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import matplotlib
import pytest
import torch
from draw_gallery import gallery
from PIL import Image

from course.kit import draw

# What JupyterLab 4.6 leaves of an output that it does not trust, of what a picture needs.
KEPT = {
    "img": {"src", "alt", "width", "style"},
    "details": set(),
    "summary": set(),
    "pre": set(),
}


class Tags(HTMLParser):
    """Collects the tags of a page with their attributes, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def html(picture: draw.Picture) -> Tags:
    return Tags(picture._repr_html_())


def test_a_notebook_that_trusts_nothing_still_shows_the_picture(
    pictures: dict[str, draw.Picture],
) -> None:
    for tag, attributes in html(pictures["field"]).tags:
        assert tag in KEPT
        assert set(attributes) <= KEPT[tag]


def test_the_notebook_gets_the_image_and_the_words(pictures: dict[str, draw.Picture]) -> None:
    picture = pictures["slices_view"]
    page = html(picture)
    image = dict(page.tags)["img"]
    assert base64.b64decode(image["src"].removeprefix("data:image/png;base64,")) == picture.png
    assert image["alt"] == (
        "x[0, :] picks 4 of the 12 cells of x. In the tables below, they stand in brackets. "
        "x[0, :] shares memory with x: a change in place to one is seen in the other."
    )
    assert page.text == "The picture in words" + picture.text


def test_a_name_is_no_markup() -> None:
    page = html(draw.tensor([1], name='"><b>&'))
    assert [tag for tag, _attributes in page.tags] == ["img", "details", "summary", "pre"]
    assert '"><b>& has shape (1,)' in page.text


@pytest.mark.parametrize("name", ["field", "losses", "slices_copy", "memory_slice", "sum_axis_0"])
def test_the_same_thing_gives_the_same_bytes(name: str, pictures: dict[str, draw.Picture]) -> None:
    again = gallery()[name]()
    assert again.text == pictures[name].text
    assert again.png == pictures[name].png


@pytest.mark.parametrize("name", sorted(gallery()))
def test_an_image_is_small_white_and_without_a_date(
    name: str, pictures: dict[str, draw.Picture]
) -> None:
    picture = pictures[name]
    assert len(picture.png) < 60_000
    image = Image.open(io.BytesIO(picture.png))
    assert image.info == {}
    corners = [(0, 0), (image.width - 1, image.height - 1)]
    assert [image.convert("RGB").getpixel(corner) for corner in corners] == [(255, 255, 255)] * 2
    assert image.width >= picture.width


def test_the_marks_keep_their_exact_colours(pictures: dict[str, draw.Picture]) -> None:
    picture = pictures["sum_axis_0"]
    image = Image.open(io.BytesIO(picture.png)).convert("RGB")
    there = {f"#{r:02X}{g:02X}{b:02X}" for _n, (r, g, b) in image.getcolors(image.width * 9999)}
    fills = {item.mark.fill for item in picture.sheet.items if hasattr(item, "mark")}
    assert len(fills) == 7
    assert fills <= there


def test_a_picture_can_be_saved(pictures: dict[str, draw.Picture], tmp_path: Path) -> None:
    pictures["losses"].save(tmp_path / "losses.png")
    assert (tmp_path / "losses.png").read_bytes() == pictures["losses"].png


def test_a_change_after_drawing_does_not_reach_the_picture() -> None:
    x = torch.arange(6).reshape(2, 3)
    before, later = draw.tensor(x), draw.tensor(x)
    x += 100
    assert later.png == before.png == draw.tensor(torch.arange(6).reshape(2, 3)).png


def test_the_settings_of_the_student_neither_change_nor_show() -> None:
    expected = draw.tensor([[1.5]]).png
    student = {
        "font.family": "cursive",
        "font.size": 31,
        "text.usetex": True,
        "savefig.bbox": "tight",
        "savefig.facecolor": "black",
        "lines.linewidth": 9,
        "text.parse_math": False,
        "path.sketch": (1, 100, 2),
    }
    with matplotlib.rc_context(student):
        before = dict(matplotlib.rcParams)
        assert draw.tensor([[1.5]]).png == expected
        assert dict(matplotlib.rcParams) == before


SILENT = """
import sys
import torch
from course.kit import draw
assert "matplotlib" not in sys.modules, "importing the pictures imports matplotlib"
x = torch.arange(6, dtype=torch.float32, requires_grad=True)
pictures = [
    draw.tensor([[1]], name="\\u5f20 $x_1$"),
    draw.slices(x, draw.at[::2]),
    draw.reshape(x, 2, -1),
    draw.sum_axis(x, 0),
    draw.cat([x, [1]]),
    draw.memory(x=x),
    draw.broadcast(x, [[1], [2]]),
    draw.strides(x),
    draw.losses([x.sum(), x.mean()]),
    draw.matmul([[1.0]], [[2.0, 3.0]]),
    draw.timings({"loop": {1: 1e-6, 9: 3.0}}),
    draw.field(),
]
assert all(picture.png and picture._repr_html_() for picture in pictures)
assert "matplotlib.pyplot" not in sys.modules, "pyplot was imported"
"""


def test_drawing_prints_nothing_warns_of_nothing_and_needs_no_pyplot() -> None:
    ran = subprocess.run(
        [sys.executable, "-W", "error", "-c", SILENT],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
        check=False,
    )
    assert (ran.stdout, ran.stderr, ran.returncode) == ("", "", 0)
