"""Other right and wrong answers to `same_or_new`."""


def by_groups():
    words = {"old": "bcefgjl", "new": "adhm", "error": "ik"}
    return {letter: word for word, letters in words.items() for letter in letters}


def in_order():
    words = {"n": "new", "o": "old", "e": "error"}
    initials = zip("abcdefghijklm", "noonoooneoeon", strict=True)
    return {letter: words[initial] for letter, initial in initials}


def all_old():
    return dict.fromkeys("abcdefghijklm", "old")


def one_missing():
    return {k: v for k, v in by_groups().items() if k != "m"}


def as_a_list():
    return list(by_groups().values())


def division_in_place():
    return {**by_groups(), "m": "old"}


def integers_refused():
    return {**by_groups(), "l": "error"}


def out_is_new():
    return {**by_groups(), "f": "new"}


RIGHT = [by_groups, in_order]
WRONG = [all_old, one_missing, as_a_list, division_in_place, integers_refused, out_is_new]
