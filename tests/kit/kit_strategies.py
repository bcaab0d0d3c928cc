"""Hypothesis strategies for the values that go into and come out of an exercise."""

from __future__ import annotations

import math
import operator
import warnings
from typing import Any

import numpy as np
import torch
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

steady = settings(
    derandomize=True,
    deadline=None,
    max_examples=100,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
"""The same examples in every run, so that a failure in CI is a failure here."""

INTS = (torch.uint8, torch.int8, torch.int16, torch.int32, torch.int64)
UNSIGNED = (torch.uint16, torch.uint32, torch.uint64)
FLOATS = (torch.float16, torch.bfloat16, torch.float32, torch.float64)
COMPLEX = (torch.complex64, torch.complex128)
DTYPES = (torch.bool, *INTS, *UNSIGNED, *FLOATS, *COMPLEX)
ARRAY_DTYPES = (*("?", "i1", "u2", "i4", "i8", "u8", "f2", "f4", "f8"), *("c8", "c16", ">f4", "U3"))
SPECIAL = (0.0, -0.0, 1.0, 1.0 + 1e-6, -2.5, 0.1, 1e-30, 3e4, math.nan, math.inf, -math.inf)

dtypes = st.sampled_from(DTYPES)
shapes = st.lists(st.integers(0, 3), max_size=3).map(tuple)


def numbers(dtype: torch.dtype) -> st.SearchStrategy[Any]:
    """Numbers that a tensor of this dtype can hold, the awkward ones more often than not."""
    if dtype == torch.bool:
        return st.booleans()
    if dtype.is_complex:
        return st.builds(complex, st.sampled_from(SPECIAL), st.sampled_from(SPECIAL))
    if dtype.is_floating_point:
        return st.sampled_from(SPECIAL) | st.floats(-1e4, 1e4, width=16)
    info = torch.iinfo(dtype)
    return st.integers(max(info.min, -3), 3) | st.sampled_from((info.min, info.max))


@st.composite
def plain_tensors(
    draw: st.DrawFn,
    dtypes: st.SearchStrategy[torch.dtype] = dtypes,
    shapes: st.SearchStrategy[tuple[int, ...]] = shapes,
) -> torch.Tensor:
    """Contiguous tensors."""
    dtype, shape = draw(dtypes), draw(shapes)
    count = math.prod(shape)
    values = draw(st.lists(numbers(dtype), min_size=count, max_size=count))
    return torch.tensor(values, dtype=dtype).reshape(shape)


@st.composite
def laid_out(draw: st.DrawFn, tensor: torch.Tensor) -> torch.Tensor:
    """The values in another memory: permuted, strided, with an offset, expanded, or to be negated.

    The last changes the values, too: torch notes for `z.conj()` and `z.conj().imag` what is still
    to be done.
    """
    layout = draw(st.sampled_from(("as it is", "permuted", "strided", "expanded", "lazy")))
    if layout == "permuted":
        order = draw(st.permutations(range(tensor.ndim)))
        back = sorted(range(tensor.ndim), key=order.__getitem__)
        return tensor.permute(order).contiguous().permute(back)
    if layout == "strided" and tensor.ndim:
        step, offset = draw(st.integers(1, 3)), draw(st.integers(0, 2))
        wide = torch.zeros(
            (*tensor.shape[:-1], tensor.shape[-1] * step + offset), dtype=tensor.dtype
        )
        view = wide[..., offset::step][..., : tensor.shape[-1]]
        view.copy_(tensor)
        return view
    if layout == "expanded":
        return tensor.unsqueeze(0).expand(draw(st.integers(0, 3)), *tensor.shape)
    if layout == "lazy" and tensor.is_complex():
        return tensor.conj()
    if layout == "lazy" and tensor.is_floating_point():
        return torch._neg_view(tensor)
    return tensor


def tensors(
    dtypes: st.SearchStrategy[torch.dtype] = dtypes,
    shapes: st.SearchStrategy[tuple[int, ...]] = shapes,
) -> st.SearchStrategy[torch.Tensor]:
    """Tensors of any dtype, shape and layout."""
    return plain_tensors(dtypes, shapes).flatmap(laid_out)


@st.composite
def near(draw: st.DrawFn, tensor: torch.Tensor) -> torch.Tensor:
    """A tensor that differs in none, one or several of value, dtype, shape and layout."""
    found = tensor.clone()
    if found.numel() and draw(st.booleans()):
        index = tuple(draw(st.integers(0, n - 1)) for n in found.shape)
        found[index] = torch.tensor(draw(numbers(found.dtype)), dtype=found.dtype)
    if found.dtype.is_floating_point and draw(st.booleans()):
        found = found * (1 + draw(st.sampled_from((0.0, 1e-8, 1e-6, 1e-3, 1e-2))))
        found = found.to(tensor.dtype)
    change = draw(st.sampled_from(("nothing", "nothing", "dtype", "axis", "flat", "longer")))
    if change == "dtype":
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a complex number loses its imaginary part
            found = found.to(draw(dtypes))
    elif change == "axis":
        found = found.unsqueeze(draw(st.integers(0, found.ndim)))
    elif change == "flat":
        found = found.reshape(-1)
    elif change == "longer":
        found = torch.cat([found.reshape(-1), found.reshape(-1)])
    return draw(laid_out(found))


@st.composite
def arrays(draw: st.DrawFn) -> np.ndarray:
    """Arrays of many dtypes and layouts, some of them read-only."""
    dtype = np.dtype(draw(st.sampled_from(ARRAY_DTYPES)))
    shape = draw(shapes)
    if dtype.kind == "U":
        values = draw(st.lists(st.text("ab", max_size=3), min_size=12, max_size=12))
    else:
        values = draw(st.lists(st.integers(0, 9), min_size=12, max_size=12))
    whole = np.resize(np.array(values), shape).astype(dtype)
    if dtype.kind in "fc" and whole.size and draw(st.booleans()):
        whole.reshape(-1)[0] = draw(st.sampled_from((-0.0, math.nan, -math.inf, 0.1)))
    layout = draw(st.sampled_from(("as it is", "fortran", "reversed", "every other", "windows")))
    if layout == "fortran":
        whole = np.asfortranarray(whole)
    elif layout == "reversed":
        whole = whole[::-1] if whole.ndim else whole
    elif layout == "every other":
        whole = whole[..., ::2] if whole.ndim else whole
    elif layout == "windows" and whole.ndim == 1 and whole.size > 1:
        whole = np.lib.stride_tricks.sliding_window_view(whole, 2)
    if draw(st.booleans()):
        whole = whole.view()
        whole.flags.writeable = False
    return whole


plain_values = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**20), 10**20),
    st.floats(allow_nan=True),
    st.sampled_from([complex(-0.0, 1), complex(math.nan, math.inf), 1 - 2j]),
    st.text(max_size=5),
    st.sampled_from([torch.float32, torch.int64, torch.bool]),
    st.sampled_from([torch.device("cpu"), torch.device("cuda", 0)]),
    st.builds(slice, st.none() | st.integers(-3, 3), st.integers(-3, 3)),
    st.sampled_from(
        [torch.add, torch.linalg.norm, torch.nn.functional.relu, math.floor, operator.matmul]
    ),
)
keys = st.one_of(st.text(max_size=3), st.integers(), st.tuples(st.integers(), st.booleans()))


def nested(leaves: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Lists, tuples and dicts of what is given, to a small depth."""
    return st.recursive(
        leaves,
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.lists(inner, max_size=3).map(tuple)
            | st.dictionaries(keys, inner, max_size=2)
        ),
        max_leaves=4,
    )


@st.composite
def families(draw: st.DrawFn) -> tuple[Any, ...]:
    """A few tensors and arrays that look at the same memory."""
    dtype = draw(st.sampled_from((torch.float32, torch.int64, torch.bool, torch.complex64)))
    base = draw(plain_tensors(st.just(dtype), st.tuples(st.integers(2, 6))))
    views = [
        base,
        base[1:],
        base[:0],
        base[::2],
        base.view(-1, 1).expand(-1, 2),
        base.numpy(),
        base.numpy()[::-1],
        torch.from_numpy(base.numpy()[1:]),
        base.view(torch.uint8),
    ]
    return tuple(draw(st.lists(st.sampled_from(views), min_size=2, max_size=4)))


@st.composite
def inputs(draw: st.DrawFn) -> tuple[tuple[Any, ...], dict[str, Any]]:
    """The arguments of one call: anything that a case can hold."""
    leaves = tensors() | arrays() | plain_values
    args = draw(st.lists(nested(leaves), max_size=3))
    if draw(st.booleans()):
        args += [*draw(families())]
    if draw(st.booleans()):
        floating = st.sampled_from((torch.float32, torch.complex128))
        args.append(draw(plain_tensors(floating)).requires_grad_())
    names = st.sampled_from(("dim", "memory", "value"))
    return tuple(args), draw(st.dictionaries(names, leaves, max_size=2))
