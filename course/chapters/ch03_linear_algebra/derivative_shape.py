"""### Which shape has a derivative?

Write `derivative_shape(y_shape, x_shape, layout)`: the shape of the derivative of y by x, as a
tuple. `y_shape` and `x_shape` are tuples: `()` for a scalar, `(n,)` for a vector, `(p, q)` for a
matrix; lengths may be 1. Where one of them is a matrix, the other is a scalar. `layout` is

- `"numerator"`: rows as in y, columns as in x transposed. A vector y runs down a column, a vector x
  along a row, and a scalar counts as length 1. A matrix by a scalar has the matrix's shape; a
  scalar by a matrix that of the transposed matrix. Scalar by scalar has shape `()`.
- `"denominator"`: the transpose of all that.
- `"torch"`: what `torch.func.jacrev` gives. Nothing is made a column or a row; the shape of y comes
  first, then that of x.

```python
>>> derivative_shape((), (3,), "numerator")
(1, 3)
>>> derivative_shape((), (3,), "torch")
(3,)
```
"""

from collections.abc import Iterator

from course.build.author import Case, Exercise, Rng, case, mistake

Shape = tuple[int, ...]


def derivative_shape(
    y_shape: tuple[int, ...], x_shape: tuple[int, ...], layout: str
) -> tuple[int, ...]:
    """Tell the shape of the derivative of y by x in a layout."""
    ### BEGIN SOLUTION
    if layout == "torch":
        return y_shape + x_shape
    if not y_shape and not x_shape:
        return ()
    if len(y_shape) == 2:
        shape = y_shape
    elif len(x_shape) == 2:
        shape = (x_shape[1], x_shape[0])
    else:
        rows = y_shape[0] if y_shape else 1
        columns = x_shape[0] if x_shape else 1
        shape = (rows, columns)
    return shape if layout == "numerator" else (shape[1], shape[0])
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["L17"],
    points=2,
    hints=[
        'Begin with "torch", which is one line: two tuples can be added.',
        "In numerator layout with vectors and scalars, the number of rows is the length of y, and "
        "the number of columns the length of x. A scalar counts as length 1.",
        "A matrix comes only with a scalar. By a scalar, the matrix keeps its shape in numerator "
        "layout. A scalar by a matrix has the matrix's shape the other way round.",
        "For denominator layout, find the numerator's shape first and turn it round: "
        "`shape[::-1]` is a tuple from back to front.",
    ],
)


def reference(y_shape: Shape, x_shape: Shape, layout: str) -> Shape:
    if layout == "torch":
        return (*y_shape, *x_shape)
    if y_shape == x_shape == ():
        return ()
    if 2 in (len(y_shape), len(x_shape)):
        shape = y_shape or x_shape[::-1]
    else:
        shape = (*(y_shape or (1,)), *(x_shape or (1,)))
    return shape if layout == "numerator" else shape[::-1]


def cases(rng: Rng) -> Iterator[Case]:
    n = rng.size(2, 5)
    m, p, q = n + 1, n + 2, n + 4
    yield case("a scalar by a vector, numerator", (), (n,), "numerator")
    yield case("a scalar by a vector, denominator", (), (n,), "denominator")
    yield case("a scalar by a vector, torch", (), (n,), "torch")
    yield case("a vector by a scalar, numerator", (m,), (), "numerator")
    yield case("a vector by a scalar, denominator", (m,), (), "denominator")
    yield case("a vector by a vector, numerator", (m,), (n,), "numerator")
    yield case("a vector by a vector, denominator", (m,), (n,), "denominator")
    yield case("a vector by a vector, torch", (m,), (n,), "torch")
    yield case("a scalar by a matrix, numerator", (), (p, q), "numerator")
    yield case("a scalar by a matrix, denominator", (), (p, q), "denominator")
    yield case("a matrix by a scalar, numerator", (p, q), (), "numerator")
    yield case("a matrix by a scalar, denominator", (p, q), (), "denominator")
    yield case("a scalar by a matrix, torch", (), (p, q), "torch")
    yield case("a scalar by a scalar, numerator", (), (), "numerator")
    yield case("a scalar by a scalar, denominator", (), (), "denominator")
    yield case("a vector of length 1 by a vector, torch", (1,), (n,), "torch")
    yield case("a vector by a vector of length 1, numerator", (m,), (1,), "numerator")
    yield case("a vector of length 1 by a scalar, torch", (1,), (), "torch")
    yield case("a vector of length 1 by a scalar, denominator", (1,), (), "denominator")
    yield case("a scalar by a matrix of one column, numerator", (), (p, 1), "numerator")
    yield case("a matrix of one row by a scalar, torch", (1, q), (), "torch")


def _numerator(y_shape: Shape, x_shape: Shape) -> Shape:
    if not y_shape and not x_shape:
        return ()
    if 2 in (len(y_shape), len(x_shape)):
        return y_shape or x_shape[::-1]
    return (*(y_shape or (1,)), *(x_shape or (1,)))


@mistake(
    "The two layouts have changed places. Numerator layout goes by the numerator: y, which stands "
    "above the line, gives the rows."
)
def exchanged(y_shape: Shape, x_shape: Shape, layout: str) -> Shape:
    if layout == "torch":
        return y_shape + x_shape
    shape = _numerator(y_shape, x_shape)
    return shape if layout == "denominator" else shape[::-1]


@mistake(
    "Every layout gets torch's shape. In the other two everything is a matrix with rows and "
    "columns; only scalar by scalar has no axes."
)
def always_torch(y_shape: Shape, x_shape: Shape, layout: str) -> Shape:
    return y_shape + x_shape


@mistake(
    "torch makes no columns and rows: a scalar by a vector has the shape of the vector, with one "
    "axis."
)
def torch_as_numerator(y_shape: Shape, x_shape: Shape, layout: str) -> Shape:
    shape = _numerator(y_shape, x_shape)
    return shape[::-1] if layout == "denominator" else shape


@mistake(
    "A scalar by a matrix is the other way round. In numerator layout x stands transposed; in "
    "denominator layout the derivative has the shape of the matrix, which makes that layout so "
    "handy for gradients."
)
def matrix_below_the_line(y_shape: Shape, x_shape: Shape, layout: str) -> Shape:
    if layout == "torch":
        return y_shape + x_shape
    shape = x_shape if len(x_shape) == 2 else _numerator(y_shape, x_shape)
    return shape if layout == "numerator" else shape[::-1]


@mistake(
    "For torch the lengths of 1 are left out. torch leaves out none: a vector of length 1 is still "
    "a vector, and brings its axis."
)
def ones_left_out(y_shape: Shape, x_shape: Shape, layout: str) -> Shape:
    if layout == "torch":
        return tuple(length for length in y_shape + x_shape if length != 1)
    shape = _numerator(y_shape, x_shape)
    return shape if layout == "numerator" else shape[::-1]


@mistake(
    "A vector alone is left without rows and columns. In these layouts a vector by a scalar, or a "
    "scalar by a vector, is a matrix with one column or one row."
)
def bare_vectors(y_shape: Shape, x_shape: Shape, layout: str) -> Shape:
    if layout == "torch" or len(y_shape + x_shape) < 2:
        return y_shape + x_shape
    shape = _numerator(y_shape, x_shape)
    return shape if layout == "numerator" else shape[::-1]
