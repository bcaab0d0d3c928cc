"""A Python that is too old hears so, instead of a SyntaxError."""

import ast
import runpy
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DOOR = ROOT / "setup" / "start.py"
START = runpy.run_path(str(DOOR))


@pytest.mark.parametrize("version", [(3, 8), (3, 5)])
def test_the_door_parses_in_an_old_python(version: tuple[int, int]) -> None:
    ast.parse(DOOR.read_text(encoding="utf-8"), feature_version=version)


def test_the_door_imports_nothing_that_an_old_python_lacks_before_it_looks() -> None:
    tree = ast.parse(DOOR.read_text(encoding="utf-8"))
    imports = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
    assert {alias.name for node in imports for alias in node.names} == {"os", "sys"}


@pytest.mark.parametrize(
    ("windows", "again"),
    [(False, "python3.11 setup/start.py"), (True, "py -3.11 setup\\start.py")],
)
def test_an_old_python_is_told_what_is_needed(windows: bool, again: str) -> None:
    told = START["complaint"]((3, 8, 18, "final", 0), "/usr/bin/python3", windows)
    assert told.splitlines() == [
        "The set-up stopped at: checking the Python version.",
        "What happened: this is Python 3.8.18, and the course needs 3.11 or newer.",
        "    It was run by: /usr/bin/python3",
        "What to do: install a newer Python from https://www.python.org/downloads/",
        f"    and start again with it, for example: {again}",
    ]


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 14, 2), (4, 0, 0)])
def test_a_new_enough_python_passes(version: tuple[int, ...]) -> None:
    assert START["complaint"](version, "python3", False) == ""


def test_the_door_and_pyproject_ask_for_the_same_python() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["requires-python"] == ">={}.{}".format(*START["NEEDED"])


def test_the_message_ends_the_run_with_a_failure() -> None:
    program = (
        "import runpy, sys; sys.version_info = (3, 8, 18); sys.argv = ['start.py'];"
        f"runpy.run_path({str(DOOR)!r}, run_name='__main__')"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert ended.returncode == 1
    assert "this is Python 3.8.18" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_the_steps_need_nothing_but_the_standard_library_and_a_part_of_the_doctor() -> None:
    for path in sorted((ROOT / "setup" / "steps").glob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            names = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            for name in names:
                ours = name.partition(".")[0] == "steps" or name in OF_THE_DOCTOR
                known = name.partition(".")[0] in sys.stdlib_module_names
                assert ours or known, f"{path.name}: {name}"


OF_THE_DOCTOR = ("course.kit.doctor.builds", "course.kit.doctor.room")


def test_that_part_of_the_doctor_needs_only_the_standard_library_too() -> None:
    """As it has to, before anything is installed: here without any site-packages."""
    program = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r}); import {', '.join(OF_THE_DOCTOR)};"
        "known = {*sys.stdlib_module_names, '__main__'};"
        "print({name.partition('.')[0] for name in sys.modules} - known)"
    )
    command = [sys.executable, "-I", "-S", "-c", program]
    ended = subprocess.run(command, capture_output=True, text=True)
    assert (ended.stderr, ended.stdout) == ("", "{'course'}\n")
