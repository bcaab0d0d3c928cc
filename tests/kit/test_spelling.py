"""The name that may have been meant where one wasn't found."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import torch

from course.kit.judging.raised_advice import of_exception
from course.kit.observing.raised import Raised, describe

total_length = 3


def raised_by(function: Callable[[], Any]) -> Raised:
    with pytest.raises((NameError, AttributeError)) as caught:
        function()
    return describe(caught.value)


def local() -> None:
    window_size = 3  # noqa: F841 - the name that was meant
    print(windw_size)  # type: ignore[name-defined]  # noqa: F821


class Own:
    """Something of a student's own."""

    def __dir__(self) -> list[str]:
        raise RuntimeError("this must not be asked")


MISSPELT: dict[str, tuple[Callable[[], Any], str]] = {
    "local": (local, "window_size"),
    "global": (lambda: total_lenght, "total_length"),  # type: ignore[name-defined]  # noqa: F821
    "builtin": (lambda: pritn(1), "print"),  # type: ignore[name-defined]  # noqa: F821
    "tensor": (lambda: torch.ones(2).sahpe, "shape"),  # type: ignore[attr-defined]
    "module": (lambda: torch.meann(torch.ones(2)), "mean"),  # type: ignore[attr-defined]
    "array": (lambda: np.ones(2).reshpae(2), "reshape"),  # type: ignore[attr-defined]
    "list": (lambda: [].apend(1), "append"),  # type: ignore[attr-defined]
}
FAR: dict[str, Callable[[], Any]] = {
    "short": lambda: xs,  # type: ignore[name-defined]  # noqa: F821
    "nothing like it": lambda: quuxification,  # type: ignore[name-defined]  # noqa: F821
    "own class": lambda: Own().lenght,  # type: ignore[attr-defined]
    "by hand": lambda: (_ for _ in ()).throw(NameError("name 'total_lenght' is not defined")),
}


@pytest.mark.parametrize("kind", MISSPELT)
def test_the_nearest_name_is_offered(kind: str) -> None:
    function, meant = MISSPELT[kind]
    raised = raised_by(function)
    assert raised.near == meant
    assert of_exception(raised).endswith(f"Did you mean `{meant}`?")


@pytest.mark.parametrize("kind", FAR)
def test_nothing_is_offered_where_nothing_is_near(kind: str) -> None:
    raised = raised_by(FAR[kind])
    assert raised.near == ""
    assert "Did you mean" not in of_exception(raised)
