"""What is pasted for others to read names nobody, and no folder of anybody's."""

from __future__ import annotations

from dataclasses import replace

import pytest

from course.kit.doctor.findings import Finding
from course.kit.doctor.private import private
from course.kit.doctor.report import Report


@pytest.fixture
def linux(machine):
    return replace(
        machine,
        platform="linux",
        home="/home/student-017",
        prefix="/data/student-017/course/.venv",
        package="/data/student-017/course/course/kit/doctor",
        folder="/data/student-017/course/work",
        environ={"USER": "student-017"},
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("in /data/student-017/course/.venv/bin/python.", "in <environment>/bin/python."),
        ("in /data/student-017/course/.venv-old", "in <course>/.venv-old"),
        ("Rename /data/student-017/course/work/torch.py", "Rename <folder>/torch.py"),
        ("in /home/student-017/.local/share", "in ~/.local/share"),
        ("in /home/student-018/kernels", "in /home/<user>/kernels"),
        ("in /scratch/student-017/kernels", "in <elsewhere>"),
        ("in /scratch/notes of mine/x.py:3)", "in <elsewhere> of mine/x.py:3)"),
        (
            "(in /data/anna/lib/site-packages/torch/_C.so:12)",
            "(in <elsewhere>/site-packages/torch/_C.so:12)",
        ),
        ("at /usr/bin/nvcc, or /opt/cuda.", "at /usr/bin/nvcc, or /opt/cuda."),
        (
            "from https://download.pytorch.org/whl/cu126",
            "from https://download.pytorch.org/whl/cu126",
        ),
        ("3 of student-017 stay", "3 of student-017 stay"),
    ],
)
def test_folders_become_what_they_are_to_the_course(linux, text, said):
    assert private(linux, text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('& "~\\my course\\.venv\\Scripts\\python.exe"', '& "<environment>\\Scripts\\python.exe"'),
        ("C:\\Users\\STUDEN~1\\AppData\\Local\\Temp", "C:\\Users\\<user>\\AppData\\Local\\Temp"),
        ("C:\\Users\\Ada King\\x.py and more", "C:\\Users\\<user>\\x.py and more"),
        ("in D:\\my things\\torch.py (in D:\\x)", "in <elsewhere> (in <elsewhere>)"),
        (
            "C:\\Windows\\System32 and C:\\Program Files\\x",
            "C:\\Windows\\System32 and C:\\Program Files\\x",
        ),
        ("c:\\users\\Student-017\\my course\\work\\numpy.py", "<folder>\\numpy.py"),
    ],
)
def test_windows_has_several_spellings_of_a_name(windows, text, said):
    assert private(windows, text) == said


FINDINGS = (
    Finding("python", "ok", "Python 3.11.7 runs from /data/student-017/course/.venv/bin/python."),
    Finding("numpy", "ok", "NumPy 2.4.6 can be imported."),
    Finding("alembic", "warning", "It is not on PATH.", "source ~/course/.venv/bin/activate"),
    Finding(
        "torch",
        "failed",
        "PyTorch is not installed in /data/student-017/course/.venv.",
        "/data/student-017/course/.venv/bin/python -m pip install torch",
    ),
)


def test_the_block_has_the_worst_first_and_the_versions_that_explain_it(linux):
    known = replace(linux, version=(3, 11, 7), processor="x86_64")
    assert Report(FINDINGS, known).to_paste() == (
        "```text\n"
        "course doctor: Linux, x86_64, Python 3.11.7, no environment, terminal\n"
        "failed   torch: PyTorch is not installed in <environment>. | fix: "
        "<environment>/bin/python -m pip install torch\n"
        "warning  alembic: It is not on PATH. | fix: source ~/course/.venv/bin/activate\n"
        "ok       numpy: NumPy 2.4.6 can be imported.\n"
        "ok       python\n"
        "```"
    )


def test_the_block_names_the_version_of_windows_and_wsl_and_where_it_ran(windows, machine):
    told = Report(FINDINGS, replace(windows, in_notebook=True)).to_paste()
    assert "course doctor: Windows 10.0.22631, AMD64" in told
    assert "notebook\n" in told
    assert "Linux (WSL)" in Report(FINDINGS, replace(machine, wsl=True)).to_paste()


def test_the_report_ends_with_the_block_where_something_is_to_be_mended(linux):
    report = Report(FINDINGS, linux)
    assert str(report).endswith(report.to_paste())
    assert "<details><summary>To ask somebody for help" in report._repr_html_()
    well = Report(FINDINGS[:2], linux)
    assert "```" not in str(well)
    assert "<details>" not in well._repr_html_()
