"""Reports: a verdict as a learner reads it, in plain text and in HTML that say the same."""

from course.kit.report.headline import headline
from course.kit.report.report import Report, summary
from course.kit.report.why import why
from course.kit.words import MIME

__all__ = ["MIME", "Report", "headline", "summary", "why"]
