import re


def as_large_numbers(version, ceiling):
    tag = version.split("+")[1]
    if tag == "cpu" or not ceiling:
        return "cpu"
    build, most = 100 * (int(tag[2:]) // 10) + int(tag[2:]) % 10, 100 * ceiling[0] + ceiling[1]
    if build <= most:
        return "gpu"
    return "gpu with limits" if build // 100 == most // 100 else "cpu"


def as_whole_numbers(version, ceiling):
    tag = version.split("+")[1]
    if tag == "cpu" or not ceiling:
        return "cpu"
    build, most = int(tag[2:]), 10 * ceiling[0] + ceiling[1]
    if build <= most:
        return "gpu"
    return "gpu with limits" if build // 10 == most // 10 else "cpu"


def by_pattern(version, ceiling):
    found = re.search(r"\+cu(\d+)(\d)$", version)
    if found is None or ceiling is None:
        return "cpu"
    build = (int(found[1]), int(found[2]))
    if build[0] > ceiling[0]:
        return "cpu"
    return "gpu" if build <= (ceiling[0], ceiling[1]) else "gpu with limits"


def digits_cut_after_the_first(version, ceiling):
    tag = version.split("+")[1]
    if tag == "cpu" or ceiling is None:
        return "cpu"
    major, minor = int(tag[2:3]), int(tag[3:])
    if major > ceiling[0]:
        return "cpu"
    return "gpu with limits" if major == ceiling[0] and minor > ceiling[1] else "gpu"


def equal_is_too_new(version, ceiling):
    tag = version.split("+")[1]
    if tag == "cpu" or ceiling is None:
        return "cpu"
    build = (int(tag[2:-1]), int(tag[-1]))
    if build < tuple(ceiling):
        return "gpu"
    return "gpu with limits" if build[0] == ceiling[0] else "cpu"


def a_driver_is_enough(version, ceiling):
    return "cpu" if version.endswith("+cpu") or ceiling is None else "gpu"


def only_its_own_major_release(version, ceiling):
    tag = version.split("+")[1]
    if tag == "cpu" or ceiling is None or int(tag[2:-1]) != ceiling[0]:
        return "cpu"
    return "gpu with limits" if int(tag[-1]) > ceiling[1] else "gpu"


def reads_the_torch_version(version, ceiling):
    major, minor = (int(part) for part in version.split(".")[:2])
    if ceiling is None or version.endswith("cpu"):
        return "cpu"
    return "gpu" if (major, minor) <= tuple(ceiling) else "gpu with limits"


def as_joined_digits(version, ceiling):
    tag = version.split("+")[1]
    if tag == "cpu" or not ceiling:
        return "cpu"
    if int(tag[2:]) <= int(f"{ceiling[0]}{ceiling[1]}"):
        return "gpu"
    return "gpu with limits" if int(tag[2:-1]) == ceiling[0] else "cpu"


def major_of_two_digits(version, ceiling):
    tag = version.split("+")[1]
    if tag == "cpu" or not ceiling:
        return "cpu"
    build = (int(tag[2:4]), int(tag[4:]))
    if build <= tuple(ceiling):
        return "gpu"
    return "gpu with limits" if build[0] == ceiling[0] else "cpu"


RIGHT = [as_large_numbers, by_pattern]
WRONG = [
    digits_cut_after_the_first,
    equal_is_too_new,
    a_driver_is_enough,
    only_its_own_major_release,
    reads_the_torch_version,
    as_whole_numbers,
    as_joined_digits,
    major_of_two_digits,
]
