"""A check, whole: exact limits, what is selected, drafts, and the same answers whatever the engine, seed or order."""

import json
import os
import subprocess
import sys

import pytest

from coverage_lint.checking.options import Options
from coverage_lint.checking.run import check_paths
from coverage_lint.decisions.verdict import fails
from coverage_lint.engine.executor import default_engine
from coverage_lint.errors import Misuse
from coverage_lint.findings import in_order

ENGINES = sorted({default_engine(), "interpreter"})


def check(folder, text, options=None, name="coverage.yaml"):
    (folder / name).write_text(text, encoding="utf-8")
    return check_paths([name], options or Options(), str(folder))


def codes(report):
    return [found.code for found in report.findings()]


LIMIT = """coverage_model: 1
goals:
  - {id: hunt, motion: new_business, target: 6_000_000}
  - {id: farm, motion: existing, target: 4_000_000}
groups:
  - {id: north, targets: {hunt: 6_000_000}, quota: NORTH}
  - {id: south, targets: {farm: 4_000_000}, quota: SOUTH}
"""


def over(folder, north, south, engine):
    text = LIMIT.replace("NORTH", north).replace("SOUTH", south)
    return check(folder, text, Options(select=("CL301",), engine=engine))


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("north", "south", "fires"),
    [
        ("6_600_000", "4_400_000", False),  # 11,000,000 = 10,000,000 × 1.1
        ("6_600_000", "4_399_999.99", True),  # one cent less
        ("6_600_000", "4_400_000.01", False),
        ("6_599_999.999999", "4_400_000", True),
        ("6_600_000.000001", "4_399_999.999999", False),
        ('"6_600_000"', "4400000.00", False),
        ("11e6", "0", False),
        ("11_000_000", "-0.01", True),
    ],
)
def test_the_margin_is_exact_to_the_cent_and_below(tmp_path, engine, north, south, fires):
    assert codes(over(tmp_path, north, south, engine)) == (["CL301"] if fires else [])


@pytest.mark.parametrize(
    ("target", "quota"), [("0.1", "0.11"), ("0.3", "0.33"), ("0.7", "0.77"), ("333333.33", "366666.663")]
)
def test_the_margin_is_exact_where_binary_fractions_are_not(tmp_path, target, quota):
    goals = f"goals: [{{id: a, motion: new_business, target: {target}}}]\n"
    text = f"coverage_model: 1\n{goals}groups: [{{id: g, targets: {{a: {target}}}, quota: Q}}]\n"
    options = Options(select=("CL301",))
    assert codes(check(tmp_path, text.replace("Q", quota), options)) == []
    assert codes(check(tmp_path, text.replace("Q", str(quota)[:-1] + str(int(quota[-1]) - 1)), options)) == ["CL301"]


def test_a_finding_has_its_place_its_figures_and_what_to_do(tmp_path):
    (found,) = over(tmp_path, "6_600_000", "4_399_999.99", None).findings()
    assert (found.location.path, found.location.line, found.location.column) == ("coverage.yaml", 5, 1)
    assert "0.01" in found.message
    assert "0.01" in found.help
    places = {(place.location.line, place.label) for trace in found.traces for place in trace.places}
    assert (6, "group north quota 6,600,000") in places
    assert (7, "group south quota 4,399,999.99") in places
    assert (3, "goal hunt 6,000,000") in places


BROKEN = """coverage_model: 1
plan: {owner: ada, fiscal_year: {start: 2027-01-01, end: 2027-12-31}}
goals:
  - {id: hunt, motion: new_business, target: 6_000_000, phasing: {Q1: 1, Q2: 2, Q3: 3, Q4: 4}}
  - {id: farm, motion: renewal, target: -5, bass: 7}
people:
  - {id: ada, quota: 5, group: nowhere}
  - {id: bob, quota: lots, role: hunter, group: north}
  - {id: cy, role: hunter, manager: ada}
roles: [{id: hunter, family: account_executive, productivity: 1}]
groups:
  - {id: north, targets: {hunt: 6_000_000}, quota: 1_000_000}
  - {id: south, quota: 4}
segments: [{id: large}, {id: small, coverage: [{group: north}, {group: north}]}]
budget:
  {total: 5, lines: [{id: pay, amount: 4}, {id: rest, amount: 3}], comp_plans: [{id: p, measures: [{weight: 0.5}]}]}
priorities: [{id: one, rank: 1}, {id: two, rank: 1}]
"""


def test_much_is_wrong_with_the_broken_model(tmp_path):
    assert {"CL010", "CL011", "CL020"} < set(codes(check(tmp_path, BROKEN)))
    assert len(codes(check(tmp_path, BROKEN))) > 8


@pytest.mark.parametrize(
    ("options", "chosen"),
    [
        ({"select": ("CL011",)}, lambda found: found.code == "CL011"),
        ({"select": ("CL0",)}, lambda found: found.code.startswith("CL0")),
        ({"select": ("CL01", "CL020")}, lambda found: found.code in {"CL010", "CL011", "CL020"}),
        ({"select": ("unknown-key",)}, lambda found: found.name == "unknown-key"),
        ({"select": ("quota-over-assignment", "CL0")}, lambda found: found.code == "CL301" or found.code < "CL1"),
        ({"ignore": ("CL0",)}, lambda found: not found.code.startswith("CL0")),
        ({"ignore": ("quota-over-assignment",)}, lambda found: found.code != "CL301"),
        ({"select": ("CL",)}, lambda _: True),
        (
            {"select": ("CL0",), "ignore": ("CL011",)},
            lambda found: found.code.startswith("CL0") and found.code != "CL011",
        ),
        ({"select": ("CL3", "CL011"), "ignore": ("CL3",)}, lambda found: found.code == "CL011"),
    ],
)
def test_select_and_ignore_take_codes_prefixes_and_names(tmp_path, options, chosen):
    everything = told_and_waiting(check(tmp_path, BROKEN))
    found = told_and_waiting(check(tmp_path, BROKEN, Options(**options)))
    questions = [one for one in found if one.code == "CL032"]  # those that selected policies leave open
    assert plain(one for one in found if one not in questions) == plain(
        one for one in everything if chosen(one) and one.code != "CL032"
    )
    assert all(set(one.waits) <= {code for one in everything for code in one.waits} for one in questions)


@pytest.mark.parametrize("pattern", ["CL999", "XX", "", "quota-over", "unknown-kye", "cl301", "CL3011", " CL301"])
@pytest.mark.parametrize("option", ["select", "ignore"])
def test_a_word_that_means_no_policy_is_misuse(tmp_path, option, pattern):
    with pytest.raises(Misuse):
        check(tmp_path, BROKEN, Options(**{option: ("CL301", pattern)}))


def test_undecided_policies_are_those_selected(tmp_path):
    everything = check(tmp_path, BROKEN).models[0].undecided
    some = check(tmp_path, BROKEN, Options(select=("CL3",))).models[0].undecided
    assert everything
    assert [(one.code, one.entity) for one in some] == [
        (one.code, one.entity) for one in everything if one.code.startswith("CL3")
    ]


DRAFT = LIMIT.replace("NORTH", "1").replace("SOUTH", "1").replace("goals:", "plan: {status: STATUS}\ngoals:")


@pytest.mark.parametrize(
    ("status", "strict", "failing"),
    [
        ("draft", False, False),
        ("draft", True, True),
        ("in_review", False, True),
        ("approved", False, True),
        ("published", False, True),
        ("null", False, True),
    ],
)
def test_in_a_draft_only_structure_fails_unless_strict(tmp_path, status, strict, failing):
    report = check(tmp_path, DRAFT.replace("STATUS", status), Options(strict=strict))
    assert "CL301" in codes(report)
    assert fails(report) is failing
    assert not fails(report, "never")
    broken = check(tmp_path, DRAFT.replace("STATUS", status) + "qouta: 5\n", Options(strict=strict))
    assert fails(broken)


def test_a_status_that_is_refused_makes_no_draft(tmp_path):
    report = check(tmp_path, DRAFT.replace("STATUS", "drft"))
    assert not report.models[0].draft
    assert fails(report)


def test_fail_on_takes_what_is_as_grave_or_graver(tmp_path):
    text = "coverage_model: 1\n" + LIMIT.replace("coverage_model: 1\n", "").replace("NORTH", "1").replace("SOUTH", "1")
    report = check(tmp_path, text, Options(select=("CL301",)))
    assert [fails(report, severity) for severity in ("error", "warning", "info", "never")] == [True, True, True, False]
    model = report.models[0]
    lighter = report._replace(
        models=(model._replace(findings=tuple(one._replace(severity="warning") for one in model.findings)),)
    )
    assert [fails(lighter, severity) for severity in ("error", "warning", "info", "never")] == [
        False,
        True,
        True,
        False,
    ]


def told_and_waiting(report):
    """Return all that was found, in order; what waits for another depends on what else is selected."""
    (model,) = report.models
    found = in_order((*model.findings, *model.waiting))
    return [one if one.code == "CL032" else one._replace(help=one.help.split(" Until then ")[0]) for one in found]


def plain(found):
    """Return findings as text, places and traces with them."""
    return [
        (one.code, one.severity, one.message, one.help, one.label, one.entity, one.field, place(one.location),
         [(trace.name, trace.value, trace.more, labelled(trace.places)) for trace in one.traces], labelled(one.related))
        for one in found
    ]  # fmt: skip


def labelled(places):
    return [(place(other.location), other.label) for other in places]


def place(location):
    return location.path, location.line, location.column, location.end_line, location.end_column


def test_both_engines_find_the_same(tmp_path):
    reports = [check(tmp_path, BROKEN, Options(engine=engine, lacks=True)) for engine in ENGINES]
    first = plain(reports[0].findings())
    assert all(plain(report.findings()) == first for report in reports)
    assert all(report.models[0].figures == reports[0].models[0].figures for report in reports)
    told = [
        [(one.code, one.entity, one.lacks, place(one.location)) for one in report.models[0].undecided]
        for report in reports
    ]
    assert all(one == told[0] for one in told)


PRINT = """
import sys
from coverage_lint.checking.run import check_paths
from coverage_lint.checking.options import Options
sys.path.insert(0, sys.argv[2])
from test_checking import plain
for engine in sys.argv[1].split(","):
    report = check_paths(["coverage.yaml"], Options(engine=engine, lacks=True), ".")
    print(plain(report.findings()))
    for model in report.models:
        print([(one.code, one.entity, one.lacks) for one in model.undecided])
        print([(one.name, one.value) for one in model.figures])
    print("next")
"""


def test_the_same_bytes_under_every_hash_seed_with_every_engine(tmp_path):
    (tmp_path / "coverage.yaml").write_text(BROKEN)
    here = os.path.dirname(os.path.abspath(__file__))
    top = os.path.dirname(os.path.dirname(here))
    told = set()
    for seed in ("0", "1", "4711"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": top, "COVERAGE_LINT_CACHE": "off"}
        done = subprocess.run(
            [sys.executable, "-c", PRINT, ",".join(ENGINES), here],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            check=True,
        )
        of_engines = done.stdout.split(b"next\n")
        assert len(of_engines) == len(ENGINES) + 1
        told |= {*of_engines[:-1]}
    assert len(told) == 1
    assert b"CL020" in told.pop()


def test_policies_from_the_cache_find_the_same(tmp_path):
    (tmp_path / "coverage.yaml").write_text(BROKEN)
    here = os.path.dirname(os.path.abspath(__file__))
    environment = {
        **os.environ,
        "PYTHONPATH": os.path.dirname(os.path.dirname(here)),
        "COVERAGE_LINT_CACHE": str(tmp_path / "kept"),
    }
    told = [
        subprocess.run(
            [sys.executable, "-c", PRINT, "interpreter", here],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            check=True,
        ).stdout
        for _ in range(2)
    ]
    assert os.listdir(tmp_path / "kept")
    assert told[0] == told[1]


def as_plain(node):
    from decimal import Decimal

    if isinstance(node, dict):
        return {key: as_plain(value) for key, value in node.items()}
    if isinstance(node, list):
        return [as_plain(one) for one in node]
    return float(node) if isinstance(node, Decimal) else node


def reversed_entities(node):
    """Turn round lists of entities and keys of mappings; lists whose order means something stay."""
    if isinstance(node, dict):
        return {key: reversed_entities(node[key]) for key in reversed(list(node))}
    if isinstance(node, list):
        entities = all(isinstance(one, dict) and "id" in one for one in node) and not any(
            "probability" in one for one in node
        )
        held = [reversed_entities(one) for one in node]
        return held[::-1] if entities else held
    return node


@pytest.mark.parametrize("defect", ["none", "many"])
def test_another_order_gives_the_same_set_of_findings(tmp_path, defect):
    from coverage_lint.document.model_file import read_documents
    from coverage_lint.system.shipped_data import data_path

    with open(data_path("examples", "startup", "coverage.yaml"), "rb") as file:
        text = file.read() if defect == "none" else BROKEN.encode()
    root = as_plain(read_documents(text, "x", None).documents[0].root)
    if defect == "none":  # startup, with some figures that break policies
        root["groups"][0]["quota"] = 5
        root["goals"][0]["phasing"]["Q1"] = 7
        root["people"][3]["role"] = "nobody"
        root["priorities"][0]["rank"] = 2
        del root["segments"][0]["coverage"]
    told = []
    for made in (root, reversed_entities(root)):
        report = check(tmp_path, json.dumps(made, indent=1), name="coverage.json")
        told.append(
            (
                {(one.code, one.severity, one.entity, one.field, one.message, one.help) for one in report.findings()},
                len(report.findings()),
            )
        )
    assert told[0] == told[1]
    assert told[0][1] > 4


def test_two_models_in_one_file_are_checked_apart(tmp_path):
    first = LIMIT.replace("NORTH", "6_600_000").replace("SOUTH", "4_400_000")
    second = LIMIT.replace("NORTH", "1").replace("SOUTH", "1").replace("hunt", "chase")
    report = check(tmp_path, f"{first}---\n{second}", Options(select=("CL0", "CL301")))
    assert [[found.code for found in model.findings] for model in report.models] == [[], ["CL301"]]
    assert report.models[1].findings[0].location.line == first.count("\n") + 1 + 5
    assert [figure.value for model in report.models for figure in model.figures if figure.name == "quota"] == [
        11_000_000,
        2,
    ]


def test_models_of_several_files_come_in_the_order_of_their_paths(tmp_path):
    for name in ("b.yaml", "a.yaml"):
        (tmp_path / name).write_text("coverage_model: 1\nqouta: 5\n")
    (tmp_path / "c.yaml").write_text("nothing: 1\n")
    report = check_paths(["b.yaml", "a.yaml", "c.yaml"], Options(), str(tmp_path))
    assert [model.path for model in report.models] == ["a.yaml", "b.yaml"]
    assert report.passed_over == ("c.yaml",)


def test_where_no_model_is_found_and_none_was_named_it_is_misuse(tmp_path):
    with pytest.raises(Misuse):
        check_paths([], Options(), str(tmp_path))
    with pytest.raises(Misuse):
        check_paths(["nowhere.yaml"], Options(), str(tmp_path))


def test_findings_come_in_the_order_of_the_file(tmp_path):
    found = check(tmp_path, BROKEN).findings()
    assert [one.location.start for one in found] == sorted(one.location.start for one in found)


def test_what_depends_on_today_is_undecided_without_it_and_never_read_off_the_clock(tmp_path):
    reports = [check(tmp_path, BROKEN, Options(on=on)) for on in (None, "2027-06-01")]
    assert all(report.models for report in reports)
    assert plain(reports[0].findings()) == plain(check(tmp_path, BROKEN).findings())


@pytest.mark.parametrize("on", ["soon", "2027-13-01", "20270601", ""])
def test_a_day_that_is_none_is_misuse(tmp_path, on):
    with pytest.raises(Misuse):
        check(tmp_path, BROKEN, Options(on=on))
