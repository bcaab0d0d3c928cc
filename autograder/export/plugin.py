"""The CSV export as a plugin of nbgrader's own `export` command.

nbgrader export --exporter=autograder.export.SafeCsvExportPlugin --to grades.csv
"""

from __future__ import annotations

from pathlib import Path

from nbgrader.api import Gradebook
from nbgrader.plugins import ExportPlugin
from traitlets import Bool

from autograder.export.grades import grades_csv
from autograder.records.scores import Submission, chapters_in, read_scores


class SafeCsvExportPlugin(ExportPlugin):
    """nbgrader's CSV with proper quoting, names in any script, and no formulas."""

    excel = Bool(False, help="begin the file with the mark by which Excel knows UTF-8").tag(
        config=True
    )

    def export(self, gradebook: Gradebook) -> None:
        """Write the grades to `to`, or to grades.csv."""
        target = Path(self.to or "grades.csv")
        wanted = [str(name) for name in self.assignment]
        students = [str(name) for name in self.student]
        submissions: list[Submission] = []
        for chapter in chapters_in(gradebook.db):
            if not wanted or chapter in wanted:
                submissions += read_scores(gradebook.db, chapter, students) or []
        text = grades_csv(submissions, bom=self.excel)
        target.write_text(text, encoding="utf-8", newline="")
        self.log.info("Exported grades to %s", target)
