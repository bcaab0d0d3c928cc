"""The finding about OpenMP: the library that spreads a sum over the processor's cores.

NumPy, PyTorch and others may each bring a copy. Two copies of Intel's or LLVM's in one process can
stop it ("OMP: Error #15"), slow it down, or give wrong numbers.
"""

from __future__ import annotations

from course.kit.language import _

from . import remedy
from .findings import FAILED, INFO, OK, WARNING, Finding
from .machine import Machine
from .probe import Outcome

NAME = "openmp"
VARIABLE = "KMP_DUPLICATE_LIB_OK"
SIGN = "OMP: Error #15"


def duplicated(outcome: Outcome) -> bool:
    """Say whether a process was stopped because it loaded OpenMP twice."""
    return SIGN in outcome.stderr


def openmp(machine: Machine, torch: Outcome, outcome: Outcome) -> Finding:
    """Report whether NumPy and PyTorch together load two copies of OpenMP.

    ``outcome`` is the step in which both compute. Source of what two copies do, and of what is said
    of the variable: the hint that OpenMP itself prints with its error 15.
    """
    if torch.done and duplicated(outcome):
        return Finding(NAME, FAILED, explanation(), remedy.anew(machine))
    if not outcome.done:
        detail = _("This can be looked at when {title} can be imported: see the check {blocker}.")
        return Finding(NAME, INFO, detail.format(title="PyTorch", blocker="torch"))
    runtimes, allowed = outcome.facts["runtimes"], outcome.facts["allowed"]
    if len(runtimes) > 1:
        detail = _("Two copies of OpenMP are loaded, {files}. ").format(files=", ".join(runtimes))
        return Finding(NAME, FAILED, detail + explanation(), remedy.anew(machine))
    if allowed:
        detail = _(
            "The variable {variable} is set. It only silences the error by which OpenMP says that "
            "it was loaded twice; the numbers may then be wrong. Here it was not loaded twice: "
            "the variable is not needed, and would hide the error when there is one."
        ).format(variable=VARIABLE)
        return Finding(NAME, WARNING, detail, _unset(machine))
    detail = _("NumPy and PyTorch compute in one process, and no library for that is loaded twice.")
    return Finding(NAME, OK, detail)


def explanation() -> str:
    """Say what two copies of OpenMP are, whence they come, and why the variable is no way out."""
    return _(
        "NumPy and PyTorch each brought a copy of OpenMP, the library that spreads a sum over the "
        "processor's cores, and two copies in one program stop it or make its numbers wrong. That "
        "happens where conda installed one of them and pip the other. Setting {variable} is no "
        "remedy: it only silences the error, and OpenMP itself says that results may then be "
        "wrong without a sign."
    ).format(variable=VARIABLE)


def _unset(machine: Machine) -> str:
    """Write how to take the variable away: for good on Windows, where it was set for good."""
    if machine.in_notebook:
        return _("Remove the line that sets {variable}, and restart the kernel").format(
            variable=VARIABLE
        )
    if machine.command_prompt:
        return f"reg delete HKCU\\Environment /v {VARIABLE} /f"
    if machine.windows:
        return f'[Environment]::SetEnvironmentVariable("{VARIABLE}", $null, "User")'
    return f"unset {VARIABLE}"
