"""A machine for which PyTorch has no build is told so, with the Python that would do."""

from __future__ import annotations

from dataclasses import replace

import pytest

from course.kit.doctor.builds import no_build
from course.kit.doctor.findings import FAILED, OK
from course.kit.doctor.python import python_version

AGAIN = "py setup\\start.py"
APPLE = "Darwin Kernel Version 23.6.0: Mon Jul 29 21:14:30 PDT 2024; RELEASE_ARM64_T6000"
INTEL = "Darwin Kernel Version 23.6.0: Mon Jul 29 21:13:00 PDT 2024; RELEASE_X86_64"


@pytest.mark.parametrize(
    ("facts", "cause", "fix"),
    [
        (("win32", "x86", 32, (3, 11), ""), "a 32-bit Python", "Install the 64-bit Python"),
        (("darwin", "x86_64", 64, (3, 12), INTEL), "stopped building", "Use another machine"),
        (("darwin", "x86_64", 64, (3, 12), APPLE), "has an Apple chip", "the universal Python"),
        (("win32", "ARM64", 64, (3, 13), ""), "the ARM processor", "not the one for ARM64"),
        (("linux", "x86_64", 64, (3, 15), ""), "Python 3.15 yet", "Install Python 3.14"),
    ],
)
def test_a_machine_without_a_build_is_told_why_and_what_will_do(facts, cause, fix):
    found = no_build(*facts, again=AGAIN)
    assert found is not None
    assert cause in found[0]
    assert found[1].startswith(fix) or fix in found[1]


@pytest.mark.parametrize(
    "facts",
    [
        ("win32", "AMD64", 64, (3, 11), "10.0.22631"),
        ("darwin", "arm64", 64, (3, 14), APPLE),
        ("linux", "aarch64", 64, (3, 13), "#1 SMP"),
    ],
)
def test_a_machine_with_a_build_is_let_through(facts):
    assert no_build(*facts, again=AGAIN) is None


def test_the_doctor_says_it_where_it_speaks_of_python(machine):
    mac = replace(machine, platform="darwin", processor="x86_64", kernel=INTEL)
    finding = python_version(mac, torch_works=True)
    assert finding.status == FAILED
    assert finding.fix == "Use another machine, or one in the cloud"


def test_a_python_newer_than_the_course_knows_is_no_fault_where_pytorch_works(machine):
    newer = replace(machine, version=(3, 15, 0))
    assert python_version(newer, torch_works=True).status == OK
    assert python_version(newer, torch_works=False).status == FAILED
