"""The ideas that the course must teach: their ids, titles and chapters.

Each must be graded by at least one exercise of its chapter (`course build` refuses otherwise for
every chapter that exists). Ideas may be added; none may be dropped.
"""

from __future__ import annotations

CONCEPTS: dict[str, dict[str, str]] = {
    "ch01_environment": {
        "E1": "The Python that runs the notebook",
        "E2": "The CUDA toolkit and what nvcc says",
        "E3": "nvidia-smi: the driver, its CUDA ceiling, the GPU",
        "E4": "The right build of PyTorch, and its version's local tag",
        "E5": "Whether torch can use an accelerator",
        "E6": "The first program, with or without a GPU",
        "E7": "Packages that fail to import, and the proper remedy",
        "E8": "A real model as the smoke test of the whole stack",
        "E9": "A torch that was built for another NumPy",
        "E10": "How to learn the subject: the map of the field",
    },
    "ch02_tensor_ops": {
        "T1": "torch.empty gives uninitialised memory",
        "T2": "rand, randn and seeds",
        "T3": "zeros of a dtype",
        "T4": "torch.tensor from data, and the dtype it infers",
        "T5": "new_ones takes dtype and device from its tensor",
        "T6": "randn_like with another dtype",
        "T7": "Arithmetic element by element, and the dtype that comes out",
        "T8": "The ways to add; the trailing underscore",
        "T9": "sum and item",
        "T10": "Summing over an axis: which one disappears",
        "T11": "cat and stack",
        "T12": "A slice shares memory; clone copies",
        "T13": "index_select, masked_select, nonzero, gather",
        "T14": "shape and numel",
        "T15": "reshape, view and -1",
        "T16": "A view is a new object over the same data",
    },
}


def chapter_of(concept: str) -> str | None:
    """Give the chapter that teaches `concept`, or None for an unknown id."""
    return next((name for name, ids in CONCEPTS.items() if concept in ids), None)
