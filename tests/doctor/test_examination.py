"""The examination as a whole: on this machine, on a wrecked one, and from the command line."""

from __future__ import annotations

import importlib.metadata
import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

import course.kit.doctor
from course.kit.doctor import Finding, doctor, examine
from course.kit.doctor.__main__ import main
from course.kit.doctor.examination import examine as examine_machine
from course.kit.doctor.machine import Machine

CHECKS = [
    "python",
    "kernel",
    "course",
    "folder",
    "disk",
    "memory",
    "installers",
    "numpy",
    "torch",
    "torch-numpy",
    "openmp",
    "gpu",
    "torch-gpu",
    "nvcc",
    "matplotlib",
    "jupyterlab",
    "nbgrader",
    "nbgrader-extension",
    "alembic",
    "left-overs",
]


@pytest.fixture(scope="module")
def here() -> dict[str, Finding]:
    """Examine this machine once."""
    return {finding.name: finding for finding in examine()}


def test_every_check_gives_one_finding_in_a_fixed_order(here):
    assert list(here) == CHECKS


def test_on_this_machine_the_doctor_tells_the_truth(here):
    import torch

    details = {name: finding.detail for name, finding in here.items()}
    assert "{}.{}.{}".format(*sys.version_info[:3]) in details["python"]
    for package in ("numpy", "matplotlib", "jupyterlab", "nbgrader"):
        assert importlib.metadata.version(package) in details[package]
        assert here[package].status == "ok"
    assert torch.__version__.partition("+")[0] in details["torch"]
    assert f"CUDA {torch.version.cuda}" in details["torch"] or torch.version.cuda is None
    assert here["torch-numpy"].status == "ok"
    assert f"is_available() is {torch.cuda.is_available()}" in details["torch-gpu"]
    assert (here["nvcc"].status == "ok") == (shutil.which("nvcc") is not None)
    assert (here["alembic"].status == "ok") == (shutil.which("alembic") is not None)
    for check in ("nbgrader-extension", "course", "folder", "installers", "openmp", "left-overs"):
        assert here[check].status == "ok"


def test_the_examined_packages_are_not_imported_by_the_doctor():
    code = (
        "import sys; import course.kit.doctor.examination, course.kit.doctor.report; "
        "import course.kit.doctor.__main__; "
        "print({'torch', 'numpy', 'matplotlib', 'nbgrader', 'jupyterlab'} & set(sys.modules))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "set()\n"


@pytest.fixture
def wrecked(machine: Machine, stub, program) -> Machine:
    """A machine on which every import goes wrong, each in its own way."""
    stub("numpy", "import os; os.abort()")
    stub("matplotlib", "raise ImportError('libfreetype.so.6')")
    stub("torch", "import os; os._exit(139)")
    stub("jupyterlab", "import time; time.sleep(600)")
    stub("jupyter_client", "raise RuntimeError('wrong zmq')")
    stub("nbgrader", "raise ModuleNotFoundError(\"No module named 'nbgrader'\", name='nbgrader')")
    program("nvidia-smi", "echo Failed to initialize NVML: Unknown Error; exit 255")
    program("nvcc", "kill -SEGV $$")
    program("alembic", "exit 1")
    return machine


def test_on_a_wrecked_machine_every_check_still_answers(wrecked):
    findings = {finding.name: finding for finding in examine_machine(1.0, wrecked)}
    assert list(findings) == CHECKS
    failed = {name for name, finding in findings.items() if finding.status == "failed"}
    assert failed == {"numpy", "torch", "matplotlib", "jupyterlab", "nbgrader", "alembic"}
    assert findings["torch-gpu"].status == "info"
    assert findings["gpu"].status == "warning"
    assert all("The doctor itself failed" not in finding.detail for finding in findings.values())


def test_a_mistake_of_the_doctors_own_is_one_finding_among_the_others(wrecked, monkeypatch):
    def broken(*_):
        raise KeyError("oops")

    monkeypatch.setattr("course.kit.doctor.gpu.ask_nvcc", broken)
    findings = {finding.name: finding for finding in examine_machine(1.0, wrecked)}
    assert list(findings) == CHECKS
    assert findings["nvcc"].status == "warning"
    assert "The doctor itself failed at this check: KeyError: 'oops'" in findings["nvcc"].detail


def test_a_working_folder_that_was_deleted_does_not_stop_the_doctor(tmp_path, monkeypatch):
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert Machine.here().folder == os.path.expanduser("~")


def test_a_process_that_is_no_kernel_is_no_notebook_and_a_kernel_is_one(monkeypatch):
    assert not Machine.here().in_notebook
    shell = SimpleNamespace(kernel=object())
    monkeypatch.setitem(sys.modules, "IPython", SimpleNamespace(get_ipython=lambda: shell))
    assert Machine.here().in_notebook


def test_nobodys_name_is_in_the_findings(wrecked, tmp_path):
    named = replace(wrecked, home=str(tmp_path))
    for finding in examine_machine(1.0, named):
        assert str(tmp_path) not in finding.detail + finding.fix


def test_the_command_prints_text_and_data_and_tells_its_success(monkeypatch, capsys):
    findings = [Finding("torch", "failed", "It is missing.", "install it")]
    monkeypatch.setattr(course.kit.doctor, "examine", lambda timeout: findings)
    assert main([]) == 1
    assert capsys.readouterr().out == f"{doctor()}\n"
    assert main(["--json"]) == 1
    checks = json.loads(capsys.readouterr().out)["checks"]
    assert checks == [{"name": "torch", "status": "failed", "detail": "It is missing.",
                       "fix": "install it"}]  # fmt: skip
    findings[0] = Finding("torch", "ok", "It is there.")
    assert main([]) == 0


def test_the_module_can_be_run_where_torch_is_broken(tmp_path: Path):
    """Also where the course is found by its folder alone."""
    for name in ("torch", "numpy", "nbgrader", "jupyterlab", "matplotlib", "jupyter_client"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text("raise ImportError('broken')")
    root = Path(course.kit.doctor.__file__).parents[3]
    environ = dict(os.environ, PYTHONPATH=os.pathsep.join([str(tmp_path), str(root)]))
    ran = subprocess.run(
        [sys.executable, "-m", "course.kit.doctor", "--json"],
        env=environ, cwd=root, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (ran.returncode, ran.stderr) == (1, "")
    statuses = {check["name"]: check["status"] for check in json.loads(ran.stdout)["checks"]}
    assert statuses["torch"] == "failed"
