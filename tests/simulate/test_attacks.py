"""The catalogue of attacks: what is in it, and that it is harmless to hold."""

from __future__ import annotations

import ast
import json
import re
from functools import cache
from random import Random

import nbformat
import pytest
from IPython.core.inputtransformer2 import TransformerManager
from simulated_chapters import CHAPTERS, material, truth

from autograder.simulate.attacks import ATTACKS, KINDS, RECIPES, Attack
from autograder.simulate.handed_in import notebook_bytes
from autograder.simulate.hostile import drawn_attack, hostile
from autograder.simulate.material import grade_id
from course.kit.words import PASSED

every_attack = pytest.mark.parametrize("attack", ATTACKS.values(), ids=lambda a: a.name)

VERDICTS = {
    "passed",
    "failed",
    "not attempted",
    "timed out",
    "out of memory",
    "crashed",
    "tampered",
}

# What students are known to have tried on graders of notebooks, and where it is in the catalogue.
KNOWN = {
    "patched asserts": "patched-asserts",
    "transformed syntax trees": "syntax-tree-transformer",
    "transformed input": "input-transformer",
    "hidden tracebacks": "silent-tracebacks",
    "patched run_code": "run-code-patched",
    "patched run_cell": "run-cell-patched",
    "patched messages": "session-patched",
    "otter's check patched": "otters-check",
    "equal to everything": "equal-to-everything",
    "lying tensor": "tensor-that-lies",
    "history read": "reads-what-ran",
    "solutions read": "reads-the-solutions",
    "visible answers read": "knows-visible-answers",
    "reference imported": "imports-the-reference",
    "secret read": "reads-the-secret",
    "gradebook written": "opens-the-gradebook",
    "points raised": "points-raised",
    "lock off": "check-unlocked",
    "another's grade_id": "check-of-another",
    "pickle returned": "pickle-bomb",
    "pickle in files": "unpickles-what-was-handed-in",
    "daemon": "daemon",
    "thread left behind": "thread-that-stays",
    "fork bomb": "fork-bomb",
    "memory of torch": "memory-of-torch",
    "memory of Python": "memory-of-python",
    "memory mapped": "memory-mapped",
    "disk": "full-disk",
    "endless loop": "never-ends",
    "interrupts swallowed": "swallows-interrupts",
    "os._exit": "os-exit",
    "sys.exit": "system-exit",
    "os.abort": "os-abort",
    "segfault": "segfault",
    "SIGKILL": "kills-itself",
    "descriptors closed": "closes-descriptors",
    "garbage in descriptors": "garbage-into-descriptors",
    "forged messages": "forged-messages",
    "200 MB printed": "prints-without-measure",
    "200 MB written": "writes-without-measure",
    "huge tensor": "huge-view",
    "recursion": "recursion",
    "deep list": "nested-deeply",
    "list in itself": "holds-itself",
    "endless repr": "repr-never-ends",
    "lying class": "class-that-lies",
    "long int": "long-int",
    "patched observe": "patched-observe",
    "patched judge": "patched-judge",
    "patched json": "patched-json",
    "patched torch": "patched-torch",
    "patched builtins": "patched-builtins",
    "settrace": "tracing",
    "setprofile": "profiling",
    "frames": "answers-in-frames",
    "objects": "answers-in-memory",
    "other processes' memory": "reads-other-memory",
    "ptrace": "traces-its-parent",
    "kill(-1)": "kills-everyone",
    "network": "uses-the-network",
    "odd sockets": "opens-odd-sockets",
    "other submissions": "reads-other-submissions",
    "users": "reads-the-machines-users",
    "home": "reads-the-home",
    "outside": "writes-outside",
    "limits": "raises-its-limits",
    "nice": "puts-itself-first",
    "seccomp": "takes-the-filter-off",
    "unshare": "namespaces-of-its-own",
    "mount": "mounts",
    "LD_PRELOAD": "preloaded",
    "environment": "right-under-nbgrader",
    "state between calls": "right-the-first-time",
    "banned in a thread": "banned-in-a-thread",
    "banned without hooks": "banned-unwatched-subclass",
    "banned operator": "banned-by-operator",
    "banned by getattr": "banned-by-getattr",
    "banned with modes popped": "banned-with-modes-popped",
    "banned in a child": "banned-in-a-child",
    "banned by NumPy": "banned-by-numpy",
}


@cache
def applied(attack: Attack) -> nbformat.NotebookNode:
    """The hostile notebook; tests only read it."""
    return attack.apply(material(attack.chapter).solved(), Random(1))


@cache
def solved_sources(chapter: str) -> frozenset[str]:
    return frozenset(cell.source for cell in material(chapter).solved().cells)


def own_cells(attack: Attack, notebook: nbformat.NotebookNode) -> list[nbformat.NotebookNode]:
    """The code cells that the attack wrote."""
    before = solved_sources(attack.chapter)
    return [c for c in notebook.cells if c.cell_type == "code" and c.source not in before]


def test_the_catalogue_is_large_and_each_name_in_it_is_given_once() -> None:
    names = [recipe.name for kind in KINDS for recipe in kind.RECIPES]
    assert len(names) == len(set(names)) == len(ATTACKS) == len(RECIPES) >= 60
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", name) for name in names if "-" in name)


@pytest.mark.parametrize("known", KNOWN)
def test_a_known_attack_is_in_the_catalogue(known: str) -> None:
    assert KNOWN[known] in ATTACKS


@every_attack
def test_an_attack_says_what_it_tries_and_what_must_come_of_it(attack: Attack) -> None:
    assert attack.tries[0].isupper()
    assert attack.tries.endswith(".")
    exercise = material(attack.chapter).exercises[attack.exercise]
    assert attack.verdicts
    assert set(attack.verdicts) <= VERDICTS
    full = attack.points == exercise.max_points
    assert (attack.verdicts == (PASSED,)) == full
    assert full or (attack.points == 0 and PASSED not in attack.verdicts)


@every_attack
def test_an_attack_changes_its_exercise_and_no_other_answer(attack: Attack) -> None:
    solved, notebook = material(attack.chapter).solved(), applied(attack)
    answers = {grade_id(cell): cell.source for cell in notebook.cells}
    for name, solution in material(attack.chapter).solutions.items():
        assert (answers[name] == solution) == (name != attack.exercise)
    assert notebook_bytes(notebook) != notebook_bytes(solved)
    again = attack.apply(material(attack.chapter).solved(), Random(1))
    assert notebook_bytes(again) == notebook_bytes(notebook)


@every_attack
def test_an_attack_is_a_notebook_whose_cells_are_python(attack: Attack) -> None:
    notebook = applied(attack)
    nbformat.validate(nbformat.from_dict(json.loads(notebook_bytes(notebook))))
    for cell in own_cells(attack, notebook):
        ast.parse(TransformerManager().transform_cell(cell.source))
        assert not re.search(r"\b(right_)?NAME\b|\bMARKER\b", cell.source)


@every_attack
def test_an_attack_deletes_nothing_and_reaches_no_other_machine(attack: Attack) -> None:
    text = "\n".join(cell.source for cell in own_cells(attack, applied(attack)))
    assert not re.search(r"\b(remove|unlink|rmdir|rmtree|removedirs|truncate)\(|\brm -", text)
    for address in re.findall(r"\d+\.\d+\.\d+\.\d+", text):
        assert address.startswith("127."), address
    for place in re.findall(r"/tmp/autograder-attack-[\w-]+", text):
        assert place.startswith(f"/tmp/autograder-attack-{attack.name}"), place


@every_attack
def test_an_attack_hurts_other_processes_only_in_a_sandbox(attack: Attack) -> None:
    text = "\n".join(cell.source for cell in own_cells(attack, applied(attack)))
    others = text.replace("os.kill(os.getpid(), signal.SIGKILL)", "")
    if re.search(r"\bos\.kill|killpg|ptrace|RLIMIT|unshare|mount\(", others):
        assert "if sandboxed()" in text or "if not sandboxed()" in text


@every_attack
def test_what_is_handed_in_beside_the_notebook_stays_in_its_folder(attack: Attack) -> None:
    for name in (*dict(attack.files), *dict(attack.links)):
        assert not name.startswith("/")
        assert ".." not in name


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_chapter_can_be_attacked_anywhere(chapter: str) -> None:
    drawn = [drawn_attack(material(chapter), Random(seed)) for seed in range(100)]
    assert len({attack.name for attack in drawn}) > 50
    assert len({attack.exercise for attack in drawn}) > 5
    for attack in drawn:
        ids = [grade_id(cell) for cell in applied(attack).cells]
        assert attack.exercise in ids


def test_a_hostile_student_keeps_what_others_exercises_earn() -> None:
    handed = hostile("student-017", truth(), Random(3))
    spoilt = [name for name, due in handed.due.items() if due.answer.startswith("attack:")]
    assert len(spoilt) == 1
    for name, due in handed.due.items():
        if name not in spoilt:
            assert (due.points, due.verdicts) == (material().exercises[name].max_points, (PASSED,))
