"""One report of each kind: what the goldens hold, and what the browser shows."""

from __future__ import annotations

import linecache
from collections.abc import Callable

import numpy as np
import torch

from course.kit.cases.case import Case, case
from course.kit.judging.exercise import Exercise, KnownCase, Mistake, Rules
from course.kit.judging.judge import judge_exercise
from course.kit.observing.observe import observe
from course.kit.report import Report

Function = Callable[..., object]


def reported(
    reference: Function,
    answer: Function,
    cases: list[Case],
    *,
    facts: tuple[str, ...] = (),
    banned: tuple[str, ...] = (),
    hidden: bool = False,
    mistakes: tuple[Mistake, ...] = (),
    parameters: tuple[str, ...] = ("x", "y"),
) -> Report:
    """Judge `answer` against `reference` and report, as a check does."""
    rules = Rules(facts=(*Rules().facts, *facts), banned=banned)
    known = [
        KnownCase(c, observe(reference, c, parameters=parameters, facts=rules.facts), hidden)
        for c in cases
    ]
    exercise = Exercise(
        name="outer_sum",
        title="Every sum",
        parameters=parameters,
        points={"basic": 2},
        rules=rules,
        hints=("Look at the shapes.", "Use `None`."),
        visible=() if hidden else tuple(known),
        mistakes=mistakes,
    )
    observations = [
        observe(answer, c, parameters=parameters, facts=rules.facts, watched=rules.watched)
        for c in cases
    ]
    return Report(exercise, judge_exercise(exercise, known, observations))


def outer_sum(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    return x[:, None] + y


CASES = [
    case("two short vectors", torch.tensor([1, 2]), torch.tensor([10, 20, 30])),
    case("a vector of one element", torch.tensor([1.5]), torch.tensor([1.0, 2.0])),
]


def unfinished(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    raise NotImplementedError("not attempted yet")


def turned(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    return outer_sum(x, y).T


def off_by_one(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    result = outer_sum(x, y)
    result[-1, -1] += 1
    print("the sum is", result.sum().item())
    return result


def forgets_to_return(x: torch.Tensor, y: torch.Tensor) -> None:
    outer_sum(x, y)


def in_a_cell(source: str) -> dict[str, Function]:
    """Define functions as a notebook's cell does, so that their lines are counted from 1."""
    name = f"<cell {len(linecache.cache)}>"
    found: dict[str, Function] = {"torch": torch}  # type: ignore[dict-item]
    exec(compile(source, name, "exec"), found)
    linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
    return found


CRASHES = in_a_cell("""\
def crashes(x, y):
    rows = x.reshape(-1, 1)
    return rows.nonsense(y)
""")["crashes"]
CLASHES = in_a_cell("""\
def clashes(x, y):
    scale = 2
    return scale * (x + y)
""")["clashes"]


def changes_its_input(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    result = outer_sum(x, y)
    x += 1
    return result


def floats(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    return outer_sum(x, y).double()


ANSWERS = {
    "passed": outer_sum,
    "not-attempted": unfinished,
    "another-shape": turned,
    "another-value": off_by_one,
    "nothing-returned": forgets_to_return,
    "exception": CRASHES,
    "exception-shapes": CLASHES,
    "changed-input": changes_its_input,
    "another-dtype": floats,
}


def one(reference: Function, answer: Function, *inputs: object, **more: object) -> Report:
    """Report on a single case."""
    return reported(reference, answer, [case("one case", *inputs)], **more)  # type: ignore[arg-type]


def _mistaken() -> Report:
    seen = {i: observe(turned, c, parameters=("x", "y")) for i, c in enumerate(CASES)}
    mistake = Mistake("turned", "Rows and columns changed places: `x` goes down.", seen)
    return reported(outer_sum, turned, CASES, mistakes=(mistake,))


def _no_mean(x: torch.Tensor) -> torch.Tensor:
    raise ValueError("no mean of nothing")


TABLE = torch.tensor([[1, 2, 3], [4, 5, 6]])
GALLERY: dict[str, Callable[[], Report]] = {
    "recorded-mistake": _mistaken,
    "banned": lambda: reported(
        outer_sum, lambda x, y: torch.add(x[:, None], y), CASES, banned=("torch.add",)
    ),
    "hidden": lambda: reported(
        outer_sum,
        off_by_one,
        [case("negative numbers", torch.tensor([-7123]), torch.tensor([-9456, 8]))],
        hidden=True,
    ),
    "memory": lambda: one(lambda x: x[0], lambda x: x[0].clone(), TABLE, facts=("shares",)),
    "strides": lambda: one(lambda x: x.T, lambda x: x.T.contiguous(), TABLE, facts=("strides",)),
    "gradients-cut": lambda: one(
        lambda x, y: x * y,
        lambda x, y: x.detach() * y,
        torch.tensor([1.0, 2.0], requires_grad=True),
        torch.tensor([3.0, 4.0], requires_grad=True),
        facts=("gradients",),
    ),
    "gradients-half": lambda: one(
        lambda x: x * 2,
        lambda x: x + x.detach(),
        torch.tensor([1.0, 2.0], requires_grad=True),
        facts=("gradients",),
    ),
    "nested": lambda: one(
        lambda x: (x.max(), [x.argmax(), x.shape[0]], {"lowest": x.min().item()}),
        lambda x: (x.max(), [x.argmin(), x.shape[0]], {"lowest": x.min().item()}),
        torch.tensor([3.0, 1.0, 2.0]),
    ),
    "nested-long": lambda: one(
        lambda x: [row * 2 for row in x],
        lambda x: [row * 2 if i != 7 else row * 3 for i, row in enumerate(x)],
        torch.arange(36.0).reshape(12, 3),
    ),
    "a-tuple": lambda: one(lambda x, y: (4, 3, 5), lambda x, y: (4, 1, 5), (4, 3, 1), (1, 5)),
    "words": lambda: one(
        lambda x: "stored row by row", lambda x: "stored row after row", torch.tensor(1)
    ),
    "expected-exception": lambda: one(_no_mean, torch.mean, torch.empty(0)),
    "array": lambda: one(lambda x: x * 2, lambda x: torch.from_numpy(x * 2), np.array([1.0, 2.0])),
    "silent-broadcast": lambda: one(
        lambda x, y: (x - y.squeeze()) ** 2,
        lambda x, y: (x - y) ** 2,
        torch.tensor([1.0, 2.0, 3.0]),
        torch.tensor([[1.0], [2.0], [4.0]]),
    ),
    "row-times-column": lambda: one(
        lambda x, y: x @ y, lambda x, y: y @ x, torch.ones(1, 2), torch.ones(2, 1)
    ),
    "large": lambda: one(
        lambda x: x,
        lambda x: torch.where(x % 1000 == 431, x + 1, x),
        torch.arange(120_000).reshape(300, 400),
    ),
    "four-dims": lambda: one(
        lambda x: x,
        lambda x: x.index_fill(2, torch.tensor(4), 0.5),
        torch.arange(2 * 3 * 5 * 7.0).reshape(2, 3, 5, 7) / 8,
    ),
    "three-dims": lambda: one(lambda x: x, lambda x: x.flip(0), torch.arange(8).reshape(2, 2, 2)),
    "last-digits": lambda: one(
        lambda x: x / 3, lambda x: x / 3 + 2e-5, torch.tensor([1.0, 2.0, 4.0])
    ),
    "not-finite": lambda: one(
        lambda x: x,
        lambda x: x - x,
        torch.tensor([1.5, float("inf"), float("-inf"), float("nan")]),
    ),
    "complex": lambda: one(lambda x: x.conj(), lambda x: x, torch.tensor([1 + 2j, 3j, 4])),
    "bools": lambda: one(lambda x: x > 2, lambda x: x >= 2, torch.tensor([[1, 2, 3], [3, 2, 1]])),
    "one-number": lambda: one(lambda x: x.sum(), lambda x: x.max(), torch.tensor([1.0, 2.5])),
    "empty": lambda: one(
        lambda x: x.sum(0), lambda x: x.sum(1), torch.empty(0, 3, dtype=torch.float64)
    ),
}


def gallery() -> dict[str, Report]:
    """Give every report by its name."""
    found = {name: reported(outer_sum, answer, CASES) for name, answer in ANSWERS.items()}
    found |= {name: make() for name, make in GALLERY.items()}
    answers = {"a": True, "b": False, "c": True}
    given: list[object] = [{**answers, "b": True, "c": False}, {"a": False}, 0, None]
    for i, answer in enumerate(given, 1):
        found[f"quiz-{i}"] = one(lambda: answers, lambda answer=answer: answer, parameters=())
    found["quiz-kind"] = one(
        lambda: {"a": True, "b": False}, lambda: {"a": True, "b": 0}, parameters=()
    )
    found["quiz-one"] = one(lambda: "b", lambda: "c", parameters=())
    found["quiz-list"] = one(lambda: [1, 2], lambda: [1, 3], parameters=())
    return found
