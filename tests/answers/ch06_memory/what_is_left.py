"""Other right and wrong answers to `what_is_left`."""


def in_order():
    return dict(zip("abcdefgh", (3.0, 6.0, 0.0, 6.0, 21.0, 8.0, 8.0, 0.0), strict=True))


def by_numbers():
    letters = {0: "ch", 3: "a", 6: "bd", 8: "fg", 21: "e"}
    return {letter: number for number, found in letters.items() for letter in found}


def all_zero():
    return dict.fromkeys("abcdefgh", 0)


def as_a_list():
    return list(in_order().values())


def as_texts():
    return {letter: str(number) for letter, number in in_order().items()}


def one_missing():
    return {letter: number for letter, number in in_order().items() if letter != "h"}


def two_wrong():
    return {**in_order(), "e": 7, "f": 4}


RIGHT = [in_order, by_numbers]
WRONG = [all_zero, as_a_list, as_texts, one_missing, two_wrong]
