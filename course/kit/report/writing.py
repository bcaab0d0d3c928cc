"""Values as text: nested ones on one line, the part that differs marked, long ones shortened."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from course.kit.report.blocks import FIRST, Marked, Piece
from course.kit.report.tensors import tensor_text
from course.kit.values.described import plain_text
from course.kit.values.seen import Seen, SeenItems, SeenMapping, SeenOther, SeenPlain, SeenTensor

LONGEST_LINE = 60
_MOST_ITEMS = 20
_MOST_CHARACTERS = 400
# How much of a long string is shown on either side of the place where it differs.
_AROUND = 24


def written(seen: Seen) -> str:
    """Write a value as it is typed in Python; a tensor by its values alone."""
    return marked(seen, "").text


def marked(seen: Seen, where: str) -> Marked:
    """Write a value with the part marked that a place such as `[1]['lowest']` leads to."""
    return _shortened(_pieces(seen, _steps(where), bool(where)))


def is_plain(seen: Seen) -> bool:
    """Tell whether a value holds no tensor, so that it can be read on one line."""
    match seen:
        case SeenPlain():
            return True
        case SeenItems():
            return all(map(is_plain, seen.items))
        case SeenMapping():
            return all(map(is_plain, (*seen.keys, *seen.values)))
    return False


def two_strings(left: str, right: str) -> tuple[Marked, Marked]:
    """Write two strings that differ, around the first character in which they do."""
    pairs = enumerate(zip(left, right, strict=False))
    shorter = min(len(left), len(right))
    place = next((i for i, (a, b) in pairs if a != b), shorter)
    return _around(left, place), _around(right, place)


def two_tuples(left: Sequence[object], right: Sequence[object]) -> tuple[Marked, Marked]:
    """Write two shapes or strides; of the same length, the first that differs is marked."""
    place = None
    if len(left) == len(right):
        pairs = enumerate(zip(left, right, strict=True))
        place = next((i for i, (a, b) in pairs if a != b), None)
    return _tuple(left, place), _tuple(right, place)


def _tuple(items: Sequence[object], place: int | None) -> Marked:
    pieces = [Piece("(")]
    for i, item in enumerate(items):
        pieces += [Piece(", ")] if i else []
        pieces.append(Piece(str(item), FIRST if i == place else ""))
    pieces.append(Piece(",)" if len(items) == 1 else ")"))
    return Marked.of(pieces)


def _around(text: str, place: int) -> Marked:
    start = max(0, place - _AROUND) if len(text) > LONGEST_LINE else 0
    end = place + _AROUND if len(text) > LONGEST_LINE else len(text)
    before, here, after = text[start:place], text[place : place + 1], text[place + 1 : end]
    left = ("…" if start else "") + repr(before)[:-1]
    right = repr(after)[1:] + ("…" if end < len(text) else "")
    return Marked.of([Piece(left), Piece(repr(here)[1:-1], FIRST), Piece(right)])


def _steps(where: str) -> tuple[str, ...]:
    return tuple(where.strip("[]").split("][")) if where else ()


def _pieces(seen: Seen, steps: tuple[str, ...], is_on_way: bool) -> list[Piece]:
    """Write a value; `is_on_way` says that the place to be marked lies in it."""
    mark = FIRST if is_on_way and not steps else ""
    match seen:
        case SeenTensor():
            return [Piece(tensor_text(seen))]
        case SeenPlain():
            return [Piece(plain_text(seen), mark)]
        case SeenItems():
            parts = [
                _pieces(item, steps[1:], is_on_way and steps[:1] == (str(i),))
                for i, item in enumerate(seen.items)
            ]
            if seen.kind == "list":
                return _joined("[", parts, "]")
            return _joined("(", parts, ",)" if len(parts) == 1 else ")")
        case SeenMapping():
            parts = []
            for key, value in zip(seen.keys, seen.values, strict=True):
                name = written(key)
                behind = _pieces(value, steps[1:], is_on_way and steps[:1] == (name,))
                parts.append([Piece(f"{name}: "), *behind])
            return _joined("{", parts, "}")
        case SeenOther():
            return [Piece(seen.text)]
    raise TypeError(seen)  # pragma: no cover


def _joined(start: str, parts: Sequence[list[Piece]], end: str) -> list[Piece]:
    """Put parts between brackets; where one has several lines, each begins on a line of its own."""
    rows = any("\n" in piece.text for part in parts for piece in part)
    line = "\n" + " " * len(start)
    pieces = [Piece(start)]
    for number, part in enumerate(parts[:_MOST_ITEMS]):
        pieces += [Piece("," + line if rows else ", ")] if number else []
        pieces += [replace(piece, text=piece.text.replace("\n", line)) for piece in part]
    if len(parts) > _MOST_ITEMS:
        pieces.append(Piece(", …"))
    return [*pieces, Piece(end)]


def _shortened(pieces: Sequence[Piece]) -> Marked:
    return Marked.of(_within(pieces, _MOST_CHARACTERS))


def _within(pieces: Sequence[Piece], most: int) -> Iterator[Piece]:
    for piece in pieces:
        if len(piece.text) > most:
            yield Piece(piece.text[:most] + "…", piece.mark)
            return
        most -= len(piece.text)
        yield piece
