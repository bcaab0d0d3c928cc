"""The machine as the doctor meets it: which Python, which system, which folders.

Every check takes these facts as an argument, so that a test can describe another machine.
"""

from __future__ import annotations

import ntpath
import os
import platform
import posixpath
import re
import sys
import sysconfig
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import ModuleType


@dataclass(frozen=True)
class Machine:
    """Facts about the running Python and its surroundings; paths are text of its own system.

    ``processor`` is what this Python was made for (``"x86_64"``, ``"AMD64"``, ``"arm64"``),
    ``bits`` the size of its pointers, ``kernel`` the version that the system's kernel gives.
    """

    executable: str
    prefix: str
    scripts: str
    version: tuple[int, int, int]
    platform: str
    in_notebook: bool
    home: str
    folder: str
    package: str
    processor: str = ""
    bits: int = 64
    kernel: str = ""
    wsl: bool = False
    environ: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def here(cls) -> Machine:
        """Describe the Python that runs this line."""
        return cls(
            executable=sys.executable,
            prefix=sys.prefix,
            scripts=sysconfig.get_path("scripts"),
            version=sys.version_info[:3],
            platform=sys.platform,
            in_notebook=_in_notebook(),
            home=os.path.expanduser("~"),
            folder=_working_folder(),
            package=os.path.dirname(os.path.abspath(__file__)),
            processor=platform.machine(),
            bits=64 if sys.maxsize > 2**32 else 32,
            kernel=platform.version(),
            wsl="microsoft" in platform.release().lower(),
            environ=dict(os.environ),
        )

    @property
    def windows(self) -> bool:
        """Whether commands are for Windows."""
        return self.platform == "win32"

    @property
    def command_prompt(self) -> bool:
        """Whether commands are for Windows' old Command Prompt, which alone sets PROMPT."""
        return self.windows and "PROMPT" in self.environ

    @property
    def conda(self) -> bool:
        """Whether the running Python belongs to a conda environment."""
        return self.path.isdir(self.path.join(self.prefix, "conda-meta"))

    @property
    def activated(self) -> bool:
        """Whether the environment of the running Python is the activated one."""
        active = (self.environ.get(name) for name in ("VIRTUAL_ENV", "CONDA_PREFIX"))
        return any(folder and self.is_same(folder, self.prefix) for folder in active)

    @property
    def course(self) -> str:
        """The folder that the course lies in: with its ``setup``, where it is not installed."""
        folder = self.package
        for _ in range(3):
            folder = self.path.dirname(folder)
        return folder

    @property
    def windows_driver(self) -> bool:
        """Whether the NVIDIA driver is the one of Windows: on Windows, and inside WSL."""
        return self.windows or self.wsl

    @property
    def path(self) -> ModuleType:
        """``ntpath`` or ``posixpath``, whichever speaks this machine's paths."""
        return ntpath if self.windows else posixpath

    def is_within(self, path: str, folder: str) -> bool:
        """Say whether a path is the folder or lies in it.

        A link in the last place is not followed: the Python of a virtual environment is a link to
        another Python, and so every environment would look like the one that it was made from.
        """
        path, folder = self._real(path), self._real(folder)
        return path == folder or path.startswith(folder.rstrip(self.path.sep) + self.path.sep)

    def is_same(self, folder: str, other: str) -> bool:
        """Say whether two paths name one folder."""
        return self.is_within(folder, other) and self.is_within(other, folder)

    def _real(self, path: str) -> str:
        folder, last = self.path.split(self.path.abspath(path))
        return self.path.normcase(self.path.join(self.path.realpath(folder), last))

    def without_home(self, text: str) -> str:
        """Replace the home folder by ``~`` wherever a text names it, so that it names nobody."""
        for home in {self.home, os.path.realpath(self.home)}:
            parts = [part for part in re.split(r"[\\/]+", home) if part]
            if not parts or (len(parts) == 1 and self.windows):
                continue
            root = "" if self.windows else "/"
            named = root + r"[\\/]+".join(map(re.escape, parts))
            flags = re.IGNORECASE if self.windows else 0
            text = re.sub(rf"(?<![\w.~-]){named}(?![\w-]|\.\w)", "~", text, flags=flags)
        return text


def _working_folder() -> str:
    """Return the working folder, or the home folder when that was deleted meanwhile."""
    try:
        return os.getcwd()
    except OSError:
        return os.path.expanduser("~")


def _in_notebook() -> bool:
    """Say whether this process is a notebook's kernel."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython is not None else None
    return getattr(shell, "kernel", None) is not None
