"""The report: findings as plain text, as a table for a notebook, and as data."""

from __future__ import annotations

import json
import textwrap
from dataclasses import asdict, dataclass
from html import escape

from course.kit.language import _, plural

from .findings import FAILED, INFO, OK, STATUSES, WARNING, Finding
from .machine import Machine
from .private import private

WIDTH = 80

COLOURS = {
    OK: ("#0b4f1c", "#d8f3df"),
    INFO: ("#0b3a6e", "#dceafb"),
    WARNING: ("#5c3d00", "#ffe8b3"),
    FAILED: ("#7d0f14", "#ffdcdc"),
}
"""Text and background of each status: dark on light, at a contrast of more than 7 to 1."""

TELLING = ("numpy", "torch", "gpu", "torch-gpu", "memory")
"""Checks whose details help a stranger to understand the others, also when they are well."""

_CELL = "color:#1a1a1a;background-color:#ffffff;border:1px solid #8a8a8a;padding:4px 8px;"
_WHOLE_WORDS = "white-space:pre-wrap;word-break:normal;overflow-wrap:anywhere;"
_LEFT = "text-align:left;vertical-align:top;"


@dataclass(frozen=True)
class Report:
    """What an examination found. Its text form says everything; a notebook shows a table.

    What is to be mended comes first, the worst of it at the top. With the ``machine`` that was
    examined, the report ends with a block to paste where one asks for help.
    """

    findings: tuple[Finding, ...]
    machine: Machine | None = None

    @property
    def healthy(self) -> bool:
        """Whether no check failed; warnings leave a machine healthy."""
        return all(finding.status != FAILED for finding in self.findings)

    @property
    def exit_status(self) -> int:
        """The exit status of a command that shows this report: 0 when healthy, else 1."""
        return 0 if self.healthy else 1

    @property
    def to_mend(self) -> tuple[Finding, ...]:
        """The findings that have a fix: failures, then warnings, causes before what they cause."""
        return tuple(f for status in (FAILED, WARNING) for f in self.findings if f.status == status)

    @property
    def well(self) -> tuple[Finding, ...]:
        """The findings that have nothing to mend."""
        return tuple(finding for finding in self.findings if not finding.fix)

    def to_json(self) -> str:
        """Return the JSON text of ``{"checks": [{"name", "status", "detail", "fix"}, ...]}``."""
        return json.dumps({"checks": [asdict(finding) for finding in self.findings]}, indent=2)

    def to_paste(self) -> str:
        """Return the report as Markdown for an issue or a forum, without what names its reader."""
        machine = self.machine or Machine.here()
        lines = [_heading(machine)]
        telling = [finding for finding in self.well if finding.name in TELLING]
        for finding in (*self.to_mend, *telling):
            fix = f" | {_('fix:')} {finding.fix}" if finding.fix else ""
            lines.append(f"{finding.status:<8} {finding.name}: {finding.detail}{fix}")
        rest = [finding.name for finding in self.well if finding.name not in TELLING]
        lines.append(f"{OK:<8} {', '.join(rest)}")
        return "```text\n" + private(machine, "\n".join(lines)) + "\n```"

    def summary(self) -> str:
        """Return the last line of the findings: how many of each status, and what to do."""
        words = _words()
        statuses = [finding.status for finding in self.findings]
        counts = ", ".join(
            plural("{count} warning", "{count} warnings", statuses.count(status))
            if status == WARNING
            else f"{statuses.count(status)} {words[status]}"
            for status in STATUSES
            if status in statuses
        )
        if not self.healthy:
            advice = _(
                "Do what the first fix says, and examine again: one cause often has several "
                "effects."
            )
        elif WARNING in statuses:
            advice = _("The course can be used; a warning names something that works less well.")
        else:
            advice = _("This machine is ready for the course.")
        return _("{number} checks: {counts}. {advice}").format(
            number=len(statuses), counts=counts, advice=advice
        )

    def __str__(self) -> str:
        parts = []
        if self.to_mend:
            parts = [_("To be mended, the worst first:"), *map(_to_mend_block, self.to_mend)]
            parts.append(_("The rest of what was looked at:"))
        parts.append("\n".join(map(_text_row, self.well)))
        parts.append(textwrap.fill(self.summary(), WIDTH))
        if self.to_mend:
            parts.append(f"{_('Begin with this:')}\n{' ' * 8}{self.to_mend[0].fix}")
        if self.to_mend and self.machine is not None:
            parts.append(_asking_for_help() + "\n\n" + self.to_paste())
        return "\n\n".join(parts)

    def __repr__(self) -> str:
        return str(self)

    def _repr_html_(self) -> str:
        head = "".join(
            f'<th style="{_CELL}{_LEFT}">{escape(title)}</th>'
            for title in (_("check"), _("status"), _("what was found"))
        )
        rows = "\n".join(map(_html_row, (*self.to_mend, *self.well)))
        summary = f'<td colspan="3" style="{_CELL}{_LEFT}"><b>{escape(self.summary())}</b></td>'
        table = (
            f'<table style="border-collapse:collapse;">\n<thead><tr>{head}</tr></thead>\n'
            f"<tbody>\n{rows}\n<tr>{summary}</tr>\n</tbody>\n</table>"
        )
        if not self.to_mend or self.machine is None:
            return table
        pre = f'<pre style="{_CELL}{_LEFT}{_WHOLE_WORDS}">{escape(self.to_paste())}</pre>'
        return f"{table}\n<details><summary>{escape(_asking_for_help())}</summary>{pre}</details>"


def _heading(machine: Machine) -> str:
    """Name the system, the Python and the kind of environment, for somebody who cannot see them."""
    systems = {"win32": "Windows", "darwin": "macOS", "linux": "Linux"}
    system = systems.get(machine.platform, machine.platform)
    if machine.windows:
        system += f" {machine.kernel}"
    if machine.wsl:
        system += " (WSL)"
    version = ".".join(map(str, machine.version))
    environment = "conda" if machine.conda else "venv"
    if not machine.conda and not machine.path.isfile(
        machine.path.join(machine.prefix, "pyvenv.cfg")
    ):
        environment = "no environment"
    place = "notebook" if machine.in_notebook else "terminal"
    return f"course doctor: {system}, {machine.processor}, Python {version}, {environment}, {place}"


def _asking_for_help() -> str:
    return _("To ask somebody for help, copy this; it holds no name and no folder of yours:")


def _words() -> dict[str, str]:
    """Return the word that stands for each status in a report."""
    return {OK: _("ok"), INFO: _("info"), WARNING: _("warning"), FAILED: _("failed")}


def _to_mend_block(finding: Finding) -> str:
    """Write a finding over the whole width; its fix has a line of its own, to be copied."""
    indent = " " * 4
    body = _filled(finding.detail, indent, indent)
    return "\n".join(
        [
            f"{_words()[finding.status]:<9}{finding.name}",
            body,
            f"{indent}{_('fix:')}",
            f"{indent * 2}{finding.fix}",
        ]
    )


def _text_row(finding: Finding) -> str:
    """Write a finding as a row of a table."""
    start = f"{_words()[finding.status]:<9}{finding.name:<20}"
    return _filled(finding.detail, start, " " * len(start))


def _filled(text: str, first: str, others: str) -> str:
    return textwrap.fill(
        text,
        WIDTH,
        initial_indent=first,
        subsequent_indent=others,
        break_long_words=False,
        break_on_hyphens=False,
    )


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
