"""Mishaps with a notebook as a whole: saved by other tools, pasted, stripped of its prose."""

from __future__ import annotations

import copy
from random import Random

import nbformat
from nbformat import NotebookNode

from autograder.simulate.damage import mishaps
from autograder.simulate.material import grade_id


def deleted_prose(notebook: NotebookNode, exercise: str, random: Random) -> NotebookNode:
    """Delete all prose that belongs to no exercise."""
    notebook.cells = [c for c in notebook.cells if c.cell_type == "code" or grade_id(c)]
    return notebook


def deleted_first_imports(notebook: NotebookNode, exercise: str, random: Random) -> NotebookNode:
    """Delete the first code cell, which imports torch and check."""
    first = next(c for c in notebook.cells if c.cell_type == "code" and not grade_id(c))
    notebook.cells = [cell for cell in notebook.cells if cell is not first]
    return notebook


def copied_notebook(notebook: NotebookNode, exercise: str, random: Random) -> NotebookNode:
    """Paste the whole notebook below itself."""
    twins = copy.deepcopy(notebook.cells)
    for number, cell in enumerate(twins):
        cell.id = f"copy-{number}"
    notebook.cells += twins
    return notebook


def no_metadata(notebook: NotebookNode, exercise: str, random: Random) -> NotebookNode:
    """Save with a tool that drops the metadata of every cell."""
    for cell in notebook.cells:
        cell.metadata = nbformat.NotebookNode()
    return notebook


def no_metadata_no_ids(notebook: NotebookNode, exercise: str, random: Random) -> NotebookNode:
    """Save with a tool that drops cells' metadata and gives them new ids."""
    for number, cell in enumerate(notebook.cells):
        cell.metadata, cell.id = nbformat.NotebookNode(), f"{random.getrandbits(32):08x}-{number}"
    return notebook


def metadata_of_colab(notebook: NotebookNode, exercise: str, random: Random) -> NotebookNode:
    """Save with Colab: ids move into the metadata, format 4.0, a kernel without a language."""
    for cell in notebook.cells:
        cell.metadata["id"] = cell.pop("id")
        cell.metadata["colab"] = {"base_uri": "http://localhost"}
    notebook.nbformat_minor = 0
    notebook.metadata = nbformat.from_dict(
        {"colab": {"provenance": []}, "kernelspec": {"name": "python3", "display_name": "Python 3"}}
    )
    return notebook


def another_kernel(notebook: NotebookNode, exercise: str, random: Random) -> NotebookNode:
    """Save with a kernel that the grading machine doesn't have."""
    notebook.metadata["kernelspec"] = nbformat.from_dict(
        {"name": "my-conda-env", "display_name": "Python [conda env:dl] *", "language": "python"}
    )
    return notebook


def with_outputs(notebook: NotebookNode, exercise: str, random: Random) -> NotebookNode:
    """Hand in with outputs, among them a false report of points."""
    for number, cell in enumerate(c for c in notebook.cells if c.cell_type == "code"):
        cell.execution_count = number + 1
        text = {"text/plain": "99.0", "text/html": "<p>passed</p>"}
        cell.outputs = [
            nbformat.v4.new_output("execute_result", text, execution_count=number + 1),
            nbformat.v4.new_output("stream", name="stderr", text="a warning\n" * 50),
        ]
    return notebook


RESAVED = mishaps(
    ("deleted-prose", "All prose was deleted.", deleted_prose),
    ("deleted-first-imports", "The cell with the imports was deleted.", deleted_first_imports),
    ("another-kernel", "The notebook names a kernel of its own.", another_kernel),
    ("with-outputs", "The notebook was handed in with its outputs.", with_outputs),
) + mishaps(
    ("copied-notebook", "The notebook was pasted below itself.", copied_notebook),
    ("no-metadata", "All cells lost their metadata.", no_metadata),
    ("no-metadata-no-ids", "All cells lost metadata and ids.", no_metadata_no_ids),
    ("metadata-of-colab", "The notebook was saved by Colab.", metadata_of_colab),
    alone=True,
)
"""None of it costs anything."""
