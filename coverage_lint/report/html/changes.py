"""What became of a plan: its figures, groups and findings beside those of an earlier version."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from coverage_lint.frozen import NamedTuple
from coverage_lint.report.html.words import amount
from coverage_lint.report.portrait.portrait import FindingEntry

if TYPE_CHECKING:
    from collections.abc import Iterable

    from markupsafe import Markup

    from coverage_lint.findings import Finding, ModelReport
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


class Changes:
    """Compares a plan with an earlier version; where there is none, nothing has changed."""

    def __init__(self, portrait: Portrait, before: Portrait | None) -> None:
        """Take the plan as it is and as it was."""
        self.before = before
        self.groups_gone: tuple[Ref, ...] = ()
        self.repaired: tuple[Finding, ...] = ()
        self._figures: dict[tuple[str, str], object] = {}
        self._groups: dict[str, GroupPage] = {}
        self._tiles: dict[str, Tile] = {}
        self._new: frozenset[int] = frozenset()
        if before is not None:
            self._take(portrait, before)

    def _take(self, portrait: Portrait, before: Portrait) -> None:
        from coverage_lint.comparing.old_and_new import tell_apart

        self._figures = {
            **{("figure", one.name): one.value for one in before.figures},
            **{("gauge", one.name): one.value for one in before.gauges},
            **{("layer", one.name): one.amount for one in before.bridge.layers},
        }
        self._groups = {page.group.id: page for page in before.groups}
        self._tiles = {tile.element: tile for tile in before.tiles}
        present = {page.group.id for page in portrait.groups}
        self.groups_gone = tuple(page.group for page in before.groups if page.group.id not in present)
        apart = tell_apart(_report(before), _report(portrait))
        self.repaired = apart.fixed
        self._new = frozenset(map(id, apart.new))

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
            return id(one.finding) in self._new
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


def _report(portrait: Portrait) -> ModelReport:
    """Return back what was found in a plan as the report of a check, for what compares two of them."""
    from coverage_lint.findings import Ignored, ModelReport

    held = portrait.findings
    return ModelReport(
        path=portrait.path,
        status=portrait.head.status,
        findings=_bare(held.found),
        undecided=tuple(entry.undecided for entry in held.undecided),
        figures=portrait.figures,
        draft=portrait.head.status == "draft",
        ignored=tuple(Ignored(entry.finding, entry.reason) for entry in held.ignored),
        baselined=_bare(held.baselined),
        files=portrait.files,
    )


def _bare(entries: Iterable[FindingEntry]) -> tuple[Finding, ...]:
    return tuple(entry.finding for entry in entries)
