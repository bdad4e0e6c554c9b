"""Six sound plans, the defects planted in them one by one, and their fields removed one by one.

A defect is written down in defects/*.yaml before the policies that find it, in these words:

    id      what is wrong, in a few words; unique in its plan
    file    the file that is edited, where it is not the plan's own
    in      the entry that is edited, as a path such as people[nora-bennani]; without one, the whole file
    old     the text that goes: it must be there exactly once; without one, all of the entry
    new     the text that comes instead
    wrong   what is wrong, with its arithmetic
    at      where it must be told, as a path; several, where either is fair, and because says why. 'text: …' is the line
            that holds that text, where the edit breaks what paths are read from
    says    what the message or its help must hold; 'this | that' is either of them
    severity  error, warning or info, at least
    others  how many other errors and warnings it may bring with it; 0 without one, else because says why
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from model_text import Field, ModelText, Row, Stretch, read_texts
from ruamel.yaml import YAML

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

HERE = Path(__file__).parent
EXAMPLES = HERE.parents[1] / "examples"
SEVERITIES = ("info", "warning", "error")
KEYS = {"id", "file", "in", "old", "new", "wrong", "at", "because", "says", "severity", "others"}


class Plan(NamedTuple):
    """One sound plan: its texts by path, and which of them is the model."""

    name: str
    texts: Mapping[str, str]
    main: str


class Defect(NamedTuple):
    """One defect of one plan."""

    id: str
    plan: str
    file: str
    within: str
    old: str | None
    new: str
    wrong: str
    places: tuple[str, ...]
    because: str
    says: tuple[str, ...]
    severity: str
    others: int


class Planted(NamedTuple):
    """A plan with one edit: its texts, and the file and line of each place where it may be told."""

    texts: Mapping[str, str]
    expected: frozenset[tuple[str, int]]


class Removal(NamedTuple):
    """A plan without one of its fields."""

    path: str
    texts: Mapping[str, str]


def read_plans() -> dict[str, Plan]:
    """Return the six plans by name."""
    plans = {}
    for name in ("acme", "startup", "software", "distributors"):
        plans[name] = Plan(name, read_texts(EXAMPLES / name), "coverage.yaml")
    for path in sorted((HERE / "plans").glob("*.yaml")):
        plans[path.stem] = Plan(path.stem, {"coverage.yaml": path.read_text(encoding="utf-8")}, "coverage.yaml")
    return plans


def read_defects() -> list[Defect]:
    """Return all defects, plan by plan."""
    return [_defect(path.stem, one) for path in sorted((HERE / "defects").glob("*.yaml")) for one in read_list(path)]


def read_list(path: Path) -> list[dict[str, object]]:
    """Return the list that a file of notes holds; an empty one for nothing but comments."""
    with path.open(encoding="utf-8") as stream:
        return list(YAML(typ="safe").load(stream) or [])


def _defect(plan: str, note: Mapping[str, object]) -> Defect:
    assert note.keys() <= KEYS, f"{plan}/{note.get('id')}: {sorted(note.keys() - KEYS)}"
    at = note["at"]
    places = tuple(at) if isinstance(at, list) else (str(at),)
    others = int(str(note.get("others", 0)))
    because = str(note.get("because", ""))
    assert because or (len(places) == 1 and others == 0), f"{plan}/{note['id']} says no because"
    says = note["says"]
    assert isinstance(says, list)
    assert note["severity"] in SEVERITIES
    return Defect(
        id=f"{plan}/{note['id']}",
        plan=plan,
        file=str(note.get("file", "coverage.yaml")),
        within=str(note.get("in", "")),
        old=None if note.get("old") is None else str(note["old"]),
        new=str(note.get("new") or ""),
        wrong=str(note["wrong"]),
        places=places,
        because=because,
        says=tuple(str(one) for one in says),
        severity=str(note["severity"]),
        others=others,
    )


def plant(plan: Plan, defect: Defect) -> Planted:
    """Return the plan with the defect in it. Raises AssertionError if the text to edit isn't there exactly once."""
    text = plan.texts[defect.file]
    region = Stretch(defect.file, 0, len(text))
    if defect.within:
        region = ModelText(plan.texts, plan.main).entry(defect.within)
        assert region.file == defect.file, f"{defect.within} is in {region.file}, not in {defect.file}"
    if defect.old is None:
        start, end = _whole_lines(text, region.start, region.end)
    else:
        region = Stretch(region.file, region.start, _whole_lines(text, region.start, region.end)[1])
        times = text.count(defect.old, region.start, region.end)
        assert times == 1, f"{defect.id}: {defect.old!r} is there {times} times"
        start = text.index(defect.old, region.start)
        end = start + len(defect.old)
    texts = {**plan.texts, defect.file: text[:start] + defect.new + text[end:]}
    assert texts != plan.texts, f"{defect.id} changes nothing"
    expected = frozenset(_line(texts, plan.main, defect.file, place) for place in defect.places)
    return Planted(texts, expected)


def _line(texts: Mapping[str, str], main: str, file: str, place: str) -> tuple[str, int]:
    if place.startswith("text: "):
        wanted = place.removeprefix("text: ")
        (number,) = [n for n, line in enumerate(texts[file].splitlines(), 1) if wanted in line]
        return file, number
    return spot(texts, main, place)


def spot(texts: Mapping[str, str], main: str, path: str) -> tuple[str, int]:
    """Return file and line of a path in a plan."""
    model = ModelText(texts, main)
    found = model.where(path)
    return found.file, model.line(found)


def _whole_lines(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the stretch with all of the lines that it is on."""
    following = text.find("\n", end)
    return text.rfind("\n", 0, start) + 1, len(text) if following < 0 else following + 1


def removals(plan: Plan) -> Iterator[Removal]:
    """Give the plan without each one of its fields; all text around a field stays as it is."""
    model = ModelText(plan.texts, plan.main)
    for field in model.fields():
        text = plan.texts[field.file]
        start, end, instead = _cut(text, field)
        texts = {**plan.texts, field.file: text[:start] + instead + text[end:]}
        yield Removal(field.path, texts)


def around(plan: Plan, removal: Removal) -> frozenset[tuple[str, int]]:
    """Return where an absence may be told: at what lacks the field, and at what is around that up to the marker."""
    model = ModelText(removal.texts, plan.main)
    path = removal.path
    if path.endswith("].id"):  # what has lost its name is known by its position
        holder = path.removesuffix(".id")
        at = ModelText(plan.texts, plan.main).position(holder)
        path = f"{holder[: holder.rindex('[')]}[{at}].id"
    ends = [match.start() for match in re.finditer(r"[.\[]", path)]
    places = [model.where(path[:end]) for end in [0, *ends, len(path)]]
    ids = [model.where(f"{path[:end]}.id") for end in ends]
    return frozenset((place.file, model.line(place)) for place in [*places, *ids])


def _cut(text: str, field: Field) -> tuple[int, int, str]:
    """Return what to cut out so that a field is gone, and what to put there instead."""
    if isinstance(field.holder, Row) or field.key is None:
        assert isinstance(field.value, Stretch)
        return field.value.start, field.value.end, ""
    keys = [key for key, _ in field.holder.value]
    place = keys.index(field.key)
    start = field.key.start_mark.index
    last = place == len(keys) - 1
    if field.holder.flow_style:
        if not last:
            return start, keys[place + 1].start_mark.index, ""
        end = text.rindex("}", start, field.holder.end_mark.index)
        return (text.rindex(",", 0, start) if place else start), end, ""
    if last and place == 0:
        return start, _content_end(text, field), "{}"
    if place == 0:  # the key behind a dash: what follows moves up to it
        return start, keys[1].start_mark.index, ""
    begin, end = _whole_lines(text, start, _content_end(text, field))
    return begin, end, ""


def _content_end(text: str, field: Field) -> int:
    assert not isinstance(field.value, Stretch)
    return ModelText.end(text, field.value)
