"""Other right and wrong answers to `solve_by_elimination`."""

import torch


def whole_columns_at_once(a, b):
    a, b = a.clone(), b.clone()
    for j in range(len(b)):
        best = j + int(a[j:, j].abs().argmax())
        order = list(range(len(b)))
        order[j], order[best] = order[best], order[j]
        a, b = a[order], b[order]
        factors = a[j + 1 :, j] / a[j, j]
        a[j + 1 :] -= factors[:, None] * a[j]
        b[j + 1 :] -= factors * b[j]
    x = torch.empty_like(b)
    for i in range(len(b) - 1, -1, -1):
        x[i] = (b[i] - a[i, i + 1 :] @ x[i + 1 :]) / a[i, i]
    return x


def to_the_identity(a, b):
    n = len(b)
    table = torch.cat([a, b[:, None]], dim=1)
    for j in range(n):
        best = j + int(table[j:, j].abs().argmax())
        kept = table[j].clone()
        table[j] = table[best]
        table[best] = kept
        table[j] = table[j] / table[j, j]
        for i in range(n):
            if i != j:
                table[i] = table[i] - table[i, j] * table[j]
    return table[:, n].clone()


def with_lists(a, b):
    rows = [[*row, value] for row, value in zip(a.tolist(), b.tolist(), strict=True)]
    n = len(rows)
    for j in range(n):
        best = max(range(j, n), key=lambda i: abs(rows[i][j]))
        rows[j], rows[best] = rows[best], rows[j]
        for i in range(j + 1, n):
            factor = rows[i][j] / rows[j][j]
            rows[i] = [p - factor * q for p, q in zip(rows[i], rows[j], strict=True)]
    x = [0.0] * n
    for i in reversed(range(n)):
        x[i] = (rows[i][n] - sum(rows[i][k] * x[k] for k in range(i + 1, n))) / rows[i][i]
    return torch.tensor(x, dtype=torch.float64)


def calls_solve(a, b):
    return torch.linalg.solve(a, b)


def calls_inverse(a, b):
    return a.inverse() @ b


def in_float32(a, b):
    return to_the_identity(a.float(), b.float()).double()


def least_squares(a, b):
    return torch.linalg.lstsq(a, b[:, None]).solution[:, 0]


def transposed(a, b):
    return with_lists(a.T, b)


def greatest_without_its_sign(a, b):
    table = torch.cat([a, b[:, None]], dim=1)
    n = len(b)
    for j in range(n):
        for i in range(j + 1, n):
            table[i] -= table[i, j] / (table[j, j] + 1e-8) * table[j]
    x = torch.zeros_like(b)
    for i in reversed(range(n)):
        x[i] = (table[i, n] - table[i, :n] @ x) / table[i, i]
    return x


def as_a_column(a, b):
    return with_lists(a, b)[:, None]


def _exchanging_where(needed, a, b):
    table = torch.cat([a, b[:, None]], dim=1)
    n = len(b)
    for j in range(n):
        if needed(j, table[j, j]):
            best = j + int(table[j:, j].abs().argmax())
            table[[j, best]] = table[[best, j]]
        for i in range(j + 1, n):
            table[i] -= table[i, j] / table[j, j] * table[j]
    x = torch.zeros_like(b)
    for i in reversed(range(n)):
        x[i] = (table[i, n] - table[i, :n] @ x) / table[i, i]
    return x


def first_column_and_zeros(a, b):
    return _exchanging_where(lambda j, pivot: j == 0 or pivot == 0, a, b)


def below_1e_minus_17(a, b):
    return _exchanging_where(lambda j, pivot: pivot.abs() < 1e-17, a, b)


def below_1e_minus_4(a, b):
    return _exchanging_where(lambda j, pivot: pivot.abs() < 1e-4, a, b)


def first_column_and_below_1e_minus_12(a, b):
    return _exchanging_where(lambda j, pivot: j == 0 or pivot.abs() < 1e-12, a, b)


def jordan_by_division_at_the_end(a, b):
    n = len(b)
    table = torch.cat([a, b[:, None]], dim=1)
    for j in range(n):
        best = j + int(table[j:, j].abs().argmax())
        table[[j, best]] = table[[best, j]]
        for i in range(n):
            if i != j:
                table[i] -= table[i, j] / table[j, j] * table[j]
    return table[:, n] / table.diagonal()


def by_determinants(a, b):
    unknowns = []
    for i in range(len(b)):
        exchanged = a.clone()
        exchanged[:, i] = b
        unknowns.append(torch.det(exchanged) / torch.det(a))
    return torch.stack(unknowns)


RIGHT = [whole_columns_at_once, to_the_identity, with_lists, jordan_by_division_at_the_end]
WRONG = [
    calls_solve,
    calls_inverse,
    in_float32,
    least_squares,
    transposed,
    greatest_without_its_sign,
    as_a_column,
    first_column_and_zeros,
    below_1e_minus_17,
    below_1e_minus_4,
    first_column_and_below_1e_minus_12,
    by_determinants,
]
