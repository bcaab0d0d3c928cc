"""### Capstone 1: a scalar engine

A program is a list of steps, such as `("mul", 0, 1)` or `("sin", 2)`: the name of an operation,
and the numbers of the values that it takes. The inputs have the numbers 0, 1, … in their order;
the result of each step gets the next number. With two inputs, `[("mul", 0, 1), ("add", 2, 0)]`
makes number 2, which is a · b, and number 3, which is a · b + a. The last step makes the result.

Write `backprop(program, inputs)`. The operations are those of your `local_slopes`, which you may
call. Return a tuple of two: the value of the last step, a Python float, and the list of its
derivatives by each input, as Python floats.

A value may be used several times, also twice in one step. An input that the result doesn't need
has the derivative 0; a step that it doesn't need has no effect. Autograd may not be used.

```python
>>> backprop([("mul", 0, 1), ("add", 2, 0)], [3.0, 5.0])
(18.0, [6.0, 3.0])
>>> backprop([("mul", 0, 0)], [3.0, 5.0])
(9.0, [6.0, 0.0])
```
"""

import math
from collections.abc import Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake
from course.chapters.ch04_autograd.local_slopes import local_slopes

Program = list[tuple]


def backprop(program: list[tuple], inputs: list[float]) -> tuple[float, list[float]]:
    """Give the value of a program's last step, and its derivatives by the inputs."""
    ### BEGIN SOLUTION
    compute = {
        "add": lambda a, b: a + b,
        "sub": lambda a, b: a - b,
        "mul": lambda a, b: a * b,
        "div": lambda a, b: a / b,
        "sin": math.sin,
        "exp": math.exp,
        "log": math.log,
        "tanh": math.tanh,
        "relu": lambda a: max(a, 0.0),
    }
    values = list(inputs)
    for operation, *places in program:
        values.append(compute[operation](*[values[place] for place in places]))
    gradients = [0.0] * len(values)
    gradients[-1] = 1.0
    for number in range(len(values) - 1, len(inputs) - 1, -1):
        operation, *places = program[number - len(inputs)]
        slopes = local_slopes(operation, [values[place] for place in places])
        for place, slope in zip(places, slopes, strict=True):
            gradients[place] += gradients[number] * slope
    return values[-1], gradients[: len(inputs)]
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["A9", "A3"],
    points={"basic": 2, "shared": 2},
    tolerance=(1e-8, 1e-8),
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
        "First forward: a list of values that begins with the inputs and grows by one number with "
        "each step. Keep them all; the slopes need them.",
        "Then backward: a list of as many gradients, all 0 but the last, which is 1. Go through "
        "the steps from the last to the first. Each hands its own gradient on to its inputs.",
        "What a step hands to an input is its own gradient times its local slope by that input, "
        "and it is **added** to what the input has collected already.",
        "`operation, *places = step` takes a step apart. `zip(places, slopes)` pairs each input "
        "with its slope, also when both inputs are the same.",
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


def reference(program: Program, inputs: list[float]) -> tuple[float, list[float]]:
    leaves = [torch.tensor(v, dtype=torch.float64, requires_grad=True) for v in inputs]
    values = list(leaves)
    for operation, *places in program:
        values.append(_TORCH[operation](*[values[p] for p in places]))
    gradients = torch.autograd.grad(values[-1], leaves, allow_unused=True, materialize_grads=True)
    return values[-1].item(), [g.item() for g in gradients]


def cases(rng: Rng) -> Iterator[Case]:
    yield case("one product", [("mul", 0, 1)], [3.0, 5.0])
    yield case("one difference", [("sub", 1, 0)], [rng.number(), rng.number()])
    chain = [("sin", 0), ("exp", 1), ("tanh", 2)]
    yield case("a chain of three functions", chain, [rng.number(-1, 1)])
    tree = [("mul", 0, 1), ("div", 2, 3), ("sub", 4, 5)]
    yield case("a tree: nothing is used twice", tree, [rng.number(1, 3) for _ in range(4)])
    pair = [rng.number(1, 2) + 0.25, rng.number(2, 3)]
    yield case("a logarithm of a quotient, cut off", [("div", 1, 0), ("log", 2), ("relu", 3)], pair)
    unused = [("mul", 0, 2), ("exp", 1), ("sin", 3)]
    yield case("an input and a step that aren't needed", unused, [0.5, rng.number(1, 2), 1.25])
    first = [("mul", 0, 1), ("add", 2, 0)]
    yield case("an input that is used twice", first, [3.0, 5.0], group="shared")
    yield case("a square", [("mul", 0, 0)], [3.0, 5.0], group="shared")
    yield case("a difference from itself", [("sub", 0, 0)], [rng.number(1, 4)], group="shared")
    powers = [("mul", 0, 0), ("mul", 1, 1), ("mul", 2, 0)]
    yield case("a fifth power by three products", powers, [1.5], group="shared")
    late = [("mul", 0, 1), ("sin", 2), ("mul", 3, 2), ("add", 4, 2)]
    yield case("a step that is used three times", late, [1.5, 0.75], group="shared")
    for size in (6, 9, 14):
        program, inputs = _random_program(rng, size)
        yield case(f"a random program of {size} steps", program, inputs, group="shared")
    below = [rng.number(-3, -1), rng.number(1, 3)]
    yield case("a relu below 0, and a sum", [("relu", 0), ("add", 2, 1)], below)
    above = [("relu", 0), ("mul", 2, 1)]
    yield case("a relu above 0, and a product", above, [rng.number(1, 3), rng.number(-3, -1)])


def _random_program(rng: Rng, size: int) -> tuple[Program, list[float]]:
    """Draw a program whose values stay between -4 and 4, so that its derivatives do not explode."""
    inputs = [rng.number(-2, 2) or 0.5 for _ in range(3)]
    values: list[float] = list(inputs)
    program: Program = []
    for number in range(size):
        operation = rng.choice(["add", "sub", "mul", "mul", "div", "sin", "exp", "tanh", "relu"])
        places = [len(values) - 1 - rng.below(3), rng.below(len(values))]
        places = places[: 2 if operation in ("add", "sub", "mul", "div") else 1]
        step = (operation, *places)
        if number == size - 1:
            step = ("add", len(values) - 1, len(values) - 2)
        value = _value(step, values)
        if value is None or abs(value) > 4:
            step = ("sin", places[0])
            value = math.sin(values[places[0]])
        program.append(step)
        values.append(value)
    return program, inputs


def _value(step: tuple, values: list[float]) -> float | None:
    operation, *places = step
    a = [values[p] for p in places]
    if operation == "div" and abs(a[1]) < 0.5:
        return None
    if operation == "relu" and abs(a[0]) < 0.01:  # rounding must not decide on which side it is
        return None
    return _TORCH[operation](*[torch.tensor(v, dtype=torch.float64) for v in a]).item()


def _swept(program: Program, inputs: list[float], how: str) -> tuple[float, list[float]]:
    """Run a backward pass that differs from the right one in one thing."""
    values: list[float] = list(inputs)
    for step in program:
        arguments = [torch.tensor(values[p], dtype=torch.float64) for p in step[1:]]
        through = how == "relu" and step[0] == "relu"
        values.append(values[step[1]] if through else _TORCH[step[0]](*arguments).item())
    gradients = [0.0] * len(values)
    gradients[-1] = 1.0
    order = range(len(program))
    for k in order if how == "forward" else reversed(order):
        operation, *places = program[k]
        slopes = local_slopes(operation, [values[p] for p in places])
        handed = 1.0 if how == "local" else gradients[len(inputs) + k]
        for place, slope in list(zip(places, slopes, strict=True)):
            kept = 0.0 if how == "overwrite" else gradients[place]
            gradients[place] = kept + handed * slope
            if how == "once" and len(set(places)) < len(places):
                break
    return values[-1], gradients[: len(inputs)]


@mistake(
    "A gradient is overwritten where it should be added to. A value that is used twice collects "
    "from both uses."
)
def overwritten(program: Program, inputs: list[float]) -> tuple[float, list[float]]:
    return _swept(program, inputs, "overwrite")


@mistake(
    "Each step hands on its local slope alone. It has to be multiplied by the gradient of the "
    "step's own result: that is the chain rule."
)
def local_slopes_only(program: Program, inputs: list[float]) -> tuple[float, list[float]]:
    return _swept(program, inputs, "local")


@mistake(
    "For `relu`, a number below 0 is handed on as it is, or in part, on the way forward. There the "
    "result is 0. It is what the steps after it compute with."
)
def relu_lets_through(program: Program, inputs: list[float]) -> tuple[float, list[float]]:
    return _swept(program, inputs, "relu")


@mistake(
    "The backward pass goes through the steps in the order of computing. A step can hand on its "
    "gradient only after all that use its result have handed theirs to it: start at the end."
)
def wrong_direction(program: Program, inputs: list[float]) -> tuple[float, list[float]]:
    return _swept(program, inputs, "forward")


@mistake(
    "Where both inputs of a step are the same value, only one of them counts. In a · a the value "
    "collects a from the left and a from the right."
)
def twice_counts_once(program: Program, inputs: list[float]) -> tuple[float, list[float]]:
    return _swept(program, inputs, "once")


@mistake(
    "An input that the result doesn't need should have the derivative 0, a float. Yours is None, "
    "as in torch."
)
def none_for_unused(program: Program, inputs: list[float]) -> tuple[float, list]:
    value, gradients = _swept(program, inputs, "right")
    needed = {len(inputs) + len(program) - 1}
    for k in reversed(range(len(program))):
        if len(inputs) + k in needed:
            needed |= set(program[k][1:])
    return value, [g if i in needed else None for i, g in enumerate(gradients)]
