"""Findings about the Python that runs: its version, and whose environment it is."""

from __future__ import annotations

import importlib.metadata
import os
import re
import sys

from course.kit.language import _

from . import builds, remedy
from .findings import FAILED, INFO, OK, WARNING, Finding
from .machine import Machine
from .probe import Outcome

OLDEST = (3, 11)
PROJECT = "pytorch-foundations"


def python_version(machine: Machine, torch_works: bool = False) -> Finding:
    """Report on the version of the running Python, and whether there is a PyTorch for it.

    A Python newer than the course knows is no fault where PyTorch works in it.
    """
    detail = _("Python {version} runs from {executable}.").format(
        version=".".join(map(str, machine.version)), executable=machine.executable
    )
    lacking = builds.no_build(
        machine.platform,
        machine.processor,
        machine.bits,
        OLDEST if torch_works else machine.version,
        machine.kernel,
        remedy.start(machine),
    )
    if lacking is not None:
        cause, fix = lacking
        return Finding("python", FAILED, f"{detail} {cause}", fix)
    if machine.version[:2] >= OLDEST:
        return _hidden_module(machine, detail) or Finding("python", OK, detail)
    needed = ".".join(map(str, OLDEST))
    return Finding(
        "python",
        FAILED,
        detail + _(" The course needs Python {needed} or newer.").format(needed=needed),
        _("Install a newer Python from {url} and run: {start}").format(
            url=remedy.PYTHON_PAGE, start=remedy.start(machine)
        ),
    )


def _hidden_module(machine: Machine, detail: str) -> Finding | None:
    """Report a file in the working folder that is imported in place of a module of Python's own."""
    names = {entry.name.removesuffix(".py"): entry for entry in _modules(machine.folder)}
    hidden = sorted(names.keys() & sys.stdlib_module_names)
    if not hidden:
        return None
    path = names[hidden[0]].path
    detail += _(" The folder that you work in has a module {name}, which hides Python's own.")
    fix = _("Rename {path}").format(path=path)
    return Finding("python", WARNING, detail.format(name=hidden[0]), fix)


def _modules(folder: str) -> list[os.DirEntry[str]]:
    """List the modules that lie in a folder: files of Python's, and folders made a package."""
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return []
    return [
        entry
        for entry in entries
        if (entry.is_file() and entry.name.endswith(".py"))
        or os.path.isfile(os.path.join(entry.path, "__init__.py"))
    ]


def kernel(machine: Machine, kernelspec: Outcome) -> Finding:
    """Report whether notebooks run in the environment that the course was installed into.

    Inside a notebook that is a question about the running Python. In a terminal it is also one
    about the Python that JupyterLab would start: ``kernelspec`` is that step's outcome.
    """
    home = course_environment(machine)
    if home is not None and not machine.is_same(machine.prefix, home):
        return _elsewhere(machine, home)
    trouble = None if machine.in_notebook else _kernelspec_trouble(machine, kernelspec)
    if trouble is not None:
        return trouble
    if home is None:
        detail = _(
            "The course runs from its folder and is not installed in {prefix}. "
            "That is no fault as long as the packages below are there."
        )
        return Finding("kernel", INFO, detail.format(prefix=machine.prefix))
    if machine.in_notebook:
        detail = _("The notebook's kernel runs in the course's environment, {prefix}.")
    else:
        detail = _("This is the course's environment, {prefix}, and notebooks run in it.")
    return Finding("kernel", OK, detail.format(prefix=machine.prefix))


def course_environment(machine: Machine) -> str | None:
    """Return the prefix of the environment that the course was installed into, None when none was.

    An installed course lies in, or is known to, the ``site-packages`` of its environment. Otherwise
    it is a folder with a ``.venv`` made by the set-up; the running environment counts as well when
    the course was installed into it from that folder.
    """
    path = machine.path
    if "site-packages" in re.split(r"[\\/]", machine.package):
        return _environment_around(machine) or machine.prefix
    if _installed_in(machine):
        return machine.prefix
    made = path.join(path.dirname(path.dirname(path.dirname(machine.package))), ".venv")
    return made if path.isfile(path.join(made, "pyvenv.cfg")) else None


def _environment_around(machine: Machine) -> str | None:
    """Return the folder of the virtual or conda environment that holds the course's files."""
    path, folder = machine.path, machine.package
    while folder != path.dirname(folder):
        folder = path.dirname(folder)
        if path.isfile(path.join(folder, "pyvenv.cfg")):
            return folder
        if path.isdir(path.join(folder, "conda-meta")):
            return folder
    return None


def _installed_in(machine: Machine) -> bool:
    """Say whether the running environment itself lists the course among its packages."""
    for distribution in importlib.metadata.distributions(name=PROJECT):
        if machine.is_within(str(distribution.locate_file("")), machine.prefix):
            return True
    return False


def _elsewhere(machine: Machine, home: str) -> Finding:
    """Report that another environment runs than the course's."""
    detail = _(
        "The course was installed into {home}, but this is {executable}, which belongs to another "
        "environment. What is installed in one is not seen by the other."
    ).format(home=home, executable=machine.executable)
    folder = machine.path.join(home, "Scripts" if machine.windows else "bin")
    right = machine.path.join(folder, "python.exe" if machine.windows else "python")
    if machine.in_notebook:
        fix = _("Choose {python} as the notebook's kernel").format(python=right)
    else:
        fix = f"{remedy.program(machine, right)} -m course doctor"
    return Finding("kernel", WARNING, detail, fix)


def _kernelspec_trouble(machine: Machine, kernelspec: Outcome) -> Finding | None:
    """Report that JupyterLab would start another Python, or none; None when all is well."""
    facts = kernelspec.facts
    if kernelspec.error.get("type") == "NoSuchKernel" or facts.get("ipykernel") is False:
        detail = _("ipykernel is not installed in {prefix}, so notebooks cannot run in it.")
        detail = detail.format(prefix=machine.prefix)
        return Finding("kernel", FAILED, detail, remedy.install(machine, "ipykernel"))
    started = facts.get("program", "python")
    if not machine.path.isabs(started) or machine.is_within(started, machine.prefix):
        return None
    other = _("which belongs to another environment")
    detail = _(
        "JupyterLab starts notebooks with {started}, {what}. That is what the kernel registered "
        "as python3 in {folder} says."
    ).format(
        started=started,
        what=other if facts["exists"] else _("which does not exist"),
        folder=facts["folder"],
    )
    own = machine.is_within(facts["folder"], machine.prefix)
    place = "--sys-prefix" if own else "--user"
    fix = remedy.python(machine, f"-m ipykernel install {place} --name python3")
    return Finding("kernel", WARNING if facts["exists"] else FAILED, detail, fix)
