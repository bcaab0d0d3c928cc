"""What a misspelt name may have been meant to be: the nearest one that is there."""

from __future__ import annotations

import builtins
import difflib
from collections.abc import Iterable
from types import FrameType, ModuleType

import numpy as np
import torch

_PLAIN = (torch.Tensor, np.ndarray, str, list, dict, tuple, torch.Size)
_SHORTEST = 3
"""Shorter names are near to too many others."""
_ALIKE = 0.72


def nearest_name(error: BaseException, frame: FrameType) -> str:
    """Give the name nearest to the one that wasn't found; "" where none is near.

    For a NameError it is looked for among the names in `frame` and Python's own, for an
    AttributeError among those of the module, tensor, array or Python value that was asked.
    """
    name = getattr(error, "name", None)
    if not isinstance(name, str) or len(name) < _SHORTEST:
        return ""
    if isinstance(error, NameError):
        return _nearest(name, [*frame.f_locals, *frame.f_globals, *vars(builtins)])
    if isinstance(error, AttributeError):
        return _nearest(name, _attributes(getattr(error, "obj", None)))
    return ""


def _attributes(asked: object) -> Iterable[str]:
    if isinstance(asked, ModuleType):
        return vars(asked)
    return dir(type(asked)) if type(asked) in _PLAIN else ()


def _nearest(name: str, there: Iterable[str]) -> str:
    known = {other for other in there if not other.startswith("_") and other != name}
    found = difflib.get_close_matches(name, sorted(known), n=1, cutoff=_ALIKE)
    return found[0] if found else ""
