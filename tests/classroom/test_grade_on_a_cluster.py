"""A class graded by the workers of a Dask cluster has the same gradebook."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from classes import Classroom, contents

distributed = pytest.importorskip("distributed")


@pytest.fixture
def cluster() -> Iterator[str]:
    """Two processes of one thread each, as on two machines; gives the scheduler's address."""
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    ) as cluster:
        yield cluster.scheduler_address


def test_a_cluster_gives_everybody_the_same(classroom: Classroom, cluster: str) -> None:
    expected = classroom.hand_in(8, seed=7)
    rows = classroom.rows("--scheduler", cluster)
    assert classroom.points() == expected
    by_cluster = contents(classroom)
    classroom.empty()
    classroom.hand_in(8, seed=7)
    alone = classroom.rows()
    assert contents(classroom) == by_cluster
    assert [row | {"seconds": 0} for row in rows] == [row | {"seconds": 0} for row in alone]


def test_where_no_scheduler_answers_it_is_said(
    classroom: Classroom, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    classroom.answer("student-017", {})
    client = distributed.Client
    monkeypatch.setattr(
        distributed, "Client", lambda *a, **named: client(*a, **(named | {"timeout": "0.5s"}))
    )
    assert classroom.grade("--scheduler", "tcp://127.0.0.1:9") == 2
    assert "127.0.0.1:9" in capsys.readouterr().err
