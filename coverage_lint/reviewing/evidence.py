"""The rows behind findings as CSV, a file a policy: whole files, or none. No cell is a formula to a spreadsheet."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from coverage_lint.errors import Misuse
from coverage_lint.review.book import query
from coverage_lint.review.hygiene import BY_NAME, place_of
from coverage_lint.system.whole_file import make_folder, why_not, write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from coverage_lint.review.actual_model import ActualModel
    from coverage_lint.reviewing.actuals_file import Actuals

HEADER = ("file and row", "id", "owner", "account", "amount", "close date")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_ORDER = "ORDER BY amount DESC NULLS LAST, id NULLS LAST, file_number, row_number"


def check_folder(path: str) -> None:
    """Raise Misuse where a folder for the evidence cannot be."""
    if os.path.lexists(path) and not os.path.isdir(path):
        raise Misuse(f"--evidence: {path} is no folder")


class Evidence:
    """Writes the rows of every kind of disorder that a policy tells of."""

    def __init__(self, folder: str, *, names: bool) -> None:
        """Take the folder, and whether accounts are named."""
        self._folder = folder
        self._names = names
        self._policies = _policies()

    def take(self, model: ActualModel, _actuals: Actuals) -> None:
        """Write what was found, while the data is open. Raises Misuse where a file cannot be written."""
        found = sorted(name for name, rows in model.rows.items() if rows.number)
        files = {f"{self._policies[name]}.csv": self._rows(model, name) for name in found}
        made = {name: to_csv(rows) for name, rows in files.items()}
        try:
            make_folder(self._folder)
            for name in made:
                refused = why_not(os.path.join(self._folder, name))
                if refused:
                    raise Misuse(f"--evidence: {name} is not written: {refused}")
            for name, data in made.items():
                write_whole(os.path.join(self._folder, name), data)
        except OSError as error:
            raise Misuse(f"--evidence: {self._folder} cannot be written: {error.strerror or error}") from None

    def _rows(self, model: ActualModel, name: str) -> Iterator[tuple[str, ...]]:
        kind, book = BY_NAME[name], model.measures.book
        yield HEADER
        for identity, owner, account, amount, day, file, row in book.data.rows(f"{query('hygiene/' + name)} {_ORDER}"):
            shown = account if self._names else ""
            yield tuple("" if one is None else str(one) for one in (
                place_of(book, kind, file, row), identity, owner, shown, amount, day,
            ))  # fmt: skip


def _policies() -> dict[str, str]:
    """Return code and name of the shipped policy that tells of each kind of disorder; of others, the kind's name."""
    from coverage_lint.policy.shipped import shipped

    made = {name: name.replace("_", "-") for name in BY_NAME}
    for policy in shipped().policies:
        asked, _, _ = policy.asked.partition(" ")
        if policy.of_actuals and asked in made:
            made[asked] = f"{policy.code}-{policy.name}"
    return made


def to_csv(rows: Iterable[tuple[str, ...]]) -> bytes:
    """Return rows as CSV; a cell that a spreadsheet would run gets an apostrophe before it."""
    lines = []
    for row in rows:
        cells = (f"'{cell}" if cell.startswith(_FORMULA) and not _is_number(cell) else cell for cell in row)
        lines.append(",".join(_quoted(cell) for cell in cells))
    return ("\r\n".join(lines) + "\r\n").encode("utf-8", "replace")


def _is_number(cell: str) -> bool:
    return cell[:1] == "-" and cell[1:].replace(".", "", 1).isdecimal() and cell.isascii()


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if any(sign in cell for sign in ',"\r\n') else cell
