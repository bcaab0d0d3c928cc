"""Ports of this machine on which a server can listen."""

from __future__ import annotations

import errno
import os
import socket
from collections.abc import Sequence

FIRST_PORT = 8888


def port_number(text: str) -> int:
    """A port from the command line. Raises ValueError, which argparse explains, if it is none."""
    if not 0 < int(text) < 2**16:
        raise ValueError(text)
    return int(text)


def free_port(first: int, tries: Sequence[int] = range(50)) -> int:
    """The first free port from `first` on; any free one when `tries` of them are taken."""
    for offset in tries:
        if first + offset < 2**16 and _is_free(first + offset):
            return first + offset
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _is_free(port: int) -> bool:
    """Whether a server can listen on `port` of this machine, for every address of localhost."""
    for family, address in ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")):
        try:
            probe = socket.socket(family)
        except OSError:
            continue
        with probe:
            if os.name != "nt":
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((address, port))
            except OSError as error:
                if family == socket.AF_INET or error.errno == errno.EADDRINUSE:
                    return False
    return True
