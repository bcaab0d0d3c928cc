# %% [markdown]
# # Broadcasting
#
# Two tensors are added element by element, so they should have the same shape. Often they
# don't: a table of measurements and one correction for each column, a thousand images and one
# mean for each colour. **Broadcasting** is the rule by which torch fits such shapes together.
#
# It is what makes tensor programs short and fast, since it does away with most loops. It also
# makes the quietest bugs there are: shapes that fit by accident, and a result that nobody
# asked for. This chapter is about both.

# %%
import math

import torch

from course.kit import check, draw, hint, reset

# %% [markdown]
# Run the cells from top to bottom with Shift+Enter. Where a cell asks you to guess, guess
# first: with shapes, a wrong guess that you notice is worth more than ten right ones.
#
# In an exercise, write your code in place of the line with `NotImplementedError`, run the cell,
# then the one below it with `check`. `hint(...)` with the name of the function gives a hint,
# each call the next one.

# %% [markdown]
# ## A row meets a column
#
# A museum has two ticket prices: 10 on weekdays, 14 at weekends. Three exhibitions are on, and
# each has a surcharge: 0, 3 or 5. Which are the six prices that can come up?

# %%
ticket = torch.tensor([[10, 14]])
exhibition = torch.tensor([[0], [3], [5]])
print(ticket.shape, exhibition.shape)
print(ticket + exhibition)

# %% [markdown]
# A row of shape (1, 2) and a column of shape (3, 1) gave a table of shape (3, 2). Every ticket
# has met every exhibition. Here is what happened:

# %%
draw.broadcast(ticket, exhibition, names=("ticket", "exhibition"))

# %% [markdown]
# The row is repeated downwards, once for each exhibition. The column is repeated to the right,
# once for each ticket. Then both have the shape (3, 2), and they are added place by place.
#
# The cells with a broken border are in nobody's memory. They are drawn to show which number is
# used where; torch doesn't write them down. Written as loops, the sum would be this:

# %%
prices = torch.empty(3, 2, dtype=torch.int64)
for i in range(3):
    for j in range(2):
        prices[i, j] = ticket[0, j] + exhibition[i, 0]
print(prices)

# %% [markdown]
# Look at the indices: where an operand has length 1, its index stays 0 however far the result
# counts. **To be stretched means that the index stands still.**
#
# It works alike for `-`, `*`, `/`, `**`, for comparisons, `&` and `|`, for `torch.where` and
# `torch.maximum`: for all that works element by element.

# %%
print(torch.maximum(ticket, torch.tensor([[12], [8], [20]])))

# %% [markdown]
# The trap is in place. An operator such as `+=` writes into the memory of its left side, and
# that can't grow. Before you run it: which of the two lines raises an error?

# %%
prices = torch.zeros(3, 2, dtype=torch.int64)
prices += ticket
print(prices)
try:
    ticket += exhibition
except RuntimeError as error:
    print(error)

# %% [markdown]
# The second one. The right side may be stretched to the shape of the left, but never the left
# to that of the right: six prices don't fit into memory for two.

# %% exercise="write_out"

# %% [markdown]
# ## The rule
#
# Nobody has to guess which shapes fit. The rule is four lines long:
#
# 1. Write the shapes one below the other, **aligned from the right**.
# 2. Where one of them has no axis, put a 1.
# 3. Two lengths fit if they are **equal**, or if one of them is **1**. The 1 is stretched to
#    the other length.
# 4. If any two lengths don't fit, it is an error.
#
# Take two shapes with many axes, and work out the result before you look:

# %%
draw.broadcast((8, 1, 6, 1), (7, 1, 5))

# %% [markdown]
# In each column one of the two is 1 or missing, and the other one decides. Nothing says that
# only one operand may be stretched: here both are, in different places.
#
# Why from the right? The last axes are those of a single thing: the readings of a day, the
# pixels of an image. The axes in front count things. One correction for each reading then fits
# a single day, a table of days, and a block of stations:

# %%
correction = torch.tensor([0.5, 0.0, -0.25, 1.0])
for shape in [(4,), (3, 4), (2, 3, 4)]:
    print(shape, "+ (4,) ->", tuple((torch.zeros(shape) + correction).shape))

# %% [markdown]
# And when they don't fit? A table of 4 days with 3 readings, and one number for each **day**:

# %%
days = torch.arange(12.0).reshape(4, 3)
for_each_day = torch.tensor([0.5, 0.0, -0.5, 1.0])
try:
    days - for_each_day
except RuntimeError as error:
    print(error)
draw.broadcast(days, for_each_day, "-", names=("days", "for_each_day"))

# %% [markdown]
# The message says where: "at non-singleton dimension 1", the last axis, 3 and 4 differ.
# (*Non-singleton* means that neither of them is 1.) That the table has 4 rows doesn't help. The
# only axis of the vector meets the last axis of the table, and no other.
#
# torch never guesses that you meant the rows. You say so, with an axis of length 1 at the end:

# %%
draw.broadcast(days, for_each_day[:, None], "-", names=("days", "for_each_day[:, None]"))

# %% [markdown]
# `None` between the brackets puts in an axis of length 1. `for_each_day[:, None]` has shape
# (4, 1): a column. `unsqueeze(1)` and `reshape(-1, 1)` do the same.

# %%
print(for_each_day[:, None].shape, for_each_day[None, :].shape)
print(for_each_day.unsqueeze(1).shape, for_each_day.reshape(-1, 1).shape)

# %% [markdown]
# Two corners. A number has the shape `()`: all of its axes are missing, so it fits everything.
# And 0 is a length like any other: a 1 beside it becomes 0, and 2 doesn't fit it. So it isn't
# "the greater length" that wins:

# %%
print((torch.zeros(2, 3) + torch.tensor(1.0)).shape)
print((torch.zeros(0, 3) + torch.zeros(1, 3)).shape)
try:
    torch.zeros(0) + torch.zeros(2)
except RuntimeError as error:
    print(error)

# %% [markdown]
# `torch.broadcast_shapes` applies the rule to shapes alone. Use it to test your guesses, in
# cells of your own, after you have written them down.

# %%
print(torch.broadcast_shapes((5, 1, 4), (3, 1)))

# %% exercise="fitting_shapes"

# %% [markdown]
# ## Every one with every one
#
# Put the axes where they don't meet, and every element of one tensor meets every element of
# the other. A recipe for one person is cooked for 2, 4 and 10:

# %%
grams = torch.tensor([120.0, 30.0, 8.0])
persons = torch.tensor([2, 4, 10])
draw.broadcast(persons[:, None], grams, "*", names=("persons[:, None]", "grams"))

# %% [markdown]
# This table of all products is called the **outer product**. The same pattern makes a table of
# all sums, all differences, all comparisons. It is worth having it at your fingertips:
#
# `x[:, None] ∘ y[None, :]` has shape `(len(x), len(y))`, and at `[i, j]` it holds `x[i] ∘ y[j]`.
#
# (The `None` in front may be left out: a missing axis counts as 1.) Here both lists have three
# entries. What would `persons * grams` have been?

# %%
print(persons * grams)

# %% [markdown]
# No error, no table: three products, place by place. torch can't know which of the two you
# meant. Axes that meet are paired; axes that don't meet are combined.
#
# How much is gained over loops? Compare for 300 by 300 products. The times differ from machine
# to machine, but not the verdict:

# %%
from timeit import timeit

x, y = torch.rand(300), torch.rand(300)


def with_loops():
    return [[x_i * y_j for y_j in y] for x_i in x]


print(f"loops:        {1000 * timeit(with_loops, number=1):8.3f} ms")
print(f"broadcasting: {1000 * timeit(lambda: x[:, None] * y, number=100) / 100:8.3f} ms")

# %% [markdown]
# With a batch in front you have both. For each of 2 kitchens, its own persons and its own
# grams: the kitchens meet, persons and grams don't.

# %%
draw.broadcast((2, 3, 1), (2, 1, 4), names=("persons", "grams"))

# %% exercise="outer_each"

# %% [markdown]
# ## Columns, rows and images on one scale
#
# A table holds weights in grams and heights in metres. To a model, the weights are ten
# thousand times as important, only because of their unit. So each column is brought to mean 0 and
# standard deviation 1:

# %%
animals = torch.tensor([[4000.0, 0.25], [6000.0, 0.75], [5000.0, 0.5], [9000.0, 0.5]])
mean, std = animals.mean(dim=0), animals.std(dim=0)
print(mean.shape, std.shape)
print((animals - mean) / std)

# %% [markdown]
# The mean over axis 0 has one number for each column, its shape is (2,), and aligned from the
# right it meets the columns. It fits by itself. Now the rows: each day minus its own mean.
# Guess what happens.

# %%
days = torch.tensor([[14.0, 18.0, 16.0], [11.0, 15.0, 13.0]])
try:
    days - days.mean(dim=1)
except RuntimeError as error:
    print(error)

# %% [markdown]
# Axis 1 was averaged away, and with it the place where the readings were. The means have shape
# (2,) and meet the readings instead of the days. With `keepdim=True` the axis stays, with
# length 1, and the means still stand beside their rows:

# %%
draw.broadcast(days, days.mean(dim=1, keepdim=True), "-", names=("days", "mean"))

# %% [markdown]
# The error was a stroke of luck. Here is the same mistake on a table of 3 days with 3 readings:

# %%
square = torch.tensor([[14.0, 18.0, 16.0], [11.0, 15.0, 13.0], [1.0, 5.0, 3.0]])
print("wrong:")
print(square - square.mean(dim=1))
print("right:")
print(square - square.mean(dim=1, keepdim=True))

# %% [markdown]
# Both run. In the wrong one the mean of day 0 was subtracted from the first reading of every
# day, the mean of day 1 from the second. **A square table hides a wrong axis**, and so does
# every test that is done on square data. Test with lengths that all differ.
#
# A check of the result helps as well: the rows should have mean 0 now.

# %%
print((square - square.mean(dim=1)).mean(dim=1))
print((square - square.mean(dim=1, keepdim=True)).mean(dim=1))

# %% [markdown]
# Images come as (images, colours, height, width), and have one mean for each colour: a vector
# of shape (3,), which should meet the second axis of four. Two axes stand behind the colours,
# so two axes of length 1 must stand behind the 3:

# %%
draw.broadcast((32, 3, 28, 40), (3, 1, 1), names=("images", "mean[:, None, None]"))

# %% exercise="scale_colours"

# %% [markdown]
# ## Nothing is copied
#
# A stretched tensor looks as if its numbers were written many times. Are they? `expand`
# stretches a tensor without calculating anything, and `repeat` writes the copies out:

# %%
forecast = torch.tensor([[18.0, 21.5, 19.0]])
expanded = forecast.expand(3, 3)
repeated = forecast.repeat(3, 1)
print(torch.equal(expanded, repeated))
draw.memory(forecast=forecast, expanded=expanded, repeated=repeated)

# %% [markdown]
# The same nine numbers, and two ways to have them. `expanded` looks at the three cells of
# `forecast`, three times each. `repeated` has nine cells of its own.
#
# (Mind the arguments: `expand` takes the **shape** that you want, `repeat` takes **how often**
# the tensor is laid out along each axis. `torch.broadcast_to` is `expand` under another name.)
#
# How can nine elements live in three cells? Each tensor has one **stride** for each axis: how
# many cells of memory one step along that axis is.

# %%
print("forecast:", forecast.shape, forecast.stride())
print("expanded:", expanded.shape, expanded.stride())
print("repeated:", repeated.shape, repeated.stride())

# %% [markdown]
# In `repeated`, one step down is 3 cells further, as in every table with rows of three. In
# `expanded` one step down is **0 cells** further: the next row is the same row. That is all
# there is to stretching. The element at `[i, j]` lies in cell `i * 0 + j * 1`, and `i` stands
# still, as in the loops above.
#
# So stretching costs nothing, however far it goes. A million rows:

# %%
wide = forecast.expand(1_000_000, 3)
print(wide.numel(), "elements in", wide.untyped_storage().nbytes(), "bytes")
written = forecast.repeat(1_000_000, 1)
print(written.numel(), "elements in", written.untyped_storage().nbytes(), "bytes")

# %% [markdown]
# When you write `days - mean`, torch stretches both in just this way, and only the result gets
# new memory. You needn't call `expand` for arithmetic. You meet it when a function asks for a
# full shape, or when you look at what others have made.
#
# The trap is writing. An expanded tensor has many elements in one cell:

# %%
expanded[0, 0] = 99.0
print(expanded)
print(forecast)
try:
    expanded += 1
except RuntimeError as error:
    print(str(error).replace(": ", ":\n").replace(". ", ".\n"))

# %% [markdown]
# One assignment has changed a whole column, and `forecast` with it. Where torch notices that
# it would write to one cell several times, it refuses, and says what to do: `clone()` first.
# **Read from an expanded tensor; don't write to it.**

# %% exercise="cells_behind"

# %% [markdown]
# ## Questions instead of loops
#
# Many loops ask the same question about every pair: is this label that class, does this place
# come before that one? A comparison, broadcast, asks them all at once.
#
# Three images have the labels 2, 0 and 1. Which image belongs to which of four classes?

# %%
labels = torch.tensor([2, 0, 1])
classes = torch.arange(4)
draw.broadcast(labels[:, None], classes, "==", names=("labels[:, None]", "classes"))

# %% [markdown]
# Each row has one True, at its label: this is called a **one-hot** table. What if the labels
# are a table themselves, one for each pixel? The new axis has to stand behind all others,
# however many there are. Three dots, `...`, stand for all axes that aren't named:

# %%
pixels = torch.tensor([[2, 0, 1], [3, 3, 0]])
print(pixels[..., None].shape)
print((pixels[..., None] == classes).shape)

# %% [markdown]
# The result holds bools. Where numbers are wanted, `.to(torch.int64)` makes 1 of True and 0 of
# False.

# %% exercise="one_hot"

# %% [markdown]
# A **mask** is a tensor of bools that says which elements count. Masks are questions about
# positions, and positions come from `arange`. Sentences are filled up to five words; which
# places hold words?

# %%
lengths = torch.tensor([5, 2, 3])
places = torch.arange(5)
is_word = places < lengths[:, None]
draw.broadcast(places, lengths[:, None], "<", names=("places", "lengths[:, None]"))

# %% [markdown]
# Row by row: all five, the first two, the first three. No loop, no `if`. Compare the places
# with themselves, as a row and as a column, and you know for each pair which one comes first:

# %%
print(places <= places[:, None])

# %% [markdown]
# At `[i, j]` stands whether place j comes before place i, or is i itself. A language model uses
# this mask, so that no word can peek at the words that it is to predict.
#
# Two masks are joined by `&`, which is *and* for each element, and `~` turns a mask around. To
# use a mask, it has to meet the right axes, like every other operand. `torch.where` and
# `masked_fill` broadcast as well:

# %%
scores = torch.arange(15.0).reshape(3, 5)
print(scores.masked_fill(~is_word, -1.0))

# %% exercise="attention_mask"

# %% [markdown]
# ## When the table in between is too large
#
# 2000 customers and 2000 shops on a map, or 2000 images described by 50 numbers each. How far
# is each from each? Broadcasting has the answer in one line. First in small: three points
# and two points with two coordinates.

# %%
a = torch.tensor([[0.0, 0.0], [3.0, 0.0], [6.0, 8.0]])
b = torch.tensor([[3.0, 4.0], [0.0, 0.0]])
differences = a[:, None, :] - b[None, :, :]
print(differences.shape)
print(differences.square().sum(dim=2).sqrt())

# %% [markdown]
# `a` became (3, 1, 2), `b` became (1, 2, 2), and the differences have shape (3, 2, 2): every
# point with every point, and their coordinates. The last axis is added up and disappears.
#
# Stretching costs no memory. But its **result** is written down. Before you run it: how large
# are the differences of 2000 points from 2000 points with 50 coordinates?

# %%
n, m, d = 2000, 2000, 50
print("the points:     ", 4 * (n + m) * d / 1e6, "MB")
print("the differences:", 4 * n * m * d / 1e6, "MB")
print("the distances:  ", 4 * n * m / 1e6, "MB")

# %% [markdown]
# 0.8 MB go in, 16 MB come out, and 800 MB are needed in between. With ten times as many points
# on both sides it would be 80 GB, and the program ends there. There are two ways out.
#
# The first is to work in portions: a loop over some rows of `a` at a time, and each portion is
# given back before the next. The second is algebra. For two points,
#
# $$|a - b|^2 = |a|^2 + |b|^2 - 2\,a \cdot b$$
#
# A number for each `a`, a number for each `b`, and a product for each pair. All products at
# once are a matrix product, `a @ b.T`: its entry at `[i, j]` is the sum of `a[i] * b[j]`. No
# tensor with three axes is needed.

# %%
print((a * a).sum(dim=1))
print((b * b).sum(dim=1))
print(a @ b.T)

# %% [markdown]
# How do these three fit together? (3,), (2,) and (3, 2): one of the vectors needs an axis.
#
# The second way has a price. Two points that lie 0.25 apart, far away from the origin, in
# float32:

# %%
x, y = torch.tensor(4097.25), torch.tensor(4097.0)
squared = x * x + y * y - 2 * x * y
print("(x - y)²:     ", ((x - y) ** 2).item())
print("x² + y² - 2xy:", squared.item())
print("its root:     ", squared.sqrt().item())

# %% [markdown]
# The squares are near 16.8 million. So far out, the next float32 is 2 away, and each of the
# three parts is rounded by as much as 1 or 2. What you want to know is 0.0625. This is called
# **cancellation**: large numbers that nearly agree leave little but their rounding.
#
# The squared distance even came out **below 0**, and the root of that is nan. `clamp(min=0)`
# raises what is below 0 to 0, and leaves the rest:

# %%
print(torch.tensor([-4.0, 0.0, 9.0]).clamp(min=0).sqrt())

# %% [markdown]
# torch has a function for all this, `torch.cdist`. It goes the direct way for few points, and
# the way by algebra as soon as there are more than 25. Here are points on a line, 0.25 apart.
# Will the distances of the first ones depend on how many there are?

# %%
line = 4096 + torch.arange(30.0)[:, None] / 4
print(torch.cdist(line[:20], line[:20])[0, :5])
print(torch.cdist(line, line)[0, :5])

# %% [markdown]
# They do: with ten points more, the small distances are lost. (`compute_mode=` tells `cdist`
# which way to go.) Yours can do better, and it takes one line more.
#
# Distances don't change when all points are moved together. If the points lie around the
# origin, the squares are small, and nothing large is left to cancel. (In float32, one limit
# stays: where two points coincide, a rounding of 0.000001 in the square is 0.001 in its root.)

# %% exercise="distances"

# %% [markdown]
# ## The silent ones
#
# A wrong shape that raises an error costs a minute. A wrong shape that runs can cost a week.
# Here is the most expensive one. A model predicts prices of houses from their size, with a
# weight and an offset; its loss is the mean of the squared differences.

# %%
generator = torch.Generator().manual_seed(1)
size = torch.randn(32, generator=generator)
price = size + 0.1 * torch.randn(32, generator=generator)


def train(targets):
    w = torch.zeros(2)
    for step in range(101):
        w.requires_grad_()
        loss = ((size * w[0] + w[1] - targets) ** 2).mean()
        if step % 50 == 0:
            print(f"{tuple(targets.shape)!s:8} step {step:3}: loss {loss:.3f}, weight {w[0]:.3f}")
        (slope,) = torch.autograd.grad(loss, w)
        w = w.detach() - 0.1 * slope


# %% [markdown]
# (`torch.autograd.grad` gives the slope of the loss in the weight `w[0]` and in the offset
# `w[1]`, and both are moved a little downhill, a hundred times. Chapter 4 explains how. Here
# only the shapes matter.)
#
# The prices come once as a vector, and once as they often come out of a file: as a column.

# %%
train(price)
train(price[:, None])

# %% [markdown]
# The weight should be about 1. With the column it is about 0: the model learnt to predict the
# same price for every house. There was no error; the loss went down a little, and then it
# stayed, long before it was near 0. Guess the shape of the differences, then run:

# %%
draw.broadcast((32,), (32, 1), "-", names=("predictions", "targets"))

# %% [markdown]
# Every prediction was compared with **every** target. The best answer to all targets at once is
# their mean, and that is what the model learnt. In small, with three houses whose predictions
# are perfect:

# %%
predictions = torch.tensor([1.0, 2.0, 4.0])
targets = torch.tensor([[1.0], [2.0], [4.0]])
draw.broadcast(predictions, targets, "-", names=("predictions", "targets"))

# %% [markdown]
# The right differences are on the diagonal: 0, 0, 0. The other six have no meaning.
#
# torch's own `mse_loss` warns here ("Using a target size … that is different to the input
# size …"), but goes on. In code of your own nobody warns. So bring both to one form where they
# come in, and **compare the shapes before you subtract**:

# %%
if predictions.shape != targets.shape:
    print("refused:", tuple(predictions.shape), "and", tuple(targets.shape))

# %% exercise="squared_error"

# %% [markdown]
# The same bug in another coat: how often does a model name the right class? This one is right
# every time. Guess the two numbers.

# %%
named = torch.tensor([0, 1, 2, 3])
labels = torch.tensor([[0], [1], [2], [3]])
print("accuracy:", (named == labels).float().mean().item())
print("accuracy:", (named == labels[:, 0]).float().mean().item())

# %% [markdown]
# A quarter, for a model without a fault: each answer was compared with all four labels. An
# accuracy that stays near 1 / classes is a reason to print shapes.
#
# The next bug you have seen already: a mean without `keepdim` on square data. Its
# relative is a mask on the wrong axis. Three pupils, three tests; pupil 1 was absent.

# %%
points = torch.tensor([[4.0, 8.0, 9.0], [5.0, 5.0, 5.0], [1.0, 2.0, 6.0]])
absent = torch.tensor([False, True, False])
print(points.masked_fill(absent, 0))

# %% [markdown]
# The zeros are in a column: test 1 was deleted for everybody. The mask has one entry for each
# pupil, but its only axis meets the last axis, and that is the tests. Again a square hides it:
# with four tests, there would have been an error.

# %% exercise="relative_points"

# %% [markdown]
# Is there a system in it? torch looks at lengths, you think in meanings. So write the meanings
# down. Give each axis a name, align the names as torch aligns the lengths, and look at what
# meets:
#
# ```text
# points                  pupil 3    test 3
# absent                             pupil 3    <- pupil meets test
#
# predictions                        house 32
# targets                 house 32   price 1    <- house meets price
#
# points                  pupil 3    test 3
# mean, with keepdim      pupil 3    test 1     <- all is well
# ```
#
# A bug is **silent** when all lengths fit, and two different names meet. Axes that you have put
# in with `None` have no name: they are there to be stretched.

# %% [markdown]
# Many people write the names into their programs, as comments behind each line:
#
# `own_mean = points.mean(dim=1, keepdim=True)  # (pupil, 1)`
#
# It is the cheapest test there is. In the next exercise you write a function that does the
# looking.

# %% exercise="find_silent"

# %% [markdown]
# ## The way back is a sum
#
# Training asks how much the loss changes when a parameter changes. If a parameter was
# stretched, it went into the result many times, and all of these count. Take a row of two
# numbers, stretched over three rows, and multiplied by something:

# %%
row = torch.tensor([[1.0, 2.0]], requires_grad=True)
factor = torch.tensor([[1.0, 10.0], [2.0, 20.0], [3.0, 30.0]])
total = (row * factor).sum()
total.backward()
print(row.grad)

# %% [markdown]
# (`requires_grad=True` asks torch to keep track, `backward()` works out the gradient, and it
# lands in `.grad`: one number for each number of `row`, which says how fast the total grows
# with it.)
#
# The total is 1 · row₀ + 2 · row₀ + 3 · row₀ + …, so its slope in row₀ is 1 + 2 + 3 = 6. Each
# copy has a gradient of its own, and the number behind them gets their **sum**:

# %%
draw.sum_axis(factor, 0, name="factor")

# %% [markdown]
# **Forward it is repeated, backward it is added up.** Along the axes along which a tensor was
# stretched, the gradient is summed. Then it has the shape of the tensor again, as every
# gradient must. (`row` has shape (1, 2), so the axis that was added up is kept, with length 1.)
#
# Nobody has to do this by hand with torch. But whoever writes a backward pass of their own has
# to, and it is the step that is most often wrong. Two things are to be told apart:

# %%
factor = torch.arange(6.0).reshape(2, 3)
for shape in [(2, 3), (3,), (1, 3), (2, 1), ()]:
    x = torch.ones(shape, requires_grad=True)
    (x * factor).sum().backward()
    print(f"{shape!s:7} gradient {x.grad.tolist()}")

# %% [markdown]
# An axis that was **missing** is added up and gone: (3,) gets `[3, 5, 7]`. An axis of **length
# 1** is added up and stays: (1, 3) gets `[[3, 5, 7]]`, with two pairs of brackets. The shapes
# are aligned from the right here too, so the missing axes are the first ones.

# %% exercise="unbroadcast"

# %% [markdown]
# ## Capstone: broadcasting, built from nothing
#
# You know the rule and you know the trick with stride 0. That is enough to build all of it
# yourself: the shape, the view, and an operation on top.
#
# First the shape. Think of a list of lengths that starts with ones only, and of the shapes that
# come by, one after the other, aligned from the right.

# %% exercise="broadcast_shapes"

# %% [markdown]
# Then the view. `torch.as_strided(x, shape, strides)` looks at the memory of `x` in any shape
# with any strides. It begins where `x` begins, and it believes what you tell it: with wrong
# strides, it shows wrong numbers without a word.

# %%
forecast = torch.tensor([18.0, 21.5, 19.0, 17.0])
print(torch.as_strided(forecast, (2, 2), (2, 1)))
print(torch.as_strided(forecast, (3, 2), (1, 1)))
print(torch.as_strided(forecast, (2, 4), (0, 1)))

# %% [markdown]
# The first is `reshape(2, 2)`. The second steps one cell down and one cell across, so that
# neighbouring rows overlap. The third is stretching.
#
# A transposed table has its strides swapped, a column of a table steps over whole rows, and a
# slice begins in the middle of memory. Whatever `x` is, `x.stride()` knows, and stretching
# changes nothing of it but the axes that are stretched:

# %%
table = torch.arange(12).reshape(3, 4)
print(table.stride(), table.T.stride(), table[:, 2:3].stride())
print(table[:, 2:3].expand(3, 5).stride(), table.T.expand(2, 4, 3).stride())

# %% exercise="broadcast_to"

# %% [markdown]
# At last an operation. torch's own `+` broadcasts; Python's own `math.hypot`, which gives the long
# side of a right triangle, has never heard of tensors:

# %%
try:
    math.hypot(torch.tensor([3.0, 8.0]), torch.tensor([[4.0], [6.0]]))
except (TypeError, ValueError, RuntimeError) as error:
    print(type(error).__name__)
print(math.hypot(3.0, 4.0))

# %% [markdown]
# With your two functions it can be taught, and so can every function of two numbers.

# %% exercise="apply_pairwise"

# %% [markdown]
# ## What you can do now
#
# - say which shape comes out of two, or where they don't fit: from the right, 1 stretches,
#   missing is 1;
# - say what is repeated where, and that nothing is copied: the index stands still, the stride
#   is 0;
# - put axes where you need them, with `None` and `keepdim=True`;
# - replace loops over pairs by one operation: outer products, one-hot tables, masks,
#   distances;
# - see when the table in between is too large, and go around it without losing the digits;
# - find the bugs that run: give names to the axes, and look at which of them meet;
# - take a gradient back through a stretched axis: add it up;
# - build broadcasting yourself, from strides.
#
# | you want | you write |
# |---|---|
# | one number for each column of a table | `table - x`, `x` of shape `(columns,)` |
# | one number for each row of a table | `table - x[:, None]`, `x` of shape `(rows,)` |
# | every row minus its own mean | `table - table.mean(dim=1, keepdim=True)` |
# | one number for each colour of images | `images - x[:, None, None]` |
# | every x with every y | `x[:, None] * y` |
# | the same, for each of a batch | `x[:, :, None] * y[:, None, :]` |
#
# If an exercise is still open, `hint(...)` with its name gives a nudge. The next chapter looks
# below the surface that this one has scratched: storage, offset and strides, what else they can
# do, and who else changes when you change a tensor.
