"""What inputs grow from: the examples, the bases of cases, the shipped policies, and the schemas."""

from __future__ import annotations

import json
import os
from functools import cache
from typing import TYPE_CHECKING, Any

from fuzzing import oddities
from fuzzing.spelling import Fields, Raw, clone, from_json, read

if TYPE_CHECKING:
    from random import Random

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
MODELS = (
    ("policies/bases/plan.yaml", 20),
    ("policies/bases/bare.yaml", 14),
    ("examples/own-policies/coverage.yaml", 10),
    ("examples/startup/coverage.yaml", 2),
    ("examples/acme-broken/coverage.yaml", 1),
    ("examples/software/coverage.yaml", 1),
    ("examples/device-field-force/coverage.yaml", 1),
    ("examples/distributors/coverage.yaml", 1),
)
"""Models, and how often each is drawn: mostly small ones, of which a second sees many."""
PLAN = MODELS[0][0]
_LARGE = 60
"""Entities of a model beyond which most are left out."""


@cache
def text(path: str) -> str:
    """Return a file of the project."""
    with open(os.path.join(TOP, path), encoding="utf-8") as file:
        return file.read()


@cache
def names(folder: str, ending: str) -> tuple[str, ...]:
    """Return the paths of a folder's files with an ending, sorted."""
    return tuple(f"{folder}/{name}" for name in sorted(os.listdir(os.path.join(TOP, folder))) if name.endswith(ending))


@cache
def schema(name: str) -> Any:
    """Return a shipped schema."""
    return json.loads(text(f"schemas/{name}.schema.json"))


@cache
def _parsed(path: str) -> Fields:
    return read(text(path))


def path_of_model(rng: Random) -> str:
    """Draw the path of an example."""
    return rng.choices([path for path, _ in MODELS], [weight for _, weight in MODELS])[0]


def model(rng: Random, path: str | None = None) -> Fields:
    """Return the tree of an example: half of the time some of its sections, and of many entities some."""
    made = clone(_parsed(path or path_of_model(rng)))
    if rng.random() < 0.5:
        share = rng.choice((0.3, 0.6))
        made[1:] = [pair for pair in made[1:] if pair[0] == "plan" or rng.random() < share]
    lists = [value for _, value in made if isinstance(value, list) and not isinstance(value, Fields)]
    if sum(map(len, lists)) > _LARGE:
        for held in lists:
            keep = rng.choice((0.2, 0.4))
            held[:] = [one for one in held if rng.random() < keep] or held[:1]
    return made


def from_schema(rng: Random, part: Any, document: Any, depth: int = 0) -> Any:
    """Draw a value that a schema allows, or nearly."""
    if part is True or part is False or depth > 6:
        return oddities.value(rng)
    part = _resolved(part, document)
    if rng.random() < 0.06:
        return oddities.value(rng)
    if "properties" in part or "patternProperties" in part:
        return _object(rng, part, document, depth)
    if "items" in part and rng.random() < 0.8:
        return [from_schema(rng, part["items"], document, depth + 1) for _ in range(rng.randrange(4))]
    examples = part.get("examples") or part.get("enum")
    if examples and rng.random() < 0.8:
        return from_json(rng.choice(examples))
    return oddities.value(rng)


def _object(rng: Random, part: Any, document: Any, depth: int) -> Fields:
    made = Fields()
    share = rng.choice((0.3, 0.6, 0.95)) if depth else 0.6
    for name, inner in part.get("properties", {}).items():
        if name in part.get("required", ()) or rng.random() < share:
            made.append([name, from_schema(rng, inner, document, depth + 1)])
    patterns = list(part.get("patternProperties", {}).values())
    if patterns or part.get("additionalProperties") not in (None, False):
        inner = patterns[-1] if patterns else part["additionalProperties"]
        for _ in range(rng.randrange(4)):
            key = oddities.pick(rng, ("new-business", "renewals", "Q1", "Q2", "a", "b"), oddities.KEYS)
            made.append([key, from_schema(rng, inner, document, depth + 1)])
    return made


def _resolved(part: Any, document: Any) -> Any:
    while "$ref" in part and part["$ref"].startswith("#/"):
        at = document
        for step in part["$ref"][2:].split("/"):
            at = at[step]
        part = {**at, **{name: value for name, value in part.items() if name != "$ref"}}
    for choice in ("oneOf", "anyOf"):
        if choice in part and "properties" not in part:
            return part[choice][0] if isinstance(part[choice][0], dict) and "$ref" not in part[choice][0] else part
    return part


def known_keys() -> tuple[str, ...]:
    """Return every key that the model's schema names."""
    return _keys()


@cache
def _keys() -> tuple[str, ...]:
    found: dict[str, None] = {}

    def walk(part: object) -> None:
        if isinstance(part, dict):
            properties = part.get("properties")
            found.update(dict.fromkeys(properties if isinstance(properties, dict) else ()))
            for inner in part.values():
                walk(inner)
        elif isinstance(part, list):
            for inner in part:
                walk(inner)

    walk(schema("coverage-model"))
    return tuple(found)


def whole_from_schema(rng: Random) -> Fields:
    """Draw a model from the schema alone."""
    document = schema("coverage-model")
    made = from_schema(rng, {**document, "examples": []}, document)
    fields = made if isinstance(made, Fields) else Fields()
    kept = Fields(pair for pair in fields if pair[0] != "coverage_model")
    kept.insert(0, ["coverage_model", Raw("1")])
    return kept
