def by_sorting() -> dict[str, str]:
    where = dict.fromkeys("aef", "cpu") | dict.fromkeys("bcdg", "device") | {"h": "error"}
    return dict(sorted(where.items()))


def one_by_one() -> dict[str, str]:
    where = {}
    for name in "abcdefgh":
        where[name] = "cpu" if name in "aef" else "device"
    where["h"] = "error"
    return where


def f_on_the_device() -> dict[str, str]:
    return one_by_one() | {"f": "device"}


def c_on_the_cpu() -> dict[str, str]:
    return one_by_one() | {"c": "cpu"}


def without_h() -> dict[str, str]:
    return {name: place for name, place in one_by_one().items() if name != "h"}


def f_raises() -> dict[str, str]:
    return one_by_one() | {"f": "error"}


def a_list() -> list[str]:
    return list(by_sorting().values())


RIGHT = [by_sorting, one_by_one]
WRONG = [f_on_the_device, c_on_the_cpu, without_h, f_raises, a_list]
