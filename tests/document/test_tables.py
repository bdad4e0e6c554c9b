"""Sections kept in other files, in place of their entries."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest
from reading import every_finding, load, only_document, places

from coverage_lint.document.limits import Limits
from coverage_lint.document.model_file import load_documents, read_documents
from coverage_lint.document.nodes import Seq
from coverage_lint.schemas import section_paths
from coverage_lint.system.shipped_data import data_path

if TYPE_CHECKING:
    from pathlib import Path

MODEL = "coverage_model: 1\npeople: {from: people.csv}\n"


def people(folder: Path, table: str | bytes):
    """Load a model whose people stand in a CSV; give its document."""
    return only_document(load(folder, {"model.yaml": MODEL, "people.csv": table}))


def test_cells_are_what_their_fields_take(tmp_path: Path):
    table = (
        "id,name,group,quota,count,start,certifications,quota_relief.amount,quota_relief.reason,groups.east,x-note\n"
    )
    table += "001,true,1e3,12000.50,2,2027-01-01,product; method,-1,leave,0.5,7\n"
    document = people(tmp_path, table)
    assert document.problems == []
    (row,) = document.root["people"]
    assert {key: str(value) if key == "quota" else value for key, value in row.items()} == {
        "id": "001",
        "name": "true",
        "group": "1e3",
        "quota": "12000.50",
        "count": 2,
        "start": "2027-01-01",
        "certifications": ["product", "method"],
        "quota_relief": {"amount": -1, "reason": "leave"},
        "groups": {"east": row["groups"]["east"]},
        "x-note": 7,
    }


def test_amounts_with_underscores_stay_text_and_flags_are_flags(tmp_path: Path):
    model = "coverage_model: 1\ngroups: {from: groups.csv}\n"
    table = "id,quota,overlay,targets.hunt,supports\na,12_000_000,TRUE,5,b\nb,x,no,,\n"
    document = only_document(load(tmp_path, {"model.yaml": model, "groups.csv": table}))
    assert document.root["groups"] == [
        {"id": "a", "quota": "12_000_000", "overlay": True, "targets": {"hunt": 5}, "supports": ["b"]},
        {"id": "b", "quota": "x", "overlay": "no"},
    ]


def test_every_value_has_the_place_of_its_cell_and_every_key_that_of_its_header(tmp_path: Path):
    document = people(tmp_path, '\ufeffid,"span.min",certifications\r\n\r\nada,4, "a;;bc"\r\nbob,,\r\n,,\r\n')
    ada, bob = document.root["people"]
    source = document.sources[1]
    assert (source.path, ada.source, bob.source) == ("people.csv", source, source)
    assert bob == {"id": "bob"}

    def at(place):
        return place.line, place.column, place.end_column

    assert at(ada.location())[:2] == (3, 1)
    assert at(ada.value_location("id")) == (3, 1, 4)
    assert at(ada.key_location("id")) == (1, 1, 3)
    assert at(ada["span"].value_location("min")) == (3, 5, 6)
    assert at(ada["span"].key_location("min")) == (1, 4, 14)
    assert at(ada.value_location("span")) == (3, 5, 6)
    assert ada["certifications"] == ["a", "bc"]
    assert [at(ada["certifications"].item_location(index)) for index in (0, 1)] == [(3, 9, 10), (3, 12, 14)]
    assert at(document.root["people"].item_location(1))[:2] == (4, 1)


def test_the_section_keeps_its_place_in_the_model(tmp_path: Path):
    document = people(tmp_path, "id\nada\n")
    place = document.root.value_location("people")
    assert (place.path, place.line, place.column, place.end_column) == ("model.yaml", 2, 9, 27)
    assert document.root["people"].location() == place


def test_lists_of_files_and_patterns_come_in_order(tmp_path: Path):
    files = {
        "model.yaml": "coverage_model: 1\ngroups:\n  from: [regions/*.yaml, more.json, 'regions/w*']\n",
        "regions/west.yaml": "- id: west\n",
        "regions/east.yaml": "# east\n- id: east\n- {id: north}\n",
        "regions/.hidden.yaml": "- id: hidden\n",
        "more.json": '[{"id": "more"}]',
        "regions/folder.yaml/x": "",
    }
    document = only_document(load(tmp_path, files))
    assert document.problems == []
    groups = document.root["groups"]
    assert [group["id"] for group in groups] == ["east", "north", "west", "more"]
    assert [source.path for source in document.sources] == [
        "model.yaml",
        "regions/east.yaml",
        "regions/west.yaml",
        "more.json",
    ]
    assert [(groups.item_location(at).path, groups.item_location(at).line) for at in range(4)] == [
        ("regions/east.yaml", 2), ("regions/east.yaml", 3), ("regions/west.yaml", 1), ("more.json", 1),
    ]  # fmt: skip


def test_nested_lists_may_stand_in_files(tmp_path: Path):
    model = (
        "coverage_model: 1\nprocess:\n  playbook:\n    plays: {from: plays.csv}\nbudget: {lines: {from: lines.csv}}\n"
    )
    files = {"model.yaml": model, "plays.csv": "id\np\n", "lines.csv": "id,amount\nl,5\n"}
    root = only_document(load(tmp_path, files)).root
    assert root["process"]["playbook"]["plays"] == [{"id": "p"}]
    assert root["budget"]["lines"] == [{"id": "l", "amount": 5}]


def test_what_is_no_list_section_is_left_alone(tmp_path: Path):
    model = "coverage_model: 1\nplan: {from: a.csv}\nx-own: {from: b.csv}\npoeple: {from: c.csv}\ngoals: {from: 3}\n"
    document = only_document(load(tmp_path, {"model.yaml": model}))
    assert document.problems == []
    assert document.root["goals"] == {"from": 3}
    assert document.root["poeple"] == {"from": "c.csv"}


def test_the_sections_are_those_of_the_schema():
    with open(data_path("schemas", "coverage-model.schema.json"), encoding="utf-8") as stream:
        schema = json.load(stream)
    found = []

    def seek(node, path):
        while "$ref" in node:
            node = schema["$defs"][node["$ref"].removeprefix("#/$defs/")]
        if "from" in node.get("properties", {}):
            found.append(path)
        for key, inner in node.get("properties", {}).items():
            if key != "from":
                seek(inner, (*path, key))

    seek(schema, ())
    assert sorted(found) == sorted(section_paths())


@pytest.mark.parametrize(
    ("path", "code", "words"),
    [
        ("/etc/passwd", "CL005", "absolute"),
        ("C:\\people.csv", "CL005", "absolute"),
        ("../people.csv", "CL005", "'..'"),
        ("a/../../people.csv", "CL005", "'..'"),
        ("..\\people.csv", "CL005", "'..'"),
        ("../*.csv", "CL005", "'..'"),
        ("link.csv", "CL005", "symbolic link"),
        ("out/people.csv", "CL005", "symbolic link"),
        ("ou*/people.csv", "CL005", "symbolic link"),
        ("none.csv", "CL006", "no file none.csv"),
        ("none/*.csv", "CL006", "matches no file"),
        ("dangling.csv", "CL006", "no file"),
        ("**/*.csv", "CL006", "'**'"),
        ("notes.txt", "CL006", "ends in neither"),
        ("folder.csv", "CL006", "a folder"),
        ("pipe.csv", "CL006", "a pipe"),
        ('"a\\0.csv"', "CL006", "no path"),
        ('""', "CL006", "no path"),
    ],
)
def test_paths_that_lead_nowhere_or_out_are_said_at_the_path(tmp_path: Path, path, code, words):
    folder = tmp_path / "model"
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "people.csv").write_text("id\nspy\n")
    (folder / "folder.csv").mkdir(parents=True)
    os.mkfifo(folder / "pipe.csv")
    (folder / "link.csv").symlink_to(tmp_path / "outside" / "people.csv")
    (folder / "out").symlink_to(tmp_path / "outside")
    (folder / "dangling.csv").symlink_to(folder / "gone.csv")
    (folder / "notes.txt").write_text("id\n")
    written = path if path.startswith('"') else f"'{path}'"
    document = only_document(load(folder, {"model.yaml": f"coverage_model: 1\npeople:\n  from:\n    - {written}\n"}))
    (found,) = document.problems
    assert words in found.message
    assert (found.code, found.location.path, found.location.line, found.location.column) == (code, "model.yaml", 4, 7)
    assert document.root["people"] is None
    assert document.rejected.refused(document.root, "people")


def test_links_in_a_circle_end(tmp_path: Path):
    (tmp_path / "a").symlink_to(tmp_path)
    (tmp_path / "b").symlink_to(tmp_path)
    document = only_document(
        load(tmp_path, {"model.yaml": f"coverage_model: 1\npeople: {{from: '{'*/' * 40}p.csv'}}\n", "p.csv": "id\nx\n"})
    )
    assert document.root["people"] == [{"id": "x"}]


@pytest.mark.parametrize(
    ("table", "line", "column", "words"),
    [
        ("id,quota\nada,1\nbob\n", 3, 1, "too short: 1 cell under 2 headers"),
        ("id,quota\nada,1,2\n", 2, 7, "too long: 3 cells under 2 headers"),
        ("id,quota,id\nada,1,2\n", 1, 10, "'id' is given twice"),
        ("id,span,span.min\na,1,2\n", 1, 9, "'span.min' is given twice"),
        ("quota_relief.amount,quota_relief\n1,2\n", 1, 21, "'quota_relief' is given twice"),
        ("id,,quota\nada,1,2\n", 1, 4, "without a name"),
        ("id,span.\nada,1\n", 1, 4, "a part empty"),
        ("id;quota\nada;1\n", 1, 1, "separated by semicolons"),
        ("id\tquota\nada\t1\n", 1, 1, "separated by tabs"),
        ('id,name\nada,"Ada\n', 2, 5, "never closed"),
        ('id,name\nada,"Ada" L\n', 2, 11, "behind closing quotes"),
        ("id,name\nada,\0\n", 2, 5, "NUL"),
        ("", 1, 1, "an empty table"),
        (f"id,{'a.' * 9}b\na,1\n", 1, 4, "more than 8 parts"),
    ],
)
def test_malformed_tables_are_said_in_the_table(tmp_path: Path, table, line, column, words):
    document = people(tmp_path, table)
    (found,) = document.problems
    assert words in found.message
    assert (found.code, found.location.path, found.location.line, found.location.column) == (
        "CL006",
        "people.csv",
        line,
        column,
    )
    assert document.root["people"] is None
    assert document.rejected.refused(document.root, "people")


def test_every_short_row_is_said_up_to_twenty(tmp_path: Path):
    document = people(tmp_path, "id,quota\nada,1\n" + "ada\n" * 50)
    assert [found.location.line for found in document.problems] == list(range(3, 23))


def test_rows_that_are_all_too_short_or_too_long_alike_are_said_once_at_the_header(tmp_path: Path):
    document = people(tmp_path, "id,quota\n" + "ada,1,\n" * 50)
    assert places_of(document) == [("CL006", "people.csv", 1, 1)]
    assert document.problems[0].message == "2 names of fields, and 3 cells in every row"


def test_a_table_in_another_encoding(tmp_path: Path):
    document = people(tmp_path, b"id,name\nada,Ren\xe9e\n")
    (found,) = document.problems
    assert (found.code, found.location.path, found.location.line, found.location.column) == (
        "CL002",
        "people.csv",
        2,
        8,
    )
    assert [(place.label, place.location.path, place.location.line) for place in found.related] == [
        ("named here", "model.yaml", 2)
    ]
    assert document.rejected.refused(document.root, "people")


def test_a_cell_that_is_refused_leaves_the_rest(tmp_path: Path):
    document = people(tmp_path, "id,quota\nada,1e999\nbob,5\n")
    assert places_of(document) == [("CL004", "people.csv", 2, 5)]
    ada, bob = document.root["people"]
    assert (ada["quota"], bob["quota"]) == (None, 5)
    assert document.rejected.refused(ada, "quota")
    assert not document.rejected.refused(document.root, "people")


def places_of(document):
    return [
        (found.code, found.location.path, found.location.line, found.location.column) for found in document.problems
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1\n", ("CL006", "people.yaml", 1, 1)),
        ("people:\n  - id: a\n", ("CL006", "people.yaml", 1, 1)),
        ("", ("CL006", "people.yaml", 1, 1)),
        ("\n  \n", ("CL006", "people.yaml", 1, 1)),
        ("ada\n", ("CL006", "people.yaml", 1, 1)),
        ("- a\n---\n- b\n", ("CL006", "people.yaml", 1, 1)),
        ("- {id: a\n", ("CL001", "people.yaml", 1, 3)),
        ("- {id: a, id: b}\n", ("CL003", "people.yaml", 1, 11)),
        ("- {id: a, quota: .nan}\n", ("CL001", "people.yaml", 1, 18)),
        ("- id: !x a\n", ("CL001", "people.yaml", 1, 7)),
    ],
)
def test_problems_in_lists_are_placed_in_their_files(tmp_path: Path, text, expected):
    files = {"model.yaml": "coverage_model: 1\npeople: {from: people.yaml}\n", "people.yaml": text}
    assert places(load(tmp_path, files)) == [expected]


def test_what_is_refused_in_a_list_is_refused_in_the_model(tmp_path: Path):
    files = {"model.yaml": "coverage_model: 1\npeople: {from: p.yaml}\n", "p.yaml": "- {id: a, quota: .nan}\n"}
    document = only_document(load(tmp_path, files))
    assert document.rejected.refused(document.root["people"][0], "quota")


@pytest.mark.parametrize("text", ["[]", "# nobody yet\n", "null\n"])
def test_an_empty_list_is_empty(tmp_path: Path, text):
    document = only_document(
        load(tmp_path, {"model.yaml": "coverage_model: 1\npeople: {from: p.yaml}\n", "p.yaml": text})
    )
    assert document.root["people"] == []
    assert isinstance(document.root["people"], Seq)
    assert document.problems == []


def test_other_keys_beside_from_are_unknown(tmp_path: Path):
    model = "coverage_model: 1\npeople:\n  from: people.csv\n  x-note: ours\n  sheet: 1\n"
    assert places(load(tmp_path, {"model.yaml": model, "people.csv": "id\na\n"})) == [("CL011", "model.yaml", 5, 3)]


def test_the_tables_of_a_model_together_are_bounded(tmp_path: Path):
    files = {
        "model.yaml": "coverage_model: 1\npeople: {from: [a.csv, b.csv]}\n",
        "a.csv": "id\na\n",
        "b.csv": "id\n" + "b\n" * 40,
    }
    load(tmp_path, files)
    loaded = load_documents(str(tmp_path / "model.yaml"), "model.yaml", Limits(size=80))
    assert places(loaded) == [("CL004", "model.yaml", 2, 24)]


def test_standard_input_has_no_tables():
    assert places(read_documents(MODEL.encode(), "-")) == [("CL006", "-", 2, 16)]


def test_tables_of_standard_input_are_sought_where_it_says(tmp_path: Path):
    (tmp_path / "people.csv").write_text("id\nada\n")
    loaded = read_documents(MODEL.encode(), "plans/m.yaml", str(tmp_path))
    assert every_finding(loaded) == []
    assert loaded.documents[0].sources[1].path == "plans/people.csv"
