"""Making `.venv`: what is run, what is remembered, and what is left after a failure."""

import dataclasses
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pytest
from steps import environment
from steps import stamp as stamps
from steps.diagnose import Machine
from steps.environment import PLACING, ensure, probe
from steps.places import programs, venv_python
from steps.running import Ended
from steps.stamp import Stamp
from steps.telling import StepFailed, Stopped

LINUX = Machine("Linux", "x86_64", 64, (3, 11))
OFFLINE = Ended(1, "Failed to establish a new connection\nERROR: No matching distribution found\n")
CUT_OFF = Ended(-9, f"{PLACING} numpy, torch\n")
DONE = Ended(0, f"{PLACING} numpy, torch\n")


class Fake:
    """Stands in for the programs: notes each command, and answers pip's with `pip`."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.venv = root / ".venv"
        self.usable = False
        self.free = 100 * 2**30
        self.pip = DONE
        self.commands: list[str] = []

    def run(self, command: Sequence[str], **options: object) -> Ended:
        kind = next(k for k in ("venv", "ensurepip", "pip") if k in command)
        self.commands.append(kind)
        if kind == "venv":
            self.venv.mkdir(exist_ok=True)
            for path in self.venv.iterdir():
                path.unlink()
        if kind == "ensurepip":
            self.usable = True
        if kind == "pip":
            self.arguments = command
            return self.pip
        return Ended(0, "")

    def ensure(self, *, test: bool = False, cpu: bool = False) -> list[str]:
        """The programs that `ensure` ran."""
        self.commands = []
        ensure(self.root, self.venv, test=test, cpu=cpu)
        return self.commands


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Fake:
    (tmp_path / "setup").mkdir()
    (tmp_path / "setup" / "constraints.txt").write_text("torch==2.13.0\n")
    (tmp_path / "pyproject.toml").write_text("[project]\n")
    fake = Fake(tmp_path)
    monkeypatch.setattr(environment, "run_quietly", fake.run)
    monkeypatch.setattr(environment, "probe", lambda venv: (3, 11) if fake.usable else None)
    monkeypatch.setattr(Machine, "here", classmethod(lambda cls: LINUX))
    monkeypatch.setattr(environment.shutil, "disk_usage", lambda path: Usage(fake.free))
    return fake


class Usage(NamedTuple):
    """What `shutil.disk_usage` tells, as far as it is asked."""

    free: int


def test_a_fresh_machine_gets_an_environment_and_the_next_run_nothing(fake: Fake) -> None:
    assert fake.ensure() == ["venv", "ensurepip", "pip"]
    assert fake.ensure() == []


def test_the_first_test_run_adds_what_the_tests_need_and_a_start_keeps_it(fake: Fake) -> None:
    fake.ensure()
    assert fake.ensure(test=True) == ["pip"]
    assert ".[test]" in fake.arguments
    assert fake.ensure() == []
    (fake.root / "pyproject.toml").write_text("[project]\nname = 'new'\n")
    assert fake.ensure() == ["pip"]
    assert ".[test]" in fake.arguments


def test_the_cpu_build_stays_asked_for(fake: Fake) -> None:
    fake.ensure(cpu=True)
    (fake.root / "setup" / "constraints.txt").write_text("torch==2.14.0\n")
    assert fake.ensure() == ["pip"]
    assert "torch==2.14.0+cpu" in fake.arguments


def test_outside_linux_there_is_only_one_build_to_ask_for(
    fake: Fake, monkeypatch: pytest.MonkeyPatch
) -> None:
    mac = Machine("Darwin", "arm64", 64, (3, 11))
    monkeypatch.setattr(Machine, "here", classmethod(lambda cls: mac))
    fake.ensure(cpu=True)
    assert "--extra-index-url" not in fake.arguments


@pytest.mark.parametrize(("gpu", "told"), [(None, True), ("/usr/bin/nvidia-smi", False)])
def test_without_a_gpu_the_smaller_build_is_offered_before_the_installation(
    fake: Fake,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    gpu: str | None,
    told: bool,
) -> None:
    monkeypatch.setattr(environment.shutil, "which", lambda name: gpu)
    fake.ensure()
    out = capsys.readouterr().out
    assert ("python3 setup/start.py --cpu" in out) is told
    assert not told or out.index("--cpu") < out.index("Installing")


def test_a_failed_download_says_why_and_loses_nothing(fake: Fake) -> None:
    fake.ensure(test=True)
    (fake.root / "setup" / "constraints.txt").write_text("torch==2.14.0\n")
    fake.pip = OFFLINE
    with pytest.raises(StepFailed) as failed:
        fake.ensure()
    assert "could not reach the package index" in str(failed.value)
    assert (fake.venv / "install.log").read_text() == OFFLINE.output
    fake.pip = DONE
    assert fake.ensure() == ["pip"]
    assert ".[test]" in fake.arguments


def test_a_failed_first_download_is_repeated_without_a_new_environment(fake: Fake) -> None:
    fake.pip = OFFLINE
    with pytest.raises(StepFailed):
        fake.ensure(cpu=True)
    fake.pip = DONE
    assert fake.ensure() == ["pip"]
    assert "torch==2.13.0+cpu" in fake.arguments


def test_packages_left_half_written_mean_a_new_environment(fake: Fake) -> None:
    fake.pip = CUT_OFF
    with pytest.raises(StepFailed, match="installing the packages"):
        fake.ensure()
    fake.pip = DONE
    assert fake.ensure() == ["venv", "ensurepip", "pip"]


def test_an_interrupted_installation_means_a_new_environment(
    fake: Fake, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(command: Sequence[str], **options: object) -> Ended:
        if "pip" in command:
            raise KeyboardInterrupt
        return fake.run(command)

    monkeypatch.setattr(environment, "run_quietly", interrupted)
    with pytest.raises(KeyboardInterrupt):
        fake.ensure()
    monkeypatch.setattr(environment, "run_quietly", fake.run)
    assert fake.ensure() == ["venv", "ensurepip", "pip"]


@pytest.mark.parametrize(("gpu", "told"), [(None, True), ("/usr/bin/nvidia-smi", False)])
def test_stopping_for_the_smaller_build_is_told_how_to_get_it(
    fake: Fake, monkeypatch: pytest.MonkeyPatch, gpu: str | None, told: bool
) -> None:
    def interrupted(command: Sequence[str], **options: object) -> Ended:
        if "pip" in command:
            raise KeyboardInterrupt
        return fake.run(command)

    monkeypatch.setattr(environment.shutil, "which", lambda name: gpu)
    monkeypatch.setattr(environment, "run_quietly", interrupted)
    with pytest.raises(KeyboardInterrupt) as stop:
        fake.ensure()
    assert isinstance(stop.value, Stopped) is told
    assert not told or "python3 setup/start.py --cpu" in stop.value.advice


def test_an_environment_from_another_place_is_made_anew(fake: Fake) -> None:
    fake.ensure()
    stamp = stamps.read(fake.venv)
    assert isinstance(stamp, Stamp)
    stamps.write(fake.venv, dataclasses.replace(stamp, root="/elsewhere"))
    assert fake.ensure() == ["venv", "ensurepip", "pip"]


def test_an_environment_made_by_hand_is_completed(fake: Fake) -> None:
    fake.venv.mkdir()
    fake.usable = True
    assert fake.ensure() == ["pip"]


def test_a_machine_without_pytorch_gets_no_environment(
    fake: Fake, monkeypatch: pytest.MonkeyPatch
) -> None:
    old_mac = Machine("Darwin", "x86_64", 64, (3, 11))
    monkeypatch.setattr(Machine, "here", classmethod(lambda cls: old_mac))
    with pytest.raises(StepFailed, match="looking for PyTorch"):
        fake.ensure()
    assert not fake.venv.exists()


def test_a_full_disk_stops_before_anything_is_made_and_a_rather_full_one_is_told(
    fake: Fake, capsys: pytest.CaptureFixture[str]
) -> None:
    fake.free = 2**30
    with pytest.raises(StepFailed, match="looking for room on the disk") as stopped:
        fake.ensure(cpu=True)
    assert "about 3 GiB" in stopped.value.finding.cause
    assert fake.commands == []
    fake.free = 2 * 2**30
    assert fake.ensure(cpu=True) == ["venv", "ensurepip", "pip"]
    assert "It may not succeed." in capsys.readouterr().out


def test_pytorch_with_cuda_needs_more_room(fake: Fake) -> None:
    fake.free = 3 * 2**30
    with pytest.raises(StepFailed) as stopped:
        fake.ensure()
    assert "about 8 GiB" in stopped.value.finding.cause


def test_an_error_of_the_system_is_a_failed_step(
    fake: Fake, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(command: Sequence[str], **options: object) -> Ended:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(environment, "run_quietly", full)
    with pytest.raises(StepFailed) as failed:
        fake.ensure()
    assert "no room left on the disk" in str(failed.value)


def test_the_python_of_an_environment_is_asked_for_its_version(tmp_path: Path) -> None:
    assert probe(Path(sys.prefix)) == sys.version_info[:2]
    assert probe(tmp_path / "none") is None


@pytest.mark.skipif(sys.platform == "win32", reason="needs a program that is a script")
@pytest.mark.parametrize("answer", ["3 10 True", "3 12 False", ""])
def test_a_python_that_is_old_or_has_no_pip_or_is_none_is_not_usable(
    tmp_path: Path, answer: str
) -> None:
    programs(tmp_path).mkdir()
    python = venv_python(tmp_path)
    python.write_text(f"#!/bin/sh\necho {answer}\n")
    python.chmod(0o755)
    assert probe(tmp_path) is None
