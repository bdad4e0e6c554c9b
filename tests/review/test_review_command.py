"""`coverage-lint review`: what it says, in which words, and how it ends."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import pytest
from in_process import run_here
from jsonschema import Draft202012Validator
from small_crm import ACTUALS, DEALS, PLAN, lines, review, write_crm

from coverage_lint.schemas import load_schema

if TYPE_CHECKING:
    from pathlib import Path

CONCISE = ("--format", "concise", "--fail-on", "never")


def test_it_says_where_the_year_lands_and_then_what_is_wrong(tmp_path: Path):
    write_crm(tmp_path)
    ended = review(tmp_path)
    first, *_ = ended.stdout.decode().splitlines()
    assert ended.returncode == 0
    assert first == (
        "On 2027-03-31, 300 k is won of 300 k that should be by now; the year's 1.2 M lands at 1.2 M by run rate, "
        "503 k by pipeline, 1.65 M by capacity (they disagree)."
    )
    assert "Groups\n  north: 300 k won of 300 k due" in ended.stdout.decode()


def test_findings_stand_at_the_plans_own_lines(tmp_path: Path):
    write_crm(tmp_path)
    belongs = "1 deal, open or won this year, worth 5,000, belongs to owners in no plan: U9"
    nothing = "ben has 500,000 of the year's target to win, and nothing open"
    assert lines(review(tmp_path, *CONCISE)) == [
        f"coverage.yaml:13:1: warning CR202 owner-in-no-plan: {belongs}",
        "coverage.yaml:14:10: info CR207 result-of-one-person: ada brought 66.7 % of all that people won",
        f"coverage.yaml:15:89: warning CR205 seller-without-pipeline: {nothing}",
        "coverage.yaml:24:3: warning CR804 deal-past-close-date: 1 open deal is past the close date, worth 5,000: D4",
    ]


def test_selecting_ignoring_grading_and_the_baseline_know_its_codes(tmp_path: Path):
    write_crm(
        tmp_path,
        plan=PLAN.replace("  crm: {system: CRM}", "  # coverage-lint: ignore[CR804] asked today\n  crm: {system: CRM}"),
    )
    (tmp_path / ".coverage-lint.yaml").write_text(
        "severity: {CR202: error}\nignore: [CR205, CR207]\n", encoding="utf-8"
    )
    ended = review(tmp_path, "--format", "json")
    (model,) = json.loads(ended.stdout)["models"]
    assert ended.returncode == 1
    assert [(one["code"], one["severity"]) for one in model["findings"]] == [("CR202", "error")]
    assert [one["finding"]["code"] for one in model["ignored"]] == ["CR804"]
    assert review(tmp_path, "--select", "CR8", *CONCISE).stdout == b""
    checked = run_here(tmp_path, "check", "coverage.yaml", "--format", "concise", "--fail-on", "never")
    assert b"CL030" not in checked.stdout  # an ignore of a review's code is not for a check to judge


def test_a_check_asks_none_of_its_policies_and_says_who_does(tmp_path: Path):
    write_crm(tmp_path)
    ended = run_here(tmp_path, "check", "--select", "CR8")
    assert ended.returncode == 2
    assert b"`coverage-lint review` holds the plan against the CRM" in ended.stderr
    ended = review(tmp_path, "--select", "CL3")
    assert ended.returncode == 2
    assert b"`coverage-lint check` checks the plan itself" in ended.stderr


@pytest.mark.parametrize("name", ["text", "json", "sarif", "junit", "github", "gitlab", "markdown"])
def test_each_format_is_the_same_on_each_run_and_engine(name: str, tmp_path: Path):
    write_crm(tmp_path)
    first = review(tmp_path, "--format", name, "--engine", "interpreter")
    assert b"CR804" in first.stdout
    assert review(tmp_path, "--format", name).stdout == first.stdout


def test_json_is_by_its_schema_and_exact(tmp_path: Path):
    write_crm(tmp_path)
    read = json.loads(review(tmp_path, "--format", "json").stdout)
    Draft202012Validator(load_schema("report")).validate(read)
    (held,) = read["reviews"]
    assert (held["as_of"], held["snapshot"]) == ("2027-03-31", "2027-03-31")
    (north,) = held["measures"]["group"]
    assert (north["won"], north["target_to_date"], north["open"]) == ("300000.5", "300000", "400000")
    assert north["win_rate"] is None  # two deals are too few


def test_on_an_earlier_day_what_was_open_is_undecided_by_name(tmp_path: Path):
    write_crm(tmp_path)
    ended = review(tmp_path, "--as-of", "2027-02-28", "--show-undecided", "--format", "text")
    said = ended.stdout.decode()
    assert "what was won is as known on 2027-03-31; what was open on 2027-02-28 is not known" in said
    assert "plan lacks a snapshot of 2027-02-28" in said


def test_dated_snapshots_are_taken_by_the_day(tmp_path: Path):
    write_crm(tmp_path)
    for day, amount in (("2027-02-28", "111"), ("2027-03-31", "222")):
        (tmp_path / "crm" / day).mkdir()
        rows = (
            f"id,owner,account,amount,stage,created,close_date,motion\nD1,U1,A,{amount},Won,{day},{day},new_business\n"
        )
        (tmp_path / "crm" / day / "opportunities.csv").write_text(rows, encoding="utf-8")
    for day, amount in (("2027-03-30", "111"), ("2027-04-15", "222")):
        read = json.loads(review(tmp_path, "--as-of", day, "--format", "json").stdout)
        assert read["reviews"][0]["measures"]["plan"][0]["won"] == amount


def test_evidence_is_a_file_a_policy_without_formulas_and_names(tmp_path: Path):
    write_crm(tmp_path, opportunities=DEALS + "=cmd|'x',U1,@SUM(1),-5,Offer,2027-03-01,2027-03-01,new_business\n")
    ended = review(tmp_path, "--evidence", "out")
    assert ended.returncode == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "CR202-owner-in-no-plan.csv", "CR804-deal-past-close-date.csv", "CR813-negative-amount.csv",
    ]  # fmt: skip
    told = (tmp_path / "out" / "CR804-deal-past-close-date.csv").read_text(encoding="utf-8")
    assert told == (
        "file and row,id,owner,account,amount,close date\n"
        "crm/opportunities.csv row 5,D4,U9,,5000.00,2027-03-30\n"
        "crm/opportunities.csv row 6,'=cmd|'x',U1,,-5.00,2027-03-01\n"
    )
    review(tmp_path, "--evidence", "out", "--names")
    told = (tmp_path / "out" / "CR813-negative-amount.csv").read_text(encoding="utf-8")
    assert "'=cmd|'x',U1,'@SUM(1),-5.00,2027-03-01" in told


def test_evidence_is_written_whole_or_not_at_all(tmp_path: Path):
    write_crm(tmp_path)
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "CR804-deal-past-close-date.csv").mkdir()
    ended = review(tmp_path, "--evidence", "out")
    assert ended.returncode == 2
    assert b"CR804-deal-past-close-date.csv is not written: it is a folder" in ended.stderr
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["CR804-deal-past-close-date.csv"]


def test_a_folder_of_data_needs_no_actuals_file(tmp_path: Path):
    write_crm(tmp_path, actuals=None)
    ended = review(tmp_path, "--actuals", "crm", "--format", "json")
    assert json.loads(ended.stdout)["reviews"][0]["measures"]["plan"][0]["won"] == "300000.5"


def test_parquet_is_read_like_csv(tmp_path: Path):
    import duckdb

    write_crm(tmp_path)
    expected = json.loads(review(tmp_path, "--format", "json").stdout)["reviews"][0]["measures"]
    path = tmp_path / "crm" / "opportunities.csv"
    with duckdb.connect() as base:
        base.execute(
            "COPY (SELECT id, owner, account, CAST(amount AS DECIMAL(12,2)) AS amount, stage, "  # noqa: S608
            "CAST(created[:10] AS DATE) AS created, CAST(close_date AS DATE) AS close_date, motion "
            f"FROM read_csv('{path}', all_varchar = true)) TO '{path.with_suffix('.parquet')}'"
        )
    path.unlink()
    assert json.loads(review(tmp_path, "--format", "json").stdout)["reviews"][0]["measures"] == expected


@pytest.mark.parametrize("name", ["crm.duckdb", "crm.sqlite"])
def test_the_tables_of_a_database_file_are_read_exactly(name: str, tmp_path: Path):
    import sqlite3

    import duckdb

    write_crm(tmp_path, actuals=f"coverage_actuals: 1\nsource: {name}\n")
    base = sqlite3.connect(tmp_path / name) if name.endswith("sqlite") else duckdb.connect(str(tmp_path / name))
    for table in ("opportunities", "users"):
        head, *rows = (tmp_path / "crm" / f"{table}.csv").read_text(encoding="utf-8").splitlines()
        columns = ", ".join(f'"{column}" {"REAL" if column == "amount" else "VARCHAR"}' for column in head.split(","))
        columns = columns if name.endswith("sqlite") else columns.replace("REAL", "DECIMAL(18,2)")
        base.execute(f"CREATE TABLE {table} ({columns})")
        for row in rows:
            base.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row.split(',')))})", row.split(","))  # noqa: S608
    base.commit()
    base.close()
    read = json.loads(review(tmp_path, "--format", "json").stdout)
    assert read["reviews"][0]["measures"]["plan"][0]["won"] == "300000.5"
    ended = review(tmp_path, "--actuals", name, "--format", "concise", "--fail-on", "never")
    assert any("CR804" in line for line in lines(ended))


@pytest.mark.parametrize("data", [b"", b"no database", b"SQLite format 3\0 and no more"])
def test_a_file_that_is_no_database_is_a_sentence(data: bytes, tmp_path: Path):
    write_crm(tmp_path, actuals="coverage_actuals: 1\nsource: crm.duckdb\n")
    (tmp_path / "crm.duckdb").write_bytes(data)
    ended = review(tmp_path)
    assert (ended.returncode, ended.stdout) == (2, b"")
    assert len(ended.stderr.decode().splitlines()) == 1


def test_without_duckdb_one_sentence_says_how_to_install_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    write_crm(tmp_path)
    monkeypatch.setitem(sys.modules, "duckdb", None)
    ended = review(tmp_path)
    assert ended.returncode == 2
    assert ended.stderr == (
        b"coverage-lint: error: a review reads the CRM's data with DuckDB, which is not installed: "
        b"pip install 'coverage-lint[review]'\n"
    )


def test_actuals_init_writes_what_a_review_reads(tmp_path: Path):
    write_crm(tmp_path, actuals=None)
    ended = run_here(tmp_path, "actuals", "init", "crm")
    assert ended.returncode == 0
    assert ended.stdout.startswith(b"wrote actuals.yaml: no preset, 2 of 6 tables\n")
    assert run_here(tmp_path, "check", "actuals.yaml").stdout == b"actuals.yaml: no findings\n"
    assert review(tmp_path, *CONCISE).returncode == 0
    again = run_here(tmp_path, "actuals", "init", "crm")
    assert (again.returncode, (tmp_path / "actuals.yaml").exists()) == (2, True)
    assert b"already exists and was not changed" in again.stderr


def test_another_measure_is_no_comparison(tmp_path: Path):
    write_crm(tmp_path, actuals=ACTUALS + "amount: {measure: tcv}\n")
    ended = review(tmp_path)
    assert ended.returncode == 2
    assert b"actuals.yaml:3:10: the amounts are tcv, and the plan's are arr: they cannot be compared" in ended.stderr
