"""### einsum, rebuilt

`torch.einsum("ik,kj->ij", a, b)` is the matrix product. You now write the function behind all such
lines. `einsum_by_hand(equation, operands)` gets an equation such as `"ik,kj->ij"` and a list of one
to three tensors of one dtype: float32, float64 or int64, which the result has too.

Left of the arrow, each operand has its letters, one for each axis. A letter stands for one length
wherever it occurs. The letters right of the arrow are the axes of the result, in that order. For
every choice of all letters' values, the entries are multiplied; then everything is added up along
the letters that the result doesn't have.

The equation has an arrow and no spaces. Letters may be any from a to z and from A to Z, and `a` and
`A` are two. No letter occurs twice within one operand or within the result, and every letter of the
result occurs in an operand. Lengths may be 0 or 1. Don't call `einsum`,
nor any matrix or dot product of torch.

```python
>>> a = torch.tensor([[1, 2, 3], [4, 5, 6]])
>>> einsum_by_hand("ij->j", [a])
tensor([5, 7, 9])
>>> einsum_by_hand("ik,k->i", [a, torch.tensor([1, 0, 2])])
tensor([ 7, 16])
```
"""

from collections.abc import Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def einsum_by_hand(equation: str, operands: list[torch.Tensor]) -> torch.Tensor:
    """Multiply along equal letters, and add up along those that the result lacks."""
    ### BEGIN SOLUTION
    inputs, output = equation.split("->")
    terms = inputs.split(",")
    summed = sorted(set("".join(terms)) - set(output))
    letters = [*output, *summed]
    product = 1
    for term, operand in zip(terms, operands, strict=True):
        order = [term.index(letter) for letter in letters if letter in term]
        aligned = operand.permute(order)
        for place, letter in enumerate(letters):
            if letter not in term:
                aligned = aligned.unsqueeze(place)
        product = product * aligned
    return product.sum(dim=list(range(len(output), len(letters)))) if summed else product
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["L13", "L11", "L12", "L18"],
    points={"basic": 3, "edge": 2},
    tolerance=(1e-9, 1e-9),  # all sums are exact, so float64 keeps all of their digits
    banned=[
        "torch.einsum",
        "torch.matmul",
        "torch.mm",
        "torch.bmm",
        "torch.mv",
        "torch.dot",
        "torch.inner",
        "torch.vdot",
        "torch.tensordot",
        "torch.linalg.vecdot",
        "torch.linalg.multi_dot",
        "torch.chain_matmul",
        "torch.addmm",
        "torch.addmv",
        "torch.addbmm",
        "torch.baddbmm",
        "torch.nn.functional.linear",
        "torch.nn.functional.bilinear",
    ],
    hints=[
        'Take the equation apart: `equation.split("->")`, and the left side at the commas. Put all '
        "letters in one order: first those of the result, then those that are added up.",
        "Bring every operand to that order of axes. Those it has: `permute`. Those it lacks: "
        "`unsqueeze`, which gives an axis of length 1. Then all of them can be multiplied.",
        "`term.index(letter)` is the axis of an operand that a letter stands for.",
        "The letters to be added up stand at the end, so the sum goes over the last axes, and the "
        "result has the right order already. Mind that a sum over no axes, `dim=[]`, would add up "
        "everything.",
    ],
)


def reference(equation: str, operands: list[torch.Tensor]) -> torch.Tensor:
    return torch.einsum(equation, *operands)


def cases(rng: Rng) -> Iterator[Case]:
    a = torch.tensor([[1, 2, 3], [4, 5, 6]])
    yield case("the sums of the columns", "ij->j", [a])
    yield case("a matrix times a vector", "ik,k->i", [a, torch.tensor([1, 0, 2])])
    yield case("a transpose", "ab->ba", [rng.integers(2, 3)])
    yield case("a dot product", "i,i->", [rng.reals(4), rng.reals(4)])
    yield case("an outer product", "i,j->ij", [rng.integers(2), rng.integers(3)])
    yield case("a Hadamard product", "ij,ij->ij", [rng.integers(2, 3), rng.integers(2, 3)])
    yield case("a matrix product", "ik,kj->ij", [rng.reals(2, 3), rng.reals(3, 4)])
    squares = [rng.integers(2, 2), rng.integers(2, 2)]
    yield case("square matrices, the second transposed", "ik,jk->ij", squares)
    yield case("the trace of a product", "ij,ji->", [rng.integers(3, 2), rng.integers(2, 3)])
    yield case("a sum of everything", "xyz->", [rng.reals(2, 1, 3)], group="edge")
    batch = [rng.reals(*s, low=1, dtype=torch.float64) for s in [(2, 2, 3), (2, 3, 1)]]
    batch[0] *= 1 + 2.0**-22
    yield case("a batch of products, in float64", "bik,bkj->bij", batch, group="edge")
    large = 2 * rng.integers(2, 3) + 2**54 + 1
    yield case("large whole numbers", "ij,j->i", [large, rng.integers(3, low=1)], group="edge")
    letters = [rng.integers(2, 3), rng.integers(3, 2)]
    yield case("small letters and capitals", "aA,AZ->Za", letters, group="edge")
    yield case(
        "the letters of the result in another order",
        "zk,ka->az",
        [rng.integers(3, 2), rng.integers(2, 4)],
        group="edge",
    )
    form = [rng.reals(3), rng.reals(3, 2), rng.reals(2)]
    yield case("three operands", "i,ij,j->", form, group="edge")
    yield case(
        "a letter of one operand that the result lacks",
        "ij,j->j",
        [rng.integers(3, 2), rng.integers(2)],
        group="edge",
    )
    yield case("a number without axes", ",i->i", [rng.reals(), rng.reals(3)], group="edge")
    yield case("nothing to add up", "ik,kj->ij", [rng.reals(2, 0), rng.reals(0, 3)], group="edge")


def _aligned(letters: str, terms: list[str], operands: list[torch.Tensor]) -> list[torch.Tensor]:
    ready = []
    for term, operand in zip(terms, operands, strict=True):
        order = [term.index(letter) for letter in letters if letter in term]
        index = tuple(slice(None) if letter in term else None for letter in letters)
        ready.append(operand.permute(order)[index])
    return ready


def _multiplied(letters: str, terms: list[str], operands: list[torch.Tensor]) -> torch.Tensor:
    product, *rest = _aligned(letters, terms, operands)
    for factor in rest:
        product = product * factor
    return product


def _parts(equation: str) -> tuple[list[str], str, str]:
    inputs, output = equation.split("->")
    terms = inputs.split(",")
    return terms, output, output + "".join(sorted(set("".join(terms)) - set(output)))


def _summed(product: torch.Tensor, letters: str, gone: set[str]) -> torch.Tensor:
    axes = [place for place, letter in enumerate(letters) if letter in gone]
    return product.sum(axes) if axes else product


@mistake(
    "Each operand is added up by itself before the multiplication. A sum of products isn't the "
    "product of sums: multiply first, then add."
)
def added_too_early(equation: str, operands: list[torch.Tensor]) -> torch.Tensor:
    terms, output, _ = _parts(equation)
    summed = [
        _summed(operand, term, set(term) - set(output))
        for term, operand in zip(terms, operands, strict=True)
    ]
    left = ["".join(letter for letter in term if letter in output) for term in terms]
    return _multiplied(output, left, summed)


@mistake(
    "The letters that the result doesn't have are still axes of it. Everything has to be added up "
    "along them."
)
def not_added(equation: str, operands: list[torch.Tensor]) -> torch.Tensor:
    terms, _, letters = _parts(equation)
    return _multiplied(letters, terms, operands)


@mistake(
    "What is added up are the letters that occur twice. With an arrow, the right side decides "
    "alone: every letter that it lacks is added up, and no other."
)
def repeated_letters_added(equation: str, operands: list[torch.Tensor]) -> torch.Tensor:
    terms, _, letters = _parts(equation)
    written = "".join(terms)
    gone = {letter for letter in letters if written.count(letter) > 1}
    return _summed(_multiplied(letters, terms, operands), letters, gone)


@mistake(
    "The axes of the result stand in the order of the alphabet. Their order is that of the letters "
    "right of the arrow."
)
def alphabetical(equation: str, operands: list[torch.Tensor]) -> torch.Tensor:
    terms, output, letters = _parts(equation)
    order = "".join(sorted(letters))
    return _summed(_multiplied(order, terms, operands), order, set(letters) - set(output))


@mistake(
    "The axes of the result stand in the order in which their letters come left of the arrow. They "
    "are still to be brought into the order of the letters right of it."
)
def order_of_the_left(equation: str, operands: list[torch.Tensor]) -> torch.Tensor:
    terms, output, letters = _parts(equation)
    order = "".join(dict.fromkeys("".join(terms)))
    return _summed(_multiplied(order, terms, operands), order, set(letters) - set(output))


@mistake(
    "Axes were put in where an operand lacks a letter, but those that it has stay in their own "
    "order. They have to be brought into the common order of all letters first."
)
def operands_not_permuted(equation: str, operands: list[torch.Tensor]) -> torch.Tensor:
    terms, output, letters = _parts(equation)
    product = 1
    for term, operand in zip(terms, operands, strict=True):
        product = product * operand[tuple(slice(None) if i in term else None for i in letters)]
    return _summed(product, letters, set(letters) - set(output))


@mistake(
    "`sum(dim=[])` adds up everything, as if no axis had been named. Where no letter disappears, "
    "there is nothing to add."
)
def sum_of_no_axes(equation: str, operands: list[torch.Tensor]) -> torch.Tensor:
    terms, output, letters = _parts(equation)
    product = _multiplied(letters, terms, operands)
    return product.sum(dim=list(range(len(output), len(letters))))


@mistake("Only the first two operands are used. The equation may name a third.")
def two_operands(equation: str, operands: list[torch.Tensor]) -> torch.Tensor:
    terms, output, letters = _parts(equation)
    product = _multiplied(letters, terms[:2], operands[:2])
    return _summed(product, letters, set(letters) - set(output))
