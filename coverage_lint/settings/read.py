"""Settings from the file of a folder, either kind, with every fault at its place."""

from __future__ import annotations

import os.path
from typing import TYPE_CHECKING, Any

from coverage_lint.document.encoding import decode
from coverage_lint.document.limits import Limits
from coverage_lint.document.nodes import Location, Map, Source
from coverage_lint.errors import SettingsError, Unreadable
from coverage_lint.settings.settings import OWN, PYPROJECT, SHORT, PerFile, Settings
from coverage_lint.settings.shape import check_shape
from coverage_lint.settings.toml_reader import DEEPEST, NAME, read_toml
from coverage_lint.system.files import read_file
from coverage_lint.system.reach import is_outside

if TYPE_CHECKING:
    from coverage_lint.findings import Finding

LIMITS = Limits(size=1024 * 1024, depth=DEEPEST, alias_nodes=10_000, problems=1)
"""Of a file of settings, whatever it sets for models."""


def read_settings(folder: str, cwd: str, *, own: bool, pyproject: bool) -> Settings | None:
    """Read the settings of a folder, in which there is .coverage-lint.yaml (or .yml) or pyproject.toml, or both.

    None where pyproject.toml alone is there and has none. Raises SettingsError, also where two files hold settings.
    """
    table = _read_pyproject(folder, cwd) if pyproject else None
    written = _read_own(folder, cwd) if own else None
    if table is not None and written is not None:
        raise SettingsError(
            f"both {table.source.path} and {written.source.path} hold settings; only one of them may",
            _beginning(table),
            help_text=f"Move everything into one of them: {OWN}, or [tool.{NAME}] of {PYPROJECT}.",
        )
    found = table if written is None else written
    if found is None:
        return None
    check_shape(found)
    return _settings(found, folder)


def named_by_settings(folder: str) -> tuple[str, ...]:
    """Return the paths of packs and of a baseline that the settings in a folder name, but for absolute ones.

    There are none where there are no settings, or broken ones: reading them says so.
    """
    own, short, pyproject = (os.path.isfile(os.path.join(folder, name)) for name in (OWN, SHORT, PYPROJECT))
    try:
        written = _read_own(folder, folder) if own or short else _read_pyproject(folder, folder) if pyproject else None
    except SettingsError:
        return ()
    packs, baseline = (written.get(key) for key in ("policies", "baseline")) if written is not None else (None, None)
    named = [*(packs if isinstance(packs, list) else ()), baseline]
    return tuple(path for path in named if isinstance(path, str) and _is_relative(path))


def _is_relative(path: str) -> bool:
    return bool(path) and "\0" not in path and not os.path.isabs(path)


def _beginning(table: Map) -> Location:
    return Location(table.source, table.start, min(table.end, table.start + len(NAME)))


def _read_text(folder: str, name: str, cwd: str) -> Source:
    from coverage_lint.discovery.find_models import show

    path = os.path.join(folder, name)
    shown = show(path, cwd)
    try:
        data = read_file(path, shown, LIMITS, folder)
    except Unreadable as stop:
        raise _refused(stop.finding, shown) from None
    source, misencoded = decode(data, shown)
    if misencoded is not None:
        raise _refused(misencoded, shown)
    return source


def _refused(finding: Finding, shown: str) -> SettingsError:
    return SettingsError(f"{shown}: {finding.message}", finding.location, help_text="")


def _read_pyproject(folder: str, cwd: str) -> Map | None:
    if os.path.isdir(os.path.join(folder, PYPROJECT)):
        return None
    return read_toml(_read_text(folder, PYPROJECT, cwd))


def _read_own(folder: str, cwd: str) -> Map:
    from coverage_lint.document.yaml.reader import read_stream

    own, short = (os.path.lexists(os.path.join(folder, name)) for name in (OWN, SHORT))
    source = _read_text(folder, OWN if own else SHORT, cwd)
    if own and short:
        words = f"{source.path} and {SHORT} both exist; only one of them may hold settings"
        raise SettingsError(words, Location(source, 0, 0), help_text=f"Move everything into {OWN}.")
    stream = read_stream(source, LIMITS)
    for document in stream.documents:
        for problem in document.problems:
            raise _refused(problem, source.path)
    if stream.broken is not None:
        raise _refused(stream.broken, source.path)
    roots = [document.root for document in stream.documents]
    if len(roots) > 1:
        raise SettingsError(f"{source.path} must hold one document, not {len(roots)}", Location(source, 0, 0))
    root = roots[0] if roots else None
    if root is None:
        return Map(source, 0)
    if not isinstance(root, Map):
        raise SettingsError(f"{source.path} must hold a mapping of settings", Location(source, 0, 0))
    return root


def _settings(written: Map, folder: str) -> Settings:
    """Return settings whose shape is valid."""
    held = {key: value for key, value in written.items() if value is not None}
    known: dict[str, Any] = {
        "select": _words(held.get("select")),
        "ignore": _words(held.get("ignore")),
        "severity": dict(_mapping(held.get("severity"))),
        "parameters": {name: dict(_mapping(own)) for name, own in _mapping(held.get("parameters")).items()},
        "policies": _packs(written, folder),
        "per_file": _per_file(written),
        "exclude": _words(held.get("exclude")),
        "limits": _limits(_mapping(held.get("limits"))),
    }
    for index, glob in enumerate(known["exclude"]):
        _check_glob(glob, written["exclude"].item_location(index))  # type: ignore[union-attr]  # its shape is right
    known |= {key.replace("-", "_"): held[key] for key in ("fail-on", "drafts", "profile") if key in held}
    if "baseline" in held:
        known["baseline"] = _within(folder, str(held["baseline"]))
        _check_inside(known["baseline"], folder, str(held["baseline"]), written.value_location("baseline"))
    return Settings(path=written.source.path, folder=folder, written=written, **known)


def _words(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else ()


def _mapping(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _limits(given: dict[str, int]) -> Limits:
    return Limits(**{key.replace("-", "_"): value for key, value in given.items() if value is not None})


def _within(folder: str, path: str) -> str:
    return os.path.normpath(os.path.join(folder, path))


def _packs(written: Map, folder: str) -> tuple[str, ...]:
    packs: list[str] = []
    for index, path in enumerate(_words(written.get("policies"))):
        pack = _within(folder, path)
        place = written["policies"].item_location(index)  # type: ignore[union-attr]  # its shape is right
        _check_inside(pack, folder, path, place)
        if not os.path.exists(pack):
            raise SettingsError(
                f"no such file or folder of policies: {path}", place, help_text=_near_pack(folder, path)
            )
        if pack in packs:
            raise SettingsError(f"the policies {path} are named twice", place)
        packs.append(pack)
    return tuple(packs)


def _check_inside(path: str, folder: str, written: str, place: Location) -> None:
    """Refuse what would have a file of whoever runs this read, and perhaps shown, for who wrote the settings."""
    if "\0" in path:
        raise SettingsError("a path cannot hold a null character", place)
    if is_outside(path, folder):
        help_text = (
            "Settings may name only files in the repository or, without git, in the folder of the settings and below."
        )
        raise SettingsError(f"{written} is outside of the repository, so it is not read", place, help_text=help_text)


def _near_pack(folder: str, path: str) -> str:
    """Return which neighbouring file was probably meant."""
    import os

    from coverage_lint.nearness import help_with, nearest

    above, name = os.path.split(os.path.normpath(path))
    try:
        near = nearest(name, sorted(os.listdir(os.path.join(folder, above)))[:1000])
    except (OSError, ValueError):
        near = ()
    meant = help_with(os.path.join(above, one).replace(os.sep, "/") for one in near)
    return meant or f"Paths are relative to the folder of {PYPROJECT} or {OWN}."


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
