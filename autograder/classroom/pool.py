"""Sharing work out: to processes of this machine, or to the workers of a Dask cluster.

Both are used through `concurrent.futures`, by the same code.
"""

from __future__ import annotations

import contextlib
import itertools
import multiprocessing
import signal
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import forkserver, resource_tracker
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from autograder.classroom.worker import Setting, Task
    from autograder.grading.result import Result

_AHEAD = 3
"""Submissions that wait for each worker: enough to keep it busy, few enough to hold in memory."""


@dataclass(frozen=True)
class Failed:
    """A submission that no worker could grade, and why."""

    task: Task
    error: BaseException


Executors = Callable[[], contextlib.AbstractContextManager[Executor]]


def processes(workers: int) -> Executors:
    """Give a way to start so many processes on this machine.

    What they are made from begins at once to import what they need; so call this before importing
    the same.
    """
    # A server that has imported torch is forked for each worker; nothing else runs in it.
    name = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
    context = multiprocessing.get_context(name)
    if name == "forkserver":
        context.set_forkserver_preload(["autograder.classroom.worker"])
        _start_server()

    @contextlib.contextmanager
    def executors() -> Iterator[Executor]:
        from autograder.classroom.worker import begin

        if name == "forkserver":
            _start_server()
        executor = ProcessPoolExecutor(workers, mp_context=context, initializer=begin)
        try:
            yield executor
        except BaseException:
            # What is running would be waited for, and is graded again the next time.
            for process in list((executor._processes or {}).values()):
                process.kill()
            raise
        finally:
            executor.shutdown(cancel_futures=True)

    return executors


def _start_server() -> None:
    """Start the server that workers are forked from, unless it runs.

    An interrupt waits meanwhile, and always in the server: a terminal sends it to all.
    """
    resource_tracker.ensure_running()  # which lets interrupts through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def cluster(address: str) -> tuple[Executors, int]:
    """Give a way to use the Dask cluster at `address`, and the number of its threads.

    Raises OSError when no scheduler answers there, and ImportError without `distributed`.
    """
    from distributed import Client

    client = Client(address, timeout="10s", set_as_default=False)
    threads = sum(client.nthreads().values())

    @contextlib.contextmanager
    def executors() -> Iterator[Executor]:
        with client, client.get_executor(pure=False) as executor:
            yield executor

    return executors, max(threads, 1)


def share_out(
    tasks: Iterable[Task], setting: Setting, executors: Executors, workers: int
) -> Iterator[Result | Failed]:
    """Grade all tasks, giving each result as soon as it is there.

    A worker that dies takes nothing with it: what was being graded then is graded again, one
    submission after the other, and only one with which a worker dies again is given up.
    """
    waiting = iter(tasks)
    broken = True
    while broken:
        running: dict[Future[Result], Task] = {}
        try:
            with executors() as executor:
                yield from _all_at_once(waiting, running, setting, executor, workers)
            broken = False
        except BrokenProcessPool:
            yield from _one_by_one(list(running.values()), setting, executors)


def _one_by_one(
    tasks: list[Task], setting: Setting, executors: Executors
) -> Iterator[Result | Failed]:
    from autograder.classroom.worker import grade_task

    while tasks:
        try:
            with executors() as executor:
                while tasks:
                    result = _outcome(executor.submit(grade_task, setting, tasks[0]), tasks[0])
                    tasks.pop(0)
                    yield result
        except BrokenProcessPool as error:
            yield Failed(tasks.pop(0), error)


def _all_at_once(
    waiting: Iterator[Task],
    running: dict[Future[Result], Task],
    setting: Setting,
    executor: Executor,
    workers: int,
) -> Iterator[Result | Failed]:
    """Grade with one executor. When that breaks, `running` holds what was not finished."""
    from autograder.classroom.worker import grade_task

    try:
        while True:
            for task in itertools.islice(waiting, _AHEAD * workers - len(running)):
                running[executor.submit(grade_task, setting, task)] = task
            if not running:
                return
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                result = _outcome(future, running[future])
                del running[future]
                yield result
    finally:
        for future in running:
            future.cancel()


def _outcome(future: Future[Result], task: Task) -> Result | Failed:
    try:
        return future.result()
    except BrokenProcessPool:
        raise
    except Exception as error:
        return Failed(task, error)
