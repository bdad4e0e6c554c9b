"""The page of computed fields as Markdown: what each means, what it is computed from, and where that comes from."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from coverage_lint.language.unparse import written
from coverage_lint.render.policy_pages.expressions import broken
from coverage_lint.render.policy_pages.markdown import GENERATED, INDEX

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from coverage_lint.policy.fields.catalogue import Entry

PAGE = "fields.md"
_UNITS = {"money": "plan currency, in the fiscal year", "count": "a number", "ratio": "a share", "number": "a number"}
"""What a number is where its row says no more."""
_ABOUT = (
    "[Policies]("
    + INDEX
    + ") can use computed fields of a plan, a goal, a person and so on like the fields that a model "
    "states. A finding that shows a computed field also shows where its figures come from. A field that is computed "
    "from an absent value is unknown: see [the policy language](../policy-language.md#what-is-absent-is-unknown)."
)
_WITHOUT = (
    "A field without an expression is computed by the program, because the language cannot express it: it depends on "
    "the calendar, ramps, trees, the order of a list or sets of business. Or it is a relation, whose rows policies "
    "read."
)


def fields_page(entries: Sequence[Entry]) -> str:
    """Write the page."""
    lines = ["# Computed fields", "", _ABOUT, "", _WITHOUT, ""]
    for kind, held in groupby(entries, key=lambda one: one.kind):
        lines += [f"## {kind.replace('_', ' ')}", ""]
        for entry in held:
            lines += [*_entry(entry), ""]
    return "\n".join([*lines, GENERATED]) + "\n"


def _entry(entry: Entry) -> Iterator[str]:
    derived, definition = entry.derived, entry.definition
    yield f"### {entry.kind}.{entry.name}"
    yield ""
    unit = derived.unit or _UNITS.get(derived.type.name, "")
    yield f"{_sentence(derived.about)} *{derived.type}{f': {unit}' if unit else ''}*"
    if definition is None:
        return
    if definition.source:
        yield ""
        yield f"Source: {definition.source}"
    yield ""
    yield "```python"
    for name, node in definition.lets.items():
        yield f"{name} = {broken(written(node))}"
    yield broken(written(definition.value))
    yield "```"


def _sentence(about: str) -> str:
    return about[0].upper() + about[1:] + "."
