"""The events of libyaml, by ruamel.yaml, with scalars made in one step.

A model is mostly scalars, and the three constructors that each would call take a tenth of all reading.
"""

from __future__ import annotations

from typing import Any

import _ruamel_yaml
from ruamel.yaml.events import Event, NodeEvent, ScalarEvent

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
    """True if events have the slots that Scalar fills, and the reader makes them by the name it had."""
    return tuple(one.__slots__ for one in (Event, NodeEvent, ScalarEvent)) == _SET and (
        getattr(_ruamel_yaml, "ScalarEvent", None) is ScalarEvent
    )


if _is_as_known():
    _ruamel_yaml.ScalarEvent = Scalar
SCALAR: Any = Scalar if getattr(_ruamel_yaml, "ScalarEvent", None) is Scalar else ScalarEvent
"""What scalars are."""
