"""The figures that charts draw and say are those of the portrait."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest
from drawn_charts import DRAWN, TOP, charts, drawn, example, portrait_of, rows, rows_with, texts

from coverage_lint.checking.options import Options
from coverage_lint.language.format import money
from coverage_lint.report.build_portraits import portraits
from coverage_lint.report.charts import charts_of
from coverage_lint.report.charts.drawing.amounts import plain, scale_of

NAMES = [name for name in DRAWN if "chart-bridge" in charts(name)]


def close(drawn_number: object, exact: int | Fraction) -> bool:
    """True if a number of a drawing is an exact one in millions, to what a drawing holds."""
    assert isinstance(drawn_number, float)
    return abs(Fraction(str(drawn_number)) - Fraction(exact) / 10**6) <= Fraction(1, 2 * 10**6)


@pytest.mark.parametrize("name", NAMES)
def test_the_bridge_draws_the_layers_and_says_them_to_the_cent(name):
    chart = charts(name)["chart-bridge"]
    portrait = example(name)
    known = [layer for layer in portrait.bridge.layers if layer.amount is not None]
    totals = {row["layer"]: row for row in rows_with(chart, "layer") if row["x"] == 0}
    for layer in known:
        assert layer.amount is not None
        scale = scale_of([one.amount for one in known], portrait.head.currency)
        assert totals[layer.name]["x2"] == plain(Fraction(layer.amount, 10**scale.power))
        assert money(layer.amount) in chart.sentence
    assert chart.units.startswith(portrait.head.currency or "")


def test_steps_of_the_bridge_begin_where_the_layer_before_ends():
    steps = [row for row in rows_with(charts("acme-broken")["chart-bridge"], "layer") if row["x"] != 0]
    layers = {layer.name: layer for layer in example("acme-broken").bridge.layers}
    assert {row["layer"] for row in steps} == {"need", "target", "quota", "assigned"}
    for row in steps:
        layer = layers[row["layer"]]
        ends = sorted((layer.amount, layer.amount - layer.step))
        assert close(row["x"], ends[0])
        assert close(row["x2"], ends[1])


@pytest.mark.parametrize("name", ["acme", "acme-broken", "device-field-force"])
def test_goals_over_the_year_add_up_to_their_targets(name):
    leaves = [goal for goal in example(name).goals if goal.leaf and goal.phased]
    bars: dict[object, Fraction] = {}
    for row in rows_with(charts(name)["chart-periods"], "amount"):
        bars[row["goal"]] = bars.get(row["goal"], Fraction(0)) + Fraction(str(row["amount"])) * 10**6
    assert [bars[place] for place in range(len(leaves))] == [goal.phased for goal in leaves]


@pytest.mark.parametrize("name", ["acme", "acme-broken", "device-field-force"])
def test_each_selling_group_has_its_target_quota_mark_and_capacity(name):
    chart = charts(name)["chart-groups"]
    numbers = [row[end] for row in rows(chart) for end in ("x", "x2") if end in row and isinstance(row[end], float)]
    for page in example(name).groups:
        if page.money.counts:
            for amount in (page.money.target, page.money.quota, page.money.required, page.money.capacity):
                assert amount is None or any(close(number, amount) for number in numbers), page.group.id


def test_a_group_short_of_its_mark_says_so():
    from coverage_lint.report.charts.groups import groups

    portrait = example("acme")
    short = tuple(
        page._replace(money=page.money._replace(quota=page.money.target)) if page.group.id == "enterprise" else page
        for page in portrait.groups
    )
    chart = groups(portrait._replace(groups=short))
    assert chart is not None
    assert "2 of 3 groups reach" in chart.sentence
    assert "short: Enterprise." in chart.sentence
    assert any(row.get("text") == "▼ 100 % short" for row in rows(chart))
    assert not any("short" in str(row.get("text")) for row in rows(charts("acme")["chart-groups"]))


def test_every_covered_cell_of_the_matrix_is_drawn_and_no_other():
    held = example("acme").coverage
    cells = {(row["segment"], row["column"]) for row in rows_with(charts("acme")["chart-coverage"], "column")}
    assert cells == {
        (place, column)
        for place, segment in enumerate(held.segments)
        for column, lines in enumerate(segment.cells)
        if lines
    }


def test_a_segment_that_nobody_covers_is_plain_to_see():
    broken = drawn("acme-broken", "chart-coverage")
    assert any(written.text == "▼ nobody" for written in texts(broken))
    assert 'fill="url(#chart-coverage-hatch-' in broken
    assert "Nobody covers Ministries" in charts("acme-broken")["chart-coverage"].sentence or (
        "Nobody covers “Ministries" in charts("acme-broken")["chart-coverage"].sentence
    )
    whole = drawn("acme", "chart-coverage")
    assert all(written.text != "▼ nobody" for written in texts(whole))
    assert any(written.text == "left alone" for written in texts(whole))


@pytest.mark.parametrize("name", ["acme", "acme-broken", "startup"])
def test_seats_of_each_month_are_drawn(name):
    months = example(name).year.months
    chart = charts(name)["chart-seats"]
    assert [row["seats"] for row in rows_with(chart, "seats")] == [plain(month.seats) for month in months]
    assert [row["open"] for row in rows_with(chart, "open")] == [plain(month.open) for month in months if month.open]


def test_ramped_seats_are_those_of_sellers():
    sellers = [person for person in example("acme").people if person.seller]
    expected = [sum(person.months[at] * person.seats for person in sellers) for at in range(12)]
    assert [row["ramped"] for row in rows_with(charts("acme")["chart-seats"], "ramped")] == list(map(plain, expected))


def test_people_who_change_have_a_cell_for_each_month():
    portrait = example("acme")
    held = {person.person.id: person for person in portrait.people}
    cells = [row["strength"] for row in rows_with(charts("acme")["chart-people"], "strength")]
    shares = [share for who in portrait.year.changing for share in held[who].months]
    assert cells == [plain(Fraction(share) / 2) for share in shares]


def test_shares_of_months_are_rounded_half_up_as_findings_round(tmp_path):
    acme = TOP / "examples" / "acme"
    model = (acme / "coverage.yaml").read_text(encoding="utf-8")
    (tmp_path / "people.csv").write_bytes((acme / "people.csv").read_bytes())
    ramp = "ramp: [0, 0.10, 0.25, 0.50, 0.75, 0.90]"
    assert ramp in model
    (tmp_path / "coverage.yaml").write_text(model.replace(ramp, "ramp: [0.125, 0.245, 0.5]"), encoding="utf-8")
    chart = {one.key: one for one in charts_of(portrait_of(str(tmp_path / "coverage.yaml")))}["chart-people"]
    figures = {row["text"] for row in rows_with(chart, "text")}
    assert {"13", "25"} <= figures
    assert not {"12", "24"} & figures


def test_every_quota_of_a_role_has_a_circle():
    places = {(row["role"], row["x"]) for row in rows_with(charts("acme")["chart-quotas"], "role")}
    roles = [role for role in example("acme").roles if role.quotas]
    assert places == {
        (place, plain(Fraction(point.quota, 10**6))) for place, role in enumerate(roles) for point in role.quotas
    }


def test_budget_lines_stand_one_after_the_other_up_to_their_sum():
    held = example("acme").budget
    bars = [
        row for row in rows(charts("acme")["chart-budget"]) if "x2" in row and "y2" in row and row["x"] != row["x2"]
    ]
    ends = [row["x2"] for row in bars]
    reached = Fraction(0)
    for line in held.lines:
        reached += line.amount
        assert plain(reached / 10**6) in ends
    assert money(held.planned) in charts("acme")["chart-budget"].sentence


def test_a_budget_that_is_exceeded_says_by_how_much():
    held = example("acme-broken").budget
    assert f"{money(-held.left)} more than there is" in charts("acme-broken")["chart-budget"].sentence
    assert any(written.text.endswith(", exceeded") for written in texts(drawn("acme-broken", "chart-budget")))


def test_a_multiple_beyond_the_axis_is_written_at_its_edge():
    beyond = [written.text for written in texts(drawn("acme", "chart-multiple")) if written.text.endswith("▶")]
    assert beyond == ["22.81 × ▶"]


def test_a_role_outside_the_limits_is_marked():
    from coverage_lint.report.charts.pay import multiple

    portrait = example("acme")
    roles = tuple(
        role._replace(multiple=Fraction(21, 2)) if role.role.id == "enterprise-ae" else role for role in portrait.roles
    )
    chart = multiple(portrait._replace(roles=roles))
    assert chart is not None
    assert any(row.get("text") == "▼ 10.5 ×" for row in rows(chart))
    assert "where a warning is due: Enterprise account executive." in chart.sentence


def test_the_tree_counts_the_seats_of_all_that_is_inside():
    numbers = [written.text for written in texts(drawn("device-field-force", "chart-organization"))]
    held = example("device-field-force")
    placed = {group.id for unit in held.organization.units for group in unit.groups}
    inside = sum(
        page.headcount
        for page in held.groups
        if page.group.id in placed or (page.parent is not None and page.parent.id in placed)
    )
    assert str(inside) in numbers


def test_a_selling_group_in_no_unit_stands_apart_in_the_tree():
    assert example("acme-broken").organization.outside
    assert "In no unit: Commercial." in charts("acme-broken")["chart-organization"].sentence
    assert "In no unit" not in charts("acme")["chart-organization"].sentence
    assert "In no unit" not in charts("device-field-force")["chart-organization"].sentence


def test_a_bar_of_the_time_line_has_the_days_of_its_priority():
    spans = [(row["start"], row["due"]) for row in rows_with(charts("acme")["chart-priorities"], "due")]
    assert spans == [(one.start, one.due) for one in example("acme").priorities]
    days = {
        (row["start"], row["due"]): row["x2"] - row["x"] for row in rows_with(charts("acme")["chart-priorities"], "due")
    }
    import datetime as dt

    for (start, due), length in days.items():
        assert length == (dt.date.fromisoformat(due) - dt.date.fromisoformat(start)).days


@pytest.mark.parametrize(("regions", "areas"), [(5, 0), (10, 29), (60, 4)])
def test_an_organization_of_many_units_shows_its_upper_levels_and_counts_the_rest(tmp_path, regions, areas):
    units = [{"id": f"region-{at}", "name": f"Region {at}"} for at in range(regions)]
    units += [{"id": f"area-{at}-{part}", "parent": f"region-{at}"} for at in range(regions) for part in range(areas)]
    plan = {"coverage_model": 1, "plan": {"name": "Many"}, "organization": {"organized_by": "region", "units": units}}
    (tmp_path / "plan.yaml").write_text(json.dumps(plan), encoding="utf-8")
    (made,) = portraits([str(tmp_path / "plan.yaml")], Options(), str(tmp_path)).portraits
    (chart,) = (one for one in charts_of(made) if one.key == "chart-organization")
    names = [
        row["text"]
        for layer in chart.spec["layer"]
        for row in layer["data"]["values"]
        if "Region" in str(row.get("text"))
    ]
    assert names == [f"Region {at}" + (f" (+{areas})" if areas else "") for at in range(regions)]
    assert ("Levels below those drawn count in what they are in" in chart.sentence) == bool(areas)
