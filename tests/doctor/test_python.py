"""The Python that runs, whose environment it is, and what JupyterLab would start."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from course.kit.doctor.findings import FAILED, INFO, OK, WARNING
from course.kit.doctor.machine import Machine
from course.kit.doctor.probe import RAISED, Outcome, run_steps
from course.kit.doctor.python import course_environment, kernel, python_version

from .imitations import done


@pytest.fixture
def course(machine: Machine, tmp_path: Path) -> Machine:
    """A course unpacked in a folder, with a .venv made by the set-up, whose Python runs."""
    prefix = tmp_path / "course" / ".venv"
    prefix.mkdir(parents=True)
    (prefix / "pyvenv.cfg").touch()
    return replace(
        machine,
        prefix=str(prefix),
        executable=str(prefix / "bin" / "python"),
        package=str(tmp_path / "course" / "course" / "kit" / "doctor"),
    )


def spec(program: str, folder: str, exists: bool = True, ipykernel: bool = True) -> Outcome:
    return done(program=program, folder=folder, exists=exists, ipykernel=ipykernel)


def test_a_python_of_the_right_age_is_ok(machine):
    finding = python_version(replace(machine, version=(3, 11, 0)))
    assert finding.status == OK
    assert f"Python 3.11.0 runs from {machine.executable}" in finding.detail


@pytest.mark.parametrize("version", [(3, 10, 14), (2, 7, 18)])
def test_a_python_too_old_is_to_be_replaced(machine, version):
    finding = python_version(replace(machine, version=version, folder=machine.course))
    assert finding.status == FAILED
    assert "The course needs Python 3.11 or newer" in finding.detail
    assert finding.fix == (
        "Install a newer Python from https://www.python.org/downloads/ "
        "and run: python3 setup/start.py"
    )


def test_on_windows_the_set_up_is_started_with_py(machine):
    finding = python_version(replace(machine, version=(3, 9, 0), platform="win32"))
    assert finding.fix.endswith("run: py setup\\start.py")


@pytest.mark.parametrize("name", ["random.py", "code/__init__.py"])
def test_a_file_that_hides_a_module_of_pythons_is_a_warning(machine, name):
    path = Path(machine.folder, name)
    path.parent.mkdir(exist_ok=True)
    path.touch()
    finding = python_version(machine)
    assert finding.status == WARNING
    module = name.partition("/")[0]
    assert finding.fix == f"Rename {Path(machine.folder, module)}"
    assert f"has a module {module.removesuffix('.py')}, which hides Python's own" in finding.detail


def test_a_folder_that_cannot_be_read_hides_nothing(machine):
    assert python_version(replace(machine, folder="/no/such/folder")).status == OK


@pytest.mark.parametrize("in_notebook", [True, False])
def test_the_courses_own_environment_is_ok(course, in_notebook):
    facts = spec("python", os.path.join(course.prefix, "share"))
    finding = kernel(replace(course, in_notebook=in_notebook), facts)
    assert finding.status == OK
    assert course.prefix in finding.detail


def test_a_kernel_of_another_environment_is_a_warning_that_names_the_right_python(course):
    right = os.path.join(course.prefix, "bin", "python")
    other = replace(course, prefix="/opt/other", executable="/opt/other/bin/python")
    finding = kernel(replace(other, in_notebook=True), Outcome(RAISED))
    assert finding.status == WARNING
    assert f"was installed into {course.prefix}" in finding.detail
    assert "this is /opt/other/bin/python" in finding.detail
    assert finding.fix == f"Choose {right} as the notebook's kernel"
    assert kernel(other, Outcome(RAISED)).fix == f"{right} -m course doctor"


def test_an_environment_whose_name_only_begins_alike_is_another(course):
    longer = replace(course, prefix=f"{course.prefix}-old", in_notebook=True)
    assert kernel(longer, Outcome(RAISED)).status == WARNING


def test_an_installed_course_belongs_to_the_environment_around_it(machine, tmp_path):
    home = tmp_path / "home-env"
    package = home / "lib" / "python3.11" / "site-packages" / "course" / "kit" / "doctor"
    package.mkdir(parents=True)
    (home / "conda-meta").mkdir()
    inside = replace(machine, package=str(package), prefix=str(home), in_notebook=True)
    assert kernel(inside, Outcome(RAISED)).status == OK
    outside = replace(inside, prefix=str(tmp_path / "other-env"))
    assert kernel(outside, Outcome(RAISED)).status == WARNING


def test_a_course_in_the_packages_of_a_plain_python_belongs_to_it(machine, tmp_path):
    package = tmp_path / "usr" / "lib" / "python3.11" / "site-packages" / "course"
    assert course_environment(replace(machine, package=str(package))) == machine.prefix
    (tmp_path / "usr" / "pyvenv.cfg").parent.mkdir()
    (tmp_path / "usr" / "pyvenv.cfg").touch()
    assert course_environment(replace(machine, package=str(package))) == str(tmp_path / "usr")


def test_a_course_that_is_installed_nowhere_is_no_fault(machine, tmp_path):
    loose = replace(
        machine, package=str(tmp_path / "course" / "kit" / "doctor"), prefix=str(tmp_path / "env")
    )
    assert course_environment(loose) is None
    assert kernel(loose, Outcome(RAISED)).status == INFO


@pytest.mark.parametrize(("exists", "status"), [(True, WARNING), (False, FAILED)])
def test_a_kernel_registered_for_another_python_is_found(course, exists, status):
    facts = spec("/opt/old/bin/python", "/home/other/kernels/python3", exists=exists)
    finding = kernel(course, facts)
    assert finding.status == status
    assert "JupyterLab starts notebooks with /opt/old/bin/python" in finding.detail
    assert finding.fix.endswith("-m ipykernel install --user --name python3")
    own = spec("/opt/old/bin/python", os.path.join(course.prefix, "share"), exists=exists)
    assert "--sys-prefix" in kernel(course, own).fix


@pytest.mark.parametrize(
    "outcome",
    [
        spec("python", "x", ipykernel=False),
        Outcome(RAISED, error={"type": "NoSuchKernel", "message": "python3"}),
    ],
)
def test_without_ipykernel_no_notebook_runs(course, outcome):
    finding = kernel(course, outcome)
    assert finding.status == FAILED
    assert finding.fix.endswith("-m pip install ipykernel")


def test_the_kernel_that_jupyterlab_starts_is_read_from_its_registration(machine, tmp_path):
    folder = tmp_path / "jupyter" / "kernels" / "python3"
    folder.mkdir(parents=True)
    gone = str(tmp_path / "gone" / "python")
    content = {
        "argv": [gone, "-m", "ipykernel_launcher"],
        "display_name": "x",
        "language": "python",
    }
    (folder / "kernel.json").write_text(json.dumps(content), encoding="utf-8")
    machine.environ["JUPYTER_PATH"] = str(tmp_path / "jupyter")
    outcome = run_steps(machine, ["kernelspec"], 30)["kernelspec"]
    assert outcome.facts == {
        "program": gone, "folder": str(folder), "exists": False, "ipykernel": True
    }  # fmt: skip
