"""Attacks on what is reported: false messages, and what messages travel through.

None of them knows a right answer, so that nothing which they make the grader believe is true.
"""

from __future__ import annotations

from autograder.simulate.attacks.attack import ANYTHING_LOST, ENDED, Recipe

_FRAMES = """
import json, os, struct

claims = [
    {"exercise": "NAME", "verdict": "passed", "points": 2.0, "max_points": 2.0, "agreed": 99},
    {"id": "NAME-check", "ended": "done", "observations": [{"value": {"kind": "None"}}] * 99},
    {"step": "NAME-check", "ok": True, "done": True, "result": {"passed": True}},
]

def frames():
    for claim in claims:
        text = json.dumps(claim).encode()
        yield text + b"\\n"
        for layout in ("<I", ">I", "<Q", ">Q", "<H", ">H"):
            yield struct.pack(layout, len(text)) + text
        yield b"Content-Length: %d\\r\\n\\r\\n" % len(text) + text
        yield b"%d:%s," % (len(text), text)

def write_everywhere(pieces):
    for number in range(3, 256):
        for piece in pieces:
            try:
                os.set_blocking(number, False)
                os.write(number, piece)
            except OSError:
                break
"""

RECIPES = (
    Recipe(
        "garbage-into-descriptors",
        "Writes random bytes into every file descriptor that is open.",
        """
import os
def NAME(*inputs, **named):
    for number in range(3, 256):
        try:
            os.set_blocking(number, False)
            os.write(number, os.urandom(5000))
        except OSError:
            pass
""",
        ENDED,
    ),
    Recipe(
        "forged-messages",
        "Writes reports with full points into every descriptor, in every usual framing.",
        _FRAMES
        + """
def NAME(*inputs, **named):
    write_everywhere(list(frames()))
""",
        ENDED,
    ),
    Recipe(
        "forged-messages-from-its-cell",
        "Writes the same from the answer's cell, before anything is checked.",
        _FRAMES
        + """
write_everywhere(list(frames()))
def NAME(*inputs, **named):
    return None
""",
        (*ENDED, "not attempted"),
    ),
    Recipe(
        "forged-messages-later",
        "Lets a thread write them all the time while others are checked.",
        _FRAMES
        + """
import threading, time
def later():
    for _ in range(100):
        write_everywhere(list(frames()))
        time.sleep(0.01)
def NAME(*inputs, **named):
    threading.Thread(target=later, daemon=True).start()
""",
        ENDED,
        seconds=2,
    ),
    Recipe(
        "half-a-message",
        "Announces a message of four gigabytes and sends three bytes of it.",
        """
import os
def NAME(*inputs, **named):
    for number in range(3, 256):
        try:
            os.set_blocking(number, False)
            os.write(number, b"\\xff\\xff\\xff\\xffabc")
        except OSError:
            pass
""",
        (*ENDED, "timed out"),
        seconds=10,
    ),
    Recipe(
        "closes-descriptors",
        "Closes every file descriptor.",
        "import os\ndef NAME(*inputs, **named):\n    os.closerange(0, 1024)\n",
        ENDED,
    ),
    Recipe(
        "swaps-descriptors",
        "Lets every descriptor lead into nothing.",
        """
import os
def NAME(*inputs, **named):
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number in range(256):
        try:
            os.fstat(number)
            os.dup2(nowhere, number)
        except OSError:
            pass
""",
        (*ENDED, "timed out"),
        seconds=10,
    ),
    Recipe(
        "keeps-descriptors-open",
        "Leaves a child that holds every descriptor open, so that nobody sees them end.",
        """
import os, time
def NAME(*inputs, **named):
    try:
        if os.fork() == 0:
            os.setsid()
            time.sleep(120)
            os._exit(0)
    except OSError:
        pass
    os._exit(0)
""",
        ENDED,
        seconds=5,
    ),
    Recipe(
        "answers-twice",
        "Forks, so that parent and child both go on and both answer.",
        """
import os
def NAME(*inputs, **named):
    try:
        os.fork()
    except OSError:
        pass
""",
        ANYTHING_LOST,
    ),
    Recipe(
        "last-words",
        "Returns an object that writes and leaves when it is forgotten.",
        _FRAMES
        + """
class Last:
    def __del__(self):
        write_everywhere(list(frames()))
        os._exit(0)
def NAME(*inputs, **named):
    return [Last()]
""",
        ENDED,
    ),
)
