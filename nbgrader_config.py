"""How nbgrader works in this repository; it reads this file when it is run from here."""

import os

from course.kit.stub import STUB_CODE

c = get_config()  # noqa: F821 - nbgrader defines it where it loads this file

language = os.environ.get("COURSE_LANGUAGE", "en")

c.CourseDirectory.course_id = "pytorch-foundations"
c.CourseDirectory.source_directory = os.path.join("source", language)
c.CourseDirectory.release_directory = os.path.join("release", language)

# release/ is committed, so that it is always there before nbgrader writes it.
c.GenerateAssignment.force = True

# The stub that stands in for every solution; the kit knows it as "not attempted".
c.ClearSolutions.code_stub = {"python": STUB_CODE}

# A check cell takes well under a second. A whole notebook has one endless loop at most, since
# nbgrader interrupts the cell and goes on.
c.Execute.timeout = 60

# A deleted check cell comes back and counts as not passed, instead of waiting for a person.
c.OverwriteCells.add_missing_cells = True
