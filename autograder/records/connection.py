"""The connection to nbgrader's gradebook: one that waits for its turn instead of failing.

SQLite lets one program write at a time. Its own answer to a second one is `database is locked`;
here every transaction that is going to write takes its turn at the start (`BEGIN IMMEDIATE`), so
that it waits, and never has to give up what it has read (https://sqlite.org/lang_transaction.html).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import Session

from autograder.records.errors import RecordsError

PATIENCE = 120.0
"""For how many seconds to wait while another program writes into a SQLite gradebook."""


def patient(url: str, seconds: float = PATIENCE) -> str:
    """Give a gradebook's URL in a form by which whoever uses it waits for its turn."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite" and "timeout" not in parsed.query:
        parsed = parsed.update_query_dict({"timeout": str(seconds)})
    return parsed.render_as_string(hide_password=False)


def create_missing_tables(url: str, course: str) -> None:
    """Let nbgrader make the gradebook, where there is none, and the course in it."""
    with _alembic_on_path(), explained(url), Gradebook(url, course):
        pass


def connect(url: str) -> Engine:
    """Make the engine for `reading` and `writing`."""
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _begin_only_when_told)
        event.listen(engine, "begin", _begin)
    return engine


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """Open a session that sees one state of the gradebook, and changes nothing."""
    with explained(str(engine.url)), Session(engine) as session:
        yield session


@contextmanager
def writing(engine: Engine) -> Iterator[Session]:
    """Open a session whose changes are made all together at its end, or not at all."""
    turn = engine.execution_options(writes=True)
    with explained(str(engine.url)), Session(turn) as session, session.begin():
        yield session


@contextmanager
def explained(url: str) -> Iterator[None]:
    """Raise a database's own errors as RecordsError, with what to do."""
    try:
        yield
    except DBAPIError as error:
        raise RecordsError(f"{_what_happened(error, url)} {_what_next(error)}") from error


def _what_happened(error: DBAPIError, url: str) -> str:
    reason = str(error.orig).strip().split("\n")[0]
    place = make_url(url).set(query={}).render_as_string(hide_password=True)
    return f"The gradebook {place} could not be used: {reason}."


def _what_next(error: DBAPIError) -> str:
    reason = str(error.orig)
    if "locked" in reason:
        return (
            "Another program has been writing into it for longer than this one waits. "
            "End that one, then run this command again: it goes on where it stopped."
        )
    if isinstance(error, OperationalError) and "no such column" in reason:
        return "An older nbgrader made it. Copy it to a safe place, then run `nbgrader db upgrade`."
    return "Nothing of this batch was recorded. Mend the cause, then run this command again."


def _begin_only_when_told(connection: Any, record: Any) -> None:
    """Keep Python's sqlite3 from beginning transactions by itself, and too late."""
    connection.isolation_level = None


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def _alembic_on_path() -> Iterator[None]:
    """Let nbgrader find the program `alembic`, which it runs to make a gradebook."""
    before = os.environ.get("PATH", "")
    os.environ["PATH"] = os.pathsep.join(filter(None, [str(Path(sys.executable).parent), before]))
    try:
        yield
    finally:
        os.environ["PATH"] = before
