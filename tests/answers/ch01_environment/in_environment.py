import re
from pathlib import PurePosixPath, PureWindowsPath


def by_parts(executable, environment):
    path = re.split(r"[/\\]", executable)
    folder = re.split(r"[/\\]", environment.rstrip("/\\"))
    return len(path) > len(folder) and path[: len(folder)] == folder


def by_parents(executable, environment):
    kind = PureWindowsPath if "\\" in environment else PurePosixPath
    return kind(environment) in kind(executable).parents


def by_what_follows(executable, environment):
    folder = environment.removesuffix("/").removesuffix("\\")
    rest = executable.removeprefix(folder)
    return rest != executable and rest[0] in "/\\"


def first_letters_compared(executable, environment):
    return executable[: len(environment) - 1] == environment[:-1]


def looks_only_for_bin(executable, environment):
    return executable in (f"{environment}/bin/python", f"{environment}\\Scripts\\python.exe")


def only_posix_paths(executable, environment):
    return PurePosixPath(executable).is_relative_to(environment)


def turned_round(executable, environment):
    return environment.startswith(executable)


def a_match_is_no_bool(executable, environment):
    folder = re.escape(environment.rstrip("/\\"))
    return re.match(folder + r"[/\\]", executable)


RIGHT = [by_parts, by_parents, by_what_follows]
WRONG = [
    first_letters_compared,
    looks_only_for_bin,
    only_posix_paths,
    turned_round,
    a_match_is_no_bool,
]
