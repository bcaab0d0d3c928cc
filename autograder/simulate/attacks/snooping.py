"""Attacks that look for answers, secrets and other people's work.

Each returns the right answer if it found what it looked for: points are then the proof that it
did. In a sandbox that holds, it finds nothing and returns None.
"""

from __future__ import annotations

from autograder.simulate.attacks.attack import ANYTHING_LOST, WRONG, Recipe
from autograder.simulate.attacks.guard import PORT, SANDBOXED

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


def _finds(name: str, tries: str, search: str, preamble: str = _PLACES, seconds: float = 1):
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
    _finds(
        "reads-the-solutions",
        "Looks for the instructor's notebooks.",
        'readable("source/*/*/*.ipynb", "*/source/*/*/*.ipynb")',
    ),
    _finds(
        "reads-the-authors-files",
        "Looks for the authors' files, as text.",
        'readable("course/chapters/*/*.py", "*/course/chapters/*/*.py")',
    ),
    _finds(
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
    _finds(
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
    _finds(
        "answers-in-memory",
        "Looks for hidden cases' answers, references and verdicts among all objects.",
        "answers_in_memory()",
        """
import gc
def answers_in_memory():
    for thing in gc.get_objects():
        kind = type(thing).__name__
        if kind in ("KnownCase", "Verdict", "Authored") and getattr(thing, "hidden", True):
            return True
    return False
""",
    ),
    _finds(
        "answers-in-frames",
        "Walks up the frames that called it, looking for what the answer is compared with.",
        "answer_in_frames()",
        """
import inspect, sys
def answer_in_frames():
    frame = sys._getframe(1)
    wanted = {"expected", "reference", "secret", "authored"}
    while frame is not None:
        if wanted & set(frame.f_locals):
            return True
        frame = frame.f_back
    return any(wanted & set(entry.frame.f_locals) for entry in inspect.stack(0))
""",
    ),
    Recipe(
        "knows-visible-answers",
        "Looks the answers up in checks.json, which holds those of the visible cases.",
        """
import json
from pathlib import Path
from course.kit.exercise import load_chapter
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
    _finds(
        "reads-what-ran",
        "Looks in the notebook's history for cells that hold the hidden check.",
        "check_in_history()",
        """
def check_in_history():
    texts = []
    for name in ("In", "_ih", "_dh", "_oh", "_i", "_ii"):
        texts += map(str, globals().get(name) or [])
    try:
        shell = get_ipython()
        texts += [text for _, _, text in shell.history_manager.get_tail(1000)]
    except Exception:
        pass
    return any("course.hidden" in text or "reference(" in text for text in texts)
""",
    ),
    _finds(
        "reads-other-submissions",
        "Looks for what other students handed in, or what the grader made of it.",
        'readable("submitted/*/*/*", "autograded/*/*/*", "feedback/*/*/*", "*/submitted/*/*/*")',
    ),
    _finds(
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
    _finds(
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
    _finds(
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
    _finds(
        "reads-other-memory",
        "Opens the memory of its parent and of every process, by /proc and by system calls.",
        "memory()",
        """
import ctypes, os
def memory():
    others = {1, os.getppid()}
    try:
        others |= {int(name) for name in os.listdir("/proc") if name.isdigit()}
    except OSError:
        pass
    for process in others - {os.getpid(), 0}:
        try:
            with open(f"/proc/{process}/mem", "r+b"):
                return True
        except OSError:
            pass
        into, libc = ctypes.create_string_buffer(8), ctypes.CDLL(None, use_errno=True)
        class Piece(ctypes.Structure):
            _fields_ = [("base", ctypes.c_void_p), ("size", ctypes.c_size_t)]
        here = Piece(ctypes.addressof(into), 8)
        there = Piece(id(os), 8)  # a fork has the same addresses
        if libc.process_vm_readv(process, ctypes.byref(here), 1, ctypes.byref(there), 1, 0) > 0:
            return True
    return False
""",
    ),
    _finds(
        "traces-its-parent",
        "Attaches to its parent as a debugger does, and lets go at once.",
        "attached()",
        SANDBOXED
        + """
def attached():
    if not sandboxed():
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    for process in {os.getppid(), 1} - {os.getpid(), 0}:
        if libc.ptrace(16, process, 0, 0) == 0:  # PTRACE_ATTACH
            os.waitpid(process, 0x40000000)
            libc.ptrace(17, process, 0, 0)  # PTRACE_DETACH
            return True
    return False
""",
    ),
    _finds(
        "uses-the-network",
        f"Connects to port {PORT} of this machine, by address, by name and by abstract socket.",
        "connected()",
        f"""
import socket
def connected():
    targets = [
        (socket.AF_INET, ("127.0.0.1", {PORT})),
        (socket.AF_INET, ("localhost", {PORT})),
        (socket.AF_INET6, ("::1", {PORT})),
        (socket.AF_UNIX, "\\0autograder-attack-uses-the-network"),
        (socket.AF_UNIX, "/tmp/autograder-attack-uses-the-network.socket"),
        (socket.AF_UNIX, "/var/run/docker.sock"),
    ]
    for family, address in targets:
        try:
            with socket.socket(family, socket.SOCK_STREAM) as connection:
                connection.settimeout(0.2)
                if connection.connect_ex(address) == 0:
                    return True
        except OSError:
            pass
    return False
""",
        seconds=2,
    ),
    _finds(
        "opens-odd-sockets",
        "Opens raw, packet and netlink sockets, and those to a hypervisor or to the kernel's keys.",
        "opened()",
        """
import socket
def opened():
    for family, kind, protocol in (
        (socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP),
        (17, socket.SOCK_RAW, 0x0300),  # AF_PACKET
        (16, socket.SOCK_RAW, 0),  # AF_NETLINK
        (40, socket.SOCK_STREAM, 0),  # AF_VSOCK
        (38, socket.SOCK_SEQPACKET, 0),  # AF_ALG
    ):
        try:
            socket.socket(family, kind, protocol).close()
            return True
        except OSError:
            pass
    return False
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
    Recipe(
        "lists-what-is-open",
        "Reads from every file descriptor that it was left.",
        """
import os
def NAME(*inputs, **named):
    texts = []
    for number in range(3, 256):
        try:
            os.set_blocking(number, False)
            texts.append(os.read(number, 100_000))
        except OSError:
            pass
    if any(b'"expected"' in text or b"COURSE_SECRET" in text for text in texts):
        return right_NAME(*inputs, **named)
""",
        ANYTHING_LOST,
    ),
)
