"""Two versions of models, opened side by side."""

from __future__ import annotations

import os.path
from contextlib import contextmanager
from typing import TYPE_CHECKING

from coverage_lint.revisions.arguments import Plain, understand

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from coverage_lint.revisions.side import Versions


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
