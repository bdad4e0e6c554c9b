"""What a policy that fires says, where it says it, where its figures came from, and what undecided ones lacked."""

import pytest
from policy_files import load, place_of, policy, refusal, run

from coverage_lint.engine.executor import default_engine
from coverage_lint.errors import PolicyError

MODEL = """
plan: {owner: ada, effective: 2027-03-01, status: draft}
goals:
  - {id: new, motion: new_business, target: 10_000_000}
  - {id: old, motion: existing, target: 1_000_000.5}
people:
  - {id: ada, quota: 5}
  - {id: bob, quota: 7, manager: ada}
groups:
  - id: north
    quota: 9_000_000
    targets: {new: 8_000_000, old: 500_000}
  - id: south
    targets: {new: 2_000_000}
"""


def only(text: str, model: str = MODEL, **how: object):
    (found,) = run(text, model, **how).findings
    return found


def test_figures_are_written_as_their_types_and_rounded_only_there():
    message = "{goal} {more:money} {part:percent} {part} {many:count} {day} {status} {owner} {rate:percent}"
    let = "\n    more: goal * 2\n    goals_at: count(goals) + 1\n    part: 1 / goals_at"
    let += "\n    many: count(people)\n    day: effective"
    parameters = "\n    rate: {type: ratio, default: 0.105, about: x}"
    found = only(policy(message=f'"{message}"', let=let, parameters=parameters))
    assert found.message == "11,000,000.50 22,000,001 33.3 % 0.33 2 2027-03-01 draft ada 10.5 %"


def test_halves_are_rounded_up_away_from_zero():
    let = "\n    a: 0.125\n    b: 0 - 0.125\n    c: 0.00049\n    d: 1 / 3"
    assert only(policy(message='"{a} {b} {c:percent} {d:percent}"', let=let)).message == "0.13 -0.13 0 % 33.3 %"


def test_cents_and_less_are_shown_where_they_are_and_no_thirds():
    let = "\n    a: quota * 1 - quota + 1_234.5\n    b: quota * 0 + 0.0625\n    c: quota / 3"
    model = "groups: [{id: g, quota: 100}]"
    assert only(policy(message='"{a} {b} {c}"', let=let), model).message == "1,234.50 0.0625 33.33"


def test_an_unknown_figure_is_a_question_mark():
    assert only(policy(message='"{quota} {effective}"'), "goals: []").message == "? ?"


def test_the_record_itself_and_the_plan_stand_in_messages():
    found = run(policy(message='"{this} of {plan}, {id}"', **{"for": "group"}), MODEL).findings
    assert [one.message for one in found] == ["north of plan, north", "south of plan, south"]


def test_values_of_several_parameters_and_many_findings_are_never_mixed_up():
    parameters = "".join(f"\n    rate{one}: {{type: number, default: {one}, about: x}}" for one in range(8))
    message = '"{id} ' + " ".join(f"{{rate{one}}}" for one in range(8)) + '"'
    rows = "".join(f"\n  - {{id: p{one}, quota: {one}}}" for one in range(300))
    found = run(
        policy(message=message, parameters=parameters, help='"{rate7} {rate0}"', **{"for": "person"}), f"people:{rows}"
    ).findings
    assert {one.message.partition(" ")[2] for one in found} == {"0 1 2 3 4 5 6 7"}
    assert {one.help for one in found} == {"7 0"}


def test_findings_of_plan_figures_are_never_mixed_up_from_model_to_model():
    from built_models import build

    from coverage_lint.policy.program import compile_policies
    from coverage_lint.policy.run import Runner

    program = compile_policies(load(policy(message='"{goal} {target} {quota} {headcount}"')))
    runner = Runner(program, "interpreter", None)
    for one in range(1, 50):
        goals = f"people: []\ngoals: [{{id: a, target: {one}}}]\n"
        model = f"{goals}groups: [{{id: g, targets: {{a: {one + 1}}}, quota: {one + 2}}}]\n"
        (found,) = runner.run(build(model).model).findings
        assert found.message == f"{one} {one + 1} {one + 2} 0"


def place(text: str, model: str = MODEL) -> list[tuple[int, str]]:
    found = run(text, model).findings
    return [(one.location.line, one.location.source.text[one.location.start : one.location.end]) for one in found]


def test_at_is_the_place_of_the_field_or_of_the_id_where_it_is_missing():
    assert place(policy(at="quota", **{"for": "group"})) == [(12, "9_000_000"), (14, "south")]
    assert place(policy(at="targets", **{"for": "group"})) == [(13, "targets"), (15, "targets")]
    assert place(policy(**{"for": "group"})) == [(11, "north"), (14, "south")]


def test_at_follows_references_as_far_as_they_go():
    assert place(policy(at="manager.quota", **{"for": "person"})) == [(8, "ada"), (8, "5")]


def test_a_missing_section_is_placed_at_the_marker_and_a_present_one_at_its_key():
    assert place(policy(at="segments")) == [(1, "coverage_model")]
    assert place(policy(at="goals")) == [(4, "goals")]
    assert place(policy(at="segments"), "goals: []") == [(1, "coverage_model")]


def test_rows_are_placed_at_their_entries():
    assert place(policy(at="amount", **{"for": "target"})) == [(13, "8_000_000"), (13, "500_000"), (15, "2_000_000")]
    assert place(policy(**{"for": "target"})) == [(13, "new"), (13, "old"), (15, "new")]
    shared = "groups: [{id: g}, {id: h}]\npeople: [{id: a, groups: {g: 0.25, h: 0.75}}]"
    assert place(policy(at="share", **{"for": "share"}), shared) == [(3, "0.25"), (3, "0.75")]
    assert place(policy(at="group", **{"for": "share"}), shared) == [(3, "g"), (3, "h")]


def test_a_trace_names_the_places_of_a_figure_with_what_each_contributed():
    found = only(
        policy(
            when="need > quota or need > 1",
            message='"{need} against {total}"',
            let="\n    total: sum(p.quota for p in people)",
        )
    )
    needed, total = found.traces
    assert (needed.name, needed.value) == ("need", "11,000,000.50")
    assert [(one.location.line, one.label) for one in needed.places] == [
        (5, "goal new 10,000,000"), (6, "goal old 1,000,000.50"),
    ]  # fmt: skip
    assert (total.name, total.value, total.more) == ("total", "12", 0)
    assert [(one.location.line, one.label) for one in total.places] == [
        (8, "person ada quota 5"),
        (9, "person bob quota 7"),
    ]


def test_a_trace_of_rows_names_both_ends():
    found = only(policy(message='"{target}"', when="target > 1", at="groups"), MODEL.replace("quota_type", "x"))
    (trace,) = found.traces
    assert [one.label for one in trace.places] == [
        "group north, goal new 8,000,000", "group north, goal old 500,000", "group south, goal new 2,000,000",
    ]  # fmt: skip


def test_a_trace_of_what_sellers_are_assigned_names_people_and_their_quotas():
    model = "roles: [{id: r, family: sdr}]\npeople: [{id: ada, role: r, group: g, quota: 5}]\ngroups: [{id: g}]\n"
    found = only(policy(message='"{assigned}"'), model)
    assert [one.label for one in found.traces[0].places] == ["person ada quota 5"]


def test_a_trace_names_ten_places_and_counts_the_rest():
    rows = "".join(f"\n  - {{id: p{one}, quota: {one}}}" for one in range(25))
    found = only(policy(message='"{total}"', let="\n    total: sum(p.quota for p in people)"), f"people:{rows}")
    assert len(found.traces[0].places) == 10
    assert found.traces[0].more == 15


def test_a_harder_threshold_makes_it_an_error():
    text = policy(severity="warning", when="quota < 9_500_000", error_when="quota < 8_000_000", **{"for": "group"})
    assert [one.severity for one in run(text, "groups: [{id: a, quota: 9_000_000}, {id: b, quota: 7}]").findings] == [
        "warning",
        "error",
    ]


@pytest.mark.parametrize("engine", sorted({default_engine(), "interpreter"}))
@pytest.mark.parametrize("written", ['not (status in ("draft", "in_review"))', 'status not in ("draft", "in_review")'])
@pytest.mark.parametrize(("status", "fires"), [("draft", 0), ("in_review", 0), ("approved", 1), ("published", 1)])
def test_none_of_some_words_is_neither_the_first_nor_the_last(engine, written, status, fires):
    decided = run(policy(when=f"'{written}'"), f"plan: {{status: {status}}}", engine=engine)
    assert (len(decided.findings), len(decided.undecided)) == (fires, 0)
    decided = run(policy(when=f"'{written}'"), "plan: {name: x}", engine=engine)
    assert (len(decided.findings), len(decided.undecided)) == (0, 1)


@pytest.mark.parametrize(
    ("let", "when", "place"),
    [
        (None, "{} > 1", (8, 9)),
        ("\n    made: {}", "made > 1", (12, 11)),
    ],
)
def test_a_number_without_end_is_told_at_the_name_that_makes_it_or_at_the_condition(let, when, place):
    product = " * ".join(["quota"] * 400)
    text = policy(let=let and let.format(product), when=when.format(product), **{"for": "group"})
    with pytest.raises(PolicyError) as told:
        run(text, f"groups: [{{id: g, quota: {'9' * 40}}}]")
    assert told.value.location is not None
    assert (told.value.location.line, told.value.location.column) == place


def test_a_count_that_is_no_whole_number_is_refused_at_its_place():
    written = "\n    limit: {{type: count, default: {}, about: x}}"
    assert load(policy(when="1 < limit", parameters=written.format("1_000")))
    told = refusal(policy(when="1 < limit", parameters=written.format("2.5")))
    assert (told.message, place_of(told)) == ("default needs a whole number", (12, 35))


def test_a_harder_threshold_fires_by_itself():
    text = policy(severity="warning", when="quota < 5", error_when="exists(targets)", **{"for": "group"})
    assert [one.severity for one in run(text, MODEL).findings] == ["error", "error"]


def test_unknown_conditions_are_undecided_with_what_they_lacked():
    decided = run(
        policy(when="quota < 5 and role.productivity > 3", **{"for": "person"}),
        "people: [{id: a, quota: 9}, {id: b, quota: 1}, {id: c}]",
    )
    assert decided.findings == []
    assert [(one.code, one.entity, one.lacks) for one in decided.undecided] == [
        ("XX100", "person b", ("people[b].role",)), ("XX100", "person c", ("people[c].quota", "people[c].role")),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("at", "lacks"), [(0, "people[p0].quota"), (199, "people[p199].quota"), (200, "people[p200].quota")]
)
def test_what_a_sum_lacked_is_named_wherever_it_stands(at, lacks):
    rows = "".join(f"\n  - {{id: p{one}{'' if one == at else ', quota: 1'}}}" for one in range(201))
    (left,) = run(policy(when="sum(p.quota for p in people) > 1"), f"people:{rows}").undecided
    assert left.lacks == (lacks,)


def test_what_a_name_under_let_lacked_is_told_once_also_where_each_row_needs_it():
    text = policy(
        let="\n    rate: role.attrition", when="any(p.quota * rate > 1 for p in role.people)", **{"for": "person"}
    )
    (left,) = run(text, "roles: [{id: r}]\npeople: [{id: a, role: r, quota: 1}]").undecided
    assert left.lacks == ("roles[r].attrition",)


def test_what_today_decides_is_undecided_without_it():
    text = policy(when="effective < today")
    assert [one.lacks for one in run(text, MODEL).undecided] == [("today",)]
    assert run(text, MODEL, on="2027-03-02").findings
    assert not run(text, MODEL, on="2027-03-01").findings


def test_parameters_take_the_place_of_defaults():
    text = policy(
        when="quota < limit", parameters="\n    limit: {type: money, default: 1, about: x}", **{"for": "person"}
    )
    assert run(text, MODEL).findings == []
    assert [one.entity for one in run(text, MODEL, limit=6).findings] == ["person ada"]


def test_a_policy_with_a_parameter_without_a_value_is_silent():
    text = policy(when="quota < limit", parameters="\n    limit: {type: money, about: x}", **{"for": "person"})
    assert run(text, MODEL)[:2] == ([], [])
    assert [one.entity for one in run(text, MODEL, limit=6).findings] == ["person ada"]


def test_a_field_of_the_plan_is_the_plan_s_in_a_policy_about_people():
    text = policy(when='plan.status == "draft" and status == "open"', **{"for": "person"})
    assert [
        one.entity for one in run(text, "plan: {status: draft}\npeople: [{id: a}, {id: b, status: open}]").findings
    ] == ["person b"]


def test_equal_facts_are_told_of_each_record():
    rows = "".join(f"\n  - {{id: p{one}, quota: 1}}" for one in range(30))
    assert len(run(policy(when="quota == 1", **{"for": "person"}), f"people:{rows}").findings) == 30
