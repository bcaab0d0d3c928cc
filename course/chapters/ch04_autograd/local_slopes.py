"""### The rules for one step

An engine that computes gradients has to know one thing about each operation: how much its result
changes with each of its inputs. These are the derivative rules of a calculus table.

Write `local_slopes(operation, values)`. `operation` is one of these strings, `values` is the list
of its inputs as Python floats from -100 to 100, and the result is the list of its slopes by each of
them, as Python floats, in the same order.

| operation | computes | inputs |
|---|---|---|
| `"add"`, `"sub"`, `"mul"`, `"div"` | a + b, a - b, a · b, a / b | 2 |
| `"sin"` | sin(a) | 1 |
| `"exp"` | eᵃ | 1 |
| `"log"` | the natural logarithm of a, for a > 0 | 1 |
| `"tanh"` | tanh(a) | 1 |
| `"relu"` | a if a > 0, else 0; its slope at 0 counts as 0 | 1 |

Python's `math` has what you need: `math.cos`, `math.exp`, `math.tanh`. Autograd may not be used.

```python
>>> local_slopes("mul", [3.0, 5.0])
[5.0, 3.0]
>>> local_slopes("relu", [-2.0])
[0.0]
```
"""

import math
from collections.abc import Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def local_slopes(operation: str, values: list[float]) -> list[float]:
    """Give the slopes of one operation's result by each of its inputs."""
    ### BEGIN SOLUTION
    if operation == "add":
        return [1.0, 1.0]
    if operation == "sub":
        return [1.0, -1.0]
    if operation == "mul":
        return [values[1], values[0]]
    if operation == "div":
        a, b = values
        return [1 / b, -a / b**2]
    (a,) = values
    if operation == "sin":
        return [math.cos(a)]
    if operation == "exp":
        return [math.exp(a)]
    if operation == "log":
        return [1 / a]
    if operation == "tanh":
        return [1 - math.tanh(a) ** 2]
    return [1.0 if a > 0 else 0.0]
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["A5", "A9"],
    points=2,
    tolerance=(1e-9, 1e-9),
    banned=[
        "torch.Tensor.backward",
        "torch.autograd.backward",
        "torch.autograd.grad",
        "torch.func.grad",
        "torch.func.vjp",
        "torch.func.jvp",
        "torch.func.jacrev",
        "torch.func.jacfwd",
        "torch.autograd.functional.jacobian",
        "torch.autograd.functional.vjp",
        "torch.autograd.functional.jvp",
    ],
    hints=[
        "Take the operations one at a time, with `if operation == ...`. Two inputs give a list of "
        "two slopes, one input a list of one.",
        "a / b is a times 1/b. By a its slope is that factor; by b it is -a divided by b squared.",
        "The slope of sin is cos, exp is its own slope, log has 1/a, and tanh has 1 minus the "
        "square of itself. You can try each against your `numeric_gradient`.",
    ],
)

_TORCH = {
    "add": torch.add,
    "sub": torch.sub,
    "mul": torch.mul,
    "div": torch.div,
    "sin": torch.sin,
    "exp": torch.exp,
    "log": torch.log,
    "tanh": torch.tanh,
    "relu": torch.relu,
}


def reference(operation: str, values: list[float]) -> list[float]:
    leaves = [torch.tensor(v, dtype=torch.float64, requires_grad=True) for v in values]
    slopes = torch.autograd.grad(_TORCH[operation](*leaves), leaves)
    return [slope.item() for slope in slopes]


def cases(rng: Rng) -> Iterator[Case]:
    yield case("a product", "mul", [3.0, 5.0])
    yield case("a sum", "add", [rng.number(), rng.number()])
    yield case("a difference", "sub", [rng.number(), rng.number()])
    yield case("a quotient", "div", [rng.number(1, 3) + 0.5, rng.number(2, 4) + 0.125])
    yield case("a quotient by a negative number", "div", [rng.number(1, 4), -2.5])
    yield case("a sine", "sin", [rng.number()])
    yield case("an exponential", "exp", [rng.number(1, 3)])
    yield case("a logarithm", "log", [rng.number(1, 4) + 1.5])
    yield case("a hyperbolic tangent", "tanh", [rng.number(0.25, 1.5)])
    yield case("relu above 0", "relu", [rng.number(1, 4) + 0.5])
    yield case("relu below 0", "relu", [rng.number(-4, -1)])
    yield case("relu at 0", "relu", [0.0])


def _right(operation: str, values: list[float]) -> list[float]:
    """Give the slopes without autograd, which students' wrong answers don't call."""
    a, b = values[0], values[-1]
    rules = {
        "add": lambda: [1.0, 1.0],
        "sub": lambda: [1.0, -1.0],
        "mul": lambda: [b, a],
        "div": lambda: [1 / b, -a / b / b],
        "sin": lambda: [math.cos(a)],
        "exp": lambda: [math.exp(a)],
        "log": lambda: [1 / a],
        "tanh": lambda: [1 - math.tanh(a) ** 2],
        "relu": lambda: [float(a > 0)],
    }
    return rules[operation]()


@mistake(
    "The slopes of the product stand the wrong way round. Change a by a little, and a · b changes "
    "by b times as much."
)
def product_exchanged(operation: str, values: list[float]) -> list[float]:
    return values if operation == "mul" else _right(operation, values)


@mistake(
    "The difference counts b with a plus. When b grows, a - b falls, so its slope by b is negative."
)
def minus_forgotten(operation: str, values: list[float]) -> list[float]:
    return [1.0, 1.0] if operation == "sub" else _right(operation, values)


@mistake(
    "The quotient's slope by b is wrong. When b grows, a / b changes by -a / b², with a minus and "
    "with the square."
)
def quotient_by_b(operation: str, values: list[float]) -> list[float]:
    if operation == "div":
        return [1 / values[1], values[0] / values[1] ** 2]
    return _right(operation, values)


@mistake(
    "The quotient's slope by b divides by b only once. When b grows, a / b changes by -a / b²: "
    "b is squared."
)
def quotient_not_squared(operation: str, values: list[float]) -> list[float]:
    if operation == "div":
        return [1 / values[1], -values[0] / values[1]]
    return _right(operation, values)


@mistake(
    "The slope of sin is cos, with a plus. The minus belongs to the next one: the slope of cos is "
    "-sin."
)
def sine_turned(operation: str, values: list[float]) -> list[float]:
    return [-math.cos(values[0])] if operation == "sin" else _right(operation, values)


@mistake(
    "relu counts 0 among the places with slope 1. At the kink any number from 0 to 1 could be "
    "defended; torch takes 0, and so does this task."
)
def relu_at_zero(operation: str, values: list[float]) -> list[float]:
    if operation == "relu":
        return [1.0 if values[0] >= 0 else 0.0]
    return _right(operation, values)


@mistake(
    "For tanh you give 1 minus the square of a. It should be 1 minus the square of the result, "
    "tanh(a)."
)
def tanh_of_the_input(operation: str, values: list[float]) -> list[float]:
    return [1 - values[0] ** 2] if operation == "tanh" else _right(operation, values)
