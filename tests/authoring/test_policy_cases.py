"""Cases: how a fragment is laid over a base, and what a case that is wrong is told."""

import os

import pytest
from policy_files import load, policy

from coverage_lint.authoring.cases import read_cases, run_case
from coverage_lint.authoring.overlay import overlay, without
from coverage_lint.document.yaml.reader import read_stream
from coverage_lint.errors import PolicyError
from coverage_lint.location import Source
from coverage_lint.policy.fields.catalogue import catalogue
from coverage_lint.policy.source import LIMITS


def read(text: str, name: str = "base.yaml"):
    return read_stream(Source(name, text), LIMITS).documents[0].root


def plain(node):
    if isinstance(node, dict):
        return {key: plain(value) for key, value in node.items()}
    return [plain(one) for one in node] if isinstance(node, list) else node


BASE = """
plan: {name: base, year: 1}
people:
  - {id: ada, quota: 1, tags: [x, y]}
  - {id: bob, quota: 2}
steps: [1, 2]
budget: {lines: [{id: a, amount: 1}, {id: b, amount: 2}]}
"""


def laid(fragment: str):
    return overlay(read(BASE), read(fragment, "fragment.yaml"))


def test_mappings_merge_key_by_key_and_lists_of_entities_by_id():
    made = plain(
        laid(
            "plan: {year: 2, new: 3}\npeople: [{id: bob, quota: 5}, {id: cy}]\nbudget: {lines: [{id: b, amount: 9}]}\n"
        )
    )
    assert made["plan"] == {"name": "base", "year": 2, "new": 3}
    assert made["people"] == [{"id": "ada", "quota": 1, "tags": ["x", "y"]}, {"id": "bob", "quota": 5}, {"id": "cy"}]
    assert made["budget"]["lines"] == [{"id": "a", "amount": 1}, {"id": "b", "amount": 9}]
    assert made["steps"] == [1, 2]


def test_other_lists_and_values_are_replaced():
    made = plain(laid("people: [{id: ada, tags: [z]}]\nsteps: [3]\nplan: none\n"))
    assert made["people"][0] == {"id": "ada", "quota": 1, "tags": ["z"]}
    assert made["steps"] == [3]
    assert made["plan"] == "none"
    assert plain(laid("people: []\n"))["people"] == []
    assert plain(laid("people: null\n"))["people"] is None


def test_every_value_keeps_the_place_where_it_is_written():
    made = laid("people:\n  - id: bob\n    quota: 5\n")
    ada, bob = made["people"]
    assert (ada.value_location("quota").path, bob.value_location("quota").path) == ("base.yaml", "fragment.yaml")
    assert bob.value_location("quota").line == 3
    assert made["people"].item_location(0).path == "base.yaml"
    assert made["people"].item_location(1).path == "fragment.yaml"
    assert made.key_location("steps").path == "base.yaml"
    assert made.key_location("people").path == "fragment.yaml"


def test_what_is_taken_out_is_gone_and_the_rest_keeps_its_place():
    made = without(read(BASE), ["plan.year", "people.ada", "people.bob.quota", "steps", "budget.lines.a"])
    assert plain(made) == {
        "plan": {"name": "base"},
        "people": [{"id": "bob"}],
        "budget": {"lines": [{"id": "b", "amount": 2}]},
    }
    assert made["people"].item_location(0).line == 5
    assert made.key_location("budget").line == 7


def test_neither_base_nor_fragment_is_changed():
    base, fragment = read(BASE), read("people: [{id: ada, quota: 9}]\nsteps: [4]")
    before = plain(base), plain(fragment)
    overlay(without(base, ["plan"]), fragment)
    assert (plain(base), plain(fragment)) == before


@pytest.mark.parametrize("path", ["nothing", "people.cy", "plan.nothing", "people.ada.nothing", "steps.1"])
def test_what_is_not_there_cannot_be_taken_out(path):
    with pytest.raises(KeyError):
        without(read(BASE), [path])


POLICY = policy(
    when="quota < limit",
    at="quota",
    message='"{quota} is low"',
    parameters="\n    limit: {type: money, default: 10, minimum: 0, about: x}",
    **{"for": "group"},
)
CLEAN = "coverage_model: 1\ngroups:\n  - {id: g, quota: 50}\n  - {id: h}\n"


@pytest.fixture
def run(tmp_path):
    """Run the cases of a text; give the line and the problem of each, '' for none."""
    os.mkdir(tmp_path / "bases")
    (tmp_path / "bases" / "plan.yaml").write_text(CLEAN.replace("  - {id: h}\n", ""))
    (tmp_path / "bases" / "gap.yaml").write_text(CLEAN)
    policies = {one.code: one for one in load(POLICY)}

    def run_text(text: str):
        path = tmp_path / "own.cases.yaml"
        path.write_text(text)
        cases = read_cases(str(path), "own.cases.yaml", policies)
        results = [run_case(case, catalogue(), "interpreter") for case in cases]
        return [(result.location.line, result.problem) if result.problem else "" for result in results]

    return run_text


def case(model: str, **more: str) -> str:
    head = "".join(f"  {key}: {value}\n" for key, value in more.items())
    lines = "".join(f"    {line}\n" for line in model.split("\n"))
    return f"- policy: XX100\n  name: a case\n{head}  model: |\n{lines}"


def test_a_case_passes_where_the_marked_line_fires_and_no_other(run):
    assert run(case("groups:\n  - id: g\n    quota: 9.99   # fires XX100")) == [""]
    assert run(case("groups: [{id: g, quota: 9}]   # fires XX100 once")) == [""]
    assert run(case("groups: [{id: g, quota: 9}, {id: h, quota: 8}]   # fires XX100")) == [""]
    assert run(case("groups:\n  - {id: g, quota: 10}")) == [""]
    assert run(case("groups: [{id: g, quota: 15}]   # fires XX100", parameters="{limit: 20}")) == [""]
    assert run(case("groups: [{id: g, quota: null}]", undecided="true")) == [""]
    assert run(case("", without="[groups.g]")) == [""]


WRONG = [
    (case("groups:\n  - id: g\n    quota: 9"), 6, "an error fires here, unmarked: 9 is low"),
    (case("groups:\n  - id: g   # fires XX100\n    quota: 9"), 5, "no error fires here"),
    (case("groups:\n  - id: g\n    quota: 9   # fires XX100 warning"), 6, "no warning fires here"),
    (case("groups:\n  - id: g\n    quota: 9   # fires XX100 info"), 6, "no info fires here"),
    (case("groups:\n  - id: g   # fires XX100\n    quota: 11"), 5, "no error fires here"),
    (case("groups:\n  - id: g\n    qouta: 9   # fires XX100"), 6, "the model is not sound: CL011"),
    (case("groups:\n  - id: g\n    leader: nobody\npeople: []"), 6, "the model is not sound: CL020"),
    (case("groups:\n  - id: g\n    quota: 9x"), 6, "the model is not sound: CL010"),
    (
        case("plan: {name: x}", parameters="{limit: 99}"), 2,
        "a finding is outside the fragment, bases/plan.yaml:3: 50 is low",
    ),
    (case("plan: {name: x}", base="gap"), 2, "undecided for group h: say `undecided: true`"),
    (case("groups: [{id: g, quota: 99}]", undecided="true"), 2, "nothing is undecided"),
    (
        case("groups: [{id: g, quota: 9}, {id: h, quota: 8}]   # fires XX100 once"), 4,
        "2 findings are here, and one may be",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "line", "words"), WRONG, ids=[f"{one[1]} {one[2]}" for one in WRONG])
def test_a_case_that_is_wrong_is_told_its_line(run, text, line, words):
    ((told, problem),) = run(text)
    assert problem.startswith(words)
    assert told == line


REFUSED = [
    (case("groups: [{id: g, quota: 9}]   # fires XX101"), 4, "marks XX101, and the case is one of XX100"),
    (case("groups: [{id: g, quota: 9}]   # fires "), 4, "marks nothing"),
    (case("groups: [{id: g, quota: 9}]   # fires XX100 error now"), 4, "marks XX100 error now"),
    (case("groups:\n- {id: g, quota: 9}   # fires XX100 fatal"), 5, "marks XX100 fatal"),
    (case("groups: []").replace("XX100", "XX999"), 1, "no policy has the code XX999"),
    (case("groups: [").replace("\n    \n", "\n"), 0, "the fragment cannot be read"),
    (case("- 1"), 3, "must be a mapping"),
    (case("groups: []\ngroups: []"), 5, "written twice"),
    (case("", without="[nothing]"), 3, "the base has no nothing"),
    (case("", parameters="{limt: 5}"), 3, "XX100 has no parameter limt"),
    (case("", parameters="{limit: -5}"), 3, "below its minimum"),
    (case("", parameters="{limit: five}"), 3, "needs a number"),
    (case("", base="nowhere"), 0, "no such file"),
    (case("", wihtout="[x]"), 3, "unknown key wihtout"),
    ("- policy: XX100\n  model: ''\n", 1, "name is missing"),
    ("- policy: XX100\n  name: x\n", 1, "model is missing"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "line", "words"), REFUSED, ids=[one[2] for one in REFUSED])
def test_a_case_that_cannot_be_read_is_refused_at_its_line(run, text, line, words):
    with pytest.raises(PolicyError) as error:
        run(text)
    assert words in error.value.message
    if line:
        assert error.value.location.line == line
