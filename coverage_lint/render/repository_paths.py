"""Paths and places as services on the web want them: from the repository's top, as URIs, without loose ends."""

from __future__ import annotations

import os.path
from typing import TYPE_CHECKING
from urllib.parse import quote

from coverage_lint.frozen import NamedTuple

if TYPE_CHECKING:
    from coverage_lint.location import Location

_IN_URIS = "/-._~!$&'()*+,;=@"
"""What a path in a URI holds as it is, by RFC 3986; a colon is escaped, since it could end a scheme."""


STDIN = "<stdin>"
"""How standard input is shown where it has no name."""


class Repository(NamedTuple):
    """Where the files are. Both folders are absolute."""

    cwd: str
    """The working directory, which shown paths start from."""
    top: str
    """The top folder of the repository; the working directory where there is none."""

    def path(self, shown: str) -> str:
        """Return a file's path from the top, with '/'; absolute where it is outside. Standard input has none."""
        if shown == STDIN:
            return shown
        absolute = os.path.normpath(os.path.join(self.cwd, shown))
        top = self.top.rstrip(os.sep) + os.sep
        return absolute.removeprefix(top).replace(os.sep, "/")

    def uri(self, shown: str) -> str:
        """Return a file's URI, relative to the top; with the scheme `file` where it is outside."""
        path = self.path(shown)
        quoted = quote(path.encode("utf-8", "surrogateescape"), safe=_IN_URIS)
        if not os.path.isabs(path):
            return quoted
        return f"file://{quoted}" if quoted.startswith("/") else f"file:///{quoted}"  # a drive of Windows


class Span(NamedTuple):
    """Lines and columns from 1, columns in characters; the end column is the one behind the last character."""

    line: int
    column: int
    end_line: int
    end_column: int


def span(location: Location) -> Span:
    """Return a place without the space and line breaks at its end, which a mapping's place can have."""
    text = location.source.text[location.start : location.end].rstrip()
    source, start = location.source, location.start
    return Span(*source.position(start), *source.position(start + len(text)))
