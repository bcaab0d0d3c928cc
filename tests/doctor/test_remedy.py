"""A fix can be pasted where it is read: the right shell, the right Python, nobody's name."""

from __future__ import annotations

import shlex
from dataclasses import replace

import pytest

from course.kit.doctor import remedy


@pytest.fixture
def home(machine):
    return replace(machine, home="/home/student-017", platform="linux")


def test_a_command_starts_with_the_examined_python(home):
    here = replace(home, executable="/home/student-017/course/.venv/bin/python")
    assert remedy.pip(here, "install x") == "~/course/.venv/bin/python -m pip install x"


def test_a_tilde_stays_outside_the_quotes(home):
    here = replace(home, executable="/home/student-017/my course/.venv/bin/python")
    command = remedy.pip(here, "install x")
    assert command == "~/'my course/.venv/bin/python' -m pip install x"
    assert shlex.split(command)[0] == "~/my course/.venv/bin/python"


def test_powershell_gets_an_ampersand_before_a_quoted_program(windows):
    command = remedy.pip(windows, "install x")
    assert command == '& "~\\my course\\.venv\\Scripts\\python.exe" -m pip install x'


def test_the_command_prompt_gets_its_own_spelling_of_home(windows):
    """PowerShell reads ~ before a program and the Command Prompt never; only that sets PROMPT."""
    prompt = replace(windows, environ={"PROMPT": "$P$G"})
    command = remedy.pip(prompt, "install x")
    assert command == '"%USERPROFILE%\\my course\\.venv\\Scripts\\python.exe" -m pip install x'


def test_in_an_activated_conda_environment_python_is_the_right_one(machine, tmp_path):
    prefix = tmp_path / "envs" / "course"
    (prefix / "conda-meta").mkdir(parents=True)
    inside = replace(machine, prefix=str(prefix), environ={"CONDA_PREFIX": str(prefix)})
    assert remedy.pip(inside, "install x") == "python -m pip install x"
    assert remedy.pip(replace(inside, environ={}), "install x").endswith("python -m pip install x")
    assert remedy.pip(replace(inside, environ={}), "install x") != "python -m pip install x"


@pytest.mark.parametrize(
    ("changes", "command"),
    [
        ({}, 'py "$HOME\\my course\\setup\\start.py"'),
        ({"environ": {"PROMPT": "$P$G"}}, 'py "%USERPROFILE%\\my course\\setup\\start.py"'),
        ({"folder": "C:\\Users\\student-017\\my course"}, "py setup\\start.py"),
    ],
)
def test_the_set_up_is_started_from_wherever_one_is(windows, monkeypatch, changes, command):
    monkeypatch.setattr("ntpath.isfile", lambda path: path.endswith("start.py"))
    assert remedy.start(replace(windows, **changes)) == command


def test_conda_on_windows_has_no_launcher_and_starts_the_set_up_with_python(windows, monkeypatch):
    monkeypatch.setattr("ntpath.isdir", lambda path: path.endswith("conda-meta"))
    assert remedy.start(windows) == "python setup\\start.py"


def test_a_conda_environment_is_activated_by_its_name(machine, tmp_path):
    prefix = tmp_path / "envs" / "course"
    (prefix / "conda-meta").mkdir(parents=True)
    assert remedy.activate(replace(machine, prefix=str(prefix))) == "conda activate course"


def test_an_environment_of_windows_is_activated_by_its_script(windows, monkeypatch):
    monkeypatch.setattr("ntpath.isfile", lambda path: path.endswith("pyvenv.cfg"))
    assert remedy.activate(windows) == '& "~\\my course\\.venv\\Scripts\\activate"'


def test_without_an_environment_the_folder_is_put_on_path(home, windows):
    user = replace(home, prefix="/usr", scripts="/home/student-017/.local/bin")
    assert remedy.activate(user) == 'export PATH=~/.local/bin:"$PATH"'
    assert remedy.activate(windows).startswith('$env:Path = "$HOME\\my course\\')
    prompt = replace(windows, environ={"PROMPT": "$P$G"})
    assert remedy.activate(prompt).startswith("set PATH=%USERPROFILE%\\my course\\")


def test_a_torch_that_the_course_cannot_use_is_not_kept(machine):
    fix = remedy.install_torch(replace(machine, in_notebook=True), "2.0.0+cu117", "cu126")
    assert fix == (
        '%pip install --force-reinstall "torch>=2.9,<3" '
        "--index-url https://download.pytorch.org/whl/cu126"
    )


def test_what_a_kernel_of_windows_holds_is_replaced_from_a_terminal(windows):
    """A cell could not: the DLLs of an imported package are locked."""
    notebook = replace(windows, in_notebook=True)
    start = 'Shut down all kernels, and run in a terminal: & "~\\my course\\.venv\\Scripts\\'
    assert remedy.install_torch(notebook, "2.13.0+cpu", "cu126").startswith(start)
    assert remedy.install(notebook, "numpy", again=True).startswith(start)
    assert remedy.install(notebook, "numpy") == '%pip install "numpy>=2.0,<3"'


@pytest.mark.parametrize(
    ("text", "private"),
    [
        ("/home/student-017/course and /home/student-017", "~/course and ~"),
        ("in /home/student-017.", "in ~."),
        ("file:///home/student-017/x", "file://~/x"),
        ("/home/student-0170/x", "/home/student-0170/x"),
        ("/data/home/student-017/x", "/data/home/student-017/x"),
        ("/home/student-017.old/x", "/home/student-017.old/x"),
    ],
)
def test_the_home_folder_is_written_as_a_tilde(home, text, private):
    assert home.without_home(text) == private


@pytest.mark.parametrize("text", ["C:\\Users\\student-017\\x", "c:/users/Student-017/x"])
def test_the_home_folder_of_windows_is_found_in_either_spelling(windows, text):
    assert windows.without_home(text).startswith("~")


def test_a_home_at_the_root_changes_nothing(home):
    assert replace(home, home="/").without_home("/usr/bin") == "/usr/bin"
