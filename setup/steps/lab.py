"""Starting JupyterLab in the working folder, and ending it quietly."""

import contextlib
import errno
import os
import secrets
import socket
import subprocess
import time
import urllib.request
from collections.abc import Sequence
from pathlib import Path, PurePath

from steps.places import ROOT, WINDOWS, child_environment, venv_python
from steps.telling import INDENT, Finding, StepFailed, say

SETTINGS = ROOT / "setup" / "jupyter"
FIRST_PORT = 8888
PATIENCE = 120.0  # seconds until JupyterLab has to answer


def serve(venv: Path, folder: Path, *, port: int, browser: bool) -> None:
    """Run JupyterLab in `folder` until the reader ends it.

    Raises StepFailed when it does not come up or ends by itself with an error.
    """
    free = free_port(port)
    if free != port:
        say(f"Port {port} is taken; using {free}.")
    token = secrets.token_hex(24)
    command = lab_command(venv_python(venv), folder, port=free, browser=browser, root=is_root())
    say(f"Starting JupyterLab in {folder}")
    quiet_kernels(venv)
    env = lab_environment(child_environment(venv), token)
    process = subprocess.Popen(command, cwd=folder, env=env)
    try:
        _await_answer(process, free)
        say(f"{INDENT}It is at  http://localhost:{free}/lab?token={token}")
        say(f"{INDENT}Ctrl-C in this window ends it. Your work stays in {folder}")
        code = process.wait()
    except KeyboardInterrupt:
        end(process)
        say("\nJupyterLab has ended. Your work is saved in " + str(folder))
        return
    except BaseException:
        end(process)
        raise
    if code != 0:
        raise _failed(f"it ended with exit status {code}.")


def quiet_kernels(venv: Path) -> None:
    """Let the environment's kernels print errors only in the window where JupyterLab runs.

    Each would warn there that it talks over TCP without encryption; it does so with this machine
    alone. IPython reads settings for all users of an environment from its `etc/ipython`.
    """
    settings = venv / "etc" / "ipython" / "ipython_kernel_config.json"
    if not settings.exists():
        with contextlib.suppress(OSError):
            settings.parent.mkdir(parents=True, exist_ok=True)
            settings.write_text('{"IPKernelApp": {"log_level": "ERROR"}}\n', encoding="utf-8")


def lab_environment(base: dict[str, str], token: str) -> dict[str, str]:
    """The environment variables for JupyterLab: `base`, its token, and the course's settings.

    The token is not an argument, because other accounts of a machine may see those. The settings
    in `setup/jupyter` keep questions about news and updates away from a student.
    """
    more = [str(SETTINGS)] + [path for path in [base.get("JUPYTER_CONFIG_PATH")] if path]
    return base | {"JUPYTER_TOKEN": token, "JUPYTER_CONFIG_PATH": os.pathsep.join(more)}


def lab_command(
    python: PurePath, folder: PurePath, *, port: int, browser: bool, root: bool
) -> list[str]:
    """The command that runs JupyterLab.

    `-P` keeps a student's `random.py` from being imported by the server. The port was found free,
    so JupyterLab has no need to try others; the address stays the one that was told.
    """
    command = [str(python), "-P", "-m", "jupyterlab", f"--ServerApp.root_dir={folder}"]
    command += [f"--ServerApp.port={port}", "--ServerApp.port_retries=0"]
    command += ["--ServerApp.answer_yes=True", "--Application.log_level=ERROR"]
    if not browser:
        command.append("--no-browser")
    if root:
        command.append("--allow-root")
    return command


def is_root() -> bool:
    """Whether this runs as root, as in a container; JupyterLab has to be told."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


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
            if not WINDOWS:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((address, port))
            except OSError as error:
                if family == socket.AF_INET or error.errno == errno.EADDRINUSE:
                    return False
    return True


def _await_answer(process: "subprocess.Popen[bytes]", port: int) -> None:
    """Return when the server on `port` answers; raise StepFailed when it ends or is too slow."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    began = time.monotonic()
    while time.monotonic() - began < PATIENCE:
        if process.poll() is not None:
            raise _failed(f"it ended with exit status {process.returncode} before it answered.")
        try:
            opener.open(f"http://localhost:{port}/api", timeout=5).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise _failed(f"it did not answer within {PATIENCE:.0f} s.")


def _failed(cause: str) -> StepFailed:
    remedy = (
        "read what JupyterLab printed above and run this again. If it stays so, delete the folder "
        ".venv first: your work is not in it."
    )
    return StepFailed("starting JupyterLab", Finding(cause, remedy))


def end(process: "subprocess.Popen[bytes]") -> None:
    """End JupyterLab: it may have heard Ctrl-C itself; if not, ask it, and at last make it."""
    for patience, push in ((1.0, process.terminate), (15.0, process.kill), (5.0, process.kill)):
        try:
            process.wait(timeout=patience)
        except subprocess.TimeoutExpired:
            push()
        except KeyboardInterrupt:
            process.terminate()
        else:
            return
