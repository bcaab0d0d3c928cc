r"""### Judge the toolkit

Now write one line of a doctor. `toolkit_finding(text, compiles)` gets what `nvcc -V` printed, or
what the shell said instead. `compiles` is `True` for somebody who compiles CUDA programs of their
own, and `False` for somebody who only uses PyTorch.

It returns a status and the release that is installed, as a tuple of the two. The release is a tuple
of two ints as well; a list does not serve for either. As before, the number of digits varies:
`9.2`, `12.10`.

| the text | compiles | result |
|---|---|---|
| names a release, `release 11.7` | either | `("ok", (11, 7))` |
| names none | `False` | `("info", None)`: nothing to mend |
| names none | `True` | `("failed", None)`: the compiler is missing |

```python
>>> toolkit_finding("Cuda compilation tools, release 11.7, V11.7.99", False)
('ok', (11, 7))
>>> toolkit_finding("bash: nvcc: command not found", False)
('info', None)
```
"""

import re
from collections.abc import Iterator

from course.build.author import Case, Exercise, Rng, case, mistake


def toolkit_finding(text: str, compiles: bool) -> tuple[str, tuple[int, int] | None]:
    """Give the status of the CUDA toolkit, and its release or None."""
    ### BEGIN SOLUTION
    found = re.search(r"release (\d+)\.(\d+)", text)
    if found:
        return "ok", (int(found[1]), int(found[2]))
    return ("failed" if compiles else "info"), None
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["E2"],
    points=2,
    facts=["sequence"],
    hints=[
        "`nvcc -V` prints the year, the date and the version. Only one of them stands behind the "
        "word `release`.",
        "Search as in the last exercise. Where the search finds something, `compiles` does not "
        "matter; where it finds nothing, `compiles` alone decides the status.",
        "There are three ways out: a release was found; none was found and `compiles` is true; "
        "none was found and it is false. Each returns a tuple of two.",
    ],
)

_MISSING = [
    "bash: nvcc: command not found",
    "zsh: command not found: nvcc",
    "'nvcc' is not recognized as an internal or external command,\noperable program or batch file.",
]


def reference(text: str, compiles: bool) -> tuple[str, tuple[int, int] | None]:
    words = text.partition(", release ")[2].partition(",")[0].split(".")
    if len(words) < 2:
        return ("failed", None) if compiles else ("info", None)
    return "ok", (int(words[0]), int(words[1]))


def _nvcc(release: str, version: str, year: int) -> str:
    return (
        "nvcc: NVIDIA (R) Cuda compiler driver\n"
        f"Copyright (c) 2005-{year} NVIDIA Corporation\n"
        f"Built on Wed_Jun__8_16:59:34_Pacific_Daylight_Time_{year}\n"
        f"Cuda compilation tools, release {release}, V{version}\n"
    )


def cases(rng: Rng) -> Iterator[Case]:
    yield case("a toolkit, somebody who only uses PyTorch", _nvcc("11.7", "11.7.99", 2022), False)
    yield case("no toolkit, somebody who only uses PyTorch", rng.choice(_MISSING), False)
    yield case("no toolkit, somebody who compiles", rng.choice(_MISSING), True)
    release, patch, year = rng.choice(
        [("12.1", "105", 2023), ("12.4", "131", 2024), ("13.0", "88", 2025), ("10.2", "89", 2019)]
    )
    text = _nvcc(release, f"{release}.{patch}", year)
    yield case("another toolkit, somebody who compiles", text, True)
    one = _nvcc("9.2", "9.2.148", 2018)
    yield case("a release with one digit before the dot", one, bool(rng.below(2)))
    minor = rng.size(10, 15)
    two = _nvcc(f"12.{minor}", f"12.{minor}.41", 2025)
    yield case("a release with two digits after the dot", two, bool(rng.below(2)))
    yield case("no output at all", "", False)


@mistake(
    "A missing `nvcc` is reported as a failure, whoever asks. PyTorch's wheels bring the CUDA that "
    "they need: only somebody who compiles CUDA programs has something to mend."
)
def missing_is_a_failure(text: str, compiles: bool) -> tuple[str, tuple[int, int] | None]:
    found = re.search(r"release (\d+)\.(\d+)", text)
    return ("ok", (int(found[1]), int(found[2]))) if found else ("failed", None)


@mistake(
    "A missing `nvcc` is never reported as a failure. Who compiles CUDA programs of their own "
    "cannot do without the compiler."
)
def missing_is_never_a_failure(text: str, compiles: bool) -> tuple[str, tuple[int, int] | None]:
    found = re.search(r"release (\d+)\.(\d+)", text)
    return ("ok", (int(found[1]), int(found[2]))) if found else ("info", None)


@mistake(
    "These are the three parts of the version behind the `V`. The release has two parts, and "
    "they stand behind the word `release`."
)
def full_version(text: str, compiles: bool) -> object:
    found = re.search(r"V(\d+)\.(\d+)\.(\d+)", text)
    if found:
        return "ok", tuple(int(part) for part in found.groups())
    return ("failed" if compiles else "info"), None


@mistake(
    "The release came back as text. A tuple of two ints is asked for, because releases are "
    "compared with each other."
)
def release_as_text(text: str, compiles: bool) -> object:
    found = re.search(r"release (\d+\.\d+)", text)
    return ("ok", found[1]) if found else ("failed" if compiles else "info", None)


@mistake(
    "Where the text names no release, the search gives `None`, and taking a part of it raises an "
    "error. Ask first whether anything was found."
)
def nothing_found_is_an_error(text: str, compiles: bool) -> tuple[str, tuple[int, int] | None]:
    found = re.search(r"release (\d+)\.(\d+)", text)
    return "ok", (int(found[1]), int(found[2]))  # type: ignore[index]


@mistake(
    "This counts on two digits before the dot and on one after it. Releases such as 9.2 and 12.10 "
    "have other numbers of digits: take as many as there are."
)
def a_fixed_number_of_digits(text: str, compiles: bool) -> object:
    found = re.search(r"release (\d\d)\.(\d)", text)
    if found:
        return "ok", (int(found[1]), int(found[2]))
    return ("failed" if compiles else "info"), None


@mistake(
    "This takes as many characters as `11.7` has. Behind a shorter release a comma comes along, "
    "and of a longer one the end is missing: go up to the comma."
)
def the_next_four_characters(text: str, compiles: bool) -> object:
    if "release " not in text:
        return ("failed" if compiles else "info"), None
    major, minor = text.split("release ")[1][:4].split(".")
    return "ok", (int(major), int(minor))


@mistake(
    "A release that is installed counts only for somebody who compiles. A toolkit that is there is "
    '`"ok"` for everybody: `compiles` decides nothing until the text names no release.'
)
def of_no_use_to_others(text: str, compiles: bool) -> tuple[str, tuple[int, int] | None]:
    found = re.search(r"release (\d+)\.(\d+)", text)
    if found and compiles:
        return "ok", (int(found[1]), int(found[2]))
    return ("failed" if compiles else "info"), None


@mistake(
    'This gives `"ok"` where a release is found and `compiles` is true, and a failure everywhere '
    "else. A toolkit that is there is in order, whoever asks, and one that is missing is a failure "
    "only for somebody who compiles: these are two questions, one after the other."
)
def all_else_is_a_failure(text: str, compiles: bool) -> tuple[str, tuple[int, int] | None]:
    found = re.search(r"release (\d+)\.(\d+)", text)
    if found and compiles:
        return "ok", (int(found[1]), int(found[2]))
    return "failed", None


@mistake(
    "The two statuses of a missing toolkit are exchanged. Who compiles lacks the compiler, and "
    "that is a failure; who only uses PyTorch lacks nothing."
)
def exchanged(text: str, compiles: bool) -> tuple[str, tuple[int, int] | None]:
    found = re.search(r"release (\d+)\.(\d+)", text)
    if found:
        return "ok", (int(found[1]), int(found[2]))
    return ("info" if compiles else "failed"), None
