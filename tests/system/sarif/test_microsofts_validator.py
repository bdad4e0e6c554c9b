"""Microsoft's validator of SARIF, with GitHub's rules, finds nothing wrong in what a check and a comparison write."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from lowered_plan import git, lower
from made_reports import REPORTS, REPOSITORY, TOP, asked, many, run

from coverage_lint.command.main import main
from coverage_lint.render.findings.sarif import bounded, document, render

if TYPE_CHECKING:
    from collections.abc import Callable

    Validate = Callable[[dict[str, str]], list[tuple[str, str, str]]]

pytestmark = pytest.mark.xdist_group("sarif")


def test_microsofts_validator_finds_no_error_and_no_warning(validate: Validate, tmp_path: Path):
    texts = {name: render(asked(made), REPOSITORY) for name, made in REPORTS.items()}
    texts["without-pages"] = render(REPORTS["hostile"], REPOSITORY)
    for example in ("acme", "acme-broken"):
        run(TOP / "examples", example, "--output", f"sarif={tmp_path / example}")
        texts[example] = (tmp_path / example).read_text(encoding="utf-8")
    assert len(json.loads(texts["acme-broken"])["runs"][0]["results"]) > 30
    assert validate(texts) == []


def test_the_validator_would_notice(validate: Validate):
    good = document(REPORTS["one"], REPOSITORY)
    wrong: dict[str, Any] = json.loads(json.dumps(good))
    (result,) = wrong["runs"][0]["results"]
    result["ruleIndex"] = 7
    result["locations"][0]["physicalLocation"]["region"]["startLine"] = 0
    told = validate({"wrong": json.dumps(wrong), "good": json.dumps(good)})
    assert {rule for _, rule, _ in told} >= {"SARIF1009", "JSON1008"}
    assert {file for _, _, file in told} == {"wrong.sarif"}


def test_a_report_that_was_cut_is_valid_too(validate: Validate):
    made = bounded(asked(many(3, 3, 3)), REPOSITORY, limits=(5, 10_000_000))
    assert made.left_out
    assert validate({"cut": made.text}) == []


def test_a_comparison_is_valid_with_findings_and_without(
    validate: Validate, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GITHUB_ACTIONS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    lower()
    assert main(["diff", "main", "--output", "sarif=lowered"]) == 1
    git("checkout", "--quiet", ".")
    assert main(["diff", "main", "--output", "sarif=none"]) == 0
    texts = {name: Path(name).read_text(encoding="utf-8") for name in ("lowered", "none")}
    found = [json.loads(text)["runs"][0]["results"] for text in texts.values()]
    assert [any(not one["suppressions"] for one in results) for results in found] == [True, False]
    assert validate(texts) == []
