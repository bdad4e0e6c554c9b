"""Every comment that looks like an ignore is one, or is told at its line; prose is neither."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from told import OWN, as_json, check, write

if TYPE_CHECKING:
    from pathlib import Path

PLAN = "coverage_model: 1\ngroups:\n  - id: a # {}\n    qouta: 5\n    leader: b\npeople: [{{id: p}}]\n"
"""CL011 at 4:5 and CL020 at 5:13, both of the group whose line has the comment at 3:11."""
BOTH = ["plan.yaml:4:5 error CL011", "plan.yaml:5:13 error CL020"]
CL0 = ("--select", "CL0")


def found(folder: Path, comment: str) -> list[str]:
    write(folder, "plan.yaml", PLAN.format(comment))
    return check(folder, *CL0).findings


def flaw(folder: Path, comment: str) -> tuple[str, str]:
    """Return message and help of the one finding about a comment."""
    write(folder, "plan.yaml", PLAN.format(comment))
    (told,) = (one for one in as_json(folder, *CL0)["models"][0]["findings"] if one["code"] == "CL030")
    assert told["place"]["line"] == 3
    return told["message"], told["help"]


@pytest.mark.parametrize(
    "comment",
    [
        "coverage-lint: ignore[CL011] known # coverage-lint: ignore[CL020] comes in May",
        "coverage-lint: ignore[CL011, CL020] known",
        "coverage-lint:ignore[CL011,CL020] known",
        "coverage-lint: ignore[unknown-key] known # see below ## coverage-lint: ignore[dangling-reference] too",
        "the east # coverage-lint: ignore[CL0] known",
    ],
)
def test_several_in_one_comment_hold_each_with_its_reason(tmp_path: Path, comment: str):
    assert found(tmp_path, comment) == []


def test_each_of_several_has_its_own_reason_and_is_judged_by_itself(tmp_path: Path):
    write(
        tmp_path,
        "plan.yaml",
        PLAN.format(
            "coverage-lint: ignore[CL011] one # coverage-lint: ignore[CL020] two # coverage-lint: ignore[CL021]"
        ),
    )
    held = as_json(tmp_path, *CL0)["models"][0]
    assert [one["reason"] for one in held["ignored"]] == ["one", "two"]
    assert [(one["code"], one["place"]["line"], one["place"]["column"]) for one in held["findings"]] == [
        ("CL030", 3, 81),
        ("CL031", 3, 81),
    ]


@pytest.mark.parametrize(
    ("comment", "column", "written"),
    [
        ("Coverage-Lint: ignore[CL011] x", 11, "ignore[CL011]"),
        ("coverage_lint: ignore[CL011, CL020] x", 11, "ignore[CL011, CL020]"),
        ("COVERAGE LINT: ignore-file[CL011] x", 11, "ignore-file[CL011]"),
        ("coveragelint: ignore[CL011] x", 11, "ignore[CL011]"),
        ("coverage\u2013lint: ignore[CL011] x", 11, "ignore[CL011]"),
        ("coverage-lint : ignore[CL011] x", 11, "ignore[CL011]"),
        ("coverage-lint\uff1a ignore[CL011] x", 11, "ignore[CL011]"),
        ("coverage-lint ignore[CL011] x", 11, "ignore[CL011]"),
        ("coverage-lint-ignore[CL011] x", 11, "ignore[CL011]"),
        ("coverage-lint: ignore [CL011] x", 11, "ignore[CL011]"),
        ("coverage-lint: ignore CL011, cl020 x", 11, "ignore[CL011, CL020]"),
        ("coverage-lint: ignore: CL011", 11, "ignore[CL011]"),
        ("coverage-lint: ignore(CL011) x", 11, "ignore[CL011]"),
        ("coverage-lint: ignore[CL011 x", 11, "ignore[CL011]"),
        ("coverage-lint: ignore unknown-key x", 11, "ignore[unknown-key]"),
        ("coverage-lint: Ignore[CL011] x", 11, "ignore[CL011]"),
        ("coverage-lint: ignore-next-line[CL011] x", 11, "ignore[CL011]"),
        ("coverage-lint: disable=CL011", 11, "ignore[CL011]"),
        ("coverage-lint: noqa: CL011", 11, "ignore[CL011]"),
        ("coverage-lint: exclude[CL011] x", 11, "ignore[CL011]"),
        ("coverage-lint: CL011 is known", 11, "ignore[CL011]"),
        ("coverage-lint: ignroe CL011", 11, "ignore[CL011]"),
        ("coverage-lint: ignore", 11, "ignore[CL301]"),
        ("coverage-lint: noqa", 11, "ignore[CL301]"),
        ("coverage-lint: ignore this one", 11, "ignore[CL301]"),
        ("noqa: CL011", 11, "ignore[CL011]"),
        ("ignore[CL011] known", 11, "ignore[CL011]"),
        ("pylint: disable=CL011", 11, "ignore[CL011]"),
        ("text, coverage-lint: ignore[CL011,CL020] x", 19, "ignore[CL011, CL020]"),
        ("coverage-lint: docs, coverage-lint: ignore[CL011] x", 34, "ignore[CL011]"),
        ("a # noqa: CL011", 15, "ignore[CL011]"),
    ],
)
def test_what_looks_like_one_is_told_at_its_place_with_what_to_write(
    tmp_path: Path, comment: str, column: int, written: str
):
    assert found(tmp_path, comment) == [f"plan.yaml:3:{column} warning CL030", *BOTH]
    assert f"# coverage-lint: {written} and the reason" in flaw(tmp_path, comment)[1]


@pytest.mark.parametrize(
    ("comment", "left"),
    [
        ("coverage-lint: ignore[CL011] ignore[CL020] x", BOTH[1:]),
        ("coverage-lint: ignore[CL011][CL020] x", BOTH[1:]),
        ("coverage-lint: ignore[CL011] x, coverage-lint: ignore[CL020] y", BOTH[1:]),
    ],
)
def test_a_second_list_that_does_not_hold_is_told_beside_the_first_that_does(
    tmp_path: Path, comment: str, left: list[str]
):
    places = found(tmp_path, comment)
    assert [one for one in places if "CL030" not in one] == left
    assert "CL020" in flaw(tmp_path, comment)[1]


@pytest.mark.parametrize(
    "comment",
    [
        "checked by coverage-lint",
        "coverage-lint: see docs/plan.md",
        "coverage-lint: https://example.org/ignore",
        "coverage-lint checks this; ignore CL011 until May",
        "let coverage-lint ignore CL011 until May",
        "coverage-lint ignores CL011 here, by our settings",
        "how coverage-lint: ignore comments are written stands in the handbook",
        "write `coverage-lint: ignore[CL011]` where it is accepted",
        "write 'coverage-lint: ignore[CL011]', never \"coverage-lint: ignore[CL0]\"",
        "github.com/acme/coverage-lint: ignore[CL011]",
        "yamllint disable-line rule:line-length",
        "noqa",
        "noqa: E501",
        "type: ignore[attr]",
        "skip FY27, off the list in Q1",
        "Clint: ignore this",
    ],
)
def test_prose_is_neither_obeyed_nor_told(tmp_path: Path, comment: str):
    assert found(tmp_path, comment) == BOTH


@pytest.mark.parametrize(
    ("word", "said", "advice"),
    [
        ("CL999", "this ignore names CL999, and there is no such policy", "CL9"),
        ("CL01A", "there is no such policy", "CL01"),
        ("quota-over-assignmnt", "there is no such policy", "Did you mean quota-over-assignment?"),
        ("zzzzzzzz", "there is no such policy", "`coverage-lint policies list`"),
        ("cl011", "this ignore names cl011, which is written CL011", "Write CL011."),
        ("cl01", "which is written CL01", "Write CL01."),
        ("Unknown_Key", "which is written unknown-key", "Write unknown-key."),
        ("cr101", "which is written CR101", "Write CR101."),
        ("CL011 CL020", "this ignore names CL011 CL020, which needs commas between", "Write CL011, CL020."),
    ],
)
def test_a_word_that_means_no_policy_is_told_with_what_was_meant(tmp_path: Path, word: str, said: str, advice: str):
    comment = f"coverage-lint: ignore[{word}] known"
    assert found(tmp_path, comment) == ["plan.yaml:3:11 warning CL030", *BOTH]
    message, help_text = flaw(tmp_path, comment)
    assert said in message
    assert advice in help_text


def test_an_unknown_word_beside_others_takes_nothing_from_them(tmp_path: Path):
    assert found(tmp_path, "coverage-lint: ignore[CL011, CL999, CL020] known") == ["plan.yaml:3:11 warning CL030"]


@pytest.mark.parametrize("word", ["CR101", "CR1", "CR"])
def test_codes_of_review_are_neither_unknown_nor_unused(tmp_path: Path, word: str):
    assert found(tmp_path, f"coverage-lint: ignore[{word}] settled with the board") == BOTH


def test_a_packs_codes_may_begin_alike_and_are_judged(tmp_path: Path):
    assert found(tmp_path, "coverage-lint: ignore[CRM101] x") == ["plan.yaml:3:11 warning CL030", *BOTH]


@pytest.mark.parametrize("end", ["\r", "\r\n", "\n"])
def test_a_comment_ends_with_its_line_however_lines_end(tmp_path: Path, end: str):
    text = PLAN.format("coverage-lint: ignore[CL011] known").replace("\n", end)
    write(tmp_path, "plan.yaml", text)
    held = as_json(tmp_path, *CL0)["models"][0]
    assert ([one["code"] for one in held["findings"]], held["ignored"][0]["reason"]) == (["CL020"], "known")


@pytest.mark.parametrize(
    "text",
    [
        "coverage_model: 1\ngroups:\n  - id: a\n    qouta: 5\n# coverage-lint: ignore[CL011] at the end\n",
        "coverage_model: 1\ngroups:\n  - id: a\n    qouta: 5\n# coverage-lint: ignore[CL011] at the end",
        "coverage_model: 1\ngroups: # coverage-lint: ignore[CL011] a section\n  - {id: a, qouta: 5}\n",
    ],
)
def test_an_ignore_that_covers_nothing_is_told(tmp_path: Path, text: str):
    write(tmp_path, "plan.yaml", text)
    assert sorted(check(tmp_path, *CL0).codes) == ["CL011", "CL030"]


def test_the_cell_of_a_table_is_read_like_a_comment(tmp_path: Path):
    write(tmp_path, "plan.yaml", "coverage_model: 1\ngroups: [{id: a}]\npeople: {from: people.csv}\n")
    cells = (
        "ignore[CL020] known",
        "Coverage-Lint: ignore[CL020] known",
        "ignore CL020",
        "known",
        "ignore[cl020] known",
        '"ignore[CL020] x # coverage-lint: ignore[CL010] y"',
    )
    write(
        tmp_path, "people.csv", "id,group,coverage_lint\n" + "".join(f"p{n},c,{one}\n" for n, one in enumerate(cells))
    )
    told = check(tmp_path, *CL0).findings
    assert told == [
        *(
            f"people.csv:{line}:{column} {what}"
            for line in (3, 4, 5, 6)
            for column, what in ((4, "error CL020"), (6, "warning CL030"))
        ),
        "people.csv:7:6 warning CL030",
    ]


def test_a_column_that_is_nearly_the_one_for_ignores_is_told(tmp_path: Path):
    write(tmp_path, "plan.yaml", "coverage_model: 1\ngroups: [{id: a}]\npeople: {from: people.csv}\n")
    write(tmp_path, "people.csv", "id,group,coverage-lint\np,c,ignore[CL020] known\n")
    assert "people.csv:1:10 error CL011" in check(tmp_path, *CL0).findings


def test_a_repaired_ignore_lends_its_place_in_the_baseline_to_no_other(tmp_path: Path):
    from told import run

    unused = "coverage_model: 1\ngroups:\n  - id: a{}\n  - id: b{}\n"
    mark = " # coverage-lint: ignore[CL020] known"
    write(tmp_path, OWN, "select: [CL020, CL03]\n")
    write(tmp_path, "plan.yaml", unused.format(mark, ""))
    assert run(tmp_path, "baseline").status == 0
    write(tmp_path, "plan.yaml", "# above\n" + unused.format(mark, ""))
    assert check(tmp_path).findings == []
    write(tmp_path, "plan.yaml", unused.format("", mark))
    assert check(tmp_path).findings == ["plan.yaml:4:11 warning CL030"]
