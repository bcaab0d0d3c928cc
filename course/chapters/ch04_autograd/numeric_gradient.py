"""### Slopes without calculus

A derivative rule can be checked without knowing any rule. Move one element a little up and a
little down, see how much the result changes, and divide by the distance between the two:

$$\\frac{\\partial f}{\\partial x_i} \\approx \\frac{f(x + h\\,e_i) - f(x - h\\,e_i)}{2h}$$

where $e_i$ is 1 at place $i$ and 0 elsewhere. This is the **central difference**, and `h` may be
a coarse step as well as a fine one.

Write `numeric_gradient(function, x, h)`. `function` takes a tensor and returns a tensor without
axes. Return a float64 tensor in the shape of `x`, computed throughout in float64, whatever dtype
`x` has; `x` may be whole numbers, may have any shape (also none), need not be contiguous, and
stays as it is, to its last digit. Don't use autograd.

```python
>>> numeric_gradient(torch.linalg.vector_norm, torch.tensor([3.0, 4.0]), 2**-13)
tensor([0.6000, 0.8000], dtype=torch.float64)
```
"""

from collections.abc import Callable, Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def numeric_gradient(
    function: Callable[[torch.Tensor], torch.Tensor], x: torch.Tensor, h: float
) -> torch.Tensor:
    """Give the gradient of function at x by central differences, in float64."""
    ### BEGIN SOLUTION
    x = x.detach().to(torch.float64)
    found = torch.zeros(x.numel(), dtype=torch.float64)
    for i in range(x.numel()):
        bump = torch.zeros(x.numel(), dtype=torch.float64)
        bump[i] = h
        bump = bump.reshape(x.shape)
        found[i] = (function(x + bump) - function(x - bump)) / (2 * h)
    return found.reshape(x.shape)
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["A5"],
    points=2,
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
        "Convert first, to a new tensor. Then go through the places one at a time; a tensor of "
        "zeros with `h` at one place is the step along that place.",
        "Number the places from 0 to `x.numel() - 1`: make the step as a vector of that length, "
        "and `reshape` it to the shape of `x`.",
        "For each place: the function at `x + bump`, minus the function at `x - bump`, divided by "
        "the distance between the two, which is twice `h`. Collect them in a vector, and reshape "
        "it at the end.",
    ],
)


def reference(
    function: Callable[[torch.Tensor], torch.Tensor], x: torch.Tensor, h: float
) -> torch.Tensor:
    return _differences(function, x.detach().double(), h, 2)


def cases(rng: Rng) -> Iterator[Case]:
    norm, h = torch.linalg.vector_norm, 2.0**-13
    yield case("the length of (3, 4)", norm, torch.tensor([3.0, 4.0]), h)
    yield case("a single number", torch.exp, rng.reals(low=1, high=3), h)
    yield case("a coarse step", torch.var, rng.reals(4), 0.25)
    doubles = rng.reals(2, 3, dtype=torch.float64, low=1)
    yield case("a table of float64", norm, doubles, h)
    yield case("whole numbers", norm, rng.integers(5, low=2), h)
    yield case("a product, which only looks linear", torch.prod, rng.reals(3, low=1, high=3), h)
    wide = rng.reals(3, 2, low=1).T
    yield case("a table that is not contiguous", norm, wide, h)
    yield case("every second element", torch.var, rng.strided(rng.reals(4)), h)
    yield case("a tensor that requires gradients", norm, rng.reals(3, low=1).requires_grad_(), h)
    yield case("a coarse step on a curve", torch.exp, rng.reals(low=-1, high=1), 0.5)
    yield case("a coarse step around a table", norm, rng.reals(2, 2, low=2), 0.5)
    fine = rng.reals(5, dtype=torch.float64) + 10.1
    yield case("float64 with digits that float32 can't hold", torch.var, fine, 1e-5)


def _differences(
    function: Callable[[torch.Tensor], torch.Tensor], x: torch.Tensor, h: float, parts: float
) -> torch.Tensor:
    flat, found = x.reshape(-1), torch.zeros(x.numel(), dtype=x.dtype)
    for i in range(len(flat)):
        up, down = flat.clone(), flat.clone()
        up[i] += h
        down[i] -= h
        found[i] = (function(up.reshape(x.shape)) - function(down.reshape(x.shape))) / (parts * h)
    return found.reshape(x.shape)


@mistake(
    "The step goes one way only: f(x + h) - f(x), divided by h. The error of that shrinks like h; "
    "the error of the central difference shrinks like h², which is thousands of times better."
)
def one_sided(
    function: Callable[[torch.Tensor], torch.Tensor], x: torch.Tensor, h: float
) -> torch.Tensor:
    x = x.detach().double()
    flat, found = x.reshape(-1), torch.zeros(x.numel(), dtype=torch.float64)
    for i in range(len(flat)):
        up = flat.clone()
        up[i] += h
        found[i] = (function(up.reshape(x.shape)) - function(x)) / h
    return found.reshape(x.shape)


@mistake(
    "The slopes are twice too great: between x - h and x + h lies a distance of 2h, and you "
    "divided by h."
)
def distance_of_h(
    function: Callable[[torch.Tensor], torch.Tensor], x: torch.Tensor, h: float
) -> torch.Tensor:
    return _differences(function, x.detach().double(), h, 1)


@mistake(
    "The difference was divided by 2 and then multiplied by h: `/` and `*` are done from left to "
    "right. Both belong below the line, so they need brackets."
)
def bracket_missing(
    function: Callable[[torch.Tensor], torch.Tensor], x: torch.Tensor, h: float
) -> torch.Tensor:
    return _differences(function, x.detach().double(), h, 2) * h * h


@mistake(
    "Only the second of the two values is divided by the distance, since `/` is done before `-`. "
    "The whole difference is to be divided, so it needs brackets."
)
def difference_without_brackets(
    function: Callable[[torch.Tensor], torch.Tensor], x: torch.Tensor, h: float
) -> torch.Tensor:
    x = x.detach().double()
    flat, found = x.reshape(-1), torch.zeros(x.numel(), dtype=torch.float64)
    for i in range(len(flat)):
        up, down = flat.clone(), flat.clone()
        up[i] += h
        down[i] -= h
        found[i] = function(up.reshape(x.shape)) - function(down.reshape(x.shape)) / (2 * h)
    return found.reshape(x.shape)


@mistake(
    "The function was evaluated in float32. Two results that agree in their first five digits have "
    "only two good digits left in their difference. Convert `x` before anything else."
)
def in_float32(
    function: Callable[[torch.Tensor], torch.Tensor], x: torch.Tensor, h: float
) -> torch.Tensor:
    return _differences(function, x.detach().float(), h, 2).double()


@mistake(
    "`h` plays no part: the step has a size of its own. Where the function bends, a coarse step "
    "gives another quotient than a fine one, and the step that was asked for is `h`."
)
def step_of_its_own(
    function: Callable[[torch.Tensor], torch.Tensor], x: torch.Tensor, h: float
) -> torch.Tensor:
    return _differences(function, x.detach().double(), 1e-5, 2)


@mistake(
    "`h` was added to all elements at once, so that each place got the sum of all slopes. One "
    "place must move while the others stay."
)
def all_places_moved(
    function: Callable[[torch.Tensor], torch.Tensor], x: torch.Tensor, h: float
) -> torch.Tensor:
    x = x.detach().double()
    slope = (function(x + h) - function(x - h)) / (2 * h)
    return torch.full(x.shape, slope.item(), dtype=torch.float64)


@mistake(
    "The places that were moved did not go back: from the second one on, the function is "
    "evaluated at a place that is a little off."
)
def not_put_back(
    function: Callable[[torch.Tensor], torch.Tensor], x: torch.Tensor, h: float
) -> torch.Tensor:
    x = x.detach().double()
    flat, found = x.reshape(-1).clone(), torch.zeros(x.numel(), dtype=torch.float64)
    for i in range(len(flat)):
        flat[i] += h
        up = function(flat.reshape(x.shape))
        flat[i] -= 2 * h
        found[i] = (up - function(flat.reshape(x.shape))) / (2 * h)
    return found.reshape(x.shape)


@mistake(
    "The slopes are right, but they come as one row. Give them the shape of `x`, so that each "
    "stands in the place that it belongs to."
)
def flattened(
    function: Callable[[torch.Tensor], torch.Tensor], x: torch.Tensor, h: float
) -> torch.Tensor:
    return _differences(function, x.detach().double(), h, 2).reshape(-1)
