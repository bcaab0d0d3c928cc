"""Commands that mend something, written for the system and the place where they will be pasted."""

from __future__ import annotations

import shlex

from course.kit.language import _

from .builds import PYTHON_PAGE as PYTHON_PAGE
from .machine import Machine
from .versions import REQUIREMENTS, satisfies, split_version

DRIVER_PAGE = "https://www.nvidia.com/drivers"
RUNTIME_PAGE = "https://aka.ms/vs/17/release/vc_redist.x64.exe"
WHEEL_INDEX = "https://download.pytorch.org/whl/"


def word(machine: Machine, path: str) -> str:
    """Write a path as one word of a command, without the name of the home folder in it.

    On Linux, macOS and in PowerShell that is ``~``, outside the quotes of a shell that reads it
    only there. The Command Prompt of Windows knows ``%USERPROFILE%``.
    """
    short = machine.without_home(path)
    if machine.command_prompt and short.startswith("~"):
        return f'"%USERPROFILE%{short[1:]}"'
    if machine.windows:
        return f'"{short}"' if " " in short else short
    if short.startswith("~/"):
        return "~/" + shlex.quote(short[2:])
    return shlex.quote(short)


def program(machine: Machine, path: str) -> str:
    """Write a path as the program of a command; PowerShell wants ``&`` before a quoted one."""
    named = word(machine, path)
    quoted_for_powershell = named.startswith('"') and not machine.command_prompt
    return f"& {named}" if quoted_for_powershell else named


def python(machine: Machine, arguments: str) -> str:
    """Write a command for the Python that was examined.

    It names that Python by its path, so that it can be none other, whatever is activated. Only in
    an activated conda environment it is ``python``: there, on Windows, Python finds its own parts
    (OpenSSL, for pip) by the activated environment's PATH.
    """
    if machine.conda and machine.activated:
        return f"python {arguments}"
    return f"{program(machine, machine.executable)} {arguments}"


def pip(machine: Machine, arguments: str, replaces: bool = False) -> str:
    """Write a ``pip`` command for the Python that was examined; in a notebook, a line of a cell.

    ``replaces`` says that a package which is there goes. On Windows that fails while a kernel has
    it loaded ("Access is denied"), so there it is no line of a cell.
    """
    command = python(machine, f"-m pip {arguments}")
    if machine.in_notebook and machine.windows and replaces:
        return _("Shut down all kernels, and run in a terminal: {command}").format(command=command)
    return f"%pip {arguments}" if machine.in_notebook else command


def install(
    machine: Machine, package: str, again: bool = False, replaces: bool | None = None
) -> str:
    """Write the command that installs a package in a version that the course works with.

    ``again`` replaces it even where pip believes it to be there; ``replaces`` says that another
    version goes.
    """
    wanted = f'"{package}{REQUIREMENTS[package]}"' if package in REQUIREMENTS else package
    arguments = f"install --force-reinstall {wanted}" if again else f"install {wanted}"
    return pip(machine, arguments, again if replaces is None else replaces)


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
    return pip(machine, f"install --force-reinstall {wanted}{index}", replaces=True)


def uninstall(machine: Machine, *packages: str) -> str:
    """Write the command that removes packages without asking back, which a notebook could not."""
    return pip(machine, f"uninstall -y {' '.join(packages)}")


def start(machine: Machine) -> str:
    """Write the command that makes the course's environment and opens it.

    Where the course's folder is known and is not the working folder, it names the whole path.
    Windows' launcher ``py`` comes with the Python of python.org; conda has ``python`` instead.
    """
    path = machine.path
    script = path.join("setup", "start.py")
    whole = path.join(machine.course, script)
    if path.isfile(whole) and not machine.is_same(machine.folder, machine.course):
        script = shell_path(machine, whole)
    if machine.windows:
        return f"{'python' if machine.conda else 'py'} {script}"
    return f"python3 {script}"


def shell_path(machine: Machine, path: str) -> str:
    """Write a path as a program's argument: PowerShell reads ``~`` in a program's place only."""
    short = machine.without_home(path)
    if machine.windows and not machine.command_prompt and short.startswith("~"):
        return f'"$HOME{short[1:]}"'
    return word(machine, path)


def anew(machine: Machine) -> str:
    """Write what makes a new environment for the course, in place of one that can't be mended.

    The set-up leaves its own ``.venv`` alone as long as it believes it whole, so that goes first.
    """
    own = machine.path.join(machine.course, ".venv")
    if machine.is_same(machine.prefix, own):
        return _("Delete the folder {folder} and run: {start}").format(
            folder=machine.without_home(own), start=start(machine)
        )
    return start(machine)


def driver(machine: Machine, how: str) -> str:
    """Write how to get NVIDIA's driver: ``how`` is ``"the"``, ``"a newer"`` or ``"anew"``.

    In WSL the driver is that of Windows, and WSL has to be started again to see it. Source: NVIDIA,
    "CUDA on WSL User Guide", "Step 1: Install NVIDIA Driver for GPU Support".
    """
    texts = {
        "the": _("Install the driver from {url}"),
        "a newer": _("Install a newer driver from {url}"),
        "anew": _("Install the driver anew from {url}"),
    }
    if machine.wsl:
        return _(
            "In Windows, install the newest driver from {url}, and then run in PowerShell: "
            "wsl --shutdown"
        ).format(url=DRIVER_PAGE)
    return texts[how].format(url=DRIVER_PAGE)


def activate(machine: Machine) -> str:
    """Write the command that puts the environment's programs on PATH."""
    path, scripts = machine.path, machine.scripts
    if machine.conda:
        folder, name = path.split(machine.prefix)
        named = name if path.basename(folder) == "envs" else machine.prefix
        return f"conda activate {word(machine, named)}"
    if path.isfile(path.join(machine.prefix, "pyvenv.cfg")):
        script = path.join(scripts, "activate")
        return program(machine, script) if machine.windows else f"source {word(machine, script)}"
    short = machine.without_home(scripts)
    if machine.command_prompt:
        return f"set PATH={short.replace('~', '%USERPROFILE%', 1)};%PATH%"
    if machine.windows:
        return f'$env:Path = "{short.replace("~", "$HOME", 1)};$env:Path"'
    return f'export PATH={word(machine, scripts)}:"$PATH"'
