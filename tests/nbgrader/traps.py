"""Answers to `join_rows` that nbgrader could count wrongly.

`right` is a right answer, which stands in another cell. Each answer is graded by a check cell of
its own, in one notebook.
"""

from __future__ import annotations

EXERCISE = "join_rows"

# Whatever these do besides, they are right, and get full points.
RIGHT = {
    "a helper in another cell": """
def join_rows(a, b):
    return right(a, b)
""",
    "writes to stderr": """
import logging, os, sys, warnings
def join_rows(a, b):
    print("printed", file=sys.stderr)
    sys.stderr.write("written")
    os.write(2, b"from below Python")
    warnings.warn("warned")
    logging.getLogger("join").error("logged")
    return right(a, b)
""",
    "keeps stderr from before the check": """
import sys
stream = sys.stderr
def join_rows(a, b):
    print("kept", file=stream)
    return right(a, b)
""",
    "sets up logging": """
import logging
logging.basicConfig(level=logging.INFO, force=True)
def join_rows(a, b):
    logging.info("joining %s and %s", a, b)
    return right(a, b)
""",
    "logs to stdout": """
import logging, sys
logging.basicConfig(level=logging.INFO, force=True, stream=sys.stdout)
def join_rows(a, b):
    logging.info("joining %s and %s", a, b)
    return right(a, b)
""",
    "warns from its cell": """
import warnings
warnings.simplefilter("always")
warnings.warn("in the answer's own cell")
def join_rows(a, b):
    warnings.warn("in the call")
    return right(a, b)
""",
    "prints a number": """
def join_rows(a, b):
    print(0.5)
    print(a, b)
    return right(a, b)
""",
    "shows what it is given": """
from IPython.display import display
def join_rows(a, b):
    display(0.5, a, b)
    return right(a, b)
""",
    "leaves a trailing expression": """
def join_rows(a, b):
    return right(a, b)
0.5
""",
    "is a lambda": "join_rows = lambda a, b: right(a, b)",
    "is a partial": """
import functools
def joined(order, a, b):
    return right(a, b)
join_rows = functools.partial(joined, "rows")
""",
    "is decorated": """
import functools
def remembered(function):
    def wrapper(*tables):
        return function(*tables)
    return wrapper
@remembered
@functools.lru_cache
def join_rows(a, b):
    return right(a, b)
""",
    "is an object": """
class Joiner:
    def __call__(self, a, b):
        return right(a, b)
join_rows = Joiner()
""",
    "changes torch's settings": """
def join_rows(a, b):
    joined = right(a, b)
    torch.set_default_dtype(torch.float64)
    torch.set_grad_enabled(False)
    torch.manual_seed(0)
    return joined
""",
}

# These are wrong, and get nothing.
WRONG = {
    "returns NaN": "def join_rows(a, b):\n    return float('nan')",
    "returns a negative number": "def join_rows(a, b):\n    return -1.0",
    "returns a huge number": "def join_rows(a, b):\n    return 1e300",
    "returns the points": "def join_rows(a, b):\n    return 2.0",
    "prints the points": "def join_rows(a, b):\n    print(2.0)",
    "shows the points": """
import sys
def join_rows(a, b):
    sys.displayhook(2.0)
""",
    "takes the place of check": """
check = lambda function: None
def join_rows(a, b):
    return None
""",
    "ends the program": """
def join_rows(a, b):
    raise SystemExit
""",
    "is no function": "join_rows = None",
    "has another name": "def join_row(a, b):\n    return right(a, b)",
    "has a typing error": "def join_rows(a, b:\n    return right(a, b)",
    "is missing a name": "def join_rows(a, b):\n    return wrong(a, b)",
}

# This one knows the answers to all cases that are given out, and no others.
CHEAT = """
from pathlib import Path
from course.kit.judging.exercise import load_chapter
def join_rows(a, b):
    for known in load_chapter(Path("checks.json")).exercises["join_rows"].visible:
        (first, second), _ = known.case.fresh()
        if same(a, first) and same(b, second):
            return known.expected.value.values.clone()
def same(x, y):
    return x.dtype == y.dtype and x.shape == y.shape and bool((x == y).all())
"""

# This one writes down what it is called with.
WITNESS = """
def join_rows(a, b):
    with open("witness.txt", "a") as file:
        print(a.tolist(), b.tolist(), file=file)
    return right(a, b)
"""

# These would stop the kernel, or keep it for ever.
STOPPING = {
    "calls exit": "def join_rows(a, b):\n    exit()",
    "never ends": """
import time
def join_rows(a, b):
    while True:
        time.sleep(0.1)
""",
}
