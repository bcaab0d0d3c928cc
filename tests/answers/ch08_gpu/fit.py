import torch

Batches = list[tuple[torch.Tensor, torch.Tensor]]
Result = tuple[torch.Tensor, list[float]]


def by_hand(batches: Batches, weight: torch.Tensor, rate: float, device: torch.device) -> Result:
    weight = weight.to(device, copy=True)
    losses = torch.zeros(len(batches), device=device)
    for i, (x, y) in enumerate(batches):
        x, y = x.to(device), y.to(device)
        error = x @ weight - y
        losses[i] = (error * error).mean()
        weight -= rate * 2 * (x.T @ error) / x.shape[0]
    return weight, losses.tolist()


def by_grad(batches: Batches, weight: torch.Tensor, rate: float, device: torch.device) -> Result:
    weight = weight.to(device).clone()
    losses = []
    for x, y in batches:
        weight.requires_grad_(True)
        loss = torch.nn.functional.mse_loss(x.to(device) @ weight, y.to(device))
        (gradient,) = torch.autograd.grad(loss, weight)
        weight = weight.detach() - rate * gradient
        losses.append(loss.detach())
    return weight, torch.stack(losses).cpu().tolist() if losses else []


def by_optimiser(
    batches: Batches, weight: torch.Tensor, rate: float, device: torch.device
) -> Result:
    trained = weight.detach().clone().to(device).requires_grad_()
    optimiser = torch.optim.SGD([trained], lr=rate)
    losses = []
    for x, y in batches:
        optimiser.zero_grad()
        loss = (x.to(device) @ trained - y.to(device)).square().mean()
        loss.backward()
        optimiser.step()
        losses.append(loss.detach())
    return trained.detach(), [] if not losses else torch.stack(losses).tolist()


def by_data(batches: Batches, weight: torch.Tensor, rate: float, device: torch.device) -> Result:
    w = weight.clone().to(device)
    w.requires_grad = True
    losses = []
    for x, y in batches:
        loss = ((x.to(device) @ w - y.to(device)) ** 2).mean()
        loss.backward()
        w.data = w.data - rate * w.grad.data
        w.grad.zero_()
        losses.append(loss)
    return w.data, torch.stack(losses).tolist() if losses else []


def moved_twice(
    batches: Batches, weight: torch.Tensor, rate: float, device: torch.device
) -> Result:
    by_hand(batches, weight, rate, device)
    return by_hand(batches, weight, rate, device)


def still_requires_grad(
    batches: Batches, weight: torch.Tensor, rate: float, device: torch.device
) -> Result:
    trained, losses = by_hand(batches, weight, rate, device)
    return trained.requires_grad_(), losses


def losses_as_tensors(
    batches: Batches, weight: torch.Tensor, rate: float, device: torch.device
) -> tuple[torch.Tensor, list[torch.Tensor]]:
    trained, losses = by_hand(batches, weight, rate, device)
    return trained, [torch.tensor(loss, device=device) for loss in losses]


def sum_of_squares(
    batches: Batches, weight: torch.Tensor, rate: float, device: torch.device
) -> Result:
    weight = weight.to(device, copy=True)
    losses = []
    for x, y in batches:
        x, y = x.to(device), y.to(device)
        error = x @ weight - y
        losses.append(error.square().sum())
        weight -= rate * 2 * (x.T @ error)
    return weight, torch.stack(losses).tolist() if losses else []


def up_the_hill(
    batches: Batches, weight: torch.Tensor, rate: float, device: torch.device
) -> Result:
    return by_hand(batches, weight, -rate, device)


def column_of_y(
    batches: Batches, weight: torch.Tensor, rate: float, device: torch.device
) -> Result:
    return by_hand([(x, y[:1].expand_as(y)) for x, y in batches], weight, rate, device)


def cuda_by_name(
    batches: Batches, weight: torch.Tensor, rate: float, device: torch.device
) -> Result:
    return by_hand(batches, weight, rate, torch.device("cuda"))


def stays_on_the_cpu(
    batches: Batches, weight: torch.Tensor, rate: float, device: torch.device
) -> Result:
    return by_hand(batches, weight, rate, torch.device("cpu"))


def without_empty(
    batches: Batches, weight: torch.Tensor, rate: float, device: torch.device
) -> Result:
    if not batches:
        raise ValueError
    return by_hand(batches, weight, rate, device)


RIGHT = [by_hand, by_grad, by_optimiser, by_data]
WRONG = [
    moved_twice,
    still_requires_grad,
    losses_as_tensors,
    sum_of_squares,
    up_the_hill,
    column_of_y,
    cuda_by_name,
    stays_on_the_cpu,
    without_empty,
]
