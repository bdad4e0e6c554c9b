from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from made_reports import checked

if TYPE_CHECKING:
    from pathlib import Path

    from coverage_lint.findings import Report

HEAD = "coverage_model: 1\n"
WITH_PEOPLE = HEAD + "people: [{id: ada}, {id: bob}, {id: 'true'}]\n"


def fixed(made: Report, text: str) -> str:
    """Make the one repair that is offered."""
    (one,) = [finding for finding in made.findings() if finding.fix is not None]
    assert one.fix is not None
    place = one.fix.location
    assert place.source.text == text
    return text[: place.start] + one.fix.text + text[place.end :]


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        (HEAD + "plan: {ownr: ada}\n", HEAD + "plan: {owner: ada}\n"),
        (HEAD + "plan: {'ownr': ada}\n", HEAD + "plan: {'owner': ada}\n"),
        (HEAD + "segments: [{id: a, tier: AA}]\n", HEAD + "segments: [{id: a, tier: A}]\n"),
        (HEAD + 'segments: [{id: a, tier: "AA"}]\n', HEAD + 'segments: [{id: a, tier: "A"}]\n'),
        (HEAD + "goals: [{id: g, target: 12m}]\n", HEAD + "goals: [{id: g, target: 12_000_000}]\n"),
        (HEAD + "goals: [{id: g, target: '12m'}]\n", HEAD + "goals: [{id: g, target: 12_000_000}]\n"),
        (HEAD + "goals: [{id: g, phasing: {q1: 1}}]\n", HEAD + "goals: [{id: g, phasing: {Q1: 1}}]\n"),
        (HEAD + "people: [{id: a, start: 2027/1/5}]\n", HEAD + "people: [{id: a, start: 2027-01-05}]\n"),
        (HEAD + "people: [{id: a, start: 20270105}]\n", HEAD + "people: [{id: a, start: 2027-01-05}]\n"),
        (HEAD + "plan: {currency: eur}\n", HEAD + "plan: {currency: EUR}\n"),
        (WITH_PEOPLE + "groups: [{id: g, leader: adda}]\n", WITH_PEOPLE + "groups: [{id: g, leader: ada}]\n"),
        (WITH_PEOPLE + "groups: [{id: g, leader: treu}]\n", WITH_PEOPLE + 'groups: [{id: g, leader: "true"}]\n'),
    ],
)
def test_the_repair_is_exact_and_leaves_nothing_to_repair(wrong: str, right: str):
    assert fixed(checked(wrong), wrong) == right
    assert checked(right).findings() == ()


def test_json_stays_json():
    wrong = '{"coverage_model": 1, "goals": [{"id": "g", "target": "12m"}]}'
    assert fixed(checked(wrong, "coverage.json"), wrong) == wrong.replace('"12m"', "12000000")


@pytest.mark.parametrize(("wrong", "right"), [("Name", "name"), ('"12,000,000"', "12_000_000"), ("adda", "ada")])
def test_a_table_is_repaired_at_its_cell(wrong: str, right: str, tmp_path: Path):
    table = "id,name,quota,manager\nada,Ada,5,\nbob,Bob,12_000_000,ada\n"
    at = table.rindex(right)
    broken = table[:at] + wrong + table[at + len(right) :] if wrong != "Name" else table.replace("name", "Name")
    (tmp_path / "people.csv").write_text(broken, encoding="utf-8")
    made = checked(HEAD + "people: {from: people.csv}\n", folder=tmp_path)
    if wrong == '"12,000,000"' and not made.findings():
        return  # a table may mark thousands so
    assert fixed(made, broken) == table


@pytest.mark.parametrize(
    "text",
    [
        HEAD + "plan: {owner: ada, ownr: bob}\n",  # it would stand there twice
        HEAD + "plan: {owner: , ownr: bob}\n",
        HEAD + "people: [{id: Ada Lovelace}]\n",  # what refers to it must change too
        HEAD + "segments: [{id: a, tier: &t AA}, {id: b, tier: *t}]\n",  # the second is written elsewhere
        HEAD + "segments: [{id: a, tier: D}]\n",  # as near to A as to B
        HEAD + "people: [{id: anna}, {id: anne}]\ngroups: [{id: g, leader: ann}]\n",
        WITH_PEOPLE + "teams: 1\n",
    ],
)
def test_where_there_is_more_than_one_repair_none_is_offered(text: str):
    found = checked(text).findings()
    assert found
    assert [
        one for one in found if one.fix is not None and one.location.source.text[one.fix.location.start] != "A"
    ] == []
