"""### Who may look at what

Sentences of different lengths lie in one batch, filled up to `size` words. In the attention layer
of a language model, the word at place `i` may look at the word at place `j` if

- `j` doesn't come after `i`: no looking into the future; and
- `j` is a word of the sentence, and none of the filling behind its end.

Write `attention_mask(lengths, size)`. `lengths` is an int64 tensor of shape `(b,)`: how many words
each sentence has, from 0 to `size`. The result is a bool tensor of shape `(b, size, size)`, True
at `[s, i, j]` where, in sentence `s`, place `i` may look at place `j`. What place `i` itself holds
doesn't matter: places in the filling look at words too. `b` and `size` may be 0 or equal. No loop
is needed.

```python
>>> mask = attention_mask(torch.tensor([3, 1]), 3)
>>> mask[0]
tensor([[ True, False, False],
        [ True,  True, False],
        [ True,  True,  True]])
>>> mask[1]
tensor([[ True, False, False],
        [ True, False, False],
        [ True, False, False]])
```
"""

from collections.abc import Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def attention_mask(lengths: torch.Tensor, size: int) -> torch.Tensor:
    """Tell for each sentence which place may look at which."""
    ### BEGIN SOLUTION
    places = torch.arange(size)
    is_past = places <= places[:, None]
    is_word = places < lengths[:, None]
    return is_past & is_word[:, None, :]
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["B4"],
    points=2,
    hints=[
        "Make two masks and join them with `&`. The first is the same for all sentences: a table "
        "of i and j. The second knows nothing of i: a table of sentences and j.",
        "`torch.arange(size)` numbers the places. As a row it stands for j, and as a column, with "
        "`[:, None]`, for i. Comparing a column with a row gives a table.",
        "Below the shape (b, size, size), the mask of the words must stand as (b, 1, size). "
        "Aligned from the right as it is, its b would meet the i.",
    ],
)


def reference(lengths: torch.Tensor, size: int) -> torch.Tensor:
    past = torch.ones(size, size, dtype=torch.bool).tril()
    words = torch.arange(size).unsqueeze(0) < lengths.unsqueeze(1)
    return torch.logical_and(past.unsqueeze(0), words.unsqueeze(1))


def cases(rng: Rng) -> Iterator[Case]:
    yield case("sentences of three words and of one", torch.tensor([3, 1]), 3)
    yield case("as many sentences as places", torch.tensor([1, 2, 3]), 3)
    yield case("as many sentences as places, others", torch.tensor([3, 0, 2, 3]), 4)
    yield case("more sentences than places", rng.integers(5, low=0, high=3), 3)
    yield case("one sentence", torch.tensor([rng.size(1, 4)]), 5)
    yield case("one place", torch.tensor([1, 0, 1]), 1)
    yield case("an empty sentence", torch.tensor([0]), rng.size(2, 4))
    yield case("lengths that are not contiguous", rng.strided(rng.integers(3, low=0, high=4)), 4)
    yield case("no sentences", rng.integers(0), 3)
    yield case("no places", torch.tensor([0, 0]), 0)


def _masks(lengths: torch.Tensor, size: int) -> tuple[torch.Tensor, torch.Tensor]:
    places = torch.arange(size)
    return places <= places[:, None], places < lengths[:, None]


@mistake(
    "The sentences of the mask of the words meet the places i. That is an error, or, with as many "
    "sentences as places, a wrong mask without a word. Which axis must stand between b and j?"
)
def sentences_meet_places(lengths: torch.Tensor, size: int) -> torch.Tensor:
    is_past, is_word = _masks(lengths, size)
    mask = is_past & is_word
    return mask.expand(len(lengths), size, size)


@mistake(
    "An axis is missing: the mask of the words has the shape (b, size), so its sentences meet the "
    "places i. That is an error, or, with as many sentences as places, a single table for all of "
    "them. Which axis must stand between b and j?"
)
def axis_missing(lengths: torch.Tensor, size: int) -> torch.Tensor:
    is_past, is_word = _masks(lengths, size)
    return is_past & is_word


@mistake(
    "The mask of the past got an axis in front for the sentences, and the mask of the words has "
    "none between b and j: its sentences meet the places i. That is an error, or, with as many "
    "sentences as places, a wrong mask without a word."
)
def axis_missing_in_the_words(lengths: torch.Tensor, size: int) -> torch.Tensor:
    is_past, is_word = _masks(lengths, size)
    return is_past[None] & is_word


@mistake(
    "The lengths are compared with the places one by one, so that each place j has a sentence of "
    "its own. Every sentence has to meet every place: the lengths need axes behind them."
)
def lengths_beside_places(lengths: torch.Tensor, size: int) -> torch.Tensor:
    places = torch.arange(size)
    return (places <= places[:, None]) & (places < lengths)


@mistake(
    "The places of the filling may look at nothing. Whether a word may be looked at is a matter of "
    "j, the last axis; what place i itself holds doesn't matter."
)
def filling_cannot_look(lengths: torch.Tensor, size: int) -> torch.Tensor:
    is_past, is_word = _masks(lengths, size)
    return is_past & is_word[:, :, None]


@mistake(
    "Past and future are swapped. i runs down and j runs across, and j may not come after i: the "
    "True of a long sentence lie below the diagonal."
)
def looks_ahead(lengths: torch.Tensor, size: int) -> torch.Tensor:
    is_past, is_word = _masks(lengths, size)
    return is_past.T & is_word[:, None, :]


@mistake(
    "A word doesn't see itself, as if j had to come before i. It may look at its own place too."
)
def not_itself(lengths: torch.Tensor, size: int) -> torch.Tensor:
    places = torch.arange(size)
    return (places < places[:, None]) & (places < lengths[:, None])[:, None, :]


@mistake(
    "One place of the filling is seen. Places count from 0, so a sentence of 3 words ends at "
    "place 2."
)
def one_too_many(lengths: torch.Tensor, size: int) -> torch.Tensor:
    places = torch.arange(size)
    return (places <= places[:, None]) & (places <= lengths[:, None])[:, None, :]


@mistake("The filling is hidden, but the future isn't: j may not come after i.")
def no_past(lengths: torch.Tensor, size: int) -> torch.Tensor:
    _, is_word = _masks(lengths, size)
    return is_word[:, None, :].repeat(1, size, 1)


@mistake("The future is hidden, but the filling isn't: `lengths` says where each sentence ends.")
def no_filling(lengths: torch.Tensor, size: int) -> torch.Tensor:
    is_past, _ = _masks(lengths, size)
    return is_past.repeat(len(lengths), 1, 1)
