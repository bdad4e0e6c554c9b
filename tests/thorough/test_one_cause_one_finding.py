"""One cause, one finding: tried on every key and reference of acme, through the whole of a check."""

import pytest
from acme import errors_with, keys, references, shorter

KEYS, REFERENCES = keys(), references()
CHUNK = 45


def chunks(count: int) -> list[int]:
    return list(range(0, count, CHUNK))


@pytest.mark.parametrize("start", chunks(len(KEYS)))
def test_a_misspelt_key_is_the_only_error(start):
    told = {one: errors_with(one, shorter(one.text())) for one in KEYS[start : start + CHUNK]}
    assert {f"{one.name} as {shorter(one.text())}": codes for one, codes in told.items() if codes != ["CL011"]} == {}


@pytest.mark.parametrize("start", chunks(len(REFERENCES)))
def test_a_dangling_reference_is_the_only_error(start):
    told = {one: errors_with(one, f"{one.text()}-x") for one in REFERENCES[start : start + CHUNK]}
    assert {f"{one.name} {one.text()}": codes for one, codes in told.items() if codes != ["CL020"]} == {}
