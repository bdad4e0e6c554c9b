"""How templates are read and filled: everything is escaped, and what is not there is a fault, not a blank."""

from __future__ import annotations

from functools import lru_cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from coverage_lint.report.html import words as page_words


@lru_cache(maxsize=1)
def environment(folder: str) -> Environment:
    """Return what fills the templates of a folder."""
    made = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=page_words.shown_text,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(
        said=page_words.said,
        money=page_words.money,
        ratio=page_words.ratio,
        number=page_words.number,
        amount=page_words.amount,
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
        NOTHING=page_words.NOTHING,
    )
    return made
