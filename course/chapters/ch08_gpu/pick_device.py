"""### Choose the device

A program should run on the laptop without a GPU and on the server with four. So it doesn't say
`"cuda"` in every other line: it chooses a device once, at the start.

Write `pick_device(counts, wish)`. The dict `counts` says how many devices of each kind there are,
such as `{"cuda": 2}`; a kind that isn't in it, or has 0, isn't there. `wish` is `None` or the name
that the user asked for, such as `"cuda"`, `"cuda:1"`, `"xpu"` or `"cpu"`.

- If the wished-for device is there, return it, whatever its kind. `"cuda:1"` needs at least two
  of its kind, since counting begins at 0. `"cpu"`, always without a number, is always there.
- Otherwise, and without a wish, return the best there is, without a number: `cuda`, else `mps`,
  else `cpu`. Any other kind is only for those who wish for it.

The result is a `torch.device`, which `torch.device("cuda:1")` makes from a name. A device knows its
kind as `.type`, and its number as `.index`, which is `None` where the name has none. It can be made
on any machine.

```python
>>> pick_device({"cuda": 2}, "cuda:1")
device(type='cuda', index=1)
>>> pick_device({"mps": 1}, "cuda")
device(type='mps')
>>> pick_device({}, None)
device(type='cpu')
```
"""

from collections.abc import Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def pick_device(counts: dict[str, int], wish: str | None) -> torch.device:
    """Give the wished-for device if it is there, or else the best there is."""
    ### BEGIN SOLUTION
    if wish is not None:
        wanted = torch.device(wish)
        if wanted.type == "cpu" or (wanted.index or 0) < counts.get(wanted.type, 0):
            return wanted
    kinds = [kind for kind in ("cuda", "mps") if counts.get(kind, 0) > 0]
    return torch.device(kinds[0] if kinds else "cpu")
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["G4"],
    points={"basic": 1, "edge": 1},
    hints=[
        "Deal with the wish first, and return at once where it can be met. What remains is the "
        "same with and without a wish.",
        "`counts.get(kind, 0)` is the number of devices of a kind, also where the dict doesn't "
        "name it.",
        "Device number n is there if n is less than the count. A name without a number asks for "
        "any one of its kind, as if the number were 0.",
    ],
)


def reference(counts: dict[str, int], wish: str | None) -> torch.device:
    there = ["cpu"]
    for kind, count in counts.items():
        there += [kind, *(f"{kind}:{number}" for number in range(count))] if count else []
    best = next(kind for kind in ("cuda", "mps", "cpu") if kind in there)
    return torch.device(wish if wish in there else best)


def cases(rng: Rng) -> Iterator[Case]:
    yield case("no wish, one GPU", {"cuda": 1}, None)
    yield case("no wish, nothing but a CPU", {}, None)
    yield case("no wish, a Mac", {"mps": 1}, None)
    yield case("no wish, both kinds", {"mps": 1, "cuda": 1}, None)
    yield case("a wish that can be met", {"cuda": 2}, "cuda")
    yield case("the second GPU of several", {"cuda": rng.size(2, 4)}, "cuda:1")
    yield case("a wish for cuda on a Mac", {"mps": 1}, "cuda")
    yield case("a wish for the CPU next to a GPU", {"cuda": 1, "mps": 0}, "cpu")
    yield case("a wish for mps next to both", {"cuda": 1, "mps": 1}, "mps")
    yield case("a wish for xpu, which is there", {"xpu": 1}, "xpu")
    yield case("no wish, and only an xpu", {"xpu": 1}, None)
    count = rng.size(1, 4)
    yield case("one more than there are", {"cuda": count}, f"cuda:{count}", group="edge")
    yield case("the last one", {"cuda": count}, f"cuda:{count - 1}", group="edge")
    twelve = {"cuda": 12}, "cuda:10"
    yield case("a number of two digits", *twelve, group="edge")
    yield case("a number of two digits that is too high", {"cuda": 2}, "cuda:10", group="edge")
    yield case("a second mps where there is one", {"mps": 1}, "mps:1", group="edge")
    yield case("too high for its kind", {"mps": 1, "cuda": 1}, "mps:3", group="edge")
    yield case("a kind of which there are 0", {"cuda": 0, "mps": 1}, "cuda:0", group="edge")
    yield case("no wish, 0 of every kind", {"cuda": 0, "mps": 0}, None, group="edge")
    yield case("a wish for a GPU, and no dict entry", {}, "cuda:1", group="edge")


def _best(counts: dict[str, int]) -> torch.device:
    return torch.device(next((k for k in ("cuda", "mps") if counts.get(k, 0)), "cpu"))


@mistake(
    "The name of a device is a string; a `torch.device` was asked for. Both work in `.to(...)`, "
    "but only the second has a `.type`."
)
def returns_a_name(counts: dict[str, int], wish: str | None) -> str:
    return str(reference(counts, wish))


@mistake(
    "The wish is granted without a look at what is there. On a machine without that device, the "
    "program would end with the first tensor."
)
def wishes_are_always_granted(counts: dict[str, int], wish: str | None) -> torch.device:
    return torch.device(wish) if wish else _best(counts)


@mistake(
    "`mps` is forgotten: where there is no cuda, the program goes to the CPU, and a Mac's GPU "
    "stands idle."
)
def cuda_or_nothing(counts: dict[str, int], wish: str | None) -> torch.device:
    wanted = torch.device(wish or "cuda")
    if wanted.type == "cpu" or (wanted.index or 0) < counts.get(wanted.type, 0):
        return wanted
    return torch.device("cuda" if counts.get("cuda", 0) else "cpu")


@mistake(
    "With n devices the numbers run from 0 to n - 1. You also accept number n, which isn't there."
)
def counted_from_one(counts: dict[str, int], wish: str | None) -> torch.device:
    if wish:
        wanted = torch.device(wish)
        count = counts.get(wanted.type, 0)
        if wanted.type == "cpu" or (count and (wanted.index or 0) <= count):
            return wanted
    return _best(counts)


@mistake(
    "A kind that stands in the dict counts as being there, although its number may be 0. Ask for "
    "the number."
)
def named_means_there(counts: dict[str, int], wish: str | None) -> torch.device:
    if wish:
        wanted = torch.device(wish)
        kind = wanted.type
        if kind == "cpu" or (kind in counts and (wanted.index or 0) < max(counts[kind], 1)):
            return wanted
    return torch.device(next((k for k in ("cuda", "mps") if k in counts), "cpu"))


@mistake(
    "A wish for any kind but cuda and mps isn't granted, although `counts` says that it is there. "
    "The order of kinds is for those who have no wish."
)
def only_known_kinds(counts: dict[str, int], wish: str | None) -> torch.device:
    wanted = torch.device(wish or _best(counts))
    known = wanted.type in ("cuda", "mps", "cpu")
    return reference(counts, wish) if known else _best(counts)


@mistake(
    "The wish isn't looked at. Somebody who asks for the CPU, or for the second GPU, has a reason."
)
def wishes_are_ignored(counts: dict[str, int], wish: str | None) -> torch.device:
    return _best(counts)
