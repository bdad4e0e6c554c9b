"""Files that stand beside models and are checked with them, told by their markers.

They say what the CRM's tables mean, and what reviews came to.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coverage_lint.document.encoding import guess
from coverage_lint.document.limits import Limits
from coverage_lint.system.files import HEAD, read_start

if TYPE_CHECKING:
    from coverage_lint.document.nodes import Map

KINDS = {"coverage_actuals": "actuals", "coverage_review": "review"}
"""The schema of each kind, by the top-level key that marks it."""
_MARK = re.compile(rf"""^(?:---[ \t]+)?["']?({"|".join(KINDS)})["']?[ \t]*:""", re.MULTILINE)
_MARK_IN_JSON = re.compile(rf"""\A\s*\{{.*?"({"|".join(KINDS)})"\s*:""", re.DOTALL)


def kind_of_text(text: str) -> str:
    """Return the schema of a text with one of the markers as a top-level key; '' for any other."""
    found = _MARK.search(text)
    if found is None and text.lstrip()[:1] == "{":
        found = _MARK_IN_JSON.match(text)
    return KINDS[found[1]] if found is not None else ""


def kind_of_file(path: str) -> str:
    """Return the schema of a file, by its beginning; '' for any other, and for what cannot be read."""
    try:
        data = read_start(path, Limits().size, head=HEAD)
    except OSError:
        return ""
    if b"coverage_" not in data:
        return ""
    return kind_of_text(guess(data))


def kind_of_root(root: Map) -> str:
    """Return the schema of a document that was read; '' for none of these."""
    return next((kind for marker, kind in KINDS.items() if marker in root), "")
