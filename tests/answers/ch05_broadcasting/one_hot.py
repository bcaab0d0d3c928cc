"""Other right and wrong answers to `one_hot`."""

import torch


def by_scatter(labels, classes):
    result = torch.zeros(*labels.shape, classes, dtype=torch.int64)
    known = (labels >= 0).to(torch.int64).unsqueeze(-1)
    return result.scatter(-1, labels.clamp(min=0).unsqueeze(-1), known)


def by_rows_of_eye(labels, classes):
    padded = torch.cat([torch.eye(classes), torch.zeros(1, classes)]).long()
    return padded[labels]


def by_where(labels, classes):
    numbers = torch.arange(classes)
    return torch.where(labels.unsqueeze(-1) == numbers, 1, 0)


def by_loop(labels, classes):
    result = torch.zeros(labels.numel(), classes, dtype=torch.long)
    for i, label in enumerate(labels.flatten().tolist()):
        if label >= 0:
            result[i, label] = 1
    return result.reshape(*labels.shape, classes)


def the_function_itself(labels, classes):
    return torch.nn.functional.one_hot(labels.clamp(min=0), classes) * (labels >= 0)[..., None]


def as_many_classes_as_seen(labels, classes):
    return (labels[..., None] == torch.arange(int(labels.max()) + 1)).long()


def counted_from_one(labels, classes):
    return (labels[..., None] == torch.arange(1, classes + 1)).long()


def int32(labels, classes):
    return (labels[..., None] == torch.arange(classes)).int()


def up_to_the_label(labels, classes):
    return (labels[..., None] >= torch.arange(classes)).long()


RIGHT = [by_scatter, by_rows_of_eye, by_where, by_loop]
WRONG = [the_function_itself, as_many_classes_as_seen, counted_from_one, int32, up_to_the_label]
