"""Where calls count, ways by which they go unseen are found; nothing right is ever refused."""

from __future__ import annotations

import ast
import re

import pytest
from few_exercises import REPOSITORY
from notebooks import CHAPTERS, answer, chapter, own, written

from autograder.grading.sources import definitions, hidden_ways, listed, parsed, set_aside
from course.kit.judging.exercise import Exercise

ANSWERS = REPOSITORY / "tests" / "answers"
WATCHED = chapter("ch02_tensor_ops").exercises["join_rows"]

ESCAPES = {
    "hook turned off": "with torch._C.DisableTorchFunction():\n        return torch.cat([a, b])",
    "mode taken away": (
        "with torch.overrides._pop_mode_temporarily():\n        return torch.cat([a, b])"
    ),
    "another thread": (
        "rows = []\n    import threading\n"
        "    threading.Thread(target=lambda: rows.append(torch.cat([a, b]))).start()"
    ),
    "TorchScript": "return torch.jit.script(joined)(a, b)",
}
MORE_ESCAPES = {
    "a pool": "from concurrent.futures import ThreadPoolExecutor as P\n    return P(1)",
    "a child": "import os\n    os.fork()",
    "text": "return eval('torch.cat([a, b])')",
    "other program": "import subprocess as s\n    s.run(['python'])",
    "builtins": "return __builtins__['eval']",
    "code": "f.__code__ = g.__code__",
    "import by name": "import importlib\n    return importlib.import_module('threading')",
    "modules": "import sys\n    return sys.modules['torch']",
    "ctypes": "from ctypes import pythonapi\n    return pythonapi",
    "the shell": "rows = !python -c 1\n    return rows",
    "magic": "%run other.py",
    "as another name": "import threading as numbers\n    return numbers",
}


def ways(body: str, exercise: Exercise = WATCHED, before: str = "import torch") -> list[str]:
    source = f"def {exercise.name}(a, b):\n    {body}"
    assert parsed([source]), "the escape itself must be Python"
    return hidden_ways(definitions(parsed([before, source])), exercise.name, exercise.rules)


@pytest.mark.parametrize("way", [*ESCAPES, *MORE_ESCAPES])
def test_an_escape_from_being_watched_is_refused(way: str) -> None:
    assert ways((ESCAPES | MORE_ESCAPES)[way])


def test_every_escape_that_the_kit_knows_of_is_here() -> None:
    text = (REPOSITORY / "tests/kit/test_watch.py").read_text(encoding="utf-8")
    known = re.search(r"^ESCAPES.*?= (\{.*?^\})", text, re.S | re.M)
    assert known
    keys = ast.parse(known[1], mode="eval").body.keys  # type: ignore[attr-defined]
    assert {ast.literal_eval(key) for key in keys} == set(ESCAPES)


def test_an_escape_is_found_wherever_the_answer_reaches_it() -> None:
    helper = "import threading\ndef helper(a):\n    return threading.Thread(target=a)"
    assert ways("return helper(a)", before=helper)
    assert ways("return inner.run(a)", before="class inner:\n    run = eval")
    assert ways("return second(a)", before=f"{helper}\ndef second(a):\n    return helper(a)")
    assert ways("return f(a)", before="f = eval")


def test_numpys_function_of_a_banned_name_is_refused_and_no_other() -> None:
    numpy = "import numpy as np\nimport torch"
    assert ways("return np.concatenate([a.tolist(), b.tolist()])", before=numpy)
    assert ways("from numpy import vstack\n    return vstack([a, b])")
    assert ways("return torch.empty(int(np.prod(a.shape)))", before=numpy) == []
    assert ways("return torch.tensor(np.array(a.tolist()))", before=numpy) == []


@pytest.mark.parametrize(
    "body",
    [
        "means, vars = a.mean(0), b\n    return means, vars",
        "return [m for m in a.modules()]",
        "import re\n    return re.compile('x')",
        "locals = 1\n    return locals + 1",
        "import platform\n    return platform.system()",
    ],
)
def test_usual_names_hide_nothing(body: str) -> None:
    assert ways(body) == []


@pytest.mark.parametrize(
    "body",
    [
        "return torch.compile(f)(a)",
        "import sys as s\n    return s.modules",
        "from torch import jit\n    return jit",
        "import torch as t\n    return t.jit.script(f)",
        "eval = eval\n    return eval('a')",
    ],
)
def test_a_module_under_another_name_hides_as_much(body: str) -> None:
    assert ways(body)


def test_what_the_answer_does_not_reach_is_no_matter() -> None:
    unrelated = "import torch\nimport threading\ndef timer():\n    return threading.Timer(1, print)"
    assert ways("return torch.cat([a, b])", before=unrelated) == []


def test_where_no_call_counts_any_means_is_allowed() -> None:
    free = next(
        exercise
        for name in CHAPTERS
        for exercise in chapter(name).exercises.values()
        if not exercise.rules.watched
    )
    assert ways("return eval('a')", free) == []


def test_a_few_ways_are_named_and_the_rest_counted_off() -> None:
    assert listed(["a", "b"]) == "a, b"
    assert listed(["a", "b", "c", "d"]) == "a, b, c, …"


@pytest.mark.parametrize("name", CHAPTERS)
def test_no_right_answer_is_refused(name: str) -> None:
    asked = 0
    for exercise in chapter(name).exercises.values():
        path = ANSWERS / name / f"{exercise.name}.py"
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for function in _right(tree):
            # An answer is called as its exercise is; it uses what else stands in its file.
            found = hidden_ways(definitions([tree]), function, exercise.rules)
            assert found == [], (exercise.name, function)
            asked += 1
    assert asked >= 2 * len(chapter(name).exercises)


def _right(tree: ast.Module) -> list[str]:
    return [
        node.id
        for statement in tree.body
        if isinstance(statement, ast.Assign) and ast.unparse(statement.targets[0]) == "RIGHT"
        for node in ast.walk(statement.value)
        if isinstance(node, ast.Name)
    ]


@pytest.mark.parametrize("name", CHAPTERS)
def test_no_solution_of_the_course_is_refused_or_set_aside(name: str) -> None:
    solutions = written(name).solutions
    code = definitions(parsed(list(solutions.values())))
    for exercise in chapter(name).exercises.values():
        assert hidden_ways(code, exercise.name, exercise.rules) == []
    assert set_aside([answer(n, source) for n, source in solutions.items()], []) == {}


@pytest.mark.parametrize(
    "source",
    [
        "import course.kit.observing.observe",
        "from course.kit.observing import observe",
        "from course.kit.judging.judge import judge",
        "import course.hidden",
        "from course import build",
        "import autograder.sandbox",
        "import sys\nsys.modules['course.kit.observing.observe']",
        "import importlib\nimportlib.import_module('course.kit.observing.watch')",
        "import course\ncourse.kit.observing.observe = None",
        "%precision 3\nimport course.kit.observing.observe",
        "%%time\nimport course.kit.observing.observe",
        "%%capture\n!ls\nimport course.kit.observing.observe",
    ],
)
def test_a_cell_that_reaches_into_the_checking_code_is_set_aside(source: str) -> None:
    assert list(set_aside([own(source)], [])) == ["own"]


@pytest.mark.parametrize(
    "source",
    [
        "from course.kit import check, hint, reset",
        "from course.kit import draw\ndraw.tensor(1)",
        "import course.kit.doctor",
        "course = 'my course'\nprint(course.upper())",
        "text = 'course notes'",
        "def broken(:",
        "!pip show torch",
        "%timeit sum([1, 2])",
    ],
)
def test_a_cell_that_uses_what_the_course_offers_is_not(source: str) -> None:
    assert set_aside([own(source)], []) == {}


def test_what_the_course_itself_shows_may_be_copied() -> None:
    shown = "from course.kit.values.seen import see"
    assert set_aside([own(shown)], []) != {}
    assert set_aside([own(shown)], [shown]) == {}
