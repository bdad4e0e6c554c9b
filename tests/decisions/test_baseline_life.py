"""A baseline through its whole life: recorded, held, kept through edits, cleared of what was repaired."""

from __future__ import annotations

import json
import os
import random
from decimal import Decimal
from time import process_time
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from random_examples import examples
from told import BASELINE, OWN, Told, as_json, check, misuse, run, write

from coverage_lint.checking.options import Options
from coverage_lint.checking.run import check_paths
from coverage_lint.decisions.baseline.ledger import Ledger, record
from coverage_lint.document.model_file import load_documents
from coverage_lint.engine.executor import default_engine
from coverage_lint.system.shipped_data import data_path

if TYPE_CHECKING:
    from pathlib import Path

    from told import Json

ENGINES = sorted({default_engine(), "interpreter"})
OLD = """coverage_model: 1
groups:
  - id: a
  - {id: b, qouta: 4}
people:
  - {id: p, group: c}
"""
GONE = "no longer found, though in the baseline: "


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a plan and the baseline of what is wrong with it."""
    write(tmp_path, "plan.yaml", OLD)
    assert check(tmp_path).status == 1
    told = run(tmp_path, "baseline")
    assert (told.status, told.err) == (0, "")
    assert f"in {BASELINE}: from now on only new ones fail\n" in told.out
    assert "--baseline" not in told.out
    return tmp_path


def entries(folder: Path, name: str = BASELINE) -> dict[tuple[str, str, str, str, str], int]:
    held = json.loads((folder / name).read_text())["findings"]
    return {
        (one["file"], one["code"], one["entity"], one["field"], one.get("subject", "")): one["count"] for one in held
    }


def without_questions(told: Told) -> list[str]:
    """Return the findings without open questions: fewer policies may lack other fields than all of them did."""
    return [one for one in told.findings if not one.endswith("CL032")]


def told_as_gone(told: Told) -> str:
    """Return what a concise run says no longer occurs, on one line; '' where it says nothing of it."""
    words = " ".join(told.err.split())
    return words.partition(GONE)[2].partition(". `coverage-lint")[0]


def test_after_recording_a_run_is_clean_and_counts_the_old(folder: Path):
    recorded = sum(entries(folder).values())
    assert recorded > 5
    told = run(folder, "check")
    assert told.status == 0
    assert "plan.yaml: no findings;" in told.out
    assert f"{recorded} old, in the baseline" in told.out
    summary = as_json(folder)
    assert (summary["summary"]["baselined"], summary["gone"]) == (recorded, [])
    assert {one["code"] for one in summary["models"][0]["baselined"]} >= {"CL011", "CL020", "CL304"}


def test_without_it_everything_counts_again(folder: Path):
    assert {"CL011", "CL020", "CL304"} <= set(check(folder, "--no-baseline").codes)
    assert check(folder, "--no-baseline").status == 1


def test_what_is_new_fails_and_only_that_is_shown(folder: Path):
    write(folder, "plan.yaml", OLD + "  - {id: q, group: d}\n")
    told = check(folder, "--select", "CL0,CL3")
    assert (without_questions(told), told.status) == (["plan.yaml:7:20 error CL020"], 1)


def test_what_is_repaired_is_told_until_it_is_dropped_and_nothing_is_added(folder: Path):
    before = entries(folder)
    write(folder, "plan.yaml", OLD.replace("group: c}", "group: a}\n  - {id: q, group: d}"))
    told = check(folder)
    assert "CL020 person p, group (c), in plan.yaml" in told_as_gone(told)
    assert "CL020 person p, group (c), in plan.yaml" in as_json(folder)["gone"]
    told_of_update = run(folder, "baseline", "--update")
    assert told_of_update.status == 0
    after = entries(folder)
    assert after.items() < before.items()
    assert ("plan.yaml", "CL020", "person p", "group", "c") not in after
    assert f"{sum(before.values()) - sum(after.values())} dropped, {sum(after.values())} kept" in told_of_update.out
    assert told_as_gone(check(folder)) == ""
    assert "CL020" in check(folder).codes  # person q is no part of it
    text = (folder / BASELINE).read_bytes()
    assert run(folder, "baseline", "--update").out.startswith("0 dropped")
    assert (folder / BASELINE).read_bytes() == text


def test_it_is_not_written_over_unless_forced(folder: Path):
    before = (folder / BASELINE).read_bytes()
    write(folder, "plan.yaml", OLD + "  - {id: q, group: d}\n")
    assert "--update removes" in misuse(folder, "baseline")
    assert (folder / BASELINE).read_bytes() == before
    assert run(folder, "baseline", "--force").status == 0
    assert check(folder).findings == []
    assert "use either --update or --force, not both" in misuse(folder, "baseline", "--force", "--update")


def test_to_force_it_for_one_model_leaves_the_others(folder: Path):
    write(folder, "other/plan.yaml", OLD)
    assert run(folder, "baseline", "--force").status == 0
    both = entries(folder)
    assert {key[0] for key in both} == {"plan.yaml", "other/plan.yaml"}
    assert run(folder, "baseline", "--force", "plan.yaml").status == 0
    assert entries(folder) == both
    (folder / "other" / "plan.yaml").unlink()
    assert run(folder, "baseline", "--force", "plan.yaml").status == 0
    assert {key[0] for key in entries(folder)} == {"plan.yaml"}


def test_to_force_it_writes_over_what_is_broken(folder: Path):
    before = entries(folder)
    write(folder, BASELINE, "no baseline")
    assert "is no baseline" in misuse(folder, "check")
    assert run(folder, "baseline", "--force").status == 0
    assert entries(folder) == before


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (("check", "--baseline", "nowhere.json"), "nowhere.json: there is no such baseline"),
        (("check", "--baseline", "plan.yaml"), "plan.yaml is no baseline"),
        (("check", "--baseline", "."), "error: .: a folder, where a file is expected"),
        (("baseline", "--file", "nowhere/b.json"), "nowhere/b.json cannot be written"),
        (("baseline", "--file", "nowhere.json", "--update"), "nowhere.json does not exist"),
        (("baseline", "--file", "plan.yaml", "--update"), "plan.yaml is no baseline"),
        (("baseline", "--file", "plan.yaml"), "plan.yaml already exists"),
        (("baseline", "--file", "b.json", "notes.yaml"), "none of the files is a model, so there is nothing to record"),
        (("baseline", "--file", "b.json", "missing.yaml"), "missing.yaml"),
        (("baseline", "--file", "b.json", "--on", "soon"), "soon"),
    ],
)
def test_what_is_wrong_with_a_call_is_misuse_and_changes_nothing(folder: Path, call: tuple[str, ...], said: str):
    write(folder, "notes.yaml", "just: notes\n")
    before = {name: (folder / name).read_bytes() for name in os.listdir(folder)}
    assert said in misuse(folder, *call)
    assert {name: (folder / name).read_bytes() for name in os.listdir(folder)} == before


def test_paths_are_kept_from_the_baselines_own_folder_wherever_it_is_run(folder: Path):
    write(folder, "plans/east/plan.yaml", OLD)
    assert run(folder / "plans", "baseline", "--file", "../kept.json", ".").status == 0
    assert {key[0] for key in entries(folder, "kept.json")} == {"plans/east/plan.yaml"}
    for at, file, path in (
        (folder, "kept.json", "plans"),
        (folder / "plans", "../kept.json", "east/plan.yaml"),
        (folder / "plans" / "east", str(folder / "kept.json"), "plan.yaml"),
        (folder, "plans/../kept.json", str(folder / "plans" / "east" / "plan.yaml")),
    ):
        told = check(at, "--baseline", file, path)
        assert (told.findings, told_as_gone(told)) == ([], "")
        assert run(at, "baseline", "--update", "--file", file, path).out.startswith("0 dropped")


def test_a_baseline_that_check_does_not_find_by_itself_says_so(folder: Path):
    assert "--baseline kept.json" in run(folder, "baseline", "--file", "kept.json").out


def test_from_a_folder_below_the_one_above_is_recorded_in_and_updated(folder: Path):
    write(folder, "east/plan.yaml", OLD)
    assert f"{BASELINE} already exists" in misuse(folder / "east", "baseline")
    assert run(folder / "east", "baseline", "--force").status == 0
    assert not (folder / "east" / BASELINE).exists()
    assert {key[0] for key in entries(folder)} == {"plan.yaml", "east/plan.yaml"}
    assert check(folder).findings == check(folder / "east").findings == []


def test_models_that_go_by_several_baselines_are_not_mixed(folder: Path):
    write(folder, "east/plan.yaml", OLD)
    write(folder, f"east/{OWN}", "baseline: own.json\n")
    assert "several baselines" in misuse(folder, "baseline", "--update")
    assert run(folder / "east", "baseline").status == 0
    assert {key[0] for key in entries(folder, "east/own.json")} == {"plan.yaml"}
    assert check(folder).findings == []


def test_models_and_folders_reached_by_links_are_the_same(folder: Path, tmp_path_factory: pytest.TempPathFactory):
    other = tmp_path_factory.mktemp("other")
    (other / "link").symlink_to(folder)
    (folder / "self").symlink_to(folder)
    linked = str(other / "link" / BASELINE)
    for at, arguments in (
        (other, ("link/plan.yaml",)),
        (other, ("link/plan.yaml", "--baseline", linked)),
        (folder, ("plan.yaml", "--baseline", linked)),
        (folder, ("self/plan.yaml",)),
        (other, (str(folder / "plan.yaml"), "--baseline", "link/" + BASELINE)),
    ):
        told = check(at, *arguments)
        assert (told.findings, told_as_gone(told)) == ([], "")
        assert run(at, "baseline", "--update", "--file", linked, arguments[0]).out.startswith("0 dropped")


TABLED = "coverage_model: 1\ngroups: [{id: a}]\npeople: {from: people.csv}\n"
TABLE = "id,group,stauts\nada,a,active\nbob,c,active\n"


def test_findings_in_a_table_are_kept_through_rows_that_move(tmp_path: Path):
    write(tmp_path, "plan.yaml", TABLED)
    write(tmp_path, "people.csv", TABLE)
    assert "people.csv:3:5 error CL020" in check(tmp_path).findings
    assert run(tmp_path, "baseline").status == 0
    write(tmp_path, "people.csv", "group,id,stauts\nc,bob,active\n\na,ada,\na,cyd,\n")
    told = check(tmp_path, "--select", "CL0")
    assert (told.findings, told_as_gone(told)) == ([], "")
    write(tmp_path, "people.csv", TABLE + "cyd,c,active\n")
    assert check(tmp_path, "--select", "CL0").findings == ["people.csv:4:5 error CL020"]
    write(tmp_path, "others.csv", "id,group\nbob,c\n")
    write(tmp_path, "people.csv", "id,group,stauts\nada,a,active\n")
    write(tmp_path, "plan.yaml", TABLED.replace("people.csv", "[people.csv, others.csv]"))
    assert check(tmp_path, "--select", "CL0").findings == []  # moved to another table of the same model


@pytest.fixture
def sharing(tmp_path: Path) -> Path:
    """Return two models that share a table, in which each finds the same, recorded."""
    write(tmp_path, "a.yaml", TABLED)
    write(tmp_path, "b.yaml", TABLED)
    write(tmp_path, "people.csv", TABLE)
    assert run(tmp_path, "baseline").status == 0
    return tmp_path


@pytest.mark.parametrize("paths", [(), ("a.yaml",), ("b.yaml",), ("people.csv",), ("a.yaml", "b.yaml")])
def test_of_models_that_share_a_table_each_has_its_own(sharing: Path, paths: tuple[str, ...]):
    before = (sharing / BASELINE).read_bytes()
    told = check(sharing, *paths)
    assert (told.findings, told_as_gone(told)) == ([], "")
    assert run(sharing, "baseline", "--update", *paths).out.startswith("0 dropped")
    assert (sharing / BASELINE).read_bytes() == before


def test_what_one_model_lost_does_not_hide_what_another_gained(sharing: Path):
    write(sharing, "a.yaml", TABLED.replace("{id: a}", "{id: a}, {id: c}"))
    write(sharing, "b.yaml", TABLED.replace("{id: a}", "{id: x}"))
    assert check(sharing, "--select", "CL020").findings == ["people.csv:2:5 error CL020"]
    assert told_as_gone(check(sharing, "--select", "CL020")) == "CL020 person bob, group (c), in a.yaml"
    assert told_as_gone(check(sharing, "--select", "CL020", "b.yaml")) == ""


def test_entries_of_other_models_are_neither_told_nor_dropped(folder: Path):
    write(folder, "other.yaml", OLD)
    assert run(folder, "baseline", "--force").status == 0
    write(folder, "other.yaml", "coverage_model: 1\n")
    assert told_as_gone(check(folder, "plan.yaml")) == ""
    assert run(folder, "baseline", "--update", "plan.yaml").out.startswith("0 dropped")
    assert "CL011 group b, qouta, in other.yaml" in told_as_gone(check(folder, "--select", "CL011"))


def test_entries_of_models_that_are_no_more_are_told_and_dropped(folder: Path):
    write(folder, "new.yaml", "coverage_model: 1\n")
    assert run(folder, "baseline", "--force").status == 0
    (folder / "plan.yaml").unlink()
    assert "in plan.yaml" in told_as_gone(check(folder, "new.yaml"))
    assert run(folder, "baseline", "--update", "new.yaml").status == 0
    assert {key[0] for key in entries(folder)} == {"new.yaml"}


@pytest.mark.parametrize("option", [("--select", "CL3"), ("--ignore", "CL0"), ("--ignore", "unknown-key,CL02,CL1")])
def test_what_was_not_asked_is_not_told_as_gone(folder: Path, option: tuple[str, str]):
    told = check(folder, *option)
    assert (without_questions(told), told_as_gone(told)) == ([], "")
    assert as_json(folder, *option)["gone"] == []


@pytest.mark.parametrize(
    "broken",
    [
        OLD + "x: [\n",  # nothing can be read
        OLD + "  - {id: q, id: r}\n",  # a part of it
        OLD.replace("groups:", "gruops:"),  # a section is misspelt
        OLD[: OLD.index("people:")] + "people: {from: nowhere.csv}\n",
        OLD[: OLD.index("people:")] + "people: 5\n",
        b"\xff" + OLD.encode(),
    ],
)
def test_a_model_that_cannot_be_judged_loses_no_entries(folder: Path, broken: str | bytes):
    before = entries(folder)
    write(folder, "plan.yaml", broken)
    told = check(folder)
    assert (told.status, told_as_gone(told)) == (1, "")
    assert run(folder, "baseline", "--update").out.startswith("0 dropped")
    assert entries(folder) == before
    write(folder, "plan.yaml", OLD)
    assert check(folder).findings == []


def test_to_force_it_where_a_model_cannot_be_read_keeps_what_was_known_of_it(folder: Path):
    before = entries(folder)
    write(folder, "plan.yaml", OLD + "x: [\n")
    told = run(folder, "baseline", "--force")
    assert "not recorded: 1 because a file could not be read" in told.out
    assert entries(folder) == before


@pytest.mark.parametrize(("known", "recorded"), [(1, 2), (3, 3)])
def test_to_force_it_where_a_table_cannot_be_read_keeps_the_higher_count(folder: Path, known: int, recorded: int):
    held = json.loads((folder / BASELINE).read_text())
    for one in held["findings"]:
        one["count"] = known
    write(folder, BASELINE, json.dumps(held))
    second = "---\ncoverage_model: 1\ngroups: [{id: a}]\npeople: {from: gone.csv}\n"
    write(folder, "plan.yaml", OLD + second)  # two groups a without a leader
    told = run(folder, "baseline", "--force")
    assert "not recorded: 1 because a file could not be read" in told.out
    assert entries(folder)["plan.yaml", "CL304", "group a", "leader", ""] == recorded
    assert [one for one in check(folder).findings if one.endswith("CL304")] == []


TODAY = "coverage_model: 1\nplan: {status: in_review, effective: 2027-01-01}\n"


def test_what_depends_on_today_is_recorded_with_it_and_not_told_as_gone_without(tmp_path: Path):
    write(tmp_path, "plan.yaml", TODAY)
    day = ("--on", "2027-11-30")
    dated = set(check(tmp_path, *day).codes) - set(check(tmp_path).codes)
    assert dated, "no policy finds anything by the day any more: choose another model"
    assert run(tmp_path, "baseline", *day).status == 0
    for options in ((), day):
        told = check(tmp_path, *options)
        assert (told.findings, told_as_gone(told)) == ([], "")
        assert run(tmp_path, "baseline", "--update", *options).out.startswith("0 dropped")


def test_what_is_ignored_is_not_recorded_and_counts_once_ignores_do_not(folder: Path):
    write(folder, "plan.yaml", OLD.replace("qouta: 4}", "qouta: 4} # coverage-lint: ignore[CL011]"))
    assert "CL031" in check(folder).codes
    assert run(folder, "baseline", "--force").status == 0
    assert not [key for key in entries(folder) if key[1] == "CL011"]
    assert [key for key in entries(folder) if key[1] == "CL031"]
    assert check(folder).findings == []
    told = check(folder, "--no-ignores")
    assert (told.codes, told_as_gone(told)) == (["CL011"], "")


def test_several_models_of_one_file_and_standard_input(folder: Path, monkeypatch: pytest.MonkeyPatch):
    write(folder, "plan.yaml", f"{OLD}---\n{OLD}")
    assert set(check(folder, "--select", "CL0").codes) == {"CL011", "CL020"}
    assert run(folder, "baseline", "--force").status == 0
    assert set(entries(folder).values()) == {2}
    told = check(folder)
    assert (told.findings, told_as_gone(told)) == ([], "")
    monkeypatch.setattr("coverage_lint.command.check.read_input", lambda _: OLD.encode())
    told = check(folder, "-", "--stdin-name", "plan.yaml")
    assert told.findings == []
    assert "CL011 group b, qouta, in plan.yaml" in told_as_gone(told)


# --- Edits that change no finding ------------------------------------------------------------------------------------

ORDERED = ("stages", "ramp", "accelerators", "approvals", "certifications", "measures", "coverage")
"""Lists of which the order means something, or that hold what has no name of its own."""


def acme() -> Json:
    """Return the broken example as plain values, its table among them."""
    path = data_path("examples", "acme-broken", "coverage.yaml")
    return plain(load_documents(path, "plan.json").documents[0].root)


def plain(node: Json) -> Json:
    if isinstance(node, dict):
        return {key: plain(value) for key, value in node.items()}
    if isinstance(node, list):
        return [plain(one) for one in node]
    return float(node) if isinstance(node, Decimal) else node


def edited(node: Json, chance: random.Random, key: str = "") -> Json:
    """Turn keys and lists of entities round, and change what no policy asks of."""
    if isinstance(node, dict):
        keys = list(node)
        chance.shuffle(keys)
        made = {name: edited(node[name], chance, name) for name in keys}
        for name in ("title", "about", "why"):
            if isinstance(made.get(name), str) and chance.random() < 0.3:
                made[name] += " again"
        if chance.random() < 0.1 and "coverage_model" not in made:
            made[f"x-{chance.randrange(9)}"] = {"note": "# nothing"}
        return made
    if isinstance(node, list):
        made_list = [edited(one, chance) for one in node]
        if key not in ORDERED and all(isinstance(one, dict) and "id" in one for one in made_list):
            return shuffled(made_list, chance)
        return made_list
    return node


def shuffled(entities: list[Json], chance: random.Random) -> list[Json]:
    """Turn them round; of those with one id the first stays first, since it is the one that counts."""
    places = [one["id"] for one in entities]
    chance.shuffle(places)
    alike = {name: [one for one in entities if one["id"] == name] for name in places}
    return [alike[name].pop(0) for name in places]


def written(root: Json, chance: random.Random) -> str:
    """Write JSON with comments and empty lines in it, as YAML allows."""
    lines: list[str] = []
    for line in json.dumps(root, indent=chance.choice((1, 2, 4))).splitlines():
        if lines and chance.random() < 0.05:
            lines += chance.choice((["# a comment"], [""], ["", "   # another", ""]))
        lines.append(line)
    return "\n".join(lines) + "\n"


@settings(max_examples=examples(25), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_reordering_renaming_and_comments_make_nothing_new(tmp_path: Path, seed: int):
    path = str(tmp_path / BASELINE)
    write(tmp_path, "plan.yaml", json.dumps(acme()))
    options = Options(baseline="", engine="interpreter")
    first = check_paths(["plan.yaml"], options, str(tmp_path)).models
    assert len({one.code for one in first[0].findings}) > 30
    baseline = record(first, path, str(tmp_path))
    chance = random.Random(seed)  # noqa: S311
    write(tmp_path, "plan.yaml", written(edited(acme(), chance), chance))
    ledger = Ledger(baseline, str(tmp_path))
    (model,) = check_paths(["plan.yaml"], options, str(tmp_path)).models
    compared = ledger.compare(model, model.findings)
    assert [(one.code, one.entity, one.field, one.message) for one in compared.new] == []
    assert ledger.gone() == {}


@settings(max_examples=examples(15), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32), kind=st.sampled_from(["leader", "typo", "dangling", "again"]))
def test_a_second_alike_finding_is_new_wherever_it_comes(tmp_path: Path, seed: int, kind: str):
    chance = random.Random(seed)  # noqa: S311
    groups: list[dict[str, Json]] = [{"id": f"g{n}"} for n in range(4)] + [{"id": "typo", "leader": "p0", "naem": 1}]
    people = [{"id": f"p{n}", "group": "nowhere"} for n in range(3)]
    write(tmp_path, "plan.json", json.dumps({"coverage_model": 1, "groups": groups, "people": people}))
    (tmp_path / BASELINE).unlink(missing_ok=True)
    assert run(tmp_path, "baseline").status == 0
    more: dict[str, dict[str, Json]] = {
        "leader": {"id": "new"},
        "typo": {"id": "new", "leader": "p0", "naem": 1},
        "dangling": {"id": "new", "leader": "nobody"},
    }
    if kind == "again":
        groups[-1]["nmae"] = groups[-1]["naem"]  # a second one of the same entity
    else:
        groups.insert(chance.randrange(len(groups) + 1), more[kind])
    chance.shuffle(people)
    write(tmp_path, "plan.json", json.dumps({"people": people, "groups": groups, "coverage_model": 1}))
    code = {"leader": "CL304", "typo": "CL011", "dangling": "CL020", "again": "CL011"}[kind]
    assert check(tmp_path, "--select", "CL0,CL304").codes == [code]


@pytest.mark.parametrize("engine", ENGINES)
def test_thousands_of_findings_and_entries_take_seconds(tmp_path: Path, engine: str):
    groups = "".join(f"  - {{id: g{number}}}\n" for number in range(1500))
    write(tmp_path, "plan.yaml", f"coverage_model: 1\npeople: [{{id: p}}]\ngroups:\n{groups}")
    write(tmp_path, OWN, "select: [CL304]\n")
    begun = process_time()
    assert run(tmp_path, "baseline", "--engine", engine).status == 0
    assert len(entries(tmp_path)) == 1500
    assert run(tmp_path, "check", "--engine", engine).out.endswith(
        "1,500 old, in the baseline: holds for what was asked\n"
    )
    new = groups.replace("id: g", "id: n")
    write(tmp_path, "plan.yaml", f"coverage_model: 1\npeople: [{{id: p}}]\ngroups:\n{new}")
    told = check(tmp_path, "--engine", engine)
    assert len(told.findings) == 1500
    assert "and 1,490 more" in told_as_gone(told)
    assert run(tmp_path, "baseline", "--update", "--engine", engine).out.startswith("1,500 dropped")
    assert process_time() - begun < 8
