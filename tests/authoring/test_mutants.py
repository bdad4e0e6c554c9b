"""Mutants: which are made of a policy, which a pack's cases notice, and what is said of those that they do not."""

import pytest
from policy_files import load, policy

from coverage_lint.authoring.mutants import moved_by_a_step, mutants
from coverage_lint.authoring.mutation import mutate_packs
from coverage_lint.errors import Misuse

PARAMETERS = "\n    least: {type: money, default: 10, about: x}"


def made(**changed: str) -> set[str]:
    """Return the names of the mutants of a policy, bare of the plan."""
    (one,) = load(policy(**changed))
    names = [mutant.name().replace("plan.", "") for mutant in mutants(one)]
    assert len(names) == len(set(names))
    return set(names)


WHEN = [
    # (a condition, its mutants)
    ("quota < need", {"quota < need → quota <= need", "quota < need → quota > need"}),
    ("quota <= need", {"quota <= need → quota < need", "quota <= need → quota > need"}),
    ("quota > need", {"quota > need → quota >= need", "quota > need → quota < need"}),
    ("quota >= need", {"quota >= need → quota > need", "quota >= need → quota < need"}),
    ('status == "draft"', {'status == "draft" → status != "draft"'}),
    ('status != "draft"', {'status != "draft" → status == "draft"'}),
    ("not missing(goals)", {"not missing(goals) → missing(goals)", "missing(goals) → exists(goals)"}),
    ("exists(goals)", {"exists(goals) → missing(goals)"}),
    (
        'status in ("draft", "published")',
        {
            'status in ("draft", "published") → status in ("draft",)',
            'status in ("draft", "published") → status in ("published",)',
        },
    ),
    ('status in ("draft",)', set()),
    (
        "exists(goals) and missing(people)",
        {
            "exists(goals) and missing(people) → exists(goals) or missing(people)",
            "exists(goals) and missing(people) → exists(goals)",
            "exists(goals) and missing(people) → missing(people)",
            "exists(goals) → missing(goals)",
            "missing(people) → exists(people)",
        },
    ),
    (
        "quota < 10",
        {
            "quota < 10 → quota <= 10",
            "quota < 10 → quota > 10",
            "quota < 10 → quota < 10.01",
            "quota < 10 → quota < 9.99",
        },
    ),
    (
        "headcount > 5",
        {
            "headcount > 5 → headcount >= 5",
            "headcount > 5 → headcount < 5",
            "headcount > 5 → headcount > 6",
            "headcount > 5 → headcount > 4",
        },
    ),
    (
        "quota / need == 0.5",
        {
            "quota / need == 0.5 → quota / need != 0.5",
            "quota / need == 0.5 → quota / need == 0.51",
            "quota / need == 0.5 → quota / need == 0.49",
            "quota / need → quota * need",
        },
    ),
    (
        'effective == "2027-03-01"',
        {
            'effective == "2027-03-01" → effective != "2027-03-01"',
            'effective == "2027-03-01" → effective == "2027-03-02"',
            'effective == "2027-03-01" → effective == "2027-02-28"',
        },
    ),
    (
        "quota + need < goal - assigned",
        {
            "quota + need < goal - assigned → quota + need <= goal - assigned",
            "quota + need < goal - assigned → quota + need > goal - assigned",
            "quota + need → quota - need",
            "goal - assigned → goal + assigned",
        },
    ),
    (
        "any(p.seller for p in people if exists(p.quota))",
        {
            "any(p.seller for p in people if exists(p.quota)) → all(p.seller for p in people if exists(p.quota))",
            "any(p.seller for p in people if exists(p.quota)) → any(p.seller for p in people)",
            "exists(p.quota) → missing(p.quota)",
        },
    ),
    (
        "min(p.start for p in people) < effective",
        {
            "min(p.start for p in people) < effective → min(p.start for p in people) <= effective",
            "min(p.start for p in people) < effective → min(p.start for p in people) > effective",
            "min(p.start for p in people) → max(p.start for p in people)",
        },
    ),
    (
        "max(effective, published) == effective",
        {
            "max(effective, published) == effective → max(effective, published) != effective",
            "max(effective, published) → min(effective, published)",
        },
    ),
    (
        "owner in people",
        {"owner in people → all(one == owner for one in people)", "one == owner → one != owner"},
    ),
]


@pytest.mark.parametrize(("when", "wanted"), WHEN, ids=[one[0] for one in WHEN])
def test_each_step_makes_a_mutant(when, wanted):
    quoted = "'" + when.replace("'", "''") + "'"
    assert made(when=quoted) == {f"when: {one}" for one in wanted}


def test_thresholds_names_and_parameters_have_mutants_of_their_own():
    names = made(
        parameters=PARAMETERS,
        let="\n    low: quota + need\n    told: quota - need",
        when="low < least",
        error_when="low < goal",
        message='"{told:money}"',
    )
    assert names == {
        "when: low < least → low <= least",
        "when: low < least → low > least",
        "error_when: low < goal → low <= goal",
        "error_when: low < goal → low > goal",
        "let low: quota + need → quota - need",
        "parameter least: 10 → 10.01",
        "parameter least: 10 → 9.99",
    }


def test_a_name_that_decides_through_another_has_mutants_and_one_for_messages_alone_has_none():
    lets = "\n    first: quota + need\n    second: first * 2\n    told: second + 1"
    names = made(let=lets, when="second < goal", message='"{told:money}"')
    assert "let first: quota + need → quota - need" in names
    assert "let second: first * 2 → first / 2" in names
    assert not any(name.startswith("let told") for name in names)


@pytest.mark.parametrize(
    ("value", "kind", "moved"),
    [
        (10, "money", ("10.01", "9.99")),
        (1, "ratio", ("1.01", "0.99")),
        (3, "count", ("4", "2")),
        (3, "number", ("3.01", "2.99")),
        ("2028-02-29", "date", ('"2028-03-01"', '"2028-02-28"')),
        ("word", "text", ()),
        (None, "money", ()),
    ],
)
def test_a_figure_moves_by_the_smallest_step_of_its_type(value, kind, moved):
    from coverage_lint.language.unparse import literal

    assert tuple(literal(one) for one in moved_by_a_step(value, kind)) == moved


# --- a pack with its cases --------------------------------------------------------------------------------------------

RULE = policy(
    when="selling and quota < least",
    at="quota",
    message='"{quota} is low"',
    parameters="\n    least: {type: money, default: 100, minimum: 0, about: x}",
    **{"for": "group"},
)
BASE = "coverage_model: 1\ngroups:\n  - {id: g, quota: 500}\n  - {id: callers, quota_type: none, quota: 1}\n"


def case(name: str, model: str) -> str:
    lines = "".join(f"    {line}\n" for line in model.split("\n"))
    return f"- policy: XX100\n  name: {name}\n  model: |\n{lines}"


LIMIT = case("limit", "groups:\n  - id: g\n    quota: 100")
BEYOND = case("beyond", "groups:\n  - id: g\n    quota: 99.99   # fires XX100")
MARK = '- policy: XX100\n  equivalent: "when: quota < least → quota <= least"\n  reason: Told.\n'


@pytest.fixture
def pack(tmp_path):
    """Write a pack with some cases; give what mutation says of it."""
    (tmp_path / "bases").mkdir()
    (tmp_path / "bases" / "plan.yaml").write_text(BASE)
    (tmp_path / "own.yaml").write_text(RULE)

    def mutated(cases: str):
        (tmp_path / "own.cases.yaml").write_text(cases)
        return mutate_packs([str(tmp_path)])

    return mutated


def names(found, *, stale: bool = False) -> set[str]:
    return {
        f"{one.where}: {one.before} → {one.after}" if not stale else one.where
        for one in found.survivors
        if one.stale is stale
    }


def test_cases_on_both_sides_of_the_limit_notice_every_mutant(pack):
    found = pack(LIMIT + BEYOND)
    assert (found.made, found.equivalent, found.survivors) == (7, 0, ())


def test_a_case_that_is_taken_away_lets_mutants_survive(pack):
    assert names(pack(BEYOND)) == {
        "when: quota < least → quota <= least",
        "when: selling and quota < least → selling",
        "parameter least: 100 → 100.01",
    }
    assert "parameter least: 100 → 99.99" in names(pack(LIMIT))


def test_a_mutant_that_is_marked_equivalent_is_counted_and_no_survivor(pack):
    found = pack(BEYOND + MARK)
    assert found.equivalent == 1
    assert names(found) == {"when: selling and quota < least → selling", "parameter least: 100 → 100.01"}
    assert names(found, stale=True) == set()


def test_a_mark_of_a_mutant_that_is_noticed_or_none_is_stale(pack):
    found = pack(LIMIT + BEYOND + MARK)
    assert found.equivalent == 0
    assert names(found, stale=True) == {"when: quota < least → quota <= least"}
    assert names(pack(LIMIT + BEYOND + MARK.replace("<= least", "<> least")), stale=True)
    (one,) = found.survivors
    assert one.location.path.endswith("own.cases.yaml")
    assert one.location.source.line(one.location.line).strip().startswith("equivalent:")


def test_a_survivor_is_placed_at_what_was_changed(pack):
    found = pack(BEYOND)
    lines = {one.where: one.location.source.line(one.location.line).strip() for one in found.survivors}
    assert lines["when"].startswith("when: selling and")
    assert lines["parameter least"].startswith("least: {type: money, default: 100")


def test_what_only_leaves_something_undecided_is_noticed_too(pack):
    unknown = "- policy: XX100\n  name: unknown\n  undecided: true\n  without: [groups.g.quota]\n  model: ''\n"
    found = pack(unknown)
    assert "when: selling and quota < least → selling" not in names(found)


def test_a_policy_without_a_case_is_passed_over(tmp_path):
    (tmp_path / "own.yaml").write_text(RULE)
    assert mutate_packs([str(tmp_path)]) == (0, 0, ())


def test_a_folder_without_policies_is_misuse(tmp_path):
    with pytest.raises(Misuse, match="holds no policies"):
        mutate_packs([str(tmp_path)])
