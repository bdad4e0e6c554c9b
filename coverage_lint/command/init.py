"""`coverage-lint init`: a small model to begin with, and the schema that lets an editor help with it."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from coverage_lint.command.schema import read_schema
from coverage_lint.console.streams import write
from coverage_lint.errors import Misuse
from coverage_lint.policy.select import FULL
from coverage_lint.settings.settings import OWN, SHORT
from coverage_lint.system.shipped_data import read_own
from coverage_lint.system.whole_file import make_folder, write_whole

if TYPE_CHECKING:
    from coverage_lint.console.parser import Arguments, Parser

EXAMPLES = """\
  coverage-lint init                       ./coverage.yaml
  coverage-lint init plans/2027            plans/2027/coverage.yaml
  coverage-lint init plans/north.yaml
  coverage-lint init --profile essentials  with settings that check only what a small firm needs
"""

SCHEMA_NAME = ".coverage-model.schema.json"
"""Beside the model: an editor finds it without a network, and it is of the version that checks."""

_ENDINGS = (".yaml", ".yml")


def configure(parser: Parser) -> None:
    """Declare the arguments of the command."""
    parser.description = (
        "Write a small, commented model without findings. Its JSON Schema is written beside it, as "
        f"{SCHEMA_NAME};\nthe model's first line names it, so that editors complete and explain every field."
    )
    parser.add_argument(
        "path",
        nargs="?",
        default=".",
        metavar="PATH",
        help="a file that ends in .yaml or .yml, or a folder, in which coverage.yaml is written (default: this folder)",
    )
    parser.add_argument("--force", action="store_true", help="overwrite a model that exists")
    parser.add_argument(
        "--profile",
        choices=(FULL, "essentials"),
        help="which shipped policies are checked; written into settings beside the model (default: all, without "
        "settings)",
    )
    parser.add_argument("--no-schema", action="store_true", help="write only the model, not its schema")


def run(arguments: Arguments) -> int:
    """Write the model, and say what to do next."""
    target = _target(arguments.path)
    if os.path.lexists(target) and not arguments.force:
        raise Misuse(f"{target} already exists and was not changed; --force overwrites it")
    settings = _settings_beside(target) if arguments.profile else ""
    text = read_own("command", "starter.yaml")
    if arguments.no_schema:
        text = text.partition("\n")[2]
    try:
        make_folder(os.path.dirname(target) or ".")
        beside = "" if arguments.no_schema else _write_schema(os.path.dirname(target))
        write_whole(target, text.encode("utf-8"))
        if settings:
            write_whole(settings, f"profile: {arguments.profile}\n".encode())
    except OSError as error:
        raise Misuse(f"{target} cannot be written: {error.strerror or error}") from error
    _tell(target, beside, settings)
    return 0


def _settings_beside(target: str) -> str:
    """Return the path of the settings to write. Raises Misuse where there are some: nobody's are written over."""
    folder = os.path.dirname(target) or "."
    found = [name for name in (OWN, SHORT) if os.path.lexists(os.path.join(folder, name))]
    if found:
        raise Misuse(f"{os.path.join(folder, found[0])} already exists; add `profile:` to it")
    return os.path.normpath(os.path.join(folder, OWN))


def _target(path: str) -> str:
    """Return the file to write: the one named, or coverage.yaml in a folder."""
    if path.lower().endswith(_ENDINGS) and not os.path.isdir(path):
        return path
    if os.path.lexists(path) and not os.path.isdir(path):
        raise Misuse(f"{path} does not end in .yaml or .yml; init writes YAML")
    return os.path.normpath(os.path.join(path, "coverage.yaml"))


def _write_schema(folder: str) -> str:
    """Write the schema beside the model, also over an older one: nobody edits it."""
    path = os.path.join(folder, SCHEMA_NAME)
    write_whole(path, read_schema("model"))
    return path


def _tell(target: str, beside: str, settings: str) -> None:
    lines = [f"wrote {target}, a model of a team of six, without findings"]
    if beside:
        lines.append(f"wrote {beside}, with which editors complete and explain its fields; commit both")
    if settings:
        lines.append(f"wrote {settings}, which says which policies are checked")
    lines += [
        "next:",
        f"  1. replace goals, people and groups with your own: {target}",
        f"  2. coverage-lint check {target}",
    ]
    write(sys.stdout, "\n".join(lines) + "\n")
