"""A file that is no model: one YAML or JSON mapping with its places, or the findings that say why it is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.codes import finding
from coverage_lint.document.encoding import decode
from coverage_lint.document.nodes import Map
from coverage_lint.document.yaml.reader import read_stream
from coverage_lint.errors import Unreadable
from coverage_lint.location import Location
from coverage_lint.system.files import read_file

if TYPE_CHECKING:
    from coverage_lint.document.limits import Limits
    from coverage_lint.findings import Finding


def read_other_file(
    path: str, shown: str, limits: Limits, named_in: str | None = None
) -> tuple[Map | None, list[Finding]]:
    """Return a file's mapping, None where it holds none, and what is wrong with its text. Never raises."""
    try:
        data = read_file(path, shown, limits, named_in)
    except Unreadable as stop:
        return None, [stop.finding]
    return read_other_text(data, shown, limits)


def read_other_text(data: bytes, shown: str, limits: Limits) -> tuple[Map | None, list[Finding]]:
    """Return the mapping in a file's bytes, likewise."""
    source, misencoded = decode(data, shown)
    if misencoded is not None:
        return None, [misencoded]
    stream = read_stream(source, limits)
    problems = [problem for document in stream.documents for problem in document.problems]
    if stream.broken is not None:
        return None, [*problems, stream.broken]
    if len(stream.documents) == 1 and isinstance(stream.documents[0].root, Map):
        return stream.documents[0].root, problems
    if not problems:
        problems = [finding("CL010", Location(source, 0, 0), f"{shown} must hold one mapping, such as 'key: value'")]
    return None, problems
