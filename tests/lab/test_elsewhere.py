"""Places other than JupyterLab on one's own machine: what docs/elsewhere.md and its files say."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest
from steps import command
from steps.environment import CPU_INDEX

from course.kit.working.given import REPOSITORY

PAGE = (REPOSITORY / "docs" / "elsewhere.md").read_text(encoding="utf-8")
POSIX_ONLY = pytest.mark.skipif(sys.platform == "win32", reason="runs bash")

# A Python in which the course is not installed: packages come from a path, so that what would put
# the course on it (a .pth file) isn't read.
HOSTED = """
import sys
sys.path.append({packages!r})
from IPython.core.interactiveshell import InteractiveShell
shell = InteractiveShell.instance()
for cell in {cells!r}:
    result = shell.run_cell(cell)
    error = result.error_before_exec or result.error_in_exec
    if error is not None and type(error).__name__ != "NotPassed":
        raise SystemExit(f"{{cell}} raised {{error!r}}")
"""


def install_cell() -> str:
    (cell,) = re.findall(r"^```python\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    return str(cell)


def test_the_cell_for_hosted_services_is_all_that_they_need(tmp_path: Path) -> None:
    clone, *rest = install_cell().splitlines()
    assert clone == "!git clone --quiet --depth 1 ADDRESS pytorch-foundations"
    there = tmp_path / "pytorch-foundations"
    ignored = shutil.ignore_patterns("__pycache__", "chapters", "build")
    shutil.copytree(REPOSITORY / "course", there / "course", ignore=ignored)
    chapter = "release/en/ch02_tensor_ops"
    shutil.copytree(REPOSITORY / chapter, there / chapter)
    cells = [
        "\n".join(rest),
        "import torch\nfrom course.kit import check, draw, hint",
        "def join_rows(a, b):\n    return torch.cat((b, a))",
        "check(join_rows)",
        "hint(join_rows)",
        "draw.tensor(torch.eye(2))",
    ]
    without = run_hosted(["import course"], tmp_path)
    assert "No module named 'course'" in without.stderr
    ended = run_hosted(cells, tmp_path)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "join_rows: not right yet" in ended.stdout
    assert "Hint 1 of" in ended.stdout


def run_hosted(cells: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    """Run cells in `folder`, in an IPython for which the course isn't installed."""
    packages = sysconfig.get_path("purelib")
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    environment |= {"IPYTHONDIR": str(folder / "ipython"), "PYTHONUTF8": "1"}
    return subprocess.run(
        [sys.executable, "-S", "-c", HOSTED.format(packages=packages, cells=cells)],
        cwd=folder,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )


def test_the_dev_container_runs_a_command_that_there_is() -> None:
    path = REPOSITORY / ".devcontainer" / "devcontainer.json"
    made = json.loads(path.read_text(encoding="utf-8"))["postCreateCommand"].split()
    assert made[:2] == ["python3", "setup/start.py"]
    options = command.start_parser().parse_args(made[2:])
    assert options.prepare
    assert options.cpu


@POSIX_ONLY
def test_binder_installs_the_pinned_pytorch_and_fills_the_folder(tmp_path: Path) -> None:
    """Its script runs with a Python that only says what it was asked for."""
    said = tmp_path / "said"
    fake = tmp_path / "bin" / "python3"
    fake.parent.mkdir()
    fake.write_text(f'#!/bin/sh\necho "$@" >> "{said}"\n', encoding="utf-8")
    fake.chmod(0o755)
    path = f"{fake.parent}{os.pathsep}{os.environ['PATH']}"
    script = REPOSITORY / ".binder" / "postBuild"
    assert os.access(script, os.X_OK)
    subprocess.run(
        ["bash", str(script)], cwd=REPOSITORY, env=os.environ | {"PATH": path}, check=True
    )
    install, prepare = said.read_text(encoding="utf-8").splitlines()
    constraints = (REPOSITORY / "setup/constraints.txt").read_text(encoding="utf-8")
    (torch,) = re.findall(r"^torch==.*$", constraints, re.MULTILINE)
    assert install.endswith(f"-c setup/constraints.txt {torch}+cpu -e .")
    assert CPU_INDEX in install
    assert prepare == "-m course lab --prepare --folder work"


@POSIX_ONLY
def test_binder_starts_with_the_settings_of_the_course() -> None:
    script = REPOSITORY / ".binder" / "start"
    ended = subprocess.run(
        ["bash", str(script), "sh", "-c", "ls $JUPYTER_CONFIG_PATH"],
        cwd=REPOSITORY,
        env={k: v for k, v in os.environ.items() if not k.startswith("JUPYTER")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "labconfig" in ended.stdout.split()
