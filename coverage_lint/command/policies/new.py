"""`coverage-lint policies new`: a policy and its cases, to fill in."""

from __future__ import annotations

import os
import re
import sys
from typing import TYPE_CHECKING

from coverage_lint.authoring.starters import CASES, POLICY, STARTERS
from coverage_lint.console.streams import write
from coverage_lint.errors import Misuse, PolicyError
from coverage_lint.system.whole_file import make_folder, write_new

if TYPE_CHECKING:
    from coverage_lint.console.parser import Arguments, Parser

EXAMPLES = """\
  coverage-lint policies new AC101 group-too-large --folder rules
  coverage-lint policies new AC201 quota-too-high --for person --folder rules
"""


def configure(parser: Parser) -> None:
    """Declare the arguments of the command."""
    parser.add_argument("code", metavar="CODE", help="capital letters of your own and three digits, such as AC101")
    parser.add_argument("name", metavar="NAME", help="the same in words, such as group-too-large")
    parser.add_argument(
        "--for",
        dest="kind",
        choices=sorted(STARTERS),
        default="group",
        help="the kind of entity that it checks (default: group)",
    )
    parser.add_argument("--folder", default=".", help="the folder for its two files (default: this folder)")


def run(arguments: Arguments) -> int:
    """Write NAME.yaml and NAME.cases.yaml; both, or none where one is there already."""
    code, name, folder = arguments.code, arguments.name, arguments.folder
    _check_words(code, name)
    _check_new(code, name, folder)
    starter = STARTERS[arguments.kind]
    title = f"{name[0].upper()}{name[1:]}".replace("-", " ")
    texts = (
        POLICY.format(code=code, name=name, title=title, kind=arguments.kind, **starter),
        CASES.format(code=code, **{key: text.replace("CODE", code) for key, text in starter.items()}),
    )
    paths = [os.path.join(folder, f"{name}{ending}") for ending in (".yaml", ".cases.yaml")]
    for path in paths:
        if os.path.lexists(path):
            raise Misuse(f"{path} already exists and was not changed")
    _write(folder, dict(zip(paths, texts, strict=True)))
    write(
        sys.stdout,
        f"wrote {paths[0]}, a working policy: replace it with your own\n"
        f"wrote {paths[1]}, its cases, which pass\n"
        f"next:\n  1. coverage-lint policies test {paths[0]} --mutate\n"
        f"  2. name the folder in .coverage-lint.yaml, so that check uses it: policies: [{folder}]\n",
    )
    return 0


def _check_words(code: str, name: str) -> None:
    if not re.fullmatch("[A-Z]{2,8}[0-9]{3}", code) or code.startswith(("CL", "CR")):
        raise Misuse(
            f"{code} cannot be the code of your own policy: use two to eight capital letters, not CL, and three digits"
        )
    if not re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", name):
        raise Misuse(f"{name} is not a name: use lower case with hyphens, such as group-too-large")


def _check_new(code: str, name: str, folder: str) -> None:
    """Refuse a code or a name that is taken, by what ships or in the folder."""
    from coverage_lint.policy.policy_page import pack_pages, shipped_pages

    pages = shipped_pages()
    if os.path.isdir(folder):
        try:
            pages += pack_pages([folder])
        except PolicyError:
            pass  # `policies test` will show it; a new policy can be written beside it
        except Misuse:
            pass  # the folder holds no policies yet
    for page in pages:
        for word in {code, name} & {page.code, page.name}:
            raise Misuse(f"{word} is taken by {page.code} {page.name}")


def _write(folder: str, texts: dict[str, str]) -> None:
    written: list[str] = []
    try:
        make_folder(folder)
        for path, text in texts.items():
            write_new(path, (text.encode(),))
            written.append(path)
    except OSError as error:
        for path in written:
            os.unlink(path)
        raise Misuse(f"{folder} cannot be written: {error.strerror or error}") from error
