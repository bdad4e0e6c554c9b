"""Settings as they are used: everything that a team may set, with its default."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from coverage_lint.document.limits import Limits
from coverage_lint.document.nodes import Map, Seq
from coverage_lint.frozen import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coverage_lint.document.nodes import Value
    from coverage_lint.location import Location
    from coverage_lint.settings.layers import Layer

PYPROJECT = "pyproject.toml"
OWN = ".coverage-lint.yaml"
BASELINE = ".coverage-lint-baseline.json"
SHORT = ".coverage-lint.yml"
FILES = (OWN, SHORT, PYPROJECT)
"""The files that settings stand in; of a folder, one."""

_NONE: Mapping[str, str] = {}
_NO_PARAMETERS: Mapping[str, Mapping[str, object]] = {}


class PerFile(NamedTuple):
    """What is different for the models whose path matches a glob."""

    glob: str
    select: tuple[str, ...]
    """Takes the place of the other selection; () leaves it."""
    ignore: tuple[str, ...]
    """Comes on top of what is ignored anyway."""
    severity: Mapping[str, str]
    """Goes before the other severities."""


class Settings(NamedTuple):
    """What a team has set for the models below a folder. The command line goes before it."""

    path: str | None = None
    """The file it stands in, as shown to people; None where there is none."""
    folder: str | None = None
    """The absolute folder of that file, which all paths and globs are relative to."""
    select: tuple[str, ...] = ()
    """Codes, beginnings of codes, names; () is all."""
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, str] = _NONE
    """Code, beginning of codes, or name to error, warning, info or off."""
    parameters: Mapping[str, Mapping[str, object]] = _NO_PARAMETERS
    """Policy code or name to parameter to value as written: int, Decimal, text or flag."""
    policies: tuple[str, ...] = ()
    """Absolute paths of more packs: folders or files, each of which exists."""
    per_file: tuple[PerFile, ...] = ()
    fail_on: Literal["error", "warning", "info", "never"] | None = None
    drafts: Literal["lenient", "strict"] = "lenient"
    exclude: tuple[str, ...] = ()
    """Globs of files that a search passes over."""
    limits: Limits = Limits()
    profile: str = "full"
    """Which of the shipped policies are asked: a list in policies/profiles."""
    baseline: str | None = None
    """The absolute path of the baseline, which need not exist yet."""
    written: Map | None = None
    """The settings as written, those that they extend included, with their places."""
    layers: tuple[Layer, ...] = ()
    """The files that they stand in, the nearest first: more than one where they extend others."""

    def place(self, *path: str | int) -> Location | None:
        """Return the location of a key, or of an item of a list; None if it is not written."""
        return None if self.written is None else _place(self.written, path)

    def value_place(self, *path: str) -> Location | None:
        """Return the location of a key's value; None if it is not written."""
        return None if self.written is None else _place(self.written, path, of_value=True)

    @property
    def places(self) -> Mapping[str, Location]:
        """Return the place of everything written, by its dotted path: `fail-on`, `limits.depth`, `select.0`."""
        found: dict[str, Location] = {}
        _collect(self.written, "", found)
        return found


def _place(node: Value, path: tuple[str | int, ...], *, of_value: bool = False) -> Location | None:
    place: Location | None = None
    for step in path:
        if isinstance(node, Map) and step in node:
            key = str(step)
            place = node.value_location(key) if of_value else node.key_location(key)
            node = node[key]
        elif isinstance(node, Seq) and isinstance(step, int) and step < len(node):
            place, node = node.item_location(step), node[step]
        else:
            return None
    return place


def _collect(node: Value, above: str, found: dict[str, Location]) -> None:
    if isinstance(node, Map):
        for key, value in node.items():
            found[above + key] = node.key_location(key)
            _collect(value, f"{above}{key}.", found)
    elif isinstance(node, Seq):
        for index, value in enumerate(node):
            found[f"{above}{index}"] = node.item_location(index)
            _collect(value, f"{above}{index}.", found)


DEFAULT = Settings()
"""What holds where nothing is set."""
