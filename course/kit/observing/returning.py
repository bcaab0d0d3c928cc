"""What a function's code says of a None that it gives: whether it returns anything at all."""

from __future__ import annotations

import ast
import dis
import inspect
import textwrap
from collections.abc import Iterator
from types import CodeType, FunctionType
from typing import Any

NO_RETURN = "no return"
"""The function has no `return` with a value."""
GRAD = "grad"
"""The function returns the `.grad` of something, and nothing else."""
IN_PLACE = "in place"
"""The function returns what a list or dict gives that is changed in place, and nothing else."""

_CHANGING = {"append", "clear", "extend", "insert", "remove", "reverse", "sort", "update"}


def why_none(function: Any) -> str:
    """Say how a function came to give None, in one of the words above, or "" where none fits."""
    try:
        written = inspect.unwrap(function, stop=lambda f: not isinstance(f, FunctionType))
    except ValueError:  # it wraps itself
        return ""
    if not isinstance(written, FunctionType):
        return ""
    given = list(_given(written.__code__))
    if not given:
        return NO_RETURN
    if all(given):
        return GRAD
    return IN_PLACE if _changes_in_place(written) else ""


def _changes_in_place(function: FunctionType) -> bool:
    """Tell whether all that is returned are calls such as `x.sort()`; False without the source."""
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    except (OSError, TypeError, SyntaxError, ValueError):
        return False
    returned = [node.value for node in ast.walk(tree) if isinstance(node, ast.Return)]
    return bool(returned) and all(
        isinstance(value, ast.Call)
        and isinstance(value.func, ast.Attribute)
        and value.func.attr in _CHANGING
        for value in returned
    )


def _given(code: CodeType) -> Iterator[bool]:
    """Tell of each `return` with a value whether that is a `.grad`."""
    before = None
    for step in dis.get_instructions(code):
        if step.opname == "RETURN_CONST":
            if step.argval is not None:
                yield False
        elif step.opname == "RETURN_VALUE":
            is_none = before and before.opname == "LOAD_CONST" and before.argval is None
            if step.is_jump_target or not is_none:
                yield not step.is_jump_target and _is_grad(before)
        before = step


def _is_grad(step: dis.Instruction | None) -> bool:
    return step is not None and step.opname == "LOAD_ATTR" and step.argval == "grad"
