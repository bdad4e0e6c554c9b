"""The policy that CONTRIBUTING.md shows, and its cases, are right."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from coverage_lint.command.main import main

REPOSITORY = Path(__file__).parents[2]
GUIDE = (REPOSITORY / "CONTRIBUTING.md").read_text(encoding="utf-8")


def test_the_policy_shown_passes_the_cases_shown(tmp_path: Path, capsys):
    policy, cases = re.findall(r"^```yaml\n((?s:.+?))^```$", GUIDE, re.MULTILINE)
    shutil.copytree(REPOSITORY / "policies" / "bases", tmp_path / "bases")
    (tmp_path / "groups.yaml").write_text(policy, encoding="utf-8")
    (tmp_path / "groups.cases.yaml").write_text(cases, encoding="utf-8")
    assert main(["policies", "test", str(tmp_path), "--mutate"]) == 0
    assert capsys.readouterr().out == "3 cases of 1 policy: all passed\n4 mutants: all noticed\n"
