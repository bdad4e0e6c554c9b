"""Models given as text, checked for their structure alone."""

from __future__ import annotations

import os.path
from typing import TYPE_CHECKING, NamedTuple

from coverage_lint.document.model_file import read_documents
from coverage_lint.document.nodes import Map, Seq
from coverage_lint.structure import check_structure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coverage_lint.document.documents import Document
    from coverage_lint.document.nodes import Value
    from coverage_lint.findings import Finding
    from coverage_lint.location import Location

with open(os.path.join(os.path.dirname(__file__), "rich_model.yaml"), encoding="utf-8") as file:
    RICH = file.read()


class Checked(NamedTuple):
    document: Document
    findings: list[Finding]

    def underlined(self) -> str:
        """Return the text that the only finding points at."""
        (one,) = self.findings
        return one.location.source.text[one.location.start : one.location.end]


def read(text: str) -> Document:
    (document,) = read_documents(text.encode(), "model.yaml").documents
    assert document.problems == []
    return document


def check(text: str) -> Checked:
    document = read(text)
    return Checked(document, check_structure(document))


def check_below_marker(text: str) -> Checked:
    return check("coverage_model: 1\n" + text)


def swap(text: str, location: Location, instead: str) -> str:
    return text[: location.start] + instead + text[location.end :]


class Spot(NamedTuple):
    """A key or an item of a document, and the path to it."""

    path: tuple[str | int, ...]
    holder: Map | Seq
    value: Value


def spots(node: Value, path: tuple[str | int, ...] = ()) -> Iterator[Spot]:
    """Walk every key and item, but for what is a team's own."""
    steps: list[str | int] = list(node) if isinstance(node, Map) else []
    steps = list(range(len(node))) if isinstance(node, Seq) else steps
    for step in steps:
        if not str(step).startswith("x-"):
            value = node[step]  # type: ignore[index, call-overload]
            yield Spot((*path, step), node, value)  # type: ignore[arg-type]
            yield from spots(value, (*path, step))
