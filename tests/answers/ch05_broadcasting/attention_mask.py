"""Other right and wrong answers to `attention_mask`."""

import torch


def by_loops(lengths, size):
    mask = torch.zeros(len(lengths), size, size, dtype=torch.bool)
    for s, length in enumerate(lengths.tolist()):
        for i in range(size):
            mask[s, i, : min(length, i + 1)] = True
    return mask


def by_the_smaller_end(lengths, size):
    places = torch.arange(size)
    end = torch.minimum(lengths[:, None, None], places[None, :, None] + 1)
    return places < end


def by_tril(lengths, size):
    words = (torch.arange(size) < lengths[:, None])[:, None, :]
    return words.expand(-1, size, -1).tril()


def by_multiplying(lengths, size):
    places = torch.arange(size)
    past = (places[None, :] <= places[:, None]).int()
    words = (places[None] < lengths[:, None]).int()
    return torch.einsum("ij,sj->sij", past, words).bool()


def floats(lengths, size):
    return by_the_smaller_end(lengths, size).float()


def masked_out(lengths, size):
    return ~by_the_smaller_end(lengths, size)


def lengths_of_first(lengths, size):
    places = torch.arange(size)
    return ((places <= places[:, None]) & (places < lengths[0])).expand(len(lengths), size, size)


def transposed(lengths, size):
    return by_the_smaller_end(lengths, size).mT


def either(lengths, size):
    places = torch.arange(size)
    return (places <= places[:, None]) | (places < lengths[:, None])[:, None, :]


RIGHT = [by_loops, by_the_smaller_end, by_tril, by_multiplying]
WRONG = [floats, masked_out, lengths_of_first, transposed, either]
