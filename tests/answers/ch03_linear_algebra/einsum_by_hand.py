"""Other right and wrong answers to `einsum_by_hand`."""

import itertools

import torch


def number_by_number(equation, operands):
    inputs, output = equation.split("->")
    terms = inputs.split(",")
    sizes = {}
    for term, operand in zip(terms, operands, strict=True):
        sizes.update(zip(term, operand.shape, strict=True))
    letters = sorted(sizes)
    result = torch.zeros([sizes[letter] for letter in output], dtype=operands[0].dtype)
    for values in itertools.product(*(range(sizes[letter]) for letter in letters)):
        at = dict(zip(letters, values, strict=True))
        product = 1
        for term, operand in zip(terms, operands, strict=True):
            product = product * operand[tuple(at[letter] for letter in term)]
        result[tuple(at[letter] for letter in output)] += product
    return result


def by_expanding(equation, operands):
    left, right = equation.split("->")
    terms = left.split(",")
    letters = list(dict.fromkeys(left.replace(",", "")))
    size = {
        c: n for t, x in zip(terms, operands, strict=True) for c, n in zip(t, x.shape, strict=True)
    }
    full = [size[c] for c in letters]
    product = torch.ones(full, dtype=operands[0].dtype)
    for term, x in zip(terms, operands, strict=True):
        order = sorted(range(len(term)), key=lambda axis: letters.index(term[axis]))
        shape = [size[c] if c in term else 1 for c in letters]
        product = product * x.permute(order).reshape(shape).expand(full)
    for axis in reversed(range(len(letters))):
        if letters[axis] not in right:
            product = product.sum(axis)
            del letters[axis]
    return product.permute([letters.index(c) for c in right])


def calls_einsum(equation, operands):
    return torch.einsum(equation, *operands)


def only_the_matrix_product(equation, operands):
    a, b = operands
    return (a[:, :, None] * b[None]).sum(1)


def in_float32(equation, operands):
    return number_by_number(equation, [x.float() for x in operands])


def letters_by_first_appearance(equation, operands):
    left, right = equation.split("->")
    order = "".join(c for c in dict.fromkeys(left.replace(",", "")) if c in right)
    return number_by_number(f"{left}->{order}", operands)


def everything_added(equation, operands):
    return number_by_number(equation.split("->")[0] + "->", operands)


def operands_reversed(equation, operands):
    return number_by_number(equation, operands[::-1])


def axes_by_place(equation, operands):
    product = operands[0]
    for x in operands[1:]:
        product = product * x
    return product


def sums_for_products(equation, operands):
    inputs, output = equation.split("->")
    terms = inputs.split(",")
    parts = [number_by_number(f"{t}->{t}", [x]) for t, x in zip(terms, operands, strict=True)]
    return sum(part.sum() for part in parts) if not output else parts[0]


def small_letters_only(equation, operands):
    return number_by_number(equation.lower(), operands)


def by_way_of_float32(equation, operands):
    result = number_by_number(equation, [x.float() for x in operands])
    return result.to(operands[0].dtype)


def float64_by_way_of_float32(equation, operands):
    if operands[0].is_floating_point():
        return by_way_of_float32(equation, operands)
    return number_by_number(equation, operands)


def squeezed(equation, operands):
    return number_by_number(equation, operands).squeeze()


RIGHT = [number_by_number, by_expanding]
WRONG = [
    calls_einsum,
    only_the_matrix_product,
    in_float32,
    letters_by_first_appearance,
    everything_added,
    operands_reversed,
    axes_by_place,
    sums_for_products,
    small_letters_only,
    by_way_of_float32,
    float64_by_way_of_float32,
    squeezed,
]
