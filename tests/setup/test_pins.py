"""pyproject.toml, setup/constraints.txt and environment.yml say the same."""

import tomllib
from pathlib import Path

import freeze
import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
COURSE = [Requirement(text) for text in PROJECT["dependencies"]]
TESTS = [Requirement(text) for text in PROJECT["optional-dependencies"]["test"]]
CONSTRAINTS = (ROOT / "setup" / "constraints.txt").read_text(encoding="utf-8")
PINS = freeze.read_pins(CONSTRAINTS)
CONDA = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("requirement", COURSE + TESTS, ids=lambda r: r.name)
def test_a_direct_dependency_is_pinned_inside_its_range(requirement: Requirement) -> None:
    pin = PINS[canonicalize_name(requirement.name)]
    assert requirement.specifier.contains(pin, prereleases=True)


@pytest.mark.parametrize("requirement", COURSE, ids=lambda r: r.name)
def test_what_the_course_needs_has_an_upper_bound(requirement: Requirement) -> None:
    assert any(s.operator in {"<", "<=", "~=", "=="} for s in requirement.specifier)


def test_every_line_is_one_public_version_of_one_package() -> None:
    lines = [line for line in CONSTRAINTS.splitlines() if line and not line.startswith("#")]
    assert len(lines) == len(PINS)
    for line in lines:
        requirement = Requirement(line)
        (specifier,) = requirement.specifier
        assert specifier.operator == "=="
        assert Version(specifier.version).local is None
        assert requirement.marker is None
        assert requirement.url is None


def test_the_course_itself_is_not_pinned() -> None:
    assert canonicalize_name(PROJECT["name"]) not in PINS


def test_all_that_the_dependencies_lead_to_is_pinned() -> None:
    systems_own = ("nvidia-", "cuda-", "triton", "pytorch-triton")
    needed = {name for name in freeze.closure(COURSE + TESTS) if not name.startswith(systems_own)}
    assert needed - set(PINS) == set()


def test_the_pins_on_file_lead_from_the_dependencies() -> None:
    assert set(PINS) - freeze.closure(COURSE + TESTS) == set()


def conda_pip_lines() -> list[str]:
    (pip,) = [entry["pip"] for entry in CONDA["dependencies"] if isinstance(entry, dict)]
    return pip


def test_conda_brings_only_python_and_pip() -> None:
    names = [entry.split("=")[0] for entry in CONDA["dependencies"] if isinstance(entry, str)]
    assert names == ["python", "pip"]
    assert CONDA["channels"] == ["conda-forge", "nodefaults"]
    assert CONDA["name"] == PROJECT["name"]


def test_the_python_of_conda_is_one_the_project_takes() -> None:
    (python,) = [e for e in CONDA["dependencies"] if isinstance(e, str) and e.startswith("python")]
    version = python.removeprefix("python=")
    assert Requirement(f"python{PROJECT['requires-python']}").specifier.contains(version)


def test_pip_under_conda_installs_the_same_pins() -> None:
    lines = conda_pip_lines()
    pinned = freeze.read_pins("\n".join(line for line in lines if not line.startswith("-")))
    names = {canonicalize_name(requirement.name) for requirement in COURSE}
    assert pinned == {name: PINS[name] for name in names}
    assert lines[0] == "-c setup/constraints.txt"
    assert lines[-1] == "-e ."


def test_the_files_are_as_the_freeze_writes_them() -> None:
    names = [canonicalize_name(requirement.name) for requirement in COURSE]
    tests = [canonicalize_name(requirement.name) for requirement in TESTS]
    elsewhere = {name: PINS[name] for name in ("appnope", "colorama", "pywinpty")}
    here = {name: pin for name, pin in PINS.items() if name not in elsewhere}
    assert freeze.constraints_text(names, tests, dict(sorted(here.items())), elsewhere) == (
        CONSTRAINTS
    )
    text = (ROOT / "environment.yml").read_text(encoding="utf-8")
    assert freeze.environment_text({name: PINS[name] for name in names}) == text


def test_a_package_that_is_nowhere_installed_nor_pinned_is_an_error() -> None:
    with pytest.raises(SystemExit, match="no-such-package"):
        freeze.pinned(["no-such-package"], {})


def test_a_local_tag_of_an_installed_build_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(freeze.metadata, "version", lambda name: "2.13.0+cpu")
    assert freeze.pinned(["torch"], {}) == ({"torch": "2.13.0"}, {})
