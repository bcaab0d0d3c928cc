"""Where plain nbgrader sees a student's function, so do we, and it is the same one.

Mending is kinder in what nbgrader does not see at all: an answer below its check or in another
cell, code in a locked cell, a function cut in two. Else it never takes one answer for another.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from random import Random

import pytest
from nbgrader_steps import NbgraderSteps, seen_by_checks
from work_to_mend import EXERCISES, Work, mend_bytes, release, stub

from autograder.simulate.mutations import mutate_by
from autograder.submission import Mended

KINDER_ON_PURPOSE = ("There was code of your own in the cell", "the parts were joined")

CHANGES = (
    "delete_cells",
    "copy_cell",
    "move_cell",
    "shuffle_cells",
    "split_cell",
    "merge_cells",
    "lose_metadata",
    "change_source",
    "add_cell",
)


@pytest.fixture(scope="module")
def nbgrader(tmp_path_factory: pytest.TempPathFactory) -> NbgraderSteps:
    with pytest.MonkeyPatch.context() as patch:
        programs = str(Path(sys.executable).parent)  # the first gradebook needs alembic's
        patch.setenv("PATH", os.pathsep.join([programs, os.environ["PATH"]]))
        return NbgraderSteps(tmp_path_factory.mktemp("nbgrader"), release())


def _handed_in(seed: int) -> bytes:
    """Answers that return numbers of their own, own cells among them, and one or two changes."""
    random = Random(seed)
    work = Work()
    number = 0
    for name in EXERCISES:
        for where in (name, f"{name}-task", name, f"{name}-check"):
            number += 1
            source = f"def {name}(x):\n    return {number}"
            if random.random() < 0.5:
                continue
            if where == name and random.random() < 0.7:
                work[name]["source"] = source
            else:
                work.write(source, below=where, name=f"mine-{number}")
    data = work.bytes()
    for _ in range(random.randint(0, 2)):
        data = mutate_by(random.choice(CHANGES), data, random.randrange(10**6))
    return data


def _as_seen(mended: Mended) -> dict[str, object]:
    cells = [c for c in mended.cells if c.kind == "code"]
    return seen_by_checks([(c.exercise if c.role == "check" else "", c.source) for c in cells])


@pytest.mark.filterwarnings("ignore:Non-unique cell id")
def test_we_see_the_function_that_plain_nbgrader_sees(nbgrader: NbgraderSteps) -> None:
    compared = kinder = 0
    for seed in range(100):
        data = _handed_in(seed)
        restored = nbgrader.restored(data)
        if restored is None:
            continue
        names = {f"{name}-check": name for name in EXERCISES}
        ids = [cell.metadata.get("nbgrader", {}).get("grade_id", "") for cell in restored.cells]
        cells = [
            (names.get(name, ""), cell.source)
            for name, cell in zip(ids, restored.cells, strict=True)
            if cell.cell_type == "code"
        ]
        mended = mend_bytes(data)
        theirs, ours = seen_by_checks(cells), _as_seen(mended)
        kind = {n.exercise for n in mended.notes if any(k in n.text for k in KINDER_ON_PURPOSE)}
        assert set(ours) == set(EXERCISES)
        for name in EXERCISES:
            if theirs.get(name) is not None and name not in kind:
                assert ours[name] == theirs[name], (seed, name)
                compared += 1
            else:
                kinder += ours[name] is not None
    assert compared > 80
    assert kinder > 20


def test_a_stub_gives_nothing_to_see() -> None:
    assert seen_by_checks([("", stub("double")), ("double", "")]) == {"double": None}
