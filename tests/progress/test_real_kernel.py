"""The same in a real kernel: by the request alone it is known whether a person runs a cell."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from front_end import CHAPTERS
from jupyter_client.blocking import BlockingKernelClient
from jupyter_client.manager import start_new_kernel

from course.build.authored import read_exercise
from course.kit.progress.keeping import RECORD

CHAPTER = CHAPTERS[0]


@pytest.fixture
def kernel(working: Path) -> Iterator[BlockingKernelClient]:
    quiet = ["--IPKernelApp.log_level=ERROR"]
    manager, client = start_new_kernel(cwd=str(working / CHAPTER), extra_arguments=quiet)
    yield client
    client.stop_channels()
    manager.shutdown_kernel(now=True)


def run(client: BlockingKernelClient, code: str, **metadata: Any) -> tuple[dict[str, Any], str]:
    """Run a cell; give the reply, and all that came on stderr."""
    content = {"code": code, "silent": False, "store_history": True, "user_expressions": {}}
    content |= {"allow_stdin": False, "stop_on_error": False}
    message = client.session.msg("execute_request", content, metadata=metadata)
    client.shell_channel.send(message)
    errors = []
    while True:
        told = client.get_iopub_msg(timeout=60)
        if told["parent_header"].get("msg_id") != message["header"]["msg_id"]:
            continue
        if told["msg_type"] == "stream" and told["content"]["name"] == "stderr":
            errors.append(told["content"]["text"])
        if told["msg_type"] == "status" and told["content"]["execution_state"] == "idle":
            break
    while True:
        reply = client.get_shell_msg(timeout=60)
        if reply["parent_header"].get("msg_id") == message["header"]["msg_id"]:
            return reply["content"], "".join(errors)


def test_a_whole_notebook_run_by_a_program_leaves_nothing_and_a_persons_cell_is_kept(
    working: Path, kernel: BlockingKernelClient, names: Callable[[], set[str]]
) -> None:
    before = names()
    answer = read_exercise(CHAPTER, "join_rows").answer
    begin = f"import torch\nfrom course.kit import check, hint, reset\n{answer}"
    reply, errors = run(kernel, f"{begin}\ncheck(join_rows)\nhint(join_rows)\nreset(join_rows)")
    assert (reply["status"], reply["payload"], errors) == ("ok", [], "")
    assert names() == before

    reply, errors = run(kernel, "check(join_rows)\nhint(join_rows)", cellId="a-cell")
    assert (reply["status"], errors) == ("ok", "")
    known = json.loads((working / RECORD).read_text(encoding="utf-8"))["exercises"][CHAPTER]
    assert known["join_rows"]["best"]["verdict"] == "passed"
    assert known["join_rows"]["hints"] == 1

    grade_id = {"grade_id": "join_rows"}
    reply, errors = run(kernel, "reset('join_rows')", cellId="a-cell", nbgrader=grade_id)
    assert errors == ""
    (payload,) = reply["payload"]
    assert payload["source"] == "set_next_input"
    assert payload["replace"] is True
    assert "not attempted yet" in payload["text"]
    (kept,) = (working / CHAPTER).glob("kept/join_rows-kept-*.py")
    assert "return joined" in kept.read_text(encoding="utf-8")

    # What stands below the reset in the same cell defines the student's function once more.
    run(kernel, f"reset('join_rows')\n{answer}", cellId="a-cell", nbgrader=grade_id)
    run(kernel, "check(join_rows)", cellId="another")
    known = json.loads((working / RECORD).read_text(encoding="utf-8"))["exercises"][CHAPTER]
    assert "best" not in known["join_rows"]
    assert known["join_rows"]["before_reset"]["verdict"] == "passed"
