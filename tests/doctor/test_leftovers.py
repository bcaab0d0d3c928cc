"""d2l, torchtext and gym: found by pip's notes, or as folders that somebody copied."""

from __future__ import annotations

import pytest

from course.kit.doctor.findings import INFO, OK, WARNING
from course.kit.doctor.leftovers import leftovers
from course.kit.doctor.probe import RAISED, Outcome, run_steps


def asked(machine):
    return leftovers(machine, run_steps(machine, ["installed"], 20)["installed"])


def test_an_environment_without_them_is_ok(machine):
    assert asked(machine).status == OK


@pytest.mark.parametrize(
    ("name", "version", "words"),
    [
        ("d2l", "1.0.3", "demands exactly numpy 1.23.5 and matplotlib 3.7.2"),
        ("torchtext", "0.18.0", "compiled for PyTorch 2.3"),
        ("gym", "0.26.2", "its successor is gymnasium"),
    ],
)
def test_one_that_pip_installed_is_removed_by_pip(
    machine, distribution, stub, name, version, words
):
    stub(name, "raise RuntimeError('it is looked for, and not imported')")
    distribution(name, version)
    finding = asked(machine)
    assert finding.status == WARNING
    assert words in finding.detail
    assert finding.fix.endswith(f"-m pip uninstall -y {name}")


def test_several_go_with_one_command(machine, distribution):
    distribution("gym", "0.26.2")
    distribution("d2l", "1.0.3")
    finding = asked(machine)
    assert "known to break environments: d2l and gym." in finding.detail
    assert finding.fix.endswith("-m pip uninstall -y d2l gym")


def test_a_copied_folder_is_to_be_deleted_because_pip_cannot(machine, stub, tmp_path):
    stub("d2l", "")
    finding = asked(machine)
    assert finding.status == WARNING
    assert "copied here by hand" in finding.detail
    assert finding.fix == f"Delete the folder {tmp_path / 'packages' / 'd2l'}"


def test_what_could_not_be_looked_for_is_no_fault(machine):
    assert leftovers(machine, Outcome(RAISED)).status == INFO
