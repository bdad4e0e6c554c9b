"""Ignores: what they cover, what they leave, and what is wrong with them, at its place."""

import pytest

from coverage_lint.checking.options import Options
from coverage_lint.checking.run import check_data, check_paths

CL0 = Options(select=("CL0",))


def places(findings):
    return [(one.code, one.location.line, one.location.column) for one in findings]


def check(text, options=CL0):
    (model,) = check_data(text.encode(), "m.yaml", options).models
    return model


HEAD = "coverage_model: 1\ngroups:\n"


def test_an_ignore_on_the_line_silences_a_finding_of_that_line():
    model = check(HEAD + "  - id: a\n    qouta: 5 # coverage-lint: ignore[CL011] came from the old sheet\n")
    assert model.findings == ()
    assert [(one.finding.code, one.reason) for one in model.ignored] == [("CL011", "came from the old sheet")]


def test_an_ignore_above_a_field_silences_the_line_below_and_no_other():
    text = HEAD + "  - id: a\n    # coverage-lint: ignore[CL011] known\n    qouta: 5\n    naem: x\n"
    assert places(check(text).findings) == [("CL011", 6, 5)]


def test_an_ignore_above_an_entity_covers_all_of_it():
    text = (
        HEAD
        + "  # coverage-lint: ignore[unknown-key] known\n  - id: a\n    qouta: 5\n    naem: x\n  - id: b\n    naem: y\n"
    )
    assert places(check(text).findings) == [("CL011", 8, 5)]


def test_an_ignore_on_an_entitys_first_line_covers_all_of_it():
    text = HEAD + "  - id: a # coverage-lint: ignore[CL01] known\n    qouta: 5\n"
    assert check(text).findings == ()


def test_comments_between_the_ignore_and_its_line_are_passed():
    text = HEAD + "  - id: a\n    # coverage-lint: ignore[CL011] known\n\n    # see the minutes\n    qouta: 5\n"
    assert check(text).findings == ()


def test_a_file_ignore_covers_the_file():
    text = "# coverage-lint: ignore-file[CL011] moving from the old format\n" + HEAD + "  - id: a\n    qouta: 5\n"
    assert check(text).findings == ()


def test_another_code_is_left():
    text = HEAD + "  - id: a\n    qouta: 5 # coverage-lint: ignore[CL020] known\n"
    assert places(check(text).findings) == [("CL011", 4, 5), ("CL030", 4, 14)]


def test_an_ignore_that_silences_nothing_is_cl030_at_its_comment():
    text = HEAD + "  - id: a # coverage-lint: ignore[CL011] known\n"
    assert places(check(text).findings) == [("CL030", 3, 11)]


def test_one_unused_word_of_several_is_named():
    text = HEAD + "  - id: a\n    qouta: 5 # coverage-lint: ignore[CL011, CL020] known\n"
    (finding,) = check(text).findings
    assert (finding.code, finding.message) == ("CL030", "this ignore of CL020 silences nothing")


def test_an_ignore_of_a_policy_that_was_not_asked_is_no_unused_one():
    text = HEAD + "  - id: a # coverage-lint: ignore[CL304] the leader comes in May\n"
    assert check(text).findings == ()


def test_a_missing_reason_is_cl031_at_its_comment():
    text = HEAD + "  - id: a\n    qouta: 5 # coverage-lint: ignore[CL011]\n"
    assert places(check(text).findings) == [("CL031", 4, 14)]


@pytest.mark.parametrize("words", ["ingore[CL011] x", "ignore[] x", "ignore CL011", "ignore-file CL0", ""])
def test_what_is_no_ignore_is_said(words):
    text = HEAD + f"  - id: a # coverage-lint: {words}\n"
    assert places(check(text).findings) == [("CL030", 3, 11)]


@pytest.mark.parametrize(
    "value",
    [
        '"x # coverage-lint: ignore[CL011] y"',
        "'x # coverage-lint: ignore[CL011] y'",
        "|\n      # coverage-lint: ignore[CL011] y",
        "x#coverage-lint:ignore[CL011]",
    ],
)
def test_what_stands_inside_a_scalar_is_no_ignore(value):
    text = HEAD + f"  - id: a\n    name: {value}\n    qouta: 5\n"
    model = check(text)
    assert [one.code for one in model.findings] == ["CL011"]
    assert model.ignored == ()


def test_what_kept_the_file_from_being_read_cannot_be_ignored():
    text = "# coverage-lint: ignore-file[CL0] no\ncoverage_model: 1\ncoverage_model: 1\n"
    assert [one.code for one in check(text).findings] == ["CL030", "CL003"]


def test_ignores_can_be_left_out_of_account():
    text = HEAD + "  - id: a\n    qouta: 5 # coverage-lint: ignore[CL011] known\n"
    assert places(check(text, Options(select=("CL0",), ignores=False)).findings) == [("CL011", 4, 5)]


def test_windows_line_ends():
    text = (HEAD + "  - id: a\n    # coverage-lint: ignore[CL011] known\n    qouta: 5\n").replace("\n", "\r\n")
    assert check(text).findings == ()


def test_a_table_has_a_column_for_ignores(tmp_path):
    (tmp_path / "m.yaml").write_text("coverage_model: 1\npeople: {from: people.csv}\n")
    (tmp_path / "people.csv").write_text(
        "id,status,coverage_lint\nada,actve,ignore[CL010] the old word\nbob,actve,\ncyd,active,ignore[CL010] none\n"
    )
    (model,) = check_paths(["m.yaml"], CL0, str(tmp_path)).models
    assert [(one.code, one.location.path, one.location.line, one.location.column) for one in model.findings] == [
        ("CL010", "people.csv", 3, 5),
        ("CL030", "people.csv", 4, 12),
    ]
    assert [one.reason for one in model.ignored] == ["the old word"]
