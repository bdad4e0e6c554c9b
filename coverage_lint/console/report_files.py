"""A plan's report on its way out: to standard output, to a file, or to a folder of pages with an index."""

from __future__ import annotations

import os
import re
import sys
from typing import TYPE_CHECKING

from coverage_lint.console.streams import encoding_of, write
from coverage_lint.errors import Misuse
from coverage_lint.system.whole_file import make_folder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coverage_lint.console.report_formats import Form
    from coverage_lint.report.build_portraits import Taken

LONGEST = 100
"""Characters of a page's name; a model's path may be longer than a file's name can be."""


def write_folder(folder: str, form: Form, taken: Taken) -> None:
    """Write a page for each model and then an index; a format that holds many plans is one file. Raises Misuse."""
    try:
        make_folder(folder)
    except OSError as error:
        raise Misuse(f"--output: {folder} cannot be made: {error.strerror or error}") from error
    if form.contents is None and form.many is not None:
        _write_files({os.path.join(folder, f"report.{form.ending}"): form.many(taken)}, taken)
        return
    names = page_names([one.path for one in taken.portraits], form.ending)
    pages = list(zip(names, taken.portraits, strict=True))
    texts = {os.path.join(folder, name): form.page(taken, number) for number, name in enumerate(names)}
    if form.contents is not None:
        texts[os.path.join(folder, f"index.{form.ending}")] = form.contents(pages, taken.report.left_out)
    _write_files(texts, taken)


def page_names(paths: Sequence[str], ending: str) -> list[str]:
    """Return a unique file name for each model's page, from its path: letters, digits, '-', '_' and '.' only."""
    taken = {"index"}
    made = []
    for path in paths:
        stem = re.sub("[^A-Za-z0-9._-]+", "-", os.path.splitext(path)[0]).strip("-.")[-LONGEST:].strip("-.") or "plan"
        name, number = stem, 1
        while name.lower() in taken:
            number += 1
            name = f"{stem}-{number}"
        taken.add(name.lower())
        made.append(f"{name}.{ending}")
    return made


def write_one(output: str | None, form: Form, taken: Taken) -> None:
    """Write everything as one text, to a file or to standard output. Raises Misuse."""
    portraits = taken.portraits
    if len(portraits) == 1:
        text = form.page(taken, 0)
    elif form.many is not None:
        text = form.many(taken)
    else:
        raise Misuse(f"{len(portraits)} models, but a page shows one: name a folder, such as --output reports/")
    if output is None:
        write(sys.stdout, form.escaped(text, encoding_of(sys.stdout)))
        return
    _write_files({output: text}, taken)


def _write_files(texts: dict[str, str], taken: Taken) -> None:
    """Write files, each whole or not at all; none over a file that was read. Raises Misuse."""
    from coverage_lint.console.format_options import Output, spare_models
    from coverage_lint.system.whole_file import write_whole

    spare_models([Output("", path) for path in texts], taken.report, os.getcwd())
    for path, text in texts.items():
        try:
            write_whole(path, text.encode("utf-8", "backslashreplace"))
        except OSError as error:
            raise Misuse(f"--output: {path} cannot be written: {error.strerror or error}") from error
