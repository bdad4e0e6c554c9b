from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from drawn_charts import example
from made_plans import EXAMPLES, TOP, portrait, report, run

from coverage_lint.report.gather.placed_findings import element_of
from coverage_lint.report.portrait.refs import anchor

if TYPE_CHECKING:
    from pathlib import Path

ACME = (EXAMPLES / "acme" / "coverage.yaml").read_text(encoding="utf-8")


@pytest.fixture
def acme(tmp_path: Path) -> Path:
    (tmp_path / "people.csv").write_bytes((EXAMPLES / "acme" / "people.csv").read_bytes())
    (tmp_path / "plan.yaml").write_text(ACME, encoding="utf-8")
    return tmp_path


def change(folder: Path, old: str, new: str) -> None:
    plan = folder / "plan.yaml"
    text = plan.read_text(encoding="utf-8")
    assert text.count(old) == 1, old
    plan.write_text(text.replace(old, new), encoding="utf-8")


def without(section: str) -> str:
    return re.sub(rf"(?m)^{section}:.*\n(?:(?!\S).*\n)*", "", ACME)


def tiles(made: dict[str, Any]) -> dict[str, str]:
    return {one["element"]: one["state"] for one in made["tiles"]}


def test_a_clean_plan_is_complete_in_all_elements(acme: Path):
    made = portrait(acme, "plan.yaml")
    assert tiles(made) == dict.fromkeys(
        ["goals", "people", "groups", "segments", "budget", "organization", "priorities", "process"], "complete"
    )
    sentence = "The plan holds together: 7 of 7 elements are complete, and so is the process; no error, no warning."
    assert made["verdict"]["sentence"] == sentence
    sizes = [(one["size"], one["unit"]) for one in made["tiles"]]
    assert sizes == [
        (4, "goals"), (43, "seats"), (5, "groups"), (6, "segments"), (7, "lines"), (4, "units"), (4, "priorities"),
        (7, "stages"),
    ]  # fmt: skip


def test_an_error_makes_its_element_incomplete(acme: Path):
    change(acme, "    quota: 7_200_000\n", "    quota: 5_200_000\n")
    made = portrait(acme, "plan.yaml")
    assert {element for element, state in tiles(made).items() if state != "complete"} == {"groups"}
    assert tiles(made)["groups"] == "incomplete"
    assert made["verdict"]["sentence"] == (
        "The plan does not hold together: 6 of 7 elements are complete, and so is the process; 1 error in groups; "
        "11 questions could not be answered."
    )


def test_a_warning_puts_its_element_at_risk(acme: Path):
    change(acme, "    phasing_reason: Follows the renewal dates\n", "")
    change(acme, "    rank: 4\n", "    rank: 3\n")
    made = portrait(acme, "plan.yaml")
    assert {element: state for element, state in tiles(made).items() if state != "complete"} == {
        "priorities": "at_risk"
    }
    assert made["verdict"]["state"] == "at_risk"
    assert made["verdict"]["sentence"].startswith(
        "The plan holds together, and is at risk: 6 of 7 elements are complete, and so is the process; "
    )


@pytest.mark.parametrize("section", ["organization", "priorities"])
def test_an_absent_section_is_incomplete_whatever_is_asked(section: str, acme: Path):
    (acme / "plan.yaml").write_text(without(section), encoding="utf-8")
    made = portrait(acme, "plan.yaml", "--select", "CL1")
    assert tiles(made)[section] == "incomplete"
    assert f"there is nothing on {section}" in made["verdict"]["sentence"]


def test_what_was_not_asked_is_not_called_complete(acme: Path):
    made = portrait(acme, "plan.yaml", "--select", "CL3")
    states = tiles(made)
    assert states.pop("groups") == "complete"
    assert set(states.values()) == {"unchecked"}
    assert made["verdict"]["sentence"] == (
        "Only a part of the plan was checked: 1 of 7 elements is complete; no error, no warning; "
        "not checked: goals, people, segments and 4 more."
    )


def test_an_error_that_the_baseline_holds_is_a_risk_still(acme: Path):
    change(acme, "    quota: 7_200_000\n", "    quota: 5_200_000\n")
    assert run(acme, "baseline", "plan.yaml").returncode == 0
    made = portrait(acme, "plan.yaml")
    assert (tiles(made)["groups"], made["findings"]["found"]) == ("at_risk", [])
    assert "3 old errors in groups" in made["verdict"]["sentence"]
    assert tiles(portrait(acme, "plan.yaml", "--no-baseline"))["groups"] == "incomplete"


def test_an_element_with_a_question_of_an_error_without_an_answer_is_open(acme: Path):
    change(acme, "    productivity: 1_100_000\n", "")
    made = portrait(acme, "plan.yaml")
    open_questions = {one["undecided"]["code"] for one in made["findings"]["undecided"] if one["element"] == "people"}
    assert "CL204" in open_questions
    assert {element: state for element, state in tiles(made).items() if state != "complete"} == {"people": "open"}
    assert made["verdict"]["state"] == "open"
    assert re.fullmatch(
        r"Whether the plan holds together is open: 6 of 7 elements are complete, and so is the process; "
        r"no error, no warning; "
        r"1 field to write in people; \d+ questions could not be answered\.",
        made["verdict"]["sentence"],
    )


def test_an_ignored_finding_is_a_decision(acme: Path):
    change(acme, "    quota: 7_200_000\n", "    quota: 5_200_000 # coverage-lint: ignore[CL302] agreed\n")
    made = portrait(acme, "plan.yaml", "--ignore", "CL301,CL320,CL326,CL319")
    assert [(one["finding"]["code"], one["reason"]) for one in made["findings"]["ignored"]] == [("CL302", "agreed")]
    assert tiles(made)["groups"] == "complete"


def test_a_draft_is_called_one(acme: Path):
    change(acme, "  status: published # draft, in_review, approved, published\n", "  status: draft\n")
    assert portrait(acme, "plan.yaml")["verdict"]["sentence"].startswith("The draft holds together: ")


@pytest.mark.parametrize(
    ("code", "entity", "field", "element"),
    [
        ("CL301", "plan", "groups", "groups"),
        ("CL011", "person ada", "qouta", "people"),
        ("CL010", "comp_plan x", "base", "budget"),
        ("CL020", "comp plan x", "roles", "budget"),
        ("AC101", "role in group ae in north", "", "groups"),
        ("AC101", "role ae", "", "people"),
        ("CL010", "plan", "segments", "segments"),
        ("CL010", "process", "crm.system", "process"),
        ("CL010", "plan", "currency", "plan"),
        ("CL001", "", "", "plan"),
        ("AC101", "plan", "", "plan"),
    ],
)
def test_each_finding_has_an_element(code: str, entity: str, field: str, element: str):
    assert element_of(code, entity, field) == element


def test_findings_point_at_their_entities_and_the_groups_they_concern():
    made = portrait(TOP, "examples/acme-broken")
    found = made["findings"]["found"]
    places = {(one["finding"]["code"], one["finding"]["entity"]): one for one in found}
    late = places["CL207", "person open-commercial-ae"]
    assert (late["element"], late["entity"]["anchor"], late["groups"]) == (
        "people", "person--open-commercial-ae", ["commercial"],
    )  # fmt: skip
    assert places["CL503", "plan"]["entity"] is None
    assert [one["anchor"] for one in found] == [f"finding--{at}" for at in range(1, len(found) + 1)]
    for page in made["groups"]:
        assert page["findings"] == [at for at, one in enumerate(found) if page["group"]["id"] in one["groups"]]
    assert sum(len(page["findings"]) for page in made["groups"]) > 10


def test_a_group_has_what_its_review_looks_at():
    made = portrait(TOP, "examples/acme")
    page = next(one for one in made["groups"] if one["group"]["id"] == "enterprise")
    assert (page["leader"]["name"], page["parent"]["id"], page["kind"]) == ("Marcus Adeyemi", "sales", "selling")
    assert [one["share"] for one in page["members"] if one["person"] == "chloe-martin"] == ["0.5"]
    assert [one["segment"]["id"] for one in page["coverage"]] == ["enterprise-prospects"]
    assert [one["target"] for one in page["quarters"]] == ["1260000", "1575000", "1417500", "2047500"]
    assert [one["review"]["id"] for one in page["reviews"]] == ["group-review"]
    assert page["reviews"][0]["agenda"] == [
        "Result against target", "Pipeline by stage", "Coverage of segments", "Help needed",
    ]  # fmt: skip
    assert {one["group"]["id"]: one["kind"] for one in made["groups"]} == {
        "sales": "layer", "enterprise": "selling", "commercial": "selling", "existing-customers": "selling",
        "solutions": "overlay",
    }  # fmt: skip


def test_a_person_has_certifications_held_and_lacking():
    made = portrait(TOP, "examples/acme-broken")
    person = next(one for one in made["people"] if one["person"]["id"] == "rafael-souza")
    assert {(one["name"], one["state"]) for one in person["certifications"]} == {
        ("product", "held"), ("value-selling", "lacking"),
    }  # fmt: skip


def test_roles_hold_quota_against_pay():
    made = portrait(TOP, "examples/acme")
    roles = {one["role"]["id"]: one for one in made["roles"]}
    seller = roles["enterprise-ae"]
    # six of seven are there all year, with 1.2, 1.2, 1.15, 1.15, 1.15 and 1.1 million; grace-kim's relief is apart
    people = [one for one in made["people"] if one["role"]["id"] == "enterprise-ae" and one["ramped_share"] == "1"]
    quotas = sorted(Fraction(one["quota"]) for one in people)
    assert len(quotas) == 6
    assert Fraction(seller["mean_quota"]) == sum(quotas) / 6
    assert Fraction(seller["multiple"]) == sum(quotas) / 6 / 250_000
    spread = seller["spread"]
    assert [Fraction(spread[name]) for name in ("least", "lower", "upper", "most")] == [
        quotas[at] for at in (0, 1, 4, 5)
    ]
    assert Fraction(spread["median"]) == (quotas[2] + quotas[3]) / 2


@pytest.mark.parametrize(
    ("quotas", "median"), [((760, 780), "770"), ((1, 2), "1.5"), ((1, 5, 9), "5"), ((7,), "7"), ((1, 1, 4, 9), "2.5")]
)
def test_the_median_of_quotas_is_the_middle_one_or_the_mean_of_two(
    quotas: tuple[int, ...], median: str, tmp_path: Path
):
    people = "".join(f"  - {{id: p{at}, role: ae, quota: {quota}}}\n" for at, quota in enumerate(quotas))
    text = "coverage_model: 1\nplan: {fiscal_year: {start: 2027-01-01, end: 2027-12-31}}\n"
    text += f"roles: [{{id: ae, family: account_executive}}]\npeople:\n{people}"
    (tmp_path / "plan.yaml").write_text(text, encoding="utf-8")
    (role,) = portrait(tmp_path, "plan.yaml")["roles"]
    assert Fraction(role["spread"]["median"]) == Fraction(median)


def test_roles_are_held_against_the_band_of_their_quotas():
    made = portrait(TOP, "examples/acme")
    roles = {one["role"]["id"]: one for one in made["roles"]}
    seller = roles["enterprise-ae"]
    assert (seller["banded"], roles["account-manager"]["banded"]) == (True, False)
    assert made["budget"]["band"] == ["4", "6"]
    assert len(seller["quotas"]) == 7


def test_the_matrix_shows_who_covers_what():
    made = portrait(TOP, "examples/acme")["coverage"]
    columns = [one["id"] for one in made["columns"]]
    assert columns == ["enterprise", "commercial", "existing-customers", "baltic-bridge"]
    rows = {one["segment"]["id"]: one for one in made["segments"]}
    assert rows["small-prospects"]["cells"] == [[], [0], [], [1]]
    assert [line["route"] for line in rows["small-prospects"]["coverage"]] == ["inside", "partner"]
    assert (rows["public-sector"]["state"], rows["public-sector"]["cells"]) == ("left_alone", [[], [], [], []])
    broken = portrait(TOP, "examples/acme-broken")["coverage"]
    assert "uncovered" in {one["state"] for one in broken["segments"]}


def test_trees_are_in_order_and_circles_are_taken_apart(tmp_path: Path):
    parents = {"e": "d", "a": "b", "b": "a", "c": "", "f": "c", "d": "c"}
    units = [f"{{id: {name}, parent: {parent}}}" if parent else f"{{id: {name}}}" for name, parent in parents.items()]
    text = f"coverage_model: 1\norganization: {{units: [{', '.join(units)}]}}\n"
    (tmp_path / "plan.yaml").write_text(text, encoding="utf-8")
    made = portrait(tmp_path, "plan.yaml")["organization"]["units"]
    order = [(one["unit"]["id"], one["depth"]) for one in made]
    assert order[-4:] == [("c", 0), ("f", 1), ("d", 1), ("e", 2)]
    assert {name for name, _ in order[:-4]} == {"a", "b"}


def test_people_over_the_year_names_who_joins_and_leaves():
    year = portrait(TOP, "examples/acme")["year"]
    joins = {one["name"]: [ref["id"] for ref in one["joins"]] for one in year["months"] if one["joins"]}
    assert joins == {
        "2027-02": ["noah-thompson"], "2027-03": ["open-enterprise-ae"], "2027-04": ["open-sdrs"],
        "2027-07": ["open-commercial-ae"],
    }  # fmt: skip
    assert [one["name"] for one in year["months"] if one["leaves"]] == ["2027-06"]
    assert year["steady"] == "38"


def test_without_a_fiscal_year_what_hangs_on_it_is_unknown(acme: Path):
    change(acme, "  fiscal_year: {start: 2027-01-01, end: 2027-12-31}\n", "")
    made = portrait(acme, "plan.yaml")
    assert made["year"]["months"] == []
    assert {one["starts"] for one in made["quarters"]} == {None}
    assert made["head"]["starts"] is None
    assert "## The math" in report(acme, "plan.yaml", "--format", "markdown")


def test_an_anchor_is_of_one_entity_whatever_its_id():
    made = [anchor("person", name) for name in ("a b", "a_20_b", "a-b", "A-b", "a--b", "é", "")]
    assert made[0] == "person--a_20_b"
    assert len(set(made)) == len(made)


@pytest.mark.parametrize("name", ["acme", "software", "device-field-force", "distributors", "acme-broken"])
def test_a_group_is_outside_the_organization_where_the_policy_says_so(name: str):
    held = example(name)
    told = {one.finding.entity for one in held.findings.found if one.finding.code == "CL602"}
    organization = held.organization
    assert organization is not None
    assert {f"group {group.id}" for group in organization.outside} == told
