"""Other right and wrong answers to `kind_of_tensor`."""


def by_the_length_of_the_shape(x):
    axes = len(x.shape)
    return {0: "scalar", 1: "vector", 2: "matrix"}.get(axes, str(axes) + " axes")


def by_descending(x):
    axes, size = 0, list(x.size())
    while size:
        size.pop()
        axes += 1
    if axes == 0:
        return "scalar"
    if axes == 1:
        return "vector"
    return "matrix" if axes == 2 else f"{axes} axes"


def without_a_plural(x):
    return ["scalar", "vector", "matrix"][x.ndim] if x.ndim < 3 else f"{x.ndim}"


def tensor_for_the_rest(x):
    return (["scalar", "vector", "matrix"] + 9 * ["tensor"])[x.ndim]


def one_axis_less(x):
    return ["scalar", "vector", "matrix"][x.ndim - 1] if 0 < x.ndim < 4 else f"{x.ndim} axes"


def by_the_first_length(x):
    return "scalar" if x.ndim == 0 or len(x) == 1 else by_descending(x)


def empty_is_a_scalar(x):
    return "scalar" if x.numel() == 0 else by_descending(x)


RIGHT = [by_the_length_of_the_shape, by_descending]
WRONG = [
    without_a_plural,
    tensor_for_the_rest,
    one_axis_less,
    by_the_first_length,
    empty_is_a_scalar,
]
