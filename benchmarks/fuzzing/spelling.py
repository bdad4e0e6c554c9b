"""YAML as a tree whose mappings may repeat keys and whose scalars keep their text, and ways to write it."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from random import Random


class Fields(list[list[Any]]):
    """A mapping: [key, value] in order."""

    def get(self, wanted: str) -> Any:
        """Return the first value under a key, else None."""
        return next((value for key, value in self if key == wanted), None)


class Raw(str):
    """YAML text that is written as it stands."""

    __slots__ = ()


Node: TypeAlias = "Fields | list[Any] | str"

_PLAIN = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.%/+ -]*(?<! )", re.ASCII)


class Style(NamedTuple):
    """How a model is spelt."""

    flow: float = 0.2
    """How often a mapping or list stands in one line."""
    step: int = 2
    ascii: bool = False
    end: str = "\n"
    json: bool = False


def any_style(rng: Random) -> Style:
    """Draw a spelling, mostly the usual one."""
    return Style(
        flow=rng.choice((0.1, 0.2, 0.5, 0.9)),
        step=rng.choice((2, 2, 2, 4, 1)),
        ascii=rng.random() < 0.2,
        end=rng.choice(("\n",) * 8 + ("\r\n", "\r")),
        json=rng.random() < 0.05,
    )


def read(text: str) -> Fields:
    """Return the tree of a YAML text. Scalars keep their text: 12_000_000, 2027-01-01."""
    from ruamel.yaml import YAML

    return _tree(YAML(typ="base").load(text))


def from_json(value: object) -> Any:
    """Return the tree of a value out of a JSON document."""
    if isinstance(value, dict):
        return Fields([key, from_json(inner)] for key, inner in value.items())
    if isinstance(value, list):
        return [from_json(inner) for inner in value]
    return value if isinstance(value, str) else Raw(json.dumps(value))


def _tree(value: object) -> Any:
    if isinstance(value, dict):
        return Fields([str(key), _tree(inner)] for key, inner in value.items())
    return [_tree(inner) for inner in value] if isinstance(value, list) else str(value)


def clone(node: Any) -> Any:
    """Return a copy that shares nothing that can be changed."""
    if isinstance(node, Fields):
        return Fields([key, clone(value)] for key, value in node)
    return [clone(value) for value in node] if isinstance(node, list) else node


def sections(model: Fields, style: Style, rng: Random) -> list[str]:
    """Return the text of each top-level key, which may be put together in any order."""
    return ["".join(line + style.end for line in _block(Fields([pair]), 0, style, rng)) for pair in model]


def write(model: Fields, style: Style, rng: Random) -> str:
    """Return the text of a whole model."""
    return inline(model, style) if style.json else "".join(sections(model, style, rng))


def inline(node: Any, style: Style) -> str:
    """Return a node in one line."""
    if isinstance(node, Fields):
        pairs = (f"{_scalar(key, style)}: {inline(value, style)}" for key, value in node)
        return f"{{{', '.join(pairs)}}}"
    if isinstance(node, list):
        return f"[{', '.join(inline(value, style) for value in node)}]"
    return _scalar(node, style)


def _scalar(text: str, style: Style) -> str:
    if isinstance(text, Raw) or (not style.json and _PLAIN.fullmatch(text)):
        return text
    return json.dumps(text, ensure_ascii=style.ascii)


def _block(node: Any, depth: int, style: Style, rng: Random) -> list[str]:
    pad = " " * depth
    lines: list[str] = []
    for entry in node:
        key, value = entry if isinstance(node, Fields) else ("", entry)
        lead = f"{pad}{_scalar(key, style)}:" if isinstance(node, Fields) else f"{pad}-"
        if not value or not isinstance(value, list) or (depth and rng.random() < style.flow):
            lines.append(f"{lead} {inline(value, style)}")
        elif isinstance(node, Fields):
            lines += [lead, *_block(value, depth + style.step, style, rng)]
        else:
            inner = _block(value, depth + 2, style, rng)
            lines += [f"{lead} {inner[0][depth + 2 :]}", *inner[1:]]
    return lines
