"""The kind `motion`: what each kind of business needs, and what the sellers who serve it can carry.

expansion and renewal are kinds of existing business. A role for existing business serves both, and a
goal for existing business; one for expansion or renewal serves its own kind and such a goal; a role
without a motion serves everything, and a goal without one can be carried by anybody. Sellers of
everything can be spent once, so motions that share them are also held together: by Hall's theorem the
goals can be carried if, and only if, no set of motions needs more than all who serve one of the set.
The sets that decide nothing new are left out, and all motions together are the plan's own capacity.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.entities.catalogue import COUNT, FLAG, MONEY, TEXT, entity, relation
from coverage_lint.entities.derived.business.attainment import (
    EXISTING,
    EXPANSION,
    NEW,
    RENEWAL,
    assigned_by_motion,
    expected_of,
)
from coverage_lint.entities.derived.people.members import selling_groups
from coverage_lint.entities.derived.sums import Exact, number, record, rejected, rows, total
from coverage_lint.entities.model import Derived
from coverage_lint.entities.records import UNKNOWN_MEMBER, Record
from coverage_lint.frozen import NamedTuple

if TYPE_CHECKING:
    from coverage_lint.entities.model import Model, Place

MOTION_FIELDS = {"id": TEXT, "plan": entity("plan"), "goal": entity("goal"), "goals": relation("goal")}
"""`goal` is the first goal of the motion: the place that is shown."""


class MotionSet(NamedTuple):
    """Motions that are held together: the goals that need, the roles that serve, the sets that are parts of it."""

    name: str
    goals: tuple[str, ...]
    roles: tuple[str, ...]
    parts: tuple[str, ...] = ()


SETS = (
    MotionSet(NEW, (NEW,), (NEW,)),
    MotionSet(EXPANSION, (EXPANSION,), (EXISTING, EXPANSION)),
    MotionSet(RENEWAL, (RENEWAL,), (EXISTING, RENEWAL)),
    MotionSet(EXISTING, (EXISTING, EXPANSION, RENEWAL), (EXISTING, EXPANSION, RENEWAL), (EXPANSION, RENEWAL)),
    MotionSet(f"{NEW} and {EXPANSION}", (NEW, EXPANSION), (NEW, EXISTING, EXPANSION), (NEW, EXPANSION)),
    MotionSet(f"{NEW} and {RENEWAL}", (NEW, RENEWAL), (NEW, EXISTING, RENEWAL), (NEW, RENEWAL)),
)
_BY_NAME = {one.name: one for one in SETS}


def make_motions(model: Model) -> None:
    """Make a record for each set of motions whose goals the plan has, at the first of these goals."""
    model.ensure("goal", "leaf")
    first: dict[str, Record] = {}
    for goal in model.records("goal"):
        motion = goal.values.get("motion")
        if isinstance(motion, str) and goal.values.get("leaf") is not False:
            first.setdefault(motion, goal)
    made = []
    for one in SETS:
        goals = [goal for motion, goal in first.items() if motion in one.goals]
        # A set of one motion says nothing that its part does not, unless the motion is no part.
        if goals and (not one.parts or len(goals) > 1 or (EXISTING in one.goals and EXISTING in first)):
            row = Record("motion", one.name, goals[0].node, None, model.plan)
            whole = [goal for goal in model.records("goal") if goal.values.get("motion") in one.goals]
            row.values.update(id=row.id, plan=model.plan, goal=goals[0], goals=whole)
            made.append(row)
    model.by_kind["motion"] = made


def _compute_need(model: Model) -> None:
    model.ensure("goal", "need")
    goals = rows(model.plan, "goals") or []
    doubtful = any(goal is UNKNOWN_MEMBER or rejected(goal, "motion") for goal in goals)
    for row in model.records("motion"):
        wanted = _BY_NAME[str(row.id)].goals
        need = total(goal.values.get("need") for goal in goals if goal.values.get("motion") in wanted)
        row.values["need"] = None if doubtful else need


def _compute_capacity(model: Model) -> None:
    model.ensure("group", "selling")
    model.ensure("group", "sellers")
    model.ensure("member", "capacity")
    groups = rows(model.plan, "groups")
    by_motion: dict[str | None, list[Exact | None]] = {}
    unknown = groups is None or any(group.values.get("selling") not in (True, False) for group in groups)
    for group in selling_groups(model.plan):
        sellers = rows(group, "sellers")
        unknown = unknown or sellers is None
        for row in sellers or ():
            person = None if row is UNKNOWN_MEMBER else record(row.values["person"])
            role = None if person is None else _role(person)
            unknown = unknown or role is None or rejected(role, "motion")
            motion = role.values.get("motion") if role is not None else None
            by_motion.setdefault(str(motion) if motion else None, []).append(number(row.values.get("capacity")))
    sums = {motion: total(held) for motion, held in by_motion.items()}
    for one in model.records("motion"):
        served = [sums.get(motion, 0) for motion in (None, *_BY_NAME[str(one.id)].roles)]
        one.values["capacity"] = None if unknown else total(served)


def _role(person: Record) -> Record | None:
    return record(person.values.get("role"))


def _compute_assigned(model: Model) -> None:
    """Add up what those who serve a motion are assigned: by the goals of their quotas, else by their roles."""
    parts = assigned_by_motion(model)
    sums: dict[tuple[str | None, bool], tuple[Exact | None, Exact | None]] = {}
    for part in parts or ():
        amount, expected = sums.get((part.motion, part.by_goal), (0, 0))
        sums[part.motion, part.by_goal] = (
            total((amount, part.amount)), total((expected, expected_of(part, model.plan))),
        )  # fmt: skip
    for row in model.records("motion"):
        one = _BY_NAME[str(row.id)]
        served = [(motion, True) for motion in one.goals] + [(motion, False) for motion in (None, *one.roles)]
        held = [sums[key] for key in served if key in sums]
        row.values["assigned"] = None if parts is None else total(amount for amount, _ in held)
        row.values["expected"] = None if parts is None else total(amount for _, amount in held)


def _compute_groups(model: Model) -> None:
    """Find the selling groups that have a target for a motion."""
    model.ensure("group", "selling")
    groups = rows(model.plan, "groups") or []
    known = [group for group in groups if group is not UNKNOWN_MEMBER and group.values.get("selling") is not False]
    for row in model.records("motion"):
        wanted = {id(goal) for goal in rows(row, "goals") or ()}
        aiming = [
            group for group in known
            if any(id(target.values.get("goal")) in wanted for target in rows(group, "targets") or ())
        ]  # fmt: skip
        row.values["groups"] = None if rows(model.plan, "groups") is None else aiming


def _compute_single(model: Model) -> None:
    held = {str(row.id) for row in model.records("motion")}
    for row in model.records("motion"):
        row.values["single"] = held.isdisjoint(_BY_NAME[str(row.id)].parts)


def _compute_need_in_full(model: Model) -> None:
    model.ensure("motion", "need")
    for row in model.records("motion"):
        goals = [goal for goal in rows(row, "goals") or () if goal.values.get("motion") in {EXISTING, RENEWAL}]
        known = number(row.values["need"]) is not None
        row.values["need_in_full"] = total(goal.values.get("need") for goal in goals) if known else None


def _compute_part_short(model: Model) -> None:
    model.ensure("motion", "need")
    model.ensure("motion", "capacity")
    short: dict[str, bool | None] = {}
    for one in model.records("motion"):
        need, capacity = number(one.values["need"]), number(one.values["capacity"])
        short[str(one.id)] = None if need is None or capacity is None else need > capacity
        parts = [short[name] for name in _BY_NAME[str(one.id)].parts if name in short]
        one.values["part_short"] = True if True in parts else (None if None in parts else False)


def _compute_missed(model: Model) -> None:
    """Find the motions that are expected to miss their goals while others reach theirs: these hide them in the sum.

    Without an expected attainment nothing is expected to be missed.
    """
    model.ensure("motion", "need")
    model.ensure("motion", "expected")
    model.ensure("motion", "single")
    staffing = record(model.plan.values.get("staffing"))
    asked = staffing is None or staffing.values.get("attainment") is not None
    missed: list[tuple[Record, bool | None]] = []
    for one in model.records("motion"):
        need, expected = number(one.values["need"]), number(one.values["expected"])
        if asked and one.values["single"] is True and need != 0:
            missed.append((one, None if need is None or expected is None else expected < need))
        one.values["missed_alone"] = False
    states = [state for _, state in missed]
    if False in states:
        for one, state in missed:
            one.values["missed_alone"] = state
    elif None in states and len(states) > 1:
        for one, state in missed:
            one.values["missed_alone"] = None if state is not False else False
    told = [one.values["missed_alone"] for one, _ in missed]
    model.plan.values["missed_motions"] = None if None in told else told.count(True)


def _need_sources(model: Model, motion: Record) -> list[Place]:
    goals = [goal for goal in rows(motion.owner, "goals") or () if goal is not UNKNOWN_MEMBER] if motion.owner else []
    wanted = _BY_NAME[str(motion.id)].goals
    return [place for goal in goals if goal.values.get("motion") in wanted for place in model.sources(goal, "need")]


def _capacity_sources(model: Model, motion: Record) -> list[Place]:
    serving = (None, *_BY_NAME[str(motion.id)].roles)
    groups = selling_groups(motion.owner) if motion.owner is not None else []
    places = [place for group in groups for place in model.sources(group, "capacity")]
    return [
        (person, field) for person, field in places if (role := _role(person)) and role.values.get("motion") in serving
    ]


def _assigned_sources(model: Model, motion: Record) -> list[Place]:
    one = _BY_NAME[str(motion.id)]
    groups = selling_groups(motion.owner) if motion.owner is not None else []
    places: list[Place] = []
    for group in groups:
        for record_at, field in model.sources(group, "assigned"):
            role = _role(record_at) if record_at.kind == "person" else None
            if record_at.kind == "person" and rows(record_at, "quotas") is not None:
                by_goal = [(row, "amount") for row in rows(record_at, "quotas") or () if row is not UNKNOWN_MEMBER]
                goals = [(row, record(row.values.get("goal"))) for row, _ in by_goal]
                places += [(row, "amount") for row, goal in goals if goal and goal.values.get("motion") in one.goals]
            elif role is None or role.values.get("motion") in (None, *one.roles):
                places.append((record_at, field))
    return places


def _expected_sources(model: Model, motion: Record) -> list[Place]:
    """Name the quotas, and what share of them is expected."""
    staffing = record(model.plan.values.get("staffing"))
    given = [row for row in rows(staffing, "attainments") or () if row is not UNKNOWN_MEMBER] if staffing else []
    goals = _BY_NAME[str(motion.id)].goals
    figures: list[Place] = [(row, "share") for row in given if row.values.get("motion") in goals]
    if staffing is not None and not given and number(staffing.values.get("attainment")) is not None:
        figures = [(staffing, "attainment")]
    return [*_assigned_sources(model, motion), *figures]


MOTIONS: dict[tuple[str, str], Derived] = {
    ("motion", "need"): Derived(MONEY, "what the team must sell of it", _compute_need, _need_sources),
    ("motion", "capacity"): Derived(MONEY, "what sellers of selling groups whose role serves it can carry",
                                    _compute_capacity, _capacity_sources),
    ("motion", "assigned"): Derived(MONEY, "quotas that serve it: by their goals, else by the role", _compute_assigned,
                                    _assigned_sources),
    ("motion", "expected"): Derived(MONEY, "what of the quotas that serve it is expected to be reached",
                                    _compute_assigned, _expected_sources),
    ("motion", "groups"): Derived(relation("group"), "selling groups with a target for it", _compute_groups),
    ("motion", "need_in_full"): Derived(MONEY, "the part of its need from existing business and renewals, which "
                                        "quotas exceed by no margin", _compute_need_in_full, _need_sources),
    ("motion", "single"): Derived(FLAG, "whether no part of it is held alone", _compute_single),
    ("motion", "missed_alone"): Derived(
        FLAG, "whether it is expected to miss its goals, while another kind of business reaches its own",
        _compute_missed,
    ),
    ("plan", "missed_motions"): Derived(
        COUNT, "how many kinds of business are expected to miss their goals while another reaches its own",
        _compute_missed, unit="kinds of business",
    ),
    ("motion", "part_short"): Derived(FLAG, "whether one of the motions that it joins is short by itself",
                                      _compute_part_short),
}  # fmt: skip
