"""What keeps an attack from doing harm where it isn't sandboxed."""

from __future__ import annotations

PORT = 45_871
"""The port of this machine that attacks on the network try to reach; a test may listen there."""

SANDBOXED = """\
import ctypes, os, sys

def sandboxed():
    if sys.platform != "linux" or ctypes.CDLL(None).prctl(39, 0, 0, 0, 0) != 1:
        return False
    try:
        return sum(name.isdigit() for name in os.listdir("/proc")) < 20
    except OSError:
        return True
"""
"""Tells whether the process may gain no privileges (PR_GET_NO_NEW_PRIVS of prctl(2)) and sees few
others: what could hurt the machine is only tried then."""
