"""IPython without a kernel: runs cells as a notebook does, and keeps what they put out."""

from __future__ import annotations

import io
import sys
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from course.kit.values.raw import Json

MOST_TEXT = 100_000
"""How many characters a cell may put out in all; what comes after is dropped."""


class Outputs:
    """What one cell puts out, in the form of a notebook's outputs, up to a limit."""

    def __init__(self) -> None:
        self.found: list[Json] = []
        self.room = MOST_TEXT

    def text(self, stream: str, text: str) -> None:
        """Add text to a stream."""
        text = text[: max(self.room, 0)]
        self.room -= len(text)
        if not text:
            return
        if self.found and self.found[-1].get("name") == stream:
            self.found[-1]["text"] += text
        else:
            self.found.append({"output_type": "stream", "name": stream, "text": text})

    def rich(self, kind: str, data: Json, metadata: Json, **more: Any) -> None:
        """Add something displayed, if there is room for it."""
        data = {key: value for key, value in data.items() if isinstance(value, str)}
        self.room -= sum(map(len, data.values()))
        if data and self.room >= 0:
            self.found.append({"output_type": kind, "data": data, "metadata": metadata, **more})

    def error(self, name: str, value: str, traceback: list[str]) -> None:
        """Add an exception."""
        lines = [line[:2000] for line in traceback[:60]]
        self.found.append(
            {
                "output_type": "error",
                "ename": name[:200],
                "evalue": value[:2000],
                "traceback": lines,
            }
        )


class Stream(io.TextIOBase):
    """Standard output or standard error while a cell runs."""

    encoding = "utf-8"

    def __init__(self, name: str, outputs: Outputs) -> None:
        self.name = name
        self.outputs = outputs

    def write(self, text: str) -> int:
        """Keep the text, as far as there is room."""
        self.outputs.text(self.name, str(text))
        return len(text)

    def writable(self) -> bool:
        """Say that this is for writing."""
        return True


class Publisher(DisplayPublisher):
    """Takes what `display(…)` shows."""

    outputs = Outputs()

    def publish(self, data: Json, metadata: Json | None = None, **more: Any) -> None:
        """Keep what is displayed."""
        self.outputs.rich("display_data", data, metadata or {})

    def clear_output(self, wait: bool = False) -> None:
        """Forget what was put out so far."""
        self.outputs.found.clear()


class Hook(DisplayHook):
    """Takes the value of a cell's last line."""

    outputs = Outputs()

    def write_output_prompt(self) -> None:
        """Write none."""

    def write_format_data(self, format_dict: Json, md_dict: Json | None = None) -> None:
        """Keep the value in all the forms that it is shown in."""
        count = self.shell.execution_count
        self.outputs.rich("execute_result", format_dict, md_dict or {}, execution_count=count)

    def finish_displayhook(self) -> None:
        """Write no line end."""


class Shell(InteractiveShell):
    """The shell in which a student's cells run."""

    displayhook_class = Hook
    display_pub_class = Publisher
    outputs = Outputs()

    def ask_exit(self) -> None:
        """Do as a script does at `exit()`: end what runs."""
        raise SystemExit

    def _showtraceback(self, etype: type, evalue: BaseException, stb: list[str]) -> None:
        self.outputs.error(etype.__name__, str(evalue), [str(line) for line in stb])

    def run(self, source: str) -> list[Json]:
        """Run one cell and give what it put out."""
        outputs = Outputs()
        self.outputs = self.displayhook.outputs = self.display_pub.outputs = outputs
        before = sys.stdout, sys.stderr
        sys.stdout, sys.stderr = Stream("stdout", outputs), Stream("stderr", outputs)
        try:
            self.run_cell(source, store_history=True)
        finally:
            sys.stdout, sys.stderr = before
        return outputs.found


def make_shell() -> Shell:
    """Make the one shell of this process, without files of its own and without colours."""
    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.colors = "nocolor"
    config.InteractiveShell.cache_size = 0
    return Shell.instance(config=config)
