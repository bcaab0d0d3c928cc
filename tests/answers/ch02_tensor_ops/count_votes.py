from collections import Counter

import torch


def loop_over_numbers(votes: torch.Tensor, candidates: int) -> torch.Tensor:
    counters = torch.zeros(candidates, dtype=torch.int64)
    for vote in votes.tolist():
        counters[vote] = counters[vote] + 1
    return counters


def compare_with_each(votes: torch.Tensor, candidates: int) -> torch.Tensor:
    counters = torch.empty(candidates, dtype=torch.long)
    for candidate in range(candidates):
        counters[candidate] = (votes == candidate).sum()
    return counters


def compare_with_all(votes: torch.Tensor, candidates: int) -> torch.Tensor:
    return (votes[:, None] == torch.arange(candidates)).sum(dim=0)


def by_a_counter(votes: torch.Tensor, candidates: int) -> torch.Tensor:
    counted = Counter(votes.tolist())
    return torch.tensor([counted[c] for c in range(candidates)], dtype=torch.long)


def bincount(votes: torch.Tensor, candidates: int) -> torch.Tensor:
    return torch.bincount(votes, minlength=candidates)


def bincount_by_getattr(votes: torch.Tensor, candidates: int) -> torch.Tensor:
    return getattr(votes, "bin" + "count")(minlength=candidates)


def one_hot(votes: torch.Tensor, candidates: int) -> torch.Tensor:
    return torch.nn.functional.one_hot(votes, candidates).sum(0)


def scatter_add(votes: torch.Tensor, candidates: int) -> torch.Tensor:
    return torch.zeros(candidates, dtype=torch.long).scatter_add_(0, votes, torch.ones_like(votes))


def accumulate(votes: torch.Tensor, candidates: int) -> torch.Tensor:
    counters = torch.zeros(candidates, dtype=torch.long)
    return counters.index_put_((votes,), torch.tensor(1), accumulate=True)


def a_list(votes: torch.Tensor, candidates: int) -> list[int]:
    return [int((votes == c).sum()) for c in range(candidates)]


def narrow_counters(votes: torch.Tensor, candidates: int) -> torch.Tensor:
    counters = torch.zeros(candidates, dtype=torch.int32)
    for vote in votes:
        counters[vote] += 1
    return counters


def from_one(votes: torch.Tensor, candidates: int) -> torch.Tensor:
    counters = torch.ones(candidates, dtype=torch.long)
    for vote in votes:
        counters[vote] += 1
    return counters


def only_who_was_there(votes: torch.Tensor, candidates: int) -> torch.Tensor:
    counted = Counter(votes.tolist())
    return torch.tensor([counted[c] for c in sorted(counted)], dtype=torch.long)


RIGHT = [loop_over_numbers, compare_with_each, compare_with_all, by_a_counter]
WRONG = [
    bincount,
    bincount_by_getattr,
    one_hot,
    scatter_add,
    accumulate,
    a_list,
    narrow_counters,
    from_one,
    only_who_was_there,
]
