"""OpenMP loaded twice: with the error that stops an import, and without any."""

from __future__ import annotations

import shutil
import sys
import sysconfig
from dataclasses import replace
from pathlib import Path

import pytest

from course.kit.doctor.findings import FAILED, INFO, OK, WARNING
from course.kit.doctor.openmp import VARIABLE, openmp
from course.kit.doctor.packages import package
from course.kit.doctor.probe import CRASHED, RAISED, Outcome, run_steps
from course.kit.doctor.torch_build import torch

from .imitations import done, torch_done

HINT = (
    "OMP: Error #15: Initializing libiomp5md.dll, but found libiomp5md.dll already initialized.\n"
    "OMP: Hint This means that multiple copies of the OpenMP runtime have been linked into the "
    "program. That is dangerous, since it can degrade performance or cause incorrect results. "
    "The best thing to do is to ensure that only a single OpenMP runtime is linked into the "
    "process, e.g. by avoiding static linking of the OpenMP runtime in any library. As an unsafe, "
    "unsupported, undocumented workaround you can set the environment variable "
    "KMP_DUPLICATE_LIB_OK=TRUE to allow the program to continue to execute, but that may cause "
    "crashes or silently produce incorrect results."
)
"""What OpenMP prints before it ends the process."""

COMPUTING = """
    __version__ = "2.13.0"
    class version:
        cuda = hip = None
    class Square:
        def __matmul__(self, other): return self
        def sum(self): return 1.0
    def ones(*shape): return Square()
"""


def examined(machine):
    outcomes = run_steps(machine, ["torch", "openmp"], 30)
    return openmp(machine, outcomes["torch"], outcomes["openmp"])


CRASHING = f"""
    import sys, os
    def crash(*_):
        sys.stderr.write({HINT!r}); sys.stderr.flush(); os._exit(3)
"""


def test_an_error_15_is_explained_and_the_variable_is_no_fix(machine, stub):
    """It comes when both libraries compute, and PyTorch alone can be imported."""
    stub("torch", CRASHING + COMPUTING.replace("return Square()", "crash()"))
    finding = examined(machine)
    assert finding.status == FAILED
    assert "conda installed one of them and pip the other" in finding.detail
    assert f"Setting {VARIABLE} is no remedy" in finding.detail
    assert VARIABLE not in finding.fix
    assert "setup/start.py" in finding.fix


def test_one_that_stops_the_import_is_told_once_by_the_check_of_the_import(machine, stub):
    stub("torch", CRASHING + "    crash()\n")
    outcomes = run_steps(machine, ["torch", "openmp"], 30)
    found = torch(machine, outcomes["torch"])
    assert found.status == FAILED
    assert f"Setting {VARIABLE} is no remedy" in found.detail
    assert openmp(machine, outcomes["torch"], outcomes["openmp"]).status == INFO


def test_the_import_that_it_stops_says_the_same(machine):
    outcome = Outcome(CRASHED, ending="ended with exit status 3", stderr=HINT)
    finding = package(machine, "matplotlib", outcome)
    assert finding.detail.startswith("Importing Matplotlib was stopped by OpenMP. NumPy and PyTor")
    assert "setup/start.py" in finding.fix


@pytest.mark.skipif(sys.platform != "linux", reason="the list of libraries is Linux's")
def test_two_copies_that_are_loaded_are_found_without_an_error(machine, stub, tmp_path):
    some = next(Path(sysconfig.get_config_var("DESTSHARED")).glob("*.so"))
    paths = [tmp_path / name / "libiomp5.so" for name in ("conda", "pip")]
    for path in paths:
        path.parent.mkdir()
        shutil.copy(some, path)
    loads = f"import ctypes; kept = [ctypes.CDLL(path) for path in {[str(p) for p in paths]!r}]\n"
    stub("torch", loads + "".join(line[4:] for line in COMPUTING.splitlines(keepends=True)))
    finding = examined(machine)
    assert finding.status == FAILED
    for path in paths:
        assert str(path) in finding.detail
    assert "is no remedy" in finding.detail


def test_one_copy_is_well(machine):
    outcome = done(runtimes=["/env/lib/libiomp5.so"], allowed=None)
    assert openmp(machine, torch_done("2.13.0"), outcome).status == OK


def test_the_variable_alone_is_a_warning(machine, stub):
    stub("torch", COMPUTING)
    machine.environ[VARIABLE] = "TRUE"
    finding = examined(machine)
    assert finding.status == WARNING
    assert "only silences the error" in finding.detail
    assert finding.fix == f"unset {VARIABLE}"


def test_the_variable_is_taken_away_where_it_was_set(windows):
    allowed = done(runtimes=[], allowed="TRUE")
    known = torch_done("2.13.0")
    fixes = {
        "powershell": openmp(windows, known, allowed).fix,
        "cmd": openmp(replace(windows, environ={"PROMPT": "$P$G"}), known, allowed).fix,
        "notebook": openmp(replace(windows, in_notebook=True), known, allowed).fix,
    }
    assert fixes == {
        "powershell": f'[Environment]::SetEnvironmentVariable("{VARIABLE}", $null, "User")',
        "cmd": f"reg delete HKCU\\Environment /v {VARIABLE} /f",
        "notebook": f"Remove the line that sets {VARIABLE}, and restart the kernel",
    }


def test_without_torch_it_is_not_looked_at(machine):
    finding = openmp(machine, Outcome(RAISED), Outcome(RAISED))
    assert finding.status == INFO
    assert "see the check torch" in finding.detail
