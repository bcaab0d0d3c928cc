import torch


def by_text(counts: dict[str, int], wish: str | None) -> torch.device:
    if wish == "cpu":
        return torch.device("cpu")
    if wish:
        kind, _, number = wish.partition(":")
        if kind in counts and int(number or 0) + 1 <= counts[kind]:
            return torch.device(wish)
    if counts.get("cuda"):
        return torch.device("cuda")
    if counts.get("mps"):
        return torch.device("mps")
    return torch.device("cpu")


def by_a_list_of_wishes(counts: dict[str, int], wish: str | None) -> torch.device:
    for name in (wish, "cuda", "mps"):
        if name is None:
            continue
        device = torch.device(name)
        number = 0 if device.index is None else device.index
        if device.type == "cpu" or number < counts.get(device.type, 0):
            return device
    return torch.device("cpu")


def with_a_number(counts: dict[str, int], wish: str | None) -> torch.device:
    found = by_text(counts, wish)
    return found if wish or found.type == "cpu" else torch.device(found.type, 0)


def only_this_machine(counts: dict[str, int], wish: str | None) -> torch.device:
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def mps_first(counts: dict[str, int], wish: str | None) -> torch.device:
    if wish is None and counts.get("mps") and not counts.get("cuda"):
        return torch.device("mps")
    return torch.device("mps") if counts.get("mps") else by_text(counts, wish)


def cpu_when_not_there(counts: dict[str, int], wish: str | None) -> torch.device:
    found = by_text(counts, wish)
    return torch.device("cpu") if wish and str(found) != wish else found


def number_dropped(counts: dict[str, int], wish: str | None) -> torch.device:
    return torch.device(by_text(counts, wish).type)


def raises_when_not_there(counts: dict[str, int], wish: str | None) -> torch.device:
    found = by_text(counts, wish)
    if wish and str(found) != wish:
        raise ValueError(wish)
    return found


RIGHT = [by_text, by_a_list_of_wishes]
WRONG = [
    with_a_number,
    only_this_machine,
    mps_first,
    cpu_when_not_there,
    number_dropped,
    raises_when_not_there,
]
