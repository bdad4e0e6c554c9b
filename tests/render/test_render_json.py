from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hand_made import FIGURE, LACKING, MODEL, SHORT, at, finding, report
from jsonschema import Draft202012Validator

from coverage_lint.discovery.left_out import LeftOut
from coverage_lint.findings import Report
from coverage_lint.location import Location, Source
from coverage_lint.render.findings.json_document import document, exact, render

SCHEMA = json.loads((Path(__file__).parents[2] / "schemas" / "report.schema.json").read_text(encoding="utf-8"))
FULL = report(SHORT, finding(at(MODEL, "6_000_000")), undecided=(LACKING,), figures=(FIGURE,))

LEAVES_OUT = Report((), (), left_out=(LeftOut("plans\udcff", "a reason"),))


def test_the_schema_is_sound_and_every_field_is_explained():
    Draft202012Validator.check_schema(SCHEMA)

    def walk(node: object, way: str) -> list[str]:
        if not isinstance(node, dict):
            return []
        lacking = []
        for name, field in node.get("properties", {}).items():
            target = SCHEMA["$defs"][field["$ref"].rpartition("/")[2]] if "$ref" in field else field
            lacking += [f"{way}.{name}" for key in ("title", "description") if key not in {**target, **field}]
            lacking += walk(field, f"{way}.{name}")
        return lacking

    assert walk(SCHEMA, "") == []
    assert [gap for name, part in SCHEMA["$defs"].items() for gap in walk(part, name)] == []


@pytest.mark.parametrize("made", [FULL, report(), Report((), ("x.yaml",)), LEAVES_OUT, report(status=None, draft=True)])
def test_a_report_is_by_its_schema(made: Report):
    Draft202012Validator(SCHEMA).validate(json.loads(render(made)))


def test_every_field_that_is_written_is_in_the_schema():
    def closed(node: object) -> object:
        if isinstance(node, dict):
            inner = {key: closed(value) for key, value in node.items()}
            return {**inner, "additionalProperties": False} if "properties" in node else inner
        return [closed(value) for value in node] if isinstance(node, list) else node

    Draft202012Validator(closed(SCHEMA)).validate(document(FULL))  # type: ignore[arg-type]
    Draft202012Validator(closed(SCHEMA)).validate(document(LEAVES_OUT))  # type: ignore[arg-type]


def test_the_schema_asks_for_every_field():
    parts = [SCHEMA, *SCHEMA["properties"].values(), *SCHEMA["$defs"].values()]
    for part in parts:
        if "properties" in part:
            assert part["required"] == [name for name in part["properties"] if name != "reviews"]  # a check has none


def test_places_figures_and_what_is_lacking_are_given():
    model = document(FULL)["models"][0]
    assert model["findings"][0]["place"] == {
        "path": "coverage.yaml", "line": 5, "column": 1, "end_line": 5, "end_column": 7,
    }  # fmt: skip
    assert model["findings"][0]["traces"][0]["places"][0]["label"] == "goal hunt 6,000,000"
    assert model["undecided"][0]["lacks"] == ["productivity of role ae"]
    assert model["figures"] == [
        {"name": "quota", "title": "Group quotas", "type": "money", "value": "10500000", "shown": "10,500,000",
         "left_out": 0}
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (11_000_000, "11000000"),
        (10**30 + 1, "1" + "0" * 29 + "1"),
        (Fraction(1, 10), "0.1"),
        (Fraction(1, 3), "1/3"),
        (Fraction(-22, 219), "-22/219"),
        (Fraction(-5, 4), "-1.25"),
        (Fraction(1, 1024), "0.0009765625"),
        (Fraction(7), "7"),
        (Decimal("0.10"), "0.1"),
        (Decimal("12345678901234567.89"), "12345678901234567.89"),
        ("2027-01-31", "2027-01-31"),
        (None, None),
        (0, "0"),
    ],
)
def test_values_are_exact(value: object, written: str | None):
    assert exact(value) == written
    if written is not None and not isinstance(value, str):
        assert Fraction(written) == value


def test_layout_is_two_spaces_utf_8_and_a_line_break_at_the_end():
    text = render(report(finding(at(MODEL, "north"), message="Zürich 日本")))
    assert text.startswith('{\n  "version": 1,\n  "tool": {\n    "name": "coverage-lint"')
    assert "Zürich 日本" in text
    assert text.endswith("}\n")


@pytest.mark.parametrize("encoding", ["utf-8", "ascii", "latin-1"])
def test_any_text_survives_any_encoding(encoding: str):
    said = "half \ud83d, whole \U0001f600, \x1b \x7f \x9b \u2028 \u202e é"
    odd = Source("caf\udce9.yaml", "x")
    text = render(report(finding(Location(odd, 0, 1), message=said)), encoding)
    read = json.loads(text.encode(encoding).decode(encoding))["models"][0]["findings"][0]
    assert read["message"] == said
    assert not any(character < " " or "\x7f" <= character <= "\x9f" for character in text.replace("\n", ""))
    assert read["place"]["path"] == "caf\udce9.yaml"


def test_what_was_left_out_is_given_with_its_reason():
    read = json.loads(render(LEAVES_OUT))
    assert read["summary"]["left_out"] == 1
    assert read["left_out"] == [{"path": "plans\udcff", "reason": "a reason"}]
