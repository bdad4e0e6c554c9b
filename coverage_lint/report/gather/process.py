"""How the plan is used: the sales process, its playbook, its CRM and its reviews."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.entities.derived.sums import record
from coverage_lint.report.gather.fields import exact, flag, part, text, texts
from coverage_lint.report.portrait.business import PlayLine, Process, ReviewLine, StageLine
from coverage_lint.report.portrait.refs import Ref, ref, refs

if TYPE_CHECKING:
    from coverage_lint.entities.model import Model
    from coverage_lint.entities.records import Record


def process_of(model: Model) -> Process | None:
    """Gather the process; None where the model has none."""
    process = record(model.plan.values.get("process"))
    if process is None:
        return None
    playbook, crm = part(process, "playbook"), part(process, "crm")
    stages = [(one, ref(one)) for one in model.records("stage")]
    plays = [(one, ref(one)) for one in model.records("play")]
    return Process(
        win_rate=exact(process, "win_rate"),
        cycle_days=exact(process, "cycle_days"),
        opening_pipeline=exact(process, "opening_pipeline"),
        stages=tuple(_stage(one, pointed) for one, pointed in stages if pointed is not None),
        playbook=text(playbook, "url") if playbook is not None else None,
        plays=tuple(_play(one, pointed) for one, pointed in plays if pointed is not None),
        crm=text(crm, "system") if crm is not None else None,
        reviews=reviews_of(model),
    )


def reviews_of(model: Model) -> tuple[ReviewLine, ...]:
    """Gather the reviews, in the order of the model."""
    return tuple(
        ReviewLine(
            review=pointed,
            subject=text(one, "subject"),
            cadence=text(one, "cadence"),
            owner=ref(one.values.get("owner")),
            agenda=texts(one, "agenda"),
            inputs=texts(one, "inputs"),
        )
        for one in model.records("review")
        if (pointed := ref(one)) is not None
    )


def _stage(stage: Record, pointed: Ref) -> StageLine:
    return StageLine(
        stage=pointed,
        probability=exact(stage, "probability"),
        closed=flag(stage, "closed"),
        activities=texts(stage, "activities"),
        exit_criteria=texts(stage, "exit_criteria"),
        buyer_step=text(stage, "buyer_step"),
        crm_stage=text(stage, "crm_stage"),
        plays=refs(stage.values.get("plays")),
    )


def _play(play: Record, pointed: Ref) -> PlayLine:
    return PlayLine(
        play=pointed,
        stage=ref(play.values.get("stage")),
        segment=ref(play.values.get("segment")),
        motion=text(play, "motion"),
        role=ref(play.values.get("role")),
        owner=ref(play.values.get("owner")),
        reviewed=text(play, "reviewed"),
        result=text(play, "result"),
    )
