"""What only the whole run can say of its models: which ignores are of use, and which findings a baseline holds."""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING

from coverage_lint.discovery.find_models import show
from coverage_lint.errors import Misuse
from coverage_lint.findings import Moved, in_order
from coverage_lint.frozen import NamedTuple
from coverage_lint.policy.select import NOTHING_ASKED, hideable, is_of_open_questions, of_another_command

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from coverage_lint.checking.checker import Checked
    from coverage_lint.checking.options import Options
    from coverage_lint.decisions.baseline.ledger import Ledger
    from coverage_lint.decisions.ignores.ignores import Mark
    from coverage_lint.findings import Finding, ModelReport
    from coverage_lint.settings.settings import Settings

_ABOUT_IGNORES = ("CL030", "CL031")


class Outcome(NamedTuple):
    """The models of a run with all that was found, in the order in which they were checked."""

    models: tuple[Checked, ...]
    gone: tuple[str, ...] = ()
    """Entries of baselines that no longer occur, in words."""
    moved: tuple[Moved, ...] = ()
    """The models that were moved since their findings were recorded."""
    baselines: tuple[str, ...] = ()
    """The baselines that were read, as shown to people."""

    @property
    def reports(self) -> tuple[ModelReport, ...]:
        """What was found in each."""
        return tuple(one.report for one in self.models)


def outcome(checked: Sequence[Checked], options: Options, cwd: str, *, changes: bool = False) -> Outcome:
    """Return what was found, once every model of the run has been checked. Raises Misuse for a broken baseline.

    `changes` says whether policies about changes were asked too.
    """
    used = {mark for one in checked if one.ignores is not None for mark in one.ignores.used}
    found = [_found(one, used, options, changes=changes) for one in checked]
    judges = [judged(one, options, changes=changes) for one in checked]
    ledgers: dict[str, Ledger] = {}
    held = [_ledger(one, options, cwd, ledgers) for one in checked]
    for ledger in ledgers.values():
        ledger.find_moved(
            (one.report, findings, judge)
            for one, findings, judge, its in zip(checked, found, judges, held, strict=True)
            if its is ledger
        )
    models = [
        _compared(one, findings, judge, its, changes=changes)
        for one, findings, judge, its in zip(checked, found, judges, held, strict=True)
    ]
    if not ledgers:
        return Outcome(tuple(models))
    from coverage_lint.decisions.baseline.file import in_words

    return Outcome(
        tuple(models),
        tuple(in_words(key, count) for one in ledgers.values() for key, count in one.gone().items()),
        tuple(Moved(old, new) for one in ledgers.values() for new, old in sorted(one.moved.items())),
        tuple(show(path, cwd) for path in ledgers),
    )


def _found(one: Checked, used: set[Mark], options: Options, *, changes: bool) -> list[Finding]:
    """Return the findings of a model, what is wrong with its ignores, and whether nothing was asked of it."""
    findings = list(one.report.findings)
    if one.marker is not None and not _asks(one, options, changes=changes):
        from coverage_lint.codes import finding

        message = f"{_leaves_nothing((one,), options)} of this model, so it has not been checked"
        findings.append(finding(NOTHING_ASKED, one.marker, message, entity="plan"))
    if one.ignores is not None:
        from coverage_lint.decisions.ignores.policy_words import Words

        words = Words(one.selection, one.policy_set.known(), one.policy_set.cannot_ask(changes=changes))
        findings += one.selection.kept(one.ignores.problems(one.number, used, words))
    return in_order(findings)


def _compared(
    one: Checked, findings: list[Finding], judge: Callable[[str], bool], ledger: Ledger | None, *, changes: bool
) -> Checked:
    """Separate new findings from those in a baseline, and note what was checked."""
    report = one.report._replace(findings=tuple(findings))
    if ledger is not None:
        compared = ledger.compare(one.report, findings, judge)
        report = report._replace(
            findings=tuple(compared.new),
            baselined=tuple(compared.old),
            waiting=tuple(compared.waiting),
        )
    # Of two versions what is new is told apart first: nothing old holds back what is new.
    if not changes and (report.findings or report.ignored or report.baselined):
        from coverage_lint.decisions.one_cause import hold_back, named

        held = hold_back(report.findings, one.policy_set.holding(), report.refuting)
        report = report._replace(findings=tuple(held.told), waiting=(*report.waiting, *held.waiting))
        report = named(report, dict(one.policy_set.known()))
    whole = bool(report.figures) or all(hideable(finding.code) for finding in findings)
    asked = one.policy_set.asked(one.selection, changes=changes, whole=whole)
    return one._replace(report=report._replace(asked=asked))


def baseline_of(settings: Settings, options: Options, model: str, cwd: str) -> str | None:
    """Return the path of the baseline that holds for a model by its path, absolute; None where there is none."""
    from coverage_lint.decisions.baseline.file import find_baseline

    path = options.baseline
    if path is None:
        path = settings.baseline
    if path is None:
        path = find_baseline(os.path.dirname(os.path.abspath(os.path.join(cwd, model))))
    path = path and os.path.abspath(os.path.join(cwd, path))
    return path if path and os.path.exists(path) else None


def _ledger(one: Checked, options: Options, cwd: str, known: dict[str, Ledger]) -> Ledger | None:
    path = baseline_of(one.settings, options, one.report.path, cwd)
    if path is None:
        return None
    from coverage_lint.decisions.baseline.file import load_baseline

    if path not in known:
        from coverage_lint.decisions.baseline.ledger import Ledger

        above = os.path.dirname(one.report.path)
        beside = above if above.startswith("..") or os.path.isabs(above) else ""
        known[path] = Ledger(load_baseline(path, show(path, cwd), beside=beside), cwd)
    return known[path]


def judged(one: Checked, options: Options, *, changes: bool = False) -> Callable[[str], bool]:
    """Return what says of a code whether the run asked it of a model, so that a baseline's entry can be done with.

    A code that no policy has is done with too, unless another command asks it.
    """

    @cache
    def known() -> tuple[dict[str, str], frozenset[str]]:  # most runs have no baseline, and never ask
        return dict(one.policy_set.known()), one.policy_set.cannot_ask(changes=changes)

    def is_judged(code: str) -> bool:
        names, left_out = known()
        if code in left_out or (not options.ignores and code.startswith(_ABOUT_IGNORES)):
            return False
        if code not in names:
            return of_another_command(code) == options.actuals and one.selection.selects(code, code)
        narrowed = bool(options.select or options.ignore)  # then other questions are open than with all policies
        return one.selection.asks(code, names[code]) and not (is_of_open_questions(code) and narrowed)

    return is_judged


def check_something_asked(checked: Sequence[Checked], options: Options, *, changes: bool = False) -> None:
    """Refuse a run that asks nothing of any of its models: it would look like a clean one. Raises Misuse."""
    if not checked or any(_finds(one) or _asks(one, options, changes=changes) for one in checked):
        return
    left_out = {code: one for one in checked for code in one.policy_set.cannot_ask(changes=changes)}
    names = {code: name for one in checked for code, name in one.policy_set.known()}
    of_others = [code for code, one in left_out.items() if one.selection.asks(code, names[code])]
    of_review = any(of_another_command(code) for code in of_others)
    hint = "; `coverage-lint diff` asks those about changes" if of_others and not of_review else ""
    hint = hint or ("; `coverage-lint review` asks those about what happened" if of_others else "")
    raise Misuse(f"{_leaves_nothing(checked, options)}, so nothing has been checked{hint}")


def _finds(one: Checked) -> bool:
    """True if anything was found in a model, but for that nothing was asked of it."""
    return any(found.code != NOTHING_ASKED for found in one.report.findings)


def _leaves_nothing(models: Sequence[Checked], options: Options) -> str:
    """Return which options and settings leave no policy to check."""
    select, ignore = options.select, options.ignore
    given = [f"--{option} {','.join(words)}" for option, words in (("select", select), ("ignore", ignore)) if words]
    if not select:
        given += dict.fromkeys(one.settings.path for one in models if one.settings.path is not None)
    return f"{' and '.join(given)} {'leaves' if len(given) == 1 else 'leave'} no policy to ask"


def _asks(one: Checked, options: Options, *, changes: bool) -> bool:
    """True if any policy is asked of a model."""
    if one.settings.path is None and not (options.select or options.ignore):
        return True
    left_out = one.policy_set.cannot_ask(changes=changes)
    return any(
        one.selection.asks(code, name)
        for code, name in one.policy_set.known()
        if code not in left_out
        and not is_of_open_questions(code)
        and code != NOTHING_ASKED
        and (options.ignores or not code.startswith("CL03"))
    )
