"""Findings about imports: each cause is named, with the command that mends it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from course.kit.doctor.findings import FAILED, INFO, OK, WARNING
from course.kit.doctor.packages import package
from course.kit.doctor.probe import CRASHED, HUNG, RAISED, Outcome, run_steps
from course.kit.doctor.torch_build import describe_build, torch, torch_numpy

from .imitations import done, torch_done


def probed(machine, name, timeout=20.0):
    return run_steps(machine, [name], timeout)[name]


def test_a_healthy_package_is_ok(machine):
    finding = package(machine, "matplotlib", done(version="3.11.2", file="x"))
    assert (finding.status, finding.fix) == (OK, "")
    assert "Matplotlib 3.11.2" in finding.detail


def test_a_missing_package_is_to_be_installed(machine, stub):
    stub("numpy", "raise ModuleNotFoundError(\"No module named 'numpy'\", name='numpy')")
    finding = package(machine, "numpy", probed(machine, "numpy"))
    assert finding.status == FAILED
    assert finding.detail == f"NumPy is not installed in {machine.prefix}."
    assert finding.fix.endswith('-m pip install "numpy>=2.0,<3"')


def test_in_a_notebook_the_fix_is_a_line_of_a_cell(machine):
    missing = Outcome(RAISED, error={"type": "ModuleNotFoundError", "missing": "numpy"})
    finding = package(replace(machine, in_notebook=True), "numpy", missing)
    assert finding.fix == '%pip install "numpy>=2.0,<3"'


def test_a_missing_dependency_is_named_and_installed(machine, stub):
    stub("matplotlib", "import cycler_of_no_name.parts")
    finding = package(machine, "matplotlib", probed(machine, "matplotlib"))
    assert finding.status == FAILED
    assert "cycler_of_no_name, which it needs, is not" in finding.detail
    assert finding.fix.endswith("-m pip install cycler_of_no_name")


def test_a_package_that_raises_is_to_be_installed_anew(machine, stub):
    stub("matplotlib", "raise ImportError('libfreetype.so.6: cannot open shared object file')")
    finding = package(machine, "matplotlib", probed(machine, "matplotlib"))
    assert finding.status == FAILED
    assert "ImportError: libfreetype.so.6: cannot open shared object file" in finding.detail
    assert finding.fix.endswith('-m pip install --force-reinstall "matplotlib>=3.9,<4"')


def test_a_package_of_another_version_is_a_warning(machine):
    finding = package(machine, "numpy", done(version="1.26.4", file="x"))
    assert finding.status == WARNING
    assert "NumPy 1.26.4" in finding.detail
    assert ">=2.0,<3" in finding.detail
    assert finding.fix.endswith('-m pip install "numpy>=2.0,<3"')


@pytest.mark.parametrize("source", ["raise AttributeError('no ones')", "x = 1"])
def test_a_file_of_the_students_with_the_name_of_a_package_is_to_be_renamed(machine, source):
    """The name alone is the fault: the file may well be importable."""
    path = Path(machine.folder, "torch.py")
    path.write_text(source, encoding="utf-8")
    finding = torch(machine, probed(machine, "torch"))
    assert finding.status == FAILED
    assert f"Python imports {path} in place of PyTorch" in finding.detail
    assert finding.fix == f"Rename {path}"


def test_a_folder_of_the_students_with_the_name_of_a_package_is_to_be_renamed(machine):
    folder = Path(machine.folder, "numpy")
    folder.mkdir()
    (folder / "__init__.py").touch()
    assert package(machine, "numpy", probed(machine, "numpy")).fix == f"Rename {folder}"


def test_a_torch_that_segfaults_is_a_finding_with_its_signal(machine, stub):
    stub("torch", "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)")
    finding = torch(machine, probed(machine, "torch"))
    assert finding.status == FAILED
    assert "Importing PyTorch crashed" in finding.detail
    assert "SIGSEGV" in finding.detail
    assert "do not fit together" in finding.detail
    assert "-m pip install --force-reinstall" in finding.fix


def test_a_crash_tells_the_last_line_that_was_written(machine, stub):
    words = "Intel oneMKL FATAL ERROR: Cannot load mkl_intel_thread.2.dll."
    stub("torch", f"import os, sys; print({words!r}, file=sys.stderr, flush=True); os._exit(3)")
    assert words in torch(machine, probed(machine, "torch")).detail


def test_a_torch_that_hangs_is_a_finding(machine, stub):
    stub("torch", "import time; time.sleep(600)")
    finding = torch(machine, probed(machine, "torch", timeout=0.5))
    assert finding.status == FAILED
    assert "did not end within 0.5 seconds" in finding.detail
    assert finding.fix


@pytest.mark.parametrize(
    ("ending", "cause"),
    [
        ("was ended by signal SIGILL", "lacks instructions"),
        ("was ended by signal SIGKILL", "memory runs out"),
        ("was ended by Windows: access violation (0xC0000005)", "do not fit together"),
    ],
)
def test_a_crash_is_explained_where_its_signal_explains_it(machine, ending, cause):
    assert cause in torch(machine, Outcome(CRASHED, ending=ending)).detail


def test_a_dll_that_does_not_load_on_windows_is_the_visual_c_runtime(machine):
    windows = replace(machine, platform="win32", prefix="C:\\env", executable="C:\\env\\python.exe")
    error = {"type": "OSError", "message": "[WinError 126] Error loading c10.dll", "where": None}
    finding = torch(windows, Outcome(RAISED, error=error))
    assert (
        finding.fix
        == "Install https://aka.ms/vs/17/release/vc_redist.x64.exe and restart the computer"
    )


def test_a_broken_torch_is_replaced_by_the_same_build(machine):
    found = {"origin": None, "version": "2.13.0+cpu"}
    finding = torch(machine, Outcome(HUNG, found=found, ending="did not end"))
    assert finding.fix.endswith(
        "-m pip install --force-reinstall torch==2.13.0 "
        "--index-url https://download.pytorch.org/whl/cpu"
    )


def test_an_old_torch_is_a_warning(machine):
    finding = torch(machine, torch_done("2.0.0+cu117", "11.7"))
    assert finding.status == WARNING
    assert finding.fix.endswith('-m pip install "torch>=2.9,<3"')


@pytest.mark.parametrize(
    ("version", "cuda", "hip", "said"),
    [
        ("2.13.0+cu126", "12.6", None, "built for CUDA 12.6 (the version's tag is +cu126)"),
        ("2.13.0", "13.0", None, "built for CUDA 13.0 (the version has no tag)"),
        ("2.13.0+cpu", None, None, "a build without CUDA (the version's tag is +cpu)"),
        ("2.13.0", None, None, "a build without CUDA (the version has no tag)"),
        ("2.13.0+rocm6.4", None, "6.4.1", "built for ROCm 6.4.1"),
    ],
)
def test_the_build_is_what_torch_says_not_only_its_tag(version, cuda, hip, said):
    assert said in describe_build(version, cuda, hip)


OLD_TORCH = """
    import warnings
    __version__ = "2.2.2+cpu"
    class version:
        cuda = hip = None
    warnings.warn("Failed to initialize NumPy: _ARRAY_API not found (Triggered internally)")
    class Tensor:
        def numpy(self): raise RuntimeError("Numpy is not available")
    def ones(*shape): return Tensor()
"""


def bridge(machine, numpy="2.4.6"):
    outcomes = run_steps(machine, ["torch", "torch-numpy"], 20)
    return torch_numpy(
        machine, outcomes["torch"], done(version=numpy, file="x"), outcomes["torch-numpy"]
    )


def test_a_torch_built_for_another_numpy_is_replaced(machine, stub):
    stub("numpy", "__version__ = '2.4.6'")
    stub("torch", OLD_TORCH)
    finding = bridge(machine)
    assert finding.status == FAILED
    assert "PyTorch 2.2.2+cpu and NumPy 2.4.6 do not work together" in finding.detail
    assert "RuntimeError: Numpy is not available" in finding.detail
    assert "compiled for another NumPy" in finding.detail
    assert finding.fix.endswith('-m pip install "torch>=2.9,<3"')


def test_the_warning_alone_is_a_mismatch_too(machine, stub):
    stub("numpy", "__version__ = '2.4.6'")
    stub("torch", OLD_TORCH + "    def ones(*_):\n        import torch; return torch\n"
         "    def numpy(): return None\n    def from_numpy(_): return None\n")  # fmt: skip
    finding = bridge(machine)
    assert finding.status == FAILED
    assert "warns that NumPy could not be initialised" in finding.detail


def test_a_current_torch_beside_a_broken_numpy_keeps_its_place(machine, stub):
    stub("numpy", "__version__ = '2.4.6'")
    stub("torch", OLD_TORCH.replace("2.2.2", "2.13.0"))
    assert bridge(machine).fix.endswith('-m pip install --force-reinstall "numpy>=2.0,<3"')


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        (Outcome(CRASHED, ending="was ended by signal SIGABRT"), "crashed"),
        (Outcome(HUNG, ending="did not end within 9 seconds"), "did not end within 9 seconds"),
    ],
)
def test_a_crash_between_tensor_and_array_is_a_finding(machine, outcome, words):
    numpy = done(version="2.4.6", file="x")
    finding = torch_numpy(machine, torch_done("2.13.0"), numpy, outcome)
    assert finding.status == FAILED
    assert words in finding.detail


def test_without_numpy_the_match_is_not_looked_at(machine):
    missing = Outcome(RAISED, error={"type": "ModuleNotFoundError", "missing": "numpy"})
    finding = torch_numpy(machine, torch_done("2.13.0"), missing, missing)
    assert finding.status == INFO
    assert "see the check numpy" in finding.detail
