"""The commands that the set-up runs, composed for each system without a shell."""

import os
import tomllib
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest
from steps import command, suite
from steps.environment import CPU_INDEX, activity, pip_command, progress, torch_pin
from steps.lab import lab_command
from steps.places import child_environment, programs, venv_python
from steps.telling import duration

ROOT = Path(__file__).resolve().parents[2]
WINDOWS_VENV = PureWindowsPath(r"C:\Users\student 017\My Course\.venv")


def test_the_programs_of_an_environment_are_found_on_each_system() -> None:
    python = venv_python(WINDOWS_VENV, windows=True)
    assert str(python) == r"C:\Users\student 017\My Course\.venv\Scripts\python.exe"
    assert str(venv_python(PurePosixPath("/c/.venv"), windows=False)) == "/c/.venv/bin/python"
    assert str(programs(WINDOWS_VENV, windows=True)).endswith(r".venv\Scripts")


def test_a_windows_path_with_spaces_stays_one_argument() -> None:
    python = venv_python(WINDOWS_VENV, windows=True)
    folder = PureWindowsPath(r"C:\Users\student 017\My Course\work")
    installing = pip_command(python, ROOT, test=False, cpu=False)
    options = command.lab_options(command.start_parser().parse_args(["--port", "8889"]))
    opening = lab_command(python, [*options, "--folder", str(folder)])
    assert installing[0] == opening[0] == str(python)
    assert opening[1:5] == ["-P", "-m", "course", "lab"]
    assert opening[-1] == str(folder)
    assert "--no-browser" not in opening
    assert "--prepare" not in opening
    assert opening[opening.index("--port") + 1] == "8889"


def test_a_start_passes_on_what_it_was_asked_for() -> None:
    given = ["--folder", "elsewhere", "--lang", "de", "--no-browser", "--prepare"]
    options = command.lab_options(command.start_parser().parse_args(given))
    assert options[1] == str(Path.cwd() / "elsewhere")
    assert options[2:] == ["--lang", "de", "--no-browser", "--prepare"]


def test_pip_installs_the_course_under_the_constraints() -> None:
    installing = pip_command(PurePosixPath("p"), ROOT, test=False, cpu=False)
    assert installing[:4] == ["p", "-m", "pip", "install"]
    assert installing[-4:] == ["-c", "setup/constraints.txt", "-e", "."]
    assert pip_command(PurePosixPath("p"), ROOT, test=True, cpu=False)[-1] == ".[test]"


def test_the_cpu_build_is_asked_for_by_name_from_the_index_of_pytorch() -> None:
    installing = pip_command(PurePosixPath("p"), ROOT, test=True, cpu=True)
    pin = torch_pin(ROOT)
    assert installing[-3:] == ["--extra-index-url", CPU_INDEX, f"torch=={pin}+cpu"]
    assert CPU_INDEX == "https://download.pytorch.org/whl/cpu"


def test_constraints_without_torch_are_an_error(tmp_path: Path) -> None:
    (tmp_path / "setup").mkdir()
    (tmp_path / "setup" / "constraints.txt").write_text("torchvision==0.1\n")
    with pytest.raises(ValueError, match="does not pin torch"):
        torch_pin(tmp_path)


def test_programs_run_as_if_the_environment_were_activated() -> None:
    venv = Path("course", ".venv")
    base = {"PATH": "/usr/bin", "PYTHONPATH": "/ros", "PYTHONHOME": "/x", "PIP_USER": "1"}
    env = child_environment(venv, base)
    assert env["PATH"] == f"{programs(venv)}{os.pathsep}/usr/bin"
    assert env["VIRTUAL_ENV"] == str(venv)
    assert env["PIP_USER"] == "0"
    assert not {"PYTHONPATH", "PYTHONHOME"} & set(env)
    assert child_environment(venv, {})["PATH"] == str(programs(venv))


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (
            "  Downloading torch-2.13.0-cp311-cp311-manylinux_2_28_x86_64.whl (899.8 MB)",
            "downloading torch 2.13.0 (899.8 MB)",
        ),
        (
            "Downloading https://example.org/whl/cpu/torch-2.13.0%2Bcpu-cp311-win_amd64.whl "
            "(1.2 GB)",
            "downloading torch 2.13.0+cpu (1.2 GB)",
        ),
        ("  Downloading six-1.17.0-py2.py3-none-any.whl (11 kB)", ""),
        ("  Downloading nbgrader-0.9.6-py3-none-any.whl (11.4 MB)", ""),
        ("Collecting torch", ""),
        (
            "Installing collected packages: six, numpy, torch",
            "all downloaded; putting 3 packages in place",
        ),
    ],
)
def test_only_what_takes_long_is_told(line: str, told: str) -> None:
    assert progress(line) == told


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("  Downloading six-1.17.0-py2.py3-none-any.whl (11 kB)", "downloading six 1.17.0 (11 kB)"),
        ("Downloading torch-2.13.0-cp311-x.whl (899.8 MB)", "downloading torch 2.13.0 (899.8 MB)"),
        ("Collecting torch<3,>=2.6 (from x)", "looking for torch and what it needs"),
        ("Collecting nvidia-nccl==2.1", "looking for nvidia-nccl and what it needs"),
        ("Installing collected packages: six, torch", "putting the packages in place"),
        ("     ━━━━━━━━ 17.3/17.3 MB 57.7 MB/s eta 0:00:00", ""),
    ],
)
def test_a_silence_is_explained_by_what_pip_does(line: str, told: str) -> None:
    assert activity(line) == told


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0.04, "0.0 s"), (9.96, "10 s"), (59.6, "1 min 00 s"), (185, "3 min 05 s")],
)
def test_a_duration_is_written_for_people(seconds: float, text: str) -> None:
    assert duration(seconds) == text


def test_the_suite_ends_with_pytest_and_its_demand_on_coverage() -> None:
    last = suite.CHECKS[-1].arguments
    assert last[0] == "pytest"
    assert {"-n", "3", "--cov=course/kit", "--cov=course/build", "--cov-fail-under=90"} < set(last)
    assert [check.arguments[:2] for check in suite.CHECKS[:-1]] == [
        ("ruff", "check"),
        ("course", "build"),
    ]


def test_every_program_of_the_suite_is_among_what_the_tests_install() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    tests = " ".join(project["optional-dependencies"]["test"])
    assert all(name in tests for name in ("ruff", "pytest>", "pytest-cov", "pytest-xdist"))


def test_unknown_arguments_of_a_test_run_are_for_pytest() -> None:
    options, extra = command.test_parser().parse_known_args(
        ["--cpu", "--no-cov", "tests/setup", "-k", "pins", "-x"]
    )
    assert options.cpu
    assert extra == ["--no-cov", "tests/setup", "-k", "pins", "-x"]


def test_a_start_has_these_options() -> None:
    options = command.start_parser().parse_args(["--no-browser", "--lang", "de", "--port", "9000"])
    assert (options.browser, options.lang, options.port, options.cpu) == (False, "de", 9000, False)
    assert command.start_parser().parse_args([]).browser


@pytest.mark.parametrize("port", ["0", "65536", "eight"])
def test_a_port_that_cannot_be_is_refused(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        command.start_parser().parse_args(["--port", port])
    assert "--port" in capsys.readouterr().err
