"""What code in the sandbox can see, reach and do; everything here is asked from inside."""

from __future__ import annotations

import json
import os
import socket
from pathlib import Path

import pytest
from inside import Inside, cell, raised, said
from sandboxed import settled

import autograder
import course
from autograder.sandbox import Ended, seccomp
from autograder.sandbox.view import GIVEN, ROOT

REPOSITORY = Path(__file__).parents[2]


def asked(inside: Inside, source: str) -> object:
    """Run a cell, and read the JSON that it prints."""
    return json.loads(inside.says(source))


# -- files ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        "course/chapters",
        "course/build",
        "course/hidden.py",
        "course/grading.py",
        "course/commands.py",
        "course/dispatch.py",
        "autograder/grading",
        "autograder/records",
        "autograder/simulate",
        "source",
        "release",
        "tests",
        ".git",
        ".secret",
        "gradebook.db",
        "submitted",
        "nbgrader_config.py",
    ],
)
def test_nothing_of_the_repository_is_there_but_what_runs(path: str, inside: Inside) -> None:
    exists = f"os.path.exists({str(ROOT / path)!r})"
    assert asked(inside, f"import json, os\nprint(json.dumps({exists}))") is False


def test_the_kit_and_the_given_chapters_are_there(inside: Inside, given: Path) -> None:
    source = f"""
import json, os
import course.kit, autograder.sandbox
print(json.dumps([sorted(os.listdir({str(ROOT / "course")!r})), sorted(os.listdir({GIVEN!r}))]))
"""
    parts, chapters = asked(inside, source)
    assert set(parts) <= {"__init__.py", "kit", "__pycache__"}
    assert chapters == sorted(path.name for path in given.iterdir())


@pytest.mark.parametrize(
    "module", ["course.chapters", "course.build", "course.hidden", "autograder.grading", "tests"]
)
def test_what_is_not_there_can_not_be_imported(module: str, inside: Inside) -> None:
    assert raised(inside.ran(f"import {module}")).startswith("ModuleNotFoundError")


def test_no_home_and_no_folder_for_data_is_seen(inside: Inside) -> None:
    source = """
import json, os
def listed(path):
    try:
        return os.listdir(path)
    except OSError:
        return []
folders = ("/home", "/root", "/var", "/mnt", "/media", "/srv", "/opt", "/run")
print(json.dumps({path: listed(path) for path in folders}))
"""
    seen = asked(inside, source)
    # Python and its libraries may lie in one of them, and are shown.
    shown = {str(path) for path in [*_library_folders(), ROOT]}
    for folder, names in seen.items():
        for name in names:
            assert any(path.startswith(f"{folder}/{name}") for path in shown), (folder, name)


def _library_folders() -> list[str]:
    from autograder.sandbox.view import _libraries

    return _libraries()


def test_a_file_of_the_grader_is_not_seen_even_where_it_lies_in_tmp(
    inside: Inside, tmp_path: Path
) -> None:
    secret = tmp_path / "gradebook.db"
    secret.write_text("points")
    found = asked(inside, f"import json, os\nprint(json.dumps(os.path.exists({str(secret)!r})))")
    assert found is False


def test_only_the_scratch_folder_can_be_written_to(inside: Inside) -> None:
    source = """
import json, os
places = ["/", "/usr", "/etc", "/dev", "/given", *[p for p in __import__("sys").path if p]]
places += [os.path.dirname(__import__(m).__file__) for m in ("torch", "course", "IPython")]
def written(place):
    try:
        with open(os.path.join(place, "autograder-test"), "w"):
            return True
    except OSError:
        return False
mine = [os.getcwd(), os.environ["TMPDIR"], "/dev/shm", "/scratch", os.environ["HOME"]]
print(json.dumps([[p for p in places if written(p)], [p for p in mine if not written(p)]]))
"""
    assert asked(inside, source) == [[], []]


def test_no_variable_of_the_graders_environment_is_handed_on(
    inside: Inside, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COURSE_SECRET", "never seen")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "never seen")
    inside.box.close()  # so that the warm process is started with them around
    names = asked(inside, "import json, os\nprint(json.dumps(dict(os.environ)))")
    assert "never seen" not in names.values()
    assert not {"COURSE_SECRET", "AWS_SECRET_ACCESS_KEY"} & set(names)
    assert names["USER"] == "student"


def test_no_variable_is_handed_on_without_a_sandbox_either(
    unsandboxed: Inside, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COURSE_SECRET", "never seen")
    unsandboxed.box.close()
    names = asked(unsandboxed, "import json, os\nprint(json.dumps(dict(os.environ)))")
    assert "never seen" not in names.values()


def test_no_descriptor_of_the_graders_is_open_but_the_pipe(inside: Inside) -> None:
    source = """
import json, os, stat
kinds = []
for number in range(3, 1024):
    try:
        kinds.append(stat.S_ISFIFO(os.fstat(number).st_mode))
    except OSError:
        pass
print(json.dumps(kinds))
"""
    assert asked(inside, source) == [True]


# -- processes and rights ------------------------------------------------------------------------


def test_no_process_is_seen(inside: Inside) -> None:
    source = """
import json, os
print(json.dumps([os.getpid(), os.getppid(), [n for n in os.listdir("/proc") if n.isdigit()]]))
"""
    assert asked(inside, source) == [1, 0, []]


def test_it_is_nobody_without_rights_for_good(inside: Inside) -> None:
    source = """
import ctypes, json, os, struct
libc = ctypes.CDLL(None)
header, data = struct.pack("Ii", 0x20080522, 0), ctypes.create_string_buffer(24)
libc.capget(ctypes.c_char_p(header), data)
print(json.dumps({
    "ids": [os.getuid(), os.geteuid(), os.getgid()],
    "capabilities": data.raw.hex().strip("0"),
    "bounding": [n for n in range(40) if libc.prctl(23, n, 0, 0, 0) == 1],
    "no_new_privs": libc.prctl(39, 0, 0, 0, 0),
    "seccomp": libc.prctl(21, 0, 0, 0, 0),
}))
"""
    found = asked(inside, source)
    assert found["capabilities"] == ""
    assert found["bounding"] == []
    assert found["no_new_privs"] == 1
    assert found["seccomp"] == 2  # SECCOMP_MODE_FILTER
    assert 0 not in found["ids"]


CALL = """
import ctypes, json, os
libc = ctypes.CDLL(None, use_errno=True)
def error_of(number, *arguments):
    ctypes.set_errno(0)
    return ctypes.get_errno() if libc.syscall(number, *arguments) == -1 else 0
"""


def test_every_system_call_on_the_list_is_refused(inside: Inside) -> None:
    column = seccomp._COLUMN[os.uname().machine]
    numbers = {name: calls[column] for name, calls in seccomp._REFUSED.items()}
    errors = f"{{n: error_of(c, 0, 0, 0, 0, 0) for n, c in {numbers!r}.items()}}"
    source = f"{CALL}\nprint(json.dumps({errors}))"
    assert asked(inside, source) == dict.fromkeys(numbers, 1)  # EPERM


def test_new_namespaces_by_clone_and_odd_sockets_are_refused(inside: Inside) -> None:
    column = seccomp._COLUMN[os.uname().machine]
    clone, clone3, socket = (
        calls[column] for calls in (seccomp._CLONE, seccomp._CLONE3, seccomp._SOCKET)
    )
    flags = [1 << bit for bit in (17, 25, 26, 27, 28, 29, 30)]
    source = f"""{CALL}
print(json.dumps([
    [error_of({clone}, flag | 17, 0, 0, 0, 0) for flag in {flags!r}],
    error_of({clone3}, 0, 0),
    [error_of({socket}, family, 1, 0) for family in (16, 17, 38, 40, 44)],
    [error_of({socket}, family, 1, 0) for family in (1, 2)],
]))
"""
    refused, no_clone3, odd, usual = asked(inside, source)
    assert refused == [1] * len(flags)  # EPERM
    assert no_clone3 == 38  # ENOSYS, at which libraries fall back to clone
    assert odd == [97] * 5  # EAFNOSUPPORT
    assert usual == [0, 0]


def test_threads_and_processes_of_its_own_still_work(inside: Inside) -> None:
    source = """
import json, subprocess, sys, threading, os
found = []
threading.Thread(target=lambda: found.append("thread")).start()
if os.fork() == 0:
    os._exit(3)
found.append(os.waitstatus_to_exitcode(os.wait()[1]))
other = subprocess.run([sys.executable, "-c", "print(5)"], capture_output=True)
found.append(other.stdout.decode())
print(json.dumps(found))
"""
    assert asked(inside, source) == ["thread", 3, "5\n"]


def test_the_network_leads_nowhere(inside: Inside) -> None:
    source = """
import json, socket
def refused(address):
    try:
        socket.create_connection(address, timeout=1)
        return False
    except OSError:
        return True
print(json.dumps([refused(("127.0.0.1", PORT)), refused(("192.0.2.1", 80))]))
"""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        assert asked(inside, source.replace("PORT", str(port))) == [True, True]
        listening.settimeout(0.1)
        with pytest.raises(TimeoutError):
            listening.accept()


def test_signals_reach_nobody_outside(inside: Inside) -> None:
    before = settled(inside.box.pid)
    source = """
import json, os, signal
def sent(process):
    try:
        os.kill(process, signal.SIGTERM)
        return True
    except OSError:
        return False
others = [n for n in range(2, 3000) if sent(n)]
print(json.dumps([others, sent(-1)]))
"""
    assert asked(inside, source) == [[], False]
    assert settled(inside.box.pid) == before


# -- one submission after the other --------------------------------------------------------------

LEAVE = """
import ctypes, json, os, socket, sys
def places():
    return ["/tmp", "/dev/shm", "/scratch", "/var/tmp", "/run", os.getcwd(), os.environ["HOME"]]
def found():
    libc = ctypes.CDLL(None, use_errno=True)
    here = [p for p in places() if os.path.exists(os.path.join(p, "left-behind"))]
    if libc.shmget(4711, 0, 0) != -1:
        here.append("shared memory of System V")
    if libc.msgget(4711, 0) != -1:
        here.append("message queue")
    if libc.semget(4711, 0, 0) != -1:
        here.append("semaphore")
    with socket.socket(socket.AF_UNIX) as one:
        if one.connect_ex("\\0left-behind") == 0:
            here.append("abstract socket")
    if "left_behind" in sys.modules or hasattr(json, "left_behind") or "LEFT_BEHIND" in os.environ:
        here.append("module or variable")
    if "left_behind" in globals():
        here.append("global")
    return here
def leave():
    global left_behind, kept
    libc = ctypes.CDLL(None, use_errno=True)
    libc.shmget(4711, 4096, 0o1666)
    libc.msgget(4711, 0o1666)
    libc.semget(4711, 1, 0o1666)
    for place in places():
        try:
            open(os.path.join(place, "left-behind"), "w").close()
        except OSError:
            pass
    kept = socket.socket(socket.AF_UNIX)
    kept.bind("\\0left-behind")
    kept.listen()
    sys.modules["left_behind"] = json.left_behind = left_behind = json
    os.environ["LEFT_BEHIND"] = "1"
"""


def test_the_next_submission_finds_nothing_of_the_one_before(inside: Inside) -> None:
    look = cell("look", "print(json.dumps(found()))")
    own = inside.run(cell("a", LEAVE), cell("b", "leave()"), look, files=[("mine.txt", b"1")])
    seen = json.loads(said(own.runs["look"]))
    assert {"/dev/shm", "/scratch", "abstract socket", "global"} <= set(seen)
    assert {"shared memory of System V", "message queue", "semaphore"} <= set(seen)
    other = inside.run(cell("a", LEAVE), look, cell("files", "print(os.listdir())"))
    assert json.loads(said(other.runs["look"])) == []
    assert "mine.txt" not in said(other.runs["files"])


def test_what_is_patched_in_one_submission_is_whole_in_the_next(inside: Inside) -> None:
    inside.says("import torch, builtins\ntorch.add = builtins.sorted = None\nprint(1)")
    assert (
        inside.says("import torch\nprint(sorted([2, torch.add(torch.ones(1), 2).item()]))")
        == "[2, 3.0]"
    )


def test_files_that_were_handed_in_lie_where_the_notebook_runs(inside: Inside) -> None:
    files = [("data/numbers.txt", b"1 2 3"), ("torch.py", b"raise SystemExit")]
    outcome = inside.run(
        cell("read", "print(open('data/numbers.txt').read())"),
        cell("import", "import torch\nprint(torch.ones(1).item())"),
        files=files,
    )
    assert said(outcome.runs["read"]) == "1 2 3\n"
    assert said(outcome.runs["import"]) == "1.0\n"


def test_the_warm_process_itself_has_read_no_author_of_the_course(inside: Inside) -> None:
    source = """
import json, sys
print(json.dumps(sorted(n for n in sys.modules if n.split(".")[0] in ("course", "autograder"))))
"""
    names = asked(inside, source)
    assert set(name.split(".")[1] for name in names if "." in name) == {"kit", "sandbox"}
    assert Path(course.__file__).parent.parent == Path(autograder.__file__).parent.parent


def test_a_notebook_that_ends_well_says_so(inside: Inside) -> None:
    assert inside.ran("1 + 1").ended is Ended.DONE
