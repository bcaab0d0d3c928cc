"""An exception of the student's own code: the way to it, and what stood in the line that failed."""

from __future__ import annotations

from course.kit.judging.judge import Failure
from course.kit.language import _
from course.kit.observing.raised import Raised
from course.kit.report.blocks import Block, Code, Marked, Row, Table


def exception_blocks(failure: Failure) -> list[Block]:
    """Show the student's own lines on the way to an exception, and the names in the last."""
    raised = failure.got.raised
    assert raised is not None
    heading = _("Your code raised {name}").format(name=raised.types[0])
    if failure.expected.raised:
        heading = _("Your code raised {name}; {wanted} was expected").format(
            name=raised.types[0], wanted=failure.expected.raised.types[0]
        )
    blocks: list[Block] = [Code(heading, _traceback(raised))]
    table = names_table(raised)
    return [*blocks, table] if table else blocks


def names_table(raised: Raised) -> Table | None:
    """Tell what the names in the student's last line stood for; None where nothing is known."""
    if not raised.names:
        return None
    rows = [Row(named.name, (Marked.plain(named.text),)) for named in raised.names]
    return Table(_("In that line"), (), tuple(rows))


def way(raised: Raised) -> str:
    """Write the student's own lines on the way to an exception, the part that failed marked."""
    lines = [f"line {number}, in {name}\n    {code}" for number, name, code in raised.lines]
    if raised.columns:
        start, end = raised.columns
        lines.append(" " * (4 + start) + "^" * (end - start))
    return "\n".join(lines)


def _traceback(raised: Raised) -> str:
    said = f"{raised.types[0]}: {raised.message}".removesuffix(": ")
    return "\n".join(filter(None, [way(raised), said]))
