"""Running a student's code where it can do no harm, and getting its observations out.

`Box` is the outside: it starts a warm process in bubblewrap, has it forked for each submission,
and holds what runs to its limits. `warm`, `confine`, `shell` and `student` are the inside.
"""

from autograder.sandbox.box import Box, JobError, SandboxError
from autograder.sandbox.job import Check, Ended, Job, Limits, Outcome, Run, Step

__all__ = [
    "Box",
    "Check",
    "Ended",
    "Job",
    "JobError",
    "Limits",
    "Outcome",
    "Run",
    "SandboxError",
    "Step",
]
