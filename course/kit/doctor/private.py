"""What a report says to others: the same, without what names its reader."""

from __future__ import annotations

import re

from .machine import Machine

USERS = re.compile(r"(?<=[\\/])(home|Users)([\\/]+)[^\\/\s'\"]+", re.IGNORECASE)


def private(machine: Machine, text: str) -> str:
    """Replace folders of this machine by what they are to the course, and a name in them by a word.

    The home folder is ``~`` already in findings. An environment, the course and the working folder
    may lie elsewhere, ``D:\\\\student-017`` for instance; they become ``<environment>``,
    ``<course>`` and ``<folder>``. Whatever else lies in somebody's home is below ``<user>``. The
    account's own name goes wherever it is a whole part of a path.
    """
    places = {
        machine.prefix: "<environment>",
        machine.course: "<course>",
        machine.folder: "<folder>",
    }
    for place in sorted(places, key=len, reverse=True):
        for spelling in {place, machine.without_home(place)}:
            if len(spelling) > len("C:\\"):
                text = _replaced(text, spelling, places[place], machine.windows)
    text = USERS.sub(r"\1\2<user>", machine.without_home(text))
    for name in _names(machine):
        text = re.sub(rf"(?<=[\\/]){re.escape(name)}(?=[\\/]|$|[\s.,;:'\"])", "<user>", text)
    return text


def _replaced(text: str, folder: str, label: str, windows: bool) -> str:
    """Replace a folder where it is whole, and not the beginning of another's name."""
    pattern = rf"(?<![\w.~-]){re.escape(folder)}(?![\w-]|\.\w)"
    return re.sub(pattern, label, text, flags=re.IGNORECASE if windows else 0)


def _names(machine: Machine) -> set[str]:
    """Give the names of the account, from the variables in which systems keep it."""
    variables = ("USER", "USERNAME", "LOGNAME", "JUPYTERHUB_USER")
    names = {machine.environ.get(variable, "") for variable in variables}
    return {name for name in names if len(name) > 1}
