"""Values as Python code that a reader can paste into a cell and get the same input."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Any

import numpy as np
import torch

from course.kit.cases.case import Case, case
from course.kit.cases.memories import flat_memory, shared_memories
from course.kit.cases.numbers import nested_text, number_text
from course.kit.device import accelerator
from course.kit.values.functions import function_path
from course.kit.values.seen import memory
from course.kit.values.views import View, as_written

MOST_ELEMENTS = 200
"""Tensors and arrays of more elements are left out, and LEFT_OUT stands in their place."""

LEFT_OUT = "..."
_REMARK = "  # left out: "

_ACCELERATOR = "from course.kit import accelerator"
_SLICED = re.compile(r"(\[[\d:, ]+\])?(\.T)?")
"""What is written alike behind an array and behind a tensor."""
_INFERRED = (torch.float32, torch.int64, torch.bool)
_ARRAY_INFERRED = (np.dtype("float64"), np.dtype("int64"), np.dtype("bool"))


def pasteable(
    case: Case,
    parameters: tuple[str, ...],
    function: str,
    cotangents: Sequence[tuple[str, torch.Tensor]] = (),
    wanted: str = "",
) -> str:
    """Write the call of `case` as code: one line for each input, then the call.

    Where there are `cotangents`, each with the place in the result that it belongs to, lines that
    take them back follow, and one that shows the gradient of the input `wanted`.

    Values, dtypes, strides and shared memory are the same. What isn't laid out plainly, or shares
    its memory with another input, is written as a view, or with `torch.as_strided` or
    `np.ndarray` where no other code gives its layout. The code
    needs torch and, for arrays, np; what else it uses it imports. A value of more than
    MOST_ELEMENTS elements is left out, and a comment says so.
    """
    args, kwargs = case.fresh()
    device_type = accelerator.device().type if case.uses_accelerator() else ""
    names = [*parameters[: len(args)], *(f"input_{i}" for i in range(len(parameters), len(args)))]
    inputs = {**dict(zip(names, args, strict=True)), **kwargs}
    writer = _Writer(inputs, device_type)
    lines = [f"{name} = {text}" for name, text in writer.memories()]
    lines += [f"{name} = {writer.code(value)}{writer.remark()}" for name, value in inputs.items()]
    lines += [f"{path}.flags.writeable = False" for path in _read_only(inputs)]
    call = ", ".join([*names, *(f"{name}={name}" for name in kwargs)])
    lines += _taken_back(f"{function}({call})", cotangents, wanted, inputs, writer)
    return "\n".join([*sorted(writer.imports), *lines])


def _taken_back(
    call: str,
    cotangents: Sequence[tuple[str, torch.Tensor]],
    wanted: str,
    taken: Collection[str],
    writer: _Writer,
) -> list[str]:
    """Write the call and, where there are cotangents, what is done with its result."""
    if not cotangents:
        return [call]
    result = "result"
    while result in taken:
        result += "_"
    outputs = [f"{result}{place}" for place, _ in cotangents]
    codes = [writer.code(cotangent) for _, cotangent in cotangents]
    backward = f"{outputs[0]}.backward({codes[0]})"
    if len(outputs) > 1:
        backward = f"torch.autograd.backward([{', '.join(outputs)}], [{', '.join(codes)}])"
    shown = [f"print({wanted}.grad)"] if wanted else []
    return [f"{result} = {call}", f"{backward}{writer.remark()}", *shown]


def is_left_out(code: str) -> bool:
    """Tell whether a value was left out of code that `pasteable` wrote."""
    return _REMARK in code


def code(value: object) -> str:
    """Write one value as code."""
    (fresh,), _ = case("", value).fresh()
    return _Writer({}).code(fresh)


class _Writer:
    """Writes the inputs of one call, and remembers what else the code needs."""

    def __init__(self, inputs: dict[str, Any], accelerator_type: str = "") -> None:
        self.imports: set[str] = set()
        self._accelerator_type = accelerator_type
        self._left_out: list[str] = []
        self._shared = shared_memories((value for _, value in _leaves(inputs)), inputs)

    def memories(self) -> Iterator[tuple[str, str]]:
        """Give the name and the code of each piece of memory under more than one input."""
        for name, flat in self._shared.values():
            text = self._array(flat) if isinstance(flat, np.ndarray) else self._tensor(flat)
            yield name, text + self.remark()

    def remark(self) -> str:
        """Say what was left out since the last remark."""
        left_out, self._left_out = self._left_out, []
        return f"{_REMARK}{', '.join(left_out)}" if left_out else ""

    def code(self, value: object) -> str:
        """Write one value."""
        match value:
            case torch.Tensor() if value.device.type == self._accelerator_type:
                return self._on_accelerator(value)
            case torch.device() if value.type == self._accelerator_type:
                self.imports.add(_ACCELERATOR)
                return "accelerator.device()"
            case torch.Tensor():
                return self._laid_out_tensor(value)
            case np.ndarray():
                return self._laid_out_array(value)
            case list():
                return "[" + ", ".join(map(self.code, value)) + "]"
            case tuple():
                inside = ", ".join(map(self.code, value))
                return f"({inside},)" if len(value) == 1 else f"({inside})"
            case dict():
                pairs = (f"{self.code(k)}: {self.code(v)}" for k, v in value.items())
                return "{" + ", ".join(pairs) + "}"
            case slice():
                ends = (value.start, value.stop, value.step)
                return f"slice({', '.join(map(self.code, ends))})"
            case float() | complex():
                return number_text(value, float)
            case str() if "\n" in value:
                return _lines(value)
            case torch.device():
                return f'torch.device("{value}")'
            case _ if callable(value):
                return self._function(value)
        return repr(value)

    def _function(self, function: Any) -> str:
        path = function_path(function)
        home = path.partition(".")[0]
        if home != "torch":
            self.imports.add(f"import {home}")
        return path

    def _on_accelerator(self, tensor: torch.Tensor) -> str:
        self.imports.add(_ACCELERATOR)
        text = self._tensor(tensor.detach().cpu())
        end = ".requires_grad_()" if tensor.requires_grad else ""
        return text if text == LEFT_OUT else f"{text[:-1]}, device=accelerator.device()){end}"

    def _laid_out_tensor(self, tensor: torch.Tensor) -> str:
        plain = tensor.detach()
        whole = plain.untyped_storage().nbytes() == plain.numel() * plain.itemsize
        in_rows = plain.stride() == torch.empty(plain.shape, device="meta").stride()
        plainly = in_rows and (whole or not plain.numel())
        if plainly and memory(plain) not in self._shared:
            text = self._tensor(_in_memory(plain))
        elif (text := self._memory(plain)) != LEFT_OUT:
            text = self._view(plain, text)
        if text != LEFT_OUT:
            text = f"torch._neg_view({text})" if plain.is_neg() else text
            text += ".conj()" if plain.is_conj() else ""
        return text + ".requires_grad_()" if tensor.requires_grad and text != LEFT_OUT else text

    def _view(self, tensor: torch.Tensor, memory_code: str) -> str:
        """Write a tensor as a view of its memory, given the code of that."""
        size = tensor.untyped_storage().nbytes()
        view = as_written(tensor) if size % tensor.itemsize == 0 else None
        if view is None:
            layout = f"{tuple(tensor.shape)}, {tensor.stride()}, {tensor.storage_offset()}"
            return f"torch.as_strided({memory_code}, {layout})"
        if memory(tensor) not in self._shared:
            return self._tensor(flat_memory(tensor).reshape(view.base)) + view.code
        if view.base != (size // tensor.itemsize,):
            memory_code += f".view({', '.join(map(str, view.base)) or '()'})"
        return memory_code + view.code

    def _laid_out_array(self, array: np.ndarray) -> str:
        start, end = memory(array)
        alone = (start, end) not in self._shared
        # An axis of length 1 may run backwards, which NumPy calls contiguous and torch refuses.
        whole = end - start == array.nbytes and min(array.strides, default=0) >= 0
        if alone and ((array.flags.c_contiguous and whole) or not array.size):
            return self._array(array)
        if alone and array.flags.f_contiguous and whole:
            text = self._array(array)
            return f"np.asfortranarray({text})" if text != LEFT_OUT else text
        if (text := self._memory(array)) == LEFT_OUT:
            return text
        if view := self._array_view(array, text):
            return view
        offset = array.__array_interface__["data"][0] - start
        layout = f"{array.shape}, {_array_dtype(array)}, {text}, {offset}, {array.strides}"
        return f"np.ndarray({layout})"

    def _array_view(self, array: np.ndarray, memory_code: str) -> str:
        """Write an array by slices of its memory, given the code of that; "" where none do."""
        start, end = memory(array)
        flat = self._shared.get((start, end), ("", array))[1]
        known = flat.numpy() if isinstance(flat, torch.Tensor) else flat
        view = _forwards(array, start, end) if known.dtype == array.dtype else None
        if view is None or not _SLICED.fullmatch(view.code):
            return ""
        if (start, end) not in self._shared:
            memory_code = self._array(flat_memory(array).reshape(view.base))
        elif view.base != ((end - start) // array.itemsize,):
            memory_code += f".reshape({', '.join(map(str, view.base))})"
        turns = ["::-1" if stride < 0 else ":" for stride in array.strides]
        while turns and turns[-1] == ":":
            turns.pop()
        return memory_code + view.code + (f"[{', '.join(turns)}]" if turns else "")

    def _memory(self, value: torch.Tensor | np.ndarray) -> str:
        """Write all the memory under a value: by its name where it is shared.

        For a tensor it has the tensor's dtype; for an array any dtype will do.
        """
        name, flat = self._shared.get(memory(value), ("", None))
        if not name:
            flat = flat_memory(value)
            name = self._tensor(flat) if isinstance(flat, torch.Tensor) else self._array(flat)
        if isinstance(value, np.ndarray):
            return f"{name}.numpy()" if isinstance(flat, torch.Tensor) else name
        if value.dtype == flat.dtype or name == LEFT_OUT:
            return name
        size = flat.numel() * flat.itemsize
        fitting = (size - size % value.itemsize) // flat.itemsize
        part = "" if fitting == flat.numel() else f"[:{fitting}]"
        return f"{name}{part}.view({value.dtype})"

    def _tensor(self, tensor: torch.Tensor) -> str:
        """Write a tensor without its strides."""
        if tensor.numel() == 0:
            dtype = "" if tensor.dtype == torch.float32 else f", dtype={tensor.dtype}"
            return f"torch.empty({', '.join(map(str, tensor.shape))}{dtype})"
        dtype = "" if tensor.dtype in _INFERRED else f", dtype={tensor.dtype}"
        if tensor.numel() > MOST_ELEMENTS:
            return self._leave_out(tensor.numel(), tuple(tensor.shape), tensor.dtype)
        numbers = np.float16 if tensor.dtype in (torch.float16, torch.complex32) else np.float32
        exact = float if tensor.dtype in (torch.float64, torch.complex128) else numbers
        return f"torch.tensor({nested_text(tensor.tolist(), exact)}{dtype})"

    def _array(self, array: np.ndarray) -> str:
        """Write an array without its strides."""
        if array.size == 0:
            return f"np.empty({array.shape}, dtype={_array_dtype(array)})"
        if array.size > MOST_ELEMENTS:
            return self._leave_out(array.size, array.shape, array.dtype)
        dtype = "" if array.dtype in _ARRAY_INFERRED else f", dtype={_array_dtype(array)}"
        part = array.real.dtype if array.dtype.kind in "fc" else array.dtype
        exact = {2: np.float16, 4: np.float32}.get(part.itemsize, float)
        return f"np.array({nested_text(array.tolist(), exact)}{dtype})"

    def _leave_out(self, count: int, shape: tuple[int, ...], dtype: object) -> str:
        self._left_out.append(f"{count} values, shape {shape}, {dtype}")
        return LEFT_OUT


def _forwards(array: np.ndarray, start: int, end: int) -> View | None:
    """Find how an array would be written if it ran forwards along each of its axes."""
    size = array.itemsize
    first = array.__array_interface__["data"][0] - start
    first += sum((n - 1) * s for n, s in zip(array.shape, array.strides, strict=True) if s < 0)
    if any(count % size for count in (*array.strides, first, end - start)):
        return None
    cells = torch.empty((end - start) // size, dtype=torch.uint8, device="meta")
    steps = [abs(stride) // size for stride in array.strides]
    return as_written(cells.as_strided(array.shape, steps, first // size))


def _in_memory(tensor: torch.Tensor) -> torch.Tensor:
    """Give the numbers as they lie in memory, before a lazy conjugation or change of sign."""
    tensor = torch._neg_view(tensor) if tensor.is_neg() else tensor
    return tensor.conj() if tensor.is_conj() else tensor


def _lines(text: str) -> str:
    """Write a text of several lines as such, where quotes and backslashes in it allow that."""
    written = f'"""\\\n{text}"""'
    plain = "\\" not in text and '"""' not in text and not text.endswith('"')
    return written if plain and text.replace("\n", "").isprintable() else repr(text)


def _leaves(inputs: dict[str, Any]) -> Iterator[tuple[str, torch.Tensor | np.ndarray]]:
    """Find all tensors and arrays, each with the code that leads to it."""
    for name, value in inputs.items():
        if isinstance(value, torch.Tensor | np.ndarray):
            if isinstance(value, np.ndarray) or value.device.type == "cpu":
                yield name, value
        elif isinstance(value, dict):
            yield from _leaves({f"{name}[{code(key)}]": item for key, item in value.items()})
        elif isinstance(value, list | tuple):
            yield from _leaves({f"{name}[{i}]": item for i, item in enumerate(value)})


def _read_only(inputs: dict[str, Any]) -> list[str]:
    arrays = [(path, v) for path, v in _leaves(inputs) if isinstance(v, np.ndarray)]
    return [path for path, array in arrays if not array.flags.writeable]


def _array_dtype(array: np.ndarray) -> str:
    dtype = array.dtype
    return f"np.{dtype.name}" if dtype.isnative and dtype.kind in "biufc" else f'"{dtype.str}"'
