from __future__ import annotations

import re

import pytest

from coverage_lint.codes import CODES, finding
from coverage_lint.document.documents import Rejections
from coverage_lint.document.nodes import Map, Seq
from coverage_lint.location import Location, Source

SHOULD_BE = {
    "CL001": "not-parsable", "CL002": "not-utf8", "CL003": "duplicate-key", "CL004": "too-large",
    "CL005": "file-outside-folder", "CL006": "table-malformed", "CL010": "schema-violation", "CL011": "unknown-key",
    "CL020": "dangling-reference", "CL021": "duplicate-id", "CL022": "reference-cycle", "CL030": "unused-ignore",
    "CL031": "ignore-without-reason", "CL032": "unanswered", "CL033": "policy-too-costly", "CL034": "nothing-asked",
    "CL040": "plan-no-longer-checked", "CL041": "finding-no-longer-asked", "CL042": "policy-no-longer-asked",
    "CR001": "cell-not-read",
}  # fmt: skip


def test_the_codes_are_those_of_the_catalogue():
    assert {code: entry.name for code, entry in CODES.items()} == SHOULD_BE
    assert {code for code, entry in CODES.items() if entry.severity != "error"} == {"CL030", "CL031", "CL042", "CR001"}


@pytest.mark.parametrize("entry", CODES.values(), ids=CODES)
def test_every_code_says_what_why_and_what_to_do(entry):
    assert not entry.title.endswith(".")
    for text in (entry.why, entry.help):
        assert re.fullmatch(r"[A-Z].*[.]", text)


def test_a_finding_takes_the_codes_own_help_unless_told():
    place = Location(Source("a", "x"), 0, 1)
    assert finding("CL030", place, "m")[:5] == ("CL030", "unused-ignore", "warning", "m", place)
    assert finding("CL030", place, "m").help == "Remove the ignore."
    assert finding("CL030", place, "m", help="").help == ""


def test_rejections_go_by_identity():
    source = Source("a", "")
    one, other = Map(source, 0), Map(source, 0)
    listed = Seq(source, 0)
    rejected, more = Rejections(), Rejections()
    rejected.reject(one, "quota")
    more.reject(listed, 0)
    rejected.absorb(more)
    assert rejected.refused(one, "quota")
    assert not rejected.refused(one)
    assert not rejected.refused(one, "name")
    assert not rejected.refused(other, "quota")
    assert rejected.refused(listed, 0)
    assert not rejected.refused(listed, 1)
    rejected.reject(other)
    assert rejected.refused(other)
    assert rejected.refused(other, "anything")


def test_positions_count_lines_as_editors_do():
    source = Source("a", "one\r\ntwo\rthree\u2028x\nfour\x0bx\n\n")
    assert [source.position(source.text.index(word)) for word in ("one", "two", "three", "x", "four")] == [
        (1, 1), (2, 1), (3, 1), (3, 7), (4, 1),
    ]  # fmt: skip
    assert [source.line(number) for number in range(7)] == ["", "one", "two", "three\u2028x", "four\x0bx", "", ""]
    assert source.position(len(source.text)) == (6, 1)
