"""Other right and wrong answers to `three_measures`."""

import torch


def assigned(x):
    y = torch.empty(3, dtype=x.dtype)
    y[0] = x[0] * x[1] * x[2]
    y[1] = x.sum()
    y[2] = x[0] + x[1] * x[2]
    return y


def catted(x):
    return torch.cat([x.prod().reshape(1), x.sum().view(1), x[:1] + x[1:2] * x[2:]])


def new_zeros(x):
    y = x.new_zeros(3)
    for i, value in enumerate([x.prod(), x.sum(), torch.addcmul(x[0], x[1], x[2])]):
        y[i] = value
    return y


def torch_tensor_of_tensors(x):
    return torch.tensor([x[0] * x[1] * x[2], x[0] + x[1] + x[2], x[0] + x[1] * x[2]])


def as_tensor(x):
    values = [x[0] * x[1] * x[2], x[0] + x[1] + x[2], x[0] + x[1] * x[2]]
    return torch.as_tensor(values, dtype=x.dtype)


def as_column(x):
    return torch.stack([x.prod(), x.sum(), x[0] + x[1] * x[2]]).unsqueeze(1)


def a_list(x):
    return [x.prod(), x.sum(), x[0] + x[1] * x[2]]


def under_no_grad(x):
    with torch.no_grad():
        return torch.stack([x.prod(), x.sum(), x[0] + x[1] * x[2]])


def filled_data(x):
    y = torch.empty(3, dtype=x.dtype).requires_grad_(x.requires_grad)
    y.data[0], y.data[1], y.data[2] = x.prod(), x.sum(), x[0] + x[1] * x[2]
    return y


def log_of_sum(x):
    return torch.stack([x.log().sum().exp(), x.sum(), x[0] + x[1] * x[2]])


def divided_by_the_first(x):
    product = x.prod()
    return torch.stack([product, x.sum(), x[0] + product / x[0]])


def detached(x):
    return torch.stack([x.prod(), x.sum(), x[0] + x[1] * x[2]]).detach()


def leaf_that_requires_gradients(x):
    y = torch.stack([x.prod(), x.sum(), x[0] + x[1] * x[2]])
    return torch.tensor(y.tolist(), dtype=x.dtype, requires_grad=True)


def narrowed(x):
    return torch.stack([x.prod(), x.sum(), x[0] + x[1] * x[2]]).float()


RIGHT = [assigned, catted, new_zeros]
WRONG = [
    torch_tensor_of_tensors,
    as_tensor,
    as_column,
    a_list,
    under_no_grad,
    filled_data,
    log_of_sum,
    divided_by_the_first,
    detached,
    leaf_that_requires_gradients,
    narrowed,
]
