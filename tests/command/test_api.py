from __future__ import annotations

from pathlib import Path

import pytest
from running import CLEAN, MISSPELT

import coverage_lint
from coverage_lint import Finding, Location, Misuse, Report, check


def test_a_check_gives_typed_findings(tmp_path: Path):
    (tmp_path / "a.yaml").write_text(MISSPELT, encoding="utf-8")
    report = check(tmp_path / "a.yaml", select=["CL0"])
    assert isinstance(report, Report)
    (found,) = report.findings()
    assert isinstance(found, Finding)
    assert isinstance(found.location, Location)
    assert (found.code, found.location.line, found.location.column) == ("CL011", 3, 3)


def test_without_a_path_the_working_directory_is_checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "a.yaml").write_text(CLEAN, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert [model.path for model in check().models] == ["a.yaml"]


@pytest.mark.parametrize("select", ["CL0", ("CL0",), iter(["CL0"])])
def test_one_word_is_a_list_of_one(select: str, tmp_path: Path):
    (tmp_path / "a.yaml").write_text(MISSPELT, encoding="utf-8")
    assert [found.code for found in check(str(tmp_path / "a.yaml"), select=select).findings()] == ["CL011"]
    assert check(str(tmp_path / "a.yaml"), select="CL0", ignore="unknown-key").findings() == ()


def test_a_wrong_call_raises_misuse():
    with pytest.raises(Misuse, match=r"missing\.yaml"):
        check("missing.yaml")
    with pytest.raises(Misuse, match="CL999"):
        check(Path(__file__), select=["CL999"])


def test_every_public_name_is_there():
    assert dir(coverage_lint) == sorted(coverage_lint.__all__)
    assert all(getattr(coverage_lint, name) is not None for name in coverage_lint.__all__)
    with pytest.raises(AttributeError, match="no_such_name"):
        _ = coverage_lint.no_such_name
