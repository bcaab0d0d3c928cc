"""Attacks on the code that observes, judges and writes: patched, traced, rewritten from within.

None of them knows a right answer, so that nothing which they make the grader believe is true.
"""

from __future__ import annotations

from autograder.simulate.attacks.attack import ANYTHING_LOST, WRONG, Recipe

_LAST = ("cut_tiles", "ch02_tensor_ops")
"""What breaks Python or torch for the code after it too is aimed at a chapter's last exercise."""

RECIPES = (
    Recipe(
        "patched-judge",
        "Puts functions that are always content in place of the course's judge and report.",
        """
import course.kit.values.compare, course.kit.notebook.calls, course.kit.report
from course.kit.judging import difference, judge
judge.judge = difference.judge = course.kit.values.compare.compare = lambda *args, **kwargs: None
judge.judge_exercise = judge.diagnose = lambda *args, **kwargs: None
judge.FAILED = judge.NOT_ATTEMPTED = judge.PASSED
course.kit.notebook.calls.judge_exercise = judge.judge_exercise
def NAME(*inputs, **named):
    return None
""",
        WRONG,
    ),
    Recipe(
        "patched-check",
        "Puts a check that does nothing in the place of the real one, wherever that can be found.",
        """
import sys
def content(function):
    return None
check = content
for module in list(sys.modules.values()):
    if getattr(module, "__name__", "").startswith("course") and hasattr(module, "check"):
        module.check = content
def NAME(*inputs, **named):
    return None
""",
        WRONG,
    ),
    Recipe(
        "otters-check",
        "Patches the checks of another grader, as if this were that one.",
        """
import sys, types
try:
    import otter
except ImportError:
    otter = types.ModuleType("otter")
    sys.modules["otter"] = otter
for name in ("Notebook", "Checker", "TestFile"):
    setattr(otter, name, type(name, (), {"check": lambda *a: True, "grade": lambda *a: 2.0}))
def NAME(*inputs, **named):
    return None
""",
        WRONG,
    ),
    Recipe(
        "patched-observe",
        "Puts a function that reports an observation of its own choice in place of observing.",
        """
import sys
import torch
import course.kit.observing.observe, course.kit.values.seen
def rosy(*args, **kwargs):
    seen = course.kit.values.seen.see(torch.zeros(2, 2))
    return course.kit.observing.observe.Observation(value=seen)
for module in list(sys.modules.values()):
    name = getattr(module, "__name__", "") or ""
    if name.startswith(("course", "autograder")):
        for attribute in ("observe", "observe_all", "observe_as"):
            if callable(getattr(module, attribute, None)):
                setattr(module, attribute, rosy)
def NAME(*inputs, **named):
    return None
""",
        ANYTHING_LOST,
        aimed=_LAST,
        portable=False,
    ),
    Recipe(
        "patched-observation",
        "Changes how an observation writes itself down, from inside the call that is observed.",
        """
from course.kit.observing.observe import Observation
def NAME(*inputs, **named):
    Observation.to_json = lambda self: {"value": {"kind": "None", "value": 1}}
    Observation.__init__ = lambda self, *args, **kwargs: None
""",
        ANYTHING_LOST,
        aimed=_LAST,
        portable=False,
    ),
    Recipe(
        "patched-json",
        "Lets json write full points, whatever it is given.",
        """
import json, json.encoder
text = '{"verdict": "passed", "points": 2.0}'
json.dumps = lambda *args, **kwargs: text
json.dump = lambda value, file, **kwargs: file.write(text)
json.JSONEncoder.encode = lambda self, value: text
json.JSONEncoder.iterencode = lambda self, value, _one_shot=False: iter([text])
def NAME(*inputs, **named):
    return None
""",
        ANYTHING_LOST,
        aimed=_LAST,
        portable=False,
    ),
    Recipe(
        "patched-torch",
        "Makes torch call all tensors equal.",
        """
import torch
for name in ("equal", "allclose", "isclose", "eq", "all"):
    setattr(torch, name, lambda *args, **kwargs: True)
torch.Tensor.__eq__ = torch.Tensor.equal = torch.Tensor.allclose = lambda *args: True
torch.testing.assert_close = lambda *args, **kwargs: None
def NAME(*inputs, **named):
    return torch.zeros(1)
""",
        ANYTHING_LOST,
        aimed=_LAST,
        portable=False,
    ),
    Recipe(
        "patched-builtins",
        "Makes isinstance, len, type and others of Python's own functions lie.",
        """
import builtins
def NAME(*inputs, **named):
    for name in ("isinstance", "len", "type", "getattr", "sorted", "sum", "all", "any", "print"):
        setattr(builtins, name, lambda *args, **kwargs: True)
""",
        ANYTHING_LOST,
        aimed=_LAST,
        portable=False,
    ),
    Recipe(
        "patched-asserts",
        "Makes assertions and exceptions powerless: AssertionError is an exception no more.",
        """
import builtins, sys, unittest
class Content(Exception):
    def __new__(cls, *args):
        return super().__new__(cls)
builtins.AssertionError = builtins.NotImplementedError = Content
sys.excepthook = lambda *args: None
unittest.TestCase.fail = unittest.TestCase.assertEqual = lambda *args, **kwargs: None
def NAME(*inputs, **named):
    return None
""",
        ANYTHING_LOST,
        aimed=_LAST,
        portable=False,
    ),
    Recipe(
        "false-modules",
        "Puts modules of its own in the place of the course's in sys.modules.",
        """
import sys, types
class Content(types.ModuleType):
    def __getattr__(self, name):
        return lambda *args, **kwargs: None
for name in ("course.hidden", "course.build", "course.kit.judging.judge", "autograder"):
    sys.modules[name] = Content(name)
def NAME(*inputs, **named):
    return None
""",
        WRONG,
    ),
    Recipe(
        "tracing",
        "Traces every call, and sets the results of those that compare or judge.",
        """
import sys
def trace(frame, event, result):
    for name in list(frame.f_locals):
        if name in ("value", "raised", "difference", "verdict", "points", "got", "expected"):
            frame.f_locals[name] = None
    return trace
def NAME(*inputs, **named):
    sys.settrace(trace)
    frame = sys._getframe()
    while frame is not None:
        frame.f_trace = trace
        frame = frame.f_back
""",
        ANYTHING_LOST,
    ),
    Recipe(
        "profiling",
        "Sets a profiler that raises in the functions that called it.",
        """
import sys, threading
def profile(frame, event, result):
    if frame.f_code.co_name in ("see", "judge", "to_json", "_see_tensor", "_observe", "changed"):
        raise SystemExit
def NAME(*inputs, **named):
    sys.setprofile(profile)
    threading.setprofile(profile)
""",
        ANYTHING_LOST,
    ),
    Recipe(
        "callers-variables",
        "Walks up the frames and rewrites the variables of those who called it.",
        """
import ctypes, sys
def NAME(*inputs, **named):
    frame = sys._getframe(1)
    while frame is not None:
        for name, value in list(frame.f_locals.items()):
            if name in ("raised", "gradients", "changed", "verdict", "passed", "points"):
                frame.f_locals[name] = True
        ctypes.pythonapi.PyFrame_LocalsToFast(ctypes.py_object(frame), ctypes.c_int(0))
        frame = frame.f_back
""",
        ANYTHING_LOST,
    ),
    Recipe(
        "other-objects",
        "Finds what the grader holds among all objects, and rewrites it.",
        """
import gc
def NAME(*inputs, **named):
    for thing in gc.get_objects():
        kind = type(thing).__name__
        if kind in ("KnownCase", "Observation", "Rules", "Verdict", "Check", "Step", "Run"):
            for name in ("expected", "facts", "watched", "banned", "cases", "points", "verdict"):
                if hasattr(thing, name):
                    try:
                        object.__setattr__(thing, name, ())
                    except Exception:
                        pass
""",
        ANYTHING_LOST,
    ),
    Recipe(
        "other-code",
        "Puts other code into the grader's functions, which keep their names and places.",
        """
import sys
def content(*args, **kwargs):
    return None
def NAME(*inputs, **named):
    frame = sys._getframe(1)
    while frame is not None:
        for value in list(frame.f_globals.values()):
            module = getattr(value, "__module__", "") or ""
            if module.startswith(("course.kit.judging", "course.kit.values.compare")):
                if hasattr(value, "__code__") and not value.__code__.co_freevars:
                    value.__code__ = content.__code__
        frame = frame.f_back
""",
        ANYTHING_LOST,
    ),
)
