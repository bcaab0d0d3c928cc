"""Attacks on a ban: the right rows, joined by a function that the exercise forbids, unseen.

Their answers are right in every value. They break the exercise's one rule, so they earn nothing.
"""

from __future__ import annotations

from autograder.simulate.attacks.attack import WRONG, Recipe


def _joins(name: str, tries: str, answer: str, **more: str) -> Recipe:
    return Recipe(name, tries, answer, WRONG, portable=False, **more)


RECIPES = (
    _joins(
        "banned-by-getattr",
        "Fetches the banned function by a name that is put together.",
        'import torch\ndef NAME(a, b):\n    return getattr(torch, "c" + "at")([a, b])\n',
    ),
    _joins(
        "banned-by-alias",
        "Calls the banned function by its second name, saved before under a third.",
        "import torch\nput = torch.concatenate\ndef NAME(a, b):\n    return put((a, b))\n",
    ),
    _joins(
        "banned-in-a-thread",
        "Calls the banned function in another thread, where no mode watches.",
        """
import threading, torch
def NAME(a, b):
    rows = []
    worker = threading.Thread(target=lambda: rows.append(torch.cat([a, b])))
    worker.start()
    worker.join()
    return rows[0]
""",
    ),
    _joins(
        "banned-in-a-thread-below-a-magic",
        "Calls the banned function in a thread, in a cell that isn't plain Python.",
        """
%precision 3
import threading, torch
def NAME(a, b):
    rows = []
    worker = threading.Thread(target=lambda: rows.append(torch.cat([a, b])))
    worker.start()
    worker.join()
    return rows[0]
""",
    ),
    _joins(
        "banned-in-a-magic",
        "Lets IPython time the banned function in a cell of another language's form.",
        """
%%time
import threading, torch
def NAME(a, b):
    rows = []
    worker = threading.Thread(target=lambda: rows.append(torch.cat([a, b])))
    worker.start()
    worker.join()
    return rows[0]
""",
    ),
    _joins(
        "banned-in-a-pool-by-getattr",
        "Calls the banned function in a thread pool, by a name that is put together.",
        """
from concurrent.futures import ThreadPoolExecutor
import torch
def NAME(a, b):
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(getattr(torch, "tac"[::-1]), [a, b]).result()
""",
    ),
    _joins(
        "banned-unwatched",
        "Turns torch's hooks off while it calls the banned function.",
        """
import torch
def NAME(a, b):
    with torch._C.DisableTorchFunction():
        return torch.cat([a, b])
""",
    ),
    _joins(
        "banned-unwatched-subclass",
        "Turns the hooks for subclasses and modes off while it calls the banned function.",
        """
import torch
def NAME(a, b):
    with torch._C.DisableTorchFunctionSubclass(), torch._C.DisableTorchFunction():
        return torch.vstack([a, b])
""",
    ),
    _joins(
        "banned-with-modes-popped",
        "Takes the watching mode off the stack, and puts it back afterwards.",
        """
import torch
def NAME(a, b):
    modes = []
    while torch._C._len_torch_function_stack():
        modes.append(torch._C._pop_torch_function_stack())
    try:
        return torch.cat([a, b])
    finally:
        for mode in reversed(modes):
            torch._C._push_on_torch_function_stack(mode)
""",
    ),
    _joins(
        "banned-in-another-context",
        "Runs the banned function in an empty context and in a coroutine.",
        """
import asyncio, contextvars, torch
async def joined(a, b):
    return torch.cat([a, b])
def NAME(a, b):
    loop = asyncio.new_event_loop()
    try:
        return contextvars.Context().run(loop.run_until_complete, joined(a, b))
    finally:
        loop.close()
""",
    ),
    _joins(
        "banned-by-operator",
        "Calls the operator beneath the banned function.",
        "import torch\ndef NAME(a, b):\n    return torch.ops.aten.cat.default([a, b])\n",
    ),
    _joins(
        "banned-by-packet",
        "Calls the operator beneath by looking it up by name.",
        """
import torch
def NAME(a, b):
    packet = getattr(getattr(torch, "op" + "s"), "at" + "en")
    return getattr(packet, "ca" + "t")([a, b], 0)
""",
    ),
    _joins(
        "banned-by-binding",
        "Calls the banned function where C++ binds it.",
        "import torch\ndef NAME(a, b):\n    return torch._C._VariableFunctions.cat([a, b])\n",
    ),
    _joins(
        "banned-by-script",
        "Compiles the banned function with TorchScript, which Python code doesn't see run.",
        '''
import torch
def NAME(a, b):
    unit = torch.jit.CompilationUnit("""
def joined(a: Tensor, b: Tensor) -> Tensor:
    return torch.cat([a, b])
""")
    return unit.joined(a, b)
''',
    ),
    _joins(
        "banned-by-numpy",
        "Leaves torch by DLPack, joins in NumPy, and comes back.",
        """
import numpy as np
import torch
def NAME(a, b):
    dtype = torch.promote_types(a.dtype, b.dtype)
    first, second = (np.from_dlpack(x.to(dtype).contiguous()) for x in (a, b))
    return torch.from_dlpack(np.concatenate([first, second]))
""",
    ),
    _joins(
        "banned-by-memory",
        "Copies the memory by ctypes, and joins the bytes in NumPy.",
        """
import ctypes
import numpy as np
import torch
def NAME(a, b):
    dtype = torch.promote_types(a.dtype, b.dtype)
    tables = [x.to(dtype).contiguous() for x in (a, b)]
    raw = [ctypes.string_at(t.data_ptr(), t.numel() * t.element_size()) for t in tables]
    joined = np.concatenate([np.frombuffer(piece, np.uint8) for piece in raw])
    rows = len(a) + len(b)
    return torch.frombuffer(bytearray(joined.tobytes()), dtype=dtype).reshape(rows, a.shape[1])
""",
    ),
    _joins(
        "banned-in-a-child",
        "Lets a child process call the banned function.",
        """
import os, torch
def NAME(a, b):
    dtype = torch.promote_types(a.dtype, b.dtype)
    joined = torch.zeros(len(a) + len(b), a.shape[1], dtype=dtype).share_memory_()
    child = os.fork()
    if child == 0:
        with torch._C.DisableTorchFunction():
            joined.copy_(torch.cat([a, b]))
        os._exit(0)
    os.waitpid(child, 0)
    return joined
""",
    ),
    _joins(
        "banned-by-evaluated-text",
        "Hides the banned function in a text that is evaluated in a thread.",
        """
import base64, threading, torch
TEXT = base64.b64encode(b"rows.append(torch.cat([a, b]))")
def NAME(a, b):
    rows = []
    names = {"torch": torch, "a": a, "b": b, "rows": rows}
    worker = threading.Thread(target=exec, args=(base64.b64decode(TEXT), names))
    worker.start()
    worker.join()
    return rows[0]
""",
    ),
    _joins(
        "banned-from-a-blinded-watch",
        "Puts out the eyes of the mode that watches, and calls the banned function.",
        """
import torch
def NAME(a, b):
    for number in range(torch._C._len_torch_function_stack()):
        mode = torch._C._get_function_stack_at(number)
        type(mode).__torch_function__ = lambda self, f, types, args=(), kwargs=None: f(
            *args, **(kwargs or {})
        )
    return torch.cat([a, b])
""",
    ),
    _joins(
        "banned-and-forgotten",
        "Calls the banned function and empties the list of names that the watch has noted.",
        """
import gc, torch
def NAME(a, b):
    rows = torch.cat([a, b])
    for thing in gc.get_objects():
        if type(thing).__name__ == "Calls":
            thing.names.clear()
    return rows
""",
    ),
    _joins(
        "banned-under-another-name",
        "Gives the banned function another name, by which it is noted.",
        """
import torch
class Renamed:
    __name__ = "add"
    def __call__(self, *args, **kwargs):
        return torch.ops.aten.cat(*args, **kwargs)
def NAME(a, b):
    torch.add_rows = Renamed()
    return torch.add_rows([a, b])
""",
    ),
    _joins(
        "banned-relative",
        "Calls a relative of the banned function, on its side, with the hooks turned off.",
        """
import torch
def NAME(a, b):
    with torch._C.DisableTorchFunction():
        return torch.hstack([a.T, b.T]).T
""",
    ),
)
