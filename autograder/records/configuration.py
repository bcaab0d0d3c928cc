"""nbgrader's view of a course folder, with the settings of its nbgrader_config.py."""

from __future__ import annotations

from pathlib import Path

from nbgrader.coursedir import CourseDirectory
from traitlets.config import PyFileConfigLoader

from autograder.records.errors import RecordsError

CONFIG_FILE = "nbgrader_config.py"


def course_directory(root: Path, db_url: str = "") -> CourseDirectory:
    """Make nbgrader's CourseDirectory for the course in `root`; `db_url` overrides its gradebook.

    Raises RecordsError where `root` is no course folder.
    """
    if not (root / CONFIG_FILE).is_file():
        raise RecordsError(
            f"{root} is no course folder: it holds no {CONFIG_FILE}. "
            "Change to the folder that does, then run this command again."
        )
    config = PyFileConfigLoader(CONFIG_FILE, path=str(root)).load_config()
    config.CourseDirectory.root = str(root.resolve())
    if db_url:
        config.CourseDirectory.db_url = db_url
    return CourseDirectory(config=config)
