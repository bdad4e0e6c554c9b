"""Policies about changes: asked of two versions, matched by id, placed in the newer one, refused at their line."""

from __future__ import annotations

import glob
import os
from typing import TYPE_CHECKING

import pytest
from built_models import build
from policy_files import load, place_of, policy, refusal, run, underlined, with_lacks
from two_versions import compare

from coverage_lint.authoring.cases import read_cases, run_case
from coverage_lint.authoring.change_examples import older_text
from coverage_lint.document.limits import Limits
from coverage_lint.document.model_file import load_documents
from coverage_lint.engine.executor import default_engine
from coverage_lint.entities.changes import ChangeModel
from coverage_lint.errors import PolicyError
from coverage_lint.policy.fields.catalogue import build_model, catalogue
from coverage_lint.policy.program import compile_policies
from coverage_lint.policy.run import Runner
from coverage_lint.policy.shipped import shipped
from coverage_lint.structure import check_structure

if TYPE_CHECKING:
    from coverage_lint.policy.run import Decided

ENGINES = sorted({default_engine(), "interpreter"})
PLAN = "plan: {status: published, fiscal_year: {start: 2027-01-01, end: 2027-12-31}}\n"


def of(kind: str, **changed: str | None) -> str:
    """Write a policy about the changes of a kind."""
    return policy(**{"for": f"{{change: {kind}}}", "at": None, **changed})


def ask(
    text: str, before: str, after: str, *, on: str | None = None, engine: str = "interpreter", lacks: bool = False
) -> Decided:
    """Run policies over the change from one model to another."""
    made = load(text)
    runner = Runner(compile_policies(made), engine, on)  # type: ignore[arg-type]
    decided = runner.run(compare(before, after).model)
    return with_lacks(decided) if lacks else decided


def told(decided: Decided) -> list[tuple[str, int, str]]:
    return [(one.entity, one.location.line, one.message) for one in decided.findings]


BEFORE = """\
groups:
  - {id: north, quota: 10}
  - {id: south, quota: 20}
  - {id: west, quota: 30}
people:
  - {id: ada, group: north}
  - {id: bob, group: south}
  - {id: cy}
"""
AFTER = """\
people:
  - {id: ada, group: north}
  - {id: bob, group: north}
  - {id: cy}
groups:
  - {id: south, quota: 20}
  - {id: north, quota: 5}
  - {id: east, quota: 1}
"""


@pytest.mark.parametrize("engine", ENGINES)
def test_each_entity_is_asked_with_what_it_was_and_what_it_is(engine):
    text = of(
        "group", let="\n    was: before.quota\n    now: after.quota", when="now < was", message='"{was} to {now}"'
    )
    made = ask(text, BEFORE, AFTER, engine=engine)
    assert told(made) == [("group north", 8, "10 to 5")]
    assert [one.entity for one in made.undecided] == ["group east", "group west"]


@pytest.mark.parametrize("engine", ENGINES)
def test_what_came_has_nothing_before_and_what_went_nothing_after(engine):
    assert told(ask(of("group", when="missing(before)"), BEFORE, AFTER, engine=engine)) == [
        ("group east", 9, "something is wrong")
    ]
    assert told(ask(of("group", when="missing(after)"), BEFORE, AFTER, engine=engine)) == [
        ("group west", 6, "something is wrong")
    ]


def test_what_went_is_placed_at_its_section_and_without_one_at_the_model():
    for at in (None, "after.quota", "after.leader.role"):
        (found,) = ask(of("group", when="missing(after)", at=at), BEFORE, AFTER).findings
        place = found.location
        assert (place.source.text[place.start : place.end], place.line) == ("groups", 6)
    gone = ask(of("group", when="missing(after)"), BEFORE, "people: [{id: ada}]").findings
    assert [one.location.source.text[one.location.start : one.location.end] for one in gone] == ["coverage_model"] * 3
    lines = "budget: {lines: [{id: a}, {id: b}]}"
    (line,) = ask(of("line", when="missing(after)"), lines, "budget:\n  total: 1\n  lines: [{id: a}]\n").findings
    assert (line.entity, line.location.line) == ("line b", 4)


def test_a_finding_is_placed_where_the_field_stands_now_and_named_without_its_version():
    (found,) = ask(of("group", when="after.quota < before.quota", at="after.quota"), BEFORE, AFTER).findings
    assert (found.field, found.location.line, found.location.column) == ("quota", 8, 24)
    (plan,) = ask(of("plan", when="in_force", at="plan_after.status"), PLAN, PLAN).findings
    assert (plan.field, plan.entity, plan.location.line) == ("status", "plan", 2)


def test_figures_show_their_places_in_both_versions():
    text = of("group", let="\n    fall: before.quota - after.quota", when="fall > 0", message='"{fall}"')
    (found,) = ask(text, BEFORE, AFTER).findings
    (trace,) = found.traces
    places = [(one.location.line, one.location.source.text == found.location.source.text) for one in trace.places]
    assert places == [(3, False), (8, True)]


def test_both_plans_and_their_totals_are_at_hand():
    totals = "\n    was: plan_before.quota\n    now: plan_after.quota"
    made = ask(of("plan", let=totals, when="now < was", message='"{was} to {now}"'), BEFORE, AFTER)
    assert [one.message for one in made.findings] == ["60 to 26"]
    same = ask(of("plan", when="before.quota == plan_before.quota and after.quota == plan_after.quota"), BEFORE, AFTER)
    assert len(same.findings) == 1


# entities are compared by id


@pytest.mark.parametrize("engine", ENGINES)
def test_who_is_in_the_same_group_has_not_moved_though_its_record_is_another(engine):
    made = ask(of("person", when="before.group != after.group"), BEFORE, AFTER, engine=engine)
    assert [one.entity for one in made.findings] == ["person bob"]
    assert [one.entity for one in made.undecided] == ["person cy"]
    stayed = ask(of("person", when="before.group == after.group"), BEFORE, AFTER, engine=engine)
    assert [one.entity for one in stayed.findings] == ["person ada"]


def test_what_is_looked_for_in_the_other_version_is_found_by_id():
    for when in (
        "exists(before) and before not in plan_after.groups",
        "exists(before) and not any(g == before for g in plan_after.groups)",
        "exists(before) and count(1 for g in plan_after.groups if before == g) == 0",
    ):
        assert [one.entity for one in ask(of("group", when=when), BEFORE, AFTER).findings] == ["group west"]


def test_a_tree_is_followed_in_its_own_version():
    tree = "goals: [{id: a}, {id: b, parent: a}, {id: c, parent: b}]"
    flat = "goals: [{id: a}, {id: b}, {id: c, parent: b}]"
    made = ask(of("goal", when="depth(after) < depth(before)"), tree, flat)
    assert [one.entity for one in made.findings] == ["goal b", "goal c"]
    within = "any(one == before for one in ancestors(after))"
    assert [one.entity for one in ask(of("goal", when=within), tree, flat).findings] == []
    shared = "any(old == new for old in ancestors(before))"
    text = of("goal", when=shared.replace("old == new", "any(old == new for new in ancestors(after))"))
    assert [one.entity for one in ask(text, tree, flat).findings] == ["goal c"]


def test_a_person_is_looked_up_in_the_other_version_by_an_index():
    import time

    crowd = "people:\n" + "".join(f"  - {{id: p{one}, quota: {one}}}\n" for one in range(4_000))
    text = of("person", when="any(p == before and p.quota != before.quota for p in plan_after.people)")
    versions = compare(crowd, crowd.replace("quota: 7}", "quota: 8}"))
    runner = Runner(compile_policies(load(text)), "interpreter", None)
    started = time.perf_counter()
    made = runner.run(versions.model)
    assert time.perf_counter() - started < 4
    assert [one.entity for one in made.findings] == ["person p7"]


# what is unknown stays undecided


@pytest.mark.parametrize("engine", ENGINES)
def test_an_unknown_status_leaves_undecided_what_changed_and_nothing_else(engine):
    text = of("group", when="in_force and exists(before) and exists(after) and after.quota < before.quota")
    made = ask(text, BEFORE, AFTER, engine=engine, lacks=True)
    assert made.findings == []
    assert [(one.entity, one.lacks) for one in made.undecided] == [
        ("group north", ("plan.status", "plan.fiscal_year.start"))
    ]
    assert told(ask(text, PLAN + BEFORE, PLAN + AFTER, engine=engine)) == [("group north", 9, "something is wrong")]


@pytest.mark.parametrize("engine", ENGINES)
def test_what_depends_on_today_is_undecided_without_it(engine):
    text = of("plan", when='in_force and today > "2027-03-31"')
    assert [one.entity for one in ask(text, PLAN, PLAN, engine=engine).undecided] == ["plan"]
    assert len(ask(text, PLAN, PLAN, engine=engine, on="2027-04-01").findings) == 1
    assert ask(text, PLAN, PLAN, engine=engine, on="2027-03-31").findings == []


def test_what_was_refused_in_one_version_is_unknown_there():
    text = of("group", when="after.quota != before.quota or missing(after.quota)")
    made = ask(text, BEFORE, AFTER.replace("quota: 20", "quota: twenty"))
    assert "group south" not in [one.entity for one in made.findings]
    assert "group south" in [one.entity for one in made.undecided]


def test_a_check_of_one_version_asks_nothing_of_changes():
    text = of("plan", when="plan_before.quota > 0 or missing(before)") + of(
        "group", when="missing(after)", code="XX101", name="another"
    )
    made = run(text, BEFORE)
    assert (made.findings, list(made.undecided)) == ([], [])


def test_a_change_asks_nothing_of_one_version():
    made = ask(policy(when="quota > 0") + of("plan", when="1 < 2", code="XX101", name="another"), BEFORE, AFTER)
    assert [one.code for one in made.findings] == ["XX101"]


# faults of policies

REFUSED = [
    (
        {"for": "{change: coverage}"},
        "coverage",
        "coverage has no changes that a policy can check",
        "There are",
    ),
    (
        {"for": "{change: grup}"},
        "grup",
        "grup has no changes that a policy can check",
        "Did you mean group",
    ),
    ({"for": "{change: group_change}"}, "group_change", "no changes that a policy can check", ""),
    ({"for": "{changed: group}"}, "changed", "unknown key changed", "change"),
    ({"for": "{}"}, "{", "for names no kind", "{change: group}"),
    ({"for": "group_change"}, "group_change", "group_change is no kind of entity", "Did you mean group?"),
    ({"for": "period"}, "period", "period is no kind of entity", ""),
    ({"when": "plan.quota > 0"}, "plan", "plan is no field of group_change", "plan_before or plan_after"),
    ({"when": "quota > 0"}, "quota", "quota is no field of group_change", ""),
    ({"when": "before.qouta > 0"}, "before.qouta", "qouta is no field of group", "quota"),
    (
        {"when": "before.targets == after.targets"},
        "before.targets == after.targets",
        "a relation cannot be compared",
        "any(",
    ),
    (
        {"when": "any(t == u for t in before.targets for u in after.targets)"},
        "any(t == u",
        "an aggregate has one `for`",
        "",
    ),
    (
        {"when": "any(any(t == u for u in after.targets) for t in before.targets)"},
        "t == u",
        "target has no id",
        "Compare its fields",
    ),
    (
        {"when": "any(t in after.targets for t in before.targets)"},
        "t in after.targets",
        "target has no id",
        "Compare its fields",
    ),
    ({"at": "quota"}, "quota", "quota is no field of group_change", ""),
    ({"at": "after.qouta"}, "after.qouta", "qouta is no field of group", "quota"),
    ({"let": "\n    before: 1"}, "before", "before is a field of group_change already", ""),
    ({"let": "\n    plan: 1"}, "plan", "plan is a word of the language already", ""),
    ({"when": "any(plan_after.quota > 1 for plan_after in before.targets)"}, "any(", "plan_after is a word", ""),
    ({"message": "'{plan}'"}, "plan", "plan is no field", ""),
]


@pytest.mark.parametrize(("changed", "about", "words", "hint"), REFUSED, ids=[str(one[0])[:60] for one in REFUSED])
def test_a_fault_is_at_its_line_and_column(changed, about, words, hint):
    text = of("group", **changed)
    error = refusal(text)
    assert underlined(error).startswith(about) or about.startswith(underlined(error))
    assert words in error.message
    assert hint in error.help
    line, column = place_of(error)
    assert text.split("\n")[line - 1][column - 1 :].startswith(underlined(error).split("\n")[0])


@pytest.mark.parametrize("kind", ["plan", *catalogue().sections.values()])
def test_the_change_of_the_plan_and_of_everything_with_an_id_can_be_asked(kind):
    (made,) = load(of(kind, when="in_force and not newly_approved and exists(before) and exists(after)"))
    assert made.of_change
    assert not load(policy())[0].of_change


# cases

GROUP_POLICY = of("group", code="XX100", when="after.quota < before.quota", at="after.quota")
ORDINARY = policy(code="XX101", name="another")


def cases(text: str, folder) -> list:
    path = os.path.join(folder, "own.cases.yaml")
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    policies = {one.code: one for one in load(GROUP_POLICY + ORDINARY)}
    return read_cases(path, "own.cases.yaml", policies)


def refused(text: str, folder) -> tuple[str, int, str]:
    with pytest.raises(PolicyError) as error:
        cases(text, folder)
    return error.value.message, place_of(error.value)[0], underlined(error.value)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_case_lays_the_newer_version_over_the_older_one(tmp_path, engine):
    text = """
- policy: XX100
  name: lower than in the older fragment
  before: |
    groups:
      - {id: hunters, quota: 7}
  model: |
    groups:
      - id: hunters
        quota: 6   # fires XX100
- policy: XX100
  name: lower than in the base, which no fragment changes for the older version
  model: |
    groups:
      - id: hunters
        quota: 10_999_999.99   # fires XX100
- policy: XX100
  name: what the older fragment says holds in the newer version too
  before: |
    groups:
      - {id: hunters, quota: 7}
      - {id: sales, quota: 7}
  model: ""
- policy: XX100
  name: what is taken out is taken out of the newer version
  before: |
    groups:
      - {id: sales, quota: 7}
  without: [groups.hunters.quota]
  undecided: true
  model: ""
"""
    for case in cases(text, tmp_path):
        assert run_case(case, catalogue(), engine).problem == "", case.name


def test_an_unsound_version_of_a_case_is_told(tmp_path):
    text = """
- policy: XX100
  name: a misspelt key
  before: |
    groups:
      - {id: hunters, qouta: 7}
  model: ""
"""
    (case,) = cases(text, tmp_path)
    assert run_case(case, catalogue(), "interpreter").problem.startswith("the model is not sound: CL011")


def test_a_case_of_an_ordinary_policy_has_nothing_before(tmp_path):
    text = "- policy: XX101\n  name: n\n  before: |\n    goals: []\n  model: ''\n"
    assert refused(text, tmp_path) == ("XX101 is not about changes, so its case has no older version", 3, "before")


def test_a_fragment_that_cannot_be_read_is_told_at_its_line(tmp_path):
    text = "- policy: XX100\n  name: n\n  before: |\n    goals: []\n    goals: [}\n  model: ''\n"
    message, line, _ = refused(text, tmp_path)
    assert (message.startswith("the fragment cannot be read"), line) == (True, 5)
    assert refused("- policy: XX100\n  name: n\n  before: '- a'\n  model: ''\n", tmp_path)[:2] == (
        "the fragment must be a mapping, like a model", 3
    )  # fmt: skip
    nothing = "- policy: XX100\n  name: n\n  without: [groups.nobody]\n  model: ''\n"
    assert refused(nothing, tmp_path) == ("the base has no nobody", 3, "[groups.nobody]")


def test_an_example_shows_of_the_older_version_what_the_case_speaks_of(tmp_path):
    text = """
- policy: XX100
  name: n
  before: |
    groups:
      - {id: west, leader: maya, quota: 7}
      - id: farmers
        targets:
          renewals: 3
  without: [groups.west, segments.large.coverage]
  model: |
    plan: {status: null}
    groups:
      - id: hunters
        quota: 6
        overlay: true
      - {id: east, quota: 1}
"""
    (case,) = cases(text, tmp_path)
    assert older_text(case).splitlines() == [
        "groups:",
        "  - id: hunters",
        "    quota: 11_000_000",
        "  - id: farmers",
        "    targets:",
        "      renewals: 3",
        "  - id: west",
        "    leader: maya",
        "    quota: 7",
        "plan:",
        "  status: published",
        "segments:",
        "  - id: large",
        "    coverage:",
        "      - {group: hunters, route: field, accounts_per_person: 20, cadence: fortnightly}",
    ]


# what ships


def test_a_plan_that_stays_as_it_is_has_no_finding_and_nothing_undecided():
    from coverage_lint.system.shipped_data import data_path

    with open(data_path("policies", "bases", "plan.yaml"), encoding="utf-8") as file:
        text = file.read().partition("coverage_model: 1\n")[2]
    made = Runner(shipped().program, "interpreter", "2027-07-01").run(compare(text, text).model)
    assert (made.findings, list(made.undecided)) == ([], [])


EXAMPLES = sorted(glob.glob(os.path.join(os.path.dirname(__file__), "..", "..", "examples", "*", "coverage.yaml")))


@pytest.mark.parametrize("path", EXAMPLES, ids=[os.path.basename(os.path.dirname(path)) for path in EXAMPLES])
def test_an_example_beside_itself_has_no_finding_and_nothing_undecided(path):
    versions = []
    for _ in range(2):
        (document,) = load_documents(path, path, Limits()).documents
        check_structure(document)
        versions.append(build_model(document, catalogue())[0])
    for today in (None, "2027-08-01"):
        made = Runner(shipped().program, "interpreter", today).run(ChangeModel(*versions))
        assert (made.findings, list(made.undecided)) == ([], [])


def test_everything_that_ships_for_changes_is_asked_of_a_plan_in_force_alone():
    changes = [one for one in shipped().policies if one.of_change]
    assert {one.code[:3] for one in changes} == {"CL9"}
    assert all("in_force" in one.asked or "in_force" in str(one.lets.values()) for one in changes)
    assert not any(one.of_change for one in shipped().policies if not one.code.startswith("CL9"))
    assert build("goals: []").model.records("goal_change") == []
