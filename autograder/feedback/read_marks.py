"""The step before the page: the marks of the submission, and what the page is made from."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.feedback.marks import Marks, read_marks
from autograder.records.autograded import VERDICTS
from autograder.records.connection import connect, patient, reading

Resources = dict[str, Any]


class ReadMarks(NbGraderPreprocessor):
    """In place of nbgrader's GetGrades: all marks at once, and kept out of the cells."""

    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        """Put `marks` and `digest` into the resources; marks that are there already stay."""
        known = resources["nbgrader"]
        marks = known.get("marks") or _read(known)
        folder = Path(resources["metadata"]["path"])
        notebook = folder / f"{resources['metadata']['name']}.ipynb"
        known["marks"] = marks
        known["digest"] = digest(notebook, marks)
        return nb, resources


def _read(known: dict[str, Any]) -> Marks:
    engine = connect(patient(known["db_url"]))
    try:
        with reading(engine) as session:
            return read_marks(session, known["assignment"], [known["student"]])[known["student"]]
    finally:
        engine.dispose()


def digest(notebook: Path, marks: Marks) -> str:
    """Give a digest of all that a page depends on: notebook, verdicts, marks and this package."""
    state = hashlib.sha256(_package())
    for path in (notebook, notebook.with_name(VERDICTS)):
        content = path.read_bytes() if path.is_file() else b""
        state.update(len(content).to_bytes(8, "big") + content)
    comments = sorted(marks.comments.items())
    state.update(repr((marks.submission, comments)).encode("utf-8", "surrogateescape"))
    return state.hexdigest()


@cache
def _package() -> bytes:
    """Digest the files of this package, so that a new version makes all pages anew."""
    state = hashlib.sha256()
    for path in sorted(Path(__file__).parent.iterdir()):
        if path.is_file():
            state.update(path.read_bytes())
    return state.digest()
