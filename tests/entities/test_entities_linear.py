"""Figures that are told in one walk, held against the plain question of each record, on random small models."""

# ruff: noqa: S311 - random models are no secrets

from __future__ import annotations

import os
import random
import sys

import pytest
from built_models import build

sys.path.append(os.path.join(os.path.dirname(__file__), "..", "language"))
from asked import ask

from coverage_lint.entities.records import REJECTED, UNKNOWN_MEMBER, Record

SEEDS = range(60)
DAYS = ("2027-01-10", "2027-03-01", "2027-03-02", "2027-08-01")


def row(draw: random.Random, **fields: object) -> str:
    """Write a row of some of the fields; each is left out at times."""
    given = [f"{name}: {value}" for name, value in fields.items() if name == "id" or draw.random() < 0.8]
    return "{" + ", ".join(given) + "}"


def rows(draw: random.Random, least: int, most: int, **choices: object) -> str:
    made = [
        row(draw, id=f"x{number}", **{name: draw.choice(values) for name, values in choices.items()})
        for number in range(draw.randint(least, most))
    ]
    return "[" + ", ".join(made) + "]"


def both(text: str, field: str, subject: str, plainly: str) -> tuple[list[object], list[object]]:
    built = build(text)
    return ask(field, built, subject=subject), ask(plainly, built, subject=subject)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_rank_is_taken_where_a_priority_with_an_earlier_id_has_it_at_the_time(seed):
    draw = random.Random(seed)
    text = f"priorities: {rows(draw, 0, 9, rank=(1, 2), start=DAYS, due=DAYS)}\n"
    plainly = (
        "any(exists(p.rank) and p.rank == rank and p.place_by_id < place_by_id "
        "and not (exists(p.due) and exists(start) and p.due < start) "
        "and not (exists(p.start) and exists(due) and due < p.start) for p in plan.priorities)"
    )
    told, asked = both(text, "rank_taken", "priority", plainly)
    assert told == asked


@pytest.mark.parametrize("seed", SEEDS)
def test_a_group_is_twice_in_a_tree_where_one_of_its_units_is_above_another_or_both_are_below_a_third(seed):
    draw = random.Random(seed)
    units = [
        row(
            draw,
            id=f"u{n}",
            parent=f"u{draw.randrange(n)}" if n else "",
            groups=draw.choice(("[a]", "[a, b]", "[b, b]")),
        )
        for n in range(draw.randint(1, 8))
    ]
    text = f"groups: [{{id: a}}, {{id: b}}]\norganization: {{units: [{', '.join(units)}]}}\n".replace("parent: ,", "")
    plainly = (
        "any(any(v != u and (any(a == u for a in ancestors(v)) "
        "or any(any(a == b for b in ancestors(u)) for a in ancestors(v))) for v in units) for u in units)"
    )
    told, asked = both(text, "twice_in_a_tree", "group", plainly)
    assert told == asked
    assert None not in told


@pytest.mark.parametrize("seed", SEEDS)
def test_the_probability_before_is_that_of_the_last_open_stage_that_has_one(seed):
    draw = random.Random(seed)
    stages = rows(draw, 0, 9, probability=(0.1, 0.2, 0.3), closed=("true", "false"))
    plainly = (
        "max(o.probability for o in process.stages if not o.closed and exists(o.probability) and o.position < position "
        "and not any(not q.closed and exists(q.probability) and q.position > o.position and q.position < position "
        "for q in process.stages))"
    )
    told, asked = both(f"process: {{stages: {stages}}}\n", "probability_before", "stage", plainly)
    assert told == [0 if one is None else one for one in asked]


@pytest.mark.parametrize("seed", SEEDS)
def test_a_motion_came_before_where_an_earlier_leaf_goal_above_nothing_has_it(seed):
    draw = random.Random(seed)
    choices = {"motion": ("renewal", "new_business", "nonsense"), "target": (0, 5, "much"), "parent": ("x0", "nobody")}
    text = f"goals: {rows(draw, 1, 8, **choices)}\n".replace("id: x0, parent: x0", "id: x0")
    plainly = (
        "any(exists(o.motion) and o.motion == motion and o.leaf and exists(o.target) and o.target > 0 "
        "and o.position < position for o in plan.goals)"
    )
    built = build(text)
    told, asked = ask("motion_before", built, subject="goal"), ask(plainly, built, subject="goal")
    motions = ask("motion", built, subject="goal")
    assert [one for one, motion in zip(told, motions, strict=True) if motion] == [
        one for one, motion in zip(asked, motions, strict=True) if motion
    ]


@pytest.mark.parametrize("seed", SEEDS)
def test_a_rate_is_below_another_where_it_begins_below_it(seed):
    draw = random.Random(seed)
    made = ", ".join(
        row(draw, above=draw.choice((1, 1.1, 1.2)), rate=draw.choice((1, 2, 3))) for _ in range(draw.randint(1, 7))
    )
    text = f"budget: {{comp_plans: [{{id: a, accelerators: [{made}]}}]}}\n"
    plainly = "max(a.rate for a in comp_plan.accelerators if exists(a.above) and exists(a.rate) and a.above < above)"
    built = build(text)
    told, asked = ask("rate_below", built, subject="accelerator"), ask(plainly, built, subject="accelerator")
    begins = ask("above", built, subject="accelerator")
    assert told == [None if at is None else (0 if one is None else one) for one, at in zip(asked, begins, strict=True)]


@pytest.mark.parametrize("seed", SEEDS)
def test_claims_before_are_the_earlier_rows_that_collide(seed):
    draw = random.Random(seed)
    coverage = ", ".join(
        row(
            draw,
            group=draw.choice(("a", "b", "lay", "nobody")),
            partner=draw.choice(("p", "q")),
            motion=draw.choice(("renewal", "expansion")),
            territory=draw.choice(("east", "nowhere")),
        )
        for _ in range(draw.randint(1, 8))
    )
    text = (
        "groups: [{id: a}, {id: b}, {id: lay, overlay: true}]\nterritories: [{id: east}]\n"
        f"partners: [{{id: p}}, {{id: q, co_sell: true}}]\nsegments: [{{id: s, coverage: [{coverage}]}}]\n"
    )
    built = build(text)
    told = ask("claims_before", built, subject="coverage")
    held = built.model.records("coverage")
    assert told == [claims(held[:at], one) for at, one in enumerate(held)]


def claims(earlier, one) -> int | None:
    """Count as an aggregate over the rows that are the same would; of one that may be, nothing is known."""
    answers = [
        collides(UNKNOWN_MEMBER if alike is None else other, one)
        for other in earlier
        if (alike := same(one, other)) is not False
    ]
    return None if None in answers else answers.count(True)


def every(*parts: bool | None) -> bool | None:
    return False if False in parts else (None if None in parts else True)


def same(one, other) -> bool | None:
    pairs = [(served(one), served(other)), (one.values.get("territory"), other.values.get("territory"))]
    return every(*(None if REJECTED in pair else pair[0] == pair[1] for pair in pairs))


def served(row):
    """Return the motion of a row, else its segment's, be it refused."""
    own = row.values.get("motion")
    return row.values["segment"].values.get("motion") if own is None else own


def collides(one, other) -> bool | None:
    def given(holder, field):
        return None if holder.values.get(field) is REJECTED else holder.values.get(field) is not None

    def flag(holder, field, of, *, negated=False):
        held = holder.values.get(field)
        value = held.values.get(of) if isinstance(held, Record) else None
        return None if value is None else value is not negated

    def absent(holder, field):
        answer = given(holder, field)
        return None if answer is None else not answer

    groups = (one.values.get("group"), other.values.get("group"))
    apart = None if None in (given(one, "group"), given(other, "group")) else groups[0] is not groups[1]
    pairs = [every(given(one, "group"), given(other, "group"), apart, flag(one, "group", "selling"),
                   flag(other, "group", "selling"))]  # fmt: skip
    for seller, partner in ((one, other), (other, one)):
        pairs.append(every(given(seller, "group"), absent(seller, "partner"), flag(seller, "group", "selling"),
                           absent(partner, "group"), given(partner, "partner"),
                           flag(partner, "partner", "co_sell", negated=True)))  # fmt: skip
    return True if True in pairs else (None if None in pairs else False)


@pytest.mark.parametrize("seed", SEEDS)
def test_trees_are_added_up_and_covered_as_a_walk_from_each_record_says(seed):
    draw = random.Random(seed)
    made = []
    for number in range(draw.randint(1, 9)):
        above = draw.choice(("", "nobody", *(f"t{one}" for one in range(number))))
        made.append(
            row(draw, id=f"t{number}", parent=above, owner=draw.choice(("ada", "nobody"))).replace("parent: ,", "")
        )
    text = f"people: [{{id: ada}}]\nterritories: [{', '.join(made)}]\n".replace("parent: }", "}")
    built = build(text)
    territories = built.model.records("territory")
    held = {id(one): is_covered(one) for one in territories}
    sure = [is_covered_throughout(one, territories, held) for one in territories]
    assert ask("held", built, subject="territory") == list(held.values())
    assert ask("covered", built, subject="territory") == sure
    leaves = ask("leaf", built, subject="territory")
    below = [[at for at, one in enumerate(territories) if top in upwards(one, "parent")] for top in territories]
    open_end = [UNKNOWN_MEMBER in one.values["children"] for one in territories]
    own = [
        0 if sure[at] else (None if open_end[at] or (leaf and sure[at] is None) else int(leaf))
        for at, leaf in enumerate(leaves)
    ]
    added = [None if None in (held := [own[at] for at in places]) else sum(held) for places in below]
    assert ask("uncovered_leaves", built, subject="territory") == added


def is_covered(territory) -> bool | None:
    chain = list(upwards(territory, "parent"))
    owners = [one.values.get("owner") for one in chain]
    if any(owner is not None and owner is not REJECTED for owner in owners):
        return True
    return None if REJECTED in (*owners, chain[-1].values.get("parent")) else False


def is_covered_throughout(territory, territories, held) -> bool | None:
    """Ask every leaf at or below a territory; one that may belong there has what the territory itself has."""
    within = [one for one in territories if territory in upwards(one, "parent")]
    above = {id(one.values.get("parent")) for one in territories}
    answers = [held[id(one)] for one in within if id(one) not in above]
    open_end = any(UNKNOWN_MEMBER in one.values["children"] for one in within if id(one) in above)
    return every(*answers, *([held[id(territory)] or None] if open_end else []))


@pytest.mark.parametrize("seed", SEEDS)
def test_a_leader_belongs_where_a_walk_up_the_lines_says(seed):
    draw = random.Random(seed)
    ids = [f"p{number}" for number in range(draw.randint(2, 7))]
    people = [
        row(draw, id=one, group=draw.choice(("g0", "g1", "g2", "g3")), manager=ids[draw.randrange(at)] if at else "")
        for at, one in enumerate(ids)
    ]
    groups = [
        row(draw, id=f"g{number}", parent=f"g{draw.randrange(number)}" if number else "", leader=draw.choice(ids))
        for number in range(4)
    ]
    text = f"people: [{', '.join(people)}]\ngroups: [{', '.join(groups)}]\n"
    for name in ("manager", "parent"):
        text = text.replace(f"{name}: ,", "").replace(f", {name}: }}", "}")
    built = build(text)
    assert ask("leader_belongs", built, subject="group") == [
        belongs(built, one) for one in built.model.records("group")
    ]


def upwards(one, field):
    while one is not None and one is not REJECTED:
        yield one
        one = one.values.get(field)


def belongs(built, group) -> bool | None:
    people = built.model.records("person")
    within = [one for one in people if group in upwards(one.values.get("group"), "parent")]
    leader = group.values.get("leader")
    if not within:
        return True
    if leader is None:
        return None
    if group in upwards(leader.values.get("group"), "parent"):
        return True
    managers = [one.values["manager"] for one in within if one.values.get("manager") is not None]
    if any(leader in upwards(manager, "manager") for manager in managers):
        return True
    return False if managers else None


def test_certifications_beyond_ten_are_counted():
    names = ", ".join(f"c{number}" for number in range(13))
    text = f"roles: [{{id: r, certifications: [{names}]}}]\npeople: [{{id: p, role: r, certifications: [c1]}}]\n"
    assert (
        build(text).get("person", "p", "certifications_lacking") == "c0, c2, c3, c4, c5, c6, c7, c8, c9, c10 and 2 more"
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_a_certification_is_renewed_where_another_one_by_its_name_lasts_longer(seed):
    draw = random.Random(seed)
    held = [(draw.choice("ab"), draw.choice((*DAYS, "", "soon"))) for _ in range(draw.randint(0, 6))]
    listed = ", ".join(f"{{name: {name}" + (f", expires: {day}" if day else "") + "}" for name, day in held)
    built = build(f"people: [{{id: p, certifications: [{listed}]}}]\n")

    def renewed(at: int) -> bool:
        name, day = held[at]
        others = [end for number, (other, end) in enumerate(held) if other == name and number != at]
        return bool(day) and any(end in ("", "soon") or day == "soon" or end > day for end in others)

    told = [built.of(one, "renewed") for one in built.model.records("certification")]
    assert told == [renewed(at) for at in range(len(held))]
