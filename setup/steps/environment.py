"""Making `.venv` and installing the course into it, or seeing at once that it is ready."""

import dataclasses
import re
import shutil
import subprocess
import sys
from pathlib import Path, PurePath
from urllib.parse import unquote

from steps import stamp as stamps
from steps.diagnose import Machine, diagnose, failed, last_lines, too_full, unsupported
from steps.places import child_environment, venv_python
from steps.running import Ended, run_quietly
from steps.stamp import Need, Stamp
from steps.telling import StepFailed, Stopped, say, step

CPU_INDEX = "https://download.pytorch.org/whl/cpu"
PROBE = (
    "import sys, importlib.util as u;print(*sys.version_info[:2], u.find_spec('pip') is not None)"
)
DOWNLOADING = re.compile(r"\s*Downloading (?:\S*/)?([^\s/]+?)-(\d[^-]*)-\S* \(([\d.]+) ([kMG])B\)")
COLLECTING = re.compile(r"\s*Collecting ([A-Za-z0-9][A-Za-z0-9._-]*)")
WITHOUT_CUDA = "python3 setup/start.py --cpu"
PLACING = "Installing collected packages:"
LARGE = 20.0  # MB; downloads of this size and more are worth a line


def ensure(root: Path, venv: Path, *, test: bool, cpu: bool) -> bool:
    """Make `venv` ready for the course (and its tests); True when something had to be installed.

    What an earlier run was asked for (the tests' packages, the CPU build) stays asked for. Raises
    StepFailed, with what to do next.
    """
    machine = Machine.here()
    python = probe(venv)
    old = stamps.read(venv)
    wanted = Stamp(
        root=str(root),
        inputs=stamps.fingerprint(root, python or machine.python),
        test=test or (old is not None and old.test),
        cpu=machine.system == "Linux" and (cpu or (old is not None and old.cpu)),
    )
    needed = stamps.need(old, wanted, usable=python is not None)
    if needed is Need.NOTHING:
        say("Nothing to install: .venv holds all that the course needs.")
        return False
    if finding := unsupported(machine):
        raise StepFailed("looking for PyTorch for this machine", finding)
    if needed is Need.REMAKE and not venv.exists():
        _look_for_room(root, machine, cuda=machine.system == "Linux" and not wanted.cpu)
    try:
        if needed is Need.REMAKE:
            _make(root, venv, machine)
            old = None
            wanted = dataclasses.replace(wanted, inputs=stamps.fingerprint(root, machine.python))
        _install(root, venv, old, wanted, machine)
    except OSError as error:
        raise failed("preparing .venv", error, machine) from error
    return True


def _look_for_room(root: Path, machine: Machine, *, cuda: bool) -> None:
    """Say that the disk is rather full for an installation; stop where it can't but fail."""
    try:
        free = shutil.disk_usage(root).free
    except OSError:
        return
    finding = too_full(machine, free, cuda=cuda)
    if finding and too_full(machine, 2 * free, cuda=cuda):
        raise StepFailed("looking for room on the disk", finding)
    if finding:
        say(f"{finding.cause} It may not succeed.")


def probe(venv: Path) -> tuple[int, int] | None:
    """The version of the Python in `venv`; None when it does not run, is too old or has no pip."""
    try:
        words = subprocess.run(
            [str(venv_python(venv)), "-I", "-c", PROBE], capture_output=True, text=True, timeout=60
        ).stdout.split()
    except (OSError, subprocess.TimeoutExpired):
        return None
    if len(words) != 3 or words[2] != "True":
        return None
    version = int(words[0]), int(words[1])
    return version if version >= (3, 11) else None


def _make(root: Path, venv: Path, machine: Machine) -> None:
    if venv.exists():
        say("The .venv that is here is not complete, or not of this folder: it is made anew.")
    # pip comes in a second command, because venv hides why it could not put pip in.
    commands = (
        [sys.executable, "-m", "venv", "--clear", "--without-pip", str(venv)],
        [str(venv_python(venv)), "-I", "-m", "ensurepip", "--default-pip"],
    )
    title = "Making a virtual environment in .venv, so that nothing else on this machine changes"
    with step(title):
        for command in commands:
            ended = run_quietly(command, cwd=root, env=child_environment(venv))
            _demand(ended, "making the virtual environment .venv", machine)


def _install(root: Path, venv: Path, old: Stamp | None, wanted: Stamp, machine: Machine) -> None:
    stamps.write(venv, wanted)
    advised = False
    if machine.system == "Linux" and not wanted.cpu and shutil.which("nvidia-smi") is None:
        say("No NVIDIA GPU shows here (there is no nvidia-smi). PyTorch's usual build for Linux")
        say("brings several GB of CUDA along; the one without is smaller and does all you need:")
        say(f"stop with Ctrl-C and run  {WITHOUT_CUDA}  to get that one.")
        advised = True
    command = pip_command(venv_python(venv), root, test=wanted.test, cpu=wanted.cpu)
    what = "the course and what its tests need" if wanted.test else "what the course needs"
    with step(f"Installing {what} with pip, in the versions of setup/constraints.txt"):
        environment = child_environment(venv)
        try:
            ended = run_quietly(command, cwd=root, env=environment, note=progress, doing=activity)
        except KeyboardInterrupt as stop:
            if advised:
                raise Stopped(f"For the smaller PyTorch, run  {WITHOUT_CUDA}") from stop
            raise
        log = venv / "install.log"
        try:
            log.write_text(ended.output, encoding="utf-8")
        except OSError:
            log = None
        if ended.code != 0 and PLACING not in ended.output:
            # Nothing was changed yet: what was there before is still whole.
            before = old.inputs if old is not None else ""
            stamps.write(venv, dataclasses.replace(wanted, inputs=before, finished=True))
        _demand(ended, "installing the packages with pip", machine, log)
    stamps.write(venv, dataclasses.replace(wanted, finished=True))


def pip_command(python: PurePath, root: Path, *, test: bool, cpu: bool) -> list[str]:
    """The command that installs the course, to be run in `root`.

    With `cpu`, PyTorch's own index is looked at too, and its build without CUDA asked for by name:
    a build with CUDA that is there already would be good enough for the constraint.
    """
    command = [str(python), "-m", "pip", "install", "--no-input", "--disable-pip-version-check"]
    command += ["-c", "setup/constraints.txt", "-e", ".[test]" if test else "."]
    if cpu:
        command += ["--extra-index-url", CPU_INDEX, f"torch=={torch_pin(root)}+cpu"]
    return command


def torch_pin(root: Path) -> str:
    """The version of torch in `setup/constraints.txt`."""
    text = (root / "setup" / "constraints.txt").read_text(encoding="utf-8")
    found = re.search(r"^torch==(\S+)", text, re.MULTILINE)
    if found is None:
        raise ValueError("setup/constraints.txt does not pin torch.")
    return found[1]


def progress(line: str) -> str:
    """What a line of pip's output tells someone who waits; empty when it is not worth a line."""
    if found := DOWNLOADING.match(unquote(line)):
        size, unit = float(found[3]), found[4]
        large = unit == "G" or (unit == "M" and size >= LARGE)
        return activity(line) if large else ""
    if line.startswith(PLACING):
        return f"all downloaded; putting {line.count(',') + 1} packages in place"
    return ""


def activity(line: str) -> str:
    """What pip does from this line of its output on; empty when the line doesn't say."""
    if found := DOWNLOADING.match(unquote(line)):
        name, version, size, unit = found.groups()
        return f"downloading {name} {version} ({size} {unit}B)"
    if found := COLLECTING.match(line):
        return f"looking for {found[1]} and what it needs"
    if line.startswith(PLACING):
        return "putting the packages in place"
    return ""


def _demand(ended: Ended, step_name: str, machine: Machine, log: Path | None = None) -> None:
    """Raise StepFailed when a program did not end well."""
    if ended.code != 0:
        finding = diagnose(ended.output, ended.code, machine)
        raise StepFailed(step_name, finding, last_lines(ended.output), log)
