"""### Capstone 2: a tensor engine

Now the values of a program are tensors. The steps are written as before, and these are the
operations:

| operation | computes |
|---|---|
| `"add"`, `"sub"`, `"mul"` | a + b, a - b, a * b, element by element; shapes may broadcast |
| `"matmul"` | the matrix product a @ b of two tables |
| `"tanh"` | tanh of each element |
| `"sum"` | the sum of all elements, a tensor without axes |

Write `backprop_tensors(program, inputs, v)`. `v` has the shape of the last step's result, and is
the gradient that comes in there. Return the list of the gradients by each input, that is, of the
vector-Jacobian products of the whole program. Each has the shape and dtype of its input; for an
input that isn't needed it is zeros. `inputs` and `v` keep their numbers. Autograd may not be used,
your `sum_to_shape` may.

```python
>>> w = torch.tensor([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])
>>> row = torch.tensor([10.0, 20.0])
>>> backprop_tensors([("mul", 0, 1), ("sum", 2)], [w, row], torch.tensor(1.0))[1]
tensor([ 9., 12.])
```

The row was used for all three rows of `w`: 1 + 3 + 5 = 9 and 2 + 4 + 6 = 12. The points: 2 for
programs in which nothing is used twice and no shape broadcasts, 1 for shared values, 2 for
broadcasting.
"""

from collections.abc import Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake
from course.chapters.ch04_autograd.sum_to_shape import sum_to_shape

Program = list[tuple]
Tensors = list[torch.Tensor]


def backprop_tensors(
    program: list[tuple], inputs: list[torch.Tensor], v: torch.Tensor
) -> list[torch.Tensor]:
    """Give the gradients of a program of tensor operations by each of its inputs."""
    ### BEGIN SOLUTION
    compute = {
        "add": torch.add,
        "sub": torch.sub,
        "mul": torch.mul,
        "matmul": torch.matmul,
        "tanh": torch.tanh,
        "sum": torch.sum,
    }
    pull = {
        "add": lambda g, y, a, b: [g, g],
        "sub": lambda g, y, a, b: [g, -g],
        "mul": lambda g, y, a, b: [g * b, g * a],
        "matmul": lambda g, y, a, b: [g @ b.T, a.T @ g],
        "tanh": lambda g, y, a: [g * (1 - y**2)],
        "sum": lambda g, y, a: [g.expand(a.shape)],
    }
    values = [x.detach() for x in inputs]
    for operation, *places in program:
        values.append(compute[operation](*[values[place] for place in places]))
    gradients = [torch.zeros_like(value) for value in values]
    gradients[-1] = v
    for number in range(len(values) - 1, len(inputs) - 1, -1):
        operation, *places = program[number - len(inputs)]
        taken = [values[place] for place in places]
        shares = pull[operation](gradients[number], values[number], *taken)
        for place, share in zip(places, shares, strict=True):
            share = sum_to_shape(share, tuple(values[place].shape))
            gradients[place] = gradients[place] + share
    return gradients[: len(inputs)]
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["A9", "A6"],
    points={"basic": 2, "shared": 1, "broadcast": 2},
    tolerance=(1e-8, 1e-8),
    budget=2.0,
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
        "The frame is that of `backprop`: forward with all values kept, then backward from the "
        "last step, adding up. The gradients start as zeros in the shapes of the values, the last "
        "one as `v`.",
        "Each operation gets the incoming gradient g and says what its inputs receive. For "
        "products element by element, g times the other input. For a sum, each element of the "
        "input receives the one number g.",
        "For y = a @ b the shapes tell: g has that of y. What a receives must have the shape of a, "
        "and only g times the transpose of b has it; b receives the transpose of a, times g.",
        "Whatever an input receives passes through `sum_to_shape` with the input's shape, and is "
        "then added by `gradients[i] = gradients[i] + ...`. `+=` works in place: harmless on zeros "
        "of your own, wrong where a share was stored as it came, and others look at it too.",
    ],
)

_TORCH = {
    "add": torch.add,
    "sub": torch.sub,
    "mul": torch.mul,
    "matmul": torch.matmul,
    "tanh": torch.tanh,
    "sum": torch.sum,
}


def _run(program: Program, inputs: Tensors) -> Tensors:
    values = list(inputs)
    for operation, *places in program:
        values.append(_TORCH[operation](*[values[p] for p in places]))
    return values


def reference(program: Program, inputs: Tensors, v: torch.Tensor) -> Tensors:
    leaves = [x.detach().clone().requires_grad_() for x in inputs]
    y = _run(program, leaves)[-1]
    return list(torch.autograd.grad(y, leaves, v, allow_unused=True, materialize_grads=True))


def cases(rng: Rng) -> Iterator[Case]:
    for about, program, shapes, group in _fixed():
        inputs = [_reals(rng, shape) for shape in shapes]
        yield case(
            about, program, inputs, _reals(rng, _run(program, inputs)[-1].shape), group=group
        )
    w, row = torch.tensor([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]), torch.tensor([10.0, 20.0])
    example = [("mul", 0, 1), ("sum", 2)]
    yield case("the example", example, [w, row], torch.tensor(1.0), group="broadcast")
    for size in (5, 8):
        program, inputs = _random_program(rng, size, [(2, 2)] * 3, with_sums=False)
        v = _reals(rng, _run(program, inputs)[-1].shape)
        yield case(f"a random program of {size} steps", program, inputs, v, group="shared")
    for size in (5, 8, 12):
        shapes = [(2, 3), rng.choice([(3,), (1, 3)]), rng.choice([(2, 1), (), (1,)]), (3, 3)]
        program, inputs = _random_program(rng, size, shapes)
        v = _reals(rng, _run(program, inputs)[-1].shape)
        about = f"a random program of {size} steps, with broadcasting"
        yield case(about, program, inputs, v, group="broadcast")


def _reals(rng: Rng, shape: tuple[int, ...]) -> torch.Tensor:
    return rng.reals(*shape, low=-2, high=2, dtype=torch.float64)


def _fixed() -> Iterator[tuple[str, Program, list[tuple[int, ...]], str]]:
    yield "one product", [("mul", 0, 1)], [(2,), (2,)], "basic"
    yield "a difference", [("sub", 0, 1)], [(2, 2), (2, 2)], "basic"
    yield "a hyperbolic tangent of a sum", [("add", 0, 1), ("tanh", 2)], [(3,), (3,)], "basic"
    yield "the sum of a table", [("sum", 0)], [(2, 3)], "basic"
    yield "a matrix product", [("matmul", 0, 1)], [(2, 3), (3, 2)], "basic"
    layers = [("matmul", 0, 1), ("tanh", 3), ("matmul", 4, 2), ("sum", 5)]
    yield "two layers of a network", layers, [(3, 2), (2, 4), (4, 1)], "basic"
    unused = [("tanh", 0), ("mul", 1, 1), ("sum", 2)]
    yield "an input that isn't needed", unused, [(4,), (2,)], "basic"
    yield "a square", [("mul", 0, 0)], [(3,)], "shared"
    doubled = [("add", 0, 0), ("mul", 1, 0), ("tanh", 2)]
    yield "a value that is used three times", doubled, [(2, 2)], "shared"
    both = [("add", 0, 1), ("mul", 2, 1), ("add", 3, 0)]
    yield "an input that is used again after a sum", both, [(2,), (2,)], "shared"
    yield "a square matrix times itself", [("matmul", 0, 0)], [(2, 2)], "shared"
    yield "a row and a column", [("add", 0, 1)], [(1, 2), (3, 1)], "broadcast"
    yield "a number times a table", [("mul", 0, 1)], [(), (2, 3)], "broadcast"
    yield "a square table plus a row", [("add", 0, 1), ("tanh", 2)], [(3, 3), (3,)], "broadcast"
    layer = [("matmul", 0, 1), ("add", 3, 2), ("tanh", 4)]
    yield "a layer with a bias", layer, [(3, 2), (2, 4), (4,)], "broadcast"
    yield "a sum, taken from its terms", [("sum", 0), ("sub", 0, 1)], [(4,)], "broadcast"


def _random_program(
    rng: Rng, size: int, shapes: list[tuple[int, ...]], with_sums: bool = True
) -> tuple[Program, Tensors]:
    """Draw a program whose shapes fit and whose values stay between -8 and 8."""
    inputs = [_reals(rng, shape) for shape in shapes]
    values, program = list(inputs), []
    for number in range(size):
        operation = rng.choice(["add", "sub", "mul", "mul", "matmul", "tanh", "sum"])
        operation = "mul" if operation == "sum" and not with_sums else operation
        places = [len(values) - 1 - rng.below(3), rng.below(len(values))]
        places = places[: 1 if operation in ("tanh", "sum") else 2]
        step = (operation, *places)
        if number == size - 1:
            step = ("add", len(values) - 1, len(values) - 2)
        value = _fitting(step, values)
        if value is None:
            step = ("tanh", places[0])
            value = torch.tanh(values[places[0]])
        program.append(step)
        values.append(value)
    return program, inputs


def _fitting(step: tuple, values: Tensors) -> torch.Tensor | None:
    operation, *places = step
    taken = [values[p] for p in places]
    if operation == "matmul" and not (taken[0].ndim == taken[1].ndim == 2):
        return None
    try:
        value = _TORCH[operation](*taken)
    except RuntimeError:
        return None
    return value if value.abs().max() <= 8 else None


def _swept(program: Program, inputs: Tensors, v: torch.Tensor, how: str) -> Tensors:
    """Run a backward pass that differs from the right one in one thing."""
    values = _run(program, [x.detach() for x in inputs])
    gradients = [torch.zeros_like(value) for value in values]
    gradients[-1] = torch.ones_like(v) if how == "ones" else v
    for number in reversed(range(len(inputs), len(values))):
        operation, *places = program[number - len(inputs)]
        shares = _shares(operation, gradients[number], [values[p] for p in places], how)
        for place, share in zip(places, shares, strict=True):
            if how == "averaged":
                share = share * values[place].numel() / share.numel()
            if how == "keeps shape" or share.shape == values[place].shape:
                fitted = share
            else:
                fitted = share.sum_to_size(values[place].shape)
            gradients[place] = fitted if how == "overwritten" else gradients[place] + fitted
    return gradients[: len(inputs)]


def _shares(operation: str, g: torch.Tensor, taken: Tensors, how: str) -> Tensors:
    match operation:
        case "add":
            return [g, g]
        case "sub":
            return [g, g] if how == "plus" else [g, -g]
        case "mul":
            return [g * taken[1], g * taken[0]]
        case "matmul":
            return [g @ taken[1].T, taken[0].T @ g]
        case "tanh":
            result = taken[0] if how == "input" else torch.tanh(taken[0])
            return [g * (1 - result**2)]
        case _:
            return [g.expand(taken[0].shape)]


@mistake(
    "A gradient is overwritten where it should be added to. A tensor that is used twice collects "
    "from both uses."
)
def overwritten(program: Program, inputs: Tensors, v: torch.Tensor) -> Tensors:
    return _swept(program, inputs, v, "overwritten")


@mistake(
    "The backward pass starts with ones instead of `v`. Then it is the gradient of the plain sum "
    "of the result, which is right only where `v` happens to be 1."
)
def starts_with_ones(program: Program, inputs: Tensors, v: torch.Tensor) -> Tensors:
    return _swept(program, inputs, v, "ones")


@mistake(
    "Where shapes were broadcast, the gradient keeps the shape of the result. It has to be summed "
    "back to the shape of the input that was repeated."
)
def never_unbroadcast(program: Program, inputs: Tensors, v: torch.Tensor) -> Tensors:
    return _swept(program, inputs, v, "keeps shape")


@mistake(
    "Where an input was repeated, you average the gradients of its uses. They are to be added up."
)
def averaged_uses(program: Program, inputs: Tensors, v: torch.Tensor) -> Tensors:
    return _swept(program, inputs, v, "averaged")


@mistake("What `sub` hands to its second input lacks the minus: when b grows, a - b falls.")
def minus_forgotten(program: Program, inputs: Tensors, v: torch.Tensor) -> Tensors:
    return _swept(program, inputs, v, "plus")


@mistake(
    "For tanh you multiply with 1 minus the square of its input. It should be 1 minus the square "
    "of its result."
)
def tanh_of_the_input(program: Program, inputs: Tensors, v: torch.Tensor) -> Tensors:
    return _swept(program, inputs, v, "input")


@mistake(
    "Gradients are added up in place (`+=`), and the first one to arrive was stored as it came. "
    "Both inputs of a sum then hold the same tensor, perhaps even `v`, and what is added to one is "
    "added to the other."
)
def aliased(program: Program, inputs: Tensors, v: torch.Tensor) -> Tensors:
    values = _run(program, [x.detach() for x in inputs])
    gradients: list[torch.Tensor | None] = [None] * len(values)
    gradients[-1] = v
    for number in reversed(range(len(inputs), len(values))):
        operation, *places = program[number - len(inputs)]
        if gradients[number] is None:
            continue
        shares = _shares(operation, gradients[number], [values[p] for p in places], "right")
        for place, share in zip(places, shares, strict=True):
            share = share.contiguous()
            if share.shape != values[place].shape:
                share = share.sum_to_size(values[place].shape)
            if gradients[place] is None:
                gradients[place] = share
            else:
                gradients[place] += share
    return [
        torch.zeros_like(x) if g is None else g for x, g in zip(inputs, gradients, strict=False)
    ]
