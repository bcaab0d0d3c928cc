def by_list_of_versions(compiled_with, installed):
    majors = [int(version.split(".")[0]) for version in (compiled_with, installed) if version]
    if len(majors) == 2 and majors[1] <= majors[0]:
        return None
    return "numpy<" + str(majors[0] + 1)


def by_first_letter(compiled_with, installed):
    if installed and installed[0] <= compiled_with[0]:
        return None
    return "numpy<" + str(int(compiled_with[0]) + 1)


def by_tuples(compiled_with, installed):
    limit = int(compiled_with.partition(".")[0]) + 1
    if installed is None:
        return f"numpy<{limit}"
    version = tuple(int(part) for part in installed.split("."))
    return None if version < (limit,) else f"numpy<{limit}"


def turned_round(compiled_with, installed):
    major = int(compiled_with.split(".")[0])
    if installed is not None and int(installed.split(".")[0]) >= major:
        return None
    return f"numpy<{major + 1}"


def missing_fits(compiled_with, installed):
    major = int(compiled_with.split(".")[0])
    if installed is None or int(installed.split(".")[0]) <= major:
        return None
    return f"numpy<{major + 1}"


def the_same_version(compiled_with, installed):
    return None if installed == compiled_with else f"numpy=={compiled_with}"


def its_own_major_version(compiled_with, installed):
    major = int(compiled_with.split(".")[0])
    if installed is not None and int(installed.split(".")[0]) <= major:
        return None
    return f"numpy<{major}"


def empty_text_for_nothing(compiled_with, installed):
    major = int(compiled_with.split(".")[0])
    if installed is not None and int(installed.split(".")[0]) <= major:
        return ""
    return f"numpy<{major + 1}"


def with_spaces(compiled_with, installed):
    major = int(compiled_with.split(".")[0])
    if installed is not None and int(installed.split(".")[0]) <= major:
        return None
    return f"numpy < {major + 1}"


RIGHT = [by_list_of_versions, by_tuples]
WRONG = [
    turned_round,
    missing_fits,
    the_same_version,
    its_own_major_version,
    empty_text_for_nothing,
    by_first_letter,
    with_spaces,
]
