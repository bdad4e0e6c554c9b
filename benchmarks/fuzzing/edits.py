"""Edits of a model's tree: each makes one thing odd, as a hand or an attacker would."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fuzzing import oddities, seeds
from fuzzing.spelling import Fields, Raw, clone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from random import Random


def edit(model: Fields, rng: Random, times: int) -> None:
    """Make some random edits."""
    for _ in range(times):
        places = list(_places(model))
        if places:
            rng.choice(_EDITS)(model, rng.choice(places), rng)


def _places(node: Any) -> Iterator[tuple[Any, int]]:
    """Yield each entry of each mapping and list: the container and the entry's position."""
    for at, entry in enumerate(node):
        yield node, at
        inner = entry[1] if isinstance(node, Fields) else entry
        if isinstance(inner, list):
            yield from _places(inner)


def _get(place: tuple[Any, int]) -> Any:
    node, at = place
    return node[at][1] if isinstance(node, Fields) else node[at]


def _set(place: tuple[Any, int], value: Any) -> None:
    node, at = place
    if isinstance(node, Fields):
        node[at][1] = value
    else:
        node[at] = value


def _odd_value(_: Fields, place: tuple[Any, int], rng: Random) -> None:
    _set(place, oddities.value(rng))


def _odd_number(_: Fields, place: tuple[Any, int], rng: Random) -> None:
    if isinstance(_get(place), str):
        _set(place, Raw(rng.choice(oddities.NUMBERS)))


def _another_value(model: Fields, place: tuple[Any, int], rng: Random) -> None:
    """Take a value from elsewhere: another id, so that references dangle, cross and run in circles."""
    _set(place, clone(_get(rng.choice(list(_places(model))))))


def _own_id(_: Fields, place: tuple[Any, int], rng: Random) -> None:
    """Let an entity refer to itself."""
    node, _at = place
    if isinstance(node, Fields) and isinstance(node.get("id"), str):
        node.append([rng.choice(("parent", "manager", "leader", "group", "role")), node.get("id")])


def _drop(_: Fields, place: tuple[Any, int], rng: Random) -> None:
    del rng
    node, at = place
    del node[at]


def _rename(_: Fields, place: tuple[Any, int], rng: Random) -> None:
    node, at = place
    if isinstance(node, Fields):
        key = str(node[at][0])
        slips = (key.upper(), key + " ", key[1:], key[:1] + key, key.replace("_", "-"), f"x-{key}", f"{key}s")
        known = seeds.known_keys()
        node[at][0] = rng.choice((rng.choice(slips), rng.choice(known), oddities.key(rng)))


def _repeat(_: Fields, place: tuple[Any, int], rng: Random) -> None:
    node, at = place
    node.insert(rng.randrange(len(node) + 1), clone(node[at]))


def _add_field(_: Fields, place: tuple[Any, int], rng: Random) -> None:
    node, _at = place
    if isinstance(node, Fields):
        node.append([rng.choice(seeds.known_keys()), oddities.value(rng)])
    else:
        node.append(oddities.value(rng))


def _from_schema(model: Fields, place: tuple[Any, int], rng: Random) -> None:
    """Put a section drawn from the schema in place of what there is."""
    del place
    document = seeds.schema("coverage-model")
    name = rng.choice([name for name in document["properties"] if name != "coverage_model"])
    made = seeds.from_schema(rng, document["properties"][name], document)
    for pair in model:
        if pair[0] == name:
            pair[1] = made
            return
    model.append([name, made])


def _wrap(_: Fields, place: tuple[Any, int], rng: Random) -> None:
    held = _get(place)
    _set(place, [held] if rng.random() < 0.5 else Fields([[oddities.key(rng), held]]))


def _empty(_: Fields, place: tuple[Any, int], rng: Random) -> None:
    _set(place, rng.choice((Raw(""), Raw("~"), Raw("[]"), Raw("{}"), "")))


def _anchor(model: Fields, place: tuple[Any, int], rng: Random) -> None:
    """Name a scalar, and refer to it from elsewhere, which may be before it or within it."""
    held = _get(place)
    if isinstance(held, str) and "\n" not in held and not isinstance(held, Raw):
        _set(place, Raw(f"&n{held}" if rng.random() < 0.2 else f"&n '{held.replace(chr(39), chr(39) * 2)}'"))
        _set(rng.choice(list(_places(model))), Raw("*n"))


def _merge_key(_: Fields, place: tuple[Any, int], rng: Random) -> None:
    node, at = place
    if isinstance(node, Fields):
        node.insert(at, ["<<", rng.choice((Raw("*n"), Fields([["id", "merged"]]), Raw("[*n, *n]"), Raw("x")))])


def _crowd(_: Fields, place: tuple[Any, int], rng: Random) -> None:
    """Repeat an entity with other ids, each below the one before."""
    node, at = place
    if isinstance(node, Fields) or not isinstance(node[at], Fields) or not isinstance(node[at].get("id"), str):
        return
    kept = Fields(pair for pair in node[at] if pair[0] not in {"id", "parent"})
    before = node[at].get("id")
    for number in range(rng.choice((5, 30, 120))):
        parent = [["parent", before]] if rng.random() < 0.9 else []
        before = f"e{number}"
        node.append(Fields([["id", before], *parent, *clone(kept)]))


def _table(model: Fields, place: tuple[Any, int], rng: Random) -> None:
    """Say that something is read from a file."""
    named = [["from", rng.choice((Raw("people.csv"), rng.choice(oddities.PATHS), [rng.choice(oddities.PATHS)]))]]
    where = place if rng.random() < 0.3 else (model, rng.randrange(len(model)))
    _set(where, Fields(named))


_EDITS: tuple[Callable[[Fields, tuple[Any, int], Random], None], ...] = (
    *(_odd_value,) * 6, *(_odd_number,) * 6, *(_another_value,) * 6, _own_id, _own_id, *(_drop,) * 5, *(_rename,) * 3,
    *(_repeat,) * 3, *(_add_field,) * 3, _from_schema, _from_schema, _wrap, _empty, _empty, _anchor, _merge_key, _crowd, _table,
)  # fmt: skip
