"""By what a finding is silenced, or lighter than it was: which key of the settings, ignore, baseline or pack."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from coverage_lint.policy.select import selects

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from coverage_lint.location import Location
    from coverage_lint.settings.settings import Settings


def place_of(settings: Settings, code: str, name: str, inner: Sequence[str]) -> tuple[Location, str] | None:
    """Return where settings leave a policy out or make it lighter, and in words; None where they do neither.

    In the words, {} stands for the file. `inner` are the globs of what is set per file that hold for the model.
    """
    for path, words in _words(settings, inner):
        text = str(path[-1] if isinstance(path[-1], str) else _item(settings, path))
        if selects(text, code, name):
            place = settings.place(*path)
            if place is not None:
                return place, words.format(text, "{}")
    for path in (*(("per-file", glob, "select") for glob in reversed(inner)), ("select",)):
        place = settings.place(*path)
        if place is not None and not _selected(settings, path, code, name):
            return place, "`select` in {} leaves out"
    for text in settings.parameters:
        place = settings.place("parameters", text)
        if text in {code, name} and place is not None:
            return place, f"the parameters of {text} in {{}} silence"
    return None


def changed_file(older: Settings | None, newer: Settings) -> str | None:
    """Return the file that says something else in newer settings, of those that extend one another the nearest.

    Where none does, the one that they stand in; None where there is none in either.
    """
    held = [() if one is None else one.layers for one in (older, newer)]
    for was, now in zip_longest(*held):
        one = now or was
        if one is not None and (was is None or now is None or was.written != now.written):
            return one.written.source.path
    return newer.path or (older.path if older is not None else None)


def _words(settings: Settings, inner: Sequence[str]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Return where each word stands that takes findings away or grades them, the one that goes first first."""
    for glob in reversed(inner):
        own = next(one for one in settings.per_file if one.glob == glob)
        yield from _of_one(("per-file", glob), own.ignore, own.severity)
    yield from _of_one((), settings.ignore, settings.severity)


def _of_one(
    above: tuple[str, ...], ignore: Sequence[str], severity: Mapping[str, str]
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for at in range(len(ignore)):
        yield (*above, "ignore", at), "`ignore: {}` in {} silences"
    for word in sorted(severity, key=len, reverse=True):
        yield (*above, "severity", word), "the severity of {} in {} silences, or makes lighter,"


def _item(settings: Settings, path: tuple[str | int, ...]) -> object:
    held: object = settings.written
    for step in path:
        held = held[step]  # type: ignore[index]
    return held


def _selected(settings: Settings, path: tuple[str, ...], code: str, name: str) -> bool:
    listed = _item(settings, path)
    return isinstance(listed, list) and any(selects(str(word), code, name) for word in listed)
