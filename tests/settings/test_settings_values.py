"""What settings mean: values as written, globs, per file, severities, and the schema."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import jsonschema
import pytest
from setting import OWN, settings_of

from coverage_lint.document.limits import Limits
from coverage_lint.policy.shipped import shipped
from coverage_lint.schemas import load_schema
from coverage_lint.settings.effective import Override, effective
from coverage_lint.settings.meaning import check_meaning
from coverage_lint.settings.paths import excluded, for_file, matches
from coverage_lint.settings.settings import DEFAULT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

YAML = """\
select: [CL0, quota-over-assignment]
ignore: [CL011]
severity: {CL3: info, CL301: "off"}
parameters: {CL301: {over_assignment: 0.12}}
policies: [rules]
per-file: {"a/**": {ignore: [CL020]}, b.yaml: }
fail-on: never
drafts: strict
exclude: [old/]
limits: {size: 1000, alias-nodes: 0, depth: }
baseline: sub/old.json
"""
TOML = """\
[tool]
coverage-lint.select = ["CL0", 'quota-over-assignment']
coverage-lint."ignore" = [
  "CL011", # why
]
coverage-lint . policies = ["rules"]
coverage-lint.per-file = {"a/**" = {ignore = ["CL020"]}, "b.yaml" = {}}
coverage-lint.fail-on = "never"
"coverage-lint".drafts = "strict"
'coverage-lint'.exclude = ["old/"]
coverage-lint.limits = {size = 1_000, alias-nodes = 0}
coverage-lint.baseline = "sub/old.json"
[ tool . 'coverage-lint' . severity ]
CL3 = "info"
CL301 = \"\"\"off\"\"\"
[tool.coverage-lint.parameters.CL301]
over_assignment = 1.2e-1
"""


def test_both_kinds_of_file_say_the_same(tmp_path: Path):
    for folder in ("yaml", "toml"):
        (tmp_path / folder / "rules").mkdir(parents=True)
    yaml = settings_of(tmp_path / "yaml", OWN, YAML)
    toml = settings_of(tmp_path / "toml", "pyproject.toml", TOML)
    assert yaml.limits == Limits(size=1000, alias_nodes=0)
    assert yaml.parameters == {"CL301": {"over_assignment": Decimal("0.12")}}
    assert [one.glob for one in yaml.per_file] == ["a/**", "b.yaml"]
    assert yaml.baseline == str(tmp_path / "yaml" / "sub" / "old.json")
    assert yaml.policies == (str(tmp_path / "yaml" / "rules"),)
    assert _bare(yaml) == _bare(toml)


def _bare(settings):
    same = ("select", "ignore", "severity", "parameters", "per_file", "fail_on", "drafts", "exclude", "limits")
    return {name: getattr(settings, name) for name in same}


def test_parameters_come_out_exact_by_code(tmp_path: Path):
    text = "parameters: {quota-over-assignment: {over_assignment: 0.12}}\n"
    meant = check_meaning(settings_of(tmp_path, OWN, text), lambda: shipped().policies)
    assert meant == {"CL301": {"over_assignment": Fraction(3, 25)}}


def test_policies_are_asked_for_only_where_settings_speak_of_them(tmp_path: Path):
    found = settings_of(tmp_path, OWN, "fail-on: info\n")
    assert check_meaning(found, lambda: pytest.fail("asked")) == {}


def test_each_key_has_its_place(tmp_path: Path):
    (tmp_path / "rules").mkdir()
    places = settings_of(tmp_path, OWN, YAML).places
    assert {key: (places[key].line, places[key].column) for key in ("select.1", "severity.CL301", "baseline")} == {
        "select.1": (1, 15),
        "severity.CL301": (3, 23),
        "baseline": (11, 1),
    }


@pytest.mark.parametrize(
    ("glob", "path", "meant"),
    [
        ("plan.yaml", "plan.yaml", True),
        ("plan.yaml", "a/b/plan.yaml", True),
        ("/plan.yaml", "a/plan.yaml", False),
        ("/plan.yaml", "plan.yaml", True),
        ("*.yaml", "a/plan.yaml", True),
        ("a/*.yaml", "a/plan.yaml", True),
        ("a/*.yaml", "a/b/plan.yaml", False),
        ("a/*.yaml", "x/a/plan.yaml", False),
        ("a/**/plan.yaml", "a/plan.yaml", True),
        ("a/**/plan.yaml", "a/b/c/plan.yaml", True),
        ("a/**", "a/b/c.yaml", True),
        ("a/**", "b/a/c.yaml", False),
        ("**/a/*.yaml", "b/a/c.yaml", True),
        ("old", "x/old/plan.yaml", True),
        ("old/", "x/old/plan.yaml", True),
        ("old/", "x/old", False),
        ("./a/b", "a/b/c.yaml", True),
        ("a/b", "a/bc.yaml", False),
        ("[ab]?.yaml", "a1.yaml", True),
        ("Plan.yaml", "plan.yaml", False),
        ("**", "plan.yaml", True),
        ("a" + "*a" * 60 + "b", "a" * 200, False),
    ],
)
def test_a_glob_matches(glob: str, path: str, meant: bool):  # noqa: FBT001
    assert matches(glob, path) is meant


def test_excluded_files_are_told_by_their_path_below_the_settings(tmp_path: Path):
    found = settings_of(tmp_path, OWN, "exclude: [/old/, '*.tmp.yaml']\n")
    paths = ("old/a.yaml", "new/old/a.yaml", "new/a.tmp.yaml")
    assert [excluded(found, str(tmp_path / path)) for path in paths] == [True, False, True]
    assert not excluded(DEFAULT, str(tmp_path / "old"))


def test_what_is_set_per_file_comes_on_top(tmp_path: Path):
    text = """\
select: [CL0, CL3]
ignore: [CL301]
severity: {CL3: warning, CL302: error}
per-file:
  "*.yaml": {ignore: [CL011], severity: {CL0: info}}
  a/: {select: [CL3], ignore: [CL302], severity: {CL: info}}
"""
    found = settings_of(tmp_path, OWN, text)
    other, mine = (for_file(found, str(tmp_path / path)) for path in ("b.yaml", "a/b.yaml"))
    assert (other.select, other.ignore) == (("CL0", "CL3"), ("CL301", "CL011"))
    assert (mine.select, mine.ignore) == (("CL3",), ("CL301", "CL011", "CL302"))
    assert [mine.severity(code, "x") for code in ("CL302", "CL011", "ACME1")] == ["info", "info", None]
    assert [other.severity(code, "x") for code in ("CL302", "CL011", "CL301", "CL401")] == [
        "error", "info", "warning", None
    ]  # fmt: skip


def test_the_longest_word_decides_on_a_severity(tmp_path: Path):
    found = settings_of(tmp_path, OWN, "severity: {CL: info, CL3: warning, CL301: error, some-name: 'off'}\n")
    chosen = for_file(found, str(tmp_path / "a.yaml"))
    asked = [("CL101", "a"), ("CL303", "a"), ("CL301", "a"), ("CL302", "some-name"), ("XY1", "a")]
    assert [chosen.severity(*one) for one in asked] == ["info", "warning", "error", "off", None]


def test_what_cannot_be_read_stays_an_error(tmp_path: Path):
    found = settings_of(tmp_path, OWN, "severity: {CL: 'off'}\n")
    assert for_file(found, str(tmp_path / "a.yaml")).severity("CL001", "not-parsable") is None


def test_the_command_line_goes_before_settings_and_settings_before_defaults(tmp_path: Path):
    text = "fail-on: info\nselect: [CL3]\nper-file: {a: {select: [CL3], ignore: [CL011]}}\nignore: [CL301]\n"
    found = settings_of(tmp_path, OWN, text)
    rows = effective(found, {"select": Override(("CL0",), "--select"), "ignore": Override(("CL020",), "--ignore")})
    shown = {"select", "ignore", "fail-on", "drafts", "per-file.a.ignore", "per-file.a.select"}
    assert [row for row in rows if row.key in shown] == [
        ("select", "CL0", "--select"),
        ("ignore", "CL020", "--ignore"),
        ("fail-on", "info", f"{OWN}:1"),
        ("drafts", "lenient", "default"),
    ]


def test_ignore_on_the_command_line_comes_on_top_where_nothing_is_selected_there(tmp_path: Path):
    found = settings_of(tmp_path, OWN, "ignore: [CL301]\nper-file: {a: {ignore: [CL011]}}\nseverity: {CL3: 'off'}\n")
    rows = effective(found, {"ignore": Override(("CL020",), "--ignore")})
    assert [(row.key, row.value) for row in rows if row.key.rpartition(".")[2] in {"ignore", "CL3"}] == [
        ("ignore", "CL020"),
        ("ignore", "CL301"),
        ("severity.CL3", "off"),
        ("per-file.a.ignore", "CL011"),
    ]


def test_what_the_command_line_selects_is_switched_off_by_nothing(tmp_path: Path):
    text = "severity: {CL3: 'off', CL301: info}\nper-file: {a: {severity: {CL1: 'off'}}}\n"
    rows = effective(settings_of(tmp_path, OWN, text), {"select": Override(("CL3",), "--select")})
    assert [(row.key, row.value) for row in rows if "severity" in row.key] == [("severity.CL301", "info")]


def test_defaults_of_the_schema_are_those_that_hold():
    limits = load_schema("settings")["properties"]["limits"]["properties"]
    stated = {key.replace("-", "_"): part["default"] for key, part in limits.items()}
    assert stated == Limits()._asdict()
    rows = {row.key: row.value for row in effective(DEFAULT)}
    properties = load_schema("settings")["properties"]
    assert {key: rows[key] for key in ("fail-on", "drafts", "baseline")} == {
        key: properties[key]["default"] for key in ("fail-on", "drafts", "baseline")
    }
    assert set(properties) == {key.split(".")[0] for key in rows}


def test_the_schema_is_sound_and_describes_every_key_for_editors():
    schema = load_schema("settings")
    jsonschema.Draft202012Validator.check_schema(schema)
    described = [part for part in _parts(schema) if "type" in part or "enum" in part]
    assert len(described) > 20
    assert [part for part in described if not part.get("title") or not part.get("description")] == []
    leaves = [part for part in described if part is not schema]
    assert [part["title"] for part in leaves if not part.get("examples")] == []
    for part in leaves:
        resolved = {"$defs": schema["$defs"], **part}
        for example in part["examples"]:
            jsonschema.Draft202012Validator(resolved).validate(example)
    jsonschema.Draft202012Validator(schema).validate(json.loads('{"select": ["CL3"], "limits": {"depth": 3}}'))


def _parts(schema: object) -> Iterator[dict]:
    if isinstance(schema, dict):
        yield schema
        for key in ("properties", "$defs"):
            for part in schema.get(key, {}).values():
                yield from _parts(part)
        for key in ("items", "additionalProperties"):
            yield from _parts(schema.get(key))
