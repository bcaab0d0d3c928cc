"""A check that is stopped while it runs tells where, and lets go."""

from __future__ import annotations

import linecache
import signal
import weakref
from typing import Any

import pytest

from course.kit import check
from course.kit.notebook.stopped import Stopped

LOOP = """\
def add_one(x):
    steps = 0
    while steps < 10**6:
        steps += 1
        if steps == 3: signal.raise_signal(signal.SIGINT)
    return x + 1
"""


def stop(source: str) -> None:
    name = "<cell of the answer>"
    linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
    space = {"__name__": "__main__", "check": check, "signal": signal}
    exec(compile(source, name, "exec"), space)
    exec("check(add_one)", space)


@pytest.fixture
def by_a_person(running: dict[str, Any]) -> None:
    running["metadata"] = {"cellId": "a"}


@pytest.mark.usefixtures("folder", "by_a_person")
def test_the_line_the_time_and_the_case_are_told(displayed: list[Any]) -> None:
    with pytest.raises(Stopped) as raised:
        stop(LOOP)
    (report,) = displayed
    assert str(report) == (
        "■ add_one: stopped by you in line 5 of your code, after 0 seconds, on the case «two».\n"
        "\n"
        "The case that was running: two\n"
        "    x = 2\n"
        "    add_one(x)\n"
        "\n"
        "Your code was here\n"
        "    line 5, in add_one\n"
        "        if steps == 3: signal.raise_signal(signal.SIGINT)\n"
        "                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n"
        "\n"
        "In that line\n"
        "    steps   3\n"
        "\n"
        "Next\n"
        "    A loop there may never end. Look at what has to change for it to stop."
    )
    assert raised.value._render_traceback_() == ["Stopped."]
    assert str(raised.value) == report.title
    assert "stopped by you in line 5" in report._repr_html_()


HOARD = """\
kept = []
class Hoard: pass
def add_one(x):
    hoard = Hoard()
    kept.append(weakref.ref(hoard))
    again(hoard)
def again(hoard):
    try:
        raise ValueError
    except ValueError as error:
        first = error
        signal.raise_signal(signal.SIGINT)
"""


@pytest.mark.usefixtures("folder", "by_a_person", "displayed")
def test_what_the_answer_held_is_let_go() -> None:
    space: dict[str, Any] = {"check": check, "signal": signal, "weakref": weakref}
    exec(compile(HOARD, "<cell of the answer>", "exec"), space)
    with pytest.raises(Stopped) as raised:
        exec("check(add_one)", space)
    (hoard,) = space["kept"]
    assert hoard() is None
    assert raised.value.__context__ is None


@pytest.mark.usefixtures("folder", "displayed")
def test_where_nobody_runs_the_cell_an_interrupt_is_what_it_was() -> None:
    with pytest.raises(KeyboardInterrupt) as raised:
        stop(LOOP)
    assert type(raised.value) is KeyboardInterrupt


@pytest.mark.usefixtures("folder")
def test_in_plain_python_as_well() -> None:
    with pytest.raises(KeyboardInterrupt) as raised:
        stop(LOOP)
    assert type(raised.value) is KeyboardInterrupt
