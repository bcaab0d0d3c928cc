"""Other right and wrong answers to `backprop`."""

import math

import torch

COMPUTE = {
    "add": lambda a, b: (a + b, (1, 1)),
    "sub": lambda a, b: (a - b, (1, -1)),
    "mul": lambda a, b: (a * b, (b, a)),
    "div": lambda a, b: (a / b, (1 / b, -a / b / b)),
    "sin": lambda a: (math.sin(a), (math.cos(a),)),
    "exp": lambda a: (math.exp(a), (math.exp(a),)),
    "log": lambda a: (math.log(a), (1 / a,)),
    "tanh": lambda a: (math.tanh(a), (1 - math.tanh(a) ** 2,)),
    "relu": lambda a: (a, (1,)) if a > 0 else (0.0, (0,)),
}


def recorded_rules(program, inputs):
    values, tape = list(inputs), []
    for name, *places in program:
        value, slopes = COMPUTE[name](*(values[p] for p in places))
        values.append(value)
        tape.append(list(zip(places, slopes, strict=True)))
    total = {len(values) - 1: 1.0}
    for number in range(len(values) - 1, len(inputs) - 1, -1):
        for place, slope in tape[number - len(inputs)]:
            total[place] = total.get(place, 0.0) + total.get(number, 0.0) * slope
    return values[-1], [total.get(i, 0.0) for i in range(len(inputs))]


def forward_mode(program, inputs):
    found = []
    for i in range(len(inputs)):
        values, speeds = list(inputs), [float(i == j) for j in range(len(inputs))]
        for name, *places in program:
            value, slopes = COMPUTE[name](*(values[p] for p in places))
            values.append(value)
            speeds.append(sum(s * speeds[p] for p, s in zip(places, slopes, strict=True)))
        found.append(float(speeds[-1]))
    return values[-1], found


def recursive(program, inputs):
    values = list(inputs)
    for name, *places in program:
        values.append(COMPUTE[name](*(values[p] for p in places))[0])
    gradients = [0.0] * len(inputs)

    def spread(number, amount):
        if number < len(inputs):
            gradients[number] += amount
            return
        name, *places = program[number - len(inputs)]
        slopes = COMPUTE[name](*(values[p] for p in places))[1]
        for place, slope in zip(places, slopes, strict=True):
            spread(place, amount * slope)

    spread(len(values) - 1, 1.0)
    return values[-1], gradients


def by_autograd(program, inputs):
    leaves = [torch.tensor(v, dtype=torch.float64, requires_grad=True) for v in inputs]
    values = list(leaves)
    for name, *places in program:
        values.append(getattr(torch, name)(*(values[p] for p in places)))
    values[-1].backward()
    return values[-1].item(), [0.0 if v.grad is None else v.grad.item() for v in leaves]


def coarse_differences(program, inputs):
    def value(inputs):
        values = list(inputs)
        for name, *places in program:
            values.append(COMPUTE[name](*(values[p] for p in places))[0])
        return values[-1]

    found = []
    for i in range(len(inputs)):
        up = [v + 1e-3 * (i == j) for j, v in enumerate(inputs)]
        found.append((value(up) - value(inputs)) / 1e-3)
    return value(inputs), found


def all_gradients(program, inputs):
    value, gradients = recorded_rules(program, inputs)
    return value, [*gradients, 1.0]


def gradients_only(program, inputs):
    return recorded_rules(program, inputs)[1]


def handed_too_early(program, inputs):
    values = list(inputs)
    for name, *places in program:
        values.append(COMPUTE[name](*(values[p] for p in places))[0])
    gradients = [0.0] * len(values)
    gradients[-1] = 1.0
    waiting, done = [len(values) - 1], set()
    while waiting:
        number = waiting.pop()
        if number < len(inputs) or number in done:
            continue
        done.add(number)
        name, *places = program[number - len(inputs)]
        slopes = COMPUTE[name](*(values[p] for p in places))[1]
        for place, slope in zip(places, slopes, strict=True):
            gradients[place] += gradients[number] * slope
            waiting.append(place)
    return values[-1], gradients[: len(inputs)]


def all_steps_seeded(program, inputs):
    values = list(inputs)
    for name, *places in program:
        values.append(COMPUTE[name](*(values[p] for p in places))[0])
    gradients = [0.0] * len(inputs) + [1.0] * len(program)
    for k in reversed(range(len(program))):
        name, *places = program[k]
        slopes = COMPUTE[name](*(values[p] for p in places))[1]
        for place, slope in zip(places, slopes, strict=True):
            gradients[place] += gradients[len(inputs) + k] * slope
    return values[-1], gradients[: len(inputs)]


def paired_in_a_dict(program, inputs):
    values = list(inputs)
    for name, *places in program:
        values.append(COMPUTE[name](*(values[p] for p in places))[0])
    gradients = [0.0] * len(values)
    gradients[-1] = 1.0
    for k in reversed(range(len(program))):
        name, *places = program[k]
        slopes = COMPUTE[name](*(values[p] for p in places))[1]
        for place, slope in dict(zip(places, slopes, strict=True)).items():
            gradients[place] += gradients[len(inputs) + k] * slope
    return values[-1], gradients[: len(inputs)]


def with_another_relu(relu):
    def run(program, inputs):
        values = list(inputs)
        for name, *places in program:
            taken = [values[p] for p in places]
            values.append(relu(taken[0]) if name == "relu" else COMPUTE[name](*taken)[0])
        gradients = [0.0] * (len(values) - 1) + [1.0]
        for k in reversed(range(len(program))):
            name, *places = program[k]
            slopes = COMPUTE[name](*(values[p] for p in places))[1]
            for place, slope in zip(places, slopes, strict=True):
                gradients[place] += gradients[len(inputs) + k] * slope
        return values[-1], gradients[: len(inputs)]

    return run


def relu_lets_through(program, inputs):
    return with_another_relu(lambda a: a)(program, inputs)


def relu_leaks(program, inputs):
    return with_another_relu(lambda a: max(a, 0.01 * a))(program, inputs)


def relu_folds(program, inputs):
    return with_another_relu(abs)(program, inputs)


def relu_is_zero(program, inputs):
    return with_another_relu(lambda a: 0.0)(program, inputs)


RIGHT = [recorded_rules, forward_mode, recursive]
WRONG = [
    by_autograd,
    coarse_differences,
    all_gradients,
    gradients_only,
    handed_too_early,
    all_steps_seeded,
    paired_in_a_dict,
    relu_lets_through,
    relu_leaks,
    relu_folds,
    relu_is_zero,
]
