"""The steps that look at the machine, and how they ask the systems that the tests don't run on."""

from __future__ import annotations

import ctypes
import sys
from types import SimpleNamespace

import pytest

from course.kit.doctor import child_machine
from course.kit.doctor.probe import run_steps

GIB = 2**30


def test_a_child_finds_what_this_process_finds(machine, monkeypatch):
    monkeypatch.chdir(machine.folder)
    outcomes = run_steps(machine, ["installed", "folder", "windows-runtime"], 30)
    for name in ("folder", "windows-runtime"):
        assert outcomes[name].facts == child_machine.STEPS[name]()
    seen_there, seen_here = (
        {(copy["name"], copy["version"]) for copy in facts["distributions"]}
        for facts in (outcomes["installed"].facts, child_machine.installed())
    )
    assert seen_there == seen_here
    assert {name for name, _ in seen_here} >= {"numpy", "torch", "pytorch-foundations"}


def test_the_libraries_of_this_process_are_listed():
    import _ctypes

    loaded = set(child_machine.loaded_libraries())
    assert any("_ctypes" in path for path in loaded) or not hasattr(_ctypes, "__file__")
    assert any(path.endswith(".so") or ".so." in path for path in loaded)


@pytest.fixture
def kernel32(monkeypatch):
    """Windows' library, as far as it is asked: it fills what it is given, as the real one does."""

    def status(reference):
        status = reference._obj
        assert status.length == ctypes.sizeof(status)
        status.total, status.free, status.free_with_paging = 8 * GIB, GIB, 2 * GIB
        return 1

    def modules(process, array, size, needed):
        array[0], array[1] = 11, 22
        needed._obj.value = 2 * ctypes.sizeof(ctypes.c_void_p)
        return 1

    def name(module, buffer, size):
        buffer.value = {11: "C:\\env\\python.exe", 22: "C:\\env\\libiomp5md.dll"}[module.value]
        return len(buffer.value)

    class Process:
        restype = None

        def __call__(self):
            return 2**64 - 1

    library = SimpleNamespace(
        GlobalMemoryStatusEx=status,
        GetCurrentProcess=Process(),
        K32EnumProcessModules=modules,
        GetModuleFileNameW=name,
    )
    monkeypatch.setattr(ctypes, "WinDLL", lambda name: library, raising=False)
    monkeypatch.setattr(sys, "platform", "win32")
    return library


def test_windows_is_asked_for_its_memory_with_the_paging_file(kernel32, monkeypatch):
    monkeypatch.setattr(child_machine, "_container_limits", list)
    assert child_machine.memory() == {"total": 8 * GIB, "free": 2 * GIB}
    kernel32.GlobalMemoryStatusEx = lambda reference: 0
    assert child_machine.memory() == {"total": None, "free": None}


def test_windows_is_asked_for_the_libraries_of_a_process(kernel32):
    found = list(child_machine.loaded_libraries())
    assert found == ["C:\\env\\python.exe", "C:\\env\\libiomp5md.dll"]


def test_macos_is_asked_for_the_libraries_of_a_process(monkeypatch):
    class Name:
        restype = None

        def __call__(self, number):
            return [b"/usr/lib/libSystem.B.dylib", b"/env/lib/libomp.dylib"][number]

    system = SimpleNamespace(_dyld_get_image_name=Name(), _dyld_image_count=lambda: 2)
    monkeypatch.setattr(ctypes, "CDLL", lambda name: system)
    monkeypatch.setattr(sys, "platform", "darwin")
    found = list(child_machine.loaded_libraries())
    assert found == ["/usr/lib/libSystem.B.dylib", "/env/lib/libomp.dylib"]
