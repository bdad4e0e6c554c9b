"""The file of a baseline, and what a run held against it comes to."""

import json
import os

import pytest

from coverage_lint.checking.options import Options
from coverage_lint.checking.run import check_data
from coverage_lint.decisions.baseline.file import Baseline, find_baseline, load_baseline, save_baseline
from coverage_lint.decisions.baseline.ledger import Ledger, record
from coverage_lint.errors import Misuse
from coverage_lint.settings.settings import BASELINE

OPTIONS = Options(select=("CL01", "CL304"))
FIRST = "coverage_model: 1\ngroups:\n  - id: a\n  - id: b\n    leader: x\npeople:\n  - {id: x}\n"


def checked(text):
    (model,) = check_data(text.encode(), "m.yaml", OPTIONS).models
    return model


@pytest.fixture
def baseline(tmp_path):
    (tmp_path / "m.yaml").write_text(FIRST)
    return record([checked(FIRST)], str(tmp_path / BASELINE), str(tmp_path))


def held(text, baseline):
    """Hold a model against a baseline: what is new, what is old, and the ledger."""
    ledger = Ledger(baseline, os.path.dirname(baseline.path))
    model = checked(text)
    compared = ledger.compare(model, model.findings)
    return [one.entity for one in compared.new], [one.entity for one in compared.old], ledger


def test_what_is_recorded_is_old(baseline):
    assert held(FIRST, baseline)[:2] == ([], ["group a"])


def test_reordering_and_edits_elsewhere_change_nothing(baseline):
    moved = "# a comment\n\ncoverage_model: 1\npeople:\n  - {id: x}\ngroups:\n  - {id: b, leader: x}\n  - id: a\n"
    assert held(moved + "    name: A\n", baseline)[0] == []


def test_another_entity_with_the_same_defect_is_new(baseline):
    more = "coverage_model: 1\ngroups:\n  - id: a\n  - id: c\npeople:\n  - {id: x}\n"
    assert held(more, baseline)[0] == ["group c"]


def test_a_second_finding_of_one_entity_and_field_is_new(baseline):
    ledger = Ledger(baseline, os.path.dirname(baseline.path))
    model = checked(FIRST)
    compared = ledger.compare(model, (*model.findings, *model.findings))
    assert (len(compared.old), len(compared.new)) == (1, 1)


def test_what_no_longer_occurs_is_told_and_dropped_and_nothing_added(baseline):
    repaired = FIRST.replace("  - id: a\n", "  - {id: a, leader: x}\n  - id: new\n")
    new, _, ledger = held(repaired, baseline)
    assert new == ["group new"]
    assert ledger.gone() == {("m.yaml", "CL304", "group a", "leader", ""): 1}
    assert ledger.kept().counts == {}


def test_it_is_written_and_read_back(baseline, tmp_path):
    save_baseline(baseline)
    assert dict(load_baseline(baseline.path).counts) == dict(baseline.counts)
    assert json.loads((tmp_path / BASELINE).read_text()) == {
        "version": 2,
        "findings": [{"file": "m.yaml", "code": "CL304", "entity": "group a", "field": "leader", "count": 1}],
    }
    assert sorted(path.name for path in tmp_path.iterdir()) == [BASELINE, "m.yaml"]


def test_an_empty_one_is_valid(tmp_path):
    save_baseline(Baseline(str(tmp_path / BASELINE), {}))
    assert dict(load_baseline(str(tmp_path / BASELINE)).counts) == {}


@pytest.mark.parametrize("word", ["a\ud800b", "\udcff.yaml", 'ä "quoted" \\ 🙂', "\n\t\x00", "\u2028"])
def test_every_text_is_written_and_read_back(tmp_path, word):
    counts = {(word, "CL304", word, word, word): 3}
    save_baseline(Baseline(str(tmp_path / BASELINE), counts))
    assert dict(load_baseline(str(tmp_path / BASELINE)).counts) == counts


def test_a_link_to_a_baseline_stays_a_link(tmp_path):
    (tmp_path / "real").mkdir()
    save_baseline(Baseline(str(tmp_path / "real" / BASELINE), {("a", "b", "c", "d", ""): 1}))
    (tmp_path / BASELINE).symlink_to(tmp_path / "real" / BASELINE)
    save_baseline(Baseline(str(tmp_path / BASELINE), {}))
    assert (tmp_path / BASELINE).is_symlink()
    assert dict(load_baseline(str(tmp_path / "real" / BASELINE)).counts) == {}


def test_what_cannot_be_written_is_misuse_and_leaves_nothing_behind(tmp_path):
    with pytest.raises(Misuse, match="cannot be written"):
        save_baseline(Baseline(str(tmp_path / "nowhere" / BASELINE), {}))
    (tmp_path / BASELINE).mkdir()
    with pytest.raises(Misuse, match="cannot be written"):
        save_baseline(Baseline(str(tmp_path / BASELINE), {}))
    assert [path.name for path in tmp_path.iterdir()] == [BASELINE]


def test_what_kept_a_file_from_being_read_is_never_baselined(tmp_path):
    model = check_data(b"coverage_model: 1\na: [\n", "m.yaml", Options()).models[0]
    baseline = record([model], str(tmp_path / BASELINE), str(tmp_path))
    assert dict(baseline.counts) == {}
    key = ("m.yaml", "CL001", model.findings[0].entity, model.findings[0].field, "")
    ledger = Ledger(Baseline(baseline.path, {key: 1}), str(tmp_path))
    assert ledger.compare(model, model.findings).new == list(model.findings)


ENTRY = {"file": "m.yaml", "code": "CL304", "entity": "group a", "field": "leader", "count": 1}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        "null",
        "\xff",
        '{"version": 2}',
        '{"version": 1, "findings": []}',
        '{"version": 2, "findings": [1]}',
        '{"version": 2, "findings": 1}',
        '{"version": 2, "findings": {"a": 1}}',
        "[" * 9999,
        *(
            json.dumps({"version": 2, "findings": [ENTRY | change]})
            for change in (
                {"count": "1"},
                {"count": 0},
                {"count": -1},
                {"count": 1.5},
                {"count": True},
                {"count": None},
                {"count": float("inf")},
                {"file": 5},
                {"file": None},
                {"entity": ["a"]},
                {"field": {}},
            )
        ),
        json.dumps({"version": 2, "findings": [ENTRY]}).replace('"count": 1', '"count": ' + "9" * 5000),
        json.dumps({"version": 2, "findings": [ENTRY]}).replace('"count": 1', '"count": 1e999'),
    ],
)
def test_a_broken_baseline_is_misuse(tmp_path, text):
    (tmp_path / BASELINE).write_text(text, encoding="latin-1")
    with pytest.raises(Misuse, match="baseline"):
        load_baseline(str(tmp_path / BASELINE))


def test_of_an_entry_that_merging_left_twice_the_higher_count_holds(tmp_path):
    for counts in ((1, 2), (2, 1)):
        entries = [ENTRY | {"count": count} for count in counts]
        (tmp_path / BASELINE).write_text(json.dumps({"version": 2, "findings": entries}))
        assert list(load_baseline(str(tmp_path / BASELINE)).counts.values()) == [2]


def test_the_nearest_is_found_up_to_the_repository(tmp_path):
    (tmp_path / BASELINE).write_text("{}")
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    assert find_baseline(str(inner)) == str(tmp_path / BASELINE)
    (tmp_path / "a" / ".git").mkdir()
    assert find_baseline(str(inner)) is None
