"""nbgrader: the program alembic, and the part of JupyterLab."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from course.kit.doctor import child
from course.kit.doctor.findings import FAILED, INFO, OK, WARNING
from course.kit.doctor.machine import Machine
from course.kit.doctor.notebook import alembic, extension, find_alembic
from course.kit.doctor.probe import CRASHED, HUNG, RAISED, Outcome, run_steps

from .imitations import done


@pytest.fixture
def bare(machine: Machine, tmp_path: Path) -> Machine:
    """An environment of one folder of scripts, not activated."""
    scripts = tmp_path / "env" / "bin"
    scripts.mkdir(parents=True)
    (tmp_path / "env" / "pyvenv.cfg").touch()
    machine.environ["PATH"] = "/usr/bin:/bin"
    return replace(
        machine,
        prefix=str(tmp_path / "env"),
        scripts=str(scripts),
        executable=str(scripts / "python"),
    )


def script(folder: str, body: str = "echo alembic 1.20.1") -> Path:
    path = Path(folder, "alembic")
    path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def test_an_alembic_on_path_is_ok(bare):
    path = script(bare.scripts)
    bare.environ["PATH"] = bare.scripts
    finding = alembic(bare, find_alembic(bare, 20))
    assert finding.status == OK
    assert f"alembic 1.20.1 is on PATH, at {path}" in finding.detail


def test_an_alembic_elsewhere_on_path_is_ok_too(bare, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    path = script(str(elsewhere))
    bare.environ["PATH"] = str(elsewhere)
    finding = alembic(bare, find_alembic(bare, 20))
    assert finding.status == OK
    assert f"on PATH, at {path}" in finding.detail


def test_an_alembic_that_path_does_not_lead_to_asks_for_activation(bare):
    path = script(bare.scripts)
    finding = alembic(bare, find_alembic(bare, 20))
    assert finding.status == WARNING
    assert str(path) in finding.detail
    assert "not on PATH, because the environment is not activated" in finding.detail
    assert finding.fix == f"source {bare.scripts}/activate"


def test_in_a_notebook_where_students_are_that_is_no_warning(bare):
    script(bare.scripts)
    finding = alembic(replace(bare, in_notebook=True), find_alembic(bare, 20))
    assert (finding.status, finding.fix) == (INFO, "")
    assert "Only instructors need it" in finding.detail


def test_a_missing_alembic_is_a_failure(bare):
    finding = alembic(bare, find_alembic(bare, 20))
    assert finding.status == FAILED
    assert finding.fix.endswith("-m pip install alembic")


@pytest.mark.parametrize(
    ("body", "timeout", "words"),
    [
        ("echo ImportError: no sqlalchemy >&2; exit 1", 20, "ImportError: no sqlalchemy"),
        ("exec sleep 600", 0.3, "did not answer"),
        ("exit 1", 20, "it prints nothing"),
    ],
)
def test_an_alembic_that_does_not_run_is_a_failure(bare, body, timeout, words):
    script(bare.scripts, body)
    finding = alembic(bare, find_alembic(bare, timeout))
    assert finding.status == FAILED
    assert words in finding.detail


def test_an_alembic_whose_python_was_moved_is_a_failure(bare):
    path = Path(bare.scripts, "alembic")
    path.write_text("#!/gone/bin/python\n", encoding="utf-8")
    path.chmod(0o755)
    finding = alembic(bare, find_alembic(bare, 20))
    assert finding.status == FAILED
    assert "No such file" in finding.detail


def off(lab=(), server=(), on=("nbgrader.server_extensions.formgrader",), folder="x"):
    return done(folder=folder, lab_off=list(lab), server_off=list(server), server_on=list(on))


def test_an_extension_that_is_there_is_ok(machine):
    assert extension(machine, done(), off()).status == OK


@pytest.mark.parametrize("outcome", [off(folder=None), off(on=())])
def test_an_extension_that_is_not_there_is_installed_anew(machine, outcome):
    finding = extension(machine, done(), outcome)
    assert finding.status == WARNING
    assert finding.fix.endswith('-m pip install --force-reinstall "nbgrader>=0.9.5,<0.10"')


@pytest.mark.parametrize(
    ("outcome", "command"),
    [
        (off(lab=["@jupyter/nbgrader"]), "labextension enable @jupyter/nbgrader"),
        (off(server=["nbgrader.x"]), "server extension enable nbgrader.x"),
    ],
)
def test_an_extension_that_is_switched_off_is_switched_on(machine, outcome, command):
    finding = extension(machine, done(), outcome)
    assert finding.status == WARNING
    assert finding.fix.endswith(f"-m jupyter {command}")


@pytest.mark.parametrize(
    "outcome",
    [
        Outcome(RAISED, error={"type": "OSError", "message": "no"}),
        Outcome(CRASHED, ending="was ended by signal SIGSEGV"),
        Outcome(HUNG, ending="did not end within 9 seconds"),
    ],
)
def test_looking_for_the_extension_may_fail_too(machine, outcome):
    assert extension(machine, done(), outcome).status == FAILED


def test_without_nbgrader_its_extension_is_not_looked_for(machine):
    assert extension(machine, Outcome(RAISED), off()).status == INFO


def test_what_is_switched_off_is_read_from_jupyters_configuration(machine, tmp_path):
    config = tmp_path / "config"
    formgrader = "nbgrader.server_extensions.formgrader"
    files = {
        "labconfig/page_config.json": {
            "disabledExtensions": {"@jupyter/nbgrader": True, "@jupyter/nbgrader:x": False}
        },
        "jupyter_server_config.d/x.json": {
            "ServerApp": {"jpserver_extensions": {formgrader: False}}
        },
    }
    for name, content in files.items():
        (config / name).parent.mkdir(parents=True, exist_ok=True)
        (config / name).write_text(json.dumps(content), encoding="utf-8")
    (config / "jupyter_server_config.json").write_text("{ damaged", encoding="utf-8")
    machine.environ["JUPYTER_CONFIG_PATH"] = str(config)
    facts = run_steps(machine, ["nbgrader-extension"], 30)["nbgrader-extension"].facts
    assert facts["lab_off"] == ["@jupyter/nbgrader"]
    assert facts["server_off"] == [formgrader]
    assert "nbgrader.server_extensions.validate_assignment" in facts["server_on"]
    assert facts["folder"].endswith(os.path.join("labextensions", "@jupyter", "nbgrader"))


def test_what_course_lab_leaves_out_is_not_reported(machine):
    settings = Path(child.__file__).parents[1] / "lab" / "jupyter"
    assert "disabledExtensions" in (settings / "labconfig/page_config.json").read_text("utf-8")
    machine.environ["JUPYTER_CONFIG_PATH"] = str(settings)
    facts = run_steps(machine, ["nbgrader-extension"], 30)["nbgrader-extension"].facts
    assert facts["lab_off"] == []
