"""Findings about a package's import: missing, hidden by a file, raising, crashing or hanging."""

from __future__ import annotations

from course.kit.language import _

from . import openmp, probe, remedy, windows
from .findings import FAILED, INFO, OK, WARNING, Finding
from .machine import Machine
from .probe import Outcome
from .versions import REQUIREMENTS, satisfies

TITLES = {
    "jupyterlab": "JupyterLab",
    "matplotlib": "Matplotlib",
    "numpy": "NumPy",
    "torch": "PyTorch",
}


def title(name: str) -> str:
    """Return a package's name as prose writes it."""
    return TITLES.get(name, name)


def package(machine: Machine, name: str, outcome: Outcome) -> Finding:
    """Report on a package that needs no more than to be imported, in a version that fits."""
    trouble = import_trouble(machine, name, outcome, remedy.install(machine, name, again=True))
    if trouble is not None:
        return trouble
    version = outcome.facts["version"]
    other = other_version(machine, name, version, remedy.install(machine, name, replaces=True))
    found = _("{title} {version} can be imported.").format(title=title(name), version=version)
    return other or Finding(name, OK, found)


def other_version(machine: Machine, name: str, version: str, fix: str) -> Finding | None:
    """Report on a version outside of what the course is made for; None when it fits."""
    if satisfies(version, REQUIREMENTS[name]):
        return None
    detail = _("{title} {version} is installed in {prefix}. The course is made for {wanted}.")
    detail = detail.format(
        title=title(name), version=version, prefix=machine.prefix, wanted=REQUIREMENTS[name]
    )
    return Finding(name, WARNING, detail, fix)


def import_trouble(machine: Machine, name: str, outcome: Outcome, again: str) -> Finding | None:
    """Report on an import that did not give the package; None when it did.

    ``again`` is the command that installs the package anew.
    """
    hidden = _hidden(machine, name, outcome)
    if hidden is not None or outcome.done:
        return hidden
    detail, fix = _CAUSES[outcome.kind](machine, name, outcome, again)
    return Finding(name, FAILED, detail, fix)


def not_looked_at(name: str, blocker: str) -> Finding:
    """Report that a check makes no sense before another one is mended."""
    detail = _("This can be looked at when {title} can be imported: see the check {blocker}.")
    return Finding(name, INFO, detail.format(title=title(blocker), blocker=blocker))


def raised_text(outcome: Outcome) -> str:
    """Write an exception on one line: its type, its message, and where it was raised."""
    error = outcome.error
    message = " ".join(str(error.get("message", "")).split())
    message = message if len(message) <= 300 else message[:300].rsplit(" ", 1)[0] + " ..."
    where = _(" (in {where})").format(where=error["where"]) if error.get("where") else ""
    return f"{error.get('type')}: {message}{where}" if message else f"{error.get('type')}{where}"


def crashed_text(outcome: Outcome) -> str:
    """Say how the process ended, why that may be, and the last line that it wrote."""
    causes = {
        "SIGILL": _(" The processor lacks instructions that this build uses."),
        "illegal instruction": _(" The processor lacks instructions that this build uses."),
        "SIGKILL": _(" The system ends a process in this way when memory runs out."),
        "SIGSEGV": _(" Compiled parts of the installation do not fit together."),
        "access violation": _(" Compiled parts of the installation do not fit together."),
    }
    cause = next((text for word, text in causes.items() if word in outcome.ending), "")
    lines = [line for line in outcome.stderr.splitlines() if line.strip()]
    last = _(" The last line it wrote: {line}").format(line=lines[-1].strip()) if lines else ""
    return _("The child process {ending}.").format(ending=outcome.ending) + cause + last


def _hidden(machine: Machine, name: str, outcome: Outcome) -> Finding | None:
    """Report on a file of the student that has a package's name, and so is imported instead."""
    origin = outcome.found.get("origin")
    if not origin or machine.is_within(origin, machine.prefix):
        return None
    folder = machine.path.dirname(origin)
    if machine.path.basename(origin) == "__init__.py":
        origin, folder = folder, machine.path.dirname(folder)
    if machine.path.normcase(folder) != machine.path.normcase(machine.folder):
        return None
    detail = _(
        "Python imports {origin} in place of {title}: it has the package's name, "
        "and the folder that you work in is searched first."
    ).format(origin=origin, title=title(name))
    return Finding(name, FAILED, detail, _("Rename {origin}").format(origin=origin))


def _raised(machine: Machine, name: str, outcome: Outcome, again: str) -> tuple[str, str]:
    missing = outcome.error.get("missing")
    if missing == name:
        detail = _("{title} is not installed in {prefix}.")
        return detail.format(title=title(name), prefix=machine.prefix), remedy.install(
            machine, name
        )
    if missing and not missing.startswith(f"{name}."):
        detail = _("{title} is installed, but {missing}, which it needs, is not.")
        absent = missing.partition(".")[0]
        return detail.format(title=title(name), missing=missing), remedy.install(machine, absent)
    detail = _("Importing {title} raised {error}.").format(
        title=title(name), error=raised_text(outcome)
    )
    dll = windows.dll_trouble(detail) if machine.windows else None
    if dll is not None:
        cause, fix = dll
        return f"{detail} {cause}", fix or again
    return detail, again


def _crashed(machine: Machine, name: str, outcome: Outcome, again: str) -> tuple[str, str]:
    if openmp.duplicated(outcome):
        detail = _("Importing {title} was stopped by OpenMP. ").format(title=title(name))
        return detail + openmp.explanation(), remedy.anew(machine)
    detail = _("Importing {title} crashed. {how}")
    return detail.format(title=title(name), how=crashed_text(outcome)), again


def _hung(machine: Machine, name: str, outcome: Outcome, again: str) -> tuple[str, str]:
    detail = _(
        "Importing {title} {ending}. A first import after installing can be slow: examine once "
        "more. When it hangs again, the installation is damaged."
    )
    return detail.format(title=title(name), ending=outcome.ending), again


_CAUSES = {probe.RAISED: _raised, probe.CRASHED: _crashed, probe.HUNG: _hung}
