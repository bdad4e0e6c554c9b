"""Scalar events made in one step are those that ruamel.yaml makes in three."""

from __future__ import annotations

import pytest
from ruamel.yaml.events import NodeEvent, ScalarEvent

from coverage_lint.document import events


def made_by_ruamel(self, anchor, tag, implicit, value, start_mark=None, end_mark=None, style=None, comment=None):
    """Do as ScalarEvent's own constructor does."""
    NodeEvent.__init__(self, anchor, start_mark, end_mark, comment)
    self.ctag = tag
    self.implicit = implicit
    self.value = value
    self.style = style


def test_the_constructor_is_exchanged_where_it_sets_the_same(monkeypatch):
    monkeypatch.setattr(ScalarEvent, "__init__", made_by_ruamel)
    events.quicken()
    assert ScalarEvent.__init__ is events.init_scalar
    event = ScalarEvent("a", None, (True, False), "text", 1, 2, "'")
    assert (event.anchor, event.ctag, event.implicit, event.value) == ("a", None, (True, False), "text")
    assert (event.start_mark, event.end_mark, event.style, event.comment) == (1, 2, "'", None)


def sets_more(self, anchor, tag, implicit, value, start_mark=None, end_mark=None, style=None):
    made_by_ruamel(self, anchor, tag, implicit, value, start_mark, end_mark, style, comment="more")


def takes_nothing(_event):
    raise AssertionError


@pytest.mark.parametrize("other", [sets_more, takes_nothing])
def test_a_constructor_that_does_anything_else_stays(monkeypatch, other):
    monkeypatch.setattr(ScalarEvent, "__init__", other)
    events.quicken()
    assert ScalarEvent.__init__ is other
