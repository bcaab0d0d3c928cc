r"""### Read the driver's ceiling

`nvidia-smi` begins with a line that names three versions. You want the last one, the highest
CUDA release that the driver can fully run.

Write `driver_ceiling(text)`, where `text` is everything that the program printed. It returns the
release as a tuple of two ints, such as `(12, 1)`, so that releases can be compared; a list does not
serve. The number of digits varies: `9.2` is a release, and one day there may be a `12.10`. It
returns `None` when the text names no release:

- the program is missing, and a shell says so;
- the program found no driver, and says so;
- the line is there and reads `CUDA Version: N/A` (this happens in containers).

Drivers from 610 on call the same thing `CUDA UMD Version`. Both spellings count.

```python
>>> driver_ceiling("| NVIDIA-SMI 531.61    Driver Version: 531.61    CUDA Version: 12.1 |")
(12, 1)
>>> driver_ceiling("bash: nvidia-smi: command not found") is None
True
```
"""

import re
from collections.abc import Iterator

from course.build.author import Case, Exercise, Rng, case, mistake


def driver_ceiling(text: str) -> tuple[int, int] | None:
    """Read the highest CUDA release of the driver out of what nvidia-smi printed."""
    ### BEGIN SOLUTION
    found = re.search(r"CUDA (?:UMD )?Version: *(\d+)\.(\d+)", text)
    if found is None:
        return None
    return int(found[1]), int(found[2])
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["E3"],
    points={"basic": 2, "edge": 1},
    facts=["sequence"],
    hints=[
        "The line holds several versions: go by the words in front of the one that you want.",
        '`re.search(r"Driver Version: *(\\d+)\\.(\\d+)", text)` finds a version by its label, or '
        "gives `None`. Brackets in the pattern keep what they match: `found[1]`, `found[2]`.",
        "Put `CUDA`, then `UMD ` as something that may be missing: `(?:UMD )?`, then `Version`. "
        "Ask whether the search gave `None` before you use it, and turn both parts into ints.",
    ],
)

_OLD_LABELS = ("Driver Version", "CUDA Version")
_NEW_LABELS = ("KMD Version", "CUDA UMD Version")
_MISSING = [
    "bash: nvidia-smi: command not found",
    "zsh: command not found: nvidia-smi",
    "'nvidia-smi' is not recognized as an internal or external command,\n"
    "operable program or batch file.",
]
_NO_DRIVER = (
    "NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver. "
    "Make sure that the latest NVIDIA driver is installed and running."
)


def reference(text: str) -> tuple[int, int] | None:
    label = "CUDA UMD Version:" if "CUDA UMD Version:" in text else "CUDA Version:"
    words = text.partition(label)[2].split()
    if not words or not words[0][0].isdigit():
        return None
    major, minor = words[0].split(".")[:2]
    return int(major), int(minor)


def _table(driver: str, ceiling: str, gpu: str, labels: tuple[str, str] = _OLD_LABELS) -> str:
    versions = f" NVIDIA-SMI {driver}    {labels[0]}: {driver}    {labels[1]}: {ceiling}"
    lines = [
        "+" + "-" * 78 + "+",
        f"|{versions:<78}|",
        "|" + "-" * 32 + "+" + "-" * 22 + "+" + "-" * 22 + "|",
        "| GPU  Name                      | Bus-Id               | GPU-Util  Compute M. |",
        f"|   0  {gpu:<26}| 00000000:01:00.0  On |      2%      Default |",
        "+" + "-" * 78 + "+",
    ]
    return "\n".join(lines)


def cases(rng: Rng) -> Iterator[Case]:
    yield case("the machine of this chapter", _table("531.61", "12.1", "NVIDIA GeForce RTX 3060"))
    driver, ceiling = rng.choice(
        [("450.57", "11.0"), ("515.65.01", "11.7"), ("535.54.03", "12.2"), ("550.54.15", "12.4")]
    )
    yield case("another driver", _table(driver, ceiling, "Tesla T4"))
    driver, ceiling = rng.choice([("410.48", "10.0"), ("418.39", "10.1"), ("440.33.01", "10.2")])
    yield case("an old driver", _table(driver, ceiling, "GeForce GTX 1080"))
    one = _table("396.54", f"9.{rng.size(0, 2)}", "GeForce GTX 1080")
    yield case("a release with one digit before the dot", one)
    two = _table("599.10", f"12.1{rng.size(0, 5)}", "NVIDIA GeForce RTX 3060")
    yield case("a release with two digits after the dot", two)
    yield case("no such program", rng.choice(_MISSING))
    yield case("a program that finds no driver", _NO_DRIVER)
    driver, ceiling = rng.choice([("610.43.02", "13.3"), ("610.47", "13.3")])
    new = _table(driver, ceiling, "NVIDIA GeForce RTX 5070", _NEW_LABELS)
    yield case("a driver that says CUDA UMD Version", new, group="edge")
    container = _table(driver=rng.choice(["470.82.01", "535.104.05"]), ceiling="N/A", gpu="A100")
    yield case("a container without the driver's libraries", container, group="edge")


@mistake(
    "This is the first number of the line, the version of the driver itself. The driver's "
    "ceiling stands at the end of the line, behind the words `CUDA Version:`."
)
def driver_version(text: str) -> tuple[int, int] | None:
    found = re.search(r"(\d+)\.(\d+)", text)
    return (int(found[1]), int(found[2])) if found else None


@mistake(
    'The parts are still strings. Strings compare letter by letter, so that `"9"` comes after '
    '`"12"`: turn them into ints.'
)
def two_strings(text: str) -> object:
    found = re.search(r"CUDA (?:UMD )?Version: *(\d+)\.(\d+)", text)
    return (found[1], found[2]) if found else None


@mistake(
    "A release is not a decimal number: the release after 12.9 would be 12.10, and as a float "
    "that equals 12.1. Give a tuple of two ints."
)
def one_float(text: str) -> object:
    found = re.search(r"CUDA (?:UMD )?Version: *(\d+\.\d+)", text)
    return float(found[1]) if found else None


@mistake(
    "A search that finds nothing gives `None`, and then there is nothing to take parts from. A "
    "machine without a driver is no error: look at the result of the search first."
)
def nothing_found_is_an_error(text: str) -> tuple[int, int] | None:
    found = re.search(r"CUDA (?:UMD )?Version: *(\d+)\.(\d+)", text)
    return int(found[1]), int(found[2])  # type: ignore[index]


@mistake(
    "This knows only the older label, `CUDA Version`. Drivers from 610 on write "
    "`CUDA UMD Version`, and a machine with a new driver then seems to have none."
)
def only_the_old_label(text: str) -> tuple[int, int] | None:
    found = re.search(r"CUDA Version: *(\d+)\.(\d+)", text)
    return (int(found[1]), int(found[2])) if found else None


@mistake(
    "The pattern counts on two digits before the dot and on one after it. Releases such as 9.2 and "
    "12.10 have other numbers of digits: take as many as there are."
)
def a_fixed_number_of_digits(text: str) -> tuple[int, int] | None:
    found = re.search(r"CUDA (?:UMD )?Version: *(\d\d)\.(\d)", text)
    return (int(found[1]), int(found[2])) if found else None


@mistake(
    "This is a list. A list and a tuple are never equal, and asking which one is smaller is an "
    "error: releases are kept as tuples throughout."
)
def a_list(text: str) -> object:
    found = re.search(r"CUDA (?:UMD )?Version: *(\d+)\.(\d+)", text)
    return [int(found[1]), int(found[2])] if found else None
