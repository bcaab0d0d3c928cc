"""An old copy of the course, and notebooks of an older release, are told apart from the new."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from course.kit.doctor.copies import RECORD, course
from course.kit.doctor.findings import OK, WARNING
from course.kit.doctor.probe import Outcome, run_steps
from course.kit.working import copies
from course.kit.working.copies import refresh

from .imitations import done

NOTHING_INSTALLED = done(distributions=[], origins={})
NOTEBOOK = "ch01_environment/ch01_environment.ipynb"


@pytest.fixture
def own(machine, tmp_path: Path):
    """A course in a folder, with a release, at work in the folder that the set-up makes of it."""
    root = tmp_path / "course"
    package = root / "course" / "kit" / "doctor"
    package.mkdir(parents=True)
    release = root / "release" / "en" / NOTEBOOK
    release.parent.mkdir(parents=True)
    release.write_text("the first release", encoding="utf-8")
    work = root / "work" / "ch01_environment"
    work.mkdir(parents=True)
    return replace(machine, package=str(package), folder=str(work))


@pytest.fixture
def bring(own):
    """Return what `course lab` does: bring the release into the working folder."""
    root = Path(own.course)
    return lambda: refresh(root / "release" / "en", root / "work", "en")


def test_the_record_is_the_one_that_is_written():
    assert copies.RECORD == RECORD


def test_the_course_says_where_it_lies(own):
    finding = course(own, NOTHING_INSTALLED)
    assert (finding.status, finding.detail) == (OK, f"The course lies in {own.course}.")
    assert course(own, Outcome("raised")).status == OK


def test_this_course_is_no_old_copy_of_itself(machine):
    assert course(machine, run_steps(machine, ["installed"], 20)["installed"]).status == OK


def installed_from(folder: Path, editable: bool = True) -> str:
    return json.dumps({"dir_info": {"editable": editable}, "url": folder.as_uri()})


def test_another_copy_that_notebooks_use_is_a_warning(own, distribution, tmp_path):
    old = tmp_path / "course of last year"
    old.mkdir()
    distribution("pytorch-foundations", "0.1.0", direct_url_json=installed_from(old))
    (Path(own.course) / "setup").mkdir()
    (Path(own.course) / "setup" / "start.py").touch()
    finding = course(own, run_steps(own, ["installed"], 20)["installed"])
    assert finding.status == WARNING
    assert f"two copies of the course: this one, in {own.course}" in finding.detail
    assert f"the one that notebooks use, in {old}" in finding.detail
    assert finding.fix == f"python3 {own.course}/setup/start.py"


def test_a_course_that_was_installed_whole_needs_its_folder_no_more(own, distribution, tmp_path):
    distribution(
        "pytorch-foundations", "0.1.0", direct_url_json=installed_from(tmp_path, editable=False)
    )
    assert course(own, run_steps(own, ["installed"], 20)["installed"]).status == OK


def test_notebooks_of_an_older_release_are_replaced_by_the_set_up(own, bring):
    bring()
    assert course(own, NOTHING_INSTALLED).status == OK
    Path(own.course, "release", "en", NOTEBOOK).write_text("the second", encoding="utf-8")
    finding = course(own, NOTHING_INSTALLED)
    assert finding.status == WARNING
    assert "are of an older release of the course" in finding.detail
    assert NOTEBOOK in finding.detail
    assert finding.fix == "python3 setup/start.py"
    bring()
    assert course(own, NOTHING_INSTALLED).status == OK


def test_of_a_notebook_with_work_in_it_the_set_up_takes_care(own, bring):
    bring()
    Path(own.course, "work", NOTEBOOK).write_text("my answers", encoding="utf-8")
    assert course(own, NOTHING_INSTALLED).status == OK
    Path(own.course, "release", "en", NOTEBOOK).write_text("the second", encoding="utf-8")
    finding = course(own, NOTHING_INSTALLED)
    assert (finding.status, finding.fix) == (WARNING, "python3 setup/start.py")
    assert "Your answers are carried into them" in finding.detail


@pytest.mark.parametrize("text", ["{ damaged", "[]", '{"copied": 3}'])
def test_a_damaged_record_says_nothing(own, text):
    Path(own.course, "work", RECORD).write_text(text, encoding="utf-8")
    assert course(own, NOTHING_INSTALLED).status == OK
