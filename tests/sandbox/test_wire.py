"""Messages: what is packed is read again, and whatever else arrives is refused in words."""

from __future__ import annotations

import json
import os
import threading
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.sandbox.wire import Messages, WireError, pack, parsed, write_all

LONGEST = 2**16
numbers = st.integers() | st.floats(allow_nan=False, allow_infinity=False)
json_values = st.recursive(
    st.none() | st.booleans() | numbers | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)
messages = json_values.filter(lambda value: value is not None)


def fed(*pieces: bytes, longest: int = LONGEST) -> list[Any]:
    """Feed pieces, and take out every message as soon as it is there."""
    reader, found = Messages(longest), []
    for piece in pieces:
        reader.feed(piece)
        while (message := reader.next()) is not None:
            found.append(message)
    return found


@given(st.lists(messages, max_size=4), st.lists(st.integers(0, 200), max_size=6))
def test_messages_are_read_however_they_arrive_in_pieces(sent: list[Any], cuts: list[int]) -> None:
    data = b"".join(map(pack, sent))
    edges = sorted({0, len(data), *(min(cut, len(data)) for cut in cuts)})
    pieces = [data[a:b] for a, b in pairwise(edges)]
    assert fed(*pieces) == sent


@given(messages, st.integers(1, 50))
def test_a_message_that_is_cut_off_is_none(sent: Any, lost: int) -> None:
    data = pack(sent)
    assert fed(data[: max(0, len(data) - lost)]) == []


@given(st.binary(max_size=200))
def test_any_bytes_are_messages_or_refused(data: bytes) -> None:
    try:
        found = fed(data)
    except WireError:
        return
    assert all(message is not None for message in found)


@given(st.binary(max_size=100))
def test_any_bytes_of_the_right_length_are_json_or_refused(data: bytes) -> None:
    try:
        expected = [json.loads(data)]
    except (ValueError, RecursionError):
        expected = []
    try:
        found = fed(len(data).to_bytes(4, "big") + data)
    except WireError:
        found = []
    assert found == [value for value in expected if value is not None and value == value]


def test_a_message_that_is_too_long_is_refused_before_it_has_arrived() -> None:
    with pytest.raises(WireError, match="65537 bytes is longer than 65536"):
        fed((LONGEST + 1).to_bytes(4, "big"))
    assert fed(LONGEST.to_bytes(4, "big")) == []


@pytest.mark.parametrize(
    "data",
    [
        b"NaN",
        b"[Infinity]",
        b'{"points": -Infinity}',
        b"[" * 100_000,
        b'{"a":' * 50_000,
        b"\xff\xfe",
        b'"\xc3',
        b"",
        b"1 2",
        b"{'a': 1}",
        b"9" * 5000,
    ],
    ids=lambda data: repr(data[:12]),
)
def test_what_no_honest_process_writes_is_refused(data: bytes) -> None:
    with pytest.raises(WireError, match="this is no message"):
        parsed(data)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), [float("-inf")]])
def test_numbers_that_json_lacks_are_not_packed(value: Any) -> None:
    with pytest.raises(ValueError, match="JSON compliant"):
        pack(value)


def test_half_of_a_surrogate_pair_survives() -> None:
    assert parsed(pack("\ud800")[4:]) == "\ud800"


def test_all_is_written_to_a_pipe_that_is_read_slowly() -> None:
    ours, theirs = os.pipe()
    data = os.urandom(2**20)
    writer = threading.Thread(target=write_all, args=(theirs, data))
    writer.start()
    found = b""
    while len(found) < len(data):
        found += os.read(ours, 10_000)
    writer.join()
    os.close(ours)
    assert found == data
    with pytest.raises(OSError, match="Broken pipe"):
        write_all(theirs, b"x")
    os.close(theirs)
