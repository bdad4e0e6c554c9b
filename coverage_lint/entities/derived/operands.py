"""What each computed field needs, as expressions of the policy language, so that missing fields can be named.

A computed field is unknown where one of its operands is. `Either` names operands of which one is enough; `SOME` begins
the name of a list that must hold something. The expressions say what leaves the field unknown, not what it comes to.

The operands of a field that policies/fields declares are the parts of its expression (policy/undecided/needs.py). It
has an entry here only if the expression would ask people for too much, or for the wrong thing: it chooses between parts
of which one is enough, takes a default where a field is absent, or compares what need not be written.
"""

from __future__ import annotations

from typing import TypeAlias

from coverage_lint.entities.derived.business.motions import SETS
from coverage_lint.frozen import NamedTuple


class Either(NamedTuple):
    """Operands of which one is enough; the last one decides in most cases."""

    options: tuple[str, ...]


class When(NamedTuple):
    """An operand that is needed only where a condition surely holds."""

    condition: str
    operand: str | Either


Operand: TypeAlias = "str | Either | When"
SOME = "some "
"""Before the name of a list that must not be empty."""

_YEAR = "plan.fiscal_year.start"
_DATED = f"{_YEAR} == {_YEAR}"
"""Unknown where the fiscal year is, else true."""
_WRITTEN_DATES = ("missing(start) or start == start", "missing(end) or end == end")
_PAID = (
    "budget.loaded_factor", "sum(p.role.ote for p in people)", "sum(p.count for p in people)",
    "all((missing(p.start) and missing(p.end)) or plan.fiscal_year.start == plan.fiscal_year.start for p in people)",
)  # fmt: skip
_RAMPED = (f"(missing(start) and missing(end)) or {_DATED}", "(missing(start) and missing(end)) or exists(role.ramp)")
_PHASED = ("sum(p.amount for p in phasing)", "all(p.quarter or p.start == p.start for p in phasing)")
_ACCELERATED = (
    "all(all(sum(a.above + a.rate for a in c.accelerators) >= 0 for c in p.role.comp_plans if exists(c.accelerators))"
    " for p in people)"
)
_PAY_LINES = (
    "missing(lines) or any(l.category == 'compensation' for l in lines) or all(l.category == l.category for l in lines)"
)
_QUOTA_PHASED = (
    "all(exists(g.quota_phasing) or all(sum(p.amount for p in t.goal.phasing) >= 0 for t in g.targets)"
    " for g in plan.groups if g.selling)"
)


_TARGET_PHASED = _QUOTA_PHASED.replace("quota_phasing", "target_phasing")
_CLAIMED = tuple(
    f"all(missing(c.{field}) or exists(c.{field}) for c in segment.coverage)"
    for field in ("group", "partner", "territory", "motion")
)
_ROWS_KNOWN = tuple(
    f"missing(coverage) or all(missing(c.{field}) or exists(c.{field}) for c in coverage)"
    for field in ("group", "partner", "territory", "motion")
)
_FROM_CUSTOMERS = tuple(
    f"all(missing({one}) or {sells_nothing}missing({one}.targets)"
    f" or sum(t.amount for t in {one}.targets if t.goal.motion != 'new_business') >= 0 for c in coverage)"
    for one, sells_nothing in (("c.group", "not c.group.selling or "), ("c.partner", ""))
)
_DIVIDED_BY = (
    "all(sum(t.amount for t in g.targets) >= 0 for g in plan.groups if g.selling)",
    "all(all(t.amount == 0 or t.goal.motion == t.goal.motion for t in g.targets) for g in plan.groups if g.selling)",
    "all(g.need == 0 or g.motion == g.motion for g in plan.goals)",
)
_DIVIDED = tuple(text.replace("plan.", "") for text in _DIVIDED_BY)


def _for_sets(relation: str) -> str:
    """Return what says of `motion` whether a set of motions takes it, as the set's goals or as its roles."""
    parts = []
    for one in SETS:
        motions = getattr(one, relation)
        words = ", ".join(f'"{motion}"' for motion in motions) + ("," if len(motions) == 1 else "")
        parts.append(f'(id == "{one.name}" and {{motion}} in ({words}))')
    return " or ".join(parts)


_GOAL_OF_SET = f"exists(g.motion) and ({_for_sets('goals').format(motion='g.motion')})"
_ROLE_OF_SET = f"missing(s.person.role.motion) or ({_for_sets('roles').format(motion='s.person.role.motion')})"

OPERANDS: dict[tuple[str, str], tuple[Operand, ...]] = {
    # Defaults that depend on the family, of sellers on what they sell as well: to write either is enough.
    ("role", "carries_quota"): (
        When("missing(family)", Either(("carries_quota", "family"))),
        When("exists(family)", Either(("carries_quota", "productivity"))),
    ),
    ("person", "quota_kind"): ("exists(role)", "missing(role) or role.carries_quota"),
    **{(kind, "leaf"): ("count(children)",) for kind in ("goal", "group", "territory")},
    ("goal", "need"): (
        "target", "leaf", "missing(self_serve) or self_serve >= 0", "sum(t.amount for t in partner_targets)",
        "all(missing(t.partner.manager) or count(group_targets) >= 0 for t in partner_targets)",
    ),
    ("goal", "need_within"): ("need", "sum(c.need_within for c in children)"),
    ("goal", "targeted"): (
        "sum(t.amount for t in group_targets if t.group.selling)",
        "sum(s.amount for s in shared_credits if s.group.selling)", "sum(c.targeted for c in children)",
    ),
    ("goal", "phased"): ("sum(p.amount for p in phasing)",),
    ("goal", "periods_left_out"): _PHASED,
    ("goal", "periods_outside"): _PHASED,
    ("goal", "phasing_gaps"): _PHASED,
    ("goal", "opening_need"): ("need", *_PHASED),
    ("goal", "quarter_off"): (),
    ("goal", "quarter_own"): (),
    ("goal", "quarter_below"): (),
    ("goal", "position"): (),
    ("goal", "motion_before"): ("count(plan.goals)",),
    ("target", "sold_through_group"): (
        "missing(partner.manager) or count(partner.manager.memberships) + count(partner.manager.led_groups) >= 0",
        "missing(partner.manager) or count(goal.group_targets) >= 0",
        "missing(partner.manager) or all(exists(t.group) for t in goal.group_targets)",
    ),
    ("target", "through"): ("sold_through_group",),
    ("segment", "of_customers"): _FROM_CUSTOMERS,
    ("target", "by_goals"): (When("exists(group) and group.selling", "group.assigned"),),
    ("target", "lacking"): tuple(
        When("exists(group) and group.selling", f"group.{name}") for name in ("own_quota", "own_target", "assigned")
    ),
    ("phase", "quarter"): (),
    ("phase", "month_rows"): (_YEAR,),
    ("phase", "start"): (_YEAR,),
    ("phase", "end"): (_YEAR,),
    ("phase", "counts"): (),
    ("phase", "assigned"): ("missing(person) or (person.quota >= 0 and person.assigned >= 0)", "amount"),
    ("phase", "eased"): (
        _YEAR, "missing(person) or person.role.productivity * person.ramped_share * person.count >= 0",
    ),
    ("person", "ramped_share"): _RAMPED,
    ("person", "full_year"): _RAMPED,
    ("person", "employed_share"): (f"(missing(start) and missing(end)) or {_DATED}", *_WRITTEN_DATES),
    ("person", "ramping"): _RAMPED,
    ("person", "capacity"): (
        "role.productivity", "ramped_share", "count", "missing(selling_share) or selling_share >= 0",
    ),
    ("person", "assigned"): ("quota", "missing(quota_relief) or quota_relief.amount >= 0", "count"),
    ("person", "own_seats"): ("count",),
    ("person", "grouped"): ("exists(group)", "count(led_groups)"),
    ("person", "memberships"): ("exists(group)", "missing(groups) or count(groups) >= 0"),
    ("person", "certifications_lacking"): ("exists(role.certifications)",),
    ("person", "joins"): (_YEAR,),
    ("person", "namesakes"): (),
    ("person", "seat_taken_over"): (),
    ("person", "twin"): (),
    ("person", "twin_named_alike"): (),
    ("person", "passed_over"): (),
    ("person", "unfollowed"): (),
    ("person", "part_quota"): (),
    ("person", "part_goal"): (),
    ("person", "others_quota"): (),
    ("person", "part_words"): (),
    ("person", "seat_holder"): (),
    ("person", "seat_days"): (),
    ("person", "early"): (
        "exists(phasing) or assigned >= 0",
        "missing(phasing) or sum(p.assigned for p in phasing if p.assigned > p.eased) >= 0",
    ),
    ("person", "early_capacity"): (
        "exists(phasing) or capacity >= 0",
        "missing(phasing) or sum(p.eased for p in phasing if p.assigned > p.eased) >= 0",
    ),
    ("person", "leaves"): (_YEAR,),
    ("person", "after_end"): (
        "leaves", "exists(phasing) or assigned >= 0", "missing(phasing) or sum(p.amount for p in phasing) >= 0",
    ),
    ("person", "phased_after_end"): ("leaves", "missing(phasing) or sum(p.amount for p in phasing) >= 0"),
    ("person", "backfilled"): ("leaves", "plan.staffing.backfill_days", "all(p.role == p.role for p in plan.people)"),
    ("person", "carried"): (
        "seller",
        When("seller", 'sum(m.assigned for m in memberships if m.group.selling and m.group.quota_type != "pooled")'),
    ),
    ("person", "direct_reports"): (
        "sum(r.count for r in reports)",
        f"all((missing(r.start) and missing(r.end)) or {_DATED} for r in reports)",
    ),
    ("person", "team_quota"): (
        "sum(r.team_quota for r in reports)",
        (
            'sum(r.quota for r in reports if r.seller and missing(r.quota) and (exists(r.phasing) or'
            ' (r.status != "open" and r.ramped_share > 0))'
            ' and not any(m.group.quota_type == "pooled" for m in r.memberships))'
        ),
        "count(led_groups)",
        'sum(g.quota for g in led_groups if g.quota_type == "pooled")',
    ),
    ("person", "quota_to_potential"): (
        "quota", "sum(h.territory.potential for h in holdings)", "sum(h.part for h in holdings)",
    ),
    ("person", "territories"): ("count(ownerships)",),
    ("person", "sellers_alike"): ("count(memberships)", "count(territories)"),
    ("person", "sellers_placed"): ("count(memberships)", "count(territories)"),
    ("person", "holdings"): ("count(territories)",),
    ("certification", "required"): ("exists(person.role.certifications)",),
    ("certification", "renewed"): (),
    ("group", "selling"): ("leaf",),
    ("group", "shared"): ("missing(shared_credit) or sum(s.amount for s in shared_credit) >= 0",),
    ("group", "own_target_in_full"): (
        "target_in_full",
        "missing(shared_credit) or sum(s.amount for s in shared_credit if s.amount != 0 and s.goal.in_full) >= 0",
    ),
    ("group", "own_quota"): ("quota", "shared"),
    ("group", "own_assigned"): ("assigned", "shared", "missing(quota) or own_quota >= 0"),
    ("group", "people"): ("count(members)", "count(member_shares)"),
    ("group", "sellers"): ("count(1 for p in people if p.person.seller)",),
    ("group", "headcount"): ("sum(p.person.count for p in people)",),
    ("group", "assigned"): (
        'quota_type != "pooled" or quota >= 0', 'quota_type == "pooled" or sum(s.assigned for s in sellers) >= 0',
    ),
    ("group", "leader_outside"): (),
    ("group", "target_spread"): ("sum(p.amount for p in target_phasing)",),
    ("goal", "only_target"): ("count(group_targets)",),
    ("group", "leader_belongs"): ("leader", "count(people)"),
    ("group", "quota_within"): ("selling", When("selling", "quota"), "sum(c.quota_within for c in children)"),
    ("group", "target_within"): ("selling", When("selling", "target"), "sum(c.target_within for c in children)"),
    ("group", "segments_covered"): ("count(coverage)",),
    ("group", "carriers"): ("all(s.person.count * s.share >= 0 for s in sellers)",),
    ("group", "seats_needed"): ("count(coverage)",),
    ("group", "twice_in_a_tree"): ("count(units)",),
    ("group", "in_a_unit"): ("count(units)", "exists(parent)"),
    ("unit", "groups_again"): ("count(groups)", "exists(parent)"),
    ("member", "capacity"): (
        "person.capacity", "share", "exists(person.end) or person.role.turnover >= 0",
        "exists(person.end) or person.role.turnover == 0 or plan.staffing.backfill_days >= 0",
        # Whoever is asked for the turnover is asked at once for what it takes with it.
        When("missing(person.end) and missing(person.role.attrition) and missing(plan.staffing)",
             "plan.staffing.backfill_days"),
        When("missing(person.end) and missing(person.role.attrition) and missing(plan.staffing.attrition)",
             "plan.staffing.backfill_days"),
    ),
    ("plan", "existing_stated"): (),
    ("goal", "in_full"): ("motion",),
    ("plan", "expected"): ("assigned", "staffing.attainment", *_DIVIDED),
    ("plan", "compensation"): _PAID,
    ("plan", "compensation_for_selling"): _PAID,
    ("plan", "compensation_at_120"): (
        *_PAID,
        _ACCELERATED,
    ),
    ("plan", "headcount"): ("sum(p.count for p in people)",),
    ("plan", "open_seats"): ('sum(p.count for p in people if p.status == "open")',),
    ("plan", "year_begins"): ("fiscal_year.start",),
    ("plan", "year_ends"): ("fiscal_year.start",),
    ("plan", "covered_tiers"): ("count(segments)", "all(missing(s.coverage) or s.tier == s.tier for s in segments)"),
    ("plan", "covered_alike"): tuple(
        f"all(all(c.{way} == c.{way} for c in s.coverage) for s in segments if exists(s.coverage))"
        for way in ("route", "cadence", "accounts_per_person")
    ),
    ("territory", "covered"): ("exists(owner)", "exists(owners)", "exists(group)", "exists(parent)"),
    ("territory", "quota_carried"): (),
    ("territory", "usual_potential"): (),
    ("territory", "usual_prior_actual"): (),
    ("territory", "usual_quota_carried"): (),
    ("territory", "leaves_beside"): ("exists(owner)", "exists(owners)", "exists(group)", "exists(parent)"),
    ("territory", "owned_beside"): ("exists(owner)", "exists(owners)", "exists(group)", "exists(parent)"),
    ("territory", "left_out"): ("exists(owner)", "exists(owners)", "exists(group)", "exists(parent)"),
    ("territory", "held"): ("exists(owner)", "exists(owners)", "exists(group)", "exists(parent)"),
    ("territory", "given_group"): ("exists(group)", "exists(parent)"),
    ("territory", "of_a_group"): ("exists(group)", "exists(parent)"),
    ("segment", "below_targets"): (
        "value", "all(missing(c.group) or not c.group.selling or c.group.target >= 0 for c in coverage)",
    ),
    ("segment", "richest_smaller"): ("size", "count(plan.segments)"),
    ("segment", "smaller_worth"): ("size", "count(plan.segments)"),
    ("segment", "places_left_out"): ("missing(coverage) or all(exists(c.territory) for c in coverage)",),
    ("segment", "places_named"): ("missing(coverage) or all(exists(c.territory) for c in coverage)",),
    ("territory", "holders"): ("exists(owner)", "count(owners)"),
    ("territory", "days_vacant"): ("count(holders)", "count(holders) == 0 or plan.year_begins == plan.year_begins"),
    ("territory", "vacant_from"): ("count(holders)", "count(holders) == 0 or plan.year_begins == plan.year_begins"),
    ("territory", "owner_names"): ("count(holders)",),
    ("territory", "share_at_most"): ("count(holders)", f"count(holders) == 0 or {_DATED}"),
    ("holder", "part"): (_YEAR,),
    ("territory", "uncovered_leaves"): ("covered", "sum(c.uncovered_leaves for c in children)"),
    ("coverage", "served_motion"): (Either(("motion", "segment.motion")),),
    ("coverage", "carriers"): (
        "exists(group)", "all(s.person.count * s.share >= 0 for s in group.sellers)",
        "all(exists(s.person.role) for s in group.sellers)",
    ),
    ("coverage", "accounts_covered"): (Either(("accounts", "segment.accounts")),),
    ("coverage", "for_all_accounts"): (),
    ("coverage", "load_stated"): (),
    ("coverage", "heaviest"): ("group", "seats_needed"),
    ("coverage", "position"): (),
    ("coverage", "claims_before"): _CLAIMED,
    ("coverage", "claimants"): _CLAIMED,
    ("coverage", "claimants_within"): _CLAIMED,
    ("coverage", "places_within"): _CLAIMED,
    ("coverage", "divided"): _CLAIMED,
    ("coverage", "accounts_meant"): _CLAIMED,
    ("coverage", "agreeing"): _CLAIMED,
    ("coverage", "accounts_in_place"): (),
    ("coverage", "repeats"): _CLAIMED,
    ("segment_accounts", "accounts_meant"): _CLAIMED,
    ("segment_accounts", "agreeing"): _CLAIMED,
    ("segment", "accounts_in_rows"): _ROWS_KNOWN,
    ("segment", "accounts_in_places"): _ROWS_KNOWN,
    ("segment", "told_at_parts"): _ROWS_KNOWN,
    ("budget", "for_compensation"): (
        _PAY_LINES,
        '(exists(lines) and any(l.category == "compensation" for l in lines)) or total >= 0',
        'missing(lines) or sum(l.amount for l in lines if l.category == "compensation") >= 0',
    ),
    ("role", "ote"): (SOME + "comp_plans", "sum(c.base + c.variable for c in comp_plans)"),
    ("role", "turnover"): (Either(("attrition", "plan.staffing.attrition")),),
    ("role", "usual_quota_to_potential"): (),
    ("role", "ramp_flaw"): ("all(s.value == s.value for s in ramp)",),
    ("role", "aimed_at"): (),
    ("role", "serves_aim"): (),
    ("role", "measured_sellers"): (),
    ("stage", "position"): (),
    ("stage", "probability_before"): (),
    ("priority", "place_by_id"): (),
    ("priority", "rank_taken"): ("rank",),
    ("accelerator", "rate_below"): ("above",),
    ("comp_plan", "paid_for"): (),
    ("comp_plan", "unpaid"): (),
    ("comp_plan", "payout_at_120"): (
        "missing(accelerators) or sum(a.above + a.rate for a in accelerators) >= 0", "missing(cap) or cap >= 0",
    ),
    ("month", "start"): (_YEAR,),
    ("month", "end"): (_YEAR,),
    ("month", "need"): (
        "sum(g.need for g in plan.goals)",
        "all(g.need == 0 or sum(p.amount for p in g.phasing) >= 0 for g in plan.goals)",
        "all(g.need == 0 or all(p.quarter or p.start == p.start for p in g.phasing) for g in plan.goals)",
    ),
    ("month", "need_renewal"): (
        "need", "all(g.need == 0 or g.motion == g.motion for g in plan.goals)",
    ),
    ("month", "capacity"): ("plan.capacity",),
    ("month", "seats"): (_YEAR, "sum(p.count for p in plan.people)"),
    ("month", "open"): (_YEAR, "sum(p.count for p in plan.people)"),
    ("month", "change"): (_YEAR, "sum(p.count for p in plan.people)"),
    ("quarter", "start"): (_YEAR,),
    ("quarter", "end"): (_YEAR,),
    ("quarter", "quota"): (
        "plan.quota",
        _QUOTA_PHASED,
    ),
    ("quarter", "target"): (
        "plan.target",
        _TARGET_PHASED,
    ),
    ("motion", "need"): (f"sum(g.need for g in plan.goals if {_GOAL_OF_SET})",),
    ("motion", "capacity"): (
        f"sum(sum(s.capacity for s in g.sellers if {_ROLE_OF_SET}) for g in plan.groups if g.selling)",
    ),
    ("motion", "assigned"): ("plan.assigned", *_DIVIDED_BY),
    ("motion", "expected"): ("plan.assigned", "plan.staffing.attainment", *_DIVIDED_BY),
    ("motion", "groups"): ("count(plan.groups)",),
    ("motion", "missed_alone"): (
        "plan.assigned", "plan.staffing.attainment", "sum(g.need for g in plan.goals)", *_DIVIDED_BY,
    ),
    ("plan", "missed_motions"): ("assigned", "staffing.attainment", "sum(g.need for g in goals)", *_DIVIDED),
    ("motion", "need_in_full"): (f"sum(g.need for g in plan.goals if {_GOAL_OF_SET})",),
    ("motion", "single"): (),
    ("motion", "part_short"): (
        "sum(g.need for g in plan.goals)", "sum(g.capacity for g in plan.groups if g.selling)",
    ),
    # Sums over what other policies ask for in any case: they ask for nothing themselves.
    **{
        ("quarter", name): ()
        for name in ("need", "need_renewal", "capacity", "need_so_far", "capacity_so_far", "due_so_far")
    },
    **{("goal", name): () for name in ("by_partners", "divided", "overdrawn", "powers_apart", "target_odd")},
    ("role", "carriers"): (),
    ("role", "earnings_at_120"): (),
    ("role", "capacity_lost"): (),
    ("role_in_group", "largest_quota"): (),
    ("role_in_group", "smallest_quota"): (),
}  # fmt: skip
"""By kind and field. Fields of two versions come from those of each."""
