"""Slips of the pen in a sound plan, each with one reading: whoever mends it gets the plan back, byte for byte."""

from __future__ import annotations

import re
import shutil
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from coverage_lint import check
from coverage_lint.document.model_file import load_documents
from coverage_lint.document.nodes import Map, Seq
from coverage_lint.document.splices import Splice, overlap, spliced
from coverage_lint.schemas import load_schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from coverage_lint.location import Location

EXAMPLES = Path(__file__).parents[2] / "examples"
PLANS = sorted(path.name for path in EXAMPLES.iterdir() if path.is_dir() and path.name != "acme-broken")


class Slip(NamedTuple):
    """A slip in a file of a plan, and what it is about: slips of one subject are not made together."""

    kind: str
    path: str
    splice: Splice
    subject: tuple[int, int]


def _twice(word: str, at: int) -> str:
    """Write one of the letters of a word twice."""
    return word[:at] + word[at - 1] + word[at:]


def _distance(one: str, other: str) -> int:
    """Count the letters to change between two words, as everybody knows it."""
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        before, row = row, [at]
        for to, mark in enumerate(other, 1):
            row.append(min(before[to] + 1, row[to - 1] + 1, before[to - 1] + (letter != mark)))
    return row[-1]


def misspelt(word: str, known: Iterable[str]) -> Iterator[str]:
    """Yield misspellings of a word that are far from every other word that could stand there."""
    for at in range(2, len(word)):
        wrong = _twice(word, at)
        if len(word) > 4 and all(_distance(wrong, other) > 3 for other in known if other != word):
            yield wrong
            return


def amounts(text: str) -> Iterator[str]:
    """Yield what an amount with underscores may be written as."""
    if re.fullmatch("[1-9][0-9]{0,2}(_[0-9]{3}){2,}", text):
        groups = text.split("_")
        yield from (f"'{','.join(groups)}'", " ".join(groups), f'"{".".join(groups)}"', f"+{text}", f"USD {text}")
        yield f"'{chr(39).join(groups)}'".replace("'", '"', 1)[:-1] + '"'
        if text.endswith("_000_000"):
            yield f"{int(text.replace('_', '')) // 1_000_000}m"


def days(text: str) -> Iterator[str]:
    """Yield what a day may be written as."""
    found = re.fullmatch("([0-9]{4})-([0-9]{2})-([0-9]{2})", text)
    if found is not None:
        year, month, day = found.groups()
        yield from (f"{year}/{int(month)}/{int(day)}", f"{year}{month}{day}", f"{year}.{month}.{day}")
        if int(day) > 12:
            yield f"{int(day)}.{int(month)}.{year}"
            yield f"{int(month)}/{int(day)}/{year}"


class Vocabulary(NamedTuple):
    """The words of the format."""

    fields: frozenset[str]
    choices: dict[str, frozenset[str]]
    """The words of each field that takes one of a few, whatever it is a field of."""
    references: frozenset[str]


@cache
def vocabulary() -> Vocabulary:
    schema = load_schema()
    fields: dict[str, list[frozenset[str] | None]] = {}
    references: set[str] = set()
    waiting: list[object] = [schema]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            for name, part in node.get("properties", {}).items():
                held = schema["$defs"][part["$ref"].rpartition("/")[2]] if "$ref" in part else part
                words = frozenset(one for one in held.get("enum", ()) if isinstance(one, str))
                fields.setdefault(name, []).append(words or None)
                if "x-refers-to" in part:
                    references.add(name)
            waiting += node.values()
        elif isinstance(node, list):
            waiting += node
    choices = {name: frozenset.union(*held) for name, held in fields.items() if None not in held}  # type: ignore[arg-type]
    return Vocabulary(frozenset(fields), choices, frozenset(references))


def slips_of(folder: Path) -> list[Slip]:
    """Return the slips that can be made in a plan, one way for each place and kind."""
    (document,) = load_documents(str(folder / "coverage.yaml"), "coverage.yaml").documents
    ids = {str(node["id"]) for node in _maps(document.root) if "id" in node}
    found: dict[tuple[str, int, str], Slip] = {}
    for node in _maps(document.root):
        for slip in _in_map(node, ids):
            found.setdefault((slip.path, slip.splice.start, slip.splice.text), slip)
    for source in document.sources:
        for slip in _ignores(source.path, source.text) if source.path.endswith(".yaml") else ():
            found[slip.path, slip.splice.start, slip.splice.text] = slip
    return list(found.values())


def _maps(node: object) -> Iterator[Map]:
    if isinstance(node, Map):
        yield node
    for value in node.values() if isinstance(node, Map) else node if isinstance(node, Seq) else ():
        yield from _maps(value)


def _in_map(node: Map, ids: set[str]) -> Iterator[Slip]:
    fields = vocabulary().fields
    for key, value in node.items():
        if key.startswith("x-"):  # the team's own
            continue
        at = node.key_location(key)
        subject = (id(node), 0)
        heads = not node.start <= at.start < node.end
        if key in fields and key != "id":
            for wrong in misspelt(key, fields):
                yield from _slip("field", at, key, wrong, (id(node.source), 1) if heads else subject)
        if re.fullmatch("[QH][1-4]", key) and not heads:
            yield from _slip("period", at, key, key.lower(), subject)
        if isinstance(value, (str, int)):
            place = node.value_location(key)
            for kind, wrong in _values(key, str(value), ids):
                yield from _slip(kind, place, str(value), wrong, subject)


def _values(key: str, value: str, ids: set[str]) -> Iterator[tuple[str, str]]:
    choices = vocabulary().choices.get(key, frozenset())
    yield from (("amount", wrong) for wrong in amounts(value))
    yield from (("day", wrong) for wrong in days(value))
    if value in choices:
        yield from (("choice", wrong) for wrong in misspelt(value, choices))
    if value in ids and key in vocabulary().references:
        yield from (("reference", wrong) for wrong in misspelt(value, ids))


def _slip(kind: str, at: Location, right: str, wrong: str, subject: tuple[int, int]) -> Iterator[Slip]:
    """Yield a slip where the text says just what is right; in a table, commas and quotes need more than that."""
    is_table = at.source.path.endswith(".csv")
    if at.source.text[at.start : at.end] == right and not (is_table and re.search("[,'\"]", wrong)):
        yield Slip(kind, at.source.path, Splice(at.start, at.end, wrong), subject)


def _ignores(path: str, text: str) -> Iterator[Slip]:
    """Yield ignores of what is not there, on a line of their own and behind what a line says."""
    words = "# coverage-lint: ignore[CL003] nothing is"
    for number, found in enumerate(re.finditer(r"^( *)([a-z_]+:|- )(?=[^\n#'\"|>]*$)", text, re.MULTILINE)):
        if number % 7 == 0:
            line = text.index("\n", found.start())
            yield Slip("ignore", path, Splice(found.start(), found.start(), f"{found[1]}{words}\n"), (line, 2))
            yield Slip("ignore", path, Splice(line, line, f" {words}"), (line, 2))


def apart(drawn: Iterable[Slip]) -> list[Slip]:
    """Return slips of which no two are about one thing."""
    kept: list[Slip] = []
    for one in drawn:
        if all(
            one.subject != other.subject and not (one.path == other.path and overlap(one.splice, other.splice))
            for other in kept
        ):
            kept.append(one)
    return kept


@cache
def accepted(plan: str) -> tuple[str, ...]:
    """Return the codes of what is found in a plan as it is: a repair may bring nothing else."""
    return tuple(sorted({one.code for one in check(EXAMPLES / plan, engine="interpreter").findings()}))


def broken(plan: str, made: list[Slip], folder: Path) -> dict[str, bytes]:
    """Copy a plan, make slips in it, and return what its files were."""
    shutil.copytree(EXAMPLES / plan, folder, dirs_exist_ok=True)
    whole = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    if accepted(plan):
        (folder / ".coverage-lint.yaml").write_text(f"ignore: [{', '.join(accepted(plan))}]\n", encoding="utf-8")
    for name in {one.path for one in made}:
        splices = [one.splice for one in made if one.path == name]
        (folder / name).write_bytes(spliced(whole[name].decode("utf-8"), splices).encode("utf-8"))
    return whole


def changed(folder: Path, whole: dict[str, bytes]) -> list[str]:
    """Return the files that differ from what they were."""
    return [name for name, data in whole.items() if (folder / name).read_bytes() != data]
