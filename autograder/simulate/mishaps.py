"""Mishaps with single cells: deleted, copied, moved, split, retyped, edited."""

from __future__ import annotations

import copy
from random import Random

import nbformat
from nbformat import NotebookNode

from autograder.simulate.damage import THE_EXERCISE, mishaps
from autograder.simulate.material import grade_id, own_cell


def _place(notebook: NotebookNode, name: str) -> int:
    return [grade_id(cell) for cell in notebook.cells].index(name)


def _cell(notebook: NotebookNode, name: str) -> NotebookNode:
    return notebook.cells[_place(notebook, name)]


def _delete(notebook: NotebookNode, *names: str) -> NotebookNode:
    notebook.cells = [cell for cell in notebook.cells if grade_id(cell) not in names]
    return notebook


def deleted_answer(notebook: NotebookNode, exercise: str, random: Random) -> NotebookNode:
    """Delete the answer cell."""
    return _delete(notebook, exercise)


def deleted_check(notebook: NotebookNode, exercise: str, random: Random) -> NotebookNode:
    """Delete the check cell."""
    return _delete(notebook, f"{exercise}-check")


def deleted_task(notebook: NotebookNode, exercise: str, random: Random) -> NotebookNode:
    """Delete the task."""
    return _delete(notebook, f"{exercise}-task")


def deleted_exercise(notebook: NotebookNode, exercise: str, random: Random) -> NotebookNode:
    """Delete task, answer and check."""
    return _delete(notebook, exercise, f"{exercise}-check", f"{exercise}-task")


def answer_in_a_new_cell(notebook: NotebookNode, exercise: str, random: Random) -> NotebookNode:
    """Write the answer into a new cell, and delete the one that it belonged into."""
    place = _place(notebook, exercise)
    notebook.cells[place] = own_cell(notebook.cells[place].source, f"{exercise}-new")
    return notebook


def _copied(notebook: NotebookNode, name: str) -> NotebookNode:
    place = _place(notebook, name)
    twin = copy.deepcopy(notebook.cells[place])
    twin.id = f"{name}-copy"[-64:]
    notebook.cells.insert(place + 1, twin)
    return notebook


def copied_answer(notebook: NotebookNode, exercise: str, random: Random) -> NotebookNode:
    """Copy the answer cell and paste it below, as JupyterLab does: metadata included."""
    return _copied(notebook, exercise)


def copied_check(notebook: NotebookNode, exercise: str, random: Random) -> NotebookNode:
    """Copy the check cell and paste it below."""
    return _copied(notebook, f"{exercise}-check")


def copied_with_its_id(notebook: NotebookNode, exercise: str, random: Random) -> NotebookNode:
    """Copy the answer cell with a tool that keeps even the cell's id."""
    place = _place(notebook, exercise)
    notebook.cells.insert(place, copy.deepcopy(notebook.cells[place]))
    return notebook


def answer_as_prose(notebook: NotebookNode, exercise: str, random: Random) -> NotebookNode:
    """Turn the answer cell into Markdown."""
    return _retyped(notebook, exercise, "markdown")


def answer_as_raw(notebook: NotebookNode, exercise: str, random: Random) -> NotebookNode:
    """Turn the answer cell into a raw cell."""
    return _retyped(notebook, exercise, "raw")


def check_as_prose(notebook: NotebookNode, exercise: str, random: Random) -> NotebookNode:
    """Turn the check cell into Markdown."""
    return _retyped(notebook, f"{exercise}-check", "markdown")


def task_as_code(notebook: NotebookNode, exercise: str, random: Random) -> NotebookNode:
    """Turn the task into a code cell, which can't run."""
    cell = _cell(notebook, f"{exercise}-task")
    cell.cell_type, cell.outputs, cell.execution_count = "code", [], None
    return notebook


def _retyped(notebook: NotebookNode, name: str, kind: str) -> NotebookNode:
    cell = _cell(notebook, name)
    cell.cell_type = kind
    del cell["outputs"], cell["execution_count"]
    return notebook


def check_below_the_others(notebook: NotebookNode, exercise: str, random: Random) -> NotebookNode:
    """Move the check cell to the end of the notebook."""
    notebook.cells.append(notebook.cells.pop(_place(notebook, f"{exercise}-check")))
    return notebook


def exercise_moved(notebook: NotebookNode, exercise: str, random: Random) -> NotebookNode:
    """Move an exercise's cells to the end of the notebook."""
    names = (f"{exercise}-task", exercise, f"{exercise}-check")
    moved = [notebook.cells.pop(_place(notebook, name)) for name in names]
    notebook.cells += moved
    return notebook


def check_before_the_answer(notebook: NotebookNode, exercise: str, random: Random) -> NotebookNode:
    """Drag the check cell above the answer."""
    check = notebook.cells.pop(_place(notebook, f"{exercise}-check"))
    notebook.cells.insert(_place(notebook, exercise), check)
    return notebook


def helper_split_off(notebook: NotebookNode, exercise: str, random: Random) -> NotebookNode:
    """Split the answer cell above its function, so that its imports stand in a cell before."""
    place = _place(notebook, exercise)
    before = copy.deepcopy(notebook.cells[place])
    before.id, before.source = f"{exercise}-upper"[-64:], "import torch"
    del before.metadata["nbgrader"]
    notebook.cells.insert(place, before)
    return notebook


def comment_split_off(notebook: NotebookNode, exercise: str, random: Random) -> NotebookNode:
    """Split the answer so that the first part, of nothing but a comment, keeps the metadata."""
    place = _place(notebook, exercise)
    lower = own_cell(notebook.cells[place].source, f"{exercise}-lower")
    notebook.cells[place].source = "# my answer"
    notebook.cells.insert(place + 1, lower)
    return notebook


def split_in_the_function(notebook: NotebookNode, exercise: str, random: Random) -> NotebookNode:
    """Split the answer below its first line, which leaves no Python."""
    place = _place(notebook, exercise)
    first, rest = notebook.cells[place].source.split("\n", 1)
    notebook.cells[place].source = first
    notebook.cells.insert(place + 1, own_cell(rest, f"{exercise}-lower"))
    return notebook


def merged_with_the_check(notebook: NotebookNode, exercise: str, random: Random) -> NotebookNode:
    """Merge the answer cell with the check below it."""
    check = notebook.cells.pop(_place(notebook, f"{exercise}-check"))
    _cell(notebook, exercise).source += "\n\n" + check.source
    return notebook


def written_into_the_check(notebook: NotebookNode, exercise: str, random: Random) -> NotebookNode:
    """Write the answer above the check, in the check's own cell, and empty the answer cell."""
    answer, check = _cell(notebook, exercise), _cell(notebook, f"{exercise}-check")
    check.source = f"{answer.source}\n\n{check.source}"
    answer.source = ""
    return notebook


def check_edited(notebook: NotebookNode, exercise: str, random: Random) -> NotebookNode:
    """Add prints to the check cell, whose lock the student's editor doesn't know."""
    check = _cell(notebook, f"{exercise}-check")
    check.source = f"print('checking')\n{check.source}\nprint('checked')"
    return notebook


def check_emptied(notebook: NotebookNode, exercise: str, random: Random) -> NotebookNode:
    """Empty the check cell."""
    _cell(notebook, f"{exercise}-check").source = ""
    return notebook


def emptied_answer(notebook: NotebookNode, exercise: str, random: Random) -> NotebookNode:
    """Empty the answer cell."""
    _cell(notebook, exercise).source = ""
    return notebook


def typing_error(notebook: NotebookNode, exercise: str, random: Random) -> NotebookNode:
    """Leave a bracket open in the answer."""
    _cell(notebook, exercise).source += "\nprint(("
    return notebook


def merge_conflict(notebook: NotebookNode, exercise: str, random: Random) -> NotebookNode:
    """Leave git's marks of two versions in the answer."""
    cell = _cell(notebook, exercise)
    cell.source = f"<<<<<<< HEAD\n{cell.source}\n=======\n{cell.source}\n>>>>>>> main"
    return notebook


def renamed_function(notebook: NotebookNode, exercise: str, random: Random) -> NotebookNode:
    """Give the function another name."""
    cell = _cell(notebook, exercise)
    cell.source = cell.source.replace(f"def {exercise}(", f"def {exercise}_neu(")
    return notebook


def no_metadata_of_one(notebook: NotebookNode, exercise: str, random: Random) -> NotebookNode:
    """Lose the metadata of the answer cell."""
    _cell(notebook, exercise).metadata = nbformat.NotebookNode()
    return notebook


HARMLESS = mishaps(
    ("deleted-check", "A check cell was deleted.", deleted_check),
    ("deleted-task", "A task was deleted.", deleted_task),
    ("answer-in-a-new-cell", "The answer stands in a cell of its own.", answer_in_a_new_cell),
    ("copied-answer", "An answer cell was copied and pasted.", copied_answer),
    ("copied-check", "A check cell was copied and pasted.", copied_check),
    ("copied-with-its-id", "A cell was copied with its id.", copied_with_its_id),
    ("answer-as-prose", "An answer became Markdown.", answer_as_prose),
    ("answer-as-raw", "An answer became a raw cell.", answer_as_raw),
    ("check-as-prose", "A check became Markdown.", check_as_prose),
    ("task-as-code", "A task became code.", task_as_code),
    ("check-below-the-others", "A check was moved to the end.", check_below_the_others),
    ("exercise-moved", "An exercise was moved to the end.", exercise_moved),
    ("check-before-the-answer", "A check was moved above its answer.", check_before_the_answer),
    ("helper-split-off", "An answer cell was split above the function.", helper_split_off),
    ("split-in-the-function", "An answer was split inside the function.", split_in_the_function),
    ("comment-split-off", "The function was split off its cell.", comment_split_off),
    ("merged-with-the-check", "Answer and check were merged.", merged_with_the_check),
    ("written-into-the-check", "The answer was written into the check.", written_into_the_check),
    ("check-edited", "A check was edited.", check_edited),
    ("check-emptied", "A check was emptied.", check_emptied),
    ("no-metadata-of-one", "An answer cell lost its metadata.", no_metadata_of_one),
)
"""What costs nothing: the answer is still there."""

COSTLY = mishaps(
    ("deleted-answer", "An answer was deleted.", deleted_answer),
    ("deleted-exercise", "An exercise was deleted.", deleted_exercise),
    ("emptied-answer", "An answer was emptied.", emptied_answer),
    ("typing-error", "A bracket was left open.", typing_error),
    ("merge-conflict", "Two versions of an answer were merged badly.", merge_conflict),
    ("renamed-function", "The function got another name.", renamed_function),
    costs=THE_EXERCISE,
)
"""What costs the exercise: without a person's help the answer isn't there any more."""

MISHAPS = HARMLESS + COSTLY
