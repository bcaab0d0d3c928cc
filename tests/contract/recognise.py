"""Hold every reference and every recorded mistake against what is committed, on this machine.

As a program, it prints one line for each that isn't judged as it was where it was recorded.
"""

from __future__ import annotations

from collections.abc import Iterator

from course.build.record import observe_all_as
from course.build.release import REPOSITORY
from course.build.sync import exercises
from course.kit.judging.diagnosis import diagnose
from course.kit.judging.difference import judge
from course.kit.judging.exercise import CHECKS, load_chapter


def strangers() -> Iterator[str]:
    for authored in exercises():
        path = REPOSITORY / "release" / "en" / authored.chapter / CHECKS
        known = load_chapter(path).exercises[authored.name]
        cases = [visible.case for visible in known.visible]
        reference = observe_all_as(authored, authored.reference, cases)
        for visible, got in zip(known.visible, reference, strict=True):
            if judge(visible.expected, got, known.rules.without_calls()):
                yield f"{authored.name}: reference, on {visible.case.about}"
        for name, function in authored.mistakes.items():
            found = diagnose(known, observe_all_as(authored, function, cases))
            if found is None or found.name != name:
                yield f"{authored.name}: {name} is taken for {found and found.name}"


if __name__ == "__main__":
    for line in strangers():
        print(line)
