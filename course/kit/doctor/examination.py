"""The examination: everything is asked at once, then each finding is made from the answers."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from gettext import gettext as _
from typing import Any

from . import gpu, notebook, packages, python, torch_build, torch_gpu
from .findings import WARNING, Finding
from .machine import Machine
from .probe import run_steps

TORCH_STEPS = ("torch", "torch-numpy", "torch-devices", "torch-first-program")
JUPYTER_STEPS = ("jupyterlab", "kernelspec", "nbgrader", "nbgrader-extension")
PLAIN_STEPS = ("numpy", "matplotlib")

AT_ONCE = 4


def examine(timeout: float = 60.0, machine: Machine | None = None) -> list[Finding]:
    """Examine this machine, or the one described; return the findings in a fixed order.

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
        alembic = pool.submit(notebook.find_alembic, machine, timeout)
        nvcc = pool.submit(gpu.ask_nvcc, machine, timeout)

    def step(group: Future[Any], name: str) -> Any:
        return group.result()[name]

    checks: dict[str, Callable[[], Finding]] = {
        "python": lambda: python.python_version(machine),
        "kernel": lambda: python.kernel(machine, step(jupyter, "kernelspec")),
        "numpy": lambda: packages.package(machine, "numpy", step(plain, "numpy")),
        "torch": lambda: torch_build.torch(machine, step(torch, "torch")),
        "torch-numpy": lambda: torch_build.torch_numpy(
            machine, step(torch, "torch"), step(plain, "numpy"), step(torch, "torch-numpy")
        ),
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
    }
    return [_private(machine, _safely(name, check)) for name, check in checks.items()]


def _safely(name: str, check: Callable[[], Finding]) -> Finding:
    """Make a finding; a mistake of the doctor's own becomes one too, and the others stay."""
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
