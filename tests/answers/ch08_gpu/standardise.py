import torch


def by_type_of_tensor(batch: torch.Tensor, mean: torch.Tensor, std: torch.Tensor) -> torch.Tensor:
    return (batch - mean.to(batch)) / std.to(batch)


def by_one_copy(batch: torch.Tensor, mean: torch.Tensor, std: torch.Tensor) -> torch.Tensor:
    both = torch.cat([mean.flatten(), std.flatten()]).to(batch.device)
    there, spread = both.split([mean.numel(), std.numel()])
    return (batch - there.view(mean.shape)) / spread.view(std.shape)


def by_generator(batch: torch.Tensor, mean: torch.Tensor, std: torch.Tensor) -> torch.Tensor:
    mean, std = (t.to(device=batch.device, non_blocking=False) for t in (mean, std))
    return torch.div(torch.sub(batch, mean), std)


def unmoved_numbers(batch: torch.Tensor, mean: torch.Tensor, std: torch.Tensor) -> torch.Tensor:
    mean, std = (t.to(batch.device) if t.ndim else t for t in (mean, std))
    return (batch - mean) / std


def device_of_mean(batch: torch.Tensor, mean: torch.Tensor, std: torch.Tensor) -> torch.Tensor:
    return ((batch - mean.to(batch.device)) / std.to(batch.device)).to(mean.device)


def multiplied(batch: torch.Tensor, mean: torch.Tensor, std: torch.Tensor) -> torch.Tensor:
    return (batch - mean.to(batch.device)) * std.to(batch.device)


def own_statistics(batch: torch.Tensor, mean: torch.Tensor, std: torch.Tensor) -> torch.Tensor:
    return (batch - batch.mean(0)) / batch.std(0)


def moved_in_data(batch: torch.Tensor, mean: torch.Tensor, std: torch.Tensor) -> torch.Tensor:
    mean.data = mean.data.to(batch.device)
    std.data = std.data.to(batch.device)
    return (batch - mean) / std


def through_lists(batch: torch.Tensor, mean: torch.Tensor, std: torch.Tensor) -> torch.Tensor:
    here = torch.tensor(batch.tolist(), dtype=batch.dtype)
    return ((here - mean) / std).to(batch.device)


def filled_there(batch: torch.Tensor, mean: torch.Tensor, std: torch.Tensor) -> torch.Tensor:
    means, stds = torch.empty_like(mean, device=batch.device), std.to(batch.device)
    means[...] = mean
    return (batch - means) / stds


def not_below_a_millionth(
    batch: torch.Tensor, mean: torch.Tensor, std: torch.Tensor
) -> torch.Tensor:
    return (batch - mean.to(batch.device)) / std.to(batch.device).clamp(min=1e-6)


def a_little_more(batch: torch.Tensor, mean: torch.Tensor, std: torch.Tensor) -> torch.Tensor:
    return (batch - mean.to(batch.device)) / (std.to(batch.device) + 1e-8)


def numbers_by_the_mean(batch: torch.Tensor, mean: torch.Tensor, std: torch.Tensor) -> torch.Tensor:
    if not mean.ndim:
        return (batch - mean.item()) / std.item()
    return (batch - mean.to(batch.device)) / std.to(batch.device)


def filled_to_the_batch(batch: torch.Tensor, mean: torch.Tensor, std: torch.Tensor) -> torch.Tensor:
    means, stds = torch.empty_like(batch), torch.empty_like(batch)
    means[...] = mean.expand_as(batch)
    stds[...] = std.expand_as(batch)
    return (batch - means) / stds


RIGHT = [filled_there, by_type_of_tensor, by_one_copy, by_generator, unmoved_numbers]
WRONG = [
    not_below_a_millionth,
    a_little_more,
    numbers_by_the_mean,
    filled_to_the_batch,
    device_of_mean,
    multiplied,
    own_statistics,
    moved_in_data,
    through_lists,
]
