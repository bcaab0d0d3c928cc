"""A course of one's own: chapters written into a temporary folder."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import course.chapters
from course.build import authored, concepts, messages, story

EXERCISE = '''\
"""### Add one

Write `add_one(x)`, which adds 1.

```python
>>> add_one(2)
3
```
"""

from course.build.author import Exercise, case, mistake


def add_one(x: int) -> int:
    """Add one."""
    ### BEGIN SOLUTION
    return x + 1
    ### END SOLUTION


EXERCISE = Exercise(concepts=["X1"], hints=["Look at 2.", "Plus."], points=2)


def reference(x):
    return x + 1


def cases(rng):
    yield case("two", 2)
    yield case("a number", rng.below(9) + 10)


@mistake("Nothing was added.")
def same(x):
    return x


@mistake("One was taken away.")
def minus(x):
    return x - 1


@mistake("It was doubled.")
def double(x):
    return 2 * x
'''

STORY = """\
# %% [markdown]
# # Small sums

# %%
from course.kit import check, hint, reset

# %% [markdown]
# ## Adding
# Each number has a next one.

# %% exercise="add_one"
"""


class Course:
    """Chapters to be written, read and broken."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.write("__init__.py", '"""add small numbers"""\n')
        self.write("chapter.py", STORY)
        self.write("add_one.py", EXERCISE)

    def write(self, name: str, text: str, chapter: str = "ch91_sums") -> Path:
        path = self.folder / chapter / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def change(self, name: str, old: str, new: str) -> Path:
        path = self.folder / "ch91_sums" / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        return self.write(name, text.replace(old, new))


@pytest.fixture
def own_course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Course]:
    folder = tmp_path / "chapters"
    folder.mkdir()
    monkeypatch.setattr(course.chapters, "__path__", [str(folder)])
    for module in (authored, story):
        monkeypatch.setattr(module, "CHAPTERS", folder)
    monkeypatch.setattr(messages, "LOCALES", folder / "locale")
    monkeypatch.setattr(concepts, "CONCEPTS", {"ch91_sums": {"X1": "Adding"}})
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    known = {n: m for n, m in sys.modules.items() if n.startswith("course.chapters.")}
    for name in known:
        del sys.modules[name]
    authored.read_exercise.cache_clear()
    yield Course(folder)
    for name in [n for n in sys.modules if n.startswith("course.chapters.")]:
        del sys.modules[name]
    sys.modules.update(known)
    authored.read_exercise.cache_clear()
