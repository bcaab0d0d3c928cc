"""Other right and wrong answers to `when_it_fails`."""


def from_words():
    words = ["at once", "in backward", "right", "in backward", "wrong", "right", "right"]
    return dict(zip("abcdefg", words, strict=True))


def unordered():
    found = dict.fromkeys("gfc", "right")
    found |= {"b": "in backward", "e": "wrong", "d": "in backward"}
    return {"a": "at once", **found}


def all_right():
    return dict.fromkeys("abcdefg", "right")


def no_leaf():
    return {**from_words(), "a": "in backward"}


def one_missing():
    found = from_words()
    del found["g"]
    return found


def as_list():
    return list(from_words().values())


def clone_late():
    return {**from_words(), "f": "in backward"}


def clone_wrong():
    return {**from_words(), "f": "wrong"}


RIGHT = [from_words, unordered]
WRONG = [all_right, no_leaf, one_missing, as_list, clone_late, clone_wrong]
