"""An editor that speaks to yaml-language-server completes, explains and checks a model by the `$schema` line in it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from language_client import Cursor, LanguageClient

    OpenModel = Callable[[str], Cursor]

pytestmark = pytest.mark.xdist_group("editor")

REPOSITORY = Path(__file__).parents[3]
EXAMPLES = sorted(REPOSITORY.glob("examples/*/coverage.yaml"))
ACME = (REPOSITORY / "examples" / "acme" / "coverage.yaml").read_text(encoding="utf-8")
SCHEMA = json.loads((REPOSITORY / "schemas" / "coverage-model.schema.json").read_text(encoding="utf-8"))

HEAD = ACME.splitlines()[0]
SMALL = f"""{HEAD}
coverage_model: 1
goals:
  - id: new-business
    motion: new_business
people:
  - id: ada
    quota: 900_000
"""


@pytest.mark.parametrize(
    "example", sorted(REPOSITORY.glob("examples/*/coverage.yaml")), ids=lambda path: path.parent.name
)
def test_an_example_names_the_schema_for_editors(example: Path):
    first = example.read_text(encoding="utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=../../schemas/coverage-model.schema.json"


def test_acme_opens_without_a_diagnostic(client: LanguageClient):
    uri = client.open(REPOSITORY / "examples" / "acme" / "coverage.yaml", ACME)
    assert client.diagnostics(uri) == []


def test_a_misspelt_key_is_marked_where_it_stands(client: LanguageClient, open_model: OpenModel):
    misspelt = ACME.replace("    prior_actual: 9_800_000\n", "    ¦prior_actuall: 9_800_000\n")
    cursor = open_model(misspelt)
    (diagnostic,) = client.diagnostics(cursor.uri)
    assert "prior_actuall" in diagnostic["message"]
    assert diagnostic["range"]["start"] == {"line": cursor.line, "character": cursor.character}


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("motion: renewal # they", "motion: renewals # they"),
        ("target: 12_000_000", "target: twelve"),
        ("start: 2027-01-01", "start: 2027-13-01"),
        ("coverage_model: 1", "coverage_model: 2"),
    ],
)
def test_a_wrong_value_is_marked_on_its_line(right: str, wrong: str, client: LanguageClient, open_model: OpenModel):
    assert ACME.count(right) == 1
    cursor = open_model(ACME.replace(right, "¦" + wrong))
    lines = [diagnostic["range"]["start"]["line"] for diagnostic in client.diagnostics(cursor.uri)]
    assert lines == [cursor.line]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (SMALL.replace("    motion: new_business\n", "    motion: new_business\n    ¦\n"), "goal"),
        (SMALL + "    ¦\n", "person"),
    ],
    ids=["goal", "person"],
)
def test_completion_offers_each_field_with_its_description(
    text: str, kind: str, client: LanguageClient, open_model: OpenModel
):
    offered = {item["label"]: item for item in _completions(client, open_model(text))}
    fields = SCHEMA["$defs"][kind]["properties"]
    missing_of_schema = set(fields) - set(offered) - {"id", "motion", "quota"}  # what is there is not offered again
    assert not missing_of_schema
    for name in set(offered) & set(fields):
        assert fields[name]["description"] in _plain(offered[name]["documentation"])


def test_completion_offers_the_sections_of_a_model(client: LanguageClient, open_model: OpenModel):
    offered = {item["label"] for item in _completions(client, open_model(f"{HEAD}\ncoverage_model: 1\n¦\n"))}
    assert set(SCHEMA["properties"]) - {"coverage_model"} <= offered


def test_completion_of_a_value_offers_those_of_the_schema(client: LanguageClient, open_model: OpenModel):
    cursor = open_model(SMALL.replace("motion: new_business", "motion: ¦"))
    offered = {item["label"] for item in _completions(client, cursor)}
    assert {"new_business", "existing", "expansion", "renewal"} <= offered


@pytest.mark.parametrize(
    ("word", "kind"), [("quota: 900_000", "person"), ("motion: new_business", "goal"), ("goals:", None)]
)
def test_hover_explains_a_field(word: str, kind: str | None, client: LanguageClient, open_model: OpenModel):
    cursor = open_model(SMALL.replace(word, word[0] + "¦" + word[1:]))
    field = word.partition(":")[0]
    declared = (SCHEMA["$defs"][kind] if kind else SCHEMA)["properties"][field]
    hover = client.request("textDocument/hover", cursor.parameters())
    assert hover is not None
    shown = _plain(hover["contents"])
    assert declared["title"] in shown
    assert declared["description"] in shown


def _completions(client: LanguageClient, cursor: Cursor) -> list[dict[str, Any]]:
    answer = client.request("textDocument/completion", cursor.parameters())
    items: list[dict[str, Any]] = answer["items"] if isinstance(answer, dict) else answer
    return items


def _plain(markup: str | dict[str, Any]) -> str:
    """Return markdown without its escapes, on one line."""
    text = markup if isinstance(markup, str) else str(markup["value"])
    return " ".join(text.replace("\\", "").replace("&nbsp;", " ").split())
