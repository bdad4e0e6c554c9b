"""The schema itself: valid, complete, explained, and annotated as the other stages read it."""

from __future__ import annotations

import jsonschema_rs
import pytest
from checked_models import RICH, read, spots
from jsonschema import Draft202012Validator

from coverage_lint.schemas import flat_schema, load_schema, sections

SCHEMA = load_schema()
RECORDS = {name: part for name, part in SCHEMA["$defs"].items() if "x-kind" in part}
FIELDS = [
    pytest.param(part, id=f"{owner}.{key}")
    for owner, record in {"model": SCHEMA, **RECORDS}.items()
    for key, part in record["properties"].items()
]
REQUIRED = {"model": ["coverage_model"], "certification": ["name"]}


def every_schema(node):
    if isinstance(node, dict):
        yield node
        for keyword, part in node.items():
            if keyword in {"properties", "patternProperties", "$defs"}:
                for below in part.values():
                    yield from every_schema(below)
            elif keyword == "items":
                yield from every_schema(part)


def validator_of(part):
    return jsonschema_rs.Draft202012Validator({**part, "$defs": SCHEMA["$defs"]}, validate_formats=True)


def test_the_schema_is_valid_by_its_metaschema():
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("field", FIELDS)
def test_every_field_has_title_description_and_example(field):
    assert field["title"]
    assert field["description"].endswith(".")
    assert field["examples"]


@pytest.mark.parametrize("field", FIELDS)
def test_every_example_and_default_is_what_the_field_takes(field):
    validator = validator_of(field)
    for example in [*field["examples"], *([field["default"]] if "default" in field else [])]:
        assert validator.is_valid(example), example


@pytest.mark.parametrize("owner", ["model", *RECORDS])
def test_every_optional_field_may_be_empty_and_only_marker_and_ids_are_required(owner):
    record = SCHEMA if owner == "model" else RECORDS[owner]
    required = record.get("required", [])
    assert required == REQUIRED.get(owner, ["id"] if "id" in record["properties"] else [])
    for key, part in record["properties"].items():
        assert validator_of(part).is_valid(None) is (key not in required), key


def test_no_keyword_is_used_that_splits_errors_or_that_validators_read_differently():
    allowed = {
        "$schema", "$id", "$ref", "$defs", "title", "description", "examples", "default", "type", "enum", "const",
        "properties", "patternProperties", "additionalProperties", "required", "items", "pattern", "format",
        "minimum", "maximum", "maxLength",
        "x-kind", "x-refers-to", "x-reverse", "x-acyclic", "x-rows", "x-type", "x-opt-in", "x-expected",
    }  # fmt: skip
    for part in every_schema(SCHEMA):
        assert part.keys() <= allowed
        assert not any(mark in part.get("pattern", "") for mark in ("\\d", "\\w", "\\s", "\\Z"))


def test_every_mapping_refuses_unknown_keys_and_leaves_a_team_its_own():
    for part in every_schema(SCHEMA):
        if "properties" in part or "x-rows" in part:
            assert part["additionalProperties"] is False
            assert part["patternProperties"]["^x-"] is True


def test_the_sections_and_their_kinds_are_those_of_the_format():
    assert {".".join(section.path): section.kind for section in sections()} == {
        "goals": "goal",
        "roles": "role",
        "people": "person",
        "groups": "group",
        "segments": "segment",
        "territories": "territory",
        "partners": "partner",
        "budget.lines": "line",
        "budget.comp_plans": "comp_plan",
        "organization.units": "unit",
        "priorities": "priority",
        "process.stages": "stage",
        "process.playbook.plays": "play",
        "process.reviews": "review",
    }


def test_every_reference_leads_to_a_section_and_back_by_a_name_of_its_own():
    known = {".".join(section.path): section.entity for section in sections()}
    reverses = [(part["x-refers-to"], part["x-reverse"]) for part in every_schema(SCHEMA) if "x-refers-to" in part]
    for part in every_schema(SCHEMA):
        rows = part.get("x-rows", {})
        if "key-refers-to" in rows:
            reverses.append((rows["key-refers-to"], rows["key-reverse"]))
    assert len(reverses) == len(set(reverses)) > 30
    for section, reverse in reverses:
        assert reverse not in known[section]["properties"] or (section, reverse) == ("segments", "coverage")


def test_references_that_form_a_tree_are_marked_so():
    marked = {
        (section.kind, key)
        for section in sections()
        for key, part in section.entity["properties"].items()
        if part.get("x-acyclic")
    }
    assert marked == {
        ("goal", "parent"),
        ("group", "parent"),
        ("territory", "parent"),
        ("unit", "parent"),
        ("person", "manager"),
    }


def test_the_rich_model_of_the_tests_uses_every_field_of_every_section():
    used = {tuple(step for step in spot.path if isinstance(step, str)) for spot in spots(read(RICH).root)}
    assert list(unused(flat_schema(), (), used)) == []


def unused(schema, path, used):
    for key, part in schema.get("properties", {}).items():
        here = (*path, key)
        if here not in used:
            yield here
        if "items" in part:
            yield from unused(part["items"], here, used)
        else:
            yield from unused(part, here, used)
