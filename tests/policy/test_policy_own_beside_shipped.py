"""A team's own policies beside those that ship: compiled on their own, asked together."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from coverage_lint.checking.options import Options
from coverage_lint.checking.run import check_paths
from coverage_lint.engine.executor import default_engine
from coverage_lint.policy.program import compile_policies, joined
from coverage_lint.policy.shipped import shipped

if TYPE_CHECKING:
    from pathlib import Path

OWN = """\
- code: AC101
  name: group-too-large
  title: No group is larger than its leader can lead
  severity: warning
  why: A leader who has no time leads nobody.
  source: a judgement
  parameters:
    most: {type: count, default: 1, minimum: 1, about: seats of a group}
  for: group
  let:
    half: quota / 2
  when: headcount > most and half > 0
  message: group {id} has {headcount:count} seats
  help: Split it.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a model, an own policy, and the settings that name it."""
    example = os.path.join(os.path.dirname(__file__), "..", "..", "examples", "acme-broken", "coverage.yaml")
    people = os.path.join(os.path.dirname(example), "people.csv")
    for path in (example, people):
        with open(path, encoding="utf-8") as file:
            (tmp_path / os.path.basename(path)).write_text(file.read(), "utf-8")
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "size.yaml").write_text(OWN, "utf-8")
    (tmp_path / ".coverage-lint.yaml").write_text("policies: [rules]\n", "utf-8")
    return tmp_path


@pytest.mark.parametrize("engine", sorted({default_engine(), "interpreter"}))
def test_what_ships_finds_the_same_with_an_own_policy_beside_it(folder: Path, engine: str) -> None:
    both = check_paths(["coverage.yaml"], Options(engine=engine), str(folder)).findings()
    (folder / ".coverage-lint.yaml").unlink()
    shipped_alone = check_paths(["coverage.yaml"], Options(engine=engine), str(folder)).findings()
    said = [[(one.code, one.message, one.location.line) for one in found] for found in (both, shipped_alone)]
    assert [one for one in said[0] if one[0] != "AC101"] == said[1]
    assert any(code == "AC101" for code, _, _ in said[0])


def test_measures_of_joined_programs_have_names_of_their_own() -> None:
    policies = list(shipped().policies)
    again = compile_policies([policy._replace(code=f"T{policy.code}") for policy in policies], "t")
    program = joined(shipped().program, again)
    assert len(program.measures) == len(shipped().program.measures) + len(again.measures)
    assert len(program.policies) == 2 * len(policies)
