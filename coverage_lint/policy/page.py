"""What there is to read about a policy: why it is, what it asks, an example before and after."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from coverage_lint.data import data_path
from coverage_lint.policy.problems import Misuse
from coverage_lint.policy.shipped import CASES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from coverage_lint.policy.cases import Case
    from coverage_lint.policy.policy import ParameterSpec, Policy

ELEMENTS = {
    "0": "structure", "1": "goals", "2": "people", "3": "groups", "4": "segments and territories", "5": "budget",
    "6": "organization", "7": "priorities", "8": "process", "9": "changes of a plan",
}  # fmt: skip
"""The elements of a coverage model by the first digit of a shipped code."""


class Page(NamedTuple):
    """A policy as people read it."""

    code: str
    name: str
    title: str
    severity: str
    harder: bool
    """Whether it has a threshold beyond which it is an error."""
    why: str
    source: str
    help: str
    subject: str
    """The kind of entity it is asked of; '' for the structure's own codes."""
    when: str
    error_when: str
    parameters: tuple[ParameterSpec, ...]
    before: str
    """A fragment of a model in which it fires, '' for none."""
    after: str
    """One in which it does not."""

    def element(self) -> str:
        """Name the element of a shipped code."""
        return ELEMENTS.get(self.code[2], "") if self.code.startswith("CL") else ""


def shipped_pages() -> list[Page]:
    """Make the pages of all that ships, in the order of the codes. Raises PolicyError."""
    from coverage_lint.codes import CODES

    pages = [
        Page(code.code, code.name, code.title, code.severity, harder=False, why=code.why, source="", help=code.help,
             subject="", when="", error_when="", parameters=(), before="", after="")
        for code in CODES.values()
    ]  # fmt: skip
    return pages + pack_pages([data_path("policies")])


def pack_pages(paths: list[str]) -> list[Page]:
    """Make the pages of packs: folders or policy files. Raises Misuse, PolicyError."""
    from coverage_lint.entities.model import full_catalogue
    from coverage_lint.policy.cases import pack_paths, read_cases, shown_path
    from coverage_lint.policy.load import codes_once, load_policies
    from coverage_lint.structure.schema import load_schema

    catalogue = full_catalogue(load_schema())
    loaded = {path: load_policies(path, shown_path(path), catalogue) for path in pack_paths(paths)}
    known = codes_once([policy for policies in loaded.values() for policy in policies])
    pages = []
    for path, policies in loaded.items():
        beside = path.removesuffix(".yaml") + CASES
        cases = read_cases(beside, shown_path(beside), known) if os.path.exists(beside) else []
        pages += [page_of(policy, [case for case in cases if case.policy.code == policy.code]) for policy in policies]
    return sorted(pages, key=lambda page: page.code)


def page_of(policy: Policy, cases: Iterable[Case]) -> Page:
    """Make the page of one policy, its examples from its own cases."""
    plain = [case for case in cases if not case.parameters and case.document.source.text.strip()]
    before = next((case for case in plain if case.expected), None)
    after = next((case for case in plain if not case.expected and not case.undecided), None)
    return Page(
        policy.code, policy.name, policy.title, policy.severity, harder=policy.error_when is not None,
        why=policy.why, source=policy.source, help=_template(policy), subject=policy.subject,
        when=policy.asked, error_when=policy.asked_harder,
        parameters=tuple(policy.parameters.values()),
        before=before.document.source.text.rstrip() if before else "",
        after=after.document.source.text.rstrip() if after else "",
    )  # fmt: skip


def _template(policy: Policy) -> str:
    """Give the help with its names where the figures will be."""
    return "".join(part if isinstance(part, str) else f"⟨{part.name.replace('_', ' ')}⟩" for part in policy.help.parts)


def find_page(word: str, pages: Iterable[Page]) -> Page:
    """Find the page of a code or name. Raises Misuse, with what was probably meant."""
    by_word: Mapping[str, Page] = {key: page for page in pages for key in (page.code, page.name)}
    found = by_word.get(word) or by_word.get(word.upper()) or by_word.get(word.lower())
    if found is not None:
        return found
    from coverage_lint.structure.nearness import nearest

    near = " or ".join(nearest(word, by_word))
    hint = f"did you mean {near}?" if near else "`coverage-lint policies list` shows them all"
    raise Misuse(f"no policy has the code or name {word!r}; {hint}")


def source_of(code: str, paths: list[str]) -> str:
    """Give a policy as it is written in its file. Raises Misuse."""
    from coverage_lint.document.nodes import Map
    from coverage_lint.policy.cases import pack_paths, shown_path
    from coverage_lint.policy.source import read_list

    for path in pack_paths(paths):
        for entry in read_list(path, shown_path(path)):
            if isinstance(entry, Map) and entry.get("code") == code:
                text = entry.source.text
                start = text.rfind("\n", 0, entry.start) + 1
                return text[start : entry.end].rstrip() + "\n"
    raise Misuse(f"{code} is not declared in a policy file: it is found while the model is read")
