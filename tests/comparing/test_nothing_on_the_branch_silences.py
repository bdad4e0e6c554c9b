"""No edit of settings, ignores or baseline makes a change pass that fails without it, and what it silences is named."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from random_examples import examples

from coverage_lint.checking.options import Options
from coverage_lint.comparing.compare import compare
from coverage_lint.decisions.verdict import fails
from coverage_lint.revisions.versions import versions

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from coverage_lint.change.report import ChangeReport

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(__file__)))
with open(os.path.join(ROOT, "examples", "startup", "coverage.yaml"), encoding="utf-8") as _file:
    BEFORE = _file.read()
AFTER = BEFORE.replace("target: 2_400_000", "target: 2_000_000").replace("    leader: arjun-nair\n", "")
OPTIONS = Options(on="2027-02-01")
WORDS = ("CL", "CL0", "CL1", "CL116", "CL3", "CL304", "CL9", "CL900", "goal-lowered", "group-without-leader")
words = st.lists(st.sampled_from(WORDS), max_size=3, unique=True)
levels = st.dictionaries(st.sampled_from(WORDS), st.sampled_from(("off", "info", "warning", "error")), max_size=3)
written = st.fixed_dictionaries(
    {},
    optional={
        "ignore": words,
        "select": words.filter(bool),
        "severity": levels,
        "fail-on": st.sampled_from(("error", "warning", "never")),
        "drafts": st.sampled_from(("lenient", "strict")),
        "per-file": st.dictionaries(
            st.sampled_from(("*.yaml", "other/*.yaml", "coverage.yaml")),
            st.fixed_dictionaries({}, optional={"ignore": words, "severity": levels, "select": words.filter(bool)}),
            max_size=2,
        ),
        "exclude": st.lists(st.sampled_from(("*.yaml", "other/", "coverage.yaml")), max_size=1),
        "baseline": st.just("known.json"),
    },
)


def told(folder: Path, model: str, text: str, known: list[tuple[str, str, str]]) -> ChangeReport:
    """Compare the plan with one of these models, settings and baseline."""
    for name, plan in (("old", BEFORE), ("new", model)):
        (folder / name).mkdir(exist_ok=True)
        (folder / name / "coverage.yaml").write_text(plan, "utf-8")
    (folder / "new" / ".coverage-lint.yaml").write_text(text, "utf-8")
    entries = [
        {"file": "coverage.yaml", "code": code, "entity": entity, "field": field, "count": 9}
        for code, entity, field in known
    ]
    (folder / "new" / "known.json").write_text(json.dumps({"version": 2, "findings": entries}), "utf-8")
    with versions("old", "new", (), str(folder)) as both:
        return compare(both, OPTIONS)


@settings(max_examples=examples(40), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(written, st.sets(st.sampled_from(("comment", "baseline", "draft"))))
def test_what_fails_without_them_fails_with_them_and_is_named(
    tmp_path_factory: pytest.TempPathFactory, held: dict[str, object], tricks: set[str]
) -> None:
    folder = tmp_path_factory.mktemp("two")
    plain = told(folder, AFTER, "", [])
    errors = [one for model in plain.models if model.report for one in model.report.findings if one.severity == "error"]
    assert {"CL116", "CL304", "CL900"} <= {one.code for one in errors}
    model = AFTER.replace("status: published", "status: draft") if "draft" in tricks else AFTER
    model = f"# coverage-lint: ignore-file[CL] why not\n{model}" if "comment" in tricks else model
    keys = [(one.code, one.entity, one.field) for one in errors] if "baseline" in tricks else []
    change = told(folder, model, json.dumps(held), keys)
    assert fails(change.report())
    shown = {one.code for one in change.report().findings() if one.severity == "error"}
    named = {code for one in change.no_longer_checked for code in one.codes}
    assert {one.code for one in errors} <= shown | named or any(not one.codes for one in change.no_longer_checked)
