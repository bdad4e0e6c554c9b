"""What the policy language takes, what it refuses, and where and how it says so."""

import sys
import time

import pytest
from asked import answer, fault, parse

from coverage_lint.entities.catalogue import DATE, MONEY, RATIO
from coverage_lint.errors import ExpressionError
from coverage_lint.language.functions import AGGREGATES, FUNCTIONS
from coverage_lint.language.parse import MAX_DEPTH, MAX_LENGTH, MAX_NODES
from coverage_lint.policy.fields.catalogue import catalogue

TYPES = [
    ("plan", "quota", "money"),
    ("plan", "1", "number"),
    ("plan", '"a"', "text"),
    ("plan", "True", "flag"),
    ("plan", "effective", "date"),
    ("plan", "today", "date"),
    ("plan", "owner", "person"),
    ("plan", "people", "relation of person rows"),
    ("plan", "plan.people", "relation of person rows"),
    ("person", "this", "person"),
    ("person", "plan.people", "relation of person rows"),
    ("plan", "quota + target", "money"),
    ("plan", "quota * 2", "money"),
    ("plan", "2 * quota", "money"),
    ("plan", "quota / target", "ratio"),
    ("plan", "quota / 2", "money"),
    ("plan", "-quota", "money"),
    ("plan", "headcount + open_seats", "count"),
    ("plan", "headcount / open_seats", "ratio"),
    ("plan", "quota * staffing.attainment", "money"),
    ("plan", "1 + 2", "number"),
    ("plan", "count(people)", "count"),
    ("plan", "count(1 for p in people if p.seller)", "count"),
    ("plan", "sum(p.quota for p in people)", "money"),
    ("plan", "mean(p.quota for p in people)", "money"),
    ("plan", "mean(p.count for p in people)", "ratio"),
    ("plan", "max(p.start for p in people)", "date"),
    ("plan", "min(1, 2, 3)", "number"),
    ("plan", "max(quota, target)", "money"),
    ("plan", "max(0, quota)", "money"),
    ("plan", "min(effective, published)", "date"),
    ("plan", "abs(quota - target)", "money"),
    ("plan", "days_between(effective, published)", "count"),
    ("person", "ancestors(this)", "relation of person rows"),
    ("person", "depth(manager)", "count"),
    ("plan", "any(p.seller for p in people)", "flag"),
    ("plan", "all(p.quota > 1 for p in people)", "flag"),
    ("plan", "unique(p.name for p in people)", "flag"),
    ("plan", "names(p for p in people)", "text"),
    ("plan", "names(p.name for p in people)", "text"),
    ("plan", "same(p.quota for p in people)", "money"),
    ("plan", "same(p.start for p in people)", "date"),
    ("plan", "quota if headcount > 0 else 0", "money"),
    ("plan", "0 if headcount > 0 else quota", "money"),
    ("group", "leader if overlay else parent.leader", "person"),
    ("plan", "unique(p.manager for p in people)", "flag"),
    ("plan", "rising(s.probability for s in process.stages)", "flag"),
    ("plan", "overlap_max((p.start, p.due) for p in priorities)", "count"),
    ("plan", "missing(budget.total)", "flag"),
    ("plan", "exists(people)", "flag"),
    ("plan", "not exists(people)", "flag"),
    ("plan", "0 < quota <= target", "flag"),
    ("plan", 'status in ("draft", "published")', "flag"),
    ("plan", 'status not in ["draft"]', "flag"),
    ("person", "this in plan.people", "flag"),
    ("person", '"product" in role.certifications', "flag"),
    ("person", 'start < "2027-02-01"', "flag"),
    ("plan", "limit * 2", "number"),
]


@pytest.mark.parametrize(("subject", "text", "held"), TYPES, ids=[one[1] for one in TYPES])
def test_every_kind_of_expression_has_its_type(subject, text, held):
    assert str(parse(text, subject).type) == held


def test_every_function_is_tried_above():
    tried = " ".join(text for _, text, _ in TYPES)
    assert [name for name in (*AGGREGATES, *FUNCTIONS) if f"{name}(" not in tried] == []


FAULTS = [
    # (subject, expression, words of the message, the text pointed at, words of the help)
    ("plan", "quota < effective", "money is compared with date", "quota < effective", "one type"),
    ("plan", "1 < 2 and quota < effective", "money is compared with date", "quota < effective", ""),
    ("plan", "quota < headcount", "money is compared with count", "quota < headcount", "Multiply"),
    ("plan", "quota + effective", "money + date has no meaning", "quota + effective", ""),
    ("plan", "quota * target", "money * money has no meaning", "quota * target", ""),
    ("plan", "1 / quota", "number / money has no meaning", "1 / quota", ""),
    ("plan", "quota + headcount", "has no meaning", "quota + headcount", ""),
    ("plan", "qouta < 5", "qouta is no field of plan", "qouta", "quota"),
    ("plan", '1 < 2 or owner.nam == "x"', "nam is no field of person", "owner.nam", "name"),
    ("plan", "people.quota > 5", "has no fields", "people.quota", "sum(x.quota for x in"),
    ("plan", "sum(p.qota for p in people) > 5", "qota is no field of person", "p.qota", "quota"),
    ("plan", "sum(p.name for p in people)", "sum needs numbers; this is text", "sum(p.name for p in people)", ""),
    ("plan", "any(p.quota for p in people)", "any needs a condition", "any(p.quota for p in people)", ""),
    ("plan", "count(p.quota for p in people)", "count(1 for x in", "count(p.quota for p in people)", ""),
    ("plan", "rising(p.name for p in people)", "rising needs numbers or dates", "rising(p.name for p in people)", ""),
    ("plan", "overlap_max(p.start for p in people)", "two dates", "overlap_max(p.start for p in people)", ""),
    ("plan", "unique(p.reports for p in people)", "relation", "unique(p.reports for p in people)", ""),
    ("plan", "names(p.quota for p in people)", "needs rows or texts", "names(p.quota for p in people)", ""),
    ("plan", "sum(quota)", "sum needs one generator", "sum(quota)", ""),
    ("plan", "sun(p.quota for p in people)", "is no function", "sun(p.quota for p in people)", "sum"),
    ("plan", "len(people)", "is no function of the policy language", "len(people)", ""),
    ("plan", "people.count(1)", "only the functions", "people.count(1)", ""),
    ("plan", "min(quota)", "two values or more", "min(quota)", ""),
    ("plan", "min(quota, effective)", "has no meaning", "min(quota, effective)", ""),
    ("plan", "abs(effective)", "takes a number", "abs(effective)", ""),
    ("plan", "days_between(effective, 1)", "two dates", "days_between(effective, 1)", ""),
    ("plan", "days_between(effective)", "takes 2 values", "days_between(effective)", ""),
    ("plan", "depth(plan)", "has a parent", "depth(plan)", ""),
    ("plan", "missing(1)", "asks about a field", "missing(1)", ""),
    ("plan", "missing(quota, target)", "takes 1 value", "missing(quota, target)", ""),
    ("plan", "not quota", "not needs a condition; this is money", "quota", "exists"),
    ("plan", 'quota and status == "draft"', "and needs a condition", "quota", ""),
    ("plan", "any(p.seller for p in people if p.quota)", "if needs a condition", "p.quota", ""),
    ("plan", "any(p.seller for p in quota)", "a relation of rows is needed", "quota", ""),
    ("plan", 'status == "drft"', '"drft" is none of draft', 'status == "drft"', "never be equal"),
    ("plan", '"drft" == status', '"drft" is none of draft', '"drft" == status', ""),
    ("plan", 'status in ("draft", "publishd")', '"publishd" is none of', "status", ""),
    ("plan", "status in ()", "empty list", "status in ()", ""),
    ("plan", "status in (status,)", "only words and numbers", "status in (status,)", ""),
    ("plan", 'quota in ("a",)', "money is compared with text", "quota in", ""),
    ("plan", "quota in target", "looks into a relation", "quota in target", ""),
    ("plan", "owner in groups", "group is compared with person", "owner in groups", ""),
    ("plan", "owner < owner", "has no order", "owner < owner", ""),
    ("plan", 'status < "draft"', "has no order", 'status < "draft"', ""),
    ("plan", "people == people", "relation", "people == people", ""),
    ("plan", "True < False", "has no order", "True < False", ""),
    ("plan", "True == 1", "flag is compared with number", "True == 1", ""),
    ("plan", 'effective < "2027-13-01"', "no day of the calendar", 'effective < "2027-13-01"', "YYYY-MM-DD"),
    ("plan", 'effective < "1 March"', "no day of the calendar", 'effective < "1 March"', ""),
    ("plan", 'effective < "20270101"', "no day of the calendar", 'effective < "20270101"', ""),
    ("person", "any(c.seller for quota in plan.people)", "quota is a field of person already", "any(", "another name"),
    ("person", "any(limit.seller for limit in plan.people)", "limit is a parameter already", "any(", ""),
    ("person", "any(this.seller for this in plan.people)", "this is a word of the language already", "any(", ""),
    ("plan", "any(any(p.seller for p in people) for p in people)", "p is a generator's name already", "any(p", ""),
    ("plan", "any(p.seller for p in people for q in people)", "one `for`", "any(", "within it"),
    ("plan", "any(p.seller for p, q in people)", "one name", "any(", ""),
    ("plan", "[p.quota for p in people]", "a list comprehension", "[p.quota for p in people]", ""),
    ("plan", "(p.quota for p in people)", "a generator outside an aggregate", "(p.quota for p in people)", ""),
    ("plan", "quota if headcount else 1", "if needs a condition; this is count", "headcount", ""),
    ("plan", "quota if headcount > 0 else status", "money in one and text in the other", "quota if", "the same type"),
    ("plan", "people if headcount > 0 else people", "relation of person rows in one", "people if", "no relation"),
    ("plan", "quota if headcount > 0", "cannot be read", "", ""),
    ("plan", "same(p.reports for p in people)", "relation", "same(p.reports for p in people)", ""),
    ("plan", "lambda: 1", "lambda", "lambda: 1", ""),
    ("plan", "people[0]", "an index", "people[0]", ""),
    ("plan", "quota ** 2", "**", "quota ** 2", ""),
    ("plan", "quota // 2", "//", "quota // 2", ""),
    ("plan", "quota % 2", "%", "quota % 2", ""),
    ("plan", "~headcount", "has no meaning", "~headcount", ""),
    ("plan", "+headcount", "has no meaning", "+headcount", ""),
    ("plan", "quota is target", "`is`", "quota is target", ""),
    ("plan", "(x := 5)", ":=", "x := 5", ""),
    ("plan", 'f"{quota}"', "an f-string", 'f"{quota}"', ""),
    ("plan", "quota == None", "this constant", "None", ""),
    ("plan", 'b"a" == b"a"', "this constant", 'b"a"', ""),
    ("plan", "...", "this constant", "...", ""),
    ("plan", "1j", "this constant", "1j", ""),
    ("plan", "{1: 2}", "Dict", "{1: 2}", ""),
    ("plan", "1e6 < quota", "not a number as policies write them", "1e6", "1_000_000"),
    ("plan", "0x10 < quota", "not a number as policies write them", "0x10", ""),
    ("plan", "9" * 25, "not a number as policies write them", "9" * 25, ""),
    ("plan", "sum(*people)", "", "", ""),
    ("plan", "min(quota, key=1)", "only the functions", "min(quota, key=1)", ""),
    ("plan", "quota <", "cannot be read", "", ""),
    ("plan", "quota < 5)", "cannot be read", ")", ""),
    ("plan", "(quota < 5", "cannot be read", "(", ""),
    ("plan", "quota < 5 # and more", "a comment", "#", ""),
    ("plan", "(quota < 5) # and more", "a comment", "#", ""),
    ("plan", "quota < \\\n 5", "a backslash", "\\", ""),
    ("plan", "", "empty", "", ""),
    ("plan", " \n\t ", "empty", " \n\t ", ""),
    ("plan", "import os", "cannot be read", "", ""),
    ("plan", "quota; target", "cannot be read", "", ""),
    ("plan", "quota = 5", "cannot be read", "", ""),
    ("plan", "__import__", "no field of plan", "__import__", ""),
    ("plan", "owner.__class__", "__class__ is no field of person", "owner.__class__", ""),
]  # fmt: skip


@pytest.mark.parametrize(("subject", "text", "words", "about", "hint"), FAULTS, ids=[one[1][:40] for one in FAULTS])
def test_what_is_wrong_is_said_at_its_place_with_what_to_do(subject, text, words, about, hint):
    message, pointed, help_text = fault(text, subject)
    assert message
    assert words in message
    assert pointed.startswith(about)
    assert hint in help_text


def test_places_are_counted_in_characters():
    text = 'any(p.name == "Jürgen — 東京" for p in people) and qouta < 5'
    assert fault(text)[1] == "qouta"


def test_places_hold_over_line_breaks_and_leading_space():
    text = "  1 < 2\n  and 3 < 4\n\tand qouta < 5"
    assert fault(text)[1] == "qouta"
    assert parse("quota <\n 5").type.name == "flag"


NESTED = [
    "(" * 900 + "1" + ")" * 90,
    "(" * 400 + "1" + ")" * 400,
    "-" * 900 + "1",
    "not " * 240 + "True",
    "owner" + ".manager" * 110,
    "1 + " * 240 + "1",
    " and ".join(["True"] * 120) + " and " + " or ".join(["True"] * 30),
    "[" * 990,
    "min(1, " * 100 + "1" + ")" * 100,
    "9" * 990,
    "0." + "1" * 990,
    "1_" * 400 + "1",
    "x" * 1000,
    "'" + "a" * 990,
    "{" * 990,
    "a if " * 150,
]


@pytest.mark.parametrize("text", NESTED, ids=[one[:12] for one in NESTED])
def test_what_is_too_deep_too_large_or_unfinished_is_refused_at_once(text):
    started = time.perf_counter()
    message, _, _ = fault(text)
    assert message
    assert time.perf_counter() - started < 2


def test_length_is_bounded_before_the_grammar_sees_the_text():
    assert (
        fault(" " * MAX_LENGTH + "1")[0]
        == f"an expression may have {MAX_LENGTH} characters; this one has {MAX_LENGTH + 1}"
    )
    assert parse(" " * (MAX_LENGTH - 1) + "1").type.name == "number"


def test_depth_and_size_are_bounded_exactly():
    assert fault("-" * (MAX_DEPTH + 1) + "1")[0].startswith("parts within parts")
    assert parse("-" * MAX_DEPTH + "1").type.name == "number"
    terms = MAX_NODES // 2  # a chain has a part for each sign and each term
    assert fault(" and ".join(["True"] * MAX_NODES))[0] != ""
    assert parse(" or ".join(["1 < 2"] * (MAX_NODES // 3 - 1))).type.name == "flag"
    assert terms > MAX_DEPTH


STRANGE = [
    "quota < 5\u200b", "quota\u00a0< 5", "\ufeffquota < 5", "quota < \u0665", "quota < \uff15", "quota \u2264 5",
    "quota < 5\x00", "\ud800 < 5", "'\ud800' == 'a'", "quota < 5\u2028", "quota <\x0c 5",
    "\U0001f600", "quota \u202e< 5", "q\u0301 < 5",
]  # fmt: skip


@pytest.mark.parametrize("text", STRANGE, ids=[ascii(one) for one in STRANGE])
def test_odd_characters_are_refused_or_harmless_and_never_a_traceback(text):
    error = None
    try:
        parse(text)
    except ExpressionError as refused:
        error = refused
    assert error is None or 0 <= error.start <= error.end <= max(1, len(text))


def test_a_letter_that_python_folds_is_the_field_that_it_folds_to():
    # Python's grammar reads ﬁ as fi: the same name, or none at all; never another field
    assert fault("ﬁscal_year.start < today")[0] in ("", "ﬁscal_year is no field of plan, no let name and no parameter")


def test_nothing_of_python_can_be_reached():
    for text in ("open('x')", "eval('1')", "().__class__", "plan.__init__.__globals__", "exec", "print(1)"):
        assert fault(text)[0]


def test_text_of_an_escape_is_refused_without_a_warning(recwarn):
    assert fault(r'status == "\d"')[0]
    assert not recwarn.list


def test_a_reader_leaves_the_recursion_limit_alone():
    limit = sys.getrecursionlimit()
    fault("(" * 300 + "1" + ")" * 300)
    assert sys.getrecursionlimit() == limit


def test_words_are_spoken_of_in_the_language_of_the_catalogue():
    for kind in catalogue().kinds.values():
        for held in kind.fields.values():
            assert str(held)


def test_parameters_have_their_types():
    assert fault("quota < rate", "plan", {"rate": RATIO})[0] == "money is compared with ratio"
    assert fault("quota < rate", "plan", {"rate": MONEY})[0] == ""
    assert fault("effective < day", "plan", {"day": DATE})[0] == ""


def test_an_answer_needs_no_model_where_it_names_nothing():
    assert answer("1 < 2 and not 3 < 2") is True
