"""Other right and wrong answers to `local_slopes`."""

import cmath
import math

import torch

RULES = {
    "add": lambda a, b: (1, 1),
    "sub": lambda a, b: (1, -1),
    "mul": lambda a, b: (b, a),
    "div": lambda a, b: (1 / b, -a / (b * b)),
    "sin": lambda a: (math.cos(a),),
    "exp": lambda a: (math.exp(a),),
    "log": lambda a: (1 / a,),
    "tanh": lambda a: (1 / math.cosh(a) ** 2,),
    "relu": lambda a: (int(a > 0),),
}


def table_of_rules(operation, values):
    return RULES[operation](*values)


def complex_step(operation, values):
    compute = {
        "add": lambda a, b: a + b,
        "sub": lambda a, b: a - b,
        "mul": lambda a, b: a * b,
        "div": lambda a, b: a / b,
        "sin": cmath.sin,
        "exp": cmath.exp,
        "log": cmath.log,
        "tanh": cmath.tanh,
        "relu": lambda a: a if a.real > 0 else 0j,
    }[operation]
    found = []
    for i in range(len(values)):
        moved = [v + 1e-30j if i == j else complex(v) for j, v in enumerate(values)]
        found.append(compute(*moved).imag / 1e-30)
    return found


def by_autograd(operation, values):
    leaves = [torch.tensor(v, dtype=torch.float64, requires_grad=True) for v in values]
    getattr(torch, operation)(*leaves).backward()
    return [leaf.grad.item() for leaf in leaves]


def a_number_for_one(operation, values):
    found = RULES[operation](*values)
    return found if len(found) == 2 else found[0]


def tensors(operation, values):
    return [torch.tensor(v) for v in RULES[operation](*values)]


def values_instead(operation, values):
    return [getattr(math, operation)(*values)] if hasattr(math, operation) else values


def tanh_without_square(operation, values):
    if operation == "tanh":
        return [1 - math.tanh(values[0])]
    return RULES[operation](*values)


def quotient_exchanged(operation, values):
    found = RULES[operation](*values)
    return found[::-1] if operation == "div" else found


def log_of_itself(operation, values):
    return [math.log(values[0])] if operation == "log" else RULES[operation](*values)


RIGHT = [table_of_rules, complex_step]
WRONG = [
    by_autograd,
    a_number_for_one,
    tensors,
    values_instead,
    tanh_without_square,
    quotient_exchanged,
    log_of_itself,
]
