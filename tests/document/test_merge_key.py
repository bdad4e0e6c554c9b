"""The merge key of YAML 1.1 is told as one; the fields that it would bring are unknown, not absent."""

from __future__ import annotations

import pytest
from reading import every_finding, only_document, places, read

BASE = "people:\n  - &ada {id: ada, role: ae, quota: 5}\n"


@pytest.mark.parametrize("key", ["<<", "!!merge <<"])
@pytest.mark.parametrize("value", ["*ada", "[*ada]", "{role: ae, quota: 5}", "[{role: ae}, {quota: 5}]"])
def test_a_merge_key_is_one_error_and_refuses_the_fields_that_it_would_bring(key, value):
    loaded = read(BASE + f"  - id: bob\n    {key}: {value}\n    name: Bob\n")
    assert places(loaded) == [("CL001", "model.yaml", 5, 5)]
    (one,) = every_finding(loaded)
    assert "merge key" in one.message
    assert one.help == "Write the fields out here."
    document = only_document(loaded)
    bob = document.root["people"][1]
    assert bob == {"id": "bob", "name": "Bob"}
    assert bob.value_location("name").line == 6
    assert [document.rejected.refused(bob, name) for name in ("id", "role", "quota", "name")] == [
        False, True, True, False,
    ]  # fmt: skip


def test_in_quotes_it_is_a_key_like_any_other():
    loaded = read('x-own: {"<<": 5}\n')
    assert places(loaded) == []
    assert only_document(loaded).root["x-own"] == {"<<": 5}


def test_a_merge_key_written_twice_is_told_twice():
    assert places(read("x-own: {<<: {a: 1}, <<: {b: 2}}\n")) == [
        ("CL003", "model.yaml", 2, 21), ("CL001", "model.yaml", 2, 9),
    ]  # fmt: skip
