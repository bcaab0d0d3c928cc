"""Of a notebook those cells run that its answers need, in the notebook's order."""

from __future__ import annotations

import pytest
from notebooks import answer, chapter, check, given, own

from autograder.grading.names import names_in
from autograder.grading.needs import needs
from autograder.grading.plan import plan
from autograder.sandbox import Job
from autograder.submission import Cell, Handed

EXERCISES = chapter("ch02_tensor_ops").exercises
SOLVED = answer("join_rows", "def join_rows(a, b):\n    return torch.cat([a, b])")
FILES = (("data.txt", b"1"),)


def planned(*cells: Cell, aside: tuple[str, ...] = ()) -> Job:
    cases = {"join_rows": EXERCISES["join_rows"].visible}
    return plan(cells, Handed(b"", FILES, ()), EXERCISES, cases, "ch02_tensor_ops", aside)


def run_by(*cells: Cell, aside: tuple[str, ...] = ()) -> list[str]:
    return [step.id for step in planned(*cells, aside=aside).steps]


def test_the_steps_are_in_the_order_of_the_notebook() -> None:
    cells = (own("x = 1", "a"), SOLVED, check("join_rows"), own("y = 2", "b"))
    assert run_by(*cells) == ["a", "join_rows", "join_rows-check", "b"]


def test_a_given_cell_runs_only_where_its_names_are_used() -> None:
    imports = given("import torch", "imports")
    demonstration = given("table = torch.ones(1000)\nshow(table)", "demonstration")
    assert run_by(imports, demonstration, SOLVED) == ["imports", "join_rows"]
    assert run_by(imports, demonstration, own("print(table)")) == [
        "imports",
        "demonstration",
        "own",
    ]


def test_what_a_needed_cell_needs_runs_as_well() -> None:
    first = given("import numpy as np", "first")
    second = given("table = np.ones(3)", "second")
    third = given("changed = table\nchanged[0] = 2", "third")
    assert run_by(first, second, third, own("print(changed)")) == [
        "first",
        "second",
        "third",
        "own",
    ]


def test_a_cell_that_changes_what_is_used_runs() -> None:
    made, filled = given("table = {}", "made"), given("table['a'] = 1", "filled")
    assert run_by(made, filled, own("print(table)")) == ["made", "filled", "own"]


def test_names_in_magics_count_all() -> None:
    made = given("table = {}", "made")
    assert run_by(made, own("%timeit table")) == ["made", "own"]
    assert run_by(made, own("!echo $table")) == ["made", "own"]
    assert run_by(made, own("%%time\nprint(table)")) == ["made", "own"]


def test_a_line_for_ipython_does_not_make_all_other_words_names() -> None:
    made = given("table = {}", "made")
    for line in ("!echo done", "%precision 3", "%%time"):
        source = f"{line}\ndef f(table):\n    return table  # another table"
        assert run_by(made, own(source)) == ["own"], line


def test_in_a_cell_that_nobody_can_read_every_word_counts() -> None:
    made = given("table = {}", "made")
    assert run_by(made, own("def broken(:\n    table")) == ["made", "own"]


def test_prose_never_runs_and_neither_does_what_was_set_aside() -> None:
    prose = Cell("prose", "markdown", "x = 1", "own")
    raw = Cell("raw", "raw", "x = 1", "own")
    assert run_by(prose, raw, SOLVED, check("join_rows"), aside=("join_rows",)) == [
        "join_rows-check"
    ]


def test_a_check_takes_inputs_along_and_nothing_that_is_expected() -> None:
    job = planned(SOLVED, check("join_rows"))
    sent = job.steps[1].check
    assert sent is not None
    visible = EXERCISES["join_rows"].visible
    assert list(sent.cases) == [known.case.to_json() for known in visible]
    assert {key for case in sent.cases for key in case} <= {"about", "inputs", "group"}
    assert sent.parameters == EXERCISES["join_rows"].parameters
    assert sent.watched == EXERCISES["join_rows"].rules.watched
    assert job.files == FILES
    assert job.folder == "ch02_tensor_ops"


@pytest.mark.parametrize(
    ("source", "bound", "used"),
    [
        ("x = y", {"x"}, {"y"}),
        ("import a.b as c, d.e", {"c", "d"}, set()),
        ("from a import b as c", {"c"}, set()),
        ("def f(x):\n    return g(x) + here", {"f"}, {"g", "here"}),
        ("def f():\n    global state\n    state = other", {"f", "state"}, {"other"}),
        ("class A(B):\n    field = value", {"A"}, {"B"}),
        ("x[0] = 1", {"x"}, {"x"}),
        ("x.grad = None", {"x"}, {"x"}),
        ("del x[0].y", {"x"}, {"x"}),
        ("for i in rows: pass", {"i"}, {"rows"}),
        ("print([i for i in rows])", set(), {"print", "rows"}),
        ("with open(path) as file: pass", {"file"}, {"open", "path"}),
        ("(y := x)", {"y"}, {"x"}),
        ("%magic name", set(), {"magic", "name"}),
        ("x = !ls {y}", {"x"}, {"y"}),
        ("%%time\nx = y", {"x"}, {"y"}),
        ("%%bash\necho $y", set(), {"echo", "y"}),
        ("%%timeit 'in vain\nx = (", set(), {"x"}),
        ("\x00", set(), set()),
    ],
)
def test_the_names_of_a_cell_are_found(source: str, bound: set[str], used: set[str]) -> None:
    names = names_in(source)
    assert names.bound >= bound
    assert names.used >= used
    if names.bound:
        assert names.bound == bound


def test_nesting_without_end_is_no_harm() -> None:
    assert names_in("(" * 10_000 + ")" * 10_000).bound == frozenset()


@pytest.mark.parametrize(
    ("source", "needed"),
    [
        ("x = y\nprint(x)", {"y", "print"}),
        ("print(x)\nx = 1", {"print", "x"}),
        ("x += 1", {"x"}),
        ("x = 1\nx += y", {"y"}),
        ("x[0] += 1", {"x"}),
        ("del x, y[0]", {"x", "y"}),
        ("import warnings\nwarnings.warn('x')", set()),
        ("import warnings\ndef f():\n    warnings.warn('x')", set()),
        ("x = 1\ndef f():\n    return x", {"x"}),
        ("def f(a=b):\n    return a + f(c)", {"b", "c", "f"}),
        ("try:\n    a()\nexcept E as error:\n    print(error)", {"a", "E", "print"}),
        ("try:\n    import b\nexcept E:\n    pass\nb()", {"E", "b"}),
        ("if a:\n    b = 1\nelse:\n    print(b)\nb()", {"a", "b", "print"}),
        ("for i, j in rows:\n    print(i, j)\nprint(i)", {"rows", "print", "i"}),
        ("while x:\n    x = x.next", {"x"}),
        ("with open(p) as f, g(f):\n    y = f.read()\ny", {"open", "p", "g"}),
        ("x = 2\ny = [x * i for i in range(3) if w]", {"range", "w"}),
        ("x = 2\ny = (x * i for i in z)", {"x", "z"}),
        ("x = 2\nclass A(x):\n    a = x\n    def f(self):\n        return x + z", {"x", "z"}),
        ("x: int\nx", {"int", "x"}),
        ("x: int = 1\nx", {"int"}),
        ("from a import *\nb", {"b"}),
        ("def broken(:\n    x", {"def", "broken", "x"}),
        ("async def f():\n    await x\nawait f()", {"x"}),
    ],
)
def test_the_names_that_a_cell_needs_are_found(source: str, needed: set[str]) -> None:
    assert needs(source) == needed
