"""A repaired finding lends its place in the baseline to no other, whatever moves; a moved model keeps its own."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import pytest
from told import BASELINE, OWN, as_json, check, misuse, run, write

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "coverage_model: 1\n"
CERTIFIED = """plan: {effective: 2027-01-01}
roles: [{id: r, certifications: [a, b]}]
people:
  - id: p
    role: r
    certifications: [{name: EXPIRED, expires: 2026-01-01}, {name: VALID, expires: 2029-01-01}]
"""
LED = (
    "groups: [{id: a, leader: LEADER}, {id: b, leader: z}]\n"
    "people: [{id: p}, {id: q}, {id: z, group: b}, {id: m, group: a, manager: z}]\n"
)
CASES = {
    "a reference in a row": (
        "plan: {approvals: [{by: ghost-one}]}\npeople: [{id: p}]\n",
        "plan: {approvals: [{by: ghost-two}]}\npeople: [{id: p}]\n",
        "CL020",
    ),
    "a reference in a list": (
        "groups: [{id: a}]\nroles: [{id: ae}]\nbudget: {comp_plans: [{id: c, roles: [ae, one]}]}\n",
        "groups: [{id: a}]\nroles: [{id: ae}]\nbudget: {comp_plans: [{id: c, roles: [two, ae]}]}\n",
        "CL020",
    ),
    "the key of a map": (
        "goals: [{id: g}]\ngroups: [{id: a, targets: {x: 1}}]\n",
        "goals: [{id: g}]\ngroups: [{id: a, targets: {y: 1}}]\n",
        "CL020",
    ),
    "a reference of one field": (
        "groups: [{id: a, leader: x}]\npeople: [{id: p}]\n",
        "groups: [{id: a, leader: y}]\npeople: [{id: p}]\n",
        "CL020",
    ),
    "a refused word": ("people: [{id: p, status: actve}]\n", "people: [{id: p, status: gone}]\n", "CL010"),
    "a refused word of a list": (
        "people: [{id: p, certifications: [{nmae: x}]}]\n",
        "people: [{id: p, certifications: [{nam: x}]}]\n",
        "CL01",
    ),
    "an unknown key of a row": (
        "segments: [{id: s, coverage: [{group: a, ruote: field}, {group: b}]}]\n",
        "segments: [{id: s, coverage: [{group: a}, {group: b, ruote: field}]}]\n",
        "CL011",
    ),
    "a key that a list of another file has beside": (
        "people: {from: p.csv, note: 1}\ngroups: {from: g.csv}\n",
        "people: {from: p.csv}\ngroups: {from: g.csv, note: 1}\n",
        "CL011",
    ),
    "a circle": (
        "groups: [{id: a, parent: b}, {id: b, parent: a}, {id: c}]\n",
        "groups: [{id: a, parent: c}, {id: b}, {id: c, parent: a}]\n",
        "CL022",
    ),
    "a period of a phasing": (
        "people: [{id: p, start: 2027-07-01, quota: 9, phasing: {Q1: 9}}]\nplan: {fiscal_year: {start: 2027-01-01}}\n",
        "people: [{id: p, start: 2027-07-01, quota: 9, phasing: {Q2: 9}}]\nplan: {fiscal_year: {start: 2027-01-01}}\n",
        "CL207",
    ),
    "a certification": (
        CERTIFIED.replace("EXPIRED", "a").replace("VALID", "b"),
        CERTIFIED.replace("EXPIRED", "b").replace("VALID", "a"),
        "CL202",
    ),
    "another leader of a group": (
        LED.replace("LEADER", "p"),
        LED.replace("LEADER", "q"),
        "CL317",
    ),
}


@pytest.mark.parametrize(("before", "after", "code"), CASES.values(), ids=CASES)
def test_what_comes_for_a_repaired_finding_is_new(tmp_path: Path, before: str, after: str, code: str):
    for name in ("p.csv", "g.csv"):
        write(tmp_path, name, "id\nx\n")
    write(tmp_path, OWN, f"select: [{code}]\n")
    write(tmp_path, "plan.yaml", HEAD + before)
    recorded = check(tmp_path).findings
    assert len(recorded) == 1, recorded
    assert run(tmp_path, "baseline").status == 0
    write(tmp_path, "plan.yaml", "# moved\n\n" + HEAD + before)
    assert check(tmp_path).findings == []
    write(tmp_path, "plan.yaml", HEAD + after)
    told = check(tmp_path)
    assert len(told.findings) == 1, told
    # Where a key or value is refused, nothing is said of what else may be there.
    assert ("no longer found" in told.err) == (not code.startswith("CL01"))


MOVING = {
    "an amount": ("people: [{id: p, quota: 5}]\n", "people: [{id: p, quota: 7}]\n"),
    "the order of rows": (
        "segments: [{id: s, coverage: [{group: a, ruote: x}, {group: b, ruote: x}]}]\n",
        "segments: [{id: s, coverage: [{group: b, ruote: x}, {group: a, ruote: x}]}]\n",
    ),
    "the order of references": (
        "plan: {approvals: [{by: one}, {by: two}]}\npeople: [{id: p}]\n",
        "plan: {approvals: [{by: two}, {by: one}]}\npeople: [{id: p}]\n",
    ),
    "the order of a circle": (
        "groups: [{id: a, parent: b}, {id: b, parent: c}, {id: c, parent: a}]\n",
        "groups: [{id: c, parent: a}, {id: b, parent: c}, {id: a, parent: b}]\n",
    ),
    "a refused amount": ("people: [{id: p, quota: € 780.000}]\n", "people: [{id: p, quota: € 781.000}]\n"),
    "names and titles": ("groups: [{id: a, name: East}]\n", "groups: [{id: a, name: The East}]\n"),
    "keys within a row": (
        "people: [{id: p, certifications: [{name: a, expries: x}]}]\n",
        "people: [{id: p, certifications: [{expries: x, name: a}]}]\n",
    ),
}


@pytest.mark.parametrize(("before", "after"), MOVING.values(), ids=MOVING)
def test_what_only_moves_stays_old(tmp_path: Path, before: str, after: str):
    write(tmp_path, "plan.yaml", HEAD + before)
    assert check(tmp_path).findings
    assert run(tmp_path, "baseline").status == 0
    write(tmp_path, "plan.yaml", HEAD + after)
    told = check(tmp_path)
    assert (told.findings, "no longer found" in told.err) == ([], False)


# --- Models that move ------------------------------------------------------------------------------------------------

PLAN = HEAD + "groups: [{id: a, qouta: 5}, {id: b}]\npeople: [{id: p, group: c}]\n"


@pytest.fixture
def recorded(tmp_path: Path) -> Path:
    """Return a folder with a plan and the baseline of what is wrong with it."""
    write(tmp_path, "plan.yaml", PLAN)
    assert run(tmp_path, "baseline").status == 0
    return tmp_path


@pytest.mark.parametrize("name", ["other.yaml", "plans/2027/plan.yaml", "plän.yaml"])
def test_a_renamed_model_keeps_its_entries_and_is_told(recorded: Path, name: str):
    (recorded / name).parent.mkdir(parents=True, exist_ok=True)
    (recorded / "plan.yaml").rename(recorded / name)
    told = check(recorded)
    assert (told.findings, told.status) == ([], 0)
    assert f"plan.yaml is now {name}" in " ".join(told.err.split())
    assert as_json(recorded)["moved"] == [{"before_path": "plan.yaml", "path": name}]
    updated = run(recorded, "baseline", "--update").out
    assert updated.startswith(f"plan.yaml is now {name}\n0 dropped")
    assert check(recorded).err.count("is now") == 0
    assert f'"file": "{name}"' in (recorded / BASELINE).read_text(encoding="utf-8")


def test_a_renamed_model_that_was_edited_keeps_what_is_left_and_shows_what_is_new(recorded: Path):
    (recorded / "plan.yaml").unlink()
    write(recorded, "other.yaml", PLAN.replace("qouta: 5", "quota: 5").replace("group: c", "group: c, leader: 1"))
    told = check(recorded)
    assert told.findings == ["other.yaml:3:28 error CL011"]


def test_another_model_beside_one_that_is_gone_is_new(recorded: Path):
    (recorded / "plan.yaml").unlink()
    write(recorded, "other.yaml", HEAD + "groups: [{id: x, qouta: 5}]\npeople: [{id: y, group: z}]\n")
    told = check(recorded, "--select", "CL0")
    assert told.codes == ["CL011", "CL020"]
    assert "is now" not in told.err


def test_a_copy_beside_the_original_is_new(recorded: Path):
    write(recorded, "copy.yaml", PLAN)
    told = check(recorded, "--select", "CL0")
    assert [one.split(":")[0] for one in told.findings] == ["copy.yaml", "copy.yaml"]


def test_of_two_models_that_move_at_once_each_keeps_its_own(recorded: Path):
    write(recorded, "east/plan.yaml", PLAN.replace("group: c", "group: d"))
    assert run(recorded, "baseline", "--force").status == 0
    (recorded / "plan.yaml").rename(recorded / "a.yaml")
    (recorded / "east").rename(recorded / "west")
    told = check(recorded)
    assert told.findings == []
    assert "east/plan.yaml is now west/plan.yaml" in " ".join(told.err.split())
    write(recorded, "a.yaml", PLAN.replace("group: c", "group: d"))
    assert check(recorded, "--select", "CL020").findings == ["a.yaml:3:25 error CL020"]


# --- What a baseline can be broken by --------------------------------------------------------------------------------


def way_out(told: str) -> list[str]:
    """Return the words of the command that a message advises."""
    quoted = " ".join(told.split()).split("`coverage-lint ", 1)[1].split("`", 1)[0]
    return shlex.split(quoted)


def conflicted(ours: str, theirs: str, base: str = "") -> str:
    middle = f"||||||| base\n{base}" if base else ""
    return f"<<<<<<< HEAD\n{ours}{middle}=======\n{theirs}>>>>>>> other\n"


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("base", [False, True])
def test_a_conflict_is_told_and_update_keeps_what_both_sides_recorded(recorded: Path, end: str, base: bool):  # noqa: FBT001
    text = (recorded / BASELINE).read_text()
    lines = text.splitlines(keepends=True)
    entries = lines[3:-2]
    assert len(entries) > 3
    half = len(entries) // 2
    gone = '    {"file": "plan.yaml", "code": "CL011", "entity": "group a", "field": "gone", "count": 1}\n'
    broken = conflicted("".join(entries[:half]), "".join([*entries[half:], gone]), gone if base else "")
    write(recorded, BASELINE, ("".join(lines[:3]) + broken + "".join(lines[-2:])).replace("\n", end))
    told = misuse(recorded, "check")
    assert "conflict markers of git, the first in line 4" in " ".join(told.split())
    assert "conflict" in misuse(recorded, "diff", "plan.yaml", "plan.yaml")
    command = way_out(told)
    assert "--update" in command
    assert "1 dropped" in run(recorded, *command).out
    assert (recorded / BASELINE).read_text() == text
    assert check(recorded).findings == []


BROKEN = {
    "empty": ("", "is empty"),
    "blank": (" \n", "is empty"),
    "cut short": ('{"version": 2, "findings": [\n', "is not JSON"),
    "no JSON": ("entries\n", "is not JSON"),
    "of the first version": ('{"version": 1, "findings": []}', "is of version 1, and this release reads version 2"),
    "of a later version": ('{"version": 3, "findings": []}', "is of version 3"),
    "of no version": ('{"findings": []}', "has no version"),
    "a flag for a version": ('{"version": true, "findings": []}', "is of version True"),
    "a key twice": ('{"version": 2, "findings": [], "findings": []}', "writes a key twice"),
    "no number": ('{"version": 2, "findings": [], "x": NaN}', "holds NaN"),
    "deep": ('{"version": 2, "findings": ' + "[" * 99_999, "is nested too deeply"),
    "a count of nothing": ("COUNT 0", "whose count is no number of findings"),
    "a count below": ("COUNT -1", "whose count is no number of findings"),
    "a count of everything": ("COUNT 1000001", "whose count is no number of findings"),
    "a count beyond reading": ("COUNT " + "9" * 5000, "number"),
    "a count that is text": ('COUNT "1"', "whose count is no number of findings"),
    "a subject that is no text": ('COUNT 1, "subject": 5', "holds an entry without"),
    "other bytes": (b"\xff\xfa\x00{}", "is not encoded as UTF-8"),
}


@pytest.mark.parametrize(("text", "said"), BROKEN.values(), ids=BROKEN)
def test_what_is_broken_is_told_with_a_way_out_that_works(recorded: Path, text: str | bytes, said: str):
    if isinstance(text, str) and text.startswith("COUNT "):
        entry = f'{{"file": "plan.yaml", "code": "CL011", "entity": "", "field": "", "count": {text[6:]}}}'
        text = f'{{"version": 2, "findings": [{entry}]}}'
    write(recorded, BASELINE, text)
    told = misuse(recorded, "check")
    assert said in " ".join(told.split())
    assert "Restore it from git" in " ".join(told.split())
    assert said in " ".join(misuse(recorded, "baseline", "--update").split())
    assert run(recorded, *way_out(told)).status == 0
    assert check(recorded).findings == []


def test_the_way_out_names_the_file_and_the_models_wherever_they_are(tmp_path: Path):
    write(tmp_path, "my plans/plan.yaml", PLAN)
    write(tmp_path, "my plans/kept it.json", "")
    (tmp_path / "elsewhere").mkdir()
    for folder, paths in (
        (tmp_path, ("my plans/plan.yaml", "--baseline", "my plans/kept it.json")),
        (tmp_path / "elsewhere", ("../my plans/plan.yaml", "--baseline", "../my plans/kept it.json")),
    ):
        write(tmp_path, "my plans/kept it.json", "")
        assert run(folder, *way_out(misuse(folder, "check", *paths))).status == 0
        assert check(folder, *paths).findings == []


# --- What another command asks ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", ["CL901", "CR101"])
def test_entries_of_another_commands_codes_are_kept_and_never_told(recorded: Path, code: str):
    entry = f'    {{"file": "plan.yaml", "code": "{code}", "entity": "group a", "field": "quota", "count": 1}},\n'
    text = (recorded / BASELINE).read_text()
    write(recorded, BASELINE, text.replace('"findings": [\n', '"findings": [\n' + entry))
    assert "no longer found" not in check(recorded).err
    for option in ("--update", "--force"):
        assert run(recorded, "baseline", option).status == 0
        assert f'"code": "{code}"' in (recorded / BASELINE).read_text()
        assert as_json(recorded)["gone"] == []


def test_entries_of_what_settings_leave_out_are_kept_until_it_is_asked_again(recorded: Path):
    before = (recorded / BASELINE).read_text()
    write(recorded, OWN, "ignore: [CL011]\n")
    assert "no longer found" not in check(recorded).err
    assert run(recorded, "baseline", "--update").out.startswith("0 dropped")
    assert (recorded / BASELINE).read_text() == before


def test_entries_of_policies_that_are_no_more_are_dropped(recorded: Path):
    entry = '    {"file": "plan.yaml", "code": "AC101", "entity": "group a", "field": "quota", "count": 1},\n'
    text = (recorded / BASELINE).read_text()
    write(recorded, BASELINE, text.replace('"findings": [\n', '"findings": [\n' + entry))
    assert "AC101 group a, quota" in " ".join(check(recorded).err.split())
    assert run(recorded, "baseline", "--update").out.startswith("1 dropped")
