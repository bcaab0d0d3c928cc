"""Findings about PyTorch: its version and build, and whether it works with the NumPy beside it."""

from __future__ import annotations

from course.kit.language import _

from . import remedy
from .findings import FAILED, OK, Finding
from .machine import Machine
from .packages import (
    crashed_text,
    import_trouble,
    not_looked_at,
    other_version,
    raised_text,
)
from .probe import CRASHED, HUNG, RAISED, Outcome
from .versions import REQUIREMENTS, satisfies, split_version

MISMATCH_SIGNS = ("Failed to initialize NumPy", "compiled using NumPy 1.x", "_ARRAY_API not found")
"""What NumPy 2 and PyTorch print when PyTorch was compiled for NumPy 1."""


def torch(machine: Machine, outcome: Outcome) -> Finding:
    """Report on PyTorch's import, version and build."""
    there = outcome.facts.get("version") or outcome.found.get("version") or ""
    trouble = import_trouble(machine, "torch", outcome, remedy.install_torch(machine, there))
    if trouble is not None:
        return trouble
    other = other_version(machine, "torch", there, remedy.install(machine, "torch", replaces=True))
    if other is not None:
        return other
    detail = _("PyTorch {version} can be imported. {build} It lies in {folder}.").format(
        version=split_version(there)[0],
        build=describe_build(
            there, outcome.facts["cuda"], outcome.facts["hip"], outcome.facts.get("xpu")
        ),
        folder=machine.path.dirname(outcome.facts["file"] or ""),
    )
    return Finding("torch", OK, detail)


def describe_build(version: str, cuda: str | None, hip: str | None, xpu: str | None = None) -> str:
    """Say in a sentence for which kind of processor a PyTorch was built.

    ``cuda``, ``hip`` and ``xpu`` are those of ``torch.version``: the truth about the build. The
    local tag of the version usually says the same, but may be missing.
    """
    tag = split_version(version)[1]
    said = _("the version's tag is +{tag}").format(tag=tag) if tag else _("the version has no tag")
    if hip:
        text = _("It is built for ROCm {hip}: GPUs by AMD, which it calls cuda ({said}).")
        return text.format(hip=hip, said=said)
    if xpu:
        return _("It is built for GPUs by Intel, which it calls xpu ({said}).").format(said=said)
    if cuda:
        return _("It is built for CUDA {cuda} ({said}).").format(cuda=cuda, said=said)
    return _("It is a build without CUDA ({said}).").format(said=said)


def torch_numpy(machine: Machine, torch: Outcome, numpy: Outcome, bridge: Outcome) -> Finding:
    """Report whether tensors and arrays become one another.

    They don't when PyTorch was compiled for another NumPy: then PyTorch warns at its first tensor,
    and ``tensor.numpy()`` raises ``RuntimeError: Numpy is not available``.
    """
    for name, needed in (("torch", torch), ("numpy", numpy)):
        if not needed.done:
            return not_looked_at("torch-numpy", name)
    versions = _("PyTorch {torch} and NumPy {numpy}").format(
        torch=torch.facts["version"], numpy=numpy.facts["version"]
    )
    heard = " ".join([*torch.facts["warnings"], *bridge.facts.get("warnings", [])])
    said = f"{heard} {bridge.error.get('message', '')} {torch.stderr} {bridge.stderr}"
    mismatch = any(sign in said for sign in MISMATCH_SIGNS)
    if bridge.done and not mismatch:
        detail = _("{versions} fit together: a tensor became an array and a tensor again.")
        return Finding("torch-numpy", OK, detail.format(versions=versions))
    detail = _("{versions} do not work together. {how}").format(versions=versions, how=_how(bridge))
    if mismatch or "Numpy is not available" in said:
        detail += _(" This PyTorch was compiled for another NumPy than the one beside it.")
    return Finding("torch-numpy", FAILED, detail, _align(machine, torch.facts["version"]))


def _how(bridge: Outcome) -> str:
    """Say what happened on the way from a tensor to an array."""
    if bridge.kind == RAISED:
        return _("tensor.numpy() raised {error}.").format(error=raised_text(bridge))
    if bridge.kind == CRASHED:
        return _("tensor.numpy() crashed. {how}").format(how=crashed_text(bridge))
    if bridge.kind == HUNG:
        return _("tensor.numpy() {ending}.").format(ending=bridge.ending)
    return _("Importing PyTorch warns that NumPy could not be initialised.")


def _align(machine: Machine, version: str) -> str:
    """Write the command that brings PyTorch and NumPy together, at the versions of the course.

    An old PyTorch is the one to replace (before 2.3 the wheels were compiled for NumPy 1; source:
    PyTorch's issue 135013 and the release notes of 2.3); otherwise NumPy is damaged or foreign.
    """
    if satisfies(version, REQUIREMENTS["torch"]):
        return remedy.install(machine, "numpy", again=True)
    return remedy.install(machine, "torch", replaces=True)
