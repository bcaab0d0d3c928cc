"""The words of a picture say what the picture shows."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import torch
from draw_gallery import gallery, numbers, sentences, shown_numbers

from course.kit import draw

NAMES = sorted(gallery())


@pytest.mark.parametrize("name", NAMES)
def test_the_words_are_as_they_were_read_and_approved(
    name: str, pictures: dict[str, draw.Picture], golden: Callable[[str, str], None]
) -> None:
    golden(f"{name}.txt", pictures[name].text + "\n")


@pytest.mark.parametrize("name", NAMES)
def test_the_words_say_each_number_of_the_picture(
    name: str, pictures: dict[str, draw.Picture]
) -> None:
    assert shown_numbers(pictures[name]) - numbers(pictures[name].text) == set()


@pytest.mark.parametrize("name", NAMES)
def test_the_words_need_no_more_than_ascii(name: str, pictures: dict[str, draw.Picture]) -> None:
    assert pictures[name].text.isascii()


def test_a_picture_prints_as_its_words(pictures: dict[str, draw.Picture]) -> None:
    picture = pictures["slices_view"]
    assert str(picture) == repr(picture) == picture.text


def test_code_stays_on_one_line() -> None:
    text = draw.slices(torch.arange(24).reshape(2, 3, 4), draw.at[1, 0:2, 1:3]).text
    assert all(line.count("[") == line.count("]") for line in text.splitlines())


def test_rounded_numbers_are_admitted() -> None:
    assert "Numbers are rounded." in sentences(draw.tensor([1 / 3, 2 / 3]))
    assert "rounded" not in draw.tensor([0.25, 0.5]).text


def test_cells_left_out_are_admitted() -> None:
    assert "Not every cell is drawn" in sentences(draw.tensor(torch.arange(50)))
    assert "Not every cell" not in sentences(draw.tensor(torch.arange(16)))
