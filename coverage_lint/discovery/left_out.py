"""What was not read although it may contain a model, and why, so that no output can be taken for a pass."""

from __future__ import annotations

import os.path
from typing import TYPE_CHECKING

from coverage_lint.document.encoding import guess
from coverage_lint.document.marker import MARKER, plain
from coverage_lint.errors import Unreadable
from coverage_lint.frozen import NamedTuple
from coverage_lint.system.files import Oversized, read_file

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from coverage_lint.document.limits import Limits

NO_TOP_KEY = f"not a model: it contains the word {MARKER}, but not as a top-level key"
LINK = "a link to a folder outside the search; such links are not followed"
MOST_NAMED = 10
"""Files and folders left out that are named; beyond these they are counted."""
_OWN_REPOSITORY = "a repository of its own or a submodule"
_MOST_LOOKED_AT = 10_000
"""Files of another repository that are looked at."""


class LeftOut(NamedTuple):
    """A file or folder, and why it was not read, as a clause that goes on from its path."""

    path: str
    reason: str


def why_passed_over(path: str, limits: Limits) -> str:
    """Return why a file that was named is no model, '' where nothing in it says that it should be one."""
    try:
        text = guess(read_file(path, path, limits))
    except Oversized as large:
        return f"{large.finding.message}, and {MARKER} is not in the part that was searched"
    except Unreadable:
        return ""  # loading it says why
    return NO_TOP_KEY if MARKER in plain(text) else ""


def of_own_repository(folder: str, files: Sequence[str], is_model: Callable[[str], bool]) -> str:
    """Return why a repository within the folder searched was left out, '' where it holds no model."""
    first = next((path for path in files[:_MOST_LOOKED_AT] if is_model(path)), None)
    if first is not None:
        held = os.path.relpath(first, folder).replace(os.sep, "/")
        return f"{_OWN_REPOSITORY}, which holds the model {held}; check it by its path"
    if len(files) > _MOST_LOOKED_AT:
        return f"{_OWN_REPOSITORY} of {len(files):,} YAML and JSON files, not all of which were searched"
    return ""
