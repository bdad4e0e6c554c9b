"""explain, policies list, show, compile and pages: what is read about policies, those that ship and a team's own."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from own_pack import POLICY, misuse, tell, write_pack
from running import REPOSITORY, start

from coverage_lint.codes import CODES
from coverage_lint.policy.shipped import shipped

if TYPE_CHECKING:
    from pathlib import Path

SHIPPED = {policy.code: policy for policy in shipped().policies}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a pack that its settings name."""
    write_pack(tmp_path)
    (tmp_path / ".coverage-lint.yaml").write_text("policies: [rules]\n", encoding="utf-8")
    return tmp_path


# --- explain ----------------------------------------------------------------------------------------------------------

EXPLAINED = """\
AC101 group-too-large  warning
A group has no more people than its leader can lead.

Why
  A leader who has no time for each seller hears of a lost quarter when it is over.

Source
  A judgement.

Fires for a group when
  headcount > most

What to do
  Split the group, or put team leaders between.

Before: one more than the limit
  people:
    - {id: hunters-10, count: 20}
  groups:
    - id: hunters
      leader: maya   # AC101

  warning[AC101]: hunters has 21 people, 1 more than 20
  help: Split the group, or put team leaders between.

After: exactly the limit
  people:
    - {id: hunters-10, count: 19}

Parameters
  most  count, from 1, default 20
    How many people one group may have.

How to set it
  # .coverage-lint.yaml
  parameters:
    AC101:
      most: 20
  severity:
    AC101: off   # or error, info

How to ignore one finding
  leader: maya   # coverage-lint: ignore[AC101] why it is accepted
"""


def test_explain_tells_all_about_a_policy_of_the_packs_that_settings_name(folder: Path):
    assert tell(folder, "explain", "AC101") == (0, EXPLAINED, "")


def test_explain_takes_a_pack_and_a_name(tmp_path: Path):
    rules = write_pack(tmp_path)
    assert tell(tmp_path, "explain", "group-too-large", "--pack", str(rules)).out == EXPLAINED


def test_explain_says_the_same_as_a_process(folder: Path):
    ended = start(folder, "explain", "CL302")
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert ended.stdout.decode() == tell(folder, "explain", "cl302").out
    assert b"CL302 group-over-assignment  warning; error beyond a second threshold  (groups)\n" in ended.stdout


@pytest.mark.parametrize("code", ["CL001", "CL011", "CL302"])
def test_explain_colours_what_it_says_and_nothing_else(code: str, tmp_path: Path):
    import re

    coloured = tell(tmp_path, "explain", code, "--color", "always").out
    assert "\x1b[" in coloured
    plain = re.sub(r"\x1b\[[0-9;]*m", "", coloured)
    assert [line.rstrip() for line in plain.splitlines()] == tell(tmp_path, "explain", code).out.splitlines()


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["CL3O1"], "did you mean CL301"),
        (["group-to-large"], "did you mean group-too-large?"),
        (["zebra"], "`coverage-lint policies list` shows them all"),
        ([], "required: POLICY"),
        (["CL301", "--pack", "nowhere"], "nowhere is neither a file nor a folder"),
        (["CL301", "--pack", "empty"], "empty holds no policies"),
    ],
)
def test_explain_says_what_is_wrong_with_the_call(arguments: list[str], hint: str, folder: Path):
    (folder / "empty").mkdir()
    assert hint in misuse(folder, "explain", *arguments)


def test_a_pack_may_not_take_what_ships(tmp_path: Path):
    write_pack(tmp_path, POLICY.replace("group-too-large", "quota-over-assignment"))
    told = misuse(tmp_path, "explain", "AC101", "--pack", "rules")
    assert "another policy has this code or name" in told
    assert "--> rules/own.yaml:1:9\n" in told


# --- list -------------------------------------------------------------------------------------------------------------


def test_list_has_every_policy_once_and_a_teams_own(folder: Path):
    told = tell(folder, "policies", "list")
    assert told.status == 0
    *lines, count = told.out.splitlines()
    codes = [line.split()[0] for line in lines if line.startswith("  ")]
    assert codes == [*CODES, *sorted(SHIPPED), "AC101"]
    assert count.startswith(f"{len(codes)} policies")
    assert "  AC101  warning   group-too-large  A group has no more people than its leader can lead\n" in told.out
    assert "  CL302  warning+  group-over-assignment" in told.out
    headings = [line for line in lines if line and not line.startswith("  ")]
    assert headings[0] == "structure"
    assert headings[-1] == "your own"


def test_list_of_a_pack_has_that_alone(tmp_path: Path):
    write_pack(tmp_path)
    for path in ("rules", "rules/own.yaml", "rules/own.cases.yaml"):
        told = tell(tmp_path, "policies", "list", path)
        assert told.out.splitlines()[-1] == "1 policy"
        assert "CL301" not in told.out


def test_list_for_programs_holds_what_policies_say(folder: Path):
    listed = json.loads(tell(folder, "policies", "list", "--format", "json").out)
    assert listed["version"] == 1
    by_code = {entry["code"]: entry for entry in listed["policies"]}
    assert by_code["AC101"] == {
        "code": "AC101",
        "name": "group-too-large",
        "title": "A group has no more people than its leader can lead",
        "severity": "warning",
        "element": None,
        "for": "group",
        "when": "headcount > most",
        "error_when": None,
        "why": "A leader who has no time for each seller hears of a lost quarter when it is over.",
        "source": "a judgement",
        "help": "Split the group, or put team leaders between.",
        "parameters": [
            {
                "name": "most",
                "type": "count",
                "default": 20,
                "minimum": 1,
                "maximum": None,
                "about": "how many people one group may have",
                "source": None,
            }
        ],
    }
    (parameter,) = by_code["CL302"]["parameters"]
    assert (parameter["default"], parameter["minimum"], parameter["maximum"]) == ("0.1", 0, 1)
    assert by_code["CL302"]["error_when"] == SHIPPED["CL302"].asked_harder
    assert (by_code["CL010"]["for"], by_code["CL010"]["element"]) == (None, "structure")


@pytest.mark.parametrize("encoding", ["ascii", "utf-8"])
def test_what_is_for_programs_is_json_in_any_encoding(encoding: str, tmp_path: Path):
    write_pack(tmp_path, POLICY.replace("A leader who", "Führung, die"))
    ended = start(tmp_path, "policies", "list", "rules", "--format", "json", PYTHONIOENCODING=encoding)
    (entry,) = json.loads(ended.stdout.decode(encoding))["policies"]
    assert entry["why"].startswith("Führung, die")


# --- show and compile -------------------------------------------------------------------------------------------------


def test_show_prints_a_policy_as_it_is_written(folder: Path):
    second = POLICY.replace("AC101", "AC102").replace("group-too-large", "group-far-too-large")
    (folder / "rules" / "own.yaml").write_text("# Ours.\n" + POLICY + "\n" + second, encoding="utf-8")
    assert tell(folder, "policies", "show", "AC101") == (0, POLICY, "")
    assert tell(folder, "policies", "show", "group-far-too-large") == (0, second, "")
    shown = tell(folder, "policies", "show", "CL301").out
    assert shown in (REPOSITORY / "policies" / "groups.yaml").read_text(encoding="utf-8")
    assert shown.startswith("- code: CL301\n")


def test_show_of_the_structure_says_where_to_look(tmp_path: Path):
    assert "see coverage-lint explain CL010" in misuse(tmp_path, "policies", "show", "CL010")
    assert "did you mean CL301" in misuse(tmp_path, "policies", "show", "CL3O1")


def test_compile_prints_the_rules_and_the_measures_of_their_facts(folder: Path):
    told = tell(folder, "policies", "compile", "CL302", "group-too-large")
    made = json.loads(told.out)
    rules = {name: rule for ruleset in made["rulesets"].values() for name, rule in ruleset.items()}
    assert set(rules) == {"AC101", "CL302", "CL302.error"}
    assert {measure["policy"] for measure in made["measures"].values()} == {"AC101", "CL302"}
    assert {"policy": "AC101", "sign_of": "headcount - (most)"} in made["measures"].values()


def test_compile_of_everything_has_every_policy(folder: Path):
    made = json.loads(tell(folder, "policies", "compile").out)
    names = {name.removesuffix(".error") for ruleset in made["rulesets"].values() for name in ruleset}
    assert names == {*SHIPPED, "AC101"}


def test_compile_refuses_what_no_engine_is_asked(tmp_path: Path):
    assert "found while a model is read" in misuse(tmp_path, "policies", "compile", "CL010")
    assert "did you mean CL302" in misuse(tmp_path, "policies", "compile", "CL3O2")


# --- pages ------------------------------------------------------------------------------------------------------------


def test_pages_are_written_once_and_then_up_to_date(folder: Path):
    first = tell(folder, "policies", "pages", "docs", "--pack", "rules")
    assert first == (0, "docs: 2 pages, 2 of them changed\n", "")
    assert sorted(path.name for path in (folder / "docs").iterdir()) == ["AC101.md", "README.md"]
    assert tell(folder, "policies", "pages", "docs", "--pack", "rules").out == "docs: 2 pages, 0 of them changed\n"
    checked = tell(folder, "policies", "pages", "docs", "--pack", "rules", "--check")
    assert checked == (0, "docs: 2 pages, all up to date\n", "")


def test_stale_pages_fail_the_check_and_nothing_is_written(folder: Path):
    tell(folder, "policies", "pages", "docs", "--pack", "rules")
    (folder / "rules" / "own.yaml").write_text(POLICY.replace("default: 20", "default: 19"), encoding="utf-8")
    page = folder / "docs" / "AC101.md"
    before = page.read_bytes()
    checked = tell(folder, "policies", "pages", "docs", "--pack", "rules", "--check")
    assert checked.status == 1
    assert checked.out == (
        "docs/AC101.md is stale\n"
        "1 of 2 pages are stale; write them with: coverage-lint policies pages docs --pack rules\n"
    )
    assert page.read_bytes() == before


def test_pages_of_policies_that_are_gone_are_stale_and_then_removed(folder: Path):
    tell(folder, "policies", "pages", "docs", "--pack", "rules")
    for path in (folder / "rules").iterdir():
        path.write_text(path.read_text(encoding="utf-8").replace("AC101", "AC102"), encoding="utf-8")
    checked = tell(folder, "policies", "pages", "docs", "--pack", "rules", "--check")
    assert checked.status == 1
    assert "docs/AC101.md no longer has a policy\n" in checked.out
    assert "docs/AC102.md is stale\n" in checked.out
    tell(folder, "policies", "pages", "docs", "--pack", "rules")
    assert sorted(path.name for path in (folder / "docs").iterdir()) == ["AC102.md", "README.md"]


def test_what_others_wrote_is_neither_written_over_nor_removed(folder: Path):
    (folder / "README.md").write_text("# Ours\n", encoding="utf-8")
    (folder / "CHANGELOG.md").write_text("# Changes\n", encoding="utf-8")
    (folder / "AB999.md").write_text("# A part number\n", encoding="utf-8")
    told = misuse(folder, "policies", "pages", ".", "--pack", "rules")
    assert "README.md was not written by this command" in told
    assert (folder / "README.md").read_text(encoding="utf-8") == "# Ours\n"
    assert not (folder / "AC101.md").exists()
    (folder / "README.md").unlink()
    assert tell(folder, "policies", "pages", ".", "--pack", "rules").status == 0
    assert (folder / "CHANGELOG.md").exists()
    assert (folder / "AB999.md").exists()


def test_pages_say_what_is_wrong_with_the_call(folder: Path):
    assert "nowhere is not a folder" in misuse(folder, "policies", "pages", "nowhere", "--check")
    (folder / "file").write_text("", encoding="utf-8")
    assert "file cannot be read: Not a directory" in misuse(folder, "policies", "pages", "file")
    assert "required: FOLDER" in misuse(folder, "policies", "pages")
