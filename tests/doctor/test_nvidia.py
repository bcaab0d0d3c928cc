"""What NVIDIA's programs print is read rightly, through the changes of their layout."""

from __future__ import annotations

import pytest

from course.kit.doctor import Gpu, Nvcc, NvidiaSmi, parse_nvcc, parse_nvidia_smi
from course.kit.doctor.drivers import best_wheel, driver_runs, minimum_driver

from .imitations import QUERY_531, RTX_3060, TABLE_531

TABLE_610 = """\
+-----------------------------------------------------------------------------------------+
| NVIDIA-SMI 610.43.02              KMD Version: 610.43.02     CUDA UMD Version: 13.3     |
+-----------------------------------------+------------------------+----------------------+
| GPU  Name                 Persistence-M | Bus-Id          Disp.A | Volatile Uncorr. ECC |
| Fan  Temp   Perf          Pwr:Usage/Cap |           Memory-Usage | GPU-Util  Compute M. |
|                                         |                        |               MIG M. |
|=========================================+========================+======================|
|   0  NVIDIA B200                    On  |   00000000:63:00.0 Off |                    0 |
| N/A   26C    P0            139W / 1000W |       0MiB / 183359MiB |      0%      Default |
|                                         |                        |             Disabled |
+-----------------------------------------+------------------------+----------------------+
|   1  NVIDIA B200                    On  |   00000000:68:00.0 Off |                    0 |
| N/A   26C    P0            142W / 1000W |     512MiB / 183359MiB |     87%      Default |
|                                         |                        |             Disabled |
+-----------------------------------------+------------------------+----------------------+
"""

TABLE_331 = """\
+------------------------------------------------------+
| NVIDIA-SMI 331.62     Driver Version: 331.62         |
|-------------------------------+----------------------+----------------------+
| GPU  Name        Persistence-M| Bus-Id        Disp.A | Volatile Uncorr. ECC |
| Fan  Temp  Perf  Pwr:Usage/Cap|         Memory-Usage | GPU-Util  Compute M. |
|===============================+======================+======================|
|   0  GeForce GTX 680     Off  | 0000:03:00.0     N/A |                  N/A |
| 30%   35C  N/A     N/A /  N/A |      9MiB /  4095MiB |     N/A      Default |
+-------------------------------+----------------------+----------------------+
"""

TABLE_SHARED_MEMORY = """\
| NVIDIA-SMI 580.95.05              Driver Version: 580.95.05      CUDA Version: 13.0     |
|   0  NVIDIA GB10                    On  |   0000000F:01:00.0 Off |                  N/A |
| N/A   38C    P8              4W /  N/A  | Not Supported          |      0%      Default |
"""

NVCC_12_1 = """\
nvcc: NVIDIA (R) Cuda compiler driver
Copyright (c) 2005-2023 NVIDIA Corporation
Built on Mon_Apr__3_17:36:15_Pacific_Daylight_Time_2023
Cuda compilation tools, release 12.1, V12.1.105
Build cuda_12.1.r12.1/compiler.32688072_0
"""


@pytest.mark.parametrize(
    ("table", "driver", "cuda", "gpus"),
    [
        (TABLE_531, "531.61", "12.1", (RTX_3060,)),
        (
            TABLE_610,
            "610.43.02",
            "13.3",
            (Gpu("NVIDIA B200", 183359, 0, 0), Gpu("NVIDIA B200", 183359, 512, 87)),
        ),
        (TABLE_331, "331.62", None, (Gpu("GeForce GTX 680", 4095, 9, None),)),
        (TABLE_SHARED_MEMORY, "580.95.05", "13.0", (Gpu("NVIDIA GB10", None, None, 0),)),
    ],
    ids=["531", "610", "331", "shared memory"],
)
def test_a_table_of_any_age_is_read(table, driver, cuda, gpus):
    assert parse_nvidia_smi(table) == NvidiaSmi(driver, cuda, gpus)


def test_a_query_tells_the_gpus_and_no_cuda():
    assert parse_nvidia_smi(QUERY_531) == NvidiaSmi("531.61", None, (RTX_3060,))


def test_a_query_with_a_header_is_read_by_its_names():
    text = "driver_version, utilization.gpu [%], name\n531.61, 3 %, NVIDIA GeForce RTX 3060\n"
    gpu = Gpu("NVIDIA GeForce RTX 3060", None, None, 3)
    assert parse_nvidia_smi(text) == NvidiaSmi("531.61", None, (gpu,))


def test_a_query_in_another_order_is_read_by_the_given_fields():
    fields = ("driver_version", "name", "memory.total")
    gpu = Gpu("NVIDIA T4", 15360, None, None)
    assert parse_nvidia_smi("550.54.15, NVIDIA T4, 15360 MiB", fields).gpus == (gpu,)


def test_what_a_query_cannot_tell_is_none():
    said = parse_nvidia_smi("NVIDIA GB10, 580.95.05, [N/A], [Not Supported], [N/A]\n")
    assert said.gpus == (Gpu("NVIDIA GB10", None, None, None),)


@pytest.mark.parametrize("text", ["", "\n", "nvidia-smi: command not found", "a, b, c, d, e"])
def test_a_text_without_a_driver_is_refused(text: str):
    with pytest.raises(ValueError, match="not what nvidia-smi prints"):
        parse_nvidia_smi(text)


def test_nvcc_tells_its_release():
    assert parse_nvcc(NVCC_12_1) == Nvcc("12.1", "12.1.105")


@pytest.mark.parametrize("text", ["", "nvcc fatal   : No input files specified"])
def test_a_text_without_a_release_is_refused(text: str):
    with pytest.raises(ValueError, match="not what nvcc -V prints"):
        parse_nvcc(text)


@pytest.mark.parametrize(
    ("driver", "cuda", "windows", "runs"),
    [
        ("531.61", "12.1", True, True),
        ("531.61", "12.6", True, True),  # minor version compatibility
        ("527.41", "12.6", True, False),
        ("527.41", "12.6", False, True),
        ("525.60.13", "12.8", False, True),
        ("525.60.12", "12.8", False, False),
        ("531.61", "13.0", True, False),
        ("580.65.06", "13.2", False, True),
        ("610.43.02", "11.8", False, True),  # a newer driver runs every older build
        ("450.80.02", "11.8", False, True),
        ("450.51.06", "11.8", False, False),
    ],
)
def test_a_driver_runs_every_minor_release_of_its_cuda_and_all_older(driver, cuda, windows, runs):
    assert driver_runs(driver, None, cuda, windows) is runs


def test_of_a_cuda_not_in_the_table_the_ceiling_decides():
    assert minimum_driver("14.0", False) == ""
    assert driver_runs("700.10", "14.1", "14.0", False)
    assert not driver_runs("610.43", "13.3", "14.0", False)
    assert not driver_runs("610.43", None, "14.0", False)


@pytest.mark.parametrize(
    ("driver", "windows", "torch", "tag"),
    [
        ("531.61", True, "2.13.0+cpu", "cu126"),
        ("581.15", True, "2.13.0", "cu130"),
        ("581.15", True, "2.6.0", "cu126"),
        ("471.11", True, "2.13.0", ""),
    ],
)
def test_the_best_build_is_the_newest_that_the_driver_runs(driver, windows, torch, tag):
    assert best_wheel(driver, windows, torch) == tag
