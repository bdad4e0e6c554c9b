"""One cause, one finding: tried on every section of acme, and on some keys and references (tests/thorough has all)."""

import pytest
from acme import DOCUMENT, check, errors, errors_with, keys, references, section_removed, shorter

KEYS, REFERENCES = keys(), references()
STEP = 23
MISSING = {
    "goals": "CL100", "people": "CL200", "groups": "CL300", "segments": "CL400", "budget": "CL500",
    "organization": "CL600", "priorities": "CL700", "process": "CL800",
}  # fmt: skip
SECTIONS = [name for name in DOCUMENT.root if name != "coverage_model"]


def test_there_is_much_to_try():
    assert len(KEYS) > 800
    assert len(REFERENCES) > 200
    assert {one.file for one in KEYS} == {one.file for one in REFERENCES} == {"coverage.yaml", "people.csv"}


def test_acme_is_clean():
    assert [found.code for found in check({})] == []


OPEN = {"partners": ["CL032"], "plan": ["CL032"], "roles": ["CL032"], "staffing": ["CL032"], "territories": ["CL032"]}
"""Sections that no policy asks for by itself: what they would answer is open, once for each field that is lacking."""


@pytest.mark.parametrize("name", SECTIONS)
def test_a_section_that_is_not_there_is_reported_once(name):
    assert errors(check(section_removed(name))) == ([MISSING[name]] if name in MISSING else OPEN.get(name, []))


def test_a_misspelt_key_is_the_only_error():
    told = {one: errors_with(one, shorter(one.text())) for one in KEYS[::STEP]}
    assert len(told) > 30
    assert {f"{one.name} as {shorter(one.text())}": codes for one, codes in told.items() if codes != ["CL011"]} == {}


def test_a_dangling_reference_is_the_only_error():
    told = {one: errors_with(one, f"{one.text()}-x") for one in REFERENCES[::STEP]}
    assert len(told) > 8
    assert {f"{one.name} {one.text()}": codes for one, codes in told.items() if codes != ["CL020"]} == {}
