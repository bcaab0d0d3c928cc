"""From what pip or venv printed to what went wrong and what to do about it. Pure functions."""

import platform
import re
import sys
from dataclasses import dataclass

from steps.telling import Finding, StepFailed


@dataclass(frozen=True)
class Machine:
    """The facts about a machine that decide which packages exist for it.

    `system` and `processor` are Python's `platform.system()` and `platform.machine()`, `bits` is
    the pointer size of its Python, `python` that Python's version as (major, minor), `kernel` what
    `platform.version()` says.
    """

    system: str
    processor: str
    bits: int
    python: tuple[int, int]
    kernel: str = ""

    @classmethod
    def here(cls) -> "Machine":
        """This machine, as this Python sees it."""
        bits = 64 if sys.maxsize > 2**32 else 32
        system = platform.system(), platform.machine()
        return cls(*system, bits, sys.version_info[:2], platform.version())

    @property
    def again(self) -> str:
        """The command that runs the set-up on this machine."""
        return r"py setup\start.py" if self.system == "Windows" else "python3 setup/start.py"


def unsupported(machine: Machine) -> Finding | None:
    """Why PyTorch has no build at all for `machine`, or None when it has one.

    The doctor of the course knows it; its part that is asked here needs nothing installed.
    """
    from course.kit.doctor.builds import no_build

    found = no_build(
        PLATFORMS.get(machine.system, machine.system.lower()),
        machine.processor,
        machine.bits,
        machine.python,
        machine.kernel,
        machine.again,
    )
    return Finding(*found) if found else None


def too_full(machine: Machine, free: int, *, cuda: bool) -> Finding | None:
    """Why a disk with `free` bytes has no room for the environment, or None when it has."""
    from course.kit.doctor.room import too_little_to_install

    cause = too_little_to_install(free, cuda)
    if not cause:
        return None
    return Finding(cause, f"free some space on the disk, then run this again: {machine.again}")


PLATFORMS = {"Windows": "win32", "Darwin": "darwin", "Linux": "linux"}
"""What `sys.platform` is on each of the systems, as the doctor knows them."""


@dataclass(frozen=True)
class Symptom:
    """One kind of failure: the words that betray it, and what to tell the reader.

    `remedy` may name `{again}`, the command that runs the set-up, and `{python}`, as in `3.11`.
    """

    words: str
    cause: str
    remedy: str

    def shows_in(self, output: str) -> bool:
        """Whether any of the words, a regular expression, is in `output`; case does not count."""
        return re.search(self.words, output, re.IGNORECASE) is not None


# The order matters: without a network pip also says that no version of a package was found, and a
# path too long for Windows shows as a file that is not there. A pinned version that has no build
# for this machine shows as a conflict between the pin and pyproject.toml ("resolutionimpossible").
SYMPTOMS = (
    Symptom(
        r"no space left on device|errno 28\b|winerror 112\b|not enough space on the disk"
        r"|disk quota exceeded",
        "there is no room left on the disk.",
        "free some space (about 3 GB; some 8 GB for PyTorch with CUDA), then run this again: "
        "{again}. The package downloads that pip keeps can go too: python3 -m pip cache purge",
    ),
    Symptom(
        r"winerror 206\b|file ?name or extension is too long|long path support|errno 36\b",
        "a file's path became longer than Windows allows.",
        "move the course to a folder with a short path, such as C:\\course, and run this again "
        "there: {again}. Or switch long paths on: https://pip.pypa.io/warnings/enable-long-paths",
    ),
    Symptom(
        r"ensurepip is\s+not\s+available|no module named '?(venv|ensurepip)\b",
        "this Python comes without the part that makes virtual environments.",
        "on Debian or Ubuntu: sudo apt install python3-venv (or python{python}-venv). "
        "Then run this again: {again}",
    ),
    Symptom(
        r"certificate[ _]verify[ _]failed",
        "the connection to the package index could not be verified as safe.",
        "check the date and time of this machine. Behind a company's or school's proxy, ask its "
        "administrators for their certificate and name it to pip: "
        "https://pip.pypa.io/en/stable/topics/https-certificates/",
    ),
    Symptom(
        r"failed to establish a new connection|name resolution|getaddrinfo failed|max retries"
        r"|nodename nor servname|network is unreachable|newconnectionerror|proxyerror"
        r"|read timed out|connection (was )?(broken|reset|aborted|refused|timed out)"
        r"|remotedisconnected|incompleteread|connecttimeout",
        "pip could not reach the package index, or the connection broke.",
        "check that this machine is online (and, behind a proxy, that HTTPS_PROXY is set), then "
        "run this again: {again}. What was downloaded already is not lost.",
    ),
    Symptom(
        r"winerror 32\b|being used by another process",
        "a file of .venv is in use by another program.",
        "close JupyterLab, editors and terminals that use this folder, then run this again: "
        "{again}",
    ),
    Symptom(
        r"permission denied|errno 13\b|winerror 5\b|access is denied|read-only file system"
        r"|operation not permitted",
        "this account may not write where the set-up has to write.",
        "use a copy of the course in a folder of your own, and make sure that no part of it "
        "belongs to another account (as after a run with sudo). Then run this again: {again}",
    ),
    Symptom(
        r"do not match the hashes|bad ?zip ?file|zlib\.error|wheel .* is invalid|crc-?32",
        "a downloaded package arrived damaged.",
        "throw away pip's downloads (python3 -m pip cache purge) and run this again: {again}",
    ),
    Symptom(
        r"no matching distribution|could not find a version|not a supported wheel"
        r"|failed building wheel|failed to build|metadata-generation-failed|visual c\+\+"
        r"|requires a different python|requires-python|resolutionimpossible",
        "one of the packages has no ready-made build for this Python ({python}) and this system.",
        "install Python 3.11, 3.12, 3.13 or 3.14 from https://www.python.org/downloads/ and start "
        "again with that one. On Alpine Linux there is none: use Debian, Ubuntu or Fedora.",
    ),
    Symptom(
        r"memoryerror|cannot allocate memory|\(killed\)",
        "this machine ran out of memory during the installation.",
        "close other programs (or give the container more memory), then run this again: {again}",
    ),
)


def diagnose(output: str, code: int, machine: Machine) -> Finding:
    """What went wrong in a program that printed `output` and ended with the exit status `code`.

    Never fails: what is not recognised is said to be unknown, with the advice that helps most.
    """
    if code == -9:
        output += "\n(killed)"
    for symptom in SYMPTOMS:
        if symptom.shows_in(output):
            facts = {"again": machine.again, "python": "{}.{}".format(*machine.python)}
            return Finding(symptom.cause.format(**facts), symptom.remedy.format(**facts))
    return Finding(
        f"the program ended with exit status {code}, for a reason that the set-up does not know.",
        "read the lines above. If they do not help, delete the folder .venv and run this again: "
        f"{machine.again}",
    )


def failed(step: str, error: OSError, machine: Machine) -> StepFailed:
    """The failure of `step` by an error of the operating system, ready to be raised."""
    for symptom in SYMPTOMS:
        if symptom.shows_in(str(error)):
            return StepFailed(step, diagnose(str(error), 1, machine), (str(error),))
    remedy = f"mend what the system complains about, then run this again: {machine.again}"
    return StepFailed(step, Finding(f"the system said: {error}", remedy))


NOISE = re.compile(
    r"\s*$|\s*(Collecting|Downloading|Using cached|Obtaining|Preparing metadata|Looking in"
    r"|Requirement already|Getting requirements|Installing build|Checking if|Attempting uninstall"
    r"|Found existing|Stored in directory|WARNING: Retrying|\[notice\]"
    r"|error: subprocess-exited-with-error)",
)
ERROR = re.compile(r"(ERROR|error|HINT|[\w.]*Error|The user requested)\b")


def last_lines(output: str, limit: int = 5, width: int = 300) -> tuple[str, ...]:
    """The last lines of `output` that say something: its errors where it has any, cut at `width`.

    At most `limit` lines, in their order, each once, at the last place where it was said.
    """
    telling = [line.strip() for line in output.splitlines() if not NOISE.match(line)]
    errors = [line for line in telling if ERROR.match(line)]
    chosen = list(dict.fromkeys(reversed(errors or telling)))[:limit][::-1]
    return tuple(line if len(line) <= width else line[: width - 3] + "..." for line in chosen)
