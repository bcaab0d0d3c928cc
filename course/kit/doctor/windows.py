"""Findings that only Windows has: Microsoft's runtime, and why a DLL of PyTorch is not loaded."""

from __future__ import annotations

import re

from course.kit.language import _

from . import remedy
from .findings import FAILED, INFO, OK, Finding
from .machine import Machine
from .probe import Outcome

NAME = "visual-c-runtime"
ERROR = re.compile(r"WinError (\d+)|DLL load failed", re.IGNORECASE)
"""How the exceptions begin by which Python tells that Windows did not load a file."""


def runtime(machine: Machine, outcome: Outcome) -> Finding | None:
    """Report on Microsoft's Visual C++ runtime; None where there is no Windows.

    PyTorch loads three of its parts and, where one is missing, goes on to fail with an error about
    a DLL of its own. Source: ``torch/__init__.py`` of 2.13, which also names the page.
    """
    if not machine.windows:
        return None
    if not outcome.done:
        return Finding(NAME, INFO, _("Microsoft's Visual C++ runtime could not be looked for."))
    missing = outcome.facts["missing"]
    if not missing:
        return Finding(NAME, OK, _("Microsoft's Visual C++ runtime is installed."))
    detail = _(
        "Microsoft's Visual C++ runtime is not installed, or not whole: {missing} cannot be "
        "loaded. PyTorch is written in C++ and cannot run without it."
    ).format(missing=", ".join(missing))
    return Finding(NAME, FAILED, detail, _install_runtime())


def dll_trouble(text: str) -> tuple[str, str] | None:
    """Say why Windows did not load a DLL, and what mends it; None when a text tells of no DLL.

    ``text`` is the exception. The numbers are Windows' own. Source: Microsoft, "System Error
    Codes"; PyTorch's issues 59904 (1455) and 182008 (4551).
    """
    found = ERROR.search(text)
    if found is None:
        return None
    number = int(found.group(1) or 0)
    if number == 1455 or "paging file" in text:
        return (
            _(
                "Windows ran out of memory while it loaded PyTorch: memory and paging file, the "
                "part of the disk that serves as memory, are both full."
            ),
            _("Close other programs and notebooks, and restart the computer"),
        )
    if number == 4551 or "Application Control" in text:
        return (
            _(
                "Windows forbids the file: Smart App Control, or a rule of the school's or "
                "company's, lets only programs run that it knows. On a PC of your own, Smart App "
                "Control can be switched off in Windows Security, App & browser control; Windows "
                "does not easily let it be switched on again."
            ),
            _("Ask who looks after this PC to allow Python's packages, or use another machine"),
        )
    if number == 193:
        return (
            _("A file is damaged, or made for another kind of processor than this Python."),
            "",
        )
    if number == 206:
        return (
            _("The path of a file is longer than Windows allows."),
            _("Move the course to a folder with a short path, such as C:\\course"),
        )
    return (
        _(
            "On Windows the usual cause is Microsoft's Visual C++ runtime: it is missing, or older "
            "than this PyTorch needs."
        ),
        _install_runtime(),
    )


def _install_runtime() -> str:
    return _("Install {url} and restart the computer").format(url=remedy.RUNTIME_PAGE)
