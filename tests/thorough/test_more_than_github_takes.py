"""A check that finds more than GitHub's code scanning takes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from own_pack import tell

if TYPE_CHECKING:
    from pathlib import Path


def test_a_check_that_finds_more_than_github_takes_says_so(tmp_path: Path):
    people = [{"id": f"p{number:05d}", "zz": 1} for number in range(9_000)]
    for name in "abc":
        (tmp_path / f"{name}.json").write_text(json.dumps({"coverage_model": 1, "people": people}), encoding="utf-8")
    (tmp_path / ".coverage-lint.yaml").write_text("limits: {problems: 10000}\n", encoding="utf-8")
    told = tell(tmp_path, "check", "--select", "CL011", "--format", "concise", "--output", "sarif=out.sarif")
    assert told.status == 1
    assert told.out.count(" error CL011 ") == 27_000
    note = (
        "2,000 of 27,000 findings left out of SARIF (2,000 errors), the least grave: "
        "GitHub takes 25,000 results, and 10,000,000 bytes as gzip"
    )
    assert f"coverage-lint: note: {note}\n" in told.err
    written = json.loads((tmp_path / "out.sarif").read_text(encoding="utf-8"))["runs"][0]
    assert len(written["results"]) == 25_000
    assert written["invocations"] == [
        {
            "executionSuccessful": True,
            "toolExecutionNotifications": [{"level": "warning", "message": {"text": note}}],
        }
    ]
