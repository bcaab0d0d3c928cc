"""### In which order?

A graph comes as a list `parents`: `parents[i]` holds the numbers of the nodes that node `i` is
computed from. Leaves have an empty list. A node may use another one twice, as in `a * a`; the
numbers tell nothing about the order.

Write `order_of_steps(parents, result)`, which returns the list of the nodes that are needed for
the node `result`, itself included, in an order in which they can be computed: each node after all
of its parents. Nodes that `result` doesn't need are left out. At every place of the list, where
several nodes could come next, take the one with the **smallest number** of them all, so that there
is one right answer.

```python
>>> order_of_steps([[2, 3], [], [], [2]], 0)
[2, 3, 0]
```

Node 0 needs 2 and 3, and 3 needs 2. Node 1 isn't needed.

```python
>>> order_of_steps([[2], [], [], [0, 1]], 3)
[1, 2, 0, 3]
>>> order_of_steps([[1], [], [], [0, 2]], 3)
[1, 0, 2, 3]
```

In the last one, 1 makes 0 ready, and 0 goes before 2, which has been ready all along.
"""

from collections.abc import Iterator

from course.build.author import Case, Exercise, Rng, case, mistake


def order_of_steps(parents: list[list[int]], result: int) -> list[int]:
    """List the nodes that result needs, each after its parents, smallest number first."""
    ### BEGIN SOLUTION
    needed, waiting = set(), [result]
    while waiting:
        node = waiting.pop()
        if node not in needed:
            needed.add(node)
            waiting.extend(parents[node])
    order = []
    while needed:
        ready = [node for node in needed if all(p in order for p in parents[node])]
        order.append(min(ready))
        needed.remove(order[-1])
    return order
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["A9"],
    points=2,
    hints=[
        "Two questions, one after the other. Which nodes are needed? And then: which of them come "
        "next?",
        "Needed is `result`, and with each needed node all of its parents. Keep a set of the nodes "
        "you have seen, and a list of those still to be looked at.",
        "Ready is a needed node whose parents all stand in the order already. Append the smallest "
        "ready one, and begin again from the smallest number, until none is left.",
    ],
)


def reference(parents: list[list[int]], result: int) -> list[int]:
    return _ordered(parents, _needed(parents, result))


def _needed(parents: list[list[int]], result: int) -> set[int]:
    found = {result}
    for _ in parents:
        found |= {p for node in found for p in parents[node]}
    return found


def _ordered(parents: list[list[int]], nodes: set[int]) -> list[int]:
    order: list[int] = []
    left = sorted(nodes)
    while left:
        node = next(n for n in left if set(parents[n]) <= set(order))
        order.append(node)
        left.remove(node)
    return order


def cases(rng: Rng) -> Iterator[Case]:
    yield case("three of four nodes are needed", [[2, 3], [], [], [2]], 0)
    yield case("a leaf", [[], [0], []], 2)
    yield case("a chain that is numbered backwards", [[1], [2], [3], []], 0)
    yield case("a chain that is numbered forwards", [[], [0], [1], [2]], 3)
    yield case("a node that is used twice by one", [[2, 2], [0], []], 1)
    diamond = [[1, 2], [3], [3], []]
    yield case("two ways from one leaf to the result", diamond, 0)
    yield case("one way is longer than the other", [[4, 1], [2], [3], [4], []], 0)
    yield case("the smaller of two ready ones first", [[], [5], [0, 1], [2, 4], [], []], 3)
    for size in (6, 8, 10):
        parents, last = _random_graph(rng, size)
        yield case(f"a random graph of {size} nodes", parents, last)
    parents, last = _random_graph(rng, 9)
    yield case("a random graph, and a result in its middle", parents, rng.below(9))
    yield case("a smaller one becomes ready while another waits", [[1], [], [], [0, 2]], 3)
    waits = [[5], [], [], [], [], [], [], [0, 6]]
    yield case("a smaller one becomes ready, among eight", waits, 7)
    yield case("two leaves that make two others ready", [[], [], [1], [0], [2, 3]], 4)
    yield case("a chain and a leaf that waits", [[], [0], [], [1, 2]], 3)
    for size in (7, 9):
        parents, last = _many_leaves(rng, size)
        yield case(f"a random graph of {size} nodes with many leaves", parents, last)


def _random_graph(rng: Rng, size: int) -> tuple[list[list[int]], int]:
    names = rng.permutation(size)
    parents: list[list[int]] = [[] for _ in range(size)]
    for place in range(2, size):
        parents[names[place]] = [names[rng.below(place)], names[place - 1 - rng.below(2)]]
    return parents, names[-1]


def _many_leaves(rng: Rng, size: int) -> tuple[list[list[int]], int]:
    """Draw a graph in which many nodes are ready at once, and all are needed."""
    names = rng.permutation(size)
    parents: list[list[int]] = [[] for _ in range(size)]
    for place in range(size // 2, size - 1):
        parents[names[place]] = [names[rng.below(place)]]
    used = {p for own in parents for p in own}
    parents[names[-1]] = sorted(set(names[:-1]) - used)
    return parents, names[-1]


@mistake(
    "This is the order in which `backward` would go: the result first. Asked for is the order of "
    "computing, in which each node comes after its parents."
)
def backwards(parents: list[list[int]], result: int) -> list[int]:
    return reference(parents, result)[::-1]


@mistake(
    "All nodes are listed. Those that the result doesn't need cost time, and in a backward pass "
    "no gradient would reach them."
)
def all_nodes(parents: list[list[int]], result: int) -> list[int]:
    return _ordered(parents, set(range(len(parents))))


@mistake(
    "The needed nodes are sorted by number. The numbers tell nothing about the order: a node may "
    "have parents with greater numbers."
)
def sorted_by_number(parents: list[list[int]], result: int) -> list[int]:
    return sorted(_needed(parents, result))


@mistake(
    "A node that is used more than once is listed more than once. It is computed once, and then "
    "it is there. Remember which nodes you have seen."
)
def seen_again(parents: list[list[int]], result: int) -> list[int]:
    order: list[int] = []
    for parent in parents[result]:
        order += seen_again(parents, parent)
    return [*order, result]


@mistake(
    "Each node comes after its parents, as it should; but where several could come next, it isn't "
    "always the one with the smallest number. This is the order of going into the depth, parent by "
    "parent."
)
def depth_first(parents: list[list[int]], result: int) -> list[int]:
    order: list[int] = []

    def visit(node: int) -> None:
        if node not in order:
            for parent in parents[node]:
                visit(parent)
            order.append(node)

    visit(result)
    return order


@mistake(
    "Each node comes after its parents, as it should; but all that were ready at one time come "
    "together. After each single node, look again: it may have made a smaller number ready."
)
def level_by_level(parents: list[list[int]], result: int) -> list[int]:
    left, order = _needed(parents, result), []
    while left:
        ready = sorted(n for n in left if not left & set(parents[n]))
        order += ready
        left -= set(ready)
    return order


@mistake(
    "Each node comes after its parents, as it should; but after each one the search went on with "
    "greater numbers. A smaller one may be ready by now: begin again from the smallest."
)
def upwards_only(parents: list[list[int]], result: int) -> list[int]:
    needed, order = sorted(_needed(parents, result)), []
    while len(order) < len(needed):
        for node in needed:
            if node not in order and set(parents[node]) <= set(order):
                order.append(node)
    return order


@mistake(
    "Each node comes after its parents, as it should; but they come in the order in which they "
    "became ready. Of those that wait, the smallest number goes first, however long it has waited."
)
def first_come(parents: list[list[int]], result: int) -> list[int]:
    left = sorted(_needed(parents, result))
    waiting, order = [n for n in left if not parents[n]], []
    while waiting:
        order.append(waiting.pop(0))
        seen = {*order, *waiting}
        waiting += [n for n in left if n not in seen and set(parents[n]) <= set(order)]
    return order
