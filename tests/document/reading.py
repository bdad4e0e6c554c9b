"""What the tests of this folder share: a model with a body, and findings as plain tuples."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.document.model_file import Loaded, load_documents, read_documents

if TYPE_CHECKING:
    from pathlib import Path

    from coverage_lint.document.documents import Document
    from coverage_lint.document.limits import Limits
    from coverage_lint.findings import Finding

MARKER = "coverage_model: 1\n"


def read(body: str | bytes, limits: Limits | None = None) -> Loaded:
    """Read a model whose first line is the marker."""
    data = MARKER.encode() + (body.encode() if isinstance(body, str) else body)
    return read_documents(data, "model.yaml", None, *([limits] if limits else []))


def only_document(loaded: Loaded) -> Document:
    assert loaded.problems == []
    (document,) = loaded.documents
    return document


def root_of(body: str) -> dict[str, object]:
    """Return what a sound body means, without the marker."""
    document = only_document(read(body))
    assert document.problems == []
    return {key: value for key, value in document.root.items() if key != "coverage_model"}


def every_finding(loaded: Loaded) -> list[Finding]:
    return [*loaded.problems, *(problem for document in loaded.documents for problem in document.problems)]


def places(loaded: Loaded) -> list[tuple[str, str, int, int]]:
    """Return code, file, line and column of everything found."""
    return [
        (found.code, found.location.path, found.location.line, found.location.column) for found in every_finding(loaded)
    ]


def load(folder: Path, files: dict[str, str | bytes], model: str = "model.yaml") -> Loaded:
    """Write files into a folder, and load one of them."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return load_documents(str(folder / model), model)
