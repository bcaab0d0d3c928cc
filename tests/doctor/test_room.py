"""Memory, disk and the right to write: asked of the system, and told with what to do."""

from __future__ import annotations

import shutil
from collections import namedtuple
from dataclasses import replace

import pytest

from course.kit.doctor import child_machine
from course.kit.doctor.findings import FAILED, INFO, OK, WARNING
from course.kit.doctor.probe import HUNG, RAISED, Outcome, run_steps
from course.kit.doctor.room import GIB, disk, folder, memory, too_little_to_install

from .imitations import done

MEMINFO = "MemTotal:        3903552 kB\nMemFree:          120000 kB\nMemAvailable:     512000 kB\n"


def test_the_memory_of_this_machine_is_asked(machine):
    facts = run_steps(machine, ["memory"], 20)["memory"].facts
    assert 0 < facts["free"] <= facts["total"]
    assert memory(machine, done(**facts)).detail.startswith("Of ")


def test_little_memory_is_a_warning_that_tells_how_its_end_looks(machine, tmp_path):
    table = tmp_path / "meminfo"
    table.write_text(MEMINFO, encoding="ascii")
    total, free = child_machine._unix_memory(str(table))
    finding = memory(machine, done(total=total, free=free))
    assert finding.status == WARNING
    assert "Of 3.7 GiB of memory, 0.5 GiB can still be had." in finding.detail
    assert "the kernel died" in finding.detail
    assert finding.fix == "Close other programs, the browser's tabs first"


def test_the_limit_of_a_container_counts_more_than_the_machine_around_it(tmp_path, monkeypatch):
    (tmp_path / "memory.max").write_text(f"{GIB}\n", encoding="ascii")
    (tmp_path / "memory.current").write_text(f"{GIB * 3 // 4}\n", encoding="ascii")
    (tmp_path / "memory.stat").write_text(f"anon 5\ninactive_file {GIB // 4}\n", encoding="ascii")
    limits = list(child_machine._container_limits(str(tmp_path)))
    monkeypatch.setattr(child_machine, "_container_limits", lambda: limits)
    monkeypatch.setattr(child_machine, "_unix_memory", lambda: (8 * GIB, 4 * GIB))
    assert child_machine.memory() == {"total": GIB, "free": GIB // 2}


def test_a_container_without_a_limit_has_none(tmp_path):
    (tmp_path / "memory.max").write_text("max\n", encoding="ascii")
    (tmp_path / "memory.current").write_text("5\n", encoding="ascii")
    (tmp_path / "memory.stat").write_text("anon 5\n", encoding="ascii")
    assert list(child_machine._container_limits(str(tmp_path))) == []


def test_where_there_is_no_table_the_whole_is_asked(tmp_path):
    total, free = child_machine._unix_memory(str(tmp_path / "none"))
    assert total > GIB // 2
    assert free is None


def test_memory_of_which_only_the_whole_is_known_may_do(machine):
    assert memory(machine, done(total=8 * GIB, free=None)).status == OK


@pytest.mark.parametrize("check", [memory, disk, folder])
@pytest.mark.parametrize("outcome", [Outcome(RAISED), Outcome(HUNG, ending="did not end")])
def test_what_could_not_be_asked_is_no_fault(machine, check, outcome):
    assert check(machine, outcome).status == INFO


Usage = namedtuple("Usage", "total used free")


@pytest.mark.parametrize(
    ("free", "status", "words"),
    [
        (100 * GIB, OK, "100.0 GiB are free"),
        (2 * GIB, INFO, "enough to work"),
        (GIB // 2, WARNING, "not for installing PyTorch once more"),
        (GIB // 10, FAILED, "too little to save notebooks"),
    ],
)
def test_the_fullest_disk_counts(machine, monkeypatch, free, status, words):
    def usage(place):
        if place == "/gone":
            raise OSError("no such folder")
        return Usage(0, 0, free if place == machine.prefix else 200 * GIB)

    monkeypatch.setattr(shutil, "disk_usage", usage)
    monkeypatch.setattr("tempfile.gettempdir", lambda: "/gone")
    finding = disk(machine, done(**child_machine.disk()))
    assert finding.status == status
    assert words in finding.detail
    assert (finding.fix != "") == (status in (WARNING, FAILED))
    assert not finding.fix or finding.fix.endswith("-m pip cache purge")


def test_the_disk_of_this_machine_is_asked(machine):
    facts = run_steps(machine, ["disk"], 20)["disk"].facts
    assert facts["free"][machine.folder] == pytest.approx(
        shutil.disk_usage(machine.folder).free, abs=GIB
    )


def test_a_folder_that_can_be_written_is_ok(machine):
    finding = folder(machine, run_steps(machine, ["folder"], 20)["folder"])
    assert (finding.status, finding.fix) == (OK, "")


def test_a_folder_that_nothing_can_be_written_into_is_a_failure(machine):
    """Not even root can make a file in /sys."""
    locked = replace(machine, folder="/sys")
    finding = folder(locked, run_steps(locked, ["folder"], 20)["folder"])
    assert finding.status == FAILED
    assert "No file can be written in /sys, where you work: Permission denied" in finding.detail
    assert finding.fix == (
        "Copy the course into a folder of your own, and start it there: python3 setup/start.py"
    )


def test_windows_says_which_folders_it_guards(windows):
    finding = folder(windows, done(folder="C:\\x", refused={"C:\\x": "Access is denied"}))
    assert "controlled folder access" in finding.detail
    assert finding.fix.endswith("start it there: py setup\\start.py")


def test_a_folder_of_jupyters_that_belongs_to_another_account_is_given_back(machine):
    machine.environ["JUPYTER_RUNTIME_DIR"] = "/sys"
    finding = folder(machine, run_steps(machine, ["folder"], 20)["folder"])
    assert finding.status == FAILED
    assert "Jupyter cannot write into its own folder, /sys" in finding.detail
    assert finding.fix == 'sudo chown -R "$USER" /sys'


def test_jupyters_folder_on_windows_is_given_back_without_sudo(windows):
    refused = {"C:\\Users\\student-017\\AppData\\Roaming\\jupyter": "Access is denied"}
    finding = folder(windows, done(folder="C:\\x", refused=refused))
    assert finding.fix.startswith("Give your account the right to write into C:\\Users")


@pytest.mark.parametrize(("cuda", "enough"), [(False, 3), (True, 8)])
def test_an_installation_is_told_beforehand_that_the_disk_is_too_full(cuda, enough):
    assert too_little_to_install(enough * GIB, cuda) == ""
    said = too_little_to_install(enough * GIB - 1, cuda)
    assert said.startswith(f"The installation needs about {enough} GiB")
