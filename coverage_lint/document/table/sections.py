"""List sections kept in other files: `people: {from: people.csv}`."""

from __future__ import annotations

import os.path
from typing import TYPE_CHECKING

from coverage_lint.codes import finding
from coverage_lint.document.encoding import decode, decode_as
from coverage_lint.document.nodes import Map, Seq
from coverage_lint.document.table.files import find_table_files
from coverage_lint.document.table.form import FROM, OPTIONS, PLAIN, Form, read_form
from coverage_lint.document.table.not_a_table import first_line, refuse_bytes, refuse_text
from coverage_lint.errors import Unreadable
from coverage_lint.findings import Related
from coverage_lint.location import Location
from coverage_lint.schemas import section_paths
from coverage_lint.system.files import Oversized, read_file

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coverage_lint.document.documents import Document
    from coverage_lint.document.limits import Limits
    from coverage_lint.document.nodes import Value
    from coverage_lint.findings import Finding
    from coverage_lint.location import Source

_ENTRIES = "Begin each entry with '- ', or, in JSON, put the entries in [ and ]."
_NO_FILE = "Name a file, such as people.csv; a list that is meant to be empty is written as [] in its place."
_NO_ENTRY = "Write the list into it, or [] for none."
_NO_ROWS = "Add a row for each entry; a list that is meant to be empty is written as [] in the model."
_ENDINGS = (".csv", ".yaml", ".yml", ".json")


def table_paths(root: Map) -> Iterator[tuple[tuple[str, ...], Map, Map, list[tuple[str, Location]]]]:
    """Return, for each section kept in files: its path, its parent, its mapping, and the texts that name files."""
    for section in section_paths():
        parent = root
        for key in section[:-1]:
            inner = parent.get(key)
            if not isinstance(inner, Map):
                break
            parent = inner
        else:
            value = parent.get(section[-1])
            names = _names(value) if isinstance(value, Map) else None
            if names is not None and isinstance(value, Map):
                yield section, parent, value, names


def _names(section: Map) -> list[tuple[str, Location]] | None:
    """Return what `from:` holds; None where it is no text and no list of texts, which the schema reports."""
    names = section.get(FROM)
    if isinstance(names, str):
        return [(names, section.value_location(FROM))]
    if not isinstance(names, Seq):
        return None
    found = [(name, names.item_location(at)) for at, name in enumerate(names) if isinstance(name, str)]
    return found if len(found) == len(names) else None


def load_tables(document: Document, folder: str | None, limits: Limits, beside: str) -> tuple[Source, ...]:
    """Put the entries that `from:` names into the document in its place, and return every source that took part.

    `beside` stands before the names of the files for people.
    """
    loader = _Loader(document, folder, limits, beside)
    for section, parent, value, names in list(table_paths(document.root)):
        loader.load(section, parent, value, names)
    return tuple(loader.sources)


class _Loader:
    """The files of one model: each is read within what the limit on size has left."""

    def __init__(self, document: Document, folder: str | None, limits: Limits, beside: str) -> None:
        self.beside = beside
        self.document = document
        self.folder = folder
        self.limits = limits
        self.sources = [document.source]

    def load(self, section: tuple[str, ...], parent: Map, value: Map, names: list[tuple[str, Location]]) -> None:
        """Replace one section; when a part of it cannot be read, all of it is refused."""
        usable, form = self._form(section, value)
        if len(names) > self.limits.tables:
            words = f"{len(names):,} names of files; at most {self.limits.tables:,} are read"
            self.document.problems.append(finding("CL004", value.value_location(FROM), words))
            names = []
        elif not names:
            words = f"{FROM} names no file"
            self.document.problems.append(finding("CL006", value.value_location(FROM), words, help=_NO_FILE))
        whole = Seq(value.source, value.start)
        whole.end = value.end
        parts: list[Seq] = []
        sound = bool(names) and usable
        taken: set[str] = set()
        for name, place in names if usable else ():
            try:
                for path in self._files(name, place, taken):
                    part, complete = self._read(path, section, place, form)
                    whole.extend(part)
                    parts.append(part)
                    sound = sound and complete
            except Unreadable as stop:
                self.document.problems.append(stop.finding)
                sound = False
        whole.parts = tuple(parts)
        if sound and not self._is_empty(whole):
            parent[section[-1]] = whole
        else:
            parent[section[-1]] = None
            self.document.rejected.reject(parent, section[-1])

    def _is_empty(self, whole: Seq) -> bool:
        """True if a section has no entry but a table that could have some; it is reported at the table's header."""
        for part in () if whole else whole.parts:
            header = part.source.header
            if header is not None:
                place = Location(part.source, header.start, header.end)
                words = "names of fields, and no row below them"
                self.document.problems.append(finding("CL006", place, words, label="no row", help=_NO_ROWS))
                return True
        return False

    def _form(self, section: tuple[str, ...], value: Map) -> tuple[bool, Form]:
        """Return whether what stands beside `from` can be used, and how the section's tables are written."""
        for key in value:
            if key != FROM and key not in OPTIONS and not key.startswith("x-"):
                self.document.problems.append(_unknown_option(value, key, ".".join(section)))
        if not any(option in value for option in OPTIONS):
            return True, PLAIN
        from coverage_lint.document.table.cells import fields

        form, problems = read_form(value, ".".join(section), fields(section))
        self.document.problems.extend(problems)
        return not problems, form

    def _files(self, name: str, place: Location, taken: set[str]) -> list[str]:
        if self.folder is None:
            raise Unreadable("CL006", place, "a model from standard input has no folder to look for tables in")
        found = [path for path in find_table_files(name, self.folder, place, self.limits) if path not in taken]
        taken.update(found)
        if len(taken) > self.limits.tables:
            raise Unreadable("CL004", place, f"more than {self.limits.tables:,} files for one list")
        return found

    def _read(self, path: str, section: tuple[str, ...], place: Location, form: Form) -> tuple[Seq, bool]:
        """Return the entries of one file, and whether they are all of them. Raises Unreadable."""
        shown = f"{self.beside}{path}".replace(os.sep, "/")
        ending = os.path.splitext(path)[1].lower()
        if ending not in _ENDINGS:
            raise Unreadable("CL006", place, f"{shown} ends in neither {', '.join(_ENDINGS[:-1])} nor {_ENDINGS[-1]}")
        data = self._bytes(path, shown, place)
        self.limits = self.limits._replace(size=self.limits.size - len(data))
        is_csv = ending == ".csv"
        source, problem = decode_as(data, shown, form.encoding) if is_csv else decode(data, shown)
        try:
            if form.encoding != "utf-16" or not is_csv:
                refuse_bytes(data, shown)
            self.sources.append(source)
            if problem is None:
                refuse_text(source)
                return self._csv(source, section, form) if is_csv else self._list(source, section)
        except Unreadable as stop:
            problem = stop.finding
        named = Related(place, "named here")
        self.document.problems.append(problem._replace(related=(*problem.related, named)))
        return Seq(source, 0), False

    def _bytes(self, path: str, shown: str, place: Location) -> bytes:
        try:
            return read_file(os.path.join(self.folder or "", path), shown, self.limits, self.folder)
        except Oversized:
            raise Unreadable("CL004", place, f"{shown} makes the model larger than may be read") from None
        except Unreadable as stop:
            raise Unreadable("CL006", place, f"{shown}: {stop}") from None

    def _csv(self, source: Source, section: tuple[str, ...], form: Form) -> tuple[Seq, bool]:
        from coverage_lint.document.table.csv_table import read_csv

        table = read_csv(source, section, self.document.rejected, self.limits, form)
        self.limits = self.limits._replace(rows=self.limits.rows - table.read)
        self.document.problems.extend(table.problems)
        return table.rows, table.whole

    def _list(self, source: Source, section: tuple[str, ...]) -> tuple[Seq, bool]:
        from coverage_lint.document.yaml.reader import read_stream

        if not source.text.strip():
            raise Unreadable("CL006", Location(source, 0, 0), "an empty file, where a list is expected", help=_NO_ENTRY)

        stream = read_stream(source, self.limits)
        if stream.broken is not None:
            self.document.problems.append(stream.broken)
            return Seq(source, 0), False
        if len(stream.documents) > 1:
            raise Unreadable("CL006", Location(source, 0, 0), "several documents, where a table is one list")
        for root, problems, rejected in stream.documents:
            self.document.problems.extend(problems)
            self.document.rejected.absorb(rejected)
            if isinstance(root, Seq):
                return root, True
            if root is not None or problems:
                raise _no_list(source, root, section[-1])
        return Seq(source, 0), True


def _unknown_option(value: Map, key: str, section: str) -> Finding:
    from coverage_lint.document.exact_fix import exact_fix
    from coverage_lint.nearness import did_you_mean, nearest, only

    words = f"unknown key '{key}' beside '{FROM}', which stands for the whole list"
    near = tuple(one for one in nearest(key, OPTIONS) if one not in value)
    at, label = value.key_location(key), did_you_mean(near)
    fix = exact_fix(at, key, only(near), is_text=True)
    return finding("CL011", at, words, label=label, field=key, subject=section, fix=fix)


def _no_list(source: Source, root: Value, section: str) -> Unreadable:
    """Return what is wrong with a file of YAML or JSON that holds something else than a list."""
    if not isinstance(root, Map):
        place = first_line(source)
        return Unreadable("CL006", place, "a single value, where a table holds a list", help=_ENTRIES)
    place = Location(source, root.start, root.start)
    if isinstance(root.get(section), Seq):
        words = f"a mapping, where a table holds a list: the entries stand below the key {section}"
        return Unreadable(
            "CL006", place, words, help=f"Remove the line '{section}:', so that the file is the list itself."
        )
    return Unreadable("CL006", place, "a mapping, where a table holds a list", help=_ENTRIES)
