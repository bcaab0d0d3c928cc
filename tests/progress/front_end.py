"""The front end of a notebook, to believe in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from course.kit.notebook.calls import NotPassed

CHAPTERS = ("ch02_tensor_ops", "ch03_linear_algebra")
"""The chapters in the working folder of these tests."""


@dataclass
class Front:
    """What the front end of a notebook shows and is handed; it runs a cell by `run`."""

    namespace: dict[str, Any] = field(default_factory=lambda: {"__name__": "__main__"})
    request: dict[str, Any] = field(default_factory=dict)
    shown: list[Any] = field(default_factory=list)
    handed: list[tuple[str, bool]] = field(default_factory=list)
    ran: list[str] = field(default_factory=list)
    kernel: object = None
    header: dict[str, Any] = field(default_factory=dict)

    def run(self, code: str, *, cell: str | None = "own", grade_id: str = "") -> str:
        """Run a cell by hand (or, without its id, as nbclient does); give what it shows, as text.

        A NotPassed ends a cell, as in a notebook.
        """
        metadata: dict[str, Any] = {} if cell is None else {"cellId": cell}
        if grade_id:
            metadata["nbgrader"] = {"grade_id": grade_id, "solution": True}
        self.request = {"header": self.header, "metadata": metadata, "content": {"code": code}}
        self.ran.append(code)
        self.shown.clear()
        try:
            exec(compile(code, "<cell>", "exec"), self.namespace)
        except NotPassed as ended:
            return "\n".join([*map(str, self.shown), str(ended)])
        return "\n".join(map(str, self.shown))

    @property
    def user_ns(self) -> dict[str, Any]:
        self.namespace["In"] = ["", *self.ran]
        return self.namespace

    def get_parent(self) -> dict[str, Any]:
        return self.request

    def set_next_input(self, text: str, replace: bool = False) -> None:
        self.handed.append((text, replace))

    def restart(self) -> None:
        """Begin anew, as a restarted kernel does."""
        self.namespace.clear()
        self.namespace["__name__"] = "__main__"
        self.ran.clear()
