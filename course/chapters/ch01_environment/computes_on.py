"""### Where will this build compute?

You have a version such as `"2.0.0+cu117"` and the driver's ceiling from `nvidia-smi`. Together
they say where PyTorch will compute.

Write `computes_on(version, ceiling)`. The tag behind the `+` is `cpu`, or `cu` and digits. The last
digit is the minor release: `cu117` is CUDA 11.7, and the old `cu92` is CUDA 9.2. `ceiling` is a
tuple such as `(12, 1)`, one day perhaps `(12, 10)`, or `None` where there is no NVIDIA driver.
Return one of three strings:

- `"cpu"`: the build is for the CPU, or there is no driver, or the build's major release is higher
  than the driver's;
- `"gpu with limits"`: the major releases are equal, and the build's minor release is higher;
- `"gpu"`: anything else.

```python
>>> computes_on("2.0.0+cu117", (12, 1))
'gpu'
>>> computes_on("2.7.0+cu128", (12, 1))
'gpu with limits'
>>> computes_on("2.0.0+cpu", (12, 1))
'cpu'
```
"""

from collections.abc import Iterator

from course.build.author import Case, Exercise, Rng, case, mistake


def computes_on(version: str, ceiling: tuple[int, int] | None) -> str:
    """Tell where a build of PyTorch computes, beside a driver with this ceiling."""
    ### BEGIN SOLUTION
    tag = version.partition("+")[2]
    if tag == "cpu" or ceiling is None:
        return "cpu"
    major, minor = int(tag[2:-1]), int(tag[-1])
    if major > ceiling[0]:
        return "cpu"
    if major == ceiling[0] and minor > ceiling[1]:
        return "gpu with limits"
    return "gpu"
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["E4"],
    points={"basic": 2, "edge": 1},
    hints=[
        'Get the tag first: `"2.0.0+cu117".partition("+")` gives three strings. Then deal with the '
        "two situations in which there is nothing to compare.",
        'In `"cu117"`, `tag[-1]` is `"7"` and `tag[2:-1]` is `"11"`. Both become ints.',
        "Compare the major releases first. Only where they are equal does the minor release "
        "matter: CUDA 11.8 is older than 12.1, although 8 is more than 1.",
    ],
)


def reference(version: str, ceiling: tuple[int, int] | None) -> str:
    digits = version.rpartition("cu")[2]
    if not digits.isdigit() or ceiling is None:
        return "cpu"
    build = divmod(int(digits), 10)
    if build <= tuple(ceiling):
        return "gpu"
    return "gpu with limits" if build[0] == ceiling[0] else "cpu"


def cases(rng: Rng) -> Iterator[Case]:
    yield case("the machine of this chapter", "2.0.0+cu117", (12, 1))
    yield case("a CPU build beside a GPU", f"2.{rng.size(0, 13)}.0+cpu", (12, 1))
    yield case("a build of a newer major release", "2.13.0+cu130", (12, rng.size(1, 9)))
    yield case("an equal release", "2.4.0+cu121", (12, 1))
    yield case("a build of the same major release, a newer minor one", "2.7.0+cu128", (12, 1))
    older = rng.choice(["2.1.0+cu118", "2.3.1+cu118", "1.13.1+cu116"])
    yield case("an older major release with a higher minor one", older, (12, 1))
    build, ceiling = rng.choice([("2.6.0+cu126", (12, 4)), ("2.5.1+cu124", (12, 2))])
    yield case("another driver with a lower minor release", build, ceiling)
    yield case("a new driver", rng.choice(["2.6.0+cu126", "2.9.1+cu128"]), (13, 0))
    minor = rng.size(10, 12)
    yield case("an old build of one-digit CUDA", "1.7.1+cu92", (12, 1), group="edge")
    yield case("a ceiling of 12.10 or more", "2.7.0+cu128", (12, minor), group="edge")
    newer = ("2.13.0+cu130", (12, minor))
    yield case("a ceiling of 12.10 or more, a build for CUDA 13", *newer, group="edge")
    yield case("a CUDA build without a driver", "2.13.0+cu130", None, group="edge")
    yield case("a CPU build without a driver", "2.13.0+cpu", None, group="edge")


@mistake(
    "A build with a higher minor release is sent to the CPU. Since CUDA 11 a driver runs every "
    "build of its own major release, if with limits."
)
def strict_ceiling(version: str, ceiling: tuple[int, int] | None) -> str:
    tag = version.partition("+")[2]
    if tag == "cpu" or ceiling is None:
        return "cpu"
    return "gpu" if (int(tag[2:-1]), int(tag[-1])) <= tuple(ceiling) else "cpu"


@mistake(
    "The minor releases are compared although the major ones differ. CUDA 11.8 is older than "
    "12.1: where the major releases differ, the minor ones say nothing."
)
def parts_compared_apart(version: str, ceiling: tuple[int, int] | None) -> str:
    tag = version.partition("+")[2]
    if tag == "cpu" or ceiling is None:
        return "cpu"
    major, minor = int(tag[2:-1]), int(tag[-1])
    if major > ceiling[0]:
        return "cpu"
    return "gpu with limits" if minor > ceiling[1] else "gpu"


@mistake(
    "Any build that is newer than the ceiling counts as running with limits. That holds only "
    "within one major release: a driver for CUDA 12 runs no build for CUDA 13."
)
def newer_major_with_limits(version: str, ceiling: tuple[int, int] | None) -> str:
    tag = version.partition("+")[2]
    if tag == "cpu" or ceiling is None:
        return "cpu"
    return "gpu" if (int(tag[2:-1]), int(tag[-1])) <= tuple(ceiling) else "gpu with limits"


@mistake(
    "The tag `cpu` is read like a CUDA tag, and it holds no number. Deal with it before you turn "
    "anything into an int."
)
def cpu_tag_as_number(version: str, ceiling: tuple[int, int] | None) -> str:
    if ceiling is None:
        return "cpu"
    tag = version.partition("+")[2]
    major, minor = int(tag[2:-1]), int(tag[-1])
    if major > ceiling[0]:
        return "cpu"
    return "gpu with limits" if major == ceiling[0] and minor > ceiling[1] else "gpu"


@mistake(
    "Without a driver the ceiling is `None`, and `None` has no parts to compare. A CUDA build "
    "without a driver computes on the CPU."
)
def no_driver_is_an_error(version: str, ceiling: tuple[int, int] | None) -> str:
    tag = version.partition("+")[2]
    if tag == "cpu":
        return "cpu"
    major, minor = int(tag[2:-1]), int(tag[-1])
    if major > ceiling[0]:  # type: ignore[index]
        return "cpu"
    if major == ceiling[0] and minor > ceiling[1]:  # type: ignore[index]
        return "gpu with limits"
    return "gpu"


@mistake(
    "The first two digits are taken for the major release. An old build such as `cu92` has only "
    "one there: what is certain is that the last digit is the minor release."
)
def two_digits_for_the_major(version: str, ceiling: tuple[int, int] | None) -> str:
    tag = version.partition("+")[2]
    if tag == "cpu" or ceiling is None:
        return "cpu"
    major, minor = int(tag[2:4]), int(tag[4:])
    if major > ceiling[0]:
        return "cpu"
    return "gpu with limits" if major == ceiling[0] and minor > ceiling[1] else "gpu"


@mistake(
    "The releases are compared as floats, and for a float 12.10 is 12.1, less than 12.8. Compare "
    "the two parts as ints, the major one first."
)
def as_floats(version: str, ceiling: tuple[int, int] | None) -> str:
    tag = version.partition("+")[2]
    if tag == "cpu" or ceiling is None:
        return "cpu"
    if float(f"{tag[2:-1]}.{tag[-1]}") <= float(f"{ceiling[0]}.{ceiling[1]}"):
        return "gpu"
    return "gpu with limits" if int(tag[2:-1]) == ceiling[0] else "cpu"


@mistake(
    "Neither the tag `cpu` nor a missing driver is asked for, and then nothing can be compared: "
    "`cpu` holds no number, and `None` has no parts. Deal with both before anything becomes an int."
)
def neither_is_asked_for(version: str, ceiling: tuple[int, int] | None) -> str:
    tag = version.partition("+")[2]
    major, minor = int(tag[2:-1]), int(tag[-1])
    if major > ceiling[0]:  # type: ignore[index]
        return "cpu"
    if major == ceiling[0] and minor > ceiling[1]:  # type: ignore[index]
        return "gpu with limits"
    return "gpu"
