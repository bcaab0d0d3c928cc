import re


def last_word_of_the_line(text):
    for line in text.splitlines():
        if "CUDA" in line and "Version:" in line:
            release = line.rsplit("Version:", 1)[1].strip(" |")
            if "." in release:
                major, minor = release.split(".")
                return int(major), int(minor)
    return None


def two_searches(text):
    for label in ("CUDA UMD Version", "CUDA Version"):
        found = re.search(label + r"\s*:\s*([0-9]+)\.([0-9]+)", text)
        if found:
            return tuple(map(int, found.groups()))
    return None


def as_a_list(text):
    found = re.findall(r"CUDA[A-Z ]*Version: (\d+)\.(\d+)", text)
    return [int(part) for part in found[0]] if found else None


def first_version_behind_any_label(text):
    found = re.search(r"Version: *(\d+)\.(\d+)", text)
    return (int(found[1]), int(found[2])) if found else None


def one_digit_each(text):
    found = re.search(r"CUDA (?:UMD )?Version: *\d*(\d)\.(\d)", text)
    return (int(found[1]), int(found[2])) if found else None


def one_digit_after_the_dot(text):
    found = re.search(r"CUDA (?:UMD )?Version: *(\d+)\.(\d)", text)
    return (int(found[1]), int(found[2])) if found else None


def zero_for_nothing(text):
    found = re.search(r"CUDA (?:UMD )?Version: *(\d+)\.(\d+)", text)
    return (int(found[1]), int(found[2])) if found else (0, 0)


def text_of_the_release(text):
    found = re.search(r"CUDA (?:UMD )?Version: *([\d.]+)", text)
    return found[1] if found else None


def trusts_the_label(text):
    if "CUDA" not in text:
        return None
    release = text.split("Version:")[-1].split()[0]
    major, minor = release.split(".")
    return int(major), int(minor)


RIGHT = [last_word_of_the_line, two_searches]
WRONG = [
    first_version_behind_any_label,
    one_digit_each,
    zero_for_nothing,
    text_of_the_release,
    trusts_the_label,
    as_a_list,
    one_digit_after_the_dot,
]
