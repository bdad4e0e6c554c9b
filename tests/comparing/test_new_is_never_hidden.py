"""Entities are moved, reordered and edited at random: nothing new is hidden, and nothing old blocks."""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from copy import deepcopy
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st
from random_examples import examples
from ruamel.yaml import YAML

from coverage_lint.checking.options import Options
from coverage_lint.checking.run import check_paths
from coverage_lint.comparing.compare import compare
from coverage_lint.decisions.identity import identity
from coverage_lint.decisions.verdict import counts
from coverage_lint.revisions.versions import versions

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from random import Random

    import pytest

    from coverage_lint.change.report import ModelChange
    from coverage_lint.findings import Finding, ModelReport

    Model = dict[str, Any]

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(__file__)))
SECTIONS = {"goals": "goal", "people": "person", "groups": "group", "segments": "segment", "roles": "role"}
OPTIONS = Options(baseline="", on="2027-02-01")


def startup() -> Model:
    """Return the example of twelve people as plain values."""
    with open(os.path.join(ROOT, "examples", "startup", "coverage.yaml"), encoding="utf-8") as file:
        loaded = YAML(typ="safe").load(file)
    held: Model = json.loads(json.dumps(loaded, default=str))
    return held


STARTUP = startup()


def pick(model: Model, section: str, random: Random) -> Model:
    """Choose an entity."""
    chosen: Model = random.choice(model[section])
    return chosen


def reorder(model: Model, random: Random) -> None:
    """Put the entities of every section into another order, and the keys of each too."""
    for section in SECTIONS:
        held = [dict(random.sample(list(one.items()), len(one))) for one in model[section]]
        model[section] = random.sample(held, len(held))


def change_quota(model: Model, random: Random) -> None:
    """Return a person another quota, or none."""
    pick(model, "people", random)["quota"] = random.choice([None, 1, 900_000, 2_000_000])


def change_target(model: Model, random: Random) -> None:
    """Return a goal another target."""
    pick(model, "goals", random)["target"] = random.choice([1_000_000, 9_000_000, 30_000_000])


def take_leader(model: Model, random: Random) -> None:
    """Take a group's leader away."""
    pick(model, "groups", random).pop("leader", None)


def lose_cover(model: Model, random: Random) -> None:
    """Let nobody cover a segment, or two groups that it does not say how."""
    pick(model, "segments", random)["coverage"] = random.choice([[], [{"group": "nobody"}]])


def leave(model: Model, random: Random) -> None:
    """Let a person leave."""
    model["people"].remove(pick(model, "people", random))


def join(model: Model, random: Random) -> None:
    """Let a person like another join."""
    number = random.randint(1, 99)
    ids = {one["id"] for one in model["people"]}
    if f"joiner-{number}" not in ids:
        model["people"].append({**pick(model, "people", random), "id": f"joiner-{number}", "start": "2027-04-01"})


def misspell(model: Model, random: Random) -> None:
    """Misspell a key."""
    one = pick(model, "people", random)
    if "role" in one:
        one["rolle"] = one.pop("role")


def lose_id(model: Model, random: Random) -> None:
    """Forget a person's id."""
    pick(model, "people", random)["id"] = None


EDITS = (change_quota, change_target, take_leader, lose_cover, leave, join, misspell, lose_id)
edits = st.lists(st.sampled_from(EDITS), max_size=5)
randoms = st.randoms(use_true_random=False)


def edited(model: Model, chosen: list[Any], random: Random) -> Model:
    """Edit a copy of a model, and reorder it."""
    made = deepcopy(model)
    for edit in chosen:
        edit(made, random)
    reorder(made, random)
    return made


def compared(folder: Path, before: Model, after: Model) -> tuple[ModelChange, list[Finding], list[Finding]]:
    """Compare two versions; beside it what a check finds in each."""
    for name, model, indent in (("old.json", before, 2), ("new.json", after, 7)):
        (folder / name).write_text(json.dumps(model, indent=indent), "utf-8")
    alone = [whole(check_paths([name], OPTIONS, str(folder)).models[0]) for name in ("old.json", "new.json")]
    with versions("old.json", "new.json", (), str(folder)) as both:
        (change,) = compare(both, OPTIONS).models
    return change, list(alone[0]), list(alone[1])


def whole(report: ModelReport) -> tuple[Finding, ...]:
    """Return all that is found, what waits for other findings too."""
    return (*report.findings, *report.waiting)


def grave(found: list[Finding]) -> Counter[tuple[tuple[str, str, str], str]]:
    """Count findings by what they are known by, and their severity."""
    return Counter((identity(one), one.severity) for one in found)


def placed(found: Iterable[Finding]) -> Counter[tuple[str, str, str, str, int, int]]:
    """Count findings by what they say, and where."""
    return Counter((*identity(one), one.message, one.location.line, one.location.column) for one in found)


def of_changes(one: Finding) -> bool:
    """True if a finding is of policies about changes, or asks for what these alone need: a check has none."""
    codes = set(re.findall(r"CL\d{3}", one.message)) if one.code == "CL032" else {one.code}
    return bool(codes) and all(code.startswith("CL9") for code in codes)


@settings(max_examples=examples(40), deadline=None)
@given(edits, edits, randoms)
def test_new_is_what_there_was_less_of_before(
    tmp_path_factory: pytest.TempPathFactory, first: list[Any], second: list[Any], random: Random
) -> None:
    before = edited(STARTUP, first, random)
    after = edited(before, second, random)
    change, old_findings, new_findings = compared(tmp_path_factory.mktemp("two"), before, after)
    assert change.report is not None
    new, old = (
        [one for one in found if not of_changes(one)] for found in (whole(change.report), change.report.baselined)
    )
    assert placed([*new, *old]) == placed(new_findings)
    had, has, fresh = (Counter(map(identity, found)) for found in (old_findings, new_findings, new))
    for key in has:
        if key[0] == "CL032":  # a question is new only where its field was taken away or its entity added
            continue
        assert fresh[key] >= has[key] - had[key], key
        if grave(new_findings)[key, "error"] <= grave(old_findings)[key, "error"]:
            assert fresh[key] == max(0, has[key] - had[key]), key
    for one in change.fixed:
        assert had[identity(one)] > has[identity(one)]


@settings(max_examples=examples(15), deadline=None)
@given(edits, randoms)
def test_another_order_is_no_change_and_blocks_nothing(
    tmp_path_factory: pytest.TempPathFactory, first: list[Any], random: Random
) -> None:
    before = edited(STARTUP, first, random)
    after = edited(before, [], random)
    change, _, found = compared(tmp_path_factory.mktemp("two"), before, after)
    assert change.report is not None
    assert (change.report.findings, change.entities, change.fixed) == ((), (), ())
    assert len(change.report.baselined) == len(found)
    assert not any(counts(one, change.report, "info") for one in change.report.findings)


def by_id(model: Model, section: str) -> dict[str, Model]:
    """Return the entities of a section that have an id, without what is absent."""
    held = {one["id"]: one for one in model[section] if one["id"] is not None}
    return {key: {name: value for name, value in one.items() if value is not None} for key, one in held.items()}


@settings(max_examples=examples(25), deadline=None)
@given(st.lists(st.sampled_from((change_quota, change_target, take_leader, leave, join)), max_size=5), randoms)
def test_what_changed_is_what_was_edited(
    tmp_path_factory: pytest.TempPathFactory, chosen: list[Any], random: Random
) -> None:
    after = edited(STARTUP, chosen, random)
    change, _, _ = compared(tmp_path_factory.mktemp("two"), STARTUP, after)
    expected = set()
    for section, kind in SECTIONS.items():
        one, other = by_id(STARTUP, section), by_id(after, section)
        expected |= {(kind, key, "removed") for key in one.keys() - other.keys()}
        expected |= {(kind, key, "added") for key in other.keys() - one.keys()}
        expected |= {(kind, key, "changed") for key in one.keys() & other.keys() if one[key] != other[key]}
    found = {(entity.kind, entity.id, entity.how) for entity in change.entities}
    # What refers to a person who left is dangling then, and so not readable any more: a change, too.
    lost = {key for kind, key, how in expected if kind == "person" and how == "removed"}
    assert expected <= found
    assert found == expected or lost
