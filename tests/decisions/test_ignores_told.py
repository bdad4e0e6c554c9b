"""Ignores as the command tells them: counted, shown with their reasons, held to account, and quick in any number."""

from __future__ import annotations

import json
from time import process_time
from typing import TYPE_CHECKING

import pytest
from told import BASELINE, OWN, as_json, check, run, write

from coverage_lint.checking.options import Options
from coverage_lint.checking.policy_set import PolicySet
from coverage_lint.decisions.ignores.policy_words import Words
from coverage_lint.decisions.selection import Selection
from coverage_lint.settings.settings import DEFAULT

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "coverage_model: 1\ngroups:\n"
KNOWN = HEAD + "  - id: a\n    qouta: 5 # coverage-lint: ignore[CL011] from the old sheet\n"
CL0 = ("--select", "CL0")


def test_the_summary_counts_them_and_json_has_them_with_their_reasons(tmp_path: Path):
    write(tmp_path, "plan.yaml", KNOWN)
    told = run(tmp_path, "check", *CL0)
    assert (told.status, told.out) == (0, "plan.yaml: no findings; 0 undecided; 1 ignored: holds for what was asked\n")
    held = as_json(tmp_path, *CL0)
    assert held["summary"]["ignored"] == 1
    (ignored,) = held["models"][0]["ignored"]
    assert (ignored["reason"], ignored["finding"]["code"]) == ("from the old sheet", "CL011")
    assert (ignored["finding"]["place"]["line"], held["models"][0]["findings"]) == (4, [])


def test_without_ignores_everything_is_told_and_nothing_about_them(tmp_path: Path):
    write(tmp_path, "plan.yaml", KNOWN + "  - id: b # coverage-lint: ignore[CL020]\n")
    assert check(tmp_path, *CL0).codes == ["CL030", "CL031"]
    assert check(tmp_path, *CL0, "--no-ignores").findings == ["plan.yaml:4:5 error CL011"]
    assert as_json(tmp_path, *CL0, "--no-ignores")["summary"]["ignored"] == 0


@pytest.mark.parametrize(
    ("options", "codes"),
    [
        (("--select", "CL030"), []),
        (("--select", "CL031"), ["CL031", "CL031"]),
        (("--select", "CL03,CL02"), ["CL031", "CL030", "CL031"]),
        (("--select", "CL0", "--ignore", "CL03"), []),
        (("--select", "CL0", "--ignore", "unused-ignore"), ["CL031", "CL031"]),
        (("--select", "CL03", "--ignore", "CL02"), ["CL031", "CL031"]),
        (("--select", "CL01"), []),
    ],
)
def test_what_is_wrong_with_them_is_selected_like_any(tmp_path: Path, options: tuple[str, ...], codes: list[str]):
    text = HEAD + "  - id: a\n    qouta: 5 # coverage-lint: ignore[CL011]\n  - id: b # coverage-lint: ignore[CL020]\n"
    write(tmp_path, "plan.yaml", text)
    assert check(tmp_path, *options).codes == codes


@pytest.mark.parametrize(
    "settings",
    ["select: [CL03, CL02]", "ignore: [CL304]", "severity: {CL304: off}", "per-file: {'*': {ignore: [CL3]}}"],
)
def test_an_ignore_of_what_settings_leave_out_is_no_unused_one(tmp_path: Path, settings: str):
    write(
        tmp_path,
        "plan.yaml",
        HEAD + "  - id: a # coverage-lint: ignore[CL304] comes in May\n    leader: b\npeople: [{id: b}]\n",
    )
    assert "CL030" in check(tmp_path).codes
    write(tmp_path, OWN, settings)
    assert "CL030" not in check(tmp_path).codes


def test_an_ignore_of_what_cannot_be_answered_today_is_no_unused_one(tmp_path: Path):
    head, rest = "coverage_model: 1\n", "plan: {status: in_review, effective: 2027-01-01}\n"
    by_day = ("--on", "2027-02-01")
    write(tmp_path, "bare.yaml", head + rest)
    dated = set(check(tmp_path, "bare.yaml", *by_day).codes) - set(check(tmp_path, "bare.yaml").codes)
    assert dated, "no policy finds anything by the day any more: choose another model"
    write(tmp_path, "plan.yaml", f"{head}# coverage-lint: ignore-file[{', '.join(dated)}] the board meets late\n{rest}")
    assert not ({"CL030"} | dated) & set(check(tmp_path, "plan.yaml").codes)
    assert not ({"CL030"} | dated) & set(check(tmp_path, "plan.yaml", *by_day).codes)
    assert "CL030" in check(tmp_path, "plan.yaml", "--on", "2026-02-01").codes


def test_settings_grade_them_and_a_baseline_holds_them(tmp_path: Path):
    write(tmp_path, "plan.yaml", HEAD + "  - id: a # coverage-lint: ignore[CL020]\n")
    write(tmp_path, OWN, "select: [CL0]\nseverity: {unused-ignore: error, CL031: off}\n")
    assert check(tmp_path).findings == ["plan.yaml:3:11 error CL030"]
    assert run(tmp_path, "baseline").status == 0
    assert '"CL030"' in (tmp_path / BASELINE).read_text()
    assert check(tmp_path).findings == []


def test_in_a_table_of_yaml_they_stand_in_comments(tmp_path: Path):
    write(tmp_path, "plan.yaml", "coverage_model: 1\ngroups: [{id: a}]\npeople:\n  from: people.yaml\n")
    table = "# the team\n- id: ada\n  group: c # coverage-lint: ignore[CL020] to be founded\n"
    table += "# coverage-lint: ignore[CL020] likewise\n- id: bob\n  group: d\n- id: cyd\n  group: e\n"
    write(tmp_path, "people.yaml", table)
    assert check(tmp_path, *CL0).findings == ["people.yaml:8:10 error CL020"]
    reasons = [one["reason"] for one in as_json(tmp_path, *CL0)["models"][0]["ignored"]]
    assert reasons == ["to be founded", "likewise"]
    write(tmp_path, "people.yaml", "# coverage-lint: ignore-file[CL020] to be founded\n" + table)
    told = check(tmp_path, *CL0)
    assert told.findings == []


def test_an_ignore_beside_from_is_about_that_line_and_no_row(tmp_path: Path):
    text = "coverage_model: 1\npeople:\n  from: people.yaml # coverage-lint: ignore[CL011,CL020] no\n"
    write(tmp_path, "plan.yaml", text)
    write(tmp_path, "people.yaml", "- {id: ada, naem: x}\n")
    assert check(tmp_path, *CL0).findings == ["people.yaml:1:13 error CL011", "plan.yaml:3:21 warning CL030"]
    write(tmp_path, "plan.yaml", text.replace("people.yaml #", "people.yaml\n  mode: x #"))
    assert check(tmp_path, *CL0).findings == ["people.yaml:1:13 error CL011", "plan.yaml:4:11 warning CL030"]


@pytest.mark.parametrize(
    "cell",
    [
        "ignore[CL020] to be founded",
        "# coverage-lint: ignore[CL020] to be founded",
        "coverage-lint: ignore[CL020] to be founded",
        '"ignore[CL020] to be founded"',
        '"ignore[CL020] to be\nfounded"',
        '"# coverage-lint: ignore[CL020] to be founded"',
    ],
)
@pytest.mark.parametrize("first", [True, False])
def test_a_cell_may_hold_the_whole_comment(tmp_path: Path, cell: str, first: bool):  # noqa: FBT001
    write(tmp_path, "plan.yaml", "coverage_model: 1\ngroups: [{id: a}]\npeople: {from: people.csv}\n")
    row = f"coverage_lint,id,group\n{cell},ada,c\n" if first else f"id,group,coverage_lint\nada,c,{cell}\n"
    write(tmp_path, "people.csv", row)
    held = as_json(tmp_path, *CL0)["models"][0]
    assert held["findings"] == []
    assert [one["reason"] for one in held["ignored"]] == ["to be founded"]


def test_a_reason_with_quotes_is_read_as_a_spreadsheet_writes_it(tmp_path: Path):
    write(tmp_path, "plan.yaml", "coverage_model: 1\ngroups: [{id: a}]\npeople: {from: people.csv}\n")
    write(tmp_path, "people.csv", 'id,group,coverage_lint\nada,c,"ignore[CL020] ""later"", they say"\n')
    assert as_json(tmp_path, *CL0)["models"][0]["ignored"][0]["reason"] == '"later", they say'


def test_a_json_model_has_none_and_takes_no_harm_from_text_that_looks_like_one(tmp_path: Path):
    note = "# coverage-lint: ignore-file[CL0] no"
    model = {"coverage_model": 1, note: 1, "x-note": note, "groups": [{"id": "a", "x-n": [f"\n{note}\n"], "qouta": 1}]}
    for indent in (None, 1):
        write(tmp_path, "plan.json", json.dumps(model, indent=indent))
        held = as_json(tmp_path, *CL0)["models"][0]
        assert [one["code"] for one in held["findings"]] == ["CL011", "CL011"]
        assert held["ignored"] == []


def test_models_that_share_a_table_share_its_ignores(tmp_path: Path):
    shared = "coverage_model: 1\ngroups: [{id: GROUP}]\npeople: {from: [people.csv, more.yaml]}\n"
    write(tmp_path, "a.yaml", shared.replace("GROUP", "c"))
    write(tmp_path, "b.yaml", shared.replace("GROUP", "d"))
    write(tmp_path, "people.csv", "id,group,coverage_lint\nada,c,ignore[CL020] one has it\n")
    write(tmp_path, "more.yaml", "- {id: bob, group: d} # coverage-lint: ignore[CL020] the other has it\n")
    assert check(tmp_path, *CL0).findings == []
    write(tmp_path, "b.yaml", shared.replace("GROUP", "c"))
    assert check(tmp_path, *CL0).findings == ["people.csv:2:7 warning CL030"] * 2  # of neither is it of use


def test_in_a_file_of_several_models_each_ignore_is_told_once_and_of_its_own(tmp_path: Path):
    used = "  - id: a\n    qouta: 5 # coverage-lint: ignore[CL011] known\n"
    text = "x: |\n  # coverage-lint: ignore[CL011] text\n"
    one = HEAD + used + "x-note: |\n  # coverage-lint: ignore[CL011] text\n"
    write(tmp_path, "plan.yaml", f"{one}---\n{one}---\ncoverage_model: 1\n")
    assert check(tmp_path, *CL0).findings == []
    assert as_json(tmp_path, *CL0)["summary"]["ignored"] == 2
    unused = HEAD + "  - id: a # coverage-lint: ignore[CL020]\n"
    write(tmp_path, "plan.yaml", f"{one}---\n{unused}---\n{text}")
    held = [
        [(found["code"], found["place"]["line"]) for found in model["findings"]]
        for model in as_json(tmp_path, *CL0)["models"]
    ]
    assert held == [[], [("CL030", 10), ("CL031", 10)]]
    typo = f"{HEAD}  - {{id: a, qouta: 1}}\n"
    for begin in ("", "---\n", "%YAML 1.2\n---\n"):
        write(tmp_path, "plan.yaml", f"# coverage-lint: ignore-file[CL011] all\n{begin}{typo}---\n{typo}")
        assert check(tmp_path, *CL0).findings == []


def test_of_several_that_cover_a_finding_the_nearest_gives_the_reason_and_all_are_of_use(tmp_path: Path):
    text = "# coverage-lint: ignore-file[CL01] far\n" + HEAD
    text += "  # coverage-lint: ignore[unknown-key] near\n  - id: a\n    naem: 1\n"
    text += "    qouta: 5 # coverage-lint: ignore[CL011] nearest\n  - id: b\n    qouta: 5\n"
    write(tmp_path, "plan.yaml", text)
    held = as_json(tmp_path, *CL0)["models"][0]
    assert [one["reason"] for one in held["ignored"]] == ["near", "nearest", "far"]
    assert held["findings"] == []


def test_what_stands_behind_an_ignore_in_its_comment_is_its_reason(tmp_path: Path):
    write(tmp_path, "plan.yaml", KNOWN.replace("from the", "see # coverage-lint: docs, from the"))
    held = as_json(tmp_path, *CL0)["models"][0]
    assert (held["findings"], held["ignored"][0]["reason"]) == ([], "see # coverage-lint: docs, from the old sheet")


def test_an_ignore_behind_the_sign_of_a_block_of_text_and_below_it_is_one(tmp_path: Path):
    text = HEAD + "  - id: a\n    qouta: | # coverage-lint: ignore[CL011] known\n      five\n"
    text += "      # coverage-lint: ignore[CL020] text\n"
    text += "  # coverage-lint: ignore[CL011] too\n  - id: b\n    qouta: >\n      # coverage-lint: ignore[CL020] text\n"
    write(tmp_path, "plan.yaml", text)
    held = as_json(tmp_path, *CL0)["models"][0]
    assert held["findings"] == []
    assert [one["reason"] for one in held["ignored"]] == ["known", "too"]


# --- Many ------------------------------------------------------------------------------------------------------------

MANY = 3_000


def each(line: str) -> str:
    return "".join(line.format(number=number) for number in range(MANY))


IGNORE = "# coverage-lint: ignore[CL011] known\n"
TOUGH = {
    "each on its own line": (HEAD + each("  - id: g{number}\n    qouta: 5 " + IGNORE), 0),
    "each above its entity": (HEAD + each(f"  {IGNORE}  - id: g{{number}}\n    qouta: 5\n"), 0),
    "one below the other": (IGNORE * MANY + HEAD + "  - {id: a, qouta: 5}\n", MANY),
    "all of the file": (
        IGNORE.replace("ignore", "ignore-file") * MANY + HEAD + each("  - {{id: g{number}, q: 5}}\n"),
        0,
    ),
    "each another word": (
        HEAD + each("  - id: g{number} # coverage-lint: ignore[X{number}] known\n    qouta: 5\n"),
        MANY,
    ),
    "in texts on one line": ('{"coverage_model": 1, "x-a": [' + f'"{IGNORE.strip()}", ' * MANY + "1]}", 0),
    "on keys of one map": ("coverage_model: 1\nx-a:\n" + each("  k{number}: 1 " + IGNORE), MANY),
    "of one line in words": (HEAD + "  - {id: a} # " + "coverage-lint: # " * MANY + "\n", 1),
}
"""Models, and how many of their ignores are of no use."""


@pytest.mark.parametrize(("text", "unused"), TOUGH.values(), ids=TOUGH)
def test_thousands_take_seconds_at_most(text: str, unused: int):
    from coverage_lint.decisions.ignores.ignores import Ignores
    from coverage_lint.document.model_file import read_documents
    from coverage_lint.structure import check_structure

    loaded = read_documents(text.encode(), "plan.yaml")
    (document,) = loaded.documents
    findings = [*document.problems, *check_structure(document)]
    begun = process_time()
    ignores = Ignores([document])
    sifted = ignores.sift(findings, [])
    words = Words(Selection(Options(), DEFAULT, "plan.yaml"), PolicySet(Options(), DEFAULT, ".").known(), frozenset())
    problems = list(ignores.problems(0, ignores.used, words))
    assert process_time() - begun < 2
    assert len(sifted.kept) + len(sifted.ignored) == len(findings)
    assert len(problems) == unused


def test_a_table_with_thousands_of_them(tmp_path: Path):
    write(tmp_path, "plan.yaml", "coverage_model: 1\ngroups: [{id: a}]\npeople: {from: people.csv}\n")
    rows = each("p{number},c,ignore[CL020] no. {number}\n")
    write(tmp_path, "people.csv", f"id,group,coverage_lint\n{rows}last,c,\n")
    begun = process_time()
    told = check(tmp_path, "--select", "CL020,CL03")
    assert told.findings == [f"people.csv:{MANY + 2}:6 error CL020"]
    assert process_time() - begun < 4
