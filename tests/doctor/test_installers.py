"""NumPy and PyTorch from conda, from pip, and from both over one another."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from course.kit.doctor.findings import INFO, OK, WARNING
from course.kit.doctor.installers import installers
from course.kit.doctor.machine import Machine
from course.kit.doctor.probe import RAISED, Outcome, run_steps

from .imitations import done


def asked(machine: Machine):
    return installers(machine, run_steps(machine, ["installed"], 20)["installed"])


@pytest.fixture
def conda(machine: Machine, tmp_path: Path) -> Machine:
    """A conda environment that believes it has installed NumPy and PyTorch."""
    prefix = tmp_path / "envs" / "course"
    (prefix / "conda-meta").mkdir(parents=True)
    for note in ("numpy-1.26.4-py311h64a7726_0", "pytorch-2.5.1-py3.11_cpu_0", "history"):
        (prefix / "conda-meta" / f"{note}.json").write_text("{}", encoding="utf-8")
    return replace(machine, prefix=str(prefix))


def test_this_environment_has_each_once(machine):
    finding = asked(machine)
    assert finding.status == OK
    assert "by pip" in finding.detail


def test_what_pip_put_over_condas_is_found(conda, distribution):
    distribution("numpy", "2.4.6", installer="pip")
    distribution("torch", "2.5.1", installer="conda")
    finding = asked(conda)
    assert finding.status == WARNING
    assert "NumPy was installed twice: 1.26.4 by conda, and 2.4.6 by pip over it" in finding.detail
    assert finding.fix == f"python3 {conda.course}/setup/start.py"


def test_conda_alone_is_well(conda, distribution):
    distribution("numpy", "1.26.4", installer="conda")
    distribution("torch", "2.5.1", installer="conda")
    assert asked(conda).status == OK


def test_a_package_that_is_noted_twice_in_one_folder_is_found(machine, distribution):
    distribution("torch", "2.12.1")
    distribution("torch", "2.13.0")
    finding = asked(machine)
    assert finding.status == WARNING
    assert "PyTorch is noted twice in one folder" in finding.detail
    assert "2.12.1" in finding.detail
    assert "2.13.0" in finding.detail


def test_the_environment_that_the_set_up_made_goes_before_it_is_made_anew(machine, distribution):
    distribution("numpy", "2.4.5")
    distribution("numpy", "2.4.6")
    own = replace(machine, prefix=f"{machine.course}/.venv")
    assert asked(own).fix == (
        f"Delete the folder {own.course}/.venv and run: python3 {own.course}/setup/start.py"
    )


def test_a_copy_further_down_the_path_is_hidden_and_does_no_harm(machine, distribution):
    """As a virtual environment hides the packages of the system around it."""
    distribution("numpy", "1.26.4")
    assert asked(machine).status == OK


def test_with_neither_there_is_nothing_to_say(machine):
    assert installers(machine, done(distributions=[], origins={})).status == INFO
    assert installers(machine, Outcome(RAISED)).status == INFO
