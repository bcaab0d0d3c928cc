"""The report: findings as plain text, as a table for a notebook, and as data."""

from __future__ import annotations

import json
import textwrap
from dataclasses import asdict, dataclass
from gettext import gettext as _
from html import escape

from .findings import FAILED, INFO, OK, STATUSES, WARNING, Finding

WIDTH = 80

COLOURS = {
    OK: ("#0b4f1c", "#d8f3df"),
    INFO: ("#0b3a6e", "#dceafb"),
    WARNING: ("#5c3d00", "#ffe8b3"),
    FAILED: ("#7d0f14", "#ffdcdc"),
}
"""Text and background of each status: dark on light, at a contrast of more than 7 to 1."""

_CELL = "color:#1a1a1a;background-color:#ffffff;border:1px solid #8a8a8a;padding:4px 8px;"
_LEFT = "text-align:left;vertical-align:top;"


@dataclass(frozen=True)
class Report:
    """What an examination found. Its text form says everything; a notebook shows a table."""

    findings: tuple[Finding, ...]

    @property
    def healthy(self) -> bool:
        """Whether no check failed; warnings leave a machine healthy."""
        return all(finding.status != FAILED for finding in self.findings)

    @property
    def exit_status(self) -> int:
        """The exit status of a command that shows this report: 0 when healthy, else 1."""
        return 0 if self.healthy else 1

    def to_json(self) -> str:
        """Return the JSON text of ``{"checks": [{"name", "status", "detail", "fix"}, ...]}``."""
        return json.dumps({"checks": [asdict(finding) for finding in self.findings]}, indent=2)

    def summary(self) -> str:
        """Return the last line of the report: how many checks of each status, and what to do."""
        words = _words()
        statuses = [finding.status for finding in self.findings]
        counts = ", ".join(
            f"{statuses.count(status)} {words[status]}" for status in STATUSES if status in statuses
        )
        if not self.healthy:
            advice = _('Do what each "fix" says, from the top, and examine again.')
        elif WARNING in statuses:
            advice = _("The course can be used; a warning names something that works less well.")
        else:
            advice = _("This machine is ready for the course.")
        return _("{number} checks: {counts}. {advice}").format(
            number=len(statuses), counts=counts, advice=advice
        )

    def __str__(self) -> str:
        blocks = [_text_block(finding) for finding in self.findings]
        return "\n".join([*blocks, "", *textwrap.wrap(self.summary(), WIDTH)])

    def __repr__(self) -> str:
        return str(self)

    def _repr_html_(self) -> str:
        head = "".join(
            f'<th style="{_CELL}{_LEFT}">{escape(title)}</th>'
            for title in (_("check"), _("status"), _("what was found"))
        )
        rows = "\n".join(map(_html_row, self.findings))
        summary = f'<td colspan="3" style="{_CELL}{_LEFT}"><b>{escape(self.summary())}</b></td>'
        return (
            f'<table style="border-collapse:collapse;">\n<thead><tr>{head}</tr></thead>\n'
            f"<tbody>\n{rows}\n<tr>{summary}</tr>\n</tbody>\n</table>"
        )


def _words() -> dict[str, str]:
    """Return the word that stands for each status in a report."""
    return {OK: _("ok"), INFO: _("info"), WARNING: _("warning"), FAILED: _("failed")}


def _text_block(finding: Finding) -> str:
    """Write a finding as lines; a fix stays on one line, so that it can be copied."""
    start = f"{_words()[finding.status]:<9}{finding.name:<20}"
    indent = " " * len(start)
    body = textwrap.fill(
        finding.detail,
        WIDTH,
        initial_indent=start,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return f"{body}\n{indent}{_('fix:')} {finding.fix}" if finding.fix else body


def _html_row(finding: Finding) -> str:
    """Write a finding as a row; every cell names its text colour and its background."""
    text, background = COLOURS[finding.status]
    badge = (
        f"color:{text};background-color:{background};border:1px solid #8a8a8a;padding:4px 8px;"
        f"font-weight:bold;{_LEFT}"
    )
    fix = ""
    if finding.fix:
        code = "color:#1a1a1a;background-color:#f0f0f0;"
        fix = f'<br>{escape(_("fix:"))} <code style="{code}">{escape(finding.fix)}</code>'
    return (
        f'<tr><td style="{_CELL}{_LEFT}white-space:nowrap;">{escape(finding.name)}</td>'
        f'<td style="{badge}">{escape(_words()[finding.status])}</td>'
        f'<td style="{_CELL}{_LEFT}">{escape(finding.detail)}{fix}</td></tr>'
    )
