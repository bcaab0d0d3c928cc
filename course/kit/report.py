"""Reports: a verdict as a learner reads it, in plain text and in HTML that say the same.

The HTML keeps to what JupyterLab leaves in untrusted output: headings, tables, `details`, and
no colours of its own, so that it is readable in every theme.
"""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from course.kit.advice import advice, part
from course.kit.compare import Difference, compare, described, kind_of, plain_text
from course.kit.exercise import Exercise
from course.kit.judge import Failure, Verdict
from course.kit.language import _, plural
from course.kit.observe import Observation
from course.kit.paste import pasteable
from course.kit.seen import Seen, SeenItems, SeenMapping, SeenOther, SeenPlain, SeenTensor
from course.kit.words import (
    CRASHED,
    FAILED,
    MIME,
    NOT_ATTEMPTED,
    NOT_JUDGED,
    OUT_OF_MEMORY,
    PASSED,
    TAMPERED,
    TIMED_OUT,
)

_SHOWN_WITH_VALUES = ("values", "type", "shape", "dtype")
_ROW_NAMES = {
    "strides": "strides",
    "shares": "memory",
    "requires_grad": "requires_grad",
    "changed": "input",
    "gradients": "gradient of",
    "allocated": "allocated",
    "transfers": "copies between devices",
    "moved": "bytes moved",
    "waits": "waits for a value",
    "sent": "bytes sent there",
    "fetched": "fetched from there",
}
# Of the palette by Okabe and Ito; the mark and the words say the same.
_COLOURS = {PASSED: "#009E73", FAILED: "#D55E00"}
_LEFT = 'style="text-align: left"'
_MARKS = {
    PASSED: "✓",
    FAILED: "✗",
    NOT_ATTEMPTED: "○",
    TIMED_OUT: "✗",
    OUT_OF_MEMORY: "✗",
    CRASHED: "✗",
    TAMPERED: "✗",
    NOT_JUDGED: "?",
}
_STOPPED = {
    TIMED_OUT: "{name}: timed out, since {reason}.",
    OUT_OF_MEMORY: "{name}: out of memory, since {reason}.",
    CRASHED: "{name}: crashed, since {reason}.",
    TAMPERED: "{name}: tampered with, since {reason}.",
    NOT_JUDGED: "{name}: not judged, since {reason}. This is not your fault.",
}


@dataclass(frozen=True)
class Block:
    """One part of a report: a heading and text, which is code or prose, or a table."""

    heading: str
    text: str = ""
    is_code: bool = False
    rows: tuple[tuple[str, str, str], ...] = ()


class Report:
    """A verdict in words. Jupyter shows its HTML; a terminal and a screen reader get the text."""

    def __init__(self, exercise: Exercise, verdict: Verdict) -> None:
        self.exercise = exercise
        self.verdict = verdict
        self.title = _title(verdict)
        self.blocks = _blocks(exercise, verdict)

    def __repr__(self) -> str:
        parts = [f"{_MARKS.get(self.verdict.verdict, '')} {self.title}".strip()]
        parts += [_block_text(block) for block in self.blocks]
        return "\n\n".join(parts)

    def _repr_html_(self) -> str:
        title = html.escape(f"{_MARKS.get(self.verdict.verdict, '')} {self.title}".strip())
        colour = _COLOURS.get(self.verdict.verdict, "#888888")
        return (
            f'<div style="border-left: 4px solid {colour}; padding-left: 12px">'
            f"<p><strong>{title}</strong></p>{''.join(map(_block_html, self.blocks))}</div>"
        )

    def _repr_mimebundle_(
        self, include: object = None, exclude: object = None
    ) -> dict[str, object]:
        return {
            "text/plain": repr(self),
            "text/html": self._repr_html_(),
            MIME: summary(self.verdict),
        }


def summary(verdict: Verdict) -> dict[str, object]:
    """Give a verdict in the form that programs read."""
    first = next((f for f in verdict.failures if not f.hidden), None)
    return {
        "exercise": verdict.exercise,
        "verdict": verdict.verdict,
        "points": verdict.points,
        "max_points": verdict.max_points,
        "agreed": verdict.agreed,
        "total": verdict.total,
        "mistake": verdict.mistake.name if verdict.mistake else None,
        "detail": verdict.reason or (first.difference.message if first else ""),
    }


def headline(verdict: Verdict) -> str:
    """Give the verdict in one sentence."""
    name = verdict.exercise
    if verdict.verdict == PASSED:
        text = plural("{count} case agrees", "{count} cases agree", verdict.total)
        return _("{name}: passed, {text}.").format(name=name, text=text)
    if verdict.verdict == NOT_ATTEMPTED:
        return _("{name}: not attempted yet.").format(name=name)
    if verdict.verdict in _STOPPED and not verdict.failures:
        return _(_STOPPED[verdict.verdict]).format(name=name, reason=verdict.reason)
    if not verdict.total:
        return _("{name}: not right yet, since {reason}.").format(name=name, reason=verdict.reason)
    text = _("{name}: not right yet, {agreed} of {total} cases agree.")
    if verdict.points > 0:
        text = _(
            "{name}: not right yet, {agreed} of {total} cases agree. "
            "This earns {points} of {max_points} points."
        )
    return text.format(
        name=name,
        agreed=verdict.agreed,
        total=verdict.total,
        points=f"{verdict.points:g}",
        max_points=f"{verdict.max_points:g}",
    )


def _title(verdict: Verdict) -> str:
    if verdict.verdict == NOT_ATTEMPTED:
        next_steps = _("Write your answer in the cell above, run that cell, then run this one.")
        return f"{headline(verdict)} {next_steps}"
    return headline(verdict)


def _blocks(exercise: Exercise, verdict: Verdict) -> tuple[Block, ...]:
    if not verdict.failures:
        return ()
    failure = verdict.failures[0]
    if failure.hidden:
        return _hidden_blocks(exercise, verdict)
    blocks = []
    # A quiz is asked again, so what was expected is not shown.
    if not _is_quiz(exercise):
        heading = _("The smallest case that fails: {about}").format(about=failure.case.about)
        call = pasteable(failure.case, exercise.parameters, exercise.name)
        blocks.append(Block(heading, call, is_code=True))
    if not _is_quiz(exercise) or _is_traceback(failure):
        blocks += _difference_blocks(failure, exercise.rules.facts)
    if failure.got.printed:
        blocks.append(Block(_("What your code printed"), failure.got.printed.rstrip(), True))
    explained = verdict.mistake or verdict.nearest or _calls_a_stub(failure)
    if explained or not _is_traceback(failure):
        blocks.append(Block(_("Why"), why(exercise, verdict)))
    blocks.append(Block(_("Next"), next_step(exercise)))
    return tuple(blocks)


def _hidden_blocks(exercise: Exercise, verdict: Verdict) -> tuple[Block, ...]:
    """Say what kind of input fails, and no more: the case itself stays hidden."""
    kinds = dict.fromkeys(failure.case.about for failure in verdict.failures)
    text = _(
        "All visible cases agree. Of the cases that are kept for grading, these fail: {kinds}."
    )
    return (
        Block(_("Where it fails"), text.format(kinds="; ".join(kinds))),
        Block(_("Next"), _("Try your function on inputs of this kind, of other sizes and values.")),
    )


def why(exercise: Exercise, verdict: Verdict) -> str:
    """Explain a failure: by the recorded mistake it equals, or else by what differs."""
    if verdict.mistake:
        return verdict.mistake.explanation
    if verdict.nearest:
        return _(
            "On this case your code gives what a known mistake gives. If it is the same one: {text}"
        ).format(text=verdict.nearest.explanation)
    failure = verdict.failures[0]
    if _calls_a_stub(failure):
        _line, name, _code = failure.got.raised.lines[-1]
        return _(
            "Your code calls {name}, which is not attempted yet. Write that one first."
        ).format(name=name)
    if _is_quiz(exercise):
        return _quiz_why(failure)
    sentences = [failure.difference.message]
    sentences.append(advice(failure.difference, failure.expected, failure.got))
    return " ".join(filter(None, sentences))


def _calls_a_stub(failure: Failure) -> bool:
    """Tell whether the student's code came upon another answer that isn't written yet."""
    raised = failure.got.raised
    return raised is not None and raised.is_stub and len(raised.lines) > 1


def _is_quiz(exercise: Exercise) -> bool:
    return not exercise.parameters


def _quiz_why(failure: Failure) -> str:
    """Say which answers of a quiz are right, without telling what the others should be."""
    message = failure.difference.message
    if failure.expected.value is None or failure.got.value is None:
        return message
    wanted, given = _answers(failure.expected.value), _answers(failure.got.value)
    if wanted.keys() != given.keys():
        return message
    wrong = [name for name, answer in wanted.items() if compare(answer, given[name])]
    if list(wanted) == [""]:
        return message if failure.difference.fact == "type" else _("That is not the answer.")
    said = _("{right} of {total} answers are right. Look again at: {wrong}.").format(
        right=len(wanted) - len(wrong), total=len(wanted), wrong=", ".join(wrong)
    )
    return " ".join(filter(None, [said, _of_another_kind(wanted, given, wrong)]))


def _of_another_kind(
    wanted: Mapping[str, Seen], given: Mapping[str, Seen], wrong: Sequence[str]
) -> str:
    """Say what kind the answers are of, where one isn't and telling it gives none of them away."""
    differences = [(name, compare(wanted[name], given[name])) for name in wrong]
    others = [(name, d) for name, d in differences if d is not None and d.fact == "type"]
    if not others or len({kind_of(answer) for answer in wanted.values()}) > 1:
        return ""
    name, difference = others[0]
    sentence = _("Each answer is {expected}; {name} is {got}.")
    return sentence.format(expected=difference.expected, name=name, got=difference.got)


def _answers(seen: Seen) -> dict[str, Seen]:
    """Take a quiz's result apart into answers with names; a single one has the name ""."""
    match seen:
        case SeenMapping():
            return dict(zip(map(shown, seen.keys), seen.values, strict=True))
        case SeenItems():
            return {_("number {n}").format(n=n): item for n, item in enumerate(seen.items, 1)}
    return {"": seen}


def next_step(exercise: Exercise) -> str:
    """Say what a learner can do after a failure."""
    if _is_quiz(exercise):
        return _("Read the section above again. For a nudge, run `hint({name})`.").format(
            name=exercise.name
        )
    return _(
        "Paste the case into a new cell and look at each step. For a nudge, run `hint({name})`."
    ).format(name=exercise.name)


def _is_traceback(failure: Failure) -> bool:
    """Tell whether all there is to show is an exception of the student's own code."""
    return failure.got.raised is not None and failure.difference.fact == "raised"


def _difference_blocks(failure: Failure, facts: Collection[str]) -> list[Block]:
    expected, got = failure.expected, failure.got
    if got.raised and _is_traceback(failure):
        lines = [f"line {number}, in {name}\n    {code}" for number, name, code in got.raised.lines]
        text = "\n".join([*lines, f"{got.raised.types[0]}: {got.raised.message}"])
        heading = _("Your code raised {name}").format(name=got.raised.types[0])
        if expected.raised:
            heading = _("Your code raised {name}; {wanted} was expected").format(
                name=got.raised.types[0], wanted=expected.raised.types[0]
            )
        return [Block(heading, text, is_code=True)]
    if failure.difference.fact == "called":  # then "Why" says all that there is
        return []
    rows = fact_rows(expected, got, failure.difference, facts)
    heading = _("Expected, and what your code gives")
    if failure.difference.where and failure.difference.fact not in _ROW_NAMES:
        heading = _("Expected, and what your code gives, in result{where}").format(
            where=failure.difference.where
        )
    return [Block(heading, rows=tuple(rows))]


def fact_rows(
    expected: Observation, got: Observation, difference: Difference, facts: Collection[str]
) -> list[tuple[str, str, str]]:
    """Put expected and got side by side: (fact, expected, got), a row for each fact."""
    rows: list[tuple[str, str, str]] = []
    if expected.value is not None and got.value is not None:
        # Of a nested result only the part that differs: it's what helps, and a quiz whose answer
        # is a dict keeps its other answers to itself.
        left, right = _differing_parts(expected.value, got.value, difference.where)
        rows += _layout_rows(left, right)
        if isinstance(left, SeenMapping) and difference.fact == "shape":
            rows.append((_("keys"), difference.expected, difference.got))
        elif difference.fact in _SHOWN_WITH_VALUES and "values" in facts:
            rows.append((_("value"), shown(left), shown(right)))
    else:
        rows.append((_("outcome"), _outcome(expected), _outcome(got)))
    if difference.fact in _ROW_NAMES:
        name = _(_ROW_NAMES[difference.fact])
        rows.append((f"{name} {difference.where}".strip(), difference.expected, difference.got))
    if difference.index:
        place = _("at {index}").format(index=list(difference.index))
        rows.append((place, difference.expected, difference.got))
    # Of another dtype, 1 and 1.0 look different and are the same value.
    alike = _("value") if difference.fact == "dtype" else ""
    return [
        (fact if fact == alike else _mark(fact, left, right), left, right)
        for fact, left, right in rows
    ]


def _differing_parts(expected: Seen, got: Seen, where: str) -> tuple[Seen, Seen]:
    left, right = part(expected, where), part(got, where)
    return (left, right) if left is not None and right is not None else (expected, got)


def _mark(fact: str, left: str, right: str) -> str:
    return fact if left == right or not left else _("{fact} (differs)").format(fact=fact)


def _layout_rows(left: Seen, right: Seen) -> list[tuple[str, str, str]]:
    if isinstance(left, SeenTensor) and isinstance(right, SeenTensor) and left.kind == right.kind:
        rows = [(_("shape"), str(left.shape), str(right.shape))]
        rows.append((_("dtype"), *(_dtype(seen) for seen in (left, right))))
        if left.device != right.device or left.device != "cpu":
            rows.append((_("device"), left.device, right.device))
        return rows
    return [(_("type"), described(left), described(right))]


def _outcome(observation: Observation) -> str:
    if observation.raised:
        return _("raises {name}").format(name=observation.raised.types[0])
    return _("returns {what}").format(what=described(observation.value))  # type: ignore[arg-type]


def shown(seen: Seen) -> str:
    """Write a seen value for a table, whole when it is small."""
    match seen:
        case SeenTensor():
            return _values(seen)
        case SeenPlain():
            return plain_text(seen)
        case SeenItems():
            inside = ", ".join(shown(item) for item in seen.items)
            if seen.kind == "list":
                return f"[{inside}]"
            return f"({inside},)" if len(seen.items) == 1 else f"({inside})"
        case SeenMapping():
            pairs = zip(seen.keys, seen.values, strict=True)
            return "{" + ", ".join(f"{shown(k)}: {shown(v)}" for k, v in pairs) + "}"
        case SeenOther():
            return seen.text
    raise TypeError(seen)  # pragma: no cover


def _values(seen: SeenTensor) -> str:
    """Write the values as torch does, without the wrapping and what stands in other rows."""
    text = str(seen.values)
    inside = re.sub(r"(, size=\([^)]*\))?(, dtype=[\w.]+)?\)$", "", text.removeprefix("tensor("))
    return "\n".join(line.removeprefix(" " * len("tensor(")) for line in inside.split("\n"))


def _dtype(seen: SeenTensor) -> str:
    return f"torch.{seen.dtype}" if seen.kind == "tensor" else seen.dtype


def _block_text(block: Block) -> str:
    if block.rows:
        return block.heading + "\n" + _table_text(block.rows)
    body = "\n".join("    " + line for line in block.text.split("\n"))
    return f"{block.heading}\n{body}"


def _table_text(rows: tuple[tuple[str, str, str], ...]) -> str:
    cells = [("", _("expected"), _("got")), *rows]
    split = [[cell.split("\n") for cell in row] for row in cells]
    widths = [max(len(line) for row in split for line in row[i]) for i in range(3)]
    lines = []
    for row in split:
        for i in range(max(map(len, row))):
            parts = [
                (cell[i] if i < len(cell) else "").ljust(w)
                for cell, w in zip(row, widths, strict=True)
            ]
            lines.append(("    " + "   ".join(parts)).rstrip())
    return "\n".join(lines)


def _block_html(block: Block) -> str:
    heading = f"<p><strong>{html.escape(block.heading)}</strong></p>"
    if block.rows:
        return heading + _table_html(block.rows)
    text = html.escape(block.text)
    if block.is_code:
        return f'{heading}<pre style="white-space: pre-wrap">{text}</pre>'
    return f"{heading}<p>{_inline(text)}</p>"


def _inline(text: str) -> str:
    """Turn `code` between backticks into code elements."""
    pieces = text.split("`")
    if len(pieces) % 2 == 0:
        return text
    return "".join(p if i % 2 == 0 else f"<code>{p}</code>" for i, p in enumerate(pieces))


def _table_html(rows: tuple[tuple[str, str, str], ...]) -> str:
    titles = ("", _("expected"), _("got"))
    head = "".join(f"<th {_LEFT}>{html.escape(title)}</th>" for title in titles)
    body = "".join(
        f"<tr><th {_LEFT}>{html.escape(fact)}</th>{_cell(left)}{_cell(right)}</tr>"
        for fact, left, right in rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _cell(text: str) -> str:
    # A theme paints `pre` as a box of its own; here it is only to keep columns of digits straight.
    return f'<td {_LEFT}><pre style="background: transparent">{html.escape(text)}</pre></td>'
