"""What an author forgets is named with its file, its line and the remedy."""

from __future__ import annotations

import re

import pytest
from own_course import Course

from course.build.authored import read_exercise
from course.build.faults import AuthoringError, line_of
from course.build.record import visible_cases
from course.build.story import about
from course.build.sync import exercises

BROKEN_FILES = {
    "a concept that is unknown": ('["X1"]', '["X9"]', '"X9"', "'X9' is unknown", "concepts.py"),
    "no concept": ('["X1"]', "[]", "EXERCISE", "no concept", "Name at least one"),
    "a hint too few": ('["Look at 2.", "Plus."]', '["Plus."]', "hints", "1 hints", "two to four"),
    "an empty hint": ('"Plus."', '" "', "hints", "empty hint", "Write it"),
    "a mistake too few": (
        '@mistake("Nothing was added.")\n',
        "",
        "@mistake",
        "2 mistakes",
        "three",
    ),
    "no end of the solution": (
        "    ### END SOLUTION\n",
        "",
        "def add_one",
        "0 `### END",
        "between one",
    ),
    "no title": ("### Add one\n", "", '"""', "no heading", "### Title"),
    "no reference": ("def reference", "def other", "", "no `reference`", "Add"),
    "no cases": ("def cases", "def other", "", "no `cases`", "generator"),
    "no declaration": ("EXERCISE =", "OTHER =", "", "no `EXERCISE`", "Declare"),
    "another function": (
        "def add_one",
        "def add_two",
        "",
        "no function `add_one`",
        "Name the file",
    ),
    "a syntax error": ("return x - 1", "return x -", "return x -", "SyntaxError", "Mend"),
    "an import that fails": (
        "import Exercise,",
        "import Exercises,",
        "import Exercises",
        "ImportError",
        "Mend",
    ),
    "a fact that is unknown": ("points=2", 'facts=["colour"]', '"colour"', "'colour'", "strides"),
    "a fact that can't be left out": ("points=2", 'ignore=["size"]', '"size"', "'size'", "values"),
}


@pytest.mark.parametrize("fault", BROKEN_FILES)
def test_a_broken_exercise_file(fault: str, own_course: Course) -> None:
    old, new, near, what, remedy = BROKEN_FILES[fault]
    path = own_course.change("add_one.py", old, new)
    line = line_of(path.read_text(encoding="utf-8"), near)
    with pytest.raises(AuthoringError) as raised:
        read_exercise("ch91_sums", "add_one")
    assert raised.value.path == path
    assert raised.value.line == line
    assert what in raised.value.what
    assert remedy in raised.value.remedy
    assert f"add_one.py:{line}: " in str(raised.value)


def test_a_group_without_points(own_course: Course) -> None:
    own_course.change("add_one.py", 'case("two", 2)', 'case("two", 2, group="edge")')
    with pytest.raises(AuthoringError, match=r"add_one\.py:\d+: .*'edge'.*Give it points"):
        visible_cases(read_exercise("ch91_sums", "add_one"))


def test_a_placed_exercise_without_a_file(own_course: Course) -> None:
    own_course.change("chapter.py", '"add_one"', '"add_ten"')
    with pytest.raises(AuthoringError, match=r"chapter\.py:11: .*no file.*Write .*add_ten\.py"):
        list(exercises())


def test_a_file_that_is_placed_nowhere(own_course: Course) -> None:
    own_course.write("add_two.py", "")
    with pytest.raises(AuthoringError, match=r"add_two\.py:1: is placed nowhere.*Add a cell"):
        list(exercises())


def test_an_exercise_that_is_placed_twice(own_course: Course) -> None:
    own_course.change(
        "chapter.py", "# %% [markdown]\n# ## Adding", '# %% exercise="add_one"\n\n# %%'
    )
    with pytest.raises(AuthoringError, match="twice"):
        list(exercises())


def test_two_exercises_of_one_name(own_course: Course) -> None:
    for name in ("chapter.py", "add_one.py"):
        text = (own_course.folder / "ch91_sums" / name).read_text(encoding="utf-8")
        own_course.write(name, text, chapter="ch92_more")
    with pytest.raises(AuthoringError, match=r"add_one\.py:\d+: .*ch91_sums too\. Rename"):
        list(exercises())


@pytest.mark.parametrize("text", ["", '"""one line\n\nand another"""\n'])
def test_a_chapter_that_does_not_say_what_it_teaches(text: str, own_course: Course) -> None:
    own_course.write("__init__.py", text)
    with pytest.raises(AuthoringError, match=r"__init__\.py:1: .*what the chapter teaches"):
        about("ch91_sums")


def test_a_cell_with_an_unknown_mark(own_course: Course) -> None:
    own_course.change("chapter.py", "exercise=", "exrcise=")
    with pytest.raises(AuthoringError, match=r"chapter\.py:11: .*'exrcise'"):
        list(exercises())


def test_the_command_says_it_and_fails(
    own_course: Course, capsys: pytest.CaptureFixture[str]
) -> None:
    from course.__main__ import main

    own_course.change("add_one.py", '["X1"]', '["X9"]')
    assert main(["build", "--check"]) == 2
    assert main(["list"]) == 2
    assert re.search(r"add_one\.py:\d+: .*'X9'", capsys.readouterr().err)
