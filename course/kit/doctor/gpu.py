"""Findings about the GPU and its driver, about PyTorch's way to it, and about the CUDA toolkit."""

from __future__ import annotations

import glob
import os
import shutil
from dataclasses import replace

from course.kit.language import _

from . import remedy
from .findings import INFO, OK, WARNING, Finding
from .machine import Machine
from .nvidia import QUERY, QUERY_WITH_CAPABILITY, Gpu, NvidiaSmi, parse_nvcc, parse_nvidia_smi
from .probe import Outcome, Printed, run_program

PCI_DEVICES = "/sys/bus/pci/devices"
PATIENCE = 20.0
"""Seconds to wait for a program of NVIDIA's at most; a healthy one answers in under two."""


def ask_nvidia_smi(machine: Machine, timeout: float) -> Printed | NvidiaSmi:
    """Run ``nvidia-smi``; return what it says, or what it printed instead.

    The table is asked for the highest CUDA, a query for the names, which a table shortens.
    """
    program = find_nvidia_smi(machine)
    if program is None:
        return Printed(None, "")
    timeout = min(timeout, PATIENCE)
    table = run_program([program], timeout)
    if table.status != 0:
        return table
    try:
        said = parse_nvidia_smi(table.text)
    except ValueError as error:
        return Printed(table.status, str(error))
    for fields in (QUERY_WITH_CAPABILITY, QUERY):
        query = [program, f"--query-gpu={','.join(fields)}", "--format=csv,noheader"]
        try:
            gpus = parse_nvidia_smi(run_program(query, timeout).text, fields).gpus
        except ValueError:
            continue
        return replace(said, gpus=gpus)
    return said


def find_nvidia_smi(machine: Machine) -> str | None:
    """Return the path of ``nvidia-smi``: on PATH, or where WSL and older Windows drivers put it."""
    found = shutil.which("nvidia-smi", path=machine.environ.get("PATH", ""))
    if found is not None:
        return found
    places = ["/usr/lib/wsl/lib/nvidia-smi"] if machine.wsl else []
    if machine.windows:
        programs = machine.environ.get("ProgramFiles", "C:\\Program Files")
        places = [machine.path.join(programs, "NVIDIA Corporation", "NVSMI", "nvidia-smi.exe")]
    return next((place for place in places if os.path.isfile(place)), None)


def ask_nvcc(machine: Machine, timeout: float) -> Printed | None:
    """Run ``nvcc -V``; None when PATH has no ``nvcc``."""
    found = shutil.which("nvcc", path=machine.environ.get("PATH", ""))
    return run_program([found, "-V"], min(timeout, PATIENCE)) if found else None


def nvidia_card_without_driver(devices: str = PCI_DEVICES) -> bool:
    """Say whether Linux lists a display device of NVIDIA (vendor 0x10de, class 0x03....)."""
    for device in glob.glob(os.path.join(devices, "*")):
        try:
            vendor, kind = (_content(os.path.join(device, name)) for name in ("vendor", "class"))
        except OSError:
            continue
        if vendor == "0x10de" and kind.startswith("0x03"):
            return True
    return False


def _content(path: str) -> str:
    with open(path, encoding="ascii") as file:
        return file.read().strip()


def gpu(machine: Machine, said: Printed | NvidiaSmi, devices: Outcome) -> Finding:
    """Report on the GPU and its driver. A machine without one is fine."""
    if isinstance(said, NvidiaSmi) and said.gpus:
        ceiling = said.cuda or _("an unknown version")
        detail = _(
            "{gpus}. The NVIDIA driver is {driver}. It runs CUDA up to {ceiling}: that is the "
            "driver's ceiling, not something installed."
        )
        gpus = "; ".join(map(describe_gpu, said.gpus))
        return Finding("gpu", OK, detail.format(gpus=gpus, driver=said.driver, ceiling=ceiling))
    if isinstance(said, NvidiaSmi) or "No devices were found" in said.text:
        detail = _(
            "An NVIDIA driver is installed and finds no GPU. The whole course runs on the CPU."
        )
        return Finding("gpu", INFO, detail)
    if said.text:
        return _silent_driver(machine, said)
    lacks = _no_float64() if devices.facts.get("lacks_float64") else ""
    if devices.facts.get("mps"):
        return Finding("gpu", OK, _("Apple's GPU can be used, through Metal (MPS).") + lacks)
    if devices.facts.get("names"):
        return Finding("gpu", OK, ", ".join(devices.facts["names"]) + "." + lacks)
    if devices.facts.get("accelerator"):
        detail = _("PyTorch finds an accelerator and calls it {name}.")
        return Finding("gpu", OK, detail.format(name=devices.facts["accelerator"]) + lacks)
    if machine.wsl:
        detail = _(
            "No GPU was found. This is Linux inside Windows (WSL), where the driver of Windows "
            "counts: a GPU by NVIDIA is seen here when its driver is installed in Windows, and "
            "none in Linux. The whole course runs on the CPU."
        )
        return Finding("gpu", INFO, detail)
    if machine.platform == "linux" and nvidia_card_without_driver():
        detail = _("There is an NVIDIA GPU, but no driver for it: nvidia-smi is not on PATH.")
        return Finding("gpu", WARNING, detail, remedy.driver(machine, "the"))
    detail = _("No GPU was found: nvidia-smi is not on PATH. The whole course runs on the CPU.")
    return Finding("gpu", INFO, detail)


def _no_float64() -> str:
    return _(
        " It has no numbers of 64 bits: a tensor of float64, as NumPy's arrays become one, cannot "
        "be put there. Change it to float32 first, or compute on the CPU."
    )


def describe_gpu(gpu: Gpu) -> str:
    """Say a GPU's name, memory and load, as far as they are known."""
    parts = [gpu.name]
    if gpu.memory_total is not None:
        parts.append(_("{total} MiB of memory").format(total=gpu.memory_total))
    if gpu.memory_used is not None:
        parts.append(_("{used} MiB of it in use").format(used=gpu.memory_used))
    if gpu.utilisation is not None:
        parts.append(_("{percent}% busy").format(percent=gpu.utilisation))
    return ", ".join(parts)


def nvcc(printed: Printed | None, torch: Outcome) -> Finding:
    """Report on the CUDA toolkit, which PyTorch's wheels do not need."""
    brings = _("PyTorch's packages bring the parts of CUDA that they use.")
    if printed is None:
        detail = _("nvcc is not on PATH, so no CUDA toolkit is installed. None is needed: {brings}")
        return Finding("nvcc", INFO, detail.format(brings=brings))
    try:
        toolkit = parse_nvcc(printed.text)
    except ValueError as error:
        detail = _("{error} It is not needed: {brings}")
        detail = detail.format(error=_sentence(str(error)), brings=brings)
        return Finding("nvcc", INFO, detail)
    detail = _("The CUDA toolkit {version} is installed. It is not the CUDA that PyTorch uses: ")
    used = torch.facts.get("cuda")
    own = _("this PyTorch brings its own, {cuda}.").format(cuda=used) if used else brings
    return Finding("nvcc", OK, detail.format(version=toolkit.version) + own)


def _silent_driver(machine: Machine, said: Printed) -> Finding:
    """Report an ``nvidia-smi`` that is there and gives no answer."""
    text = " ".join(said.text.split())[:300]
    detail = _("nvidia-smi is installed but reaches no driver: {text}").format(text=text)
    if machine.wsl and _linux_driver_in_wsl(find_nvidia_smi(machine) or ""):
        detail += _(
            " This is Linux inside Windows (WSL). A driver for Linux was installed here, and hides "
            "the one of Windows, which is the one that works."
        )
        fix = "sudo apt-get purge '^nvidia-.*' '^libnvidia-.*'"
        return Finding("gpu", WARNING, detail, fix)
    if "mismatch" in text:
        detail += _(" The driver was updated and the old one is still loaded.")
        return Finding("gpu", WARNING, detail, _("Restart the computer"))
    return Finding("gpu", WARNING, detail, remedy.driver(machine, "anew"))


def _linux_driver_in_wsl(program: str) -> bool:
    """Say whether an ``nvidia-smi`` is Linux's own: Windows puts its one below ``/usr/lib/wsl``.

    Source: NVIDIA, "CUDA on WSL User Guide", which forbids a driver for Linux inside WSL.
    """
    return not os.path.realpath(program).startswith("/usr/lib/wsl/")


def _sentence(text: str) -> str:
    """End a text with a full stop."""
    return text if text.endswith(".") else f"{text}."
