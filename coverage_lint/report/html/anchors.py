"""What can be linked to on a page: every entity that has a row or a section there, each id once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from coverage_lint.report.html.words import NOTHING, said

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coverage_lint.report.portrait.portrait import Portrait
    from coverage_lint.report.portrait.refs import Ref


class Places:
    """Hands out each anchor once, and links to those only that the page has."""

    def __init__(self, portrait: Portrait) -> None:
        """Take the entities that the page of a portrait will show."""
        self._shown = frozenset(one.anchor for one in _shown(portrait))
        self._taken: set[str] = set()

    def mark(self, ref: Ref) -> Markup:
        """Return the attribute that makes an element the place of an entity; '' where it has one already."""
        if ref.anchor in self._taken:
            return Markup()
        self._taken.add(ref.anchor)
        return Markup(' id="{}"').format(ref.anchor)

    def link(self, ref: Ref | None) -> Markup:
        """Return the name of an entity, as a link if the page shows it."""
        if ref is None:
            return NOTHING
        if ref.anchor not in self._shown:
            return said(ref.name)
        return Markup('<a href="#{}">{}</a>').format(ref.anchor, said(ref.name))


def _shown(portrait: Portrait) -> Iterator[Ref]:
    yield from (line.goal for line in portrait.goals)
    yield from (page.group for page in portrait.groups)
    yield from (line.person for line in portrait.people)
    yield from (line.role for line in portrait.roles)
    yield from (line.segment for line in portrait.coverage.segments)
    yield from (line.partner for line in portrait.coverage.partners)
    yield from (line.territory for line in portrait.coverage.territories)
    yield from (line.priority for line in portrait.priorities)
    if portrait.budget is not None:
        yield from (line.line for line in portrait.budget.lines)
        yield from (line.plan for line in portrait.budget.comp_plans)
    if portrait.organization is not None:
        yield from (line.unit for line in portrait.organization.units)
    if portrait.process is not None:
        yield from (line.stage for line in portrait.process.stages)
        yield from (line.play for line in portrait.process.plays)
        yield from (line.review for line in portrait.process.reviews)
