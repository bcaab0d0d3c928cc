import re


def by_pattern(message, names):
    last = message.strip().split("\n")[-1]
    found = re.search(r"^ModuleNotFoundError: No module named '([^'.]+)[^']*'$", last)
    if not found:
        return None
    return names[found[1]] if found[1] in names else found[1]


def by_cutting(message, names):
    error, _, text = message.rpartition("\n")[2].partition(": ")
    if error != "ModuleNotFoundError" or "is not a package" in text:
        return None
    package = text.removeprefix("No module named ").strip("'").partition(".")[0]
    return {package: package, **names}[package]


def last_part_of_the_name(message, names):
    last = message.splitlines()[-1]
    if not last.startswith("ModuleNotFoundError") or last.endswith("is not a package"):
        return None
    package = last.split("'")[1].split(".")[-1]
    return names.get(package, package)


def looks_the_whole_name_up(message, names):
    last = message.splitlines()[-1]
    if not last.startswith("ModuleNotFoundError") or last.endswith("is not a package"):
        return None
    module = last.split("'")[1]
    return names.get(module, module.split(".")[0])


def last_missing_module_anywhere(message, names):
    found = re.findall(r"No module named '(\w+)[\w.]*'(?!;)", message)
    return names.get(found[-1], found[-1]) if found else None


def any_import_error(message, names):
    last = message.splitlines()[-1]
    if "Error" not in last or last.endswith("is not a package") or "NameError" in last:
        return None
    package = last.split("'")[-2].split(".")[0]
    return names.get(package, package)


def only_known_names(message, names):
    last = message.splitlines()[-1]
    if not last.startswith("ModuleNotFoundError") or last.endswith("is not a package"):
        return None
    return names.get(last.split("'")[1].split(".")[0])


def with_quotation_marks(message, names):
    last = message.splitlines()[-1]
    if not last.startswith("ModuleNotFoundError") or last.endswith("is not a package"):
        return None
    package = last.split()[-1].split(".")[0]
    return names.get(package, package)


RIGHT = [by_pattern, by_cutting]
WRONG = [
    last_part_of_the_name,
    looks_the_whole_name_up,
    last_missing_module_anywhere,
    any_import_error,
    only_known_names,
    with_quotation_marks,
]
