from itertools import accumulate

Calls = list[tuple[float, float, bool]]


def recursive(calls: Calls) -> tuple[float, float]:
    if not calls:
        return 0, 0
    host, device = recursive(calls[:-1])
    launch, work, waits = calls[-1]
    host += launch
    device = work + (host if host > device else device)
    return (device if waits else host), device


def folded(calls: Calls) -> tuple[float, float]:
    def step(times: tuple[float, float], call: tuple[float, float, bool]) -> tuple[float, float]:
        handed = times[0] + call[0]
        done = max(handed, times[1]) + call[1]
        return (done, done) if call[2] else (handed, done)

    return list(accumulate(calls, step, initial=(0.0, 0.0)))[-1]  # type: ignore[call-overload]


def sums(calls: Calls) -> tuple[float, float]:
    return sum(c[0] for c in calls), sum(c[0] + c[1] for c in calls)


def waits_before(calls: Calls) -> tuple[float, float]:
    host = device = 0.0
    for launch, work, waits in calls:
        if waits:
            host = max(host, device)
        host += launch
        device = max(host, device) + work
    return host, device


def begins_with_the_launch(calls: Calls) -> tuple[float, float]:
    host = device = 0.0
    for launch, work, waits in calls:
        device = max(host, device) + work
        host += launch
        host = max(host, device) if waits else host
    return host, device


def only_the_last_wait(calls: Calls) -> tuple[float, float]:
    host, device = recursive([(a, b, False) for a, b, _ in calls])
    return (device, device) if calls and calls[-1][2] else (host, device)


def the_longest(calls: Calls) -> float:
    return max(recursive(calls))


def work_of_nothing_is_skipped(calls: Calls) -> tuple[float, float]:
    host = device = 0.0
    for launch, work, waits in calls:
        host += launch
        if work:
            device = max(host, device) + work
        host = max(host, device) if waits else host
    return host, device


RIGHT = [recursive, folded]
WRONG = [
    work_of_nothing_is_skipped,
    sums,
    waits_before,
    begins_with_the_launch,
    only_the_last_wait,
    the_longest,
]
