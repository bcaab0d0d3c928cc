"""Other right and wrong answers to `squared_error`."""


def column(x):
    if x.dim() == 1:
        return x[:, None]
    if x.dim() == 2 and x.size(1) == 1:
        return x
    raise ValueError("neither a vector nor a column")


def as_columns(predictions, targets):
    predictions, targets = column(predictions), column(targets)
    if predictions.shape != targets.shape:
        raise ValueError("different numbers of values")
    differences = predictions - targets
    return (differences * differences).sum() / differences.numel()


def by_view(predictions, targets):
    n = predictions.shape[0] if predictions.ndim else 0
    for x in (predictions, targets):
        if tuple(x.shape) not in ((n,), (n, 1)):
            raise ValueError
    return (predictions.view(n) - targets.reshape(n)).pow(2).mean()


def by_squeeze(predictions, targets):
    predictions, targets = predictions.squeeze(), targets.squeeze()
    if predictions.shape != targets.shape:
        raise ValueError
    return ((predictions - targets) ** 2).mean()


def reshaped_to_the_other(predictions, targets):
    return ((predictions - targets.reshape(predictions.shape)) ** 2).mean()


def by_assert(predictions, targets):
    assert predictions.numel() == targets.numel()
    return as_columns(predictions, targets)


def a_number(predictions, targets):
    return as_columns(predictions, targets).item()


def absolute(predictions, targets):
    as_columns(predictions, targets)
    return (column(predictions) - column(targets)).abs().mean()


def one_axis_kept(predictions, targets):
    as_columns(predictions, targets)
    return ((column(predictions) - column(targets)) ** 2).mean(0)


def only_first_axis(predictions, targets):
    if not predictions.ndim or not targets.ndim or len(predictions) != len(targets):
        raise ValueError
    return ((predictions.reshape(-1) - targets.reshape(-1)) ** 2).mean()


def any_axes_of_one(predictions, targets):
    for x in (predictions, targets):
        if not x.ndim or x.shape[0] != x.numel():
            raise ValueError
    if len(predictions) != len(targets):
        raise ValueError
    return ((predictions.flatten() - targets.flatten()) ** 2).mean()


RIGHT = [as_columns, by_view]
WRONG = [
    by_squeeze,
    reshaped_to_the_other,
    by_assert,
    a_number,
    absolute,
    one_axis_kept,
    only_first_axis,
    any_axes_of_one,
]
