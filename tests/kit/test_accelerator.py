"""The accelerator: the simulated one behaves as a real one does, and both are observed alike.

Where the machine has an accelerator that the course can use, the whole file runs on that as well.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
import torch

from course.kit import accelerator, draw
from course.kit.cases.case import Case, case
from course.kit.cases.paste import pasteable
from course.kit.device.accelerator import ACCELERATOR, on_accelerator
from course.kit.device.simulated import SimulatedTensor
from course.kit.device.traffic import DEMANDED, TRAFFIC, Traffic
from course.kit.judging.diagnosis import diagnose
from course.kit.judging.difference import judge
from course.kit.judging.exercise import ALWAYS, Exercise, KnownCase, Mistake, Rules
from course.kit.observing.observe import Observation, observe
from course.kit.values.compare import Difference

MIXED = "Expected all tensors to be on the same device"


# Of the whole module, so that all tests on the real one run before the other is switched on.
@pytest.fixture(params=["real", "simulated"], scope="module")
def device(request: pytest.FixtureRequest) -> Iterator[torch.device]:
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "simulated":
            patch.setenv("COURSE_ACCELERATOR", "simulated")
        else:
            patch.delenv("COURSE_ACCELERATOR", raising=False)
            if accelerator.is_simulated():
                pytest.skip("this machine has no accelerator")
        yield accelerator.device()


@pytest.fixture
def there(device: torch.device) -> torch.Tensor:
    return torch.tensor([[1.0, 2.0], [3.0, 4.0]], device=device)


@pytest.fixture(autouse=True)
def _no_default_device() -> Iterator[None]:
    yield
    torch.set_default_device(None)


def values(tensor: torch.Tensor) -> Any:
    return tensor.cpu().tolist()


MAKERS: dict[str, Callable[[torch.device], torch.Tensor]] = {
    "tensor": lambda d: torch.tensor([1, 2], device=d),
    "zeros": lambda d: torch.zeros(2, device=d),
    "full": lambda d: torch.full((2,), 3.5, device=d),
    "arange": lambda d: torch.arange(3, device=d),
    "eye": lambda d: torch.eye(2, device=d),
    "linspace": lambda d: torch.linspace(0, 1, 3, device=d),
    "as_tensor": lambda d: torch.as_tensor(torch.ones(2), device=d),
    "ones_like": lambda d: torch.ones_like(torch.zeros(3), device=d),
    "to": lambda d: torch.ones(2).to(d),
    "to by name": lambda d: torch.ones(2).to(d.type),
    "to another": lambda d: torch.ones(2).to(torch.zeros(1, device=d)),
    "to with dtype": lambda d: torch.ones(2).to(d, torch.float16),
    "from NumPy": lambda d: torch.from_numpy(np.ones(2)).to(d),
    "new_zeros": lambda d: torch.zeros(1, device=d).new_zeros(3),
    "new_tensor": lambda d: torch.zeros(1, device=d).new_tensor([1.0, 2.0]),
    "zeros_like": lambda d: torch.zeros_like(torch.ones(2, device=d)),
    "one_hot": lambda d: torch.nn.functional.one_hot(torch.tensor([1, 0], device=d)),
    "empty and fill": lambda d: torch.empty(2, device=d).fill_(7.0),
}


@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS.keys())
def test_what_is_made_there_lies_there_and_holds_the_same_values(
    device: torch.device, make: Callable[[torch.device], torch.Tensor]
) -> None:
    made, wanted = make(device), make(torch.device("cpu"))
    assert made.device == device
    assert made.dtype == wanted.dtype
    assert torch.equal(made.cpu(), wanted)


def test_a_default_device_reaches_what_is_made_without_a_device(device: torch.device) -> None:
    with device:
        assert torch.zeros(2).device == device
    torch.set_default_device(device)
    assert torch.ones(2).device == device


def test_what_is_there_already_stays_the_same_object(
    device: torch.device, there: torch.Tensor
) -> None:
    assert there.to(device) is there
    assert there.to(device.type) is there
    assert there.to(device, torch.float32) is there
    assert there.to(device, torch.float16) is not there
    assert there.to(device, copy=True) is not there


def test_back_on_the_cpu_it_is_an_ordinary_tensor(there: torch.Tensor) -> None:
    for back in (there.cpu(), there.to("cpu"), there.to("cpu", torch.double)):
        assert type(back) is torch.Tensor
        assert back.device.type == "cpu"
    assert there.to("cpu", torch.double).dtype == torch.float64
    assert torch.ones_like(there, device="cpu").device.type == "cpu"


MIXTURES: dict[str, Callable[[torch.Tensor, torch.Tensor], object]] = {
    "add": lambda there, here: there + here,
    "the other way round": lambda there, here: here * there,
    "in place": lambda there, here: there.add_(here),
    "into the CPU's": lambda there, here: here.add_(there),
    "matmul": lambda there, here: there @ here,
    "cat": lambda there, here: torch.cat([there, here]),
    "stack": lambda there, here: torch.stack([there, here]),
    "stack of numbers": lambda there, here: torch.stack([there[0, 0], here[0, 0]]),
    "where": lambda there, here: torch.where(there > 2, there, here),
    "linear": lambda there, here: torch.nn.functional.linear(there, here),
    "loss": lambda there, here: torch.nn.functional.mse_loss(there, here),
    "equal": lambda there, here: torch.equal(there, here),
    "out": lambda there, here: torch.add(there, there, out=here),
    "a number into the CPU's": lambda there, here: here[0, 0].add_(there[0, 0]),
    "some elements": lambda there, here: there.__setitem__(there > 2, here[0]),
}


@pytest.mark.parametrize("mix", MIXTURES.values(), ids=MIXTURES.keys())
def test_tensors_of_two_devices_do_not_mix(
    there: torch.Tensor, mix: Callable[[torch.Tensor, torch.Tensor], object]
) -> None:
    with pytest.raises((RuntimeError, IndexError), match=f"{MIXED}|device"):
        mix(there, torch.ones(2, 2))


def test_a_cpu_tensor_is_not_indexed_by_one_from_there(device: torch.device) -> None:
    with pytest.raises(RuntimeError, match="indices should be either on cpu or on the same"):
        torch.arange(3)[torch.tensor([0], device=device)]


def test_the_message_names_both_devices(device: torch.device, there: torch.Tensor) -> None:
    with pytest.raises(RuntimeError, match=rf"{MIXED}.*{device}.*cpu"):
        there + torch.ones(2, 2)


def test_a_cpu_tensor_without_axes_may_mix(there: torch.Tensor) -> None:
    three = torch.tensor(3.0)
    assert values(there + three) == [[4, 5], [6, 7]]
    assert values(three * there) == [[3, 6], [9, 12]]
    assert values(torch.where(there > 2, there, three)) == [[3, 3], [3, 4]]
    assert values(there.clone().mul_(three)) == [[3, 6], [9, 12]]


def test_copying_and_indexing_cross_on_purpose(there: torch.Tensor) -> None:
    here = torch.zeros(2, 2)
    assert torch.equal(here.copy_(there), torch.tensor([[1.0, 2], [3, 4]]))
    there[0] = torch.tensor([8.0, 9.0])
    assert values(there) == [[8, 9], [3, 4]]
    assert values(there[torch.tensor([1])]) == [[3, 4]]
    assert values(there[torch.tensor([False, True])]) == [[3, 4]]


def test_views_look_at_the_same_memory(there: torch.Tensor) -> None:
    row, turned = there[0], there.T
    row += 10
    assert values(turned) == [[11, 3], [12, 4]]
    assert there.expand(3, 2, 2).stride() == (0, 2, 1)
    assert turned.stride() == (1, 2)
    assert not turned.is_contiguous()
    assert row.untyped_storage().data_ptr() == there.untyped_storage().data_ptr()
    assert there.clone().untyped_storage().data_ptr() != there.untyped_storage().data_ptr()


def test_changes_of_shape_in_place_show_outside(there: torch.Tensor) -> None:
    turned = there.clone().t_()
    assert values(turned) == [[1, 3], [2, 4]]
    assert turned.unsqueeze_(0).shape == (1, 2, 2)
    assert values(turned + 1) == [[[2, 4], [3, 5]]]
    out = torch.empty(0, device=there.device)
    assert torch.add(there, there, out=out) is out
    assert values(out) == [[2, 4], [6, 8]]


def test_data_can_be_replaced(there: torch.Tensor) -> None:
    there.data = there.data * 2
    assert values(there + 0) == [[2, 4], [6, 8]]


def test_gradients_flow_there_and_across(device: torch.device, there: torch.Tensor) -> None:
    weight = torch.ones(2, 1, device=device, requires_grad=True)
    ((there @ weight).relu() ** 2).sum().backward()
    assert weight.grad is not None
    assert weight.grad.device == device
    assert values(weight.grad) == [[48], [68]]
    here = torch.ones(2, 1, requires_grad=True)
    ((there @ here.to(device)) ** 2).sum().backward()
    assert here.grad is not None
    assert here.grad.device.type == "cpu"
    assert here.grad.tolist() == [[48], [68]]


def test_gradients_of_gradients_and_changed_views(device: torch.device) -> None:
    x = torch.full((2,), 2.0, device=device, requires_grad=True)
    (first,) = torch.autograd.grad((x**3).sum(), x, create_graph=True)
    (second,) = torch.autograd.grad(first.sum(), x)
    assert values(second) == [12, 12]
    y = x * 1
    y[0] *= 3
    y.sum().backward()
    assert values(x.grad) == [3, 1]  # type: ignore[arg-type]


@pytest.mark.parametrize("optimiser", [torch.optim.SGD, torch.optim.Adam])
def test_a_module_trains_there_as_on_the_cpu(device: torch.device, optimiser: Any) -> None:
    def trained(place: torch.device) -> torch.Tensor:
        torch.manual_seed(3)
        model = torch.nn.Sequential(
            torch.nn.Linear(2, 4), torch.nn.ReLU(), torch.nn.LayerNorm(4), torch.nn.Linear(4, 1)
        ).to(place)
        x = torch.tensor([[1.0, 2.0], [0.5, -1.0], [2.0, 0.0]], device=place)
        steps = optimiser(model.parameters(), lr=0.1)
        for _ in range(3):
            steps.zero_grad()
            torch.nn.functional.mse_loss(model(x), x.sum(1, keepdim=True)).backward()
            steps.step()
        return model(x).detach().cpu()

    torch.testing.assert_close(trained(device), trained(torch.device("cpu")))


def test_it_can_be_printed_formatted_and_copied(device: torch.device, there: torch.Tensor) -> None:
    assert repr(there[0]) == f"tensor([1., 2.], device='{device}')"
    whole = torch.tensor([1], dtype=torch.int32, device=device)
    assert repr(whole) == f"tensor([1], device='{device}', dtype=torch.int32)"
    needy = there[0].clone().requires_grad_()
    assert repr(needy) == f"tensor([1., 2.], device='{device}', requires_grad=True)"
    assert repr(needy * 2) == f"tensor([2., 4.], device='{device}', grad_fn=<MulBackward0>)"
    assert f"{there[0, 1]:.2f}" == "2.00"
    assert torch.equal(copy.deepcopy(there).cpu(), there.cpu())
    assert there.tolist() == [[1, 2], [3, 4]]
    with pytest.raises(TypeError, match=r"Use Tensor.cpu\(\) to copy the tensor to host memory"):
        there.numpy()


def test_pictures_show_it(there: torch.Tensor) -> None:
    assert str(draw.tensor(there, name="x")) == str(draw.tensor(there.cpu(), name="x"))


def test_torch_knows_the_device(device: torch.device) -> None:
    assert torch.accelerator.is_available()
    assert torch.accelerator.current_accelerator() == torch.device(device.type)
    torch.accelerator.synchronize()


# What is counted: operation, transfers, bytes, waits.
TRAFFICS: dict[str, tuple[Callable[[torch.Tensor, torch.Tensor], object], int, int, int]] = {
    "computing": (lambda t, h: (t @ t).sum() + 3, 0, 0, 0),
    "a slice and a view": (lambda t, h: t[0].view(2, 1), 0, 0, 0),
    "a twin": (lambda t, h: torch.zeros_like(t), 0, 0, 0),
    "there": (lambda t, h: h.to(t.device), 1, 16, 0),
    "there already": (lambda t, h: t.to(t.device), 0, 0, 0),
    "here already": (lambda t, h: h.to("cpu"), 0, 0, 0),
    "back": (lambda t, h: t.cpu(), 1, 16, 1),
    "back without waiting": (lambda t, h: t.to("cpu", non_blocking=True), 1, 16, 0),
    "there, widened before": (lambda t, h: h.to(t.device, torch.float64), 1, 32, 0),
    "there, narrowed before": (lambda t, h: h.to(torch.uint8).to(t.device), 1, 4, 0),
    "back, narrowed after": (lambda t, h: t.to("cpu", torch.uint8), 1, 16, 1),
    "from Python's numbers": (lambda t, h: torch.tensor([1.0, 2.0], device=t.device), 1, 8, 0),
    "into a slice": (lambda t, h: t.__setitem__(0, h[0]), 1, 8, 0),
    "into one here": (lambda t, h: h.copy_(t), 1, 16, 1),
    "nothing there": (lambda t, h: h[:0].to(t.device), 0, 0, 0),
    "nothing back": (lambda t, h: t[:0].tolist(), 0, 0, 0),
    "item": (lambda t, h: t.sum().item(), 0, 0, 1),
    "float": (lambda t, h: float(t[0, 0]), 0, 0, 1),
    "a condition": (lambda t, h: 1 if t.sum() > 3 else 0, 0, 0, 1),
    "tolist": (lambda t, h: t.tolist(), 1, 16, 1),
    "nonzero": (lambda t, h: t.nonzero(), 0, 0, 1),
    "a mask": (lambda t, h: t[t > 2], 0, 0, 1),
    "filling a mask": (lambda t, h: t.masked_fill(t > 2, 0.0), 0, 0, 0),
    "a mask filled by assignment": (lambda t, h: t.__setitem__(t > 2, 0.0), 0, 0, 0),
    "indices from here": (lambda t, h: t[torch.tensor([0])], 1, 8, 0),
    "equal": (lambda t, h: torch.equal(t, t), 0, 0, 1),
    "allclose": (lambda t, h: torch.allclose(t, t), 0, 0, 1),
    "items here": (lambda t, h: h.sum().item(), 0, 0, 0),
}


@pytest.mark.parametrize(("run", "transfers", "moved", "waits"), TRAFFICS.values(), ids=TRAFFICS)
def test_traffic_is_counted(
    there: torch.Tensor, run: Callable[..., object], transfers: int, moved: int, waits: int
) -> None:
    with Traffic() as traffic:
        run(there, torch.ones(2, 2))
    counted = {"transfers": transfers, "moved": moved, "waits": waits}
    assert {name: traffic.counts()[name] for name in TRAFFIC} == counted


# Ways to get four float32 numbers there, all of which are seen to send 16 bytes.
SENDERS: dict[str, Callable[[torch.Tensor, torch.device], object]] = {
    "to": lambda h, d: h.to(d),
    "to without waiting": lambda h, d: h.to(d, non_blocking=True),
    "to another": lambda h, d: h.to(torch.empty(0, device=d)),
    "a list": lambda h, d: torch.tensor(h.tolist(), device=d),
    "an array": lambda h, d: torch.tensor(h.numpy(), device=d),
    "as_tensor": lambda h, d: torch.as_tensor(h, device=d),
    "as_tensor of an array": lambda h, d: torch.as_tensor(h.numpy(), device=d),
    "a new one like another": lambda h, d: torch.empty(0, device=d).new_tensor(h.tolist()),
    "into an empty one": lambda h, d: torch.empty(2, 2, device=d).copy_(h),
    "by assignment": lambda h, d: torch.empty(2, 2, device=d).__setitem__(slice(None), h),
    "a parameter": lambda h, d: torch.nn.Parameter(h.to(d)),
    "of a transposed one": lambda h, d: h.T.to(d),
    "in parts": lambda h, d: [row.to(d) for row in h],
}


@pytest.mark.parametrize("send", SENDERS.values(), ids=SENDERS)
def test_what_is_sent_is_seen(device: torch.device, send: Callable[..., object]) -> None:
    with Traffic() as traffic:
        send(torch.ones(2, 2), device)
    assert traffic.sent == 16
    assert traffic.fetched == 0


def test_a_module_that_is_moved_sends_its_parameters(device: torch.device) -> None:
    model = torch.nn.Linear(3, 1)
    with Traffic() as traffic:
        model.to(device)
    assert traffic.sent == 16


# Ways to get numbers back.
FETCHERS: dict[str, Callable[[torch.Tensor], object]] = {
    "item": lambda t: t[0, 0].item(),
    "float": lambda t: float(t[0, 0]),
    "tolist": lambda t: t.tolist(),
    "one number's tolist": lambda t: t[0, 0].tolist(),
    "cpu": lambda t: t.cpu(),
    "to without waiting": lambda t: t.to("cpu", non_blocking=True),
    "into one here": lambda t: torch.empty(2, 2).copy_(t),
    "numpy, by force": lambda t: t.numpy(force=True),
    "an array": lambda t: np.asarray(t.cpu()),
    "unpacked": lambda t: [float(x) for x in t[0].cpu()],
}


@pytest.mark.parametrize("fetch", FETCHERS.values(), ids=FETCHERS)
def test_what_is_fetched_is_seen(there: torch.Tensor, fetch: Callable[..., object]) -> None:
    with Traffic() as traffic:
        fetch(there)
    assert traffic.fetched == 1
    assert traffic.sent == 0


def test_traffic_is_told_in_words(there: torch.Tensor) -> None:
    with accelerator.traffic() as traffic:
        there.cpu().to(there.device)
    assert str(traffic) == "2 copies between the devices, 32 bytes; 1 wait for a value"


def test_printing_waits(there: torch.Tensor) -> None:
    with Traffic() as traffic:
        repr(there)
    assert traffic.waits >= 1


def move(x: torch.Tensor, device: torch.device) -> torch.Tensor:
    return x.to(device)


def test_inputs_on_the_accelerator_survive_as_json() -> None:
    made = case("", on_accelerator(torch.ones(2, 3)), {"to": ACCELERATOR}, torch.zeros(1))
    (x, options, here), _ = Case.from_json(made.to_json()).fresh()
    assert x.device == options["to"] == accelerator.device()
    assert here.device.type == "cpu"
    assert made.size() == 7
    assert made.uses_accelerator()
    assert not case("", torch.zeros(1), torch.device("cuda")).uses_accelerator()


def test_an_input_there_can_require_a_gradient() -> None:
    made = case("", on_accelerator(torch.ones(2).requires_grad_()))
    seen = observe(lambda x: (x * x).sum(), made, parameters=("x",), facts=("gradients",))
    assert seen.gradients["x"].device == "accelerator"  # type: ignore[union-attr]
    assert seen.gradients["x"].values.abs().sum() > 0  # type: ignore[union-attr]


def test_observations_name_the_device_by_one_word(device: torch.device) -> None:
    made = case("", torch.ones(2), ACCELERATOR)
    seen = observe(lambda x, d: (x.to(d), d, x), made, parameters=("x", "d"))
    there, named, here = seen.value.items  # type: ignore[union-attr]
    assert (there.device, named.value, here.device) == ("accelerator", "accelerator", "cpu")
    assert torch.equal(there.values, torch.ones(2))
    assert Observation.from_json(seen.to_json()).to_json() == seen.to_json()


def test_a_device_that_is_only_named_keeps_its_name() -> None:
    seen = observe(lambda d: d, case("", torch.device("cuda:0")), parameters=("d",))
    assert seen.value.value == "cuda:0"  # type: ignore[union-attr]


def test_an_input_there_that_is_changed_is_found(device: torch.device) -> None:
    made = case("", on_accelerator(torch.ones(2)))
    seen = observe(lambda x: x.add_(1), made, parameters=("x",))
    assert list(seen.changed) == ["x"]
    assert seen.value.shares == ("x",)  # type: ignore[union-attr]


def verdict_on(function: Callable[..., Any], made: Case, *facts: str) -> Difference | None:
    rules = Rules((*ALWAYS, *facts))
    watched = {"parameters": ("x", "device"), "facts": rules.facts}
    return judge(observe(move, made, **watched), observe(function, made, **watched), rules)


@pytest.mark.parametrize("fact", TRAFFIC)
def test_more_traffic_than_the_reference_has_is_a_difference(fact: str) -> None:
    def there_and_back(x: torch.Tensor, device: torch.device) -> torch.Tensor:
        return x.to(device).cpu().to(device)

    made = case("", torch.ones(2), ACCELERATOR)
    assert verdict_on(there_and_back, made) is None
    found = verdict_on(there_and_back, made, fact)
    assert found is not None
    assert found.fact == fact
    assert verdict_on(move, made, fact) is None


def doubled(x: torch.Tensor, device: torch.device) -> float:
    return (x.to(device) * 2).sum().item()


@pytest.mark.parametrize("fact", DEMANDED)
def test_computing_here_what_is_to_be_computed_there_is_a_difference(fact: str) -> None:
    rules = Rules((*ALWAYS, fact))
    watched = {"parameters": ("x", "device"), "facts": rules.facts}
    made = case("", torch.ones(2), ACCELERATOR)
    expected = observe(doubled, made, **watched)
    here = observe(lambda x, device: (x * 2).sum().item(), made, **watched)
    found = judge(expected, here, rules)
    assert found is not None
    assert (found.fact, found.got) == (fact, "0")

    def more(x: torch.Tensor, device: torch.device) -> float:
        return doubled(x, device) + 0 * doubled(x, device)

    assert judge(expected, observe(more, made, **watched), rules) is None


def test_less_traffic_is_no_difference() -> None:
    made = case("", torch.ones(2), ACCELERATOR)
    without = verdict_on(lambda x, device: torch.ones(2, device=device), made, *TRAFFIC)
    assert without is None


def test_a_result_left_on_the_cpu_is_a_difference() -> None:
    made = case("", torch.ones(2), ACCELERATOR)
    found = verdict_on(lambda x, device: x, made)
    assert found is not None
    assert (found.fact, found.expected, found.got) == ("device", "accelerator", "cpu")


def test_a_case_is_pasted_with_the_device() -> None:
    batch = {"x": on_accelerator(torch.tensor([1.0, 2.0]).requires_grad_()), "y": torch.ones(1)}
    text = pasteable(case("", batch, ACCELERATOR), ("batch", "device"), "move")
    assert text == (
        "from course.kit import accelerator\n"
        "batch = {'x': torch.tensor([1., 2.], device=accelerator.device()).requires_grad_(), "
        "'y': torch.tensor([1.])}\n"
        "device = accelerator.device()\n"
        "move(batch, device)"
    )
    got: dict[str, Any] = {"torch": torch, "move": lambda batch, device: (batch, device)}
    exec(text.replace("\nmove", "\nresult = move"), got)
    assert got["result"][0]["x"].device == got["result"][1]
    assert got["result"][0]["x"].requires_grad


def test_switching_on_twice_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COURSE_ACCELERATOR", "simulated")
    assert accelerator.is_simulated()
    assert accelerator.device() == accelerator.device() == torch.device("simulated:0")
    assert type(torch.ones(1).to(accelerator.device())) is SimulatedTensor


def test_a_default_device_left_behind_changes_no_check(device: torch.device) -> None:
    made = case("", torch.ones(3, 2).T, ACCELERATOR)
    torch.set_default_device(device)
    assert verdict_on(move, made) is None
    assert verdict_on(lambda x, device: x, made) is not None
    assert ".T\n" in pasteable(made, ("x", "device"), "move")
    assert torch.ones(1).device == device


def test_a_mistake_is_recognised_by_its_traffic_to_the_last_copy() -> None:
    made = case("", torch.ones(2), ACCELERATOR)
    watched = {"parameters": ("x", "device"), "facts": (*ALWAYS, "transfers")}

    def copies(count: int) -> Callable[..., torch.Tensor]:
        return lambda x, device: [x.to(device) for _ in range(count)][-1]

    recorded = Mistake("twice", "Twice.", {0: observe(copies(2), made, **watched)})
    exercise = Exercise(
        "move",
        "Move",
        ("x", "device"),
        {"basic": 1},
        Rules((*ALWAYS, "transfers")),
        ("Look.", "Move."),
        (KnownCase(made, observe(copies(1), made, **watched)),),
        (recorded,),
    )
    assert diagnose(exercise, [observe(copies(2), made, **watched)]) is recorded
    assert diagnose(exercise, [observe(copies(3), made, **watched)]) is None
