"""What is not known is left out, and the sentence says so; a chart with nothing to show is not there."""

from __future__ import annotations

from fractions import Fraction

import pytest
from drawn_charts import KEYS, example, texts

from coverage_lint.report.build_portraits import portraits
from coverage_lint.report.charts import charts_of
from coverage_lint.report.charts.svg import draw


def without(value: object) -> object:
    """Return a portrait, or a part of one, without any figure."""
    if isinstance(value, bool):
        return value
    if isinstance(value, int | Fraction):
        return None
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return type(value)(*(without(part) for part in value))
    return value


def found(portrait):
    return {chart.key: chart for chart in charts_of(portrait)}


@pytest.fixture(scope="module")
def acme():
    return example("acme")


def test_a_file_that_is_no_model_has_no_charts(tmp_path):
    (tmp_path / "m.yaml").write_text("coverage_model: 1\nplan: [", encoding="utf-8")
    from coverage_lint.checking.options import Options

    (portrait,) = portraits([str(tmp_path / "m.yaml")], Options(), str(tmp_path)).portraits
    assert charts_of(portrait) == ()


def test_a_plan_with_nothing_in_it_has_no_charts(tmp_path):
    (tmp_path / "m.yaml").write_text("coverage_model: 1\n", encoding="utf-8")
    from coverage_lint.checking.options import Options

    (portrait,) = portraits([str(tmp_path / "m.yaml")], Options(), str(tmp_path)).portraits
    assert charts_of(portrait) == ()


def test_a_layer_that_is_not_known_is_left_out_of_the_bridge(acme):
    layers = tuple(
        layer._replace(amount=None, step=None, cushion=None, cushion_share=None)
        if layer.name == "target"
        else layer._replace(step=None)
        if layer.name == "quota"
        else layer
        for layer in acme.bridge.layers
    )
    chart = found(acme._replace(bridge=acme.bridge._replace(layers=layers)))["chart-bridge"]
    assert "Not known, and left out: targets of groups." in chart.sentence
    assert all(not written.text.startswith("Targets") for written in texts(draw(chart)))


def test_a_goal_whose_split_is_not_known_is_named(acme):
    goals = tuple(
        goal._replace(quarters=(None, 1, 1, 1), months=None) if goal.goal.id == "renewal" else goal
        for goal in acme.goals
    )
    chart = found(acme._replace(goals=goals))["chart-periods"]
    assert "How renewal is split is not known." in chart.sentence
    assert chart.sentence.startswith("2 goals")


def test_a_group_without_some_figure_is_named(acme):
    groups = tuple(
        page._replace(money=page.money._replace(quota=None)) if page.group.id == "commercial" else page
        for page in acme.groups
    )
    chart = found(acme._replace(groups=groups))["chart-groups"]
    assert "Not all figures are known of Commercial; those are left out." in chart.sentence
    assert "2 of 2 groups reach" in chart.sentence


def test_a_segment_of_which_coverage_is_not_known_says_so(acme):
    first, *others = acme.coverage.segments
    coverage = acme.coverage._replace(segments=(first._replace(state=None), *others))
    chart = found(acme._replace(coverage=coverage))["chart-coverage"]
    assert f"Of “{first.segment.name}” it is not known." in chart.sentence
    assert any(written.text == "not known" for written in texts(draw(chart)))


def test_a_budget_line_without_amount_and_a_total_without_are_named(acme):
    first, *others = acme.budget.lines
    budget = acme.budget._replace(lines=(first._replace(amount=None), *others), total=None, planned=None, left=None)
    chart = found(acme._replace(budget=budget))["chart-budget"]
    assert "The total is not known." in chart.sentence
    assert "The amount of compensation is not known and left out." in chart.sentence


def test_a_priority_without_days_is_named(acme):
    first, *others = acme.priorities
    chart = found(acme._replace(priorities=(first._replace(start=None, due=None), *others)))["chart-priorities"]
    assert "Without any day, and left out:" in chart.sentence


def test_a_role_without_multiple_is_named(acme):
    roles = tuple(role._replace(multiple=None) if role.role.id == "enterprise-ae" else role for role in acme.roles)
    chart = found(acme._replace(roles=roles))["chart-multiple"]
    assert "It is not known of Enterprise account executive." in chart.sentence


def test_people_without_months_and_months_without_seats_are_named(acme):
    who = acme.year.changing[0]
    people = tuple(
        person._replace(months=None, seller=True) if person.person.id == who else person for person in acme.people
    )
    months = (acme.year.months[0]._replace(seats=None), *acme.year.months[1:])
    changed = found(acme._replace(people=people, year=acme.year._replace(months=months)))
    assert "it is not known, and left out." in changed["chart-people"].sentence
    assert "it is not known, and left out." in changed["chart-seats"].sentence
    assert "Of 2027-01 it is not known." in changed["chart-seats"].sentence


def test_a_quarter_without_capacity_is_named(acme):
    quarters = (acme.quarters[0]._replace(capacity=None), *acme.quarters[1:])
    chart = found(acme._replace(quarters=quarters))["chart-capacity"]
    assert "Of Q1 not all figures are known." in chart.sentence


@pytest.mark.parametrize("key", KEYS)
def test_without_any_figure_there_is_no_chart_that_could_not_be_drawn(acme, key):
    changed = {
        "chart-bridge": lambda: acme._replace(
            bridge=acme.bridge._replace(layers=tuple(map(without, acme.bridge.layers)))
        ),
        "chart-periods": lambda: acme._replace(goals=tuple(goal._replace(phased=None) for goal in acme.goals)),
        "chart-capacity": lambda: acme._replace(
            year=acme.year._replace(months=tuple(month._replace(capacity=None) for month in acme.year.months))
        ),
        "chart-seats": lambda: acme._replace(
            year=acme.year._replace(months=tuple(month._replace(seats=None) for month in acme.year.months))
        ),
        "chart-people": lambda: acme._replace(year=acme.year._replace(changing=())),
        "chart-quotas": lambda: acme._replace(roles=tuple(role._replace(quotas=()) for role in acme.roles)),
        "chart-groups": lambda: acme._replace(
            groups=tuple(page._replace(money=without(page.money)) for page in acme.groups)
        ),
        "chart-coverage": lambda: acme._replace(coverage=acme.coverage._replace(segments=())),
        "chart-budget": lambda: acme._replace(
            budget=acme.budget._replace(lines=tuple(map(without, acme.budget.lines)))
        ),
        "chart-multiple": lambda: acme._replace(roles=tuple(role._replace(multiple=None) for role in acme.roles)),
        "chart-organization": lambda: acme._replace(organization=acme.organization._replace(units=())),
        "chart-priorities": lambda: acme._replace(
            priorities=tuple(one._replace(start=None, due=None) for one in acme.priorities)
        ),
    }
    left = found(changed[key]())
    assert key not in left
    assert "chart-bridge" in left or key == "chart-bridge"


def test_zeros_are_drawn_as_zeros(acme):
    layers = tuple(layer._replace(amount=0, step=None if layer.step is None else 0) for layer in acme.bridge.layers)
    chart = found(acme._replace(bridge=acme.bridge._replace(layers=layers, required=0)))["chart-bridge"]
    assert [written.text for written in texts(draw(chart))].count("0") >= 5
