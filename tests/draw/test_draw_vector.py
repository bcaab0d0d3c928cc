"""A picture as SVG shows the same as its image, in a fraction of the time."""

from __future__ import annotations

import time
from xml.etree import ElementTree

import pytest
from draw_gallery import gallery

from course.kit import draw
from course.kit.draw.sheet import Rect, Stroke, Word
from course.kit.draw.vector import svg

SVG = "{http://www.w3.org/2000/svg}"
NAMES = sorted(gallery())


@pytest.mark.parametrize("name", NAMES)
def test_all_that_is_on_the_sheet_is_in_the_drawing(
    name: str, pictures: dict[str, draw.Picture]
) -> None:
    sheet = pictures[name].sheet
    root = ElementTree.fromstring(svg(sheet))
    texts = [text.text for text in root.iter(f"{SVG}text")]
    assert texts == [item.text for item in sheet.items if isinstance(item, Word) and item.text]
    rects = sum(isinstance(item, Rect) for item in sheet.items)
    assert len(list(root.iter(f"{SVG}rect"))) == 2 * rects + 1
    strokes = sum(isinstance(item, Stroke) for item in sheet.items)
    drawn = [*root.iter(f"{SVG}polyline"), *root.iter(f"{SVG}polygon")]
    assert len(drawn) == strokes


@pytest.mark.parametrize("name", NAMES)
def test_no_text_leaves_the_card(name: str, pictures: dict[str, draw.Picture]) -> None:
    root = ElementTree.fromstring(svg(pictures[name].sheet))
    left, top, width, height = map(float, root.attrib["viewBox"].split())
    for text in root.iter(f"{SVG}text"):
        x, length = float(text.attrib["x"]), float(text.attrib["textLength"])
        start = x - length * {"start": 0.0, "middle": 0.5, "end": 1.0}[text.attrib["text-anchor"]]
        assert left <= start
        assert start + length <= left + width
        assert top <= float(text.attrib["y"]) <= top + height


def test_names_are_no_markup() -> None:
    picture = draw.broadcast((2, 3), (3,), names=("<b>", "&"))
    root = ElementTree.fromstring(svg(picture.sheet))
    assert "<b>" in [text.text for text in root.iter(f"{SVG}text")]


def test_it_takes_a_fraction_of_the_time_of_the_image() -> None:
    picture = gallery()["graph_network"]()
    svg(picture.sheet)
    began = time.process_time()
    svg(picture.sheet)
    middle = time.process_time()
    assert picture.png
    assert middle - began < (time.process_time() - middle) / 4
