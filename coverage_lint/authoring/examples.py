"""Examples for policies' pages, chosen from their own cases: a fragment that fires, and a like one that does not."""

from __future__ import annotations

import os
import re
from collections import Counter
from typing import TYPE_CHECKING

from coverage_lint.authoring.cases import MARK, ONCE, case_model, read_base, read_cases
from coverage_lint.authoring.change_examples import newer_text, older_text
from coverage_lint.document.nodes import Map, Seq
from coverage_lint.language.unparse import literal
from coverage_lint.policy.packs import shown_path
from coverage_lint.policy.policy_page import Example, Page, Said
from coverage_lint.system.shipped_data import CASES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from coverage_lint.authoring.cases import Case
    from coverage_lint.document.nodes import Value
    from coverage_lint.findings import Finding
    from coverage_lint.policy.policy import Policy

MOST_LINES = 25
"""A fragment of more lines is shown only where there is no other."""
AS_IT_IS_RIGHT = "as it is right"
_CENTS = re.compile(r"\d\.\d*(?:99|01)\b")
"""Figures of cases on a limit: right for a test, odd to read."""
_ID = re.compile(r"\bid: ([\w-]+)")
_MARKED = re.compile(re.escape(MARK) + rf"(\S+)(?: {ONCE})?")


def illustrated(pages: Iterable[Page], among: Sequence[Page]) -> list[Page]:
    """Return pages with examples; `among` are all pages of their packs. Raises PolicyError for a fault in a case."""
    from coverage_lint.authoring.structure_examples import structure_example

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
    """Choose the pair that says most in the fewest lines; among equals the first, which authors write plainest."""
    firing = [case for case in cases if case.expected]
    quiet = [case for case in cases if not case.expected and not case.undecided]
    if not firing:
        return None, None
    afters = [_example(case) for case in quiet if case.document.source.text.strip()]
    base = _quiet_base(firing[0]) if firing[0].older is None else None  # nothing changed is no example of a change
    pairs = [
        (4 * place + _strain(before) + _strain_after(before, after), before, after)
        for place, before in enumerate(firing)
        for after in (*afters, *(_of_base(before, base) if base is not None else ()))
    ]
    if not pairs:
        return _fired(min(firing, key=_strain)), None
    _, before, after = min(pairs, key=lambda pair: pair[0])
    return _fired(before), after


def _name(case: Case) -> str:
    """Return the title of a case, with its parameters, and with today's date if a change depends on it."""
    given = ", ".join(f"{name}: {literal(value)}" for name, value in case.parameters.items())
    named = f"{case.name} ({given})" if given else case.name
    return f"{named}, where today is {case.on}" if case.on is not None and case.older is not None else named


def _quiet_base(case: Case) -> Map | None:
    """Return the clean base beside a case, unless the policy finds something in it too."""
    base = read_base(os.path.dirname(case.location.path), "plan")
    if not isinstance(base, Map) or _findings(case._replace(document=case.document._replace(root=base), parameters={})):
        return None
    return base


def _of_base(before: Case, base: Map) -> Iterator[Example]:
    """Return the lines of the base that are, where a fragment is wrong, right; none where it has no such."""
    fragment = before.document.root
    own = [key for key in fragment if key in base and fragment.key_location(key).source is before.document.source]
    section = next((key for key in own if key != "coverage_model"), before.policy.at[0] if before.policy.at else "")
    if section not in base or not _ids_in(fragment.get(section), before) <= _ids(base[section]):
        return
    lines = _section(base, section, _ids_in(fragment.get(section), before)).splitlines()
    if len(lines) > MOST_LINES:
        lines = [*lines[: MOST_LINES - 1], "  # and so on"]
    yield Example(AS_IT_IS_RIGHT, "\n".join(lines))


def _ids(value: Value) -> set[str]:
    return {str(item.get("id")) for item in value if isinstance(item, Map)} if isinstance(value, Seq) else set()


def _ids_in(value: Value, case: Case) -> set[str]:
    """Return the ids of the entities that a fragment itself writes."""
    if not isinstance(value, Seq):
        return set()
    own = [item for index, item in enumerate(value) if value.item_location(index).source is case.document.source]
    return {str(item["id"]) for item in own if isinstance(item, Map) and "id" in item}


def _section(base: Map, section: str, ids: set[str]) -> str:
    """Return a section as the base writes it; of a list of entities, those that are asked for, if any is."""
    key, value = base.key_location(section), base.value_location(section)
    text, held = key.source.text, base[section]
    chosen = [item for item in held if isinstance(item, Map) and item.get("id") in ids] if isinstance(held, Seq) else []
    if not chosen:
        return text[key.start : value.end].rstrip()
    entries = [text[text.rfind("\n", 0, item.start) + 1 : item.end].rstrip() for item in chosen]
    return "\n".join([text[key.start : key.end] + ":", *entries])


def _strain(case: Case) -> int:
    """Return how hard a fragment is to read as an example; less is better."""
    harder = sum(severity != case.policy.severity for _, severity in case.expected)
    lines = len(older_text(case).splitlines())
    return (
        _strain_of(case.document.source.text) + lines + 5 * (harder + (case.on is not None)) + 3 * len(case.expected)
        + 30 * len(case.parameters)
    )  # fmt: skip


def _strain_of(text: str) -> int:
    lines = len(text.splitlines())
    return lines + 20 * max(0, lines - MOST_LINES) + 20 * len(_CENTS.findall(text))


def _strain_after(before: Case, after: Example) -> int:
    """Return how hard it is to see what an example changed; one about other entities is no repair."""
    one, other = (
        Counter(line.partition(MARK)[0].rstrip() for line in text.splitlines())
        for text in (newer_text(before, before.document.source.text), after.text)
    )
    apart = (one - other).total() + (other - one).total()
    named, again = (set(_ID.findall(text)) for text in (before.document.source.text, after.text))
    if after.name == AS_IT_IS_RIGHT:  # whole entities, so that it has lines which are no difference in truth
        return (_strain_of(after.text) + apart) // 2 + 6
    elsewhere = 15 if named and not named & again else 0
    odd = _strain_of_change(before, after, apart) if after.older else 0
    return _strain_of(after.text) + 2 * apart + elsewhere + odd + 30 * ("(" in after.name and ": " in after.name)


def _strain_of_change(before: Case, after: Example, apart: int) -> int:
    """Return how hard it is to compare two changes; without a change there is nothing to see."""
    return 10 * (older_text(before) != after.older) + 30 * (apart == 0) + 30 * (after.text == after.older)


def _text(case: Case) -> str:
    """Return a fragment as it is read on a page: the line of a finding says the code alone."""
    above = case.crm.written if case.crm is not None else ""
    return above + newer_text(case, _MARKED.sub(r"# \1", case.document.source.text).rstrip())


def _example(case: Case, said: tuple[Said, ...] = ()) -> Example:
    return Example(_name(case), _text(case), said, older_text(case))


def _fired(case: Case) -> Example:
    """Make the example of a case that fires, with what its findings say."""
    findings = sorted(_findings(case), key=lambda one: one.location.start)
    return _example(case, tuple(Said(one.severity, one.message, one.help) for one in findings))


def _findings(case: Case) -> list[Finding]:
    """Run a case."""
    from coverage_lint.policy.fields.catalogue import catalogue
    from coverage_lint.policy.program import compile_policies
    from coverage_lint.policy.run import Runner

    model, _ = case_model(case, catalogue())
    program = compile_policies([case.policy])
    return Runner(program, "interpreter", case.on, {case.policy.code: case.parameters}).run(model).findings
