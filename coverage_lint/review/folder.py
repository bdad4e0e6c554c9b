"""Which files the tables are in: those of a folder, or of its newest dated snapshot up to a day."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from coverage_lint.frozen import NamedTuple
from coverage_lint.language.types import is_day
from coverage_lint.system.data_files import DataFault
from coverage_lint.system.reach import is_outside, leads_out

if TYPE_CHECKING:
    from collections.abc import Mapping

ENDINGS = (".csv", ".parquet")
DATABASES = (".duckdb", ".sqlite", ".db")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
MOST_FILES = 10_000


class Source(NamedTuple):
    """Where the tables are."""

    path: str
    shown: str
    files: Mapping[str, str]
    """The path of each file by its name in lower letters, with and without its ending; {} for a database."""
    snapshot: str
    """The day of a dated snapshot, '' where the source is none."""
    is_database: bool = False

    def named(self, path: str) -> str:
        """Return how people see a file of the source."""
        return f"{self.shown.rstrip('/')}/{os.path.basename(path)}" if self.files else self.shown


def find_source(path: str, shown: str, as_of: str | None, named_in: str | None) -> Source:
    """Look at what a source is; `named_in` is the folder of the file that names it, where no person did.

    Raises DataFault where there is nothing to read.
    """
    if named_in is not None and is_outside(path, named_in):
        raise DataFault(f"{shown}: outside of the repository, so it is not read; name it with --actuals")
    if leads_out(path):
        raise DataFault(f"{shown}: a symbolic link that leads out of the repository, so it is not read")
    if not os.path.exists(path):
        raise DataFault(f"{shown}: no such file or folder")
    if not os.path.isdir(path):
        if path.lower().endswith(DATABASES):
            return Source(path, shown, {}, "", is_database=True)
        return Source(path, shown, _by_name([path]), "")
    snapshot = _snapshot(path, as_of)
    folder = os.path.join(path, snapshot) if snapshot else path
    names = _names(folder, shown)
    tables = [name for name in names if name.lower().endswith(ENDINGS)]
    if not tables:
        raise DataFault(f"{shown}: holds no file that ends in .csv or .parquet")
    inside = f"{shown.rstrip('/')}/{snapshot}" if snapshot else shown
    return Source(folder, inside, _by_name([os.path.join(folder, name) for name in tables]), snapshot)


def _names(folder: str, shown: str) -> list[str]:
    try:
        names = sorted(os.listdir(folder))
    except OSError as error:
        raise DataFault(f"{shown}: cannot be read: {error.strerror}") from None
    if len(names) > MOST_FILES:
        raise DataFault(f"{shown}: holds more than {MOST_FILES:,} files")
    return names


def _snapshot(path: str, as_of: str | None) -> str:
    """Return the newest folder that is named by a day, none after the day of the review; '' without one."""
    days = [
        name
        for name in _names(path, path)
        if _DAY.fullmatch(name) and is_day(name) and os.path.isdir(os.path.join(path, name))
    ]
    if not days:
        return ""
    early = [day for day in days if as_of is None or day <= as_of]
    return max(early) if early else ""


def _by_name(paths: list[str]) -> dict[str, str]:
    """Return paths by their names in lower letters; a name with its ending goes before one without."""
    whole = {os.path.basename(path).lower(): path for path in paths}
    return {**{name.rpartition(".")[0]: path for name, path in whole.items()}, **whole}
