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


def in_one_piece(
    batches: Batches, weight: torch.Tensor, rate: float, device: torch.device
) -> Result:
    weight = weight.clone().to(device)
    if not batches:
        return weight, []
    rows = [len(y) for _, y in batches]
    x = torch.cat([x for x, _ in batches]).to(device).split(rows)
    y = torch.cat([y for _, y in batches]).to(device).split(rows)
    errors = []
    for table, wanted in zip(x, y, strict=True):
        error = table @ weight - wanted
        errors.append(error.square().mean())
        weight = weight - rate * 2 / len(wanted) * (error @ table)
    return weight, [loss.item() for loss in torch.stack(errors).cpu()]


def by_func(batches: Batches, weight: torch.Tensor, rate: float, device: torch.device) -> Result:
    def loss_of(weight: torch.Tensor, x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
        return ((x @ weight - y) ** 2).mean()

    weight = weight.detach().clone().to(device)
    losses = []
    for x, y in batches:
        step, loss = torch.func.grad_and_value(loss_of)(weight, x.to(device), y.to(device))
        weight = weight - rate * step
        losses.append(loss)
    return weight, torch.stack(losses).tolist() if losses else []


def by_a_module(
    batches: Batches, weight: torch.Tensor, rate: float, device: torch.device
) -> Result:
    model = torch.nn.Linear(len(weight), 1, bias=False)
    with torch.no_grad():
        model.weight[0] = weight
    model.to(device)
    optimiser = torch.optim.SGD(model.parameters(), lr=rate)
    losses = []
    for x, y in batches:
        optimiser.zero_grad()
        loss = torch.nn.functional.mse_loss(model(x.to(device))[:, 0], y.to(device))
        loss.backward()
        optimiser.step()
        losses.append(loss.detach())
    trained = model.weight.detach()[0]
    if not losses:
        return trained, []
    here = torch.stack(losses).to("cpu", non_blocking=True)
    torch.accelerator.synchronize()
    return trained, here.tolist()


def moved_for_nothing(
    batches: Batches, weight: torch.Tensor, rate: float, device: torch.device
) -> Result:
    for x, y in batches:
        x.to(device)
        y.to(device)
    trained, losses = by_hand(batches, weight, rate, torch.device("cpu"))
    return trained.to(device), losses


def only_the_losses_there(
    batches: Batches, weight: torch.Tensor, rate: float, device: torch.device
) -> Result:
    trained, losses = by_hand(batches, weight, rate, torch.device("cpu"))
    return trained.to(device), torch.tensor(losses).to(device).tolist()


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


RIGHT = [by_hand, by_grad, by_optimiser, by_data, in_one_piece, by_func, by_a_module]
WRONG = [
    moved_for_nothing,
    only_the_losses_there,
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
