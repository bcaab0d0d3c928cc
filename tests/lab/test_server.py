"""JupyterLab as the course runs it: its command, its settings, and how it comes up and ends."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest
from IPython.core.application import ENV_CONFIG_DIRS
from opened_course import Opened, opened_course

from course.kit.lab import ports, server
from course.kit.lab.ports import free_port
from course.kit.lab.server import SETTINGS, lab_command, lab_environment, quiet_kernels
from course.kit.lab.trouble import Trouble

POSIX_ONLY = pytest.mark.skipif(sys.platform == "win32", reason="sends signals")
PAGE = "/lab/tree/START.md"


def test_a_windows_path_with_spaces_stays_one_argument() -> None:
    folder = PureWindowsPath(r"C:\Users\student 017\Mein Kürs")
    command = lab_command(folder, PAGE, port=8889, browser=True, root=False)
    assert rf"--ServerApp.root_dir={folder}" in command
    assert rf"--LabApp.workspaces_dir={folder}\.course\lab" in command
    assert "--ServerApp.port=8889" in command
    assert not {"--no-browser", "--allow-root"} & set(command)


def test_a_server_without_browser_as_root_is_asked_for() -> None:
    command = lab_command(PurePosixPath("/work"), PAGE, port=1, browser=False, root=True)
    assert {"--no-browser", "--allow-root"} <= set(command)
    assert f"--LabApp.default_url={PAGE}" in command


def test_the_token_travels_in_the_environment_and_settings_come_first() -> None:
    base = {"JUPYTER_CONFIG_PATH": "/etc/mine", "JUPYTER_PATH": "/other", "PATH": "/usr/bin"}
    env = lab_environment(base, "secret")
    assert env["JUPYTER_TOKEN"] == "secret"
    assert env["JUPYTER_CONFIG_PATH"] == f"{SETTINGS}{os.pathsep}/etc/mine"
    assert env["PATH"] == f"{Path(sys.executable).parent}{os.pathsep}/usr/bin"
    assert env["JUPYTER_PREFER_ENV_PATH"] == "1"
    assert "JUPYTER_PATH" not in env, "another Python's kernels may be there"
    assert lab_environment({}, "secret")["JUPYTER_CONFIG_PATH"] == str(SETTINGS)


def test_every_file_of_settings_is_one_that_jupyter_reads() -> None:
    found = {path.relative_to(SETTINGS).as_posix() for path in SETTINGS.rglob("*.*")}
    assert found - {f for f in found if "__pycache__" in f} == {
        "nbgrader_config.py",
        "labconfig/default_setting_overrides.json",
        "labconfig/page_config.json",
    }
    for path in SETTINGS.rglob("*.json"):
        assert json.loads(path.read_text(encoding="utf-8"))


def test_kernels_of_the_environment_print_errors_only(tmp_path: Path) -> None:
    quiet_kernels(tmp_path)
    (settings,) = (tmp_path / "etc" / "ipython").iterdir()
    assert settings.name == "ipython_kernel_config.json"
    kernel = json.loads(settings.read_text(encoding="utf-8"))["IPKernelApp"]
    assert kernel == {"log_level": "ERROR"}
    settings.write_text("{}", encoding="utf-8")
    quiet_kernels(tmp_path)
    assert settings.read_text(encoding="utf-8") == "{}", "someone's own settings are kept"
    assert str(Path(sys.prefix) / "etc" / "ipython") in ENV_CONFIG_DIRS


@pytest.mark.parametrize("family", [socket.AF_INET, socket.AF_INET6])
def test_a_taken_port_is_passed_over(family: int) -> None:
    first = free_port(20000)
    with socket.socket(family) as other:
        try:
            other.bind(("127.0.0.1" if family == socket.AF_INET else "::1", first))
        except OSError:
            pytest.skip("no such addresses here")
        other.listen()
        assert free_port(first) > first


def test_when_all_are_taken_any_free_port_will_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ports, "_is_free", lambda port: False)
    assert 0 < free_port(65530) < 2**16


@pytest.mark.parametrize("text", ["0", "65536", "eight"])
def test_a_port_that_cannot_be_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=text):
        ports.port_number(text)


@pytest.mark.parametrize("code", [0, 7])
def test_a_server_that_ends_at_once_is_trouble(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    program = [sys.executable, "-c", f"raise SystemExit({code})"]
    monkeypatch.setattr(server, "lab_command", lambda *arguments, **options: program)
    with pytest.raises(Trouble, match=f"exit status {code} before it answered") as trouble:
        server.serve(tmp_path, PAGE, port=20100, browser=False)
    assert "What to do: read what JupyterLab printed" in str(trouble.value)


def test_a_server_that_never_answers_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[subprocess.Popen[bytes]] = []
    popen = subprocess.Popen

    def remember(*arguments: object, **options: object) -> subprocess.Popen[bytes]:
        started.append(popen(*arguments, **options))
        return started[-1]

    program = [sys.executable, "-c", "import time; time.sleep(60)"]
    monkeypatch.setattr(server, "lab_command", lambda *arguments, **options: program)
    monkeypatch.setattr(server.subprocess, "Popen", remember)
    monkeypatch.setattr(server, "PATIENCE", 0.3)
    with pytest.raises(Trouble, match="did not answer"):
        server.serve(tmp_path, PAGE, port=20300, browser=False)
    assert started[0].poll() is not None


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    """The course opened in a folder whose name has spaces and letters beyond ASCII."""
    root = tmp_path_factory.mktemp("opened")
    folder = root / "Mein Kurs für 017 \N{GREEK SMALL LETTER PI}"
    with opened_course(folder, root / "home", 20200) as opened:
        yield opened


@POSIX_ONLY
def test_the_course_opens_at_its_start_page(opened: Opened) -> None:
    assert f"New files in {opened.folder}: 16" in opened.said
    assert PAGE in opened.address
    with urllib.request.urlopen(opened.address, timeout=30) as answer:
        page = answer.read().decode()
    assert "JupyterLab" in page
    start = (opened.folder / "START.md").read_text(encoding="utf-8")
    assert "ch01_environment/ch01_environment.ipynb" in start


@POSIX_ONLY
def test_a_student_sees_of_nbgrader_what_is_for_students(opened: Opened) -> None:
    address = opened.address.replace(PAGE, "/lab/api/settings")
    with urllib.request.urlopen(opened.address, timeout=30) as answer:
        page = answer.read().decode()
    config = json.loads(page.split('id="jupyter-config-data"')[1].split(">", 1)[1].split("<")[0])
    disabled = config["disabledExtensions"]
    assert "@jupyter/nbgrader:create-assignment" in disabled
    assert "@jupyter/nbgrader:validate-assignment" not in disabled
    with urllib.request.urlopen(address, timeout=30) as answer:
        settings = {each["id"]: each for each in json.load(answer)["settings"]}
    viewers = settings["@jupyterlab/docmanager-extension:plugin"]["schema"]["properties"]
    assert viewers["defaultViewers"]["default"] == {"markdown": "Markdown Preview"}


@POSIX_ONLY
def test_a_second_start_points_to_the_server_that_runs(opened: Opened) -> None:
    second = opened.course("lab", "--no-browser")
    assert second.returncode == 0
    assert second.stderr == ""
    assert second.stdout.splitlines() == [
        f"JupyterLab runs in {opened.folder} already.",
        f"    It is at  {opened.address}",
    ]


@POSIX_ONLY
def test_the_folder_can_be_prepared_while_it_runs(opened: Opened) -> None:
    again = opened.course("lab", "--prepare")
    assert again.returncode == 0
    command = f'{sys.executable} -m course lab --folder "{opened.folder}"'
    assert again.stdout == f"Ready. To open it: {command}\n"


@POSIX_ONLY
def test_ctrl_c_ends_it_quietly(opened: Opened) -> None:
    """The last of these tests: it ends what the others use."""
    began = time.monotonic()
    opened.process.send_signal(signal.SIGINT)
    assert opened.process.stdout is not None
    rest = opened.process.stdout.read()
    assert opened.process.wait(timeout=60) == 0
    assert time.monotonic() - began < 30
    assert f"What you saved is in {opened.folder}" in rest
    with pytest.raises(OSError, match="refused"):
        urllib.request.urlopen(opened.address, timeout=5)
