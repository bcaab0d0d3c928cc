"""The course as a student opens it: `course lab`, in a folder and a home of the tests' own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

COURSE = (sys.executable, "-P", "-m", "course")


@dataclass(frozen=True)
class Opened:
    """A `course lab` that runs: its process, its folder, what it said so far, its address."""

    process: subprocess.Popen[str]
    folder: Path
    environment: Mapping[str, str]
    said: str
    address: str

    def course(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a command of `course` in the folder, as in a second terminal."""
        return subprocess.run(
            [*COURSE, *arguments],
            cwd=self.folder,
            env=dict(self.environment),
            capture_output=True,
            encoding="utf-8",
            timeout=120,
        )


@contextmanager
def opened_course(folder: Path, home: Path, port: int) -> Iterator[Opened]:
    """Run `course lab` in `folder` from `port` on; what Jupyter keeps of its own goes to `home`."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("JUPYTER", "COURSE_"))}
    names = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")
    environment |= {name: str(home / name.lower()) for name in names} | {"PYTHONUTF8": "1"}
    process = subprocess.Popen(
        [*COURSE, "lab", "--no-browser", "--folder", str(folder), "--port", str(port)],
        stdout=subprocess.PIPE,
        encoding="utf-8",
        env=environment,
    )
    try:
        assert process.stdout is not None
        lines: list[str] = []
        while not (lines and "Ctrl-C" in lines[-1]):
            lines.append(process.stdout.readline())
            assert lines[-1], f"it ended: {lines}"
        address = next(line.split()[-1] for line in lines if "It is at" in line)
        yield Opened(process, folder, environment, "".join(lines), address)
    finally:
        process.terminate()
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            process.kill()
