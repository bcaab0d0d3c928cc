"""GPU, driver, build: what fits together and what does not, and the one thing that mends it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from course.kit.doctor.drivers import best_wheel, computes_on
from course.kit.doctor.findings import FAILED, INFO, OK, WARNING
from course.kit.doctor.gpu import (
    ask_nvcc,
    ask_nvidia_smi,
    find_nvidia_smi,
    gpu,
    nvcc,
    nvidia_card_without_driver,
)
from course.kit.doctor.nvidia import NvidiaSmi
from course.kit.doctor.probe import CRASHED, HUNG, RAISED, SKIPPED, Outcome, Printed, run_steps
from course.kit.doctor.torch_gpu import torch_gpu

from .imitations import RTX_3060, TABLE_531, devices_done, done, smi, sum_done, torch_done

NOTHING = Printed(None, "")
TORCH_STEPS = ["torch", "torch-devices", "torch-first-program"]

CPU_TORCH = """
    __version__ = "2.13.0+cpu"
    class version:
        cuda = hip = None
    class cuda:
        def is_available(): return False
        def device_count(): return 0
    class Tensor:
        device = "cpu"
        def __add__(self, other): return self
        def flatten(self): return self
        def tolist(self): return [2.0, 2.0, 2.0]
    def ones(shape, device): return Tensor()
"""


def test_the_gpu_and_its_driver_are_told(machine, fake_nvidia_smi):
    fake_nvidia_smi()
    finding = gpu(machine, ask_nvidia_smi(machine, 20), devices_done())
    assert finding.status == OK
    assert finding.detail == (
        "NVIDIA GeForce RTX 3060, 12288 MiB of memory, 1024 MiB of it in use, 3% busy. "
        "The NVIDIA driver is 531.61. It runs CUDA up to 12.1: that is the driver's ceiling, "
        "not something installed."
    )


def test_a_name_that_the_table_shortens_is_told_whole(machine, fake_nvidia_smi):
    fake_nvidia_smi(
        table=TABLE_531.replace("RTX 3060 ", "RTX 3..."),
        query="NVIDIA GeForce RTX 3060 Laptop GPU, 531.61, 6144 MiB, 0 MiB, 0 %\n",
    )
    said = ask_nvidia_smi(machine, 20)
    assert said.gpus[0].name == "NVIDIA GeForce RTX 3060 Laptop GPU"
    assert said.cuda == "12.1"


def test_without_a_query_the_table_is_enough(machine, fake_nvidia_smi):
    fake_nvidia_smi(query="Field not supported\n")
    assert ask_nvidia_smi(machine, 20) == smi()


def test_no_gpu_is_no_failure(machine, program):
    assert find_nvidia_smi(machine) is None
    finding = gpu(replace(machine, platform="darwin"), ask_nvidia_smi(machine, 20), devices_done())
    assert (finding.status, finding.fix) == (INFO, "")


def test_an_apple_gpu_is_ok(machine):
    finding = gpu(replace(machine, platform="darwin"), NOTHING, devices_done(mps=True))
    assert finding.status == OK
    assert "MPS" in finding.detail


def test_a_gpu_that_only_torch_knows_is_ok(machine):
    finding = gpu(machine, NOTHING, devices_done(cuda=True, names=["AMD Radeon RX 7900"]))
    assert (finding.status, finding.detail) == (OK, "AMD Radeon RX 7900.")


@pytest.mark.parametrize(
    ("words", "fix"),
    [
        ("Failed to initialize NVML: Driver/library version mismatch", "Restart the computer"),
        (
            "NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver.",
            "Install the driver anew from https://www.nvidia.com/drivers",
        ),
    ],
)
def test_a_driver_that_does_not_answer_is_a_warning(machine, program, words, fix):
    program("nvidia-smi", f"echo {words!r}; exit 9".replace("'NVIDIA", '"NVIDIA'))
    finding = gpu(machine, ask_nvidia_smi(machine, 20), devices_done())
    assert finding.status == WARNING
    assert words in finding.detail
    assert finding.fix == fix


def test_an_nvidia_smi_that_hangs_is_a_warning(machine, program):
    program("nvidia-smi", "exec sleep 600")
    finding = gpu(machine, ask_nvidia_smi(machine, 0.3), devices_done())
    assert finding.status == WARNING
    assert "did not answer within 0.3 seconds" in finding.detail


def test_a_driver_without_a_gpu_is_no_failure(machine, program):
    program("nvidia-smi", "echo No devices were found; exit 6")
    assert gpu(machine, ask_nvidia_smi(machine, 20), devices_done()).status == INFO
    assert gpu(machine, NvidiaSmi("531.61", "12.1", ()), devices_done()).status == INFO


def test_an_output_that_cannot_be_read_is_a_warning(machine, program):
    program("nvidia-smi", "echo something else")
    finding = gpu(machine, ask_nvidia_smi(machine, 20), devices_done())
    assert finding.status == WARNING
    assert "something else" in finding.detail


def test_a_card_without_a_driver_is_a_warning(machine, tmp_path, monkeypatch):
    card = tmp_path / "devices" / "0000:01:00.0"
    card.mkdir(parents=True)
    (card / "vendor").write_text("0x10de\n")
    (card / "class").write_text("0x030000\n")
    (tmp_path / "devices" / "0000:00:00.0").mkdir()
    assert nvidia_card_without_driver(str(tmp_path / "devices"))
    monkeypatch.setattr("course.kit.doctor.gpu.nvidia_card_without_driver", lambda: True)
    finding = gpu(replace(machine, platform="linux"), NOTHING, devices_done())
    assert finding.status == WARNING
    (card / "class").write_text("0x040300\n")  # the sound device of a graphics card
    assert not nvidia_card_without_driver(str(tmp_path / "devices"))


@pytest.mark.parametrize(
    ("changes", "places"),
    [
        ({"wsl": True}, "/usr/lib/wsl/lib/nvidia-smi"),
        ({"platform": "win32"}, "C:\\Program Files\\NVIDIA Corporation\\NVSMI\\nvidia-smi.exe"),
    ],
)
def test_nvidia_smi_is_found_where_path_does_not_lead(
    machine, program, monkeypatch, changes, places
):
    monkeypatch.setattr("os.path.isfile", lambda path: path == places)
    assert find_nvidia_smi(replace(machine, **changes)) == places


def test_without_a_gpu_torch_on_the_cpu_is_right(machine):
    finding = torch_gpu(machine, NOTHING, torch_done("2.13.0+cpu"), devices_done(), sum_done())
    assert (finding.status, finding.fix) == (INFO, "")
    cuda = torch_gpu(machine, NOTHING, torch_done("2.13.0", "13.0"), devices_done(), sum_done())
    assert "A CUDA build like this one works on the CPU too" in cuda.detail


@pytest.mark.parametrize(("device", "cuda"), [("cuda:0", True), ("mps:0", False)])
def test_a_sum_on_the_gpu_is_ok(machine, device, cuda):
    finding = torch_gpu(
        machine, smi(), torch_done("2.13.0+cu126", "12.6"), devices_done(cuda), sum_done(device)
    )
    assert finding.status == OK
    assert f"is_available() is {cuda}" in finding.detail
    assert device in finding.detail


def test_a_cpu_build_beside_a_gpu_is_replaced_by_the_build_that_the_driver_runs(
    machine, stub, fake_nvidia_smi
):
    fake_nvidia_smi()
    stub("torch", CPU_TORCH)
    torch, devices, first = run_steps(machine, TORCH_STEPS, 20).values()
    said = ask_nvidia_smi(machine, 20)
    finding = torch_gpu(machine, said, torch, devices, first)
    assert finding.status == WARNING
    assert "2.13.0+cpu is a build for the CPU" in finding.detail
    assert "NVIDIA GeForce RTX 3060" in finding.detail
    assert finding.fix.endswith(
        "-m pip install --force-reinstall torch==2.13.0 "
        "--index-url https://download.pytorch.org/whl/cu126"
    )


def test_a_driver_too_old_for_the_build_gets_a_build_that_it_runs(machine, stub, fake_nvidia_smi):
    fake_nvidia_smi()
    stub("torch", CPU_TORCH.replace("+cpu", "+cu130").replace("cuda = hip = None", "cuda = '13.0'"))
    torch, devices, first = run_steps(machine, TORCH_STEPS, 20).values()
    finding = torch_gpu(machine, ask_nvidia_smi(machine, 20), torch, devices, first)
    assert finding.status == WARNING
    assert "built for CUDA 13.0, and the driver 531.61 is too old" in finding.detail
    assert "needs driver 580 or newer" in finding.detail
    assert finding.fix.endswith("torch==2.13.0 --index-url https://download.pytorch.org/whl/cu126")


def test_a_driver_too_old_for_every_build_is_to_be_replaced(machine):
    torch = torch_done("2.13.0+cu126", "12.6")
    finding = torch_gpu(machine, smi("471.11", "11.4"), torch, devices_done(), sum_done())
    assert finding.status == WARNING
    assert finding.fix == "Install a newer driver from https://www.nvidia.com/drivers"


def test_what_torch_says_of_the_driver_counts_more_than_the_table(machine):
    words = "CUDA initialization: The NVIDIA driver on your system is too old (found version 12010)"
    devices = devices_done(warnings=[words])
    finding = torch_gpu(machine, smi(), torch_done("2.13.0+cu130", "12.6"), devices, sum_done())
    assert "too old for it" in finding.detail
    assert "whl/cu126" in finding.fix


def test_the_build_that_is_there_is_not_offered_again(machine):
    devices = devices_done(warnings=["The NVIDIA driver on your system is too old"])
    torch = torch_done("2.13.0+cu126", "12.6")
    finding = torch_gpu(machine, smi(), torch, devices, sum_done())
    assert finding.fix == "Install a newer driver from https://www.nvidia.com/drivers"


def test_a_driver_that_runs_an_older_minor_release_is_not_blamed(machine):
    torch = torch_done("2.13.0+cu126", "12.6")
    finding = torch_gpu(machine, smi(), torch, devices_done(warnings=["CUDA unknown"]), sum_done())
    assert "is too old" not in finding.detail
    assert "PyTorch says: CUDA unknown" in finding.detail
    assert (finding.status, finding.fix) == (WARNING, "Restart the computer")


@pytest.mark.parametrize("value", ["", "-1"])
def test_a_hidden_gpu_is_told_and_is_no_fault(machine, value):
    machine.environ["CUDA_VISIBLE_DEVICES"] = value
    torch = torch_done("2.13.0+cu126", "12.6")
    finding = torch_gpu(machine, smi(), torch, devices_done(), sum_done())
    assert finding.status == INFO
    assert "CUDA_VISIBLE_DEVICES" in finding.detail


def test_a_build_without_kernels_for_the_gpu_is_replaced(machine):
    message = "CUDA error: no kernel image is available for execution on the device"
    failed = Outcome(RAISED, error={"type": "RuntimeError", "message": message, "where": None})
    torch = torch_done("2.13.0+cu130", "13.0")
    finding = torch_gpu(machine, smi("581.15", "13.0"), torch, devices_done(True), failed)
    assert finding.status == FAILED
    assert "was not compiled for a GPU of this generation" in finding.detail
    assert "whl/cu126" in finding.fix


@pytest.mark.parametrize(
    ("devices", "first", "words"),
    [
        (devices_done(), done(device="cpu", values=[2.0, 2.0, 0.0]), "came out as [2.0, 2.0, 0.0]"),
        (devices_done(), Outcome(CRASHED, ending="was ended by signal SIGILL"), "lacks instructi"),
        (Outcome(HUNG, ending="did not end within 9 seconds"), Outcome(SKIPPED), "within 9 secon"),
    ],
)
def test_a_first_program_that_fails_is_a_failure(machine, devices, first, words):
    finding = torch_gpu(machine, NOTHING, torch_done("2.13.0"), devices, first)
    assert finding.status == FAILED
    assert words in finding.detail
    assert "--force-reinstall torch==2.13.0" in finding.fix


def test_a_cpu_build_is_seen_even_when_its_first_program_fails(machine):
    broken = Outcome(RAISED, error={"type": "AttributeError", "message": "no ones", "where": None})
    finding = torch_gpu(machine, smi(), torch_done("2.13.0+cpu"), broken, broken)
    assert "is a build for the CPU" in finding.detail


def test_without_torch_the_gpu_is_not_looked_at(machine):
    skipped = Outcome(SKIPPED)
    finding = torch_gpu(machine, smi(), Outcome(RAISED), skipped, skipped)
    assert finding.status == INFO
    assert "see the check torch" in finding.detail


def test_a_missing_nvcc_is_no_failure(machine, program):
    finding = nvcc(ask_nvcc(replace(machine, environ={"PATH": ""}), 20), torch_done("2.13.0+cpu"))
    assert (finding.status, finding.fix) == (INFO, "")
    assert "PyTorch's packages bring" in finding.detail


def test_an_nvcc_is_told_apart_from_the_cuda_that_torch_uses(machine, program):
    program("nvcc", "echo 'Cuda compilation tools, release 11.8, V11.8.89'")
    finding = nvcc(ask_nvcc(machine, 20), torch_done("2.13.0+cu126", "12.6"))
    assert finding.status == OK
    assert "11.8.89" in finding.detail
    assert "brings its own, 12.6" in finding.detail


def test_an_nvcc_that_says_something_else_is_no_failure(machine, program):
    program("nvcc", "echo broken; exit 1")
    finding = nvcc(ask_nvcc(machine, 20), torch_done("2.13.0"))
    assert finding.status == INFO
    assert "broken" in finding.detail


def test_two_gpus_are_both_told(machine):
    finding = gpu(machine, NvidiaSmi("580.65", None, (RTX_3060, RTX_3060)), devices_done())
    assert finding.detail.count("RTX 3060") == 2
    assert "up to an unknown version" in finding.detail


def test_the_pci_folder_may_be_absent(tmp_path: Path):
    assert not nvidia_card_without_driver(str(tmp_path / "none"))


def gpus(name: str, capability: tuple[int, int], driver: str) -> NvidiaSmi:
    return NvidiaSmi(driver, None, (replace(RTX_3060, name=name, capability=capability),))


def test_the_generation_of_a_gpu_is_asked_where_the_driver_knows_the_question(
    machine, fake_nvidia_smi
):
    fake_nvidia_smi(query="NVIDIA GeForce RTX 3060, 531.61, 12288 MiB, 1024 MiB, 3 %, 8.6\n")
    assert ask_nvidia_smi(machine, 20).gpus[0].capability == (8, 6)


NO_KERNEL = Outcome(
    RAISED,
    error={
        "type": "AcceleratorError",
        "message": "CUDA error: no kernel image is available for execution on the device",
        "where": None,
    },
)


@pytest.mark.parametrize(
    ("said", "build", "cuda", "fix"),
    [
        (gpus("NVIDIA GeForce GTX 1060", (6, 1), "581.15"), "cu130", "13.0", "whl/cu126"),
        (gpus("NVIDIA GeForce RTX 5060", (12, 0), "581.15"), "cu126", "12.6", "whl/cu130"),
        (
            gpus("NVIDIA GeForce RTX 5060", (12, 0), "572.16"),
            "cu126",
            "12.6",
            "Install a newer driver from https://www.nvidia.com/drivers",
        ),
        (gpus("NVIDIA GeForce GTX 780", (3, 5), "474.14"), "cu126", "12.6", "whl/cpu"),
    ],
)
def test_a_gpu_of_a_generation_that_the_build_lacks_gets_one_that_has_it(
    machine, said, build, cuda, fix
):
    torch = torch_done(f"2.13.0+{build}", cuda)
    finding = torch_gpu(machine, said, torch, devices_done(True), NO_KERNEL)
    assert finding.status == FAILED
    assert f"not compiled for a GPU of this generation: {said.gpus[0].name}" in finding.detail
    assert finding.fix.endswith(fix)


@pytest.mark.parametrize(
    ("said", "fix"),
    [
        (gpus("NVIDIA GeForce RTX 4060", (8, 9), "581.15"), "whl/cu130"),
        (gpus("NVIDIA GeForce RTX 4060", (8, 9), "566.36"), "whl/cu126"),
        (gpus("NVIDIA GeForce GTX 1050", (6, 1), "581.15"), "whl/cu126"),
        (gpus("NVIDIA GeForce RTX 5070", (12, 0), "581.15"), "whl/cu130"),
        (gpus("NVIDIA GeForce RTX 5070", (12, 0), "572.16"), "https://www.nvidia.com/drivers"),
    ],
)
def test_beside_a_cpu_build_the_offer_suits_driver_and_generation(machine, said, fix):
    finding = torch_gpu(machine, said, torch_done("2.13.0+cpu"), devices_done(), sum_done())
    assert finding.status == WARNING
    assert finding.fix.endswith(fix)


def test_a_gpu_too_old_for_every_build_is_no_fault(machine):
    said = gpus("NVIDIA GeForce GTX 780", (3, 5), "474.14")
    finding = torch_gpu(machine, said, torch_done("2.13.0+cpu"), devices_done(), sum_done())
    assert finding.status == INFO
    assert "the whole course runs on the CPU" in finding.detail


def test_each_pytorch_is_offered_a_build_that_was_made_for_it():
    """The newest has none for CUDA 12 any more; one between had one for the newest GPUs."""
    assert best_wheel("581.15", True, "2.15.0", (6, 1)) == ""
    assert best_wheel("572.16", True, "2.10.0", (12, 0)) == "cu128"
    assert best_wheel("572.16", True, "2.13.0", (12, 0)) == ""
    assert computes_on("12.6", (12, 0)) is False
    assert computes_on("12.6", None) is None
    assert computes_on("11.8", (8, 6)) is None


@pytest.mark.parametrize(("maker", "build"), [("AMD", "hip"), ("Intel", "xpu")])
def test_a_build_for_another_makers_gpu_is_told(machine, maker, build):
    torch = torch_done("2.13.0", **{build: "7.2"})
    alone = torch_gpu(machine, NOTHING, torch, devices_done(), sum_done())
    assert alone.status == INFO
    assert f"This build is for GPUs by {maker}, and finds none" in alone.detail
    beside = torch_gpu(machine, smi(), torch, devices_done(), sum_done())
    assert beside.status == WARNING
    assert f"is a build for GPUs by {maker}, next to an NVIDIA GPU" in beside.detail
    assert beside.fix.endswith("whl/cu126")


def test_an_accelerator_that_only_torch_knows_is_named(machine):
    finding = gpu(machine, NOTHING, devices_done(accelerator="xpu"))
    assert (finding.status, finding.detail) == (
        OK,
        "PyTorch finds an accelerator and calls it xpu.",
    )


APPLE_TORCH = """
    __version__ = "2.13.0"
    float64 = "torch.float64"
    class version:
        cuda = hip = None
    class cuda:
        def is_available(): return False
    class backends:
        class mps:
            def is_available(): return True
    class accelerator:
        def is_available(): return True
        def current_accelerator(): return "mps"
    def ones(shape, dtype=None, device=None):
        if dtype == float64:
            raise TypeError("Cannot convert a MPS Tensor to float64 dtype as the MPS framework "
                            "doesn't support float64. Please use float32 instead.")
"""
"""What PyTorch says on a Mac with an Apple chip."""


def test_apples_gpu_has_no_float64_and_that_is_tried(machine, stub):
    stub("torch", APPLE_TORCH)
    devices = run_steps(machine, ["torch", "torch-devices"], 20)["torch-devices"]
    finding = gpu(replace(machine, platform="darwin"), NOTHING, devices)
    assert finding.status == OK
    assert finding.detail.startswith("Apple's GPU can be used")
    assert (
        "a tensor of float64, as NumPy's arrays become one, cannot be put there" in finding.detail
    )


@pytest.fixture
def wsl(machine):
    return replace(machine, wsl=True, platform="linux")


def test_in_wsl_a_missing_gpu_is_windows_affair(wsl, program):
    finding = gpu(wsl, ask_nvidia_smi(wsl, 20), devices_done())
    assert (finding.status, finding.fix) == (INFO, "")
    assert "when its driver is installed in Windows, and none in Linux" in finding.detail


def test_a_linux_driver_inside_wsl_is_to_go(wsl, program):
    """The words are those of a driver of Linux's that finds the GPU locked."""
    program(
        "nvidia-smi",
        "echo Failed to initialize NVML: GPU access blocked by the operating system; exit 17",
    )
    finding = gpu(wsl, ask_nvidia_smi(wsl, 20), devices_done())
    assert finding.status == WARNING
    assert "A driver for Linux was installed here, and hides the one of Windows" in finding.detail
    assert finding.fix == "sudo apt-get purge '^nvidia-.*' '^libnvidia-.*'"


def test_in_wsl_a_driver_is_renewed_in_windows(wsl, monkeypatch):
    in_windows = (
        "In Windows, install the newest driver from https://www.nvidia.com/drivers, and then run "
        "in PowerShell: wsl --shutdown"
    )
    monkeypatch.setattr(
        "course.kit.doctor.gpu.find_nvidia_smi", lambda machine: "/usr/lib/wsl/lib/nvidia-smi"
    )
    silent = gpu(wsl, Printed(17, "Failed to initialize NVML: N/A"), devices_done())
    assert silent.fix == in_windows
    torch = torch_done("2.13.0+cu126", "12.6")
    old = torch_gpu(wsl, smi("471.11", "11.4"), torch, devices_done(), sum_done())
    assert old.fix == in_windows
