r"""### Which environment is this Python in?

The doctor says where a Python lies, and where the course was installed. Do they belong together?

Write `in_environment(executable, environment)`. It returns `True` when the program `executable`
lies in the folder `environment`, at any depth, and `False` otherwise. Both are strings; compare
them as text, letter for letter, and look up nothing on the disk.

- The paths come from any machine: Linux and macOS part folders with `/`, Windows with `\`. Yours
  must not matter: `os.path` and `pathlib.Path` know only the paths of the system that they run on.
- The folder may end with such a separator, or not.
- A folder whose name only begins alike, such as `.venv2` beside `.venv`, is another folder.
- `.Venv` is another folder too: capitals and small letters differ.
- A path that begins with `/` begins at the top of the disk. Without that first separator, it is
  another path.

```python
>>> in_environment("/home/ada/course/.venv/bin/python", "/home/ada/course/.venv")
True
>>> in_environment("/home/ada/course/.venv2/bin/python", "/home/ada/course/.venv")
False
>>> in_environment("D:\\ml\\.venv\\Scripts\\python.exe", "D:\\ml\\.venv\\")
True
```
"""

from collections.abc import Iterator
from pathlib import PurePosixPath, PureWindowsPath

from course.build.author import Case, Exercise, Rng, case, mistake


def in_environment(executable: str, environment: str) -> bool:
    """Tell whether the program `executable` lies in the folder `environment`."""
    ### BEGIN SOLUTION
    folder = environment.rstrip("/\\")
    return executable.startswith((folder + "/", folder + "\\"))
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["E1"],
    points={"basic": 1, "edge": 1},
    hints=[
        "A program lies in a folder when its path begins with the folder's path and goes on with "
        "a separator.",
        "The separator is what keeps `.venv2` out: `.venv` is followed by `/`, not by `2`. A "
        "backslash inside a string is written twice.",
        "First take a separator off the end of `environment` with `rstrip`, if there is one. "
        "Then ask `startswith` for the folder and a separator. `startswith` also takes a tuple "
        "of texts, any of which may match.",
    ],
)


def reference(executable: str, environment: str) -> bool:
    flavour = PureWindowsPath if "\\" in executable + environment else PurePosixPath
    return flavour(executable).is_relative_to(flavour(environment))


def cases(rng: Rng) -> Iterator[Case]:
    home = rng.choice(["/home/ada", "/Users/grace", "/home/student-017"])
    work = rng.choice(["course", "pytorch", "notebooks/pytorch"])
    posix = f"{home}/{work}/.venv"
    drive = rng.choice(["C", "D", "E"])
    windows = f"{drive}:\\Users\\{rng.choice(['ada', 'grace', 'alan'])}\\course\\.venv"
    yield case("the environment's own Python", f"{posix}/bin/python", posix)
    yield case("an environment whose name begins alike", f"{posix}2/bin/python", posix)
    yield case("the Python of the system", "/usr/bin/python3", posix)
    yield case("Windows", f"{windows}\\Scripts\\python.exe", windows)
    yield case("Windows, another environment", f"{windows}-old\\Scripts\\python.exe", windows)
    deep = f"{posix}/envs/test/bin/python3.11"
    yield case("a Python deep inside the folder", deep, posix, group="edge")
    yield case(
        "a folder with a separator at its end", f"{posix}/bin/python", f"{posix}/", group="edge"
    )
    yield case(
        "Windows, a folder with a separator at its end",
        f"{windows}\\Scripts\\python.exe",
        f"{windows}\\",
        group="edge",
    )
    yield case(
        "a name that begins alike, and a separator at the folder's end",
        f"{posix}2/bin/python",
        f"{posix}/",
        group="edge",
    )
    capital = f"{home}/{work}/.Venv/bin/python"
    yield case("a name with a capital letter", capital, posix, group="edge")
    yield case(
        "a path without the separator at its beginning",
        f"{posix[1:]}/bin/python",
        posix,
        group="edge",
    )
    copy = f"/media/backup{posix}/bin/python"
    yield case("a copy of the environment on another disk", copy, posix, group="edge")


@mistake(
    "The two paths begin alike, and that is all that this looks at. `.venv2` begins with `.venv` "
    "too, and is another environment: after the folder's name a separator must follow."
)
def begins_alike(executable: str, environment: str) -> bool:
    return executable.startswith(environment)


@mistake(
    "This finds the folder's text anywhere in the path. The folder must stand at the beginning, "
    "and a separator must follow it: a copy on another disk, or `.venv2`, is not the same place."
)
def contains_the_text(executable: str, environment: str) -> bool:
    return environment in executable


@mistake(
    "This knows only the separator `/`. Windows parts folders with a backslash, so there every "
    "Python seems to lie outside."
)
def only_slashes(executable: str, environment: str) -> bool:
    return executable.startswith(environment.rstrip("/") + "/")


@mistake(
    "A separator is put behind the folder, although the folder may have one already: then two "
    "follow each other, and no path matches. If you took it off, was that kept? `rstrip` and "
    "`strip` return a new text, and the old one stays as it was."
)
def two_separators(executable: str, environment: str) -> bool:
    return executable.startswith((environment + "/", environment + "\\"))


@mistake(
    "A `/` is put behind the folder, and that is all. Windows parts folders with a backslash, and "
    "the folder may end with a separator already, so that two follow each other. `rstrip` and "
    "`strip` take it off in the text that they return; the old one stays as it was."
)
def always_a_slash(executable: str, environment: str) -> bool:
    return executable.startswith(environment + "/")


@mistake(
    "This looks two levels up from the program, and there only. An environment may also hold a "
    "Python further down: any depth counts."
)
def two_levels_up(executable: str, environment: str) -> bool:
    parts = executable.replace("\\", "/").split("/")
    return parts[:-2] == environment.replace("\\", "/").rstrip("/").split("/")


@mistake(
    "Capitals and small letters are taken for the same, as Windows and `PureWindowsPath` do. "
    "On Linux `.Venv` and `.venv` are two folders: compare letter for letter."
)
def ignores_capitals(executable: str, environment: str) -> bool:
    return PureWindowsPath(environment) in PureWindowsPath(executable).parents


@mistake(
    "Separators are taken off both ends of the paths. The one at the beginning says that a path "
    "begins at the top of the disk: only the end may lose its separator."
)
def strips_both_ends(executable: str, environment: str) -> bool:
    folder = environment.strip("/\\")
    return executable.strip("/\\").startswith((folder + "/", folder + "\\"))
