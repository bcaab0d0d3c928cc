"""The end of a demonstration: what came of it, what is wrong, and where everything is."""

import re
import shlex
from pathlib import Path

from steps.demo_commands import EXPORTS, VERDICTS
from steps.lab import is_root
from steps.outcome import Outcome, table
from steps.places import programs
from steps.simulated_class import MARK
from steps.telling import INDENT

LOG = "demo.log"
GRADED = re.compile(r"(\d+) submissions? graded in ([\d.]+) s")
SHOWN = 10
"""Differences and attacks that are listed, of each; the rest is counted."""


def summary(outcome: Outcome, graded: str) -> list[str]:
    """What came of the round; `graded` is what `autograder grade` printed."""
    kinds = ", ".join(f"{count} {kind}" for kind, count in outcome.kinds.most_common())
    lines = ["", f"The class: {kinds}", "", *table(outcome.chapters)]
    if (found := GRADED.search(graded)) and int(found[1]):
        count, seconds = int(found[1]), float(found[2])
        lines += ["", f"Graded in {seconds:.0f} s, {seconds / count:.1f} s a submission"]
    if outcome.attacks:
        lines += ["", "What hostile students tried, and what they got for it:"]
        lines += _listed(outcome.attacks)
    return lines


def complaints(outcome: Outcome) -> list[str]:
    """What is not as it should be; nothing when all is right."""
    if outcome.is_right:
        return []
    lines = ["", "The grader is not right about this class:"]
    lines += _listed(outcome.differences)
    unjudged = sum(chapter.verdicts["not judged"] for chapter in outcome.chapters)
    if unjudged:
        lines.append(f"{INDENT}{unjudged} exercises could not be judged")
    return [*lines, f"That is an error of the course: please report it, with {MARK} and {LOG}."]


def _listed(things: tuple[object, ...]) -> list[str]:
    lines = [f"{INDENT}{thing}" for thing in things[:SHOWN]]
    more = len(things) - SHOWN
    return [*lines, f"{INDENT}and {more} more"] if more > 0 else lines


def where(folder: Path, venv: Path) -> list[str]:
    """Where everything is, and how to go on."""
    pages = sorted((folder / "feedback").glob("*/*/*.html"))
    first = pages[0].relative_to(folder) if pages else "feedback/"
    activate = programs(venv) / "activate"
    found = [
        ("the gradebook", "gradebook.db"),
        (f"{len(pages)} feedback pages", f"{first}, ..."),
        ("exports", f"{EXPORTS}/"),
        ("who did what, truly", "class.json"),
        ("every verdict", VERDICTS),
        ("all that was said", LOG),
    ]
    width = max(len(name) for name, _ in found)
    return [
        "",
        f"All of it is in {folder}:",
        *(f"{INDENT}{name.ljust(width)}  {path}" for name, path in found),
        "(Moodle takes grades in a worksheet of its own: autograder export --help)",
        "",
        "To look at it in formgrader, type this, then choose Nbgrader > Formgrader in the menu:",
        f"{INDENT}cd {shlex.quote(str(folder))}",
        f"{INDENT}source {shlex.quote(str(activate))}",
        f"{INDENT}jupyter lab{' --allow-root' if is_root() else ''}",
    ]
