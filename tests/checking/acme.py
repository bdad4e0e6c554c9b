"""The example company, changed in one place at a time, and checked as a user would check it."""

from __future__ import annotations

import os.path
import tempfile
from typing import TYPE_CHECKING, NamedTuple

from coverage_lint.checking.options import Options
from coverage_lint.checking.run import check_data
from coverage_lint.document.documents import Rejections
from coverage_lint.document.model_file import load_documents
from coverage_lint.document.nodes import Map, Seq
from coverage_lint.entities.build import Builder
from coverage_lint.policy.fields.catalogue import catalogue
from coverage_lint.system.shipped_data import data_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coverage_lint.findings import Finding
    from coverage_lint.location import Location

FOLDER = data_path("examples", "acme")
FILES = ("coverage.yaml", "people.csv")


def _text(name: str) -> str:
    with open(os.path.join(FOLDER, name), encoding="utf-8", newline="") as file:
        return file.read()


TEXTS = {name: _text(name) for name in FILES}
(DOCUMENT,) = load_documents(os.path.join(FOLDER, FILES[0]), FILES[0]).documents


class Spot(NamedTuple):
    """A stretch of one of the files, and what it is called."""

    name: str
    file: str
    start: int
    end: int

    def text(self) -> str:
        return TEXTS[self.file][self.start : self.end]


def spot(name: str, place: Location) -> Spot:
    return Spot(name, os.path.basename(place.path), place.start, place.end)


def check(changed: dict[str, str]) -> list[Finding]:
    """Check acme with some files' texts changed; a changed table stands in a folder of its own."""
    texts = {**TEXTS, **changed}
    options = Options(engine="interpreter")
    if texts[FILES[1]] == TEXTS[FILES[1]]:
        return list(check_data(texts[FILES[0]].encode(), FILES[0], options, FOLDER).findings())
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, FILES[1]), "w", encoding="utf-8", newline="") as file:
            file.write(texts[FILES[1]])
        return list(check_data(texts[FILES[0]].encode(), FILES[0], options, folder).findings())


def errors_with(one: Spot, instead: str) -> list[str]:
    """Return the codes of the errors that acme has with one stretch replaced."""
    text = TEXTS[one.file]
    return errors(check({one.file: text[: one.start] + instead + text[one.end :]}))


def errors(findings: list[Finding]) -> list[str]:
    return sorted(found.code for found in findings if found.severity == "error")


def _maps(node: object, path: str) -> Iterator[tuple[str, Map]]:
    if isinstance(node, Map):
        yield path, node
        for key, value in node.items():
            yield from _maps(value, f"{path}.{key}".strip("."))
    if isinstance(node, Seq):
        for index, value in enumerate(node):
            yield from _maps(value, f"{path}.{index}")


def references() -> list[Spot]:
    """Return every id that names another entity, in the model and in its table."""
    draft = Builder(catalogue(), Rejections()).build(DOCUMENT.root)
    found = {}
    for one in draft.references:
        if isinstance(one.node, Seq):
            place = one.node.item_location(int(one.key))
        elif one.spec.shape == "map":
            place = one.node.key_location(str(one.key))
        else:
            place = one.node.value_location(str(one.key))
        made = spot(f"{one.record.kind} {one.field}", place)
        found[made.file, made.start] = made
    return list(found.values())


def keys() -> list[Spot]:
    """Return every key of the model, but for the marker and the ids that are keys; and every header's parts."""
    ids = {(one.file, one.start) for one in references()}
    found = []
    for path, node in _maps(DOCUMENT.root, ""):
        for key in node:
            made = spot(f"{path}.{key}".strip("."), node.key_location(key))
            if made.file == FILES[0] and (made.file, made.start) not in ids and key != "coverage_model":
                found.append(made)
    return found + headers()


def headers() -> list[Spot]:
    found = []
    at = 0
    for cell in TEXTS[FILES[1]].split("\n", 1)[0].strip().split(","):
        part_at = at
        for index, part in enumerate(cell.split(".")):
            if index == 0 or cell.partition(".")[0] != "groups":
                found.append(Spot(f"header {cell}", FILES[1], part_at, part_at + len(part)))
            part_at += len(part) + 1
        at += len(cell) + 1
    return found


def shorter(key: str) -> str:
    """Misspell a key by a letter left out; what is too short for that gets one more."""
    return key[0] + key[2:] if len(key) > 3 else key + key[-1]


def section_removed(name: str) -> dict[str, str]:
    """Return acme's text without one section."""
    text = TEXTS[FILES[0]]
    starts = sorted(DOCUMENT.root.key_location(key).start for key in DOCUMENT.root)
    start = DOCUMENT.root.key_location(name).start
    after = [one for one in starts if one > start]
    return {FILES[0]: text[:start] + (text[after[0] :] if after else "")}
