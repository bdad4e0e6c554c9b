"""Twice as much of anything in a model takes no more than twice as long."""

import pytest
from growing import SHOWN, assert_grows_in_proportion, warm


@pytest.fixture(scope="module", autouse=True)
def _warm(tmp_path_factory):
    warm(tmp_path_factory.mktemp("warm"))


@pytest.mark.parametrize("name", SHOWN)
def test_twice_as_much_takes_no_more_than_twice_as_long(name, tmp_path):
    assert_grows_in_proportion(name, tmp_path)
