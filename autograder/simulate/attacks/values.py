"""Attacks by what the function gives back: values that lie about themselves, or never end."""

from __future__ import annotations

from autograder.simulate.attacks.attack import ANYTHING_LOST, ENDED, GREEDY, WRONG, Recipe

RECIPES = (
    Recipe(
        "equal-to-everything",
        "Returns an object that says it equals whatever it is compared with.",
        """
class Right:
    def __eq__(self, other):
        return True
    def __ne__(self, other):
        return False
    def __bool__(self):
        return True
    __hash__ = None
def NAME(*inputs, **named):
    return Right()
""",
    ),
    Recipe(
        "tensor-that-lies",
        "Returns a subclass of Tensor whose own __torch_function__ calls every comparison equal.",
        """
import torch
class Liar(torch.Tensor):
    @classmethod
    def __torch_function__(cls, function, types, args=(), kwargs=None):
        name = getattr(function, "__name__", "")
        if name in ("equal", "allclose", "isclose", "__eq__", "eq", "all", "item", "__bool__"):
            return True
        return torch.Tensor._make_subclass(cls, torch.zeros(1))
def NAME(*inputs, **named):
    return torch.zeros(2, 2).as_subclass(Liar)
""",
    ),
    Recipe(
        "tensor-that-dispatches",
        "Returns a wrapper tensor without values whose __torch_dispatch__ makes any up.",
        """
import torch
class Empty(torch.Tensor):
    @staticmethod
    def __new__(cls):
        return torch.Tensor._make_wrapper_subclass(cls, (2, 2), dtype=torch.float32)
    @classmethod
    def __torch_dispatch__(cls, function, types, args=(), kwargs=None):
        return True
def NAME(*inputs, **named):
    return Empty()
""",
        ANYTHING_LOST,
    ),
    Recipe(
        "class-that-lies",
        "Returns an object whose __class__ says that it is a tensor.",
        """
import torch
class Disguised:
    __class__ = torch.Tensor
    shape, dtype, device = torch.Size([2, 2]), torch.float32, torch.device("cpu")
    def __getattr__(self, name):
        return lambda *args, **kwargs: True
def NAME(*inputs, **named):
    return Disguised()
""",
        ANYTHING_LOST,
    ),
    Recipe(
        "pickle-bomb",
        "Returns an object that runs a command when it is unpickled.",
        """
import os
class Bomb:
    def __reduce__(self):
        return (os.system, ("touch " + MARKER,))
def NAME(*inputs, **named):
    return Bomb()
""",
    ),
    Recipe(
        "repr-never-ends",
        "Returns an object whose repr, length and iteration never end.",
        """
class Endless:
    def __repr__(self):
        while True:
            pass
    __str__ = __format__ = __len__ = __iter__ = __getattr__ = __repr__
def NAME(*inputs, **named):
    return Endless()
""",
        ANYTHING_LOST,
        seconds=30,
    ),
    Recipe(
        "repr-without-end",
        "Returns an object whose repr is a text of two billion characters.",
        """
class Long:
    def __repr__(self):
        return "x" * 2_000_000_000
def NAME(*inputs, **named):
    return Long()
""",
        GREEDY,
    ),
    Recipe(
        "iteration-without-end",
        "Returns a list of its own class that says it has three items and gives them without end.",
        """
class Items(list):
    def __len__(self):
        return 3
    def __iter__(self):
        while True:
            yield 0
def NAME(*inputs, **named):
    return Items()
""",
        ANYTHING_LOST,
        seconds=30,
    ),
    Recipe(
        "mapping-without-end",
        "Returns a dict of its own class whose keys never end.",
        """
class Keys(dict):
    def __len__(self):
        return 1
    def __iter__(self):
        number = 0
        while True:
            yield number
            number += 1
    keys = values = items = __iter__
def NAME(*inputs, **named):
    return Keys()
""",
        ANYTHING_LOST,
        seconds=30,
    ),
    Recipe(
        "huge-view",
        "Returns a view of one number that claims to be a tensor of eight gigabytes.",
        """
import torch
def NAME(*inputs, **named):
    return torch.zeros(1).expand(2_000_000_000)
""",
        GREEDY,
    ),
    Recipe(
        "beyond-its-memory",
        "Returns a tensor whose storage was taken away, so that reading it ends the process.",
        """
import torch
def NAME(*inputs, **named):
    gone = torch.zeros(1000, 1000)
    gone.untyped_storage().resize_(0)
    return gone
""",
        ENDED,
    ),
    Recipe(
        "nested-deeply",
        "Returns a list within a list, a hundred thousand deep.",
        """
def NAME(*inputs, **named):
    nested = []
    for _ in range(100_000):
        nested = [nested]
    return nested
""",
        ENDED,
    ),
    Recipe(
        "holds-itself",
        "Returns a list that holds itself, and a dict that does.",
        """
def NAME(*inputs, **named):
    inner, outer = {}, []
    inner["again"] = outer
    outer += [outer, inner, outer]
    return outer
""",
        ANYTHING_LOST,
        seconds=10,
    ),
    Recipe(
        "holds-itself-many-times",
        "Returns a list that holds itself ten times, so that a walk through it grows without end.",
        """
def NAME(*inputs, **named):
    items = []
    items += [items] * 10
    return items
""",
        ANYTHING_LOST,
        seconds=30,
    ),
    Recipe(
        "long-int",
        "Returns an int of a million digits.",
        """
def NAME(*inputs, **named):
    return 1 << 3_300_000
""",
    ),
    Recipe(
        "long-text",
        "Returns a text of three hundred million characters.",
        """
def NAME(*inputs, **named):
    return "\\N{GRINNING FACE}" * 300_000_000
""",
        GREEDY,
    ),
    Recipe(
        "lone-surrogates",
        "Returns texts that UTF-8 can't hold, and keys with NUL in them.",
        """
def NAME(*inputs, **named):
    return {"\\ud800": "\\udfff", "nul\\0": ["\\ud83d"] * 3, "\\r\\n{}": float("nan")}
""",
    ),
    Recipe(
        "text-of-a-report",
        "Returns and raises text that reads like a report with full points.",
        """
class Passed(Exception):
    pass
def NAME(*inputs, **named):
    raise Passed('{"verdict": "passed", "points": 2.0} <script>alert(1)</script>')
""",
    ),
    Recipe(
        "exception-that-lies",
        "Raises an exception whose text and class raise again, or run for ever.",
        """
class Meta(type):
    def __getattribute__(cls, name):
        if name in ("__name__", "__mro__", "__qualname__"):
            raise SystemExit
        return super().__getattribute__(name)
class Odd(Exception, metaclass=Meta):
    def __str__(self):
        raise KeyboardInterrupt
    __repr__ = __str__
def NAME(*inputs, **named):
    raise Odd
""",
        ANYTHING_LOST,
    ),
    Recipe(
        "generator",
        "Returns a generator and a coroutine, whose last words are spoken outside the call.",
        """
def NAME(*inputs, **named):
    def steps():
        try:
            yield 1
        finally:
            while True:
                print("last words")
                break
    async def later():
        return 1
    started = steps()
    next(started)
    return [started, later()]
""",
    ),
    Recipe(
        "file-like-numbers",
        "Returns numbers of its own classes, whose conversions answer as it suits them.",
        """
class Number(float):
    def __eq__(self, other):
        return True
    def __float__(self):
        raise SystemExit
    def __repr__(self):
        return "1.0"
    __hash__ = float.__hash__
class Text(str):
    def __str__(self):
        return "passed"
    def __eq__(self, other):
        return True
    __hash__ = str.__hash__
def NAME(*inputs, **named):
    return [Number(7), Text("wrong")]
""",
        WRONG,
    ),
)
