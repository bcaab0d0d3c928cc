"""Which names a cell gives a meaning, and which it needs one for."""

from __future__ import annotations

import ast
import re
import symtable
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from autograder.grading.python import tree_of

_WORD = re.compile(r"[^\W\d]\w*")


@dataclass(frozen=True)
class Names:
    """The global names that a cell binds or changes, and those that it uses.

    Of a cell that can't be read, every word counts as used: too many rather than too few.
    """

    bound: frozenset[str]
    used: frozenset[str]


@lru_cache(maxsize=4096)
def names_in(source: str) -> Names:
    """Find the global names in a cell's source, without running it."""
    tree = tree_of(source)
    table = tree and (table_of(source) or table_of(ast.unparse(tree)))
    if tree is None or table is None:
        return Names(frozenset(), frozenset(_WORD.findall(source)))
    bound = {s.get_name() for s in table.get_symbols() if _is_bound(s)}
    inner = list(_inside(table))
    bound |= {s.get_name() for t in inner for s in t.get_symbols() if _binds_global(s)}
    used = {s.get_name() for s in table.get_symbols() if s.is_referenced()}
    used |= {s.get_name() for t in inner for s in t.get_symbols() if s.is_global()}
    return Names(frozenset(bound | set(_changed(tree))), frozenset(used))


def table_of(source: str) -> symtable.SymbolTable | None:
    """Give Python's own table of the names in a source; None where it can't be compiled."""
    try:
        return symtable.symtable(source, "cell", "exec")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _is_bound(symbol: symtable.Symbol) -> bool:
    return symbol.is_assigned() or symbol.is_imported() or symbol.is_namespace()


def _binds_global(symbol: symtable.Symbol) -> bool:
    return symbol.is_declared_global() and symbol.is_assigned()


def _inside(table: symtable.SymbolTable) -> Iterator[symtable.SymbolTable]:
    for child in table.get_children():
        yield child
        yield from _inside(child)


def _changed(tree: ast.Module) -> Iterator[str]:
    """Names of objects that an assignment reaches into, as in `x[0] = 1` and `x.grad = None`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Subscript | ast.Attribute) and not isinstance(node.ctx, ast.Load):
            inner: ast.expr = node
            while isinstance(inner, ast.Subscript | ast.Attribute):
                inner = inner.value
            if isinstance(inner, ast.Name):
                yield inner.id
