"""What a picture claims is what torch does."""

from __future__ import annotations

import re
from itertools import pairwise

import numpy as np
import pytest
import torch
from draw_gallery import sentences
from hypothesis import given, settings
from hypothesis import strategies as st

from course.kit import draw
from course.kit.draw import indexing, topics
from course.kit.draw.bridging import BRIDGES, COPIES, Bridge
from course.kit.draw.curves import Plot, ticks
from course.kit.draw.durations import Plot as TimePlot
from course.kit.draw.durations import duration
from course.kit.draw.lines import break_lines
from course.kit.draw.reshaping import resolve
from course.kit.draw.sheet import Stroke, Word
from course.kit.draw.style import INDEX_SIZE
from course.kit.draw.tables import CELL_WIDTH
from course.kit.draw.timelines import _spans

FEW = settings(max_examples=60, deadline=None, derandomize=True)
X = torch.arange(12).reshape(3, 4)
INDICES = [
    draw.at[1],
    draw.at[-1, 1:],
    draw.at[..., ::2],
    draw.at[None, 2],
    draw.at[[2, 0]],
    draw.at[[0, 1], [3, 3]],
    X > 5,
    draw.at[:, torch.tensor([True, False, False, True])],
]


@pytest.mark.parametrize("index", INDICES, ids=indexing.spell)
def test_the_marked_cells_are_those_that_torch_picks(index: object) -> None:
    places = indexing.places(X, indexing.usable(index))
    assert places == X[index].flatten().tolist()


@pytest.mark.parametrize("index", INDICES, ids=indexing.spell)
def test_a_slice_is_said_to_share_memory_when_a_change_is_seen(index: object) -> None:
    x = X.clone()
    said = "shares memory with x" in sentences(draw.slices(x, index))
    x[index].add_(100)
    assert said == bool((x != X).any())


@pytest.mark.parametrize("index", [draw.at[1], draw.at[::-1], draw.at[[2, 0]], draw.at[0, 1]])
def test_a_slice_of_an_array_is_judged_by_numpy(index: object) -> None:
    a = np.arange(12).reshape(3, 4)
    said = "shares memory with a" in sentences(draw.slices(a, index, name="a"))
    assert said == np.shares_memory(a, a[index])


@pytest.mark.parametrize("x", [X, X.T, X[:, :3], X.T[:2], X.expand(2, 3, 4)[:, :1]])
def test_reshape_is_said_to_copy_when_it_does(x: torch.Tensor) -> None:
    same = x.reshape(-1).untyped_storage().data_ptr() == x.untyped_storage().data_ptr()
    assert ("shares memory" in sentences(draw.reshape(x, -1))) == same


@FEW
@given(st.lists(st.integers(0, 6), min_size=1, max_size=3), st.integers(0, 3))
def test_minus_one_stands_for_what_torch_makes_of_it(shape: list[int], place: int) -> None:
    x = torch.zeros(shape)
    asked = [*shape]
    asked[place % len(shape)] = -1
    try:
        expected = tuple(x.reshape(asked).shape)
    except RuntimeError:
        with pytest.raises(ValueError, match="cannot be laid out"):
            resolve(x.numel(), tuple(asked))
    else:
        assert resolve(x.numel(), tuple(asked)) == expected


@pytest.mark.parametrize("dim", [0, 1, 2, -1, -3])
def test_a_sum_shows_the_numbers_and_the_shape_of_torch(dim: int) -> None:
    z = torch.arange(24).reshape(2, 3, 4)
    text = draw.sum_axis(z, dim).text
    total = z.sum(dim)
    assert f"The shape (2, 3, 4) becomes {tuple(total.shape)}." in text
    sums = [line.split(" = ") for line in text.split("The sums:")[1].strip().splitlines()]
    assert [int(right) for _left, right in sums] == total.flatten().tolist()
    for left, right in sums:
        assert sum(int(term) for term in left.split(": ")[1].split(" + ")) == int(right)


def test_cat_says_how_dtypes_promote() -> None:
    mixed = draw.cat([torch.ones(2, dtype=torch.int64), torch.ones(1, dtype=torch.float16)])
    assert "The dtypes int64 and float16 are promoted to float16." in sentences(mixed)
    assert "promoted" not in draw.cat([torch.ones(2), torch.ones(1)]).text


def test_each_cell_of_a_cat_has_its_source() -> None:
    text = draw.cat([X[:, :2], X[:, 2:]], 1).text
    assert "0 |  A:0   A:1    B:2    B:3" in text


def test_memory_finds_each_element_at_its_storage_cell() -> None:
    text = draw.memory(x=X, column=X[:, 1], corner=X[2:, 3:], last=X[2, 3]).text
    rows = dict(line.split(" | ") for line in map(str.strip, text.splitlines()) if " | " in line)
    assert rows["column"].split() == [*".0...1...2.."]
    assert rows["corner"].split() == [*["."] * 11, "0,0"]
    assert rows["last"].split() == [*["."] * 11, "last"]
    assert "share cell 11 of it" in sentences(draw.memory(x=X, last=X[2, 3]))


def test_memory_tells_apart_what_shares_nothing() -> None:
    text = sentences(draw.memory(x=X, y=X.clone()))
    assert "storage 1 (x) and storage 2 (y) have no cell in common" in text
    halves = sentences(draw.memory(left=X[:, :2], right=X[:, 2:]))
    assert "left and right look at the same storage, but at different cells." in halves
    three = sentences(draw.memory(x=X, left=X[:, :2], right=X[:, 2:]))
    assert "the same storage. No cell of it is looked at by all of them." in three


def test_memory_finds_each_element_of_an_array_beside_tensors() -> None:
    a = np.arange(12.0).reshape(3, 4)
    picture = draw.memory(a=a, tensor=torch.from_numpy(a[1:, ::2]), back=a[2, ::-1])
    text = picture.text
    rows = dict(line.split(" | ") for line in map(str.strip, text.splitlines()) if " | " in line)
    assert rows["tensor"].split() == [*"....", "0,0", ".", "0,1", ".", "1,0", ".", "1,1", "."]
    assert rows["back"].split() == [*"........3210"]
    assert "share cells 8 and 10 of it" in sentences(picture)


@pytest.mark.parametrize("dtype", ["int8", "float32", "complex128"])
def test_an_array_is_said_to_share_when_numpy_says_so(dtype: str) -> None:
    a = np.arange(6).astype(dtype)
    others = [torch.from_numpy(a), torch.tensor(a), a[::-1], a.copy(), torch.from_numpy(a[2:])]
    for other in others:
        said = "look at the same storage" in sentences(draw.memory(a=a, other=other))
        assert said == np.shares_memory(a, np.asarray(other))


@pytest.mark.parametrize("bridge", BRIDGES, ids=lambda bridge: bridge.code)
def test_a_bridge_does_with_memory_what_the_map_says(bridge: Bridge) -> None:
    a = np.arange(3.0)
    x = torch.arange(3.0)
    names = {"torch": torch, "np": np, "a": a, "x": x}
    result = np.asarray(eval(bridge.code.replace("...", "None"), names))
    source = a if bridge.from_array else x.numpy()
    assert np.shares_memory(result, source) == (bridge.kind != COPIES)


@pytest.mark.parametrize(
    "code", ["torch.as_tensor(a, dtype=torch.float32)", "torch.asarray(a, dtype=torch.int8)"]
)
def test_a_bridge_that_shares_if_it_can_copies_for_another_dtype(code: str) -> None:
    a = np.arange(3.0)
    assert not np.shares_memory(np.asarray(eval(code, {"torch": torch, "a": a})), a)


def test_an_expanded_tensor_looks_at_a_cell_many_times() -> None:
    text = draw.memory(torch.zeros(1).expand(2, 1)).text
    assert "0,0; 1,0" in text


@FEW
@given(*[st.lists(st.integers(0, 3), max_size=5).map(tuple)] * 2)
def test_shapes_are_aligned_as_torch_does(a: tuple[int, ...], b: tuple[int, ...]) -> None:
    text = sentences(draw.broadcast(a, b))
    try:
        expected = tuple(torch.broadcast_shapes(a, b))
    except RuntimeError:
        assert "they don't fit" in text
    else:
        assert f"the result has shape {expected}" in text


@pytest.mark.parametrize(
    ("a", "b"), [(X[:1], X[:, :1]), (X, X[0]), (X[0], X[:, 1:2]), (X[0, 0], X)]
)
def test_the_marked_cells_of_a_broadcast_are_as_many_as_lie_in_memory(
    a: torch.Tensor, b: torch.Tensor
) -> None:
    first, second, result = draw.broadcast(a, b).text.split(" in shape ")[1:]
    assert (first.count("["), second.count("[")) == (a.numel(), b.numel())
    assert "[" not in result
    assert first.count("(") - 1 == (a + b).numel() - a.numel()


def test_a_broadcast_shows_what_torch_gives() -> None:
    a, b = X[:1], X[:, :1]
    result = draw.broadcast(a, b, "-").text.split("result in shape")[1]
    rows = [line.split(" | ")[1].split() for line in result.splitlines() if " | " in line]
    assert [[int(cell) for cell in row] for row in rows[1:]] == (a - b).tolist()


VIEWS = [
    X,
    X.T,
    X[1:, ::2],
    X[2, 1],
    X.unfold(1, 2, 1),
    torch.arange(4).expand(3, 4),
    torch.arange(8).as_strided((3, 3), (2, 1), 1),
    torch.arange(400).reshape(20, 20)[7:, 3::4],
]


@pytest.mark.parametrize("x", VIEWS, ids=lambda x: f"{tuple(x.shape)}{x.stride()}")
def test_each_cell_of_a_strides_picture_names_the_storage_cell_of_its_value(
    x: torch.Tensor,
) -> None:
    pairs = re.findall(r"(\d+):(\d+)", draw.strides(x).text.split("\n\n")[1])
    assert pairs
    # Every view here lies over a storage that counts from 0, so cell and value are one number.
    assert all(cell == value for cell, value in pairs)


@pytest.mark.parametrize("x", VIEWS, ids=lambda x: f"{tuple(x.shape)}{x.stride()}")
def test_a_step_along_an_axis_leads_to_the_next_element(x: torch.Tensor) -> None:
    text = sentences(draw.strides(x))
    first = x[(0,) * x.ndim]
    for dim, size in enumerate(x.shape):
        index = tuple(int(axis == dim) for axis in range(x.ndim))
        if size > 1 and x.stride(dim):
            assert f"from {int(first)} to {int(x[index])}." in text.split(f"dim {dim} goes")[1]
        elif size > 1:
            assert f"One step along dim {dim} stays in the same cell." in text
        else:
            assert f"along dim {dim}" not in text


@pytest.mark.parametrize("x", VIEWS, ids=lambda x: f"{tuple(x.shape)}{x.stride()}")
def test_the_arrows_of_a_strides_picture_end_over_the_cells_that_the_words_name(
    x: torch.Tensor,
) -> None:
    sheet = draw.strides(x).sheet
    labels = {}
    for item in sheet.items:
        if isinstance(item, Word) and item.text.isdigit() and item.size == INDEX_SIZE:
            labels[item.y, item.x] = int(item.text)
    strip = {at: cell for (y, at), cell in labels.items() if y == max(y for y, _ in labels)}
    heads = [item.points[0] for item in sheet.items if isinstance(item, Stroke) and item.filled]
    down = [x0 for x0, _y in heads if min(abs(x0 - at) for at in strip) < CELL_WIDTH / 2]
    ends = {strip[min(strip, key=lambda at: abs(at - x0))] for x0 in down}
    steps = {x.storage_offset() + s for s, n in zip(x.stride(), x.shape, strict=True) if n > 1}
    assert steps <= ends


@pytest.mark.parametrize("at", [(0, 0), (1, 2), (-1, -3)])
def test_a_product_is_worked_out_as_torch_does(at: tuple[int, int]) -> None:
    a, b = torch.arange(6).reshape(2, 3), torch.arange(12).reshape(3, 4) - 5
    text = sentences(draw.matmul(a, b, at=at))
    row, column = at[0] % 2, at[1] % 4
    assert f"Row {row} of a meets column {column} of b." in text
    work = text.split(f"(a @ b)[{row}, {column}] = ")[1].split(".")[0]
    terms, total = work.split(" = ")
    factors = [[int(n) for n in term.split(" * ")] for term in terms.split(" + ")]
    assert factors == [[p, q] for p, q in zip(a[row].tolist(), b[:, column].tolist(), strict=True)]
    assert int(total) == (a @ b)[row, column]


def test_the_words_of_timings_have_every_time_and_the_greatest_gap() -> None:
    times = {"slow": {8: 2e-3, 16: 1.6e-2}, "fast": {8: 1e-6, 16: 2e-6, 32: 0.5e-3}}
    text = sentences(draw.timings(times))
    assert "For a size of 16 (size), slow takes 16 ms and fast 2 us: 8,000 times" in text
    assert "slow 2 ms 16 ms -" in text
    assert "fast 1 us 2 us 500 us" in text


@pytest.mark.parametrize(
    ("seconds", "written"),
    [(1.0, "1 s"), (0.9996, "1 s"), (0.0123, "12 ms"), (4.56e-5, "46 us"), (9.96e-4, "1 ms")],
)
def test_a_time_is_written_in_the_unit_that_suits_it(seconds: float, written: str) -> None:
    assert duration(seconds) == written


def test_equal_factors_are_equal_distances() -> None:
    times = {1: 1e-3, 10: 1e-2, 100: 1e-1}
    plot = TimePlot.around({"one": list(times.items())})
    (x0, y0), (x1, y1), (x2, y2) = (plot.point(*sample) for sample in times.items())
    assert x1 - x0 == pytest.approx(x2 - x1)
    assert y1 - y0 == pytest.approx(y2 - y1)


def test_a_loss_counts_its_steps_from_0() -> None:
    text = sentences(draw.losses([4.0, 2.0, 1.0, 3.0]))
    assert "starts at 4 (step 0) and ends at 3 (step 3). It is lowest at step 2: 1." in text


def test_a_loss_that_is_nan_is_named() -> None:
    text = sentences(draw.losses([1.0, float("nan"), 0.5, float("inf")]))
    assert "The values at steps 1 and 3 are nan or infinite and have no dots." in text


@FEW
@given(st.floats(-1e6, 1e6), st.floats(1, 1e6))
def test_marks_on_an_axis_are_few_even_and_cover_it(low: float, length: float) -> None:
    high = low + length
    marks = ticks(low, high)
    slack = (marks[1] - marks[0]) * 1e-6
    assert 3 <= len(marks) <= 8
    assert marks[0] <= low + slack
    assert marks[-1] >= high - slack
    steps = [after - before for before, after in pairwise(marks)]
    assert max(steps) - min(steps) <= 1e-6 * max(steps) + 1e-9


def test_the_map_goes_from_mathematics_to_projects_and_names_every_topic() -> None:
    text = draw.field().text
    stages = ["1. Mathematics", "2. Python", "3. Theory", "4. Tools", "5. Projects"]
    assert sorted(stages, key=text.index) == stages
    assert all(f"- {topic.name}" in text for stage in topics.stages() for topic in stage.topics)


def test_every_chapter_lies_somewhere_on_the_map() -> None:
    taught = {n for stage in topics.stages() for topic in stage.topics for n in topic.chapters}
    assert taught == set(range(1, len(topics.chapters()) + 1))


@FEW
@given(
    st.lists(st.sampled_from(["a", "x[0, 1:]", "longer words", "(2, 3, 4)"])), st.integers(1, 30)
)
def test_lines_are_broken_at_spaces_outside_brackets(parts: list[str], width: int) -> None:
    text = " ".join(parts)
    lines = break_lines(text, lambda line: len(line) <= width)
    assert " ".join(lines) == text
    assert all(len(line) <= width or " " not in line.split("[")[0].split("(")[0] for line in lines)
    assert all(line.count("[") == line.count("]") for line in lines)


@pytest.mark.parametrize(
    "values", [[0.0, 0.0], [-1e6, -1e6 + 1e-6], [1e-300, 2e-300], [3e38, 1.0], [1e307, 1.0]]
)
def test_a_curve_of_any_size_lies_within_its_plot(values: list[float]) -> None:
    plot = Plot.around(list(enumerate(values)), len(values))
    for step, value in enumerate(values):
        x, y = plot.point(step, value)
        assert 0 <= x <= plot.width
        assert 0 <= y <= plot.height


CALLS = st.lists(
    st.tuples(st.just("a"), st.integers(0, 9), st.integers(0, 9), st.booleans()),
    min_size=1,
)


@FEW
@given(CALLS.filter(lambda calls: any(launch + work for _a, launch, work, _w in calls)))
def test_in_a_timeline_nobody_works_twice_at_once_or_before_being_asked(
    calls: list[tuple[str, float, float, bool]],
) -> None:
    spans = _spans(calls)
    for lane in (0, 1):
        own = [span for span in spans if span.lane == lane]
        assert all(one.end <= other.start for one, other in pairwise(own))
    worked = sum(span.end - span.start for span in spans if span.doing == "work")
    assert worked == sum(work for _a, _l, work, _w in calls)
    last = max(span.end for span in spans)
    assert f"accelerator at {max((s.end for s in spans if s.lane), default=0):.4g} ms" in sentences(
        draw.timeline(calls)
    )
    assert last <= sum(launch + work for _a, launch, work, _w in calls)


def test_a_timeline_needs_calls_and_times_that_are_not_negative() -> None:
    with pytest.raises(ValueError, match="needs calls"):
        draw.timeline([])
    with pytest.raises(ValueError, match="can't be negative, as that of a is"):
        draw.timeline([("a", -1, 2)])
