"""What a run comes to: a plan holds, fails, or is open, and what that rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias, cast

from coverage_lint.findings import SEVERITIES
from coverage_lint.frozen import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coverage_lint.findings import Finding, ModelReport, Report, Severity

QUESTION = "CL032"
"""The code of a question that nobody could answer."""
State: TypeAlias = Literal["fails", "open", "holds"]
STATES: tuple[State, ...] = ("fails", "open", "holds")
"""The worst first."""


class Verdict(NamedTuple):
    """How a plan, or all of a run, stands."""

    state: State
    """fails: something is wrong that counts; open: nothing is, but a question that counts has no answer."""
    accepted: int = 0
    """How many open questions are accepted: ignored, or in the baseline."""
    in_part: bool = False
    """Whether not every policy was asked."""
    old: int = 0
    """How many open questions the older version of a comparison left open too, so that the change is not to blame."""

    def words(self) -> str:
        """Return the words: 'holds', 'holds for what was asked, but for 3 accepted questions'."""
        if self.state != "holds":
            return self.state
        asked = " for what was asked" if self.in_part else ""
        counts = [f"{count:,} {word}" for count, word in ((self.accepted, "accepted"), (self.old, "old")) if count]
        if not counts:
            return f"holds{asked}"
        questions = "question" if self.accepted + self.old == 1 else "questions"
        return f"holds{asked}, but for {' and '.join(counts)} {questions}"


def verdict_of(model: ModelReport) -> Verdict:
    """Return how a plan stands. A draft stands as any plan does; it only fails no run."""
    counting = [one for one in model.findings if is_grave(one, model.fail_on)]
    state: State = "open" if counting else "holds"
    if any(one.code != QUESTION for one in counting):
        state = "fails"
    accepted = [*model.baselined, *(one.finding for one in model.ignored)]
    known = sum(is_open(one) for one in accepted)
    return Verdict(state, known - model.old_questions, model.in_part, model.old_questions)


def verdict_of_all(models: Iterable[ModelReport]) -> Verdict:
    """Return how all plans of a run stand together: as the worst of them."""
    verdicts = [verdict_of(model) for model in models]
    states = {one.state for one in verdicts}
    state: State = next((one for one in STATES if one in states), "holds")
    accepted, old = (sum(getattr(one, name) for one in verdicts) for name in ("accepted", "old"))
    return Verdict(state, accepted, any(one.in_part for one in verdicts), old)


def judged_by(report: Report, fail_on: str | None) -> Report:
    """Return a report with the least severity that fails, where the call says it."""
    if fail_on is None:
        return report
    return report._replace(models=tuple(one._replace(fail_on=fail_on) for one in report.models))  # type: ignore[arg-type]


def fails(report: Report, fail_on: str | None = None) -> bool:
    """True if a run fails, by the exit code: the verdict on one of its models is another than 'holds'.

    No model fails where 'never' says so, and a draft fails by CL0 errors alone. None is what settings say of each
    model, error where they say nothing.
    """
    return any(map(_fails, judged_by(report, fail_on).models))


def _fails(model: ModelReport) -> bool:
    if model.fail_on == "never":
        return False
    return any(map(counts_in_draft, model.findings)) if model.draft else verdict_of(model).state != "holds"


def counts(finding: Finding, model: ModelReport, fail_on: str | None = None) -> bool:
    """True if a model fails by one of its findings alone."""
    least = fail_on or model.fail_on
    return _fails(model._replace(findings=(finding,), baselined=(), ignored=(), fail_on=least))  # type: ignore[arg-type]


def is_open(finding: Finding) -> bool:
    """True if questions wait for what a finding says is not there."""
    return finding.code == QUESTION or finding.leaves_open


def is_grave(finding: Finding, fail_on: str) -> bool:
    """True if a finding is at or above a severity; where a run never fails, at or above error."""
    least = SEVERITIES.index("error" if fail_on == "never" else cast("Severity", fail_on))
    return SEVERITIES.index(finding.severity) <= least


def counts_in_draft(finding: Finding) -> bool:
    """True if a finding fails a draft too: what is wrong in its text; a question may stay open for a while."""
    return finding.code.startswith("CL0") and finding.severity == "error" and finding.code != QUESTION
