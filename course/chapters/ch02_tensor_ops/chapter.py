# %% [markdown]
# # Making and changing tensors
#
# A photo, a song, a year of weather: to a computer each is a block of numbers. A neural network
# takes such blocks in, and gives such blocks out. In PyTorch the block is called a **tensor**.
#
# In this chapter you make tensors in all the usual ways, calculate with them, cut them up, join
# them and give them new shapes. Along the way you write small functions that are checked at
# once.

# %%
import torch

from course.kit import check, draw, hint, reset

# %% [markdown]
# Run the cells from top to bottom with Shift+Enter. Many cells ask you to guess what comes out:
# guess first, then run. A wrong guess that you notice teaches more than a cell that you skip.
#
# In an exercise, write your code in place of the line with `NotImplementedError`. Run that
# cell, then the one below it with `check`. If you are stuck, run `hint(...)` with the name of
# the function, in a cell of your own; each call gives the next hint. To begin an exercise anew,
# run `reset(...)` with its name in the answer cell: what you wrote is kept in a file.
#
# If a cell doesn't come to an end, a loop in it may be endless. The button ■ in the toolbar
# interrupts it, and what the cells above have made stays.

# %% [markdown]
# ## A block of numbers with a shape
#
# A thermometer is read four times a day, for three days. On paper you would draw a table with a
# row for each day. A tensor is that table.

# %%
temperatures = torch.tensor(
    [
        [14.5, 18.0, 16.25, 12.0],
        [13.0, 17.5, 19.0, 12.5],
        [11.0, 15.0, 15.25, 10.0],
    ]
)
print(temperatures)

# %%
draw.tensor(temperatures, highlight=draw.at[1, 2], name="temperatures")

# %% [markdown]
# Each direction of the table is an **axis**. Axis 0 runs down, from day to day; axis 1 runs
# across, from reading to reading. Axes and places are counted from 0, as in Python lists. In
# torch's functions and messages the number of an axis is called `dim`, short for *dimension*.
#
# The length of each axis, in order, is the **shape**: here `(3, 4)`. One number for each axis
# picks an element. The marked one is on day 1, reading 2.

# %%
print(temperatures.shape)
print(temperatures[1, 2])

# %% [markdown]
# torch prints a shape as `torch.Size([3, 4])`. It is a tuple under another name: it equals
# `(3, 4)`, and it can be taken apart like one.

# %%
print(temperatures.shape == (3, 4))
days, readings = temperatures.shape
print(days, "days of", readings, "readings")

# %% [markdown]
# A table has two axes. A tensor may have any number of them, none included:
#
# | what it holds | axes | shape |
# |---|---|---|
# | the temperature right now | 0 | `()` |
# | the noon temperatures of a week | 1 | `(7,)` |
# | a grey image | 2 | `(height, width)` |
# | a colour image: red, green and blue | 3 | `(3, height, width)` |
# | 32 colour images for one training step | 4 | `(32, 3, height, width)` |

# %% [markdown]
# With three axes, think of several tables of one size. Here a second thermometer joins the
# first, for two days. Before you run it: which shape will be printed?

# %%
stations = torch.tensor(
    [
        [[14.5, 18.0, 16.25], [13.0, 17.5, 19.0]],
        [[9.0, 12.5, 11.0], [8.5, 12.0, 13.25]],
    ]
)
print(stations.shape)
draw.tensor(stations, name="stations")

# %% [markdown]
# Besides its shape, every tensor has a **dtype**, which says how each number is stored, and a
# **device**, which says in whose memory: `cpu` for the computer's own, `cuda` for a graphics
# card's. All elements of a tensor have the same dtype.

# %%
print(temperatures.shape)
print(temperatures.dtype)
print(temperatures.device)

# %% [markdown]
# These are the dtypes you will meet most:
#
# | dtype | short name | bytes | holds |
# |---|---|---|---|
# | `torch.float32` | `torch.float` | 4 | real numbers, about 7 digits |
# | `torch.float64` | `torch.double` | 8 | real numbers, about 16 digits |
# | `torch.int64` | `torch.long` | 8 | whole numbers, up to about 9 · 10¹⁸ either way |
# | `torch.uint8` | | 1 | whole numbers from 0 to 255, such as the brightness of a pixel |
# | `torch.bool` | | 1 | `True` and `False` |
#
# Shape, dtype and memory are behind most bugs in real programs. This chapter watches all three.

# %% [markdown]
# Why not a list of lists? A list holds Python objects, scattered over memory, and Python goes
# through them one at a time. A tensor holds bare numbers side by side, and one call works
# through all of them. Measure the difference for a million numbers:

# %%
from timeit import timeit

numbers, tensor = list(range(1_000_000)), torch.arange(1_000_000)
for_list = timeit(lambda: [2 * number for number in numbers], number=10) / 10
for_tensor = timeit(lambda: 2 * tensor, number=10) / 10
print(f"list:   {1000 * for_list:6.2f} ms")
print(f"tensor: {1000 * for_tensor:6.2f} ms")

# %% [markdown]
# `torch.arange(n)` counts from 0 to n - 1, as Python's `range` does. The times differ from one
# machine to the next, and from run to run, but the tensor wins clearly. On a graphics card the
# distance grows further.

# %% [markdown]
# ## Memory that nobody has written to
#
# Results need room. If every element will be written anyway, it is a waste to write zeros
# first. `torch.empty` reserves the room and does nothing else. Run this cell a few times:

# %%
print(torch.empty(2, 3))

# %% [markdown]
# The numbers mean nothing. Some are tiny, some are huge, and some may be zeros. *Empty* doesn't
# mean that there are no elements: there are six. It means that nobody has written them yet, so
# you see whatever was left in that piece of memory.
#
# Left by whom? Often by your own program. Here tensors full of sevens are made and thrown away.
# Then room for another tensor is reserved, and the sevens in it are counted: `fresh == 7` asks
# each element, and `.sum()` adds up how often the answer was yes. `numel()` is the number of
# elements. You will meet all three again.

# %%
for _ in range(3):
    old = torch.full((100_000,), 7.0)
    del old

fresh = torch.empty(100_000)
print(int((fresh == 7).sum()), "sevens in", fresh.numel(), "elements")

# %% [markdown]
# On most machines nearly all of the sevens are back. The memory of the old tensors was free
# again, and it was handed to the next one who asked. If you see none, then the memory came
# fresh from the operating system, which hands it out full of zeros: zeros by accident, no more
# reliable than the sevens.
#
# That is the trap. Somebody takes `torch.empty` for zeros, and counts one visitor for each day:

# %%
del fresh
visitors = torch.empty(100_000)
visitors += 1
print(visitors[50_000:50_005])

# %% [markdown]
# Ones were meant. Whether you see ones, eights or something else depends on what ran before. A
# bug that comes and goes like this is among the hardest to find.
#
# The rule: **use `torch.empty` only where every element is written before it is read.**

# %% [markdown]
# To write, put an index on the left of `=`. One index takes a whole row, one for each axis
# takes an element, and `1:` means "from 1 to the end", as in a list.

# %%
forecast = torch.empty(2, 3)
forecast[0] = torch.tensor([14.0, 18.5, 16.0])
forecast[1, 0] = 12.5
forecast[1, 1:] = 20.0
draw.tensor(forecast, highlight=draw.at[1, 1:], name="forecast")

# %% [markdown]
# The marked cells were written by the last line. Only now, with all six written, has `forecast`
# a meaning.
#
# The shape can be given as numbers or as one tuple, and `dtype=` asks for another dtype than
# float32. A star unpacks one tuple inside another:

# %%
print(torch.empty((2, 3)).shape)
size = (2, 3)
print((5, *size))
print(torch.empty((5, *size), dtype=torch.float64).shape)

# %% exercise="blank_pages"

# %% [markdown]
# ## Random numbers that can be drawn again
#
# The weights of a network start as random numbers, training data are shuffled, and noise is
# added to make models robust. And yet an experiment must be repeatable, or nobody can tell a
# better model from better luck.
#
# There are two main sources. Run the cell twice.

# %%
print(torch.rand(5))
print(torch.randn(5))

# %% [markdown]
# Both take a shape, and give other numbers each time. To see how the two differ, draw a
# thousand of each and count how many fall into each stretch of length one half. (`&` is *and*,
# element by element: a value counts if it is neither below the stretch nor beyond it.)


# %%
def show_spread(values):
    for half in range(-6, 6):
        low = half / 2
        count = int(((values >= low) & (values < low + 0.5)).sum())
        print(f"{low:4} to {low + 0.5:4} {count:5} {'#' * (count // 10)}")


print("rand")
show_spread(torch.rand(1000))
print("randn")
show_spread(torch.randn(1000))

# %% [markdown]
# `torch.rand` spreads evenly from 0 up to 1; 0 can occur, 1 can't. `torch.randn`, with an n for
# *normal*, makes a bell around 0: about two thirds lie between -1 and 1, and about one in
# twenty lies beyond -2 or 2.
#
# Arithmetic moves them to where they are wanted. Temperatures anywhere from 15 to 25 degrees,
# and temperatures around 20 with a typical distance of 2:

# %%
print(15 + 10 * torch.rand(5))
print(20 + 2 * torch.randn(5))

# %% [markdown]
# Now for repeating. `torch.manual_seed` takes a whole number of your choice, as long as it fits
# into 64 bits. Before you run it: which of the three printed lines will be the same?

# %%
torch.manual_seed(42)
print(torch.rand(3))
print(torch.rand(3))
torch.manual_seed(42)
print(torch.rand(3))

# %% [markdown]
# The first and the third. The numbers aren't random at all: they are computed, each from the
# state that the one before left behind, and only look random. A **seed** sets that state, so it
# sets the whole sequence that follows. Each draw moves on in the sequence; the same seed goes
# back to its start.
#
# So a seed belongs in one place, before the first draw. The trap is to set it again and again:

# %%
for day in range(3):
    torch.manual_seed(7)
    print("day", day, torch.rand(2))

# %% [markdown]
# Three "random" days, all the same.
#
# There is a second trap. Every function that draws uses torch's one hidden state, those in
# libraries too. If one of them draws a number more, all of yours change. A **generator** is a
# state of your own, which nobody else moves:

# %%
generator = torch.Generator().manual_seed(42)
print(torch.rand(3, generator=generator))
print(torch.rand(3, generator=generator))

# %% [markdown]
# Compare with the seeded lines further up: the same seed gave the same six numbers. On the CPU,
# a generator and `torch.manual_seed` follow the same sequence.
#
# This holds for one version of torch and one kind of device. Another version, or a graphics
# card, may give other numbers for the same seed.

# %% exercise="scattered"

# %% [markdown]
# ## Zeros to count with
#
# Counters and totals start at 0. `torch.zeros` writes the zeros that `torch.empty` leaves out.

# %%
print(torch.zeros(3))
print(torch.zeros(3, dtype=torch.long))

# %% [markdown]
# The dot tells them apart: `0.` is a float32, torch's default; `0` is a whole number.
# `torch.long` is the short name of int64.
#
# For counting, ask for whole numbers. A shop counts the visitors of its four departments:

# %%
visitors = torch.zeros(4, dtype=torch.long)
visitors[2] += 1
visitors[0] += 1
visitors[2] += 1
print(visitors)

# %% [markdown]
# Does the dtype matter, as long as the numbers are whole? Count a large crowd in float32, and
# let one more come in. Guess the second line.

# %%
crowd = torch.tensor(16_777_216.0)
print(int(crowd))
print(int(crowd + 1))

# %% [markdown]
# The counter is stuck. A float32 keeps 24 binary digits, and 16,777,216 is 2²⁴: from there on,
# the next float32 is 2 away, and adding 1 is rounded back. A training run passes that many
# words in minutes, and no error tells you.
#
# An int64 goes on to about 9 · 10¹⁸. **What is counted belongs in int64.**

# %%
crowd = torch.tensor(16_777_216, dtype=torch.long)
print(crowd + 1)

# %% [markdown]
# `torch.ones` and `torch.full` work alike, with ones and with a number of your choice.

# %%
print(torch.ones(2, 3))
print(torch.full((2, 3), 20.5))

# %% exercise="count_votes"

# %% [markdown]
# ## Tensors from your own data
#
# Data begin as Python values: numbers typed in, or read from a file. `torch.tensor` copies them
# into a tensor and chooses the dtype by itself. Before you run it: guess dtype and shape of
# each.

# %%
for data in [[1, 2, 3], [1, 2.5, 3], [True, False], [True, 2], 4, [[1, 2], [3, 4], [5, 6]]]:
    x = torch.tensor(data)
    print(f"{data!s:27} {x.dtype!s:14} {tuple(x.shape)}")

# %% [markdown]
# All values have a say in the dtype. One float anywhere makes it float32. Otherwise one int
# makes it int64. Only bools among themselves stay bool.
#
# The nesting decides the shape: a list in a list is one axis more, and a bare number has none.

# %% [markdown]
# A Python float has 64 bits, but torch takes float32 for it: half the memory, and enough digits
# for nearly all of machine learning. It shows when you look closely. Where it matters, say so.

# %%
print(torch.tensor(0.1).item())
print(torch.tensor(0.1, dtype=torch.float64).item())

# %% [markdown]
# (`.item()` gives the Python number back. It has a section of its own below.)
#
# The first trap: the inferred dtype stays. These prices happened to be whole numbers. Then one
# of them is lowered to 2.75. What will be printed?

# %%
prices = torch.tensor([3, 5, 8])
prices[0] = 2.75
print(prices)

# %% [markdown]
# The 0.75 is gone, without a warning: an int64 tensor holds whole numbers, and what is written
# into it is cut to fit. Make prices floats from the start, by one decimal point or by `dtype=`:

# %%
print(torch.tensor([3.0, 5, 8]))
print(torch.tensor([3, 5, 8], dtype=torch.float32))

# %% [markdown]
# The second trap: rows of different lengths. A tensor is a full block, without gaps.

# %%
try:
    torch.tensor([[1, 2, 3], [4, 5]])
except ValueError as error:
    print(error)

# %% [markdown]
# The message says that a row of length 3 was expected at axis 1 (*dim 1*), since the first one
# has 3, and that one of length 2 came.
#
# The third trap is a capital letter. `torch.Tensor` is the class that all tensors belong to.
# Called like a function, it does something else:

# %%
print(torch.Tensor([3, 5]).dtype)
print(torch.tensor(3).shape)
print(torch.Tensor(3).shape)

# %% [markdown]
# It always makes float32, whatever the data; and a single number it takes for a length, so that
# you get three elements that nobody has written to. Use `torch.tensor`.

# %% exercise="inferred_dtype"

# %% [markdown]
# ## A new tensor like the one you have
#
# A function that works on images gets uint8 from one caller, float32 from another, and from a
# third an image on a graphics card. If it needs a tensor of its own, which dtype and which
# device should that have? Those of the image. So ask the image:

# %%
image = torch.tensor([[12, 200, 31], [90, 4, 77]], dtype=torch.uint8)
print(image.new_ones(2, 2))
print(torch.ones(2, 2))

# %% [markdown]
# `image.new_ones` takes the shape from you, and dtype and device from `image`. `torch.ones`
# knows nothing of the image, and makes float32 on the CPU.
#
# What you say yourself goes first. Here the dtype is given, and only the device is the image's:

# %%
print(image.new_ones(2, 2, dtype=torch.float64))

# %% [markdown]
# There is a whole family: `new_zeros`, `new_full`, `new_empty`. And where the shape should be
# the same as well, there are `torch.ones_like`, `torch.zeros_like`, `torch.empty_like`.
#
# | written | shape | dtype and device |
# |---|---|---|
# | `torch.ones(2, 3)` | yours | float32 on the CPU |
# | `x.new_ones(2, 3)` | yours | those of `x` |
# | `torch.ones_like(x)` | that of `x` | those of `x` |

# %% [markdown]
# What happens if you forget? Often nothing that you would notice. Every pixel is to become one
# step brighter. `element_size()` tells how many bytes one element takes:

# %%
brighter = image + torch.ones(2, 3)
print(brighter.dtype, brighter.element_size(), "bytes for each pixel")
brighter = image + torch.ones_like(image)
print(brighter.dtype, brighter.element_size(), "byte for each pixel")

# %% [markdown]
# The float32 ones turned the image into float32: four times the memory, and no longer the dtype
# in which images are stored. On a graphics card, the same line would raise an error, because
# the ones lie in the other memory.

# %% [markdown]
# For the exercise you write into the middle of a tensor. A slice `1:-1` leaves out the first
# and the last place, as it does in a list. With one slice for each axis, you get a block:

# %%
field = torch.zeros(4, 5, dtype=torch.long)
field[1:-1, 1:-1] = torch.tensor([[7, 8, 9], [4, 5, 6]])
draw.tensor(field, highlight=draw.at[1:-1, 1:-1], name="field")

# %% exercise="framed"

# %% [markdown]
# ## Random numbers in the shape of another tensor
#
# Noise is added to data for many reasons: to make a model robust, to test how it copes, or to
# hide whose data they are. The noise must have the shape of the data, and `torch.randn_like`
# takes it from there.

# %%
heights = torch.tensor([[1.62, 1.80], [1.75, 1.58], [1.69, 1.91]])
noise = torch.randn_like(heights)
print(noise)
print(heights + 0.01 * noise)

# %% [markdown]
# Only the form of `heights` counts, not its values: shape, dtype and device. `torch.rand_like`
# does the same for evenly spread numbers. Now with ages, which are whole numbers:

# %%
ages = torch.tensor([34, 51, 27])
try:
    torch.randn_like(ages)
except NotImplementedError as error:
    print(error)

# %% [markdown]
# Read it slowly: what draws from the normal distribution (`normal`, on the `cpu`) does not
# exist for `Long`, which is int64. The noise was asked to have the dtype of the ages, and there
# are no normally distributed whole numbers.
#
# Each thing that comes from the tensor can be overridden. Take the shape from `ages`, and say
# the dtype yourself:

# %%
noise = torch.randn_like(ages, dtype=torch.float64)
print(noise)
print(ages + noise)

# %% [markdown]
# The sum of int64 and float64 is float64: the next sections tell why. And a detail that matters
# in the exercise: a number that is drawn as float32 and converted afterwards keeps its
# rounding.

# %%
third = torch.tensor(1.0) / 3
print(third.to(torch.float64).item())
print((torch.tensor(1.0, dtype=torch.float64) / 3).item())

# %% [markdown]
# `.to(torch.float64)` makes room for sixteen digits, but after the first seven or so they are
# not those of a third. Ask for the dtype that you need when a tensor is made.

# %% exercise="jitter"

# %% [markdown]
# ## Arithmetic, element by element
#
# Five rectangles, five areas: with lists that takes a loop, with tensors one `*`.

# %%
widths = torch.tensor([2.0, 3.0, 4.0, 1.5, 6.0])
heights = torch.tensor([5.0, 1.0, 2.5, 4.0, 0.5])
print("areas:      ", widths * heights)
print("perimeters: ", 2 * (widths + heights))
print("proportions:", widths / heights)
print("differences:", widths - heights)
print("squares:    ", widths**2)

# %% [markdown]
# `+`, `-`, `*`, `/` and `**` all work place by place: the first element with the first, the
# second with the second. A single number is used for every element. Comparisons work like this
# too, and give bools:

# %%
print(widths > heights)

# %% [markdown]
# For this, the shapes must fit. Five widths and two heights have no meaning together:

# %%
try:
    widths * torch.tensor([5.0, 1.0])
except RuntimeError as error:
    print(error)

# %% [markdown]
# (Some different shapes do fit. How, is the subject of chapter 5.)
#
# One trap comes from school and one from mathematics. `^` is no power in Python: on whole
# numbers it compares bits. And `*` is no matrix product; that is `@`, in chapter 3.

# %%
sides = torch.tensor([1, 2, 3])
print(sides**2)
print(sides ^ 2)

# %% [markdown]
# ## Which dtype comes out
#
# Counts are int64, prices are float32, a mask is bool. What do they give together? Guess each
# line before you run the cell.

# %%
yes = torch.tensor([True, False])
whole = torch.tensor([7, 8])
real = torch.tensor([0.5, 2.0])
exact = torch.tensor([0.5, 2.0], dtype=torch.float64)

print("yes + whole   ", (yes + whole).dtype)
print("whole + real  ", (whole + real).dtype)
print("real + exact  ", (real + exact).dtype)
print("whole ** 2    ", (whole**2).dtype)
print("whole // whole", (whole // whole).dtype)
print("whole / whole ", (whole / whole).dtype)
print("uint8 + int8  ", (whole.to(torch.uint8) + whole.to(torch.int8)).dtype)

# %% [markdown]
# Think of three steps: **bool**, above it **whole numbers**, above them **real numbers**.
#
# - Of two tensors, the one on the higher step decides: `whole + real` is float32.
# - On the same step, the wider one decides: `real + exact` is float64. Where neither can hold
#   all values of the other, the result is wider than both: uint8 (0 to 255) and int8
#   (-128 to 127) give int16.
# - `/` always ends on the highest step, even where the division leaves no remainder. `//` rounds
#   down and stays where it was.

# %% [markdown]
# And Python's own numbers? A number can lift a tensor to a higher step, but it has no width: on
# the tensor's own step it changes nothing. Three more guesses:

# %%
print("whole + 1  ", (whole + 1).dtype)
print("whole + 0.5", (whole + 0.5).dtype)
print("real + 0.1 ", (real + 0.1).dtype)

# %% [markdown]
# The last one stays float32, though a Python float has 64 bits. If it were otherwise, every
# `0.5 * x` would double the memory of `x`.
#
# A tensor without axes is nearly a number: on the other's step it changes nothing either. But
# where it lifts a tensor to a higher step, it brings its own dtype along:

# %%
number = torch.tensor(0.1, dtype=torch.float64)
print(number.shape, number.dtype)
print("real + number ", (real + number).dtype)
print("whole + number", (whole + number).dtype)
print("whole + 0.1   ", (whole + 0.1).dtype)

# %% [markdown]
# That a number never widens has a price. Here is an image with one byte for each pixel, made
# ten steps brighter:

# %%
pixels = torch.tensor([10, 100, 250], dtype=torch.uint8)
print(pixels + 10)

# %% [markdown]
# The brightest pixel went black. 250 + 10 is 260, a uint8 ends at 255, and whole numbers wrap
# around: after 255 comes 0. There is no error and no warning. Go to a wider dtype **before**
# the arithmetic; afterwards the number is lost.

# %%
print(pixels.to(torch.int64) + 10)
print((pixels + 10).to(torch.int64))

# %% exercise="to_fahrenheit"

# %% [markdown]
# ## Five ways to add
#
# Two months of rain at three places are added up. There are five ways to write it, and they
# don't all do the same. The first three do:

# %%
may = torch.tensor([40.0, 65.5, 12.0])
june = torch.tensor([22.0, 30.0, 8.5])

print(may + june)
print(torch.add(may, june))
print(may.add(june))

# %% [markdown]
# An operator, a function, a method: one addition with three faces. Each makes a **new** tensor
# and leaves `may` and `june` alone.
#
# The other two write into memory that is already there. The fourth is told where:

# %%
total = torch.empty(3)
torch.add(may, june, out=total)
print(total)

# %% [markdown]
# `out=` is the place for `torch.empty`: all of it is written before anyone reads it. In a loop
# that adds a million times, one `total` serves for all results.
#
# The fifth way has an underscore at its end. Look at `may` before and after:

# %%
print("before:", may)
result = may.add_(june)
print("after: ", may)
print("the result is may itself:", result is may)

# %% [markdown]
# `may` has become the sum. **A trailing underscore means in place**: the tensor itself is
# changed, and returned. So it is all over torch: `mul_`, `sub_`, `zero_`, `fill_`. On tensors,
# `x += y` is the same as `x.add_(y)`.
#
# | written | where the sum is |
# |---|---|
# | `x + y` | in a new tensor |
# | `torch.add(x, y)` | in a new tensor |
# | `x.add(y)` | in a new tensor |
# | `torch.add(x, y, out=z)` | in `z` |
# | `x.add_(y)`, and so `x += y` | in `x` |

# %% [markdown]
# When does it matter? As soon as two names stand for one tensor. A shop keeps its stock in a
# tensor, and the warehouse watches the same tensor. Ten of everything arrive. What does the
# warehouse see? (A *storage*, in the picture, is a piece of memory with numbers in it.)

# %%
stock = torch.tensor([5, 8])
warehouse = stock
stock = stock + 10
draw.memory(stock=stock, warehouse=warehouse)

# %% [markdown]
# Nothing new. `stock = stock + 10` made a second tensor and moved the name `stock` over to it.
# The name `warehouse` stayed with the first. And in place?

# %%
stock = torch.tensor([5, 8])
warehouse = stock
stock += 10
draw.memory(stock=stock, warehouse=warehouse)

# %% [markdown]
# Now there is one tensor with two names, and it was changed itself. Neither way is better, but
# you have to know which of the two you write. It matters most for a function: what it does in
# place to a tensor that it was given, its caller sees.

# %% [markdown]
# The first trap: memory that is already there has a dtype already. In place, it can't change:

# %%
try:
    stock += 0.5
except RuntimeError as error:
    print(error)
print(stock + 0.5)

# %% [markdown]
# The result would be float32 (`Float`), and it can't be put into int64 (`Long`). That is better
# than the silent cut of `prices[0] = 2.75`. A new tensor has no such trouble.

# %% [markdown]
# The second trap: an `out` of the wrong shape. Jupyter shows warnings in a red box; this cell
# collects them instead and prints the first sentence.

# %%
import warnings

total = torch.zeros(2)
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    torch.add(may, june, out=total)
print(total)
for warning in caught:
    print(str(warning.message).split(". ")[0])

# %% [markdown]
# `total` had two elements and now has three. torch resized it, said that this is deprecated,
# and in some later version will refuse. If your program was wrong about the shape, the mistake
# has now spread to `total`. When you see this warning, look for the shape that you got wrong.

# %% [markdown]
# Two exercises: in the first the sum goes into one of the two that are added, in the second
# into a third place.

# %% exercise="deposit"

# %% exercise="add_into"

# %% [markdown]
# ## One number from many
#
# The total of a bill, the error of a model over a thousand images: again and again, many
# numbers become one.

# %%
rain = torch.tensor([[0.0, 2.5, 1.0], [4.0, 0.0, 0.5]])
total = rain.sum()
print(total)
print(total.shape)
print(total.ndim, "axes")

# %% [markdown]
# The sum of a table isn't a table, and it isn't a row either. Its shape is `()`, and it has
# **no axes at all**: `ndim` counts them. It is often called one-dimensional, and that is wrong: a
# tensor with one axis and one element is something else.

# %%
single = torch.tensor([8.0])
print("single:", single, single.shape)
print("total: ", total, total.shape)

# %%
draw.tensor(total, name="total")

# %% [markdown]
# The brackets show it: `tensor([8.])` is a row of one, `tensor(8.)` is a number. An index picks
# a place along an axis, so it works for the one and not for the other:

# %%
print(single[0])
try:
    total[0]
except IndexError as error:
    print(error)

# %% [markdown]
# The message already says what to do. Even without axes, `total` is a tensor: it has a dtype
# and a device, and may lie on a graphics card. `.item()` hands out the plain Python number, to
# print, to store, or to compare.

# %%
amount = total.item()
print(amount, type(amount))
print(f"{amount / rain.numel():.2f} mm on average")

# %% [markdown]
# `rain` has 6 elements, so the last line is their mean. `.item()` works for
# any tensor with exactly one element. With more, it can't know which:

# %%
try:
    rain.item()
except RuntimeError as error:
    print(error)

# %% [markdown]
# What is the dtype of a sum? Floats keep theirs. Whole numbers and bools are added up in int64,
# so that nothing wraps around. Guess both lines:

# %%
print(torch.tensor([200, 100], dtype=torch.uint8).sum())
print((rain > 0).sum())

# %% [markdown]
# The second line is worth remembering: `rain > 0` is a table of bools, in a sum each `True`
# counts as 1, and so the sum **counts**. It rained on 4 of the 6 days.
#
# The trap is Python's own `sum`. It goes through the rows and adds them, and stops there:

# %%
print(sum(rain))
print(rain.sum())

# %% exercise="receipt_total"

# %% [markdown]
# ## Reading a shape
#
# One axis too many or too few, or a table on its side: most errors with tensors are errors of
# shape. So when something fails, the first question to a tensor is not what it holds but how it
# is laid out. From here on that is what the chapter is about.
#
# The rain again, in more detail and in whole millimetres: from 2 stations, on 3 days, 3 times a
# day (morning, noon, evening).

# %%
rain = torch.tensor(
    [
        [[2, 0, 5], [1, 4, 0], [3, 6, 7]],
        [[0, 8, 1], [2, 2, 9], [4, 0, 3]],
    ]
)
draw.tensor(rain, name="rain")

# %% [markdown]
# Axis 0 counts the stations, axis 1 the days, axis 2 the times of day. So `rain[1, 2, 0]` is
# station 1, day 2, morning.
#
# Before you run the next cell: what do its four lines print?

# %%
print(rain.shape)
print(rain.ndim)
print(rain.numel())
print(rain[1, 2, 0].item())

# %% [markdown]
# The shape has three entries, so `ndim` is 3; and `numel()` is their product, 2 · 3 · 3 = 18.
#
# Often you want only a part of the shape. As a tuple it can be indexed and sliced, and a slice
# of it is a `torch.Size` again, with a `numel()` of its own:

# %%
print(rain.shape[0], "stations")
print(rain.shape[1:], "is the shape of one station's table")
print(rain.shape[1:].numel(), "numbers for each station")
print(torch.empty(0, 3).shape, torch.empty(0, 3).numel())

# %% [markdown]
# The last line is no mistake: a table of 0 rows and 3 columns has no numbers, but it does have
# a shape. Tables like that turn up whenever a search finds nothing.
#
# If you come from NumPy or pandas, one word will trip you up, `size`:
#
# | you want | torch | NumPy | pandas |
# |---|---|---|---|
# | the length of each axis | `x.shape` or `x.size()` | `a.shape` | `df.shape` |
# | how many elements | `x.numel()` | `a.size` | `df.size` |
# | how many axes | `x.ndim` | `a.ndim` | `df.ndim` |
# | how many rows | `len(x)` or `x.shape[0]` | `len(a)` | `len(df)` |
#
# In torch, `size()` is the shape. And it is a method: without parentheses you get the method
# itself, which equals no number, and nobody complains.

# %%
print("pandas' habit: ", rain.size == 18)
print("torch's way:   ", rain.numel() == 18)
print("size() is a shape: ", rain.size())

# %% exercise="describe_batch"

# %% [markdown]
# ## Sums along an axis
#
# "How much rain fell?" has one answer: `rain.sum()`. "How much fell each day, at each time, at
# both stations together?" has nine. For the second you add along one axis and keep the other
# two. The axis you name is added up.

# %%
draw.sum_axis(rain, 0, name="rain")

# %% [markdown]
# `rain.sum(dim=0)` puts the two stations on top of each other. Cells with the same letter are
# added: 2 + 0 is the rain of the first morning. The stations are gone from the result, and
# days and times are left.
#
# Now along the days. Before you run it: which shape, and which numbers are added to get the
# first one?

# %%
draw.sum_axis(rain, 1, name="rain")

# %%
draw.sum_axis(rain, 2, name="rain")

# %% [markdown]
# One rule covers all three: **the axis that you name is the one that disappears.** Write the
# shape down and cross out the entry at `dim`.
#
# | call | added up | shape before | cross out | shape after |
# |---|---|---|---|---|
# | `rain.sum(dim=0)` | stations | (**2**, 3, 3) | the 2 of axis 0 | (3, 3) |
# | `rain.sum(dim=1)` | days | (2, **3**, 3) | the 3 of axis 1 | (2, 3) |
# | `rain.sum(dim=2)` | times of day | (2, 3, **3**) | the 3 of axis 2 | (2, 3) |
#
# Some explanations count the axes from the back instead. Don't: axes are numbered from the
# left, starting at 0. For counting from the end there are negative numbers, as with lists: -1
# is the last axis, -2 the one before. (`torch.equal(a, b)` says whether two tensors have the
# same shape and the same numbers, as one Python bool.)

# %%
print(torch.equal(rain.sum(dim=-1), rain.sum(dim=2)))
print(torch.equal(rain.sum(dim=-3), rain.sum(dim=0)))
try:
    rain.sum(dim=3)
except IndexError as error:
    print(error)

# %% [markdown]
# Here is the trap. The next two results have the same shape, so torch can't warn you when you
# mix them up, and neither will any code that comes after. Only the meaning differs.

# %%
print(rain.sum(dim=1), "  by station and time of day")
print(rain.sum(dim=2), "  by station and day")

# %% [markdown]
# Two more things that `sum` can do:
#
# - A tuple names several axes, and all of them disappear: `rain.sum(dim=(1, 2))` is the rain
#   of each station. With no `dim` at all, every axis goes, and what is left has the shape
#   `()`.
# - `keepdim=True` leaves the axis in its place with length 1. That is useful when the sum must
#   still line up with the tensor that it came from.

# %%
print(rain.sum(dim=(1, 2)), rain.sum(dim=(1, 2)).shape)
print(rain.sum(), rain.sum().shape)
print(rain.sum(dim=1, keepdim=True).shape)

# %% exercise="shapes_after_sum"

# %% [markdown]
# What does the sum along an axis do inside? It takes one slice after the other and adds them.
# Along axis 1 the slices are `rain[:, 0]`, `rain[:, 1]` and `rain[:, 2]`; a colon stands for
# "all of this axis".
#
# When the number of the axis is in a variable, you can't write it with colons. Then there is
# `select`: `x.select(dim, i)` is slice number `i` along the axis `dim`.

# %%
print(rain[:, 2])
print(rain.select(1, 2))
print(rain.select(-2, 2))

# %% exercise="sum_over"

# %% [markdown]
# ## Joining tensors
#
# Data arrive in pieces: one file a month, one image at a time. There are two ways to join
# pieces, and they answer two questions. `torch.cat` makes an axis **longer** that is already
# there. `torch.stack` makes a **new** axis.
#
# First `cat`. A shop counts the cups of tea and coffee that it sells. Two days, then one more:

# %%
weekdays = torch.tensor([[12, 30], [15, 28]])
saturday = torch.tensor([[40, 55]])
draw.cat([weekdays, saturday], 0)

# %% [markdown]
# Along axis 0 the rows grow in number: 2 + 1 = 3. Along axis 1 it is the columns. Here the
# shop adds a column for juice:

# %%
juice = torch.tensor([[3], [5]])
draw.cat([weekdays, juice], 1)

# %% [markdown]
# The axis that you name grows; **all other axes must agree.** Otherwise the pieces don't make
# a rectangle, and torch says which axis is to blame.

# %%
try:
    torch.cat([weekdays, saturday], dim=1)
except RuntimeError as error:
    print(error)

# %% [markdown]
# A tensor has one dtype. When the pieces have different ones, `cat` takes the dtype that all
# of them fit into, by the same rules as `+` does. You can ask for it: `torch.promote_types`.

# %%
prices = torch.tensor([[2.5, 3.25]])
print(torch.cat([weekdays, prices]))
print(torch.promote_types(torch.int64, torch.float32))
print(torch.promote_types(torch.float32, torch.float64))
print(torch.promote_types(torch.bool, torch.int64))

# %% [markdown]
# Copying into a table that is already there is different. **Assignment casts to the dtype of
# the table**, and what doesn't fit is cut off without a word:

# %%
table = torch.zeros(3, 2, dtype=torch.int64)
table[:2] = weekdays
table[2] = prices[0]
print(table)

# %% [markdown]
# The prices 2.5 and 3.25 have become 2 and 3, as it went with `prices[0] = 2.75` before. Choose
# the dtype of a table before you fill it.

# %% exercise="join_rows"

# %% [markdown]
# Now `stack`. Three cameras take a picture each, of 2 rows and 3 columns. A model wants them
# as one tensor in which axis 0 counts the pictures. No axis for that exists yet, so `cat` is
# the wrong tool.

# %%
pictures = [torch.full((2, 3), 0), torch.full((2, 3), 1), torch.full((2, 3), 2)]
print("cat:  ", torch.cat(pictures).shape)
print("stack:", torch.stack(pictures).shape)
print("stack, new axis 2:", torch.stack(pictures, dim=2).shape)

# %%
draw.tensor(torch.stack(pictures), name="batch")

# %% [markdown]
# | | `torch.cat` | `torch.stack` |
# |---|---|---|
# | the axis `dim` | was there, gets longer | is new, counts the pieces |
# | pieces of shape (2, 3), three of them | (6, 3) | (3, 2, 3) |
# | the pieces must agree | in all other axes | in all axes |
#
# The two are related. Give each picture a new axis of length 1 with `unsqueeze`, and there is
# an axis that can grow. Both functions copy: the result has memory of its own.

# %%
print(pictures[0].shape, pictures[0].unsqueeze(0).shape, pictures[0].unsqueeze(-1).shape)

# %% exercise="stack_images"

# %% [markdown]
# ## A slice is a window
#
# Take a row out of a table, change the row, and look at the table. Before you run it: what
# will `x` hold?

# %%
x = torch.arange(12).reshape(3, 4)
y = x[0, :]
y += 100
print(x)

# %% [markdown]
# The table has changed. `y` is no copy of the row; it is a window onto it. Both tensors look
# at the same numbers in memory, as the picture shows. Such a window is called a **view**.

# %%
draw.memory(x=x, y=y)

# %% [markdown]
# Why is it made so? A copy costs time and memory, and a row of a table of 8 GB need not be
# copied to be read. A view costs nothing, however large it is. Columns are views as well, and
# so are blocks: `x[:, 1]` and `x[1:, 2:]` only step over the memory in another way.
#
# When you want a copy, say so. `clone()` gives you the same numbers in memory of their own:

# %%
x = torch.arange(12).reshape(3, 4)
z = x[0, :].clone()
z += 100
print(x[0], z)

# %%
draw.memory(x=x, z=z)

# %% [markdown]
# It also matters how you add. `y += 1` writes into the memory that `y` looks at. `y = y + 1`
# makes a new tensor and gives it the name `y`; the old window is forgotten, and the table
# stays as it was.

# %%
x = torch.arange(12).reshape(3, 4)
y = x[0, :]
y = y + 100
print("after y = y + 100:", x[0])
y = x[0, :]
y += 100
print("after y += 100:   ", x[0])

# %% [markdown]
# You may read that NumPy differs here, and copies when you slice. Find out:

# %%
import numpy as np

scores = np.array([[7, 3, 9], [4, 8, 5]])
first = scores[0]
first += 100
print(scores)

# %% [markdown]
# NumPy's slices are views too. It is Python's own lists that copy: after `b = a[:]` a change
# in list `b` leaves list `a` alone. So the list habit of writing `[:]` for "a copy" is
# dangerous with tensors.

# %%
temperatures = torch.tensor([19.0, 21.5, 18.0])
backup = temperatures[:]
temperatures[0] = -99.0
print("the backup:", backup)

# %% [markdown]
# Views hold on to memory, too. Cut a small corner out of a large image and throw the image
# away: as long as the corner lives, the whole image stays in memory. A clone of the corner
# doesn't need it. (`untyped_storage()` gives the piece of memory under a tensor, all of it,
# and `nbytes()` counts its bytes; a float32 takes 4.)

# %%
image = torch.zeros(1000, 1000)
corner = image[:2, :2]
print("under the view:", corner.untyped_storage().nbytes(), "bytes")
print("under its clone:", corner.clone().untyped_storage().nbytes(), "bytes")

# %% [markdown]
# One more thing about views, for reading the reports of `check`. They print inputs as code that
# you can paste into a cell. Two inputs that look at the same memory are printed as just that:
# first the memory, then each view of it.

# %%
memory = torch.arange(12)
table = memory.view(3, 4)
window = memory.view(3, 4)[:2, 1:]
print(window)
draw.memory(memory=memory, table=table, window=window)

# %% exercise="calibrate"

# %% [markdown]
# ## Another shape for the same numbers
#
# A sensor sends 12 numbers in a row; you know that they are 3 days of 4 readings. An image
# must become one long vector before the last layer of a model. In both cases the numbers stay,
# and only the shape changes. That is `reshape`.

# %%
stream = torch.arange(12)
draw.reshape(stream, 3, 4, name="stream")

# %% [markdown]
# `reshape` reads the numbers row by row and writes them into the new shape row by row. The
# small numbers in the corners of the picture count them. This **reading order** is the whole
# rule: the last axis runs fastest.
#
# The new shape needs as many places as there are numbers. One length you may leave to torch,
# by writing -1. Before you run it: what does -1 stand for?

# %%
draw.reshape(torch.arange(12).reshape(3, 4), 2, -1)

# %% [markdown]
# It is division: 12 / 2 = 6. So `reshape(-1)` gives a vector of all numbers, and
# `reshape(len(x), -1)` a table with one row for each item, whatever an item looks like. Where
# the division doesn't come out even, or where two lengths are left open, torch refuses:

# %%
for shape in [(5, -1), (5, 2), (-1, -1)]:
    try:
        stream.reshape(shape)
    except RuntimeError as error:
        print(shape, "->", error)

# %% exercise="resolve_minus_one"

# %% [markdown]
# A trap for the eye: a table of 2 rows and 3 columns can be reshaped to 3 rows and 2 columns,
# and it can be transposed with `.T`. Both results have the shape (3, 2). They are not the
# same.

# %%
table = torch.tensor([[1, 2, 3], [4, 5, 6]])
print("reshape keeps the reading order:")
print(table.reshape(3, 2))
print("the transpose turns rows into columns:")
print(table.T)

# %% [markdown]
# If axes should change places, `reshape` is wrong, though its shape looks right. Use `.T` for
# a table, and `permute` for more axes: `x.permute(2, 0, 1)` puts axis 2 first, then 0, then 1.
# Cameras often give colour images as (height, width, 3); torch's models want (3, height,
# width).

# %%
photo = torch.arange(24).reshape(2, 4, 3)
print("red, as the camera sends it:", photo[:, :, 0])
print("permute:", photo.permute(2, 0, 1).shape, photo.permute(2, 0, 1)[0])
print("reshape:", photo.reshape(3, 2, 4).shape, photo.reshape(3, 2, 4)[0])

# %% [markdown]
# The shapes agree. But only `permute` has kept the red values together; `reshape` has cut the
# row of numbers where it liked.

# %% [markdown]
# Does `reshape` copy? Ask the memory:

# %%
stream = torch.arange(12)
table = stream.reshape(3, 4)
table[0, 0] = 100
print(stream)

# %% [markdown]
# It shared. Nothing had to move: the same 12 numbers, read 4 to a row. But it isn't always
# possible. Before you run the next cell: does `table` change this time?

# %%
table = torch.tensor([[1, 2, 3], [4, 5, 6]])
flat = table.T.reshape(6)
flat[0] = 100
print(flat)
print(table)

# %%
draw.reshape(table.T, 6, name="table.T")

# %% [markdown]
# This time `reshape` made a copy. In memory the numbers lie in the order 1 2 3 4 5 6; the
# transposed table, read row by row, is 1 4 2 5 3 6. No window with an even step shows them in
# that order, so `reshape` had to copy, and it did so without telling you.
#
# `view` is `reshape` that never copies. Where it would have to, it raises an error:

# %%
print(table.view(6))
try:
    table.T.view(6)
except RuntimeError as error:
    print(error)

# %% [markdown]
# | | where sharing is possible | where it isn't |
# |---|---|---|
# | `x.view(shape)` | shares | raises RuntimeError |
# | `x.reshape(shape)` | shares | copies, without a word |
# | `x.reshape(shape).clone()` | copies | copies |
#
# So never count on `reshape` to share, and never count on it to copy. If you are going to
# write into the result, use `view` or `clone`, and say which one you mean.

# %% exercise="reshape_shares"

# %% [markdown]
# ## Same object, same numbers, same memory
#
# Three questions sound alike and have different answers. Take a table, a view of it, and a
# clone:

# %%
table = torch.tensor([[1, 2, 3], [4, 5, 6]])
view = table.view(2, 3)
clone = table.clone()
print("same object? ", view is table, clone is table)
print("same numbers?", torch.equal(view, table), torch.equal(clone, table))

# %% [markdown]
# Neither question tells the view from the clone. A view is a **new Python object**, with a
# shape of its own, that looks at old memory. So `is` says False for the view as well.
#
# `id` gives each living object a number, and many tutorials compare those. It is the same
# question as `is`, and it can even go wrong. Row 0 and row 1 are two different tensors:

# %%
print(id(table[0]), id(table[1]))
print(id(table[0]) == id(table[1]))

# %% [markdown]
# Most likely you see the same number twice. `table[0]` is a temporary object: as soon as `id`
# has looked at it, it is gone, and the next temporary moves into its place. An `id` is unique
# only among objects that are alive at the same time. About memory with numbers in it, `id`
# says nothing at all.
#
# What holds the numbers is the tensor's **storage**, and a storage has an address:

# %%
print("table:", table.untyped_storage().data_ptr())
print("view: ", view.untyped_storage().data_ptr())
print("clone:", clone.untyped_storage().data_ptr())

# %% [markdown]
# The addresses differ from run to run, but the first two are equal: one storage, two tensors.
# The clone has another one.
#
# Mind the word `storage` in there. A tensor has a `data_ptr()` of its own, which is the
# address of its **first element**, and a view may begin in the middle:

# %%
row = table[1]
print("same first element?", row.data_ptr() == table.data_ptr())
below_row, below_table = row.untyped_storage(), table.untyped_storage()
print("same storage?      ", below_row.data_ptr() == below_table.data_ptr())
print("the row starts at cell", row.storage_offset(), "of the storage")

# %%
draw.memory(table=table, row=row, clone=clone)

# %% [markdown]
# One last corner. Tensors without elements need no memory, and their storages may all give the
# address 0. By address alone they would look like one and the same:

# %%
for empty in (torch.empty(0), torch.empty(0, 5), torch.tensor([], dtype=torch.int64)):
    print(empty.untyped_storage().data_ptr())

# %% exercise="same_memory"

# %% [markdown]
# ## Picking by position and by condition
#
# A slice picks what lies evenly spaced. Often you need something else: days 2 and 0, in this
# order; all readings above 30 degrees; from each row another column. Here are the readings of
# four days, three a day:

# %%
readings = torch.tensor(
    [[18.0, 31.5, 24.0], [16.0, 22.5, 20.0], [21.0, 33.0, 32.5], [17.5, 25.0, 19.5]]
)
draw.slices(readings, draw.at[[2, 0]], name="readings")

# %% [markdown]
# A list of positions between the brackets picks whole rows, in the order of the list, and
# twice if a position comes twice. `index_select` does the same along any axis. It wants the
# positions as a tensor of integers:

# %%
positions = torch.tensor([2, 0])
print(readings.index_select(0, positions))
print(readings.index_select(1, positions))

# %% [markdown]
# The second way to pick is by condition. A comparison gives a **mask**: a tensor of bools with
# the shape of the table. Put between the brackets, it keeps the numbers where it is True.

# %%
is_above = readings > 30
print(is_above)
draw.slices(readings, is_above, name="readings")

# %% [markdown]
# The result is a vector: the numbers that are kept no longer make a rectangle, so torch lists
# them in reading order. `masked_select` is the same by name.
#
# A mask with one bool for each row keeps whole rows. `any(dim=1)` makes one: is there a True
# in the row? (`all` asks whether all are.) As with `sum`, the axis that you name disappears.

# %%
print(readings.masked_select(is_above))
has_hot_hour = is_above.any(dim=1)
print(has_hot_hour)
print(readings[has_hot_hour])

# %% [markdown]
# Sometimes you want the positions, not the numbers: `nonzero` lists where a mask is True.
# Before you run it: which shape does it have for the whole mask, and which for the mask of
# rows?

# %%
print(is_above.nonzero())
print(has_hot_hour.nonzero())
print(has_hot_hour.nonzero().squeeze(1))

# %% [markdown]
# Each True gives one row, with one column for each axis of the mask. So for a mask with one
# axis you get a table with one column, of shape `(2, 1)` here. `squeeze(1)` takes away axis 1
# if its length is 1.
#
# Give `squeeze` the number. Without it, it takes away **every** axis of length 1, and on the
# day when a single row is found that is one too many:

# %%
found = torch.tensor([False, True, False]).nonzero()
print(found.shape, found.squeeze(1).shape, found.squeeze().shape)

# %% [markdown]
# All these ways of picking **copy**. A list or a mask can pick anything in any order, which no
# window can show. So a change in the result doesn't reach the table:

# %%
table = readings.clone()
hot = table[is_above]
hot -= 30
print("after changing the result, the greatest is", table.max().item())
table[is_above] -= 30
print("after assigning, the greatest is          ", table.max().item())

# %% [markdown]
# The second way works because an index on the left of an `=` (or of `-=`) means "write into
# these cells", as with the rows of a table before. There is no copy in between.

# %% exercise="hot_days"

# %% [markdown]
# ### One from each row: gather
#
# A model gives each of three classes a score, for each of four images. The right class of each
# image is known. Which score did the right class get? From every row you need one number, from
# another column each time.

# %%
scores = torch.tensor([[0.7, 0.2, 0.1], [0.3, 0.6, 0.1], [0.2, 0.2, 0.6], [0.5, 0.1, 0.4]])
right_class = torch.tensor([0, 2, 2, 1])
draw.tensor(scores, highlight=draw.at[[0, 1, 2, 3], [0, 2, 2, 1]], name="scores")

# %% [markdown]
# `gather(dim, index)` does this. The index has as many axes as the table. Along `dim` its
# numbers say where to look; along the other axis everything stays in its place. For `dim=1`:
#
# `result[i, j] = scores[i, index[i, j]]`
#
# The result has the shape of the index. One pick from each row is an index of shape (4, 1),
# and two picks are one of shape (4, 2).

# %%
print(scores.gather(1, right_class.unsqueeze(1)))
first_and_last = torch.tensor([[0, 2], [0, 2], [0, 2], [0, 2]])
print(scores.gather(1, first_and_last))

# %% [markdown]
# What first comes to mind is `scores[:, right_class]`. It runs, and gives something else: for
# **every** row all four columns in the list. No error tells you.

# %%
print(scores[:, right_class].shape)

# %% exercise="label_scores"

# %% [markdown]
# ## Window or copy?
#
# You have now met many ways to make one tensor from another. Some give a window, some a copy,
# and mixing them up gives errors that no message reports: a number changes and nobody knows
# why.
#
# The test is always the same. A window is described by where it starts and how far it steps
# along each axis. If the result can be described so, there is no need to copy. A list of
# positions can name any order and a mask any cells, so both copy. NumPy draws the line in the
# same place.

# %% exercise="who_shares"

# %% [markdown]
# ## Capstone: an image, cut into tiles
#
# Now put it together: shape, reading order, views, the order of axes. A small image of 4 rows
# and 6 columns is to be cut into tiles of 2 by 2. The marked cells are the first tile:

# %%
image = torch.arange(24).reshape(4, 6)
draw.tensor(image, highlight=draw.at[:2, :2], name="image")

# %% [markdown]
# The first tile holds 0, 1, 6 and 7. In memory these four don't lie next to each other: after
# 0 and 1 come 2 and 3, which belong to the second tile. So a single `reshape` can't do it.
#
# Think of splitting an axis in two. A vector of 6 numbers becomes a table of 3 pairs: axis 0
# now says which pair, axis 1 which of the two. No number has moved, and each number's old
# position is `pair * 2 + place`.

# %%
line = torch.arange(6)
print(line.reshape(3, 2))

# %% [markdown]
# The rows of the image can be split in the same way, and so can its columns. Then `permute`
# can bring axes together that belong together, and a last `reshape` can join two neighbours
# into one. Here is that last step on something else, the rain: stations and days become one
# axis.

# %%
print(rain.shape, "->", rain.reshape(-1, 3).shape)
print(rain.permute(1, 0, 2).shape, "->", rain.permute(1, 0, 2).reshape(-1, 3).shape)
print(rain.permute(1, 0, 2).reshape(-1, 3))

# %% [markdown]
# In the second line the days stand in front: both stations on day 0, both on day 1, and so on.
# The order of the axes before the join decides the order of the rows after it.

# %% exercise="cut_tiles"

# %% [markdown]
# ## What you can do now
#
# - make tensors: with `torch.tensor` from your data, with `torch.zeros` and its relatives, like
#   another tensor with `new_ones` or `randn_like`, and with `torch.empty` where everything is
#   written before it is read;
# - draw random numbers that others can draw again, by a seed or a generator;
# - tell which dtype comes out, and see where a number would wrap around, be cut off or lose
#   digits;
# - add in five ways, and say which of them write into memory that is already there;
# - turn many numbers into one: a tensor without axes, and `.item()` for the Python number;
# - ask a tensor for its shape and its number of elements, and know that `size()` is the shape;
# - say which shape a sum along an axis has: cross out the axis that you name;
# - join pieces along an axis with `cat`, or along a new one with `stack`;
# - tell a window from a copy:
#
# | looks at the same memory | has memory of its own |
# |---|---|
# | an integer or a slice between brackets: `x[0]`, `x[:, 1:3]` | a list or a mask: `x[[2, 0]]`, `x[x > 5]` |
# | `select`, `.T`, `permute`, `unsqueeze`, `squeeze`, `view` | `index_select`, `masked_select`, `gather` |
# | `reshape`, where it can | `reshape`, where it must |
# | the in-place forms: `add_`, `+=` | `+`, `sum`, `cat`, `stack`, `clone` |
#
# The table is worth keeping: whenever a number changes that nobody touched, the reason stands
# in its left column.
#
# If one of the exercises is still open, `hint(...)` with its name gives a nudge, and you can
# come back to it at any time. The next chapter multiplies these tensors: vectors and matrices,
# and what linear algebra says about them.
