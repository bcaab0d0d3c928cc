import re


def by_words(text, compiles):
    if "release" not in text:
        return ("failed", None) if compiles else ("info", None)
    release = text.split("release ")[1].split(",")[0]
    major, minor = release.split(".")
    return ("ok", (int(major), int(minor)))


def by_lines(text, compiles):
    for line in text.splitlines():
        found = re.match(r"Cuda compilation tools, release (\d+)\.(\d+)", line)
        if found:
            return "ok", tuple(int(part) for part in found.groups())
    return "failed" if compiles else "info", None


def first_number_of_all(text, compiles):
    found = re.search(r"(\d+)\D(\d+)", text)
    if found:
        return "ok", (int(found[1]), int(found[2]))
    return ("failed" if compiles else "info"), None


def any_text_means_installed(text, compiles):
    if text:
        found = re.search(r"release (\d+)\.(\d+)", text)
        return "ok", found and (int(found[1]), int(found[2]))
    return ("failed" if compiles else "info"), None


def status_alone(text, compiles):
    return "ok" if "release" in text else "failed" if compiles else "info"


def a_list_inside(text, compiles):
    found = re.search(r"release (\d+)\.(\d+)", text)
    if found:
        return "ok", [int(part) for part in found.groups()]
    return ("failed" if compiles else "info"), None


RIGHT = [by_words, by_lines]
WRONG = [
    first_number_of_all,
    any_text_means_installed,
    status_alone,
    a_list_inside,
]
