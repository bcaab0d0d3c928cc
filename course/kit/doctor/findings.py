"""A finding: what one check saw, why it is so, and the one thing that mends it."""

from __future__ import annotations

from dataclasses import dataclass

OK = "ok"
INFO = "info"
WARNING = "warning"
FAILED = "failed"
STATUSES = (OK, INFO, WARNING, FAILED)


@dataclass(frozen=True)
class Finding:
    """What one check found.

    ``name`` is a stable word for programs (``"torch-gpu"``), never translated. ``status`` is one of

    - ``ok``: as the course needs it;
    - ``info``: worth knowing, nothing to mend (no GPU, for instance);
    - ``warning``: the course works, but something does less than it could;
    - ``failed``: a part of the course cannot work.

    ``detail`` says in whole sentences what was found and its cause. ``fix`` is exactly one command
    or instruction when there is something to mend, and empty otherwise.

    Raises ``ValueError`` for an unknown status, or a fix that does not go with the status.
    """

    name: str
    status: str
    detail: str
    fix: str = ""

    def __post_init__(self) -> None:
        if self.status not in STATUSES:
            raise ValueError(f"The status of {self.name} is {self.status!r}, not one of {STATUSES}")
        to_mend = self.status in (WARNING, FAILED)
        if to_mend and not self.fix:
            raise ValueError(f"{self.name} is to be mended and has no fix")
        if self.fix and not to_mend:
            raise ValueError(f"{self.name} has a fix and nothing to mend")
