"""The class of a demonstration, and the mark that it leaves in its folder."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

MARK = "demo.json"
CHAPTERS = ("ch02_tensor_ops", "ch05_broadcasting")


@dataclass(frozen=True)
class SimulatedClass:
    """The class of a demonstration. `honest` is a share; the others are damaged or hostile."""

    chapters: tuple[str, ...] = CHAPTERS
    students: int = 30
    seed: int = 0
    honest: float = 0.6
    ready: bool = False

    @property
    def shares(self) -> tuple[float, float, float]:
        """The shares of honest, damaged and hostile students: the latter two as five to three."""
        others = 1 - self.honest
        return self.honest, round(others * 0.625, 6), round(others * 0.375, 6)

    @property
    def is_trusted(self) -> bool:
        """Whether all that is handed in is the course's own code."""
        return self.honest == 1


def read_mark(folder: Path) -> SimulatedClass | None:
    """The class of the demonstration that made `folder`; None when none did."""
    try:
        known = json.loads((folder / MARK).read_text(encoding="utf-8"))
        return SimulatedClass(**known | {"chapters": tuple(known["chapters"])})
    except (OSError, ValueError, TypeError, KeyError):
        return None


def write_mark(folder: Path, simulated: SimulatedClass) -> None:
    """Mark `folder` as a demonstration's, which the next one may replace."""
    (folder / MARK).write_text(json.dumps(asdict(simulated), indent=1) + "\n", encoding="utf-8")
