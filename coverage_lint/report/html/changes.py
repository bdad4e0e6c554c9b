"""What became of a plan: its figures, groups and findings beside those of an earlier version."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from coverage_lint.change.figures import worth_showing
from coverage_lint.change.weight import largest_first
from coverage_lint.findings import SEVERITIES
from coverage_lint.frozen import NamedTuple
from coverage_lint.report.html.words import amount
from coverage_lint.report.portrait.portrait import FindingEntry
from coverage_lint.report.portrait.refs import magnitude

if TYPE_CHECKING:
    from markupsafe import Markup

    from coverage_lint.change.report import EntityChange, FigureChange
    from coverage_lint.findings import Finding
    from coverage_lint.report.build_portraits import Earlier
    from coverage_lint.report.portrait.people import GroupPage
    from coverage_lint.report.portrait.portrait import Portrait, State, Tile
    from coverage_lint.report.portrait.refs import Exact, Ref


class Change(NamedTuple):
    """A value that is not what it was."""

    arrow: str
    """▲ or ▼; '' where one of the two is unknown."""
    word: str
    """up or down; 'new' where it was unknown, 'gone' where it is now."""
    step: Markup | None
    """By how much, without a sign; None where one of the two is unknown."""
    before: Markup


class Moved(NamedTuple):
    """A group in both versions; None where a version does not have it."""

    now: GroupPage | None
    then: GroupPage | None

    @property
    def ref(self) -> Ref | None:
        """The group."""
        held = self.now or self.then
        return held.group if held is not None else None


class Changes:
    """Compares a plan with an earlier version; where there is none, nothing has changed."""

    def __init__(self, portrait: Portrait, earlier: Earlier | None = None) -> None:
        """Take the plan as it is, and what it was."""
        self.earlier = earlier
        self.before = before = earlier.portrait if earlier is not None else None
        self.groups_gone: tuple[Ref, ...] = ()
        self.groups: tuple[Moved, ...] = ()
        self._figures: dict[tuple[str, str], object] = {}
        self._groups: dict[str, GroupPage] = {}
        self._tiles: dict[str, Tile] = {}
        report = earlier.change.report if earlier is not None else None
        self._anchors: dict[tuple[str, ...], str] = {}
        self._new = frozenset(map(_known_by, report.findings)) if report is not None and before is not None else _NONE
        if before is not None:
            self._take(portrait, before)

    def _take(self, portrait: Portrait, before: Portrait) -> None:
        self._figures = {
            **{("figure", one.name): one.value for one in before.figures},
            **{("gauge", one.name): one.value for one in before.gauges},
            **{("layer", one.name): one.amount for one in before.bridge.layers},
        }
        self._groups = {page.group.id: page for page in before.groups}
        self._tiles = {tile.element: tile for tile in before.tiles}
        present = {page.group.id: page for page in portrait.groups}
        self.groups_gone = tuple(page.group for page in before.groups if page.group.id not in present)
        both = [Moved(page, self._groups.get(page.group.id)) for page in portrait.groups]
        both += [Moved(None, page) for page in before.groups if page.group.id not in present]
        self.groups = tuple(sorted(filter(_has_moved, both), key=lambda one: -_step(one)))

    @property
    def fixed(self) -> tuple[Finding, ...]:
        """The findings of the earlier version that occur no more."""
        return self.earlier.change.fixed if self.earlier is not None else ()

    @property
    def new(self) -> tuple[Finding, ...]:
        """The findings that the change brings, gravest first, those about the change itself with them."""
        report = self.earlier.change.report if self.earlier is not None else None
        held = report.findings if report is not None else ()
        return tuple(sorted(held, key=lambda one: SEVERITIES.index(one.severity)))

    @property
    def old(self) -> int:
        """How many findings were there before."""
        report = self.earlier.change.report if self.earlier is not None else None
        return len(report.baselined) if report is not None else 0

    def figures(self) -> tuple[FigureChange, ...]:
        """Return the figures worth showing, as `diff` does."""
        held = self.earlier.change.figures if self.earlier is not None else ()
        return tuple(filter(worth_showing, held))

    def entities(self) -> tuple[EntityChange, ...]:
        """Return what changed, the largest amounts first."""
        held = self.earlier.change.entities if self.earlier is not None else ()
        return largest_first(held)

    def anchor(self, finding: Finding, portrait: Portrait) -> str:
        """Return where the page shows a finding; '' for one about the change itself."""
        if not self._anchors:
            self._anchors = {_known_by(entry.finding): entry.anchor for entry in portrait.findings.found}
        return self._anchors.get(_known_by(finding), "")

    def of(self, kind: str, name: str, now: object, how: str) -> Change | None:
        """Compare a figure, a gauge or a layer of the bridge."""
        return self._compared(now, self._figures.get((kind, name)), how)

    def group(self, page: GroupPage, part: str, how: str = "money") -> Change | None:
        """Compare a number of a group, by the name of its field, with that of the group of the same id."""
        then = self._groups.get(page.group.id)
        return None if then is None else self._compared(_part(page, part), _part(then, part), how)

    def is_new(self, one: GroupPage | FindingEntry) -> bool:
        """True if a group or a finding was not there before."""
        if self.before is None:
            return False
        if isinstance(one, FindingEntry):
            return _known_by(one.finding) in self._new
        return one.group.id not in self._groups

    def state(self, tile: Tile) -> State | None:
        """Return what the state of an element was, where it was another."""
        then = self._tiles.get(tile.element)
        return then.state if then is not None and then.state != tile.state else None

    def _compared(self, now: object, then: object, how: str) -> Change | None:
        if self.before is None or now == then:
            return None
        known_now, known_then = _exact(now), _exact(then)
        if known_now is None or known_then is None:
            word = "gone" if known_now is None else "new"
            return Change("", word, None, amount(known_then, how))
        step = known_now - known_then
        then_shown = amount(known_then, how)
        if step > 0:
            return Change("▲", "up", amount(step, how), then_shown)
        return Change("▼", "down", amount(-step, how), then_shown)


def _exact(value: object) -> Exact | None:
    return value if isinstance(value, int | Fraction) else None


def _part(page: GroupPage, part: str) -> object:
    return getattr(page, part) if part in page._fields else getattr(page.money, part)


def _known_by(finding: Finding) -> tuple[str, ...]:
    """Return what tells a finding from others of the same text."""
    place = finding.location
    return (finding.code, finding.entity, finding.field, finding.subject, finding.message, f"{place.path}:{place.line}")


_NONE: frozenset[tuple[str, ...]] = frozenset()
_SHOWN = ("target", "quota", "assigned", "capacity", "headcount")


def _has_moved(one: Moved) -> bool:
    """True if a number of a group that the page shows beside another version is not what it was."""
    if one.now is None or one.then is None:
        return True
    return any(_part(one.now, part) != _part(one.then, part) for part in _SHOWN)


def _step(one: Moved) -> Exact:
    """Return by how much a group's quota moved, or its target where it has none."""
    for part in ("quota", "target"):
        now, then = (_exact(_part(page, part)) if page is not None else None for page in (one.now, one.then))
        if now is not None or then is not None:
            return magnitude((now or 0) - (then or 0))
    return 0
