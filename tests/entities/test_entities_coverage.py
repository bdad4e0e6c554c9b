"""Which business a row of coverage is for, which rows above it are for the same, and whether all are alike."""

import pytest
from built_models import build, sound

GROUPS = """
groups: [{id: hunters}, {id: farmers}]
territories: [{id: east}, {id: west}]
"""


def coverage(segments: str, field: str) -> list[object]:
    made = sound(GROUPS + segments)
    made.model.ensure("coverage", field)
    return [row.values.get(field) for row in made.model.records("coverage")]


def test_a_row_has_its_own_motion_else_its_segment_s_else_none():
    segments = """
segments:
  - {id: a, motion: existing, coverage: [{group: farmers, motion: renewal}, {group: farmers}]}
  - {id: b, coverage: [{group: hunters}]}
"""
    assert coverage(segments, "served_motion") == ["renewal", "existing", None]


def claims_before(rows: str) -> list[int]:
    return coverage(f"segments: [{{id: a, motion: existing, coverage: [{rows}]}}]", "claims_before")


def test_rows_claim_the_same_where_motion_and_territory_are_equal_or_both_left_out():
    assert claims_before("{group: hunters}, {group: farmers}, {group: hunters}") == [0, 1, 1]
    assert claims_before("{motion: existing, group: hunters}, {group: farmers}") == [0, 1]
    assert claims_before("{motion: renewal, group: hunters}, {group: farmers}") == [0, 0]
    east = "{territory: east, group: hunters}, {territory: east, group: farmers}"
    assert claims_before(f"{east}, {{territory: west, group: farmers}}, {{group: hunters}}") == [0, 1, 0, 0]


def test_a_refused_territory_may_be_any():
    rows = "{territory: east, group: hunters}, {territory: nowhere, group: farmers}, {motion: renewal, group: hunters}"
    made = build(GROUPS + f"segments: [{{id: a, coverage: [{rows}]}}]")
    assert [made.of(row, "claims_before") for row in made.model.records("coverage")] == [0, None, 0]


def claimants(rows: str) -> list[object]:
    return coverage(f"segments: [{{id: a, motion: existing, coverage: [{rows}]}}]", "claimants")


def test_all_who_claim_a_place_are_named_once_at_the_first_row_that_gives_it_away_again():
    assert claimants("{group: hunters}, {group: farmers}, {group: hunters}") == ["", "hunters and farmers", ""]
    east = "{territory: east, group: hunters}, {territory: west, group: farmers}, {territory: east, group: farmers}"
    assert claimants(f"{east}, {{territory: west, group: hunters}}") == [
        "", "", "hunters and farmers", "farmers and hunters",
    ]  # fmt: skip


def test_whoever_collides_with_nobody_is_not_among_those_who_claim():
    made = sound("""
groups: [{id: hunters}, {id: farmers}, {id: experts, overlay: true}]
partners: [{id: friend, co_sell: true}]
segments: [{id: a, coverage: [{group: experts}, {group: hunters}, {partner: friend}, {group: farmers}]}]
""")
    rows = made.model.records("coverage")
    assert [made.of(row, "claimants") for row in rows] == ["", "", "", "hunters and farmers"]
    assert made.model.sources(rows[3], "claimants") == [(rows[1], "group"), (rows[3], "group")]


def test_of_many_who_claim_a_place_ten_are_named_and_the_others_counted():
    groups = ", ".join(f"{{id: g{number}}}" for number in range(12))
    rows = ", ".join(f"{{group: g{number}}}" for number in range(12))
    made = sound(f"groups: [{groups}]\nsegments: [{{id: a, coverage: [{rows}]}}]\n")
    told = [made.of(row, "claimants") for row in made.model.records("coverage")]
    assert told == ["", "g0, g1, g2, g3, g4, g5, g6, g7, g8, g9 and 2 more", *[""] * 10]


def test_where_a_row_may_collide_and_none_surely_does_nobody_is_known_to_claim():
    rows = "{territory: east, group: hunters}, {territory: nowhere, group: farmers}, {territory: east, group: farmers}"
    made = build(GROUPS + f"segments: [{{id: a, coverage: [{rows}]}}]")
    assert [made.of(row, "claimants") for row in made.model.records("coverage")] == ["", None, None]


WEEKLY = "route: field, cadence: weekly, accounts_per_person:"


@pytest.mark.parametrize(
    ("first", "second", "alike"),
    [
        (f"{WEEKLY} 9", f"{WEEKLY} 9", True),
        (f"{WEEKLY} 9", f"{WEEKLY} 8", False),
        ("route: field, cadence: weekly", "route: field, cadence: weekly", None),
        ("route: field", "route: inside", False),
    ],
)
def test_coverage_is_alike_where_nothing_differs_and_nothing_is_left_out(first, second, alike):
    made = sound(
        f"segments: [{{id: a, tier: A, coverage: [{{{first}}}]}}, {{id: b, tier: B, coverage: [{{{second}}}]}}]"
    )
    assert made.plan("covered_alike") is alike


def test_tiers_are_those_of_covered_segments():
    made = sound(
        "segments: [{id: a, tier: A, coverage: [{route: field}]}, {id: b, tier: B},"
        " {id: c, tier: A, coverage: [{route: field}]}, {id: d}]"
    )
    assert made.plan("covered_tiers") == 1


def test_a_covered_segment_without_a_tier_may_be_of_a_second_one():
    given = "segments: [{id: a, tier: A, coverage: [{route: field}]}, {id: b, coverage: [{route: field}]}%s]"
    assert sound(given % "").plan("covered_tiers") is None
    assert sound(given % ", {id: c, tier: B, coverage: [{route: field}]}").plan("covered_tiers") == 2
    assert sound(given.replace("tier: A, ", "") % "").plan("covered_tiers") == 0  # a team that gives no tiers


def test_places_in_a_list_are_counted_from_one_for_each_holder():
    segments = "segments: [{id: a, coverage: [{}, {}]}, {id: b, coverage: [{}]}]"
    assert coverage(segments, "position") == [1, 2, 1]


def of_rows(made, field: str) -> list[object]:
    return [made.of(row, field) for row in made.model.records("coverage")]


def test_a_row_for_all_places_names_whoever_has_the_same_in_one_and_where():
    rows = "{territory: east, group: hunters}, {group: farmers}, {territory: west, group: farmers}"
    made = sound(GROUPS + f"segments: [{{id: a, coverage: [{rows}]}}]")
    assert of_rows(made, "claimants_within") == ["", "farmers and hunters", ""]
    assert of_rows(made, "places_within") == ["", "east", ""]
    whole, place = made.model.records("coverage")[1], made.model.records("coverage")[0]
    assert made.model.sources(whole, "claimants_within") == [(whole, "group"), (place, "group")]


def test_where_a_territory_was_refused_nobody_knows_who_has_the_same_within():
    rows = "{territory: nowhere, group: hunters}, {group: farmers}"
    made = build(GROUPS + f"segments: [{{id: a, coverage: [{rows}]}}]")
    assert of_rows(made, "claimants_within") == [None, None]


@pytest.mark.parametrize(
    ("segment", "rows", "divided"),
    [
        ("accounts: 5", "{group: hunters, accounts: 3}, {group: farmers, accounts: 2}", [True, True]),
        ("accounts: 5", "{group: hunters, accounts: 3}, {group: farmers, accounts: 3}", [False, False]),
        ("accounts: 5", "{group: hunters, accounts: 3}, {group: farmers}", [False, False]),
        ("accounts: 5", "{group: hunters, accounts: 3}, {group: farmers, accounts: many}", [None, None]),
        ("accounts: many", "{group: hunters, accounts: 3}, {group: farmers, accounts: 2}", [None, None]),
        ("tier: A", "{group: hunters, accounts: 3}, {group: farmers, accounts: 2}", [True, True]),
    ],
)
def test_rows_divide_what_they_say_if_it_is_no_more_than_there_is(segment, rows, divided):
    made = build(GROUPS + f"segments: [{{id: a, {segment}, coverage: [{rows}]}}]")
    assert of_rows(made, "divided") == divided


def test_a_row_that_repeats_another_is_known_unless_a_word_was_refused():
    rows = "{group: hunters, route: field}, {group: hunters, route: field}, {group: nobody}, {group: nobody}"
    made = build(GROUPS + f"segments: [{{id: a, coverage: [{rows}]}}]")
    assert of_rows(made, "repeats") == [False, True, None, None]


IN_PLACES = """
groups: [{id: hunters}]
territories: [{id: east, accounts: {a: %s}}, {id: west, accounts: {a: %s}}]
segments: [{id: a, accounts: %s, coverage: [{territory: east, group: hunters}, {territory: west, group: hunters}]}]
"""


@pytest.mark.parametrize(
    ("east", "west", "there", "meant", "whole"),
    [
        (30, 7, 37, [0, 0], 37),
        (300, 7, 37, [30, 0], 307),
        (3, 7, 37, [30, 0], 10),
        (30, 7_000, 37, [0, 7], 7_030),
        (31, 7, 37, [0, 0], 38),
        ("many", 7, 37, [0, 0], None),
        (30, 7, "many", [0, 0], 0),
    ],
)
def test_the_one_territory_whose_digits_moved_is_found_by_the_sum(east, west, there, meant, whole):
    made = build(IN_PLACES % (east, west, there))
    assert made.get("segment", "a", "accounts_in_places") == whole
    told = [made.of(one, "accounts_meant") for one in made.model.records("segment_accounts")]
    assert told == meant


def test_whose_accounts_were_refused_is_not_held_against_others():
    rows = "{territory: east, group: hunters, accounts: 3}, {territory: nowhere, group: hunters, accounts: 4}"
    made = build(GROUPS + f"segments: [{{id: a, accounts: 9, coverage: [{rows}]}}]")
    assert made.get("segment", "a", "accounts_in_rows") is None
    assert made.get("segment", "a", "told_at_parts") is None
