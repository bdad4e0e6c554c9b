"""libyaml's binding: its parser, its errors, and its events, with scalars made in one step.

A model is mostly scalars, and the three constructors that each would call take a tenth of all reading.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coverage_lint.system.own_process import import_libyaml

__all__ = [
    "SCALAR",
    "AliasEvent",
    "CParser",
    "DocumentEndEvent",
    "DocumentStartEvent",
    "MappingEndEvent",
    "MappingStartEvent",
    "MarkedYAMLError",
    "Scalar",
    "SequenceEndEvent",
    "SequenceStartEvent",
    "StreamEndEvent",
    "YAMLError",
]

_binding: Any = import_libyaml()
CParser: Any = _binding.CParser
if TYPE_CHECKING:
    from ruamel.yaml.error import MarkedYAMLError, YAMLError
    from ruamel.yaml.events import (
        AliasEvent,
        DocumentEndEvent,
        DocumentStartEvent,
        Event,
        MappingEndEvent,
        MappingStartEvent,
        NodeEvent,
        ScalarEvent,
        SequenceEndEvent,
        SequenceStartEvent,
        StreamEndEvent,
    )
else:  # those that the binding itself holds: `ruamel.yaml` would import all that it does without
    YAMLError = _binding.YAMLError
    MarkedYAMLError = _binding.ParserError.__base__
    AliasEvent = _binding.AliasEvent
    DocumentEndEvent = _binding.DocumentEndEvent
    DocumentStartEvent = _binding.DocumentStartEvent
    MappingEndEvent = _binding.MappingEndEvent
    MappingStartEvent = _binding.MappingStartEvent
    ScalarEvent = _binding.ScalarEvent
    SequenceEndEvent = _binding.SequenceEndEvent
    SequenceStartEvent = _binding.SequenceStartEvent
    StreamEndEvent = _binding.StreamEndEvent
    NodeEvent = AliasEvent.__base__
    Event = NodeEvent.__base__

_SET = (("start_mark", "end_mark", "comment"), ("anchor",), ("ctag", "implicit", "value", "style"))
"""What the constructors of ruamel.yaml set, of which Scalar's is the sum."""


class Scalar(ScalarEvent):
    """A scalar event: whoever else reads YAML in this process can take it for its base."""

    __slots__ = ()

    def __init__(
        self, anchor: object, tag: object, implicit: object, value: object, start_mark: object = None,
        end_mark: object = None, style: object = None, comment: object = None,
    ) -> None:  # fmt: skip
        """Set what the constructors of the bases set."""
        self.start_mark = start_mark
        self.end_mark = end_mark
        self.comment = comment
        self.anchor = anchor
        self.ctag = tag
        self.implicit = implicit
        self.value = value
        self.style = style


def _is_as_known() -> bool:
    """True if events have the slots that Scalar fills."""
    return ScalarEvent.__base__ is NodeEvent and tuple(one.__slots__ for one in (Event, NodeEvent, ScalarEvent)) == _SET


if _is_as_known():
    _binding.ScalarEvent = Scalar
SCALAR: Any = Scalar if _binding.ScalarEvent is Scalar else ScalarEvent
"""What scalars are."""
