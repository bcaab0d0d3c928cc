"""What the field contains, in the order in which it is best learned, and what this course teaches.

The order and the list of the theory are those of concept E10 of the course.
"""

from __future__ import annotations

from dataclasses import dataclass
from gettext import gettext as _


@dataclass(frozen=True)
class Topic:
    """Something to learn, and the chapters of this course that teach it."""

    name: str
    chapters: tuple[int, ...] = ()


@dataclass(frozen=True)
class Stage:
    """One stage of the way: its name, what it is for, and its topics."""

    name: str
    purpose: str
    topics: tuple[Topic, ...]


def stages() -> list[Stage]:
    """Return the stages of learning the subject, in their order."""
    return [
        Stage(
            _("Mathematics"),
            _("the language in which models are written down"),
            (
                Topic(_("linear algebra"), (3,)),
                Topic(_("calculus"), (4,)),
                Topic(_("probability")),
            ),
        ),
        Stage(
            _("Python"),
            _("the language in which they are run"),
            (
                Topic(_("the language")),
                Topic("NumPy", (7,)),
                Topic(_("tables with pandas"), (2,)),
                Topic(_("plotting")),
            ),
        ),
        Stage(
            _("Theory"),
            _("what the models are, and why they learn"),
            (
                Topic(_("tensors"), (2, 5, 6)),
                Topic(_("autograd"), (4,)),
                Topic(_("optimisation")),
                Topic(_("linear regression")),
                Topic(_("multilayer perceptrons (MLP)")),
                Topic(_("convolutional networks (CNN)")),
                Topic(_("recurrent networks (RNN)")),
                Topic(_("attention and transformers")),
                Topic(_("generative models")),
                Topic(_("reinforcement learning")),
            ),
        ),
        Stage(
            _("Tools"),
            _("what runs the models and keeps the work in order"),
            (
                Topic(_("environments and packages"), (1,)),
                Topic("Jupyter", (1,)),
                Topic("PyTorch", (1, 2, 3, 4, 5, 6, 7, 8)),
                Topic(_("GPU and CUDA"), (1, 8)),
                Topic("git"),
            ),
        ),
        Stage(
            _("Projects"),
            _("where it all comes together"),
            (
                Topic(_("classify images")),
                Topic(_("work with text")),
                Topic(_("rebuild a paper")),
                Topic(_("a question of your own")),
            ),
        ),
    ]


def chapters() -> list[str]:
    """Return the subjects of the chapters of this course, from chapter 1."""
    return [
        _("the environment"),
        _("tensor operations"),
        _("linear algebra"),
        _("autograd"),
        _("broadcasting"),
        _("memory"),
        "NumPy",
        _("the GPU"),
    ]
