"""What can be seen inside the sandbox: Python, the libraries, the kit, and what is given out."""

from __future__ import annotations

import os
import shutil
import site
import sys
from collections.abc import Iterator
from pathlib import Path

import autograder
import course
from autograder.sandbox.confine import SCRATCH

GIVEN = "/given"
"""Where the released chapters lie inside: a chapter's `checks.json` is given out to all."""

_SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib64", "/lib32", "/libx32")
_SETTINGS = (
    "/etc/alternatives",
    "/etc/fonts",
    "/etc/ld.so.cache",
    "/etc/ld.so.conf",
    "/etc/ld.so.conf.d",
    "/etc/localtime",
    "/sys/devices/system/cpu",
)
_WARM_TMP = 2**26
ROOT = Path(course.__file__).parents[1]
"""The folder that `course` and `autograder` are imported from."""


def command(given: Path, program: list[str]) -> list[str]:
    """Write the bubblewrap command that runs `program` in a view of its own.

    `given` is the folder of released chapters. All of the view is read-only, but for a small
    `/tmp`; there is no network, and no process to be seen but its own.
    """
    return [
        shutil.which("bwrap") or "bwrap",
        "--die-with-parent",
        "--new-session",
        *("--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts"),
        "--unshare-cgroup-try",
        *("--perms", "1777", "--size", str(_WARM_TMP), "--tmpfs", "/tmp"),
        *_binds(given),
        *("--proc", "/proc", "--dev", "/dev", "--remount-ro", "/dev"),
        *("--dir", SCRATCH, "--remount-ro", "/", "--chdir", "/"),
        *_settings(),
        "--",
        *program,
    ]


def _binds(given: Path) -> Iterator[str]:
    for path in _SYSTEM:
        if os.path.islink(path):
            yield from ("--symlink", os.readlink(path), path)
        elif os.path.isdir(path):
            yield from ("--ro-bind", path, path)
    shown = [Path(folder) for folder in _libraries()]
    shown += [*_parts(course, "kit"), *_parts(autograder, "sandbox")]
    shown += [path for path in map(Path, _SETTINGS) if path.exists()]
    # What bubblewrap makes by itself on the way to a folder, only root may enter.
    for folder in sorted({folder for path in shown for folder in path.parents}):
        yield from ("--dir", str(folder))
    for path in shown:
        yield from ("--ro-bind", str(path), str(path))
    yield from ("--ro-bind", str(given), GIVEN)


def _libraries() -> list[str]:
    """The folders of this Python and its packages, outermost first, each once."""
    folders = {sys.prefix, sys.base_prefix, sys.exec_prefix, sys.base_exec_prefix}
    folders |= {*site.getsitepackages(), site.getusersitepackages()}
    folders.add(str(Path(sys.executable).resolve().parents[1]))
    found: list[str] = []
    for folder in sorted(filter(os.path.isdir, folders), key=len):
        if not any(Path(folder).is_relative_to(known) for known in (*found, "/usr")):
            found.append(folder)
    return found


def _parts(package: object, folder: str) -> list[Path]:
    home = Path(package.__file__).parent  # type: ignore[attr-defined]
    return [home / "__init__.py", home / folder]


def _settings() -> Iterator[str]:
    yield "--clearenv"
    for name, value in environment().items():
        yield from ("--setenv", name, value)


def environment() -> dict[str, str]:
    """The environment variables of a warm process: none of the instructor's own."""
    return {
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), "/usr/bin", "/bin"]),
        "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONUTF8": "1",
        "LANG": "C.UTF-8",
        "HOME": "/tmp",
        "MPLCONFIGDIR": "/tmp/matplotlib",
        "OMP_NUM_THREADS": "1",
        "CUDA_VISIBLE_DEVICES": "",
    }
