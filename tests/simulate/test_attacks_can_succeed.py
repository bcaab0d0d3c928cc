"""Attacks that are right if they find something do find it where nothing is hidden from them.

Otherwise it would prove nothing that they find nothing in the grader's sandbox. They run here in a
bubblewrap that shows everything, lets nothing be written and has no network but its own.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.simulate.attacks import RECIPES, bans
from autograder.simulate.attacks.guard import PORT

REPOSITORY = Path(__file__).parents[2]

_OPEN = [
    *("bwrap", "--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc", "--tmpfs", "/tmp"),
    # Python and the course may lie below /tmp themselves.
    *(word for home in (sys.prefix, str(REPOSITORY)) for word in ("--ro-bind", home, home)),
    *("--unshare-pid", "--unshare-net", "--unshare-ipc", "--die-with-parent", "--new-session"),
]

# A course's folder, in which the attack runs some levels down, and what else it may look for.
_PRELUDE = f"""
import os, socket, sys
sys.path.insert(0, {str(REPOSITORY)!r})
for name in (
    "submitted/student-018/ch/ch.ipynb", "source/en/ch/ch.ipynb", "gradebook.db", ".secret",
    "course/chapters/ch/exercise.py", "home/.bashrc", "autograded/student-017/ch/ch.ipynb",
):
    path = os.path.join("/tmp/course", name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    open(path, "w").write("something")
os.environ["HOME"] = "/tmp/course/home"
os.chdir("/tmp/course/autograded/student-017/ch")
listening = socket.create_server(("127.0.0.1", {PORT}))

def right_join_rows(*inputs, **named):
    return "right"
"""

_CALL = """
import json
def grade(expected):
    return join_rows()
print(json.dumps(grade(1)))
"""

_LEAKS = {
    "answers-in-memory": "class KnownCase:\n    hidden = True\nheld = [KnownCase()]",
    "answers-in-frames": "",
    "reads-what-ran": "In = ['from course.hidden import check']",
    "links-out-of-its-folder": "os.symlink('/etc/passwd', 'users.txt')",
    "lists-what-is-open": (
        "import tempfile\nopened = tempfile.TemporaryFile()\n"
        "opened.write(b'{\"expected\": 1}')\nopened.seek(0)"
    ),
    "message-in-a-bottle": "open('/tmp/autograder-attack-message-in-a-bottle', 'w').close()",
    "writes-into-libraries": "sys.path.append('/tmp/course')",
    "right-under-nbgrader": "",
}
"""What an attack finds beyond the course's folder, where it needs more than that."""

_FINDING = [
    "reads-the-solutions",
    "reads-the-authors-files",
    "imports-the-reference",
    "reads-the-secret",
    "reads-other-submissions",
    "opens-the-gradebook",
    "reads-the-machines-users",
    "reads-the-home",
    "uses-the-network",
    *_LEAKS,
]


def outcome(name: str) -> str:
    """Run an attack's cell where everything is open, and give what its function returns."""
    recipe = RECIPES[name]
    answer = recipe.answer.replace("MARKER", repr(recipe.marker)).replace("NAME", "join_rows")
    program = "\n".join((_PRELUDE, _LEAKS.get(name, ""), answer, _CALL))
    done = subprocess.run(
        [*_OPEN, sys.executable, "-c", program],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout.splitlines()[-1])


@pytest.fixture(scope="module")
def bubblewrap() -> None:
    works = shutil.which("bwrap") and not subprocess.run([*_OPEN, "true"], check=False).returncode
    if not works:
        pytest.skip("there is no bubblewrap here that works")


@pytest.mark.usefixtures("bubblewrap")
@pytest.mark.parametrize("name", _FINDING)
def test_an_attack_succeeds_where_nothing_is_hidden(name: str) -> None:
    assert outcome(name) == "right"


# Tries every way around the ban in a child of its own, with nobody watching.
_JOIN = """
import json, os, sys
import torch
results = {}
for name, source in json.load(sys.stdin).items():
    reads, writes = os.pipe()
    if os.fork() == 0:
        said = "wrong"
        try:
            names = {"__name__": "__main__"}
            exec(source, names)
            a, b = torch.tensor([[1, 2]]), torch.tensor([[0.5, 2.5], [3.0, 4.0]])
            got = names["join_rows"](a, b)
            if got.tolist() == [[1.0, 2.0], [0.5, 2.5], [3.0, 4.0]] and got.dtype == torch.float32:
                said = "right"
        except BaseException as error:
            said = repr(error)
        os.write(writes, said.encode())
        os._exit(0)
    os.close(writes)
    results[name] = os.read(reads, 10_000).decode()
    os.wait()
print(json.dumps(results))
"""


@pytest.fixture(scope="module")
def joined(bubblewrap: None) -> dict[str, str]:
    magics = re.compile("^%.*$", re.MULTILINE)  # no Python, and no part of the way around
    sources = {r.name: magics.sub("", r.answer.replace("NAME", "join_rows")) for r in bans.RECIPES}
    done = subprocess.run(
        [*_OPEN, sys.executable, "-c", _JOIN],
        input=json.dumps(sources),
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.parametrize("name", [recipe.name for recipe in bans.RECIPES])
def test_a_way_around_the_ban_gives_the_right_rows(name: str, joined: dict[str, str]) -> None:
    assert joined[name] == "right"
