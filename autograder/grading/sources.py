"""A second look at the source, where the student's process has no say. Nothing is run here.

Some facts only the process itself sees, such as which torch functions a call uses. So cells that
reach into the code which observes are not run at all; and the code that an answer reaches is read
for the means by which calls go unseen. This closes the ways that are known, and no others
(docs/threat-model.md).
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from autograder.grading.names import names_in
from autograder.grading.python import tree_of
from autograder.submission import Cell
from course.kit.judging.exercise import Rules
from course.kit.observing.torch_names import calls_named

_MOST_NAMED = 3

_HIDING_MODULES = frozenset(
    {
        "_thread",
        "asyncio",
        "builtins",
        "cffi",
        "cloudpickle",
        "code",
        "codeop",
        "concurrent",
        "ctypes",
        "dill",
        "gc",
        "importlib",
        "inspect",
        "marshal",
        "multiprocessing",
        "pickle",
        "subprocess",
        "threading",
    }
)
_HIDING_NAMES = frozenset(
    {
        "__builtins__",
        "__import__",
        "breakpoint",
        "compile",
        "eval",
        "exec",
        "get_ipython",
        "globals",
        "locals",
        "vars",
    }
)
_HIDING_ATTRIBUTES = frozenset(
    {
        "DisableTorchFunction",
        "DisableTorchFunctionSubclass",
        "_C",
        "__builtins__",
        "__closure__",
        "__code__",
        "__dict__",
        "__globals__",
        "__subclasses__",
        "_current_frames",
        "_dynamo",
        "_getframe",
        "_ops",
        "_pop_mode_temporarily",
        "_python_dispatch",
        "from_dlpack",
        "run_in_executor",
        "to_thread",
    }
)
_HIDING_IN_MODULES = {
    "torch": frozenset({"compile", "jit", "library", "overrides"}),
    "sys": frozenset({"modules", "setprofile", "settrace"}),
    "os": frozenset({"execv", "execve", "fork", "popen", "posix_spawn", "spawnv", "system"}),
}
"""Names that anything may have: `network.modules()` and `re.compile` hide nothing."""
_USUAL_NAMES = frozenset({"compile", "globals", "locals", "vars"})
"""Names that honest code gives to variables of its own, such as `means, vars = …`."""
_OPEN_TO_ALL = frozenset({"draw", "doctor", "accelerator"})
"""Parts of the kit that notebooks use; also `check`, `hint` and `reset`, which it gives itself."""


@dataclass(frozen=True)
class Definitions:
    """What the student's cells define at top level, by name: the statements that bind it."""

    by_name: Mapping[str, tuple[ast.stmt, ...]]

    def reached_from(self, name: str) -> list[ast.stmt]:
        """Give every statement that the code behind `name` can come to use, each once."""
        found: dict[int, ast.stmt] = {}
        waiting, seen = [name], {name}
        while waiting:
            for statement in self.by_name.get(waiting.pop(), ()):
                found[id(statement)] = statement
                new = names_in(ast.unparse(statement)).used - seen
                seen |= new
                waiting += new
        return list(found.values())


def parsed(sources: Iterable[str]) -> list[ast.Module]:
    """Parse cells, leaving out those that can't run."""
    return [tree for source in sources if (tree := tree_of(source)) is not None]


def definitions(trees: Iterable[ast.Module]) -> Definitions:
    """Gather what cells define."""
    found: dict[str, list[ast.stmt]] = {}
    for tree in trees:
        for statement in (one for whole in tree.body for one in _each_import_alone(whole)):
            for name in _bound(statement):
                found.setdefault(name, []).append(statement)
    return Definitions({name: tuple(statements) for name, statements in found.items()})


def hidden_ways(code: Definitions, exercise: str, rules: Rules) -> list[str]:
    """Name what the code of an exercise uses by which calls of torch go unseen.

    Only where calls count: elsewhere any means is allowed.
    """
    if not rules.watched:
        return []
    nodes = [node for s in code.reached_from(exercise) for node in ast.walk(s)]
    found = set(_ways(nodes))
    return sorted(found | set(_twins(nodes, rules)))


def _twins(nodes: Iterable[ast.AST], rules: Rules) -> Iterator[str]:
    """Name NumPy's functions of the same names as those of torch that are banned."""
    banned = {called for name in rules.banned for called in calls_named(name)}
    banned -= calls_named("numpy")  # which is leaving torch, by whatever function
    for node in nodes:
        match node:
            case ast.Attribute(value=ast.Name(id=("np" | "numpy") as module), attr=name):
                named = [(name, f"{module}.{name}")]
            case ast.ImportFrom(module="numpy", names=names):
                named = [(alias.name, f"numpy.{alias.name}") for alias in names]
            case _:
                continue
        yield from (shown for name, shown in named if not banned.isdisjoint(calls_named(name)))


def set_aside(cells: Iterable[Cell], given: Sequence[str]) -> dict[str, str]:
    """Find the student's cells that reach into the code that checks: what they name, by cell.

    `given` are the cells that the course itself wrote; what they name is for all to use.
    """
    shown = {name for tree in parsed(given) for name in _inner_names(tree)}
    found = {}
    for cell in cells:
        if cell.kind == "code" and cell.role in ("answer", "own"):
            names = {name for tree in parsed([cell.source]) for name in _inner_names(tree)}
            if names - shown:
                found[cell.id] = listed(sorted(names - shown))
    return found


def listed(names: Sequence[str]) -> str:
    """Name a few of `names` in a sentence."""
    more = ", …" if len(names) > _MOST_NAMED else ""
    return ", ".join(names[:_MOST_NAMED]) + more


def _inner_names(tree: ast.Module) -> Iterator[str]:
    return (name for node in ast.walk(tree) for name in _inner(node))


def _each_import_alone(statement: ast.stmt) -> list[ast.stmt]:
    match statement:
        case ast.Import(names=names):
            return [ast.Import([name]) for name in names]
        case ast.ImportFrom(module=module, names=names, level=level):
            return [ast.ImportFrom(module, [name], level) for name in names]
    return [statement]


def _bound(statement: ast.stmt) -> Iterator[str]:
    """The names that a statement binds or reaches into, in whatever block of it."""
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        yield statement.name
        return
    for node in ast.walk(statement):
        match node:
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                yield name
            case ast.alias():
                yield (node.asname or node.name).split(".")[0]
            case ast.Name(id=name, ctx=ast.Store()):
                yield name


def _ways(nodes: Sequence[ast.AST]) -> Iterator[str]:
    modules = _modules(nodes)
    own = {node.id for node in nodes if isinstance(node, ast.Name) and _is_stored(node)}
    own |= {node.arg for node in nodes if isinstance(node, ast.arg)}
    for node in nodes:
        match node:
            case ast.Name(id=name) if name in _HIDING_NAMES and name not in own & _USUAL_NAMES:
                yield name
            case ast.Attribute(attr=name) if name in _HIDING_ATTRIBUTES:
                yield name
            case ast.Attribute(attr=name):
                root = _dotted(node).split(".")[0]
                if name in _HIDING_IN_MODULES.get(modules.get(root, root), ()):
                    yield f"{modules.get(root, root)}.{name}"
            case ast.Import(names=names):
                yield from (a.name for a in names if _hides(a.name))
            case ast.ImportFrom(module=str() as module, names=names):
                yield from (module for a in names if _hides(f"{module}.{a.name}"))


def _hides(path: str) -> bool:
    first, *inner = path.split(".")
    hiding = _HIDING_ATTRIBUTES | _HIDING_IN_MODULES.get(first, frozenset())
    return first in _HIDING_MODULES or not hiding.isdisjoint(inner)


def _modules(nodes: Sequence[ast.AST]) -> dict[str, str]:
    """Give the modules that go by other names in this code, by that name."""
    aliases = (a for node in nodes if isinstance(node, ast.Import) for a in node.names)
    return {alias.asname: alias.name.split(".")[0] for alias in aliases if alias.asname}


def _is_stored(name: ast.Name) -> bool:
    return isinstance(name.ctx, ast.Store)


def _inner(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Import(names=names):
            yield from (a.name for a in names if _is_inner(a.name))
        case ast.ImportFrom(module=str() as module, names=names, level=0):
            whole = (f"{module}.{a.name}" for a in names)
            yield from (name for name in whole if _is_inner(name))
        case ast.Constant(value=str() as text) if _is_inner(text):
            yield text
        case ast.Attribute():
            if _is_inner(name := _dotted(node)):
                yield name


def _is_inner(name: str) -> bool:
    match name.split("."):
        case ["course", "kit", part, *_]:
            return part not in _OPEN_TO_ALL | {"check", "hint", "reset"}
        case ["course", ("hidden" | "build" | "chapters" | "grading"), *_]:
            return True
        case ["autograder", _, *_]:
            return True
    return False


def _dotted(node: ast.expr) -> str:
    match node:
        case ast.Attribute(value=value, attr=attr):
            inner = _dotted(value)
            return f"{inner}.{attr}" if inner else ""
        case ast.Name(id=name):
            return name
    return ""
