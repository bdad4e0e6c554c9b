"""What a chart of the report is: a picture's recipe, and what it says in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.frozen import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping


class Chart(NamedTuple):
    """A chart that has something to show. Its text is plain and holds names of the model: hostile until escaped."""

    key: str
    """Unique in a report, and an anchor: 'chart-groups'."""
    title: str
    units: str
    """What its numbers count: 'USD million', 'people'; '' where it has none."""
    sentence: str
    """What it shows, with its figures and what it leaves out: also the alternative text."""
    element: str
    """The key of ELEMENTS where it stands on the page; 'math' for the bridge."""
    spec: Mapping[str, object]
    """Vega-Lite 5, with its data inside. Names of the model stand in data only, never in expressions or field names."""
    wide: bool = False
    """Whether it needs more than the usual width."""
    narrow: bool = False
    """Whether it is drawn for a phone."""
