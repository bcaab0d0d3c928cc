r"""### What is there to install?

Somebody sends you the end of an error message. Write `to_install(message, names)`, which returns
the name that `pip install` needs, or `None` where there is nothing to install.

- Only the **last** line counts: it is the error that ended the program.
- `ModuleNotFoundError: No module named 'd2l.torch'` means that the package `d2l` is missing: of a
  dotted name, take the first part.
- The dict `names` holds packages that are installed under another name than they are imported by:
  `{"cv2": "opencv-python"}`. It is not always the same dict: go by the one that you are given.
  All others keep their name, in which there may be digits and underscores.
- A line that ends with `is not a package` means that a file of yours hides the package: `None`.
- Any other error is not about a missing package: `None`.

```python
>>> to_install("ModuleNotFoundError: No module named 'd2l.torch'", {})
'd2l'
>>> to_install("ModuleNotFoundError: No module named 'cv2'", {"cv2": "opencv-python"})
'opencv-python'
>>> to_install("ImportError: cannot import name 'vmap' from 'torch'", {}) is None
True
```
"""

import re
from collections.abc import Iterator

from course.build.author import Case, Exercise, Rng, case, mistake


def to_install(message: str, names: dict[str, str]) -> str | None:
    """Tell which package to install after this error message, or None."""
    ### BEGIN SOLUTION
    last = message.splitlines()[-1]
    if not last.startswith("ModuleNotFoundError") or last.endswith("is not a package"):
        return None
    module = last.split("'")[1]
    package = module.split(".")[0]
    return names.get(package, package)
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["E7"],
    points={"basic": 2, "edge": 1},
    hints=[
        "Begin with the last line alone: `splitlines()` gives a list of lines.",
        "The name stands between quotation marks: splitting the line at `'` puts it in a place of "
        "its own. Splitting the name at `.` parts the package from what is inside it.",
        "`names.get(key, other)` looks a key up, and gives `other` where the dict does not have "
        "it. Before all this, return `None` for the lines that name nothing to install.",
    ],
)

_NAMES = {
    "cv2": "opencv-python",
    "sklearn": "scikit-learn",
    "PIL": "pillow",
}
_ALSO = "\nDuring handling of the above exception, another exception occurred:\n\n"


def reference(message: str, names: dict[str, str]) -> str | None:
    found = re.fullmatch(
        r"ModuleNotFoundError: No module named '(\w+)(?:\.[\w.]+)?'", message.split("\n")[-1]
    )
    return names.get(found[1], found[1]) if found else None


def _missing(module: str) -> str:
    return f"ModuleNotFoundError: No module named '{module}'"


def _traceback(line: str, error: str) -> str:
    return (
        "Traceback (most recent call last):\n"
        f'  File "train.py", line 3, in <module>\n    {line}\n{error}'
    )


def cases(rng: Rng) -> Iterator[Case]:
    package = rng.choice(["pandas", "torchvision", "gymnasium", "tqdm", "scipy"])
    yield case("a package by its own name", _missing(package), _NAMES)
    yield case("a part of a package", _missing("d2l.torch"), _NAMES)
    other = rng.choice(list(_NAMES))
    yield case("a package that is installed under another name", _missing(other), _NAMES)
    text = _traceback(
        "from torch import vmapp", "ImportError: cannot import name 'vmapp' from 'torch'"
    )
    yield case("a misspelt function", text, _NAMES)
    underscore = rng.choice(["jupyter_client", "torch_geometric", "stable_baselines3"])
    yield case("a name with an underscore", _missing(underscore), _NAMES)
    served = {"cv2": "opencv-python-headless", "yaml": "PyYAML"}
    yield case("another dict of names", _missing("cv2"), served)
    yield case("an empty dict of names", _missing(rng.choice(list(_NAMES))), {})
    text = _traceback("import torchvision.models", _missing("torchvision"))
    yield case("a whole traceback", text, _NAMES)
    text = _traceback("import sklearn.svm", _missing(rng.choice(["sklearn.svm", "PIL.Image"])))
    yield case("a part of a package with another name", text, _NAMES, group="edge")
    chained = _traceback("import tomllib", _missing("tomllib")) + "\n" + _ALSO
    chained += _traceback("import tomli as tomllib", _missing("tomli"))
    yield case("two errors, one after the other", chained, _NAMES, group="edge")
    solved = _traceback("import gym", _missing("gym")) + "\n" + _ALSO
    solved += _traceback("env = old.make('CartPole-v1')", "NameError: name 'old' is not defined")
    yield case("another error after a missing package", solved, _NAMES, group="edge")
    module = rng.choice(["d2l.torch", "torch.nn", "random.choices"])
    hidden = f"{_missing(module)}; '{module.split('.')[0]}' is not a package"
    yield case("a file of one's own that hides the package", hidden, _NAMES, group="edge")


@mistake(
    "This is the whole dotted name. `pip` installs packages, not their parts: what stands before "
    "the first dot is the package."
)
def whole_dotted_name(message: str, names: dict[str, str]) -> str | None:
    last = message.splitlines()[-1]
    if not last.startswith("ModuleNotFoundError") or last.endswith("is not a package"):
        return None
    module = last.split("'")[1]
    return names.get(module, module)


@mistake(
    "This is the name that the package is imported by. Some are installed under another one, "
    "which `names` knows: `cv2` comes with `opencv-python`."
)
def imported_name(message: str, names: dict[str, str]) -> str | None:
    last = message.splitlines()[-1]
    if not last.startswith("ModuleNotFoundError") or last.endswith("is not a package"):
        return None
    return last.split("'")[1].split(".")[0]


@mistake(
    "This takes the first missing module of the message. A program may try one package, catch the "
    "error and try another: the last line tells what ended it."
)
def first_error(message: str, names: dict[str, str]) -> str | None:
    found = re.search(r"No module named '(\w+)[\w.]*'(?!;)", message)
    return names.get(found[1], found[1]) if found else None


@mistake(
    "The name in quotation marks is taken from every error. `cannot import name 'vmap'` does not "
    "speak of a package: only a ModuleNotFoundError does."
)
def every_quoted_name(message: str, names: dict[str, str]) -> str | None:
    last = message.splitlines()[-1]
    if last.endswith("is not a package"):
        return None
    package = last.split("'")[1].split(".")[0]
    return names.get(package, package)


@mistake(
    "A line that ends with `is not a package` tells of a file that is in the way, such as your own "
    "`random.py`. Installing something would not move it: rename the file."
)
def installs_over_a_file(message: str, names: dict[str, str]) -> str | None:
    last = message.splitlines()[-1]
    if not last.startswith("ModuleNotFoundError"):
        return None
    package = last.split("'")[1].split(".")[0]
    return names.get(package, package)


@mistake(
    "This looks the name up in a dict of its own. The dict is an input, `names`, and may say "
    "something else, or nothing: go by what you are given."
)
def a_dict_of_its_own(message: str, names: dict[str, str]) -> str | None:
    return reference(message, _NAMES)


@mistake(
    "The name is read as letters and digits only, and ends too early at an underscore, as in "
    "`jupyter_client`. It goes on to the first dot or to the quotation mark."
)
def stops_at_an_underscore(message: str, names: dict[str, str]) -> str | None:
    last = message.splitlines()[-1]
    found = re.match(r"ModuleNotFoundError: No module named '([A-Za-z0-9]+)", last)
    if not found or last.endswith("is not a package"):
        return None
    return names.get(found[1], found[1])


@mistake(
    "The name is read as letters only, and ends too early at a digit or an underscore: of `d2l` "
    "only `d` is left. It goes on to the first dot or to the quotation mark."
)
def letters_only(message: str, names: dict[str, str]) -> str | None:
    last = message.splitlines()[-1]
    found = re.match(r"ModuleNotFoundError: No module named '([A-Za-z]+)", last)
    if not found or last.endswith("is not a package"):
        return None
    return names.get(found[1], found[1])
