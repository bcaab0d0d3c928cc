"""Findings about nbgrader: its part of JupyterLab, and the program that makes its database."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass

from course.kit.language import _

from . import remedy
from .findings import FAILED, INFO, OK, WARNING, Finding
from .machine import Machine
from .packages import crashed_text, not_looked_at, raised_text
from .probe import CRASHED, RAISED, Outcome, Printed, run_program


@dataclass(frozen=True)
class Alembic:
    """Where the program ``alembic`` is: on PATH, and in the environment; and what it answers."""

    on_path: str | None
    own: str | None
    answer: Printed | None


def find_alembic(machine: Machine, timeout: float) -> Alembic:
    """Look for ``alembic`` on PATH and beside the running Python, and ask it for its version."""
    on_path = shutil.which("alembic", path=machine.environ.get("PATH", ""))
    beside = os.pathsep.join([machine.scripts, os.path.dirname(machine.executable)])
    own = shutil.which("alembic", path=beside)
    program = on_path or own
    return Alembic(on_path, own, run_program([program, "--version"], timeout) if program else None)


def alembic(machine: Machine, found: Alembic) -> Finding:
    """Report on the program by which nbgrader makes its first database.

    nbgrader starts it by its bare name, so PATH must lead to it. Source: ``get_alembic_version``
    in nbgrader 0.9's ``api.py``.
    """
    again = remedy.install(machine, "alembic", again=True)
    if found.answer is None:
        detail = _("The program alembic is missing: nbgrader makes its first database with it.")
        return Finding("alembic", FAILED, detail, remedy.install(machine, "alembic"))
    program = found.on_path or found.own
    if found.answer.status != 0:
        detail = _("The program {program} does not run: {text}")
        text = " ".join(found.answer.text.split()[-40:]) or _("it prints nothing")
        return Finding("alembic", FAILED, detail.format(program=program, text=text), again)
    if found.on_path is None:
        detail = _(
            "The program alembic is at {program}, but that folder is not on PATH, because the "
            "environment is not activated. Only instructors need it: nbgrader makes its first "
            "database with it."
        ).format(program=program)
        if machine.in_notebook:  # where a student is; an instructor starts nbgrader elsewhere
            return Finding("alembic", INFO, detail)
        return Finding("alembic", WARNING, detail, remedy.activate(machine))
    detail = _("{version} is on PATH, at {program}. nbgrader makes its first database with it.")
    return Finding("alembic", OK, detail.format(version=found.answer.text, program=program))


def extension(machine: Machine, nbgrader: Outcome, outcome: Outcome) -> Finding:
    """Report on nbgrader's part of JupyterLab: the Validate button and the formgrader."""
    name = "nbgrader-extension"
    if not nbgrader.done:
        return not_looked_at(name, "nbgrader")
    again = remedy.install(machine, "nbgrader", again=True)
    if not outcome.done:
        how = _("It {ending}.").format(ending=outcome.ending)
        if outcome.kind == RAISED:
            how = _("It raised {error}.").format(error=raised_text(outcome))
        elif outcome.kind == CRASHED:
            how = crashed_text(outcome)
        detail = _("Looking for nbgrader's part of JupyterLab failed. {how}").format(how=how)
        return Finding(name, FAILED, detail, again)
    facts = outcome.facts
    if facts["folder"] is None or not (facts["server_on"] or facts["server_off"]):
        detail = _("nbgrader's part of JupyterLab is not installed: there is no Validate button.")
        return Finding(name, WARNING, detail, again)
    off = [*facts["lab_off"], *facts["server_off"]]
    if off:
        command = "labextension enable" if facts["lab_off"] else "server extension enable"
        detail = _("Parts of nbgrader are switched off in JupyterLab: {off}.")
        fix = remedy.python(machine, f"-m jupyter {command} {off[0]}")
        return Finding(name, WARNING, detail.format(off=", ".join(off)), fix)
    detail = _("nbgrader's part of JupyterLab is installed and switched on.")
    return Finding(name, OK, detail)
