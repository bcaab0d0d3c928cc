"""Other right and wrong answers to `find_silent`."""

import torch


def by_padding(situations):
    words = []
    for a, b in situations:
        most = max(len(a), len(b))
        a = ((None, 1),) * (most - len(a)) + tuple(a)
        b = ((None, 1),) * (most - len(b)) + tuple(b)
        word = "right"
        for (x, m), (y, n) in zip(a, b, strict=True):
            if m != n and 1 not in (m, n):
                word = "raises"
                break
            if None not in (x, y) and x != y:
                word = "silent"
        words.append(word)
    return words


def by_trying(situations):
    words = []
    for a, b in situations:
        try:
            torch.zeros([n for _, n in a]) + torch.zeros([n for _, n in b])
        except RuntimeError:
            words.append("raises")
            continue
        wrong = 0
        for k in range(1, min(len(a), len(b)) + 1):
            wrong += bool(a[-k][0] and b[-k][0] and a[-k][0] != b[-k][0])
        words.append("silent" if wrong else "right")
    return tuple(words)


def last_axis_only(situations):
    return by_padding([(a[-1:], b[-1:]) for a, b in situations])


def last_word_wins(situations):
    words = []
    for a, b in situations:
        word = "right"
        for (x, m), (y, n) in zip(a[::-1], b[::-1], strict=False):
            if m != n and 1 not in (m, n):
                word = "raises"
            elif x and y and x != y:
                word = "silent"
        words.append(word)
    return words


def zero_stretches(situations):
    words = []
    for a, b in situations:
        pairs = list(zip(a[::-1], b[::-1], strict=False))
        if any(m != n and m > 1 and n > 1 for (_, m), (_, n) in pairs):
            words.append("raises")
        else:
            words.append(
                "silent" if any(x and y and x != y for (x, _), (y, _) in pairs) else "right"
            )
    return words


def same_set_of_names(situations):
    words = by_padding(situations)
    for i, (a, b) in enumerate(situations):
        if words[i] != "raises":
            names = {x for x, _ in b} - {None}
            words[i] = "right" if names <= {x for x, _ in a} else "silent"
    return words


def foremost_named_decides(situations):
    words = []
    for a, b in situations:
        word = "right"
        for (x, m), (y, n) in zip(a[::-1], b[::-1], strict=False):
            if m != n and 1 not in (m, n):
                word = "raises"
                break
            if x and y:
                word = "right" if x == y else "silent"
        words.append(word)
    return words


def last_named_decides(situations):
    words = by_padding(situations)
    for i, (a, b) in enumerate(situations):
        if words[i] == "silent":
            pairs = list(zip(a[::-1], b[::-1], strict=False))
            named = [x == y for (x, _), (y, _) in pairs if x and y]
            words[i] = "right" if named[0] else "silent"
    return words


def first_letters(situations):
    def short(axes):
        return tuple((name and name[0], length) for name, length in axes)

    return by_padding([(short(a), short(b)) for a, b in situations])


def one_word(situations):
    return by_padding(situations)[0]


RIGHT = [by_padding, by_trying]
WRONG = [
    last_axis_only,
    last_word_wins,
    zero_stretches,
    same_set_of_names,
    foremost_named_decides,
    last_named_decides,
    first_letters,
    one_word,
]
