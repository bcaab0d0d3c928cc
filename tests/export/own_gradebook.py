"""A gradebook of three students and two chapters, made with nbgrader's own methods."""

from __future__ import annotations

from pathlib import Path

from nbgrader.api import Gradebook

from autograder.records.connection import create_missing_tables

FIRST, SECOND = "ch91_sums", "ch92_products"
STUDENTS = {
    "student-017": {"last_name": "Ødegård", "first_name": "Åse", "email": "ase@example.org"},
    "student-018": {"last_name": 'O"Neil, Jr.', "first_name": "=1+1", "lms_user_id": "4711"},
    "student-019": {"last_name": "王", "first_name": "小明"},
}


def make(root: Path) -> str:
    """Make the course folder with its gradebook; gives the gradebook's URL."""
    (root / "nbgrader_config.py").write_text("c = get_config()\n", encoding="utf-8")
    url = f"sqlite:///{root / 'gradebook.db'}"
    create_missing_tables(url, "")
    with Gradebook(url) as gradebook:
        for student, known in STUDENTS.items():
            gradebook.add_student(student, **known)
        for chapter in (FIRST, SECOND):
            gradebook.add_assignment(chapter)
            gradebook.add_notebook(chapter, chapter)
            for name, points in (("add", 2.0), ("half", 2.5)):
                gradebook.add_grade_cell(
                    f"{name}-check", chapter, chapter, max_score=points, cell_type="code"
                )
        gradebook.update_or_create_assignment(FIRST, duedate="2026-03-01 12:00:00 UTC")
        _score(gradebook, "student-017", {"add": 2.0, "half": 1.5})
        _score(gradebook, "student-018", {"add": 0.0, "half": 2.5})
        notebook = gradebook.find_submission_notebook(FIRST, FIRST, "student-018")
        notebook.late_submission_penalty = 0.5
        grade = gradebook.find_grade("add-check", FIRST, FIRST, "student-018")
        grade.manual_score, grade.extra_credit, grade.needs_manual_grade = 1.0, 0.25, True
        gradebook.db.commit()
    return url


def _score(gradebook: Gradebook, student: str, scores: dict[str, float]) -> None:
    gradebook.add_submission(FIRST, student, timestamp="2026-02-28 12:00:00 UTC")
    for name, score in scores.items():
        grade = gradebook.find_grade(f"{name}-check", FIRST, FIRST, student)
        grade.auto_score, grade.needs_manual_grade = score, False
    gradebook.db.commit()
