# %% [markdown]
# # Memory
#
# A model that doesn't fit on the graphics card, a number that changes although nobody touched it,
# a `backward` that complains about an "inplace operation": behind all three is the same question.
# Which tensor lies where?
#
# In this chapter you learn to answer it. You find out which line of a program takes new memory and
# which writes into old; you learn by which three things torch finds an element; and you build
# transposes, slices, sliding windows and in the end a whole convolution from them.

# %%
import itertools
import operator
import textwrap
from collections.abc import Callable

import torch

from course.kit import check, draw, hint, reset

# %% [markdown]
# Run the cells from top to bottom with Shift+Enter, and guess what comes out before you do.
#
# In an exercise, write your code in place of the line with `NotImplementedError`. Run that cell,
# then the one below it with `check`. If you are stuck, run `hint(...)` with the name of the
# function, in a cell of your own; each call gives the next hint.

# %% [markdown]
# ## A name is not a place
#
# A shop counts its stock in a tensor, and the warehouse watches the same tensor under another name.
# A delivery comes in. Before you run it: what will the warehouse see?

# %%
stock = torch.tensor([5.0, 8.0, 2.0])
delivery = torch.tensor([10.0, 10.0, 10.0])
warehouse = stock
stock = delivery + stock
print("shop:     ", stock)
print("warehouse:", warehouse)

# %% [markdown]
# The warehouse sees the old numbers. `delivery + stock` made a **new tensor**, in new memory, and
# `stock = ...` pointed the name at it. The old tensor is still there, and `warehouse` is now its
# only name.

# %%
draw.memory(stock=stock, warehouse=warehouse)

# %% [markdown]
# So `y = x + y` doesn't change y. It makes a third tensor and moves a name. If no other name is
# left for the old tensor, Python frees it; but for a moment both were there. For a tensor of 8 GB,
# that moment takes another 8.
#
# Picking a row, on the other hand, takes no new memory for numbers. The memory of a tensor is its
# **storage**: a row of cells, counted from 0, with one number in each. This row of a table lives in
# the storage of the table that it comes from, with all twelve numbers of it:

# %%
row = torch.arange(12.0).reshape(3, 4)[1]
print(row, "begins at cell", row.storage_offset())
print("the storage has", row.untyped_storage().nbytes(), "bytes, the row", row.nbytes)

# %% [markdown]
# A tensor that looks at the storage of another one is a **view** of it. Is all that comes out of
# brackets a view? Here are the first two rows, once by a slice and once by a list, and the numbers
# above 5 by a mask. Before you run it: which of them lie in the table's storage of 48 bytes?

# %%
grid = torch.arange(12.0).reshape(3, 4)
for name, part in [
    ("grid[1]", grid[1]),
    ("grid[:2]", grid[:2]),
    ("grid[[0, 1]]", grid[[0, 1]]),
    ("grid[grid > 5]", grid[grid > 5]),
]:
    print(f"{name:14} {part.nbytes} bytes, in a storage of {part.untyped_storage().nbytes()}")

# %% [markdown]
# **Numbers and slices give views. A list of places, or a mask, gives a copy**: a storage of its own,
# just large enough. That holds even where a slice could have picked the same, as for the first two
# rows. Places in a list may come in any order, and those of a mask lie anywhere, so torch doesn't
# look for a pattern in them: it gathers the numbers in new memory.

# %% [markdown]
# ### What id can't tell
#
# Many notes and tutorials test this with `id`, which gives each living Python object a number. For
# the case above it works:

# %%
before = id(stock)
stock = delivery + stock
print("the same object?", id(stock) == before)

# %% [markdown]
# But `id` is about **objects**, and the question was about **memory**. It errs in both directions.
# Here is the first. Guess both lines:

# %%
table = torch.arange(6.0).reshape(2, 3)
view = table[:]
print("the same object?", id(view) == id(table))
view[0, 0] = 100
print(table)

# %% [markdown]
# Two objects, one memory: `id` says "other", and yet a change through one shows in the other.
#
# And the second. Two sums, made one after the other, each in memory of its own:

# %%
print(id(table + 1) == id(table * 2))

# %% [markdown]
# Most likely you see `True`, for two tensors that have nothing in common. `table + 1` is a
# temporary: once `id` has looked at it, nobody needs it, Python frees it, and the next object moves
# in at the same place. An `id` is unique only among objects that live **at the same time**.
#
# Keep both alive by giving them names, and it's gone:

# %%
first, second = table + 1, table * 2
print(id(first) == id(second))

# %% [markdown]
# What holds the numbers is the storage. It is one piece of memory, and it has an address. That is
# the test (*untyped* means: as plain bytes, whatever the dtype):

# %%


def storage_address(x):
    return x.untyped_storage().data_ptr()


print("view and table: ", storage_address(view) == storage_address(table))
print("first and table:", storage_address(first) == storage_address(table))

# %% [markdown]
# The same warning holds for addresses: compare them while both tensors are alive. The memory of a
# temporary is handed to the next one who asks, address included.
#
# And mind the word *storage* in it. `x.data_ptr()` without it is the address of the first
# **element**. `table[1]` has another first element, in the same storage.

# %% [markdown]
# In the next exercise a step of a calculation comes as a function. Every operator of Python has one
# in the module `operator`: `operator.add(a, b)` is `a + b`, and `operator.iadd(a, b)` is `a += b`.

# %%
print(operator.add(torch.tensor([1, 2]), 10), operator.getitem(torch.tensor([7, 8, 9]), 1))

# %% exercise="reuses_memory"

# %% [markdown]
# ## Writing into memory that is there
#
# A training loop adds millions of times. If each sum needs new memory, the time goes into asking
# for it. How can the sum go where the old numbers are? What comes to mind first is an index on the
# left of `=`:

# %%
x = torch.tensor([1.5, 2.5, 3.5])
z = torch.tensor([10.0, 20.0, 30.0])
before = storage_address(z)
z[:] = z + x
print(z, "in the old memory?", storage_address(z) == before)

# %% [markdown]
# `z[:] = ...` moves no name. It means: write into all cells of `z`. So everyone who looks at this
# memory sees the sum. On the left of `=` and `+=`, brackets always write into the tensor before
# them, lists and masks too: `z[z > 20] += 1` changes `z`, whereas `y = z[z > 20]` is a copy.
#
# But is any memory saved? To find out, the kit has a counter. It adds up the bytes of every new
# storage that torch makes, also of those that are freed straight away. It is told the input tensors,
# whose memory isn't new. Put it into a function, since you will need it again:

# %%
from course.kit import Allocations


def allocated(step, *tensors):
    """Count the bytes of new memory that step(*tensors) takes."""
    with Allocations([("input", tensor) for tensor in tensors]) as counter:
        step(*tensors)
    return counter.bytes


x, z = torch.ones(1000), torch.ones(1000)
print(allocated(torch.add, x, z), "bytes for x + z")

# %% [markdown]
# A thousand numbers of 4 bytes each. Now `z[:] = z + x`. Before you run it: 0 bytes, or 4000?


# %%
def assign(z, x):
    z[:] = z + x


def into(z, x):
    torch.add(z, x, out=z)


def augmented(z, x):
    z += x


for step in (assign, into, augmented, torch.Tensor.add_):
    print(f"{step.__name__:10} {allocated(step, z, x)} bytes")

# %% [markdown]
# The old memory was written, and 4000 bytes were taken all the same. `z + x` on the right is
# computed first, into a **temporary** tensor, which is then copied into `z` and thrown away.
#
# The other three make no detour. `torch.add(z, x, out=z)`, `z += x` and `z.add_(x)` put each sum
# where it belongs at once.
#
# | written | result in | new memory |
# |---|---|---|
# | `z = z + x` | a new tensor | one tensor |
# | `z[:] = z + x` | the memory of `z` | one tensor, for a moment |
# | `torch.add(z, x, out=z)` | the memory of `z` | none |
# | `z += x`, `z.add_(x)` | the memory of `z` | none |

# %% [markdown]
# ### In place, the dtype can't change
#
# Now a trap that many notes on the web fall into. Let `z` be made from whole numbers, and `x` from
# numbers with a point. Guess which of the four steps work:

# %%
x = torch.tensor([1.5, 2.5])
for step in (assign, into, augmented, torch.Tensor.add_):
    z = torch.tensor([10, 20])
    try:
        step(z, x)
        print(f"{step.__name__:10} {z}")
    except RuntimeError as error:
        print(f"{step.__name__:10} {error}")

# %% [markdown]
# The sum of int64 and float32 is float32 (`Float`). The memory of `z` is cut into cells of int64
# (`Long`), and it stays so: memory that is there has its dtype. In place torch refuses, and
# so it does with `out=`.
#
# And the first line? It ran, and gave `[11, 22]` where 11.5 and 22.5 are right. An assignment
# through an index **converts silently**: the digits after the point are cut off. Of the four,
# the one without an error message is the one to be afraid of.
#
# The remedy is to choose the dtype at the start: `z = torch.tensor([10.0, 20.0])`, or
# `z = z + x`, which makes a new tensor of the dtype that fits.

# %%
z = torch.tensor([10, 20])
z = z + x
print(z, z.dtype)

# %% exercise="same_or_new"

# %% [markdown]
# ## Three things to find an element
#
# A storage is one row of cells, counted from 0. It has no rows and columns. How does torch find
# `x[1, 2]` in it? A tensor keeps three things:
#
# - its **shape**: how many places each axis has;
# - its **strides**: how many cells one step along each axis goes;
# - its **offset**: the cell of the first element.

# %%
x = torch.arange(12).reshape(3, 4) * 10
print(tuple(x.shape), x.stride(), x.storage_offset())
draw.strides(x)

# %% [markdown]
# Read the arrows. One step along axis 0, down to the next row, is 4 cells: a row has four numbers.
# One step along axis 1, to the next column, is 1 cell. So the element `x[1, 2]` is one long step
# and two short ones behind the first: cell 0 + 4 · 1 + 1 · 2 = 6.
#
# **The cell of an element is the offset plus, for each axis, index times stride:**
#
# $$\text{cell} = \text{offset} + i_0 \cdot \text{stride}_0 + i_1 \cdot \text{stride}_1 + \dots$$

# %%
cells = x.reshape(-1)
print(x[1, 2], cells[0 + 4 * 1 + 1 * 2])

# %% [markdown]
# Now the transpose. Its rows are the columns of `x`. Before you look: which strides does it need,
# if no number may move?

# %%
draw.strides(x.T, name="x.T")

# %% [markdown]
# The same storage, the same cells; only the strides have changed places. A step down is now 1 cell,
# a step to the right 4. Transposing a matrix of 8 GB takes no time and no memory: torch writes down
# four numbers.
#
# And a part of the table, every second column of the last two rows:

# %%
part = x[1:, ::2]
print(storage_address(part) == storage_address(x))
draw.strides(part, name="part")

# %% [markdown]
# The offset is 4, since the part begins with row 1. A step to the right is 2 cells: it steps over a
# column. What the part doesn't look at is still in the storage, and torch never goes there.
#
# A stride may even be 0. Then a step goes nowhere, and the same cell is seen again:

# %%
prices = torch.tensor([1.5, 2.0, 4.5])
week = prices.expand(4, 3)
print(week.stride(), allocated(lambda p: p.expand(1000, 3), prices), "bytes")
draw.strides(week, name="week")

# %% [markdown]
# Four rows, or a thousand, in the memory of one. (`prices.repeat(1000, 1)` looks the same from
# outside, and is a copy a thousand times as large.) In the exercise you write the formula, with the
# two things that torch does before it: counting negative indices from the end, and refusing those
# outside. What would happen without the second?

# %%
print(x[2, -1])
try:
    x[0, 4]
except IndexError as error:
    print(error)
print("the bare formula would give cell", 0 * 4 + 4 * 1, "which holds x[1, 0]")

# %% exercise="storage_place"

# %% [markdown]
# Now the other way round. Something has written into cell 6. Whom does it concern? In a tensor that
# was just made, each cell has one index, and a division finds it: 6 is 1 row of 4, and 2 are left.

# %%
print(divmod(6, 4))

# %% [markdown]
# In general it isn't so tidy. `part` steps over some cells, so nobody there sees them. And each cell
# of `prices` is seen four times by `week`. So the answer is a list of indices, which may be empty or
# long. To go through all indices of a table, whatever its number of axes, Python has
# `itertools.product`:

# %%
print(list(itertools.product(range(2), range(3))))
print(list(itertools.product()))

# %% [markdown]
# The last number runs fastest: reading order. And with no ranges at all there is one index, the
# empty one: a tensor without axes has one element.

# %% exercise="looks_at"

# %% [markdown]
# ## Contiguous or not
#
# A tensor is **contiguous** if its elements lie side by side in reading order: row by row, without
# gaps. Much fast code wants its numbers like this, since a processor loads memory in whole
# stretches. Guess which of these are:

# %%
x = torch.arange(12).reshape(3, 4)
for name, y in [("x", x), ("x.T", x.T), ("x[1:]", x[1:]), ("x[:, :2]", x[:, :2])]:
    print(f"{name:9} shape {tuple(y.shape)} strides {y.stride()} -> {y.is_contiguous()}")

# %% [markdown]
# The last rows are contiguous, though they begin at cell 4: the offset doesn't matter. The left
# columns aren't, since after the two numbers of a row, two others follow before the next row.
#
# For a contiguous tensor the strides follow from the shape. The last axis has stride 1. Each axis
# before it steps over everything behind: its stride is the product of all lengths to its right. For
# shape (2, 3, 4) that makes (12, 4, 1).

# %%
print(torch.empty(2, 3, 4).stride())

# %% [markdown]
# So is the test "strides equal to those"? Almost. A column cut out of a table surprises:

# %%
column = x[:, 1:2]
print(column.shape, column.stride(), column.is_contiguous())
row = x.T[:, 1:2].T
print(row.shape, row.stride(), row.is_contiguous())

# %% [markdown]
# The column isn't contiguous: its numbers lie 4 cells apart. But the row is, with a first stride of
# 4 or of 1000: it has a single place along axis 0, so **nobody ever takes that step**. Along an
# axis of length 1 the stride means nothing. And in a tensor without elements, no stride does.
#
# That is no hair-splitting: a program that compares every stride copies where it needn't. NumPy
# once did so too, and changed its rule to this one under the name *relaxed strides*.

# %% exercise="in_reading_order"

# %% [markdown]
# `x.contiguous()` gives a contiguous tensor with the same numbers. Where `x` isn't contiguous it
# must copy, and where it is there is nothing to do. What is printed?

# %%
print(x.contiguous() is x)
turned = x.T.contiguous()
print(turned.stride(), storage_address(turned) == storage_address(x))
draw.strides(turned, name="turned")

# %% [markdown]
# `x.T` costs nothing; `x.T.contiguous()` pays for it: new memory, and each number written once.
# Often this is worth it, if the transposed table is read many times. But it is a copy, and a change
# in it doesn't reach `x`. Whether `contiguous` copies depends on its input, so **don't write into
# its result** unless you know which of the two you have.

# %% [markdown]
# ## Views of your own
#
# `transpose`, slices, `narrow`, `diagonal`, `expand`: each of them computes a new shape, new strides
# and an offset, and leaves the storage alone. There is one function that takes these three from you:
# `torch.as_strided(x, shape, strides, offset)`.

# %%
x = torch.arange(12).reshape(3, 4)
print(torch.as_strided(x, (4, 3), (1, 4), 0))
print(torch.as_strided(x, (2, 2), (5, 2), 1))

# %% [markdown]
# The first is the transpose. The second begins at cell 1; a step down is 5 cells, a step to the
# right 2: cells 1, 3 and 6, 8. No slice would give that. How far may such a window reach? Its last
# cell here is 1 + 5 + 2 = 8, and the storage ends at 11. With a step of 9 down it would be 12
# (`textwrap.fill` only breaks the long message into lines):

# %%
try:
    torch.as_strided(x, (2, 2), (9, 2), 1)
except RuntimeError as error:
    print(textwrap.fill(str(error), 88))

# %% [markdown]
# Cell 12 would need 104 bytes (13 numbers of 8 bytes), and the storage has 96. torch refuses a
# window that leaves the storage. It doesn't refuse one that makes no sense: within
# the storage, any numbers will do, and a wrong stride gives wrong elements and no message.
#
# Two habits help. Take the strides from `x.stride()`, never from the shape: `x` may be a view
# itself. And count the offset from the start of the **storage**: the view of a view begins at
# `x.storage_offset()`, plus the steps that you go from there.

# %%
inner = x[1:, 1:]
print(inner.storage_offset(), inner.stride())
print("wrong:", torch.as_strided(inner, (2,), (1,), 0))
print("right:", torch.as_strided(inner, (2,), (1,), inner.storage_offset()))

# %% [markdown]
# The torch of everyday life never needs `as_strided`. But it shows what the everyday functions do,
# and you will rebuild three of them. First the transpose.

# %% exercise="swap_axes"

# %% [markdown]
# Now slices. Take every second column of a table, from column 1 on. Think in steps: where does it
# begin? How far is it to the next element? How many are there?

# %%
print(x[:, 1::2])
print(torch.as_strided(x, (3, 2), (4, 2), 1))
print("places 1, 3, 5, ... below 4:", list(range(1, 4, 2)))

# %% [markdown]
# The offset moves by one step of the axis for each place that is skipped at the front. The stride is
# multiplied by the step. And the length is that of a `range`. `x.narrow(dim, start, length)` is the
# same with a step of 1.

# %% exercise="slice_axis"

# %% [markdown]
# A diagonal isn't a slice, but a view all the same: one step along it goes one row down **and** one
# column to the right. So it can be written to, and the table changes:

# %%
distances = torch.tensor([[3.0, 5, 9], [5, 7, 4], [9, 4, 8]])
distances.diagonal().zero_()
print(distances)
draw.strides(distances.diagonal(), name="diagonal")

# %% exercise="diagonal_view"

# %% [markdown]
# ## When a new shape needs no copy
#
# `x.view(shape)` never copies. It asks whether the old cells can be read in the new shape with one
# stride for each new axis, and raises an error if they can't:

# %%
x = torch.arange(12).reshape(3, 4)
for name, y in [("x", x), ("x[1:]", x[1:]), ("x[:, :2]", x[:, :2]), ("x[:, 1]", x[:, 1])]:
    try:
        print(f"{name:9} -> {y.view(-1)}")
    except RuntimeError as error:
        print(f"{name:9} -> {str(error).split(' (')[0]}")

# %% [markdown]
# Look at `x[:, :2]`: cells 0, 1, then 4, 5, then 8, 9. The steps are 1, 3, 1, 3, 1. One axis has one
# stride, so no view can do this.
#
# Look at `x[:, 1]`: cells 1, 5, 9. The steps are 4 and 4, and the view works although the column
# isn't contiguous. (The same goes for "every second element".) So **contiguous is enough, but not
# necessary**.

# %% [markdown]
# When can two neighbouring axes be read as one? At the end of a row, the step to the next row's
# first element must be as long as the steps within the row:
#
# $$\text{outer stride} = \text{inner length} \cdot \text{inner stride}$$
#
# For `x` that is 4 = 4 · 1. For `x[:, :2]` it would be 4 = 2 · 1, which is false. With more than two
# axes it must hold for **every** pair of neighbours, since there may be a gap between any two; axes
# of length 1 are left out. `reshape` makes this test too, and copies where it fails, without saying
# so.

# %%
for y in (x, x[:, ::2], x[:, :2]):
    outer, inner = y.stride()
    length = y.shape[1]
    print(outer, "=", length, "*", inner, "?", outer == length * inner)

# %% exercise="flat_view"

# %% [markdown]
# ## Who else changes?
#
# The puzzle behind the strangest bugs: a number is written here, and another one changes there. You
# now have all that is needed to solve it. Two tensors are connected if
#
# 1. they lie over the same storage, **and**
# 2. some cell is looked at by both.

# %%
x = torch.arange(12).reshape(3, 4)
even, odd, diagonal = x[:, ::2], x[:, 1::2], x.diagonal()
draw.memory(even=even, odd=odd)

# %%
draw.memory(odd=odd, diagonal=diagonal)

# %% [markdown]
# All three lie over one storage. But `even` and `odd` have no cell in common: a change in one never
# shows in the other, though they lie in between each other. The diagonal meets `odd` in cell 5, and
# `even` in cells 0 and 10.

# %%
odd += 100
print("even:    ", even.tolist())
print("diagonal:", diagonal.tolist())

# %% [markdown]
# Whether a result is connected with `x` depends on what made it. And some functions make it harder,
# since they copy **only when they must**:
#
# | written | returns its input, or a view | copies |
# |---|---|---|
# | `x[1]`, `x[:, ::2]`, `x.T`, `x.expand(...)` | always | never |
# | `x[[0, 1]]`, `x[x > 5]` (on the right of `=`) | never | always |
# | `x.reshape(...)` | if strides can describe the result | otherwise |
# | `x.contiguous()` | if `x` is contiguous | otherwise |
# | `x.to(dtype)` | if `x` has that dtype | otherwise |
# | `x.clone()` | never | always |
#
# So the same line of code shares for one input and copies for another. If you are going to write
# into the result, say what you mean, with `view` or with `clone`.

# %% exercise="who_changes"

# %% exercise="what_is_left"

# %% exercise="overlapping"

# %% [markdown]
# ### A small view keeps a large storage
#
# There is a second way to be connected. A storage lives as long as **any** tensor looks at any of
# it. You load a thousand images, keep the first, and throw the rest away. How much memory is freed?

# %%
images = torch.zeros(1000, 28, 28)
kept = images[0]
del images
print(kept.untyped_storage().nbytes(), "bytes under an image of", kept.nbytes, "bytes")

# %% [markdown]
# Nothing was freed. `kept` has 3136 bytes of numbers, and keeps 3 million alive. (`torch.save`
# would even write all of them to the disk.) This is how programs that "keep a little of each batch"
# run out of memory. A clone lets go:

# %%
kept = kept.clone()
print(kept.untyped_storage().nbytes(), "bytes")

# %% [markdown]
# ## Sliding windows
#
# Strides needn't come from a slice. Here is a thermometer's day, and a question about it: what is
# the average over each stretch of three hours? That takes all stretches of three neighbours, as the
# rows of a table:

# %%
hours = torch.tensor([4.0, 5.0, 9.0, 13.0, 14.0, 10.0, 7.0])
windows = torch.as_strided(hours, (5, 3), (1, 1), 0)
print(windows)
print(windows.mean(dim=1))

# %% [markdown]
# The table has 15 elements, and the storage has 7. Nothing was copied. Both strides are 1: a step
# to the right is the next hour, and so is a step down, to the next window. The cells in the middle
# are looked at three times:

# %%
draw.strides(windows, name="windows")

# %% [markdown]
# How many windows are there? The first begins at 0 and the last at 7 - 3 = 4, which makes
# 7 - 3 + 1 = 5. If windows begin two apart, the step down is 2 cells, and there are
# (7 - 3) // 2 + 1 = 3. torch's own function for this is `x.unfold(dim, size, step)`.

# %%
print(hours.unfold(0, 3, 2))

# %% exercise="moving_windows"

# %% [markdown]
# ### The trap: writing into overlapping windows
#
# In a view whose cells are seen more than once, what does it mean to add 1? torch sometimes
# refuses, and sometimes not. First an expanded tensor:

# %%
week = torch.tensor([1.5, 2.0, 4.5]).expand(4, 3)
try:
    week += 1
except RuntimeError as error:
    print(textwrap.fill(str(error), 88))

# %% [markdown]
# "More than one element of the written-to tensor refers to a single memory location": cell 0 is four
# elements of `week`, and it isn't clear whether it should grow by 1 or by 4. The message also names
# the remedy, `clone()`. But an assignment of one number goes through, and changes all rows at once:

# %%
week[0, 0] = 9
print(week)

# %% [markdown]
# And windows? torch recognises a stride of 0, but it doesn't work out whether windows overlap. No
# error, and a result that nobody should rely on. Each hour should grow by 1:

# %%
hours = torch.zeros(7)
windows = torch.as_strided(hours, (5, 3), (1, 1), 0)
windows += 1
print(hours)

# %% [markdown]
# Cells that are seen three times may have grown by 3, by 2 or by 1, depending on the order in which
# the processor got to them, and on how many it did at once. **Read overlapping views as much as you
# like; write into the tensor that they look at, or into a clone.**
#
# A relative of this is an operation in place that reads what it writes. torch catches this one:

# %%
x = torch.arange(6.0)
try:
    x[1:] += x[:-1]
except RuntimeError as error:
    print(textwrap.fill(str(error), 88))
x[1:] += x[:-1].clone()
print(x)

# %% [markdown]
# ### Windows in two dimensions
#
# On an image, a window moves in two directions. That makes four axes: which row of windows, which
# column of windows, which row in the window, which column in the window. And four strides. What are
# they, for windows of 2 by 2 on this image? Take them one at a time: each of the four axes moves
# one pixel down or one to the right.

# %%
image = torch.arange(12).reshape(3, 4)
draw.tensor(image, highlight=draw.at[1:3, 1:3], name="image")

# %% exercise="patches"

# %% [markdown]
# ## Counting bytes
#
# You can now predict what a line of code will take, before it takes it. Three rules are enough:
#
# 1. A view takes nothing: rows and slices, `T`, `expand`, `view`, `diagonal`, windows.
# 2. Writing in place takes nothing: `add_`, `+=`, `out=`.
# 3. Everything else takes elements times bytes **for each operation**, temporaries included. Lists
#    and masks between brackets belong here.

# %%
x = torch.rand(1000, 1000)
whole = x.nbytes
for name, step in [
    ("x + 1", lambda x: x + 1),
    ("(x - x.mean()) / x.std()", lambda x: (x - x.mean()) / x.std()),
    ("x.T @ x", lambda x: x.T @ x),
    ("x[::2]", lambda x: x[::2]),
    ("x[[0, 1, 2]]", lambda x: x[[0, 1, 2]]),
    ("x > 0.5", lambda x: x > 0.5),
]:
    print(f"{name:26} {allocated(step, x) / whole:.6f} times x")

# %% [markdown]
# Mind the second line. The formula looks like one thing and takes two whole tables: the difference,
# and the quotient. (The few bytes on top are the mean and the standard deviation, one number each.)
# The slice is free, and the list of three rows is paid for: three thousandths of the table, and a
# little for the list, which becomes a tensor as well. The last line is a quarter: a bool has one
# byte, and a float32 has four.

# %% exercise="bytes_allocated"

# %% [markdown]
# And when it must stay under a bound? Say, a table that fills more than half of the memory. Then
# each operation that makes something as large as the table has to write into memory that is already
# there. What is **small**, such as one number for each row, may be new.

# %%


def centre(x):
    x -= x.mean(dim=1, keepdim=True)


print(allocated(centre, x) / whole, "times x")

# %% [markdown]
# 0.001 times the table: the 1000 means. `keepdim=True` keeps their shape at (1000, 1), so that each
# mean is subtracted from its own row.
#
# Two exercises with a bound. In the first the input must stay, and one new tensor is allowed. In the
# second the input itself is where the result goes.

# %% exercise="polynomial"

# %% exercise="standardise_in_place"

# %% [markdown]
# ## What autograd needs is not yours to overwrite
#
# In place saves memory, so why not always? Because somebody else may still need the old numbers.
# Autograd does: it computes gradients backwards, and on the way it looks at values that the forward
# computation left behind. The derivative of `exp` is `exp` itself, so torch remembers the result.
# What happens if you then write into that result?

# %%
x = torch.tensor([0.0, 1.0, 2.0], requires_grad=True)
growth = x.exp()
growth += 1
try:
    growth.sum().backward()
except RuntimeError as error:
    print(textwrap.fill(str(error), 88))

# %% [markdown]
# It is one of the most asked-about messages of torch. Read it piece by piece:
#
# - *modified by an inplace operation*: something that autograd had remembered was written into.
# - *[torch.FloatTensor [3]]*: it has dtype float32 and shape (3,).
# - *which is output 0 of Exp* (some versions say *ExpBackward0*): it came out of an `exp`. So look
#   at what your program does with the result of an `exp`.
# - *is at version 1; expected version 0*: it was changed once since it was remembered.
# - *anomaly detection* would show the forward line that remembered it. That line is rarely the one
#   to blame; look for the underscore, the `+=` or the index on the left **after** it.

# %% [markdown]
# How does torch know? A tensor has a **version counter**, which it shares with all its views and
# which goes up with each write in place, whichever of them the write goes through. When autograd
# remembers a tensor, it writes down the version, and on the way back it compares.

# %%
z = torch.zeros(4)
print(z._version)
z += 1
z[1:3].mul_(5)
print(z._version)
z = z + 1
print(z._version)

# %% [markdown]
# Two writes, the second through a view; then a new tensor, which begins at 0.
#
# The mend: let `growth + 1` be a tensor of its own. What was remembered stays as it was.

# %%
x = torch.tensor([0.0, 1.0, 2.0], requires_grad=True)
growth = x.exp()
growth = growth + 1
growth.sum().backward()
print(x.grad)
print(x.detach().exp())

# %% [markdown]
# Not every write in place is an error. It depends on what autograd remembered. The derivative of
# `x * 3` needs only the 3, so nobody misses the overwritten product:

# %%
x = torch.tensor([0.0, 1.0, 2.0], requires_grad=True)
triple = x * 3
triple += 1
triple.sum().backward()
print(x.grad)

# %% [markdown]
# Now a remedy that is worse than the illness. On the web you find the advice to write through
# `.data`. The error is gone. Is the gradient right? It should be (1, e, e²), that is about
# (1, 2.72, 7.39):

# %%
x = torch.tensor([0.0, 1.0, 2.0], requires_grad=True)
growth = x.exp()
growth.data += 1
growth.sum().backward()
print(x.grad)

# %% [markdown]
# Each is too large by 1. `.data` goes past the version counter, so autograd used the overwritten
# numbers for those of `exp`, and nobody was told. **The error message was your friend.** A
# gradient that is wrong without a message may cost weeks.
#
# `x.detach()` gives the same memory in a safer way: what it returns shares the version counter with
# `x`. So does it help to write through it? Guess, then run:

# %%
x = torch.tensor([0.0, 1.0, 2.0], requires_grad=True)
growth = x.exp()
growth.detach().add_(1)
print("version", growth._version)
try:
    growth.sum().backward()
except RuntimeError as error:
    print(str(error).split(":")[0])

# %% [markdown]
# It raises as before, and rightly so: the numbers that autograd needs are gone, whoever overwrote
# them. (`growth = growth.detach()` is no way out either. It cuts `growth` off from `x`, and no
# gradient arrives at all.) There are two honest remedies: a new tensor, or a clone to write into.

# %% [markdown]
# The last trap of this kind needs no gradient at all. A list collects the states of a calculation.
# Guess what it holds:

# %%
level = torch.zeros(2)
history = []
for _ in range(3):
    level += 1
    history.append(level)
print(history)

# %% [markdown]
# Three times the same tensor, with the last state in it. `append` takes no picture of the tensor; it
# keeps another name for it. `level = level + 1`, or `history.append(level.clone())`, keeps the
# states apart.

# %% exercise="smoothed"

# %% [markdown]
# ## Capstone: a convolution from strides
#
# A **convolution** slides a small table of weights, the kernel, over an image. At each place it
# multiplies the kernel with the patch below, element by element, and adds up. If the kernel looks
# like an edge, the sum is large where the image has one. In one dimension it is windows times
# weights:

# %%
signal = torch.tensor([0.0, 0, 0, 1, 1, 1, 0, 0])
edge = torch.tensor([-1.0, 1.0])
windows = torch.as_strided(signal, (7, 2), (1, 1), 0)
print(windows @ edge)

# %% [markdown]
# 1 where the signal goes up, -1 where it goes down, 0 elsewhere. (`@` multiplies each row of the
# table with the weights and adds up.) The function `torch.nn.functional.conv1d` gives the same; it
# wants an axis for images and one for channels in front. (`None` between brackets puts in an axis of
# length 1.)

# %%
print(torch.nn.functional.conv1d(signal[None, None], edge[None, None]))

# %% [markdown]
# In two dimensions there are many images at once, each with several channels (red, green, blue), and
# many kernels. The windows have six axes: image, channel, row of patches, column of patches, row in
# the patch, column in the patch. Kernels have four: kernel, channel, row, column. Multiply along the
# axes that both have, and add up over channel, row and column in the patch. `torch.einsum` takes
# exactly this sentence. Each axis gets a letter, axes that go together get the same one, and **a
# letter that isn't in the result is added up**. Here on something smaller, a table times a vector:

# %%
table, weights = torch.tensor([[1.0, 2, 3], [4, 5, 6]]), torch.tensor([1.0, 0, -1])
print(torch.einsum("ij,j->i", table, weights))

# %% [markdown]
# Two more words. With a **stride** of 2, the kernel moves by two pixels at a time, and the result has
# about half as many rows and half as many columns. (An unlucky word: it is a number of pixels, not
# of cells. The strides of the windows follow from it.) With a **padding** of 1, a border of zeros is
# put around the image first, so that the kernel can also stand at the edge. For that a copy is
# needed: the zeros must be somewhere.

# %%
small = torch.tensor([[1, 2], [3, 4]])
padded = torch.zeros(4, 4, dtype=small.dtype)
padded[1:3, 1:3] = small
print(padded)

# %% [markdown]
# How large is the result? Along each direction, the patches that fit are counted as for windows in a
# row: (length - kernel) // stride + 1, with the length after padding.

# %% exercise="convolve"

# %% [markdown]
# When it passes, give it something to see: a bright rectangle, and two kernels. The first answers to
# edges on the left and on the right, the second to edges above and below.

# %%
picture = torch.zeros(1, 1, 5, 6)
picture[0, 0, 1:4, 1:5] = 1
draw.tensor(picture[0, 0].int(), highlight=draw.at[1:4, 1:5], name="picture")

# %%
edges = torch.tensor([[[[-1.0, 1.0], [-1.0, 1.0]]], [[[-1.0, -1.0], [1.0, 1.0]]]])
try:
    found = convolve(picture, edges, 1, 0)[0].int()
except NotImplementedError:
    print("convolve isn't written yet; here are zeros in its place.")
    found = torch.zeros(2, 4, 5, dtype=torch.int32)
draw.tensor(found, name="found")

# %% [markdown]
# `found[0]` holds 1 or 2 down its left side, where bright begins, -1 or -2 down its right side,
# where it ends, and 0 in between. `found[1]` has the same above and below. (At a corner, only half
# of the kernel lies on the edge: hence the 1.)
#
# The layer in a real model does the same, with more care for speed: how the windows are laid out
# decides how fast the products go. Your version already has the main idea: windows cost nothing.

# %% [markdown]
# ## What you can do now
#
# - say which line makes a new tensor, which writes into old memory, and which does so by way of a
#   temporary;
# - test whether two tensors share memory, by their storages, and say why `id` can't tell;
# - find the cell of an element from offset and strides, and the elements of a cell;
# - tell from shape and strides whether a tensor is contiguous, and whether it can be viewed flat;
# - make transposes, slices, diagonals and windows out of a shape, strides and an offset;
# - predict who else changes, and let go of a large storage by cloning what you keep;
# - predict the bytes that an expression takes, and keep a calculation under a bound;
# - read the error about an *inplace operation*, and mend it without hiding it;
# - write a convolution.
#
# If one of the exercises is still open, `hint(...)` with its name gives a nudge. The next chapter
# takes these storages across a border: NumPy arrays and tensors over the same memory.
