"""What a check says of a plan that lost one of its fields, and whether that is what may be said of it.

Nothing may be said, or one open question (CL032) at what lacks the field or around it, or the one finding whose matter
the absence is: those are listed in absences.yaml, each with its arithmetic.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from model_text import ModelText
from planting import HERE, around, read_list, read_plans, removals, spot
from telling import place

from coverage_lint import check

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from planting import Plan, Removal

    from coverage_lint import Finding, ModelReport

ABSENCES = read_list(HERE / "absences.yaml")
QUESTION = "CL032"


class Removed(NamedTuple):
    """A plan without one of its fields: what is told that was not told of the whole plan."""

    plan: Plan
    removal: Removal
    new: tuple[Finding, ...]
    unsaid: tuple[str, ...]
    """Policies that were asked of the whole plan, and are not any more, though nothing says what they lack."""
    folder: Path


def shape(path: str) -> str:
    """Return a path with stars for the names of entries and rows: `people[*].quota`."""
    starred = re.sub(r"\[[^\]]*\]", "[*]", path)
    return re.sub(r"((?:phasing|targets|groups|quota|attainment|share)(?<!^groups))\.[^.\[]+$", r"\1.*", starred)


def section(path: str) -> str:
    """Return the section that a path begins with."""
    return re.split(r"[.\[]", path)[0]


@cache
def _by_shape(name: str) -> dict[str, list[Removal]]:
    held: dict[str, list[Removal]] = {}
    for removal in removals(read_plans()[name]):
        held.setdefault(shape(removal.path), []).append(removal)
    return held


def one_of_each_shape(names: Iterable[str]) -> dict[str, list[Removal]]:
    """Return for each plan the removals to try in it: each shape in one of the plans that have it, in turn.

    Of the removals of one shape it is the one in the middle.
    """
    held = {name: _by_shape(name) for name in names}
    tried: dict[str, list[Removal]] = {name: [] for name in held}
    for number, one in enumerate(dict.fromkeys(one for shapes in held.values() for one in shapes)):
        having = [name for name in held if one in held[name]]
        name = having[number % len(having)]
        alike = held[name][one]
        tried[name].append(alike[len(alike) // 2])
    return tried


def removed(plan: Plan, wanted: list[Removal], folder: Path) -> Iterator[Removed]:
    """Check a plan without each of some fields."""
    for name, text in plan.texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8"))
    whole = _checked(folder / plan.main)
    before, unasked = _told(whole), _unsaid(whole)
    for removal in wanted:
        if removal.path == "coverage_model":  # without its marker it is no plan, and nobody takes it for one
            continue
        (changed,) = (name for name in plan.texts if plan.texts[name] != removal.texts[name])
        (folder / changed).write_bytes(removal.texts[changed].encode("utf-8"))
        report = _checked(folder / plan.main)
        left = before.copy()
        new = []
        for one in report.findings:
            left[_identity(one)] -= 1
            if left[_identity(one)] < 0:
                new.append(one)
        yield Removed(plan, removal, tuple(new), tuple(sorted((_unsaid(report) - unasked).elements())), folder)
        (folder / changed).write_bytes(plan.texts[changed].encode("utf-8"))


def wrong(one: Removed) -> str:
    """Return what is wrong with what is told of an absence; nothing where it is told once, or not at all."""
    told = [f"{found.code} {place(found, one.folder)}: {found.message}" for found in one.new]
    if one.new and not (len(one.new) == 1 and (_is_question_there(one) or listed(one))):
        return f"{one.plan.name} without {one.removal.path}: " + "; ".join(told)
    if one.unsaid and not one.new:
        return f"{one.plan.name} without {one.removal.path}: {', '.join(one.unsaid)} not asked, and nothing says why"
    return ""


def listed(one: Removed) -> set[int]:
    """Return which of the listed absences the one new finding is."""
    if len(one.new) != 1:
        return set()
    (found,) = one.new
    return {
        number
        for number, entry in enumerate(ABSENCES)
        if entry["code"] == found.code
        and entry["arithmetic"]
        and entry.get("plan", one.plan.name) == one.plan.name
        and _shape(str(entry["field"])).fullmatch(one.removal.path)
        and _is_at(one, entry, place(found, one.folder))
    }


def _is_question_there(one: Removed) -> bool:
    (found,) = one.new
    return found.code == QUESTION and place(found, one.folder) in around(one.plan, one.removal)


def _is_at(one: Removed, entry: dict[str, object], at: tuple[str, int]) -> bool:
    """True if a place is where a listed absence may be told: {1} is the first star of the field, * is any name."""
    if "at" not in entry:
        return at in around(one.plan, one.removal)
    match = _shape(str(entry["field"])).fullmatch(one.removal.path)
    assert match
    wanted = re.sub(r"\{(\d)\}", lambda number: match[int(number[1])], str(entry["at"]))
    if "*" not in wanted:
        return at == spot(one.removal.texts, one.plan.main, wanted)
    model = ModelText(one.removal.texts, one.plan.main)
    paths = {field.path for field in model.fields()}
    return any(
        at == (found.file, model.line(found))
        for found in (model.where(path) for path in paths if _shape(wanted).fullmatch(path))
    )


def _checked(path: Path) -> ModelReport:
    (report,) = check(path).models
    return report


def _told(report: ModelReport) -> Counter[tuple[str, str, str]]:
    return Counter(_identity(one) for one in report.findings)


def _unsaid(report: ModelReport) -> Counter[str]:
    """Return the policies that are not asked of something, though they lack no field that could be written."""
    return Counter(f"{one.code} of {one.entity}" for one in report.not_asked if not one.lacks)


def _identity(found: Finding) -> tuple[str, str, str]:
    return found.code, found.entity, found.field


def _shape(pattern: str) -> re.Pattern[str]:
    return re.compile(re.escape(pattern).replace(r"\*", r"([^.\[\]]+)"))
