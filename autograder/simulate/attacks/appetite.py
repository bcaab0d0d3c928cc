"""Attacks that use up what a machine has: memory, processes, disk, descriptors, output."""

from __future__ import annotations

from autograder.simulate.attacks.attack import ANYTHING_LOST, GREEDY, WRONG, Recipe
from autograder.simulate.attacks.guard import SANDBOXED


def _guarded(
    name: str, tries: str, body: str, verdicts: tuple[str, ...] = GREEDY, seconds: float = 5
) -> Recipe:
    """Make a recipe that does nothing outside a sandbox."""
    lines = "\n        ".join(body.strip("\n").split("\n"))
    answer = f"{SANDBOXED}\ndef NAME(*inputs, **named):\n    if sandboxed():\n        {lines}\n"
    return Recipe(name, tries, answer, verdicts, seconds=seconds)


RECIPES = (
    _guarded(
        "memory-of-torch",
        "Fills eight gigabytes of tensors.",
        """
import torch
held = [torch.ones(2**26) for _ in range(32)]
""",
    ),
    _guarded(
        "memory-of-python",
        "Fills eight gigabytes of bytes.",
        "held = [bytearray(2**28) for _ in range(32)]",
    ),
    _guarded(
        "memory-mapped",
        "Maps eight gigabytes of anonymous memory and writes to every page.",
        """
import mmap
held = [mmap.mmap(-1, 2**28) for _ in range(32)]
for piece in held:
    for place in range(0, 2**28, 4096):
        piece[place] = 1
""",
        seconds=10,
    ),
    _guarded(
        "memory-of-children",
        "Starts sixteen children that each fill half a gigabyte.",
        """
import time
for _ in range(16):
    if os.fork() == 0:
        try:
            held = [bytes([1]) * 2**26 for _ in range(8)]
            time.sleep(60)
        finally:
            os._exit(0)
time.sleep(5)
""",
        (*GREEDY, "tampered"),
        seconds=10,
    ),
    _guarded(
        "memory-then-caught",
        "Fills memory until it is refused, holds on to all of it, and goes on.",
        """
global held
held = []
try:
    for _ in range(32):
        held.append(bytes([1]) * 2**28)
except MemoryError:
    pass
""",
    ),
    _guarded(
        "long-power",
        "Computes a power with a hundred billion digits.",
        "return 7 ** (10 ** 11)",
        (*GREEDY,),
        seconds=30,
    ),
    _guarded(
        "fork-bomb",
        "Forks from every process, and from every one of those.",
        """
import time
ends = time.monotonic() + 5
while time.monotonic() < ends:
    try:
        os.fork()
    except OSError:
        time.sleep(0.01)
""",
        ANYTHING_LOST,
        seconds=10,
    ),
    _guarded(
        "thread-bomb",
        "Starts ten thousand threads that wait.",
        """
import threading
waiting = threading.Event()
for _ in range(10_000):
    threading.Thread(target=waiting.wait, daemon=True).start()
""",
        ANYTHING_LOST,
    ),
    _guarded(
        "burning-threads",
        "Keeps sixteen threads multiplying matrices for ever.",
        """
import torch
torch.set_num_threads(16)
while True:
    torch.rand(2000, 2000) @ torch.rand(2000, 2000)
""",
        (*GREEDY,),
        seconds=30,
    ),
    _guarded(
        "full-disk",
        "Fills the folder for temporary files, its own folder, and shared memory.",
        """
for folder in ("/tmp", "/dev/shm", "/var/tmp", os.getcwd(), os.path.expanduser("~")):
    try:
        with open(os.path.join(folder, "autograder-attack-full-disk"), "wb") as file:
            for _ in range(128):
                file.write(bytes(2**26))
    except OSError:
        pass
""",
        (*GREEDY, "tampered"),
        seconds=10,
    ),
    _guarded(
        "many-files",
        "Makes fifty thousand empty files.",
        """
for number in range(50_000):
    try:
        open(f"/tmp/autograder-attack-many-files-{number}", "w").close()
    except OSError:
        break
""",
        (*GREEDY, "tampered"),
    ),
    _guarded(
        "deep-folders",
        "Makes folders in folders, ten thousand deep.",
        """
os.makedirs("/tmp/autograder-attack-deep-folders", exist_ok=True)
os.chdir("/tmp/autograder-attack-deep-folders")
for _ in range(10_000):
    try:
        os.mkdir("d")
        os.chdir("d")
    except OSError:
        break
""",
        (*GREEDY, "tampered"),
    ),
    _guarded(
        "open-files",
        "Opens files until no more can be, and keeps them.",
        """
global held
held = []
try:
    while len(held) < 100_000:
        held.append(os.open("/dev/null", os.O_RDONLY))
except OSError:
    pass
""",
        ANYTHING_LOST,
    ),
    _guarded(
        "raises-its-limits",
        "Raises its own limits, and returns the right answer only if that worked.",
        """
import resource
for name in ("RLIMIT_AS", "RLIMIT_NPROC", "RLIMIT_CPU", "RLIMIT_FSIZE", "RLIMIT_NOFILE"):
    kind = getattr(resource, name)
    before = resource.getrlimit(kind)[1]
    for wanted in (resource.RLIM_INFINITY, before + 1) * (before != resource.RLIM_INFINITY):
        try:
            resource.setrlimit(kind, (wanted, wanted))
        except (OSError, ValueError, OverflowError):
            continue
        if resource.getrlimit(kind)[1] != before:
            return right_NAME(*inputs, **named)
""",
        WRONG,
        seconds=0,
    ),
    _guarded(
        "puts-itself-first",
        "Takes a higher priority, and returns the right answer only if it gets it.",
        """
before = os.nice(0)
try:
    if os.nice(-10) < before:
        return right_NAME(*inputs, **named)
except OSError:
    pass
""",
        WRONG,
        seconds=0,
    ),
    Recipe(
        "prints-without-measure",
        "Prints two hundred megabytes in each call.",
        """
def NAME(*inputs, **named):
    for _ in range(200):
        print("x" * 2**20)
""",
        ANYTHING_LOST,
        seconds=5,
    ),
    Recipe(
        "writes-without-measure",
        "Writes two hundred megabytes to standard output and error, below Python.",
        """
import os
def NAME(*inputs, **named):
    for number in (1, 2):
        for _ in range(200):
            os.write(number, b"x" * 2**20)
""",
        ANYTHING_LOST,
        seconds=5,
    ),
    Recipe(
        "cell-prints-without-measure",
        "Its cell prints two hundred megabytes and shows a hundred thousand things.",
        """
from IPython.display import display
for number in range(200):
    print("x" * 2**20)
for number in range(100_000):
    display({"text/html": "<h1>%d</h1>" % number}, raw=True)
def NAME(*inputs, **named):
    return None
""",
        ("failed", "tampered", "timed out", "out of memory", "crashed", "not attempted"),
        seconds=10,
    ),
)
