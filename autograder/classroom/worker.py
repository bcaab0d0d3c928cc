"""What one worker does: grade a submission, in a sandbox that it keeps for the next one."""

from __future__ import annotations

import contextlib
import ctypes
import gc
import logging
import multiprocessing
import os
import signal
import sys
import threading
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from pathlib import Path

import torch
import torch._dynamo  # some of torch's functions import it at their first call

from autograder.grading.material import load
from autograder.grading.one import grade
from autograder.grading.result import Result
from autograder.sandbox import Box, Limits
from autograder.submission import Handed

_PARENT_DEATH = 1  # of prctl


class VersionError(Exception):
    """A worker has another version of the course than the program that sent it work."""


@dataclass(frozen=True)
class Setting:
    """What is the same for all submissions of a run. `releases` is the folder of the releases."""

    releases: Path
    secret: bytes
    limits: Limits
    sandboxed: bool


@dataclass(frozen=True)
class Task:
    """One submission to grade. `version` is that of the chapter where the work is given out."""

    student: str
    chapter: str
    handed: Handed
    version: str


_here = threading.local()
_one_at_a_time = threading.Lock()
"""Observing the reference sets torch's settings, which all threads of a process share."""


def grade_task(setting: Setting, task: Task) -> Result:
    """Grade one submission.

    Raises SandboxError where there is no sandbox, and VersionError where the course here isn't
    the one that the work comes from.
    """
    with _one_at_a_time:
        # The reference is observed where the sandbox observes: without an accelerator.
        os.environ["CUDA_VISIBLE_DEVICES"] = ""
        material = load(setting.releases, task.chapter)
        if material.version != task.version:
            raise VersionError(
                f"The course on worker {os.uname().nodename} is not the one that gave out the "
                "work. Bring all machines to the same version of the course, then start again."
            )
        return grade(task.student, task.handed, material, setting.secret, _box(setting))


def _box(setting: Setting) -> Box:
    """Give this thread's sandbox, which it keeps as long as the setting is the same."""
    if getattr(_here, "setting", None) != setting:
        if hasattr(_here, "box"):
            _here.box.close()
        _here.box = Box(setting.releases, setting.limits, sandboxed=setting.sandboxed)
        _here.setting = setting
    return _here.box


def begin() -> None:
    """Make this process a worker: quiet, not stopped by Ctrl-C, and gone when its parent is."""
    torch.set_num_threads(1)
    logging.disable(logging.CRITICAL)
    # What a worker holds stays: torch, chapters, cases. Looking through it for garbage is what
    # takes long, and the little that it would find can wait.
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})  # what it starts is interrupted
    if sys.platform.startswith("linux"):
        with contextlib.suppress(OSError):
            ctypes.CDLL(None).prctl(_PARENT_DEATH, signal.SIGKILL)
    # The server that forks workers lives as long as one of them does: when the program that
    # gives out the work is killed, nothing else would end them.
    threading.Thread(
        target=_end_with, args=(multiprocessing.parent_process(),), daemon=True
    ).start()


def _end_with(program: BaseProcess | None) -> None:
    if program is not None:
        program.join()
        os._exit(1)
