"""Confining one submission's process, from inside the warm process's sandbox.

First half: namespaces of its own and a scratch folder, by a process that still may. Second half,
after one more fork: limits, no privileges, no dangerous system calls, for good. Sources:
namespaces(7), user_namespaces(7), capabilities(7), getrlimit(2), and Linux's uapi headers.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import signal
import struct
import sys
from pathlib import Path

from autograder.sandbox.job import Limits
from autograder.sandbox.seccomp import refuse_system_calls

SCRATCH = "/scratch"
TEMPORARY = SCRATCH + "/tmp"

_NEW_MOUNTS, _NEW_UTS, _NEW_IPC = 0x00020000, 0x04000000, 0x08000000
_NEW_USER, _NEW_PIDS = 0x10000000, 0x20000000
_READ_ONLY, _NO_SUID, _NO_DEVICES, _REMOUNT = 1, 2, 4, 32
_BIND, _RECURSIVE, _PRIVATE = 4096, 16384, 1 << 18
_PARENT_DEATH, _DUMPABLE, _DROP_BOUND, _NO_NEW_PRIVILEGES = 1, 4, 24, 38  # of prctl
_CAPABILITIES_3 = 0x20080522
_LAST_CAPABILITY = 63
_NOBODY = 65534
_TMP_NODES = 4096
_SHOWN_OF_PROC = ("cpuinfo", "meminfo")

_libc = ctypes.CDLL(None, use_errno=True)


def become_nobody() -> None:
    """Give up the rights of root, where this process has them; what it starts has none either."""
    if os.getuid() != 0:
        return
    os.setgroups([])
    os.setresgid(_NOBODY, _NOBODY, _NOBODY)
    os.setresuid(_NOBODY, _NOBODY, _NOBODY)
    # A process that has changed its user may not write its own uid_map without this.
    _prctl(_DUMPABLE, 1)


def enter_own_namespaces(limits: Limits) -> None:
    """Part this process from all others: users, mounts, processes to come, shared memory.

    `/scratch` is then an empty folder of limited size, in which `/tmp` (unless the course itself
    is installed there: then it is read-only) and `/dev/shm` lie, and
    `/proc` shows no process. Raises OSError where the system allows no namespaces within
    namespaces.
    """
    _prctl(_PARENT_DEATH, signal.SIGKILL)
    uid, gid = os.getuid(), os.getgid()
    _call("unshare", _NEW_USER | _NEW_MOUNTS | _NEW_PIDS | _NEW_IPC | _NEW_UTS)
    # Only now: the kernel holds all processes of the same user outside to the limit that a
    # namespace was made under, so that one submission could take the processes of the others.
    resource.setrlimit(resource.RLIMIT_NPROC, (limits.processes, limits.processes))
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{uid} {uid} 1")
    Path("/proc/self/gid_map").write_text(f"{gid} {gid} 1")
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000")
    _mount("", "/", "", _RECURSIVE | _PRIVATE)
    room = f"size={limits.scratch},nr_inodes={_TMP_NODES},mode=0700,uid={uid},gid={gid}"
    _mount("tmpfs", SCRATCH, "tmpfs", _NO_SUID | _NO_DEVICES, room)
    for folder in (TEMPORARY, SCRATCH + "/shm"):
        os.makedirs(folder)
    _mount(SCRATCH + "/shm", "/dev/shm", "", _BIND)
    if _holds_code("/tmp"):
        _mount("", "/tmp", "", _REMOUNT | _BIND | _READ_ONLY | _NO_SUID | _NO_DEVICES)
    else:
        _mount(TEMPORARY, "/tmp", "", _BIND)
    _hide_processes()


def _holds_code(folder: str) -> bool:
    """Tell whether Python or the course are installed somewhere in `folder`."""
    places = (*sys.path, sys.prefix, sys.base_prefix)
    return any(Path(place).is_relative_to(folder) for place in places)


def _hide_processes() -> None:
    """Leave of `/proc` what libraries look at to know the processor and the memory."""
    shown = Path(SCRATCH, "proc")
    shown.mkdir(mode=0o755)
    for name in _SHOWN_OF_PROC:
        (shown / name).touch()
        _mount(f"/proc/{name}", str(shown / name), "", _BIND)
    _mount(str(shown), "/proc", "", _BIND | _RECURSIVE)


def give_everything_up(limits: Limits, held: int, keep: int) -> None:
    """Limit this process for good; of its open files only `keep` stays.

    `held` is what `addresses_held` gave while `/proc` was there.
    """
    os.setsid()
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nothing, standard)
    os.closerange(3, keep)
    os.closerange(keep + 1, 65536)
    set_limits(limits, held)
    for capability in range(_LAST_CAPABILITY + 1):
        _libc.prctl(_DROP_BOUND, capability, 0, 0, 0)
    _prctl(_NO_NEW_PRIVILEGES, 1)
    header, none = struct.pack("Ii", _CAPABILITIES_3, 0), bytes(24)
    _call("capset", ctypes.c_char_p(header), ctypes.c_char_p(none))
    refuse_system_calls()


def set_limits(limits: Limits, held: int) -> None:
    """Limit this process and what it starts; `held` bytes of addresses are in use already."""
    _limit(resource.RLIMIT_AS, held + limits.memory)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_FSIZE, limits.scratch)
    _limit(resource.RLIMIT_NOFILE, limits.open_files)
    _limit(resource.RLIMIT_CPU, int(limits.submission_seconds) + 1)


def addresses_held() -> int:
    """Give the size of this process's address space in bytes, as RLIMIT_AS counts it."""
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    return pages * resource.getpagesize()


def _limit(what: int, value: int) -> None:
    _, hard = resource.getrlimit(what)
    value = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(what, (value, value))


def _mount(source: str, target: str, kind: str, flags: int, options: str = "") -> None:
    words = [ctypes.c_char_p(word.encode()) for word in (source, target, kind)]
    _call("mount", *words, ctypes.c_ulong(flags), ctypes.c_char_p(options.encode()))


def _prctl(option: int, value: int) -> None:
    _call("prctl", option, ctypes.c_ulong(value), 0, 0, 0)


def _call(name: str, *arguments: object) -> None:
    if getattr(_libc, name)(*arguments):
        number = ctypes.get_errno()
        raise OSError(number, f"{name}: {os.strerror(number)}")
