"""A pack of a team's own in a folder, and the command run there."""

from __future__ import annotations

from contextlib import chdir, redirect_stderr, redirect_stdout
from io import StringIO
from typing import TYPE_CHECKING, NamedTuple

from coverage_lint.command.main import main

if TYPE_CHECKING:
    from pathlib import Path

POLICY = """\
- code: AC101
  name: group-too-large
  title: A group has no more people than its leader can lead
  severity: warning
  why: A leader who has no time for each seller hears of a lost quarter when it is over.
  source: a judgement
  parameters:
    most: {type: count, default: 20, minimum: 1, about: how many people one group may have}
  for: group
  let:
    beyond: headcount - most
  when: headcount > most
  message: "{id} has {headcount:count} people, {beyond:count} more than {most:count}"
  at: leader
  help: Split the group, or put team leaders between.
"""
BEYOND = """\
- policy: AC101
  name: one more than the limit
  model: |
    people:
      - {id: hunters-10, count: 20}
    groups:
      - id: hunters
        leader: maya   # fires AC101
"""
LIMIT = """\
- policy: AC101
  name: exactly the limit
  model: |
    people:
      - {id: hunters-10, count: 19}
"""
CASES = BEYOND + LIMIT


class Told(NamedTuple):
    status: int
    out: str
    err: str


def tell(folder: Path, *arguments: str) -> Told:
    """Run the command in a folder as a process would, with its words and its status."""
    out, err = StringIO(), StringIO()
    with chdir(folder), redirect_stdout(out), redirect_stderr(err):
        status = main(list(arguments))
    return Told(status, out.getvalue(), err.getvalue())


def misuse(folder: Path, *arguments: str) -> str:
    """Run a call that is wrong, and give what is said of it."""
    told = tell(folder, *arguments)
    assert (told.status, told.out) == (2, ""), told
    assert told.err.startswith("coverage-lint: error: ")
    return told.err


def write_pack(folder: Path, policy: str = POLICY, cases: str = CASES) -> Path:
    """Write a pack `rules`."""
    rules = folder / "rules"
    rules.mkdir()
    (rules / "own.yaml").write_text(policy, encoding="utf-8")
    if cases:
        (rules / "own.cases.yaml").write_text(cases, encoding="utf-8")
    return rules
