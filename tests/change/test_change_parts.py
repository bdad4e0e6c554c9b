"""What a comparison tells of fields that take one value or several."""

from __future__ import annotations

import pytest
from told_changes import told

GOALS = "goals: [{id: new}, {id: old}]\n"
TWO_OWNERS = "territories: [{id: t, owners: [{person: ada, share: 0.6}, {person: ben, start: 2027-04-01}]}]"
CASES = {
    "a quota that is divided among goals": (
        "people: [{id: ada, quota: 900}]", "people: [{id: ada, quota: {new: 700, old: 200}}]",
        ["person ada: quota for new added (700)", "person ada: quota for old added (200)"],
    ),
    "a part of a quota that grew": (
        "people: [{id: ada, quota: {new: 700, old: 200}}]", "people: [{id: ada, quota: {new: 770, old: 200}}]",
        ["person ada: quota 900 → 970 (+7.8 %)", "person ada: quota for new 700 → 770 (+10 %)"],
    ),
    "attainment by motion": (
        "staffing: {attainment: 0.9}",
        "staffing: {attainment: {new_business: 0.9, renewal: 0.97}}",
        ["staffing: attainment for new_business added (90 %)", "staffing: attainment for renewal added (97 %)"],
    ),
    "accounts by segment, and a count with underscores": (
        "segments: [{id: a, accounts: 1_500}]\nterritories: [{id: t, accounts: {a: 10}}]",
        "segments: [{id: a, accounts: 1500}]\nterritories: [{id: t, accounts: {a: 12}}]",
        ["territory t: accounts 10 → 12 (+2 accounts)", "territory t: accounts in a 10 → 12 (+2 accounts)"],
    ),
    "shared credit": (
        "groups: [{id: key}, {id: farm}]",
        "groups: [{id: key}, {id: farm, shared_credit: [{goal: old, amount: 300, with: key}]}]",
        ["group farm: shared credit for old added (300, with key)"],
    ),
    "owners": (
        "people: [{id: ada}, {id: ben}]\nterritories: [{id: t, owners: [{person: ada}]}]",
        f"people: [{{id: ada}}, {{id: ben}}]\n{TWO_OWNERS}",
        ["territory t: owner ada, share 60 % added", "territory t: owner ben added (from 2027-04-01)"],
    ),
    "halves": (
        "goals: [{id: new, phasing: {H1: 4, H2: 6}}]", "goals: [{id: new, phasing: {H1: 5, H2: 5}}]",
        ["goal new: phasing moved between halves: H1 4 → 5, H2 6 → 5"],
    ),
    "a measure of the team's own": (
        "plan: {measure: bookings}", "plan: {measure: litres sold}",
        ["plan: measure bookings → litres sold"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_what_changed_is_told_whole_and_in_parts(case):
    before, after, sentences = CASES[case]
    goals = "" if "goals:" in before else GOALS
    assert told(goals + before, goals + after) == sentences
