"""A notebook's cell as Python's syntax tree, also where it holds lines that only IPython knows."""

from __future__ import annotations

import ast
import re
import warnings
from functools import lru_cache
from typing import Any

from IPython.core.inputtransformer2 import TransformerManager

_WORD = re.compile(r"[^\W\d]\w*")
_MAGICS = frozenset(
    {"getoutput", "getoutput_cell", "run_cell_magic", "run_line_magic", "system", "system_raw"}
)
"""The methods of IPython's shell that its own syntax stands for."""


@lru_cache(maxsize=4096)
def tree_of(source: str) -> ast.Module | None:
    """Parse a cell; None where neither Python nor IPython can read it, so that it can't run.

    What stands in a magic is read as code where it is code. Otherwise each of its words is taken
    for a name that it uses: too many rather than too few.
    """
    return _parsed(source) or _unfolded(source)


def _parsed(source: str) -> ast.Module | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _unfolded(source: str) -> ast.Module | None:
    try:
        plain = TransformerManager().transform_cell(source)
    except Exception:  # whatever a student wrote, IPython's tokens of it may be none
        return None
    tree = _parsed(plain) if plain != source else None
    return tree and ast.fix_missing_locations(_Unfolding().visit(tree))


class _Unfolding(ast.NodeTransformer):
    """Puts beside each magic what stands in it, so that its code and its names are seen."""

    def visit_Expr(self, node: ast.Expr) -> Any:
        match node.value:
            case ast.Call(args=[_, line, ast.Constant(str() as body)]) if _is_magic(node.value):
                if inner := tree_of(body):
                    node.value.args = [line]
                    return [self.generic_visit(node), *inner.body]
        return self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> ast.expr:
        if not _is_magic(node):
            return self.generic_visit(node)  # type: ignore[return-value]
        texts = [a.value for a in node.args if isinstance(a, ast.Constant)]
        words = dict.fromkeys(w for text in texts for w in _WORD.findall(str(text)))
        names: list[ast.expr] = [ast.Name(word, ast.Load()) for word in words]
        return ast.Tuple([node, *names], ast.Load())


def _is_magic(call: ast.Call) -> bool:
    match call.func:
        case ast.Attribute(value=ast.Call(func=ast.Name(id="get_ipython")), attr=name):
            return name in _MAGICS
    return False
