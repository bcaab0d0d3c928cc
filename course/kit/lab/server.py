"""Running JupyterLab for the course: its command, its settings, and ending it quietly."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import subprocess
import sys
import time
import urllib.request
from collections.abc import Mapping
from pathlib import Path, PurePath

from course.kit.lab.ports import free_port
from course.kit.lab.trouble import Trouble
from course.kit.language import _
from course.kit.working.given import OURS

SETTINGS = Path(__file__).parent / "jupyter"
PATIENCE = 120.0  # seconds until JupyterLab has to answer


def serve(folder: Path, page: str, *, port: int, browser: bool) -> None:
    """Run JupyterLab in `folder`, opened at `page`, until the reader ends it.

    Raises Trouble when it does not come up or ends by itself with an error.
    """
    free = free_port(port)
    if free != port:
        _say(_("Port {port} is taken; using {free}.").format(port=port, free=free))
    token = secrets.token_hex(24)
    command = lab_command(folder, page, port=free, browser=browser, root=is_root())
    _say(_("Starting JupyterLab in {folder}").format(folder=folder))
    quiet_kernels(Path(sys.prefix))
    process = subprocess.Popen(command, cwd=folder, env=lab_environment(os.environ, token))
    try:
        _await_answer(process, free)
        address = f"http://localhost:{free}{page}?token={token}"
        _say("    " + _("It is at  {address}").format(address=address))
        _say(
            "    "
            + _("Ctrl-C in this window ends it. Your work stays in {folder}").format(folder=folder)
        )
        code = process.wait()
    except KeyboardInterrupt:
        end(process)
        _say("\n" + _("JupyterLab has ended. What you saved is in {folder}").format(folder=folder))
        return
    except BaseException:
        end(process)
        raise
    if code != 0:
        raise _failed(_("JupyterLab ended with exit status {code}.").format(code=code))


def lab_command(folder: PurePath, page: str, *, port: int, browser: bool, root: bool) -> list[str]:
    """The command that runs JupyterLab.

    `-P` keeps a student's `random.py` from being imported by the server. The port was found free,
    so JupyterLab has no need to try others; the address stays the one that was told. Which tabs are
    open is remembered in the folder, apart from other JupyterLabs of the same person.
    """
    command = [sys.executable, "-P", "-m", "jupyterlab", f"--ServerApp.root_dir={folder}"]
    command += [f"--ServerApp.port={port}", "--ServerApp.port_retries=0"]
    command += ["--ServerApp.answer_yes=True", "--Application.log_level=ERROR"]
    command += [f"--LabApp.default_url={page}", f"--LabApp.workspaces_dir={folder / OURS / 'lab'}"]
    if not browser:
        command.append("--no-browser")
    if root:
        command.append("--allow-root")
    return command


def lab_environment(base: Mapping[str, str], token: str) -> dict[str, str]:
    """The environment variables for JupyterLab: `base`, its token, and the course's settings.

    The token is not an argument, because other accounts of a machine may see those. The settings in
    `jupyter` keep questions about news and updates away from a student, and show Markdown read
    rather than written. The kernel is this environment's, also where the reader has another of the
    same name; and its programs come first, since nbgrader looks for `alembic` on PATH.
    """
    kept = {name: value for name, value in base.items() if name != "JUPYTER_PATH"}
    settings = [str(SETTINGS)] + [path for path in [base.get("JUPYTER_CONFIG_PATH")] if path]
    path = [str(Path(sys.executable).parent)] + [p for p in [base.get("PATH")] if p]
    return kept | {
        "JUPYTER_TOKEN": token,
        "JUPYTER_CONFIG_PATH": os.pathsep.join(settings),
        "JUPYTER_PREFER_ENV_PATH": "1",
        "PATH": os.pathsep.join(path),
    }


def quiet_kernels(environment: Path) -> None:
    """Let the environment's kernels print errors only in the window where JupyterLab runs.

    Each would warn there that it talks over TCP without encryption; it does so with this machine
    alone. IPython reads settings for all users of an environment from its `etc/ipython`.
    """
    settings = environment / "etc" / "ipython" / "ipython_kernel_config.json"
    if not settings.exists():
        with contextlib.suppress(OSError):
            settings.parent.mkdir(parents=True, exist_ok=True)
            text = json.dumps({"IPKernelApp": {"log_level": "ERROR"}})
            settings.write_text(text + "\n", encoding="utf-8")


def is_root() -> bool:
    """Whether this runs as root, as in a container; JupyterLab has to be told."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def end(process: subprocess.Popen[bytes]) -> None:
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


def _await_answer(process: subprocess.Popen[bytes], port: int) -> None:
    """Return when the server on `port` answers; raise Trouble when it ends or is too slow."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    began = time.monotonic()
    while time.monotonic() - began < PATIENCE:
        if process.poll() is not None:
            text = _("JupyterLab ended with exit status {code} before it answered.")
            raise _failed(text.format(code=process.returncode))
        try:
            opener.open(f"http://localhost:{port}/api", timeout=5).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise _failed(_("JupyterLab did not answer within {count} s.").format(count=round(PATIENCE)))


def _failed(cause: str) -> Trouble:
    return Trouble(
        cause,
        _(
            "read what JupyterLab printed above and run this again. If it stays so, delete the "
            "folder .venv and run setup/start.py: your work is not in it."
        ),
    )


def _say(text: str) -> None:
    print(text, flush=True)
