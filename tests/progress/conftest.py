"""A working folder with two real chapters, and a kernel to believe in."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from front_end import CHAPTERS, Front

from course.kit.notebook import hints
from course.kit.progress import keeping

REPOSITORY = Path(__file__).parents[2]


@pytest.fixture
def working(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder as an instructor's students have it: two chapters, no repository."""
    folder = tmp_path / "work"
    for chapter in CHAPTERS:
        release = REPOSITORY / "release" / "en" / chapter
        (folder / chapter).mkdir(parents=True)
        for name in ("checks.json", f"{chapter}.ipynb"):
            shutil.copyfile(release / name, folder / chapter / name)
    monkeypatch.setattr(keeping, "_waiting", {})
    monkeypatch.setattr(keeping, "_backed_up", set())
    monkeypatch.setattr(hints, "_given_here", {})
    return folder


@pytest.fixture
def small(tmp_path: Path, working: Path) -> Path:
    """A working folder of two chapters of three exercises, of which only the contents are told."""
    folder = tmp_path / "small"
    for name, (title, about, exercises) in SMALL.items():
        node = {
            "format": 1,
            "chapter": name,
            "language": "en",
            "title": title,
            "about": about,
            "contents": {e: {"title": t, "points": 2} for e, t in exercises.items()},
            "exercises": {},
        }
        (folder / name).mkdir(parents=True)
        (folder / name / "checks.json").write_text(json.dumps(node), encoding="utf-8")
    return folder


SMALL = {
    "ch91_sums": (
        "Small sums",
        "add small numbers",
        {"add_one": "Add one", "add_two": "Add two", "add_up": "Add | up [all]"},
    ),
    "ch92_products": ("Products", "multiply", {"double": "Double", "halve": "Halve", "sq": "x²"}),
}


@pytest.fixture
def in_repository(working: Path) -> Path:
    """The same working folder, inside the course's repository: self-study."""
    for step in ("source", "release"):
        chapter = REPOSITORY / step / "en" / CHAPTERS[0]
        shutil.copytree(
            chapter,
            working.parent / step / "en" / CHAPTERS[0],
            ignore=shutil.ignore_patterns(".ipynb_checkpoints"),
        )
    return working


@pytest.fixture
def front(working: Path, monkeypatch: pytest.MonkeyPatch) -> Front:
    """The notebook of chapter 2, open in the working folder, with its imports run."""
    front = Front()
    ipython = SimpleNamespace(
        get_ipython=lambda: front, display=SimpleNamespace(display=front.shown.append)
    )
    monkeypatch.setitem(sys.modules, "IPython", ipython)
    monkeypatch.setitem(sys.modules, "IPython.display", ipython.display)
    monkeypatch.chdir(working / CHAPTERS[0])
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    front.run("import torch\nfrom course.kit import check, hint, reset")
    return front


@pytest.fixture
def names(working: Path) -> Callable[[], set[str]]:
    """Give the names of all files in the working folder."""
    return lambda: {
        path.relative_to(working).as_posix() for path in working.rglob("*") if path.is_file()
    }
