"""What a report says to others: the same, without what names its reader."""

from __future__ import annotations

import re

from .machine import Machine

USERS = re.compile(r"(?<=[\\/])(home|Users)([\\/]+)(?:[^\\/'\"\n]+(?=[\\/])|[^\\/\s'\"]+)", re.I)

WINDOWS_PATH = re.compile(r"(?<!\w)[A-Za-z]:\\(?:[^\\:*?\"'|\n]+\\)*[^\\\s:*?\"'|,;)]*")
POSIX_PATH = re.compile(r"(?<![\w:/<>~.%-])/(?:[^/\s'\"]+/)*[^/\s'\",;:)]+")

EVERYBODYS = re.compile(
    r"/(usr|opt|etc|bin|sbin|lib|lib64|sys|proc|dev|var|Library|Applications|System)(?!\w)"
    r"|/(home|Users)/<user>|[A-Za-z]:\\(Windows|Program Files|ProgramData|Users\\<user>)(?!\w)",
    re.IGNORECASE,
)
"""How paths begin that say nothing about anybody."""


def private(machine: Machine, text: str) -> str:
    r"""Replace folders of this machine by what they are to the course, and names by a word.

    The home folder is ``~``. An environment, the course and the working folder may lie elsewhere,
    ``D:\student-017`` for instance; they become ``<environment>``, ``<course>`` and ``<folder>``.
    Somebody else's home is below ``<user>``. Of any other path that is not the system's own, only
    what follows ``site-packages`` is left.
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
    return (WINDOWS_PATH if machine.windows else POSIX_PATH).sub(_elsewhere, text)


def _replaced(text: str, folder: str, label: str, windows: bool) -> str:
    """Replace a folder where it is whole, and not the beginning of another's name."""
    pattern = rf"(?<![\w.~-]){re.escape(folder)}(?![\w-]|\.\w)"
    return re.sub(pattern, lambda found: label, text, flags=re.IGNORECASE if windows else 0)


def _elsewhere(found: re.Match[str]) -> str:
    """Shorten a path of which nothing is known."""
    path = found.group()
    if EVERYBODYS.match(path):
        return path
    stop = "." if path.endswith(".") else ""
    packages = re.search(r"[\\/]site-packages[\\/].*", path)
    return f"<elsewhere>{packages.group() if packages else stop}"
