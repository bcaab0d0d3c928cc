"""The same exercises in otter-grader: a test file for each, judged by the kit on the same cases."""

from __future__ import annotations

import json
import os
import subprocess
import time
from pathlib import Path

from course_folder import REPOSITORY, CourseFolder

from course.kit.judging.exercise import CHECKS, load_chapter

_TEST = """
OK_FORMAT = True

test = {{
    "name": "{name}",
    "points": {points},
    "suites": [{{"cases": [{{"hidden": False, "locked": False, "code": '''
>>> from pathlib import Path
>>> from course.hidden import grade
>>> from course.kit.judging.exercise import load_chapter
>>> chapter = load_chapter(Path("{checks}"))
>>> exercise = chapter.exercises["{name}"]
>>> verdict = grade({name}, chapter.name, exercise, secret=b"measured", student="{student}")
>>> verdict.verdict
'passed'
'''}}], "scored": True, "setup": "", "teardown": "", "type": "doctest"}}],
}}
"""


def otter(course: CourseFolder, python: str) -> tuple[float, dict[str, float]]:
    """Run `otter run` on every submission; the seconds it takes, and each student's points.

    Points are all or nothing for an exercise: otter's tests know no groups of cases.
    """
    program = str(Path(python).parent / "otter")
    environment = os.environ | {"PYTHONPATH": str(REPOSITORY)}
    points: dict[str, float] = {}
    seconds = 0.0
    for path in course.submissions():
        student, chapter = path.parent.parent.name, path.parent.name
        folder = course.root / "otter" / student
        archive = _autograder(course, chapter, student, folder, program, environment)
        command = [program, "run", path.name, "-a", str(archive), "-o", str(folder), "--no-logo"]
        started = time.perf_counter()
        subprocess.run(
            command, cwd=path.parent, env=environment, check=True, capture_output=True, text=True
        )
        seconds += time.perf_counter() - started
        results = json.loads((folder / "results.json").read_text("utf-8"))
        points[student] = sum(test.get("score", 0.0) for test in results["tests"])
    return seconds, points


def _autograder(
    course: CourseFolder,
    chapter: str,
    student: str,
    folder: Path,
    program: str,
    environment: dict[str, str],
) -> Path:
    tests = folder / "tests"
    tests.mkdir(parents=True)
    checks = course.root / "release" / "en" / chapter / CHECKS
    for name, exercise in load_chapter(checks).exercises.items():
        text = _TEST.format(name=name, points=exercise.max_points, checks=checks, student=student)
        (tests / f"{name}.py").write_text(text, encoding="utf-8")
    archive = folder / "autograder.zip"
    options = ["-t", str(tests), "-o", str(archive), "--no-environment", "--no-requirements"]
    subprocess.run(
        [program, "generate", *options, "--no-config"],
        cwd=folder,
        env=environment,
        check=True,
        capture_output=True,
    )
    return archive
