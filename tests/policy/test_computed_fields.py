"""Computed fields as policies/fields declares them: faults at their line, their places, one page for all of them."""

from __future__ import annotations

import os
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from coverage_lint.document.model_file import read_documents
from coverage_lint.entities.assemble import full_catalogue
from coverage_lint.errors import PolicyError
from coverage_lint.policy.fields.catalogue import build_model, catalogue, computed, entries
from coverage_lint.policy.fields.load import load_fields, read_by
from coverage_lint.policy.shipped import shipped
from coverage_lint.render.policy_pages.fields import fields_page
from coverage_lint.schemas import load_schema
from coverage_lint.system.shipped_data import field_files

if TYPE_CHECKING:
    from pathlib import Path

GOOD = "- {name: worth, type: money, unit: a seat, about: what it is, value: quota * 2}\n"


def fault(folder: Path, text: str, kind: str = "group") -> tuple[str, str]:
    """Return what is wrong with a file of fields, and the place, or ('', '') where nothing is."""
    path = folder / f"{kind}.yaml"
    path.write_text(text, encoding="utf-8")
    try:
        load_fields((str(path),), full_catalogue(load_schema()))
    except PolicyError as error:
        at = error.location
        return error.message, "" if at is None else f"{at.path}:{at.line}:{at.column}"
    return "", ""


def test_a_field_is_entered_with_its_type(tmp_path):
    (tmp_path / "group.yaml").write_text(GOOD, encoding="utf-8")
    kinds = full_catalogue(load_schema())
    (made,) = load_fields((str(tmp_path / "group.yaml"),), kinds)
    assert (made.kind, made.name, made.unit, made.about) == ("group", "worth", "a seat", "what it is")
    assert kinds.kinds["group"].fields["worth"].name == "money"
    assert read_by(made) == [("group", "quota")]


def test_fields_name_each_other_in_any_order(tmp_path):
    later = "- {name: twice, type: money, unit: a seat, about: more, value: worth * 2}\n"
    assert fault(tmp_path, later + GOOD) == ("", "")


@pytest.mark.parametrize(
    ("text", "words", "pointed"),
    [
        (GOOD.replace("worth", "quota"), "quota is a field of group already", "quota,"),
        (GOOD.replace("quota * 2", "quotas * 2"), "quotas is no field of group", "quotas"),
        (GOOD.replace("quota * 2", "leader"), "the value is person, not money", "leader"),
        (GOOD.replace("quota * 2", 'today > "2027-01-01"'), "today is no field of group", "today"),
        (GOOD.replace("quota * 2", "worth * 2"), "in a circle: group.worth → group.worth", "worth,"),
        (GOOD + GOOD.replace("quota * 2", "target"), "worth is a field of group already", "worth,"),
        (GOOD.replace("unit: a seat, ", ""), "unit is missing", "{"),
        (GOOD.replace("value:", "valeu:"), "unknown key valeu", "valeu"),
        (GOOD.replace("}", ", shows: [quotas]}"), "quotas is no field of group", "quotas"),
        (GOOD.replace("}", ", shows: [{each: quota, at: x}]}"), "each needs a relation; this is money", "quota,"),
        (GOOD.replace("}", ", shows: [{each: people, at: x}]}"), "x is no such field of member", "x}"),
        (GOOD.replace("}", ", let: {leader: quota}}"), "leader is a field of group already", "leader"),
    ],
)  # fmt: skip
def test_a_fault_is_told_at_its_place(tmp_path, text, words, pointed):
    message, found = fault(tmp_path, text)
    assert words in message
    last = text.splitlines()[-1]
    assert found == f"policies/fields/group.yaml:{len(text.splitlines())}:{last.index(pointed) + 1}"


def test_a_file_is_named_by_its_kind(tmp_path):
    message, place = fault(tmp_path, GOOD, "grup")
    assert message == "policies/fields/grup.yaml: there is no kind grup"
    assert place == "policies/fields/grup.yaml:1:1"


def test_two_fields_computed_from_each_other_are_refused(tmp_path):
    text = GOOD.replace("quota * 2", "other * 2") + GOOD.replace("worth", "other").replace("quota * 2", "worth / 2")
    message, _ = fault(tmp_path, text)
    assert "group.worth → group.other → group.worth" in message


def test_each_field_is_declared_once_or_computed_by_the_program_and_has_a_type():
    known = {(one.kind, one.name) for one in shipped().fields}
    assert len(known) == len(shipped().fields) >= 40
    for entry in entries():
        assert entry.derived.about
        assert catalogue().kinds[entry.kind].fields[entry.name].name == entry.derived.type.name
        assert (entry.definition is not None) is ((entry.kind, entry.name) in known)
    assert {os.path.basename(path).removesuffix(".yaml") for path in field_files()} == {kind for kind, _ in known}


def test_the_page_tells_meaning_unit_and_expression_of_each():
    page = fields_page(entries())
    told = page.partition("### plan.assigned\n")[2].partition("###")[0]
    assert told.strip() == (
        "Quotas assigned in selling groups, shared credit counted once. *money: plan currency, in the fiscal year*\n\n"
        "```python\nsum(g.own_assigned for g in plan.groups if g.selling)\n```"
    )
    assert page.count("\n### ") == len(entries()) > len(computed())


def test_one_number_without_end_leaves_the_other_ones_known():
    text = (
        "coverage_model: 1\ngoals: [{id: n, target: 3}]\ngroups: [{id: g, targets: {n: 1}}, {id: h, targets: {n: 2}}]\n"
    )
    (document,) = read_documents(text.encode(), "model.yaml").documents
    model, _ = build_model(document, catalogue())
    first, second = model.records("group")
    first.values["targets"][0].values["amount"] = Fraction(1, 2**5_000 + 1)
    model.ensure("group", "target")
    assert first.values["target"] is None
    assert second.values["target"] == 2
