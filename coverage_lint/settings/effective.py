"""The settings in force, one by one, and where each came from: the command line, a file, or the defaults."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.frozen import NamedTuple
from coverage_lint.settings.layers import EXTENDS
from coverage_lint.settings.settings import DEFAULT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from coverage_lint.location import Location
    from coverage_lint.settings.settings import Settings

DEFAULT_ORIGIN = "default"


class Origin(NamedTuple):
    """One setting: its dotted key, one value of it, and where that came from."""

    key: str
    value: object
    """Text, int, Decimal or flag; None where there is none."""
    origin: str
    """`default`, a file and its line, or an option of the command line."""


class Override(NamedTuple):
    """What an option of the command line sets."""

    values: tuple[str, ...]
    option: str


def effective(
    settings: Settings, overrides: Mapping[str, Override] | None = None, path: str | None = None
) -> list[Origin]:
    """List what holds, in the order of the schema: a row for each entry of a list or mapping.

    `overrides` gives, by key, what the command line sets; it takes the place of that key, and of the same key
    per file, but for `ignore`, where it comes on top. What it selects takes the place of all that leaves policies out:
    of every `ignore` and every `off`. Of what is set per file, only what holds for the absolute
    `path` is listed, if one is given.
    """
    given = overrides or {}
    rows = [
        Origin(EXTENDS, layer.written[EXTENDS], _origin(layer.written.value_location(EXTENDS)))
        for layer in settings.layers[:-1]
    ] or [Origin(EXTENDS, None, DEFAULT_ORIGIN)]
    for key, default in _defaults():
        own: list[Origin] = []
        if key in given:
            own += [Origin(key, value, given[key].option) for value in given[key].values]
        if key == "per-file":
            own += _per_file(settings, given, path)
        elif _holds(key, given):
            steps = tuple(key.split("."))
            own += _kept(key, given, _leaves(settings, steps, _held(settings, steps)))
        rows += own or [Origin(key, default, DEFAULT_ORIGIN)]
    return rows


def _holds(key: str, given: Mapping[str, Override]) -> bool:
    """True if what is set under a key counts beside what the command line gives."""
    return "select" not in given if key == "ignore" else key not in given


def _kept(key: str, given: Mapping[str, Override], rows: Iterable[Origin]) -> Iterator[Origin]:
    return (row for row in rows if not (key == "severity" and "select" in given and row.value == "off"))


def _defaults() -> Iterator[tuple[str, object]]:
    yield "select", "all"
    yield from dict.fromkeys(("ignore", "severity", "parameters", "policies", "per-file")).items()
    yield "fail-on", "error"
    yield "drafts", DEFAULT.drafts
    yield "profile", DEFAULT.profile
    yield "exclude", None
    for name, value in DEFAULT.limits._asdict().items():
        yield "limits." + name.replace("_", "-"), value
    yield "baseline", None


def _per_file(settings: Settings, given: Mapping[str, Override], path: str | None) -> list[Origin]:
    from coverage_lint.settings.paths import applies

    rows: list[Origin] = []
    for one in settings.per_file:
        if path is None or applies(settings, one, path):
            for key in ("select", "ignore", "severity"):
                steps = ("per-file", one.glob, key)
                if _holds(key, given):
                    rows += _kept(key, given, _leaves(settings, steps, _held(settings, steps)))
    return rows


def _held(settings: Settings, path: Iterable[str]) -> object:
    """Return what is written under a path of keys; None where nothing is."""
    held: object = settings.written
    for step in path:
        held = held.get(step) if isinstance(held, dict) else None
    return held


def _origin(place: Location | None) -> str:
    return f"{place.path}:{place.line}" if place is not None else DEFAULT_ORIGIN


def _leaves(settings: Settings, path: tuple[str | int, ...], value: object) -> Iterator[Origin]:
    """Return a row for every value at or below a place."""
    inner: Iterable[tuple[str | int, object]] = ()
    if isinstance(value, dict):
        inner = value.items()
    elif isinstance(value, list):
        inner = enumerate(value)
    elif value is not None:
        place = settings.place(*path)
        key = ".".join(step for step in path if isinstance(step, str))
        yield Origin(key, value, _origin(place))
    for step, held in inner:
        yield from _leaves(settings, (*path, step), held)
