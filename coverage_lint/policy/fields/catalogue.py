"""All fields that policies can name: those written in a model, those declared, those that the program computes.

This is the one place to ask what a computed field is: `catalogue` has its type, `entries` its meaning and expression,
`computed` how a model gets its values and the places behind them.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from coverage_lint.entities.assemble import assemble, full_catalogue
from coverage_lint.entities.catalogue import Catalogue
from coverage_lint.entities.derived import DERIVED
from coverage_lint.frozen import NamedTuple
from coverage_lint.system.cache import kept

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coverage_lint.document.documents import Document
    from coverage_lint.entities.model import Derived, Model
    from coverage_lint.findings import Finding
    from coverage_lint.policy.fields.compute import Definition


@cache
def catalogue() -> Catalogue:
    """Return the entity catalogue of the shipped schema and fields. Not to be changed by callers."""
    return kept("catalogue", Catalogue, _catalogue)


def _catalogue() -> Catalogue:
    from coverage_lint.policy.shipped import shipped
    from coverage_lint.schemas import load_schema

    made = full_catalogue(load_schema())
    for one in shipped().fields:
        made.kinds[one.kind].fields[one.name] = one.type
    return made


@cache
def declared() -> Mapping[tuple[str, str], Definition]:
    """Return the fields that policies/fields declares, by kind and name."""
    from coverage_lint.policy.shipped import shipped

    return {(one.kind, one.name): one for one in shipped().fields}


@cache
def computed() -> Mapping[tuple[str, str], Derived]:
    """Return every computed field by kind and name."""
    from coverage_lint.policy.fields.compute import derived_of

    return {**DERIVED, **{key: derived_of(one) for key, one in declared().items()}}


def build_model(document: Document, kinds: Catalogue) -> tuple[Model, list[Finding]]:
    """Build the records of a document; the findings are CL020, CL021 and CL022."""
    return assemble(document, kinds, computed())


def _measured() -> Mapping[tuple[str, str], Derived]:
    """Return the fields that a review measures in the CRM's data, as computed ones that no model computes."""
    from coverage_lint.entities.actual_kinds import ACTUAL_FIELDS
    from coverage_lint.entities.catalogue import ACTUAL
    from coverage_lint.entities.model import Derived

    return {
        (kind + ACTUAL, name): Derived(field.type, field.about, lambda _: None)
        for kind, fields in ACTUAL_FIELDS.items()
        for name, field in fields.items()
    }


class Entry(NamedTuple):
    """A computed field as people read it."""

    kind: str
    name: str
    derived: Derived
    definition: Definition | None
    """None for a field that the program computes, with no expression."""


def entries() -> list[Entry]:
    """Return every computed field, by kind and name."""
    fields = sorted({**computed(), **_measured()}.items())
    return [Entry(*key, derived, declared().get(key)) for key, derived in fields]
