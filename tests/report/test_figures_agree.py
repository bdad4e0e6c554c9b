"""The plan's figures are the same numbers wherever they are shown: each comes from policies/figures.yaml."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

import pytest

from coverage_lint.command.main import main

if TYPE_CHECKING:
    from pathlib import Path

EXAMPLES = os.path.join(os.path.dirname(os.path.dirname(os.path.dirname(__file__))), "examples")


def told(capsys: pytest.CaptureFixture[str], *words: str) -> Any:  # noqa: ANN401 - JSON
    """Run a command, and give the one model of its JSON."""
    main([*words, "--format", "json"])
    (model,) = json.loads(capsys.readouterr().out)["models"]
    return model


@pytest.mark.parametrize("example", ["acme", "acme-broken", "startup", "software", "device-field-force"])
def test_check_diff_and_report_show_the_same(
    example: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(EXAMPLES)
    path = f"{example}/coverage.yaml"
    of_check = {one["name"]: (one["value"], one["shown"]) for one in told(capsys, "check", path)["figures"]}
    of_report = {one["name"]: (one["value"], one["shown"]) for one in told(capsys, "report", path)["figures"]}
    of_diff = {
        one["name"]: (one["after"]["value"], one["after"]["shown"])
        for one in told(capsys, "diff", path, path)["figures"]
    }
    assert of_check["goal"][0] is not None
    assert of_report == of_check
    assert of_diff == of_check
    main(["report", path, "-o", str(tmp_path / "report.md")])
    markdown = (tmp_path / "report.md").read_text("utf-8")
    for name in ("goal", "quota", "headcount"):
        assert of_check[name][1] in markdown, name
