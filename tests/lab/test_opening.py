"""Which folder is opened, at which page, in which browser, and what is said when it can't be."""

from __future__ import annotations

import errno
import http.server
import json
import threading
import webbrowser
from collections.abc import Iterator
from pathlib import Path

import pytest

from course.__main__ import main
from course.kit.lab import browsing, opening, running
from course.kit.lab.opening import fill, usual_folder
from course.kit.lab.running import _first_answering
from course.kit.lab.trouble import Trouble
from course.kit.progress.page import START
from course.kit.working.copies import RECORD, Outcome, Taken
from course.kit.working.given import REPOSITORY


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Path, str, bool]]:
    """Let nothing be started; collect what would be."""
    asked: list[tuple[Path, str, bool]] = []

    def serve(folder: Path, page: str, *, port: int, browser: bool) -> None:
        asked.append((folder, page, browser))

    monkeypatch.setattr(opening, "serve", serve)
    monkeypatch.setattr(opening, "address_of_running", lambda folder, page: None)
    return asked


def test_the_usual_folder_is_the_working_folder_around_you(tmp_path: Path) -> None:
    chapter = tmp_path / "work" / "ch01_environment"
    chapter.mkdir(parents=True)
    (tmp_path / "work" / RECORD).write_text("{}", encoding="utf-8")
    assert usual_folder(chapter) == tmp_path / "work"
    assert usual_folder(tmp_path) == REPOSITORY / "work"


def test_a_folder_is_filled_and_opened_at_its_start_page(
    tmp_path: Path, served: list[tuple[Path, str, bool]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "has_browser", lambda: True)
    assert main(["lab", "--folder", str(tmp_path / "work")]) == 0
    assert served == [(tmp_path / "work", "/lab/tree/START.md", True)]
    assert (tmp_path / "work/ch08_gpu/ch08_gpu.ipynb").is_file()


def test_without_a_browser_the_address_is_for_the_reader(
    tmp_path: Path,
    served: list[tuple[Path, str, bool]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(opening, "has_browser", lambda: False)
    assert main(["lab", "--folder", str(tmp_path / "work")]) == 0
    assert [browser for *_, browser in served] == [False]
    assert "There is no browser here" in capsys.readouterr().out


def test_without_a_start_page_the_files_are_opened(
    tmp_path: Path, served: list[tuple[Path, str, bool]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "write_start_page", lambda folder, **_more: False)
    assert main(["lab", "--folder", str(tmp_path / "work"), "--no-browser"]) == 0
    assert served == [(tmp_path / "work", "/lab", False)]


def test_a_running_server_is_shown_and_no_file_is_touched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shown: list[str] = []
    monkeypatch.setattr(opening, "address_of_running", lambda folder, page: "http://there/lab")
    monkeypatch.setattr(opening, "has_browser", lambda: True)
    monkeypatch.setattr(opening, "show", lambda address: shown.append(address) or True)
    assert main(["lab", "--folder", str(tmp_path)]) == 0
    assert shown == ["http://there/lab"]
    assert list(tmp_path.iterdir()) == []
    assert "already" in capsys.readouterr().out


def test_trouble_is_told_without_a_traceback(
    tmp_path: Path, served: list[tuple[Path, str, bool]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["lab", "--folder", str(tmp_path), "--lang", "tlh"]) == 1
    error = capsys.readouterr().err
    assert "What happened: there is no release/tlh" in error
    assert "What to do: choose another language" in error
    assert "Traceback" not in error
    assert served == []


def test_a_folder_that_cannot_be_written_to_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    release = tmp_path / "release" / "en"
    release.mkdir(parents=True)
    read_only = OSError(errno.EROFS, "Read-only file system")
    monkeypatch.setattr(opening, "why_not_writable", lambda folder: read_only)
    with pytest.raises(Trouble) as trouble:
        fill(tmp_path / "release", tmp_path / "work", None)
    assert f"{tmp_path / 'work'} can't be written to: Read-only file system" in str(trouble.value)
    assert "--folder" in str(trouble.value)


@pytest.mark.parametrize("below", ["", "work"])
def test_a_folder_that_is_a_file_is_said_to_be_one(below: str, tmp_path: Path) -> None:
    (tmp_path / "release" / "en").mkdir(parents=True)
    file = tmp_path / "notes.txt"
    file.write_text("mine", encoding="utf-8")
    with pytest.raises(Trouble) as trouble:
        fill(tmp_path / "release", file / below, None)
    assert str(trouble.value) == (
        f"What happened: {file} is a file, and no folder.\n"
        "What to do: choose another folder with --folder."
    )


@pytest.fixture
def lab_answering() -> Iterator[str]:
    """Something that answers like JupyterLab to the right token."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            right = self.path == "/base/lab/api/settings"
            right &= self.headers["Authorization"] == "token secret"
            self.send_response(200 if right else 403)
            self.end_headers()
            self.wfile.write(b"{}" if right else b"no")

        def log_message(self, *arguments: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/base/"
        server.shutdown()


def test_only_a_lab_of_this_folder_that_answers_counts(tmp_path: Path, lab_answering: str) -> None:
    here = {"root_dir": str(tmp_path), "url": lab_answering, "token": "secret"}
    gone = here | {"url": "http://127.0.0.1:9/"}
    elsewhere = here | {"root_dir": str(tmp_path.parent)}
    locked = here | {"token": "another"}
    for server in (gone, elsewhere, locked, here | {"root_dir": ""}):
        assert _first_answering([server], tmp_path, "/lab") is None
    found = _first_answering([gone, here], tmp_path, "/lab/tree/START.md")
    assert found == f"{lab_answering}lab/tree/START.md?token=secret"


def test_a_damaged_note_of_a_server_stops_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(tmp_path))
    (tmp_path / "jpserver-1.json").write_text("{", encoding="utf-8")
    (tmp_path / "jpserver-2.json").write_text(json.dumps({"pid": 1}), encoding="utf-8")
    assert running.address_of_running(tmp_path, "/lab") is None


def test_there_is_no_browser_on_a_machine_without_a_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browsing.sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"):
        monkeypatch.delenv(name, raising=False)
    assert not browsing.has_browser()
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setattr(browsing.webbrowser, "get", lambda: object())
    assert browsing.has_browser()

    def none() -> None:
        raise webbrowser.Error("could not locate runnable browser")

    monkeypatch.setattr(browsing.webbrowser, "get", none)
    assert not browsing.has_browser()
    monkeypatch.setattr(browsing.webbrowser, "open", lambda address: none())
    assert not browsing.show("http://localhost")


def test_the_start_page_names_a_chapter_that_is_newer_now(
    tmp_path: Path, served: list[tuple[Path, str, bool]], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "work"
    assert main(["lab", "--folder", str(folder), "--no-browser"]) == 0
    assert "**New:**" not in (folder / START).read_text(encoding="utf-8")
    name = "ch05_broadcasting/ch05_broadcasting.ipynb"
    outcome = Outcome(
        taken=[Taken(name, "kept.ipynb", ()), Taken("ch02_x/map.csv", "kept.csv", ())]
    )
    monkeypatch.setattr(opening, "fill", lambda *_: outcome)
    assert main(["lab", "--folder", str(folder), "--no-browser"]) == 0
    page = (folder / START).read_text(encoding="utf-8")
    assert f"**New:** [Broadcasting]({name}) has changed since you were here last." in page
    assert "`ch05_broadcasting/kept`" in page
    assert page.count("**New:**") == 1
