"""A folder of reports: a page for each model, and an index."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from coverage_lint.command.report import write_files
from coverage_lint.policy.problems import Misuse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coverage_lint.command.report import Form
    from coverage_lint.report.take import Taken

LONGEST = 100
"""Characters of a page's name; a model's path may be longer than a file's name can be."""


def write_folder(folder: str, form: Form, taken: Taken) -> None:
    """Write a page for each model and then an index; a format that holds many plans is one file. Raises Misuse."""
    try:
        os.makedirs(folder, exist_ok=True)
    except OSError as error:
        raise Misuse(f"--output: {folder} cannot be made: {error.strerror or error}") from error
    if form.contents is None and form.many is not None:
        write_files({os.path.join(folder, f"report.{form.ending}"): form.many(taken.portraits)}, taken)
        return
    names = page_names([one.path for one in taken.portraits], form.ending)
    pages = list(zip(names, taken.portraits, strict=True))
    texts = {os.path.join(folder, name): form.page(portrait, taken) for name, portrait in pages}
    if form.contents is not None:
        texts[os.path.join(folder, f"index.{form.ending}")] = form.contents(pages)
    write_files(texts, taken)


def page_names(paths: Sequence[str], ending: str) -> list[str]:
    """Name a page for each model after its path: letters, digits, '-', '_' and '.' only, no two alike anywhere."""
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
