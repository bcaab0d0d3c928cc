"""Attacks that look through files for answers, secrets and other people's work.

Each returns the right answer if it found what it looked for: points are then the proof that it
did. In a sandbox that holds, it finds nothing and returns None.
"""

from __future__ import annotations

from autograder.simulate.attacks.attack import WRONG, Recipe

_PICKLE = b"cposix\nsystem\n(S'touch /tmp/autograder-attack-unpickles-what-was-handed-in'\ntR."

_WRITES = b"open('/tmp/autograder-attack-unpickles-what-was-handed-in', 'w').close()\n"

_PLACES = """
import os, sys
from pathlib import Path

def places():
    starts = [os.getcwd(), os.path.expanduser("~"), "/", *sys.path, os.environ.get("PWD", "")]
    for name in ("course", "autograder"):
        starts.append(getattr(sys.modules.get(name), "__file__", None) or "")
    try:
        starts += [line.split()[4] for line in open("/proc/self/mountinfo")]
    except OSError:
        pass
    found = {}
    for start in filter(None, starts):
        for folder in (Path(start), *Path(start).parents):
            found[folder] = None
    return list(found)

def readable(*patterns):
    for folder in places():
        for pattern in patterns:
            try:
                for path in folder.glob(pattern):
                    if path.is_file() and open(path, "rb").read(1):
                        return True
            except (OSError, ValueError):
                pass
    return False
"""


def finds(name: str, tries: str, search: str, preamble: str = _PLACES, seconds: float = 1):
    """Make a recipe that returns the right answer if `search`, an expression, is true."""
    answer = f"""{preamble}
def found():
    try:
        return {search}
    except Exception:
        return False

def NAME(*inputs, **named):
    return right_NAME(*inputs, **named) if found() else None
"""
    return Recipe(name, tries, answer, WRONG, seconds=seconds)


RECIPES = (
    finds(
        "reads-the-solutions",
        "Looks for the instructor's notebooks.",
        'readable("source/*/*/*.ipynb", "*/source/*/*/*.ipynb")',
    ),
    finds(
        "reads-the-authors-files",
        "Looks for the authors' files, as text.",
        'readable("course/chapters/*/*.py", "*/course/chapters/*/*.py")',
    ),
    finds(
        "imports-the-reference",
        "Imports the exercise's reference, its solution, or what reads them.",
        "reference()",
        """
import importlib, pkgutil
def reference():
    try:
        chapters = importlib.import_module("course.chapters")
        return any(True for _ in pkgutil.iter_modules(chapters.__path__))
    except Exception:
        pass
    from course.build.authored import chapter_names
    return bool(chapter_names())
""",
    ),
    finds(
        "reads-the-secret",
        "Looks for the course's secret in files, in the environment, and in other processes'.",
        'readable(".secret*", "*/.secret*") or secret_in_environment()',
        _PLACES
        + """
def secret_in_environment():
    texts = [repr(os.environ).encode()]
    for process in ("self", os.getppid(), 1):
        try:
            texts.append(open(f"/proc/{process}/environ", "rb").read())
        except OSError:
            pass
    return any(b"COURSE_SECRET" in text or b"SECRET=" in text for text in texts)
""",
    ),
    Recipe(
        "knows-visible-answers",
        "Looks the answers up in checks.json, which holds those of the visible cases.",
        """
import json
from pathlib import Path
from course.kit.judging.exercise import load_chapter
def same(x, y):
    return x.dtype == y.dtype and x.shape == y.shape and bool((x == y).all())
def NAME(a, b):
    for folder in (Path(), *Path.cwd().parents):
        for path in folder.glob("checks.json"):
            for known in load_chapter(path).exercises["NAME"].visible:
                (first, second), _ = known.case.fresh()
                if same(a, first) and same(b, second):
                    return known.expected.value.values.clone()
""",
        WRONG,
        portable=False,
    ),
    finds(
        "reads-other-submissions",
        "Looks for what other students handed in, or what the grader made of it.",
        'readable("submitted/*/*/*", "autograded/*/*/*", "feedback/*/*/*", "*/submitted/*/*/*")',
    ),
    finds(
        "opens-the-gradebook",
        "Looks for the gradebook and opens it for writing.",
        "gradebook()",
        _PLACES
        + """
def gradebook():
    for folder in places():
        for path in (folder / "gradebook.db", *folder.glob("*/gradebook.db")):
            try:
                with open(path, "r+b"):
                    return True
            except OSError:
                pass
    return False
""",
    ),
    finds(
        "reads-the-machines-users",
        "Reads the machine's list of users and passwords.",
        "users()",
        """
def users():
    for name in ("/etc/shadow", "/etc/gshadow", "/etc/sudoers"):
        try:
            if open(name, "rb").read(1):
                return True
        except OSError:
            pass
    try:
        return len(open("/etc/passwd").readlines()) > 3
    except OSError:
        return False
""",
    ),
    finds(
        "reads-the-home",
        "Looks into the home folders of the instructor and of root.",
        "at_home()",
        """
import os
from pathlib import Path
def at_home():
    names = (".ssh", ".bashrc", ".profile", ".gitconfig", ".netrc", ".aws", ".bash_history")
    homes = {"/root", *map(str, Path("/home").glob("*")), os.path.expanduser("~")}
    return any((Path(home) / name).exists() for home in homes for name in names)
""",
    ),
    Recipe(
        "unpickles-what-was-handed-in",
        "Hands in a pickle that runs a command, in the hope that somebody loads it.",
        """
def NAME(*inputs, **named):
    return None
""",
        WRONG,
        files=(
            ("answers.pkl", _PICKLE),
            ("model.pt", _PICKLE),
            ("conftest.py", _WRITES),
            ("sitecustomize.py", _WRITES),
            ("torch.py", _WRITES),
            ("json.py", b"dumps = loads = lambda *a, **k: '{\"points\": 2.0}'\n"),
            ("nbgrader_config.py", _WRITES),
            (".secret", b"a secret of the student's own"),
            ("gradebook.db", b"SQLite format 3\0"),
        ),
    ),
    Recipe(
        "links-out-of-its-folder",
        "Hands in symbolic links to the machine's files and to other students' folders.",
        """
def NAME(*inputs, **named):
    for name in ("users.txt", "shadow.txt", "others", "environment.txt"):
        try:
            with open(name + ("/../../.secret" if name == "others" else ""), "rb") as file:
                if file.read(1):
                    return right_NAME(*inputs, **named)
        except OSError:
            pass
""",
        WRONG,
        links=(
            ("users.txt", "/etc/passwd"),
            ("shadow.txt", "/etc/shadow"),
            ("others", "../.."),
            ("environment.txt", "/proc/self/environ"),
            ("checks.json", "/etc/hostname"),
        ),
    ),
)
