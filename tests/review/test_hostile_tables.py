"""Whatever stands in a CRM's tables or in what names them: a sentence or a finding, no traceback, nothing opened."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from small_crm import ACTUALS, DEALS, lines, review, write_crm

from coverage_lint.review.quoting import identifier, literal

if TYPE_CHECKING:
    from pathlib import Path

HEADER = "id,owner,account,amount,stage,created,close_date,motion\n"


def told(folder: Path, *arguments: str) -> str:
    """Return the sentence by which a run ends with exit code 2."""
    ended = review(folder, *arguments)
    assert ended.returncode == 2, ended
    assert ended.stdout == b""
    (line,) = ended.stderr.decode().splitlines()
    return line.removeprefix("coverage-lint: error: ")


def test_a_missing_column_is_named_with_what_was_meant(tmp_path: Path):
    write_crm(tmp_path, actuals=ACTUALS + "tables: {opportunities: {columns: {amount: amonut}}}\n")
    assert told(tmp_path) == (
        "opportunities: crm/opportunities.csv has no column amonut. Did you mean amount?"
    )  # fmt: skip


def test_a_missing_table_is_named_with_what_is_there(tmp_path: Path):
    write_crm(tmp_path, actuals=ACTUALS + "tables: {accounts: {from: customers}}\n")
    assert told(tmp_path).startswith("accounts: there is no customers in the source.")


def test_a_text_amount_and_a_date_that_is_none_are_findings_with_their_rows(tmp_path: Path):
    rows = (
        "X1,U1,A1,lots,Offer,2027-03-01,2027-06-30,new_business\nX2,U1,A1,5,Offer,2027-03-01,31.6.2027,new_business\n"
    )
    write_crm(tmp_path, opportunities=DEALS + rows)
    found = lines(review(tmp_path, "--select", "CR0,CR809", "--format", "concise"))
    place = "actuals.yaml:1:1: warning CR001 cell-not-read:"
    assert found == [
        f"{place} 1 cell is no amount in column amount of crm/opportunities.csv: row 6",
        f"{place} 1 cell is no date in column close_date of crm/opportunities.csv: row 7",
        "coverage.yaml:24:3: warning CR809 deal-without-close-date: 1 deal has no close date, worth 5: X2",
    ]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"PAR1 this is no Parquet", "crm/opportunities.parquet: the data cannot be read: "),
        (b"", "crm/opportunities.parquet: the data cannot be read: "),
    ],
)
def test_a_corrupt_parquet_file_is_a_sentence(data: bytes, words: str, tmp_path: Path):
    write_crm(tmp_path)
    (tmp_path / "crm" / "opportunities.csv").unlink()
    (tmp_path / "crm" / "opportunities.parquet").write_bytes(data)
    assert told(tmp_path).startswith(words)


@pytest.mark.parametrize("data", [b"", b"\xff\xfe\x00", b'id,owner\n"unclosed', b"id\n" + b"\0" * 100])
def test_a_csv_file_that_is_none_is_a_sentence(data: bytes, tmp_path: Path):
    write_crm(tmp_path)
    (tmp_path / "crm" / "opportunities.csv").write_bytes(data)
    assert "opportunities" in told(tmp_path)


def test_a_table_that_is_a_folder_or_a_pipe_or_a_link_out_is_refused(tmp_path: Path):
    write_crm(tmp_path)
    table = tmp_path / "crm" / "opportunities.csv"
    table.unlink()
    table.mkdir()
    assert told(tmp_path).endswith("crm/opportunities.csv: a folder, where a file is expected")
    table.rmdir()
    os.mkfifo(table)
    assert told(tmp_path).endswith("crm/opportunities.csv: a pipe, where a file is expected")
    table.unlink()
    (tmp_path / ".git").mkdir()
    table.symlink_to("/etc/passwd")
    assert told(tmp_path).endswith("so it is not read")


def test_a_source_outside_of_the_repository_is_not_read(tmp_path: Path):
    inside = tmp_path / "repository"
    (inside / ".git").mkdir(parents=True)
    (tmp_path / "crm").mkdir()
    write_crm(inside, actuals="coverage_actuals: 1\nsource: ../crm\n")
    assert "outside of the repository, so it is not read; name it with --actuals" in told(inside)


def test_ten_thousand_owners_in_no_plan_are_one_finding(tmp_path: Path):
    rows = "".join(f"N{at},Z{at},A{at},1,Offer,2027-03-01,2027-06-30,new_business\n" for at in range(10_000))
    write_crm(tmp_path, opportunities=HEADER + rows)
    found = lines(review(tmp_path, "--select", "CR2", "--format", "concise"))
    (owners,) = [line for line in found if "CR202" in line]
    assert owners.endswith("10,000 deals, open or won this year, worth 10,000, belong to owners in no plan: "
                           "Z0, Z1, Z10, Z100, Z1000")  # fmt: skip


HOSTILE = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), min_size=1, max_size=20)


@settings(max_examples=40, deadline=None)
@given(HOSTILE)
@example("'; DROP TABLE deals; --")
@example('" OR ""="')
@example("\\'")
def test_quoted_texts_and_names_come_back_as_they_are(text: str):
    import duckdb

    with duckdb.connect() as base:
        assert base.execute(f"SELECT {literal(text)}").fetchone() == (text,)
        assert base.execute(f"SELECT 1 AS {identifier(text)}").description[0][0] == text  # type: ignore[index]


def test_hostile_words_in_a_mapping_and_in_cells_mean_themselves(tmp_path: Path):
    word = "'; DROP TABLE deals; --"
    mapping = (
        f'motions: {{map: {{"{word}": new_business}}, when: [{{column: stage, is: ["{word}"], then: renewal}}]}}\n'
        f'tables: {{opportunities: {{keep: {{account: ["A1", "{word}"]}}}}}}\n'
    )
    rows = f'X1,U1,"{word}",7,Offer,2027-03-01,2027-06-30,"{word}"\n'
    write_crm(tmp_path, actuals=ACTUALS + mapping, opportunities=DEALS + rows)
    ended = review(tmp_path, "--select", "CR812", "--format", "concise")
    assert (ended.returncode, ended.stdout) == (0, b"")


def test_the_same_data_twice_gives_the_same_bytes_however_the_rows_stand(tmp_path: Path):
    write_crm(tmp_path)
    first = review(tmp_path, "--format", "json").stdout
    head, *rows = DEALS.splitlines()
    write_crm(tmp_path, opportunities="\n".join([head, *reversed(rows)]) + "\n")
    assert review(tmp_path, "--format", "json").stdout == first
