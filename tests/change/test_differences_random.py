"""Random edits of a model, with everything moved and written in another way: exactly the edits are told."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import Any, NamedTuple

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from random_examples import examples
from told_changes import changes

Entity = dict[str, Any]
Model = dict[str, list[Entity]]
Field = tuple[str, str, str]

KINDS = {"goals": "goal", "roles": "role", "people": "person", "groups": "group", "segments": "segment"}
IDS = ("a", "b", "c", "d", "e")
MONEY = {"goals": ("target", "base"), "people": ("quota",), "groups": ("quota",), "segments": ("value",)}
WORDS = {
    "goals": ("parent",),
    "roles": ("title",),
    "people": ("role", "manager", "start"),
    "groups": ("name", "parent"),
}
AMOUNTS = {"goals": (("phasing", "phasing {}"),), "groups": (("targets", "target for {}"),)}
LISTS = {"roles": ("certifications",), "groups": ("supports",)}
DEFAULTS = {"people": ("count", 1), "roles": ("ramp", []), "groups": ("overlay", False)}
AMOUNT_KEYS = {"phasing": ("Q1", "Q2", "Q3"), "targets": IDS}
DAYS = ("2027-01-01", "2027-05-01")


class Edited(NamedTuple):
    model: Model
    expected: set[tuple[str, str, str, frozenset[Field]]]


amounts = st.integers(0, 10**9)


@st.composite
def entities(draw: st.DrawFn, section: str, identity: str) -> Entity:
    made: Entity = {"id": identity}
    for field in (*MONEY.get(section, ()), *WORDS.get(section, ())):
        if draw(st.booleans()):
            made[field] = draw(amounts) if field in MONEY.get(section, ()) else _word(draw, field)
    for field, _ in AMOUNTS.get(section, ()):
        made[field] = draw(st.dictionaries(st.sampled_from(AMOUNT_KEYS[field]), amounts, max_size=3))
    for field in LISTS.get(section, ()):
        made[field] = draw(st.lists(st.sampled_from(IDS), unique=True, max_size=3))
    if section == "people":
        made["group"] = draw(st.sampled_from(IDS))
    if section == "segments":
        made["coverage"] = [
            {"group": group, "cadence": draw(st.sampled_from(("weekly", "monthly")))}
            for group in draw(st.lists(st.sampled_from(IDS), unique=True, max_size=3))
        ]
    return made


def _word(draw: st.DrawFn, field: str) -> str:
    return draw(st.sampled_from(DAYS if field == "start" else IDS))


@st.composite
def models(draw: st.DrawFn) -> Model:
    ids = st.lists(st.sampled_from(IDS), unique=True, min_size=1, max_size=4)
    return {section: [draw(entities(section, one)) for one in draw(ids)] for section in KINDS}


@st.composite
def edited(draw: st.DrawFn, model: Model) -> Edited:
    """Keep, change or remove each entity, and add some; give what is to be told."""
    made = Edited(deepcopy(model), set())
    for section, kind in KINDS.items():
        kept = []
        for one in made.model[section]:
            fate = draw(st.sampled_from(("kept", "changed", "changed", "removed")))
            changed = _change(draw, section, one) if fate == "changed" else frozenset()
            if fate == "removed":
                made.expected.add((kind, one["id"], "removed", frozenset()))
                continue
            kept.append(one)
            if changed:
                made.expected.add((kind, one["id"], "changed", changed))
        made.model[section] = kept
        for identity in draw(st.lists(st.sampled_from(("new", "other")), unique=True)):
            kept.append(draw(entities(section, identity)))
            made.expected.add((kind, identity, "added", frozenset()))
    return made


def _change(draw: st.DrawFn, section: str, one: Entity) -> frozenset[Field]:
    told: set[Field] = set()
    for field in (*MONEY.get(section, ()), *WORDS.get(section, ())):
        if draw(st.booleans()):
            told |= _change_value(draw, section, one, field)
    for field, label in AMOUNTS.get(section, ()):
        told |= _change_amounts(draw, one[field], field, label)
    for field in LISTS.get(section, ()):
        told |= _change_list(draw, one, field)
    if section == "people" and draw(st.booleans()):
        told.add(("group", one["group"], "elsewhere"))
        one["group"] = "elsewhere"
    if section == "segments":
        told |= _change_coverage(draw, one["coverage"])
    return frozenset(told)


def _change_value(draw: st.DrawFn, section: str, one: Entity, field: str) -> set[Field]:
    money = field in MONEY.get(section, ())
    old = one.pop(field, None)
    new = None
    if old is None or draw(st.booleans()):
        new = draw(
            (amounts if money else st.just("2028-01-01" if field == "start" else "z")).filter(lambda new: new != old)
        )
        one[field] = new
    return {(field, *(_shown(value) for value in (old, new)))}


def _shown(value: object) -> str:
    return "" if value is None else f"{value:,}" if isinstance(value, int) else str(value)


def _change_amounts(draw: st.DrawFn, held: dict[str, int], field: str, label: str) -> set[Field]:
    told = set()
    for key in draw(st.lists(st.sampled_from(AMOUNT_KEYS[field]), unique=True)):
        old = held.pop(key, None)
        if old is None or draw(st.booleans()):
            held[key] = draw(amounts.filter(lambda new, old=old: new != old))
        told.add((label.format(key), _shown(old), _shown(held.get(key))))
    return told


def _change_list(draw: st.DrawFn, one: Entity, field: str) -> set[Field]:
    told = set()
    label = "certification {}" if field == "certifications" else field
    for text in draw(st.lists(st.sampled_from(IDS), unique=True)):
        if text in one[field]:
            one[field].remove(text)
            told.add((label.format(text), text, ""))
        else:
            one[field].append(text)
            told.add((label.format(text), "", text))
    return told


def _change_coverage(draw: st.DrawFn, rows: list[Entity]) -> set[Field]:
    told = set()
    for row in list(rows):
        label = f"cover by group {row['group']}"
        fate = draw(st.sampled_from(("kept", "changed", "removed")))
        if fate == "changed":
            told.add((f"{label}, cadence", row["cadence"], "yearly"))
            row["cadence"] = "yearly"
        elif fate == "removed":
            rows.remove(row)
            told.add((label, row["cadence"], ""))
    if draw(st.booleans()):
        rows.append({"group": "new", "cadence": "daily"})
        told.add(("cover by group new", "", "daily"))
    return told


@st.composite
def rewritten(draw: st.DrawFn, model: Model) -> str:
    """Write a model with everything in a random order, amounts in one of their ways and defaults written or not."""

    def written(value: Any) -> Any:  # noqa: ANN401 - whatever JSON holds
        if isinstance(value, dict):
            return {key: written(value[key]) for key in draw(st.permutations(sorted(value)))}
        if isinstance(value, list):
            return [written(one) for one in draw(st.permutations(value))]
        return value

    moved: Model = written(model)
    for section, listed in moved.items():
        for one in listed:
            for field in MONEY.get(section, ()):
                if field in one and draw(st.booleans()):
                    one[field] = f"{one[field]:_}"
            if section in DEFAULTS and draw(st.booleans()):
                field, default = DEFAULTS[section]
                one[field] = default
    return "".join(f"{key}: {json.dumps(value)}\n" for key, value in moved.items())


@settings(
    max_examples=examples(150), deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(st.data())
def test_exactly_what_was_edited_is_told(data: st.DataObject):
    model = data.draw(models())
    after = data.draw(edited(model))
    before_text, after_text = (data.draw(rewritten(one)) for one in (model, after.model))
    found = changes(before_text, after_text)
    told = {
        (
            one.kind,
            one.id,
            one.how,
            frozenset(field[:3] for field in one.fields) if one.how == "changed" else frozenset(),
        )
        for one in found
    }
    assert told == after.expected
    assert len(found) == len(told)
    assert all(one.sentences and all(one.id in words for words in one.sentences) for one in found)


@settings(max_examples=examples(50), deadline=None)
@given(st.data())
def test_backwards_the_same_is_told_with_both_sides_changed_over(data: st.DataObject):
    model = data.draw(models())
    after = data.draw(edited(model)).model
    before_text, after_text = (data.draw(rewritten(one)) for one in (model, after))
    forth, back = changes(before_text, after_text), changes(after_text, before_text)
    turned = {"added": "removed", "removed": "added", "changed": "changed"}
    assert {
        (one.kind, one.id, turned[one.how], frozenset((field.field, field.after, field.before) for field in one.fields))
        for one in back
    } == {
        (one.kind, one.id, one.how, frozenset((field.field, field.before, field.after) for field in one.fields))
        for one in forth
    }
