"""The report says the same as text, as a table and as data."""

from __future__ import annotations

import json
import re
from html import unescape

import pytest

from course.kit.doctor import Finding, Report
from course.kit.doctor.report import COLOURS, WIDTH

FINDINGS = (
    Finding("python", "ok", "Python 3.11.7 runs from ~/course/.venv/bin/python."),
    Finding(
        "torch",
        "failed",
        "Importing PyTorch raised ImportError: libcudart.so.12 <missing> & more.",
        "~/course/.venv/bin/python -m pip install --force-reinstall torch==2.13.0 "
        "--index-url https://download.pytorch.org/whl/cu126",
    ),
    Finding("torch-numpy", "info", "This can be looked at when PyTorch can be imported."),
    Finding(
        "alembic",
        "warning",
        "The program alembic is at ~/course/.venv/bin/alembic, but that folder is not on PATH, "
        "because the environment is not activated.",
        "source ~/course/.venv/bin/activate",
    ),
)


def test_the_text_reads_as_it_should(golden):
    golden("report.txt", f"{Report(FINDINGS)}\n")


def test_the_table_is_as_it_should(golden):
    golden("report.html", Report(FINDINGS)._repr_html_() + "\n")


def test_the_data_has_every_finding_in_order():
    assert json.loads(Report(FINDINGS).to_json()) == {
        "checks": [
            {"name": f.name, "status": f.status, "detail": f.detail, "fix": f.fix} for f in FINDINGS
        ]
    }


def test_text_and_table_say_everything():
    report = Report(FINDINGS)
    text = " ".join(str(report).split())
    table = unescape(re.sub("<[^>]+>", "", report._repr_html_()))
    for finding in FINDINGS:
        for said in (finding.name, finding.status, finding.detail, finding.fix):
            assert said in text
            assert said in table
    assert report.summary() in text
    assert report.summary() in table


def test_a_fix_stays_on_one_line_and_the_rest_fits_the_page():
    lines = str(Report(FINDINGS)).splitlines()
    for finding in FINDINGS:
        assert not finding.fix or any(line.endswith(finding.fix) for line in lines)
    fixes = [finding.fix for finding in FINDINGS if finding.fix]
    assert all(len(line) <= WIDTH for line in lines if line.strip() not in fixes)


def test_a_console_shows_the_text():
    assert repr(Report(FINDINGS)) == str(Report(FINDINGS))


def test_every_cell_of_the_table_names_both_of_its_colours():
    html = Report(FINDINGS)._repr_html_()
    cells = re.findall(r"<(?:td|th|code)\b[^>]*>", html)
    assert len(cells) > len(FINDINGS) * 3
    for cell in cells:
        assert "color:#" in cell.replace("background-color", "")
        assert "background-color:#" in cell
    assert not re.search(r"<style|<script|var\(--|class=|aria-", html)


def luminance(colour: str) -> float:
    """The relative luminance of WCAG 2.2."""
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("status", COLOURS)
def test_each_status_can_be_read_on_its_colour(status):
    text, background = map(luminance, COLOURS[status])
    assert (background + 0.05) / (text + 0.05) > 7


@pytest.mark.parametrize(
    ("statuses", "healthy", "words"),
    [
        (["ok", "info"], True, "This machine is ready"),
        (["ok", "warning"], True, "a warning names something that works less well"),
        (["warning", "failed"], False, "Do what the first fix says"),
    ],
)
def test_only_a_failure_makes_a_machine_unhealthy(statuses, healthy, words):
    findings = [
        Finding("x", status, "d", "f" if status in ("warning", "failed") else "")
        for status in statuses
    ]
    report = Report(tuple(findings))
    assert report.healthy is healthy
    assert report.exit_status == (0 if healthy else 1)
    assert words in report.summary()


@pytest.mark.parametrize(
    ("status", "fix"), [("fine", ""), ("failed", ""), ("warning", ""), ("ok", "x"), ("info", "x")]
)
def test_a_finding_has_a_known_status_and_a_fix_exactly_when_there_is_something_to_mend(
    status, fix
):
    with pytest.raises(ValueError, match="x"):
        Finding("x", status, "detail", fix)


def test_the_worst_comes_first_and_causes_before_their_effects():
    names = [finding.name for finding in Report(FINDINGS).to_mend]
    assert names == ["torch", "alembic"]
    text = str(Report(FINDINGS))
    places = [text.index(f"{f.status:<9}{f.name}") for f in Report(FINDINGS).to_mend]
    assert places == sorted(places)
    assert text.index("alembic") < text.index("ok       python")


def test_where_a_terminal_ends_the_first_fix_stands_once_more():
    lines = str(Report(FINDINGS)).splitlines()
    assert lines[-2:] == ["Begin with this:", f"        {FINDINGS[1].fix}"]
    assert "Begin with this" not in str(Report(FINDINGS[:1]))


def test_what_is_to_be_copied_has_a_line_of_its_own():
    lines = str(Report(FINDINGS)).splitlines()
    for finding in Report(FINDINGS).to_mend:
        assert f"        {finding.fix}" in lines
