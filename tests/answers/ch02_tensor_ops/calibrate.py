"""Other right and wrong answers to `calibrate`."""

import copy

import torch


def by_assignment(readings, offset):
    before = torch.empty_like(readings).copy_(readings)
    readings[0, :] = before[0] + offset
    return before, readings.select(0, 0)


def through_the_transpose(readings, offset):
    before = copy.deepcopy(readings)
    column = readings.T[:, 0]
    column.add_(offset)
    return [before, column]


def with_out(readings, offset):
    before = torch.tensor(readings.tolist(), dtype=readings.dtype)
    torch.add(readings[0], offset, out=readings[0])
    return before, readings[0]


def new_name(readings, offset):
    before = readings.clone()
    row = readings[0]
    row = row + offset
    return before, row


def row_as_table(readings, offset):
    before = readings.clone()
    row = readings[0:1]
    row += offset
    return before, row


def list_index(readings, offset):
    before = readings.clone()
    row = readings[[0]]
    row += offset
    return before, row


def row_of_the_copy(readings, offset):
    before = readings.clone()
    readings[0] += offset
    return before, before[0]


def slice_as_copy(readings, offset):
    before = readings[:]
    readings[0] += offset
    return before, readings[0]


def first_column(readings, offset):
    before = readings.clone()
    readings[:, 0] += offset
    return before, readings[0]


def whole_table(readings, offset):
    before = readings.clone()
    readings[0] += offset
    return before, readings


def subtracted(readings, offset):
    before = readings.clone()
    readings[0] -= offset
    return before, readings[0]


RIGHT = [by_assignment, through_the_transpose, with_out]
WRONG = [
    new_name,
    row_as_table,
    list_index,
    row_of_the_copy,
    slice_as_copy,
    first_column,
    whole_table,
    subtracted,
]
