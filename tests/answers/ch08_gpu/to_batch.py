import torch


def by_filling(images: list[torch.Tensor], device: torch.device) -> torch.Tensor:
    room = torch.empty((len(images), *images[0].shape), dtype=torch.uint8)
    for i, image in enumerate(images):
        room[i] = image
    return room.to(device) / 255


def by_cat(images: list[torch.Tensor], device: torch.device) -> torch.Tensor:
    pixels = torch.cat([image.unsqueeze(0) for image in images]).to(device)
    batch = torch.empty_like(pixels, dtype=torch.float32)
    batch.copy_(pixels)
    return batch.mul(1 / 255)


def by_multiplying_room(images: list[torch.Tensor], device: torch.device) -> torch.Tensor:
    there = torch.stack(images).to(device=device)
    return there.true_divide(255.0)


def to_both_at_once(images: list[torch.Tensor], device: torch.device) -> torch.Tensor:
    return torch.stack(images).to(device, torch.float32) / 255


def by_256(images: list[torch.Tensor], device: torch.device) -> torch.Tensor:
    return torch.stack(images).to(device).float() / 256


def float64(images: list[torch.Tensor], device: torch.device) -> torch.Tensor:
    return torch.stack(images).to(device).double() / 255


def stacked_at_the_end(images: list[torch.Tensor], device: torch.device) -> torch.Tensor:
    return torch.stack(images, dim=-1).to(device).float() / 255


def through_python(images: list[torch.Tensor], device: torch.device) -> torch.Tensor:
    return torch.tensor([image.tolist() for image in images], device=device) / 255


def half(images: list[torch.Tensor], device: torch.device) -> torch.Tensor:
    return (torch.stack(images).half() / 255).to(device).float()


RIGHT = [by_filling, by_cat, by_multiplying_room]
WRONG = [to_both_at_once, by_256, float64, stacked_at_the_end, through_python, half]
