"""The report: findings as plain text, as a table for a notebook, and as data."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from gettext import gettext as _
from html import escape

from .findings import FAILED, INFO, OK, STATUSES, WARNING, Finding

WIDTH = 88

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

    def to_json(self) -> dict[str, list[dict[str, str]]]:
        """Return ``{"checks": [{"name", "status", "detail", "fix"}, ...]}``, ready for ``json``."""
        return {"checks": [finding.to_json() for finding in self.findings]}

    def summary(self) -> str:
        """Return the last line of the report: how many checks of each status, and what to do."""
        words = _words()
        statuses = [finding.status for finding in self.findings]
        counts = ", ".join(
            f"{statuses.count(status)} {words[status]}" for status in STATUSES if status in statuses
        )
        if not self.healthy:
            advice = _("Do what stands after “fix”, from the top, and examine again.")
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
    body = textwrap.wrap(
        finding.detail, WIDTH, initial_indent=start, subsequent_indent=" " * 9,
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip
    fix = [" " * 9 + _("fix: {fix}").format(fix=finding.fix)] if finding.fix else []
    return "\n".join([*body, *fix])


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
        f'<tr><td style="{_CELL}{_LEFT}">{escape(finding.name)}</td>'
        f'<td style="{badge}">{escape(_words()[finding.status])}</td>'
        f'<td style="{_CELL}{_LEFT}">{escape(finding.detail)}{fix}</td></tr>'
    )
