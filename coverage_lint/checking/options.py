"""How to check: what a call says, before a team's settings."""

from __future__ import annotations

from coverage_lint.frozen import NamedTuple


class Options(NamedTuple):
    """How to check. What is given here goes before a team's settings."""

    select: tuple[str, ...] = ()
    """Codes, prefixes of codes, or names; () is all."""
    ignore: tuple[str, ...] = ()
    engine: str | None = None
    """durable or interpreter; None is durable-rules wherever it imports."""
    on: str | None = None
    """The ISO day that today is."""
    strict: bool = False
    """Whether drafts count like any plan."""
    ignores: bool = True
    """Whether comments in the model can silence findings."""
    baseline: str | None = None
    """The baseline's path; '' for none; None for the one that settings name, or the nearest above a model."""
    lacks: bool = False
    """Whether to work out what each undecided policy lacked."""
    actuals: bool = False
    """Whether policies about what happened are asked, and no others, as a review does."""
