"""A file of policies is refused at the line and column of what is wrong in it."""

import pytest
from policy_files import load, place_of, policy, refusal, underlined

from coverage_lint.errors import PolicyError
from coverage_lint.policy.holding import check_holding
from coverage_lint.policy.load import codes_once

LET = "\n    low: quota * 2\n    high: low * 2"
RATE = "\n    rate: {type: ratio, about: a rate, default: 0.1, minimum: 0, maximum: 1}"
REFUSED = [
    # (what is changed, the text pointed at, words of the message, words of the help)
    ({"wehn": "quota < 5"}, "wehn", "unknown key wehn", "when"),
    ({"severity": "fatal"}, "fatal", "", ""),
    ({"code": "cl301"}, "cl301", "", ""),
    ({"code": "CL31"}, "CL31", "", ""),
    ({"code": "CL3012"}, "CL3012", "", ""),
    ({"name": "Some Policy"}, "Some Policy", "", ""),
    ({"title": '""'}, '""', "", ""),
    ({"when": "qouta < 5"}, "qouta", "qouta is no field of plan", "quota"),
    ({"when": "1 < 2 and quota < effective"}, "quota < effective", "money is compared with date", "one type"),
    ({"when": "quota <"}, "", "cannot be read", ""),
    ({"when": "quota"}, "quota", "when needs a condition; this is money", "Compare"),
    ({"when": "1"}, "1", "when needs a condition; this is number", ""),
    ({"error_when": "quota * 2"}, "quota * 2", "error_when needs a condition", ""),
    ({"error_when": "quota < nothing"}, "nothing", "no field", ""),
    ({"for": "grup"}, "grup", "no kind of entity", "group"),
    ({"for": "zebra"}, "zebra", "no kind of entity", "There are"),
    ({"at": "gruops"}, "gruops", "no field of plan", "groups"),
    ({"at": "goals.target"}, "goals.target", "no fields", "End the path"),
    ({"refutes": "quota"}, "quota", "quota is no field that a plan states", ""),
    ({"for": "group", "when": "quota < 5", "refutes": "assigned"}, "assigned", "no field that a group states", ""),
    ({"for": "phase", "when": "amount < 5", "at": "amount", "refutes": "volume"}, "volume", "no field", ""),
    ({"for": "group", "when": "quota < 5", "refutes": "[quota, qouta]"}, "[", "qouta is no field that", ""),
    ({"message": "short of {qouta}"}, "qouta", "qouta is no field", "quota"),
    ({"message": "short of {quota + 1}"}, "{quota + 1}", "only names", ""),
    ({"message": "short of {quota:euros}"}, "{quota:euros}", "euros is no format", ""),
    ({"message": "short of {quota:date}"}, "{quota:date}", "money cannot be shown as date", ""),
    ({"message": "short of {effective:money}"}, "{effective:money}", "date cannot be shown as money", ""),
    ({"message": "short of {people}"}, "{people}", "cannot stand in a message", ""),
    ({"message": "short of {quota"}, "{", "a brace is not closed", ""),
    ({"message": "short of {}"}, "{}", "only names", ""),
    ({"headline": "Quotas are short"}, "Quotas are short", "a headline holds one amount of money", "Pay is {short"),
    ({"headline": "of {quota:money} and {need:money}"}, "of {quota:money}", "a headline holds one amount of money", ""),
    ({"headline": "short since {effective:date}"}, "short since", "a headline holds one amount of money", ""),
    ({"headline": "short of {qouta:money}"}, "qouta", "qouta is no field", "quota"),
    ({"help": "raise {qouta}"}, "qouta", "qouta is no field", ""),
    ({"let": "\n    quota: 5"}, "quota", "quota is a field of plan already", "another name"),
    ({"let": "\n    plan: 5"}, "plan", "plan is a word of the language already", ""),
    ({"let": "\n    today: 5"}, "today", "today is a word of the language already", ""),
    ({"let": "\n    a-b: 5"}, "a-b", "a-b cannot be a name", ""),
    ({"let": "\n    short: quota < effective"}, "quota < effective", "money is compared with date", ""),
    ({"let": "\n    low: high * 2\n    high: quota"}, "high", "high is no field of plan, no let name", ""),
    ({"let": "\n    low: low * 2"}, "low", "low is no field of plan, no let name", ""),
    ({"let": "\n    low:"}, "", "", ""),
    ({"let": "\n    low: [1]"}, "[", "", ""),
    ({"parameters": RATE, "let": "\n    rate: 5"}, "rate", "rate is a parameter already", ""),
    ({"parameters": RATE.replace("rate:", "quota:")}, "quota", "quota is a field of plan already", ""),
    ({"parameters": RATE.replace("0.1", "1.1")}, "1.1", "above its maximum", ""),
    ({"parameters": RATE.replace("0.1", "-0.1")}, "-0.1", "below its minimum", ""),
    ({"parameters": RATE.replace("0.1", "high")}, "high", "needs a number", ""),
    ({"parameters": RATE.replace("0.1", "true")}, "true", "", ""),
    ({"parameters": RATE.replace("type: ratio", "type: rato")}, "rato", "", ""),
    ({"parameters": RATE.replace("default", "defalt")}, "defalt", "unknown key defalt", "default"),
    ({"parameters": "\n    day: {type: date, about: a day, default: 2027-02-30}"}, "2027-02-30", "needs a day", ""),
    ({"parameters": "\n    seats: {type: count, about: seats, default: 1.5}"}, "1.5", "needs a whole number", ""),
    ({"parameters": "\n    word: {type: text, about: a word, default: 5}"}, "5", "needs text", ""),
    ({"when": "any(p.seller for p in people if p.qota > 1)"}, "p.qota", "qota is no field of person", "quota"),
    ({"when": '"quota < 5 # and so on"'}, "#", "a comment", ""),
    ({"when": "'quota < 5 and qouta < 6'"}, "qouta", "no field", "quota"),
    ({"when": "'qouta == 1 and status == ''x'''"}, "'qouta", "no field", "quota"),
    ({"when": '"qouta\\x20< 5"'}, '"qouta', "no field", "quota"),
    ({"when": ">-\n    quota < 5\n    and qouta < 6"}, "qouta", "no field", "quota"),
    ({"when": "|\n    quota < 5 and\n    qouta < 6"}, "qouta", "no field", "quota"),
    ({"when": ">-\n    quota < 5\n\n    and qouta < 6"}, ">-", "no field", "quota"),
    ({"when": "quota < 5\n    and qouta < 6"}, "qouta", "no field", "quota"),
    ({"message": ">-\n    some words, and\n    {qouta:money}"}, "qouta", "no field", "quota"),
    ({"message": '"{qouta:money}"'}, "qouta", "no field", "quota"),
]  # fmt: skip


@pytest.mark.parametrize(("changed", "about", "words", "hint"), REFUSED, ids=[str(one[0])[:50] for one in REFUSED])
def test_a_fault_is_at_its_line_and_column(changed, about, words, hint):
    text = policy(**changed)
    error = refusal(text)
    assert error.location.path == "own.yaml"
    assert underlined(error).startswith(about)
    assert words in error.message
    assert hint in error.help
    line, column = place_of(error)
    assert text.split("\n")[line - 1][column - 1 :].startswith(about)


def test_the_place_is_that_of_the_policy_at_fault():
    text = policy() + policy(code="XX101", name="another", when="qouta < 5")
    assert place_of(refusal(text)) == (18, 9)


@pytest.mark.parametrize(
    "key", ["code", "name", "title", "severity", "why", "source", "for", "when", "message", "help"]
)
def test_what_a_policy_needs_is_asked_for(key):
    error = refusal(policy(**{key: None}))
    assert error.message == f"{key} is missing"
    assert error.help
    assert place_of(error)[0] == 1


BROKEN = [
    ("- code: [", "own.yaml"),
    ("code: XX100\n", "must hold a list"),
    ("", "own.yaml must hold one YAML document"),
    ("- a\n---\n- b\n", "own.yaml must hold one YAML document"),
    ("- 5\n", ""),
    ("- code: XX100\n  code: XX101\n", ""),
    ("\t- a\n", ""),
]


@pytest.mark.parametrize(("text", "words"), BROKEN, ids=[repr(one[0]) for one in BROKEN])
def test_what_is_no_list_of_policies_is_refused_with_a_place(text, words):
    error = refusal(text)
    assert error.location is not None
    assert words in f"{error.location.path} {error.message}"


def test_bytes_that_are_no_text_are_refused(tmp_path):
    from coverage_lint.policy.fields.catalogue import catalogue
    from coverage_lint.policy.load import load_policies

    path = tmp_path / "own.yaml"
    path.write_bytes(b"- code: \xff\xfe\n")
    with pytest.raises(PolicyError) as error:
        load_policies(str(path), "own.yaml", catalogue())
    assert "UTF-8" in error.value.message
    with pytest.raises(PolicyError):
        load_policies(str(tmp_path / "nowhere.yaml"), "nowhere.yaml", catalogue())


def test_two_policies_with_one_code_or_one_name_are_refused_at_the_second():
    for changed in ({"name": "another"}, {"code": "XX101"}):
        with pytest.raises(PolicyError) as error:
            codes_once(load(policy() + policy(**changed)))
        assert place_of(error.value)[0] == 11
    assert len(codes_once(load(policy() + policy(code="XX101", name="another")))) == 2


def large(parts: int, joint: str = " and ") -> str:
    return joint.join(f"quota > {one}" for one in range(parts))


def test_a_condition_of_more_than_sixty_comparisons_is_refused_at_its_when():
    fits = policy(when=large(40))
    assert load(fits)
    halves = "\n" + "\n".join(f"    part{one}: {large(30)}" for one in range(2))
    assert compiles(policy(let=halves, when="part0 and part1"))
    text = policy(let=halves, when="part0 and part1 and quota > 1")
    error = refusal(text)
    assert place_of(error) == (text[: text.index("  when")].count("\n") + 1, 9)
    assert "let" in error.help


def test_a_condition_of_more_than_fourteen_groups_is_refused_at_its_when():
    group = "(quota > 1 or (quota > 2 and target > 3))"
    assert compiles(policy(when=" and ".join([group] * 7)))
    text = policy(when=" and ".join([group] * 8))
    error = refusal(text)
    assert place_of(error)[1] == 9
    assert underlined(error).startswith("(quota")


def compiles(text: str) -> bool:
    from coverage_lint.policy.program import compile_policies

    return bool(compile_policies(load(text)).rulesets)


def test_figures_are_held_to_their_types(tmp_path):
    from coverage_lint.policy.fields.catalogue import catalogue
    from coverage_lint.policy.load import load_figures

    def figure(kind: str, value: str) -> str:
        path = tmp_path / "figures.yaml"
        path.write_text(f"- name: f\n  title: F\n  type: {kind}\n  about: x\n  value: {value}\n")
        try:
            (made,) = load_figures(str(path), "figures.yaml", catalogue())
        except PolicyError as error:
            return f"{error.message} {place_of(error)}"
        return made.format

    assert figure("money", "quota") == "money"
    assert figure("ratio", "quota / need") == "ratio"
    assert figure("money", "headcount") == "the value is count, not money (5, 10)"
    assert figure("money", "qouta").startswith("qouta is no field of plan")


OTHERS = (
    policy(code="XX101", name="other")
    + policy(code="XX102", name="another", holds="XX103")
    + policy(code="XX103", name="last", holds_here="[XX101, XX100]")
)
HOLDS = [
    ("[XX101, XX999]", "XX999]", "no policy has the code XX999"),
    ("XX1O1", "XX1O1", "no policy has the code XX1O1; did you mean XX101?"),
    ("CL011", "CL011", "CL011 is found while a model is read, before any policy, so it waits for none"),
    ("[XX101, XX100]", "XX100]", "XX100 holds itself: it would never be told"),
    ("[XX101, XX102]", "XX100]", "XX100 holds XX102, which holds XX103, which holds XX100: none of them would be told"),
]


@pytest.mark.parametrize("key", ["holds", "holds_here"])
@pytest.mark.parametrize(("codes", "at", "words"), HOLDS)
def test_what_a_policy_holds_is_there_and_does_not_hold_it_in_turn(key, codes, at, words):
    text = policy(**{key: codes})
    own, others = load(text), load(OTHERS)
    with pytest.raises(PolicyError) as refused:
        check_holding(own, others)
    place = refused.value.location
    assert str(refused.value) == words
    assert place is not None
    assert place.source.text[place.start :].startswith(at)


def test_policies_that_hold_others_by_several_ways_are_right():
    check_holding(load(policy(holds="[XX101, XX103]") + OTHERS.replace(", XX100]", "]")))
