"""Chapters of the course as material, and a secret, for all tests of this folder."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from IPython.core.inputtransformer2 import TransformerManager

from autograder.simulate.material import Material, read_material
from autograder.simulate.truth import Truth
from course.build.authored import chapter_names

REPOSITORY = Path(__file__).parents[2]
SECRET = b"the secret of a simulated class"
CHAPTERS = chapter_names()
TENSORS, GRADIENTS = "ch02_tensor_ops", "ch04_autograd"


@cache
def material(chapter: str = TENSORS) -> Material:
    return read_material(REPOSITORY, chapter)


@cache
def truth(chapter: str = TENSORS) -> Truth:
    return Truth(material(chapter), SECRET)


class Shell:
    """Stands in for IPython's shell where an answer uses magics."""

    def __getattr__(self, name: str) -> Any:
        return lambda *args, **kwargs: None


def run(source: str, namespace: dict[str, Any]) -> None:
    """Run a cell of trusted code as a notebook does, magics included."""
    exec(TransformerManager().transform_cell(source), namespace)
