"""The finding about packages of older books and notes that pull this environment apart."""

from __future__ import annotations

from course.kit.language import _

from . import remedy
from .findings import INFO, OK, WARNING, Finding
from .machine import Machine
from .probe import Outcome

NAME = "left-overs"


def leftovers(machine: Machine, outcome: Outcome) -> Finding:
    """Report on d2l, torchtext and gym, which the course does not use and which bring trouble.

    They came with pip, or as folders that somebody copied: then Python finds them, and no
    installer knows of them.
    """
    if not outcome.done:
        return Finding(NAME, INFO, _("Old packages could not be looked for."))
    known = {copy["name"] for copy in outcome.facts["distributions"]}
    origins = outcome.facts["origins"]
    trouble = _troubles()
    installed = [name for name in trouble if name in known]
    copied = [name for name in trouble if name in origins and name not in known]
    if not installed and not copied:
        detail = _("None of the packages that are known to cause trouble is here ({names}).")
        return Finding(NAME, OK, detail.format(names=", ".join(trouble)))
    detail = _("Of no use to the course, and known to break environments: {names}. ").format(
        names=_(" and ").join([*installed, *copied])
    )
    detail += " ".join(trouble[name] for name in [*installed, *copied])
    if installed:
        return Finding(NAME, WARNING, detail, remedy.uninstall(machine, *installed))
    place = machine.path.dirname(origins[copied[0]])
    detail += _(" It was copied here by hand: pip does not know it and cannot remove it.")
    return Finding(NAME, WARNING, detail, _("Delete the folder {folder}").format(folder=place))


def _troubles() -> dict[str, str]:
    """Say what is wrong with each of the packages.

    Sources: the metadata of d2l 1.0.3 on PyPI; torchtext's issues 2250 and 2272; the message that
    gym 0.26 prints at its import.
    """
    return {
        "d2l": _(
            "d2l 1.0.3 demands exactly numpy 1.23.5 and matplotlib 3.7.2, older than this course "
            "needs: give the book that uses it an environment of its own."
        ),
        "torchtext": _(
            "torchtext ended with 0.18, which was compiled for PyTorch 2.3 and cannot be imported "
            "beside a newer one."
        ),
        "gym": _(
            "gym has had no new version since 2022 and does not work with NumPy 2; its successor "
            "is gymnasium."
        ),
    }
