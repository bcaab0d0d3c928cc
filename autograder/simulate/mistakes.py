"""Recorded mistakes, written as a student would have written them."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from course.build.authored import CHAPTERS, Authored

_COURSE = "course.chapters."

Definitions = Mapping[str, ast.stmt]


def mistake_as_answer(authored: Authored, mistake: str) -> str:
    """Write a recorded mistake as the source of an answer, under the exercise's name.

    What the function uses of its file comes with it, from the files of other exercises too. A
    right solution that the mistake calls, its own exercise's or another's, goes by the name
    `right_…`, so that no other answer in the notebook is replaced by it.
    """
    defined = _definitions(authored.path)
    needed = [*dict.fromkeys(_needed(mistake, defined, frozenset())), mistake]
    others = {name for name in needed if name in _brought(authored.path)}
    renamed = _Renamed(
        {mistake: authored.name, **{name: f"right_{name}" for name in {authored.name, *others}}}
    )
    statements = {id(defined[name]): defined[name] for name in needed}
    return "\n\n\n".join(
        ast.unparse(renamed.visit(_copy(statement))) for statement in statements.values()
    )


@cache
def _definitions(path: Path) -> Definitions:
    """Find what an exercise's file defines; what it brings from other exercises among it."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = {name: node for node in tree.body for name in _names_of(node)}
    for name, other in _brought(path).items():
        found = dict(_definitions(other)) | found | {name: _definitions(other)[name]}
    return found


@cache
def _brought(path: Path) -> Mapping[str, Path]:
    """Name what a file imports from other exercises, and the file of each."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {
        alias.name: CHAPTERS.joinpath(*node.module.removeprefix(_COURSE).split(".")).with_suffix(
            ".py"
        )
        for node in tree.body
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(_COURSE)
        for alias in node.names
    }


def _names_of(node: ast.stmt) -> Iterable[str]:
    match node:
        case ast.FunctionDef() | ast.ClassDef():
            return [node.name]
        case ast.Import() | ast.ImportFrom():
            return [alias.asname or alias.name.split(".")[0] for alias in node.names]
        case ast.Assign():
            return [target.id for target in node.targets if isinstance(target, ast.Name)]
    return []


def _needed(name: str, defined: Definitions, seen: frozenset[str]) -> Iterator[str]:
    """Name all that a definition uses of its file, each after what it uses itself."""
    node = defined[name]
    body = ast.Module(node.body, []) if isinstance(node, ast.FunctionDef) else node
    for used in ast.walk(body):
        if isinstance(used, ast.Name) and used.id in defined and used.id not in seen | {name}:
            yield from _needed(used.id, defined, seen | {name})
            yield used.id


def _copy(node: ast.stmt) -> ast.stmt:
    """Copy a statement: the one that is kept must not be renamed."""
    return ast.parse(ast.unparse(node)).body[0]


class _Renamed(ast.NodeTransformer):
    """Renames functions, and drops their decorators and annotations."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self.names = names

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        self.generic_visit(node)
        node.name = self.names.get(node.name, node.name)
        node.decorator_list, node.returns = [], None
        return node

    def visit_arg(self, node: ast.arg) -> ast.arg:
        node.annotation = None
        return node

    def visit_Name(self, node: ast.Name) -> ast.Name:
        node.id = self.names.get(node.id, node.id)
        return node
