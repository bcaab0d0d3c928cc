from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.kit.doctor import split_version
from course.kit.doctor.python import OLDEST, PROJECT
from course.kit.doctor.versions import REQUIREMENTS, numbers, satisfies

PROJECT_FILE = Path(__file__).parents[2] / "pyproject.toml"


@pytest.mark.parametrize(
    ("version", "parts"),
    [
        ("2.0.0+cu117", ("2.0.0", "cu117")),
        ("2.13.0+cpu", ("2.13.0", "cpu")),
        ("2.13.0", ("2.13.0", "")),
        ("2.14.0.dev20260101+rocm6.4", ("2.14.0.dev20260101", "rocm6.4")),
    ],
)
def test_a_version_is_its_public_part_and_its_tag(version: str, parts: tuple[str, str]):
    assert split_version(version) == parts


releases = st.lists(st.integers(0, 999), min_size=1, max_size=4)


@given(releases, releases)
def test_versions_compare_as_their_numbers_do_and_trailing_zeros_do_not_count(a, b):
    longest = max(len(a), len(b))
    padded_a, padded_b = (x + [0] * (longest - len(x)) for x in (a, b))
    text_a, text_b = (".".join(map(str, x)) for x in (a, b))
    assert (numbers(text_a) < numbers(text_b)) == (padded_a < padded_b)
    assert (numbers(text_a) == numbers(text_b)) == (padded_a == padded_b)


@pytest.mark.parametrize(
    ("version", "requirement", "fits"),
    [
        ("2.6.0", ">=2.6,<3", True),
        ("2.6", ">=2.6.0,<3", True),
        ("2.5.1+cu124", ">=2.6,<3", False),
        ("3.0.0", ">=2.6,<3", False),
        ("0.10.0", ">=0.9.5,<0.10", False),
        ("0.9.10", ">=0.9.5,<0.10", True),
        ("2.14.0a0", ">=2.6,<3", True),
        ("", ">=2.6,<3", False),
    ],
)
def test_a_requirement_holds_its_bounds(version: str, requirement: str, fits: bool):
    assert satisfies(version, requirement) is fits


def test_a_requirement_in_another_form_is_refused():
    with pytest.raises(ValueError, match="made of >= and <"):
        satisfies("2.6", "~=2.6")


def test_the_doctor_wants_what_pyproject_says():
    project = tomllib.loads(PROJECT_FILE.read_text(encoding="utf-8"))["project"]
    assert project["name"] == PROJECT
    assert project["requires-python"] == f">={OLDEST[0]}.{OLDEST[1]}"
    for package, wanted in REQUIREMENTS.items():
        assert f"{package}{wanted}" in project["dependencies"]
