"""The steps of the doctor's child that look at the machine around Python, and import little.

``child.py`` reads this file by its path, as it is itself read: nothing of the course is imported.
"""

from __future__ import annotations

import ctypes
import importlib.metadata
import importlib.util
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable
from typing import Any

Facts = dict[str, Any]

LEFTOVERS = ("d2l", "torchtext", "gym")
WATCHED = ("numpy", "torch", "pytorch-foundations", *LEFTOVERS)

WINDOWS_RUNTIME = ("vcruntime140.dll", "msvcp140.dll", "vcruntime140_1.dll")
"""Parts of Microsoft's runtime that PyTorch loads. Source: ``torch/__init__.py`` of 2.13."""

OPENMP = ("libiomp", "libomp")
"""How the names of OpenMP's runtimes begin of which a program must not load two.

They are Intel's and LLVM's, which are one code. GNU's (libgomp) and Microsoft's (vcomp) do no harm
beside them. Source: threadpoolctl's ``multiple_openmp.md``.
"""


def memory() -> Facts:
    """Say how many bytes of memory there are, and how many a new program can still have."""
    total, free = _windows_memory() if sys.platform == "win32" else _unix_memory()
    for limit, used in _container_limits():
        if total is None or limit < total:
            total, free = limit, min(limit - used, limit if free is None else free)
    return {"total": total, "free": free}


def disk() -> Facts:
    """Say how many bytes are free where things are written: beside the notebook, at home, in tmp.

    The environment's disk counts too, because packages are installed there.
    """
    places = [os.getcwd(), sys.prefix, os.path.expanduser("~"), tempfile.gettempdir()]
    free = {}
    for place in places:
        try:
            free[place] = shutil.disk_usage(place).free
        except OSError:
            continue
    return {"free": free}


def folder() -> Facts:
    """Try to write a file into the working folder and where Jupyter keeps what it runs with."""
    refused = {}
    for place in [os.getcwd(), *_jupyters_folders()]:
        try:
            with tempfile.TemporaryFile(dir=place) as file:
                file.write(b"x")
        except OSError as error:
            refused[place] = str(error.strerror or error)
    return {"folder": os.getcwd(), "refused": refused}


def windows_runtime() -> Facts:
    """Try to load the parts of Microsoft's runtime, exactly as PyTorch does."""
    missing = []
    for name in WINDOWS_RUNTIME:
        try:
            ctypes.CDLL(name)
        except OSError:
            missing.append(name)
    return {"missing": missing}


def installed() -> Facts:
    """List what pip and conda say of the packages whose double or old copies do harm."""
    found = []
    for distribution in importlib.metadata.distributions():
        name = (distribution.metadata["Name"] or "").lower().replace("_", "-")
        if name in WATCHED:
            found.append(
                {
                    "name": name,
                    "version": distribution.version,
                    "installer": (distribution.read_text("INSTALLER") or "").strip(),
                    "folder": os.path.abspath(str(distribution.locate_file(""))),
                    "direct_url": distribution.read_text("direct_url.json"),
                }
            )
    specs = ((name, importlib.util.find_spec(name)) for name in LEFTOVERS)
    origins = {name: spec.origin for name, spec in specs if spec is not None and spec.origin}
    return {"distributions": found, "origins": origins}


def openmp() -> Facts:
    """Let NumPy and PyTorch both compute, and list OpenMP's runtimes that are loaded then."""
    import numpy
    import torch

    square = numpy.ones((64, 64))
    (square @ square).sum()
    (torch.ones(64, 64) @ torch.ones(64, 64)).sum()
    files = {os.path.realpath(path) for path in loaded_libraries()}
    harmful = (path for path in files if os.path.basename(path).lower().startswith(OPENMP))
    return {"runtimes": sorted(harmful), "allowed": os.environ.get("KMP_DUPLICATE_LIB_OK")}


def loaded_libraries() -> Iterable[str]:
    """List the files of the libraries that this process has loaded, on each of three systems."""
    if sys.platform == "win32":
        return _windows_libraries()
    if sys.platform == "darwin":
        return _mac_libraries()
    with open("/proc/self/maps", encoding="utf-8", errors="replace") as file:
        return {line.split(maxsplit=5)[5].strip() for line in file if "/" in line}


def _windows_libraries() -> list[str]:
    kernel32 = ctypes.WinDLL("kernel32")  # type: ignore[attr-defined, unused-ignore]
    kernel32.GetCurrentProcess.restype = ctypes.c_void_p
    process = ctypes.c_void_p(kernel32.GetCurrentProcess())
    modules = (ctypes.c_void_p * 4096)()
    needed = ctypes.c_ulong()
    size = ctypes.c_ulong(ctypes.sizeof(modules))
    kernel32.K32EnumProcessModules(process, modules, size, ctypes.byref(needed))
    names = []
    for module in modules[: needed.value // ctypes.sizeof(ctypes.c_void_p)]:
        name = ctypes.create_unicode_buffer(32768)
        kernel32.GetModuleFileNameW(ctypes.c_void_p(module), name, len(name))
        names.append(name.value)
    return names


def _mac_libraries() -> list[str]:
    system = ctypes.CDLL(None)
    system._dyld_get_image_name.restype = ctypes.c_char_p
    count = system._dyld_image_count()
    return [os.fsdecode(system._dyld_get_image_name(number) or b"") for number in range(count)]


def _windows_memory() -> tuple[int | None, int | None]:
    """Ask Windows; free is what may still be promised to programs, the paging file included."""

    class Status(ctypes.Structure):
        _fields_ = (
            ("length", ctypes.c_ulong),
            ("load", ctypes.c_ulong),
            ("total", ctypes.c_ulonglong),
            ("free", ctypes.c_ulonglong),
            ("total_with_paging", ctypes.c_ulonglong),
            ("free_with_paging", ctypes.c_ulonglong),
            ("total_virtual", ctypes.c_ulonglong),
            ("free_virtual", ctypes.c_ulonglong),
            ("free_extended", ctypes.c_ulonglong),
        )

    status = Status(length=ctypes.sizeof(Status))
    kernel32 = ctypes.WinDLL("kernel32")  # type: ignore[attr-defined, unused-ignore]
    if not kernel32.GlobalMemoryStatusEx(ctypes.byref(status)):
        return None, None
    return int(status.total), int(status.free_with_paging)


def _unix_memory(table: str = "/proc/meminfo") -> tuple[int | None, int | None]:
    """Read Linux's table, or ask macOS, which names only the whole."""
    try:
        with open(table, encoding="ascii") as file:
            lines = dict(line.split(":", 1) for line in file)
        kilobytes = {name: int(value.split()[0]) for name, value in lines.items()}
        return kilobytes["MemTotal"] * 1024, kilobytes["MemAvailable"] * 1024
    except (OSError, ValueError, KeyError, IndexError):
        pass
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"), None
    except (AttributeError, OSError, ValueError):
        return None, None


def _container_limits(folder: str = "/sys/fs/cgroup") -> Iterable[tuple[int, int]]:
    """Give the limit of the container that this runs in, if it has one, and what is used of it.

    Files that are only remembered (``inactive_file``) make room when it is needed. Source: the
    Linux kernel's "Control Group v2": ``memory.max``, ``memory.current`` and ``memory.stat``.
    """
    try:
        with open(os.path.join(folder, "memory.max"), encoding="ascii") as file:
            limit = file.read().strip()
        with open(os.path.join(folder, "memory.current"), encoding="ascii") as file:
            used = int(file.read())
        with open(os.path.join(folder, "memory.stat"), encoding="ascii") as file:
            stat = dict(line.split() for line in file)
        yield int(limit), used - int(stat.get("inactive_file", 0))
    except (OSError, ValueError):
        return


def _jupyters_folders() -> list[str]:
    """List Jupyter's own folders that are there already."""
    try:
        from jupyter_core.paths import jupyter_data_dir, jupyter_runtime_dir
    except ImportError:
        return []
    return [place for place in (jupyter_data_dir(), jupyter_runtime_dir()) if os.path.isdir(place)]


STEPS: dict[str, Callable[[], Facts]] = {
    "memory": memory,
    "disk": disk,
    "folder": folder,
    "windows-runtime": windows_runtime,
    "installed": installed,
    "openmp": openmp,
}
