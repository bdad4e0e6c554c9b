"""Scalars are made in one step, and are what ruamel.yaml would have made."""

from __future__ import annotations

import subprocess
import sys

import _ruamel_yaml
from ruamel.yaml.events import ScalarEvent

from coverage_lint.document.yaml.events import SCALAR, Scalar


def fields(event: ScalarEvent) -> dict[str, object]:
    """Return all that an event holds."""
    names = {name for one in type(event).__mro__ for name in getattr(one, "__slots__", ())}
    return {name: getattr(event, name) for name in names}


def test_a_scalar_holds_what_its_base_would():
    words = ("anchor", "tag", (True, False), "value", "start", "end", "'")
    assert fields(Scalar(*words)) == fields(ScalarEvent(*words))
    assert fields(Scalar(*words, "comment")) == fields(ScalarEvent(*words, "comment"))
    assert isinstance(Scalar(*words), ScalarEvent)


def test_the_parser_makes_them():
    assert SCALAR is Scalar
    parser = _ruamel_yaml.CParser("a: 'b'")
    events = [parser.get_event() for _ in range(5)]
    assert [event.value for event in events if type(event) is Scalar] == ["a", "b"]


def test_another_shape_of_events_is_left_alone():
    program = (
        "import _ruamel_yaml\n"
        "class Other(_ruamel_yaml.ScalarEvent): __slots__ = ('more',)\n"
        "_ruamel_yaml.ScalarEvent = Other\n"
        "from coverage_lint.document.yaml import events as ours\n"
        "assert ours.SCALAR is Other\n"
        "assert _ruamel_yaml.ScalarEvent is not ours.Scalar\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
