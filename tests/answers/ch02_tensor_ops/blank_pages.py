import torch


def built_as_a_list(page: torch.Tensor, count: int) -> torch.Tensor:
    sizes = [count]
    sizes.extend(page.shape)
    return torch.empty(sizes, dtype=page.dtype, device=page.device)


def from_the_page(page: torch.Tensor, count: int) -> torch.Tensor:
    return page.new_empty(count, *page.shape)


def by_empty_like(page: torch.Tensor, count: int) -> torch.Tensor:
    return torch.empty_like(page.unsqueeze(0).expand(count, *page.shape))


def through_a_flat_tensor(page: torch.Tensor, count: int) -> torch.Tensor:
    return torch.empty(count * page.numel(), dtype=page.dtype).reshape(count, *page.shape)


def the_page_again_and_again(page: torch.Tensor, count: int) -> torch.Tensor:
    return page.expand(count, *page.shape)


def like_the_page(page: torch.Tensor, count: int) -> torch.Tensor:
    return torch.empty_like(page)


def flat(page: torch.Tensor, count: int) -> torch.Tensor:
    return torch.empty(count * page.numel(), dtype=page.dtype)


def rows_only(page: torch.Tensor, count: int) -> torch.Tensor:
    return torch.empty((count, len(page)), dtype=page.dtype)


def filled(page: torch.Tensor, count: int) -> torch.Tensor:
    return torch.full((count, *page.shape), 0, dtype=page.dtype)


def sizes_as_values(page: torch.Tensor, count: int) -> torch.Tensor:
    return torch.tensor((count, *page.shape), dtype=page.dtype)


def filled_in_place(page: torch.Tensor, count: int) -> torch.Tensor:
    return torch.empty((count, *page.shape), dtype=page.dtype).fill_(0)


def assigned(page: torch.Tensor, count: int) -> torch.Tensor:
    room = torch.empty((count, *page.shape), dtype=page.dtype)
    room[:] = 0
    return room


def copied_and_stacked(page: torch.Tensor, count: int) -> torch.Tensor:
    return page.expand(count, *page.shape).clone()


def drawn(page: torch.Tensor, count: int) -> torch.Tensor:
    return torch.rand((count, *page.shape)).to(page.dtype)


RIGHT = [built_as_a_list, from_the_page, by_empty_like, through_a_flat_tensor]
WRONG = [
    the_page_again_and_again,
    like_the_page,
    flat,
    rows_only,
    filled,
    sizes_as_values,
    filled_in_place,
    assigned,
    copied_and_stacked,
    drawn,
]
