"""### Align NumPy with torch

A project is tied to an old PyTorch. Write `numpy_to_install(compiled_with, installed)`, which says
what to hand to `pip install` so that NumPy fits. `compiled_with` is the NumPy version that torch
was compiled with. `installed` is the version beside it now, or `None` where NumPy is missing. Both
look like `"1.26.4"`; the number before the first dot is the major version. One day that may be 10
or more: compare numbers, not texts.

- Torch runs with the major version that it was compiled with, and with older ones. Where the
  installed NumPy fits, return `None`.
- Where NumPy is missing, or its major version is higher, return the requirement that keeps it
  below the next major version: `"numpy<2"` for a torch compiled with 1.26.4, `"numpy<3"` for one
  compiled with 2.1.0. Write it exactly so, without spaces. What is installed may be two major
  versions ahead; the requirement is still the one that fits torch.

```python
>>> numpy_to_install("1.26.4", "2.0.0")
'numpy<2'
>>> numpy_to_install("2.1.0", "1.26.4") is None
True
```
"""

from collections.abc import Iterator

from course.build.author import Case, Exercise, Rng, case, mistake


def numpy_to_install(compiled_with: str, installed: str | None) -> str | None:
    """Give the NumPy requirement that fits this torch, or None where NumPy fits already."""
    ### BEGIN SOLUTION
    major = int(compiled_with.split(".")[0])
    if installed is not None and int(installed.split(".")[0]) <= major:
        return None
    return f"numpy<{major + 1}"
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["E9"],
    points=2,
    hints=[
        "Only the major versions count. Turn the part before the first dot into an int.",
        "There is one situation in which all is well: NumPy is there, and its major version is not "
        "higher. In every other one the same requirement is the answer.",
        "The requirement depends on `compiled_with` alone: its major version plus one, written "
        "behind `numpy<`.",
    ],
)


def reference(compiled_with: str, installed: str | None) -> str | None:
    wanted = int(compiled_with.partition(".")[0]) + 1
    fits = installed is not None and int(installed.partition(".")[0]) < wanted
    return None if fits else f"numpy<{wanted}"


def cases(rng: Rng) -> Iterator[Case]:
    one = rng.choice(["1.23.5", "1.24.4", "1.25.2"])
    two = rng.choice(["2.0.2", "2.2.6", "2.4.6"])
    yield case("compiled with NumPy 1, beside NumPy 2", "1.26.4", "2.0.0")
    yield case("compiled with NumPy 2, beside NumPy 1", "2.1.0", "1.26.4")
    yield case("the same major version, a newer one", one, "1.26.4")
    yield case("the same version", two, two)
    yield case("another NumPy 2 beside NumPy 1", one, two)
    yield case("two major versions ahead", one, f"3.{rng.size(0, 4)}.0")
    yield case("a major version of two digits", f"9.{rng.size(0, 4)}.0", "10.0.0")
    yield case("compiled with NumPy 1, none installed", one, None)
    yield case("compiled with NumPy 2, none installed", "2.1.0", None)


@mistake(
    "Every difference of major version counts as a misfit. It goes one way only: what was compiled "
    "with NumPy 2 also runs with NumPy 1."
)
def any_other_major(compiled_with: str, installed: str | None) -> str | None:
    major = int(compiled_with.split(".")[0])
    if installed is not None and int(installed.split(".")[0]) == major:
        return None
    return f"numpy<{major + 1}"


@mistake(
    "Every newer NumPy counts as a misfit. Within one major version the newer one fits: 1.26 runs "
    "what was compiled with 1.23."
)
def any_newer_version(compiled_with: str, installed: str | None) -> str | None:
    major = int(compiled_with.split(".")[0])
    if installed is not None and installed <= compiled_with:
        return None
    return f"numpy<{major + 1}"


@mistake(
    "The requirement is `numpy<2` even for a torch that was compiled with NumPy 2. The next major "
    "version depends on `compiled_with`."
)
def always_below_two(compiled_with: str, installed: str | None) -> str | None:
    major = int(compiled_with.split(".")[0])
    if installed is not None and int(installed.split(".")[0]) <= major:
        return None
    return "numpy<2"


@mistake(
    "Where NumPy is missing, this installs whatever is newest. Beside a torch that was compiled "
    "with NumPy 1, that is the very misfit which you want to avoid."
)
def plain_numpy(compiled_with: str, installed: str | None) -> str | None:
    if installed is None:
        return "numpy"
    major = int(compiled_with.split(".")[0])
    return None if int(installed.split(".")[0]) <= major else f"numpy<{major + 1}"


@mistake(
    "`None` stands for a missing NumPy, and `None` cannot be split. Ask for it before you look at "
    "the version."
)
def missing_is_an_error(compiled_with: str, installed: str | None) -> str | None:
    major = int(compiled_with.split(".")[0])
    if int(installed.split(".")[0]) <= major:  # type: ignore[union-attr]
        return None
    return f"numpy<{major + 1}"


@mistake(
    "The requirement is made from the installed version. Two major versions ahead, that still lets "
    "in a NumPy which is too new: it depends on `compiled_with`."
)
def below_the_installed_one(compiled_with: str, installed: str | None) -> str | None:
    major = int(compiled_with.split(".")[0])
    if installed is None:
        return f"numpy<{major + 1}"
    there = int(installed.split(".")[0])
    return None if there <= major else f"numpy<{there}"


@mistake(
    'The major versions are compared as texts, and as a text `"10"` comes before `"9"`. Turn both '
    "into ints first."
)
def majors_as_texts(compiled_with: str, installed: str | None) -> str | None:
    major = compiled_with.split(".")[0]
    if installed is not None and installed.split(".")[0] <= major:
        return None
    return f"numpy<{int(major) + 1}"


@mistake(
    "What is installed stands behind `numpy<`, all of it. That only keeps NumPy below the version "
    "that is there, and an older one may be as far ahead of torch: the requirement depends on "
    "`compiled_with`, and names the next major version alone."
)
def below_the_whole_version(compiled_with: str, installed: str | None) -> str | None:
    major = int(compiled_with.split(".")[0])
    if installed is None:
        return f"numpy<{major + 1}"
    return None if int(installed.split(".")[0]) <= major else f"numpy<{installed}"


@mistake(
    "The requirement is one above the installed version, and so lets in the very NumPy that does "
    "not fit. It depends on `compiled_with`: one above the major version that torch knows."
)
def above_the_installed_one(compiled_with: str, installed: str | None) -> str | None:
    major = int(compiled_with.split(".")[0])
    if installed is None:
        return f"numpy<{major + 1}"
    there = int(installed.split(".")[0])
    return None if there <= major else f"numpy<{there + 1}"
