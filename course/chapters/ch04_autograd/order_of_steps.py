"""### In which order?

A graph comes as a list `parents`: `parents[i]` holds the numbers of the nodes that node `i` is
computed from. Leaves have an empty list. A node may use another one twice, as in `a * a`; the
numbers tell nothing about the order.

Write `order_of_steps(parents, result)`, which returns the list of the nodes that are needed for
the node `result`, itself included, in an order in which they can be computed: each node after all
of its parents. Nodes that `result` doesn't need are left out. Where several nodes could come next,
take the one with the **smallest number**, so that there is one right answer.

```python
>>> order_of_steps([[2, 3], [], [], [2]], 0)
[2, 3, 0]
```

Node 0 needs 2 and 3, and 3 needs 2. Node 1 isn't needed.
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
        "ready one, again and again, until none is left.",
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


def _random_graph(rng: Rng, size: int) -> tuple[list[list[int]], int]:
    names = rng.permutation(size)
    parents: list[list[int]] = [[] for _ in range(size)]
    for place in range(2, size):
        parents[names[place]] = [names[rng.below(place)], names[place - 1 - rng.below(2)]]
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
    "always the one with the smallest number. You went into the depth, parent by parent."
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
