"""How a report's page writes values: amounts, shares, the model's keywords, and text that a model holds.

Every text goes through `shown_text`, which lets nothing hide or turn the line round; escaping is the templates' own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from coverage_lint.language.format import money as written_money
from coverage_lint.language.format import money_in_sentence, money_short, shown
from coverage_lint.render.findings.summary import counted
from coverage_lint.render.terminal.cells import visible

if TYPE_CHECKING:
    from coverage_lint.report.portrait.portrait import Tile
    from coverage_lint.report.portrait.refs import Exact

NOTHING = Markup('<span class="none" aria-hidden="true">–</span><span class="unseen">not known</span>')
"""In place of a value that is absent or was refused."""

STATES = {
    "complete": "Complete",
    "at_risk": "At risk",
    "open": "Open",
    "incomplete": "Incomplete",
    "unchecked": "Not checked",
}
SEVERITIES = {"error": "Error", "warning": "Warning", "info": "Info"}
MEASURES = {"acv": "ACV", "arr": "ARR", "bookings": "bookings", "revenue": "revenue"}
KINDS = {"selling": "Selling", "overlay": "Supports others", "layer": "Holds groups", "no_quota": "Without quota"}
_TERMS = (
    ("goal", "Goal", "What the company is to sell in the fiscal year, all kinds of business together."),
    ("need", "Need", "The goal less what partners bring and what comes without sellers: what the team must sell."),
    ("target", "Target", "What of the need a group has taken on."),
    ("quota", "Quota", "What a group or a person is measured and paid by. Quotas exceed targets: not all are met."),
    ("assigned", "Assigned", "The quotas of sellers together, less relief."),
    ("relief", "Relief", "What is taken off a quota, as for a leave."),
    ("capacity", "Capacity", "What sellers can carry: their productivity, while they are there and ramped."),
    ("turnover", "Turnover", "The share of seats that the plan expects to lose in a year, or attrition."),
    ("after", "After turnover", "Capacity less what is lost while the seats of leavers are empty, or are ramping."),
    ("pace", "Even pace", "Each month alike: a strong season may bring more, but nothing in the plan says so."),
    ("attainment", "Attainment", "The share of quotas that is reached in a usual year."),
    ("expected", "Expected result", "What is assigned, times the attainment that the plan expects."),
    ("ramp", "Ramp", "The first months of somebody new, with a part of full productivity."),
    ("rollup", "Rolled up", "A manager's quota that is the sum of the team's. It counts in no sum."),
    ("overlay", "Supports others", "A group that helps others to sell. Its quota counts in no sum."),
    ("phasing", "Split over the year", "How much of an amount falls into each quarter or month, or phasing."),
    ("compensation", "Compensation", "Pay on target of all seats while they are filled, times the loaded factor."),
    ("factor", "Loaded factor", "What a person costs for each unit of pay, with benefits and taxes."),
    ("motion", "Motion", "The kind of business: new business, expansion of customers, renewal."),
    ("undecided", "Undecided", "A question that could not be answered, for lack of a value."),
)
GLOSSARY = {key: (title, about) for key, title, about in _TERMS}
"""Words of the page, and what they mean; those that are names of figures explain these."""
_KEYWORDS = {"smb": "SMB", "comp_plan": "compensation plan"}


def shown_text(value: object) -> object:
    """Make what a template puts out fit to be seen: a model's text without anything hidden, '–' for nothing."""
    if value is None:
        return NOTHING
    if isinstance(value, str) and not isinstance(value, Markup):
        return visible(value)
    return value


def said(text: str | None) -> Markup:
    """Write a text of the model, set apart so that a script from right to left does not turn what stands around it."""
    return NOTHING if text is None else Markup("<bdi>{}</bdi>").format(visible(text))


def money(amount: Exact | None) -> Markup:
    """Write an amount as findings do, without idle cents: these show where a pointer rests on it."""
    if amount is None:
        return NOTHING
    said, exact = _signed(money_in_sentence(amount)), _signed(written_money(amount))
    return escape(said) if said == exact else Markup('<abbr title="{}">{}</abbr>').format(exact, said)


def short(amount: Exact | None, signed: bool = False) -> Markup:  # noqa: FBT001, FBT002 - a filter's argument
    """Write an amount as people say it, 22.8 M; the exact one shows where a pointer rests on it."""
    if amount is None:
        return NOTHING
    plus = "+" if signed and amount > 0 else ""
    exact = plus + _signed(written_money(amount))
    said = plus + _signed(money_short(amount)).replace(" ", "\u00a0")
    return escape(said) if said == exact else Markup('<abbr title="{}">{}</abbr>').format(exact, said)


def ratio(share: Exact | None) -> Markup:
    """Write a share as a percentage."""
    return NOTHING if share is None else escape(_signed(shown(share, "percent").replace(" %", "\u00a0%")))


def brief(value: Exact | None, how: str) -> Markup:
    """Write a value of one of the types that figures have, an amount as people say it."""
    return short(value) if how == "money" else amount(value, how)


def number(value: Exact | None) -> Markup:
    """Write a count or another plain number."""
    return NOTHING if value is None else escape(_signed(shown(value, "number")))


def amount(value: Exact | None, how: str) -> Markup:
    """Write a value of one of the types that figures have."""
    return {"money": money, "ratio": ratio}.get(how, number)(value)


def keyword(word: str | None) -> Markup:
    """Write a keyword of the model's format as words: new_business as 'new business'."""
    if word is None:
        return NOTHING
    return escape(_KEYWORDS.get(word, visible(word).replace("_", " ")))


def plural(count: int, one: str, many: str = "") -> str:
    """Return a count with its noun."""
    return counted(count, one, many)


def sized(count: int, unit: str) -> str:
    """Return a tile's count with its noun, which comes in the plural."""
    singular = unit[:-3] + "y" if unit.endswith("ies") else unit.removesuffix("s")
    return counted(count, singular, unit)


def _signed(digits: str) -> str:
    return digits.replace("-", "−")


def tally(tile: Tile) -> str:
    """Count what was found in an element; '' for nothing."""
    counts = [
        counted(count, noun)
        for count, noun in ((tile.errors, "error"), (tile.warnings, "warning"), (tile.infos, "info"))
        if count
    ]
    rest = ((tile.undecided, "undecided"), (tile.baselined, "in the baseline"), (tile.ignored, "ignored"))
    return ", ".join([*counts, *(f"{count:,} {word}" for count, word in rest if count)])


def address(file: str) -> str:
    """Return what a link to a file beside the page says."""
    from urllib.parse import quote

    return "./" + quote(file, safe="/", errors="surrogateescape")
