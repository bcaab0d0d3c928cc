"""Attacks that are right when they think that it pays, and wrong otherwise."""

from __future__ import annotations

from autograder.simulate.attacks.attack import Recipe

RECIPES = (
    Recipe(
        "right-the-first-time",
        "Is right on its first call, and never again.",
        """
calls = []
def NAME(*inputs, **named):
    calls.append(inputs)
    return right_NAME(*inputs, **named) if len(calls) == 1 else None
""",
    ),
    Recipe(
        "right-under-nbgrader",
        "Is right only where its folder or its shell looks like nbgrader's autograder.",
        """
import os, sys
def graded_by_nbgrader():
    folders = os.getcwd().split(os.sep)
    names = " ".join(sys.argv) + " ".join(os.environ)
    return "autograded" in folders or "nbgrader" in names.lower() or "NBGRADER" in names
def NAME(*inputs, **named):
    return right_NAME(*inputs, **named) if graded_by_nbgrader() else None
""",
    ),
    Recipe(
        "right-by-chance",
        "Is right half of the time.",
        """
import os
def NAME(*inputs, **named):
    return right_NAME(*inputs, **named) if os.urandom(1)[0] % 2 else None
""",
        portable=False,
    ),
    Recipe(
        "right-for-small-cases",
        "Is right for what a person would try, and wrong beyond.",
        """
def NAME(a, b):
    return right_NAME(a, b) if a.numel() + b.numel() <= 6 and a.dtype == b.dtype else a
""",
        portable=False,
    ),
    Recipe(
        "right-in-a-moment",
        "Returns an empty table, and lets a thread write the right rows into it later.",
        """
import threading, time
import torch
def NAME(a, b):
    rows = right_NAME(a, b)
    empty = torch.full_like(rows, 1)
    def later():
        time.sleep(0.5)
        empty.copy_(rows)
    threading.Thread(target=later, daemon=True).start()
    return empty
""",
        portable=False,
        seconds=1,
    ),
    Recipe(
        "right-when-looked-at",
        "Returns a table of its own class that computes the right rows when it is looked at.",
        """
import torch
class Lazy(torch.Tensor):
    @classmethod
    def __torch_function__(cls, function, types, args=(), kwargs=None):
        with torch._C.DisableTorchFunction():
            return torch.cat(args[0].tables)
def NAME(a, b):
    lazy = torch.zeros(1, 1).as_subclass(Lazy)
    lazy.tables = [a, b]
    return lazy
""",
        portable=False,
    ),
    Recipe(
        "repeats-itself",
        "Remembers its first answer and gives it again for whatever it is asked.",
        """
first = []
def NAME(*inputs, **named):
    if not first:
        first.append(right_NAME(*inputs, **named))
    return first[0]
""",
        portable=False,
    ),
    Recipe(
        "returns-its-points",
        "Returns, shows and prints the number of points that it would like.",
        """
import sys
def NAME(*inputs, **named):
    print(2.0)
    sys.displayhook(2.0)
    return 2.0
2.0
""",
        portable=False,
    ),
    Recipe(
        "returns-nan-points",
        "Returns a number that counts as more than any maximum, or as none.",
        "def NAME(*inputs, **named):\n    return float('nan')\nfloat('inf')\n",
        portable=False,
    ),
    Recipe(
        "borrows-the-right-function",
        "Binds another exercise's right function to the name, since that one passes.",
        "NAME = stack_images if 'stack_images' in globals() else print\n",
        portable=False,
    ),
    Recipe(
        "swaps-its-function-later",
        "Replaces the function while it is called, in every namespace that holds it.",
        """
import gc
def other(*inputs, **named):
    return None
def NAME(*inputs, **named):
    for holder in gc.get_referrers(NAME):
        if isinstance(holder, dict) and holder.get("NAME") is NAME:
            holder["NAME"] = other
    return None
""",
    ),
)
