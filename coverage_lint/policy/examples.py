"""Examples for policies' pages, chosen from their own cases: a fragment that fires, and a like one that does not."""

from __future__ import annotations

import os
import re
from collections import Counter
from typing import TYPE_CHECKING

from coverage_lint.document.nodes import Map, Seq
from coverage_lint.document.rejections import Rejections
from coverage_lint.policy.cases import MARK, read_cases
from coverage_lint.policy.packs import shown_path
from coverage_lint.policy.page import Example, Page, Said
from coverage_lint.policy.shipped import CASES
from coverage_lint.policy.written import literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from coverage_lint.document.nodes import Value
    from coverage_lint.policy.cases import Case
    from coverage_lint.policy.policy import Policy

MOST_LINES = 25
"""A fragment of more lines is shown only where there is no other."""
_CENTS = re.compile(r"\d\d\.(99|01)\b")
"""Figures of cases on a limit: right for a test, odd to read."""
_MARKED = re.compile(re.escape(MARK) + r"(\S+)")


def illustrated(pages: Iterable[Page], among: Sequence[Page]) -> list[Page]:
    """Give pages with examples; `among` are all pages of their packs. Raises PolicyError for a fault in a case."""
    from coverage_lint.policy.structure_examples import structure_example

    known = {page.code: page.policy for page in among if page.policy is not None}
    cases: dict[str, list[Case]] = {}
    made = []
    for page in pages:
        if page.policy is None:
            before, after = structure_example(page.code)
        else:
            if page.file not in cases:
                cases[page.file] = _cases_beside(page.file, known)
            before, after = _examples([case for case in cases[page.file] if case.policy.code == page.code])
        made.append(page._replace(before=before, after=after))
    return made


def _cases_beside(file: str, known: dict[str, Policy]) -> list[Case]:
    beside = file.removesuffix(".yaml") + CASES
    return read_cases(beside, shown_path(beside), known) if os.path.exists(beside) else []


def _examples(cases: Sequence[Case]) -> tuple[Example | None, Example | None]:
    """Choose the pair that says most in the fewest lines."""
    firing = [case for case in cases if case.expected]
    quiet = [case for case in cases if not case.expected and not case.undecided]
    if not firing:
        return None, None
    told = [case for case in quiet if case.document.source.text.strip()]
    if not told:
        before = min(firing, key=_strain)
        return _fired(before), next(filter(None, (_of_base(before, case) for case in quiet)), None)
    before, after = min(
        ((one, other) for one in firing for other in told),
        key=lambda pair: _strain(pair[0]) + _strain(pair[1]) + 2 * _difference(*pair),
    )
    return _fired(before), Example(_name(after), _text(after))


def _name(case: Case) -> str:
    """Name a case, with the parameters that it sets."""
    given = ", ".join(f"{name}: {literal(value)}" for name, value in case.parameters.items())
    return f"{case.name} ({given})" if given else case.name


def _of_base(before: Case, quiet: Case) -> Example | None:
    """Make the example of a case that only says that the base is right, from the base's own lines."""
    root, fragment = quiet.document.root, before.document.root
    own = [key for key in fragment if key in root and fragment.key_location(key).source is before.document.source]
    section = next((key for key in own if key != "coverage_model"), before.policy.at[0] if before.policy.at else "")
    if section not in root:
        return None
    lines = _section(root, section, _ids_in(fragment.get(section), before)).splitlines()
    if len(lines) > MOST_LINES:
        lines = [*lines[: MOST_LINES - 1], "  # and so on"]
    return Example(quiet.name, "\n".join(lines))


def _ids_in(value: Value, case: Case) -> set[str]:
    """Give the ids of the entities that a fragment itself writes."""
    if not isinstance(value, Seq):
        return set()
    own = [item for index, item in enumerate(value) if value.item_location(index).source is case.document.source]
    return {str(item["id"]) for item in own if isinstance(item, Map) and "id" in item}


def _section(root: Map, section: str, ids: set[str]) -> str:
    """Give a section as the base writes it; of a list of entities, those that are asked for, if any is."""
    key, value = root.key_location(section), root.value_location(section)
    text, held = key.source.text, root[section]
    chosen = [item for item in held if isinstance(item, Map) and item.get("id") in ids] if isinstance(held, Seq) else []
    if not chosen:
        return text[key.start : value.end].rstrip()
    entries = [text[text.rfind("\n", 0, item.start) + 1 : item.end].rstrip() for item in chosen]
    return "\n".join([text[key.start : key.end] + ":", *entries])


def _strain(case: Case) -> int:
    """Say how hard a fragment is to read as an example; less is better."""
    text = case.document.source.text
    lines = len(text.splitlines())
    harder = sum(severity != case.policy.severity for _, severity in case.expected)
    return (
        lines + 30 * len(case.parameters) + 20 * max(0, lines - MOST_LINES) + 20 * len(_CENTS.findall(text))
        + 5 * (harder + (case.on is not None)) + 3 * len(case.expected)
    )  # fmt: skip


def _difference(before: Case, after: Case) -> int:
    """Count the lines that one fragment has and the other has not."""
    one, other = (
        Counter(line.partition(MARK)[0].rstrip() for line in case.document.source.text.splitlines())
        for case in (before, after)
    )
    return (one - other).total() + (other - one).total()


def _text(case: Case) -> str:
    """Give a fragment as it is read on a page: the line of a finding says the code alone."""
    return _MARKED.sub(r"# \1", case.document.source.text).rstrip()


def _fired(case: Case) -> Example:
    """Make the example of a case that fires, with what its findings say, by running it."""
    from coverage_lint.entities.model import build_model, catalogue
    from coverage_lint.policy.program import compile_policies
    from coverage_lint.policy.run import Runner

    model, _ = build_model(case.document._replace(rejected=Rejections()), catalogue())
    program = compile_policies([case.policy])
    with Runner(program, "interpreter", case.on, {case.policy.code: case.parameters}) as runner:
        findings = sorted(runner.run(model).findings, key=lambda one: one.location.start)
    return Example(_name(case), _text(case), tuple(Said(one.severity, one.message, one.help) for one in findings))
