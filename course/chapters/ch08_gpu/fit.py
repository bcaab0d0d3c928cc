"""### A training loop for any machine

Now put it together. The model is a line: the prediction for a table `x` is `x @ weight`, and the
loss of a batch is the mean of `(x @ weight - y) ** 2`. Training goes through the batches once, and
after each batch it takes a step against the gradient: `weight = weight - rate * gradient`.

Write `fit(batches, weight, rate, device)`.

- `batches` is a list of tuples `(x, y)` on the CPU; `x` has shape `(rows, columns)`, `y` `(rows,)`.
  `weight` has shape `(columns,)` and lies on the CPU. All are float32.
- Everything is computed on `device`, which is the CPU or the accelerator: predictions, losses and
  steps. So every `x` and `y` has to get there.
- Return two things: the trained weight, which is a tensor **on `device`** that requires no
  gradient, and the **losses** as Python floats, one for each batch, each from before its step.
- `weight` and the batches that were passed in don't change. On the CPU, too.
- Every `x`, every `y` and the weight are copied to the accelerator once, and the losses come back
  in one copy; nothing else is copied. Python waits for a value **once**, at the end.
- Without batches, the weight comes back, on `device` and with no losses.

Points: 2 for the training on the CPU, 1 for the unusual inputs, 2 for the accelerator.

```python
>>> batches = [(torch.tensor([[1.0, 0.0], [0.0, 2.0]]), torch.tensor([1.0, 4.0]))]
>>> fit(batches, torch.zeros(2), 0.25, torch.device("cpu"))
(tensor([0.2500, 2.0000]), [8.5])
```
"""

from collections.abc import Iterator

import torch

from course.build.author import ACCELERATOR, Case, Exercise, Rng, case, mistake


def fit(
    batches: list[tuple[torch.Tensor, torch.Tensor]],
    weight: torch.Tensor,
    rate: float,
    device: torch.device,
) -> tuple[torch.Tensor, list[float]]:
    """Train a linear model on the device; return the weight and the losses."""
    ### BEGIN SOLUTION
    weight = weight.clone().to(device).requires_grad_()
    losses = []
    for x, y in batches:
        x, y = x.to(device), y.to(device)
        loss = ((x @ weight - y) ** 2).mean()
        loss.backward()
        with torch.no_grad():
            weight -= rate * weight.grad
        weight.grad = None
        losses.append(loss.detach())
    numbers = torch.stack(losses).tolist() if losses else []
    return weight.detach(), numbers
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["G1", "G2", "G4", "G5"],
    points={"basic": 2, "edge": 1, "accelerator": 2},
    facts=["transfers", "waits", "requires_grad", "sent", "fetched"],
    hints=[
        "First write it for the CPU: make the weight require a gradient, loop over the batches, "
        "`backward`, step in place, clear the gradient. Then say of each tensor where it has to "
        "be.",
        "Two things about the weight. On the CPU, `weight.to(device)` is the very tensor that was "
        "passed in: where do you need a copy? And `.grad` is filled only for a tensor that wasn't "
        "itself computed. So first bring it to its place, and only then ask for its gradient.",
        "Keep each loss as a tensor on the device, in a list. After the loop, make one tensor of "
        "them and turn that into Python numbers in one go. An empty list can't be stacked.",
        "The gradient of the mean can also be written down: it is `2 / rows * x.T @ (x @ weight - "
        "y)`. Then no autograd is needed, and nothing has to be detached.",
    ],
)


Batches = list[tuple[torch.Tensor, torch.Tensor]]
Result = tuple[torch.Tensor, list[float]]


def reference(batches: Batches, weight: torch.Tensor, rate: float, device: torch.device) -> Result:
    weight, losses = weight.to(device), []
    for x, y in batches:
        x, y = x.to(device), y.to(device)
        error = x @ weight - y
        losses.append(error.square().mean())
        weight = weight - rate * (2 / len(y)) * (x.T @ error)
    if not losses:
        return weight.clone(), []
    return weight, torch.stack(losses).tolist()


def cases(rng: Rng) -> Iterator[Case]:
    cpu = torch.device("cpu")

    def batch(rows: int, columns: int) -> tuple[torch.Tensor, torch.Tensor]:
        return rng.reals(rows, columns, low=-2, high=2), rng.reals(rows, low=-2, high=2)

    first = [(torch.tensor([[1.0, 2.0]]), torch.tensor([3.0]))]
    yield case("one batch of one row", first, torch.tensor([1.0, 0.0]), 0.25, cpu)
    columns = rng.size(2, 3)
    several = [batch(2, columns) for _ in range(3)]
    start = rng.reals(columns, low=-1, high=1)
    yield case("three batches", several, start, 0.125, cpu)
    uneven = [batch(4, 2), batch(4, 2), batch(1, 2)]
    yield case("a smaller last batch", uneven, rng.reals(2), 0.125, cpu)
    yield case("one column", [batch(3, 1), batch(2, 1)], rng.reals(1), 0.125, cpu, group="edge")
    yield case("no step: a rate of 0", several, start, 0.0, cpu, group="edge")
    slanted = [(x.T.contiguous().T, y) for x, y in uneven]
    yield case("tables that are not contiguous", slanted, rng.reals(2), 0.125, cpu, group="edge")
    yield case("no batches", [], rng.reals(2), 0.5, cpu, group="edge")
    one = [batch(2, 2)]
    yield case("one batch, there", one, rng.reals(2), 0.125, ACCELERATOR, group="accelerator")
    many = [batch(2, columns) for _ in range(rng.size(3, 5))]
    yield case("several batches, there", many, start, 0.125, ACCELERATOR, group="accelerator")
    yield case("no batches, there", [], rng.reals(2), 0.5, ACCELERATOR, group="accelerator")


def _fit(
    batches: Batches,
    weight: torch.Tensor,
    rate: float,
    device: torch.device,
    *,
    items: bool = False,
    clear: bool = True,
    copies: bool = True,
    after: bool = False,
) -> Result:
    weight = (weight.clone() if copies else weight.detach()).to(device).requires_grad_()
    losses: list[torch.Tensor | float] = []
    for x, y in batches:
        x, y = x.to(device), y.to(device)
        loss = ((x @ weight - y) ** 2).mean()
        loss.backward()
        with torch.no_grad():
            weight -= rate * weight.grad
            if after:
                loss = ((x @ weight - y) ** 2).mean()
        if clear:
            weight.grad = None
        losses.append(loss.item() if items else loss.detach())
    if losses and not items:
        return weight.detach(), torch.stack(losses).tolist()  # type: ignore[arg-type]
    return weight.detach(), losses  # type: ignore[return-value]


@mistake(
    "All numbers are right, but every loss is taken out for itself, and Python waits as often as "
    "there are batches. Keep the losses on the device and take them out together."
)
def item_in_the_loop(
    batches: Batches, weight: torch.Tensor, rate: float, device: torch.device
) -> Result:
    return _fit(batches, weight, rate, device, items=True)


@mistake(
    "The gradient isn't cleared after a step. `backward` adds to what stands in `.grad`, so every "
    "step also repeats the ones before."
)
def not_cleared(
    batches: Batches, weight: torch.Tensor, rate: float, device: torch.device
) -> Result:
    return _fit(batches, weight, rate, device, clear=False)


@mistake(
    "On the CPU, `.to(device)` gives the caller's own tensor, and the steps in place changed it. "
    "On the accelerator it would have gone well, since there `.to` has to copy."
)
def changes_the_weight(
    batches: Batches, weight: torch.Tensor, rate: float, device: torch.device
) -> Result:
    return _fit(batches, weight, rate, device, copies=False)


@mistake(
    "The losses are those from after each step. Asked for is the loss from which the step was "
    "computed."
)
def losses_after_the_step(
    batches: Batches, weight: torch.Tensor, rate: float, device: torch.device
) -> Result:
    return _fit(batches, weight, rate, device, after=True)


@mistake(
    "The numbers are right, but they were computed on the CPU, and only the result was moved. What "
    "a training loop wants from the accelerator is the work: bring every `x` and `y` there, under "
    "a name that is used afterwards."
)
def moved_at_the_end(
    batches: Batches, weight: torch.Tensor, rate: float, device: torch.device
) -> Result:
    trained, losses = _fit(batches, weight, rate, torch.device("cpu"))
    return trained.to(device), losses


@mistake(
    "On the CPU all is well. If the message above speaks of `NoneType`: on the accelerator, "
    "`.grad` is `None`, because the weight that you train was itself computed, by `.to`, from one "
    "that required a gradient, and the gradient went to that one. (On the CPU, `.to` does "
    "nothing.) Move first; then let the tensor which is there require a gradient."
)
def gradient_stays_behind(
    batches: Batches, weight: torch.Tensor, rate: float, device: torch.device
) -> Result:
    weight = weight.clone().requires_grad_().to(device)
    losses = []
    for x, y in batches:
        loss = ((x.to(device) @ weight - y.to(device)) ** 2).mean()
        loss.backward()
        with torch.no_grad():
            weight -= rate * weight.grad
        weight.grad = None
        losses.append(loss.detach())
    return weight.detach(), torch.stack(losses).tolist() if losses else []


@mistake(
    "The first batch goes well, the second raises. If the message above says that a tensor does "
    "not require grad: under `no_grad`, a new tensor was computed and took the name of the weight, "
    "and nothing is recorded for it. Take the step in place, or let the new tensor require a "
    "gradient again."
)
def not_recorded_any_more(
    batches: Batches, weight: torch.Tensor, rate: float, device: torch.device
) -> Result:
    weight = weight.clone().to(device).requires_grad_()
    losses = []
    for x, y in batches:
        loss = ((x.to(device) @ weight - y.to(device)) ** 2).mean()
        loss.backward()
        with torch.no_grad():
            weight = weight - rate * weight.grad
        losses.append(loss.detach())
    return weight.detach(), torch.stack(losses).tolist() if losses else []


@mistake(
    "The call raises as soon as there is a batch. If the message above speaks of a leaf and of an "
    "in-place operation: the step changes the weight while torch is recording what happens to it. "
    "It belongs under `torch.no_grad()`."
)
def step_is_recorded(
    batches: Batches, weight: torch.Tensor, rate: float, device: torch.device
) -> Result:
    weight = weight.clone().to(device).requires_grad_()
    losses = []
    for x, y in batches:
        loss = ((x.to(device) @ weight - y.to(device)) ** 2).mean()
        loss.backward()
        weight -= rate * weight.grad
        losses.append(loss.detach())
    return weight.detach(), torch.stack(losses).tolist() if losses else []


@mistake(
    "The weight lies on the CPU at the end: either it was brought back, or `device` was never "
    "used. The caller wants to go on where the training took place."
)
def weight_comes_back(
    batches: Batches, weight: torch.Tensor, rate: float, device: torch.device
) -> Result:
    trained, losses = _fit(batches, weight, rate, device)
    return trained.cpu(), losses
