"""### Put the subjects in order

Write `study_order(needs)`. The dict `needs` has a key for every subject, and as its value the list
of subjects that must come before it. Return a list of all subjects, each after everything that it
needs.

Often several orders would do, so the choice is fixed: the next subject is always the **first by the
alphabet** of those that are ready. A subject is ready when all that it needs stands in the list
already. `needs` has no circles, and names no subject that is not a key.

```python
>>> needs = {"PyTorch": ["Python", "algebra"], "Python": [], "algebra": [], "projects": ["PyTorch"]}
>>> study_order(needs)
['Python', 'algebra', 'PyTorch', 'projects']
>>> study_order({"d": [], "b": [], "c": ["b"]})
['b', 'c', 'd']
```

Python's own order of strings is the alphabet here: capitals come before small letters.
"""

import heapq
from collections.abc import Iterator

from course.build.author import Case, Exercise, Rng, case, mistake


def study_order(needs: dict[str, list[str]]) -> list[str]:
    """Order the subjects so that each comes after what it needs."""
    ### BEGIN SOLUTION
    order: list[str] = []
    while len(order) < len(needs):
        ready = [
            subject
            for subject, before in needs.items()
            if subject not in order and all(other in order for other in before)
        ]
        order.append(min(ready))
    return order
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["E10"],
    points={"basic": 2, "edge": 1},
    hints=[
        "Do by hand what the code shall do: which subjects could you begin with today? Take the "
        "first by the alphabet. Which are ready now?",
        "Repeat as many times as there are subjects: collect all that are ready and not yet in the "
        "list, then append one. `min` of a list of strings is the first by the alphabet.",
        "`all(other in order for other in needs[subject])` tells whether a subject is ready. After "
        "each subject that you append, look again: a new one may be ready that comes first.",
    ],
)

_FIELD = {
    "Python": [],
    "calculus": [],
    "linear algebra": [],
    "tensors": ["Python", "linear algebra"],
    "autograd": ["tensors", "calculus"],
    "networks": ["autograd"],
    "projects": ["networks"],
}


def reference(needs: dict[str, list[str]]) -> list[str]:
    missing = {subject: set(before) for subject, before in needs.items()}
    ready = [subject for subject, before in missing.items() if not before]
    heapq.heapify(ready)
    order = []
    while ready:
        done = heapq.heappop(ready)
        order.append(done)
        for subject, before in missing.items():
            if done in before:
                before.remove(done)
                if not before:
                    heapq.heappush(ready, subject)
    return order


def _shuffled(rng: Rng, needs: dict[str, list[str]]) -> dict[str, list[str]]:
    names = list(needs)
    return {names[i]: needs[names[i]] for i in rng.permutation(len(names))}


def _invented(rng: Rng, count: int) -> dict[str, list[str]]:
    names = [f"{'abcdefghijkl'[i]}{rng.size(10, 99)}" for i in rng.permutation(count)]
    needs = {
        name: [names[j] for j in range(i) if rng.below(3) == 0] for i, name in enumerate(names)
    }
    return _shuffled(rng, needs)


def cases(rng: Rng) -> Iterator[Case]:
    yield case("two that are ready after one", {"a": ["b"], "b": [], "c": []})
    yield case("two subjects", {"models": ["algebra"], "algebra": []})
    yield case(
        "one that needs what comes later in the alphabet", {"autograd": ["tensors"], "tensors": []}
    )
    yield case("a subject that gets ready late", {"d": [], "b": [], "c": ["b"]})
    yield case("three in a chain", {"c": ["a"], "a": ["b"], "b": []})
    yield case("a part of this field", _shuffled(rng, _FIELD))
    yield case("nothing depends on anything", _shuffled(rng, {"torch": [], "numpy": [], "git": []}))
    yield case("no subject", {}, group="edge")
    yield case("a single subject", {"tensors": []}, group="edge")
    yield case("a larger field", _invented(rng, 7), group="edge")
    yield case("another field", _invented(rng, 9), group="edge")


@mistake(
    "The subjects are sorted by the alphabet and nothing else. What a subject needs may come after "
    "it in the alphabet: look at the lists."
)
def by_the_alphabet(needs: dict[str, list[str]]) -> list[str]:
    return sorted(needs)


@mistake(
    "All subjects that are ready are taken in one round. After the first of them another may have "
    "become ready that comes earlier in the alphabet: take one, then look again."
)
def in_rounds(needs: dict[str, list[str]]) -> list[str]:
    order: list[str] = []
    while len(order) < len(needs):
        order += sorted(
            subject
            for subject, before in needs.items()
            if subject not in order and all(other in order for other in before)
        )
    return order


@mistake(
    "Of the subjects that are ready, this takes the first in the dict. The order of the dict is "
    "only the order in which somebody wrote it down: the alphabet decides."
)
def as_written(needs: dict[str, list[str]]) -> list[str]:
    order: list[str] = []
    while len(order) < len(needs):
        for subject, before in needs.items():
            if subject not in order and all(other in order for other in before):
                order.append(subject)
                break
    return order


@mistake(
    "This goes through the subjects by the alphabet and puts before each what it needs. All needs "
    "are met, but a subject may come late that was ready long before."
)
def needs_first(needs: dict[str, list[str]]) -> list[str]:
    order: list[str] = []

    def visit(subject: str) -> None:
        for other in sorted(needs[subject]):
            visit(other)
        if subject not in order:
            order.append(subject)

    for subject in sorted(needs):
        visit(subject)
    return order


@mistake(
    "The order is turned round: each subject stands before what it needs. Projects come last, not "
    "first."
)
def turned_round(needs: dict[str, list[str]]) -> list[str]:
    return study_order(needs)[::-1]


@mistake(
    "This sweeps through the alphabet and goes on behind each subject that it takes. What has just "
    "become ready may come earlier in the alphabet: after each one, begin again at the front."
)
def sweeps_through_the_alphabet(needs: dict[str, list[str]]) -> list[str]:
    order: list[str] = []
    while len(order) < len(needs):
        for subject in sorted(needs):
            if subject not in order and all(other in order for other in needs[subject]):
                order.append(subject)
    return order


@mistake(
    "This sweeps through the dict in the order in which it was written, again and again. Whenever "
    "several subjects are ready, the first by the alphabet comes next."
)
def sweeps_through_the_dict(needs: dict[str, list[str]]) -> list[str]:
    order: list[str] = []
    while len(order) < len(needs):
        for subject, before in needs.items():
            if subject not in order and all(other in order for other in before):
                order.append(subject)
    return order


@mistake(
    "This goes through the subjects once. One that is not ready when its turn comes is left out "
    "for good: go on until all of them are in the list."
)
def a_single_pass(needs: dict[str, list[str]]) -> list[str]:
    order: list[str] = []
    for subject in sorted(needs):
        if all(other in order for other in needs[subject]):
            order.append(subject)
    return order


@mistake(
    "This is the order in which the dict was written, whatever the subjects need. A subject may "
    "stand there before what it needs: look at the lists."
)
def the_dict_as_it_is(needs: dict[str, list[str]]) -> list[str]:
    return list(needs)


@mistake(
    "The result is None. A function that ends without `return` gives None, and so do methods that "
    "change a list, such as `sort`, `append` and `remove`: call them first, then return the list. "
    "`sorted` is the one that gives a list."
)
def none_for_a_list(needs: dict[str, list[str]]) -> None:
    return None
