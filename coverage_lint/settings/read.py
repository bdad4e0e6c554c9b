"""Settings from the file of a folder, either kind, with every fault at its place."""

from __future__ import annotations

import os.path
from typing import TYPE_CHECKING, Any

from coverage_lint.document.limits import Limits
from coverage_lint.errors import SettingsError
from coverage_lint.frozen import NamedTuple
from coverage_lint.location import Location
from coverage_lint.settings.layers import EXTENDS, MOST, Layer, layers_of, merged
from coverage_lint.settings.named_paths import check_inside, near_path, within
from coverage_lint.settings.parse import parse_file, parse_own, parse_pyproject
from coverage_lint.settings.settings import OWN, PYPROJECT, SHORT, PerFile, Settings
from coverage_lint.settings.toml_reader import NAME

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from coverage_lint.document.nodes import Map


def read_settings(folder: str, cwd: str, *, own: bool, pyproject: bool) -> Settings | None:
    """Read the settings of a folder, in which there is .coverage-lint.yaml (or .yml) or pyproject.toml, or both.

    None where pyproject.toml alone is there and has none. Raises SettingsError, also where two files hold settings.
    """
    table = parse_pyproject(folder, cwd) if pyproject else None
    written = parse_own(folder, cwd) if own else None
    if table is not None and written is not None:
        raise SettingsError(
            f"both {table.source.path} and {written.source.path} hold settings; only one of them may",
            _beginning(table),
            help_text=f"Move everything into one of them: {OWN}, or [tool.{NAME}] of {PYPROJECT}.",
        )
    found = table if written is None else written
    if found is None:
        return None
    return _settings(layers_of(Layer(found, os.path.join(folder, os.path.basename(found.source.path))), cwd), folder)


class Named(NamedTuple):
    """A file or folder that settings name."""

    kind: str
    """'settings', 'policies' or 'baseline'."""
    path: str
    """From the folder of the settings."""


def named_by_settings(folder: str, cwd: str) -> tuple[Named, ...]:
    """Return what the settings in a folder name, and those that they extend; but for absolute paths.

    There are none where there are no settings, or broken ones: reading them says so. Paths are shown from `cwd`.
    """
    own, short, pyproject = (os.path.isfile(os.path.join(folder, name)) for name in (OWN, SHORT, PYPROJECT))
    try:
        written = parse_own(folder, cwd) if own or short else parse_pyproject(folder, cwd) if pyproject else None
        return tuple(dict.fromkeys(_named(written, folder, cwd)))
    except SettingsError:
        return ()


def _named(written: Map | None, folder: str, cwd: str) -> Iterator[Named]:
    at = folder
    for _ in range(MOST + 1):
        if written is None:
            return
        packs, baseline, extended = (written.get(key) for key in ("policies", "baseline", EXTENDS))
        named = [*(("policies", pack) for pack in (packs if isinstance(packs, list) else ())), ("baseline", baseline)]
        for kind, path in (*named, ("settings", extended)):
            if isinstance(path, str) and _is_relative(path):
                yield Named(kind, os.path.relpath(within(at, path), folder).replace(os.sep, "/"))
        if not isinstance(extended, str) or not _is_relative(extended):
            return
        further = within(at, extended)
        try:
            written = parse_file(further, at, cwd) if os.path.isfile(further) else None
        except SettingsError:
            return
        at = os.path.dirname(further)


def _is_relative(path: str) -> bool:
    return bool(path) and "\0" not in path and not os.path.isabs(path)


def _beginning(table: Map) -> Location:
    return Location(table.source, table.start, min(table.end, table.start + len(NAME)))


def _settings(layers: Sequence[Layer], folder: str) -> Settings:
    """Return settings whose shape is valid, the nearest of those that they extend first."""
    written = merged(layers)
    held = {key: value for key, value in written.items() if value is not None}
    known: dict[str, Any] = {
        "select": _words(held.get("select")),
        "ignore": _words(held.get("ignore")),
        "severity": dict(_mapping(held.get("severity"))),
        "parameters": {name: dict(_mapping(own)) for name, own in _mapping(held.get("parameters")).items()},
        "policies": _packs(layers),
        "per_file": _per_file(written),
        "exclude": _words(held.get("exclude")),
        "limits": _limits(_mapping(held.get("limits"))),
    }
    for index, glob in enumerate(known["exclude"]):
        _check_glob(glob, written["exclude"].item_location(index))  # type: ignore[union-attr]  # its shape is right
    known |= {key.replace("-", "_"): held[key] for key in ("fail-on", "drafts", "profile") if key in held}
    if "baseline" in held:
        known["baseline"] = _baseline(layers)
    return Settings(path=layers[0].written.source.path, folder=folder, written=written, layers=tuple(layers), **known)


def _baseline(layers: Sequence[Layer]) -> str:
    """Return the path of the baseline, which is relative to the file that names it."""
    layer = next(one for one in layers if one.written.get("baseline") is not None)
    named = str(layer.written["baseline"])
    path = within(layer.folder, named)
    check_inside(path, layer.folder, named, layer.written.value_location("baseline"))
    return path


def _words(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else ()


def _mapping(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _limits(given: dict[str, int]) -> Limits:
    return Limits(**{key.replace("-", "_"): value for key, value in given.items() if value is not None})


def _packs(layers: Sequence[Layer]) -> tuple[str, ...]:
    """Return the packs of all layers, in the order in which `merged` lists them."""
    packs: list[str] = []
    for layer in reversed(layers):
        for index, path in enumerate(_words(layer.written.get("policies"))):
            pack = within(layer.folder, path)
            place = layer.written["policies"].item_location(index)  # type: ignore[union-attr]  # its shape is right
            check_inside(pack, layer.folder, path, place)
            if not os.path.exists(pack):
                words = f"no such file or folder of policies: {path}"
                raise SettingsError(words, place, help_text=near_path(layer.folder, path))
            if pack in packs:
                raise SettingsError(f"the policies {path} are named twice", place)
            packs.append(pack)
    return tuple(packs)


def _per_file(written: Map) -> tuple[PerFile, ...]:
    table = _mapping(written.get("per-file"))
    found: list[PerFile] = []
    for glob, given in table.items():
        _check_glob(glob, written["per-file"].key_location(glob))  # type: ignore[union-attr]  # its shape is right
        own = _mapping(given)
        severity = dict(_mapping(own.get("severity")))
        found.append(PerFile(glob, _words(own.get("select")), _words(own.get("ignore")), severity))
    return tuple(found)


def _check_glob(glob: str, place: Location) -> None:
    if ".." in glob.split("/") or "\\" in glob or glob[1:2] == ":":
        raise SettingsError(
            f"the glob {glob} matches nothing: it must lead down from the folder of the settings, with '/'",
            place,
        )
