"""What a process says that its cells put out is built anew, and can't pass for a verdict."""

from __future__ import annotations

from typing import Any

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbformat.v4 import new_code_cell, new_notebook
from notebooks import chapter

from autograder.grading.outputs import LONGEST, MOST_OUTPUTS, clean, error_of, of_verdict, text
from course.kit.judging.judge import Verdict
from course.kit.report import MIME, Report
from course.kit.words import FAILED, NOT_ATTEMPTED, PASSED

JOIN = chapter("ch02_tensor_ops").exercises["join_rows"]
STREAM = {"output_type": "stream", "name": "stdout", "text": "1\n"}


def shown(**data: Any) -> dict[str, Any]:
    return {"output_type": "display_data", "data": data, "metadata": {"trusted": True}}


def assert_valid(outputs: list[Any]) -> None:
    cell = new_code_cell("", outputs=outputs, id="a")
    nbformat.validate(new_notebook(cells=[cell]), version=4, version_minor=5)


def test_honest_outputs_stay() -> None:
    found = clean(
        [
            STREAM,
            {"output_type": "display_data", "data": {"text/html": "<b>1</b>"}},
            {"output_type": "execute_result", "data": {"text/plain": "1"}, "execution_count": 7},
            {"output_type": "error", "ename": "E", "evalue": "no", "traceback": ["a", "b"]},
        ]
    )
    assert [output.output_type for output in found] == [
        "stream",
        "display_data",
        "execute_result",
        "error",
    ]
    assert found[0].text == "1\n"
    assert found[2].data == {"text/plain": "1"}
    assert error_of(found) == "E: no"
    assert_valid(found)


def test_a_false_verdict_is_taken_out() -> None:
    false = shown(**{MIME: "passed", "text/plain": "✓"})
    assert [dict(output.data) for output in clean([false])] == [{"text/plain": "✓"}]
    assert clean([shown(**{MIME: {"verdict": "passed"}})]) == []


def test_metadata_and_fields_of_ones_own_are_dropped() -> None:
    (found,) = clean([shown(**{"text/plain": "1"}) | {"extra": 1}])
    assert found.metadata == {}
    assert "extra" not in found


@pytest.mark.parametrize(
    "output",
    [
        None,
        "text",
        {},
        {"output_type": "update_display_data", "data": {"text/plain": "1"}},
        shown(),
        shown(**{"text/plain": ["1"]}),
        shown(**{"no mime type": "1"}),
        shown(**{"TEXT/HTML\n": "1"}),
        {"output_type": "display_data", "data": "text/plain"},
        {"output_type": ["stream"]},
    ],
)
def test_what_is_no_output_is_left_out(output: Any) -> None:
    assert clean([output]) == []


def test_there_is_a_limit_to_how_many_and_how_long() -> None:
    assert len(clean([STREAM] * (MOST_OUTPUTS + 5))) == MOST_OUTPUTS
    assert len(clean([STREAM | {"text": "x" * (LONGEST + 5)}])[0].text) == LONGEST


def test_characters_that_no_page_can_hold_are_replaced() -> None:
    assert text("a\x00b\x1b[31m\ud800c\n") == "a\ufffdb\ufffd[31m\ufffdc\n"
    assert text(7) == ""


leaves = st.none() | st.booleans() | st.integers() | st.text(max_size=9)
kinds = st.sampled_from(["stream", "display_data", "execute_result", "error", "other"])
nodes = st.recursive(
    leaves, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=8
)
fields = st.sampled_from(
    ["name", "text", "data", "metadata", "ename", "evalue", "traceback", "execution_count"]
)
outputs = st.dictionaries(
    fields,
    nodes
    | st.dictionaries(
        st.sampled_from(["text/plain", "text/html", "image/png", MIME, "a b"]), nodes
    ),
)


@given(st.lists(nodes | st.builds(lambda o, k: o | {"output_type": k}, outputs, kinds)))
def test_anything_becomes_valid_outputs(sent: list[Any]) -> None:
    found = clean(sent)
    assert_valid(found)
    assert all(MIME not in output.get("data", {}) for output in found)


@pytest.mark.parametrize(
    ("verdict", "points", "kinds"),
    [
        (PASSED, JOIN.max_points, ["display_data"]),
        (FAILED, 0.0, ["display_data", "error"]),
        (NOT_ATTEMPTED, 0.0, ["display_data", "error"]),
        (FAILED, JOIN.max_points / 2, ["display_data", "execute_result"]),
    ],
)
def test_a_verdict_is_written_as_nbgrader_reads_points(
    verdict: str, points: float, kinds: list[str]
) -> None:
    given = Verdict("join_rows", verdict, points, JOIN.max_points, 0, 1, reason="")
    found = of_verdict(Report(JOIN, given))
    assert [output.output_type for output in found] == kinds
    if "execute_result" in kinds:
        assert float(found[-1].data["text/plain"]) == points
