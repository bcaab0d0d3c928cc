import torch


def by_names(cuda, mps, dtype):
    usable = [("cuda", cuda), ("mps", mps and dtype is not torch.float64), ("cpu", True)]
    return torch.device(next(name for name, here in usable if here))


def nested(cuda, mps, dtype):
    device = torch.device("cpu")
    if mps:
        device = torch.device("mps")
        if dtype == torch.double:
            device = torch.device("cpu")
    if cuda:
        device = torch.device("cuda")
    return device


def only_float32_on_apple(cuda, mps, dtype):
    if cuda:
        return torch.device("cuda")
    return torch.device("mps" if mps and dtype == torch.float32 else "cpu")


def what_torch_has_here(cuda, mps, dtype):
    if torch.cuda.is_available():
        return torch.device("cuda")
    return torch.device("mps" if torch.backends.mps.is_available() else "cpu")


def dtype_as_text(cuda, mps, dtype):
    if cuda:
        return torch.device("cuda")
    return torch.device("mps" if mps and dtype != "float64" else "cpu")


def apple_first(cuda, mps, dtype):
    if mps and dtype != torch.float64:
        return torch.device("mps")
    return torch.device("cuda" if cuda else "cpu")


def needs_both(cuda, mps, dtype):
    if cuda and not mps:
        return torch.device("cuda")
    return torch.device("mps" if mps and dtype != torch.float64 else "cpu")


def always_a_gpu(cuda, mps, dtype):
    return torch.device("cuda" if cuda else "mps")


RIGHT = [by_names, nested]
WRONG = [
    only_float32_on_apple,
    what_torch_has_here,
    dtype_as_text,
    apple_first,
    needs_both,
    always_a_gpu,
]
