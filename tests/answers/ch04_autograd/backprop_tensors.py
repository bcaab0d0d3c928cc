"""Other right and wrong answers to `backprop_tensors`."""

import torch


def _fit(g, shape):
    extra = g.ndim - len(shape)
    padded = (1,) * extra + tuple(shape)
    axes = [a for a, n in enumerate(padded) if n == 1]
    return (g.sum(axes, keepdim=True) if axes else g).reshape(shape)


def with_closures(program, inputs, v):
    values, back = list(inputs), []
    for name, *places in program:
        a = values[places[0]]
        b = values[places[-1]]
        if name == "add":
            y, rules = a + b, [lambda g: g, lambda g: g]
        elif name == "sub":
            y, rules = a - b, [lambda g: g, torch.neg]
        elif name == "mul":
            y, rules = a * b, [lambda g, b=b: g * b, lambda g, a=a: g * a]
        elif name == "matmul":
            y = a @ b
            rules = [lambda g, b=b: g @ b.mT, lambda g, a=a: a.mT @ g]
        elif name == "tanh":
            y = a.tanh()
            rules = [lambda g, y=y: g - g * y * y]
        else:
            y, rules = a.sum(), [lambda g, a=a: g * torch.ones_like(a)]
        values.append(y)
        back.append(list(zip(places, rules, strict=True)))
    gradients = {len(values) - 1: v}
    for number in reversed(range(len(inputs), len(values))):
        if number in gradients:
            for place, rule in back[number - len(inputs)]:
                share = _fit(rule(gradients[number]), values[place].shape)
                gradients[place] = gradients.get(place, 0) + share
    return [gradients.get(i, torch.zeros_like(x)) for i, x in enumerate(inputs)]


def recursive(program, inputs, v):
    values = list(inputs)
    for name, *places in program:
        values.append(getattr(torch, name)(*[values[p] for p in places]))
    total = [torch.zeros_like(x) for x in inputs]

    def spread(number, g):
        g = _fit(g, values[number].shape)
        if number < len(inputs):
            total[number] += g
            return
        name, *places = program[number - len(inputs)]
        a, b = values[places[0]], values[places[-1]]
        if name in ("add", "sub"):
            spread(places[0], g)
            spread(places[1], g if name == "add" else -g)
        elif name == "mul":
            spread(places[0], g * b)
            spread(places[1], g * a)
        elif name == "matmul":
            spread(places[0], torch.einsum("ik,jk->ij", g, b))
            spread(places[1], torch.einsum("ij,ik->jk", a, g))
        elif name == "tanh":
            spread(places[0], g / torch.cosh(a) ** 2)
        else:
            spread(places[0], torch.full_like(a, g.item()))

    spread(len(values) - 1, v)
    return total


def forward_mode(program, inputs, v):
    def speed(directions):
        values, speeds = list(inputs), list(directions)
        for name, *places in program:
            a, b = values[places[0]], values[places[-1]]
            da, db = speeds[places[0]], speeds[places[-1]]
            values.append(getattr(torch, name)(*[values[p] for p in places]))
            speeds.append(
                {
                    "add": lambda da=da, db=db: da + db,
                    "sub": lambda da=da, db=db: da - db,
                    "mul": lambda a=a, b=b, da=da, db=db: da * b + a * db,
                    "matmul": lambda a=a, b=b, da=da, db=db: da @ b + a @ db,
                    "tanh": lambda a=a, da=da: da * (1 - a.tanh() ** 2),
                    "sum": lambda da=da: da.sum(),
                }[name]()
            )
        return (speeds[-1] * v).sum()

    found = []
    for i, x in enumerate(inputs):
        gradient = torch.zeros(x.numel(), dtype=x.dtype)
        for k in range(x.numel()):
            directions = [torch.zeros_like(y) for y in inputs]
            step = torch.zeros(x.numel(), dtype=x.dtype)
            step[k] = 1
            directions[i] = step.reshape(x.shape)
            gradient[k] = speed(directions)
        found.append(gradient.reshape(x.shape))
    return found


def by_autograd(program, inputs, v):
    leaves = [x.detach().clone().requires_grad_() for x in inputs]
    values = list(leaves)
    for name, *places in program:
        values.append(getattr(torch, name)(*[values[p] for p in places]))
    return list(
        torch.autograd.grad(values[-1], leaves, v, allow_unused=True, materialize_grads=True)
    )


def _spoilt(change):
    def spoilt(program, inputs, v):
        return [change(g) for g in with_closures(program, inputs, v)]

    return spoilt


def none_for_unused(program, inputs, v):
    needed = {len(inputs) + len(program) - 1}
    for k in reversed(range(len(program))):
        if len(inputs) + k in needed:
            needed |= set(program[k][1:])
    found = with_closures(program, inputs, v)
    return [g if i in needed else None for i, g in enumerate(found)]


def wrong_axis_of_squares(program, inputs, v):
    found = with_closures(program, inputs, v)
    if any(x.ndim == 1 for x in inputs) and any(x.ndim == 2 for x in inputs):
        return [g.flip(0) if g.ndim == 1 else g for g in found]
    return found


def summed_v(program, inputs, v):
    return with_closures(program, inputs, v.sum().expand_as(v))


def matmul_not_transposed(program, inputs, v):
    if any(step[0] == "matmul" for step in program):
        return [g.mT if g.ndim == 2 and g.shape[0] == g.shape[1] else g * 1.5 for g in inputs]
    return with_closures(program, inputs, v)


def writes_into_v(program, inputs, v):
    found = with_closures(program, inputs, v.clone())
    v += 1
    return found


def float32_inside(program, inputs, v):
    found = with_closures(program, [x.float() for x in inputs], v.float())
    return [g.to(x.dtype) for g, x in zip(found, inputs, strict=True)]


as_numbers = _spoilt(lambda g: g.sum())
RIGHT = [with_closures, recursive, forward_mode]
WRONG = [
    by_autograd,
    none_for_unused,
    wrong_axis_of_squares,
    summed_v,
    matmul_not_transposed,
    writes_into_v,
    float32_inside,
    as_numbers,
]
