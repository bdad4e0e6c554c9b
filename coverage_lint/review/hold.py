"""A plan held against tables: measured, and as records that policies can ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.entities.derived.calendar import fiscal_year
from coverage_lint.errors import Misuse
from coverage_lint.review.actual_model import ActualModel
from coverage_lint.review.book import open_book
from coverage_lint.review.facts import facts_of
from coverage_lint.review.measures import measure
from coverage_lint.review.time_zone import offsets_of

if TYPE_CHECKING:
    from coverage_lint.entities.model import Model
    from coverage_lint.review.log import Log
    from coverage_lint.review.mapping import Mapping
    from coverage_lint.review.raw_tables import Tables
    from coverage_lint.system.data_files import DataFiles


def hold_against(
    model: Model, data: DataFiles, tables: Tables, mapping: Mapping, as_of: str | None, log: Log | None = None
) -> ActualModel:
    """Return a plan with what happened up to a day, that of the data where none is given. Raises Misuse."""
    year = fiscal_year(model.plan)
    if year is None:
        raise Misuse("the plan has no fiscal_year of twelve whole months, so nothing can be held against it")
    measured, planned = mapping.measure, model.plan.values.get("measure")
    if measured and isinstance(planned, str) and measured != planned:
        place = mapping.place("amount", "measure")
        words = f"the amounts are {measured}, and the plan's are {planned}: they cannot be compared"
        raise Misuse(f"{place.path}:{place.line}:{place.column}: {words}; map a column that holds {planned}")
    book = open_book(data, tables, mapping, offsets_of(mapping.zone), model, year, as_of)
    measures = measure(model, book)
    return ActualModel(model, measures, facts_of(model, measures, log))
