"""Reading exercise files: the authored exercise, checked for what an author may forget."""

from __future__ import annotations

import ast
import importlib
import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from types import ModuleType
from typing import Any

import course.chapters
from course.build import concepts
from course.build.author import Exercise, Rng
from course.build.faults import AuthoringError, line_of
from course.kit.cases.case import Case
from course.kit.judging.exercise import ALWAYS
from course.kit.observing.undisturbed import Undisturbed
from course.kit.stub import STUB_CODE

CHAPTERS = Path(course.chapters.__file__).parent
BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"

_OPTIONAL_FACTS = (
    "sequence",
    "strides",
    "shares",
    "requires_grad",
    "gradients",
    "allocated",
    "transfers",
    "moved",
    "waits",
    "sent",
    "fetched",
)


@dataclass(frozen=True)
class Authored:
    """One exercise file, read: the task, the solution, the reference, cases and mistakes."""

    name: str
    chapter: str
    path: Path
    declared: Exercise
    task: str
    source: str
    solution: Callable[..., Any]
    reference: Callable[..., Any]
    generate: Callable[[Rng], Iterable[Case]]
    mistakes: dict[str, Callable[..., Any]]

    @property
    def title(self) -> str:
        """The heading of the task, without its hashes."""
        return self.task.split("\n", 1)[0].lstrip("# ").strip()

    @property
    def stub(self) -> str:
        """The answer cell as it is given out: the source with nbgrader's stub for the solution."""
        before, _, rest = self.source.partition(BEGIN)
        return before + STUB_CODE + rest.partition(END)[2]

    @property
    def answer(self) -> str:
        """The source with its solution, without nbgrader's markers."""
        lines = self.source.split("\n")
        return "\n".join(line for line in lines if line.strip() not in (BEGIN, END))

    @property
    def points(self) -> dict[str, float]:
        """The points by group of cases."""
        points = self.declared.points
        return dict(points) if not isinstance(points, int | float) else {"basic": points}

    @cached_property
    def parameters(self) -> tuple[str, ...]:
        """The names of the function's parameters, in order."""
        return tuple(inspect.signature(self.solution).parameters)

    def cases(self, *seeds: int) -> list[Case]:
        """Generate the cases of each seed in turn, each case once.

        Those of a seed come basic groups first, the smallest first. Cases without elements come
        last in their group: they are seldom the ones to start with.
        """
        found: dict[str, Case] = {}
        for generated in self._generated(seeds):
            once: dict[str, Case] = {}
            for case in generated:
                if case.group not in self.points:
                    raise self.fault(
                        f"a case is of group {case.group!r}, which has no points.",
                        f"Give it points, or use one of: {', '.join(self.points)}.",
                        f'group="{case.group}"',
                    )
                once.setdefault(case.written, case)
            for case in sorted(once.values(), key=self._place):
                found.setdefault(case.written, case)
        return list(found.values())

    def _generated(self, seeds: Iterable[int]) -> list[list[Case]]:
        rounds = []
        # A student's notebook may have set a default dtype or device by the time of grading.
        with Undisturbed() as undisturbed:
            for seed in seeds:
                with undisturbed.call():
                    rounds.append(list(self.generate(Rng(seed))))
        return rounds

    def _place(self, case: Case) -> tuple[int, bool, int]:
        return list(self.points).index(case.group), not case.size(), case.size()

    def fault(self, what: str, remedy: str, near: str = "") -> AuthoringError:
        """Make the error that points into this file, at the first line that holds `near`."""
        text = self.path.read_text(encoding="utf-8")
        return AuthoringError(self.path, line_of(text, near) if near else 1, what, remedy)


def exercise_files(chapter: str) -> list[Path]:
    """List the exercise files of a chapter by name."""
    return sorted(
        path
        for path in (CHAPTERS / chapter).glob("*.py")
        if path.name not in ("__init__.py", "chapter.py")
    )


def chapter_names() -> list[str]:
    """List the chapters, in order."""
    return sorted(path.parent.name for path in CHAPTERS.glob("ch*/chapter.py"))


@cache
def read_exercise(chapter: str, name: str) -> Authored:
    """Import one exercise file and check what it declares.

    Raises AuthoringError with file, line and remedy.
    """
    path = CHAPTERS / chapter / f"{name}.py"
    text = path.read_text(encoding="utf-8")
    try:
        module = importlib.import_module(f"course.chapters.{chapter}.{name}")
    except Exception as error:
        line = getattr(error, "lineno", None) or _line_of_traceback(error, path)
        raise AuthoringError(
            path, line, f"can't be imported: {type(error).__name__}: {error}.", "Mend it."
        ) from error
    for needed, remedy in _NEEDED.items():
        if not hasattr(module, needed):
            raise AuthoringError(path, 1, f"has no `{needed}`.", remedy)
    if not hasattr(module, name):
        raise AuthoringError(
            path, 1, f"has no function `{name}`.", "Name the file after the function."
        )
    authored = Authored(
        name=name,
        chapter=chapter,
        path=path,
        declared=module.EXERCISE,
        task=inspect.cleandoc(module.__doc__ or ""),
        source=_function_source(text, name),
        solution=getattr(module, name),
        reference=module.reference,
        generate=module.cases,
        mistakes=_mistakes(module),
    )
    _check_text(authored, text)
    _check_declaration(authored)
    return authored


_NEEDED = {
    "EXERCISE": "Declare it: EXERCISE = Exercise(concepts=[…], hints=[…]).",
    "reference": "Add the PyTorch way to do it: def reference(…).",
    "cases": "Add the generator of cases: def cases(rng: Rng) -> Iterator[Case].",
}


def _line_of_traceback(error: BaseException, path: Path) -> int:
    line, traceback = 1, error.__traceback__
    while traceback is not None:
        if traceback.tb_frame.f_code.co_filename == str(path):
            line = traceback.tb_lineno
        traceback = traceback.tb_next
    return line


def _mistakes(module: ModuleType) -> dict[str, Callable[..., Any]]:
    return {
        name: value
        for name, value in vars(module).items()
        if callable(value) and hasattr(value, "explanation") and value.__module__ == module.__name__
    }


def _function_source(text: str, name: str) -> str:
    """Cut the function out of the file's text, comments and solution markers included."""
    lines = text.split("\n")
    for node in ast.parse(text).body:
        if isinstance(node, ast.FunctionDef) and node.name == name:
            first = min([node.lineno, *(d.lineno for d in node.decorator_list)])
            last = node.end_lineno or node.lineno
            while last < len(lines) and (lines[last].startswith(" ") or not lines[last].strip()):
                last += 1
            return "\n".join(lines[first - 1 : last]).rstrip()
    return ""


def _check_text(authored: Authored, text: str) -> None:
    if not authored.task.startswith("#"):
        raise authored.fault(
            "the task has no heading.", "Begin the module's docstring with `### Title`.", '"""'
        )
    markers = [authored.source.count(marker) for marker in (BEGIN, END)]
    if markers != [1, 1]:
        raise authored.fault(
            f"`{authored.name}` has {markers[0]} `{BEGIN}` and {markers[1]} `{END}`.",
            "Put the solution between one of each.",
            f"def {authored.name}",
        )


def _check_declaration(authored: Authored) -> None:
    declared = authored.declared
    for concept in declared.concepts:
        if concepts.chapter_of(concept) is None:
            raise authored.fault(
                f"the concept {concept!r} is unknown.",
                "Use an id of course/build/concepts.py, or add it there.",
                f'"{concept}"',
            )
    if not declared.concepts:
        raise authored.fault("grades no concept.", "Name at least one in `concepts`.", "EXERCISE")
    if not 2 <= len(declared.hints) <= 4:
        raise authored.fault(f"has {len(declared.hints)} hints.", "Write two to four.", "hints")
    if any(not hint.strip() for hint in declared.hints):
        raise authored.fault("has an empty hint.", "Write it, or take it out.", "hints")
    if len(authored.mistakes) < 3:
        raise authored.fault(
            f"records {len(authored.mistakes)} mistakes.",
            "Record at least three with @mistake(explanation).",
            "@mistake",
        )
    for fact in declared.facts:
        if fact not in _OPTIONAL_FACTS:
            raise authored.fault(
                f"the fact {fact!r} is unknown.",
                f"The optional facts are: {', '.join(_OPTIONAL_FACTS)}.",
                f'"{fact}"',
            )
    for fact in declared.ignore:
        if fact not in ALWAYS:
            raise authored.fault(
                f"can't ignore {fact!r}.",
                f"The usual facts are: {', '.join(ALWAYS)}.",
                f'"{fact}"',
            )
