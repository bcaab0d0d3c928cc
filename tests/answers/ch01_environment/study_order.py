import bisect
import graphlib


def crossing_off(needs):
    left = {subject: set(before) for subject, before in needs.items()}
    order = []
    for _ in needs:
        ready = sorted(subject for subject, before in left.items() if not before)
        order.append(ready[0])
        del left[ready[0]]
        for before in left.values():
            before.discard(ready[0])
    return order


def over_and_over_again(needs):
    order = []
    while len(order) < len(needs):
        for subject in sorted(needs):
            if subject not in order and set(needs[subject]) <= set(order):
                order.append(subject)
                break
    return order


def with_graphlib(needs):
    sorter = graphlib.TopologicalSorter(needs)
    sorter.prepare()
    ready, order = sorted(sorter.get_ready()), []
    while ready:
        order.append(ready.pop(0))
        sorter.done(order[-1])
        for subject in sorter.get_ready():
            bisect.insort(ready, subject)
    return order


def any_order_that_works(needs):
    return list(graphlib.TopologicalSorter(needs).static_order())


def fewest_needs_first(needs):
    return sorted(needs, key=lambda subject: (len(needs[subject]), subject))


def last_by_the_alphabet(needs):
    order = []
    while len(order) < len(needs):
        ready = [s for s in needs if s not in order and set(needs[s]) <= set(order)]
        order.append(max(ready))
    return order


def one_pass(needs):
    order = []
    for subject in sorted(needs):
        if set(needs[subject]) <= set(order):
            order.append(subject)
    return order


def any_need_is_enough(needs):
    order = []
    while len(order) < len(needs):
        ready = [
            s
            for s in needs
            if s not in order and (not needs[s] or any(other in order for other in needs[s]))
        ]
        order.append(min(ready))
    return order


def adds_rounds_of_passes(needs):
    order = []
    while len(order) < len(needs):
        for subject in sorted(needs):
            if subject not in order and set(needs[subject]) <= set(order):
                order.append(subject)
    return order


RIGHT = [crossing_off, over_and_over_again, with_graphlib]
WRONG = [
    any_order_that_works,
    fewest_needs_first,
    last_by_the_alphabet,
    one_pass,
    any_need_is_enough,
    adds_rounds_of_passes,
]
