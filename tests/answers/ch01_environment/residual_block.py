import torch


def clamped(x, w1, w2):
    hidden = torch.mm(x, w1).clamp(min=0)
    return torch.mm(hidden, w2) + x


def in_two_steps(x, w1, w2):
    result = x.clone()
    hidden = x @ w1
    hidden[hidden < 0] = 0
    result += hidden @ w2
    return result


def by_einsum(x, w1, w2):
    hidden = torch.einsum("nd,dh->nh", x, w1)
    return x + torch.einsum("nh,hd->nd", hidden * (hidden > 0), w2)


def adds_the_hidden_layer(x, w1, w2):
    return x + torch.relu(x @ w1)


def relu_of_the_input(x, w1, w2):
    return x + torch.relu(x) @ w1 @ w2


def relu_twice(x, w1, w2):
    return torch.relu(x + torch.relu(x @ w1) @ w2)


def elementwise(x, w1, w2):
    return x + torch.relu(x * w1) * w2


def absolute_value(x, w1, w2):
    return x + (x @ w1).abs() @ w2


def added_twice(x, w1, w2):
    return 2 * x + torch.relu(x @ w1) @ w2


def always_float32(x, w1, w2):
    return x.float() + torch.relu(x.float() @ w1.float()) @ w2.float()


RIGHT = [clamped, in_two_steps, by_einsum]
WRONG = [
    adds_the_hidden_layer,
    relu_of_the_input,
    relu_twice,
    elementwise,
    absolute_value,
    added_twice,
    always_float32,
]
