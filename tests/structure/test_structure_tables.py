"""A table's header stands over every row, and what is wrong with it is told once."""

from __future__ import annotations

from coverage_lint.document.model_file import load_documents
from coverage_lint.structure import check_structure


def check_table(folder, table):
    folder.joinpath("coverage.yaml").write_text("coverage_model: 1\npeople: {from: people.csv}\n", encoding="utf-8")
    folder.joinpath("people.csv").write_text(table, encoding="utf-8")
    (document,) = load_documents(str(folder / "coverage.yaml"), "coverage.yaml").documents
    assert document.problems == []
    return document, check_structure(document)


def test_a_misspelt_header_is_one_finding_and_refuses_its_field_in_every_row(tmp_path):
    document, (one,) = check_table(tmp_path, "id,qouta\nada,5\nbob,6\n")
    assert one.message == 'unknown field "qouta" in people; did you mean quota?'
    assert (one.location.line, one.location.column, one.entity, one.field) == (1, 4, "", "qouta")
    assert all(document.rejected.refused(row, "quota") for row in document.root["people"])


def test_a_misspelt_dotted_header_is_one_finding(tmp_path):
    _, (one,) = check_table(tmp_path, "id,phasing.q1\nada,5\nbob,6\n")
    assert one.message == 'unknown period "q1" in phasing of people; did you mean Q1?'
    assert (one.location.line, one.location.column) == (1, 4)


def test_a_bad_cell_is_told_at_the_cell_with_its_row_s_entity(tmp_path):
    _, (one,) = check_table(tmp_path, "id,quota\nada,5\nbob,6m\n")
    assert one.message == 'quota is text "6m"; an amount is a number such as 12000000 or 12_000_000'
    assert (one.location.path.endswith("people.csv"), one.location.line, one.location.column) == (True, 3, 5)
    assert one.entity == "person bob"
