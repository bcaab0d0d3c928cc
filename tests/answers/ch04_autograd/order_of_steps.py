"""Other right and wrong answers to `order_of_steps`."""

import heapq
from graphlib import TopologicalSorter


def _needed(parents, result):
    seen, stack = set(), [result]
    while stack:
        node = stack.pop()
        if node not in seen:
            seen.add(node)
            stack += parents[node]
    return seen


def with_a_heap(parents, result):
    needed = _needed(parents, result)
    missing = {node: len(set(parents[node])) for node in needed}
    children = {node: {c for c in needed if node in parents[c]} for node in needed}
    heap, order = [n for n in needed if not missing[n]], []
    heapq.heapify(heap)
    while heap:
        node = heapq.heappop(heap)
        order.append(node)
        for child in children[node]:
            missing[child] -= 1
            if not missing[child]:
                heapq.heappush(heap, child)
    return order


def recursive_then_scanned(parents, result):
    def needs(node):
        return {node}.union(*(needs(p) for p in parents[node]))

    left, order = needs(result), []
    while left:
        for node in sorted(left):
            if not left & set(parents[node]):
                order.append(node)
                left.discard(node)
                break
    return order


def by_graphlib(parents, result):
    needed = _needed(parents, result)
    return list(TopologicalSorter({n: parents[n] for n in needed}).static_order())


def breadth_first(parents, result):
    order, waiting = [], [result]
    while waiting:
        node = waiting.pop(0)
        if node not in order:
            order.append(node)
            waiting += parents[node]
    return order[::-1]


def greatest_first(parents, result):
    left, order = _needed(parents, result), []
    while left:
        order.append(max(n for n in left if not left & set(parents[n])))
        left.discard(order[-1])
    return order


def sweep(parents, result):
    needed, order = _needed(parents, result), []
    while len(order) < len(needed):
        for node in sorted(needed):
            if node not in order and all(p in order for p in parents[node]):
                order.append(node)
    return order


def without_result(parents, result):
    return with_a_heap(parents, result)[:-1]


def as_set(parents, result):
    return _needed(parents, result)


def by_depth_and_number(parents, result):
    def depth(node):
        return 1 + max(map(depth, parents[node]), default=0)

    return sorted(_needed(parents, result), key=lambda node: (depth(node), node))


def queue_by_waiting_parents(parents, result):
    needed = _needed(parents, result)
    missing = {node: len(set(parents[node])) for node in needed}
    queue, order = sorted(n for n in needed if not missing[n]), []
    while queue:
        order.append(queue.pop(0))
        for child in sorted(needed):
            if order[-1] in parents[child]:
                missing[child] -= 1
                if not missing[child]:
                    queue.append(child)
    return order


RIGHT = [with_a_heap, recursive_then_scanned]
WRONG = [
    by_graphlib,
    breadth_first,
    greatest_first,
    sweep,
    without_result,
    as_set,
    by_depth_and_number,
    queue_by_waiting_parents,
]
