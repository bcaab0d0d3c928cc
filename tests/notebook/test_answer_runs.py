"""A check tells that it is given an older answer: held against IPython as it runs cells."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import IPython
import pytest
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from course.kit.notebook import answer_runs
from course.kit.notebook.calls import NotPassed

CHECK = "check(add_one)"
GOOD = "def add_one(x):\n    return x + 1"
PASSED = "✓ add_one: passed, 2 cases agree."
CLOSING = "The exercise of this chapter is passed. You can now add small numbers."
BEFORE = "what is checked here is what was there before"


class Kernel:
    """Runs cells as a kernel does, for a front end that names them, and collects what is shown."""

    def __init__(self, shell: Any) -> None:
        self.shell = shell
        self.shown: list[Any] = []
        self.metadata: dict[str, Any] = {}
        shell.kernel = self
        shell.get_parent = lambda: {"metadata": self.metadata}

    def run(self, code: str, *, answer: bool = False, by_a_person: bool = True) -> str:
        """Run a cell and give all that it shows, its exception's last line included."""
        self.metadata = {"cellId": "a"} if by_a_person else {}
        if answer:
            self.metadata["nbgrader"] = {"grade_id": "add_one", "solution": True}
        self.shown.clear()
        result = self.shell.run_cell(code, store_history=True)
        error = result.error_before_exec or result.error_in_exec
        return "\n".join(map(str, [*self.shown, *([error] if error else [])]))


@pytest.fixture
def kernel(folder: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Kernel]:
    config = Config()
    config.HistoryManager.enabled = False
    shell = InteractiveShell(config=config)
    started = Kernel(shell)
    monkeypatch.setattr(IPython, "get_ipython", lambda: shell)
    monkeypatch.setattr(
        "IPython.display.display", lambda shown, raw=False: started.shown.append(shown)
    )
    for kept in (answer_runs._before, answer_runs._in_vain, answer_runs._ran):
        kept.clear()
    answer_runs.follow()
    shell.showtraceback = shell.showsyntaxerror = lambda *args, **more: None
    started.run("from course.kit import check, hint")
    yield started
    shell.restore_sys_module_state()


def test_a_syntax_error_in_the_answer_cell_is_told_beside_the_older_verdict(
    kernel: Kernel,
) -> None:
    kernel.run('def add_one(x):\n    raise NotImplementedError("not attempted yet")', answer=True)
    kernel.run("def add_one(x):\n    return x + * 1", answer=True)
    told = kernel.run(CHECK)
    assert "not attempted yet" in told
    ended = "The last run of the answer cell ended with SyntaxError: invalid syntax (line 2)"
    assert f"What is checked\n    {ended}; {BEFORE}." in told


def test_it_is_told_where_a_check_passes_too(kernel: Kernel) -> None:
    kernel.run(GOOD, answer=True)
    kernel.run("def add_one(x):\n  return x + 1\n    return 5")
    told = kernel.run(CHECK)
    assert "add_one: passed" in told
    assert "The last run of the cell with `def add_one` ended with IndentationError" in told


def test_a_failure_before_the_definition_is_told(kernel: Kernel) -> None:
    kernel.run(GOOD, answer=True)
    kernel.run(f"import no_such_module\n{GOOD}", answer=True)
    assert "ModuleNotFoundError: No module named 'no_such_module'; what" in kernel.run(CHECK)


def test_a_renamed_function_is_told(kernel: Kernel) -> None:
    kernel.run(GOOD, answer=True)
    kernel.run("def add_two(x):\n    return add_one(x) + 1", answer=True)
    told = kernel.run(CHECK)
    assert f"The answer cell defines `add_two`, and not `add_one`; {BEFORE}." in told


def test_an_answer_cell_without_a_function_is_told(kernel: Kernel) -> None:
    kernel.run(GOOD, answer=True)
    kernel.run("# add_one goes here", answer=True)
    assert "The answer cell doesn't define `add_one`; what" in kernel.run(CHECK)


SILENT = {
    "a new version": [(GOOD, True)],
    "an error behind the definition": [(f"{GOOD}\n1 / 0", True)],
    "the same function bound again": [("plus = add_one\nadd_one = plus", True)],
    "an error mended": [("def add_one(x:", True), (GOOD, True)],
    "an error, and the function from elsewhere": [
        ("def add_one(x:", True),
        ("import operator\nadd_one = lambda x: operator.add(x, 1)", False),
    ],
    "another function's error": [("def other(x:", False)],
    "an error beside a function of a function": [
        ("1 / 0\ndef other(x):\n    def add_one(x):\n        return x", False)
    ],
    "a definition by a string": [(f"exec({GOOD!r})", True)],
    "a command of IPython's": [("%matplotlib --list", True)],
}


@pytest.mark.parametrize("name", SILENT)
def test_where_it_is_not_certain_nothing_is_told(name: str, kernel: Kernel) -> None:
    kernel.run(GOOD, answer=True)
    for code, answer in SILENT[name]:
        kernel.run(code, answer=answer)
    assert kernel.run(CHECK).split("\n")[:2] == [PASSED, CLOSING]


def test_where_a_program_runs_the_cells_nothing_is_noted(kernel: Kernel) -> None:
    kernel.run(GOOD, by_a_person=False)
    kernel.run("def add_one(x:", by_a_person=False)
    assert kernel.run(CHECK, by_a_person=False) == PASSED
    assert kernel.run("check(nothing_such)", by_a_person=False) == (
        "name 'nothing_such' is not defined"
    )


def test_it_is_told_of_an_older_answer_that_is_stopped(kernel: Kernel) -> None:
    kernel.run(
        "import signal\ndef add_one(x):\n    signal.raise_signal(signal.SIGINT)", answer=True
    )
    kernel.run("def add_one(x) return 1", answer=True)
    told = kernel.run(CHECK)
    assert "■ add_one: stopped by you in line 3 of your code" in told
    assert f"SyntaxError: expected ':' (line 1); {BEFORE}" in told


def test_in_a_fresh_kernel_a_name_error_comes_with_what_to_do(kernel: Kernel) -> None:
    told = kernel.run(CHECK)
    assert "Nothing is called `add_one` in this kernel. Run the cell with your answer" in told
    assert "<code>add_one</code>" in told
    assert kernel.run("print(add_one)") == "name 'add_one' is not defined"


def test_after_a_syntax_error_in_a_fresh_kernel_that_is_named(kernel: Kernel) -> None:
    kernel.run("def add_one(x:", answer=True)
    told = kernel.run(CHECK)
    assert "`add_one` isn't defined. The last run of the answer cell ended with Synt" in told
    assert "Mend that cell, run it, then run this one." in told


def test_a_failed_check_still_ends_its_cell(kernel: Kernel) -> None:
    kernel.run("def add_one(x):\n    return x", answer=True)
    kernel.run("def add_one(x:", answer=True)
    kernel.metadata = {"cellId": "a"}
    assert isinstance(kernel.shell.run_cell(CHECK).error_in_exec, NotPassed)


def test_nothing_is_asked_of_what_is_no_kernel(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(IPython, "get_ipython", lambda: SimpleNamespace())
    answer_runs.follow()


NOTEBOOK = {
    "cells": [
        {
            "cell_type": "code",
            "metadata": {"nbgrader": {"grade_id": "add_one", "solution": True}},
            "source": [],
        }
    ]
}


def saved_with(kernel: Kernel, source: str, *, kind: str = "code", later: float = 5) -> str:
    """Save the answer cell as it stands on the screen, and check; `later` than its run by so much.

    Gives what the check shows.
    """
    notebook = json.loads(json.dumps(NOTEBOOK))
    notebook["cells"][0] |= {"cell_type": kind, "source": source.splitlines(keepends=True)}
    path = Path.cwd() / "sums.ipynb"
    path.write_text(json.dumps(notebook))
    os.utime(path, (time.time() + later,) * 2)
    return kernel.run(CHECK)


def test_an_answer_that_was_changed_and_not_run_is_told_once_it_is_saved(
    kernel: Kernel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JPY_SESSION_NAME", "/elsewhere/sums.ipynb")
    kernel.run(GOOD, answer=True)
    assert BEFORE not in saved_with(kernel, GOOD)
    other = "def add_one(x):\n    return 5"
    told = saved_with(kernel, other)
    assert PASSED in told
    assert f"The answer cell has been changed since it ran; {BEFORE}." in told
    assert f"The answer cell isn't code any more; {BEFORE}." in saved_with(
        kernel, GOOD, kind="markdown"
    )
    assert BEFORE not in saved_with(kernel, other, later=-60)
    kernel.run(other, answer=True)
    assert BEFORE not in saved_with(kernel, other)
    kernel.run("def add_one(x):\n    return x + 1")  # in another cell: that one counts
    assert BEFORE not in saved_with(kernel, other)


def test_a_name_like_one_of_the_chapter_is_offered(kernel: Kernel) -> None:
    told = kernel.run("hint(ad_one)")
    assert "Nothing is called `ad_one` in this kernel. Did you mean `add_one`?" in told
    assert "Ask by its name: `hint('add_one')`." in kernel.run("hint(add_one)")
    assert "Run the cell with your answer" in kernel.run("check(add_one)")
