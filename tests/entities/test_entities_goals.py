"""Which goals are leaves, what the team itself must sell of them, and how they are phased."""

from fractions import Fraction

from built_models import YEAR, sound

TREE = """
goals:
  - {id: all, target: 30}
  - {id: new, parent: all, motion: new_business, target: 20}
  - {id: old, parent: all, motion: existing, target: 10}
"""


def test_a_goal_is_a_leaf_unless_it_is_somebody_s_parent():
    built = sound(TREE)
    assert [built.get("goal", one, "leaf") for one in ("all", "new", "old")] == [False, True, True]


def test_only_leaf_goals_are_needed_and_summed():
    built = sound(TREE)
    assert [built.get("goal", one, "need") for one in ("all", "new", "old")] == [0, 20, 10]
    assert built.plan("goal") == 30  # 20 + 10, never 60
    assert built.plan("need") == 30
    assert built.plan("need_renewal") == 0


def test_a_goal_of_zero_or_below_is_needed_by_nobody():
    built = sound("goals: [{id: a, target: 0}, {id: b, target: -5}, {id: c, target: 7}]")
    assert [built.get("goal", one, "need") for one in "abc"] == [0, 0, 7]
    assert built.plan("goal") == 7  # leaf goals above 0


def test_the_renewal_part_of_the_need_is_that_of_renewal_goals_alone():
    built = sound(
        "goals: [{id: a, target: 5, motion: new_business}, {id: b, target: 6, motion: existing},"
        " {id: c, target: 7, motion: renewal}, {id: d, target: 0}]"
    )
    assert built.plan("need") == 18
    assert built.plan("need_renewal") == 7


def test_a_goal_that_does_not_say_its_motion_may_be_a_renewal():
    built = sound("goals: [{id: c, target: 7, motion: renewal}, {id: d, target: 8}]")
    assert built.plan("need") == 15
    assert built.plan("need_renewal") is None


PARTNERS = """
goals:
  - {id: new, motion: new_business, target: 1000}
  - {id: renew, motion: renewal, target: 500}
people:
  - {id: ada, group: hunters}
  - {id: bob, group: farmers}
  - {id: cy}
  - {id: dee, groups: {hunters: 0.5, farmers: 0.5}}
groups:
  - {id: hunters, targets: {new: 700}}
  - {id: farmers, targets: {renew: 400}}
partners:
"""


def need_with(partners: str) -> tuple[object, object]:
    built = sound(PARTNERS + partners)
    return built.get("goal", "new", "need"), built.get("goal", "renew", "need")


def test_partners_lessen_the_need_of_the_goals_they_have_targets_for():
    # of new 100 and 50 are taken off 1000, of renew 20 off 500
    assert need_with("  - {id: x, targets: {new: 100, renew: 20}}\n  - {id: y, targets: {new: 50}}\n") == (850, 480)


def test_partners_that_bring_more_than_the_goal_leave_no_need_rather_than_a_negative_one():
    assert need_with("  - {id: x, targets: {new: 1200}}\n") == (0, 500)


def test_a_partner_whose_manager_s_group_has_a_target_for_the_goal_sells_through_the_group():
    # ada sits in hunters, which has a target for new and none for renew: only renew is lessened
    assert need_with("  - {id: x, manager: ada, targets: {new: 100, renew: 20}}\n") == (1000, 480)


def test_a_manager_in_a_group_without_that_target_or_in_no_group_lessens_the_need():
    assert need_with("  - {id: x, manager: bob, targets: {new: 100}}\n") == (900, 500)
    assert need_with("  - {id: x, manager: cy, targets: {new: 100}}\n") == (900, 500)


def test_a_manager_shared_by_groups_sits_in_each():
    assert need_with("  - {id: x, manager: dee, targets: {new: 100, renew: 20}}\n") == (1000, 500)


def test_several_partners_each_count_by_their_own_manager():
    # 1000 - 30 (nobody) - 200 (bob); 100 goes through ada's group
    partners = (
        "  - {id: x, manager: ada, targets: {new: 100}}\n  - {id: y, targets: {new: 30}}\n"
        "  - {id: z, manager: bob, targets: {new: 200}}\n"
    )
    assert need_with(partners) == (770, 500)


def phasing(body: str, year: str = YEAR) -> tuple[object, object, object]:
    built = sound(f"{year}goals: [{{id: a, target: 10, phasing: {body}}}]")
    return tuple(built.get("goal", "a", one) for one in ("phased", "periods_left_out", "periods_outside"))  # type: ignore[return-value]


def test_quarters_add_up_to_what_is_phased():
    assert phasing("{Q1: 1, Q2: 2.25, Q3: 3, Q4: 4}") == (Fraction(41, 4), "", "")


def test_a_quarter_that_is_left_out_is_named():
    assert phasing("{Q1: 1, Q3: 3}") == (4, "Q2, Q4", "")


def test_months_add_up_where_there_are_no_quarters():
    months = ", ".join(f"2027-{month:02d}: {month}" for month in range(1, 13))
    assert phasing(f"{{{months}}}") == (78, "", "")  # 1 + 2 + … + 12


def test_months_that_are_left_out_or_lie_outside_the_year_are_named():
    months = ", ".join(f"2027-{month:02d}: 1" for month in range(2, 12))
    assert phasing(f"{{2026-12: 5, {months}, 2028-01: 6}}") == (21, "2027-01, 2027-12", "2026-12, 2028-01")


def test_quarters_win_where_both_are_given():
    assert phasing("{Q1: 6, 2027-01: 1, 2027-02: 2, 2027-03: 3, Q2: 1, Q3: 1, Q4: 1}") == (9, "", "")


def test_months_missing_from_a_quarter_that_names_some_are_named():
    assert phasing("{Q1: 6, 2027-01: 6, Q2: 1, Q3: 1, Q4: 1}") == (9, "2027-02, 2027-03", "")


def test_periods_follow_a_fiscal_year_that_begins_in_another_month():
    year = "plan: {fiscal_year: {start: 2027-07-01, end: 2028-06-30}}\n"
    months = [f"2027-{month:02d}" for month in range(7, 13)] + [f"2028-{month:02d}" for month in range(1, 7)]
    body = ", ".join(f"{month}: 1" for month in months)
    assert phasing(f"{{{body}}}", year) == (12, "", "")
    assert phasing("{Q1: 3, Q2: 1, Q3: 1, Q4: 1, 2027-01: 3}", year)[2] == "2027-01"


def test_without_a_fiscal_year_months_cannot_be_judged_and_quarters_can():
    assert phasing("{Q1: 1, Q2: 1, Q4: 1}", "") == (3, "Q3", "")
    assert phasing("{2027-01: 1}", "") == (1, None, None)


def test_the_months_of_a_quarter_are_those_of_its_own_phasing():
    built = sound(
        YEAR + "goals:\n"
        "  - {id: a, phasing: {Q1: 6, Q2: 9, 2027-01: 1, 2027-03: 3, 2027-04: 4}}\n"
        "  - {id: b, phasing: {2027-02: 7}}\n"
    )
    found = {}
    for row in built.model.records("phase"):
        months = built.of(row, "month_rows")
        found[row.owner.id, row.key] = (built.of(row, "quarter"), [one.key for one in months])
    assert found == {
        ("a", "Q1"): (True, ["2027-01", "2027-03"]),
        ("a", "Q2"): (True, ["2027-04"]),
        ("a", "2027-01"): (False, []),
        ("a", "2027-03"): (False, []),
        ("a", "2027-04"): (False, []),
        ("b", "2027-02"): (False, []),
    }
