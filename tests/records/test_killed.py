"""A writer that is killed, wherever it is, leaves nothing that the next run doesn't mend."""

from __future__ import annotations

import os
import re
import signal
import sys
from types import FrameType

import pytest
from small_course import ANSWERS, CHAPTER, SmallCourse, contents

from autograder.records import Records

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="kills a forked process")
STUDENTS = ["student-001", "student-002"]
MOMENTS = 25
WATCHED = re.compile("autograder|pathlib")


def _record_in_a_child(course: SmallCourse, fingerprint: str, moment: int | None = None) -> int:
    """Record in a process of its own, killed at a call; gives how many calls were made."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        calls = 0

        def count(frame: FrameType, kind: str, _argument: object) -> None:
            nonlocal calls
            if kind == "call" and WATCHED.search(frame.f_code.co_filename):
                calls += 1
                if calls == moment:
                    os.kill(os.getpid(), signal.SIGKILL)

        points = {"add": 0.0 if fingerprint == "f2" else 2.0}
        with Records(course.coursedir) as records:
            results = [course.result(student, points, fingerprint) for student in STUDENTS]
            sys.setprofile(count)
            records.record(results)
            sys.setprofile(None)
        os.write(writing, str(calls).encode())
        os._exit(0)
    os.close(writing)
    _, status = os.waitpid(child, 0)
    with os.fdopen(reading) as pipe:
        answer = pipe.read()
    assert (os.WTERMSIG(status) == signal.SIGKILL) == (moment is not None)
    return int(answer or 0)


def _everything(course: SmallCourse) -> tuple:
    files = sorted(path for path in (course.root / "autograded").rglob("*") if path.is_file())
    return contents(course), {p.relative_to(course.root): p.read_bytes() for p in files}


def test_a_kill_at_any_moment_is_noticed_and_mended(course: SmallCourse) -> None:
    for student in STUDENTS:
        course.submit(student, ANSWERS, "2026-03-01 12:00:00 UTC")
    _record_in_a_child(course, "f1")
    calls = _record_in_a_child(course, "f2")
    finished = _everything(course)
    found = []
    for moment in range(1, calls, max(1, calls // MOMENTS)):
        _record_in_a_child(course, "f1")
        _record_in_a_child(course, "f2", moment)
        with Records(course.coursedir) as records:
            recorded = records.recorded(CHAPTER)
            for student, fingerprint in recorded.items():
                score = contents(course)["submissions"][student]["notebooks"][0]["score"]
                assert score == (2.5 if fingerprint == "f2" else 4.5)
            found.append(tuple(sorted(recorded.values())))
        _record_in_a_child(course, "f2")
        assert _everything(course) == finished
    assert ("f1", "f1") in found, "killed before the gradebook changed"
    assert () in found, "killed between the gradebook and the folders"
    assert ("f2",) in found, "killed between two folders"


def test_what_a_killed_run_left_behind_is_swept_away(course: SmallCourse) -> None:
    course.submit(STUDENTS[0], ANSWERS)
    with Records(course.coursedir) as records:
        records.record([course.result(STUDENTS[0])])
        folder = course.folder("autograded", STUDENTS[0])
        for word in ("new", "old"):
            (folder.parent / f".{CHAPTER}.{word}").mkdir()
        records.prepare(CHAPTER)
        assert [path.name for path in folder.parent.iterdir()] == [CHAPTER]
        assert records.recorded(CHAPTER) == {STUDENTS[0]: "f1"}
