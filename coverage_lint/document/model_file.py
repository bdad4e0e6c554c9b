"""The models of a file: its documents that carry the marker, with their tables loaded in place."""

from __future__ import annotations

import os.path
from typing import TYPE_CHECKING

from coverage_lint.codes import finding
from coverage_lint.document.documents import Document
from coverage_lint.document.encoding import decode, guess
from coverage_lint.document.limits import Limits
from coverage_lint.document.marker import MARKER, has_marker, is_near
from coverage_lint.document.nodes import Map
from coverage_lint.errors import Unreadable
from coverage_lint.findings import Fix
from coverage_lint.frozen import NamedTuple
from coverage_lint.system.files import Oversized, read_file

if TYPE_CHECKING:
    from coverage_lint.findings import Finding
    from coverage_lint.location import Source

DEFAULT_LIMITS = Limits()


class Loaded(NamedTuple):
    """What a file holds."""

    documents: tuple[Document, ...]
    problems: list[Finding]
    """Findings about the file as a whole, or about a document that could not be read."""
    is_model: bool
    """False for a file without the marker, which is passed over."""


NOT_A_MODEL = Loaded((), [], is_model=False)


def load_documents(path: str, shown: str, limits: Limits = DEFAULT_LIMITS) -> Loaded:
    """Read the models of a file; `shown` is its path for people. Never raises for bad input."""
    try:
        data = read_file(path, shown, limits)
    except Oversized as large:
        return Loaded((), [large.finding], is_model=True) if has_marker(guess(large.head)) else NOT_A_MODEL
    except Unreadable as stop:
        return Loaded((), [stop.finding], is_model=True)
    name = os.path.basename(path)
    beside = shown.removesuffix(name) if shown.endswith(name) else None
    return read_documents(data, shown, os.path.dirname(path) or ".", limits, beside)


def read_documents(
    data: bytes, shown: str, folder: str | None = None, limits: Limits = DEFAULT_LIMITS, beside: str | None = None
) -> Loaded:
    """Read the models of a file's bytes; tables are sought in the folder, and none without one.

    `beside` stands before the names of tables for people, such as `main:plans/`; without it, the folder of `shown`.
    """
    if len(data) > limits.size:
        large = Oversized(shown, b"", limits)
        return Loaded((), [large.finding], is_model=True) if has_marker(guess(data)) else NOT_A_MODEL
    source, misencoded = decode(data, shown)
    if not has_marker(source.text):
        return NOT_A_MODEL
    if misencoded is not None:
        return Loaded((), [misencoded], is_model=True)
    above = os.path.join(os.path.dirname(shown), "") if beside is None else beside
    return _read_text(source, folder, limits, above)


def _read_text(source: Source, folder: str | None, limits: Limits, beside: str) -> Loaded:
    from coverage_lint.document.yaml.reader import read_stream

    stream = read_stream(source, limits)
    documents: list[Document] = []
    problems: list[Finding] = []
    for root, found, rejected in stream.documents:
        if isinstance(root, Map) and MARKER in root:
            documents.append(_with_tables(Document(root, source, (source,), found, rejected), folder, limits, beside))
        elif isinstance(root, Map):
            problems += _near_misses(root)
        elif root is None:
            problems += found  # a tag that nobody knows took the whole document away
    if stream.broken is not None:
        problems.append(stream.broken)
    if not documents and not problems:
        return NOT_A_MODEL
    return Loaded(tuple(documents), problems, is_model=True)


def _near_misses(root: Map) -> list[Finding]:
    """Report a misspelt marker; without the marker nothing else is said of a document."""
    from coverage_lint.nearness import did_you_mean

    for key in root:
        if is_near(key):
            label = did_you_mean([f"'{MARKER}'"])
            at = root.key_location(key)
            written = at.source.text[at.start : at.end]
            fix = Fix(at, written.replace(key, MARKER)) if key in written else None  # with its quotes
            return [finding("CL011", at, f"unknown key '{key}'; {label}", label=label, field=key, fix=fix)]
    return []


def _with_tables(document: Document, folder: str | None, limits: Limits, beside: str) -> Document:
    text = document.source.text
    if "from" not in text and "\\" not in text:  # an escape can spell it as well
        return document
    from coverage_lint.document.table.sections import load_tables

    return document._replace(sources=load_tables(document, folder, limits, beside))
