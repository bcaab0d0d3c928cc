"""What a learner reads after a check, held against goldens."""

from __future__ import annotations

import base64
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from html.parser import HTMLParser

import pytest
import torch
from report_gallery import (
    CASES,
    Function,
    gallery,
    in_a_cell,
    off_by_one,
    one,
    outer_sum,
    reported,
    turned,
)

from course.kit.cases.case import case
from course.kit.judging.exercise import Exercise, KnownCase, Mistake, Rules
from course.kit.judging.judge import Verdict, judge_exercise
from course.kit.observing.observe import Observation, observe
from course.kit.report import MIME, Report
from course.kit.report.blocks import Code, Drawing, Table

Golden = Callable[[str, str], None]
REPORTS = gallery()


@pytest.mark.parametrize("name", REPORTS)
def test_the_text_is_what_a_learner_should_read(name: str, golden: Golden) -> None:
    golden(f"{name}.txt", f"{REPORTS[name]}\n")


def test_the_html_is_what_jupyter_gets(golden: Golden) -> None:
    assert REPORTS["recorded-mistake"].verdict.mistake is not None
    golden("recorded-mistake.html", REPORTS["recorded-mistake"]._repr_html_() + "\n")


def test_a_hidden_case_is_described_and_never_shown() -> None:
    report = REPORTS["hidden"]
    for text in map(str, report._repr_mimebundle_().values()):
        assert "7123" not in text
        assert "9456" not in text
    assert "negative numbers" in str(report)


@pytest.mark.parametrize("name", [name for name in REPORTS if name.startswith("quiz")])
def test_a_quiz_keeps_its_answers_to_itself(name: str) -> None:
    report = REPORTS[name]
    assert "expected" not in report._repr_html_().replace("were expected", "").replace(
        "was expected", ""
    )
    assert "<table" not in report._repr_html_()


class Tags(HTMLParser):
    """Reads the words and the marks of a report, and whether its tags are in balance."""

    VOID = ("img",)

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.words: list[str] = []
        self.framed: list[str] = []
        self.tables: list[list[list[tuple[str, dict[str, str | None]]]]] = []
        self._is_framed = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in self.VOID:
            self.open.append(tag)
        if tag == "table":
            self.tables.append([])
        if tag == "tr":
            self.tables[-1].append([])
        if tag in ("th", "td"):
            self.tables[-1][-1].append((tag, dict(attrs)))
        self._is_framed = tag == "span" and "outline: 2px" in (dict(attrs)["style"] or "")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        self._is_framed = False

    def handle_data(self, data: str) -> None:
        self.words += data.split()
        if self._is_framed:
            self.framed.append(data)


@pytest.mark.parametrize("name", REPORTS)
def test_the_html_says_the_same_words_and_is_well_formed(name: str) -> None:
    tags = Tags(REPORTS[name]._repr_html_())
    assert not tags.open
    shown = Counter("".join(tags.words).replace("Thepictureinwords", "").replace("^", ""))
    text = re.sub(r"[`^]", "", str(REPORTS[name]))
    assert shown == Counter("".join(text.split()))


@pytest.mark.parametrize("name", REPORTS)
def test_what_is_framed_in_html_has_carets_below_it_in_text(name: str) -> None:
    framed = Tags(REPORTS[name]._repr_html_()).framed
    below = re.sub(r"^.*raised.*\n(    .*\n)+", "", str(REPORTS[name]), flags=re.MULTILINE)
    assert sorted(map(len, framed)) == sorted(map(len, re.findall(r"\^+", below)))


@pytest.mark.parametrize("name", REPORTS)
def test_every_cell_of_a_table_is_named_by_its_row_and_column(name: str) -> None:
    for table in Tags(REPORTS[name]._repr_html_()).tables:
        for row in table[-1:]:
            assert (row[0][0], row[0][1].get("scope")) == ("th", "row")
        if len(table[0]) > 2:
            assert [tag for tag, _ in table[0]] == ["td"] + ["th"] * (len(table[0]) - 1)
            assert {attrs.get("scope") for _, attrs in table[0][1:]} == {"col"}
        assert len({len(row) for row in table}) == 1


FRAMED = {
    "another-value": ["32", "33"],
    "a-tuple": ["3", "1"],
    "words": ["b", "a"],
    "large": ["431", "432"],
    "three-dims": ["0", "4"],
    "strides": ["1", "2"],
    "bools": ["False", "True"],
    "changed-input": ["1", "2"],
}


@pytest.mark.parametrize("name", FRAMED)
def test_the_first_element_that_differs_is_framed_on_both_sides(name: str) -> None:
    assert Tags(REPORTS[name]._repr_html_()).framed == FRAMED[name]


def test_the_other_elements_that_differ_are_underlined_unless_all_do() -> None:
    assert REPORTS["bools"]._repr_html_().count("dotted") == 2
    assert "dotted" not in REPORTS["three-dims"]._repr_html_()


@pytest.mark.parametrize("name", REPORTS)
def test_no_report_floods_the_page(name: str) -> None:
    lines = str(REPORTS[name]).splitlines()
    assert len(lines) < 45
    table = [line for line in lines if line.startswith("    ") and " = " not in line]
    assert max((len(line) for line in table if "raise" not in line), default=0) < 170


def test_a_graph_is_a_picture_with_words_beside_it() -> None:
    page = REPORTS["gradients-cut"]._repr_html_()
    (image,) = re.findall(r'<img src="data:image/svg\+xml;base64,([^"]+)" alt="([^"]+)"', page)
    drawing = base64.b64decode(image[0]).decode()
    assert "not in this graph" in drawing
    assert "No way leads back from the result to x." in image[1]


def headings(name: str) -> list[str]:
    return headings_of(REPORTS[name])


def test_shapes_are_aligned_where_broadcasting_is_sure_to_be_the_matter() -> None:
    aligned = "How x and y meet: shapes aligned from the right"
    with_it = {name for name in REPORTS if aligned in headings(name)}
    assert with_it == {"exception-shapes", "silent-broadcast"}


ALIGNED = {
    "return 2 * (x + y)": True,
    "return torch.add(x, y).relu()": True,
    "return x.clone().sum() + x.mul(y)": True,
    "return (x < y).sum()": True,
    "x += y": True,
    "return x + y  # größer": True,
    "return x.double().relu() + y.relu()": False,
    "return x[:, 0] + y[:, 0]": False,
    "return (x * x).sum(1) + (y * y).sum(1)": False,
    "return torch.add(x.relu(), y)": False,
    "return x.sum(1).add(y.sum(1))": False,
    "return torch.ones(4) + y[:, 0] * x.sum()": False,
}


@pytest.mark.parametrize("line", ALIGNED)
def test_shapes_of_names_are_aligned_where_these_are_what_met(line: str) -> None:
    answer = in_a_cell(f"def answer(x, y):\n    {line}\n")["answer"]
    report = one(lambda x, y: x, answer, torch.ones(4, 1), torch.ones(2, 1))
    assert report.verdict.failures[0].got.raised is not None
    aligned = "How x and y meet: shapes aligned from the right"
    assert (aligned in headings_of(report)) == ALIGNED[line]


def test_only_the_graph_behind_a_gradient_is_drawn() -> None:
    drawn = {n for n, r in REPORTS.items() if any(isinstance(b, Drawing) for b in r.blocks)}
    assert drawn == {"gradients-cut", "gradients-half"}


def test_what_draws_and_paints_is_loaded_by_a_failure_only() -> None:
    script = (
        "import sys; from course.kit import check; check; "
        "print([m for m in sys.modules if m.startswith(('course.kit.draw', 'matplotlib'))])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.stdout.strip() == "[]", done.stderr


def cut_once(x: torch.Tensor) -> torch.Tensor:
    return x + x.detach()


TAKEN_BACK: dict[str, tuple[Function, Function]] = {
    "a vector": (lambda x: 2 * x, lambda x: cut_once(x)),
    "a number": (lambda x: 2 * x.sum(), lambda x: cut_once(x).sum()),
    "float64": (lambda x: 2 * x.double(), lambda x: cut_once(x).double()),
    "a complex result": (lambda x: 2j * x, lambda x: 1j * cut_once(x)),
    "several": (lambda x: [2 * x, 1, {"a": x}], lambda x: [cut_once(x), 1, {"a": x}]),
    "one of several": (lambda x: (x.detach(), 2 * x), lambda x: (x.detach(), cut_once(x))),
    "a column": (lambda x: 2 * x[:, None], lambda x: cut_once(x)[:, None]),
    "changed in the backward": (lambda x: 2 * x, lambda x: Zeroing.apply(x)),
}


class Zeroing(torch.autograd.Function):
    """Doubles, and overwrites the gradient that comes in."""

    @staticmethod
    def forward(ctx: object, x: torch.Tensor) -> torch.Tensor:
        return 2 * x

    @staticmethod
    def backward(ctx: object, gradient: torch.Tensor) -> torch.Tensor:
        return gradient.mul_(3)


@pytest.mark.parametrize("name", TAKEN_BACK)
def test_the_pasted_case_gives_the_gradient_that_the_report_names(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    reference, answer = TAKEN_BACK[name]
    x = torch.tensor([1.0, -0.5, 2.5], requires_grad=True)
    report = one(reference, answer, x, facts=("gradients",), parameters=("x",))
    (failure,) = report.verdict.failures
    assert failure.difference.fact == "gradients"
    cell = {"torch": torch, "outer_sum": answer}
    exec(case_of(report), cell)
    printed = capsys.readouterr().out
    assert torch.equal(cell["x"].grad, failure.got.gradients["x"].values)  # type: ignore[attr-defined]
    assert printed == f"{cell['x'].grad}\n"  # type: ignore[attr-defined]


def case_of(report: Report) -> str:
    return next(block.text for block in report.blocks if isinstance(block, Code))


def test_the_pasted_case_raises_in_the_backward_what_the_report_names() -> None:
    def overwrites(x: torch.Tensor) -> torch.Tensor:
        square = x.exp()
        result = square * 2
        square += 1
        return result

    x = torch.tensor([1.0, 2.0], requires_grad=True)
    report = one(lambda x: 2 * x.exp(), overwrites, x, facts=("gradients",), parameters=("x",))
    assert "modified by an inplace operation" in str(report)
    with pytest.raises(RuntimeError, match="modified by an inplace operation"):
        exec(case_of(report), {"torch": torch, "outer_sum": overwrites})


def test_the_way_back_is_pasted_only_where_it_fails() -> None:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    for answer in (lambda x: 3 * x, lambda x: x.nothing, torch.detach):
        report = one(lambda x: 2 * x, answer, x, facts=("gradients",), parameters=("x",))
        assert case_of(report).endswith("\nouter_sum(x)")
    expected = one(_refused, lambda x: 2 * x, x, facts=("gradients",), parameters=("x",))
    assert case_of(expected).endswith("\nouter_sum(x)")


def _refused(x: torch.Tensor) -> torch.Tensor:
    raise ValueError("no")


def test_values_that_differ_look_different() -> None:
    report = one(
        lambda x: x / 3, lambda x: x / 3 + 2e-6, torch.tensor([1.0, 2.0], dtype=torch.float64)
    )
    left, right = Tags(report._repr_html_()).framed
    assert left != right


def test_code_in_the_answer_cannot_become_markup() -> None:
    cases = [case("<b>bold</b>", torch.tensor([1]))]
    report = reported(lambda x: "a", lambda x: "<script>alert(1)</script>", cases)
    assert "<script" not in report._repr_html_()
    assert "<b>" not in report._repr_html_()


def test_programs_get_the_verdict_as_data() -> None:
    data = REPORTS["another-value"]._repr_mimebundle_()[MIME]
    assert data == {
        "exercise": "outer_sum",
        "verdict": "failed",
        "points": 0.0,
        "max_points": 2.0,
        "agreed": 0,
        "total": 2,
        "mistake": None,
        "detail": "1 of 6 values differ; the first is at index [1, 2].",
    }


def test_a_verdict_without_failures_is_one_line() -> None:
    verdict = Verdict("outer_sum", "passed", 2.0, 2.0, 5, 5)
    assert len(str(Report(REPORTS["passed"].exercise, verdict)).splitlines()) == 1


def test_of_two_faults_the_one_that_shows_is_explained() -> None:
    def adds_one_too_many(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
        return outer_sum(x, y) + 1

    def both(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
        if x.dtype == torch.float32:
            return turned(x, y)
        return adds_one_too_many(x, y)

    mistakes = tuple(
        Mistake(f.__name__, f"{f.__name__} explained.", dict(enumerate(observed(f))))
        for f in (turned, adds_one_too_many)
    )
    report = reported(outer_sum, both, CASES, mistakes=mistakes)
    assert report.verdict.mistake is None
    assert "It may be yours: adds_one_too_many explained." in str(report)


def test_a_mistake_that_rounding_blurs_is_not_said_to_give_exactly_this() -> None:
    made = case("a vector", torch.tensor([2.5, 1.5]))
    off = observe(lambda x: x + 1, made, parameters=("x",), facts=("allocated",))
    mistake = Mistake("off", "Off.", {0: off}, frozenset([0]))
    report = reported(
        lambda x: x + 1 - 1 + 0,
        lambda x: x + 1 + 1,
        [made],
        facts=("allocated",),
        mistakes=(mistake,),
        parameters=("x",),
    )
    assert "fails on this case too, by what rounding leaves. It may be yours: Off." in str(report)


def observed(function: Function) -> list[Observation]:
    return [observe(function, c, parameters=("x", "y")) for c in CASES]


def test_a_stub_of_another_exercise_is_named_as_the_cause() -> None:
    def other(x: torch.Tensor) -> torch.Tensor:
        raise NotImplementedError("not attempted yet")

    report = reported(outer_sum, lambda x, y: other(x) + y, CASES)
    assert report.verdict.verdict == "failed"
    assert "Your code calls other, which is not attempted yet." in str(report)


def test_a_list_is_told_from_a_tuple_where_that_counts() -> None:
    cases = [case("a vector", torch.tensor([1]))]
    strict = reported(lambda x: (1, 2), lambda x: [1, 2], cases, facts=("sequence",))
    assert "The result is a list; a tuple was expected." in str(strict)
    assert reported(lambda x: (1, 2), lambda x: [1, 2], cases).verdict.verdict == "passed"


def headings_of(report: Report) -> list[str]:
    return [block.heading for block in report.blocks]


def test_what_the_table_shows_is_said_below_it_and_is_no_reason() -> None:
    report = one(lambda x: x * 2, lambda x: x * 3, torch.tensor(2.5))
    assert table_of(report).below == "The value of the result is 7.5; 5.0 was expected."
    assert "Why" not in headings_of(report)
    known = one(lambda x: x * 2, lambda x: x[None] * 2, torch.tensor(2.5))
    assert not table_of(known).below
    assert "Why" in headings_of(known)


def test_an_input_that_is_changed_as_well_is_told_of() -> None:
    def doubles(x: torch.Tensor) -> torch.Tensor:
        return x.mul_(2)

    told = "Why\n    The call also changes its input x, which it should leave as it was.\n"
    x = torch.tensor([2.5, 1.5])
    assert told in str(one(lambda x: x + 1, doubles, x))
    assert told not in str(one(lambda x: x + 1, lambda x: x * 2, x))
    assert told not in str(one(doubles, lambda x: x.mul_(3), x))
    assert "changes its input x" in str(one(lambda x: x * 2, doubles, x))
    assert "also changes" not in str(one(lambda x: x * 2, doubles, x))
    refused = one(lambda x: x + 1, lambda x: x.mul_(2).nothing, x)
    assert "changes its input" not in str(refused)


def test_the_other_cases_that_fail_are_named_when_some_agree() -> None:
    def only_for_floats(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
        return outer_sum(x, y) if x.is_floating_point() else off_by_one(x, y)

    cases = [*CASES, case("three and two", torch.tensor([1, 2, 3]), torch.tensor([1, 2]))]
    report = str(reported(outer_sum, only_for_floats, cases))
    assert "These fail as well\n    three and two." in report
    assert "These fail as well" not in str(reported(outer_sum, off_by_one, cases))


WRONG_INPUTS = {
    "too few": lambda x: x,
    "too many": lambda x, y, z: x,
    "of other names": lambda x, *, other: x,
}


@pytest.mark.parametrize("name", WRONG_INPUTS)
def test_a_function_that_cannot_be_called_is_told_what_the_task_gives(name: str) -> None:
    answer = WRONG_INPUTS[name]
    answer.__name__ = answer.__qualname__ = "outer_sum"
    report = str(reported(outer_sum, answer, CASES))
    assert "has to take what the task gives: `def outer_sum(x, y):`." in report


def test_inputs_missing_within_the_answer_are_another_matter() -> None:
    report = str(reported(outer_sum, lambda x, y: (lambda a: a)(x, y), CASES))
    assert "A function is called with more inputs than it takes." in report


PASTE = "Paste the case into a new cell"


def test_what_cannot_be_pasted_whole_is_not_to_be_pasted() -> None:
    large = REPORTS["large"]
    assert PASTE not in str(large)
    assert "Make a small input of the same kind" in str(large)


def test_a_forbidden_call_is_not_looked_for_in_the_case() -> None:
    assert PASTE not in str(REPORTS["banned"])
    assert "Do it with other functions or operators." in str(REPORTS["banned"])


def rounded(x: torch.Tensor) -> torch.Tensor:
    return x.float() / 3


PRECISE = torch.tensor([1.0, 2.0, 86.55], dtype=torch.float64)


def test_values_that_another_dtype_has_rounded_are_said_to_be_that() -> None:
    report = str(one(lambda x: x / 3, rounded, PRECISE))
    assert "The values are rounded differently because of the dtype" in report
    assert "value (differs)" not in report
    assert "only the dtype differs" in str(REPORTS["another-dtype"])


def test_values_that_differ_beside_the_dtype_are_marked() -> None:
    report = str(one(lambda x: x / 3, lambda x: rounded(x) + 1, PRECISE))
    assert "dtype (differs)" in report
    assert "value (differs)" in report
    assert "The values differ as well." in report


def test_what_is_only_a_method_is_named_as_one() -> None:
    report = reported(
        outer_sum,
        lambda x, y: x[:, None].expand(-1, len(y)) + y,
        CASES,
        banned=("torch.expand", "torch.cat"),
    )
    assert "torch.Tensor.expand is called" in str(report)


def test_float32_is_written_with_the_digits_that_it_holds() -> None:
    report = str(one(lambda x: x * 1, lambda x: x + 1, torch.tensor(28.85)))
    assert "The value of the result is 29.85; 28.85 was expected." in report
    close = str(one(lambda x: x * 1, lambda x: x + 3e-5, torch.tensor([1.0, 2.0])))
    left, right = re.findall(r"at \[0\] \(differs\)\s+(\S+)\s+(\S+)", close)[0]
    assert (left, right) == ("1.0", "1.00003")


def test_of_a_quiz_only_its_answers_are_counted() -> None:
    assert REPORTS["quiz-1"].title == "✗ outer_sum: not right yet."
    assert "1 of 3 answers are right" in str(REPORTS["quiz-1"])


WORDS = {"a": "at once", "b": "in backward", "c": "right", "d": "in backward"}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (
            {"b": "in backwards"},
            "'in backwards' is none of the words that are asked for; 'in backward' may be meant.",
        ),
        (
            {"b": "In Backward", "d": "AT ONCE"},
            "'In Backward' is none of the words that are asked for; 'in backward' may be meant. "
            "'AT ONCE' is none of the words that are asked for; 'at once' may be meant.",
        ),
        ({"b": "never"}, "'never' is none of the words that are asked for."),
        ({"b": "right"}, ""),
        ({"b": 3}, "Each answer is a string; 'b' is a Python int."),
    ],
)
def test_a_word_that_answers_nothing_is_told_of(given: dict[str, object], said: str) -> None:
    report = str(one(lambda: WORDS, lambda: {**WORDS, **given}, parameters=()))
    wrong = ", ".join(map(repr, given))
    told = f"{4 - len(given)} of 4 answers are right. Look again at: {wrong}."
    assert "\n    " + f"{told} {said}".strip() + "\n" in report


def test_the_only_word_of_a_quiz_is_not_given_away() -> None:
    only = {"a": "right", "b": "right"}
    report = str(one(lambda: only, lambda: {"a": "rihgt", "b": "right"}, parameters=()))
    assert "'rihgt' is none of the words that are asked for." in report
    assert "'right'" not in report
    mixed = str(one(lambda: {"a": "x", "b": None}, lambda: {"a": "y", "b": None}, parameters=()))
    assert "none of the words" not in mixed


def test_of_a_quiz_the_keys_that_are_missing_or_too_many_are_named() -> None:
    def said(answers: object) -> str:
        return str(one(lambda: WORDS, lambda: answers, parameters=())).split("Why\n    ")[1]

    assert said({"a": "right", "b": "right"}).startswith("Keys that are missing: 'c', 'd'.\n")
    assert said({**WORDS, "e": 1}).startswith("Keys that are not asked for: 'e'.\n")
    both = {**WORDS, "C": "right"}
    del both["c"]
    assert said(both).startswith("Keys that are missing: 'c'. Keys that are not asked for: 'C'.\n")
    assert said(["right"]).startswith("The result is a list; a dict was expected.\n")
    short = str(one(lambda: [1, 2], lambda: [1], parameters=()))
    assert "The length of the result is 1; 2 was expected." in short


def table_of(report: Report) -> Table:
    return next(block for block in report.blocks if isinstance(block, Table))


def test_a_number_and_a_tensor_of_the_same_value_differ_in_type_alone() -> None:
    report = reported(lambda x: 40.0, lambda x: torch.tensor(40.0), [case("one", 2)])
    rows = {row.name: row.differs for row in table_of(report).rows}
    assert rows == {"type": True, "value": False}
    report = reported(lambda x: 40.0, lambda x: torch.tensor(41.0), [case("one", 2)])
    assert all(row.differs for row in table_of(report).rows)


def rows_of(report: Report) -> list[str]:
    return [row.name for row in table_of(report).rows]


def test_a_single_number_is_shown_once() -> None:
    for x in (torch.tensor([2.5]), torch.tensor([[2.5]]), torch.tensor(2.5)):
        report = one(lambda x: x * 2, lambda x: x * 3, x)
        assert rows_of(report) == ["shape", "dtype", "value"]
    x = torch.tensor([2.5], requires_grad=True)
    half = one(lambda x: x * 2, lambda x: x + x.detach(), x, facts=("gradients",))
    assert rows_of(half) == ["shape", "dtype", "gradient of x"]
    two = one(lambda x: x * 2, lambda x: x * 3, torch.tensor([2.5, 1.5]))
    assert rows_of(two)[-1] == "at [0]"


def test_values_of_another_dtype_that_are_the_same_are_written_once() -> None:
    def cells(x: torch.Tensor, answer: Function) -> list[str]:
        return [cell.text for cell in table_of(one(lambda x: x / 3, answer, x)).rows[-1].cells]

    table = torch.tensor([[3.0, 6.0], [9.0, 12.0]], dtype=torch.float64)
    assert cells(table, lambda x: (x / 3).float()) == ["[[1., 2.],\n [3., 4.]]", "the same values"]
    assert cells(table[0], lambda x: (x / 3).int()) == ["[1., 2.]", "[1, 2]"]
    rounded_ones = cells(table / 7, lambda x: (x / 3).float())
    assert "the same values" not in rounded_ones


def test_keys_without_quotes_are_told_of() -> None:
    w = torch.ones(())
    report = str(reported(lambda x: {"w": True}, lambda x: {w: True}, [case("one", 2)]))
    assert "The keys of the result are a tensor of shape ()" not in report
    assert "The keys of the result are a 0-d tensor; 'w' were expected." in report
    assert "A string as a key stands in quotes" in report
    assert "SeenTensor" not in report


def test_none_is_taken_for_a_forgotten_return_only_where_it_is_never_right() -> None:
    cases = [case("one", 1), case("two", 2)]
    always = str(reported(lambda x: x, lambda x: None, cases, parameters=("x",)))
    assert "ends without `return`" in always
    odd = reported(lambda x: x if x == 1 else None, lambda x: None, cases, parameters=("x",))
    assert "None; a Python int was expected" in str(odd)
    assert "ends without `return`" not in str(odd)


def test_a_none_that_is_returned_is_no_forgotten_return() -> None:
    def reads_too_early(x: torch.Tensor) -> torch.Tensor | None:
        return x.grad

    x = torch.tensor([2.5, 1.5])
    report = str(one(lambda x: x * 2, reads_too_early, x))
    assert "ends without `return`" not in report
    assert "`.grad` is None for a tensor that doesn't require gradients" in report
    helped = str(one(lambda x: x * 2, lambda x: reads_too_early(x), x))
    assert "return`" not in helped
    assert "`.grad`" not in helped


def test_only_the_dtype_differs_where_nothing_else_that_counts_does() -> None:
    x = torch.tensor([2.5, 1.5], requires_grad=True)

    def said(answer: Function, *facts: str) -> str:
        return str(one(lambda x: x * 2, answer, x, facts=facts))

    only = "The values are right; only the dtype differs."
    assert only in said(lambda x: x.double() * 2, "requires_grad", "gradients")
    cut = said(lambda x: x.detach().double() * 2, "requires_grad")
    assert only not in cut
    assert "The values are right." in cut
    assert only in said(lambda x: x.detach().double() * 2)
    assert only not in said(lambda x: [x.detach().mul_(2).double(), x.data.mul_(1)][0])


def test_strides_are_shown_beside_values_where_they_count() -> None:
    def turned_view(x: torch.Tensor) -> torch.Tensor:
        return x[:, None].expand(3, 3)

    def of(answer: Function, *facts: str) -> Report:
        vector = case("a vector", torch.tensor([1, 2, 3]))
        return reported(lambda x: x.expand(3, 3), answer, [vector], facts=facts)

    report = of(turned_view, "strides")
    assert {row.name: row.differs for row in table_of(report).rows}["strides"]
    assert "the expected result with its last two axes exchanged" in str(report)
    assert "strides" not in {row.name for row in table_of(of(turned_view)).rows}
    row_of_one = [case("a row", torch.tensor([[1, 2, 3]]))]
    same = reported(lambda x: x + 1, lambda x: x.T.contiguous().T, row_of_one, facts=("strides",))
    assert not {row.name: row.differs for row in table_of(same).rows}["strides"]


def test_small_numbers_that_are_far_off_are_not_called_rounded() -> None:
    tiny = torch.tensor([1.5e-8, 2.5e-8])

    def of(got: torch.Tensor) -> str:
        cases = [case("one", 1)]
        known = [KnownCase(c, observe(lambda x: tiny, c, parameters=("x",))) for c in cases]
        rules = Rules(tolerance=(1e-9, 0.0))
        seen = [observe(lambda x: got, c, parameters=("x",)) for c in cases]
        exercise = Exercise("f", "F", ("x",), {"basic": 1}, rules, ("a", "b"), tuple(known), ())
        return str(Report(exercise, judge_exercise(exercise, known, seen)))

    assert "rounded on the way" in of(tiny * (1 + 5e-7))
    assert "another order" in of(tiny.flip(0))
    for text in ("rounded", "another order"):
        assert text not in of(tiny / 2)


def test_tensors_in_a_tuple_stand_below_each_other() -> None:
    column = torch.tensor([[1.0], [2.0]])
    report = str(reported(lambda x: (column, column), lambda x: column, [case("one", 1)]))
    assert "([[1.],   " in report
    lines = [line.strip() for line in report.splitlines()]
    at = next(i for i, line in enumerate(lines) if "([[1.]," in line)
    assert [line.split("   ")[0].strip() for line in lines[at + 1 : at + 4]] == [
        "[2.]],",
        "[[1.],",
        "[2.]])",
    ]


def test_a_part_of_the_result_is_named_as_one() -> None:
    def first_row(x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        return x + 1, x[0]

    def copied(x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        return x + 1, x[0].clone()

    table = case("a table", torch.ones(2, 2))
    report = reported(first_row, copied, [table], facts=("shares",), parameters=("x",))
    assert "memory of result[1]" in {row.name for row in table_of(report).rows}


def test_a_class_is_called_one() -> None:
    report = reported(lambda x: 1, lambda x: ValueError, [case("one", 1)])
    assert "The result is a class; a Python int was expected." in str(report)


def test_an_input_that_only_requires_gradients_now_is_shown_as_that() -> None:
    def asking(x: torch.Tensor) -> torch.Tensor:
        x.requires_grad_()
        return x.detach() + 1

    report = reported(lambda x: x + 1, asking, [case("one", torch.ones(2))], parameters=("x",))
    rows = {row.name: [cell.text for cell in row.cells] for row in table_of(report).rows}
    assert rows["requires_grad of x after the call"] == ["False", "True"]
    assert "x after the call" not in rows
