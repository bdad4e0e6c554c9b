"""`policies test`: cases and mutants on the command line, and a newcomer's first mistakes, each at its line."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

import pytest
from own_pack import BEYOND, CASES, LIMIT, POLICY, misuse, tell, write_pack
from running import REPOSITORY

if TYPE_CHECKING:
    from pathlib import Path

OWN_POLICIES = REPOSITORY / "examples" / "own-policies"


def test_cases_that_pass_are_counted(tmp_path: Path):
    write_pack(tmp_path)
    for path in ("rules", "rules/own.yaml", "rules/own.cases.yaml"):
        assert tell(tmp_path, "policies", "test", path) == (0, "2 cases of 1 policy: all passed\n", "")
    assert tell(tmp_path, "policies", "test", "rules", "--mutate") == (
        0,
        "2 cases of 1 policy: all passed\n4 mutants: all noticed\n",
        "",
    )


def test_own_means_those_that_the_settings_name(tmp_path: Path):
    write_pack(tmp_path)
    (tmp_path / ".coverage-lint.yaml").write_text("policies: [rules]\n", encoding="utf-8")
    assert tell(tmp_path, "policies", "test", "--own") == (0, "2 cases of 1 policy: all passed\n", "")
    told = tell(tmp_path, "policies", "test", "--own", "--mutate")
    assert told.out == "2 cases of 1 policy: all passed\n4 mutants: all noticed\n"
    (tmp_path / "rules" / "own.cases.yaml").write_text(CASES.replace("   # fires AC101", ""), encoding="utf-8")
    told = tell(tmp_path, "policies", "test", "--own")
    assert told.status == 1
    assert place("rules/own.cases.yaml", CASES.replace("   # fires AC101", ""), "leader: maya") in told.out


def test_own_goes_behind_paths_that_are_given(tmp_path: Path):
    write_pack(tmp_path)
    assert tell(tmp_path, "policies", "test", "--own", "rules") == (0, "2 cases of 1 policy: all passed\n", "")


def test_own_where_no_settings_name_policies_is_told(tmp_path: Path):
    write_pack(tmp_path)
    assert "the settings of this folder name no policies" in misuse(tmp_path, "policies", "test", "--own")
    (tmp_path / ".coverage-lint.yaml").write_text("policies: [rulse]\n", encoding="utf-8")
    assert " --> .coverage-lint.yaml:1:12\n" in misuse(tmp_path, "policies", "test", "--own")


# --- a newcomer's first mistakes --------------------------------------------------------------------------------------


def place(path: str, text: str, words: str) -> str:
    """Return the place of the last line that has some words, as it must be shown."""
    lines = text.splitlines()
    number = max(number for number, line in enumerate(lines, 1) if words in line)
    return f"--> {path}:{number}:{lines[number - 1].index(words) + 1}\n"


MISTAKES = [
    # (what is changed in the policy, into what, what is pointed at, the message, the help)
    ("when: headcount >", "when: headcont >", "headcont >", "headcont is no field of group", "Did you mean headcount"),
    ("when: headcount", "when: heads", "heads", "heads is no field of group", ""),
    ("when: headcount > most", "when: leader > most", "leader > most", "person is compared with count", "one type"),
    ("when: headcount > most", "when: quota > most", "quota > most", "money is compared with count", "Multiply"),
    ("when: headcount > most", "when: 2 * most", "2 * most", "when needs a condition; this is", "Compare"),
    ("when: headcount > most", "when: headcount >> most", "headcount >> most", "only + - * / compute", ""),
    ("when: headcount > most", "when: headcount > most and", "", "cannot be read", ""),
    ("for: group", "for: groups", "groups", "groups is no kind of entity", "group"),
    ("at: leader", "at: leder", "leder", "leder is no field of group", "leader"),
    ("{id} has", "{idd} has", "idd", "idd is no field of group", "id"),
    ("{headcount:count}", "{headcount:money}", "{headcount:money}", "count cannot be shown as money", ""),
    ("severity: warning", "severity: warn", "warn", "'warn' is not one of", "The severity of its findings"),
    ("  why: A", "  wy: A", "wy", "unknown key wy", "Did you mean why?"),
    ("default: 20", "defalt: 20", "defalt", "unknown key defalt", "Did you mean default?"),
    ("default: 20", "default: many", "many", "default needs a number", ""),
    ("type: count", "type: integer", "integer", "'integer' is not one of", ""),
    ("  for: group\n", "", "code: AC101", "for is missing", "The kind of entity"),
    ("beyond: headcount", "quota: headcount", "quota", "quota is a field of group already", "another name"),
]


@pytest.mark.parametrize(("right", "wrong", "about", "words", "hint"), MISTAKES, ids=[one[1] for one in MISTAKES])
def test_a_mistake_in_a_policy_is_answered_at_its_line(
    right: str, wrong: str, about: str, words: str, hint: str, tmp_path: Path
):
    assert right in POLICY
    text = POLICY.replace(right, wrong)
    write_pack(tmp_path, text)
    told = misuse(tmp_path, "policies", "test", "rules")
    assert words in told.splitlines()[0]
    assert (place("rules/own.yaml", text, about) if about else "--> rules/own.yaml:12:") in told
    assert hint in told


CASE_MISTAKES = [
    (BEYOND, "   # fires AC101", "", "leader: maya", "a warning fires here, unmarked: hunters has 21 people"),
    (BEYOND, "count: 20", "count: 19", "leader: maya   # fires AC101", "no warning fires here"),
    (BEYOND, "fires AC101", "fires AC101 error", "leader: maya   # fires AC101 error", "no error fires here"),
    (BEYOND, "leader: maya", "ledaer: maya", "ledaer: maya   # fires AC101", "the model is not sound: CL011"),
    (BEYOND, "leader: maya", "leader: may", "leader: may   # fires AC101", "the model is not sound: CL020"),
    (LIMIT, "  model", "  undecided: true\n  model", "exactly the limit", "nothing is undecided"),
    (LIMIT, "  model", "  without: [groups.hunters.leader, people]\n  model", "exactly the limit", "the model is not"),
]


@pytest.mark.parametrize(
    ("case", "right", "wrong", "about", "words"), CASE_MISTAKES, ids=[one[2] or "unmarked" for one in CASE_MISTAKES]
)
def test_a_case_that_fails_is_answered_at_its_line(
    case: str, right: str, wrong: str, about: str, words: str, tmp_path: Path
):
    assert right in case
    text = case.replace(right, wrong)
    write_pack(tmp_path, cases=text)
    told = tell(tmp_path, "policies", "test", "rules")
    assert (told.status, told.err) == (1, "")
    name = re.search("name: (.*)", case)
    assert name is not None
    assert told.out.startswith(f"failed[AC101]: {name[1]}: {words}")
    if "not sound: CL020" not in words and "without" not in wrong:
        assert place("rules/own.cases.yaml", text, about) in told.out
    assert told.out.endswith("1 case of 1 policy: 1 failed\n")


def test_a_case_that_lacks_a_mark_is_told_the_mark(tmp_path: Path):
    write_pack(tmp_path, cases=BEYOND.replace("   # fires AC101", ""))
    told = tell(tmp_path, "policies", "test", "rules").out
    assert "= help: Where that is right, end the line with: # fires AC101\n" in told
    (tmp_path / "rules" / "own.cases.yaml").write_text(
        "- policy: AC101\n  name: low\n  parameters: {most: 5}\n  model: ''\n", encoding="utf-8"
    )
    told = tell(tmp_path, "policies", "test", "rules").out
    assert "a finding is outside the fragment, bases/plan.yaml:" in told
    assert "= help: Repeat that line in the fragment, and mark it: # fires AC101\n" in told


REFUSED = [
    ("fires AC101", "fires AC102", "leader: maya", "this marks AC102, and the case is one of AC101"),
    ("fires AC101", "fires AC101 eror", "leader: maya", "this marks AC101 eror"),
    ("policy: AC101", "policy: AC999", "AC999", "no policy has the code AC999"),
    ("  name: one", "  nam: one", "nam", "unknown key nam"),
    ("      - id: hunters", "      - id: [hunters", "leader: maya", "the fragment cannot be read"),
    ("  model", "  parameters: {mst: 3}\n  model", "mst", "AC101 has no parameter mst"),
    ("  model", "  without: [group]\n  model", "[group]", "the base has no group"),
    ("  model", "  base: nowhere\n  model", "", "nowhere.yaml"),
]


@pytest.mark.parametrize(("right", "wrong", "about", "words"), REFUSED, ids=[one[1] for one in REFUSED])
def test_a_case_that_cannot_be_read_is_refused_at_its_line(
    right: str, wrong: str, about: str, words: str, tmp_path: Path
):
    text = BEYOND.replace(right, wrong)
    write_pack(tmp_path, cases=text)
    told = misuse(tmp_path, "policies", "test", "rules")
    assert words in told
    if about:
        assert place("rules/own.cases.yaml", text, about) in told


def test_a_policy_without_a_case_fails_with_what_to_do(tmp_path: Path):
    write_pack(tmp_path, cases="")
    told = tell(tmp_path, "policies", "test", "rules")
    assert told.status == 1
    assert told.out.startswith("untested[AC101]: group-too-large has no case\n --> rules/own.yaml:1:9\n")
    assert "help: Write its cases into rules/own.cases.yaml." in told.out
    assert told.out.endswith("0 cases of 0 policies: all passed; 1 policy has no case\n")


def test_a_policy_without_a_case_does_not_keep_others_from_their_mutants(tmp_path: Path):
    untested = POLICY.replace("AC101", "AC102").replace("group-too-large", "another")
    write_pack(tmp_path, POLICY + untested)
    told = tell(tmp_path, "policies", "test", "rules", "--mutate")
    assert told.status == 1
    assert told.out.endswith("1 policy has no case\n4 mutants: all noticed\n")


def test_a_mutant_that_no_case_notices_is_shown_at_what_was_changed(tmp_path: Path):
    write_pack(tmp_path, cases=BEYOND)
    told = tell(tmp_path, "policies", "test", "rules", "--mutate")
    assert told.status == 1
    assert "mutant[AC101]: no case notices when: headcount > most → headcount >= most\n" in told.out
    assert place("rules/own.yaml", POLICY, "headcount > most") in told.out
    assert "mutant[AC101]: no case notices parameter most: 20 → 19\n" in told.out
    assert place("rules/own.yaml", POLICY, "20, minimum") in told.out
    assert told.out.endswith("4 mutants: 2 unnoticed\n")


def test_a_mark_that_means_no_mutant_is_stale_at_its_line(tmp_path: Path):
    mark = '- policy: AC101\n  equivalent: "when: headcount > most → headcount < most"\n  reason: No.\n'
    write_pack(tmp_path, cases=CASES + mark)
    told = tell(tmp_path, "policies", "test", "rules", "--mutate")
    assert told.status == 1
    assert "stale[AC101]: no mutant of this name goes unnoticed\n" in told.out
    assert place("rules/own.cases.yaml", CASES + mark, '"when: headcount') in told.out
    assert told.out.endswith("4 mutants: all noticed; 1 mark means no such mutant\n")


def test_a_long_mutant_is_shown_by_what_differs_and_its_name_is_told(tmp_path: Path):
    long = " and ".join(f"headcount != {number}" for number in range(90, 96))
    write_pack(tmp_path, POLICY.replace("when: headcount > most", f"when: headcount > most and {long}"))
    told = tell(tmp_path, "policies", "test", "rules", "--mutate").out
    assert "mutant[AC101]: no case notices when: … without 92 and headcount != …\n" in told
    assert f"note: the mutant's name is when: headcount > most and {long} → " in told


WRONG_CALLS = [
    (["nowhere"], "nowhere is neither a file nor a folder"),
    (["empty"], "empty holds no policies"),
    (["orphan"], "orphan/own.cases.yaml has cases of no policies: there is no own.yaml beside it"),
    (["model.yaml"], "model.yaml must hold a list of policies, figures or cases; it is a model"),
    (["words.md"], "words.md"),
    (["rules", "--engine", "steam"], "invalid choice: 'steam'"),
    (["rules", "--mutat"], "did you mean --mutate?"),
]


@pytest.mark.parametrize(("arguments", "words"), WRONG_CALLS, ids=[one[0][-1] for one in WRONG_CALLS])
def test_what_is_wrong_with_the_call_is_said(arguments: list[str], words: str, tmp_path: Path):
    write_pack(tmp_path)
    (tmp_path / "empty").mkdir()
    (tmp_path / "orphan").mkdir()
    (tmp_path / "orphan" / "own.cases.yaml").write_text(CASES, encoding="utf-8")
    (tmp_path / "model.yaml").write_text("coverage_model: 1\n", encoding="utf-8")
    (tmp_path / "words.md").write_text("# Words\n\n`code` and text\n", encoding="utf-8")
    assert words in misuse(tmp_path, "policies", "test", *arguments)


def test_a_folder_that_cannot_be_read_is_misuse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    write_pack(tmp_path)

    def refuse(path: str) -> list[str]:
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr(os, "listdir", refuse)
    assert "rules cannot be read: Permission denied" in misuse(tmp_path, "policies", "test", "rules")


# --- the example ------------------------------------------------------------------------------------------------------


def test_the_example_of_a_team_passes_its_cases_and_notices_every_mutant():
    told = tell(OWN_POLICIES, "policies", "test", "rules", "--mutate")
    assert told.status == 0, told.out
    assert re.search(r"all passed\n[0-9]+ mutants: all noticed\n$", told.out)


def test_the_example_is_clean_and_with_a_higher_figure_it_is_not(tmp_path: Path):
    assert tell(OWN_POLICIES, "check", "--strict").status == 0
    for name in ("coverage.yaml", ".coverage-lint.yaml", "rules/key-accounts.yaml"):
        text = (OWN_POLICIES / name).read_text(encoding="utf-8")
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text.replace("certified_sellers: 2", "certified_sellers: 3"), encoding="utf-8")
    told = tell(tmp_path, "check", "--format", "concise")
    assert told.status == 1
    assert told.out == (
        "coverage.yaml:34:5: error AC101 key-accounts-one-deep: "
        "key accounts of machine-builders are covered by 2 with key-accounts, 1 too few\n"
    )


def test_what_the_example_tells_to_type_works(tmp_path: Path):
    import shutil

    guide = (OWN_POLICIES / "README.md").read_text(encoding="utf-8")
    folder = shutil.copytree(OWN_POLICIES, tmp_path / "own-policies")
    commands = re.findall("coverage-lint ((?:check|explain|policies) [^#`\n]*|check) *(?:#|`)", guide)
    assert len(commands) >= 5
    for line in commands:
        assert tell(folder, *line.split()).status == 0, line
