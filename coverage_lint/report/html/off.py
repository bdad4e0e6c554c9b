"""Totals that are not what they should be because of something that was found: each says so, and links to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from coverage_lint.report.html.words import money
from coverage_lint.report.portrait.refs import magnitude
from coverage_lint.report.portrait.sums import added

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coverage_lint.report.portrait.portrait import Portrait
    from coverage_lint.report.portrait.refs import Exact, Ref


class Off:
    """Marks totals, and links to what was found."""

    def __init__(self, portrait: Portrait) -> None:
        """Take what was found in a plan."""
        self._found: dict[str, list[tuple[Ref | None, str]]] = {}
        for entry in portrait.findings.found:
            self._found.setdefault(entry.finding.code, []).append((entry.entity, entry.anchor))

    def sum(
        self, amounts: Iterable[Exact | None], whole: Exact | None, what: str, codes: str, of: Ref | None = None,
        of_whole: bool = False,  # noqa: FBT001, FBT002 - a template's argument
    ) -> Markup:  # fmt: skip
        """Mark what amounts add up to where it is not the whole that it should be; '' where one is unknown.

        The mark stands beside the sum, or beside the whole: then `what` names the amounts.
        """
        held = added(amounts)
        if held.left_out:
            return Markup()
        one, other = (whole, held.known) if of_whole else (held.known, whole)
        return self.total(one, other, what, codes, of)

    def total(self, total: Exact | None, whole: Exact | None, what: str, codes: str, of: Ref | None = None) -> Markup:
        """Mark a total; `what` names the whole. Findings of the codes say why: of an entity, where it is given."""
        if total is None or whole is None or total == whole:
            return Markup()
        words = Markup("{} {} than {}").format(
            money(magnitude(total - whole)), "more" if total > whole else "less", what
        )
        anchor = self.anchor(codes, of)
        if anchor:
            return Markup(' <a class="flag" href="#{}">{}</a>').format(anchor, words)
        return Markup(' <span class="flag">{}</span>').format(words)

    def anchor(self, codes: str, of: Ref | None = None) -> str:
        """Return where the first finding of some codes stands; '' where there is none."""
        for code in codes.split():
            for entity, anchor in self._found.get(code, ()):
                if of is None or entity == of:
                    return anchor
        return ""
