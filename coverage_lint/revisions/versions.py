"""Two versions of models, opened side by side: their files in pairs."""

from __future__ import annotations

import os.path
from contextlib import contextmanager
from typing import TYPE_CHECKING

from coverage_lint.frozen import NamedTuple
from coverage_lint.revisions.arguments import Plain, understand

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from coverage_lint.discovery.find_models import FoundFile
    from coverage_lint.discovery.left_out import LeftOut


class Side(NamedTuple):
    """One of the two versions. Its files can be read as long as the comparison is open."""

    name: str
    """For people: 'origin/main', 'merge base of origin/main and HEAD (1a2b3c4)', 'the working tree', 'plans-2026/'."""
    folder: str
    """What stands for the working directory there; absolute. Shown paths start from it."""
    prefix: str
    """Put before a shown path, to tell whose it is: 'origin/main:', '1a2b3c4:'; '' for files that are there now."""
    paths: tuple[str, ...]
    """What is looked at, relative to the folder and there on this side; () is everything if nothing was named."""
    day: str | None
    """The day of the commit, by its committer's clock: of the working tree, the day of HEAD. None without git."""


class FilePair(NamedTuple):
    """A model file in both versions; None on the side that does not have it."""

    before: FoundFile | None
    after: FoundFile | None
    home: str
    """Absolute: where the file is, or would be, in the newer version, whose settings hold for both."""
    older_home: str
    """Absolute: where it is, or would be, in the older version, by whose own settings it was judged there."""
    left: str = ""
    """What became of a model that the newer version does not have where it is looked for: one of the texts of
    revisions/remains.py; '' where it has."""


class Versions(NamedTuple):
    """Two versions, ready to be checked."""

    before: Side
    after: Side
    pairs: tuple[FilePair, ...]
    """Every model of both, by path."""
    passed_over: tuple[str, ...]
    """Shown paths of the newer version's files that are no models and belong to none that was named."""
    notes: tuple[str, ...]
    """What else to know, a sentence each."""
    left_out: tuple[LeftOut, ...] = ()
    """What may hold a model and was not read in the newer version, by shown paths."""


@contextmanager
def versions(
    base: str, head: str | None, paths: Sequence[str], cwd: str, beside: Sequence[str] = ()
) -> Iterator[Versions]:
    """Open two versions of the models below a folder; what had to be written is removed at the end, whatever happens.

    `base` and `head` are git revisions, or files or folders; without `head` it is the working tree, or for a
    folder the working directory. `A B`, `A...B` and `A` alone compare with the merge base, `A..B` does not.
    `paths` narrow to files and folders, relative to the working directory; for two plain folders, to each of
    these. `beside` names files, likewise, that the older version must have too if it can: a baseline. Raises Misuse.
    """
    cwd = os.path.abspath(cwd)
    meant = understand(base, head, cwd)
    if isinstance(meant, Plain):
        from coverage_lint.revisions.plain import open_plain

        yield open_plain(meant, paths, cwd)
    else:
        from coverage_lint.revisions.in_git import in_git

        with in_git(meant, paths, beside) as opened:
            yield opened
