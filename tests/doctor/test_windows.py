"""What only Windows has: Microsoft's runtime, and DLLs that are not loaded for other reasons."""

from __future__ import annotations

import sys
from dataclasses import replace

import pytest

from course.kit.doctor.findings import FAILED, INFO, OK
from course.kit.doctor.probe import RAISED, Outcome, run_steps
from course.kit.doctor.torch_build import torch
from course.kit.doctor.windows import dll_trouble, runtime

from .imitations import done

RUNTIME = "Install https://aka.ms/vs/17/release/vc_redist.x64.exe and restart the computer"


def test_elsewhere_there_is_nothing_to_look_at(machine):
    assert runtime(replace(machine, platform="linux"), done(missing=["x"])) is None


@pytest.mark.skipif(sys.platform == "win32", reason="there the DLLs may well be")
def test_a_runtime_that_cannot_be_loaded_is_a_failure(machine):
    """Linux has none of the DLLs, and ctypes raises there what it raises on a bare Windows."""
    outcome = run_steps(machine, ["windows-runtime"], 20)["windows-runtime"]
    finding = runtime(replace(machine, platform="win32"), outcome)
    assert finding.status == FAILED
    assert "vcruntime140.dll, msvcp140.dll, vcruntime140_1.dll cannot be loaded" in finding.detail
    assert finding.fix == RUNTIME


def test_a_whole_runtime_is_ok(windows):
    assert runtime(windows, done(missing=[])).status == OK
    assert runtime(windows, Outcome(RAISED)).status == INFO


@pytest.mark.parametrize(
    ("kind", "message", "cause", "fix"),
    [
        (
            "OSError",
            '[WinError 126] The specified module could not be found. Error loading "C:\\x\\torch\\'
            'lib\\c10.dll" or one of its dependencies.',
            "Visual C++ runtime",
            RUNTIME,
        ),
        (
            "OSError",
            "[WinError 1114] A dynamic link library (DLL) initialization routine failed. Error "
            'loading "C:\\x\\torch\\lib\\c10.dll" or one of its dependencies.',
            "older than this PyTorch needs",
            RUNTIME,
        ),
        (
            "OSError",
            "[WinError 1455] The paging file is too small for this operation to complete. Error "
            'loading "C:\\x\\torch\\lib\\cudnn_cnn64_9.dll" or one of its dependencies.',
            "ran out of memory",
            "Close other programs and notebooks, and restart the computer",
        ),
        (
            "OSError",
            "[WinError 4551] An Application Control policy has blocked this file. Error loading "
            '"C:\\x\\torch\\lib\\shm.dll" or one of its dependencies.',
            "Smart App Control",
            "Ask who looks after this PC to allow Python's packages, or use another machine",
        ),
        (
            "ImportError",
            "DLL load failed while importing _C: The specified module could not be found.",
            "Visual C++ runtime",
            RUNTIME,
        ),
        (
            "OSError",
            "[WinError 206] The filename or extension is too long",
            "longer than Windows allows",
            "Move the course to a folder with a short path, such as C:\\course",
        ),
    ],
)
def test_a_dll_that_is_not_loaded_is_told_by_its_number(windows, kind, message, cause, fix):
    error = {"type": kind, "message": message, "where": None}
    finding = torch(windows, Outcome(RAISED, error=error))
    assert finding.status == FAILED
    assert cause in finding.detail
    assert finding.fix == fix


def test_a_file_for_another_processor_is_installed_anew(windows):
    message = "[WinError 193] %1 is not a valid Win32 application"
    error = {"type": "OSError", "message": message, "where": None}
    finding = torch(windows, Outcome(RAISED, found={"version": "2.13.0+cpu"}, error=error))
    assert "made for another kind of processor" in finding.detail
    assert "--force-reinstall torch==2.13.0" in finding.fix


def test_an_error_that_is_about_no_dll_is_not_blamed_on_one():
    assert dll_trouble("AttributeError: module 'torch' has no attribute 'ones'") is None
