"""Right answers as students also write them: none of what these do besides may cost points.

Each is the source of an answer cell for the exercise NAME; `right_NAME` is its solution, which
stands in a cell before, with what `BEFORE` holds for the style below it.
"""

from __future__ import annotations

STYLES = {
    "helper-in-another-cell": """\
def NAME(*inputs, **named):
    return right_NAME(*inputs, **named)
""",
    "lambda": "NAME = lambda *inputs, **named: right_NAME(*inputs, **named)\n",
    "second-name": "NAME = right_NAME\n",
    "partial": """\
import functools

def answered(what, *inputs, **named):
    return right_NAME(*inputs, **named)

NAME = functools.partial(answered, "NAME")
""",
    "decorated": """\
import functools

def counted(function):
    @functools.wraps(function)
    def wrapper(*inputs, **named):
        wrapper.calls += 1
        return function(*inputs, **named)
    wrapper.calls = 0
    return wrapper

@counted
def NAME(*inputs, **named):
    return right_NAME(*inputs, **named)
""",
    "object": """\
class Answer:
    def __call__(self, *inputs, **named):
        return right_NAME(*inputs, **named)

NAME = Answer()
""",
    "method": """\
class Answers:
    def answer(self, *inputs, **named):
        return right_NAME(*inputs, **named)

NAME = Answers().answer
""",
    "prints": """\
print("about to define NAME")

def NAME(*inputs, **named):
    print(0.5)
    print("called with", len(inputs), "inputs")
    return right_NAME(*inputs, **named)
""",
    "writes-to-stderr": """\
import logging, os, sys, warnings

kept = sys.stderr
warnings.simplefilter("always")
warnings.warn("in the answer's own cell")

def NAME(*inputs, **named):
    print("printed", file=sys.stderr)
    print("kept", file=kept)
    os.write(2, b"from below Python\\n")
    warnings.warn("warned")
    logging.getLogger("NAME").error("logged")
    return right_NAME(*inputs, **named)
""",
    "logs": """\
import logging, sys

logging.basicConfig(level=logging.INFO, force=True, stream=sys.stdout)

def NAME(*inputs, **named):
    logging.info("called with %d inputs", len(inputs))
    return right_NAME(*inputs, **named)
""",
    "displays": """\
from IPython.display import display

def NAME(*inputs, **named):
    display(0.5)
    return right_NAME(*inputs, **named)

0.5
""",
    "changes-settings": """\
def NAME(*inputs, **named):
    result = right_NAME(*inputs, **named)
    torch.manual_seed(0)
    torch.set_default_dtype(torch.float64)
    torch.set_grad_enabled(False)
    torch.set_num_threads(1)
    return result
""",
    "tried-out-in-its-cell": """\
def NAME(*inputs, **named):
    return right_NAME(*inputs, **named)

try:
    NAME()
except TypeError as error:
    print("not without inputs:", error)
except Exception as error:
    print("something else:", type(error).__name__)
""",
    "first-attempt-kept": """\
def NAME(*inputs, **named):
    raise ValueError("my first attempt")

def NAME(*inputs, **named):
    return right_NAME(*inputs, **named)
""",
    "named-in-chinese": """\
def 答案(*输入, **选项):
    \"\"\"Ответ — جواب — 🙂\"\"\"
    return right_NAME(*输入, **选项)

NAME = 答案
""",
    "line-magic": """\
%precision 3
def NAME(*inputs, **named):
    return right_NAME(*inputs, **named)
""",
    "shell-line": """\
def NAME(*inputs, **named):
    return right_NAME(*inputs, **named)
""",
    "cell-that-fails": """\
def NAME(*inputs, **named):
    return right_NAME(*inputs, **named)
""",
}

BEFORE = {
    "shell-line": "!echo done\n",
    "cell-that-fails": "1 / 0\n",
}
