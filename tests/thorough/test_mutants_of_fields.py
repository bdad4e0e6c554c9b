"""Declared fields changed by one step each: a policy's case, or a value told here, notices every one."""

from __future__ import annotations

import glob
import os
from functools import cache
from typing import TYPE_CHECKING

import pytest

from coverage_lint.authoring.cases import compare_findings, read_cases
from coverage_lint.authoring.mutants import _steps
from coverage_lint.authoring.mutation import _undecided_differs
from coverage_lint.document.documents import Rejections
from coverage_lint.document.model_file import read_documents
from coverage_lint.entities.assemble import assemble
from coverage_lint.entities.changes import ChangeModel
from coverage_lint.policy.fields.catalogue import catalogue, computed
from coverage_lint.policy.fields.compute import derived_of
from coverage_lint.policy.program import compile_policies
from coverage_lint.policy.run import Runner
from coverage_lint.policy.shipped import shipped
from coverage_lint.structure import check_structure
from coverage_lint.system.shipped_data import data_path

if TYPE_CHECKING:
    from collections.abc import Iterator

FIELDS = {(one.kind, one.name): one for one in shipped().fields}
YEAR = "plan: {fiscal_year: {start: 2027-01-01, end: 2027-12-31}}\n"
ROLE = "roles: [{id: ae, family: account_executive, productivity: 100}]\n"
TEAM = (
    f"{ROLE}groups: [{{id: g, quota: 7, targets: {{n: 5}}}}, "
    "{id: p, quota: 9, quota_type: pooled, targets: {n: 3}}, {id: lay, overlay: true, quota: 2, targets: {n: 1}}]\n"
    "goals: [{id: n, target: 8}]\n"
)
PAID = (
    f"{YEAR}{ROLE}people: [{{id: a, role: ae, start: 2027-07-01}}]\n"
    "budget: {loaded_factor: 1, comp_plans: [{id: c, roles: [ae], base: 60, variable: 40}]}\n"
)
HALF_PAID = (
    f"{YEAR}{ROLE}people: [{{id: a, role: ae, start: 2027-07-01, selling_share: 0.5}},"
    " {id: b, role: ae, start: 2027-07-01, count: 2, selling_share: 0.25}]\n"
    "budget: {loaded_factor: 2, comp_plans: [{id: c, roles: [ae], base: 60, variable: 40}]}\n"
)
KEPT = "goals: [{id: n, target: 5, motion: existing}, {id: m, target: 2, motion: renewal}]\n"
THROUGH = (
    f"{ROLE}goals: [{{id: n, target: 2, self_serve: 1}}]\ngroups: [{{id: g, targets: {{n: 1}}}}]\n"
    "people: [{id: a, role: ae, group: g}]\n"
    "partners: [{id: p, targets: {n: 4}}, {id: q, manager: a, targets: {n: 8}}]\n"
)
SEGMENT = "segments: [{id: s, motion: renewal, coverage: [{route: partner}, {motion: existing}]}]\n"
SHARED = (
    "goals: [{id: n, motion: renewal}, {id: m, motion: new_business}, {id: o, motion: existing}]\ngroups:\n"
    "  - {id: g, quota: 9, targets: {n: 8, m: 4}, shared_credit: [{goal: n, amount: 3}, {goal: m, amount: 1},"
    " {goal: o, amount: 1}]}\n"
    "  - {id: less, quota: 2, targets: {n: 1}, shared_credit: [{goal: n, amount: 3}]}\n"
    "  - {id: none, quota: -1, targets: {n: 7}}\n"
)
CREDIT = "shared_credit: [{goal: n, amount: 3}]"
ASSIGNED = (
    f"{ROLE}goals: [{{id: n}}]\ngroups:\n"
    f"  - {{id: within, quota: 9, {CREDIT}}}\n  - {{id: beyond, quota: 9, {CREDIT}}}\n"
    f"  - {{id: more, quota: 9, {CREDIT}}}\n  - {{id: none, {CREDIT}}}\n  - {{id: alone, quota: nine}}\n"
    "people:\n"
    "  - {id: a, role: ae, group: within, quota: 5}\n  - {id: b, role: ae, group: beyond, quota: 7}\n"
    "  - {id: c, role: ae, group: more, quota: 12}\n  - {id: d, role: ae, group: none, quota: 4}\n"
    "  - {id: e, role: ae, group: alone, quota: 5}\n"
)
TWO_MOTIONS = "goals: [{id: n, target: 5, motion: expansion}, {id: m, target: 2, motion: renewal}]\n"
SERVED = """\
roles:
  - {id: new, family: account_executive, motion: new_business, productivity: 100}
  - {id: held, family: account_manager, motion: existing, productivity: 100}
  - {id: more, family: account_manager, motion: expansion, productivity: 100}
  - {id: again, family: account_manager, motion: renewal, productivity: 100}
  - {id: any, family: account_executive, productivity: 100}
groups: [{id: g}, {id: h}]
people:
  - {id: a, role: new, groups: {g: 0.5, h: 0.5}, count: 2, selling_share: 0.5}
  - {id: b, role: held, group: g, count: 2}
  - {id: c, role: more, group: g, count: 4}
  - {id: d, role: again, group: g, count: 8}
  - {id: e, role: any, group: g, count: 16}
segments:
  - id: s
    coverage:
      - {group: g}
      - {group: g, motion: new_business}
      - {group: g, motion: existing}
      - {group: g, motion: expansion}
      - {group: g, motion: renewal}
      - {group: h, motion: renewal}
  - {id: t, motion: renewal, coverage: [{group: g}]}
"""
PHASED = (
    f"{YEAR}{ROLE}people:\n"
    "  - {id: a, role: ae, start: 2027-09-16, quota: 65, phasing: {Q1: 20, Q3: 20, 2027-09: 20, Q4: 25}}\n"
    "  - {id: b, role: ae, start: 2027-03-31, quota: 30, phasing: {Q1: 20, Q4: 10}}\n"
    "  - {id: c, role: ae, end: 2027-06-15, quota: 50, phasing: {Q2: 50}}\n"
)
HELD = """\
people: [{id: a, quota: 5}, {id: b}]
territories: [{id: t, potential: 16, owners: [{person: a, share: 0.25}, {person: b, share: 0.75}]}]
"""
LOADED = """\
roles: [{id: ae, family: account_executive, productivity: 100}]
groups: [{id: g}, {id: h}]
people: [{id: a, role: ae, groups: {g: 0.5, h: 0.5}, count: 6, selling_share: 0.5}, {id: b, role: ae, group: g}]
territories: [{id: t}]
segments:
  - {id: one, accounts: 40, value: 400, coverage: [{group: g, accounts_per_person: 8}]}
  - id: two
    accounts: 40
    coverage:
      - {group: g, motion: renewal, accounts_per_person: 10}
      - {group: g, motion: expansion}
      - {group: g, motion: new_business, accounts: 6, accounts_per_person: 3, territory: t}
      - {group: g, motion: existing, accounts_per_person: 3, territory: t}
  - {id: same, accounts: 40, motion: renewal, coverage: [{group: h, accounts_per_person: 10}, {group: h}]}
  - {id: vague, accounts: 40, coverage: [{group: h, accounts_per_person: 10}, {group: h, motion: renewal}]}
  - {id: bare, coverage: [{group: h, accounts_per_person: 10}]}
  - {id: mix, accounts: 40, motion: renewal, coverage: [{group: h}, {group: h, motion: expansion}]}
"""
PLACED = """\
groups: [{id: top}, {id: low, parent: top}, {id: own}, {id: out}]
organization: {units: [{id: u, groups: [top, own]}]}
people: [{id: a, seat: s}, {id: b, seat: s}, {id: c, seat: t}, {id: d},
  {id: e, seat: u}, {id: f, seat: u, status: open}]
"""
MOTIONLESS = "goals: [{id: n, motion: renewal}, {id: o}]\n"
RENEWED = [(MOTIONLESS + "groups: [{id: g, targets: {n: " + given + ", o: 0}}]\n",
            "group", "g", "target_in_full", wanted)
           for given, wanted in (("2", 2), ("0.01", "1/100"), ("-0.01", "-1/100"))]  # fmt: skip
RENEWED += [(MOTIONLESS + "groups: [{id: g, targets: {n: 8}, shared_credit: [{goal: n, amount: " + given + "}, "
             "{goal: o, amount: 0}]}]\n", "group", "g", "own_target_in_full", wanted)
            for given, wanted in (("3", 5), ("0.01", "799/100"), ("-0.01", "801/100"))]  # fmt: skip
DIVIDED = """\
goals:
  - {id: all, target: 9, phasing: {Q1: 1, Q2: 1, Q3: 2, Q4: 3}}
  - {id: n, parent: all, target: 4, self_serve: 1}
  - {id: m, parent: all, target: 3}
groups:
  - {id: g, quota: 5, targets: {n: 2}}
  - {id: h, quota: 6, targets: {n: 1, m: 1}}
  - {id: helps, quota: 7, quota_type: none, targets: {n: 8, m: 8}}
partners: [{id: p, targets: {n: 2, m: 5}}, {id: through, manager: a, targets: {n: 3}}]
people: [{id: a, group: g}]
"""
PARENT = "goals: [{id: all, target: %s, phasing: {Q1: 1, Q2: 1, Q3: 2, Q4: 3}}, {id: n, parent: all, target: 7}]\n"
HELPED = """\
goals: [{id: n, target: 5}, {id: m, target: 8}]
groups: [{id: g, quota: 5, targets: {n: 5}}, {id: helps, quota: 7, quota_type: none, targets: {n: 8, m: 8}}]
"""
EARLY = f"{YEAR}goals: [{{id: n, target: 8, phasing: {{Q1: %s, Q2: 2, Q3: 2, Q4: %s}}}}]\ngroups: []\npartners: []\n"
ODD_GOAL = "goals: [{id: n, target: %s, phasing: {%s}}]\n"
QUARTERS = "Q1: 200, Q2: 300, Q3: 200, Q4: 300"
ALONE = "groups: [{id: g, quota: 5, targets: {n: 1000}}]\n"
ODD = [(ODD_GOAL % (target, phasing) + groups, "goal", "n", "target_odd", wanted)
       for target, phasing, groups, wanted in (
    (2000, QUARTERS, ALONE, True), (1000, QUARTERS, ALONE, False), (1060, QUARTERS, ALONE, False),
    ("1060.01", QUARTERS, ALONE, True), (940, QUARTERS, ALONE, False), ("939.99", QUARTERS, ALONE, True),
    (2000, "Q1: 200, Q2: 300, Q3: 500", ALONE, False), (2000, "Q1: 0, Q2: 0, Q3: 0, Q4: 0", "", False),
    (2000, "Q1: 0, Q2: 0, Q3: 0, Q4: 0", "groups: [{id: g, targets: {n: 0}}]\n", False),
    (1, "Q1: 0.01, Q2: 0, Q3: 0, Q4: 0", "groups: [{id: g, targets: {n: 0.01}}]\n", True),
    (2000, QUARTERS, "groups: [{id: g, targets: {n: 999}}]\n", False),
    (2000, QUARTERS, "groups: []\npartners: []\n", False), (2000, QUARTERS, "", None),
    (2000, QUARTERS, "groups: []\npartners: [{id: p, targets: {n: 1000}}]\n", True),
)]  # fmt: skip
CARRIED = """\
roles: [{id: ae, family: account_executive}]
people:
  - {id: a, role: ae, quota: 0, count: 3}
  - {id: b, role: ae, quota: 0.01, count: 2}
  - {id: c, role: ae, count: 5}
  - {id: d, role: ae, quota: 9, quota_kind: rollup, count: 7}
"""
BESIDE = """\
roles: [{id: ae, family: account_executive}]
goals: [{id: n, target: 100}]
groups:
  - {id: g, quota: 1000, targets: {n: 1000}}
  - {id: lay, overlay: true, quota: 5000, targets: {n: 5}}
people: [{id: a, role: ae, group: g, quota: 1000}, {id: b, role: ae, group: lay, quota: 5000}]
"""
POWERS = "goals: [{id: n, target: %s, self_serve: %s, prior_actual: %s}]\ngroups: [{id: g, targets: {n: %s}}]\n"
VALUES = [
    ("goals: [{id: n, target: 5, self_serve: 7}]\n", "goal", "n", "overdrawn", 2),
    (POWERS % (100, 100, 1000, 900), "goal", "n", "powers_apart", True),
    (POWERS % (300, 0, 1000, 3000), "goal", "n", "powers_apart", False),
    (BESIDE, "goal", "n", "powers_apart", True),
    ("goals: [{id: all, target: 100, prior_actual: 1000}, {id: n, parent: all, target: 1000}]\n",
     "goal", "all", "powers_apart", False),
    *((PARENT % target, "goal", "all", "target_odd", wanted) for target, wanted in ((7, False), ("7.2", True))),
    (f"goals: [{{id: n, target: 2000, phasing: {{{QUARTERS}}}, self_serve: 1000}}]\ngroups: []\npartners: []\n",
     "goal", "n", "target_odd", False),
    (f"goals: [{{id: n, phasing: {{{QUARTERS}}}}}]\n{ALONE}", "goal", "n", "target_odd", False),
    (f"goals: [{{id: n, target: 2000}}]\n{ALONE}", "goal", "n", "target_odd", False),
    (HELPED, "goal", "n", "only_target", True),
    *((EARLY % (first, last), "quarter", at, "due_so_far", wanted)
      for first, last, dues in ((1, 3, (1, 3, 5, 8)), (3, 1, (2, 4, 6, 8))) for at, wanted in enumerate(dues)),
    *RENEWED, *ODD, (CARRIED, "role", "ae", "carriers", 2),
    (DIVIDED, "goal", "all", "divided", 7), (DIVIDED, "goal", "n", "divided", 6), (DIVIDED, "goal", "m", "divided", 6),
    (DIVIDED, "goal", "all", "target_odd", True),
    (DIVIDED, "goal", "n", "only_target", False), (DIVIDED, "goal", "m", "only_target", False),
    (ODD_GOAL % (9, "") + ALONE, "goal", "n", "only_target", True),
    (DIVIDED, "goal", "n", "quotas_alone", 11), (DIVIDED, "goal", "m", "quotas_alone", 6),
    (f"{ROLE}people: [{{id: a, role: ae, status: open, phasing: {{Q1: 2}}}}]\n", "person", "a", "assigned", None),
    ("budget: {lines: [{id: a, category: compensation, amount: 2}, {id: b, category: travel, amount: 3}]}\n",
     "budget", None, "for_compensation", 2),
    ("budget: {lines: [{id: a, category: compensation, amount: 2}, {id: b, amount: 3}]}\n",
     "budget", None, "for_compensation", None),
    *((LOADED, "coverage", at, "for_all_accounts", wanted) for at, wanted in enumerate(
        (True, True, True, False, False, False, False, False, False, True, True, True))),
    *((LOADED, "coverage", at, "load_stated", wanted) for at, wanted in enumerate(
        (True, True, False, True, False, False, False, False, False, False))),
    *((LOADED, "coverage", at, "accounts_covered", wanted) for at, wanted in enumerate((40, 40, 40, 6, 40))),
    *((LOADED, "coverage", at, "seats_needed", wanted) for at, wanted in enumerate((5, 4, None, 2))),
    (LOADED, "group", "g", "carriers", "5/2"), (LOADED, "group", "g", "seats_needed", 11),
    (LOADED, "group", "h", "carriers", "3/2"), (LOADED, "group", "h", "seats_needed", 0),
    (LOADED, "segment", "one", "worth", 10),
    *((PLACED, "group", which, "in_a_unit", wanted)
      for which, wanted in (("top", True), ("low", True), ("own", True), ("out", False))),
    *((PLACED, "person", which, "seat_taken_over", wanted)
      for which, wanted in (("a", True), ("b", True), ("c", False), ("d", False), ("e", False), ("f", True))),
    ("goals: [{id: n}]\ngroups: [{id: g, targets: {n: 8}}]\nsegments: [{id: s, value: 0.01, coverage: [{group: g}]}]\n",
     "segment", "s", "below_targets", True),
    (SEGMENT, "coverage", 0, "served_motion", "renewal"),
    (SEGMENT, "coverage", 1, "served_motion", "existing"),
    ("goals: [{id: n, target: -1}]\npartners: [{id: p, targets: {n: lots}}]\n", "goal", "n", "need", 0),
    ("goals: [{id: n, target: 0}]\npartners: [{id: p, targets: {n: lots}}]\n", "goal", "n", "need", 0),
    (f"{TWO_MOTIONS}groups: [{{id: g, targets: {{n: 3, m: 2}}}}]\n", "group", "g", "target_in_full", 2),
    (f"{TEAM}people: [{{id: a, role: ae, group: p, quota: 4}}]\n", "group", "p", "assigned", 9),
    (f"{YEAR}{TEAM}people: [{{id: a, role: ae, groups: {{g: 0.5, p: 0.5}}, end: 2028-06-30}}]\n",
     "member", 0, "capacity", 50),
    (f"{TEAM}people: [{{id: a}}]\n", "person", "a", "seller", None),
    (f"{TEAM}people: [{{id: a, quota: 4}}]\n", "person", "a", "seller", None),
    (f"{YEAR}{TEAM}people: [{{id: a, role: ae, status: leave}}]\n", "person", "a", "assigned", 0),
    (f"{YEAR}{TEAM}people: [{{id: a, role: ae, group: p, quota: 4}}]\n", "person", "a", "carried", 0),
    ("people: [{id: a, quota: 4, count: 2}]\nterritories: [{id: t, owner: a, potential: 16}]\n",
     "person", "a", "quota_to_potential", "1/2"),
    (f"{YEAR}{HELD}", "person", "a", "quota_to_potential", "5/4"),
    *((PHASED, "person", which, field, wanted) for which, field, wanted in (
        ("a", "early", 20), ("a", "early_capacity", "25/6"), ("b", "early", 20), ("b", "early_capacity", "25/93"),
        ("c", "early", 50), ("c", "early_capacity", "125/6"))),
    *((SHARED, "group", which, "own_target_in_full", wanted) for which, wanted in (("g", 5), ("less", 0), ("none", 7))),
    *((SHARED, "group", which, "own_quota", wanted) for which, wanted in (("g", 4), ("less", 0), ("none", -1))),
    *((ASSIGNED, "group", which, "own_assigned", wanted)
      for which, wanted in (("within", 5), ("beyond", 6), ("more", 9), ("none", 4), ("alone", 5))),
    *((SERVED, "coverage", at, "carriers", wanted)
      for at, wanted in enumerate(("61/2", "33/2", 30, 22, 26, "1/2", 26))),
    ("people: [{id: a}]\n", "person", "a", "grouped", False),
    ("goals: [{id: n, target: 5}, {id: m, target: 5, parent: n}]\n", "plan", None, "goal", 5),
    ("goals: [{id: n, target: 5, motion: existing}, {id: m, target: 2, motion: renewal}]\n",
     "plan", None, "need_renewal", 2),
    ("goals: [{id: n, target: 5}, {id: m, target: 2, motion: renewal}]\n", "plan", None, "need_renewal", None),
    ("goals: [{id: n, target: 0, motion: odd}, {id: m, target: 2, motion: renewal}]\n",
     "plan", None, "need_renewal", 2),
    ("goals: [{id: n, target: 0.01, motion: renewal}]\n", "plan", None, "need_renewal", "1/100"),
    (f"{TEAM}people: []\n", "plan", None, "target", 8),
    (f"{TEAM}people: [{{id: a, role: ae, group: g, quota: 4}}, {{id: b, role: ae, group: lay, quota: 1}}]\n",
     "plan", None, "assigned", 13),
    ("people: [{id: a, count: 3}, {id: b, count: 2, status: open}]\n", "plan", None, "open_seats", 2),
    (f"{KEPT}staffing: {{attainment: {{existing: 0.9}}}}\n", "plan", None, "need_in_full", 7),
    (f"{KEPT}staffing: {{attainment: 0.9}}\n", "plan", None, "need_in_full", 2),
    ("goals: [{id: n, target: 5}, {id: m, target: 2, motion: renewal}]\n", "plan", None, "need_in_full", None),
    ("goals: [{id: n, target: 0}, {id: m, target: 2, motion: renewal}]\n", "plan", None, "need_in_full", 2),
    ("goals: [{id: n, target: 0.01, motion: renewal}]\n", "plan", None, "need_in_full", "1/100"),
    *((f"goals: [{{id: n, motion: {motion}}}]\nstaffing: {{attainment: {given}}}\n", "goal", "n", "in_full", wanted)
      for motion, given, wanted in (
        ("renewal", "0.9", True), ("existing", "0.9", False), ("existing", "{existing: 0.9}", True),
        ("expansion", "{existing: 0.9}", False))),
    *((f"{DIVIDED}{more}", "goal", which, "by_partners", wanted) for more, which, wanted in (
        ("", "n", 2), ("", "m", 5), ("", "all", 0))),
    (THROUGH, "goal", "n", "by_partners", 4), (THROUGH, "goal", "n", "overdrawn", 3),
    *((DIVIDED, "goal", which, "overdrawn", wanted) for which, wanted in (("n", 0), ("m", 2), ("all", 0))),
    *((f"goals: [{{id: n, target: {target}, self_serve: {given}}}]\n", "goal", "n", "overdrawn", wanted)
      for target, given, wanted in ((1, 3, 2), (0, 3, 0), (-1, 3, 0), ("0.01", 1, "99/100"), (3, 1, 0))),
    ("goals: [{id: n, target: 1, self_serve: 3}]\npartners: []\n", "goal", "n", "overdrawn", 2),
    ("goals: [{id: a, target: 1, self_serve: 3}, {id: n, parent: a, target: 1}]\n", "goal", "a", "overdrawn", 0),
    (HALF_PAID, "plan", None, "compensation_for_selling", 100),
    (PAID, "plan", None, "compensation", 50),
    (PAID, "plan", None, "compensation_at_120", 54),
]  # fmt: skip
"""A model below its marker, the kind, the id or place of a record, its field, the value."""


def values_of(computed_fields) -> Iterator[tuple[str, str, str]]:
    """Return what a set of computed fields makes of each of the values told here."""
    for text, kind, which, field, wanted in VALUES:
        (document,) = read_documents(f"coverage_model: 1\n{text}".encode(), "model.yaml").documents
        check_structure(document)
        model, _ = assemble(document, catalogue(), computed_fields)
        model.ensure(kind, field)
        held = model.records(kind)
        record = held[which or 0] if not isinstance(which, str) else next(one for one in held if one.id == which)
        yield f"{kind}.{field}", str(record.values.get(field)), str(wanted)


def asked(case, computed_fields):
    """Return the models of a case, and whether the case goes as it must."""
    versions = []
    for one in (case.older, case.document):
        if one is not None:
            document = one._replace(rejected=Rejections())
            check_structure(document)
            versions.append(assemble(document, catalogue(), computed_fields)[0])
    model = ChangeModel(*versions) if case.older is not None else versions[0]
    runner = Runner(program_of(case.policy.code), "interpreter", case.on, {case.policy.code: case.parameters})
    decided = runner.run(model)
    differs = compare_findings(case, decided.findings) is not None or _undecided_differs(case, decided)
    return [model, *versions], not differs


@cache
def program_of(code: str):
    return compile_policies([one for one in shipped().policies if one.code == code])


@pytest.fixture(scope="module")
def cases_of():
    """Return the cases that read a field, by its kind and name: what a run of each has computed."""
    policies = {one.code: one for one in shipped().policies}
    found = {}
    for path in sorted(glob.glob(os.path.join(data_path("policies"), "*.cases.yaml"))):
        for case in read_cases(path, path, policies):
            if case.policy.of_actuals:
                continue  # it asks records of what happened, which have no declared fields
            models, right = asked(case, computed())
            assert right, case.name
            for name in set().union(*(model._ready for model in models)):  # noqa: SLF001
                found.setdefault(name, []).append(case)
    return found


def mutants_of(field):
    """Return the declarations that differ by one step, by what was changed."""
    made = {}
    for node, before, after in _steps(field.value):
        made.setdefault((before, after), field._replace(value=node))
    for name, let in field.lets.items():
        for node, before, after in _steps(let):
            made.setdefault((before, after), field._replace(lets={**field.lets, name: node}))
    return {f"{before} → {after}": one for (before, after), one in made.items() if before != after}


def is_noticed(field, mutant, cases) -> bool:
    changed = {**computed(), (field.kind, field.name): derived_of(mutant)}
    if any(value != wanted for _, value, wanted in values_of(changed)):
        return True
    return any(not asked(case, changed)[1] for case in cases)


def test_the_values_are_as_told():
    for name, value, wanted in values_of(computed()):
        assert value == wanted, name


@pytest.mark.parametrize("name", FIELDS, ids=".".join)
def test_every_slip_of_a_field_is_noticed(name, cases_of):
    field = FIELDS[name]
    changed = mutants_of(field).items()
    assert [what for what, mutant in changed if not is_noticed(field, mutant, cases_of.get(name, ()))] == []
