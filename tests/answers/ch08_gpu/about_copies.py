def by_truths() -> dict[str, bool]:
    return {name: name in "bce" for name in "abcdef"}


def by_pairs() -> dict[str, bool]:
    return dict([*dict.fromkeys("bce", True).items(), *dict.fromkeys("adf", False).items()])


def all_true() -> dict[str, bool]:
    return dict.fromkeys("abcdef", True)


def all_false() -> dict[str, bool]:
    return dict.fromkeys("abcdef", False)


def words() -> dict[str, str]:
    return {name: str(name in "bce") for name in "abcdef"}


def both_a_and_b() -> dict[str, bool]:
    return by_truths() | {"a": True}


def a_list() -> list[bool]:
    return list(by_truths().values())


RIGHT = [by_truths, by_pairs]
WRONG = [all_true, all_false, words, both_a_and_b, a_list]
