import math
import re

import torch


def one_if_after_another(machine):
    found = []
    parts = re.split(r"[/\\]", machine["executable"])
    folder = re.split(r"[/\\]", machine["environment"].rstrip("/\\"))
    if parts[: len(folder)] != folder:
        found += ["wrong kernel"]
    version, ceiling = machine["torch"], machine["ceiling"]
    if ceiling:
        if version.endswith("+cpu"):
            found += ["cpu build beside a gpu"]
        elif "+cu" in version and int(version.split("+cu")[1]) // 10 > ceiling[0]:
            found += ["driver too old"]
    losses = machine["losses"]
    if losses.isnan().any() or losses.isinf().any() or not losses[-1] < losses[0]:
        found += ["does not learn"]
    return found


def by_parts(machine):
    return [*_kernel(machine), *_build(machine), *_training(machine)]


def _kernel(machine):
    folder = machine["environment"]
    path = machine["executable"]
    inside = path.startswith(folder) and path[len(folder)] in "/\\"
    return [] if inside else ["wrong kernel"]


def _build(machine):
    if machine["ceiling"] is None:
        return []
    tag = machine["torch"].split("+")[-1]
    if tag == "cpu":
        return ["cpu build beside a gpu"]
    found = re.fullmatch(r"cu(\d+)\d", tag)
    return ["driver too old"] if found and int(found[1]) > machine["ceiling"][0] else []


def _training(machine):
    losses = machine["losses"].tolist()
    finite = all(math.isfinite(loss) for loss in losses)
    return [] if finite and losses[-1] < losses[0] else ["does not learn"]


def other_order(machine):
    return [*_training(machine), *_build(machine), *_kernel(machine)]


def looks_at_the_last_loss_only(machine):
    losses = machine["losses"]
    good = math.isfinite(losses[-1]) and losses[-1] < losses[0]
    return [*_kernel(machine), *_build(machine), *([] if good else ["does not learn"])]


def wants_a_loss_that_always_falls(machine):
    losses = machine["losses"]
    good = bool(torch.isfinite(losses).all()) and bool((losses.diff() < 0).all())
    return [*_kernel(machine), *_build(machine), *([] if good else ["does not learn"])]


def takes_the_smallest_loss(machine):
    losses = machine["losses"]
    good = bool(torch.isfinite(losses).all()) and bool(losses.min() < losses[0])
    return [*_kernel(machine), *_build(machine), *([] if good else ["does not learn"])]


def similar_names_are_the_same(machine):
    inside = machine["executable"].startswith(machine["environment"])
    return [*([] if inside else ["wrong kernel"]), *_build(machine), *_training(machine)]


def no_driver_is_too_old(machine):
    build = _build(machine)
    if "+cu" in machine["torch"] and machine["ceiling"] is None:
        build = ["driver too old"]
    return [*_kernel(machine), *build, *_training(machine)]


def no_tag_means_cpu(machine):
    build = _build(machine)
    if "+" not in machine["torch"] and machine["ceiling"] is None:
        build = ["cpu build beside a gpu"]
    return [*_kernel(machine), *build, *_training(machine)]


def compares_with_the_toolkit(machine):
    build = _build(machine)
    toolkit = machine["toolkit"]
    if toolkit and "+cu" in machine["torch"]:
        build = [] if machine["torch"].endswith(f"+cu{toolkit[0]}{toolkit[1]}") else build
        if not machine["torch"].endswith(f"+cu{toolkit[0]}{toolkit[1]}"):
            build = ["driver too old"]
    return [*_kernel(machine), *build, *_training(machine)]


RIGHT = [one_if_after_another, by_parts]
WRONG = [
    other_order,
    looks_at_the_last_loss_only,
    wants_a_loss_that_always_falls,
    takes_the_smallest_loss,
    similar_names_are_the_same,
    no_driver_is_too_old,
    no_tag_means_cpu,
    compares_with_the_toolkit,
]
