# %% [markdown]
# # Between NumPy and torch
#
# Images come from a camera library, tables from pandas, measurements from an instrument, and
# nearly all of them arrive as NumPy arrays. Plots, statistics and files want NumPy arrays
# back. In between stands the model, which wants tensors. So a program of any size crosses from
# one library to the other many times.
#
# Most crossings cost nothing: array and tensor look at the same memory. That is fast, and it
# is a trap: a number changes that nobody touched. In this chapter you learn which bridges
# share, which copy, and which refuse.

# %%
import numpy as np
import torch

from course.kit import check, draw, hint, reset

# %% [markdown]
# Run the cells from top to bottom with Shift+Enter, and guess before you run. In an exercise,
# write your code in place of the line with `NotImplementedError`, run that cell, then the one
# below it with `check`. If you are stuck, run `hint(...)` with the name of the function.
#
# What you need from before: shape, dtype, in place or not, and that a slice is a view (chapter
# 2).

# %% [markdown]
# ## One memory, two libraries
#
# A thermometer has written six readings into a NumPy array. Torch is to work on them.

# %%
readings = np.array([20.5, 21.0, 19.75, 22.0, 18.5, 20.0])
shared = torch.from_numpy(readings)
print(shared)
draw.memory(readings=readings, shared=shared)

# %% [markdown]
# There is one strip of numbers, and two objects that look at it. An array is made like a
# tensor: a piece of memory with numbers, and beside it a note of the shape, the dtype and the
# steps. `torch.from_numpy` writes a new note, and leaves the numbers where they are. (The
# pictures say *storage* for a piece of memory, as torch does.)
#
# Before you run the next cell: what will `readings` hold?

# %%
shared += 0.5
print(readings)
readings[0] = -99.0
print(shared)

# %% [markdown]
# A change in place is seen from both sides. Nothing was sent over: there is nothing to send.
#
# How much does it save? Here are 10 million numbers, 80 MB. `torch.tensor` makes a tensor too,
# but it copies:

# %%
from timeit import timeit

large = np.zeros(10_000_000)
for bridge in (torch.from_numpy, torch.tensor):
    seconds = timeit(lambda bridge=bridge: bridge(large), number=3) / 3
    print(f"torch.{bridge.__name__:10} {1000 * seconds:8.3f} ms")

# %% [markdown]
# The times differ from machine to machine. But the first doesn't grow with the array, and the
# second does; and the second needs the 80 MB twice.
#
# The rule: **`torch.from_numpy` shares, `torch.tensor` copies.** Neither is better. Share when
# the array is large or when the change should be seen; copy when it should not.

# %% [markdown]
# The trap is the same as within torch. In place changes the memory; `=` moves a name. What
# does `shared` show after these lines?

# %%
readings = np.array([20.5, 21.0, 19.75])
shared = torch.from_numpy(readings)
readings = readings + 100
print("readings:", readings)
print("shared:  ", shared)
draw.memory(readings=readings, shared=shared)

# %% [markdown]
# `readings + 100` is a new array, and the name `readings` now stands for it. The tensor still
# looks at the old memory, and keeps it alive. With `readings += 100` both would have changed.

# %% exercise="correct_readings"

# %% [markdown]
# ## Back again: numpy()
#
# A tensor hands out its memory too. `numpy()` gives an array that looks at it.

# %%
weights = torch.tensor([[0.5, 1.5, -2.0], [0.25, 0.0, 4.0]])
array = weights.numpy()
array[0, 2] = 7.0
print(weights)
draw.memory(weights=weights, array=array)

# %% [markdown]
# `np.asarray(weights)` does the same: NumPy asks the tensor for its array. Many functions of
# NumPy ask like that when they are given a tensor, but not all, as a later section shows. The
# clear way is to write `.numpy()` where you leave torch.
#
# Sharing is what you want for a look at the numbers. It is not what you want for a **record**.
# A training run keeps the weights after each step, to plot them later:

# %%
weights = torch.tensor([1.0, 10.0])
history = []
for _ in range(3):
    weights *= 2
    history.append(weights.numpy())
for state in history:
    print(state)
draw.memory(weights=weights, first=history[0], last=history[2])

# %% [markdown]
# Three entries, all the same. The list holds three windows onto one memory, and all of them
# show its last state. No message tells you; the plot is a flat line.
#
# A record of one moment is a copy. An array has `copy()`, a tensor has `clone()`:

# %%
weights = torch.tensor([1.0, 10.0])
history = []
for _ in range(3):
    weights *= 2
    history.append(weights.numpy().copy())
for state in history:
    print(state)
draw.memory(weights=weights, first=history[0], last=history[2])

# %% [markdown]
# ### Tensors that require a gradient
#
# A tensor that is being trained keeps a book of what is done to it, so that gradients can be
# calculated later (chapter 4). NumPy doesn't write into this book. So torch refuses:

# %%
weights = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
try:
    weights.numpy()
except RuntimeError as error:
    print(error)

# %% [markdown]
# The message names the way out. `detach()` gives a second tensor over the **same memory** that
# keeps no book. `weights` itself still requires a gradient.

# %%
array = weights.detach().numpy()
print(array, weights.requires_grad)
draw.memory(weights=weights, array=array)

# %% [markdown]
# The word *same* matters. Read through that window as you like, but think twice before you
# write. Here autograd has noted that it will need `weights` for the gradient of the squares,
# which is twice the weights. Then somebody writes by way of NumPy:

# %%
loss = (weights**2).sum()
array[0] = 100.0
loss.backward()
print("loss:    ", loss.item())
print("gradient:", weights.grad)

# %% [markdown]
# The loss is 14, from the old weights. The gradient is 200 in the first place, from the new
# one. They don't belong together, and there was no error. Had you written `weights[0] = 100`
# under `torch.no_grad()`, torch would have noticed, and `backward` would have raised.
#
# So: **detach to look; copy if anyone is going to write.** And where you want to change
# weights, do it in torch, under `with torch.no_grad():`, before the loss is calculated.

# %% exercise="yearly_balances"

# %% [markdown]
# ### Other things that numpy() refuses
#
# An array lies in the computer's own memory. A tensor on a graphics card doesn't, so it has to
# be copied first: `x.cpu().numpy()`. There may be no card in your machine. A tensor on the
# device `meta`, which has a shape and no numbers, is refused alike:

# %%
try:
    torch.ones(3, device="meta").numpy()
except TypeError as error:
    print(str(error).split(". ")[0])

# %% [markdown]
# There is one more kind, which you meet with complex numbers. `z.conj()` turns the sign of every
# imaginary part, and does it lazily: it sets a flag, *conjugate me when you look*, and leaves
# the memory alone. An array has no such flag.

# %%
z = torch.tensor([1 + 2j, 3 - 1j])
mirrored = z.conj()
print("same memory?", mirrored.data_ptr() == z.data_ptr())
try:
    mirrored.numpy()
except RuntimeError as error:
    print(error)
print(mirrored.resolve_conj().numpy())

# %% [markdown]
# `resolve_conj()` writes the numbers out, into new memory. The imaginary part of such a tensor
# has a flag of the same sort for the minus sign, and `resolve_neg()` for it. Both give back
# the tensor itself if there is nothing to do.
#
# One call does it all. `x.numpy(force=True)` means
# `x.detach().cpu().resolve_conj().resolve_neg().numpy()`. It shares where it can, and copies
# where it must, and you can't tell from the line which of the two happened.

# %%
print(weights.numpy(force=True), mirrored.numpy(force=True))
print(np.shares_memory(weights.numpy(force=True), weights.detach().numpy()))

# %% [markdown]
# `np.shares_memory` is NumPy's answer to *who shares?*. Between a tensor and an array, compare
# arrays: that of `x.detach().numpy()` with the other.

# %% [markdown]
# ## float64 meets float32
#
# Each library has a default of its own for real numbers. Guess the dtypes:

# %%
print("NumPy:", np.array([1.5, 2.5]).dtype, np.zeros(3).dtype)
print("torch:", torch.tensor([1.5, 2.5]).dtype, torch.zeros(3).dtype)
print("crossed:", torch.from_numpy(np.zeros(3)).dtype, torch.zeros(3).numpy().dtype)

# %% [markdown]
# NumPy takes float64, torch takes float32. **A bridge keeps the dtype**, since it keeps the
# memory. So what comes from NumPy is float64, in the midst of a model that is float32:

# %%
model = torch.nn.Linear(3, 1)
features = torch.from_numpy(np.array([[0.5, 1.0, -2.0]]))
try:
    model(features)
except RuntimeError as error:
    print(error)

# %% [markdown]
# This is the message that newcomers look up most often, in one of several wordings: *expected
# Float but found Double*, *must have the same dtype*. Double is float64, Float is float32.
# Products of matrices don't promote dtypes.
#
# Elementwise arithmetic does promote, which is worse. Nothing is raised, and from there on
# every result is float64, with twice the memory for each number:

# %%
image = torch.ones(2, 3)
noise = np.array([0.25, 0.5, 0.75])
print((image + torch.from_numpy(noise)).dtype)

# %% [markdown]
# Convert once, where the data come in, to the dtype of what they will meet:

# %%
features = features.to(model.weight.dtype)
print(model(features).shape)
print(torch.as_tensor(noise, dtype=torch.float32))

# %% [markdown]
# The other dtype needs another memory: float32 takes 4 bytes a number, float64 takes 8. So a
# conversion is always a copy, and the array no longer hears of changes.
#
# `.float()` converts to float32 whatever the model has. `.to(model.weight.dtype)` asks the
# model.

# %% [markdown]
# What about single numbers? An index into an array gives one of NumPy's own numbers. As a
# factor it is harmless, as data it brings its dtype along:

# %%
number = noise[0]
print(type(number))
print((image * number).dtype)
print(torch.tensor(number).dtype, torch.tensor(number.item()).dtype)
print(torch.from_numpy(np.array(0.25)).shape)

# %% [markdown]
# An array without axes, shape `()`, becomes a tensor without axes. `torch.from_numpy` takes
# arrays only: for a number or a list it raises TypeError.

# %% exercise="predict"

# %% [markdown]
# ## Who shares, who copies
#
# There are more bridges than two. Here are those that you will meet, from an array of float64 to
# a tensor. The array is changed afterwards, so that you see which of them look at it:

# %%
array = np.zeros(3)
made = {
    "torch.from_numpy(array)": torch.from_numpy(array),
    "torch.tensor(array)": torch.tensor(array),
    "torch.as_tensor(array)": torch.as_tensor(array),
    "torch.as_tensor(array, dtype=torch.float32)": torch.as_tensor(array, dtype=torch.float32),
    "torch.asarray(array)": torch.asarray(array),
    "torch.asarray(array, copy=True)": torch.asarray(array, copy=True),
    "torch.from_dlpack(array)": torch.from_dlpack(array),
}
array += 1
for code, tensor in made.items():
    print(f"{code:45} {'shares' if tensor[0] == 1 else 'copied'}")

# %% [markdown]
# | from an array | shares | use it |
# |---|---|---|
# | `torch.from_numpy(a)` | always, or raises | when sharing is the point |
# | `torch.tensor(a)` | never | when you want memory of your own |
# | `torch.as_tensor(a, dtype=...)` | if the dtype stays | when you don't mind |
# | `torch.asarray(a, copy=...)` | never with True; always, or raises, with False | when you want it in writing |
# | `torch.from_dlpack(a)` | always, if it can; see *Backwards* below | for arrays of any library |
#
# And back: `x.numpy()` and `np.asarray(x)` share, `np.array(x.numpy())` and `x.numpy().copy()`
# copy.

# %%
draw.bridges()

# %% [markdown]
# DLPack is an agreement among libraries. Whoever keeps to it can hand over a piece of memory
# without knowing the other: `torch.from_dlpack` takes arrays of CuPy, JAX and others just as
# well, also on a graphics card, and `np.from_dlpack(x)` goes the other way.

# %% [markdown]
# One oddity: `torch.asarray` takes an array without axes, shape `()`, for a number, and copies
# it. `from_numpy`, `as_tensor` and `from_dlpack` share it.

# %% [markdown]
# The trap of this section is `as_tensor`. It shares or copies, whichever is less work, and
# doesn't say which. This function is meant to leave the table alone, and it does, when it is
# tried out with float64:


# %%
def without_offset(table):
    x = torch.as_tensor(table, dtype=torch.float32)
    x -= x.min()
    return x


first, second = np.array([3.0, 5.0, 4.0]), np.array([3.0, 5.0, 4.0], dtype=np.float32)
without_offset(first)
without_offset(second)
print(first)
print(second)

# %% [markdown]
# With float32 nothing had to be converted, so the tensor shared, and the caller's table was
# changed. Bugs like that sleep for months, until somebody saves memory.
#
# The rule: **whoever writes must know.** After `as_tensor`, work with new tensors (`x -
# x.min()`), or say `copy=`. `torch.asarray(..., copy=False)` promises to share, and raises if
# it can't:

# %%
try:
    torch.asarray(first, dtype=torch.float32, copy=False)
except ValueError as error:
    print(error)

# %% [markdown]
# `torch.Tensor(array)`, with a capital T, is the same trap in an old coat: it makes float32 of
# everything, and shares an array that is float32 already.
#
# The same holds for conversions that have nothing to do. `.to(torch.float64)`, `.double()` and
# `.float()` give back the tensor **itself** if it has that dtype already. They are no way to
# make a copy.

# %%
x = torch.from_numpy(first)
print(x.double() is x, x.to(torch.float64) is x, x.float() is x)

# %% exercise="share_or_copy"

# %% [markdown]
# ### Drawing who looks at what
#
# When several names are about, draw the memories as strips and write the names below. The
# picture shows an array, a tensor over it, a slice of that tensor as an array, and a copy:

# %%
prices = np.array([2.5, 4.0, 1.5, 3.0])
t = torch.from_numpy(prices)
part = t[1::2].numpy()
own = torch.tensor(prices)
part *= 10
draw.memory(prices=prices, t=t, part=part, own=own)

# %% [markdown]
# A chain of bridges is as good as one: `part` is an array from a tensor from an array, and
# still looks at the first memory. Only one copy on the way cuts the chain.

# %% exercise="who_follows"

# %% [markdown]
# ## Which dtypes cross over
#
# A dtype can cross if both libraries have it. Try them all:

# %%
names = ["int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "bool"]
names += ["float16", "float32", "float64", "complex64", "complex128"]
for name in names:
    there = torch.from_numpy(np.zeros(2, dtype=name))
    back = there.numpy()
    print(f"{name:10} -> {there.dtype!s:17} -> {back.dtype}")

# %% [markdown]
# These fourteen cross in both directions, under the same name.
#
# You may read that all tensors on the CPU can become arrays *except a CharTensor*. That
# sentence stood in torch's own tutorial for years and was copied far and wide. A CharTensor is
# a tensor of int8 under its old name. See for yourself:

# %%
old_name = torch.CharTensor([1, -2, 3])
print(old_name.dtype, old_name.numpy())

# %% [markdown]
# The exception is out of date. There are others today. **bfloat16** has half the bytes of
# float32 and the same range, and large models are trained in it. NumPy hasn't got it:

# %%
half = torch.tensor([0.5, 1.5, 300.0], dtype=torch.bfloat16)
for attempt in (half.numpy, lambda: half.numpy(force=True)):
    try:
        attempt()
    except TypeError as error:
        print(error)
print(half.float().numpy())

# %% [markdown]
# `force=True` is no help here, since no other form of bfloat16 exists for NumPy. Convert to
# float32, which holds every bfloat16 exactly. It is a copy, of course. The 8-bit floats are
# refused alike.
#
# From NumPy's side more is refused, because arrays may hold things that are no bare numbers:

# %%
arrays = {
    "text": np.array(["1.5", "2"]),
    "a gap": np.array([1, None]),
    "dates": np.array(["2025-03-01"], dtype="datetime64[D]"),
    "records": np.zeros(2, dtype=[("day", "i4"), ("rain", "f4")]),
}
for name, array in arrays.items():
    try:
        torch.from_numpy(array)
    except TypeError as error:
        print(f"{name:8} {array.dtype!s:32}", str(error).split(". ")[0])

# %% [markdown]
# `object_`, as for the array with a gap, is the one that you will meet most: a column of a
# table with one entry missing. Turn it into numbers in NumPy first, as in `np.array([1,
# np.nan])`, and text by `text.astype(np.float32)`.

# %% [markdown]
# ### The other byte order
#
# A float32 has four bytes. Most machines today put the lowest first (*little-endian*);
# networks and many file formats put it last (*big-endian*). NumPy writes that into the dtype,
# as `<f4` and `>f4`, and calculates with both.

# %%
turned = np.array([1.5, 2.5], dtype=">f4")
print(turned, turned.tobytes().hex(" "))
print(turned.astype("<f4"), turned.astype("<f4").tobytes().hex(" "))
try:
    torch.from_numpy(turned)
except ValueError as error:
    print(str(error).split(". ")[0])

# %% [markdown]
# torch knows only the machine's own order. `turned.astype(np.float32)` makes a copy with the
# bytes turned. To find out for any dtype: `dtype.newbyteorder("=")` is the same dtype in the
# machine's own order, and `dtype.isnative` says whether it is that already.
#
# Beware of a wrong remedy: `view` gives the same bytes another name, and so other numbers.

# %%
print(turned.view("<f4"))

# %% exercise="dtypes_across"

# %% [markdown]
# ## Steps in bytes, steps in elements
#
# An array needn't lie row after row. Like a tensor it has **strides**: how far to go in memory
# for one step along each axis. The two libraries count them differently. What is the factor?

# %%
table = np.arange(12, dtype=np.float32).reshape(3, 4)
tensor = torch.from_numpy(table)
print("array: ", table.strides, "bytes")
print("tensor:", tensor.stride(), "elements")
print("transposed:", table.T.strides, torch.from_numpy(table.T).stride())
print("every second column:", table[:, ::2].strides, torch.from_numpy(table[:, ::2]).stride())

# %% [markdown]
# An element of float32 has 4 bytes: `table.itemsize`, or `tensor.element_size()` in torch.
# Bytes divided by that are elements. A transposed array, or one with gaps, crosses as it is,
# and nothing is copied. There is no need for `ascontiguousarray` or `contiguous()` on the way.

# %%
block = table[:2, ::2]
draw.memory(block=block, turned=torch.from_numpy(block.T))

# %% [markdown]
# The reports of `check` print such inputs as code too. `torch.as_strided(memory, shape, steps,
# start)` is a tensor laid over a row of numbers, counted in elements. `np.ndarray(shape,
# dtype, memory, start, steps)` is the same for an array, counted in bytes. Where a report
# compares strides, it counts elements for both.

# %%
memory = np.arange(12, dtype=np.float32)
print(np.ndarray((2, 2), np.float32, memory, 4, (16, 8)))
print(torch.as_strided(torch.from_numpy(memory), (2, 2), (4, 2), 1))

# %% [markdown]
# You have met four reasons for `numpy()` to refuse: a gradient, another device, a flag that
# changes the numbers when you look, and a dtype that NumPy lacks. (A fifth are tensors that are
# no plain strip of memory, such as sparse ones. They play no part here.) Strides are none of
# them. Time for a function that takes every plain tensor on the CPU.

# %% exercise="to_numpy"

# %% [markdown]
# ### Backwards
#
# NumPy can step backwards. `a[::-1]` is a view with a negative stride, and so are `np.flip`
# and `np.fliplr`, with which images are mirrored. torch has no negative strides.

# %%
image = np.arange(6.0).reshape(2, 3)
mirrored = image[:, ::-1]
print(mirrored.strides)
draw.memory(image=image, mirrored=mirrored)

# %% [markdown]
# Read the lower row: `mirrored` starts at cell 2, finds its next element one cell **before**
# that, and so on. Now try to bring it over:

# %%
for bridge in (torch.from_numpy, torch.tensor, torch.as_tensor):
    try:
        bridge(mirrored)
    except ValueError as error:
        print(f"{bridge.__name__}: {str(error).split(',')[0]}")

# %% [markdown]
# Even `torch.tensor` refuses, which would have copied anyway. The message advises a copy:
# `mirrored.copy()` lays the numbers out afresh, with strides that go forwards.

# %%
print(torch.from_numpy(mirrored.copy()))

# %% [markdown]
# Two traps. `np.ascontiguousarray` looks like the same remedy and mostly is. But it copies
# only what isn't contiguous yet, and a single row that is turned upside down counts as
# contiguous:

# %%
row = np.arange(3.0).reshape(1, 3)[::-1]
print(row.strides, np.ascontiguousarray(row).strides, row.copy().strides)

# %% [markdown]
# The second trap is one to read about and not to try. Give an array with a negative stride to
# **`torch.from_dlpack`**, and in torch 2.13 no error is raised: the whole Python process ends,
# and a notebook's kernel dies with all that was in it. Copy before you use that bridge.

# %% [markdown]
# ### Part of an element
#
# A stride can also be no whole number of elements. A device packs records tightly: one byte
# for the kind, four for the value. The values are then 5 bytes apart:

# %%
records = np.zeros(3, dtype=[("kind", np.int8), ("value", np.float32)])
values = records["value"]
print(values.strides, values.itemsize)
try:
    torch.from_numpy(values)
except ValueError as error:
    print(str(error).split(". ")[0])

# %% [markdown]
# Five bytes are one and a quarter floats, and torch counts in whole ones. Again a copy helps.
# With records of 8 bytes it would have been a stride of 2, and no copy.

# %% exercise="element_strides"

# %% [markdown]
# ### Read-only arrays
#
# An array can be locked, so that nobody changes it by mistake. Some come locked: those over
# Python's `bytes`, those that `np.broadcast_to` makes, files that were opened for reading.

# %%
limits = np.array([0.0, 100.0])
limits.flags.writeable = False
try:
    limits[0] = 50.0
except ValueError as error:
    print(error)

# %% [markdown]
# A tensor has no such lock. torch shares the memory all the same, and warns, once in a program
# and then never again. This cell asks for the warning each time, collects it, and then does
# what the warning warns of:

# %%
import warnings

torch.set_warn_always(True)
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    unlocked = torch.from_numpy(limits)
torch.set_warn_always(False)
print(*str(caught[0].message).split(". ")[:2], sep=".\n")
unlocked[0] = 50.0
print(limits)

# %% [markdown]
# The locked array has changed. And this was the harmless case: if the memory belongs to a file
# that was opened for reading, the program crashes. `torch.from_dlpack` doesn't even warn.
#
# So if `array.flags.writeable` is False, copy; `torch.tensor` does. Better one copy than a
# lock that holds only for those who don't know the way around it.

# %% exercise="from_array"

# %% [markdown]
# The most common of all crossings is an image on its way to a model, and it meets half of what
# this chapter warns of: uint8 or float, mirrored by a negative stride, colours last where the
# model wants them first, shared where it must not be. Two things help here. `x.permute(2, 0,
# 1)` puts axis 2 first; the result is a view. And `.to(dtype, copy=True)` always copies, where
# `.to(dtype)` may give back the tensor itself:

# %%
photo = torch.from_numpy(np.ones((4, 6, 3), dtype=np.float32))
print(photo.permute(2, 0, 1).shape)
print(photo.to(torch.float32) is photo, photo.to(torch.float32, copy=True) is photo)
print(torch.from_numpy(np.array([51, 255], dtype=np.uint8)) / 255)

# %% [markdown]
# The last line is worth a look. Dividing whole numbers gives float32 at once, so there is no
# need to convert before. Each conversion and each `/` makes a new tensor, and for large images
# they add up.

# %% exercise="as_model_input"

# %% [markdown]
# ## The same name, another meaning
#
# The libraries are alike on purpose, and so the differences bite. First the easy part. NumPy's
# `axis` is torch's `dim`, and torch's functions understand `axis` as well. The reverse is not
# true:

# %%
a = np.array([[1.0, 2.0, 3.0], [5.0, 7.0, 9.0]])
t = torch.from_numpy(a)
print(a.mean(axis=0))
print(t.mean(dim=0))
print(t.mean(axis=0))
try:
    a.mean(dim=0)
except TypeError as error:
    print(error)

# %% [markdown]
# Now functions that have one name and give two answers. Guess each line:

# %%
v, w = np.array([1.0, 2.0, 4.0, 9.0]), torch.tensor([1.0, 2.0, 4.0, 9.0])
print("std:   ", v.std(), w.std().item())
print("median:", np.median(v), w.median().item())
print("size:  ", v.size, w.size())
print("repeat:", np.repeat(v, 2), w.repeat(2).numpy())
print("sort:  ", np.sort(v), type(torch.sort(w)).__name__)
print("max:   ", a.max(axis=0), type(t.max(dim=0)).__name__)

# %% [markdown]
# | name | NumPy | torch | torch's way to NumPy's answer |
# |---|---|---|---|
# | `std`, `var` | divides by n | divides by n - 1 | `x.std(correction=0)` |
# | `median` | mean of the two in the middle | the lower of the two | `x.quantile(0.5)` |
# | `size` | number of elements | the shape | `x.numel()` |
# | `repeat` | each element, n times | the whole, n times (NumPy's `tile`) | `x.repeat_interleave(n)` |
# | `sort`, and `max` along an axis | the values | the values and where they were | `.values` |
#
# The first is the most dangerous. With a thousand rows nobody sees the difference between n
# and n - 1; with two rows it is a factor of 1.4, and with one row torch gives nan. NumPy calls
# the number that is taken off `ddof`, torch calls it `correction`: 0 by default here, 1 there.

# %%
pair = np.array([1.0, 3.0])
print(pair.std(), pair.std(ddof=1))
print(torch.from_numpy(pair).std(correction=0).item(), torch.from_numpy(pair).std().item())

# %% exercise="standardised"

# %% [markdown]
# ### Mixing them in one expression
#
# What is an array times a tensor? It depends on which of them stands in front, and on
# versions. This cell collects the warnings, so that you see them in words:

# %%
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    print("tensor * array:", type(w * v).__name__)
    print("np.sqrt(tensor):", type(np.sqrt(w)).__name__)
    try:
        v * w
    except TypeError as error:
        print("array * tensor:", error)
for warning in caught:
    print(warning.category.__name__, str(warning.message).split(". ")[0], sep=":\n    ")

# %% [markdown]
# With torch 2.13 and NumPy 2.4 the first two work, with a warning that they will stop one day,
# and the third raises. And some functions of NumPy hand the call over to the tensor's method
# of the same name, with arguments that only NumPy knows:

# %%
try:
    np.mean(w)
except TypeError as error:
    print(error)

# %% [markdown]
# You never wrote `axis`; NumPy did. Don't rely on any of this. **Cross the bridge by name,
# then calculate on one side.**

# %% [markdown]
# What if one step is written in NumPy, in the middle of a calculation in torch? Then detach,
# cross, calculate, and come back. Know what it means: **autograd sees nothing of it.** What
# comes back is a constant. Here the loudness of a sound is divided by its 90th percentile:

# %%
loudness = torch.tensor([1.0, 2.0, 3.0, 4.0, 10.0], requires_grad=True)
level = np.percentile(loudness.detach().numpy(), 90)
scaled = loudness / float(level)
scaled.sum().backward()
print(level, loudness.grad)

# %% [markdown]
# The gradient is 1 / 7.6 everywhere: it went through the division, and treats `level` as a
# number that fell from the sky. Often that is what is wanted. What is hardly ever wanted is
# the next version, which calculates everything over there:

# %%
array = loudness.detach().numpy()
scaled = torch.from_numpy(array / np.percentile(array, 90))
print(scaled, scaled.requires_grad)

# %% [markdown]
# The numbers are right, and no gradient will ever reach `loudness`. Nor does it help to call
# `requires_grad_()` on the result: that starts a new book, and the old one still ends at the
# bridge. To let gradients through a NumPy function you have to state its derivative yourself,
# in a `torch.autograd.Function` (chapter 4).

# %% exercise="centred"

# %% [markdown]
# ## Capstone: from raw bytes to a calibrated recording
#
# A motion sensor streams its measurements as bytes. They are to end in a tensor, calibrated,
# and a recording of an hour is large: there shall be one copy of it in memory, and not two.
# All the pieces are at hand.
#
# **Bytes to numbers.** `np.frombuffer` lays an array over bytes that are there already.

# %%
stream = bytes.fromhex("05000000 0000803f 00000040 00004040")
print(np.frombuffer(stream, dtype=np.int32))
print(np.frombuffer(stream, dtype=np.float32))
print("may be written?", np.frombuffer(stream, dtype=np.float32).flags.writeable)

# %% [markdown]
# The same sixteen bytes, read as whole numbers and as floats. Neither reading is right for all
# of them: the first four are a time, 5, and the others are 1.0, 2.0 and 3.0. Only who wrote
# them knows.
#
# Python's `bytes` can't be changed, so the array is locked. A `bytearray` can be changed, and
# so can an array of bytes. On an array, `view` does what `frombuffer` does to a buffer:

# %%
raw = np.frombuffer(bytearray(stream * 2), dtype=np.uint8)
print(raw.shape, raw.flags.writeable)
print(raw.view(np.int32).reshape(-1, 4)[:, 0])
print(raw.view(np.float32).reshape(-1, 4)[:, 1:])

# %% [markdown]
# Bytes, a view of another dtype, a reshape into rows of four numbers, a slice of columns: four
# steps, and not one copies. `view` needs a length that can be divided by the itemsize;
# `raw[:n]` cuts off a rest, and is a view too.
#
# **Records by name.** A *structured* dtype says what is in a record, and gives its parts by
# name:

# %%
record = np.dtype([("time", np.int32), ("xyz", np.float32, 3)])
records = raw.view(record)
print(records["time"], records["xyz"].shape, records["xyz"].strides)
readings = torch.from_numpy(records["xyz"])
print(readings, readings.stride())

# %% [markdown]
# torch refuses the records, but not a field of them: `records["xyz"]` is a plain array of
# float32. Its rows are 16 bytes apart, a whole number of elements. So it crosses, and the
# tensor steps over the times. In the picture the eight numbers of two records are counted, in
# place of what was measured:

# %%
places = np.arange(8, dtype=np.float32)
by_record = torch.from_numpy(places).reshape(-1, 4)
draw.memory(times=places[::4], readings=by_record[:, 1:])

# %% [markdown]
# **In place.** `readings *= 2` writes into the bytes of the stream. `readings * 2` would be a
# second recording. `check` counts: it adds up the bytes of every tensor that torch makes while
# your function runs.

# %%
readings *= 2
print(raw.view(np.float32).reshape(-1, 4)[:, 1:])

# %% [markdown]
# **The other byte order**, without a copy: `byteswap(inplace=True)` turns the bytes of every
# element of an array where they are. It doesn't look at the dtype's name, so it can also be
# used to undo what a device of the other order has written:

# %%
numbers = np.array([1.5, 2.5], dtype=">f4").view(np.float32)
print(numbers)
numbers.byteswap(inplace=True)
print(numbers)

# %% exercise="calibrate_recording"

# %% [markdown]
# ## What you can do now
#
# - look at an array through a tensor and at a tensor through an array, and know that a change
#   in place is seen on both sides;
# - keep a record that stays as it is, by a copy;
# - hand over a tensor that requires a gradient, and say what autograd doesn't see from there
#   on;
# - keep float64 out of a float32 model, by converting once;
# - choose a bridge by whether it shares:
#
# | shares | shares if it can | copies |
# |---|---|---|
# | `torch.from_numpy`, `torch.from_dlpack` (nothing backwards) | `torch.as_tensor`, `torch.asarray` | `torch.tensor` |
# | `x.numpy()`, `np.asarray(x)` | `x.numpy(force=True)` | `x.numpy().copy()`, `np.array(x.numpy())` |
#
# - say what can't cross, and what to do about it:
#
# | what is in the way | what to do |
# |---|---|
# | a gradient | `detach()` |
# | another device | `cpu()` |
# | a lazy conjugate or minus sign | `resolve_conj()`, `resolve_neg()` |
# | bfloat16 | `float()` |
# | text, objects, dates, records | make numbers in NumPy, or take a field |
# | the other byte order | `astype` with the native dtype |
# | a negative stride, or part of an element | `copy()` |
# | a lock | `copy()`, out of respect |
#
# - translate `ddof`, `median`, `size`, `repeat` and their like.
#
# If one of the exercises is still open, `hint(...)` with its name gives a nudge. The next
# chapter is about a memory that NumPy can't see: that of a graphics card.
