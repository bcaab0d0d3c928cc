import torch


def copy_then_add(x: torch.Tensor, y: torch.Tensor, out: torch.Tensor) -> torch.Tensor:
    if tuple(out.shape) != tuple(x.shape):
        raise ValueError("wrong shape")
    out.copy_(x)
    out += y
    return out


def zero_then_add(x: torch.Tensor, y: torch.Tensor, out: torch.Tensor) -> torch.Tensor:
    if x.size() != out.size():
        raise ValueError
    return out.zero_().add_(x).add_(y)


def by_slice_assignment(x: torch.Tensor, y: torch.Tensor, out: torch.Tensor) -> torch.Tensor:
    if list(out.shape) != list(y.shape):
        raise ValueError
    out[:] = y
    out[:] += x
    return out


def out_without_return(x: torch.Tensor, y: torch.Tensor, out: torch.Tensor) -> torch.Tensor:
    if out.shape == x.shape:
        torch.add(y, x, out=out)
        return out
    raise ValueError(f"{out.shape} is not {x.shape}")


def only_the_count_compared(x: torch.Tensor, y: torch.Tensor, out: torch.Tensor) -> torch.Tensor:
    if out.dim() != x.dim():
        raise ValueError
    return torch.add(x, y, out=out)


def returns_a_copy(x: torch.Tensor, y: torch.Tensor, out: torch.Tensor) -> torch.Tensor:
    if out.shape != x.shape:
        raise ValueError
    return torch.add(x, y, out=out).clone()


def returns_nothing(x: torch.Tensor, y: torch.Tensor, out: torch.Tensor) -> None:
    if out.shape != x.shape:
        raise ValueError
    torch.add(x, y, out=out)


def new_sum_and_out(x: torch.Tensor, y: torch.Tensor, out: torch.Tensor) -> torch.Tensor:
    if out.shape != x.shape:
        raise ValueError
    torch.add(x, y, out=out)
    return x + y


def asserts(x: torch.Tensor, y: torch.Tensor, out: torch.Tensor) -> torch.Tensor:
    assert out.shape == x.shape
    return torch.add(x, y, out=out)


def only_x(x: torch.Tensor, y: torch.Tensor, out: torch.Tensor) -> torch.Tensor:
    if out.shape != x.shape:
        raise ValueError
    return out.copy_(x)


def set_to_the_sum(x: torch.Tensor, y: torch.Tensor, out: torch.Tensor) -> torch.Tensor:
    if out.shape != x.shape:
        raise ValueError
    out.data = x + y
    return out


def written_in_the_end(x: torch.Tensor, y: torch.Tensor, out: torch.Tensor) -> torch.Tensor:
    fits = x.shape == out.shape
    if fits:
        return torch.add(x, y, out=out)
    raise ValueError("another shape")


def raised_after_copying(x: torch.Tensor, y: torch.Tensor, out: torch.Tensor) -> torch.Tensor:
    torch.add(x, y, out=out)
    if out.shape != y.shape:
        raise ValueError
    return out


def columns_counted(x: torch.Tensor, y: torch.Tensor, out: torch.Tensor) -> torch.Tensor:
    if out.shape[-1] != x.shape[-1]:
        raise ValueError
    return torch.add(x, y, out=out)


def any_length_found(x: torch.Tensor, y: torch.Tensor, out: torch.Tensor) -> torch.Tensor:
    if sorted(out.shape) != sorted(x.shape):
        raise ValueError
    return torch.add(x, y, out=out)


def emptied_before_raising(x: torch.Tensor, y: torch.Tensor, out: torch.Tensor) -> torch.Tensor:
    out.zero_()
    if out.shape != x.shape:
        raise ValueError
    return out.add_(x).add_(y)


RIGHT = [copy_then_add, zero_then_add, by_slice_assignment, out_without_return, written_in_the_end]
WRONG = [
    only_the_count_compared,
    returns_a_copy,
    returns_nothing,
    new_sum_and_out,
    asserts,
    only_x,
    set_to_the_sum,
    raised_after_copying,
    columns_counted,
    any_length_found,
    emptied_before_raising,
]
