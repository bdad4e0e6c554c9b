"""Who has a territory: its owner or its owners, by share and by day; and whether all of a region is covered."""

from fractions import Fraction

import pytest
from built_models import YEAR, build, sound

PEOPLE = "people: [{id: ada}, {id: ben}, {id: eve}]\n"


def parts(owners: str) -> list[object]:
    made = sound(f"{YEAR}{PEOPLE}territories: [{{id: north, owners: [{owners}]}}]\n")
    return [made.of(row, "part") for row in made.model.records("holder")]


def test_an_owner_and_owners_are_one_relation():
    made = sound(
        f"{YEAR}{PEOPLE}territories:\n  - {{id: north, owner: ada}}\n"
        "  - {id: south, owners: [{person: ada, share: 0.6}, {person: ben}]}\n  - {id: west}\n"
    )
    held = {one.id: made.of(one, "holders") for one in made.model.records("territory")}
    assert {where: [row.values["person"].id for row in rows] for where, rows in held.items()} == {
        "north": ["ada"], "south": ["ada", "ben"], "west": [],
    }  # fmt: skip
    assert made.names("person", "ada", "territories") == ["north", "south"]
    assert made.names("person", "ben", "territories") == ["south"]
    assert made.names("person", "eve", "territories") == []


def test_one_owner_has_all_of_a_territory_also_without_a_fiscal_year():
    made = sound(f"{PEOPLE}territories: [{{id: north, owner: ada}}, {{id: south, owners: [{{person: ben}}]}}]\n")
    made.model.ensure("territory", "holders")
    assert [made.of(row, "part") for row in made.model.records("holder")] == [1, 1]


@pytest.mark.parametrize(
    ("owners", "expected"),
    [
        ("{person: ada, share: 0.6}, {person: ben, share: 0.4}", [Fraction(3, 5), Fraction(2, 5)]),
        ("{person: ada}, {person: ben}", [Fraction(1, 2), Fraction(1, 2)]),
        ("{person: ada, share: 0.6}, {person: ben}", [Fraction(3, 5), Fraction(2, 5)]),
        ("{person: ada, end: 2027-03-14}, {person: ben, start: 2027-03-15}", [Fraction(1, 5), Fraction(4, 5)]),
        # 73 of 365 days alone, then half of the other 292.
        ("{person: ada}, {person: ben, start: 2027-03-15}", [Fraction(3, 5), Fraction(2, 5)]),
        ("{person: ada, end: 2026-12-31}, {person: ben}", [0, 1]),
        ("{person: ada, share: 1, end: 2028-06-30}, {person: ben}", [1, 0]),
    ],
)
def test_each_has_a_part_by_share_and_by_days_and_the_rest_is_divided_evenly(owners, expected):
    assert parts(owners) == expected


def test_without_a_fiscal_year_nobody_knows_the_parts_of_several():
    made = sound(f"{PEOPLE}territories: [{{id: north, owners: [{{person: ada}}, {{person: ben}}]}}]\n")
    made.model.ensure("territory", "holders")
    assert [made.of(row, "part") for row in made.model.records("holder")] == [None, None]


def test_quota_is_held_against_the_person_s_parts_of_potential():
    made = sound(
        f"{YEAR}people: [{{id: ada, quota: 60}}, {{id: ben, quota: 60}}]\nterritories:\n"
        "  - {id: north, potential: 100, owner: ada}\n"
        "  - {id: south, potential: 500, owners: [{person: ada, share: 0.4}, {person: ben, share: 0.6}]}\n"
        "  - {id: south-east, parent: south, potential: 50, owner: ben}\n"
    )
    assert made.get("person", "ada", "quota_to_potential") == Fraction(60, 300)
    assert made.get("person", "ben", "quota_to_potential") == Fraction(60, 300)


def test_whoever_may_have_a_territory_leaves_unknown_what_others_have():
    made = build(
        f"{YEAR}{PEOPLE}territories: [{{id: north, owners: [{{person: nobody}}]}}, {{id: south, owner: ada}}]\n"
    )
    assert made.names("person", "ada", "territories") == ["south", "?"]
    assert made.get("person", "ada", "quota_to_potential") is None
    assert made.get("territory", "north", "days_vacant") is None


def vacant(person: str, territory: str) -> object:
    made = sound(f"{YEAR}people: [{{id: ada}}, {{id: hal, {person}}}]\nterritories: [{{id: north, {territory}}}]\n")
    return made.get("territory", "north", "days_vacant")


@pytest.mark.parametrize(
    ("person", "territory", "expected"),
    [
        ("end: 2026-11-19", "owner: hal", 365),
        ("end: 2027-01-15", "owner: hal", 350),
        ("end: 2027-12-31", "owner: hal", 0),
        ("start: 2027-02-01", "owner: hal", 0),
        ("start: 2027-02-01", "owners: [{person: hal}]", 31),
        ("start: 2028-02-01", "owners: [{person: hal}]", 365),
        ("end: 2027-06-30", "owners: [{person: hal}, {person: ada, start: 2027-07-11}]", 10),
        ("end: 2027-06-30", "owners: [{person: hal, start: 2027-08-01}, {person: ada, start: 2027-12-31}]", 364),
        ("end: 2027-06-30", "owners: [{person: hal}, {person: ada, end: 2027-09-30}]", 92),
        ("end: 2027-06-30", "group: south", 0),
    ],
)
def test_days_without_anybody_are_counted_by_when_people_are_there_and_by_what_owners_say(person, territory, expected):
    if "group" in territory:
        made = sound(f"{YEAR}groups: [{{id: south}}]\nterritories: [{{id: north, {territory}}}]\n")
        assert made.get("territory", "north", "days_vacant") == expected
    else:
        assert vacant(person, territory) == expected


REGION = """
people: [{id: ada}, {id: ben}]
groups: [{id: hunters}]
territories:
  - {id: south, group: hunters}
  - {id: east, parent: south, owner: ada}
  - {id: west, parent: south, owner: ben}
  - {id: gulf, parent: south}
"""


def test_a_region_is_covered_if_all_below_it_are():
    made = sound(REGION)
    covered = {one.id: made.of(one, "covered") for one in made.model.records("territory")}
    assert covered == {"south": False, "east": True, "west": True, "gulf": False}
    assert made.get("territory", "gulf", "left_out") is True
    made = sound(
        REGION.replace("{id: south, group: hunters}", "{id: south}").replace("{id: gulf, ", "{id: gulf, owner: ada, ")
    )
    assert made.get("territory", "south", "covered") is True


def test_a_refused_owner_leaves_open_whether_a_territory_is_left_out():
    made = build(REGION.replace("{id: gulf, parent: south}", "{id: gulf, parent: south, owner: nobody}"))
    assert (made.get("territory", "gulf", "left_out"), made.get("territory", "south", "covered")) == (None, None)
    made = build(REGION.replace("owner: ben", "owner: nobody").replace("owner: ada", "group: hunters"))
    assert made.get("territory", "gulf", "left_out") is False
    made = build(REGION.replace("owner: ben", "owner: nobody").replace("parent: south, owner: ada", "owner: ada"))
    assert made.get("territory", "gulf", "left_out") is None


def test_a_territory_is_of_the_group_of_the_nearest_one_above_that_has_one():
    made = sound(REGION + "  - {id: bay, parent: gulf}\n  - {id: moon}\n")
    assert made.get("territory", "bay", "given_group") is made.record("group", "hunters")
    assert (made.get("territory", "bay", "of_a_group"), made.get("territory", "moon", "of_a_group")) == (True, False)
    made = build(REGION.replace("group: hunters", "group: nobody"))
    assert (made.get("territory", "gulf", "given_group"), made.get("territory", "gulf", "of_a_group")) == (None, None)


@pytest.mark.parametrize(("parent", "left_out"), [("", "east"), (", parent: nowhere", None)])
def test_a_region_at_the_top_is_left_out_unless_it_may_belong_below_another(parent, left_out):
    rows = "{group: g, territory: north}, {group: g, territory: south}"
    made = build(
        f"groups: [{{id: g}}]\nterritories: [{{id: north}}, {{id: south}}, {{id: east, group: g{parent}}}]\n"
        f"segments: [{{id: a, coverage: [{rows}]}}]"
    )
    assert made.get("segment", "a", "places_left_out") == left_out


@pytest.mark.parametrize(
    ("owner", "beside"), [("", (2, 1)), (", owner: ann", (2, 2)), (", owner: nobody", (None, None))]
)
def test_owners_beside_a_territory_are_counted_unless_one_was_refused(owner, beside):
    made = build(
        "groups: [{id: g}]\npeople: [{id: ann}]\nterritories:\n"
        f"  - {{id: a, group: g}}\n  - {{id: b, group: g, owner: ann}}\n  - {{id: c, group: g{owner}}}\n"
    )
    assert tuple(made.get("territory", "a", field) for field in ("leaves_beside", "owned_beside")) == beside


def test_medians_beside_a_territory_are_unknown_where_one_was_refused():
    made = build(
        "groups: [{id: g}]\nterritories:\n"
        + "".join(f"  - {{id: t{at}, group: g, potential: {potential}}}\n" for at, potential in enumerate((9, 1, 2, 3)))
        + "  - {id: u0, parent: t0, group: g, potential: x}\n"
    )
    assert [made.get("territory", f"t{at}", "usual_potential") for at in range(4)] == [0, 0, 0, 0]  # three are leaves
    made = build(
        "groups: [{id: g}]\nterritories:\n"
        + "".join(f"  - {{id: t{at}, group: g, potential: {one}}}\n" for at, one in enumerate((9, 1, 2, 3, "x")))
    )
    assert [made.get("territory", f"t{at}", "usual_potential") for at in range(4)] == [None] * 4
