"""A notebook in JupyterLab as somebody at the screen uses it: by its cells, menus and buttons."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

import nbformat
from lab_server import Lab
from playwright.sync_api import Locator, Page, expect

SECONDS = 1000
RAN = re.compile(r"\[\d+\]")


@dataclass(frozen=True)
class Notebook:
    """An open notebook: its page, and its file."""

    page: Page
    path: Path

    @classmethod
    def open(cls, page: Page, lab: Lab, path: Path) -> Notebook:
        """Open the notebook at `path` and wait until it has a kernel."""
        name = path.relative_to(lab.folder).as_posix()
        page.goto(lab.url(f"lab/tree/{name}?reset"))
        notebook = cls(page, path)
        notebook.wait_until_idle()
        return notebook

    def wait_until_idle(self) -> None:
        """Wait until the kernel is there and has nothing more to do."""
        status = self.page.locator("#jp-main-statusbar")
        status.get_by_text("Python 3 (ipykernel) | Idle").wait_for()

    def cell(self, source: str) -> Locator:
        """The first code cell that holds `source`, scrolled to as a reader would.

        JupyterLab keeps only those cells in the page that are near what is seen.
        """
        editor = self.page.locator(".jp-InputArea", has_text=source)
        cell = self.page.locator(".jp-Notebook .jp-CodeCell").filter(has=editor).first
        for pause in (100, 300, 1000):  # a busy machine lays cells out later
            if not cell.is_visible():
                self._scroll("node.scrollTop = 0", pause)
            while not cell.is_visible() and self._scroll(
                "node.scrollTop += node.clientHeight / 2", pause
            ):
                pass
        cell.wait_for()
        return cell

    def scroll_to_end(self) -> None:
        """Scroll to the last cell, however long that takes to be laid out."""
        while self._scroll("node.scrollTop = node.scrollHeight", 500):
            pass

    def _scroll(self, how: str, pause: int) -> bool:
        """Scroll the notebook and let it lay itself out; tell whether it is elsewhere now."""
        moved = self.page.locator(".jp-Notebook .jp-WindowedPanel-outer").evaluate(
            f"node => {{ const from = node.scrollTop; {how}; return node.scrollTop !== from }}"
        )
        self.page.wait_for_timeout(pause)
        return bool(moved)

    def run(self, cell: Locator, seconds: int = 60) -> None:
        """Run a cell and wait until it is done, which takes at most `seconds`."""
        editor = cell.locator(".cm-content")
        editor.click()
        before = cell.locator(".jp-InputPrompt").inner_text()
        self.page.keyboard.press("Control+Enter")
        prompt = cell.locator(".jp-InputPrompt")
        expect(prompt).not_to_have_text(before)
        expect(prompt).to_have_text(RAN, timeout=seconds * SECONDS)

    def write(self, cell: Locator, source: str) -> None:
        """Replace what stands in a cell."""
        cell.locator(".cm-content").click()
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(source)

    def choose(self, *path: str) -> None:
        """Choose from the menus at the top: a menu, then its entries."""
        self.page.locator("#jp-MainMenu").get_by_text(path[0], exact=True).click()
        for entry in path[1:]:
            menu = self.page.locator(".lm-Menu-itemLabel").get_by_text(entry, exact=True)
            menu.hover()
            if entry == path[-1]:
                menu.click()

    def save(self) -> nbformat.NotebookNode:
        """Save what has been run, and read what was saved.

        JupyterLab leaves a notebook marked as unsaved when outputs still come in while it saves,
        and may have saved it by itself already.
        """
        self.wait_until_idle()
        unsaved = self.page.locator(".lm-TabBar-tab.jp-mod-current.jp-mod-dirty")
        self.page.wait_for_timeout(1000)
        for _ in range(20):
            if not unsaved.count():
                break
            self.choose("File", "Save Notebook")
            self.page.wait_for_timeout(1000)
        expect(unsaved).to_have_count(0)
        return nbformat.read(self.path, as_version=4)


def output_texts(cell: Locator) -> list[str]:
    """What a cell shows, output by output, as a reader sees it."""
    return [part.inner_text() for part in cell.locator(".jp-OutputArea-output").all()]


def photograph(page: Page, name: str, fallback: Path) -> None:
    """Save a picture of the page, in the folder that COURSE_SCREENSHOTS names if it is set."""
    folder = Path(os.environ.get("COURSE_SCREENSHOTS") or fallback)
    folder.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=folder / f"{name}.png")
