"""What `.venv` holds: a small file inside it that says so, and what follows from that."""

import hashlib
import json
from dataclasses import asdict, dataclass
from enum import Enum
from pathlib import Path

NAME = "course-stamp.json"


@dataclass(frozen=True)
class Stamp:
    """What was installed into a `.venv`.

    `root` is the repository it belongs to, `inputs` the fingerprint of what decides the packages,
    `test` whether those for the tests are in it, `cpu` whether PyTorch's CPU build was asked for,
    `finished` whether what is in it is whole, `healthy` whether the doctor found nothing.
    """

    root: str
    inputs: str
    test: bool = False
    cpu: bool = False
    finished: bool = False
    healthy: bool = False


class Need(Enum):
    """What has to be done before `.venv` is ready."""

    NOTHING = "nothing"
    INSTALL = "install"
    REMAKE = "remake"


def fingerprint(root: Path, python: tuple[int, int]) -> str:
    """A hash of all that decides which packages are installed: both lists and the Python version.

    Line endings don't count: git may change them.
    """
    digest = hashlib.sha256("{}.{}".format(*python).encode())
    for path in (root / "pyproject.toml", root / "setup" / "constraints.txt"):
        digest.update(b"\0" + path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()


def read(venv: Path) -> Stamp | None:
    """The stamp of `venv`, or None when it has none that can be read."""
    try:
        return Stamp(**json.loads((venv / NAME).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def write(venv: Path, stamp: Stamp) -> None:
    """Put `stamp` into `venv`, whole or not at all."""
    part = venv / (NAME + ".part")
    part.write_text(json.dumps(asdict(stamp), indent=1), encoding="utf-8")
    part.replace(venv / NAME)


def need(stamp: Stamp | None, wanted: Stamp, *, usable: bool) -> Need:
    """What to do with a `.venv` that carries `stamp` so that it becomes `wanted`.

    `usable`: its Python runs, is new enough and has pip. An installation that was cut off may have
    left a package half written, and a `.venv` that was moved has its old place in its programs:
    both are made anew. One without a stamp was made by hand and is only completed.
    """
    if not usable:
        return Need.REMAKE
    if stamp is None:
        return Need.INSTALL
    if not stamp.finished or stamp.root != wanted.root:
        return Need.REMAKE
    same = stamp.inputs == wanted.inputs
    enough = stamp.test >= wanted.test and stamp.cpu >= wanted.cpu
    return Need.NOTHING if same and enough else Need.INSTALL
