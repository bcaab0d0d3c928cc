"""A failed installation is explained: the cause, the last words, the next step."""

import pytest
from steps.diagnose import Machine, diagnose, failed, last_lines, too_full, unsupported
from steps.telling import Finding, StepFailed

LINUX = Machine("Linux", "x86_64", 64, (3, 11))
WINDOWS = Machine("Windows", "AMD64", 64, (3, 12))

# What the programs printed when each failure was brought about, shortened.
NO_NETWORK = """\
WARNING: Retrying (Retry(total=1, connect=None, read=None, redirect=None, status=None)) after \
connection broken by 'NewConnectionError('<HTTPSConnection object at 0x7f>: Failed to establish a \
new connection: [Errno -3] Temporary failure in name resolution')': /simple/jupyterlab/
ERROR: Could not find a version that satisfies the requirement jupyterlab (from versions: none)
ERROR: No matching distribution found for jupyterlab
"""
NO_NETWORK_WINDOWS = """\
WARNING: Retrying after connection broken by 'NewConnectionError: [Errno 11001] getaddrinfo failed'
ERROR: No matching distribution found for setuptools>=77
"""
BROKEN_DOWNLOAD = (
    "pip._vendor.urllib3.exceptions.ReadTimeoutError: HTTPSConnectionPool(host='files', port=443): "
    "Read timed out.\n"
)
PROXY = """\
WARNING: Retrying after connection broken by 'SSLError(SSLCertVerificationError(1, '[SSL: \
CERTIFICATE_VERIFY_FAILED] certificate verify failed: self-signed certificate in chain'))'
ERROR: Could not find a version that satisfies the requirement torch (from versions: none)
"""
DISK = """\
Installing collected packages: torch
ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device
"""
DISK_WINDOWS = "OSError: [WinError 112] There is not enough space on the disk: 'C:\\\\x'\n"
NO_ENSUREPIP = """\
The virtual environment was not created successfully because ensurepip is not
available.  On Debian/Ubuntu systems, you need to install the python3-venv
package using the following command.

    apt install python3.11-venv
"""
NO_ENSUREPIP_MODULE = "/home/student-017/course/.venv/bin/python: No module named ensurepip\n"
NO_VENV = "/usr/bin/python3: No module named venv\n"
NO_WHEEL = """\
ERROR: Could not find a version that satisfies the requirement torch<3,>=2.6 (from versions: 2.2.0)
ERROR: No matching distribution found for torch<3,>=2.6
"""
NO_WHEEL_FOR_PIN = """\
ERROR: Cannot install pytorch-foundations==0.1.0 because these package versions have conflicting \
dependencies.

The conflict is caused by:
    pytorch-foundations 0.1.0 depends on torch<3 and >=2.6
    The user requested (constraint) torch==2.13.0

ERROR: ResolutionImpossible: for help visit https://pip.pypa.io/
"""
COMPILER = """\
      error: Microsoft Visual C++ 14.0 or greater is required.
      [end of output]
  ERROR: Failed building wheel for pyzmq
"""
PERMISSION = "Error: [Errno 13] Permission denied: '/opt/course/.venv'\n"
PERMISSION_WINDOWS = "PermissionError: [WinError 5] Access is denied: 'C:\\\\course\\\\.venv'\n"
IN_USE = (
    "ERROR: Could not install packages due to an OSError: [WinError 32] The process cannot access "
    "the file because it is being used by another process\n"
)
LONG_PATH = """\
ERROR: Could not install packages due to an OSError: [Errno 2] No such file or directory: \
'C:\\\\Users\\\\student-017\\\\a\\\\very\\\\long\\\\path'
HINT: This error might have occurred since this system does not have Windows Long Path support \
enabled. You can find information on how to enable this at \
https://pip.pypa.io/warnings/enable-long-paths
"""
DAMAGED = "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.\n"


@pytest.mark.parametrize(
    ("output", "machine", "cause", "remedy"),
    [
        (NO_NETWORK, LINUX, "could not reach the package index", "python3 setup/start.py"),
        (NO_NETWORK_WINDOWS, WINDOWS, "could not reach the package index", r"py setup\start.py"),
        (BROKEN_DOWNLOAD, LINUX, "connection broke", "not lost"),
        (PROXY, LINUX, "could not be verified", "certificate"),
        (DISK, LINUX, "no room left on the disk", "free some space"),
        (DISK_WINDOWS, WINDOWS, "no room left on the disk", r"py setup\start.py"),
        (NO_ENSUREPIP, LINUX, "makes virtual environments", "apt install python3-venv"),
        (NO_ENSUREPIP_MODULE, LINUX, "makes virtual environments", "python3.11-venv"),
        (NO_VENV, LINUX, "makes virtual environments", "apt install python3-venv"),
        (NO_WHEEL, LINUX, "no ready-made build for this Python (3.11)", "Python 3.11, 3.12"),
        (NO_WHEEL_FOR_PIN, LINUX, "no ready-made build", "Alpine"),
        (COMPILER, WINDOWS, "no ready-made build for this Python (3.12)", "python.org"),
        (PERMISSION, LINUX, "may not write", "a folder of your own"),
        (PERMISSION_WINDOWS, WINDOWS, "may not write", r"py setup\start.py"),
        (IN_USE, WINDOWS, "in use by another program", "close JupyterLab"),
        (LONG_PATH, WINDOWS, "longer than Windows allows", r"C:\course"),
        (DAMAGED, LINUX, "arrived damaged", "cache purge"),
        ("MemoryError\n", LINUX, "ran out of memory", "close other programs"),
    ],
)
def test_a_known_failure_has_its_cause_and_remedy(
    output: str, machine: Machine, cause: str, remedy: str
) -> None:
    finding = diagnose(output, 1, machine)
    assert cause in finding.cause
    assert remedy in finding.remedy


def test_a_program_killed_by_the_system_ran_out_of_memory() -> None:
    assert "memory" in diagnose("Collecting torch\n", -9, LINUX).cause


def test_an_unknown_failure_is_said_to_be_unknown() -> None:
    finding = diagnose("ERROR: the moon is in the way\n", 3, LINUX)
    assert "exit status 3" in finding.cause
    assert "delete the folder .venv" in finding.remedy


@pytest.mark.parametrize(
    ("machine", "cause"),
    [
        (Machine("Darwin", "x86_64", 64, (3, 12)), "Intel Macs"),
        (Machine("Windows", "x86", 32, (3, 11)), "32-bit"),
        (Machine("Linux", "armv7l", 32, (3, 11)), "32-bit"),
        (Machine("Windows", "ARM64", 64, (3, 13)), "the ARM processor"),
        (Machine("Linux", "x86_64", 64, (3, 15)), "Python 3.15"),
    ],
)
def test_a_machine_without_pytorch_is_told_before_anything_is_installed(
    machine: Machine, cause: str
) -> None:
    finding = unsupported(machine)
    assert finding is not None
    assert cause in finding.cause


@pytest.mark.parametrize(
    "machine",
    [LINUX, WINDOWS, Machine("Darwin", "arm64", 64, (3, 13)), Machine.here()],
)
def test_a_machine_with_pytorch_is_let_through(machine: Machine) -> None:
    assert unsupported(machine) is None


@pytest.mark.parametrize(
    ("gib", "cuda", "fits"), [(4, False, True), (2, False, False), (4, True, False)]
)
def test_a_full_disk_is_told_before_anything_is_downloaded(
    gib: int, cuda: bool, fits: bool
) -> None:
    finding = too_full(WINDOWS, gib * 2**30, cuda=cuda)
    assert (finding is None) == fits
    if finding is not None:
        assert "on the disk" in finding.cause
        assert finding.remedy.endswith(r"py setup\start.py")


def test_the_last_lines_are_the_errors_without_the_noise() -> None:
    assert last_lines("Collecting torch\n" * 50 + NO_NETWORK + "\n[notice] new pip\n") == (
        "ERROR: Could not find a version that satisfies the requirement jupyterlab "
        "(from versions: none)",
        "ERROR: No matching distribution found for jupyterlab",
    )


def test_a_pin_without_a_build_is_named_among_the_last_lines() -> None:
    assert "The user requested (constraint) torch==2.13.0" in last_lines(NO_WHEEL_FOR_PIN)


def test_without_errors_the_last_lines_are_the_last_that_say_something() -> None:
    output = "one\ntwo\nthree\nfour\nfive\nsix\n\n  Downloading x\n"
    assert last_lines(output) == ("two", "three", "four", "five", "six")


def test_a_line_that_repeats_is_shown_once_and_a_long_one_is_cut() -> None:
    output = "ERROR: a\n  ERROR: a\nERROR: " + "b" * 1000
    first, second = last_lines(output)
    assert first == "ERROR: a"
    assert len(second) == 300
    assert second.endswith("...")


def test_a_failure_reads_what_why_and_what_next_in_this_order() -> None:
    finding = Finding("the disk is full.", "free some space.")
    assert str(StepFailed("installing", finding, ("ERROR: a",))).splitlines() == [
        "The set-up stopped at: installing.",
        "What happened: the disk is full.",
        "The last it said was:",
        "    ERROR: a",
        "What to do: free some space.",
    ]


def test_an_error_of_the_system_is_explained_too() -> None:
    known = failed("preparing .venv", PermissionError(13, "Permission denied"), LINUX)
    assert "may not write" in known.finding.cause
    unknown = failed("preparing .venv", OSError(5, "Input/output error"), LINUX)
    assert "Input/output error" in unknown.finding.cause
    assert "run this again: python3 setup/start.py" in unknown.finding.remedy
