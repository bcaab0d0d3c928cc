"""Judging one case: the first difference that counts between two observations of it."""

from __future__ import annotations

from collections.abc import Mapping

from course.kit.device.traffic import DEMANDED, TRAFFIC
from course.kit.judging.exercise import Rules
from course.kit.language import _
from course.kit.observing.observe import Observation
from course.kit.observing.torch_names import documented_name
from course.kit.values.compare import Difference, compare


def judge(expected: Observation, got: Observation, rules: Rules) -> Difference | None:
    """Find the first difference that counts between two observations of one case."""
    if difference := _calls(got, rules):
        return difference
    if expected.raised or got.raised:
        return _exceptions(expected, got) or _changes(expected, got, rules)
    assert expected.value is not None
    assert got.value is not None
    return (
        compare(expected.value, got.value, rules.facts, rules.tolerance)
        or _changes(expected, got, rules)
        or _gradients(expected, got, rules)
        or overspent(expected, got, rules)
    )


def overspent(expected: Observation, got: Observation, rules: Rules) -> Difference | None:
    """Find what a call spends beyond its bound: memory, or traffic with the accelerator."""
    return _allocations(expected, got, rules) or _traffic(expected, got, rules)


def _calls(got: Observation, rules: Rules) -> Difference | None:
    for name in rules.banned:
        if name in got.called:
            message = _("{name} is called, and this exercise is to be done without it.")
            shown = documented_name(name)
            return Difference("called", message.format(name=shown), _("not called"), shown)
    for name in rules.required:
        if name not in got.called and got.raised is None:
            message = _("{name} is not called, and using it is what this exercise is about.")
            shown = documented_name(name)
            return Difference("called", message.format(name=shown), shown, _("not called"))
    return None


def _exceptions(expected: Observation, got: Observation) -> Difference | None:
    if expected.raised is None:
        assert got.raised is not None
        name = got.raised.types[0]
        has_text = bool(got.raised.message)
        text = _("The call raises {name}: {text}") if has_text else _("The call raises {name}.")
        message = text.format(name=name, text=got.raised.message)
        return Difference("raised", message, _("a result"), name)
    wanted = expected.raised.types[0]
    if got.raised is None:
        message = _("The call returns a result; it should raise {name}.").format(name=wanted)
        return Difference("raised", message, wanted, _("a result"))
    if wanted in got.raised.types:
        return None
    name = got.raised.types[0]
    message = _("The call raises {name}; it should raise {wanted}.")
    return Difference("raised", message.format(name=name, wanted=wanted), wanted, name)


def _changes(expected: Observation, got: Observation, rules: Rules) -> Difference | None:
    if "changed" not in rules.facts:
        return None
    for name in sorted(set(expected.changed) ^ set(got.changed)):
        if name in got.changed:
            message = _("The call changes its input {name}, which it should leave as it was.")
            shown = (_("unchanged"), _("changed"))
            return Difference("changed", message.format(name=name), *shown, where=name)
        message = _("The call leaves its input {name} as it was; it should change it.")
        shown = (_("changed"), _("unchanged"))
        return Difference("changed", message.format(name=name), *shown, where=name)
    return _in_each(
        expected.changed, got.changed, "changed", _("In {name}, after the call: {text}"), rules
    )


def _gradients(expected: Observation, got: Observation, rules: Rules) -> Difference | None:
    if "gradients" not in rules.facts:
        return None
    for name in sorted(set(expected.gradients) ^ set(got.gradients)):
        here, missing = _("a gradient"), _("no gradient")
        if name in got.gradients:
            message = _("A gradient reaches {name}; none should.").format(name=name)
            return Difference("gradients", message, missing, here, where=name)
        message = _("No gradient reaches {name}: the graph is cut.").format(name=name)
        return Difference("gradients", message, here, missing, where=name)
    text = _("In the gradient with respect to {name}: {text}")
    return _in_each(expected.gradients, got.gradients, "gradients", text, rules)


def _in_each(
    expected: Mapping[str, object],
    got: Mapping[str, object],
    fact: str,
    sentence: str,
    rules: Rules,
) -> Difference | None:
    facts = ("type", "shape", "device", "dtype", "values")
    for name, value in expected.items():
        if inner := compare(value, got[name], facts, rules.tolerance):  # type: ignore[arg-type]
            message = sentence.format(name=name, text=inner.message)
            return Difference(
                fact, message, inner.expected, inner.got, name, inner.index, inner.count
            )
    return None


def _allocations(expected: Observation, got: Observation, rules: Rules) -> Difference | None:
    if "allocated" not in rules.facts or got.allocated <= expected.allocated:
        return None
    message = _("The call allocates {got} bytes; {expected} are enough.")
    message = message.format(got=got.allocated, expected=expected.allocated)
    bound = _("at most {count} bytes").format(count=expected.allocated)
    return Difference("allocated", message, bound, _("{count} bytes").format(count=got.allocated))


def _traffic(expected: Observation, got: Observation, rules: Rules) -> Difference | None:
    """Compare what was moved between devices, and how often the call waited: less is as good.

    Not so for what computing on the accelerator can't do without: there, more is as good.
    """
    sentences = {
        "sent": _("Bytes sent to the accelerator: {got}; computing there takes {enough}."),
        "fetched": _("Times that values come from the accelerator: {got}; {enough} is needed."),
        "transfers": _("Copies between the devices in this call: {got}; {enough} would do."),
        "moved": _("The call moves {got} bytes between the devices; {enough} are enough."),
        "waits": _("Times that this call waits for a value: {got}; {enough} would do."),
    }
    for fact in (*DEMANDED, *TRAFFIC):
        wanted, count = getattr(expected, fact), getattr(got, fact)
        if fact in rules.facts and (count < wanted if fact in DEMANDED else count > wanted):
            message = sentences[fact].format(got=count, enough=wanted)
            bound = _("at least {count}") if fact in DEMANDED else _("at most {count}")
            return Difference(fact, message, bound.format(count=wanted), str(count))
    return None
