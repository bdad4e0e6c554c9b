"""Files of a revision, written to a temporary folder as they stood: what was asked for, and what links lead to."""

from __future__ import annotations

import os.path
from typing import TYPE_CHECKING

from coverage_lint.discovery.owners import TABLE_ENDINGS
from coverage_lint.errors import Misuse
from coverage_lint.system.whole_file import write_new

if TYPE_CHECKING:
    from coverage_lint.revisions.blobs import Blobs
    from coverage_lint.revisions.tree import Entry, Tree

_LONGEST_LINK = 4096


class Export:
    """What was taken out of one revision.

    The repository's top stands at `root`, so deep in the temporary folder that a relative path that leads out of
    the repository stays in there, and meets nothing.
    """

    def __init__(self, tree: Tree, blobs: Blobs, holder: str, top: str) -> None:
        """Take what there is, how to read it, an empty folder to write to, and the real top. Raises Misuse."""
        self.tree = tree
        self.top = top
        self.root = os.path.join(holder, os.path.splitdrive(top)[1].strip(os.sep))
        self._blobs = blobs
        self._files: dict[str, bool] = {}
        self._links: dict[str, str] = {}
        self._seen: set[str] = set()
        self._written: dict[str, bool] = {}
        self.folder("")
        try:
            write_new(os.path.join(self.root, ".git"), (b"here a search for settings ends\n",))
        except OSError as error:
            raise _refused("", error) from None

    def folder(self, path: str) -> str:
        """Make a folder, and give where it is. Raises Misuse."""
        made = os.path.normpath(os.path.join(self.root, path))
        # A tree made up to write through a link of its own is refused before anything is made.
        if os.path.realpath(made) != made:
            raise Misuse(f"{path!r} of this revision is both a link and a folder")
        try:
            os.makedirs(made, exist_ok=True)
        except OSError as error:
            raise _refused(path, error) from None
        return made

    def place(self, path: str) -> str:
        """Return where a path from the top is, or would be."""
        return os.path.normpath(os.path.join(self.root, path))

    def want(self, path: str) -> None:
        """Ask for a file, whatever links lead to it, or for what may be a table or a policy below a folder."""
        at, links = self.tree.follow(path, self.target, self.top)
        for link in links:
            self._links.setdefault(link, self.target(self.tree.entries[link]))
        if at is None or os.path.isabs(at) or at.startswith(".."):
            return  # what is outside of the repository is not read, as in the working tree
        entry = self.tree.entries.get(at)
        if entry is None:
            self.want_below(at, hollow=False)
        elif not entry.is_submodule:
            self._files[at] = True

    def want_below(self, folder: str, *, hollow: bool) -> None:
        """Ask for what may be a table or a policy below a folder; hollow, for the names of the rest as well."""
        if folder in self._seen and not hollow:
            return
        self._seen.add(folder)
        for path in self.tree.below(folder):
            entry = self.tree.entries[path]
            if entry.is_link:
                if path not in self._links:
                    self.want(path)
            elif path.lower().endswith(TABLE_ENDINGS):
                self._files[path] = True
            elif hollow and not entry.is_submodule:
                self._files.setdefault(path, False)

    def target(self, entry: Entry) -> str:
        """Return what a link says."""
        return os.fsdecode(self._blobs.read(entry.id, _LONGEST_LINK)[0])

    def write(self) -> None:
        """Write what was asked for and is not there yet: links last, so that nothing is written through one."""
        for path, whole in sorted(self._files.items()):
            if self._written.get(path) not in (whole, True):
                self._file(path, whole=whole)
                self._written[path] = whole
        for path, text in sorted(self._links.items()):
            if path not in self._written:
                self._link(path, text)
                self._written[path] = True

    def _file(self, path: str, *, whole: bool) -> None:
        above, name = os.path.split(path)
        place = os.path.join(self.folder(above), name)
        try:
            if path in self._written:  # only its name was there
                os.unlink(place)
            if whole:
                self._blobs.write(self.tree.entries[path].id, place)
            else:
                write_new(place, ())
        except OSError as error:
            raise _refused(path, error) from None

    def _link(self, path: str, text: str) -> None:
        start = self.top.rstrip(os.sep) + os.sep
        if text.startswith(start):
            text = os.path.join(self.root, text[len(start) :])
        above, name = os.path.split(path)
        try:
            os.symlink(text, os.path.join(self.folder(above), name))
        except (OSError, ValueError) as error:
            raise _refused(path, error) from None


def _refused(path: str, error: OSError | ValueError) -> Misuse:
    words = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return Misuse(f"{path!r} of this revision cannot be written to a temporary folder: {words}")
