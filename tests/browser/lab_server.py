"""A JupyterLab of the tests' own, on a free port of this machine, with nothing of the user's."""

from __future__ import annotations

import contextlib
import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
STUDENTS_SETTINGS = REPOSITORY / "course" / "kit" / "lab" / "jupyter"
PATIENCE = 90.0  # seconds until JupyterLab has to answer


@dataclass(frozen=True)
class Lab:
    """A running JupyterLab."""

    folder: Path
    address: str
    token: str

    def url(self, path: str) -> str:
        return f"{self.address}/{path}{'&' if '?' in path else '?'}token={self.token}"

    def get(self, path: str) -> bytes:
        """Ask the server, as its own pages do."""
        with _opener().open(self.url(path), timeout=30) as answer:
            return bytes(answer.read())


@contextlib.contextmanager
def jupyterlab(folder: Path, home: Path, *, settings: Path | None = None) -> Iterator[Lab]:
    """Run JupyterLab in `folder`; what it keeps of its own goes to `home`."""
    port, token = _free_port(), secrets.token_hex(16)
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--ServerApp.port_retries=0"]
    command += [f"--ServerApp.root_dir={folder}", f"--ServerApp.port={port}"]
    command += ["--ServerApp.ip=127.0.0.1"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--allow-root")
    home.mkdir(parents=True, exist_ok=True)
    with (home / "log").open("w") as log:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=_environment(home, settings) | {"JUPYTER_TOKEN": token},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    try:
        lab = Lab(folder, f"http://127.0.0.1:{port}", token)
        _await_answer(process, lab, home / "log")
        yield lab
    finally:
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(timeout=20)


def _environment(home: Path, settings: Path | None) -> dict[str, str]:
    ours = {k: v for k, v in os.environ.items() if not k.startswith(("JUPYTER", "COURSE_"))}
    folders = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")
    ours |= {name: str(home / name.lower()) for name in folders}
    if settings:
        ours["JUPYTER_CONFIG_PATH"] = str(settings)
    path = [str(Path(sys.executable).parent), os.environ.get("PATH", "")]
    return ours | {"PATH": os.pathsep.join(path), "PYTHONPATH": str(REPOSITORY)}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _opener() -> urllib.request.OpenerDirector:
    return urllib.request.build_opener(urllib.request.ProxyHandler({}))


def _await_answer(process: subprocess.Popen[bytes], lab: Lab, log: Path) -> None:
    began = time.monotonic()
    while time.monotonic() - began < PATIENCE and process.poll() is None:
        try:
            lab.get("api/status")
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"JupyterLab did not answer.\n{log.read_text()[-4000:]}")
