"""Making pages in worker processes, each through nbgrader's own feedback converter."""

from __future__ import annotations

import shutil
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from nbgrader.converters import GenerateFeedback
from nbgrader.coursedir import CourseDirectory

from autograder.feedback.marks import Marks
from autograder.feedback.read_marks import digest
from autograder.records import course_directory
from autograder.records.handed_in import TIMESTAMP
from autograder.records.whole_folder import made_anew

LONGEST = 30
"""After how many seconds a page is made of plain text: some Markdown keeps its parser busy."""

FOR_EXCHANGE = (TIMESTAMP, "submission_secret.txt")
"""What `nbgrader release_feedback` reads beside a page; `nbgrader submit` had put it there."""

_HEAD = 1000


@dataclass(frozen=True)
class Page:
    """One page to be made: of whom, of what, and by which marks."""

    student: str
    chapter: str
    marks: Marks


def folders_of(coursedir: CourseDirectory, page: Page) -> tuple[Path, Path]:
    """Give where the graded submission is and where the feedback goes."""
    steps = coursedir.autograded_directory, coursedir.feedback_directory
    source, target = (coursedir.format_path(s, page.student, page.chapter) for s in steps)
    return Path(source), Path(target)


def is_up_to_date(coursedir: CourseDirectory, page: Page) -> bool:
    """Tell whether the page that is there was made from what is there now."""
    source, target = folders_of(coursedir, page)
    made = target / f"{page.chapter}.html"
    if not made.is_file():
        return False
    with made.open("rb") as file:
        head = file.read(_HEAD)
    return digest(source / f"{page.chapter}.ipynb", page.marks).encode() in head


class Maker:
    """Makes one page after the other, with one exporter."""

    def __init__(self, root: Path, db_url: str = "") -> None:
        self.coursedir = course_directory(root, db_url)
        converter = GenerateFeedback(coursedir=self.coursedir, config=self.coursedir.config)
        self.exporter = converter.exporter_class(parent=converter, config=converter.config)
        self.converter = converter
        for step in self.converter.preprocessors:
            self.exporter.register_preprocessor(step)

    def make(self, page: Page) -> str:
        """Make one page, whole or not at all; gives what went wrong, or ""."""
        try:
            try:
                with _limited(LONGEST):
                    self._make(page)
            except TimeoutError:
                with _limited(LONGEST):
                    self._make(page, plain=True)
        except Exception as error:  # one page's trouble is not the class's
            kind = type(error).__name__
            return f"{page.student}: the page for {page.chapter} failed: {kind}: {error}"
        return ""

    def _make(self, page: Page, plain: bool = False) -> None:
        source, target = folders_of(self.coursedir, page)
        notebook = source / f"{page.chapter}.ipynb"
        resources = self.converter.init_single_notebook_resources(str(notebook))
        resources["nbgrader"] |= {"marks": page.marks, "plain": plain}
        html, _ = self.exporter.from_filename(str(notebook), resources=resources)
        with made_anew(target) as folder:
            (folder / f"{page.chapter}.html").write_text(html, encoding="utf-8", newline="\n")
            for name in FOR_EXCHANGE:
                if (source / name).is_file():
                    shutil.copyfile(source / name, folder / name)
            for path in folder.iterdir():
                path.chmod(0o664 if self.coursedir.groupshared else 0o644)


@contextmanager
def _limited(seconds: int) -> Iterator[None]:
    """Raise TimeoutError after some seconds, where the system can."""
    if not hasattr(signal, "SIGALRM"):
        yield
        return

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise TimeoutError(f"it took longer than {seconds} seconds")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
