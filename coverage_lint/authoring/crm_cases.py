"""Cases of policies about what happened: small tables as text, over those of a base, and the plan held against them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from coverage_lint.document.nodes import Map
from coverage_lint.errors import PolicyError
from coverage_lint.frozen import NamedTuple
from coverage_lint.policy.source import LIMITS, read_yaml
from coverage_lint.system.shipped_data import data_path

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coverage_lint.entities.model import Model
    from coverage_lint.location import Location
    from coverage_lint.policy.policy import Policy
    from coverage_lint.review.log import Log

BASE = "crm.yaml"
_TABLES = ("opportunities", "accounts", "users", "activities", "stage_history", "splits")


class CaseTables(NamedTuple):
    """The tables of a case."""

    tables: Mapping[str, tuple[list[str], list[list[str]]]]
    mapping: Map
    as_of: str
    place: Location
    written: str
    """The tables that the case itself writes, as comments of its example."""
    log: Log | None
    """The reviews, where the case has some."""
    held: dict[int, tuple[Map, Model]]
    """What was held against these tables, by the plan's document, for whoever runs the case again."""


def case_tables(entry: Map, folder: str) -> CaseTables:
    """Read the tables of a case, over those of the pack's own base or of the shipped one. Raises PolicyError."""
    from coverage_lint.document.other_file import read_other_text
    from coverage_lint.review.text_tables import laid_over, table_of_text
    from coverage_lint.structure.other_files import check_other_file

    given = entry.get("actuals")
    own = given if isinstance(given, Map) else Map(entry.source, entry.start)
    place = entry.key_location("actuals") if "actuals" in entry else entry.value_location("name")
    base = _base(folder)
    left_out = [str(name) for name in own.get("without") or ()]  # type: ignore[union-attr]
    tables = {name: table_of_text(str(base[name])) for name in _TABLES if name in base and name not in left_out}
    for name in _TABLES:
        if name in own:
            above = table_of_text(str(own[name]))
            tables[name] = laid_over(tables[name], above) if name in tables else above
    text = str(own.get("mapping") or base["mapping"])
    root, problems = read_other_text(text.encode(), "mapping", LIMITS)
    problems = [*problems, *(check_other_file(root, "actuals") if root is not None else ())]
    if root is None or problems:
        raise PolicyError(f"the mapping of the case cannot be used: {problems[0].message}", place)
    return CaseTables(tables, root, str(own.get("as_of") or base["as_of"]), place, _written(own), _log(own, place), {})


def _written(own: Map) -> str:
    """Return what a case writes of the CRM as comments above its fragment of the plan."""
    lines = []
    for name in ("as_of", "without", *_TABLES, "reviews"):
        held = own.get(name)
        if isinstance(held, str):
            lines += (
                [f"# {name}: {held}"]
                if name == "as_of"
                else [f"# {name}:", *(f"#   {one}" for one in held.split("\n") if one)]
            )
        elif held:
            lines.append(f"# without: {', '.join(map(str, held))}")  # type: ignore[arg-type]
    return "".join(f"{line}\n" for line in lines)


def _base(folder: str) -> Map:
    own = os.path.join(folder, "bases", BASE)
    shipped = data_path("policies", "bases")
    root = read_yaml(own, f"bases/{BASE}", folder) if os.path.lexists(own) else None
    root = root if root is not None else read_yaml(os.path.join(shipped, BASE), f"bases/{BASE}", shipped)
    assert isinstance(root, Map)  # noqa: S101 - it ships, or is read as such
    return root


def _log(own: Map, place: Location) -> Log | None:
    """Read the review of a case. Raises PolicyError."""
    if "reviews" not in own:
        return None
    from coverage_lint.document.other_file import read_other_text
    from coverage_lint.review.log import Log
    from coverage_lint.review.meetings import review_of
    from coverage_lint.structure.other_files import check_other_file

    root, problems = read_other_text(str(own["reviews"]).encode(), "reviews", LIMITS)
    problems = [*problems, *(check_other_file(root, "review") if root is not None else ())]
    review = review_of(root) if root is not None else None
    if review is None or problems:
        words = problems[0].message if problems else "it has no month"
        raise PolicyError(f"the review of the case cannot be used: {words}", place)
    return Log("", "reviews", (review,), ())


def with_tables(plan: Model, root: Map, crm: CaseTables, policy: Policy) -> Model:
    """Return a plan held against the tables of a case. Raises PolicyError where they cannot be read, and Misuse."""
    if id(root) not in crm.held:
        crm.held[id(root)] = (root, _held(plan, crm, policy))
    return crm.held[id(root)][1]


def _held(plan: Model, crm: CaseTables, policy: Policy) -> Model:
    from coverage_lint.entities.actual_kinds import HYGIENE
    from coverage_lint.entities.catalogue import ACTUAL
    from coverage_lint.review.hold import hold_against
    from coverage_lint.review.mapping import read_mapping
    from coverage_lint.review.text_tables import TextTables
    from coverage_lint.system.data_files import DataFault, DataFiles

    try:
        with DataFiles((), None, threads=1) as data:
            made = hold_against(plan, data, TextTables(data, crm.tables), read_mapping(crm.mapping), crm.as_of, crm.log)
            for name in HYGIENE:  # while the tables are there
                if name in policy.asked:
                    made.ensure(f"plan{ACTUAL}", name)
    except DataFault as fault:
        raise PolicyError(f"the tables of the case cannot be used: {fault}", crm.place) from None
    return made
