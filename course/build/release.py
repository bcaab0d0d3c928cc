"""nbgrader's release step, run on the built sources with this repository's configuration."""

from __future__ import annotations

import logging
import shutil
import tempfile
from pathlib import Path

from nbgrader.converters import GenerateAssignment
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import SaveCells
from traitlets.config import Config, PyFileConfigLoader

REPOSITORY = Path(__file__).parents[2]


class ReleaseError(Exception):
    """nbgrader couldn't make a released notebook from a built source."""


def release(source: Path, target: Path) -> None:
    """Turn the chapters in `source` into what students receive, in `target`.

    Both hold one folder a chapter. No gradebook is written.

    Raises ReleaseError with nbgrader's own words.
    """
    with tempfile.TemporaryDirectory() as root:
        config = _config(Path(root))
        staged = Path(root) / "source"
        shutil.copytree(source, staged)
        messages = _Messages()
        for chapter in sorted(path.name for path in staged.iterdir()):
            _generate(chapter, config, messages)
        shutil.copytree(Path(root) / "release", target, dirs_exist_ok=True)
    for path in target.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)


def _config(root: Path) -> Config:
    config = PyFileConfigLoader("nbgrader_config.py", path=str(REPOSITORY)).load_config()
    config.CourseDirectory.root = str(root)
    config.CourseDirectory.source_directory = "source"
    config.CourseDirectory.release_directory = "release"
    config.GenerateAssignment.no_database = True
    config.GenerateAssignment.force = True
    steps = [s for s in GenerateAssignment.preprocessors.default_args[0] if s is not SaveCells]
    config.GenerateAssignment.preprocessors = steps
    return config


def _generate(chapter: str, config: Config, messages: _Messages) -> None:
    coursedir = CourseDirectory(config=config)
    coursedir.assignment_id = chapter
    converter = GenerateAssignment(coursedir=coursedir, config=config)
    converter.log = logging.Logger("release")
    converter.log.addHandler(messages)
    try:
        converter.start()
    except (Exception, SystemExit) as error:
        raise ReleaseError(f"{chapter}: nbgrader refused it. {messages.text()} {error}") from error


class _Messages(logging.Handler):
    def __init__(self) -> None:
        super().__init__(level=logging.ERROR)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())

    def text(self) -> str:
        return " ".join(self.lines)
