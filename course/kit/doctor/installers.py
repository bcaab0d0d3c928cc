"""The finding about who installed NumPy and PyTorch: conda, pip, or both over one another."""

from __future__ import annotations

import os
from typing import Any

from course.kit.language import _

from . import remedy
from .findings import INFO, OK, WARNING, Finding
from .machine import Machine
from .packages import title
from .probe import Outcome

NAME = "installers"

CONDA_NAMES = {"numpy": ("numpy", "numpy-base"), "torch": ("pytorch", "pytorch-cpu", "pytorch-gpu")}
"""What conda calls the packages, in its own channel and in conda-forge."""


def installers(machine: Machine, outcome: Outcome) -> Finding:
    """Report on NumPy and PyTorch where conda and pip both installed them, or one did so twice.

    conda notes a package in ``conda-meta``; whoever put a ``dist-info`` folder there signs it in
    its file ``INSTALLER``. pip replaces the files of conda's package, and conda goes on believing
    in it: its next change mixes the two. Source: conda's documentation, "Using pip in a conda
    environment"; the core metadata of installed projects (PyPA), "The INSTALLER file".
    """
    if not outcome.done:
        return Finding(NAME, INFO, _("Who installed NumPy and PyTorch could not be asked."))
    found = outcome.facts["distributions"]
    copies = {name: _copies(found, name) for name in CONDA_NAMES}
    for name, several in copies.items():
        if len(several) > 1:
            return _twice(machine, name, several)
    noted = _noted_by_conda(machine)
    for name, several in copies.items():
        if name in noted and several and several[0]["installer"] not in ("", "conda"):
            return _by_both(machine, name, noted[name], several[0])
    said = "; ".join(
        _("{title} {version} by {installer}").format(
            title=title(name),
            version=several[0]["version"],
            installer=several[0]["installer"] or _("an installer that left no name"),
        )
        for name, several in copies.items()
        if several
    )
    if not said:
        return Finding(NAME, INFO, _("Neither NumPy nor PyTorch is installed here."))
    return Finding(NAME, OK, _("Each was installed once: {said}.").format(said=said))


def _copies(found: list[dict[str, Any]], name: str) -> list[dict[str, Any]]:
    """Give the copies of a package that lie in one folder: the first folder that Python searches.

    One further down the search path is hidden, as a virtual environment may hide the system's.
    """
    copies = [copy for copy in found if copy["name"] == name]
    return [copy for copy in copies if copy["folder"] == copies[0]["folder"]]


def _noted_by_conda(machine: Machine) -> dict[str, str]:
    """Give the versions of NumPy and PyTorch that conda believes it has installed.

    A note is a file such as ``numpy-1.26.4-py311h64a7726_0.json``.
    """
    try:
        files = os.listdir(machine.path.join(machine.prefix, "conda-meta"))
    except OSError:
        return {}
    noted = {}
    for file in files:
        parts = file.removesuffix(".json").rsplit("-", 2)
        for name, conda_names in CONDA_NAMES.items():
            if len(parts) == 3 and parts[0] in conda_names:
                noted[name] = parts[1]
    return noted


def _by_both(machine: Machine, name: str, conda: str, pip: dict[str, Any]) -> Finding:
    detail = _(
        "{title} was installed twice: {conda} by conda, and {version} by {installer} over it. "
        "Files of both can now be mixed, and conda knows nothing of the second one: its next "
        "change may break both. The set-up of the course makes an environment in which one "
        "program installs everything."
    ).format(title=title(name), conda=conda, version=pip["version"], installer=pip["installer"])
    return Finding(NAME, WARNING, detail, remedy.anew(machine))


def _twice(machine: Machine, name: str, copies: list[dict[str, Any]]) -> Finding:
    detail = _(
        "{title} is noted twice in one folder, {folder}, as {versions}: an installation was cut "
        "off, or one program installed over another. Which files are whose cannot be told any more."
    ).format(
        title=title(name),
        folder=copies[0]["folder"],
        versions=_(" and as ").join(copy["version"] for copy in copies),
    )
    return Finding(NAME, WARNING, detail, remedy.anew(machine))
