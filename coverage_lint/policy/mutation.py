"""Which mutants of a pack's policies no case notices."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from coverage_lint.document.rejections import Rejections
from coverage_lint.entities.model import build_model
from coverage_lint.policy.cases import Case, compare_findings, pack_paths, read_cases, read_equivalents, shown_path
from coverage_lint.policy.columns import TooCostly
from coverage_lint.policy.mutants import mutants
from coverage_lint.policy.problems import PolicyError
from coverage_lint.policy.program import compile_policies
from coverage_lint.policy.run import Runner
from coverage_lint.policy.shipped import CASES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coverage_lint.document.nodes import Location
    from coverage_lint.entities.catalogue import Catalogue
    from coverage_lint.entities.model import Model
    from coverage_lint.policy.policy import Policy


class Survivor(NamedTuple):
    """A mutant that no case notices; or, with `stale`, a mark that means no surviving mutant."""

    code: str
    mutant: str
    location: Location
    stale: bool


class Mutated(NamedTuple):
    """How many mutants there were, how many are marked equivalent, and which survived unmarked."""

    made: int
    equivalent: int
    survivors: tuple[Survivor, ...]


class _Ready(NamedTuple):
    """A case with its model built, once for all mutants."""

    case: Case
    model: Model


def mutate_packs(paths: Sequence[str]) -> Mutated:
    """Run every mutant of packs against their cases, by the interpreter. Raises Misuse."""
    from coverage_lint.data import data_path
    from coverage_lint.entities.model import catalogue
    from coverage_lint.policy.load import codes_once, load_policies

    kinds = catalogue()
    files = pack_paths(paths or [data_path("policies")])
    policies = codes_once([one for path in files for one in load_policies(path, shown_path(path), kinds)])
    made = equivalent = 0
    survivors: list[Survivor] = []
    for path in files:
        beside = path.removesuffix(".yaml") + CASES
        cases = read_cases(beside, shown_path(beside), policies) if os.path.exists(beside) else []
        marks = {(one.code, one.mutant): one for one in read_equivalents(beside, shown_path(beside))} if cases else {}
        for policy in load_policies(path, shown_path(path), kinds):
            ready = [_ready(case, kinds) for case in cases if case.policy.code == policy.code]
            for mutant in mutants(policy):
                made += 1
                if _noticed(mutant.policy, ready):
                    continue
                if marks.pop((policy.code, mutant.name()), None) is not None:
                    equivalent += 1
                else:
                    survivors.append(Survivor(policy.code, mutant.name(), policy.location, stale=False))
        survivors += [Survivor(one.code, one.mutant, one.location, stale=True) for one in marks.values()]
    return Mutated(made, equivalent, tuple(survivors))


def _ready(case: Case, catalogue: Catalogue) -> _Ready:
    model, _ = build_model(case.document._replace(rejected=Rejections()), catalogue)
    return _Ready(case, model)


def _noticed(policy: Policy, ready: Sequence[_Ready]) -> bool:
    """Say whether a case goes otherwise with a mutant than it must."""
    try:
        program = compile_policies([policy])
    except PolicyError:
        return True
    for case, model in ready:
        with Runner(program, "interpreter", case.on, {policy.code: case.parameters}) as runner:
            try:
                decided = runner.run(model)
            except (PolicyError, TooCostly, TypeError):
                return True
        if compare_findings(case, decided.findings) or _undecided_differs(case, decided.undecided, decided.findings):
            return True
    return False


def _undecided_differs(case: Case, undecided: Sequence[object], findings: Sequence[object]) -> bool:
    return bool(undecided) != case.undecided and not findings
