# %% [markdown]
# # Linear algebra
#
# What each drink on a menu costs, how alike two films are, which way to change ten million
# weights so that a model errs less: all of these are sums of products. Linear algebra is the
# art of writing such sums in one line, and torch computes that line fast.
#
# In this chapter you multiply vectors and matrices, and find out what torch does when it
# multiplies them. You rebuild its functions, solve equations without throwing digits away, and
# take derivatives of whole matrices at once.

# %%
import torch

from course.kit import check, draw, hint, reset

# %% [markdown]
# Run the cells from top to bottom with Shift+Enter. Where a cell asks you to guess, guess
# before you run it.
#
# In an exercise, write your code in place of the line with `NotImplementedError`. Run that
# cell, then the one below it with `check`. If you are stuck, run `hint(...)` with the name of
# the function, in a cell of your own; each call gives the next hint.

# %% [markdown]
# ## Scalars, vectors, matrices
#
# The words of mathematics and the shapes of torch say the same thing in two ways. A single
# number is a **scalar**. A row of numbers is a **vector**, a table is a **matrix**. What
# counts is the number of axes, which `ndim` tells. Before you run it: which of these four is a
# scalar?

# %%
for x in (3.0, [3.0], [3.0, 4.0], [[3.0, 4.0]]):
    x = torch.tensor(x)
    print(f"{x!s:22} shape {tuple(x.shape)!s:7} axes: {x.ndim}")

# %% [markdown]
# Only the first. `torch.tensor([3.0])` is printed in many texts as an example of a scalar,
# since it holds a single number. But it has an axis, of length 1: it is a **vector of length
# 1**. A scalar has the shape `()`.
#
# Does it matter? A scalar has no places to point at, and no length. The vector has both:

# %%
scalar, vector = torch.tensor(3.0), torch.tensor([3.0])
print(vector[0], len(vector))
for attempt in (lambda: scalar[0], lambda: len(scalar)):
    try:
        attempt()
    except (IndexError, TypeError) as error:
        print(error)

# %% [markdown]
# ### Vectors
#
# Five days, five temperatures. An index picks one of them, counted from 0, or from -1 at the
# end. A slice picks several.

# %%
week = torch.tensor([14.5, 18.0, 16.25, 12.0, 13.5])
print(week[2], week[-1], week[1:3])
print(len(week), week.shape, week.numel())

# %% [markdown]
# For a vector, length, shape and number of elements are the same number. Beware of the word
# *dimension*, which is used for two things. Mathematicians call this a vector of dimension 5.
# torch says that it has one dimension, one `dim`, of length 5. This course says *axis* and
# *length*.

# %% [markdown]
# ### Matrices
#
# A matrix with m rows and n columns has the shape `(m, n)`. Its **transpose** has rows and
# columns exchanged: the number at `[i, j]` goes to `[j, i]`.

# %%
readings = torch.tensor([[14.5, 18.0, 16.0], [13.0, 17.5, 19.0]])
print(readings.shape, readings.T.shape)
print(readings.T)
print(readings[0, 2] == readings.T[2, 0])

# %% [markdown]
# (`readings.t()`, which older code has, is the same for a matrix.) A matrix that equals its
# transpose is **symmetric**. The distances between three towns are: from A to B is as far as
# from B to A.

# %%
distances = torch.tensor([[0, 12, 30], [12, 0, 25], [30, 25, 0]])
print(distances == distances.T)
print(torch.equal(distances, distances.T))

# %% [markdown]
# Symmetric matrices are comfortable to work with, and bad to test with. If you test your code
# on this one, a forgotten transpose won't show. **Test with matrices that are neither
# symmetric nor square**, such as `readings`.

# %% [markdown]
# ### More axes
#
# Several matrices, one after another, make a tensor with three axes: a **batch** of matrices.
# Here are two, of 2 rows and 3 columns. Guess what `.T` does to the batch. (The cell collects
# a warning, which Jupyter would otherwise show in a red box, and prints its beginning.
# `set_warn_always` is there because torch gives such a warning only once in each session.)

# %%
import warnings

batch = torch.arange(12).reshape(2, 2, 3)
torch.set_warn_always(True)
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    print(batch.T.shape)
torch.set_warn_always(False)
for warning in caught:
    print(str(warning.message).split(" and it")[0])

# %% [markdown]
# `.T` turned round **all** axes, the one that counts the matrices too. That is hardly ever
# what one wants, so it is deprecated for anything but two axes, and will become an error.
# `.mT`, with m for *matrix*, exchanges the last two axes and leaves the others alone:

# %%
print(batch.mT.shape)
print(batch[0])
print(batch.mT[0])
try:
    week.mT
except RuntimeError as error:
    print(error)

# %% [markdown]
# A vector has no transpose: with one axis there is nothing to exchange. (`week.T` gives the
# vector back as it is, and is as deprecated as on a batch.) Where you need a row or a column,
# make a matrix: `week[None, :]` has the shape `(1, 5)`, and `week[:, None]` the shape `(5, 1)`.
# A `None` between the brackets puts in a new axis of length 1.

# %%
print(week[None, :].shape, week[:, None].shape)

# %% exercise="kind_of_tensor"

# %% exercise="which_symmetric"

# %% [markdown]
# ## Two kinds of product
#
# Two tables of the same shape can be multiplied place by place. That is the **Hadamard
# product**, written ⊙ in books and `*` in torch. A shop with two branches sells three things:

# %%
sold = torch.tensor([[3.0, 0.0, 2.0], [1.0, 5.0, 4.0]])
prices = torch.tensor([[2.0, 3.0, 1.5], [2.5, 3.0, 1.0]])
print(sold * prices)

# %% [markdown]
# Each number has met its own price, and no other. The other product, the **matrix product**,
# is written `@`, and it mixes: every row of the left meets every column of the right. You will
# build it further down. For now, see what happens when the two are confused:

# %%
try:
    sold @ prices
except RuntimeError as error:
    print(error)
square = torch.tensor([[1.0, 2.0], [3.0, 4.0]])
print(square * square)
print(square @ square)

# %% [markdown]
# With shapes `(2, 3)` and `(2, 3)` torch refuses. With square matrices both products exist,
# and no error tells you which one you wrote. A product that is scaled, masked or weighted
# place by place is `*`.

# %% exercise="blend"

# %% [markdown]
# ## What is the mean?
#
# A mean is a sum, divided by how many numbers were added. Visitors of a museum, on two days,
# in the morning, at noon and in the evening:

# %%
visitors = torch.tensor([[20, 61, 35], [18, 70, 44]])
try:
    print(visitors.mean())
except RuntimeError as error:
    print(error)

# %% [markdown]
# Why does it refuse? `mean` gives its result in the dtype of the tensor. The mean of 20 and 61
# is 40.5, which an int64 can't hold. torch would have to guess whether you want it rounded, so
# it asks you to say which floating dtype you mean.

# %%
print(visitors.float().mean())
print(visitors.mean(dtype=torch.float64))
print(visitors.sum() / visitors.numel())

# %% [markdown]
# The last line shows that `mean` holds no secret. `sum` accepts whole numbers, and `/` always
# gives a floating dtype.
#
# Along an axis it is the same: the axis that you name is added up and disappears, and then
# there is a division. The first line of this cell prints four numbers: 2 and 3, the shape, then
# 6 and 2. By which of them were the sums divided in the second line, and by which in the third?

# %%
print(visitors.shape, visitors.numel(), len(visitors))
print(visitors.sum(dim=0), visitors.float().mean(dim=0))
print(visitors.sum(dim=1), visitors.float().mean(dim=1))

# %% [markdown]
# Along axis 0 two days are averaged, so by 2, which is `visitors.shape[0]`. Along axis 1 it is
# three times of day, so by 3, `visitors.shape[1]`. The divisor is **the length of the axis that
# disappears**. `len(visitors)` is right for axis 0 alone, and `numel()` for neither.

# %% exercise="average"

# %% [markdown]
# ### Keep the axis
#
# How busy was each time of day, compared with the mean **of its day**? Each row has a mean of
# its own, and each number is to be divided by the mean of its row. Guess what happens:

# %%
means = visitors.float().mean(dim=1)
print(means.shape)
try:
    print(visitors / means)
except RuntimeError as error:
    print(error)

# %% [markdown]
# The axis has disappeared, and torch can't know where it was. When shapes differ, it lines
# them up **from the right**: the 2 means came to stand under the 3 columns. (Chapter 5 has the
# whole rule.)
#
# `keepdim=True` leaves the axis where it was, with length 1. An axis of length 1 is stretched
# to fit, so that each mean is used for its whole row:

# %%
means = visitors.float().mean(dim=1, keepdim=True)
print(means, means.shape)
print(visitors / means)

# %% [markdown]
# The error above was luck. On a square table the wrong version runs. Both rows of this one
# should come out alike, since the second is ten times the first:

# %%
square = torch.tensor([[1.0, 3.0], [10.0, 30.0]])
print(square / square.mean(dim=1))
print(square / square.mean(dim=1, keepdim=True))

# %% [markdown]
# In the first result the left column was divided by the mean of row 0, and the right one by that
# of row 1. **Whenever a sum or a mean goes back to the tensor that it came from, keep the axis.**

# %% exercise="relative_to_mean"

# %% [markdown]
# ## Running totals
#
# How much rain has fallen since Monday? The sum says only where it ended. `cumsum` keeps all
# steps on the way: place i holds the sum of everything up to and including place i. No axis
# disappears.

# %%
rain = torch.tensor([[4, 0, 3], [2, 5, 1]])
print(rain.cumsum(dim=0))
print(rain.cumsum(dim=1))
print(rain.cumsum(dim=1)[:, -1], rain.sum(dim=1))

# %% [markdown]
# Along axis 0 each row is added to the one above; along axis 1 each column to the one on its
# left. The last number of a running total is the sum.
#
# A running total answers many questions at once. How much fell from one day to another is a
# difference of two totals, however many days lie between:

# %%
year = torch.randint(0, 20, (365,), generator=torch.Generator().manual_seed(3))
total = year.cumsum(dim=0)
print("added up:  ", year[100:300].sum())
print("subtracted:", total[299] - total[99])

# %% [markdown]
# Two things to watch. Whole numbers are added in int64, bools and bytes and int32 too, so that
# nothing wraps around. (`sum` does the same. Both take `dtype=`, if you want another one.) And
# the first days have no total before them, so `year[:10]` needs a special case, unless the
# totals begin with a 0. `total.new_zeros(1)` makes it: zeros of the shape that you name, in the
# dtype that `total` has.

# %%
print(torch.tensor([200, 100], dtype=torch.uint8).cumsum(dim=0))
padded = torch.cat([total.new_zeros(1), total])
print(padded[10] - padded[0], year[:10].sum())

# %% exercise="integral_image"

# %% [markdown]
# ## The dot product
#
# A café buys 3 bags of coffee, 10 litres of milk and 2 of syrup. What does it cost? Multiply
# each quantity by its price and add up. That is the **dot product** of two vectors,
# $x \cdot y$ or $x^\top y$ in books.

# %%
quantity = torch.tensor([3.0, 10.0, 2.0])
price = torch.tensor([12.0, 1.5, 4.0])
print((quantity * price).sum())
print(torch.dot(quantity, price))
print(quantity @ price)

# %% [markdown]
# Three ways to write it, one number without axes. The dot product is the brick from which the
# rest of this chapter is built: a weighted mean is one, a neuron is one, and so is each entry
# of a matrix product.
#
# `torch.dot` is strict. It takes two vectors, of one length, of one dtype, and nothing else:

# %%
pairs = {
    "two matrices": (torch.ones(2, 2), torch.ones(2, 2)),
    "two lengths": (torch.ones(2), torch.ones(3)),
    "two dtypes": (torch.tensor([1, 2]), torch.ones(2)),
}
for about, (x, y) in pairs.items():
    try:
        torch.dot(x, y)
    except RuntimeError as error:
        print(f"{about}:\n   {error}")

# %% [markdown]
# Strictness is a service. `(x * y).sum()` takes all sorts of shapes, and where they don't
# belong together it stretches one of them. If you come from NumPy: `np.dot` also multiplies
# matrices; `torch.dot` doesn't.

# %% [markdown]
# ## How long is a vector?
#
# From the station you walk 3 blocks west and 4 blocks north. How far is that? There are two
# good answers, and both are called a **norm**.

# %%
way = torch.tensor([-3.0, 4.0])
print("along the streets:    ", way.abs().sum())
print("as the crow flies:    ", (way**2).sum().sqrt())

# %% [markdown]
# The **L1 norm** adds absolute values: $\lVert x \rVert_1 = \sum_i |x_i|$. The **L2 norm** is
# the length that a ruler measures, by Pythagoras: $\lVert x \rVert_2 = \sqrt{\sum_i x_i^2}$.
# Without the absolute values the steps west and north would cancel, and a length could be
# negative.
#
# `torch.linalg.vector_norm` gives both, and works along an axis as well:

# %%
print(torch.linalg.vector_norm(way, ord=1), torch.linalg.vector_norm(way))
ways = torch.tensor([[-3.0, 4.0], [5.0, 12.0], [0.0, 0.0]])
print(torch.linalg.vector_norm(ways, dim=1))

# %% [markdown]
# For a whole matrix, the L2 norm of all its numbers is called the **Frobenius norm**:
# $\lVert A \rVert_F = \sqrt{\sum_{ij} A_{ij}^2}$. `torch.linalg.matrix_norm` takes it unless
# told otherwise. Its square is the sum of the squares of the rows' norms:

# %%
print(torch.linalg.matrix_norm(ways))
print((ways**2).sum().sqrt())
print((torch.linalg.vector_norm(ways, dim=1) ** 2).sum().sqrt())
print(torch.linalg.vector_norm(ways, dim=1).sum(), "is something else")

# %% [markdown]
# Three traps. Norms, like means, want a floating dtype. `torch.norm(x)`, which you will meet
# in older code, is deprecated: it mixes vectors and matrices up. And the number 2 means one
# thing for a vector and another for a matrix:

# %%
try:
    torch.linalg.vector_norm(torch.tensor([3, 4]))
except RuntimeError as error:
    print(error)
table = torch.tensor([[3.0, 0.0], [0.0, 4.0]])
print(torch.linalg.vector_norm(table, ord=2), torch.linalg.matrix_norm(table, ord=2))

# %% [markdown]
# The first is 5, the length of all four numbers. The second is 4: `ord=2` of a **matrix** is
# how much it can stretch a vector at most. Say `vector_norm` or `matrix_norm`, and it is clear
# which of the two you mean.

# %% [markdown]
# Norms and the dot product belong together:
# $x \cdot y = \lVert x \rVert \, \lVert y \rVert \cos\theta$, where $\theta$ is the angle
# between the two vectors. Divide by both lengths, and only the direction is left.

# %%
east, northeast = torch.tensor([2.0, 0.0]), torch.tensor([5.0, 5.0])
lengths = torch.linalg.vector_norm(east) * torch.linalg.vector_norm(northeast)
cosine_of_both = torch.dot(east, northeast) / lengths
print(cosine_of_both, torch.rad2deg(torch.acos(cosine_of_both)))

# %% [markdown]
# Three exercises: directions compared, the norms rebuilt from their formulas, and a norm at
# work in the training of a network.

# %% exercise="cosine"

# %% exercise="three_norms"

# %% exercise="clip_together"

# %% [markdown]
# ## A matrix times a vector
#
# The café has a recipe table. Rows are drinks, columns are coffee, milk and syrup. What does
# each drink cost? That is one dot product for each row.

# %%
recipes = torch.tensor([[1.0, 0.0, 0.0], [1.0, 2.0, 0.0], [1.0, 2.0, 3.0], [0.0, 3.0, 1.0]])
price = torch.tensor([0.5, 0.25, 0.125])
for row in recipes:
    print(torch.dot(row, price))
print(torch.mv(recipes, price))

# %% [markdown]
# `torch.mv`, for *matrix times vector*, does it in one call; `recipes @ price` does too. A
# matrix with 4 rows and 3 columns takes a vector of length 3 and gives one of length 4. **The
# columns must be as many as the vector's numbers, and the rows are what is left.**

# %%
draw.matmul(recipes, price[:, None], at=(2, 0), names=("recipes", "price"))

# %% [markdown]
# The vector stands in the picture as a column. Row 2, the drink with three parts of syrup,
# meets it number by number.
#
# When the lengths don't fit, read the numbers in the message. In this one `mat` is the matrix,
# `vec` the vector, and `input` the result that would have come out.

# %%
try:
    torch.mv(recipes.T, price)
except RuntimeError as error:
    print(error)

# %% [markdown]
# With a square matrix, rows and columns can be confused without any error. Between two towns
# planes fly to and fro: `flights[i, j]` is how many go from town i to town j in a day. Whoever
# flies to town 0 sits in a plane with 100 seats, and to town 1 in one with 10. How many seats
# leave each town in a day? One of these two lines knows:

# %%
flights = torch.tensor([[0.0, 7.0], [2.0, 0.0]])
seats = torch.tensor([100.0, 10.0])
print(flights @ seats)
print(flights.T @ seats)

# %% [markdown]
# The first: from town 0, seven planes go to town 1, with 10 seats each. The other line has rows
# and columns exchanged, and nothing warns you.

# %% [markdown]
# There is a second way to read the same product. Instead of asking what each row gives, take
# the **columns**: 0.5 times the coffee column, plus 0.25 times the milk column, plus 0.125
# times the syrup column. Same numbers, added in another order:

# %%
print(0.5 * recipes[:, 0] + 0.25 * recipes[:, 1] + 0.125 * recipes[:, 2])

# %% exercise="matrix_times_vector"

# %% [markdown]
# ## A matrix times a matrix
#
# A second supplier sends a price list, and soon a third. Put the lists side by side, as
# columns of a matrix. Then the product has a column for each supplier: the recipes times that
# list.

# %%
lists = torch.tensor([[0.5, 0.75], [0.25, 0.25], [0.125, 0.0]])
print(torch.mv(recipes, lists[:, 0]))
print(torch.mv(recipes, lists[:, 1]))
print(torch.mm(recipes, lists))

# %%
draw.matmul(recipes, lists, at=(3, 1), names=("recipes", "lists"))

# %% [markdown]
# Each entry is a dot product: **row i of the left with column j of the right.** Written out,
# with n for the length of both:
#
# $$C_{ij} = \sum_{k=1}^{n} A_{ik} B_{kj}$$
#
# The shapes tell the same story. `(4, 3)` and `(3, 2)` give `(4, 2)`: the inner lengths must
# agree and disappear, the outer ones are left.

# %%
for a, b in [(recipes, lists), (recipes, recipes), (recipes, recipes.T)]:
    try:
        print(tuple(a.shape), tuple(b.shape), "->", tuple((a @ b).shape))
    except RuntimeError as error:
        print(error)

# %% [markdown]
# Matrix products can't be turned round. `A @ B` and `B @ A` may have different shapes, or one
# of them may not exist; where both exist, they differ as a rule. Put on socks, then shoes: the
# order matters here as well. (A turn by 90°, and a mirror:)

# %%
turn = torch.tensor([[0, -1], [1, 0]])
mirror = torch.tensor([[1, 0], [0, -1]])
print(turn @ mirror)
print(mirror @ turn)
print(torch.equal((turn @ mirror).T, mirror.T @ turn.T))

# %% [markdown]
# The last line is a rule worth keeping: the transpose of a product is the product of the
# transposes, **in the opposite order**.

# %% exercise="matrix_product"

# %% [markdown]
# ## One product, six ways
#
# How does torch do this so fast? Start from the formula and take one loop away at a time. The
# first version is the formula, letter by letter: three letters, three loops.


# %%
def three_loops(a, b):
    result = torch.zeros(a.shape[0], b.shape[1])
    for i in range(a.shape[0]):
        for j in range(b.shape[1]):
            for k in range(a.shape[1]):
                result[i, j] += a[i, k] * b[k, j]
    return result


# %% [markdown]
# The innermost loop is a dot product, so let torch do it. Then the two inner loops together
# are one row of the result: the numbers of row i, each times its row of b, added up.


# %%
def two_loops(a, b):
    result = torch.zeros(a.shape[0], b.shape[1])
    for i in range(a.shape[0]):
        for j in range(b.shape[1]):
            result[i, j] = (a[i] * b[:, j]).sum()
    return result


def one_loop(a, b):
    result = torch.zeros(a.shape[0], b.shape[1])
    for i in range(a.shape[0]):
        result[i] = (a[i][:, None] * b).sum(dim=0)
    return result


# %% [markdown]
# For the last loop to go, think of a block with three axes: i, k and j. Place `[i, k, j]`
# holds `a[i, k] * b[k, j]`. Added up along k, axis 1, the block is the product. To line them
# up, give each an axis of length 1 where it lacks a letter: a as `(i, k, 1)`, b as `(1, k,
# j)`.


# %%
def broadcasting(a, b):
    return (a[:, :, None] * b[None, :, :]).sum(dim=1)


def einsum(a, b):
    return torch.einsum("ik,kj->ij", a, b)


print(recipes[:, :, None].shape, lists[None, :, :].shape)
print((recipes[:, :, None] * lists[None, :, :]).shape)
print(broadcasting(recipes, lists).shape)

# %% [markdown]
# The last function says the same with letters alone. `einsum` takes an equation: the letters
# of each tensor's axes, an arrow, and the letters of the result. **What stands on both sides
# stays, and what is missing on the right is added up.** In `"ik,kj->ij"` that is k.
#
# First see that all six agree:

# %%
ways = {
    "three loops": three_loops,
    "two loops": two_loops,
    "one loop": one_loop,
    "broadcasting": broadcasting,
    "einsum": einsum,
    "@": torch.matmul,
}
for name, way in ways.items():
    print(f"{name:13}", torch.allclose(way(recipes, lists), recipes @ lists))

# %% [markdown]
# Now let them race, on square matrices of 4, 8, 16, ... rows. Each is timed seven times, and
# the best time counts. The ways with two and three loops stop early, or you would wait long.
# All of them get one core of the processor, so that the race is fair. Before you run it: how
# many times as fast is `@` as the three loops, at 16 rows? The cell prints the answer.

# %%
from timeit import repeat


def seconds(way, a, b):
    return min(repeat(lambda: way(a, b), number=1, repeat=7))


# %%
threads = torch.get_num_threads()
torch.set_num_threads(1)
largest = {"three loops": 16, "two loops": 64}
times = {name: {} for name in ways}
for size in (4, 8, 16, 32, 64, 128):
    a, b = torch.rand(size, size), torch.rand(size, size)
    for name, way in ways.items():
        if size <= largest.get(name, size):
            times[name][size] = seconds(way, a, b)
torch.set_num_threads(threads)

print(f"At 16 rows: {times['three loops'][16] / times['@'][16]:,.0f} times as fast")
draw.timings(times, title="Six ways to multiply two square matrices", across="rows")

# %% [markdown]
# Both axes are logarithmic: from one mark to the next the time grows tenfold. (1 us is a
# microsecond, a millionth of a second.) The times are those of your machine and change with
# each run, but the picture stays the same in kind:
#
# - Each loop that is taken away makes it many times as fast. The multiplications are as many
#   as before; what goes is Python's own work for each of them.
# - On small matrices `@` hardly depends on the size. What you see is the price of one call.
# - Broadcasting is fast at first, and then falls behind: it writes the whole block of n³
#   products into memory. `@` adds each product up as soon as it is there.

# %% [markdown]
# `@` has one more lesson. It adds in an order of its own, several numbers at once, so that its
# last digits may differ from those of a loop. Compare floats with `torch.allclose`, never with
# `==`.

# %%
a, b = torch.rand(64, 64), torch.rand(64, 64)
print("equal to the last digit:", (one_loop(a, b) == a @ b).float().mean().item())
print("close enough:           ", torch.allclose(one_loop(a, b), a @ b))

# %% [markdown]
# ### einsum for everything
#
# One rule, and most of linear algebra is a line of it. Guess each before you run the cell:
# what does it compute, and which shape comes out?

# %%
a, b = torch.tensor([[1, 2, 3], [4, 5, 6]]), torch.tensor([[1, 0, 2], [0, 1, 1]])
x, y = torch.tensor([1, 10, 100]), torch.tensor([2, 3])
for equation, operands in [
    ("ij->ji", [a]),
    ("ij->i", [a]),
    ("ij,ij->ij", [a, b]),
    ("ij,ij->", [a, b]),
    ("ij,j->i", [a, x]),
    ("i,j->ij", [y, x]),
    ("ij,kj->ik", [a, b]),
    ("i,ij,j->", [y, a, x]),
]:
    print(f"{equation:11} {torch.einsum(equation, *operands).tolist()}")

# %% [markdown]
# In order: the transpose, the sums of the rows, the Hadamard product, the sum of that, a
# matrix times a vector, the outer product (each number of the one with each of the other), `a
# @ b.T`, and the form $y^\top A x$.
#
# Look at the third and the seventh. In both, a letter occurs twice on the left. In the third
# all letters are kept, so nothing is added up; in the seventh j is missing on the right. **The
# right side alone decides.**
#
# The trap: swap two letters, and you get another product without any error. `"ik,jk->ij"` with
# square matrices is `a @ b.T`, and nobody will tell you.

# %%
a, b = torch.tensor([[1, 2], [3, 4]]), torch.tensor([[0, 1], [5, 0]])
print(torch.einsum("ik,kj->ij", a, b).tolist(), torch.einsum("ik,jk->ij", a, b).tolist())

# %% [markdown]
# You now write `einsum` itself. What you need is in the version with broadcasting: bring each
# tensor to one common order of letters (`permute` puts axes in another order,
# `unsqueeze(place)` adds one of length 1), multiply, and add up. A small reminder of these
# two:

# %%
block, equation = torch.zeros(2, 3, 4), "ik,kj->ij"
print(block.permute(2, 0, 1).shape, block.unsqueeze(1).shape, block.sum(dim=[1, 2]).shape)
left, right = equation.split("->")
print(equation, left.split(","), right, "kj".index("j"))

# %% exercise="einsum_by_hand"

# %% [markdown]
# ## The functions of linear algebra
#
# torch has dozens of functions for matrices. Most are a few lines that you could write
# yourself, and here you do.
#
# ### Diagonals and triangles
#
# The **diagonal** of a matrix runs from its upper left corner: the places where row and column
# are equal. Its sum is the **trace**. An offset picks a diagonal above (positive) or below
# (negative).

# %%
table = torch.tensor([[1, 2, 3], [4, 5, 6], [7, 8, 9]])
print(torch.diag(table), torch.trace(table))
print(torch.diag(table, 1), torch.diag(table, -1))
print(torch.diag(torch.tensor([5, 6]), 1))

# %% [markdown]
# `torch.diag` has two faces: from a matrix it takes a diagonal out, and from a vector it makes
# a matrix. On the diagonal with offset k, the column is the row plus k.
#
# `tril` keeps the lower triangle and `triu` the upper one, up to the diagonal that the offset
# names:

# %%
print(torch.tril(table))
print(torch.tril(table, -1))
print(torch.triu(table, 1))

# %%
draw.tensor(table, highlight=torch.ones(3, 3).tril(1) > 0, name="table")

# %% [markdown]
# The marked cells are those that `tril(table, 1)` keeps. Such a triangle is a **mask**, made
# by comparing row numbers with column numbers. A column of numbers compared with a row of
# numbers gives a table:

# %%
rows, columns = torch.arange(3)[:, None], torch.arange(4)
print(rows.shape, columns.shape)
print(columns <= rows)

# %% [markdown]
# A trap with masks: to blot out a number, it seems enough to multiply it by 0. But infinity
# times 0 isn't 0. Choose between two values instead, or assign:

# %%
scores = torch.tensor([2.0, float("inf"), float("nan")])
kept = torch.tensor([True, False, False])
print(scores * kept)
print(torch.where(kept, scores, 0.0))
cleared = scores.clone()
cleared[~kept] = 0
print(cleared)

# %% [markdown]
# Rebuild both: first the diagonals, then the triangle.

# %% exercise="diag_by_hand"

# %% exercise="keep_lower"

# %% [markdown]
# The trace has a property that saves a lot of work. Of the product A B, only the diagonal
# counts, and every other entry is computed in vain. Written out, the trace is a sum over two
# letters, in which each `A[i, k]` meets one number:
#
# $$\mathrm{tr}(AB) = \sum_i (AB)_{ii} = \sum_{i, k} A_{ik} B_{ki}$$
#
# The sum doesn't change when A and B change their roles. So tr(AB) = tr(BA), though the two
# products may not even have the same shape:

# %%
a, b = torch.tensor([[1.0, 2.0, 0.0], [0.0, 3.0, 1.0]]), torch.arange(6.0).reshape(3, 2)
print((a @ b).shape, torch.trace(a @ b))
print((b @ a).shape, torch.trace(b @ a))

# %% exercise="trace_of_product"

# %% [markdown]
# ### Products with something added
#
# "Something plus a product" is so common that torch has a call for each kind of it. The
# letters in the names say what is multiplied: m for matrix, v for vector, r for a *rank-one*
# outer product, b for batch.
#
# | call | computes |
# |---|---|
# | `torch.mm(A, B)` | A B, for two matrices |
# | `torch.mv(A, x)` | A x |
# | `torch.bmm(A, B)` | $A_i B_i$ for each i of a batch |
# | `torch.addmm(C, A, B)` | $\beta C + \alpha A B$ |
# | `torch.addmv(y, A, x)` | $\beta y + \alpha A x$ |
# | `torch.addr(C, x, y)` | $\beta C + \alpha x y^\top$, with the outer product |
# | `torch.baddbmm(C, A, B)` | $\beta C_i + \alpha A_i B_i$ for each i of a batch |
# | `torch.addbmm(C, A, B)` | $\beta C + \alpha \sum_i A_i B_i$: the batch is added up |
#
# $\beta$ and $\alpha$ are the arguments `beta=` and `alpha=`; both are 1 unless you say
# otherwise.

# %%
c = torch.ones(2, 2)
a, b = torch.tensor([[1.0, 2.0], [0.0, 1.0]]), torch.tensor([[3.0, 0.0], [1.0, 2.0]])
print(torch.addmm(c, a, b, beta=10, alpha=2))
print(10 * c + 2 * (a @ b))
print(torch.addr(c, torch.tensor([1.0, 2.0]), torch.tensor([5.0, 7.0])))

# %% [markdown]
# `baddbmm` and `addbmm` are told apart by one letter, and by one axis:

# %%
many = torch.arange(8.0).reshape(2, 2, 2)
print(torch.bmm(many, many).shape)
print(torch.baddbmm(torch.zeros(2, 2, 2), many, many).shape)
print(torch.addbmm(torch.zeros(2, 2), many, many).shape)

# %% [markdown]
# A corner that surprises: with `beta=0`, what C holds doesn't matter, NaN included. So C may
# be memory that nobody has written to. If the rule were "multiply by 0", one NaN in it would
# spoil all:

# %%
spoiled = torch.full((2, 2), float("nan"))
print(torch.addmm(spoiled, a, b, beta=0))
print(0 * spoiled + a @ b)

# %% exercise="add_products"

# %% [markdown]
# ### The cross product
#
# Two vectors in space span a parallelogram. Their **cross product** stands at right angles to
# both, and its L2 norm is the area. Which way it points is settled by the right hand: thumb x,
# forefinger y, middle finger the product.

# %%
x, y = torch.tensor([2.0, 0.0, 0.0]), torch.tensor([1.0, 3.0, 0.0])
z = torch.linalg.cross(x, y)
print(z, torch.dot(z, x), torch.dot(z, y), torch.linalg.vector_norm(z))
print(torch.linalg.cross(y, x))

# %% [markdown]
# The area is 6: base 2, height 3. Turned round, the sign changes.
#
# `torch.linalg.cross` works along the last axis. The older `torch.cross`, called without
# `dim=`, takes **the first axis of length 3**. If x and y hold two vectors each, as rows, that
# is the last axis. If they hold three, it is the first, and the vectors are taken from the
# columns. The same line then computes something else:

# %%
edges, normals = torch.arange(9.0).reshape(3, 3), torch.eye(3)[[1, 2, 0]]
torch.set_warn_always(True)
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    print(torch.cross(edges, normals))
torch.set_warn_always(False)
print(torch.linalg.cross(edges, normals))
for warning in caught:
    print(str(warning.message).split(".\n")[0])

# %% [markdown]
# For the exercise you need the columns of a table one by one. `unbind(dim=1)` gives them all:

# %%
first, second, third = torch.tensor([[1, 2, 3], [4, 5, 6]]).unbind(dim=1)
print(first, second, third)

# %% exercise="cross_rows"

# %% [markdown]
# ## Solving without inverting
#
# A café sold 3 coffees and 2 teas for 12 euros, and 1 coffee and 4 teas for 14. What does each
# cost? That is a matrix, a result, and an unknown vector: $A x = b$.

# %%
cups = torch.tensor([[3.0, 2.0], [1.0, 4.0]])
paid = torch.tensor([12.0, 14.0])
print(torch.linalg.solve(cups, paid))

# %% [markdown]
# Books write $x = A^{-1} b$, with the **inverse**: the matrix that undoes A. torch has it,
# `torch.linalg.inv` (or `torch.inverse`), and it works here:

# %%
inverse = torch.linalg.inv(cups)
print(inverse @ cups)
print(inverse @ paid)

# %% [markdown]
# So why not always? Take equations that nearly say the same as one another. The **Hilbert
# matrix** is the classical example: its entries are 1 / (i + j + 1). Choose x to be all ones,
# compute b from it, and let both ways find x again, in float64. Two things are measured: how
# far x is off, and how far A x is from b.


# %%
def show(way, hilbert, b):
    x = way(hilbert, b)
    off, missing = (x - 1).abs().max().item(), (hilbert @ x - b).abs().max().item()
    print(f"   x is off by {off:.0e}, A x is off by {missing:.0e}")


for n in (4, 6, 8, 10):
    i = torch.arange(n, dtype=torch.float64)
    hilbert = 1 / (i[:, None] + i + 1)
    print(f"{n} equations, first by inverse, then by solve:")
    show(lambda a, b: torch.linalg.inv(a) @ b, hilbert, hilbert.sum(dim=1))
    show(torch.linalg.solve, hilbert, hilbert.sum(dim=1))

# %% [markdown]
# The numbers differ a little between machines, but not the picture. What `solve` finds always
# fits the equations, to the last digit. What the inverse gives fits worse and worse: with 10
# equations about eleven digits are gone. No error, no warning.
#
# x itself is off in both. How much must be lost, the **condition number** of a matrix tells:
# by how much a small error in b may grow in x. Of 16 digits, a condition number of 10¹³ leaves
# three. `solve` keeps about those; the inverse loses one or two more.

# %%
print(f"{torch.linalg.cond(cups):.1f}", f"{torch.linalg.cond(hilbert):.0e}")

# %% [markdown]
# The inverse is computed with rounding, and these errors are multiplied once more. `solve`
# goes straight to x, with about a third of the work. **Where a formula says "inverse times",
# write `solve`.** Where many right sides belong to one matrix, put them side by side as
# columns of b.
#
# Some equations can't be solved by anyone: here the second says the same as the first.

# %%
try:
    torch.linalg.solve(torch.tensor([[1.0, 2.0], [2.0, 4.0]]), paid)
except RuntimeError as error:
    print(error)

# %% [markdown]
# ### How solve works
#
# Subtract a third of the first equation from the second: the coffees vanish from it, and the
# price of a tea can be read off. Then the first equation gives the coffee. That is
# **elimination**: zeros below the diagonal, column by column, and then from the last row up.

# %%
table = torch.cat([cups, paid[:, None]], dim=1)
table[1] -= table[1, 0] / table[0, 0] * table[0]
print(table)
tea = table[1, 2] / table[1, 1]
coffee = (table[0, 2] - table[0, 1] * tea) / table[0, 0]
print(coffee, tea)

# %% [markdown]
# The division is the weak spot. If a 0 stands there, the equations have to change places
# first. And a tiny number is nearly as bad. In these two equations x is 1 and y is 1, to 20
# digits:

# %%
tiny = torch.tensor([[1e-20, 1.0, 1.0], [1.0, 1.0, 2.0]], dtype=torch.float64)
tiny[1] -= tiny[1, 0] / tiny[0, 0] * tiny[0]
y = tiny[1, 2] / tiny[1, 1]
print("x =", ((tiny[0, 2] - tiny[0, 1] * y) / tiny[0, 0]).item(), " y =", y.item())

# %% [markdown]
# x has become 0. The second equation was buried under 10²⁰ times the first. So before each
# column, bring the row with the **greatest** number up. (`argmax()` tells at which place the
# greatest stands.)
#
# One more trap lies in the exchange. With Python's numbers, `p, q = q, p` exchanges two
# values. With the rows of a tensor it doesn't. Guess what comes out:

# %%
pair = torch.tensor([[1, 2], [3, 4]])
pair[0], pair[1] = pair[1], pair[0]
print(pair)
pair = torch.tensor([[1, 2], [3, 4]])
pair[[0, 1]] = pair[[1, 0]]
print(pair)

# %% [markdown]
# `pair[0]` is a window onto row 0, no copy. The first assignment overwrites row 0, and the
# second reads it there: row 1 stands in both places. A **list** of positions makes a copy, so
# the second way is right.
#
# `pair[0, 0]` is such a window too, of a single number. So torch refuses to divide a row by one
# of its own numbers in place, which would change while it is still needed:

# %%
pair = torch.tensor([[2.0, 6.0], [1.0, 5.0]])
try:
    pair[0] /= pair[0, 0]
except RuntimeError as error:
    print(str(error).split(": ")[1].split(". ")[0])
pair[0] /= pair[0, 0].item()
print(pair)

# %% exercise="solve_by_elimination"

# %% [markdown]
# ## What weighs most
#
# Every matrix can be taken apart into simple pieces, each an outer product of a column and a
# row with a weight. That is the **singular value decomposition**, SVD:
# $A = U \, \mathrm{diag}(S) \, V^\top$. The weights S are sorted, the heaviest first. Here are
# the ratings of four viewers for three films:

# %%
ratings = torch.tensor([[5.0, 4.0, 1.0], [4.0, 4.0, 1.0], [1.0, 2.0, 5.0], [1.0, 1.0, 4.0]])
u, s, vh = torch.linalg.svd(ratings, full_matrices=False)
print(u.shape, s, vh.shape)
print(torch.allclose(u * s @ vh, ratings, atol=1e-5))

# %% [markdown]
# Two weights are large and the third is small: there are two tastes, and a little chance.
# Watch how the sum of the pieces approaches the ratings. `torch.outer` multiplies each number
# of one vector with each of the other.

# %%
so_far = torch.zeros(4, 3)
for i in range(3):
    so_far += s[i] * torch.outer(u[:, i], vh[i])
    left = torch.linalg.matrix_norm(ratings - so_far)
    print(f"pieces: {i + 1}, missing: {left:.3f}, row 0:", so_far[0])

# %% [markdown]
# With the first k pieces you have the nearest matrix of rank k, measured by the Frobenius
# norm. Images are compressed so, noise is removed so, and large language models are fine-tuned
# with matrices of low rank.
#
# Mind the h in `vh`: it is V **transposed** already, so its rows belong to the pieces. The
# older `torch.svd` gives V itself, whose columns do. For a square matrix, no shape tells you
# which one you have.

# %%
v = torch.svd(ratings).V
print(torch.allclose(v.T.abs(), vh.abs(), atol=1e-5), v.shape, vh.shape)

# %% exercise="low_rank"

# %% [markdown]
# ## Derivatives of vectors and matrices
#
# To train a model is to ask, for each of its weights: if I change it a little, how much does
# the error change? That is a derivative, and a layer has millions of them. Linear algebra
# writes them all at once.
#
# Begin with one number by one number. The area of a square with side x is x², and its
# derivative is 2x. At x = 3 that is 6: a side longer by 0.001 gives about 0.006 more area.

# %%
side, step = 3.0, 0.001
print(((side + step) ** 2 - side**2) / step)
print(torch.func.grad(lambda x: x**2)(torch.tensor(3.0)))

# %% [markdown]
# `torch.func.grad` turns a function into its derivative. Chapter 4 shows how torch finds it;
# here it is the referee for formulas that you work out yourself.
#
# Nothing new is needed for many numbers. **A derivative of a vector or matrix is the table of
# all derivatives of one number by one number.** With A x, each of the m results depends on
# each of the n entries of x: m · n derivatives. This table is the **Jacobian**.

# %%
A = torch.tensor([[1.0, 2.0, 0.0], [0.0, 3.0, 1.0]])
x = torch.tensor([1.0, 10.0, 100.0])
print(torch.func.jacrev(lambda x: A @ x)(x))

# %% [markdown]
# It is A itself, wherever x stands. The entry for result i and input j is how much
# $y_i = \sum_j A_{ij} x_j$ grows with $x_j$, and that is $A_{ij}$.
#
# `torch.func.jacrev` gives the Jacobian of any function: first the axes of the result, then
# those of the input. So the shape is the two shapes, one after the other:

# %%
for about, f, x in [
    ("a vector by a vector", lambda x: A @ x, torch.rand(3)),
    ("a scalar by a vector", lambda x: (x**2).sum(), torch.rand(3)),
    ("a vector by a scalar", lambda t: t * A[0], torch.rand(())),
    ("a scalar by a matrix", lambda m: (m**2).sum(), torch.rand(2, 3)),
    ("a matrix by a scalar", lambda t: t * A, torch.rand(())),
    ("a matrix by a matrix", lambda m: A @ m, torch.rand(3, 4)),
]:
    print(f"{about}: {tuple(torch.func.jacrev(f)(x).shape)}")

# %% [markdown]
# ### Two layouts
#
# Books have only rows and columns to write on, so they have to decide what goes where. There
# are two customs, and formulas of the one are wrong in the other: they are the transposes.
#
# - **Numerator layout**: the rows follow y, which stands above the line, in the numerator. The
#   columns follow x. Then the derivative of A x is A.
# - **Denominator layout**: the rows follow x, below the line. Then the derivative of A x is
#   Aᵀ.
#
# | derivative of | by | numerator layout | denominator layout | torch |
# |---|---|---|---|---|
# | scalar | scalar | () | () | () |
# | scalar | vector (n) | (1, n), a row | (n, 1), a column | (n,) |
# | vector (m) | scalar | (m, 1), a column | (1, m), a row | (m,) |
# | vector (m) | vector (n) | (m, n) | (n, m) | (m, n) |
# | scalar | matrix (p, q) | (q, p) | (p, q) | (p, q) |
# | matrix (p, q) | scalar | (p, q) | (q, p) | (p, q) |

# %% [markdown]
# Why keep both? In numerator layout the chain rule reads from left to right, as matrix
# products: if z depends on y and y on x, then dz/dx = dz/dy · dy/dx. In denominator layout a
# gradient has the shape of what it belongs to, so that `w - 0.1 * gradient` works. torch takes
# the best of both: Jacobians of vectors by vectors as in the first, gradients as in the
# second.
#
# When a formula from a book gives you the wrong shape, look for its layout first. With square
# matrices the shape won't warn you. Test with other ones.

# %% exercise="derivative_shape"

# %% [markdown]
# ### The quadratic form
#
# Now derivatives of your own. With numbers, the derivative of $a x^2$ is $2 a x$. The form of
# it for a vector is $x^\top A x$. Is its gradient 2 A x, then? Ask torch:

# %%
A = torch.tensor([[1.0, 2.0], [0.0, 3.0]])
x = torch.tensor([1.0, 10.0])
print("torch:", torch.func.grad(lambda x: x @ A @ x)(x))
print("2 A x:", 2 * A @ x)

# %% [markdown]
# It isn't, unless A is symmetric. Write the form as a sum, $\sum_{ij} x_i A_{ij} x_j$, and ask
# where a certain entry, $x_k$, occurs. On the left, when i is k: that gives
# $\sum_j A_{kj} x_j$, which is entry k of A x. And on the right, when j is k: that gives
# $\sum_i A_{ik} x_i$, entry k of Aᵀ x.
#
# So the gradient is the sum of the two. For a symmetric A they are equal, which is why many
# formulas have a 2 and say nothing of a transpose.

# %% exercise="quadratic_gradient"

# %% [markdown]
# ### A matrix that moves
#
# When a matrix depends on time, its derivative by time is taken entry by entry, and has the
# shape of the matrix. A turn by the angle t, and how fast its entries change:


# %%
def turned(t):
    return torch.stack([torch.cos(t), -torch.sin(t), torch.sin(t), torch.cos(t)]).reshape(2, 2)


angle = torch.tensor(0.5)
print(turned(angle))
print(torch.func.jacrev(turned)(angle))

# %% [markdown]
# The rules of school hold, with one condition: **the order of the factors stays.** For a
# product of numbers the rule is (u v)' = u' v + u v'. If u' v were written as v u', nobody
# would mind. With matrices it would be another product.

# %% exercise="product_rule"

# %% [markdown]
# ### A scalar by a matrix
#
# The error of a model is one number, and its weights are a matrix W. The derivative of the one
# by the other has an entry for each weight: how much the error grows with it. There is a
# method that always works, and it needs nothing but letters:
#
# 1. write the scalar as a sum of products of entries;
# 2. look for the terms with $X_{ij}$, and drop the $X_{ij}$ from them;
# 3. what is left is a sum of products again: read it as a matrix product at the place i, j.
#
# For $\mathrm{tr}(A X) = \sum_{r, i} A_{ri} X_{ir}$, the only term with $X_{ij}$ is
# $A_{ji} X_{ij}$. So the entry at i, j is $A_{ji}$: the derivative is Aᵀ, in the shape of X.

# %%
A = torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
print(torch.func.grad(lambda m: torch.trace(A @ m))(torch.rand(3, 2)))

# %% [markdown]
# In numerator layout the answer would be A. Books that print "the derivative of tr(A X) is A"
# are right in their layout, and wrong for `X - 0.1 * gradient`.

# %% exercise="trace_gradient"

# %% [markdown]
# ### Capstone: the gradients of a model
#
# One step is left, the chain rule. A loss is made in stages: predict `x @ w`, subtract the
# truth, square, add up. Go through them from the end:
#
# - Let G be the derivative of the loss by the prediction P, entry by entry, in the shape of P.
# - A small change dW of the weights changes the prediction by X dW, and so the loss by the sum
#   of G ⊙ (X dW). That is tr(Gᵀ X dW), and you know the gradient of a trace.
#
# Here is the method on a smaller question. How does the sum of all predictions depend on the
# weights? Then G is all ones:

# %%
X, W = torch.tensor([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]), torch.rand(2, 1)
print(torch.func.grad(lambda w: (X @ w).sum())(W))
print(X.T @ torch.ones(3, 1))

# %% [markdown]
# Shapes are the best check on the way: X is `(3, 2)`, G is `(3, 1)`, and the gradient must be
# `(2, 1)` as W is. Of the products that you could form, only Xᵀ G has this shape.

# %% exercise="loss_gradients"

# %% [markdown]
# With these gradients a model learns. If yours are right, this cell finds the line through
# noisy points: each step goes a little way against the gradient. (It asks for your function,
# so it says so if that isn't written yet.)

# %%
noise = torch.Generator().manual_seed(1)
height = torch.linspace(-1, 1, 40)[:, None]
X = torch.cat([height, torch.ones(40, 1)], dim=1)
Y = 3 * height + 2 + 0.1 * torch.randn(40, 1, generator=noise)
W, losses = torch.zeros(2, 1), []
try:
    for _ in range(40):
        loss, by_w, _ = loss_gradients(X, W, Y)
        W = W - 0.3 * by_w
        losses.append(loss)
    print("slope and height at 0:", W.flatten())
except NotImplementedError:
    print("Write loss_gradients first.")

# %%
draw.losses(losses, title="The error of the line at each step") if losses else None

# %% [markdown]
# ## What you can do now
#
# - tell scalars, vectors and matrices by their axes, and know that `[3.0]` is a vector;
# - transpose a matrix with `.T` and each matrix of a batch with `.mT`;
# - average whole numbers, along an axis, and keep the axis where the mean goes back to its
#   tensor;
# - answer many questions with one running total;
# - measure vectors and matrices with the right norm, and compare directions;
# - build the matrix product from dot products, columns, broadcasting or letters, and say why
#   `@` is the fastest;
# - read and write `einsum`;
# - rebuild `diag`, `tril`, `baddbmm`, `cross` and the trace of a product;
# - solve equations with `solve`, and say what an inverse costs;
# - keep the heaviest parts of a matrix;
# - take derivatives by vectors and matrices, in the right layout.
#
# | instead of | write | since |
# |---|---|---|
# | `.T` on a batch | `.mT` | `.T` turns all axes round, and is deprecated there |
# | `torch.norm(x)` | `torch.linalg.vector_norm`, `matrix_norm` | deprecated, and unclear about which one |
# | `torch.cross(x, y)` | `torch.linalg.cross(x, y)` | the axis would depend on the lengths |
# | `torch.svd(a)` | `torch.linalg.svd(a)` | deprecated; mind that Vh is transposed |
# | `torch.inverse(a) @ b` | `torch.linalg.solve(a, b)` | fewer digits lost, less work |
#
# If an exercise is still open, `hint(...)` with its name gives a nudge, and you can come back
# to it at any time. The next chapter builds the referee of this one: the machine that finds
# derivatives by itself.
