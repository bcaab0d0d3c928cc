"""What became of the cells that were to define an answer: a check is given only what is there.

IPython tells of each cell before and after it runs. Where a person's cell should have defined an
answer and left what its name stands for as it was, that is kept, to be said beside the verdict; and
where it did define it, what it was, in case that the cell is changed and saved without being run.
"""

from __future__ import annotations

import ast
import difflib
import inspect
import re
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from course.kit.language import _
from course.kit.notebook import cell
from course.kit.notebook.saved import changed_since
from course.kit.progress.contents import contents_of
from course.kit.prose import code_elements

_DEFINED = re.compile(r"^(?:async[ \t]+)?def[ \t]+(\w+)", re.MULTILINE)
_ASKING = r"^[ \t]*(?:check|hint|reset)\([ \t]*{name}[ \t]*[,)]"
_LONGEST = 120
_NOTHING = object()


@dataclass(frozen=True)
class _InVain:
    """A run that defined nothing: what the name stood for before and after, and how it ended."""

    there: object
    ended: str


@dataclass(frozen=True)
class _Ran:
    """A run of an answer cell that defined the answer: the function, the cell's text, the time."""

    function: object
    text: str
    when: float


_before: dict[str, object] = {}
_in_vain: dict[str, _InVain] = {}
_ran: dict[str, _Ran] = {}


def follow() -> None:
    """Ask IPython to tell of each cell; nothing happens where there is no kernel."""
    events = getattr(cell.shell(), "events", None)
    if cell.in_notebook() and events is not None:
        events.register("pre_run_cell", _begins)
        events.register("post_run_cell", _ended)


def note_on(name: str, function: object) -> str:
    """Say that an answer is older than its cell, or than that cell's last run.

    "" unless that is certain.
    """
    known, ran = _in_vain.get(name), _ran.get(name)
    what = ""
    if known is not None and known.there is function:
        what = known.ended
    elif ran is not None and ran.function is function:
        what = changed_since(name, ran.text, ran.when, cell.shell().user_ns)
    return what and _("{what}; what is checked here is what was there before.").format(what=what)


def text_of(name: str, function: object) -> str:
    """Give the text of the answer cell that defined an answer; "" where that isn't known."""
    ran = _ran.get(name)
    return ran.text if ran and ran.function is function else ""


def _begins(info: Any) -> None:
    """Note what the names stand for that a cell is to define."""
    cell.note_start()
    _before.clear()
    if cell.run_by_a_person() and isinstance(info.raw_cell, str):
        names = {*_DEFINED.findall(info.raw_cell), cell.running_answer()} - {""}
        _before.update({name: cell.shell().user_ns.get(name, _NOTHING) for name in names})


def _ended(result: Any) -> None:
    """Keep how a cell ended for each of the names that it was to define."""
    cell.note_end()
    before = dict(_before)
    _before.clear()
    namespace = cell.shell().user_ns
    error = result.error_before_exec or result.error_in_exec
    for name, there in before.items():
        _in_vain.pop(name, None)
        if cell.running_answer() == name and not error:
            _ran[name] = _Ran(namespace.get(name, _NOTHING), result.info.raw_cell, time.time())
        if namespace.get(name, _NOTHING) is there:
            ended = _failure(name, error) if error else _renaming(name, result.info.raw_cell)
            if ended:
                _in_vain[name] = _InVain(there, ended)
    if isinstance(error, NameError) and cell.run_by_a_person():
        _advise(error.name, result.info.raw_cell)


def _failure(name: str, error: BaseException) -> str:
    kind, text = type(error).__name__, str(error)
    if isinstance(error, SyntaxError):
        kind = kind if not kind.startswith("_") else "SyntaxError"  # as _IncompleteInputError
        text = _("{text} (line {number})").format(text=error.msg, number=error.lineno)
    text = text.split("\n")[0][:_LONGEST]
    what = f"{kind}: {text}".removesuffix(": ")
    if cell.running_answer() == name:
        return _("The last run of the answer cell ended with {what}").format(what=what)
    sentence = _("The last run of the cell with `def {name}` ended with {what}")
    return sentence.format(name=name, what=what)


def _renaming(name: str, code: str) -> str:
    """Say that the answer cell ran and has no place that could bind its name; "" otherwise."""
    if cell.running_answer() != name:
        return ""
    try:
        tree = ast.parse(code)
    except (SyntaxError, ValueError):  # IPython's own commands, or what they may define
        return ""
    if any(name in _bound(node) for node in ast.walk(tree)):
        return ""
    others = [node.name for node in tree.body if isinstance(node, ast.FunctionDef)]
    if not others:
        return _("The answer cell doesn't define `{name}`").format(name=name)
    sentence = _("The answer cell defines `{other}`, and not `{name}`")
    return sentence.format(other="`, `".join(others), name=name)


def _bound(node: ast.AST) -> list[str]:
    match node:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            return [name]
        case ast.Name(id=name, ctx=ast.Store()):
            return [name]
        case ast.alias(name=name, asname=asname):
            return [asname or name]
        case ast.Global(names=names):
            return names
    return []


def _nothing_called(name: str, code: str) -> str:
    own = [n for n, value in cell.shell().user_ns.items() if inspect.isfunction(value)]
    near = difflib.get_close_matches(name, [*_exercises(), *own], n=1)
    if near and near[0] != name:
        text = _("Nothing is called `{name}` in this kernel. Did you mean `{other}`?")
        return text.format(name=name, other=near[0])
    if "hint(" in code and name in near:
        text = _("`{name}` has not been run in this kernel. Ask by its name: `hint({quoted})`.")
        return text.format(name=name, quoted=repr(name))
    return _(
        "Nothing is called `{name}` in this kernel. Run the cell with your answer and the "
        "cells above it, then run this one."
    ).format(name=name)


def _exercises() -> list[str]:
    """Name the exercises of the chapter whose folder the kernel runs in."""
    try:
        return [entry.name for entry in contents_of(Path.cwd()).exercises]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return []


def _advise(name: str, code: str) -> None:
    """Say below a NameError what to do, where a cell asks for an answer that isn't there."""
    if not re.search(_ASKING.format(name=re.escape(name)), code, re.MULTILINE):
        return
    known = _in_vain.get(name)
    if known is not None and known.there is _NOTHING:
        text = _("`{name}` isn't defined. {what}. Mend that cell, run it, then run this one.")
        text = text.format(name=name, what=known.ended)
    else:
        text = _nothing_called(name, code)
    from IPython.display import display

    html = f"<p>{code_elements(text)}</p>"
    display({"text/plain": text, "text/html": html}, raw=True)
