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
    "ch03_linear_algebra": {
        "L1": "Scalars have shape ()",
        "L2": "Vectors: indexing, len, shape",
        "L3": "Matrices: shape, transpose, symmetry",
        "L4": "Tensors of more axes",
        "L5": "The Hadamard product",
        "L6": "mean needs a floating dtype",
        "L7": "mean over an axis is sum over its length",
        "L8": "keepdim keeps broadcasting possible",
        "L9": "Dividing by the mean with the axis kept",
        "L10": "cumsum along each axis",
        "L11": "The dot product",
        "L12": "The matrix-vector product as dot products of rows",
        "L13": "The matrix product as columns of matrix-vector products",
        "L14": "The L1 norm",
        "L15": "The L2 norm",
        "L16": "The Frobenius norm",
        "L17": "Derivatives of scalars, vectors and matrices by each other",
        "L18": "The table of functions: trace to svd, and solve instead of inv",
    },
    "ch04_autograd": {
        "A1": "requires_grad_, and .grad before backward",
        "A2": "backward of 2 x·x",
        "A3": "Gradients accumulate, and how to clear them",
        "A4": "The gradient of a sum is ones",
        "A5": "The derivative rules, proved against autograd and by differences",
        "A6": "backward on a vector: the vector-Jacobian product",
        "A7": "Building a vector from scalars: what cuts the graph, what keeps it",
        "A8": "sum().backward() is the case v = 1",
        "A9": "An engine of one's own, and what autograd can do beyond backward",
    },
    "ch05_broadcasting": {
        "B1": "A row and a column make a table",
        "B2": "The rule: from the right, 1 stretches, missing is 1, else an error",
        "B3": "expand copies nothing, repeat does",
        "B4": "Broadcasting put to work, and the silent bugs",
    },
    "ch06_memory": {
        "M1": "What allocates, and what id can't tell",
        "M2": "z[:] = z + x writes into old memory, by way of a temporary",
        "M3": "In place: out=, +=, add_, and the dtype that can't change",
        "M4": "Storage, offset and strides, and what can be done with them",
    },
    "ch07_numpy": {
        "N1": "tensor.numpy() shares memory",
        "N2": "torch.from_numpy shares memory and keeps float64",
        "N3": "torch.tensor(array) copies; who else shares, who copies",
        "N4": "Which dtypes cross over",
    },
    "ch08_gpu": {
        "G1": "A device, creating on it, moving to it",
        "G2": "Mixing devices raises",
        "G3": "Device and dtype in one move",
        "G4": "Code that runs with or without a GPU",
        "G5": "What moving costs, and asynchronous work",
    },
}


def chapter_of(concept: str) -> str | None:
    """Give the chapter that teaches `concept`, or None for an unknown id."""
    return next((name for name, ids in CONCEPTS.items() if concept in ids), None)
