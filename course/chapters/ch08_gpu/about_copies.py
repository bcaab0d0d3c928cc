"""### Copies that nobody waits for

`t` is a tensor on the CPU, and these lines run one after the other:

```python
x = t.pin_memory()
y = x.to(device, non_blocking=True)
z = (y * 2).to("cpu", non_blocking=True)
```

Which of these sentences are true? Write `about_copies()`, which returns a dict with the keys `"a"`
to `"f"` and `True` or `False` for each. The first is given:

- a: `t.pin_memory()` moved a tensor to the GPU.
- b: `t.pin_memory()` made a copy in the CPU's memory.
- c: `y * 2` is computed from all the numbers of `x`, although nobody waited for the first copy.
- d: Right after these lines, `z[0]` is certain to be the doubled `x[0]`.
- e: After these lines and `torch.accelerator.synchronize()`, `z[0]` is certain to be the doubled
  `x[0]`.
- f: If the next line is `x.zero_()`, and `synchronize()` comes after it, `z` is still certain to
  hold doubled numbers of the old `x`.

```python
>>> about_copies()["a"]
False
```
"""

from collections.abc import Iterator

from course.build.author import Case, Exercise, Rng, case, mistake


def about_copies() -> dict[str, bool]:
    """Say which of the sentences are true."""
    ### BEGIN SOLUTION
    return {"a": False, "b": True, "c": True, "d": False, "e": True, "f": False}
    ### END SOLUTION


EXERCISE = Exercise(
    concepts=["G5"],
    hints=[
        "Pinned memory is memory of the CPU, which the operating system may not move.",
        "The accelerator does what is in its queue in order. Python isn't in that queue: it reads "
        "and writes the CPU's memory whenever it comes to the line.",
        "For d and f ask: may Python be faster than the copy? For e: what has happened when "
        "`synchronize` returns?",
    ],
)


def reference() -> dict[str, bool]:
    return _but()


def _but(**others: bool) -> dict[str, bool]:
    return {"a": False, "b": True, "c": True, "d": False, "e": True, "f": False} | others


def cases(rng: Rng) -> Iterator[Case]:
    yield case("the sentences above")


@mistake(
    "To pin a tensor doesn't move it to the GPU. It makes a copy in the CPU's memory, at a place "
    "that stays where it is."
)
def pinning_moves() -> dict[str, bool]:
    return _but(a=True, b=False)


@mistake(
    "`y * 2` stands behind the copy in the accelerator's queue, so the numbers have arrived when "
    "its turn comes. Towards the device nothing can go wrong that way."
)
def the_device_may_overtake() -> dict[str, bool]:
    return _but(c=False)


@mistake(
    "Python isn't in the accelerator's queue. When it comes to `z[0]`, the copy may still be under "
    "way, and `z` holds whatever was there."
)
def reading_is_safe() -> dict[str, bool]:
    return _but(d=True)


@mistake(
    "`synchronize` returns when everything in the queue is done, the copies too. After it, `z` can "
    "be read."
)
def never_certain() -> dict[str, bool]:
    return _but(e=False)


@mistake(
    "The copy reads the memory of `x` while Python goes on. If Python writes zeros there in the "
    "meantime, zeros may be what is copied."
)
def the_source_is_free() -> dict[str, bool]:
    return _but(f=True)


@mistake(
    "Two things are mixed up here. Without waiting, Python must neither read the result of a copy "
    "nor overwrite its source; both may still be in use."
)
def python_is_in_the_queue() -> dict[str, bool]:
    return _but(d=True, f=True)
