"""Imitations of what the doctor asks: NVIDIA's output, and outcomes of its steps."""

from __future__ import annotations

from typing import Any

from course.kit.doctor.nvidia import Gpu, NvidiaSmi
from course.kit.doctor.probe import DONE, Outcome

RTX_3060 = Gpu("NVIDIA GeForce RTX 3060", 12288, 1024, 3)

TABLE_531 = """\
Tue Jun 20 10:15:02 2023
+---------------------------------------------------------------------------------------+
| NVIDIA-SMI 531.61                 Driver Version: 531.61       CUDA Version: 12.1     |
|-----------------------------------------+----------------------+----------------------+
| GPU  Name                      TCC/WDDM | Bus-Id        Disp.A | Volatile Uncorr. ECC |
| Fan  Temp  Perf            Pwr:Usage/Cap|         Memory-Usage | GPU-Util  Compute M. |
|                                         |                      |               MIG M. |
|=========================================+======================+======================|
|   0  NVIDIA GeForce RTX 3060       WDDM | 00000000:01:00.0  On |                  N/A |
|  0%   45C    P8               15W / 170W|   1024MiB / 12288MiB |      3%      Default |
|                                         |                      |                  N/A |
+-----------------------------------------+----------------------+----------------------+

+---------------------------------------------------------------------------------------+
| Processes:                                                                            |
|  GPU   GI   CI        PID   Type   Process name                            GPU Memory |
|        ID   ID                                                             Usage      |
|=======================================================================================|
|    0   N/A  N/A      4312    C+G   C:\\Windows\\explorer.exe                   N/A      |
+---------------------------------------------------------------------------------------+
"""
"""The table of a machine like the one in the course's notes."""

QUERY_531 = "NVIDIA GeForce RTX 3060, 531.61, 12288 MiB, 1024 MiB, 3 %\n"


def done(**facts: Any) -> Outcome:
    """Make the outcome of a step that ended well."""
    return Outcome(DONE, facts)


def torch_done(version: str, cuda: str | None = None, **facts: Any) -> Outcome:
    """Make the outcome of importing a PyTorch of the given version and CUDA."""
    file = "/env/lib/site-packages/torch/__init__.py"
    return done(
        **{"version": version, "cuda": cuda, "hip": None, "warnings": [], "file": file} | facts
    )


def devices_done(cuda: bool = False, **facts: Any) -> Outcome:
    """Make the outcome of asking PyTorch for its devices."""
    none = {"cuda": cuda, "names": [], "mps": False, "accelerator": None, "warnings": []}
    return done(**none | facts)


def sum_done(device: str = "cpu") -> Outcome:
    """Make the outcome of the first program."""
    return done(device=device, values=[2.0, 2.0, 2.0])


def smi(driver: str = "531.61", cuda: str | None = "12.1") -> NvidiaSmi:
    """Make nvidia-smi's answer for one GPU."""
    return NvidiaSmi(driver, cuda, (RTX_3060,))
