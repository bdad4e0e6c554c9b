"""A plan's report as one HTML page that needs nothing besides itself, and an index of several."""

from __future__ import annotations

import base64
import hashlib
import re
from typing import TYPE_CHECKING, Any

from coverage_lint.errors import Misuse
from coverage_lint.frozen import NamedTuple
from coverage_lint.render.shield import shielded
from coverage_lint.report.portrait.sketch import ATTAINMENT, ATTRITION, MARGIN, WEEKS
from coverage_lint.version import __version__

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jinja2 import Environment
    from markupsafe import Markup

    from coverage_lint.codes import Code
    from coverage_lint.discovery.left_out import LeftOut
    from coverage_lint.policy.policy import Policy
    from coverage_lint.report.build_portraits import Earlier
    from coverage_lint.report.portrait.portrait import Portrait
    from coverage_lint.report.portrait.sketch import Sketched

_SCRIPTS = ("script.js", "tables.js", "sketch.js")
LONGEST = 24_000
"""Characters of a picture that stands on the page a second time."""
FOLDED_BEYOND = 20
"""Rows; a longer table is folded."""
PART_BEYOND = 100
"""Rows; a longer table becomes a part of the page when it is unfolded."""


SLIDERS = (
    ("attainment", "Attainment, all kinds of business", "points", *ATTAINMENT),
    ("attrition", "Attrition, all roles", "points", *ATTRITION),
    ("weeks", "Hires start late by", "weeks", 0, WEEKS),
    ("margin", "Over-assignment asked", "points", *MARGIN),
)
"""Name, title, unit, least and most of what a reader can move."""


class DrawnChart(NamedTuple):
    """A chart as the page shows it."""

    title: str
    units: str
    sentence: str
    element: str
    """A key of ELEMENTS; 'math' for the bridge."""
    picture: Markup
    narrow: Markup
    """The same for a phone; '' where it needs more room."""


def render_page(
    portrait: Portrait,
    earlier: Earlier | None = None,
    *,
    asked: Sequence[Code | Policy] = (),
    left_out: Sequence[LeftOut] = (),
) -> str:
    """Return the page of a plan, as text to be written in UTF-8.

    `earlier` is the same plan in an earlier version: figures and tables then show what has changed. `asked` has
    the policies that do not ship, which tell why they are; `left_out` is what the search for plans did not read. Raises
    Misuse where the extra `report` is not installed.
    """
    environment = _environment()
    from coverage_lint.render.findings.summary import left_out as sentences
    from coverage_lint.report.gather.fields import less
    from coverage_lint.report.html import figures as page_figures
    from coverage_lint.report.html import findings as page_findings
    from coverage_lint.report.html import marks as page_marks
    from coverage_lint.report.html import questions as page_questions
    from coverage_lint.report.html import tables as page_tables
    from coverage_lint.report.html.anchors import Places
    from coverage_lint.report.html.changes import Changes
    from coverage_lint.report.html.off import Off
    from coverage_lint.report.portrait.portrait import ELEMENTS, OPENING

    people = page_tables.people_by_id(portrait)
    changes = Changes(portrait, earlier)
    return _filled(
        environment,
        "page.html",
        portrait.head.name,
        p=portrait,
        before=changes.before,
        earlier=earlier,
        elements=ELEMENTS,
        charts=_charts(portrait, changes.before),
        places=Places(portrait),
        changes=changes,
        cards=page_figures.cards(portrait),
        tiles={tile.element: tile for tile in portrait.tiles},
        gauges={gauge.name: gauge for gauge in portrait.gauges},
        found=page_findings.by_element(portrait),
        open_questions=page_findings.open_questions(portrait),
        why=page_findings.reasons(portrait, asked),
        place=page_findings.place,
        meter=page_marks.meter,
        presence=page_marks.presence,
        total=page_tables.total,
        added_up=page_tables.added_up,
        of_sellers=page_tables.of_sellers,
        share=page_tables.share,
        less=less,
        rows_of=lambda page: page_tables.rows_of(page, people),
        people=people,
        in_no_group=page_tables.in_no_group(portrait),
        folded_beyond=FOLDED_BEYOND,
        part_beyond=PART_BEYOND,
        opening=OPENING,
        questions=page_questions.questions_of(portrait),
        sketch_figures=page_questions.sketch_data(portrait.sketch) if portrait.sketch is not None else "",
        scenarios=_scenarios(portrait),
        sliders=SLIDERS,
        structural=portrait.findings.structural(),
        apart=frozenset(one.anchor for one in portrait.findings.structural()),
        off=Off(portrait),
        granted=portrait.granted(),
        over_capacity=page_figures.over_capacity(portrait),
        attainment=page_figures.attainment(portrait),
        by_kind=page_figures.by_kind(portrait.matters[OPENING:]),
        of_group=lambda page: page_findings.of_group(page, portrait),
        unread=sentences(left_out),
    )


def render_index(entries: Sequence[tuple[str, Portrait]], left_out: Sequence[LeftOut] = ()) -> str:
    """Return the index of several plans' pages: the file name of each page beside it, and its portrait.

    `left_out` is what the search for plans did not read. Raises Misuse where the extra `report` is not installed.
    """
    from coverage_lint.render.findings.summary import left_out as sentences

    unread = sentences(left_out)
    return _filled(_environment(), "index.html", "Sales coverage plans", entries=tuple(entries), unread=unread)


def _filled(environment: Environment, template: str, running: str, **known: Any) -> str:  # noqa: ANN401
    """Fill a template; its style and script are named by their hashes, so that a reader runs nothing else."""
    from markupsafe import Markup

    from coverage_lint.report.html.columns import Columns
    from coverage_lint.report.html.environment import template_text

    style, script = (
        _tight(template_text("style.css") + _page_box(running)),
        _tight("\n".join(map(template_text, _SCRIPTS))),
    )
    filled = environment.get_template(template).render(
        known,
        version=__version__,
        style=Markup(style),  # noqa: S704 - ours, but for the running title, which is written as numbers
        script=Markup(script),  # noqa: S704 - ours
        columns=Columns(),
        hash_of=_hash,
        script_hash=_hash(script),
    )
    return shielded(_tight(filled) + "\n", "markup")


def needed() -> None:
    """Load what an HTML page takes beyond a check. Raises Misuse where it is not installed."""
    try:
        import jinja2  # noqa: F401
        import vl_convert  # noqa: F401
    except ModuleNotFoundError as error:
        raise Misuse(f"an HTML report needs {error.name}: pip install 'coverage-lint[report]'") from error


def _environment() -> Environment:
    needed()
    from coverage_lint.report.html.environment import environment

    return environment()


def _scenarios(portrait: Portrait) -> tuple[tuple[str, Sketched], ...]:
    """Return what a plan comes to in each scenario."""
    from coverage_lint.report.portrait.sketch import SCENARIOS, outcome

    sketch = portrait.sketch
    return () if sketch is None else tuple((title, outcome(sketch, moved)) for title, moved in SCENARIOS)


def _charts(portrait: Portrait, before: Portrait | None) -> dict[str, DrawnChart]:
    """Draw what a plan has to show, by the charts' keys; small ones a second time, as a phone has room for."""
    from markupsafe import Markup

    from coverage_lint.report.charts import charts_of, narrow_charts_of
    from coverage_lint.report.charts.svg import draw

    narrow = {chart.key: drawn for chart in narrow_charts_of(portrait, before) if len(drawn := draw(chart)) < LONGEST}
    return {
        chart.key: DrawnChart(
            chart.title, chart.units, chart.sentence, chart.element, Markup(draw(chart)),  # noqa: S704 - escaped
            Markup(narrow.get(f"{chart.key}-narrow", "")),  # noqa: S704 - escaped
        )
        for chart in charts_of(portrait, before)
    }  # fmt: skip


def _tight(text: str) -> str:
    """Take out indentation and empty lines; nothing on a page is set as it is typed."""
    return re.sub(r"\n\s+", "\n", text.strip())


def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


_RUNNING = 70
"""Characters of the title that each printed page repeats."""


def _page_box(running: str) -> str:
    """Return the rule that puts a title and the page's number on each sheet. All of the title is written as numbers."""
    from coverage_lint.render.terminal.cells import visible

    text = visible(running)
    short = text if len(text) <= _RUNNING else f"{text[: _RUNNING - 1]}…"
    coded = "".join(f"\\{ord(sign):06x}" for sign in short)
    return f'\n@page {{ @top-left {{ content: "{coded}"; }} }}\n'
