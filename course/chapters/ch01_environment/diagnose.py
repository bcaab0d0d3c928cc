"""### Build it: a doctor of your own

Write `diagnose(machine)`, which returns the list of everything that is to be mended. `machine` is a
dict with these keys:

| key | value |
|---|---|
| `"executable"`, `"environment"` | as in `in_environment` |
| `"torch"` | the version, `"2.0.0+cu117"`; the tag may be missing |
| `"ceiling"` | the driver's ceiling, `(12, 1)`; `None` without a driver |
| `"toolkit"` | the toolkit's release, `(11, 7)`; `None` without one |
| `"losses"` | the losses of the smoke test, a 1-d tensor of two or more |

The list holds those of these findings that are true, in this order:

1. `"wrong kernel"`: the Python does not lie in the environment.
2. `"cpu build beside a gpu"`: the tag is `cpu`, and there is a driver.
3. `"driver too old"`: the tag is `cu` and digits, there is a driver, and the build's major release
   is higher than the driver's.
4. `"does not learn"`: a loss is NaN or infinite, be it the last one or one on the way, or the last
   loss is not below the first. How high the losses between them climb does not matter.

A missing toolkit is nothing to mend. You may call the functions that you wrote above, once their
checks pass.

```python
>>> machine = {
...     "executable": "/usr/bin/python3", "environment": "/home/ada/.venv", "torch": "2.0.0+cu117",
...     "ceiling": (12, 1), "toolkit": None, "losses": torch.tensor([2.5, 0.5]),
... }
>>> diagnose(machine)
['wrong kernel']
```
"""

import math
from collections.abc import Iterator
from typing import Any

import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def diagnose(machine: dict) -> list[str]:
    """List what is to be mended on a machine."""
    ### BEGIN SOLUTION
    findings = []
    folder = machine["environment"].rstrip("/\\")
    if not machine["executable"].startswith((folder + "/", folder + "\\")):
        findings.append("wrong kernel")
    tag, ceiling = machine["torch"].partition("+")[2], machine["ceiling"]
    if tag == "cpu" and ceiling is not None:
        findings.append("cpu build beside a gpu")
    if tag.startswith("cu") and ceiling is not None and int(tag[2:-1]) > ceiling[0]:
        findings.append("driver too old")
    losses = machine["losses"]
    if not losses.isfinite().all() or losses[-1] >= losses[0]:
        findings.append("does not learn")
    return findings
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["E1", "E2", "E3", "E4", "E8"],
    points={"basic": 3, "edge": 2},
    hints=[
        "Begin with an empty list and write four ifs, one below the other. Each appends its "
        "finding; none of them ends the function.",
        "`in_environment` does the first. For the two about the build you need the tag, and you "
        "need to know whether `ceiling` is `None`; `computes_on` alone cannot tell the causes "
        "apart.",
        "`torch.isfinite(losses)` gives a bool for every loss, and `.all()` tells whether all of "
        "them are True. Ask this first: a comparison with NaN is always False.",
        "For the driver, only the major releases matter: `int(tag[2:-1])` of a tag that begins "
        "with `cu`, and the first number of the ceiling.",
    ],
)


def reference(machine: dict[str, Any]) -> list[str]:
    tag = machine["torch"].partition("+")[2]
    ceiling = machine["ceiling"]
    losses = machine["losses"].tolist()
    folder = machine["environment"].rstrip("/\\")
    rest = machine["executable"].removeprefix(folder)
    build = int(tag.removeprefix("cu")) // 10 if tag.removeprefix("cu").isdigit() else 0
    learned = all(map(math.isfinite, losses)) and losses[-1] < losses[0]
    true = {
        "wrong kernel": rest == machine["executable"] or rest[:1] not in ("/", "\\"),
        "cpu build beside a gpu": tag == "cpu" and ceiling is not None,
        "driver too old": ceiling is not None and build > ceiling[0],
        "does not learn": not learned,
    }
    return [finding for finding, is_true in true.items() if is_true]


_HEALTHY: dict[str, Any] = {
    "executable": "/home/ada/course/.venv/bin/python",
    "environment": "/home/ada/course/.venv",
    "torch": "2.0.0+cu117",
    "ceiling": (12, 1),
    "toolkit": (11, 7),
    "losses": torch.tensor([2.0, 0.5]),
}


def _machine(**changed: object) -> dict[str, Any]:
    return {**_HEALTHY, **changed}


def cases(rng: Rng) -> Iterator[Case]:
    falling = torch.cat([5 + rng.reals(1, low=0), rng.reals(rng.size(1, 2))])
    windows = {
        "executable": "C:\\course\\.venv\\Scripts\\python.exe",
        "environment": "C:\\course\\.venv",
    }
    yield case("a healthy machine", _machine())
    yield case("no toolkit", _machine(toolkit=None))
    yield case("the Python of the system", _machine(executable="/usr/bin/python3"))
    cpu = f"2.{rng.size(0, 13)}.0+cpu"
    yield case("a CPU build beside a GPU", _machine(torch=cpu, losses=falling))
    yield case("a driver that is too old", _machine(torch="2.13.0+cu130", ceiling=(12, 9)))
    yield case("a loss that rises", _machine(losses=falling.flip(0)))
    yield case(
        "two things at once",
        _machine(executable="/home/ada/course/.venv2/bin/python", torch=cpu, toolkit=None),
    )
    nan, inf = float("nan"), float("inf")
    yield case(
        "a laptop without a GPU",
        _machine(torch=cpu, ceiling=None, toolkit=None, losses=falling, **windows),
        group="edge",
    )
    yield case("a CUDA build without a driver", _machine(ceiling=None), group="edge")
    yield case("a newer minor release", _machine(torch="2.7.0+cu128", **windows), group="edge")
    yield case("a version without a tag", _machine(torch="2.13.0", ceiling=None), group="edge")
    yield case(
        "a loss that ends in NaN", _machine(losses=torch.tensor([2.0, 1.0, nan])), group="edge"
    )
    between = torch.tensor([2.0, inf, 1.0])
    yield case("an infinite loss on the way", _machine(losses=between), group="edge")
    between = torch.tensor([2.0, nan, 1.0])
    yield case("a NaN on the way", _machine(losses=between), group="edge")
    climbs = torch.tensor([2.0, 4.5, 2.5 + rng.number(0, 1)])
    yield case("a loss that rises, and falls back in part", _machine(losses=climbs), group="edge")
    level = torch.full((2 + rng.below(2),), rng.number(1, 3))
    yield case("a loss that stays as it was", _machine(losses=level), group="edge")
    bumpy = torch.tensor([2.0, 3.0 + rng.number(0, 2), 0.25])
    yield case("a loss that rises and then falls", _machine(losses=bumpy), group="edge")
    dip = torch.tensor([2.0, 1.0, 4.0])
    yield case(
        "everything at once",
        _machine(executable="/usr/bin/python3", torch="2.13.0+cu130", toolkit=None, losses=dip),
        group="edge",
    )


def _findings(machine: dict[str, Any], without: str = "") -> list[str]:
    return [finding for finding in reference(machine) if finding != without]


@mistake(
    "A missing toolkit is reported. PyTorch's wheels bring their own CUDA: `nvcc` is needed by "
    "those who compile, and its absence is nothing to mend."
)
def wants_a_toolkit(machine: dict[str, Any]) -> list[str]:
    return _findings(machine) + ([] if machine["toolkit"] else ["no toolkit"])


@mistake(
    "At most one finding comes back: after the first, nothing else is asked. A machine may have "
    "several: collect them all, so that nobody mends one thing and meets the next."
)
def stops_at_the_first(machine: dict[str, Any]) -> list[str]:
    return _findings(machine)[:1]


@mistake(
    "A CPU build is reported on a machine without a GPU, where it is the right one. It is a "
    "finding only where a driver, and so a GPU, is there."
)
def cpu_build_everywhere(machine: dict[str, Any]) -> list[str]:
    found = _findings(machine)
    if machine["torch"].endswith("+cpu") and machine["ceiling"] is None:
        found.insert(int("wrong kernel" in found), "cpu build beside a gpu")
    return found


@mistake(
    "A loss that is NaN or infinite is not found. Comparing the last loss with the first can't "
    "show it: every comparison with NaN is False. And `.any()` is content with one finite loss: "
    "ask whether all of them are."
)
def misses_nan(machine: dict[str, Any]) -> list[str]:
    losses = machine["losses"]
    found = _findings(machine, without="does not learn")
    return found + (["does not learn"] if losses[-1] >= losses[0] else [])


@mistake(
    "A driver is called too old when its minor release is lower. Within one major release it runs "
    "the build all the same, with limits: compare the major releases only."
)
def minor_release_counts(machine: dict[str, Any]) -> list[str]:
    tag, ceiling = machine["torch"].partition("+")[2], machine["ceiling"]
    found = _findings(machine)
    if tag[2:].isdigit() and ceiling and divmod(int(tag[2:]), 10) > tuple(ceiling):
        found = sorted({*found, "driver too old"}, key=list(_ORDER).index)
    return found


_ORDER = ("wrong kernel", "cpu build beside a gpu", "driver too old", "does not learn")


@mistake(
    "Infinite losses are found anywhere, NaN only at the end. A NaN on the way is as bad: ask for "
    "every loss whether it is finite."
)
def misses_nan_on_the_way(machine: dict[str, Any]) -> list[str]:
    losses = machine["losses"]
    bad = torch.isinf(losses).any() or not losses[-1] < losses[0]
    return _findings(machine, without="does not learn") + (["does not learn"] if bad else [])


@mistake(
    "The last loss is compared with the largest. A loss that climbs and then falls back in part is "
    "below its peak, and still not below where it began: compare with the first."
)
def below_the_peak(machine: dict[str, Any]) -> list[str]:
    losses = machine["losses"]
    good = torch.isfinite(losses).all() and losses[-1] < losses.max()
    return _findings(machine, without="does not learn") + ([] if good else ["does not learn"])


@mistake(
    "A loss that stays where it was passes as learning, and one that is NaN or infinite does too. "
    "Only a last loss below the first has learned something, and every comparison with NaN is "
    "False: before you compare, ask whether all losses are finite."
)
def looks_only_for_a_rise(machine: dict[str, Any]) -> list[str]:
    losses = machine["losses"]
    found = _findings(machine, without="does not learn")
    return found + (["does not learn"] if losses[-1] > losses[0] else [])


@mistake(
    "A loss that stays where it was passes as learning. The last loss has to be below the first: "
    "equal is not enough."
)
def level_is_good_enough(machine: dict[str, Any]) -> list[str]:
    losses = machine["losses"]
    good = torch.isfinite(losses).all() and losses[-1] <= losses[0]
    return _findings(machine, without="does not learn") + ([] if good else ["does not learn"])


@mistake(
    "The test of the losses is turned round: a machine that learns is reported, and one that "
    "doesn't is not. Is a `not` missing, or one too many?"
)
def learning_is_reported(machine: dict[str, Any]) -> list[str]:
    learns = "does not learn" not in reference(machine)
    found = _findings(machine, without="does not learn")
    return found + (["does not learn"] if learns else [])


@mistake(
    "Losses that are all finite are reported, though that is how they should be. A finding is that "
    "one of them is not."
)
def finite_is_reported(machine: dict[str, Any]) -> list[str]:
    losses = machine["losses"]
    bad = torch.isfinite(losses).all() or losses[-1] >= losses[0]
    return _findings(machine, without="does not learn") + (["does not learn"] if bad else [])


@mistake(
    "The test of the kernel is turned round: a Python that lies in the environment is reported, "
    "and one outside of it is not."
)
def right_kernel_is_reported(machine: dict[str, Any]) -> list[str]:
    wrong = "wrong kernel" in reference(machine)
    return ([] if wrong else ["wrong kernel"]) + _findings(machine, without="wrong kernel")


@mistake(
    "The first finding comes back as a string, and nothing else is asked. A list is wanted, even "
    "of one finding, because a machine may have several: begin with an empty list and append to it."
)
def first_as_a_string(machine: dict[str, Any]) -> str | list[str]:
    found = _findings(machine)
    return found[0] if found else found


@mistake(
    "Where nothing is to be mended, the result is None, as of a function that ends without "
    "`return`. A list is wanted then too, an empty one."
)
def nothing_is_none(machine: dict[str, Any]) -> list[str] | None:
    return _findings(machine) or None
