"""What a file that should be a table is instead: its cause, once, and what to do about it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coverage_lint.document.table.form import DELIMITERS
from coverage_lint.errors import Unreadable
from coverage_lint.location import Location, Source

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from coverage_lint.document.table.form import Form

_EXPORT = "Export the sheet as 'CSV UTF-8', and name that file."
_MAGIC = (
    (b"PK\x03\x04", "an Excel file, or another ZIP archive, under the name of a table", _EXPORT),
    (b"\xd0\xcf\x11\xe0", "an Excel file of the old kind (.xls) under the name of a table", _EXPORT),
    (b"%PDF", "a PDF file under the name of a table", _EXPORT),
    (b"\x1f\x8b", "a compressed file (gzip) under the name of a table", "Unpack it, and name the table in it."),
    (b"PAR1", "a Parquet file under the name of a table", "Write it as CSV, and name that file."),
    (b"SQLite format 3", "a database under the name of a table", "Write the table as CSV, and name that file."),
)
_HEAD = 64
_LFS = "version https://git-lfs.github.com/spec/"
# Compiled when first needed.
_PAGE = r"(?i)\s*<(?:!doctype|html|head|body|table|\?xml|!--)"
_CONFLICT = r"(?m)^<{7}(?: |$)"
_EXCELS_OWN = r'(?i)"?sep='
_EXPECTED = {False: "a table's are separated by", True: "the model says that they are separated by"}
_SEPARATORS = (
    (",", "commas"),
    (";", "semicolons"),
    ("\t", "tabs"),
    ("|", "vertical bars"),
    ("^", "carets"),
    ("  ", "spaces"),
)
_SEARCHED = 20
"""Lines in which the names of fields are looked for, where the first one holds none."""
_LONGEST_SHOWN = 200


def refuse_bytes(data: bytes, shown: str) -> None:
    """Raise Unreadable where the first bytes of a file are those of no text in UTF-8; nothing of it is shown."""
    place = Location(Source(shown, ""), 0, 0)
    for magic, words, advice in _MAGIC:
        if data.startswith(magic):
            raise Unreadable("CL006", place, words, help=advice)
    head = data[:_HEAD]
    if len(head) > 1 and (not any(head[::2]) or not any(head[1::2])):
        raise Unreadable("CL002", place, "the file is encoded as UTF-16, without the mark that says so, not UTF-8")


def refuse_text(source: Source) -> None:
    """Raise Unreadable where a text is no table at all: what stands for a file, a web page, two versions in one."""
    text = source.text
    if text.startswith(_LFS):
        words = "a pointer of Git LFS, which stands for the file; the file itself was not fetched"
        raise Unreadable(
            "CL006", first_line(source), words, help="Fetch it: `git lfs pull`; in CI, check out with lfs."
        )
    if re.match(_PAGE, text):
        words = "a web page (HTML or XML) under the name of a table"
        raise Unreadable("CL006", first_line(source), words, help=f"Often a page to log in. {_EXPORT}")
    conflict = re.search(_CONFLICT, text)
    if conflict is not None:
        place = Location(source, conflict.start(), conflict.start() + 7)
        words = "a merge that is not resolved: both versions stand in the file"
        raise Unreadable("CL006", place, words, help="Keep one of the versions, and remove the lines of the marks.")


def behind_excels_own(source: Source) -> int:
    """Return where the table begins: behind the line `sep=;`, which Excel writes for itself, if it stands there."""
    found = re.match(rf"{_EXCELS_OWN}[^\r\n]*[\r\n]*", source.text)
    return found.end() if found is not None else 0


def refuse_header(source: Source, fields: AbstractSet[str], section: str, form: Form) -> None:
    """Raise Unreadable if the first line of a table names no field, with the most likely reason."""
    place = first_line(source)
    line = source.text[place.start : place.end]
    known = {_plain(name) for name in fields}
    if re.match(_EXCELS_OWN, line) and not form.given:
        words = "a line for Excel alone, where the names of the fields are expected"
        mark = line.strip(' "')[4:5] or ";"
        advice = f'Write delimiter: "{mark}" below `from`, or remove the line and separate the columns by commas.'
        raise Unreadable("CL006", place, words, help=advice)
    for mark, name in _SEPARATORS:
        if mark != form.delimiter and mark in line and _names(line.split(mark), known):
            shown = f" ({mark})" if mark.isprintable() and mark.strip() else ""
            others = dict(_SEPARATORS).get(form.delimiter, "commas")
            words = f"the columns are separated by {name}{shown}; {_EXPECTED[bool(form.given)]} {others}"
            told = "\\t" if mark == "\t" else mark
            advice = f'Write delimiter: "{told}" below `from`, or save it as CSV with {others}.'
            if mark not in DELIMITERS:
                advice = "Save it as CSV with commas; spreadsheets call it 'CSV UTF-8'."
            raise Unreadable("CL006", place, words, help=advice)
    if line.lstrip()[:1] in ("{", "[") or line.startswith("- "):
        kind, ending = ("YAML", ".yaml") if line.startswith("- ") else ("JSON", ".json")
        raise Unreadable("CL006", place, f"{kind} under the name of a CSV table", help=f"Name the file {ending}.")
    below = _line_of_names(source, place.end, known, form.delimiter)
    if below is not None:
        words = f"a line above the names of the fields, which stand in line {below}"
        raise Unreadable("CL006", place, words, help="Remove what stands above the names of the fields.")
    words = f"the first line names no field of {section}"
    advice = f"Write the names of the fields into the first line, such as {', '.join(_first(fields))}."
    raise Unreadable("CL006", place, words, help=advice)


def _first(fields: AbstractSet[str]) -> list[str]:
    """Return a few fields to show, the id first."""
    return sorted(fields, key=lambda name: (name != "id", name != "name", name))[:4]


def names_a_field(names: list[str], fields: AbstractSet[str]) -> bool:
    """True if one of a header's names is a field, or similar enough to be a misspelling of one."""
    return _names(names, {_plain(name) for name in fields})


def _names(names: list[str], known: AbstractSet[str]) -> bool:
    return any(_plain(name.partition(".")[0]) in known or name.strip(' "').startswith("x-") for name in names)


def _plain(name: str) -> str:
    return re.sub(r"[\s_\"-]", "", name[:_LONGEST_SHOWN]).lower()


def first_line(source: Source) -> Location:
    """Return the place of the first line that is not blank."""
    found = re.compile(r"[^\r\n]+").search(source.text)
    if found is None:
        return Location(source, 0, 0)
    return Location(source, found.start(), found.start() + len(found[0].rstrip()))


def _line_of_names(source: Source, at: int, known: AbstractSet[str], delimiter: str) -> int | None:
    """Return the number of the line that names fields, two at least, below a title."""
    below = re.compile(r"[^\r\n]+")
    for _ in range(_SEARCHED):
        found = below.search(source.text, at)
        if found is None:
            return None
        if sum(_names([name], known) for name in found[0].split(delimiter)) > 1:
            return source.position(found.start())[0]
        at = found.end()
    return None
