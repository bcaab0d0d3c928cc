"""What students do to a released notebook before they hand it in: answers, and damage."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterable, Mapping

from course_copy import grade_id
from nbformat import NotebookNode

from course.build.authored import Authored


def answered(release: NotebookNode, answers: Mapping[str, str]) -> NotebookNode:
    """Write answers, by exercise, into a released notebook."""
    notebook = copy.deepcopy(release)
    for cell in notebook.cells:
        cell.source = answers.get(grade_id(cell), cell.source)
    return notebook


def without_demonstrations(notebook: NotebookNode) -> NotebookNode:
    """Leave out the code cells that are only shown, which makes a notebook quick to run.

    The first one stays: exercises may use what it imports.
    """
    shown = [c for c in notebook.cells if c.cell_type == "code" and not grade_id(c)]
    notebook = copy.deepcopy(notebook)
    notebook.cells = [c for c in notebook.cells if c not in shown[1:]]
    return notebook


def without(notebook: NotebookNode, *grade_ids: str) -> NotebookNode:
    """Delete cells."""
    notebook = copy.deepcopy(notebook)
    notebook.cells = [cell for cell in notebook.cells if grade_id(cell) not in grade_ids]
    return notebook


def with_copy_of(notebook: NotebookNode, name: str) -> NotebookNode:
    """Copy a cell and paste it below itself, with its metadata, as JupyterLab does."""
    notebook = copy.deepcopy(notebook)
    place = [grade_id(cell) for cell in notebook.cells].index(name)
    twin = copy.deepcopy(notebook.cells[place])
    twin.id = f"{name}-copy"[-64:]
    notebook.cells.insert(place + 1, twin)
    return notebook


def as_markdown(notebook: NotebookNode, name: str) -> NotebookNode:
    """Turn a code cell into a prose cell."""
    notebook = copy.deepcopy(notebook)
    cell = next(cell for cell in notebook.cells if grade_id(cell) == name)
    cell.cell_type = "markdown"
    del cell["outputs"], cell["execution_count"]
    return notebook


def mistake_as_answer(authored: Authored, mistake: str) -> str:
    """Write a recorded mistake as a student would have: under the exercise's name.

    What the function uses of its file comes with it. A mistake that calls the right solution
    finds that under another name.
    """
    tree = ast.parse(authored.path.read_text(encoding="utf-8"))
    defined = {name: node for node in tree.body for name in _names_of(node)}
    needed = dict.fromkeys(_needed(mistake, defined))
    statements = [defined[name] for name in needed if name != mistake] + [defined[mistake]]
    renamed = _Renamed({mistake: authored.name, authored.name: f"right_{authored.name}"})
    unique = {id(node): node for node in statements}
    return "\n\n\n".join(ast.unparse(renamed.visit(node)) for node in unique.values())


def _names_of(node: ast.stmt) -> Iterable[str]:
    match node:
        case ast.FunctionDef() | ast.ClassDef():
            return [node.name]
        case ast.Import() | ast.ImportFrom():
            return [alias.asname or alias.name.split(".")[0] for alias in node.names]
        case ast.Assign():
            return [target.id for target in node.targets if isinstance(target, ast.Name)]
    return []


def _needed(name: str, defined: Mapping[str, ast.stmt], seen: frozenset[str] = frozenset()):
    """Name all that a definition uses of its file, each after what it uses itself."""
    node = defined[name]
    body = ast.Module(node.body, []) if isinstance(node, ast.FunctionDef) else node
    for used in ast.walk(body):
        if isinstance(used, ast.Name) and used.id in defined and used.id not in seen | {name}:
            yield from _needed(used.id, defined, seen | {name})
            yield used.id


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
