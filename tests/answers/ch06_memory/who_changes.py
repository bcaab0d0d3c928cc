"""Other right and wrong answers to `who_changes`."""


def from_a_string():
    return {letter: letter in "acdhjl" for letter in "abcdefghijkl"}


def from_bits():
    return {letter: bit == "1" for letter, bit in zip("abcdefghijkl", "101100010101", strict=True)}


def everyone():
    return dict.fromkeys("abcdefghijkl", True)


def nobody():
    return dict.fromkeys("abcdefghijkl", False)


def only_the_letters():
    return list("acdhjl")


def converted_shares():
    return {**from_a_string(), "k": True}


def clone_shares():
    return {**from_a_string(), "g": True}


def rows_only():
    return {letter: letter == "a" for letter in "abcdefghijkl"}


RIGHT = [from_a_string, from_bits]
WRONG = [everyone, nobody, only_the_letters, converted_shares, clone_shares, rows_only]
