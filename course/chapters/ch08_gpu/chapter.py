# %% [markdown]
# # Computing on a GPU
#
# A graphics card adds and multiplies thousands of numbers at once. That is why networks are
# trained on one. But it is a machine of its own inside your machine, with its own memory and
# its own clock. Data has to get there, and Python doesn't see what it is doing.
#
# In this chapter you write code that runs with a GPU and without one, you learn what moving data
# costs, and you find the places where a program waits although nobody asked it to.
#
# **You need no GPU.** If this machine has none, a simulated one takes its place.

# %%
import torch

from course.kit import accelerator, check, draw, hint, reset

# %% [markdown]
# Run the cells from top to bottom with Shift+Enter, and guess before you run. In an exercise,
# write your code in place of the line with `NotImplementedError`, run that cell, then the one
# below it with `check`. `hint(...)` with the name of the function gives a nudge.

# %% [markdown]
# torch's word for a GPU, and for other chips that compute, is **accelerator**. This cell asks
# the course for one:

# %%
device = accelerator.device()
print(device)
if accelerator.is_simulated():
    print("A simulated accelerator: it computes on the CPU, and keeps the rules of a real one.")

# %% [markdown]
# `cuda:0` is the first NVIDIA GPU of this machine. `simulated:0` means that there is none which
# the course can use. Then a small part of the course plays one: it has its own tensors, it
# refuses what a GPU refuses, and what it computes is right. Only fast it isn't. (On a Mac it is
# used as well: Apple's GPUs lack float64, and an answer should be judged alike everywhere.)
#
# Everything below works with both, and the exercises are judged alike. In a program of your own,
# without the course, you get the device from torch itself. The section on code for any machine
# shows how.

# %% [markdown]
# ## Two memories
#
# Every tensor lies in the memory of one device and says in which. Without further ado, that is
# the CPU's:

# %%
prices = torch.tensor([2.5, 4.0, 1.25])
print(prices.device)

# %% [markdown]
# With `device=`, a tensor is made in the other memory from the start. Nearly all functions that
# make tensors take it. (`torch.from_numpy` doesn't: its tensor looks at the array's own memory.)
# Before you run it: what will the last line show?

# %%
print(torch.zeros(3, device=device))
print(torch.arange(4, device=device))
print(torch.ones_like(prices))
print(torch.ones_like(prices, device=device))

# %% [markdown]
# A tensor that isn't on the CPU shows its device when it is printed. `torch.ones_like(prices)`
# takes the device from `prices`, so that is the CPU; with `device=` you overrule it.
#
# A tensor that you made on the CPU is copied by `.to(device)`. Afterwards there is one in each
# memory:

# %%
there = prices.to(device)
print(there)
print(prices)

# %% [markdown]
# Computing works as you know it, and the result lies where its inputs lie. `.cpu()`, or
# `.to("cpu")`, makes a copy on the way back.

# %%
total = (there * 2).sum()
print(total)
print(total.cpu())

# %% [markdown]
# Now the trap that everybody falls into once. What does this print?

# %%
scores = torch.tensor([7.0, 9.0])
scores.to(device)
print(scores.device)

# %% [markdown]
# Still the CPU. **`.to` doesn't move a tensor, it gives you another one.** Here nobody gave the
# other one a name, and it was thrown away at once. What you want is to bind the name anew:

# %%
scores = scores.to(device)
print(scores.device == device)

# %% [markdown]
# One more thing about `.to`: where there is nothing to do, it does nothing, and gives back the
# very tensor that you have. So it costs nothing to say `.to(device)` once too often:

# %%
print(scores.to(device) is scores)
print(prices.to(device) is prices)

# %% [markdown]
# The other side of it: the result of `.to` is *sometimes* a copy. If the tensor was on the device
# already, a change in place changes the only one there is.
#
# (A network made of `torch.nn` modules is an exception: `model.to(device)` moves the model's own
# parameters. A tensor by itself has no method that moves it.)

# %% [markdown]
# ## Mixing raises
#
# A GPU can't add numbers that lie in the CPU's memory. torch could copy them without a word, but
# it doesn't, because a hidden copy in a loop can make a program many times slower. It raises.

# %%
discount = torch.tensor([0.5, 1.0, 0.25])
try:
    there - discount
except RuntimeError as error:
    print(error)

# %% [markdown]
# The message names both devices. (Some functions, such as `torch.cat`, word it in another way on
# a real GPU.) You will meet it often, and nearly always one tensor was forgotten: one that was
# made inside a function, without `device=`, or one that was loaded from a file.
#
# You decide which of the two should move. Mostly that is the smaller one:

# %%
print(there - discount.to(there.device))

# %% [markdown]
# `there.device` is better here than the name `device`: the line is right wherever `there` happens
# to lie. Inside a function, ask the inputs where they are.
#
# There is one exception from the rule. A CPU tensor of shape `()` is a single number, and torch
# hands it over with the call:

# %%
rate = torch.tensor(1.2)
print(rate.shape, rate.device)
print(there * rate)

# %% [markdown]
# Only this way round, though. Into a tensor on the CPU nothing from the device can be added in
# place, and two numbers of different devices can't be stacked:

# %%
for attempt in (lambda: rate.add_(there[0]), lambda: torch.stack([rate, there[0]])):
    try:
        attempt()
    except RuntimeError as error:
        print(error)

# %% [markdown]
# An index may come from the CPU as well: `there[torch.tensor([0, 2])]` works. torch copies the
# index over, every time. If you need it often, move it once.

# %% exercise="where_is_it"

# %% [markdown]
# ## New tensors where the old ones are
#
# Here is a function that somebody wrote on a laptop. It puts a zero in front of a row. On the
# laptop it works:


# %%
def with_a_zero(x):
    return torch.cat([torch.zeros(1), x])


print(with_a_zero(prices))
try:
    with_a_zero(there)
except RuntimeError as error:
    print(error)

# %% [markdown]
# On a GPU it fails: `torch.zeros(1)` is made on the CPU, always. The new tensor has to be made
# where `x` is. Three ways to say so:
#
# | written | shape | device and dtype |
# |---|---|---|
# | `torch.zeros(1, device=x.device, dtype=x.dtype)` | yours | those that you name |
# | `x.new_zeros(1)` | yours | those of `x` |
# | `torch.zeros_like(x[:1])` | that of the slice | those of `x` |


# %%
def with_a_zero(x):
    return torch.cat([x.new_zeros(1), x])


print(with_a_zero(prices))
print(with_a_zero(there))

# %% [markdown]
# There is a fourth way which looks right: make the zero on the CPU, and move it. The course can
# count what crosses from one memory to the other, and how often Python waits for a value. (Of
# waiting, more below.)

# %%
with accelerator.traffic() as traffic:
    torch.cat([torch.zeros(1).to(there.device), there])
print(traffic)

with accelerator.traffic() as traffic:
    torch.cat([there.new_zeros(1), there])
print(traffic)

# %% [markdown]
# The result is the same, but the first one carries a zero over. Four bytes are nothing; that the
# journey is made at all is what costs. **Make it where you need it.**
#
# `torch.tensor([0.0], device=there.device)` is such a journey, too: its numbers come from Python,
# which lives on the CPU's side.

# %% exercise="with_ones"

# %% [markdown]
# Sometimes what you need exists already, on the other side: numbers from a file, or from an
# earlier run. Then it has to move, and you choose what moves.

# %%
photos = torch.rand(64, 3, 32, 32, device=device)
brightness = torch.tensor([0.25, 0.5, 0.25]).reshape(3, 1, 1)
print("photos:    ", photos.numel() * photos.element_size(), "bytes")
print("brightness:", brightness.numel() * brightness.element_size(), "bytes")

# %% exercise="standardise"

# %% [markdown]
# ## Code for any machine
#
# A program that says `"cuda"` in twenty places runs on one kind of machine. A program that
# decides once, at its start, runs on all:

# %%
found = torch.accelerator.current_accelerator()
print(found)
print(torch.accelerator.is_available(), torch.cuda.is_available())

# %% [markdown]
# `torch.accelerator` knows all kinds: `cuda` for NVIDIA and AMD, `mps` for the Macs with Apple's
# own chips, `xpu` for Intel. (In this notebook it also finds the simulated one.) `torch.cuda` knows
# its own kind only.
#
# Mind what `current_accelerator()` tells: the kind that this torch was *built* for. A torch built
# for CUDA says `cuda` on a laptop that has no such card, too; one built for the CPU alone says
# `None`. Whether there is a device is what `is_available()` tells. So the start of a program of
# yours could read:
#
# ```python
# if torch.accelerator.is_available():
#     device = torch.accelerator.current_accelerator()
# else:
#     device = torch.device("cpu")
# ```
#
# After that, the program says `device` everywhere and never names a kind again.

# %% [markdown]
# A device can be made from its name on any machine, and taken apart. It is only a name: nobody
# checks that such a device is there until a tensor wants to go to it.

# %%
second = torch.device("cuda:1")
print(second.type, second.index)
print(torch.device("cuda").index)

# %% [markdown]
# A trap when you compare. Without a number, `cuda` means the one in use, which is mostly number 0.
# But as names, the two differ:

# %%
print(torch.device("cuda") == torch.device("cuda:0"))
print(torch.device("cuda").type == torch.device("cuda:0").type)

# %% [markdown]
# A tensor on a GPU names its device with the number. So `x.device == torch.device("cuda")` is
# `False` for every tensor there is. Compare types, or don't compare: `.to(device)` does nothing
# where nothing is to be done.

# %% exercise="pick_device"

# %% [markdown]
# Then the data. What comes out of a data loader is a dict or a tuple of tensors, with other
# things in between. It has no `.to`:

# %%
batch = {"image": torch.rand(2, 3), "label": torch.tensor([0, 1]), "name": ["cat", "dog"]}
try:
    batch.to(device)
except AttributeError as error:
    print(error)

# %% [markdown]
# Moving it by hand, `batch["image"].to(device)` and so on, breaks as soon as a key is added. A
# function that goes through any structure is written once, and belongs in every toolbox. What it
# meets can hold more of the same, so it calls itself. Here is such a function for something else:
# it counts the numbers in nested lists.


# %%
def count_numbers(thing):
    if isinstance(thing, list):
        return sum(count_numbers(item) for item in thing)
    return 1


print(count_numbers([3, [4, 5, [6]], []]))

# %% [markdown]
# To ask whether something is a tensor, use `isinstance(thing, torch.Tensor)`. The stricter
# question `type(thing) is torch.Tensor` says no to a network's parameters, which are tensors of a
# class of their own. The tensors of the simulated accelerator are, too.

# %% exercise="move_batch"

# %% [markdown]
# ## Device and dtype in one move
#
# `.to` takes a device, a dtype, or both. Before you run it: what are device and dtype of each?

# %%
readings = torch.tensor([20.5, 21.25, 19.75], device=device)
print(readings.to("cpu"))
print(readings.to(torch.float16))
print(readings.to("cpu", torch.double))

# %% [markdown]
# With both, the device comes first. The values go over and change their dtype in one call. On
# which side do they change it? That decides how many bytes travel:

# %%
pixels = torch.tensor([12, 200, 31, 90], dtype=torch.uint8)
with accelerator.traffic() as traffic:
    pixels.to(device, torch.float32)
print(traffic)

with accelerator.traffic() as traffic:
    pixels.to(device).to(torch.float32)
print(traffic)

# %% [markdown]
# Four pixels, sixteen bytes in the first case, four in the second. A plain `.to` converts **on the
# CPU's side**. On the way to the device, the elements are converted before they leave; on the way
# back, after they have arrived. (For CUDA, that is how torch's copying is written. A copy with
# `non_blocking=True`, which you will meet below, converts on the other side.)
#
# So for data that grow, do it in two steps: first move, then convert.

# %% [markdown]
# On the way back, one step is right:

# %%
with accelerator.traffic() as traffic:
    readings.to("cpu", torch.double)
print(traffic)

with accelerator.traffic() as traffic:
    readings.double().cpu()
print(traffic)

# %% [markdown]
# Three float32 numbers are twelve bytes; they grow on arrival. In the second line they grow on the
# device and travel at twice the size. (Both count a wait: Python stands still until the values
# are here. The section on hidden waits comes back to it.)
#
# Not every device has every dtype: Apple's `mps` has no float64. Coming to the CPU first, and
# growing there, works everywhere.

# %% exercise="archive"

# %% [markdown]
# ## What moving costs
#
# A copy between two memories costs twice: something for being started, and something for each
# byte. How much is that? A common graphics card, the RTX 3060, reads its own
# memory at up to 360 gigabytes a second. The road to it, PCIe 4.0 with 16 lanes, carries at most
# 31.5. Those are the figures in the specifications: the road is more than ten times slower than
# the card.

# %%
photo_bytes = 3 * 1080 * 1920
for what, bytes_per_second in [("over PCIe", 31.5e9), ("within the card", 360e9)]:
    print(f"{what:16} {1e6 * photo_bytes / bytes_per_second:6.0f} microseconds")

# %% [markdown]
# And each copy has to be started: Python calls torch, torch calls the driver, the driver tells the
# card. That takes some microseconds, whether a number follows or a film. With a real GPU, the next
# two cells measure it; without one, they calculate it from the two parts, with 10 microseconds
# assumed for the start. `synchronize` waits until the card has done everything; why it is needed
# here is told in the section on timing.

# %%
from time import perf_counter


def microseconds(run):
    run()
    torch.accelerator.synchronize()
    start = perf_counter()
    run()
    torch.accelerator.synchronize()
    return 1e6 * (perf_counter() - start)


# %%
print("calculated" if accelerator.is_simulated() else "measured")
for count in (1, 1_000, 100_000, 10_000_000):
    if accelerator.is_simulated():
        time = 10 + 1e6 * 4 * count / 31.5e9
    else:
        x = torch.zeros(count)
        time = microseconds(lambda x=x: x.to(device))
    print(f"{count:10,} floats: {time:9.1f} microseconds")

# %% [markdown]
# Look at the form: from one number to a thousand the time hardly grows, since the start is all
# there is. Then it grows with the bytes. A measurement shows the same form with other figures; it
# is slower for memory that isn't pinned, which a later section explains.
#
# Three rules follow:
#
# 1. **Move once, outside of the loop.** What every step needs is moved before the first step.
# 2. **Move one large thing rather than many small ones.** Put them together on the CPU.
# 3. **Move as few bytes as you can.** Convert to the larger dtype on arrival.

# %% [markdown]
# Here is the second rule at work: a year of daily readings, moved one by one and all at once.

# %%
year = [torch.tensor([14.0 + day % 7]) for day in range(365)]

with accelerator.traffic() as traffic:
    torch.stack([reading.to(device) for reading in year])
print(traffic)

with accelerator.traffic() as traffic:
    torch.stack(year).to(device)
print(traffic)

# %% [markdown]
# As many bytes, but one start in place of 365.

# %% exercise="to_batch"

# %% [markdown]
# ## The accelerator works on its own
#
# When you write `c = a @ b` for tensors on a GPU, Python doesn't wait for the product. It puts the
# order into a queue, gets a tensor `c` whose numbers aren't there yet, and goes on to the next
# line. The GPU works through the queue, in its order.
#
# This is called **asynchronous**: two clocks run next to each other. In the picture, handing an
# order over takes Python 1 millisecond and the work takes the accelerator 4. The times are made
# up.

# %%
draw.timeline(
    [("a", 1, 4), ("b", 1, 4), ("c", 1, 4)],
    titles=["Three orders, one after the other"],
)

# %% [markdown]
# After 3 milliseconds Python is done, and the accelerator has hardly begun. That is good: Python
# can prepare the next batch in the meantime, and the accelerator never stands still. It also means
# that an error in the work of `a` may come up lines later, when Python is long past it.
#
# On the CPU nothing of this happens, and nothing on the simulated accelerator: they are done with
# the work when the call returns.

# %% [markdown]
# Sooner or later Python needs a number: to print it, to compare it, to write it down. Then it
# must **wait**, until all the work that leads to the number is done. Compare: in the first program
# Python waits after each order, in the second only at the end.

# %%
draw.timeline(
    [("a", 1, 4, True), ("b", 1, 4, True), ("c", 1, 4, True)],
    [("a", 1, 4), ("b", 1, 4), ("c", 1, 4, True)],
    titles=["Waiting each time", "Waiting once"],
)

# %% [markdown]
# The accelerator's line has gaps in the first program: while Python hands over `b`, there is
# nothing to do, since Python was waiting when it should have handed it over. With small pieces of
# work the gaps get larger than the work.
#
# In the picture, and in the exercise, an order can be begun when it has been handed over and the
# accelerator is free. The later of the two counts.

# %% exercise="finish_times"

# %% [markdown]
# ## Hidden waits
#
# Nobody writes `wait` in a program. It is hidden in lines that look harmless. Before you run it:
# which of these lines wait?

# %%
losses = torch.tensor([0.9, 0.7, 0.4], device=device)
lines = {
    "losses.sum()": lambda: losses.sum(),
    "losses.shape": lambda: losses.shape,
    "losses.sum().item()": lambda: losses.sum().item(),
    "float(losses[0])": lambda: float(losses[0]),
    "if losses[0] > 0.5": lambda: 1 if losses[0] > 0.5 else 0,
    "losses.tolist()": lambda: losses.tolist(),
    "str(losses)": lambda: str(losses),
    "losses[losses > 0.5]": lambda: losses[losses > 0.5],
    "losses.clamp(max=0.5)": lambda: losses.clamp(max=0.5),
}
for line, run in lines.items():
    with accelerator.traffic() as traffic:
        run()
    print(f"{line:22}", "waits" if traffic.waits else "-")

# %% [markdown]
# Everything that makes a Python value of a tensor's values waits: `.item()`, `float`, an `if`,
# `.tolist()`, `.cpu()`, printing. So do results whose *shape* depends on values, as with a mask,
# or with `torch.nonzero` and `torch.unique`: Python has to know how long they are.
#
# Shape, dtype and device never wait. They are known before the numbers are.
#
# Where one line copies and waits, `accelerator.traffic` counts both. `.item()` and `float` count as
# a wait only, though one number crosses: the wait is what costs.

# %% [markdown]
# The classic among hidden waits is one line in the training loop that keeps the running loss:

# %%
data = torch.rand(10, 100, device=device)

with accelerator.traffic() as traffic:
    running = 0.0
    for batch in data:
        running += batch.square().sum().item()
print(traffic)

# %% [markdown]
# Ten batches, ten waits. The cure: let the running sum be a tensor, which stays on the device. A
# sum of tensors is an order like any other. The number is taken out once, after the loop.

# %%
with accelerator.traffic() as traffic:
    running = torch.zeros((), device=device)
    for batch in data:
        running += batch.square().sum()
    number = running.item()
print(traffic)
print(number)

# %% [markdown]
# If the last batch is smaller than the others, beware of averaging averages. A batch of 2 with the
# error 9 and a batch of 8 with the error 4 have, over all 10, the error 5, and not 6.5:

# %%
print((2 * 9 + 8 * 4) / 10, (9 + 4) / 2)

# %% exercise="mean_error"

# %% [markdown]
# What about an `if` in the middle of a computation? Here, readings above 30 are taken for faults
# and replaced by 20. With `if`, Python asks for every reading. On the device, the same decision is
# part of the computation:

# %%
readings = torch.tensor([18.5, 55.0, 21.0], device=device)

with accelerator.traffic() as traffic:
    by_if = torch.stack([torch.full_like(r, 20.0) if r > 30 else r for r in readings])
print(by_if)
print(traffic)

with accelerator.traffic() as traffic:
    by_where = torch.where(readings > 30, 20.0, readings)
print(by_where)
print(traffic)

# %% [markdown]
# `torch.where(condition, a, b)` takes from `a` where the condition holds and from `b` elsewhere.
# `x.clamp(min=..., max=...)` cuts what lies beyond a bound; infinity too:

# %%
print(torch.tensor([0.25, 3.0, float("inf")], device=device).clamp(max=1))

# %% [markdown]
# There is one thing to know about `where`: both sides are computed, everywhere. A division by zero
# on the side that isn't taken does no harm to the result. It does to a gradient, though, if you
# ask for one:

# %%
x = torch.tensor([0.0, 2.0], device=device, requires_grad=True)
inverse = torch.where(x > 0, 1 / x, 0.0)
print(inverse.detach())
inverse.sum().backward()
print(x.grad)

# %% [markdown]
# The result is right. On the way back, the side that wasn't taken passes on 0, times the slope of
# `1 / x` at 0, which is infinite; and 0 times infinity is NaN. The cure is to make the side that
# isn't taken harmless before it divides: `1 / torch.where(x > 0, x, 1.0)`.

# %% exercise="clipped"

# %% [markdown]
# ## Timing it properly
#
# Two clocks make for strange measurements. Somebody times a large product on a GPU:
#
# ```python
# start = perf_counter()
# c = a @ b
# print(perf_counter() - start)
# ```
#
# What is measured is how long it takes to hand the order over. The product itself is still being
# computed. It is the picture "Three orders, one after the other" again: Python is done after 3
# milliseconds, the accelerator after 13. With a real GPU, you can see it here:

# %%
a = torch.rand(200, 200) if accelerator.is_simulated() else torch.rand(8000, 8000)
a = a.to(device)
a @ a
torch.accelerator.synchronize()

start = perf_counter()
a @ a
returned = perf_counter()
torch.accelerator.synchronize()
finished = perf_counter()
print(f"the call returned after {1000 * (returned - start):8.3f} ms")
print(f"finished after          {1000 * (finished - start):8.3f} ms")
if accelerator.is_simulated():
    print("Simulated: the work was done when the call returned. So the two hardly differ;")
    print("with a GPU, the first would be a small part of the second.")

# %% [markdown]
# The second trap is the first run. It also pays for finding the right code and loading it to the
# card, and for the first memory. And single runs are disturbed by whatever else the machine does.
#
# An honest stopwatch therefore
#
# 1. runs the work a few times without looking: the **warm-up**;
# 2. waits until all earlier work is done, and reads the clock;
# 3. runs the work, **waits until it is done**, and reads the clock again;
# 4. does this several times and takes the **median**, the middle one by size.


# %%
def stopwatch(run, synchronize, clock, runs=5, warm_up=2):
    for _ in range(warm_up):
        run()
    times = []
    for _ in range(runs):
        synchronize()
        start = clock()
        run()
        synchronize()
        times.append(clock() - start)
    return sorted(times)[len(times) // 2]


seconds = stopwatch(lambda: a @ a, torch.accelerator.synchronize, perf_counter)
print(f"{1000 * seconds:.3f} ms")

# %% [markdown]
# Why the median? One run in which the machine was busy elsewhere pulls the mean up as far as it
# likes. The median stays where most of the runs are:

# %%
times = [5.0, 5.25, 4.75, 5.0, 60.0]
print("mean:  ", sum(times) / len(times))
print("median:", sorted(times)[len(times) // 2])

# %% [markdown]
# With an even number of runs there are two in the middle, and the median is their mean.
# `statistics.median` from Python's library does that. `torch.median` doesn't: it gives the lower of
# the two.

# %% exercise="typical_time"

# %% [markdown]
# ## Copying while others compute
#
# Copies can be orders in the queue, too. `x.to(device, non_blocking=True)` asks for that: Python
# goes on at once, while the copy and earlier work are still under way. A plain `.to(device)` holds
# Python until the copy is done, with all that stands in the queue before it. `accelerator.traffic`
# counts it as a copy and not as a wait, but it stops Python all the same.
#
# It takes more than the argument. The operating system may move the CPU's memory about, or put it
# on the disk, at any time, and a copy that runs on its own can't have that. Memory which must stay
# where it is is called **pinned**. `x.pin_memory()` gives a copy of `x` in such memory.
#
# In the picture, two batches are copied and worked on. The times are made up again, with each copy
# drawn as an order like any other.

# %%
draw.timeline(
    [("copy 1", 1, 3, True), ("work 1", 1, 4), ("copy 2", 1, 3, True), ("work 2", 1, 4)],
    [("copy 1", 1, 3), ("work 1", 1, 4), ("copy 2", 1, 3), ("work 2", 1, 4)],
    titles=["Plain copies", "Pinned, with non_blocking=True"],
)

# %% [markdown]
# In the second program Python is free after 4 milliseconds, for preparing the next batch. With a
# real GPU, the next cell measures how long the copy of 16 megabytes takes in both ways.

# %%
if accelerator.is_simulated():
    print("To pin memory takes a real accelerator, and here every copy is done when the call")
    print("returns. So there is nothing to measure.")
else:
    x = torch.rand(4_000_000)
    pinned = x.pin_memory()
    print(pinned.is_pinned())
    print(f"as it is: {microseconds(lambda: x.to(device)):8.0f} microseconds")
    print(f"pinned:   {microseconds(lambda: pinned.to(device, non_blocking=True)):8.0f}")

# %% [markdown]
# What to make of it:
#
# - Pinning is itself a copy. For a tensor that moves once, it wins nothing. A `DataLoader` with
#   `pin_memory=True` pins in another thread, while the GPU computes: that is where it pays.
# - Pinned memory is taken away from everything else on the machine. Don't pin a whole data set.
# - **Towards the device**, `non_blocking=True` is safe: work that uses the result stands behind the
#   copy in the queue. But leave `x` unchanged until it has gone, since the copy reads it while
#   Python runs on.
# - **Back to the CPU**, it is not. Python gets a tensor whose numbers may not have arrived, and no
#   error says so. Call `torch.accelerator.synchronize()` before you read it, or leave
#   `non_blocking` out.

# %% exercise="about_copies"

# %% [markdown]
# ## How much memory?
#
# A GPU's memory is small and can't be enlarged. "CUDA out of memory" ends many a
# training. You can foresee it: elements times bytes for each.

# %%
weight = torch.zeros(4096, 4096)
print(weight.numel(), "elements of", weight.element_size(), "bytes:", weight.nbytes / 2**20, "MiB")
print(torch.float16.itemsize, torch.float64.itemsize)

# %% [markdown]
# That is one layer's weight. During training there is more for each parameter:
#
# - its **gradient**, as large as the parameter;
# - what the **optimiser** remembers: plain SGD nothing, SGD with momentum one number, Adam two.
#
# With Adam that makes 4 numbers for each parameter, 16 bytes in float32. A small network can be
# asked:

# %%
layer = torch.nn.Linear(1000, 100, device=device)
optimiser = torch.optim.Adam(layer.parameters())
layer(torch.rand(8, 1000, device=device)).sum().backward()
optimiser.step()

parameters = sum(p.nbytes for p in layer.parameters())
gradients = sum(p.grad.nbytes for p in layer.parameters())
state = 0
for remembered in optimiser.state.values():
    state += remembered["exp_avg"].nbytes + remembered["exp_avg_sq"].nbytes
print(parameters, gradients, state)

# %% [markdown]
# `exp_avg` and `exp_avg_sq` are Adam's names for its two numbers. It also counts its steps, in one
# number for each parameter tensor, which we left out.
#
# Not in this sum are the **activations**: what each layer keeps of the batch for the way back.
# They grow with the batch, and for many networks they are the largest part. A smaller batch is
# the first cure for "out of memory".

# %% [markdown]
# On a CUDA device you can read what is in use: `torch.cuda.memory_allocated()` counts the bytes of
# the tensors that are alive (in blocks of 512), `torch.cuda.max_memory_allocated()` the most so
# far. `nvidia-smi` shows more than that: torch keeps the memory of dead tensors for the next ones
# and doesn't give it back at once. `torch.cuda.memory_reserved()` counts it.

# %%
if device.type == "cuda":
    before = torch.cuda.memory_allocated()
    x = torch.zeros(1000, 1000, device=device)
    print(torch.cuda.memory_allocated() - before, "bytes more for", x.nbytes)
    del x
    print(torch.cuda.memory_allocated() - before, torch.cuda.memory_reserved())
else:
    print("Without CUDA there is no such counter; elements times bytes tells nearly as much.")

# %% [markdown]
# Mind the names that you keep. `del x` frees the memory only when no other name, list or graph
# holds the tensor. A list of losses that were never detached keeps the graph of every step.

# %% exercise="training_bytes"

# %% [markdown]
# ## A training loop for any machine
#
# Now everything comes together: one choice of device, each batch moved once, nothing that waits
# inside of the loop, one look at the end.
#
# The step itself, if you haven't met it: `requires_grad_()` tells torch to keep a record of what is
# computed from a tensor, `loss.backward()` puts into `.grad` how the loss changes with each of its
# numbers, and a small step against that makes the loss smaller. Here it is for a single number: a
# guess at a price, which three steps bring nearer to the right one, 5.

# %%
price = torch.tensor(2.0, device=device).requires_grad_()
for _ in range(3):
    loss = (price - 5) ** 2
    loss.backward()
    with torch.no_grad():
        price -= 0.25 * price.grad
    price.grad = None
print(price)

# %% [markdown]
# Three things are easily forgotten. The step stands in `no_grad`, or torch would want to record it,
# too. `price.grad = None` clears the gradient: `backward` adds to what is there. And a loss that you
# keep should be kept as `loss.detach()`, which has the value and lets go of the record.
#
# The step changes `price` in place. `price = price - ...` under `no_grad` would give the name to a
# new tensor, which requires no gradient: the next `backward` raises.

# %% [markdown]
# Then there is the order in which you move and ask for a gradient. `.to` is recorded like any other
# computation, and the gradient goes to the tensor at the beginning of the record. Here that is the
# one on the CPU:

# %%
weight = torch.tensor([1.0, 2.0], requires_grad=True)
moved = weight.to(device)
(moved**2).sum().backward()
print(weight.grad)
print(weight.is_leaf, moved.is_leaf)

# %% [markdown]
# A tensor at the beginning of a record is called a **leaf**, and only leaves get a `.grad`; that of
# `moved` is `None`. So move first, and let the tensor which is there require the gradient:
# `weight.to(device).requires_grad_()`. On the CPU both orders work, since `.to` does nothing there,
# and the fault stays hidden until the program meets a GPU.
#
# One more trap waits on the CPU. There `.to(device)` gives the very tensor that you have, and a
# step in place changes it for whoever gave it to you.

# %%
given = torch.zeros(2)
mine = given.to("cpu")
mine += 1
print(given)

# %% exercise="fit"

# %% [markdown]
# ## What you can do now
#
# - make tensors on a device, with `device=` or like another tensor, and move them with
#   `x = x.to(device)`;
# - read "Expected all tensors to be on the same device", and find the tensor that was forgotten;
# - write code that decides once where it computes, and moves nested batches there;
# - change device and dtype in one move, and say on which side the dtype changes;
# - keep traffic low: once, in one piece, in few bytes;
# - see where Python waits for the accelerator, and take the waits out of a loop;
# - time work that runs on its own, with a warm-up, `synchronize` and the median;
# - foresee how much memory a training needs.
#
# | costs nothing | makes a copy | waits for a value |
# |---|---|---|
# | `.shape`, `.dtype`, `.device` | `.to(device)` from elsewhere | `.item()`, `float(x)`, `bool(x)`, `if x > 0` |
# | `.to(device)` where it is already | `torch.tensor(..., device=...)` | `.cpu()`, `.tolist()`, `print(x)` |
# | views and slices | `x[i]` with the index `i` on the CPU | `x[mask]`, `nonzero`, `unique` |
#
# This was the last chapter. With tensors, their memory, their gradients and their devices, you
# have what every PyTorch program is made of. The map of the field in chapter 1 shows where to go
# from here: build a network, train it on data of your own, and when it is too slow, come back to
# the table above.
