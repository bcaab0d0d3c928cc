# %% [markdown]
# # Gradients, and where they come from
#
# A model has numbers that can be turned like knobs, and a loss that says how wrong it is. Training
# asks one question over and over: if I turn this knob a little, what happens to the loss? The
# answer for all knobs together is called the **gradient**, and PyTorch computes it for you. The
# part that does so is called **autograd**.
#
# In this chapter you use it, you check it against calculus and against plain arithmetic, you meet
# the ways in which it goes wrong without a word, and at the end you build one yourself.

# %%
import math
from collections.abc import Callable

import torch

from course.kit import check, draw, hint, reset

# %% [markdown]
# Run the cells from top to bottom with Shift+Enter, and guess what comes out before you do.
#
# In an exercise, write your code in place of the line with `NotImplementedError`, run that cell,
# then the one below it with `check`. If you are stuck, `hint(...)` with the name of the function,
# in a cell of your own, gives one hint after the other.

# %% [markdown]
# ## Which way is down?
#
# A heater stands at 3. With it the room is too warm, and the discomfort is the square of the
# distance to 1. Should you turn it up or down, and how much does it matter? Turn it a tiny bit,
# and look.


# %%
def discomfort(setting):
    return (setting - 1) ** 2


tiny = 0.001
print(discomfort(3.0), discomfort(3.0 + tiny))
print("per unit:", (discomfort(3.0 + tiny) - discomfort(3.0)) / tiny)

# %% [markdown]
# Turned up by 0.001, the discomfort grows by about 0.004: four times as much. That factor is the
# **slope**, or derivative. It is positive, so down is the better way.
#
# With one knob, this is good enough. A model has a million knobs, and would have to be run a
# million and one times for a single step. Autograd needs one run forward and one back. You only
# have to say which tensor is the knob:

# %%
setting = torch.tensor(3.0)
setting.requires_grad_()
print(setting)
print("before:", setting.grad)

loss = (setting - 1) ** 2
print(loss)
loss.backward()
print("after: ", setting.grad)

# %% [markdown]
# Four things to note:
#
# - `requires_grad_()` switches the recording on, in place, as the underscore says.
# - `.grad` is where the gradient will be. Until then it is `None`: nothing has been computed, which
#   is not the same as a gradient of zero.
# - `loss` knows how it was made: `grad_fn=<PowBackward0>` is the last operation, a power.
# - `backward()` goes back through what was recorded, and leaves the slope in `setting.grad`.

# %% [markdown]
# What was recorded is a **graph**. Here it is, read by the kit from `loss` itself. Blue with square
# corners is a **leaf**: a tensor that wasn't computed from others. Each other box is an operation.

# %%
draw.graph(loss, setting=setting, loss=loss)

# %% [markdown]
# Only floating tensors can be knobs. A whole number can't be turned a tiny bit:

# %%
try:
    torch.tensor([1, 2, 3], requires_grad=True)
except RuntimeError as error:
    print(error)

# %% [markdown]
# Now a trap that costs people hours. The weights of a model should start small, so they are
# multiplied by 0.01. Before you run it: what will `weights.grad` be?

# %%
import warnings

weights = torch.ones(3, requires_grad=True) * 0.01
weights.sum().backward()
print("is it a leaf?", weights.is_leaf)
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    print("grad:", weights.grad)
print("torch warns:", str(caught[0].message).split(". Its")[0])

# %% [markdown]
# `None`. What you called `weights` is the result of a multiplication; the leaf is the tensor of
# ones, which has no name any more. `backward` fills `.grad` for leaves only. (For a tensor on the
# way, ask for it before: `weights.retain_grad()`.) Make the values first, and switch recording on
# last.
#
# Two methods help when the values come from another tensor. They look alike, and do different
# things:

# %%
trained = torch.tensor([1.5, 2.0], requires_grad=True)
cloned, detached = trained.clone(), trained.detach()
print("clone: ", cloned)
print("detach:", detached)
print("detached looks at the memory of trained?", detached.data_ptr() == trained.data_ptr())

# %% [markdown]
# | | memory of its own | still in the graph |
# |---|---|---|
# | `x.clone()` | yes | yes: copying is an operation with a gradient |
# | `x.detach()` | no, that of `x` | no |
# | `x.detach().clone()` | yes | no |
#
# `x.to(dtype)` and `x.float()` are recorded like `clone`, and where the dtype is right already
# they give `x` itself.

# %% exercise="new_parameter"

# %% [markdown]
# So `.grad` stays `None` for several reasons: nobody asked, it isn't a leaf, or the loss doesn't
# contain it. See whether you can tell them apart.

# %% exercise="has_gradient"

# %% [markdown]
# ## Twice a dot product
#
# Now four knobs at once, and a number made from them: $y = 2\,x^\top x$, which is
# $2(x_0^2 + x_1^2 + x_2^2 + x_3^2)$. Calculus says that the slope by each $x_i$ is $4 x_i$.

# %%
x = torch.arange(4.0, requires_grad=True)
y = 2 * torch.dot(x, x)
print(y)
y.backward()
print(x.grad)
print(x.grad == 4 * x)

# %%
draw.graph(y, x=x)

# %% [markdown]
# The gradient has the shape of `x`, with one slope for each element. It is a direction, too: move
# `x` along it, and `y` grows fastest; move against it, and `y` falls fastest. The leaf in the
# picture shows it, because `backward` has been called. Two arrows lead from `x` to the product,
# since `x` is both of its inputs.

# %% [markdown]
# `backward` gives the graph away as it goes, to save memory. A second call has nothing left to go
# through:

# %%
try:
    y.backward()
except RuntimeError as error:
    print(str(error).split(" (or")[0])

# %% [markdown]
# So each step of a training computes its loss anew. `backward(retain_graph=True)` keeps the graph,
# for the few cases in which you need it twice.

# %% [markdown]
# ## Gradients add up
#
# The loss is computed again, at the same place, and `backward` is called again. Before you run it:
# what stands in `x.grad` after the third time?

# %%
x = torch.arange(4.0, requires_grad=True)
for _ in range(3):
    y = 2 * torch.dot(x, x)
    y.backward()
    print(x.grad)

# %% [markdown]
# The gradient at this place is `[0, 4, 8, 12]` each time. But `backward` **adds** to what is in
# `.grad`. It never overwrites.
#
# So you have to clear it before the next step: `x.grad = None`, or `x.grad.zero_()`. An optimiser
# does it in `zero_grad()`. No error reminds you. Watch what happens to somebody who forgets, on
# the way down into the bowl $y = 2\,x^\top x$:


# %%
def heights_of(clear, steps=12, rate=0.1):
    x, heights = torch.tensor([3.0, -1.0], requires_grad=True), []
    for _ in range(steps):
        if clear:
            x.grad = None
        y = 2 * torch.dot(x, x)
        heights.append(y.item())
        y.backward()
        with torch.no_grad():
            x -= rate * x.grad
    return heights


draw.losses(heights_of(clear=True), name="height")

# %%
draw.losses(heights_of(clear=False), name="height")

# %% [markdown]
# With clearing, the ball rolls to the bottom. Without, each step moves by the sum of all gradients
# so far: the ball shoots past the bottom and comes back, again and again. At first it even falls
# faster. Whoever looks only at the first steps will think that all is well.

# %% [markdown]
# The step itself, `x -= rate * x.grad`, stands inside `torch.no_grad()`, where nothing is
# recorded. Outside of it, two things go wrong:

# %%
x = torch.tensor([3.0, -1.0], requires_grad=True)
(2 * torch.dot(x, x)).backward()
try:
    x -= 0.1 * x.grad
except RuntimeError as error:
    print("in place:", error)

x = x - 0.1 * x.grad
print("rebound: ", x, "- a leaf?", x.is_leaf)

# %% [markdown]
# Changing a leaf in place is refused, because the recording would have to describe the leaf as its
# own successor. And `x = x - …` makes a new tensor, which is no leaf: its `.grad` stays `None` at
# the next step.

# %% exercise="descend"

# %% [markdown]
# Why does torch add, when everybody has to clear? Because adding is what the mathematics wants.
# If a value is used in two places, its slope is the sum of both; you will see this in your own
# engine. And the gradient of a sum is the sum of the gradients, so a loss may come in pieces:

# %%
x = torch.tensor([1.0, 2.0], requires_grad=True)
(torch.dot(x, x) + x.prod()).backward()
print("in one piece: ", x.grad)

x.grad = None
torch.dot(x, x).backward()
x.prod().backward()
print("in two pieces:", x.grad)

# %% [markdown]
# With pieces, only one graph is in memory at a time. That is how large batches are trained on
# small graphics cards. The trap is in the dividing. A mean over 4 samples and a mean over 1 sample
# don't average to the mean over 5:

# %%
errors = torch.tensor([1.0, 1.0, 1.0, 1.0, 6.0])
print("mean of all:  ", errors.mean().item())
print("mean of means:", ((errors[:4].mean() + errors[4:].mean()) / 2).item())

# %% exercise="batch_gradient"

# %% [markdown]
# ## The gradient of a sum
#
# The plainest of all: add the elements up. Guess the gradient first.

# %%
x = torch.tensor([5.0, -2.0, 0.5], requires_grad=True)
x.sum().backward()
print(x.grad)

# %% [markdown]
# Ones, whatever the values are. In $y = x_0 + x_1 + x_2$, turn $x_1$ up by a little, and $y$ grows
# by exactly that little. The slope is 1 for each.
#
# That makes the sum a tool. A function such as the sine works element by element: $y_1$ depends on
# $x_1$ alone. In the sum $y_0 + y_1 + …$ the others are constants for $x_1$, and so the slope of
# the sum by $x_1$ is the slope of $y_1$. One `backward` gives them all.

# %%
angles = torch.arange(4.0, requires_grad=True)
torch.sin(angles).sum().backward()
print(angles.grad)
print(torch.cos(angles.detach()))

# %% [markdown]
# With `.mean()` in place of `.sum()`, each slope would come out divided by 4: a fault that the
# picture of a curve hardly shows, since only the scale is wrong.

# %% exercise="slopes"

# %% [markdown]
# ## The rules, put to the test
#
# These are the rules that a calculus book lists. $u$ and $w$ are functions of $x$, and a prime
# means the derivative.
#
# | function | derivative | | function | derivative |
# |---|---|---|---|---|
# | $c$, a constant | $0$ | | $\sin x$ | $\cos x$ |
# | $x^n$ | $n\,x^{n-1}$ | | $\cos x$ | $-\sin x$ |
# | $e^x$ | $e^x$ | | $\tanh x$ | $1 - \tanh^2 x$ |
# | $\log x$ | $1/x$ | | $u(w(x))$ | $u'(w(x)) \cdot w'(x)$ |
# | $u + w$ | $u' + w'$ | | $u / w$ | $(u'w - u w')/w^2$ |
# | $u \cdot w$ | $u'w + u w'$ | | | |
#
# Where $x$ is a vector, and the result a number, the gradient is a vector, too:
#
# | function | gradient by $x$ | | function | gradient by $x$ |
# |---|---|---|---|---|
# | $a^\top x$ | $a$ | | $x^\top A\,x$ | $(A + A^\top)\,x$ |
# | $x^\top x$ | $2x$ | | $\lVert x \rVert$ | $x / \lVert x \rVert$ |
#
# Don't believe them. Autograd is one witness, and plain arithmetic is another: turn the knob up a
# little, and down a little, and divide.


# %%
def disagreement(function, rule, h=1e-5):
    x = torch.tensor([0.5, 1.0, 2.0], dtype=torch.float64, requires_grad=True)
    function(x).sum().backward()
    with torch.no_grad():
        numeric = (function(x + h) - function(x - h)) / (2 * h)
        return (rule(x) - x.grad).abs().max().item(), (rule(x) - numeric).abs().max().item()


# %%
rules = {
    "x ** 3": (lambda x: x**3, lambda x: 3 * x**2),
    "log x": (torch.log, lambda x: 1 / x),
    "x * sin x": (lambda x: x * x.sin(), lambda x: x.sin() + x * x.cos()),
    "sin x / x": (lambda x: x.sin() / x, lambda x: (x.cos() * x - x.sin()) / x**2),
    "exp(x ** 2)": (lambda x: torch.exp(x**2), lambda x: torch.exp(x**2) * 2 * x),
    "sin x, wrongly": (torch.sin, lambda x: -x.cos()),
}
print(f"{'':16}{'autograd':>10}{'differences':>14}")
for name, (function, rule) in rules.items():
    by_graph, by_arithmetic = disagreement(function, rule)
    print(f"{name:16}{by_graph:10.0e}{by_arithmetic:14.0e}")

# %% [markdown]
# Each number is the greatest distance from the rule. The right rules agree with autograd to the
# last digits, and with the differences to seven digits or more. In the last line a sign is wrong,
# and both witnesses say so. Put in the other rules of the table and see.
#
# The rules on vectors can be tried in the same way, at a random place. Here is the one that is most
# often quoted wrongly, $x^\top A\,x$:

# %%
torch.manual_seed(0)
A, x = torch.randn(3, 3).double(), torch.randn(3).double().requires_grad_()
(x @ A @ x).backward()
print(x.grad - (A + A.T) @ x.detach())
print(x.grad - 2 * A @ x.detach())

# %% [markdown]
# The second line is the rule as it is often quoted, $2Ax$. It holds for symmetric matrices only; a
# test with a symmetric one would never have noticed.

# %% [markdown]
# How small should the step be? Smaller is closer to the slope, until rounding takes over. Here is
# the error of the sine's slope at 1, with a step to one side, with steps to both sides, and with
# both in float32:


# %%
def error_of(h, dtype, both):
    x = torch.tensor(1.0, dtype=dtype)
    low, width = (x - h, 2 * h) if both else (x, h)
    slope = (torch.sin(x + h) - torch.sin(low)) / width
    return abs(slope.item() - math.cos(1.0))


print("step    one side  both sides  both, float32")
for exponent in range(1, 12, 2):
    h = 10.0**-exponent
    one, both = error_of(h, torch.double, False), error_of(h, torch.double, True)
    print(f"1e-{exponent:02} {one:10.0e}{both:12.0e}{error_of(h, torch.float, True):15.0e}")

# %% [markdown]
# Read the columns downwards. Each error shrinks at first, and grows again later. To one side, it
# shrinks like the step, as far as 1e-7. To both sides (the **central difference**) it shrinks like
# the square of the step, and is at its best at about 1e-5, a thousand times smaller or more. What
# makes it grow is rounding: two nearly equal numbers are subtracted, and only their last digits are
# left. In float32 that happens so early that four digits or so are the best you get, and at 1e-9
# the knob doesn't move at all.
#
# So: **check gradients in float64, with central differences and a step of about 1e-5.**

# %% exercise="numeric_gradient"

# %% [markdown]
# ## More than one result
#
# Until now each loss was one number. Now three results come from three numbers:
#
# $$f(x) = (x_0 x_1 x_2,\;\; x_0 + x_1 + x_2,\;\; x_0 + x_1 x_2)$$
#
# The first question is how to write it down. What comes to mind is `torch.tensor([...])`:

# %%
x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
x0, x1, x2 = x
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    y = torch.tensor([x0 * x1 * x2, x0 + x1 + x2, x0 + x1 * x2])
print(y)
print("torch warned:", len(caught) > 0)
draw.graph(y, x=x, y=y)

# %% [markdown]
# The numbers are right, and the graph is gone. `torch.tensor` reads bare numbers and makes a new
# leaf from them. (It warns, but only once in a program: run the cell again, and the last line may
# say `False`.) Adding `requires_grad=True` makes it worse: `backward` would then run, end at the
# new leaf, and leave `x.grad` at `None`.
#
# `torch.stack` joins tensors, and joining is recorded:

# %%
y = torch.stack([x0 * x1 * x2, x0 + x1 + x2, x0 + x1 * x2])
print(y)
draw.graph(y, x=x, y=y)

# %% [markdown]
# `Unbind` is what took `x` apart. Each of its three results is used several times, and the box is
# still drawn once: the graph has no copies.
#
# A second way is to make room first and assign into it. An assignment into part of a tensor is
# recorded as `CopySlices`, one for each:

# %%
z = torch.empty(3)
z[0] = x[0] * x[1] * x[2]
z[1] = x.sum()
z[2] = x[0] + x[1] * x[2]
print(z)
draw.graph(z, x=x, z=z)

# %% exercise="three_measures"

# %% [markdown]
# ### backward wants to know which mixture
#
# Three results, and `backward()`:

# %%
try:
    y.backward()
except RuntimeError as error:
    print(error)

# %% [markdown]
# *Scalar outputs* are single numbers. For three results there are nine slopes, each result's by
# each input. In a table, with a row for each result, they are the **Jacobian**:
#
# $$J = \begin{pmatrix}
# \partial y_0/\partial x_0 & \partial y_0/\partial x_1 & \partial y_0/\partial x_2 \\
# \partial y_1/\partial x_0 & \partial y_1/\partial x_1 & \partial y_1/\partial x_2 \\
# \partial y_2/\partial x_0 & \partial y_2/\partial x_1 & \partial y_2/\partial x_2
# \end{pmatrix}
# = \begin{pmatrix} x_1 x_2 & x_0 x_2 & x_0 x_1 \\ 1 & 1 & 1 \\ 1 & x_2 & x_1 \end{pmatrix}
# = \begin{pmatrix} 6 & 3 & 2 \\ 1 & 1 & 1 \\ 1 & 3 & 2 \end{pmatrix}$$
#
# A `.grad` has the shape of `x` and no room for a table. So `backward` asks you for a weight for
# each result, and gives the gradient of the weighted sum $v_0 y_0 + v_1 y_1 + v_2 y_2$:

# %%
v = torch.tensor([0.1, 0.2, 0.3])
y.backward(gradient=v)
print(x.grad)

J = torch.tensor([[6.0, 3.0, 2.0], [1.0, 1.0, 1.0], [1.0, 3.0, 2.0]])
print(v @ J)

# %% [markdown]
# 0.1 · 6 + 0.2 · 1 + 0.3 · 1 = 1.1, and so on: a row vector times the Jacobian, $v^\top J$. It is
# called the **vector-Jacobian product**, or VJP, and it is the one thing that `backward` ever
# computes. The table itself is never made.

# %% [markdown]
# Where does $v$ come from? Usually from the rest of the program. Say that the three results go on
# into some $g$, which makes one number, the loss $\ell = g(y)$. The chain rule says
#
# $$\frac{\partial \ell}{\partial x_i} = \sum_j \frac{\partial \ell}{\partial y_j}\,
# \frac{\partial y_j}{\partial x_i}, \qquad\text{that is}\qquad v^\top J
# \quad\text{with}\quad v_j = \frac{\partial \ell}{\partial y_j}.$$
#
# So $v$ says how much the loss cares for each result: it is the gradient of the *outer* function
# by *its* inputs, coming back from there. Books often say only that "v is a gradient of the same
# shape". Here is one that is made by a real $g$:

# %%
x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
y = torch.stack([x.prod(), x.sum(), x[0] + x[1] * x[2]])
y.retain_grad()
loss = (y**2).sum() / 100
loss.backward()
print("v, which came from outside:", y.grad)
print("v @ J:                     ", y.grad @ J)
print("x.grad:                    ", x.grad)

# %% [markdown]
# And `y.sum().backward()`, which you used for the slopes of the sine? In a sum each result has the
# weight 1. It is the case $v = (1, 1, 1)$, no more:

# %%
x.grad = None
torch.stack([x.prod(), x.sum(), x[0] + x[1] * x[2]]).sum().backward()
print(x.grad)

x.grad = None
torch.stack([x.prod(), x.sum(), x[0] + x[1] * x[2]]).backward(torch.ones(3))
print(x.grad)
print(torch.ones(3) @ J)

# %% [markdown]
# The trap: somebody wants the three separate rows of slopes, and calls `y.sum().backward()`. What
# comes out, `[8, 7, 5]`, is the column sums of the Jacobian. For element-by-element functions that
# is the diagonal, and all is well. For anything else, slopes of different results are mixed.

# %% [markdown]
# `torch.autograd.grad(y, x, v)` computes the same as `y.backward(v)`, but returns it (as a tuple,
# with one gradient for each input that you ask for) and leaves all `.grad` alone. So nothing adds
# up. With a 1 in one place and 0 elsewhere, $v$ picks out one row:

# %%
y = torch.stack([x.prod(), x.sum(), x[0] + x[1] * x[2]])
for v in torch.eye(3):
    (row,) = torch.autograd.grad(y, x, v, retain_graph=True)
    print(v, "->", row)

# %% exercise="jacobian"

# %% [markdown]
# ### The other side: JVP
#
# $v^\top J$ asks how a mixture of *results* depends on all inputs. The other side of the table asks
# how all results change when the *inputs* move in one direction $u$: $J u$, the **Jacobian-vector
# product**, or JVP. It is what you would see if you walked from $x$ along $u$ and looked at the
# results:

# %%
u, h = torch.tensor([1.0, 0.0, -1.0], dtype=torch.float64), 1e-5


def three(x):
    return torch.stack([x.prod(), x.sum(), x[0] + x[1] * x[2]])


x = torch.tensor([1.0, 2.0, 3.0], dtype=torch.float64)
print("walked:", (three(x + h * u) - three(x - h * u)) / (2 * h))
print("J @ u: ", J.double() @ u)
print("torch: ", torch.func.jvp(three, (x,), (u,))[1])

# %% [markdown]
# | | one run gives | cheap when |
# |---|---|---|
# | VJP, $v^\top J$: `backward` | a row of the Jacobian | there are few results and many inputs |
# | JVP, $J u$: *forward mode* | a column of it | there are few inputs and many results |
#
# A loss is one result of a million inputs. That is why training goes backward.

# %% exercise="push_forward"

# %% [markdown]
# ## A check that can be fooled
#
# Soon you will write backward functions by hand, and they need checking. A backward function gets
# the incoming gradient $v$, and returns $v^\top J$. For squares, that is $2 v x$. This one has
# forgotten $v$:


# %%
def backward_of_squares(v, x):
    return 2 * x


x = torch.tensor([1.0, 2.0, 3.0], dtype=torch.float64, requires_grad=True)
y = x**2
(expected,) = torch.autograd.grad(y.sum(), x, retain_graph=True)
print("plain sum:", torch.allclose(backward_of_squares(torch.ones(3), x), expected))

v = torch.tensor([0.5, -1.0, 2.0], dtype=torch.float64)
(expected,) = torch.autograd.grad(y, x, v)
print("another v:", torch.allclose(backward_of_squares(v, x), expected))

# %% [markdown]
# The first check says `True`. Its loss is a plain sum, so the gradient that comes in is 1
# everywhere, and to forget a factor of 1 has no effect. In a real network, $v$ is anything but 1,
# and this function would train it wrongly, for ever and without an error.
#
# The cure costs nothing: **check with a random $v$**, in float64. And when a check fails, it should
# say where: which index, what it got, what it expected. `allclose` says `False`, and leaves you to
# it.
#
# One more thing to know for such a check: every comparison with NaN is `False`.

# %%
nan = float("nan")
print(abs(nan - 1.0) > 1e-4, abs(nan - 1.0) <= 1e-4)

# %% exercise="first_wrong"

# %% [markdown]
# ## Leaving the graph on purpose
#
# Two tools keep things out of the graph. `torch.no_grad()` is for stretches of code: nothing in it
# is recorded, which saves time and memory when a model is only used. `detach()` is for one tensor:
# the same numbers, with no way back.

# %%
w = torch.tensor([2.0, 3.0], requires_grad=True)
with torch.no_grad():
    print("inside no_grad:", (w * 2).requires_grad)
print("outside:       ", (w * 2).requires_grad)

share = w / w.sum()
fixed = w / w.sum().detach()
share[0].backward()
print("through both:        ", w.grad)
w.grad = None
fixed[0].backward()
print("the sum held constant:", w.grad)

# %% [markdown]
# The values of `share` and `fixed` are the same, their gradients are not. A detached tensor counts
# as a constant: "as if it couldn't change". That is a decision about the mathematics, and autograd
# can't know whether you meant it.
#
# A trap on the way: `loss.item()` and `float(loss)` leave the graph, too, and so does every trip
# through NumPy. Print them as you like, but don't calculate the loss with them.

# %% exercise="distance_to_target"

# %% [markdown]
# ## Changed in place
#
# `backward` needs values from the way forward. The slope of $x^2$ is $2x$, so the power keeps its
# input. The slope of $e^x$ is $e^x$, so exp keeps its own *result*, which saves computing it again.
# What if a kept tensor is overwritten before `backward` comes?

# %%
x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
y = x.exp()
print("version", y._version)
y += 1
print("version", y._version)
try:
    y.sum().backward()
except RuntimeError as error:
    what, where = str(error).split(". Hint")[0].split(": ")
    print(what)
    print(where)

# %% [markdown]
# Each tensor has a **version counter**, and each change in place adds one to it. An operation that
# keeps a tensor also notes its version. If the two no longer agree, `backward` raises, and doesn't
# compute a wrong gradient. (Chapter 6 shows how to find the culprit in a longer program.)
#
# It is about *needed* values only. The slope of the sine needs the input and not the result:

# %%
y = x.sin()
y += 1
y.sum().backward()
print(x.grad)
print(x.detach().cos())

# %% [markdown]
# And there is a way around the counter. In old code you see `x.data`: the same memory, without
# recording and **without counting**. Which gradient should come out here?

# %%
x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
y = x**2
x.data += 1
y.sum().backward()
print(x.grad)

# %% [markdown]
# `[2, 4, 6]` would be right: that is $2x$ for the $x$ that was squared. `backward` used the new
# values and said nothing. Write `with torch.no_grad():` where you mean it; it leaves the counter
# on.

# %% exercise="when_it_fails"

# %% [markdown]
# ## The slope of the slope
#
# The gradient is made by operations, too. If those are recorded, it can be differentiated again.
# `create_graph=True` says so. For $x^3$ the slopes are $3x^2$, $6x$ and 6:

# %%
x = torch.tensor(2.0, requires_grad=True)
(first,) = torch.autograd.grad(x**3, x, create_graph=True)
(second,) = torch.autograd.grad(first, x, create_graph=True)
(third,) = torch.autograd.grad(second, x)
print(first.item(), second.item(), third.item())
draw.graph(first, x=x, first=first)

# %% [markdown]
# The picture is the graph of the *derivative*: autograd made it while it went backward through the
# power.
#
# With many inputs, the second derivatives form a table, the **Hessian** $H$: how much each element
# of the gradient changes with each input. It is the Jacobian of the gradient, and it is symmetric.
# The table is large, but like any Jacobian it can be multiplied without being made: one
# vector-Jacobian product of the gradient is $v^\top H$.

# %%
x = torch.tensor([2.0, 3.0, 5.0], requires_grad=True)
(gradient,) = torch.autograd.grad(x[0] * x[1] * x[2], x, create_graph=True)
print("gradient:", gradient.detach())
for v in torch.eye(3):
    print(torch.autograd.grad(gradient, x, v, retain_graph=True)[0])

# %% [markdown]
# One corner remains. The gradient of a sum is ones, and ones don't depend on $x$. There is no graph
# behind them, and asking for their slope raises:

# %%
(gradient,) = torch.autograd.grad(x.sum(), x, create_graph=True)
print("requires grad?", gradient.requires_grad)
try:
    torch.autograd.grad(gradient, x, torch.ones(3))
except RuntimeError as error:
    print(error)

# %% exercise="hessian_vector"

# %% [markdown]
# ## A backward of your own
#
# Models that run on phones round their numbers. Training through a rounding fails, though. Guess
# the gradient:

# %%
x = torch.tensor([0.2, 1.4, 2.6], requires_grad=True)
torch.round(x).sum().backward()
print(x.grad)

# %% [markdown]
# Zeros, and that is true: between its jumps the staircase is flat. But with zeros nothing is ever
# learned. In practice one *pretends* on the way back that the rounding wasn't there, and lets the
# gradient straight through. No rule of calculus gives that, so you have to say it yourself. That
# is what `torch.autograd.Function` is for:


# %%
class RoundStraightThrough(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        return torch.round(x)

    @staticmethod
    def backward(ctx, v):
        return v


x = torch.tensor([0.2, 1.4, 2.6], requires_grad=True)
y = RoundStraightThrough.apply(x)
y.backward(torch.tensor([1.0, 10.0, 100.0]))
print(y)
print(x.grad)

# %% [markdown]
# `forward` computes, and what happens in it isn't recorded. `backward` gets the incoming gradient
# `v`, with the shape of the result, and returns $v^\top J$, with the shape of the input, or
# whatever you want to pass off as that. The call goes through `apply`.
#
# `ctx` carries what `backward` needs to know: `ctx.save_for_backward(x)` in `forward`, and
# `(x,) = ctx.saved_tensors` in `backward`. Squares, once more, and this time with $v$:


# %%
class Square(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x * x

    @staticmethod
    def backward(ctx, v):
        (x,) = ctx.saved_tensors
        return 2 * v * x


x = torch.randn(4, dtype=torch.float64, requires_grad=True)
print(torch.autograd.gradcheck(Square.apply, (x,)))

# %% [markdown]
# `gradcheck` is torch's own checker. It compares every element of the Jacobian with central
# differences, and wants float64 for the reason that you have seen. (The rounding above would fail
# it, as it should: its backward is a useful lie.)

# %% [markdown]
# The second reason for a backward of your own is **stability**. Take $\log(1 + e^x)$, written down
# as it stands:

# %%
x = torch.tensor([0.0, 50.0, 1000.0, -1000.0], dtype=torch.float64, requires_grad=True)
y = torch.log(1 + torch.exp(x))
y.sum().backward()
print(y.detach())
print(x.grad)

# %% [markdown]
# At 1000 the exponential is infinite. The value should be 1000, and is `inf`; the slope should be 1,
# and is `nan`. Choosing another formula for large $x$ looks like the cure:

# %%
x.grad = None
y = torch.where(x > 30, x, torch.log(1 + torch.exp(x)))
y.sum().backward()
print(y.detach())
print(x.grad)

# %% [markdown]
# The values are right. The gradient is still `nan`. `torch.where` computes **both** branches, and
# on the way back the one that wasn't chosen gets the weight 0. Zero times infinity is NaN, and one
# NaN in a gradient spoils all weights at the next step.
#
# A form without overflow is $\max(x, 0) + \log(1 + e^{-|x|})$. Its values are right everywhere. Yet
# autograd differentiates it term by term, and at 0 it finds two kinks, where it has to pick
# something:

# %%
x.grad = None
y = x.clamp(min=0) + torch.log1p(torch.exp(-x.abs()))
y.sum().backward()
print(y.detach())
print(x.grad)

# %% [markdown]
# The slope at 0 should be 1/2. So the values can come from this formula, but the slopes can't. The
# right ones have a short formula of their own, $1/(1 + e^{-x})$, which is `torch.sigmoid(x)` and
# overflows nowhere.
#
# (`log1p(z)` is $\log(1 + z)$, without losing a small $z$ next to the 1.)

# %% exercise="log1pexp"

# %% [markdown]
# ## Capstone: an engine of your own
#
# What does `backward` do inside? You know all the parts: a graph, a slope for each operation, the
# chain rule, adding up. Now you put them together, first for single numbers.
#
# Take $e = (ab + a) \cdot \sin(ab)$ at $a = 3$, $b = 5$. The product $ab$ is used twice, and so is
# $a$.

# %%
a = torch.tensor(3.0, requires_grad=True)
b = torch.tensor(5.0, requires_grad=True)
c = a * b
d = c + a
s = torch.sin(c)
e = d * s
e.backward()
draw.graph(e, a=a, b=b, c=c, d=d, s=s, e=e)

# %% [markdown]
# Written as a **program**, this is a list of steps. The inputs have the numbers 0 and 1, and each
# step's result gets the next number:
#
# | number | step | |
# |---|---|---|
# | 0, 1 | | the inputs a, b |
# | 2 | `("mul", 0, 1)` | c |
# | 3 | `("add", 2, 0)` | d |
# | 4 | `("sin", 2)` | s |
# | 5 | `("mul", 3, 4)` | e |
#
# The first thing that an engine needs is the slopes of one step at a time. Of `("mul", 3, 4)` they
# are: by d, the value of s; by s, the value of d.

# %% exercise="local_slopes"

# %% [markdown]
# ### The order
#
# A program is in order already: each step uses what came before. A graph found by walking back from
# a result isn't. And order matters on the way back. Look at c in the picture: gradients come to it
# from d and from s. If c passed on what it has when only d has reported, the share of s would be
# missing, and a and b would get wrong gradients.
#
# So a node may hand on its gradient only after **all** nodes that use it. That is the order of
# computing, read backward; and an order of computing, in which each node comes after its parents,
# is called a **topological order**.

# %% exercise="order_of_steps"

# %% [markdown]
# ### The way back
#
# Now by hand, for the program above. Give each number a gradient, all of them 0, but that of the
# result 1: the slope of e by itself. Then go through the steps from the last to the first, and let
# each hand on *its own gradient times its local slope*:

# %%
values = [3.0, 5.0, 15.0, 18.0, math.sin(15.0), 18.0 * math.sin(15.0)]
gradient = [0.0, 0.0, 0.0, 0.0, 0.0, 1.0]

gradient[3] += gradient[5] * values[4]  # e = d * s
gradient[4] += gradient[5] * values[3]
gradient[2] += gradient[4] * math.cos(values[2])  # s = sin(c)
gradient[2] += gradient[3] * 1.0  # d = c + a
gradient[0] += gradient[3] * 1.0
gradient[0] += gradient[2] * values[1]  # c = a * b
gradient[1] += gradient[2] * values[0]

print("by hand: ", gradient[:2])
print("autograd:", [a.grad.item(), b.grad.item()])

# %% [markdown]
# Mind the `+=`. Numbers 0 and 2 are written to twice, and with `=` the second would wipe out the
# first. It is the same adding-up that you had to clear after in the training loop: within one
# backward pass, it is what makes shared values come out right.
#
# (The last digits may differ: the tensors are float32, Python's numbers have 64 bits.)

# %% exercise="backprop"

# %% [markdown]
# ### How it looks from the inside of torch
#
# Nobody writes programs as lists of numbered steps. torch lets you write `d * s`, and records the
# step while it computes. The trick fits into one class: each value remembers what it was made from,
# and the slopes by it.


# %%
class Value:
    def __init__(self, data, parents=(), slopes=()):
        self.data, self.grad = data, 0.0
        self.parents, self.slopes = parents, slopes

    def __add__(self, other):
        return Value(self.data + other.data, (self, other), (1.0, 1.0))

    def __mul__(self, other):
        return Value(self.data * other.data, (self, other), (other.data, self.data))

    def sin(self):
        return Value(math.sin(self.data), (self,), (math.cos(self.data),))

    def backward(self):
        self.grad = 1.0
        for value in reversed(history(self, [])):
            for parent, slope in zip(value.parents, value.slopes, strict=True):
                parent.grad += slope * value.grad


def history(value, seen):
    if value not in seen:
        for parent in value.parents:
            history(parent, seen)
        seen.append(value)
    return seen


# %% [markdown]
# `history` lists a value after all that it was made from: a topological order, found by walking
# back. (It takes another one than your exercise, where several are possible. Any will do.) And then
# it is used like torch:

# %%
a, b = Value(3.0), Value(5.0)
c = a * b
e = (c + a) * c.sin()
e.backward()
print(a.grad, b.grad)

# %% [markdown]
# `parents` is what torch calls `grad_fn.next_functions`. Instead of `slopes`, torch keeps the inputs
# or the result of each operation, and computes the slopes from them on the way back.
#
# One example proves little, though. Here are two hundred expressions, put together at random, each
# computed by `Value` and by torch. The same seed gives the same expression:


# %%
import random


def random_expression(values, dice):
    values = list(values)
    for _ in range(8):
        left, right = dice.choice(values), dice.choice(values)
        values.append(dice.choice([left + right, left * right, left.sin()]))
    return values[-1] * values[-2].sin() + values[-3].sin()


# %%
worst = 0.0
for seed in range(200):
    start = [random.Random(seed).uniform(-1, 1) for _ in range(3)]
    ours = [Value(number) for number in start]
    theirs = [torch.tensor(number, dtype=torch.float64, requires_grad=True) for number in start]
    for leaves in (ours, theirs):
        random_expression(leaves, random.Random(seed)).backward()
    for mine, other in zip(ours, theirs, strict=True):
        expected = 0.0 if other.grad is None else other.grad.item()
        worst = max(worst, abs(mine.grad - expected) / (1 + abs(expected)))
print("greatest difference:", worst)

# %% [markdown]
# ### From numbers to tensors
#
# With tensors, two things change. The local slopes become Jacobians, and no engine makes those.
# Each operation instead knows its vector-Jacobian product: given the gradient g of its result, what
# does each input receive? For element-by-element operations it is the scalar rule in every place.
# For $y = a\,b$ with matrices it is $g\,b^\top$ for $a$, and $a^\top g$ for $b$. You needn't
# remember which goes where: the shapes allow nothing else.

# %%
a = torch.randn(2, 3, requires_grad=True)
b = torch.randn(3, 4, requires_grad=True)
g = torch.randn(2, 4)
(a @ b).backward(g)
print(torch.allclose(a.grad, g @ b.detach().T), torch.allclose(b.grad, a.detach().T @ g))

# %% [markdown]
# The second thing is **broadcasting**. When shapes differ, torch repeats the smaller tensor: it
# lines the shapes up at their right ends, adds axes in front, and stretches axes of length 1.
# (Chapter 5 is about this.) A bias of 3 numbers is added to each of 4 rows. Which shape must its
# gradient have, and what stands in it?

# %%
rows = torch.zeros(4, 3)
bias = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
g = torch.arange(12.0).reshape(4, 3)
(rows + bias).backward(g)
print(g)
print(bias.grad)

# %%
draw.sum_axis(g, 0, name="g")

# %% [markdown]
# Each number of the bias was used four times, once in each row. Each use sends a gradient back, and
# they add up, as for any value that is used more than once. So the gradient of a repetition is a
# **sum** over what was repeated. An axis that was added disappears again; one that was stretched
# shrinks back to length 1.
#
# The trap is a square table. With 3 rows of 3 numbers, a sum over the wrong axis has the right
# shape and the wrong numbers:

# %%
g = torch.arange(9.0).reshape(3, 3)
print(g.sum(0), g.sum(1))

# %% exercise="sum_to_shape"

# %% [markdown]
# Now the engine for tensors. The frame is the one that you have: forward, keeping all values; then
# backward from the last step, adding up. New are what each operation hands back, the shapes, and
# the gradient `v` that comes in at the end in place of the 1.

# %% exercise="backprop_tensors"

# %% [markdown]
# And here it is with operators again: the same class as before, over tensors. Each value keeps a
# function for each of its parents, which turns the incoming gradient into the parent's share.


# %%
class Node:
    def __init__(self, data, parents=(), pulls=()):
        self.data, self.grad = data, torch.zeros_like(data)
        self.parents, self.pulls = parents, pulls

    def __add__(self, other):
        return Node(self.data + other.data, (self, other), (lambda g: g, lambda g: g))

    def __mul__(self, other):
        pulls = (lambda g: g * other.data, lambda g: g * self.data)
        return Node(self.data * other.data, (self, other), pulls)

    def sin(self):
        return Node(self.data.sin(), (self,), (lambda g: g * self.data.cos(),))

    def backward(self, v):
        self.grad = v
        for node in reversed(history(self, [])):
            for parent, pull in zip(node.parents, node.pulls, strict=True):
                share = pull(node.grad).sum_to_size(parent.data.shape)
                parent.grad = parent.grad + share


# %% [markdown]
# `sum_to_size` is torch's own version of your `sum_to_shape`. The same random expressions run with
# it, now on a table, a row, a column and a number, with a random gradient coming in:

# %%
worst, shapes = 0.0, [(2, 3), (3,), (2, 1), ()]
for seed in range(200):
    torch.manual_seed(seed)
    start = [torch.rand(shape, dtype=torch.float64) * 2 - 1 for shape in shapes]
    ours = [Node(x) for x in start]
    theirs = [x.clone().requires_grad_() for x in start]
    result = random_expression(theirs, random.Random(seed))
    v = torch.randn(result.shape, dtype=torch.float64)
    result.backward(v)
    random_expression(ours, random.Random(seed)).backward(v)
    for mine, other in zip(ours, theirs, strict=True):
        expected = torch.zeros_like(other) if other.grad is None else other.grad
        worst = max(worst, ((mine.grad - expected).abs() / (1 + expected.abs())).max().item())
print("greatest difference:", worst)

# %% [markdown]
# Two hundred graphs, nobody chose them, and the difference is rounding. This is number 10 of them,
# as torch sees it:

# %%
torch.manual_seed(10)
theirs = [(torch.rand(shape, dtype=torch.float64) * 2 - 1).requires_grad_() for shape in shapes]
result = random_expression(theirs, random.Random(10))
result.backward(torch.randn(result.shape, dtype=torch.float64))
table, row, column, number = theirs
draw.graph(result, table=table, row=row, column=column, number=number, result=result)

# %% [markdown]
# ## What you can do now
#
# - ask for gradients, and say why `.grad` is `None`: nothing computed yet, no leaf, or a cut graph;
# - clear gradients where they would add up, and let them add up where you want a sum;
# - prove a derivative rule: against autograd, and by central differences in float64;
# - read `backward(v)` as $v^\top J$, know where $v$ comes from, and that a plain sum is $v = 1$;
# - build a vector without cutting the graph, and see in a picture when it is cut;
# - get rows, columns and the whole of a Jacobian, and a Hessian times a vector;
# - check a backward function so that it can't fool you: random $v$, float64, index, got, expected;
# - leave the graph on purpose, and tell which changes in place are found, and which aren't;
# - write a `torch.autograd.Function`, for a gradient that calculus doesn't give or a float can't
#   hold;
# - build the engine itself: an order, local rules, adding up, and sums where shapes were repeated.
#
# | symptom | look for |
# |---|---|
# | `.grad` is `None` | a tensor that is no leaf; `torch.tensor`, `.item()` or NumPy on the way |
# | gradients grow from step to step | clearing that was forgotten |
# | "Trying to backward … a second time" | a loss that isn't computed anew |
# | "modified by an inplace operation" | `+=` or `_` on a value that `backward` needs |
# | NaN, though the loss is fine | a branch of `where` that isn't chosen |
# | right for a sum, wrong in training | a backward of your own that forgets `v` |
#
# If an exercise is still open, `hint(...)` with its name gives a nudge, and you can come back at
# any time. The next chapter takes broadcasting apart: what is repeated, where, and why the
# gradient of it has to be a sum.
