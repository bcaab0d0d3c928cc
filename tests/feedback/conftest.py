"""The small course, for the tests of this folder."""

from small_course import activated, course, generated  # noqa: F401 - fixtures
