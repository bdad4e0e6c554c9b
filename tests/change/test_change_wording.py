"""What people who run sales are told of each change."""

from __future__ import annotations

import pytest
from told_changes import fields, told

GROUPS = "groups: [{id: enterprise}, {id: smb}]\n"

SENTENCES = {
    "goal new-business 10,000,000 → 12,000,000 (+20 %)": (
        "goals: [{id: new-business, target: 10_000_000}]",
        "goals: [{id: new-business, target: 12_000_000}]",
    ),
    "goal g: target 5 added": ("goals: [{id: g}]", "goals: [{id: g, target: 5}]"),
    "goal g added (5, renewal)": ("goals: []", "goals: [{id: g, target: 5, motion: renewal}]"),
    "goal g: phasing moved between quarters: Q1 2 → 3, Q4 3 → 2": (
        "goals: [{id: g, phasing: {Q1: 2, Q2: 2, Q4: 3}}]",
        "goals: [{id: g, phasing: {Q1: 3, Q2: 2, Q4: 2}}]",
    ),
    "goal g: phasing moved between months: 2027-01 2 → 0, 2027-02 1 → 3": (
        "goals: [{id: g, phasing: {2027-01: 2, 2027-02: 1}}]",
        "goals: [{id: g, phasing: {2027-01: 0, 2027-02: 3}}]",
    ),
    "goal g: phasing Q1 2 → 3 (+50 %), Q2 4 added": (
        "goals: [{id: g, phasing: {Q1: 2}}]",
        "goals: [{id: g, phasing: {Q1: 3, Q2: 4}}]",
    ),
    "goal g: phasing added (Q1 2, Q2 3)": ("goals: [{id: g}]", "goals: [{id: g, phasing: {Q1: 2, Q2: 3}}]"),
    "goal g: phasing removed (was Q1 2)": ("goals: [{id: g, phasing: {Q1: 2}}]", "goals: [{id: g}]"),
    "ada moved enterprise → smb": (
        f"{GROUPS}people: [{{id: ada, group: enterprise}}]",
        f"{GROUPS}people: [{{id: ada, group: smb}}]",
    ),
    "ada moved enterprise → enterprise 60 %, smb 40 %": (
        f"{GROUPS}people: [{{id: ada, group: enterprise}}]",
        f"{GROUPS}people: [{{id: ada, groups: {{smb: 0.4, enterprise: 0.6}}}}]",
    ),
    "ada is now in smb": (f"{GROUPS}people: [{{id: ada}}]", f"{GROUPS}people: [{{id: ada, group: smb}}]"),
    "ada left smb, and is in no group now": (
        f"{GROUPS}people: [{{id: ada, group: smb}}]",
        f"{GROUPS}people: [{{id: ada}}]",
    ),
    "ada joined (account-executive in smb, from 2027-04-01)": (
        "people: []",
        "people: [{id: ada, role: account-executive, group: smb, start: 2027-04-01}]",
    ),
    "ada joined": ("people: []", "people: [{id: ada}]"),
    "ada left (in smb)": ("people: [{id: ada, group: smb}]", "people: []"),
    "open seat ae-2 added (ae in smb, from 2027-04-01)": (
        "people: []",
        "people: [{id: ae-2, role: ae, group: smb, status: open, start: 2027-04-01}]",
    ),
    "open seats ae-2 removed (3 seats)": ("people: [{id: ae-2, status: open, count: 3}]", "people: []"),
    "open seat ae-2 filled": ("people: [{id: ae-2, status: open}]", "people: [{id: ae-2}]"),
    "ada left, and the seat is open": ("people: [{id: ada}]", "people: [{id: ada, status: open}]"),
    "ada goes on leave": ("people: [{id: ada}]", "people: [{id: ada, status: leave}]"),
    "ada is back from leave": ("people: [{id: ada, status: leave}]", "people: [{id: ada, status: active}]"),
    "ada leaves on 2027-06-30": ("people: [{id: ada}]", "people: [{id: ada, end: 2027-06-30}]"),
    "ada stays (was to leave on 2027-06-30)": ("people: [{id: ada, end: 2027-06-30}]", "people: [{id: ada}]"),
    "person ada: end 2027-06-30 → 2027-07-31 (+31 days)": (
        "people: [{id: ada, end: 2027-06-30}]",
        "people: [{id: ada, end: 2027-07-31}]",
    ),
    "ada changed role ae → manager": ("people: [{id: ada, role: ae}]", "people: [{id: ada, role: manager}]"),
    "person ae-2: seats 1 → 3 (+2 seats)": ("people: [{id: ae-2}]", "people: [{id: ae-2, count: 3}]"),
    "person ada: quota relief amount 5 added": (
        "people: [{id: ada}]",
        "people: [{id: ada, quota_relief: {amount: 5}}]",
    ),
    "person ada: certification product added (expires 2028-01-01)": (
        "people: [{id: ada}]",
        "people: [{id: ada, certifications: [{name: product, expires: 2028-01-01}]}]",
    ),
    "person ada: product removed from certifications": (
        "people: [{id: ada, certifications: [product]}]",
        "people: [{id: ada}]",
    ),
    "group smb: quota 5,500,000 → 6,000,000 (+9.1 %)": (
        "groups: [{id: smb, quota: 5_500_000}]",
        "groups: [{id: smb, quota: 6_000_000}]",
    ),
    "group smb: quota 5 added": ("groups: [{id: smb}]", "groups: [{id: smb, quota: 5}]"),
    "group smb: quota removed (was 5)": ("groups: [{id: smb, quota: 5}]", "groups: [{id: smb}]"),
    "group smb: leader grace → linus": ("groups: [{id: smb, leader: grace}]", "groups: [{id: smb, leader: linus}]"),
    "group smb lost its leader (was grace)": ("groups: [{id: smb, leader: grace}]", "groups: [{id: smb}]"),
    "group smb is now led by linus": ("groups: [{id: smb}]", "groups: [{id: smb, leader: linus}]"),
    "group smb: target for g 5 → 4 (-20 %)": (
        "groups: [{id: smb, targets: {g: 5}}]",
        "groups: [{id: smb, targets: {g: 4}}]",
    ),
    "group smb: target for g added (4)": ("groups: [{id: smb}]", "groups: [{id: smb, targets: {g: 4}}]"),
    "group smb: target for g removed (was 4)": ("groups: [{id: smb, targets: {g: 4}}]", "groups: [{id: smb}]"),
    "group a: b added to supports": ("groups: [{id: a}]", "groups: [{id: a, supports: [b]}]"),
    "group a: overlay no → yes": ("groups: [{id: a}]", "groups: [{id: a, overlay: true}]"),
    "segment public lost its cover by group smb (field)": (
        "segments: [{id: public, coverage: [{group: smb, route: field}]}]",
        "segments: [{id: public}]",
    ),
    "segment public is now covered by group smb": (
        "segments: [{id: public}]",
        "segments: [{id: public, coverage: [{group: smb}]}]",
    ),
    "segment public is now covered by partner p in north, too": (
        "segments: [{id: public, coverage: [{group: smb}]}]",
        "segments: [{id: public, coverage: [{group: smb}, {partner: p, territory: north}]}]",
    ),
    "segment public is no longer covered by partner p": (
        "segments: [{id: public, coverage: [{group: smb}, {partner: p}]}]",
        "segments: [{id: public, coverage: [{group: smb}]}]",
    ),
    "segment public is now covered by group smb, no longer by partner p": (
        "segments: [{id: public, coverage: [{partner: p}]}]",
        "segments: [{id: public, coverage: [{group: smb}]}]",
    ),
    "segment s added (80 accounts, worth 5, covered by group a and partner p)": (
        "segments: []",
        "segments: [{id: s, accounts: 80, value: 5, coverage: [{group: a}, {partner: p}]}]",
    ),
    "segment s: margin 70 % → 72.5 % (+2.5 points)": (
        "segments: [{id: s, margin: 0.7}]",
        "segments: [{id: s, margin: 0.725}]",
    ),
    "segment s: accounts 1 → 2 (+1 account)": ("segments: [{id: s, accounts: 1}]", "segments: [{id: s, accounts: 2}]"),
    "plan: status draft → approved": ("plan: {status: draft}", "plan: {status: approved}"),
    "plan: approval by ada added (on 2026-12-01)": (
        "plan: {name: A}",
        "plan: {name: A, approvals: [{by: ada, on: 2026-12-01}]}",
    ),
    "plan: approval by ada withdrawn": ("plan: {name: A, approvals: [{by: ada}]}", "plan: {name: A}"),
    "plan: fiscal year start 2027-01-01 → 2027-02-01 (+31 days)": (
        "plan: {fiscal_year: {start: 2027-01-01}}",
        "plan: {fiscal_year: {start: 2027-02-01}}",
    ),
    "priority p: buy-in of ada added (on 2026-12-01)": (
        "priorities: [{id: p}]",
        "priorities: [{id: p, buy_in: [{by: ada, on: 2026-12-01}]}]",
    ),
    "priority p: rank 1 → 2": ("priorities: [{id: p, rank: 1}]", "priorities: [{id: p, rank: 2}]"),
    "budget: loaded factor 1.2 → 1.25 (+0.05)": ("budget: {loaded_factor: 1.2}", "budget: {loaded_factor: 1.25}"),
    "budget line x: amount 5 → 6 (+20 %)": (
        "budget: {lines: [{id: x, amount: 5}]}",
        "budget: {lines: [{id: x, amount: 6}]}",
    ),
    "compensation plan c: measure bookings, weight 50 % → 60 % (+10 points)": (
        "budget: {comp_plans: [{id: c, measures: [{metric: bookings, weight: 0.5}]}]}",
        "budget: {comp_plans: [{id: c, measures: [{metric: bookings, weight: 0.6}]}]}",
    ),
    "compensation plan c: accelerator above 100 % added (rate 1.5)": (
        "budget: {comp_plans: [{id: c}]}",
        "budget: {comp_plans: [{id: c, accelerators: [{above: 1, rate: 1.5}]}]}",
    ),
    "staffing: backfill days 60 → 45 (-15 days)": ("staffing: {backfill_days: 60}", "staffing: {backfill_days: 45}"),
    "process: win rate 20 % → 21 % (+1 point)": ("process: {win_rate: 0.20}", "process: {win_rate: 0.21}"),
    "CRM: system A → B": ("process: {crm: {system: A}}", "process: {crm: {system: B}}"),
    "play p: reviewed 2026-01-01 → 2026-01-02 (+1 day)": (
        "process: {playbook: {plays: [{id: p, reviewed: 2026-01-01}]}}",
        "process: {playbook: {plays: [{id: p, reviewed: 2026-01-02}]}}",
    ),
}


@pytest.mark.parametrize("sentence", SENTENCES)
def test_it_is_said_that(sentence: str):
    before, after = SENTENCES[sentence]
    assert told(before, after) == [sentence]


def test_a_goal_that_rises_and_its_phasing_are_two_sentences():
    before = "goals: [{id: g, target: 4, phasing: {Q1: 2, Q2: 2}}]"
    assert told(before, "goals: [{id: g, target: 6, phasing: {Q1: 2, Q2: 4}}]") == [
        "goal g 4 → 6 (+50 %)",
        "goal g: phasing Q2 2 → 4 (+100 %)",
    ]


def test_long_texts_are_cut_in_sentences_and_whole_in_fields():
    long = "word " * 200 + "end"
    before, after = "segments: [{id: s}]", f"segments: [{{id: s, uncovered_reason: {long}}}]"
    (sentence,) = told(before, after)
    assert sentence.startswith("segment s: uncovered reason word word")
    assert sentence.endswith("… added")
    assert len(sentence) < 130
    assert fields(before, after) == [("uncovered reason", "", long, "")]


def test_no_sentence_grows_with_what_it_names():
    groups = ", ".join(f"g{one}: 0.001" for one in range(1_000))
    (sentence,) = told("people: [{id: a, group: g}]", f"people: [{{id: a, groups: {{{groups}}}}}]")
    assert len(sentence) <= 500
    periods = ", ".join(f"2027-{one:02}: {one}" for one in range(1, 13))
    (sentence,) = told("goals: [{id: g}]", f"goals: [{{id: g, phasing: {{{periods}}}}}]")
    # what is largest is named, and 1 + 2 + 3 + 4 + 5 + 6 are left out
    assert sentence.endswith("2027-12 12 and 6 more, +21 together)")
    assert "2027-07 7, 2027-08 8" in sentence
