"""What words of the CRM mean in the plan: stages, motions, segments, territories, each as a table to join."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.entities.derived.sums import number, record, rows
from coverage_lint.frozen import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from coverage_lint.entities.derived.sums import Exact
    from coverage_lint.entities.records import Record

MOTIONS = ("new_business", "expansion", "renewal", "existing")


class Stage(NamedTuple):
    """A stage of the plan."""

    id: str
    probability: Exact | None
    closed: bool
    order: int


def plain(word: str) -> str:
    """Return the form in which words are compared: in lower letters, without blanks around."""
    return word.strip().lower()


def stages_of(plan: Record) -> list[Stage]:
    """Return the stages of the plan's process, in their order; none where it states none."""
    process = record(plan.values.get("process"))
    held = rows(process, "stages") if process is not None else None
    found = []
    for order, one in enumerate(held or ()):
        if one.id is not None:
            closed = one.values.get("closed") is True
            found.append(Stage(one.id, number(one.values.get("probability")), closed, order))
    return found


def stage_words(plan: Record, given: Mapping[str, str]) -> dict[str, str]:
    """Return the stage that each word of the CRM means: as the mapping says, else as the plan's own words do."""
    process = record(plan.values.get("process"))
    held = rows(process, "stages") if process is not None else None
    words: dict[str, str] = {}
    for field in ("name", "id", "crm_stage"):
        for one in held or ():
            word = one.values.get(field)
            if isinstance(word, str) and one.id is not None:
                words[plain(word)] = one.id
    return {**words, **{plain(word): stage for word, stage in given.items()}}


def closing_words(plan: Record, words: Mapping[str, str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the words that mean won and lost by the plan's closed stages.

    A closed stage is lost where its probability is 0 or its name or id says lost; any other is won.
    """
    closed = {one.id: one.probability == 0 for one in stages_of(plan) if one.closed}
    won: list[str] = []
    lost: list[str] = []
    for word, stage in words.items():
        if stage in closed:
            (lost if closed[stage] or "lost" in word or "lost" in stage else won).append(word)
    return tuple(won), tuple(lost)


def motion_words(given: Mapping[str, str]) -> dict[str, str]:
    """Return the motion that each word means: the plan's own words, also with blanks or hyphens, and those given."""
    own = {form: motion for motion in MOTIONS for form in (motion, motion.replace("_", " "), motion.replace("_", "-"))}
    return {**own, **{plain(word): motion for word, motion in given.items()}}


def entity_words(records: Iterable[Record], given: Mapping[str, str]) -> dict[str, str]:
    """Return the entity that each word means: its name or id, and the words given."""
    words: dict[str, str] = {}
    for field in ("name", "id"):
        for one in records:
            word = one.values.get(field) if field == "name" else one.id
            if isinstance(word, str) and one.id is not None:
                words[plain(word)] = one.id
    return {**words, **{plain(word): entity for word, entity in given.items()}}
