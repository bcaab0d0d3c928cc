"""The command line of `setup/start.py`, and the order of the steps."""

import argparse
import platform
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from steps import demo, doctor, environment, lab, suite
from steps.places import ROOT, VENV
from steps.simulated_class import CHAPTERS, SimulatedClass
from steps.telling import StepFailed, Stopped, complain, say

INTERRUPTED = 130


def main(arguments: Sequence[str]) -> int:
    """Do what the command line asks for; the exit status, 0 only when it was done."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        if arguments and arguments[0] == "test":
            return test(arguments[1:])
        if arguments and arguments[0] == "demo":
            return demonstrate(arguments[1:])
        return start(arguments)
    except StepFailed as problem:
        complain(f"\n{problem}")
        return 1
    except KeyboardInterrupt as stop:
        complain("\nStopped. Run the same command again: what is downloaded needn't be once more.")
        if isinstance(stop, Stopped):
            complain(stop.advice)
        return INTERRUPTED


def _interrupt(number: int, frame: object) -> None:
    """End as after Ctrl-C also when the system asks, so that no program is left running."""
    raise KeyboardInterrupt


def start(arguments: Sequence[str]) -> int:
    """Install what is missing, bring the working folder up to date and open JupyterLab in it.

    The last two are `course lab`, which anybody can run once the course is installed.
    """
    options = start_parser().parse_args(arguments)
    _greet()
    installed = environment.ensure(ROOT, VENV, test=False, cpu=options.cpu)
    doctor.examine(ROOT, VENV, installed=installed)
    return lab.open_course(VENV, lab_options(options))


def lab_options(options: argparse.Namespace) -> list[str]:
    """The options of `course lab` for those of a student's start."""
    folder = Path(options.folder).resolve() if options.folder else ROOT / "work"
    given = ["--folder", str(folder)]
    given += ["--lang", options.lang] if options.lang else []
    given += ["--port", str(options.port)] if options.port else []
    given += [] if options.browser else ["--no-browser"]
    return given + (["--prepare"] if options.prepare else [])


def test(arguments: Sequence[str]) -> int:
    """Install what the tests need and run all of them; unknown arguments are pytest's."""
    options, extra = test_parser().parse_known_args(arguments)
    _greet()
    environment.ensure(ROOT, VENV, test=True, cpu=options.cpu)
    return suite.run_all(ROOT, VENV, extra)


def demonstrate(arguments: Sequence[str]) -> int:
    """Install what is missing and do an instructor's whole round on a simulated class.

    The exit status is 0 only when every point is what it should be.
    """
    options = demo_parser().parse_args(arguments)
    _greet()
    folder = Path(options.folder).resolve() if options.folder else demo.USUAL_FOLDER
    wanted = SimulatedClass(
        tuple(dict.fromkeys(options.chapters)) or CHAPTERS,
        options.students,
        options.seed,
        options.honest,
    )
    try:
        simulated = demo.begin(ROOT, folder, wanted, keep=options.keep)
        environment.ensure(ROOT, VENV, test=False, cpu=options.cpu)
        return demo.go_round(ROOT, VENV, folder, simulated, options.workers)
    except KeyboardInterrupt:
        complain(f"\nStopped. To go on with the same class: {demo.resume(folder)}")
        return INTERRUPTED


def start_parser() -> argparse.ArgumentParser:
    """The options of a student's start."""
    parser = argparse.ArgumentParser(
        prog="start.py",
        description="Set the course up on this machine and open it in JupyterLab. Running it "
        "again is quick and keeps your work.",
        epilog="start.py test [pytest arguments]: install what the tests need and run them all. "
        "start.py demo: show what instructors do, on a simulated class.",
        allow_abbrev=False,
    )
    parser.add_argument(
        "--no-browser",
        dest="browser",
        action="store_false",
        help="print the address of JupyterLab instead of opening a browser",
    )
    parser.add_argument("--lang", help="the language of the notebooks (at first: en)")
    parser.add_argument("--folder", help="the folder for your work (usual: work)")
    parser.add_argument("--port", type=port_number, help="the port to start at (usual: 8888)")
    parser.add_argument(
        "--prepare",
        action="store_true",
        help="install and fill the folder for your work, and open nothing",
    )
    _add_cpu(parser)
    return parser


def test_parser() -> argparse.ArgumentParser:
    """The options of `start.py test`."""
    parser = argparse.ArgumentParser(
        prog="start.py test",
        description="Install what the tests need and run all checks: ruff, course build --check "
        "and pytest. All other arguments go to pytest.",
        epilog="For a part of the tests, without the demand on coverage: "
        "start.py test --no-cov tests/setup",
        allow_abbrev=False,
    )
    _add_cpu(parser)
    return parser


def demo_parser() -> argparse.ArgumentParser:
    """The options of `start.py demo`."""
    parser = argparse.ArgumentParser(
        prog="start.py demo",
        description="Show an instructor's whole round on a simulated class, in a folder of its "
        "own: release, hand-in, grading, feedback, export. At the end, every point is held against "
        "what the answer is truly worth.",
        allow_abbrev=False,
    )
    parser.add_argument(
        "chapters",
        nargs="*",
        metavar="CHAPTER",
        help=f"the chapters handed in, one by each student (usual: {' '.join(CHAPTERS)})",
    )
    parser.add_argument(
        "--students", type=_counted, default=30, help="how many students there are (usual: 30)"
    )
    parser.add_argument("--folder", help="the folder for it all (usual: demo)")
    parser.add_argument(
        "--seed", type=int, default=0, help="another seed, another class (usual: 0)"
    )
    parser.add_argument(
        "--honest",
        type=_share,
        default=0.6,
        help="the share of honest students, from 0 to 1 (usual: 0.6); the others hand in damaged "
        "notebooks or hostile ones",
    )
    parser.add_argument(
        "--workers",
        type=_counted,
        default=0,
        help="processes that share the work (usual: one for each core)",
    )
    parser.add_argument(
        "--keep",
        action="store_true",
        help="go on with the class that is in the folder, instead of making another",
    )
    _add_cpu(parser)
    return parser


def _counted(text: str) -> int:
    """A number from 1 on. Raises ValueError, which argparse explains, if it is none."""
    if int(text) < 1:
        raise ValueError(text)
    return int(text)


def _share(text: str) -> float:
    """A share from 0 to 1. Raises ValueError, which argparse explains, if it is none."""
    if not 0 <= float(text) <= 1:
        raise ValueError(text)
    return float(text)


def port_number(text: str) -> int:
    """A port from the command line. Raises ValueError, which argparse explains, if it is none."""
    if not 0 < int(text) < 2**16:
        raise ValueError(text)
    return int(text)


def _add_cpu(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--cpu",
        action="store_true",
        help="on Linux: install PyTorch without CUDA, which is several GB smaller",
    )


def _greet() -> None:
    say(f"Python {platform.python_version()} at {sys.executable}")
