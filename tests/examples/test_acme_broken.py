"""examples/acme-broken is acme with some forty mistakes: each is found where it is, and nothing else is found.

acme_broken.txt lists code, place and name of every finding. After a change that is meant, write it anew, and read what
changed before it is committed:

    REGENERATE=1 python -m pytest tests/examples/test_acme_broken.py
    git diff tests/examples/acme_broken.txt
"""

from __future__ import annotations

import difflib
import os
import shutil
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import pytest
from example_folders import BROKEN, ENGINES, EXAMPLES, checked

if TYPE_CHECKING:
    from pathlib import Path

    from coverage_lint.findings import Finding, Report

EXPECTED = EXAMPLES.parent / "tests" / "examples" / "acme_broken.txt"
FILES = ("coverage.yaml", "people.csv")
ELEMENTS = "12345678"


def listed(report: Report) -> str:
    lines = []
    for finding in report.findings():
        place = f"{finding.location.path}:{finding.location.line}:{finding.location.column}"
        lines.append(f"{finding.code}  {place:<21} {finding.severity:<7} {finding.name}\n")
    return "".join(lines)


@pytest.mark.parametrize("engine", ENGINES)
def test_every_mistake_is_found_where_it_is_and_nothing_else(engine):
    shown = listed(checked(EXAMPLES / BROKEN, engine))
    if os.environ.get("REGENERATE"):
        EXPECTED.write_text(shown, encoding="utf-8")
    assert shown == EXPECTED.read_text(encoding="utf-8")


def test_there_are_some_forty_in_every_element_and_in_the_table():
    lines = EXPECTED.read_text(encoding="utf-8").splitlines()
    assert 35 <= len(lines) < 50
    by_element = Counter(line[2] for line in lines)
    assert all(by_element[element] >= 2 for element in ELEMENTS), by_element
    assert sum("people.csv:" in line for line in lines) >= 5


class Mistake(NamedTuple):
    """A stretch of a file in which acme-broken differs from acme by more than a comment."""

    file: str
    begin: int
    end: int
    lines: tuple[str, ...]

    def made_in(self, folder: Path) -> None:
        """Put this mistake, and no other, into a copy of acme."""
        shutil.copytree(EXAMPLES / "acme", folder)
        lines = lines_of("acme", self.file)
        lines[self.begin : self.end] = self.lines
        (folder / self.file).write_text("".join(lines), encoding="utf-8")


def lines_of(example: str, file: str) -> list[str]:
    return (EXAMPLES / example / file).read_text(encoding="utf-8").splitlines(keepends=True)


def mistakes() -> list[Mistake]:
    found = []
    for file in FILES:
        sound, broken = lines_of("acme", file), lines_of(BROKEN, file)
        matcher = difflib.SequenceMatcher(None, sound, broken, autojunk=False)
        for tag, begin, end, begin_broken, end_broken in matcher.get_opcodes():
            lines = broken[begin_broken:end_broken]
            if tag != "equal" and stripped(sound[begin:end]) != stripped(lines):
                found.append(Mistake(file, begin, end, tuple(lines)))
    return found


def stripped(lines: list[str]) -> list[str]:
    return [line for line in lines if not line.lstrip().startswith("#")]


def what(finding: Finding) -> str:
    return f"{finding.code} {finding.entity} {finding.field}"


def test_each_mistake_stands_alone_and_hides_no_other(tmp_path):
    """Made alone in acme, each gives its own finding; together these and no more, some once others are mended."""
    alone, waiting = [], []
    for number, mistake in enumerate(mistakes()):
        folder = tmp_path / str(number)
        mistake.made_in(folder)
        (model,) = checked(folder).models
        found = list(map(what, model.findings))
        assert len(found) == 1, mistake
        alone += found
        waiting += map(what, model.waiting)
    (model,) = checked(EXAMPLES / BROKEN).models
    told = Counter(map(what, model.findings))
    assert Counter(alone) <= told + Counter(map(what, model.waiting))
    assert told <= Counter(alone) + Counter(waiting)


def test_no_comment_marks_a_mistake():
    """Below its head, acme-broken has no comment that acme has not."""
    text = "".join(lines_of(BROKEN, "coverage.yaml")).partition("coverage_model: 1\n")[2]
    remarks = [line.strip() for line in text.splitlines() if line.lstrip().startswith("#")]
    assert remarks
    assert set(remarks) <= {line.strip() for line in lines_of("acme", "coverage.yaml")}
