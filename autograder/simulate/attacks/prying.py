"""Attacks that look for answers in memory, in other processes, and on the network.

As those of `snooping`, each returns the right answer if it found what it looked for.
"""

from __future__ import annotations

from autograder.simulate.attacks.attack import ANYTHING_LOST, Recipe
from autograder.simulate.attacks.guard import PORT, SANDBOXED
from autograder.simulate.attacks.snooping import finds

RECIPES = (
    finds(
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
    finds(
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
    finds(
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
    finds(
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
    finds(
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
    finds(
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
    finds(
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
