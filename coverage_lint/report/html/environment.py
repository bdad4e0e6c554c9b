"""How templates are read and filled: everything is escaped, and what is not there is a fault, not a blank."""

from __future__ import annotations

from functools import lru_cache

from jinja2 import Environment, FunctionLoader, StrictUndefined

from coverage_lint.change.sections import heading
from coverage_lint.render.change.summary import entity_counts
from coverage_lint.report.html import words as page_words
from coverage_lint.system.shipped_data import read_own


def template_text(name: str) -> str:
    """Return the text of a template, or of a style or script beside it, by its path from the folder that holds them."""
    return read_own("report", "html", "templates", *name.split("/"))


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Return what fills the templates of the pages."""
    made = Environment(
        loader=FunctionLoader(template_text),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=page_words.shown_text,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(
        said=page_words.said,
        money=page_words.money,
        short=page_words.short,
        ratio=page_words.ratio,
        number=page_words.number,
        amount=page_words.amount,
        brief=page_words.brief,
        keyword=page_words.keyword,
        plural=page_words.plural,
        sized=page_words.sized,
        tally=page_words.tally,
        address=page_words.address,
    )
    made.globals.update(
        STATES=page_words.STATES,
        SEVERITIES=page_words.SEVERITIES,
        MEASURES=page_words.MEASURES,
        KINDS=page_words.KINDS,
        heading_of=heading,
        counts_of=entity_counts,
        NOTHING=page_words.NOTHING,
        GLOSSARY=page_words.GLOSSARY,
    )
    return made
