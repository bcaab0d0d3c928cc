"""Other right and wrong answers to `element_strides`."""


def by_divmod(byte_strides, itemsize):
    steps = []
    for stride in byte_strides:
        step, rest = divmod(stride, itemsize)
        if rest or step < 0:
            raise ValueError(f"{stride} bytes")
        steps.append(step)
    return tuple(steps)


def by_multiplying_back(byte_strides, itemsize):
    steps = tuple(int(stride / itemsize) for stride in byte_strides)
    if tuple(step * itemsize for step in steps) != tuple(byte_strides):
        raise ValueError("part of an element")
    if any(step < 0 for step in steps):
        raise ValueError("backwards")
    return steps


def a_list(byte_strides, itemsize):
    return list(by_divmod(byte_strides, itemsize))


def zero_for_what_cannot_be(byte_strides, itemsize):
    return tuple(max(stride // itemsize, 0) for stride in byte_strides)


def none_for_what_cannot_be(byte_strides, itemsize):
    try:
        return by_divmod(byte_strides, itemsize)
    except ValueError:
        return None


def without_the_sign(byte_strides, itemsize):
    if any(stride % itemsize for stride in byte_strides):
        raise ValueError
    return tuple(abs(stride) // itemsize for stride in byte_strides)


def only_the_first_is_checked(byte_strides, itemsize):
    if byte_strides and (byte_strides[0] < 0 or byte_strides[0] % itemsize):
        raise ValueError
    return tuple(stride // itemsize for stride in byte_strides)


def remainder_of_the_last_only(byte_strides, itemsize):
    if byte_strides and (min(byte_strides) < 0 or byte_strides[-1] % itemsize):
        raise ValueError
    return tuple(stride // itemsize for stride in byte_strides)


def sign_of_the_last_only(byte_strides, itemsize):
    if any(stride % itemsize for stride in byte_strides) or (byte_strides or (0,))[-1] < 0:
        raise ValueError
    return tuple(stride // itemsize for stride in byte_strides)


def first_and_last(byte_strides, itemsize):
    ends = (*byte_strides[:1], *byte_strides[-1:])
    if any(stride < 0 or stride % itemsize for stride in ends):
        raise ValueError
    return tuple(stride // itemsize for stride in byte_strides)


def divided_by_the_last(byte_strides, itemsize):
    return tuple(stride // byte_strides[-1] for stride in byte_strides)


def asserts(byte_strides, itemsize):
    assert all(stride >= 0 and stride % itemsize == 0 for stride in byte_strides)
    return tuple(stride // itemsize for stride in byte_strides)


RIGHT = [by_divmod, by_multiplying_back]
WRONG = [
    a_list,
    zero_for_what_cannot_be,
    none_for_what_cannot_be,
    without_the_sign,
    only_the_first_is_checked,
    remainder_of_the_last_only,
    sign_of_the_last_only,
    first_and_last,
    divided_by_the_last,
    asserts,
]
