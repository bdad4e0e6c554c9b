"""Tables on a phone: each row folds into a name, the figure that decides, and the rest in words with their headings.

Headings are written once for all tables with the same, as rules of the page's style. A reader without a small screen
sees a table as usual, and so does a screen reader.
"""

from __future__ import annotations

import html
import re

from markupsafe import Markup

_HEAD = re.compile(r"<th\b([^>]*)>(.*?)</th>|<td\b[^>]*>(.*?)</td>", re.DOTALL)
_ASIDE = re.compile(r'<span class="quiet">.*?</span>|</?[a-z][^>]*>', re.DOTALL)


class Columns:
    """Gives tables a class by their headings, and keeps the rules of those that were given."""

    def __init__(self) -> None:
        """Start without a table."""
        self._known: dict[tuple[tuple[str, ...], int], str] = {}

    def of(self, table: str) -> Markup:
        """Return the class of a table, by the first row of its head.

        The figure that decides is the column whose heading has the class `key`, else the last one with numbers.
        """
        cells = _HEAD.findall(table.partition("</thead>")[0])
        titles = tuple(_plain(title or empty) for _, title, empty in cells)
        attributes = [said for said, _, _ in cells]
        marked = [at for at, said in enumerate(attributes) if re.search(r'"[^"]*\bkey\b', said)]
        numbers = [at for at, said in enumerate(attributes) if re.search(r'class="n\b', said)]
        deciding = (marked or numbers[-1:] or [0])[0]
        made = self._known.setdefault((titles, deciding), f"t{len(self._known)}")
        return Markup(made)  # noqa: S704 - a letter and a number

    def rules(self) -> Markup:
        """Return the rules for a small screen; what is no letter or digit of a heading is written as its number."""
        rules = []
        for (titles, deciding), name in self._known.items():
            for at, title in enumerate(titles):
                if at and title and at != deciding:
                    rules.append(f'.{name} td:nth-child({at + 1})::before{{content:"{_coded(title)} "}}')
            if deciding:
                cell = f".{name} tr>:nth-child({deciding + 1})"
                rules.append(f"{cell}{{order:1;flex:0 0 7.5rem;text-align:right;font-size:.875rem;font-weight:600}}")
                first = f".{name} tbody tr:first-child>:nth-child({deciding + 1})"
                rules.append(f'{first}::before{{display:block;content:"{_coded(titles[deciding])}"}}')
        return Markup(f"\n@media screen and (max-width:47.99rem){{{''.join(rules)}}}" if rules else "")  # noqa: S704


def _plain(title: str) -> str:
    return " ".join(html.unescape(_ASIDE.sub(" ", title)).split())


def _coded(text: str) -> str:
    return "".join(
        sign if sign.isascii() and (sign.isalnum() or sign == " ") else f"\\{ord(sign):06x}" for sign in text
    )
