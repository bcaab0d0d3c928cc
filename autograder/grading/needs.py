"""Which names a cell needs that it doesn't bind itself before it uses them."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from functools import lru_cache
from symtable import SymbolTable

from autograder.grading.names import names_in, table_of
from autograder.grading.python import tree_of

_AT_ONCE = ("listcomp", "setcomp", "dictcomp")
"""Scopes inside which code runs where it stands, besides classes."""


@lru_cache(maxsize=4096)
def needs(source: str) -> frozenset[str]:
    """Find the global names that a cell needs from elsewhere, without running it.

    Rather too many than too few: what a block may have bound counts as unbound after it. A function
    finds a name when it is called, and by then another cell may have bound it to something else;
    so of what a function uses, only the cell's own imports are known to be what it finds.
    """
    tree = tree_of(source)
    if tree is None:
        return names_in(source).used
    imports = [s for s in tree.body if isinstance(s, ast.Import | ast.ImportFrom)]
    imported = {name for s in imports for name in names_in(ast.unparse(s)).bound}
    return frozenset(_of_block(tree.body, set(), imported))


def _of_block(statements: Iterable[ast.stmt], bound: set[str], imported: set[str]) -> set[str]:
    """Find what statements need that run one after the other; adds to `bound` what they bind."""
    needed: set[str] = set()

    def block(inner: Iterable[ast.stmt], *more: str) -> None:
        needed.update(_of_block(inner, {*bound, *more}, imported))

    def take(*nodes: ast.AST | None) -> None:
        for node in nodes:
            if node is not None:
                at_once, later = _uses(ast.unparse(node))
                needed.update(at_once - bound, later - imported)

    for statement in statements:
        match statement:
            case ast.Try() | ast.TryStar():
                block(statement.body)
                for handler in statement.handlers:
                    take(handler.type)
                    block(handler.body, *([handler.name] if handler.name else []))
                block(statement.orelse)
                block(statement.finalbody)
            case ast.If() | ast.While():
                take(statement.test)
                block(statement.body)
                block(statement.orelse)
            case ast.For():
                take(statement.iter, *_reached(statement.target))
                block(statement.body, *_stored(statement.target))
                block(statement.orelse)
            case ast.With():
                for item in statement.items:
                    take(item.context_expr, *_reached(item.optional_vars))
                    bound.update(_stored(item.optional_vars))
                needed |= _of_block(statement.body, bound, imported)
            case ast.AugAssign(target=ast.Name(id=name)) if name not in bound:
                needed.add(name)
                take(statement.value)
            case ast.Delete():
                needed |= {t.id for t in statement.targets if isinstance(t, ast.Name)} - bound
                take(*(t for t in statement.targets if not isinstance(t, ast.Name)))
            case _:
                take(statement)
                bound.update(_bound(statement))
    return needed


def _uses(code: str) -> tuple[set[str], set[str]]:
    """Give the global names that code uses at once, and those that its functions use later."""
    table = table_of(code)
    if table is None:
        return set(names_in(code).used), set()
    at_once = {s.get_name() for s in table.get_symbols() if s.is_referenced()}
    later: set[str] = set()
    for inner, is_at_once in _inside(table, True):
        (at_once if is_at_once else later).update(
            s.get_name() for s in inner.get_symbols() if s.is_global()
        )
    return at_once, later


def _inside(table: SymbolTable, at_once: bool) -> Iterator[tuple[SymbolTable, bool]]:
    for child in table.get_children():
        now = at_once and (child.get_type() == "class" or child.get_name() in _AT_ONCE)
        yield child, now
        yield from _inside(child, now)


def _bound(statement: ast.stmt) -> Iterator[str]:
    """Name what a statement without blocks binds for certain."""
    match statement:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            yield name
        case ast.Import() | ast.ImportFrom():
            yield from names_in(ast.unparse(statement)).bound
        case ast.Assign(targets=targets):
            for target in targets:
                yield from _stored(target)
        case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr()):
            yield name


def _reached(target: ast.expr | None) -> list[ast.expr]:
    """Give the parts of a target that reach into an object."""
    nodes = ast.walk(target) if target is not None else ()
    return [n for n in nodes if isinstance(n, ast.Subscript | ast.Attribute)]


def _stored(target: ast.expr | None) -> list[str]:
    nodes = ast.walk(target) if target is not None else ()
    return [n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)]
