"""Defects put into a sound model: those that policies find, and those that its structure shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from company.text import Entity

MISSPELT = {"role": "rol", "group": "gruop", "manager": "manger", "status": "staus", "quota": "qouta", "start": "strat"}


def add_policy_defects(people: list[Entity], groups: list[Entity], share: float, rng: Random) -> None:
    """Break a share of people, and of groups that sell, in ways that a policy reports."""
    _break(people, share, PEOPLE_DEFECTS, rng)
    _break([one for one in groups if "targets" in one], share, GROUP_DEFECTS, rng)


def add_structural_defects(people: list[Entity], share: float, rng: Random) -> None:
    """Break the structure of a share of people."""
    _break(people, share, STRUCTURAL_DEFECTS, rng)


def _break(entities: list[Entity], share: float, defects: tuple[Defect, ...], rng: Random) -> None:
    """Break a share of entities, at least one if the share is not 0, with one defect after another in turn."""
    wanted = min(len(entities), max(1, round(len(entities) * share))) if share and entities else 0
    for turn, index in enumerate(sorted(rng.sample(range(len(entities)), wanted))):
        in_turn = (defects[(turn + step) % len(defects)] for step in range(len(defects)))
        apply = next((apply for applies, apply in in_turn if applies(entities[index])), None)
        if apply is not None:
            apply(entities[index], rng)


def _has(*fields: str) -> Callable[[Entity], bool]:
    return lambda entity: all(field in entity for field in fields)


def _without(field: str) -> Callable[[Entity, Random], None]:
    def remove(entity: Entity, _: Random) -> None:
        del entity[field]

    return remove


def _with(field: str, *values: str) -> Callable[[Entity, Random], None]:
    def put(entity: Entity, rng: Random) -> None:
        entity[field] = rng.choice(values)

    return put


def _dangle(field: str) -> Callable[[Entity, Random], None]:
    """Refer to what is not there: mostly with a letter too many, now and then something else."""

    def misspell(entity: Entity, rng: Random) -> None:
        named = str(entity[field])
        entity[field] = "to-be-decided" if rng.randrange(4) == 0 else f"{named[0]}q{named[1:]}"

    return misspell


def _misspell(entity: Entity, rng: Random) -> None:
    wrong = rng.choice([key for key in entity if key in MISSPELT])
    fields = list(entity.items())
    entity.clear()
    entity.update((MISSPELT[key] if key == wrong else key, value) for key, value in fields)


def _sells(entity: Entity) -> bool:
    return _has("quota", "phasing", "group")(entity) and entity["role"] != "channel-manager"


def _is_sdr(entity: Entity) -> bool:
    return entity.get("role") == "sdr"


def _shows_certificates(entity: Entity) -> bool:
    """Tell who must hold certificates today: neither an open seat nor still within the ramp."""
    return _has("certifications", "start")(entity) and str(entity["start"]) < "2026-06"


Defect = tuple["Callable[[Entity], bool]", "Callable[[Entity, Random], None]"]
PEOPLE_DEFECTS: tuple[Defect, ...] = (
    (_sells, _without("quota")),
    (_sells, _without("group")),
    (_sells, _with("phasing", "{Q1: 100_000, Q2: 100_000, Q3: 100_000, Q4: 100_001}")),
    (_is_sdr, _with("quota", "250_000")),
    (_has("manager"), _without("manager")),
    (_shows_certificates, _without("certifications")),
    (_shows_certificates, _with("certifications", "[onboarding]")),
)
GROUP_DEFECTS: tuple[Defect, ...] = (
    (_has("leader"), _without("leader")),
    (_has("quota"), _without("quota")),
    (_has("targets"), _without("targets")),
    (_has("quota_phasing"), _with("quota_phasing", "{Q1: 1_000_000, Q2: 1_000_000, Q3: 1_000_000, Q4: 1_000_001}")),
)
STRUCTURAL_DEFECTS: tuple[Defect, ...] = (
    (_has("status"), _with("status", "actve", "Active", "on-leave", "hired")),
    (_has("role"), _misspell),
    (_has("start"), _with("start", "2024-02-30", "01/03/2025", "2025-3-1", "soon")),
    (_has("group"), _dangle("group")),
    (_has("manager"), _dangle("manager")),
    (_has("quota"), _with("quota", "about a million", "1.2e6 USD", "[900_000]")),
    (_has("certifications"), _with("certifications", "product", "[product, 7]")),
    (_has("role"), _with("count", "two", "-1", "1.5")),
)
