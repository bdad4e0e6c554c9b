"""What people call a field that changed, and its values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.change.amounts import both_written, difference
from coverage_lint.change.report import FieldChange
from coverage_lint.frozen import NamedTuple

if TYPE_CHECKING:
    from coverage_lint.change.edits import Edit


class ToldEdit(NamedTuple):
    """An edit, and how people read it."""

    edit: Edit
    shown: FieldChange


_FIELDS = {"count": "seats"}
_ROWS = {
    "targets": "target for {}",
    "quota": "quota for {}",
    "attainment": "attainment for {}",
    "accounts": "accounts in {}",
    "shared_credit": "shared credit for {}",
    "owners": "owner {}",
    "coverage": "cover by {}",
    "approvals": "approval by {}",
    "buy_in": "buy-in of {}",
    "certifications": "certification {}",
    "measures": "measure {}",
    "accelerators": "accelerator above {}",
}
"""How a row is called; others as their field, with the key behind it where the row has a value of its own."""


_MOST = 80
"""Characters of a text that a sentence quotes."""


def shortened(text: str, most: int = _MOST) -> str:
    """Return a text on one line, cut where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def words(name: str) -> str:
    """Return a field's name as people write it."""
    return _FIELDS.get(name) or name.replace("_", " ")


def label(edit: Edit) -> str:
    """Call what changed: 'quota', 'phasing Q1', 'target for new-business', 'fiscal year start'."""
    called = words(edit.field)
    if edit.row and edit.field in _ROWS:
        called = _ROWS[edit.field].format(edit.row)
    elif edit.row and edit.row not in {edit.before, edit.after}:
        called = f"{called} {edit.row}"
    if not edit.inner:
        return called
    return f"{called}, {words(edit.inner)}" if edit.row else f"{called} {words(edit.inner)}"


def told(edit: Edit) -> ToldEdit:
    """Write an edit as people read it."""
    by = difference(edit.before, edit.after, edit.how, edit.inner or edit.field)
    return ToldEdit(edit, FieldChange(label(edit), *both_written(edit.before, edit.after, edit.how), by))
