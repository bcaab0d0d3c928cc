"""Messages between processes: a length in four bytes, then JSON. Nothing is ever unpickled.

What is read may come from a process that ran a student's code.
"""

from __future__ import annotations

import json
import os
import struct
from typing import Any

_LENGTH = struct.Struct(">I")


class WireError(ValueError):
    """What was read is no message, or one that is too long."""


def pack(message: Any) -> bytes:
    """Write a message as bytes. Raises TypeError or ValueError for what JSON can't hold."""
    data = json.dumps(message, separators=(",", ":"), allow_nan=False).encode("utf-8")
    return _LENGTH.pack(len(data)) + data


def write_all(descriptor: int, data: bytes) -> None:
    """Write all of `data`. Raises OSError when the other end is gone."""
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


class Messages:
    """Puts messages together from pieces as they arrive, each of `longest` bytes at most."""

    def __init__(self, longest: int) -> None:
        self.longest = longest
        self._buffer = bytearray()

    def feed(self, data: bytes) -> None:
        """Take in what has arrived."""
        self._buffer += data

    def next(self) -> Any:
        """Give the next whole message, or None while there is none.

        Raises WireError for what is no message.
        """
        if len(self._buffer) < _LENGTH.size:
            return None
        (length,) = _LENGTH.unpack_from(self._buffer)
        if length > self.longest:
            raise WireError(f"a message of {length} bytes is longer than {self.longest}")
        end = _LENGTH.size + length
        if len(self._buffer) < end:
            return None
        data = bytes(self._buffer[_LENGTH.size : end])
        del self._buffer[:end]
        return parsed(data)


def parsed(data: bytes) -> Any:
    """Read one message. Raises WireError for bytes that `pack` can't have written."""
    try:
        return json.loads(data, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise WireError(f"this is no message: {type(error).__name__}") from error


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no JSON")
