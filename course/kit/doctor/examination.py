"""The examination: everything is asked at once, then each finding is made from the answers."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from course.kit.language import _

from . import (
    copies,
    gpu,
    installers,
    leftovers,
    notebook,
    openmp,
    packages,
    python,
    room,
    torch_build,
    torch_gpu,
    windows,
)
from .findings import WARNING, Finding
from .machine import Machine
from .probe import run_steps

TORCH_STEPS = ("torch", "torch-numpy", "torch-devices", "torch-first-program", "openmp")
JUPYTER_STEPS = ("jupyterlab", "kernelspec", "nbgrader", "nbgrader-extension")
PLAIN_STEPS = ("numpy", "matplotlib")
MACHINE_STEPS = ("installed", "memory", "disk", "folder", "windows-runtime")

AT_ONCE = 5


def examine(timeout: float = 60.0, machine: Machine | None = None) -> list[Finding]:
    """Examine this machine, or the one described; return the findings in a fixed order.

    What may be the cause of other findings comes before them. A check that makes no sense on such
    a machine, as that of Windows' runtime elsewhere, is left out.

    Whatever is imported is imported in a child process, for at most ``timeout`` seconds each. The
    steps that need PyTorch share one process, as do those of Jupyter, because their imports are
    most of the time; a crash costs the crashing step only, the rest moves to a new process.
    """
    machine = machine or Machine.here()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        jupyter = pool.submit(run_steps, machine, JUPYTER_STEPS, timeout)
        torch = pool.submit(run_steps, machine, TORCH_STEPS, timeout)
        nvidia_smi = pool.submit(gpu.ask_nvidia_smi, machine, timeout)
        plain = pool.submit(run_steps, machine, PLAIN_STEPS, timeout)
        around = pool.submit(run_steps, machine, MACHINE_STEPS, timeout)
        alembic = pool.submit(notebook.find_alembic, machine, timeout)
        nvcc = pool.submit(gpu.ask_nvcc, machine, timeout)

    def step(group: Future[Any], name: str) -> Any:
        return group.result()[name]

    checks: dict[str, Callable[[], Finding | None]] = {
        "python": lambda: python.python_version(machine, step(torch, "torch").done),
        "kernel": lambda: python.kernel(machine, step(jupyter, "kernelspec")),
        copies.NAME: lambda: copies.course(machine, step(around, "installed")),
        "folder": lambda: room.folder(machine, step(around, "folder")),
        "disk": lambda: room.disk(machine, step(around, "disk")),
        "memory": lambda: room.memory(machine, step(around, "memory")),
        windows.NAME: lambda: windows.runtime(machine, step(around, "windows-runtime")),
        installers.NAME: lambda: installers.installers(machine, step(around, "installed")),
        "numpy": lambda: packages.package(machine, "numpy", step(plain, "numpy")),
        "torch": lambda: torch_build.torch(machine, step(torch, "torch")),
        "torch-numpy": lambda: torch_build.torch_numpy(
            machine, step(torch, "torch"), step(plain, "numpy"), step(torch, "torch-numpy")
        ),
        openmp.NAME: lambda: openmp.openmp(machine, step(torch, "torch"), step(torch, openmp.NAME)),
        "gpu": lambda: gpu.gpu(machine, nvidia_smi.result(), step(torch, "torch-devices")),
        "torch-gpu": lambda: torch_gpu.torch_gpu(
            machine,
            nvidia_smi.result(),
            step(torch, "torch"),
            step(torch, "torch-devices"),
            step(torch, "torch-first-program"),
        ),
        "nvcc": lambda: gpu.nvcc(nvcc.result(), step(torch, "torch")),
        "matplotlib": lambda: packages.package(machine, "matplotlib", step(plain, "matplotlib")),
        "jupyterlab": lambda: packages.package(machine, "jupyterlab", step(jupyter, "jupyterlab")),
        "nbgrader": lambda: packages.package(machine, "nbgrader", step(jupyter, "nbgrader")),
        "nbgrader-extension": lambda: notebook.extension(
            machine, step(jupyter, "nbgrader"), step(jupyter, "nbgrader-extension")
        ),
        "alembic": lambda: notebook.alembic(machine, alembic.result()),
        leftovers.NAME: lambda: leftovers.leftovers(machine, step(around, "installed")),
    }
    findings = [_safely(name, check) for name, check in checks.items()]
    return [_private(machine, finding) for finding in findings if finding is not None]


def _safely(name: str, check: Callable[[], Finding | None]) -> Finding | None:
    """Make a finding, None where there is nothing to look at on such a machine.

    A mistake of the doctor's own becomes a finding too, and the others stay.
    """
    try:
        return check()
    except Exception as error:
        detail = _("The doctor itself failed at this check: {kind}: {error}").format(
            kind=type(error).__name__, error=error
        )
        return Finding(name, WARNING, detail, _("Show this line to whoever runs the course"))


def _private(machine: Machine, finding: Finding) -> Finding:
    """Write ``~`` for the home folder, whose name is usually the user's."""
    return Finding(
        finding.name,
        finding.status,
        machine.without_home(finding.detail),
        machine.without_home(finding.fix),
    )
