"""Released chapters, run from top to bottom without a browser before anything is answered."""

from __future__ import annotations

import shutil
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from whole_chapter import IN_A_BROWSER, RELEASE, assert_only_checks_raised

OTHERS = sorted({path.name for path in RELEASE.iterdir()} - {*IN_A_BROWSER})


@pytest.mark.timeout(600)
@pytest.mark.parametrize("chapter", OTHERS)
def test_every_cell_runs_and_only_checks_raise(chapter: str, tmp_path: Path) -> None:
    folder = tmp_path / chapter
    shutil.copytree(RELEASE / chapter, folder)
    notebook = nbformat.read(folder / f"{chapter}.ipynb", as_version=4)
    resources = {"metadata": {"path": str(folder)}}
    NotebookClient(notebook, timeout=240, resources=resources).execute()
    assert_only_checks_raised(notebook, chapter)
