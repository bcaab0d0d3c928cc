"""The finding about PyTorch and the GPU: does this build reach it, and if not, why not."""

from __future__ import annotations

from course.kit.language import _

from . import remedy
from .drivers import best_wheel, computes_on, driver_runs, minimum_driver
from .findings import FAILED, INFO, OK, WARNING, Finding
from .machine import Machine
from .nvidia import NvidiaSmi
from .packages import crashed_text, not_looked_at, raised_text
from .probe import CRASHED, RAISED, Outcome, Printed
from .versions import split_version

NAME = "torch-gpu"


def torch_gpu(
    machine: Machine,
    said: Printed | NvidiaSmi,
    torch: Outcome,
    devices: Outcome,
    program: Outcome,
) -> Finding:
    """Report whether PyTorch computes on the GPU, or what keeps it from there.

    ``said`` is nvidia-smi's answer. ``devices`` and ``program`` are the outcomes of asking PyTorch
    for its accelerators and of adding two columns of ones on the best of them.
    """
    if not torch.done:
        return not_looked_at(NAME, "torch")
    smi = said if isinstance(said, NvidiaSmi) and said.gpus else None
    if devices.done and program.done and program.facts["values"] == [2.0] * 3:
        place = program.facts["device"]
        if place != "cpu":
            return _reached(devices, place)
        return _unreached(machine, smi, torch, devices) if smi else _no_gpu(torch)
    if smi and not any(torch.facts.get(build) for build in ("cuda", "hip", "xpu")):
        return _not_for_nvidia(machine, smi, torch)
    return _broken(machine, smi, torch, program if devices.done else devices)


def _reached(devices: Outcome, place: str) -> Finding:
    detail = _(
        "torch.cuda.is_available() is {cuda}. Two tensors of ones were added on {place}, "
        "and the sum is right."
    )
    return Finding(NAME, OK, detail.format(cuda=devices.facts["cuda"], place=place))


def _no_gpu(torch: Outcome) -> Finding:
    detail = _(
        "torch.cuda.is_available() is False, as it must be without a GPU. Two tensors of ones "
        "were added on the CPU, and the sum is right."
    )
    if torch.facts["cuda"]:
        detail += _(" A CUDA build like this one works on the CPU too.")
    for build, maker in (("hip", "AMD"), ("xpu", "Intel")):
        if torch.facts.get(build):
            detail += _(
                " This build is for GPUs by {maker}, and finds none: there is none of a kind that "
                "it knows, or its driver is missing. It works on the CPU too."
            ).format(maker=maker)
    return Finding(NAME, INFO, detail)


def _unreached(machine: Machine, smi: NvidiaSmi, torch: Outcome, devices: Outcome) -> Finding:
    """Report a GPU that is there and that PyTorch does not use."""
    built_for = torch.facts["cuda"]
    if not built_for:
        return _not_for_nvidia(machine, smi, torch)
    heard = " ".join(" ".join(devices.facts["warnings"]).split())
    runs = driver_runs(smi.driver, smi.cuda, built_for, machine.windows_driver)
    if not runs or "driver on your system is too old" in heard:
        return _old_driver(machine, smi, torch)
    hidden = machine.environ.get("CUDA_VISIBLE_DEVICES")
    if hidden is not None and hidden.strip() in ("", "-1"):
        detail = _(
            "The variable CUDA_VISIBLE_DEVICES is {value!r}, which hides the GPU from PyTorch. "
            "The CPU is used."
        )
        return Finding(NAME, INFO, detail.format(value=hidden))
    detail = _(
        "The driver {driver} runs this build for CUDA {cuda}, and still "
        "torch.cuda.is_available() is False."
    ).format(driver=smi.driver, cuda=built_for)
    said = _(" PyTorch says: {heard}").format(heard=heard[:300]) if heard else ""
    return Finding(NAME, WARNING, detail + said, _("Restart the computer"))


def _not_for_nvidia(machine: Machine, smi: NvidiaSmi, torch: Outcome) -> Finding:
    """Report a build for the CPU, or for the GPUs of another maker, beside an NVIDIA GPU."""
    facts, version = torch.facts, torch.facts["version"]
    kind = _("the CPU")
    if facts["hip"] or facts.get("xpu"):
        kind = _("GPUs by {maker}").format(maker="AMD" if facts["hip"] else "Intel")
    detail = _(
        "PyTorch {version} is a build for {kind}, next to an NVIDIA GPU ({gpu}): it will never "
        "use it. The course works, more slowly where there is much to compute."
    ).format(version=version, kind=kind, gpu=smi.gpus[0].name)
    return _with_better_build(machine, smi, version, detail)


def _old_driver(machine: Machine, smi: NvidiaSmi, torch: Outcome) -> Finding:
    built_for = torch.facts["cuda"]
    needed = minimum_driver(built_for, machine.windows_driver)
    detail = _("PyTorch is built for CUDA {cuda}, and the driver {driver} is too old for it.")
    detail = detail.format(cuda=built_for, driver=smi.driver)
    if needed:
        detail += _(" That CUDA needs driver {needed} or newer.").format(needed=needed)
    return _with_better_build(machine, smi, torch.facts["version"], detail)


def _with_better_build(machine: Machine, smi: NvidiaSmi, version: str, detail: str) -> Finding:
    """Offer the build that the driver runs, or a newer driver where there is none."""
    capability = smi.gpus[0].capability
    tag = best_wheel(smi.driver, machine.windows_driver, version, capability)
    if tag and tag != split_version(version)[1]:
        detail += _(" The driver {driver} runs the build {tag}.").format(driver=smi.driver, tag=tag)
        return Finding(NAME, WARNING, detail, remedy.install_torch(machine, version, tag))
    if not best_wheel("99999", machine.windows_driver, version, capability):
        detail += _(
            " No build of this PyTorch computes on this GPU, which is too old. Nothing is lost: "
            "the whole course runs on the CPU."
        )
        return Finding(NAME, INFO, detail)
    detail += _(" No build of this PyTorch runs with the driver {driver}.").format(
        driver=smi.driver
    )
    return Finding(NAME, WARNING, detail, remedy.driver(machine, "a newer"))


def _broken(machine: Machine, smi: NvidiaSmi | None, torch: Outcome, step: Outcome) -> Finding:
    """Report that the first program, or asking for the devices, did not end well."""
    version = torch.facts["version"]
    if step.kind == RAISED:
        how = _("It raised {error}.").format(error=raised_text(step))
    elif step.kind == CRASHED:
        how = crashed_text(step)
    elif step.done:
        how = _("The sum came out as {values}.").format(values=step.facts["values"])
    else:
        how = _("It {ending}.").format(ending=step.ending)
    detail = _("PyTorch's first program, adding two tensors of ones, does not work. {how}").format(
        how=how
    )
    if smi and _made_for_others(smi, torch, how):
        return _other_generation(machine, smi, torch, detail)
    return Finding(NAME, FAILED, detail, remedy.install_torch(machine, version))


def _made_for_others(smi: NvidiaSmi, torch: Outcome, how: str) -> bool:
    """Say whether a build holds no code for the GPU: by what CUDA says, or by the known tables."""
    known = computes_on(torch.facts["cuda"] or "", smi.gpus[0].capability)
    return "no kernel image" in how or known is False


def _other_generation(machine: Machine, smi: NvidiaSmi, torch: Outcome, detail: str) -> Finding:
    """Report a GPU that is too old or too new for the build, and offer the build that suits it."""
    gpu, version = smi.gpus[0], torch.facts["version"]
    number = ".".join(map(str, gpu.capability)) if gpu.capability else _("unknown")
    detail += _(
        " This build, for CUDA {cuda}, was not compiled for a GPU of this generation: {gpu} "
        "(NVIDIA's number for it, the compute capability, is {number})."
    ).format(cuda=torch.facts["cuda"], gpu=gpu.name, number=number)
    tag = best_wheel(smi.driver, machine.windows_driver, version, gpu.capability)
    if not gpu.capability and tag == split_version(version)[1]:
        tag = "cu126"
    if tag:
        return Finding(NAME, FAILED, detail, remedy.install_torch(machine, version, tag))
    newer = best_wheel("99999", machine.windows_driver, version, gpu.capability)
    if newer:
        detail += _(" The build {tag} was, and needs a newer driver than {driver}.").format(
            tag=newer, driver=smi.driver
        )
        return Finding(NAME, FAILED, detail, remedy.driver(machine, "a newer"))
    detail += _(" No build of this PyTorch was. The CPU does for the whole course.")
    return Finding(NAME, FAILED, detail, remedy.install_torch(machine, version, "cpu"))
