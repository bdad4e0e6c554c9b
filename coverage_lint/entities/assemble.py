"""From a document to a model: the catalogue with its derived fields, the records, their references."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.entities.build import Builder
from coverage_lint.entities.catalogue import Catalogue, Kind, change_kinds, read_catalogue
from coverage_lint.entities.derived import DERIVED, KINDS, MAKERS
from coverage_lint.entities.derived.defaults import apply_defaults
from coverage_lint.entities.model import Model
from coverage_lint.entities.references import resolve

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coverage_lint.document.documents import Document
    from coverage_lint.entities.model import Derived
    from coverage_lint.findings import Finding
    from coverage_lint.schemas import Schema


def full_catalogue(schema: Schema) -> Catalogue:
    """Read the catalogue from the schema and add the derived fields and kinds that policies can name."""
    read = read_catalogue(schema)
    for name, fields in KINDS.items():
        read.kinds[name] = Kind(name, {}, dict(fields), "")
    for (kind, field), derived in DERIVED.items():
        read.kinds[kind].fields[field] = derived.type
    read.kinds.update(change_kinds(read))
    from coverage_lint.entities.actual_kinds import actual_kinds  # only where no cache has the catalogue

    read.kinds.update(actual_kinds())
    return read


def assemble(
    document: Document, kinds: Catalogue, computed: Mapping[tuple[str, str], Derived]
) -> tuple[Model, list[Finding]]:
    """Build the records of a document, with fields that are computed; the findings are CL020, CL021 and CL022."""
    draft = Builder(kinds, document.rejected).build(document.root)
    problems = resolve(draft, kinds, document.root)
    apply_defaults(draft)
    return Model(draft.plan, draft.by_kind, computed, kinds, MAKERS), problems
