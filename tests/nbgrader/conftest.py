"""The course released once and graded once, for all tests of this folder."""

from __future__ import annotations

import class_of_students
import pytest
from class_of_students import Graded, Released
from course_copy import CourseCopy


@pytest.fixture(scope="session")
def released(tmp_path_factory: pytest.TempPathFactory) -> Released:
    return class_of_students.release(CourseCopy.make(tmp_path_factory.mktemp("course")))


@pytest.fixture(scope="session")
def graded(released: Released) -> Graded:
    return class_of_students.grade(released.course)
