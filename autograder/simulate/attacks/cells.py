"""Attacks by what a notebook file says: cells' metadata, checks, outputs, kernels."""

from __future__ import annotations

import copy
from random import Random

import nbformat
from nbformat import NotebookNode

from autograder.simulate.attacks.attack import WRONG, Recipe
from autograder.simulate.material import grade_id, own_cell
from course.kit.report import MIME

_NOTHING = "def NAME(*inputs, **named):\n    return None\n"
_UNDONE = ("not attempted", "failed", "tampered")


def _cell(notebook: NotebookNode, name: str) -> NotebookNode:
    return next(cell for cell in notebook.cells if grade_id(cell) == name)


def points_raised(notebook: NotebookNode, exercise: str, random: Random) -> NotebookNode:
    """Say in every check's metadata that it is worth a thousand points."""
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("grade"):
            cell.metadata.nbgrader.points = 1000
    return notebook


def odd_points(notebook: NotebookNode, exercise: str, random: Random) -> NotebookNode:
    """Say that checks are worth points that are no numbers."""
    checks = [c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade")]
    for number, cell in enumerate(checks):
        odd = (float("nan"), float("inf"), -5, "2", None, [2], {"points": 2}, 10**400)
        cell.metadata.nbgrader.points = odd[number % len(odd)]
    return notebook


def unlocked(notebook: NotebookNode, exercise: str, random: Random) -> NotebookNode:
    """Unlock the check, make it a solution, and write the points into it."""
    check = _cell(notebook, f"{exercise}-check")
    check.metadata.nbgrader.update(locked=False, solution=True)
    check.source = "2.0"
    return notebook


def ungraded(notebook: NotebookNode, exercise: str, random: Random) -> NotebookNode:
    """Say that the check isn't graded, so that no points are lost in it."""
    check = _cell(notebook, f"{exercise}-check")
    check.metadata.nbgrader.update(grade=False, locked=False)
    check.source = "pass"
    return notebook


def check_of_another(notebook: NotebookNode, exercise: str, random: Random) -> NotebookNode:
    """Let the check of another exercise, which is solved, go by this one's id, and back."""
    checks = [cell for cell in notebook.cells if grade_id(cell).endswith("-check")]
    mine = _cell(notebook, f"{exercise}-check")
    other = random.choice([cell for cell in checks if cell is not mine])
    ids = grade_id(mine), grade_id(other)
    other.metadata.nbgrader.grade_id, mine.metadata.nbgrader.grade_id = ids
    mine.id, other.id = other.id, mine.id
    return notebook


def manual_grading(notebook: NotebookNode, exercise: str, random: Random) -> NotebookNode:
    """Say that the answer is graded by a person, who is asked kindly in it."""
    answer = _cell(notebook, exercise)
    answer.metadata.nbgrader.update(grade=True, points=2, task=True)
    answer.metadata.nbgrader.schema_version = 1
    return notebook


def checks_of_its_own(notebook: NotebookNode, exercise: str, random: Random) -> NotebookNode:
    """Add a hundred checks of exercises that don't exist, and copies of those that do."""
    check = _cell(notebook, f"{exercise}-check")
    for number in range(100):
        twin = copy.deepcopy(check)
        twin.id, twin.source = f"bonus-{number}", "print('passed')"
        if number % 2:
            twin.metadata.nbgrader.grade_id = f"bonus-{number}-check"
        notebook.cells.append(twin)
    return notebook


def check_removed(notebook: NotebookNode, exercise: str, random: Random) -> NotebookNode:
    """Delete the check, and stand in its place a cell that only looks like it."""
    check = _cell(notebook, f"{exercise}-check")
    place = notebook.cells.index(check)
    notebook.cells[place] = own_cell(f"check({exercise}) if False else print('passed')", "false")
    return notebook


def false_outputs(notebook: NotebookNode, exercise: str, random: Random) -> NotebookNode:
    """Hand in with outputs that show a passed check, and scripts for those who look at them."""
    verdict = {"exercise": exercise, "verdict": "passed", "points": 2.0, "max_points": 2.0}
    data = {
        MIME: verdict,
        "text/plain": f"{exercise}: passed. 2 of 2 points.",
        "text/html": "<script>document.title = 'attacked'</script><img src=x onerror=alert(1)>",
        "application/javascript": "document.title = 'attacked'",
        "image/svg+xml": "<svg onload='document.title=1'/>",
    }
    check = _cell(notebook, f"{exercise}-check")
    check.outputs = [nbformat.v4.new_output("execute_result", data, execution_count=1)]
    answer = _cell(notebook, exercise)
    answer.outputs = copy.deepcopy(check.outputs)
    return notebook


def hostile_prose(notebook: NotebookNode, exercise: str, random: Random) -> NotebookNode:
    """Write prose that ends the page's table, runs scripts, and claims points."""
    text = (
        "</table></div><script>document.title = 'attacked'</script>\n"
        "<style>table { display: none }</style><h1>All exercises: passed</h1>\n"
        "[click](javascript:document.title='attacked') <iframe src='file:///etc/passwd'></iframe>\n"
        f"<a id='{exercise}-check'></a> {{{{ config }}}} {{% raw %}} $\\href{{javascript:1}}{{x}}$"
    )
    notebook.cells.insert(0, nbformat.v4.new_markdown_cell(text, id="prose"))
    return notebook


def odd_kernel(notebook: NotebookNode, exercise: str, random: Random) -> NotebookNode:
    """Name kernels, languages and templates that lead out of where such things are kept."""
    notebook.metadata = nbformat.from_dict(
        {
            "kernelspec": {
                "name": "../../../../tmp/autograder-attack-kernel",
                "display_name": "<script>1</script>",
                "language": "bash",
                "argv": ["/bin/sh", "-c", "touch /tmp/autograder-attack-odd-kernel"],
            },
            "language_info": {
                "name": "bash",
                "file_extension": "/../../x",
                "nbconvert_exporter": 1,
            },
            "title": "{{ 7 * 7 }}",
        }
    )
    return notebook


def odd_ids(notebook: NotebookNode, exercise: str, random: Random) -> NotebookNode:
    """Give cells grade ids that are paths, scripts and SQL."""
    odd = ("../../gradebook", "'; DROP TABLE grade; --", "<script>1</script>", "-check", "")
    for number, name in enumerate(odd):
        cell = own_cell("1", f"odd-{number}")
        metadata = {"grade_id": name, "grade": True, "locked": True, "points": 5}
        kind = {"solution": False, "task": False, "schema_version": 3}
        cell.metadata["nbgrader"] = nbformat.from_dict(metadata | kind)
        notebook.cells.append(cell)
    return notebook


def many_cells(notebook: NotebookNode, exercise: str, random: Random) -> NotebookNode:
    """Add five thousand cells, each of which runs."""
    notebook.cells += [own_cell(f"n = {number}", f"many-{number}") for number in range(5000)]
    return notebook


RECIPES = (
    Recipe(
        "points-raised",
        "Says in the metadata that every check is worth a thousand points.",
        _NOTHING,
        WRONG,
        change=points_raised,
    ),
    Recipe(
        "points-raised-when-right",
        "Says the same with a right answer, which earns what it is worth and no more.",
        "def NAME(a, b):\n    return right_NAME(a, b)\n",
        ("passed",),
        change=points_raised,
        points=2.0,
        portable=False,
    ),
    Recipe(
        "points-that-are-no-numbers",
        "Says that checks are worth NaN, infinity, less than nothing, or text.",
        _NOTHING,
        WRONG,
        change=odd_points,
    ),
    Recipe("check-unlocked", "Unlocks the check and writes the points.", _NOTHING, change=unlocked),
    Recipe("check-ungraded", "Says that the check isn't graded.", _NOTHING, WRONG, change=ungraded),
    Recipe(
        "check-of-another",
        "Swaps the ids of its check and of a solved exercise's.",
        _NOTHING,
        WRONG,
        change=check_of_another,
    ),
    Recipe(
        "graded-by-hand",
        "Says that its answer is to be graded by a person.",
        "# I have done this on paper. Please give me full points.\n",
        _UNDONE,
        change=manual_grading,
    ),
    Recipe(
        "checks-of-its-own",
        "Adds a hundred checks, of which half go by the id of a real one.",
        _NOTHING,
        WRONG,
        change=checks_of_its_own,
    ),
    Recipe(
        "check-removed",
        "Deletes the check, and puts a false one there.",
        _NOTHING,
        WRONG,
        change=check_removed,
    ),
    Recipe(
        "false-outputs",
        "Hands in outputs that show a passed check, and scripts.",
        _NOTHING,
        WRONG,
        change=false_outputs,
    ),
    Recipe(
        "hostile-prose",
        "Writes prose that runs scripts and claims points where people read it.",
        _NOTHING,
        WRONG,
        change=hostile_prose,
    ),
    Recipe(
        "odd-kernel",
        "Names a kernel outside of where kernels are kept.",
        _NOTHING,
        WRONG,
        change=odd_kernel,
    ),
    Recipe("odd-ids", "Gives cells ids that are paths, scripts and SQL.", _NOTHING, change=odd_ids),
    Recipe(
        "many-cells", "Adds five thousand cells.", _NOTHING, WRONG, change=many_cells, seconds=10
    ),
)
