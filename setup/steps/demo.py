"""`start.py demo`: an instructor's whole round, on a simulated class in a folder of its own."""

import json
import platform
import shlex
import shutil
from dataclasses import replace
from pathlib import Path

from steps import sandbox
from steps.demo_commands import VERDICTS, Command, grading, preparing
from steps.demo_summary import LOG, complaints, summary, where
from steps.diagnose import last_lines
from steps.outcome import Outcome, compare
from steps.places import ROOT, child_environment, venv_python
from steps.running import run_quietly
from steps.simulated_class import SimulatedClass, read_mark, write_mark
from steps.telling import INDENT, Finding, StepFailed, complain, say, step

AGAIN = "python3 setup/start.py demo"
USUAL_FOLDER = ROOT / "demo"


def resume(folder: Path) -> str:
    """The command that goes on with the class in `folder`."""
    where = () if folder == USUAL_FOLDER else ("--folder", str(folder))
    return f"{AGAIN} {shlex.join(('--keep', *where))}"


class DemoFailed(StepFailed):
    """A step of the demonstration that could not be done: which, why, and what to do next."""

    stopped = "The demonstration"


def begin(root: Path, folder: Path, wanted: SimulatedClass, *, keep: bool) -> SimulatedClass:
    """The class to grade in `folder`: with `keep` the one that is there, else the `wanted` one.

    Nothing is changed yet. Raises DemoFailed where the folder holds something else, and where
    code that nobody trusts would have to run without a sandbox.
    """
    there = read_mark(folder)
    if there is None and folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        cause = f"{folder} is there already, and was not made by this demonstration."
        remedy = f"name another folder: {AGAIN} --folder FOLDER"
        raise DemoFailed("looking at the folder", Finding(cause, remedy))
    simulated = there if keep and there is not None and there.ready else wanted
    _demand_chapters(root, simulated)
    demand_sandbox(simulated, sandbox.why_none(platform.system()), platform.system())
    return simulated


def demand_sandbox(simulated: SimulatedClass, lacking: Finding | None, system: str) -> None:
    """Raise DemoFailed where there is no sandbox (`lacking` says why), but one is needed.

    A class of honest students hands in solutions and mistakes of the course's own. That is run
    without one, where the system can grade at all.
    """
    if lacking is None or (simulated.is_trusted and system != "Windows"):
        return
    remedy = lacking.remedy
    if system != "Windows":
        remedy += f" Or try a class of honest students, which needs none: {AGAIN} --honest 1"
    raise DemoFailed("looking for a sandbox", Finding(lacking.cause, remedy))


def _demand_chapters(root: Path, simulated: SimulatedClass) -> None:
    there = sorted(path.parent.name for path in (root / "source" / "en").glob("*/checks.json"))
    missing = [chapter for chapter in simulated.chapters if chapter not in there]
    if missing:
        cause = f"the course has no chapter {missing[0]}."
        remedy = f"choose among: {', '.join(there) or 'none, source/en is empty'}."
        raise DemoFailed("looking for the chapters", Finding(cause, remedy))


def go_round(root: Path, venv: Path, folder: Path, simulated: SimulatedClass, workers: int) -> int:
    """Do the whole round in `folder`; 0 only when every point is what it should be.

    A class that is marked as ready is graded as far as it isn't yet; another is made first, in
    place of what an earlier demonstration left there. Raises DemoFailed.
    """
    sandboxed = sandbox.why_none(platform.system()) is None
    if not sandboxed:
        say("There is no sandbox here. All of this class hand in code of the course's own, so")
        say("it is graded without one. Never do so with submissions of people you don't trust.")
    if simulated.ready:
        say(f"Going on with the class in {folder}: {simulated.students} students")
    else:
        _prepare(root, folder, simulated)
        for command in preparing(simulated):
            _run(command, folder, venv)
        simulated = replace(simulated, ready=True)
        write_mark(folder, simulated)
    said = [_run(command, folder, venv) for command in grading(sandboxed, workers)]
    outcome = read_outcome(folder)
    for line in summary(outcome, said[0]):
        say(line)
    for line in where(folder, venv):
        say(line)
    for line in complaints(outcome):
        complain(line)
    return 0 if outcome.is_right else 1


def _prepare(root: Path, folder: Path, simulated: SimulatedClass) -> None:
    with step(f"Copying the course to {folder}"):
        try:
            if read_mark(folder) is not None:
                shutil.rmtree(folder)
            folder.mkdir(parents=True, exist_ok=True)
            write_mark(folder, simulated)
            shutil.copy(root / "nbgrader_config.py", folder)
            for name in ("source", "release"):
                ignored = shutil.ignore_patterns(".ipynb_checkpoints")
                shutil.copytree(root / name, folder / name, ignore=ignored)
        except OSError as error:
            remedy = f"make that possible, or name another folder: {AGAIN} --folder FOLDER"
            raise DemoFailed("copying the course", Finding(f"{error}.", remedy)) from error


def _run(command: Command, folder: Path, venv: Path) -> str:
    """Run one command of the round and keep what it says in the log; give that back."""
    with step(command.title):
        say(f"{INDENT}$ {shlex.join(command.words)}")
        if command.leaves:
            (folder / command.leaves).unlink(missing_ok=True)
        program, *words = command.words
        call = [str(venv_python(venv)), "-P", "-m", program, *words]
        ended = run_quietly(call, cwd=folder, env=child_environment(venv), note=command.note)
        with (folder / LOG).open("a", encoding="utf-8") as log:
            log.write(f"$ {shlex.join(command.words)}\n{ended.output}\n")
        if ended.code != 0 and not (command.leaves and (folder / command.leaves).exists()):
            cause = f"{' '.join(command.words[:2])} ended with exit status {ended.code}."
            remedy = f"mend what it says, then go on with: {resume(folder)}"
            lines = last_lines(ended.output)
            raise DemoFailed(
                command.title[:1].lower() + command.title[1:],
                Finding(cause, remedy),
                lines,
                folder / LOG,
            )
    return ended.output


def read_outcome(folder: Path) -> Outcome:
    """Hold what was graded in `folder` against what it is worth."""
    names = (VERDICTS, "expected.json", "class.json")
    return compare(*(json.loads((folder / name).read_text(encoding="utf-8")) for name in names))
