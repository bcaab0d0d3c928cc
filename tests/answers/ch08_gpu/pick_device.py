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


def best_of_all_kinds(counts: dict[str, int], wish: str | None) -> torch.device:
    found = by_text(counts, wish)
    others = [kind for kind, count in counts.items() if count]
    return torch.device(others[0]) if found.type == "cpu" and wish is None and others else found


def same_kind_first(counts: dict[str, int], wish: str | None) -> torch.device:
    kind = (wish or "cpu").partition(":")[0]
    if wish and wish != "cpu" and counts.get(kind) and str(by_text(counts, wish)) != wish:
        return torch.device(kind)
    return by_text(counts, wish)


def last_digit(counts: dict[str, int], wish: str | None) -> torch.device:
    kind, _, number = (wish or "").partition(":")
    if wish and int(number[-1:] or 0) < counts.get(kind, 0):
        return torch.device(wish)
    return by_text(counts, wish)


def every_mps(counts: dict[str, int], wish: str | None) -> torch.device:
    if wish and wish.startswith("mps") and counts.get("mps"):
        return torch.device(wish)
    return by_text(counts, wish)


RIGHT = [by_text, by_a_list_of_wishes]
WRONG = [
    best_of_all_kinds,
    same_kind_first,
    last_digit,
    every_mps,
    with_a_number,
    only_this_machine,
    mps_first,
    cpu_when_not_there,
    number_dropped,
    raises_when_not_there,
]
