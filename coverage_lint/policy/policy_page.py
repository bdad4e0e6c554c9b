"""What there is to read about a policy: why it is, what it asks, what can be set, where it stands."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from coverage_lint.codes import CODES, OF_CHANGE, Code
from coverage_lint.errors import Misuse
from coverage_lint.frozen import NamedTuple
from coverage_lint.system.shipped_data import data_path

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from coverage_lint.language.format import Hole
    from coverage_lint.policy.policy import ParameterSpec, Policy

ELEMENTS = {
    "0": "structure", "1": "goals", "2": "people", "3": "groups", "4": "segments and territories", "5": "budget",
    "6": "organization", "7": "priorities", "8": "process", "9": "changes of a plan",
}  # fmt: skip
"""The elements of a coverage model by the first digit of a shipped code."""


_FIX = "`coverage-lint fix` repairs it where it has one reading."
REPAIRS = {
    "CL010": _FIX,
    "CL011": _FIX,
    "CL020": "`coverage-lint fix --unsafe` writes the id that is nearest, if there is one alone.",
    "CL030": "`coverage-lint fix` removes what silences nothing.",
    "CL106": "`coverage-lint fix` adds the quarters that are left out, if all their months are given.",
}
"""What is said of the codes whose findings may carry an exact repair."""


class Said(NamedTuple):
    """What a finding of an example says."""

    severity: str
    message: str
    help: str


class Example(NamedTuple):
    """A fragment of a model: what it shows, its text, and what is said of it."""

    name: str
    text: str
    said: tuple[Said, ...] = ()
    older: str = ""
    """Of a change, the older version; `text` is the newer one."""


class Page(NamedTuple):
    """A policy as people read it."""

    code: str
    name: str
    title: str
    severity: str
    why: str
    source: str
    help: str
    file: str = ""
    """The path of the file that declares it; '' for the structure's own codes."""
    policy: Policy | None = None
    """None for the structure's own codes: they are found while a model is read."""
    before: Example | None = None
    """Where it fires; examples are added where they are wanted, since running cases takes time."""
    after: Example | None = None
    """Where it does not."""

    @property
    def repair(self) -> str:
        """What `fix` repairs of what it finds; '' for nothing."""
        return REPAIRS.get(self.code, "")

    @property
    def parameters(self) -> tuple[ParameterSpec, ...]:
        """What a team may set."""
        return tuple(self.policy.parameters.values()) if self.policy else ()

    @property
    def harder(self) -> bool:
        """True if it has a threshold beyond which it is an error."""
        return self.policy is not None and self.policy.error_when is not None

    @property
    def of_change(self) -> bool:
        """True if it is asked of two versions of a plan."""
        return self.code in OF_CHANGE if self.policy is None else self.policy.of_change

    def element(self) -> str:
        """Return the element of a shipped code; '' for a team's own."""
        return element_of(self.code)


def shipped_pages() -> list[Page]:
    """Make the pages of all that ships, in the order of the codes. Raises PolicyError."""
    from coverage_lint.policy.shipped import shipped

    pages = [page_of(code) for code in CODES.values()]
    policies = sorted(shipped().policies, key=lambda policy: policy.code)
    return pages + [page_of(one, data_path("policies", os.path.basename(one.location.path))) for one in policies]


def pack_pages(paths: Sequence[str]) -> list[Page]:
    """Make the pages of packs: folders or policy files. Raises Misuse, PolicyError."""
    from coverage_lint.policy.fields.catalogue import catalogue
    from coverage_lint.policy.load import codes_once, load_policies
    from coverage_lint.policy.packs import pack_paths, shown_path

    kinds = catalogue()
    pages = [
        page_of(policy, path) for path in pack_paths(paths) for policy in load_policies(path, shown_path(path), kinds)
    ]
    codes_once([page.policy for page in pages if page.policy is not None])
    return sorted(pages, key=lambda page: page.code)


def known_pages(packs: Sequence[str]) -> list[Page]:
    """Make the pages of all that ships, and of packs. Raises Misuse where a pack has a shipped code or name."""
    from coverage_lint.policy.load import codes_once

    pages = shipped_pages()
    if packs:
        pages += pack_pages(packs)
        codes_once([page.policy for page in pages if page.policy is not None])
    return pages


def page_of(policy: Policy | Code, file: str = "") -> Page:
    """Make the page of one policy, still without examples; `file` is the path of the file that declares it."""
    if isinstance(policy, Code):
        return Page(policy.code, policy.name, policy.title, policy.severity, policy.why, "", policy.help)
    help_text = "".join(part if isinstance(part, str) else _hole(part) for part in policy.help.parts)
    return Page(
        policy.code, policy.name, policy.title, policy.severity, policy.why, policy.source, help_text, file, policy
    )


def element_of(code: str) -> str:
    """Return the element of a shipped code; '' for a team's own."""
    return ELEMENTS.get(code[2], "") if code.startswith(("CL", "CR")) else ""


def _hole(hole: Hole) -> str:
    """Return a placeholder of a message without its figure: the word for several, or the figure's name."""
    return hole.format.partition("|")[2] or f"<{hole.name.replace('_', ' ')}>"


def find_page(word: str, pages: Sequence[Page]) -> Page:
    """Find the page of a code or name, in whatever case. Raises Misuse, with what was probably meant."""
    by_word: Mapping[str, Page] = {key: page for page in pages for key in (page.code, page.name)}
    found = by_word.get(word) or by_word.get(word.upper()) or by_word.get(word.lower())
    if found is not None:
        return found
    from coverage_lint.nearness import did_you_mean, nearest

    near = nearest(word, by_word) or _named_with(word.lower(), pages)
    hint = did_you_mean(near[:3]) or "`coverage-lint policies list` shows them all"
    raise Misuse(f"no policy matches {word!r}; {hint}")


def pages_with(prefix: str, pages: Sequence[Page]) -> list[Page]:
    """Return the pages whose codes begin with letters and digits, as CL3 begins CL301; none for a whole code."""
    asked = prefix.upper()
    if not any(letter.isdigit() for letter in asked) or any(page.code == asked for page in pages):
        return []
    return [page for page in pages if page.code.startswith(asked)]


def _named_with(word: str, pages: Sequence[Page]) -> list[str]:
    """Return the names that have a word in them, those first that begin with it."""
    names = [page.name for page in pages if word in page.name.split("-")]
    return sorted(names, key=lambda name: name.split("-").index(word))


def source_of(page: Page) -> str:
    """Return a policy as it is written in its file. Raises Misuse."""
    from coverage_lint.document.nodes import Map
    from coverage_lint.policy.packs import shown_path
    from coverage_lint.policy.source import read_list

    if page.file:
        for entry in read_list(page.file, shown_path(page.file)):
            if isinstance(entry, Map) and entry.get("code") == page.code:
                text = entry.source.text
                start = text.rfind("\n", 0, entry.start) + 1
                return text[start : entry.end].rstrip() + "\n"
    raise Misuse(
        f"{page.code} is no policy in a file: it is found while a model is read; see coverage-lint explain {page.code}"
    )
