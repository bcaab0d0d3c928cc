"""Write `constraints.txt` and `environment.yml` from what is installed.

`.venv/bin/python setup/freeze.py`: for maintainers, after packages of `.venv` were upgraded and all
tests passed with them. Pinned is what `pyproject.toml` asks for, its tests included, and all that
these need on any system. What only other systems need is not installed here: for it the pins of the
file at hand stay, and a new name among them is an error that says what to add.
"""

import sys
import tomllib
from collections.abc import Iterable, Mapping
from importlib import metadata
from itertools import product
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[1]
CONSTRAINTS = ROOT / "setup" / "constraints.txt"
ENVIRONMENT = ROOT / "environment.yml"
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
SYSTEMS = (
    {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix"},
    {"sys_platform": "darwin", "platform_system": "Darwin", "os_name": "posix"},
    {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt"},
)
Pins = dict[str, str]  # version by name
HEADER = """\
# The versions that the course is tested with, for every system. Written by setup/freeze.py.
# On Linux with CUDA, torch itself names the versions of the NVIDIA packages it brings.
"""


def direct() -> tuple[list[Requirement], list[Requirement]]:
    """What `pyproject.toml` asks for: the course's own requirements, and those of its tests."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    tests = project["optional-dependencies"]["test"]
    return [Requirement(r) for r in project["dependencies"]], [Requirement(r) for r in tests]


def closure(requirements: Iterable[Requirement]) -> set[str]:
    """The names of all packages that `requirements` lead to on any system, in normal form."""
    found: set[str] = set()
    waiting = [(canonicalize_name(r.name), frozenset(r.extras)) for r in requirements]
    seen = set(waiting)
    while waiting:
        name, extras = waiting.pop()
        found.add(name)
        for needed in _needs(name, extras):
            entry = canonicalize_name(needed.name), frozenset(needed.extras)
            if entry not in seen:
                seen.add(entry)
                waiting.append(entry)
    return found


def _needs(name: str, extras: frozenset[str]) -> list[Requirement]:
    try:
        texts = metadata.requires(name) or []
    except metadata.PackageNotFoundError:
        return []
    requirements = [Requirement(text) for text in texts]
    return [r for r in requirements if r.marker is None or _somewhere(r, extras)]


def _somewhere(requirement: Requirement, extras: frozenset[str]) -> bool:
    """Whether the marker of `requirement` holds on one of the systems and Pythons."""
    return any(
        requirement.marker.evaluate(
            {
                **system,
                "extra": extra,
                "python_version": python,
                "python_full_version": f"{python}.0",
            }
        )
        for system, python, extra in product(SYSTEMS, PYTHONS, extras or {""})
    )


def pinned(names: Iterable[str], before: Mapping[str, str]) -> tuple[Pins, Pins]:
    """The public versions of `names`: those installed here, and the rest as they were `before`.

    Raises SystemExit for a name that has neither.
    """
    here: Pins = {}
    elsewhere: Pins = {}
    for name in sorted(names):
        try:
            here[name] = Version(metadata.version(name)).public
        except metadata.PackageNotFoundError:
            if name not in before:
                sys.exit(f"{name} is needed on other systems only. Add its pin to {CONSTRAINTS}.")
            elsewhere[name] = before[name]
    return here, elsewhere


def read_pins(text: str) -> Pins:
    """The pins of a constraints file: version by name, in normal form."""
    lines = (line.partition("#")[0].strip() for line in text.splitlines())
    pairs = (line.split("==") for line in lines if line)
    return {canonicalize_name(name): version for name, version in pairs}


def constraints_text(
    course: Iterable[str],
    tests: Iterable[str],
    here: Mapping[str, str],
    elsewhere: Mapping[str, str],
) -> str:
    """The text of `constraints.txt`: the names asked for first, then what they need."""
    course, tests = sorted(course), sorted(tests)
    rest = [name for name in here if name not in {*course, *tests}]
    groups = {
        "The course": course,
        "Its tests": tests,
        "What they need": rest,
        "What they need on macOS or Windows only": list(elsewhere),
    }
    versions = {**here, **elsewhere}
    parts = [HEADER]
    for title, names in groups.items():
        parts.append(f"\n# {title}\n" + "".join(f"{n}=={versions[n]}\n" for n in names))
    return "".join(parts)


def environment_text(pins: Mapping[str, str]) -> str:
    """The text of `environment.yml`, with `pins` for what the course itself asks for."""
    lines = [
        "# The same environment through conda: conda env create -f environment.yml",
        "# Written by setup/freeze.py. Only Python and pip are conda's; the rest is pip's, in the",
        "# versions of setup/constraints.txt, so that it is the same as in .venv.",
        "name: pytorch-foundations",
        "channels:",
        "  - conda-forge",
        "  - nodefaults",
        "dependencies:",
        f"  - python={PYTHONS[0]}",
        "  - pip",
        "  - pip:",
        "      - -c setup/constraints.txt",
        *(f"      - {name}=={version}" for name, version in sorted(pins.items())),
        "      - -e .",
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write both files."""
    course, tests = direct()
    before = read_pins(CONSTRAINTS.read_text(encoding="utf-8")) if CONSTRAINTS.exists() else {}
    here, elsewhere = pinned(closure([*course, *tests]), before)
    names = [canonicalize_name(r.name) for r in course]
    test_names = [canonicalize_name(r.name) for r in tests]
    text = constraints_text(names, test_names, here, elsewhere)
    CONSTRAINTS.write_text(text, encoding="utf-8", newline="\n")
    text = environment_text({name: here[name] for name in names})
    ENVIRONMENT.write_text(text, encoding="utf-8", newline="\n")
    print(f"{len(here) + len(elsewhere)} pins in {CONSTRAINTS} and {ENVIRONMENT}")


if __name__ == "__main__":
    main()
