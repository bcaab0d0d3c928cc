"""Whether this machine can run code that nobody trusts: asked before anything is installed."""

import shutil
import subprocess
from collections.abc import Callable

from steps.telling import Finding

PATIENCE = 20.0  # seconds; making namespaces takes a few hundredths of one
PROBE = (
    *("--ro-bind", "/", "/", "--proc", "/proc", "--dev", "/dev"),
    *("--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts"),
    "true",
)

INSTALL = (
    "install bubblewrap: sudo apt install bubblewrap (Fedora: sudo dnf install bubblewrap), then "
    "run this again."
)
ALLOW = (
    "Ubuntu since 24.04 needs: sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0 "
    "A container has to be started with leave to make namespaces (docker: --privileged). "
    "docs/threat-model.md says more."
)


def tried(program: str) -> str:
    """Run nothing in a sandbox of bubblewrap's; why that failed, or "" when it worked."""
    try:
        ended = subprocess.run(
            [program, *PROBE], capture_output=True, text=True, errors="replace", timeout=PATIENCE
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    if ended.returncode == 0:
        return ""
    return ended.stderr.strip() or f"it ended with exit status {ended.returncode}"


def why_none(
    system: str,
    find: Callable[[str], str | None] = shutil.which,
    try_it: Callable[[str], str] = tried,
) -> Finding | None:
    """Why a machine with this `platform.system()` has no sandbox, or None when it has one.

    `find` looks for a program, `try_it` says why a bubblewrap doesn't work.
    """
    if system == "Windows":
        return Finding(
            "grading doesn't run on Windows itself.",
            "open a Linux terminal in WSL (https://learn.microsoft.com/windows/wsl/install), get "
            "the course there and run this again.",
        )
    if system != "Linux":
        return Finding(
            "there is no sandbox for this system, so that students' code would run with your "
            "rights.",
            "run this on Linux.",
        )
    program = find("bwrap")
    if program is None:
        return Finding("submissions are run in a sandbox, and bubblewrap is missing.", INSTALL)
    if reason := try_it(program):
        return Finding(f"bubblewrap is here, but can't make a sandbox: {reason}", ALLOW)
    return None
