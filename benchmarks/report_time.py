"""How long a student waits for a report: from running a check cell to seeing it in the browser.

Usage: python benchmarks/report_time.py [--rounds N] [--chapter NAME] [--json FILE]

In a real JupyterLab, in a headless Chromium, each exercise is checked with its solution and with
its first recorded mistake, and between the checks cells run that do nothing. The clock starts
with the key press and stops with the first frame that shows the report, or, of a cell that does
nothing, its number. Medians are of all rounds. Exits 1 where the median of an exercise's visible
cases, right or wrong, is beyond the bound, and 2 where the machine is too busy for it to be held.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import Page, sync_playwright
from tqdm import tqdm

from course.build.authored import chapter_names
from course.build.sync import exercises

REPOSITORY = Path(__file__).parents[1]
sys.path.append(str(REPOSITORY / "tests" / "browser"))
from lab_server import STUDENTS_SETTINGS, Lab, jupyterlab  # noqa: E402 - lies beside the tests

BOUND = 300.0  # milliseconds
MOST_DISTURBED = 0.05
EMPTY = "an empty cell"
WARM_UP = "the first check"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
# Frame by frame, since what counts is what can be seen.
CLOCK = """
() => {
  window.waited = null;
  document.addEventListener('keydown', event => {
    if (event.key !== 'Enter' || !event.shiftKey) return;
    const began = performance.now();
    const cell = document.querySelector('.jp-Notebook .jp-Cell.jp-mod-active');
    window.waited = null;
    const look = () => {
      const report = cell.querySelector('.jp-OutputArea-output');
      const prompt = cell.querySelector('.jp-InputPrompt').textContent;
      const ran = /\\[\\d+\\]/.test(prompt);
      window.seen = window.seen || (report && performance.now() - began);
      if (ran) window.waited = window.seen || performance.now() - began;
      else requestAnimationFrame(look);
    };
    window.seen = null;
    requestAnimationFrame(look);
  }, true);
}
"""
SETUP = """\
import sys
sys.path.insert(0, {repository!r})
import torch
from course.build.authored import read_exercise
from course.kit import check
read = {{name: read_exercise({chapter!r}, name) for name in {names!r}}}
right = {{name: authored.solution for name, authored in read.items()}}
wrong = {{name: next(iter(authored.mistakes.values())) for name, authored in read.items()}}
"""


@dataclass(frozen=True)
class Measured:
    """One cell of a notebook: what it checks, and how."""

    exercise: str
    answer: str
    source: str

    @property
    def label(self) -> str:
        """The name under which its times are kept."""
        return f"{self.exercise} ({self.answer})" if self.answer else self.exercise


def cells(names: list[str], rounds: int) -> list[Measured]:
    """The cells of a chapter's notebook, in order: a first check of each kind, then the rounds."""
    found = [_check(names[0], answer, WARM_UP) for answer in ("right", "wrong")]
    for _ in range(rounds):
        for name in names:
            found += [_check(name, "right"), _check(name, "wrong"), Measured(EMPTY, "", "None")]
    return found


def _check(name: str, answer: str, label: str = "") -> Measured:
    return Measured(label or name, answer, f"{name} = {answer}[{name!r}]; check({name})")


def measure(page: Page, lab: Lab, chapter: str, names: list[str], rounds: int) -> Iterator[tuple]:
    """Run a notebook cell by cell, and give each cell's label and its milliseconds."""
    folder = lab.folder / chapter
    shutil.copytree(REPOSITORY / "release" / "en" / chapter, folder)
    planned = cells(names, rounds)
    setup = SETUP.format(repository=str(REPOSITORY), chapter=chapter, names=names)
    notebook = new_notebook(cells=[new_code_cell(s) for s in (setup, *(c.source for c in planned))])
    for cell in notebook.cells[1:]:
        cell.metadata.tags = ["raises-exception"]
    notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3 (ipykernel)"}
    nbformat.write(notebook, folder / "times.ipynb")
    page.goto(lab.url(f"lab/tree/{chapter}/times.ipynb?reset"))
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for()
    page.evaluate(CLOCK)
    page.locator(".jp-Notebook .jp-CodeCell .jp-InputPrompt").first.click()
    _run(page)
    for cell in planned:
        yield cell.label, _run(page)


def _run(page: Page) -> float:
    page.keyboard.press("Shift+Enter")
    page.wait_for_function("window.waited !== null", polling=20)
    milliseconds = float(page.evaluate("window.waited"))
    page.wait_for_timeout(30)  # until the next cell is the active one
    return milliseconds


def all_times(chapters: list[str], rounds: int) -> dict[str, list[float]]:
    """Measure all exercises of some chapters, in one browser."""
    names: dict[str, list[str]] = {}
    for authored in exercises():
        names.setdefault(authored.chapter, []).append(authored.name)
    times: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as home, sync_playwright() as playwright:
        work = Path(home) / "work"
        work.mkdir()
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium") or shutil.which("chromium-browser"), args=FLAGS
        )
        with jupyterlab(work, Path(home) / "home", settings=STUDENTS_SETTINGS) as lab:
            for chapter in tqdm(chapters, desc="Chapters"):
                context = browser.new_context(viewport={"width": 1300, "height": 1000})
                page = context.new_page()
                page.set_default_timeout(120_000)
                for label, milliseconds in measure(page, lab, chapter, names[chapter], rounds):
                    times.setdefault(label, []).append(milliseconds)
                context.close()
        browser.close()
    return times


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--chapter", action="append", choices=chapter_names())
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    times = all_times(arguments.chapter or list(chapter_names()), arguments.rounds)
    if arguments.json:
        arguments.json.write_text(json.dumps(times, indent=1), encoding="utf-8")
    medians = {label: statistics.median(taken) for label, taken in times.items()}
    slow = sum(taken > BOUND for taken in times[EMPTY]) / len(times[EMPTY])
    empty = medians.pop(EMPTY)
    first = [medians.pop(f"{WARM_UP} ({answer})") for answer in ("right", "wrong")]
    print(f"{'an empty cell':35} {empty:6.0f} ms, {slow:.0%} of them beyond {BOUND:.0f} ms")
    for answer in ("right", "wrong"):
        of_kind = [ms for label, ms in medians.items() if label.endswith(f"({answer})")]
        median = statistics.median(of_kind)
        said = f"a {answer} answer to {len(of_kind)} exercises"
        print(f"{said:35} {median:6.0f} ms, {median / empty:.1f} times that")
    print(
        f"the first check of a kernel: {first[0]:.0f} ms; the first that fails: {first[1]:.0f} ms"
    )
    slowest = sorted(medians, key=medians.__getitem__)[-5:]
    print(
        "slowest: " + ", ".join(f"{label} {medians[label]:.0f} ms" for label in reversed(slowest))
    )
    beyond = [label for label, ms in medians.items() if ms > BOUND]
    print(f"beyond {BOUND:.0f} ms: {', '.join(beyond) or 'none'}")
    if slow > MOST_DISTURBED:
        print("The machine is too busy to tell: cells that do nothing are beyond the bound too.")
        return 2
    return 1 if beyond else 0


if __name__ == "__main__":
    sys.exit(main())
