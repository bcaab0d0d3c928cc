"""Other right and wrong answers to `has_gradient`."""


def from_letters():
    return {letter: letter in "acfg" for letter in "abcdefgh"}


def from_nones():
    found = dict.fromkeys("abcdefgh", True)
    found.update(b=False, d=False, e=False, h=False)
    return found


def everything():
    return dict.fromkeys("abcdefgh", True)


def nothing():
    return dict.fromkeys("abcdefgh", False)


def leaves_only():
    return {letter: letter in "acdefh" for letter in "abcdefgh"}


def one_letter_missing():
    return {letter: letter in "acfg" for letter in "abcdefg"}


def as_words():
    return {letter: str(letter in "acfg") for letter in "abcdefgh"}


RIGHT = [from_letters, from_nones]
WRONG = [everything, nothing, leaves_only, one_letter_missing, as_words]
