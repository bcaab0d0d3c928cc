"""Which machines PyTorch has a build for. The set-up asks this before it downloads anything."""

from __future__ import annotations

from course.kit.language import _

PYTHON_PAGE = "https://www.python.org/downloads/"
NEWEST_PYTHON = (3, 14)
"""The newest Python for which the pinned PyTorch has builds. Source: the wheels of 2.13 on PyPI."""


def no_build(
    platform: str, processor: str, bits: int, python: tuple[int, ...], kernel: str, again: str
) -> tuple[str, str] | None:
    """Say why PyTorch has no build for a machine and what to do; None when it has one.

    ``platform`` is ``sys.platform``, ``processor`` what this Python was made for
    (``platform.machine()``), ``kernel`` the kernel's version, ``again`` the command that starts the
    set-up. Source: the wheels of PyTorch on PyPI. The last ones for Intel Macs are of 2.2, those
    for Windows on ARM are on none of its pages, and there are none for 32 bits. A Mac's kernel
    names the true chip (``RELEASE_ARM64``) also where the Python is one for Intel.
    """
    if bits == 32:
        return (
            _("This is a 32-bit Python, and PyTorch exists only for 64-bit ones."),
            _("Install the 64-bit Python from {url} and start with it: {again}").format(
                url=PYTHON_PAGE, again=again
            ),
        )
    if platform == "darwin" and processor == "x86_64":
        cause = _(
            "This Python is made for Intel Macs, and PyTorch stopped building for them after 2.2."
        )
        if "ARM64" in kernel:
            cause += _(" The Mac itself has an Apple chip, for which there is a build.")
            fix = _("Install the universal Python from {url} and start with it: {again}")
            return cause, fix.format(url=PYTHON_PAGE, again=again)
        return cause, _("Use another machine, or one in the cloud")
    if platform == "win32" and processor.upper() == "ARM64":
        return (
            _(
                "This Python is made for the ARM processor of this PC, and PyTorch has no package "
                "for that one. Windows runs programs for Intel's processors too, so the Python for "
                "those will do."
            ),
            _(
                'Install the "Windows installer (64-bit)", not the one for ARM64, from {url} and '
                "start with it: {again}"
            ).format(url=PYTHON_PAGE, again=again),
        )
    if tuple(python[:2]) > NEWEST_PYTHON:
        newest = ".".join(map(str, NEWEST_PYTHON))
        return (
            _(
                "PyTorch has no package for Python {have} yet: the newest that it has is {newest}."
            ).format(have=".".join(map(str, python[:2])), newest=newest),
            _("Install Python {newest} from {url} and start with it: {again}").format(
                newest=newest, url=PYTHON_PAGE, again=again
            ),
        )
    return None
