"""Two versions as one: what is matched, whether the older one binds, who moved, and which periods differ."""

import pytest
from built_models import YEAR, build, sound
from two_versions import compare

PUBLISHED = "plan: {status: published, fiscal_year: {start: 2027-01-01, end: 2027-12-31}}\n"
DRAFT = PUBLISHED.replace("published", "draft")


def test_entities_are_matched_by_id_those_of_the_newer_version_first():
    made = compare("goals: [{id: a}, {id: b}, {id: c}]", "goals: [{id: d}, {id: c}]")
    pairs = [(one.id, one.values["before"], one.values["after"]) for one in made.model.records("goal_change")]
    there = [(identity, before is not None, after is not None) for identity, before, after in pairs]
    assert there == [("d", False, True), ("c", True, True), ("a", True, False), ("b", True, False)]


def test_a_section_that_only_one_version_has_is_compared_too():
    made = compare("goals: [{id: a}]", "groups: [{id: a}]")
    assert [(one.id, one.values["after"]) for one in made.model.records("goal_change")] == [("a", None)]
    assert [(one.id, one.values["before"]) for one in made.model.records("group_change")] == [("a", None)]


def test_an_id_that_is_there_twice_is_matched_once():
    made = compare("goals: [{id: a, target: 1}, {id: a, target: 2}]", "goals: [{id: a, target: 3}, {id: a, target: 4}]")
    (only,) = made.model.records("goal_change")
    assert (only.values["before"].values["target"], only.values["after"].values["target"]) == (1, 3)
    assert [one.code for one in made.findings] == ["CL021", "CL021"]


@pytest.mark.parametrize(
    ("before", "after", "in_force"),
    [
        (PUBLISHED, PUBLISHED, True),
        (PUBLISHED.replace("published", "approved"), DRAFT, True),
        (DRAFT, PUBLISHED, False),
        (DRAFT.replace("draft", "in_review"), PUBLISHED, False),
        (PUBLISHED, PUBLISHED.replace("2027", "2028"), False),
        (YEAR, PUBLISHED, None),
        (YEAR, PUBLISHED.replace("2027", "2028"), False),
        (PUBLISHED, "plan: {status: published}\n", True),
        (PUBLISHED, "plan: {status: published, fiscal_year: {end: 2027-12-31}}\n", True),
        (PUBLISHED, "plan: {status: published, fiscal_year: {start: soon}}\n", None),
        (PUBLISHED, "plan: {status: published, fiscal_year: soon}\n", None),
        ("plan: {status: draft}\n", PUBLISHED, False),
        (PUBLISHED.replace("published", "finished"), PUBLISHED, None),
    ],
)
def test_a_plan_is_in_force_once_it_was_approved_or_published_for_its_year(before, after, in_force):
    assert compare(before, after).get("plan", None, "in_force") is in_force


PEOPLE = "people: [{id: ada}, {id: bob}]\n"


@pytest.mark.parametrize(
    ("before", "after", "approved"),
    [
        ("{by: ada, on: 2027-01-01}", "{by: ada, on: 2027-01-01}", False),
        ("{by: ada, on: 2027-01-01}", "{by: ada, on: 2027-02-01}", True),
        ("{by: ada, on: 2027-01-01}", "{by: ada, on: 2027-01-01}, {by: bob}", True),
        ("{by: ada, on: 2027-01-01}", "", False),
        ("", "{by: ada}", True),
        ("{by: ada}", "{by: nobody}", None),
        ("{by: nobody}", "{by: ada}", None),
        ("{by: nobody}", "", False),
    ],
)
def test_a_plan_is_newly_approved_with_an_approval_that_the_older_one_lacks(before, after, approved):
    texts = [f"plan: {{approvals: [{one}]}}\n{PEOPLE}" for one in (before, after)]
    assert compare(*texts).get("plan", None, "newly_approved") is approved


def test_what_one_version_derives_is_computed_in_both():
    made = compare("goals: [{id: a, target: 1}]", "goals: [{id: a, target: 2}, {id: b, parent: a, target: 2}]")
    made.model.ensure("goal", "leaf")
    change = made.record("goal", "a")
    assert (change.values["before"].values["leaf"], change.values["after"].values["leaf"]) == (True, False)


# who moved

GROUPS = "groups: [{id: north}, {id: south}, {id: west}]\n"


def moved(before: str, after: str, groups: tuple[str, str] = (GROUPS, GROUPS)) -> tuple[object, object, object]:
    """Return how much of ada moved, and how many seats of the plan did and stayed."""
    made = compare(f"{groups[0]}people: [{before}]", f"{groups[1]}people: [{after}]")
    return made.get("person", "ada", "moved"), made.get("plan", None, "moved"), made.get("plan", None, "stayed")


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("{id: ada, group: north}", "{id: ada, group: north}", (0, 0, 1)),
        ("{id: ada, group: north}", "{id: ada, group: south}", (1, 1, 1)),
        ("{id: ada, group: north}", "{id: ada, groups: {north: 1}}", (0, 0, 1)),
        ("{id: ada, group: north, count: 4}", "{id: ada, group: south, count: 3}", (1, 3, 3)),
        ("{id: ada, group: north, count: 2}", "{id: ada, group: south, count: 3}", (1, 2, 2)),
        ("{id: ada, groups: {north: 0.5, south: 0.5}}", "{id: ada, groups: {south: 0.5, north: 0.5}}", (0, 0, 1)),
        ("{id: ada, group: north}", "{id: ada, groups: {north: 0.75, south: 0.25}}", ("1/4", "1/4", 1)),
        ("{id: ada, group: north}", "{id: ada, groups: {north: 1, south: 0.5}}", (0, 0, 1)),
        ("{id: ada, groups: {north: 0.5}}", "{id: ada, groups: {south: 1}}", ("1/2", "1/2", 1)),
        ("{id: ada}", "{id: ada, group: south}", (0, 0, 1)),
        ("{id: ada, group: north}", "{id: ada}", (0, 0, 1)),
        ("{id: bob}", "{id: ada, group: south}", (0, 0, 0)),
        ("{id: ada, group: north}", "{id: bob}", (0, 0, 0)),
        ("{id: ada, group: north, status: open}", "{id: ada, group: south}", (1, 0, 0)),
        ("{id: ada, group: north}", "{id: ada, group: south, status: open}", (1, 0, 0)),
        ("{id: ada, group: nowhere}", "{id: ada, group: south}", (None, None, 1)),
        ("{id: ada, group: north}", "{id: ada, groups: {nowhere: 1}}", (None, None, 1)),
        ("{id: ada, group: north, status: gone}", "{id: ada, group: north}", (0, None, None)),
        ("{id: ada, group: north, count: many}", "{id: ada, group: north}", (0, None, None)),
    ],
)
def test_seats_move_by_the_share_that_left_groups_for_others(before, after, told):
    assert tuple(one if one is None else str(one) for one in moved(before, after)) == tuple(
        one if one is None else str(one) for one in told
    )


def test_a_group_that_goes_on_under_another_id_has_moved_nobody():
    renamed = GROUPS.replace("north", "pacific")
    assert moved("{id: ada, group: north}", "{id: ada, group: pacific}", (GROUPS, renamed)) == (0, 0, 1)
    assert moved("{id: ada, group: north}", "{id: ada, group: south}", (GROUPS, renamed)) == (1, 1, 1)


def test_a_new_group_beside_the_old_one_is_another_group():
    more = GROUPS.replace("{id: west}", "{id: west}, {id: pacific}")
    assert moved("{id: ada, group: north}", "{id: ada, group: pacific}", (GROUPS, more)) == (1, 1, 1)


def test_moved_seats_show_where_they_are_now():
    made = compare(
        f"{GROUPS}people: [{{id: ada, group: north}}, {{id: bob, group: north}}, {{id: cy, group: north}}]",
        f"{GROUPS}people: [{{id: ada, group: south}}, {{id: bob, group: north}}, {{id: cy, groups: {{west: 1}}}}]",
    )
    made.model.ensure("plan_change", "moved")
    places = made.model.sources(made.record("plan", None), "moved")
    assert [(record.id, field) for record, field in places] == [("ada", "group"), ("cy", "groups")]
    assert [field for _, field in made.model.sources(made.record("person", "cy"), "moved")] == ["group", "groups"]


def test_a_person_has_the_rows_that_the_groups_have_of_them():
    people = "people: [{id: ada, group: south}, {id: bob, groups: {west: 0.25, north: 0.75}}, {id: cy}]"
    made = sound(GROUPS + people)
    rows = {one: made.get("person", one, "memberships") for one in ("ada", "bob", "cy")}
    assert [[(row.values["group"].id, float(row.values["share"])) for row in held] for held in rows.values()] == [
        [("south", 1.0)], [("north", 0.75), ("west", 0.25)], []
    ]  # fmt: skip


# which periods differ

Q = "{Q1: 10, Q2: 20, Q3: 30, Q4: 40}"
MONTHS = "{2027-01: 3, 2027-02: 3, 2027-03: 4, Q2: 20, Q3: 30, Q4: 40}"


def goal(phasing: str) -> str:
    return YEAR + "goals: [{id: a" + (f", phasing: {phasing}" if phasing else "") + "}]\n"


@pytest.mark.parametrize(
    ("before", "after", "rows"),
    [
        (Q, Q, []),
        (Q, Q.replace("Q1: 10", "Q1: 11"), [("Q1", "2027-03-31", 10, 11)]),
        (Q, "{Q2: 20, Q3: 30, Q4: 40}", [("Q1", "2027-03-31", 10, 0)]),
        ("{Q2: 20, Q3: 30, Q4: 40}", Q, [("Q1", "2027-03-31", 0, 10)]),
        (Q, MONTHS, []),
        (MONTHS, Q, []),
        (Q, MONTHS.replace("2027-03: 4", "2027-03: 5"), [("Q1", "2027-03-31", 10, 11)]),
        (MONTHS, MONTHS.replace("2027-01: 3", "2027-01: 2"), [("2027-01", "2027-01-31", 3, 2)]),
        (
            MONTHS,
            MONTHS.replace("2027-01: 3", "2027-01: 2").replace("2027-03: 4", "2027-03: 5"),
            [("2027-01", "2027-01-31", 3, 2), ("2027-03", "2027-03-31", 4, 5)],
        ),
        (MONTHS, MONTHS.replace("{", "{Q1: 10, "), []),
        (MONTHS, MONTHS.replace("{", "{Q1: 12, "), [("Q1", "2027-03-31", 10, 12)]),
        (MONTHS.replace("{", "{Q1: 10, "), Q, []),
        ("{Q1: 10, 2027-01: 3}", "{Q1: 10, 2027-01: 3, 2027-02: 3, 2027-03: 4}", []),
        ("{Q1: 10, 2027-01: 3}", "{Q1: 12, 2027-01: 3}", [("Q1", "2027-03-31", 10, 12)]),
        (MONTHS, MONTHS.replace("2027-02: 3, ", ""), [("Q1", "2027-03-31", 10, 7)]),
        ("{2026-12: 1, 2028-01: 5}", "{2026-12: 2, 2028-01: 6}", []),
        ("", Q, []),
        (Q, "", []),
        ("{Q4: 40, Q1: 10}", "{Q1: 11, Q4: 41}", [("Q1", "2027-03-31", 10, 11), ("Q4", "2027-12-31", 40, 41)]),
    ],
)  # fmt: skip
def test_periods_are_compared_by_months_where_both_give_them_else_by_quarters(before, after, rows):
    assert compare(goal(before), goal(after)).periods("goal", "a", "changed_periods") == rows


def test_a_figure_that_was_refused_leaves_its_period_unknown_and_no_other():
    after = goal(Q.replace("Q1: 10", "Q1: ten").replace("Q2: 20", "Q2: 21"))
    assert compare(goal(Q), after).periods("goal", "a", "changed_periods") == [(), ("Q2", "2027-06-30", 20, 21)]


def test_a_version_without_a_fiscal_year_has_the_others_and_without_any_periods_are_unknown():
    other = goal(Q.replace("10", "11"))
    rows = [("Q1", "2027-03-31", 10, 11)]
    assert compare(goal(Q), other.removeprefix(YEAR)).periods("goal", "a", "changed_periods") == rows
    assert compare(goal(Q).removeprefix(YEAR), other).periods("goal", "a", "changed_periods") == rows
    neither = compare(goal(Q).removeprefix(YEAR), other.removeprefix(YEAR))
    assert neither.periods("goal", "a", "changed_periods") is None


def test_groups_and_people_have_their_own_phasings():
    def model(first: int) -> str:
        split = f"{{Q1: {first}, Q2: {first + 1}}}"
        group = f"{{id: g, quota_phasing: {split}, target_phasing: {{Q1: 1}}}}"
        return f"{YEAR}groups: [{group}]\npeople: [{{id: p, phasing: {split}}}]\n"

    made = compare(model(1), model(2))
    both = [("Q1", "2027-03-31", 1, 2), ("Q2", "2027-06-30", 2, 3)]
    assert made.periods("group", "g", "changed_quota_periods") == both
    assert made.periods("group", "g", "changed_target_periods") == []
    assert made.periods("person", "p", "changed_periods") == both


def test_an_entity_of_one_version_has_no_periods_to_compare():
    made = compare(YEAR + "goals: [{id: b, phasing: {Q1: 1}}]", goal(Q))
    assert made.periods("goal", "a", "changed_periods") == []
    assert made.periods("goal", "b", "changed_periods") == []


# territories

TREE = """
people: [{id: ada}]
territories:
  - {id: world}
  - {id: east, parent: world}
  - {id: japan, parent: east}
  - {id: china, parent: east, owner: ada}
  - {id: west, parent: world, owner: ada}
  - {id: peru, parent: west}
  - {id: moon}
"""


def test_uncovered_leaves_are_counted_up_the_tree():
    made = sound(TREE)
    counts = {one.id: made.of(one, "uncovered_leaves") for one in made.model.records("territory")}
    assert counts == {"world": 1, "east": 1, "japan": 1, "china": 0, "west": 0, "peru": 0, "moon": 1}
    places = made.model.sources(made.record("territory", "world"), "uncovered_leaves")
    assert [record.id for record, _ in places] == ["japan"]


def test_an_owner_or_parent_that_was_refused_leaves_the_count_unknown_where_it_matters():
    made = build(TREE.replace("{id: japan, parent: east}", "{id: japan, parent: east, owner: nobody}"))
    counts = {one.id: made.of(one, "uncovered_leaves") for one in made.model.records("territory")}
    assert counts == {"world": None, "east": None, "japan": None, "china": 0, "west": 0, "peru": 0, "moon": 1}
    made = build(TREE.replace("{id: moon}", "{id: moon, parent: nowhere}"))
    counts = {one.id: made.of(one, "uncovered_leaves") for one in made.model.records("territory")}
    assert (counts["world"], counts["west"], counts["china"]) == (None, 0, 0)
