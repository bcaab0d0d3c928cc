"""Commands that mend something, written for the system and the place where they will be pasted."""

from __future__ import annotations

import shlex

from .machine import Machine
from .versions import REQUIREMENTS, satisfies, split_version

DRIVER_PAGE = "https://www.nvidia.com/drivers"
PYTHON_PAGE = "https://www.python.org/downloads/"
RUNTIME_PAGE = "https://aka.ms/vs/17/release/vc_redist.x64.exe"
WHEEL_INDEX = "https://download.pytorch.org/whl/"


def word(machine: Machine, path: str) -> str:
    """Write a path as one word of a command, with ``~`` for the home folder.

    On Linux and macOS the tilde stays outside the quotes, where a shell reads it.
    """
    short = machine.without_home(path)
    if machine.windows:
        return f'"{short}"' if " " in short else short
    if short.startswith("~/"):
        return "~/" + shlex.quote(short[2:])
    return shlex.quote(short)


def program(machine: Machine, path: str) -> str:
    """Write a path as the program of a command; PowerShell wants ``&`` before a quoted one."""
    named = word(machine, path)
    return f"& {named}" if named.startswith('"') else named


def python(machine: Machine, arguments: str) -> str:
    """Write a command for the Python that was examined."""
    return f"{program(machine, machine.executable)} {arguments}"


def pip(machine: Machine, arguments: str) -> str:
    """Write a ``pip`` command for the Python that was examined; in a notebook, a line of a cell."""
    return f"%pip {arguments}" if machine.in_notebook else python(machine, f"-m pip {arguments}")


def install(machine: Machine, package: str, again: bool = False) -> str:
    """Write the command that installs a package in a version that the course works with.

    ``again`` replaces it even where pip believes it to be there.
    """
    wanted = f'"{package}{REQUIREMENTS[package]}"' if package in REQUIREMENTS else package
    return pip(machine, f"install --force-reinstall {wanted}" if again else f"install {wanted}")


def install_torch(machine: Machine, version: str, tag: str | None = None) -> str:
    """Write the command that replaces the PyTorch that is there.

    ``version`` is the one that is there; when the course can use it, it stays the same. ``tag``
    names the build to install, and with it the index: ``cu126``; None keeps the build.
    """
    public, own_tag = split_version(version)
    usable = satisfies(public, REQUIREMENTS["torch"])
    wanted = f"torch=={public}" if usable else f'"torch{REQUIREMENTS["torch"]}"'
    tag = own_tag if tag is None else tag
    index = f" --index-url {WHEEL_INDEX}{tag}" if tag else ""
    return pip(machine, f"install --force-reinstall {wanted}{index}")


def start(machine: Machine) -> str:
    """Write the command that makes the course's environment and opens it."""
    return "py setup\\start.py" if machine.windows else "python3 setup/start.py"


def activate(machine: Machine) -> str:
    """Write the command that puts the environment's programs on PATH."""
    path, scripts = machine.path, machine.scripts
    if path.isdir(path.join(machine.prefix, "conda-meta")):
        folder, name = path.split(machine.prefix)
        named = name if path.basename(folder) == "envs" else machine.prefix
        return f"conda activate {word(machine, named)}"
    if path.isfile(path.join(machine.prefix, "pyvenv.cfg")):
        script = path.join(scripts, "activate")
        return program(machine, script) if machine.windows else f"source {word(machine, script)}"
    if machine.windows:
        return f'$env:Path = "{machine.without_home(scripts).replace("~", "$HOME", 1)};$env:Path"'
    return f'export PATH={word(machine, scripts)}:"$PATH"'
