"""A simulated accelerator: tensors on a device of their own, which computes on the CPU.

Where there is no GPU, this device stands in for one. It keeps the discipline of a real one:
tensors of different devices don't mix, nothing gets there or back unless it is moved. Inside,
each of its tensors holds an ordinary CPU tensor, so that results are the right numbers.

It is a backend of torch's own (PrivateUse1, written in Python: torch.utils.backend_registration,
torch 2.9 and later), so that creation, `.to`, views, in-place operations, autograd, modules and
optimisers find their way to it without being rewritten here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NoReturn

import torch
from torch.utils import backend_registration
from torch.utils._pytree import tree_iter, tree_map

TYPE = "simulated"

_aten = torch.ops.aten
_COPIES = (_aten.copy_.default, _aten._to_copy.default)
# These take their indices from the CPU as well, and move them themselves.
_INDEXINGS = (
    _aten.index.Tensor,
    _aten.index_put.default,
    _aten.index_put_.default,
    _aten._index_put_impl_.default,
)
_UNASKED = (
    _aten.empty.memory_format,
    _aten.empty_strided.default,
    _aten.copy_.default,
    _aten.resize_.default,
)
_libraries: list[torch.library.Library] = []


class SimulatedTensor(torch.Tensor):
    """A tensor on the simulated device; what it holds lies in a CPU tensor of the same layout."""

    held: torch.Tensor

    @staticmethod
    def __new__(cls, held: torch.Tensor) -> SimulatedTensor:
        """Wrap a CPU tensor, which from then on is this one's memory."""
        tensor = torch.Tensor._make_wrapper_subclass(
            cls,
            held.shape,
            held.stride(),
            held.storage_offset(),
            dtype=held.dtype,
            device=torch.device(TYPE, 0),
        )
        tensor.held = held
        return tensor

    __torch_function__ = torch._C._disabled_torch_function_impl

    @classmethod
    def __torch_dispatch__(
        cls,
        func: Callable[..., Any],
        types: Sequence[type],
        args: Sequence[Any] = (),
        kwargs: dict[str, Any] | None = None,
    ) -> Any:
        """Let an operation run on what the tensors hold, once all are where they should be."""
        return _run(func, args, kwargs or {})

    # What torch answers in C++ for its own devices alone:

    def __repr__(self, *, tensor_contents: Any = None) -> str:
        text = repr(self.detach().cpu())
        end = re.search(r"(, size=\([^)]*\))?(, dtype=[\w.]+)?\)$", text)
        assert end is not None
        suffix = ", requires_grad=True" if self.requires_grad else ""
        if self.grad_fn is not None:
            suffix = f", grad_fn=<{type(self.grad_fn).__name__}>"
        return f"{text[: end.start()]}, device='{self.device}'{end[0][:-1]}{suffix})"

    def __format__(self, form: str) -> str:
        return format(self.item(), form) if form and self.ndim == 0 else repr(self)

    def __deepcopy__(self, memo: dict[int, Any]) -> torch.Tensor:
        if not self.is_leaf:
            raise RuntimeError("Only leaf tensors support deepcopy: detach this one first.")
        copied = self.detach().clone().requires_grad_(self.requires_grad)
        return memo.setdefault(id(self), copied)

    def tolist(self) -> Any:
        """Wait for the values, copy them to the CPU, and give them as Python numbers."""
        return self.detach().cpu().tolist()

    def numpy(self, *, force: bool = False) -> Any:
        """Refuse, as torch does for every tensor that isn't on the CPU, unless forced."""
        if force:
            return self.detach().cpu().numpy()
        raise TypeError(
            f"can't convert {self.device} device type tensor to numpy. Use Tensor.cpu() to copy "
            "the tensor to host memory first."
        )

    def data_ptr(self) -> int:
        """Give the address of the first element."""
        return self.held.data_ptr()

    def untyped_storage(self) -> torch.UntypedStorage:
        """Give the memory that the elements lie in."""
        return self.held.untyped_storage()

    @property
    def data(self) -> torch.Tensor:
        """The same values, without a history; assigning puts another tensor in their place."""
        return torch.Tensor.data.__get__(self)

    @data.setter
    def data(self, other: torch.Tensor) -> None:
        torch.Tensor.data.__set__(self, other)
        self.held = other.held  # type: ignore[attr-defined]


def switch_on() -> torch.device:
    """Make the simulated device known to torch, and give it; a second time changes nothing.

    Raises RuntimeError where this version of torch can't have such a device.
    """
    if not _libraries:
        if not hasattr(backend_registration, "_setup_privateuseone_for_python_backend"):
            raise RuntimeError(
                f"torch {torch.__version__} can't simulate an accelerator: torch 2.9 or later is "
                "needed. Install the version that the course names (`course doctor` tells how)."
            )
        _register()
    # The simulated device has no thread of its own for the engine to run a backward pass in.
    torch.autograd.set_multithreading_enabled(False)
    return torch.device(TYPE, 0)


def _register() -> None:
    backend_registration._setup_privateuseone_for_python_backend(TYPE)
    torch.accelerator.synchronize = _synchronize
    everything = torch.library.Library("_", "IMPL")
    everything.fallback(lambda op, *args, **kwargs: _run(op, args, kwargs), "PrivateUse1")
    # Where no subclass is asked, as within torch.tensor, a fallback isn't found.
    some = torch.library.Library("aten", "IMPL")
    for op in _UNASKED:
        name = op._schema.name.removeprefix("aten::")
        overload = f"{name}.{op._overloadname}" if op._overloadname != "default" else name
        some.impl(overload, _kernel(op), "PrivateUse1")
    _libraries.extend([everything, some])


def _kernel(op: Any) -> Callable[..., Any]:
    return lambda *args, **kwargs: _run(op, args, kwargs)


def _synchronize(device: object = None, /) -> None:
    """Wait for the device: the simulated one is done with all work when a call returns.

    It may have been asked for on a machine with a GPU, which is then waited for.
    """
    if torch.cuda.is_available():
        torch.cuda.synchronize()


def _run(func: Any, args: Sequence[Any], kwargs: dict[str, Any]) -> Any:
    """Run one operation of torch's on the CPU tensors inside, and wrap what comes out."""
    target = kwargs.get("device")
    _demand_one_device(func, args, kwargs)
    wrappers = {id(t.held): t for t in _tensors(args, kwargs) if isinstance(t, SimulatedTensor)}
    if target is not None and torch.device(target).type == TYPE:
        kwargs = {**kwargs, "device": torch.device("cpu")}
    result = func(*tree_map(_held, args), **tree_map(_held, kwargs))
    stays = target is not None and torch.device(target).type != TYPE
    known = {id(t) for t in _tensors(args, kwargs)}

    def wrapped(value: Any) -> Any:
        if not isinstance(value, torch.Tensor) or id(value) in known:
            return value
        if id(value) in wrappers:
            return _same_layout(wrappers[id(value)])
        return value if stays else SimulatedTensor(value)

    return tree_map(wrapped, result)


def _held(value: Any) -> Any:
    return value.held if isinstance(value, SimulatedTensor) else value


def _tensors(args: Sequence[Any], kwargs: dict[str, Any]) -> Iterator[torch.Tensor]:
    return (leaf for leaf in tree_iter((args, kwargs)) if isinstance(leaf, torch.Tensor))


def _same_layout(tensor: SimulatedTensor) -> SimulatedTensor:
    """Let a tensor whose shape or strides changed inside look so from outside."""
    if tensor.shape != tensor.held.shape or tensor.stride() != tensor.held.stride():
        torch.Tensor.data.__set__(tensor, SimulatedTensor(tensor.held))
    return tensor


def _demand_one_device(func: Any, args: Sequence[Any], kwargs: dict[str, Any]) -> None:
    """Raise torch's own error where a CPU tensor takes part that may not.

    A CPU tensor without axes may: its one number is handed over with the call (TensorIterator's
    rule, aten/src/ATen/TensorIterator.cpp). Not so in a list, as for `stack`, and not where it is
    written to.
    """
    if func in _COPIES or not any(isinstance(t, SimulatedTensor) for t in _tensors(args, kwargs)):
        return
    if func in _INDEXINGS and not isinstance(args[0], SimulatedTensor):
        raise RuntimeError(
            "indices should be either on cpu or on the same device as the indexed tensor (cpu)"
        )
    for declared, value in _named(func, args, kwargs):
        written = declared.alias_info is not None and declared.alias_info.is_write
        for leaf in tree_iter(value):
            if not isinstance(leaf, torch.Tensor) or isinstance(leaf, SimulatedTensor):
                continue
            if func in _INDEXINGS and declared.name == "indices":
                continue
            if written or leaf.ndim or leaf is not value:
                _refuse(leaf)


def _named(func: Any, args: Sequence[Any], kwargs: dict[str, Any]) -> Iterator[tuple[Any, Any]]:
    """Pair each value with what the operation's schema declares of it."""
    for place, declared in enumerate(func._schema.arguments):
        if place < len(args):
            yield declared, args[place]
        elif declared.name in kwargs:
            yield declared, kwargs[declared.name]


def _refuse(other: torch.Tensor) -> NoReturn:
    raise RuntimeError(
        "Expected all tensors to be on the same device, but found at least two devices, "
        f"{TYPE}:0 and {other.device}!"
    )
