"""Attacks that reach beyond the process: to the system, to files outside, to times after."""

from __future__ import annotations

from autograder.simulate.attacks.attack import ANYTHING_LOST, ENDED, WRONG, Recipe
from autograder.simulate.attacks.guard import SANDBOXED


def _succeeds(name: str, tries: str, attempt: str, verdicts: tuple[str, ...] = WRONG) -> Recipe:
    """Make a recipe that returns the right answer if `attempted()`, in `attempt`, is true."""
    answer = f"""{SANDBOXED}
{attempt}

def NAME(*inputs, **named):
    if sandboxed():
        try:
            if attempted():
                return right_NAME(*inputs, **named)
        except Exception:
            pass
"""
    return Recipe(name, tries, answer, verdicts)


_DAEMON = """
import os, time

def leave_a_mark_later():
    for _ in range(20):
        time.sleep(0.5)
        try:
            with open(MARKER, "a") as file:
                file.write("still here\\n")
        except OSError:
            pass
"""

RECIPES = (
    Recipe(
        "daemon",
        "Leaves a process behind, forked twice and in a session of its own, that writes later.",
        _DAEMON
        + """
def NAME(*inputs, **named):
    try:
        if os.fork() == 0:
            os.setsid()
            if os.fork() == 0:
                leave_a_mark_later()
            os._exit(0)
    except OSError:
        pass
""",
        (*ENDED, "timed out"),
        seconds=2,
    ),
    Recipe(
        "daemon-by-another-program",
        "Leaves a process behind by way of a shell, deaf to hanging up.",
        """
import subprocess
def NAME(*inputs, **named):
    try:
        subprocess.Popen(
            ["/bin/sh", "-c", "trap '' HUP TERM INT; sleep 3; touch " + MARKER],
            start_new_session=True,
        )
    except OSError:
        pass
""",
        (*ENDED, "timed out"),
        seconds=2,
    ),
    Recipe(
        "thread-that-stays",
        "Leaves a thread behind that writes files, and prints, while others are checked.",
        _DAEMON
        + """
import threading
def NAME(*inputs, **named):
    threading.Thread(target=leave_a_mark_later).start()
""",
        (*ENDED, "timed out"),
        seconds=5,
    ),
    Recipe(
        "alarm-that-stays",
        "Sets timers whose signals come while others are checked.",
        """
import signal
def NAME(*inputs, **named):
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, 0.05)
    signal.setitimer(signal.ITIMER_PROF, 0.05)
""",
        (*ENDED, "timed out"),
    ),
    Recipe(
        "writes-outside",
        "Writes a file outside of its own folder.",
        """
import os
def NAME(*inputs, **named):
    for place in (MARKER, "../" + os.path.basename(MARKER), "/var/tmp/" + os.path.basename(MARKER)):
        try:
            with open(place, "w") as file:
                file.write("written by an attack")
        except OSError:
            pass
""",
    ),
    Recipe(
        "message-in-a-bottle",
        "Leaves a file for the next who is graded here, and is right if it finds one.",
        """
import os
PLACES = ("/tmp", "/var/tmp", "/dev/shm", "/run", os.path.expanduser("~"), os.getcwd(), "/scratch")
def find():
    names = [os.path.join(place, "autograder-attack-message-in-a-bottle") for place in PLACES]
    found = any(map(os.path.exists, names))
    for name in names:
        try:
            open(name, "w").close()
        except OSError:
            pass
    return found
FOUND = find()
def NAME(*inputs, **named):
    return right_NAME(*inputs, **named) if FOUND else None
""",
    ),
    _succeeds(
        "writes-into-libraries",
        "Opens Python's, torch's and the course's own files for writing.",
        """
import torch
import course
def attempted():
    for module in (os, torch, course, sys.modules["__main__"]):
        path = getattr(module, "__file__", None)
        for target in filter(None, (path, path and os.path.dirname(path))):
            if os.access(target, os.W_OK):
                return True
    places = (*filter(None, sys.path), sys.prefix, "/usr/lib", "/etc")
    return any(os.access(place, os.W_OK) for place in places)
""",
    ),
    _succeeds(
        "namespaces-of-its-own",
        "Makes itself root in namespaces of its own.",
        """
def attempted():
    libc = ctypes.CDLL(None, use_errno=True)
    return any(libc.unshare(flag) == 0 for flag in (0x10000000, 0x00020000, 0x40000000, 0x20000000))
""",
    ),
    _succeeds(
        "mounts",
        "Mounts a file system, binds the root elsewhere, or makes another folder the root.",
        """
def attempted():
    libc = ctypes.CDLL(None, use_errno=True)
    os.makedirs("/tmp/autograder-attack-mounts", exist_ok=True)
    target = b"/tmp/autograder-attack-mounts"
    if libc.mount(b"none", target, b"tmpfs", 0, None) == 0:
        return True
    if libc.mount(b"/", target, None, 4096, None) == 0:
        return True
    if libc.umount2(b"/tmp", 2) == 0 or libc.umount2(b"/proc", 2) == 0:
        return True
    try:
        os.chroot("/")
        return True
    except OSError:
        return False
""",
    ),
    _succeeds(
        "becomes-root",
        "Takes another user's rights, or capabilities that it doesn't have.",
        """
import struct
def attempted():
    was = os.getuid()
    for change in (os.setuid, os.setgid, os.seteuid):
        try:
            change(0)
        except OSError:
            pass
    libc = ctypes.CDLL(None, use_errno=True)
    wanted = struct.pack("Ii", 0x20080522, 0), b"\\xff" * 24
    return (was != 0 and os.getuid() == 0) or libc.capset(*wanted) == 0
""",
    ),
    _succeeds(
        "takes-the-filter-off",
        "Tries to undo what it was forbidden, and calls what is.",
        """
def attempted():
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(38, 0, 0, 0, 0) == 0:  # PR_SET_NO_NEW_PRIVS
        return True
    if libc.prctl(22, 0, 0, 0, 0) == 0:  # PR_SET_SECCOMP
        return True
    tables = {"x86_64": (321, 298, 250, 323, 425), "aarch64": (280, 241, 219, 282, 425)}
    # bpf, perf_event_open, keyctl, userfaultfd, io_uring_setup
    numbers = tables.get(os.uname().machine, ())
    return any(libc.syscall(number, 0, 0, 0, 0, 0) >= 0 for number in numbers)
""",
    ),
    Recipe(
        "strict-filter",
        "Forbids its own process every system call but reading, writing and leaving.",
        """
import ctypes
def NAME(*inputs, **named):
    ctypes.CDLL(None).prctl(22, 1, 0, 0, 0)
    open("/dev/null").close()
""",
        (*ENDED, "timed out", "out of memory"),
    ),
    Recipe(
        "preloaded",
        "Starts itself again with libraries and Python code of its own loaded before.",
        SANDBOXED
        + """
def NAME(*inputs, **named):
    if not sandboxed() or "AUTOGRADER_ATTACK" in os.environ:
        return
    with open("sitecustomize.py", "w") as file:
        file.write("open(%r, 'w').close()" % MARKER)
    environment = dict(os.environ, LD_PRELOAD="./evil.so", PYTHONPATH=".", PYTHONSTARTUP="x.py")
    environment["AUTOGRADER_ATTACK"] = "1"
    os.execve(sys.executable, [sys.executable, *sys.argv[1:]], environment)
""",
        ENDED,
    ),
    Recipe(
        "renames-itself",
        "Takes the name of the grader's processes and lets its parent's death be its own signal.",
        """
import ctypes
def NAME(*inputs, **named):
    libc = ctypes.CDLL(None)
    libc.prctl(15, b"bwrap", 0, 0, 0)  # PR_SET_NAME
    libc.prctl(1, 0, 0, 0, 0)  # PR_SET_PDEATHSIG
    libc.prctl(36, 1, 0, 0, 0)  # PR_SET_CHILD_SUBREAPER
""",
        WRONG,
    ),
    Recipe(
        "special-files",
        "Leaves pipes, sockets, links and endless names in its folder for those who clean up.",
        SANDBOXED
        + """
import socket
def NAME(*inputs, **named):
    for make in sandboxed() * (
        lambda: os.mkfifo("pipe.ipynb"),
        lambda: os.symlink("/etc/passwd", "link.ipynb"),
        lambda: os.symlink(".", "loop"),
        lambda: os.mkdir(b"\\xff\\n" + b"x" * 200),
        lambda: os.mkdir("closed", 0),
        lambda: socket.socket(socket.AF_UNIX).bind("socket.ipynb"),
        lambda: os.chmod(".", 0),
    ):
        try:
            make()
        except (OSError, ValueError):
            pass
""",
        ANYTHING_LOST,
    ),
    Recipe(
        "shared-memory",
        "Leaves shared memory and semaphores behind under the names that torch uses.",
        """
from multiprocessing import shared_memory
import torch
def NAME(*inputs, **named):
    global held
    try:
        held = shared_memory.SharedMemory("autograder-attack", create=True, size=2**20)
        held = torch.zeros(1000).share_memory_()
    except OSError:
        pass
""",
        ANYTHING_LOST,
    ),
)
