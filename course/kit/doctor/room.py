"""Findings about room: memory, disk, and whether the folder of the notebooks can be written to."""

from __future__ import annotations

from course.kit.language import _

from . import remedy
from .findings import FAILED, INFO, OK, WARNING, Finding
from .machine import Machine
from .probe import Outcome

GIB = 2**30
MEMORY_FOR_A_NOTEBOOK = GIB
"""Bytes for JupyterLab, a notebook of the course and the page in a browser that shows it.

Measured on Linux with PyTorch for the CPU: 0.11 GiB for JupyterLab, 0.25 GiB for a kernel that has
imported PyTorch and Matplotlib. The browser takes more than both.
"""

DISK_TO_WORK = GIB // 4
DISK_TO_INSTALL = 3 * GIB
DISK_TO_INSTALL_CUDA = 8 * GIB


def memory(machine: Machine, outcome: Outcome) -> Finding:
    """Report on how much memory is free for JupyterLab, a notebook and PyTorch."""
    total, free = outcome.facts.get("total"), outcome.facts.get("free")
    if total is None:
        return Finding("memory", INFO, _("How much memory this machine has could not be asked."))
    detail = _("There are {total:.1f} GiB of memory.").format(total=total / GIB)
    if free is not None:
        detail = _("Of {total:.1f} GiB of memory, {free:.1f} GiB can still be had.").format(
            total=total / GIB, free=free / GIB
        )
    have = total if free is None else free
    if have >= MEMORY_FOR_A_NOTEBOOK:
        return Finding("memory", OK, detail)
    detail += _(
        " JupyterLab, the browser and a notebook with PyTorch need about {needed:.0f} GiB. Where "
        "it runs out, the system ends the kernel, and the notebook only says that the kernel died."
    ).format(needed=MEMORY_FOR_A_NOTEBOOK / GIB)
    return Finding("memory", WARNING, detail, _("Close other programs, the browser's tabs first"))


def disk(machine: Machine, outcome: Outcome) -> Finding:
    """Report on the disk that has least room, of those that the course writes to."""
    free = outcome.facts.get("free")
    if not free:
        return Finding("disk", INFO, _("How much room the disk has could not be asked."))
    place = min(free, key=lambda name: free[name])
    least = free[place]
    detail = _("{free:.1f} GiB are free where {place} lies.").format(free=least / GIB, place=place)
    if least >= DISK_TO_INSTALL:
        return Finding("disk", OK, detail)
    fix = remedy.python(machine, "-m pip cache purge")
    if least < DISK_TO_WORK:
        detail += _(" That is too little to save notebooks safely.")
        return Finding("disk", FAILED, detail, fix)
    if least < GIB:
        detail += _(" That will do for notebooks, and not for installing PyTorch once more.")
        return Finding("disk", WARNING, detail, fix)
    detail += _(" That is enough to work, and not to install PyTorch once more.")
    return Finding("disk", INFO, detail)


def folder(machine: Machine, outcome: Outcome) -> Finding:
    """Report whether files can be written: in the working folder, and in Jupyter's own."""
    here, refused = outcome.facts.get("folder"), outcome.facts.get("refused")
    if here is None or refused is None:
        return Finding("folder", INFO, _("Whether files can be written could not be tried."))
    if here in refused:
        detail = _(
            "No file can be written in {folder}, where you work: {why}. Notebooks could be read "
            "there and not saved."
        ).format(folder=here, why=refused[here])
        if machine.windows:
            detail += _(
                " Windows guards some folders: C:\\Program Files, and with controlled folder "
                "access Documents and Desktop as well."
            )
        fix = _("Copy the course into a folder of your own, and start it there: {start}")
        own = "py setup\\start.py" if machine.windows else "python3 setup/start.py"
        return Finding("folder", FAILED, detail, fix.format(start=own))
    if refused:
        place, why = next(iter(refused.items()))
        detail = _(
            "Jupyter cannot write into its own folder, {place}: {why}. That is so after it was "
            "started once as another user, with sudo for instance."
        ).format(place=place, why=why)
        fix = f'sudo chown -R "$USER" {remedy.word(machine, place)}'
        if machine.windows:
            fix = _("Give your account the right to write into {place}").format(place=place)
        return Finding("folder", FAILED, detail, fix)
    return Finding("folder", OK, _("Files can be written in {folder}.").format(folder=here))


def too_little_to_install(free: int, cuda: bool) -> str:
    """Say that a disk has no room for the installation; ``""`` when it has.

    ``free`` is in bytes. Measured: the environment takes 1.6 GB with PyTorch for the CPU, and the
    downloads in pip's cache come on top; a build for CUDA brings about 5 GB more.
    """
    needed = DISK_TO_INSTALL_CUDA if cuda else DISK_TO_INSTALL
    if free >= needed:
        return ""
    return _(
        "The installation needs about {needed:.0f} GiB on the disk, and {free:.1f} are free."
    ).format(needed=needed / GIB, free=free / GIB)
