"""### Count the votes

The candidates of an election are numbered from 0 to `candidates - 1`. `votes` is an int64 vector
with one candidate's number for each vote.

Write `count_votes(votes, candidates)`, which returns how many votes each candidate got: an int64
tensor of shape `(candidates,)`. A candidate whom nobody voted for has 0 votes, and there may be
no votes at all.

Count them yourself: `torch.bincount`, `torch.histc`, `torch.unique`, `one_hot`, and adding by
index (`scatter_add`, `index_add` and the like) may not be called. A loop over the votes is fine.

```python
>>> count_votes(torch.tensor([2, 0, 2]), 4)
tensor([1, 0, 2, 0])
```
"""

from collections.abc import Iterator

import torch

from course.build.author import Case, Exercise, Rng, case, mistake


def count_votes(votes: torch.Tensor, candidates: int) -> torch.Tensor:
    """Count the votes for each of the candidates."""
    ### BEGIN SOLUTION
    counters = torch.zeros(candidates, dtype=torch.long)
    for vote in votes:
        counters[vote] += 1
    return counters
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["T3"],
    points=2,
    banned=[
        *("torch.bincount", "torch.histc", "torch.histogram", "torch.histogramdd"),
        *("torch.unique", "torch.unique_consecutive", "torch.nn.functional.one_hot"),
        *("torch.scatter", "torch.scatter_add", "torch.scatter_reduce"),
        *("torch.index_add", "torch.index_put", "torch.index_reduce"),
    ],
    hints=[
        "Begin with a counter at 0 for every candidate. Which dtype do you want for counting?",
        "A vote is the place of the counter to raise: `counters[vote]` reads it, and "
        "`counters[vote] = …` writes it.",
        "A loop over the tensor goes through the votes one at a time, so that two votes for the "
        "same candidate are counted one after the other.",
    ],
)


def reference(votes: torch.Tensor, candidates: int) -> torch.Tensor:
    return torch.bincount(votes, minlength=candidates)


def cases(rng: Rng) -> Iterator[Case]:
    yield case("three votes for four candidates", torch.tensor([2, 0, 2]), 4)
    many = rng.size(8, 12)
    yield case("many votes", rng.integers(many, low=0, high=3), 4)
    yield case("the last two candidates get nothing", rng.integers(6, low=0, high=2), 5)
    yield case("everyone votes for one candidate", torch.full((5,), 1), 3)
    yield case("a single candidate", torch.zeros(4, dtype=torch.long), 1)
    yield case("votes that are not contiguous", rng.strided(rng.integers(7, low=0, high=2)), 3)
    yield case("no votes", torch.zeros(0, dtype=torch.long), rng.size(2, 5))


@mistake(
    "The counts are right, but they are float32: that is what `torch.zeros` makes unless it is "
    "told otherwise. Things that are counted are whole numbers, so ask for int64."
)
def float_counters(votes: torch.Tensor, candidates: int) -> torch.Tensor:
    counters = torch.zeros(candidates)
    for vote in votes:
        counters[vote] += 1
    return counters


@mistake(
    "No candidate ever gets more than one vote. Where all votes are written at once, as in "
    "`counters[votes] += 1`, the counters are read, raised by 1, and written back once: a "
    "candidate who appears twice is still raised by 1."
)
def all_at_once(votes: torch.Tensor, candidates: int) -> torch.Tensor:
    counters = torch.zeros(candidates, dtype=torch.long)
    counters[votes] += 1
    return counters


@mistake(
    "The counters end with the highest number that was voted for. There is one counter for each "
    "candidate, and `candidates` says how many those are."
)
def up_to_the_highest_vote(votes: torch.Tensor, candidates: int) -> torch.Tensor:
    highest = int(votes.max()) if len(votes) else -1
    counters = torch.zeros(highest + 1, dtype=torch.long)
    for vote in votes:
        counters[vote] += 1
    return counters


@mistake(
    "The counters are shifted by one place: the candidates are numbered from 0, as the places of "
    "a tensor are, so there is nothing to subtract."
)
def numbered_from_one(votes: torch.Tensor, candidates: int) -> torch.Tensor:
    counters = torch.zeros(candidates, dtype=torch.long)
    for vote in votes:
        counters[vote - 1] += 1
    return counters


@mistake(
    "Each vote raises the counter by the candidate's number. A vote counts 1, whoever it is for."
)
def numbers_added_up(votes: torch.Tensor, candidates: int) -> torch.Tensor:
    counters = torch.zeros(candidates, dtype=torch.long)
    for vote in votes:
        counters[vote] += vote
    return counters


@mistake(
    "Only the first vote is counted, and where there is none the result is None. A `return` inside "
    "the loop ends the function in the loop's first round: it belongs behind the loop."
)
def only_the_first_vote(votes: torch.Tensor, candidates: int) -> torch.Tensor | None:
    counters = torch.zeros(candidates, dtype=torch.long)
    for vote in votes:
        counters[vote] += 1
        return counters
    return None


@mistake(
    "The first vote is left out. Places are numbered from 0, and `range(1, n)` begins at the "
    "second one."
)
def first_vote_left_out(votes: torch.Tensor, candidates: int) -> torch.Tensor:
    counters = torch.zeros(candidates, dtype=torch.long)
    for vote in votes[1:]:
        counters[vote] += 1
    return counters


@mistake(
    "The last vote is left out. Of n votes the last has place n - 1, and `range(n)` ends there by "
    "itself."
)
def last_vote_left_out(votes: torch.Tensor, candidates: int) -> torch.Tensor:
    counters = torch.zeros(candidates, dtype=torch.long)
    for vote in votes[:-1]:
        counters[vote] += 1
    return counters


@mistake(
    "Candidate 0 never gets a vote. The candidates are numbered from 0, and `range(1, candidates)` "
    "begins at the second one."
)
def first_candidate_left_out(votes: torch.Tensor, candidates: int) -> torch.Tensor:
    counters = torch.zeros(candidates, dtype=torch.long)
    for candidate in range(1, candidates):
        counters[candidate] = (votes == candidate).sum()
    return counters


@mistake(
    "Each candidate gets the votes of the next one, and the last gets none: the votes are looked "
    "through for the numbers from 1 to `candidates`, and the candidates are numbered from 0."
)
def counted_from_one(votes: torch.Tensor, candidates: int) -> torch.Tensor:
    counters = torch.zeros(candidates, dtype=torch.long)
    for candidate in range(1, candidates + 1):
        counters[candidate - 1] = (votes == candidate).sum()
    return counters
