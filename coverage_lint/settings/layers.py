"""Settings and those that they extend, one upon the other: `extends` names a shared file of the same repository."""

from __future__ import annotations

import os.path
from typing import TYPE_CHECKING

from coverage_lint.document.nodes import Map, Seq
from coverage_lint.errors import SettingsError
from coverage_lint.frozen import NamedTuple
from coverage_lint.settings.named_paths import check_inside, near_path, within
from coverage_lint.settings.parse import parse_file
from coverage_lint.settings.shape import check_shape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coverage_lint.document.nodes import Value
    from coverage_lint.location import Location, Source

EXTENDS = "extends"
MOST = 10
"""Files that extend one another."""
_ADDED = frozenset(("ignore", "exclude", "policies"))
"""Lists that a nearer file adds to; of all others the nearer takes the place."""
_PER_FILE = "per-file"


class Layer(NamedTuple):
    """One file of settings."""

    written: Map
    path: str
    """Absolute."""

    @property
    def folder(self) -> str:
        """The absolute folder that its paths are relative to."""
        return os.path.dirname(self.path)


def layers_of(own: Layer, cwd: str) -> tuple[Layer, ...]:
    """Return a file of settings and those that it extends, the nearest first. Raises SettingsError."""
    found = [own]
    check_shape(own.written)
    while (named := found[-1].written.get(EXTENDS)) is not None:
        found.append(_extended(found, str(named), cwd))
    return tuple(found)


def _extended(found: Sequence[Layer], named: str, cwd: str) -> Layer:
    last = found[-1]
    place = last.written.value_location(EXTENDS)
    path = within(last.folder, named)
    check_inside(path, last.folder, named, place)
    _check_not_above(found, path, place)
    if not os.path.lexists(path):
        raise SettingsError(f"no such file of settings: {named}", place, help_text=near_path(last.folder, named))
    if not os.path.isfile(path):
        raise SettingsError(f"{named} is no file, so no settings are read from it", place)
    written = parse_file(path, last.folder, cwd)
    if written is None:
        raise SettingsError(f"{named} has no table [tool.coverage-lint]", place)
    check_shape(written)
    return Layer(written, path)


def _check_not_above(found: Sequence[Layer], path: str, place: Location) -> None:
    """Refuse a circle, and a chain that nobody can follow."""
    real = os.path.realpath(path)
    at = next((at for at, one in enumerate(found) if os.path.realpath(one.path) == real), None)
    if at is not None:
        circle = [one.written.source.path for one in found[at:]]
        words = f"settings extend each other in a circle: {' → '.join((*circle, circle[0]))}"
        raise SettingsError(words, place, help_text="Take `extends` out of one of them.")
    if len(found) > MOST:
        raise SettingsError(f"more than {MOST} files of settings extend one another", place)


class MergedMap(Map):
    """Keys of several files, each with the place where it is written."""

    __slots__ = ("origins",)

    def __init__(self, source: Source, start: int) -> None:
        """Begin an empty mapping."""
        super().__init__(source, start)
        self.origins: dict[str, Map] = {}

    def key_location(self, key: str) -> Location:
        """Return the place of a key, in its file."""
        return self.origins[key].key_location(key)

    def value_location(self, key: str) -> Location:
        """Return the place of a key's value, in its file."""
        return self.origins[key].value_location(key)


def merged(layers: Sequence[Layer]) -> Map:
    """Return what several files say together, the nearest first; of one file, what it says itself."""
    made = layers[-1].written
    for layer in reversed(layers[:-1]):
        made = _merge(layer.written, made, ())
    return made


def _merge(nearer: Map, further: Map, path: tuple[str, ...]) -> Map:
    """Merge two mappings. Of globs the last one goes first, of everything else the first."""
    made = MergedMap(nearer.source, nearer.start)
    last = path == (_PER_FILE,)
    keys = [*(key for key in further if key not in nearer), *nearer] if last else [*nearer, *further]
    for key in dict.fromkeys(keys):
        if path or key != EXTENDS:
            made[key], made.origins[key] = _value(nearer, further, (*path, key))
    return made


def _value(nearer: Map, further: Map, path: tuple[str, ...]) -> tuple[Value, Map]:
    """Return the value of a key, and the file's mapping that it is written in; a key without a value is none."""
    key = path[-1]
    own, other = nearer.get(key), further.get(key)
    if own is None and key in further:
        return other, further
    if isinstance(own, Map) and isinstance(other, Map):
        return _merge(own, other, path), nearer
    if isinstance(own, Seq) and isinstance(other, Seq) and key in _ADDED and path[0] in {key, _PER_FILE}:
        added = Seq(own.source, own.start)
        added.extend((*other, *own))
        added.parts = (other, own)
        return added, nearer
    return own, nearer
