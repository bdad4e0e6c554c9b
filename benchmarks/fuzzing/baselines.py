"""Baselines: right ones, wrong ones, half-merged ones, and what is no baseline at all."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from fuzzing import edits, oddities, seeds, spelling, words
from fuzzing.garble import garbled
from fuzzing.trial import Input

if TYPE_CHECKING:
    from random import Random

NAME = ".coverage-lint-baseline.json"
_ENTITIES = ("plan", "group hunters", "person vera", "goal new-business", "segment large", "", "group", "role hunter")
_FIELDS = ("", "quota", "groups", "targets", "id", "owner", "leader", "parent")
_ODD: tuple[Any, ...] = (
    None, True, 0, -1, 1.5, 10**30, "1", [], {}, "\x00", "a" * 300, "\ud800", float("nan"), 10**400,
)  # fmt: skip
_BROKEN = ("", "[" * 2000, "<<<<<<< HEAD\n{0}\n=======\n{0}\n>>>>>>> x\n", "\ufeff{0}", "{0}{0}", "9" * 6000)
_TARGETS = ("nowhere", ".", NAME, "../outside/secret.csv", "../outside/new.json", "../outside/fifo", "/dev/stdin")
_FILES = ("plans/coverage.yaml", "coverage.yaml", "../x.yaml", "../outside/secret.csv", "", *oddities.TEXTS[:3])


def baseline_input(rng: Random) -> Input:
    """Draw a model with findings, a baseline, and a command that reads or writes it."""
    model = seeds.model(rng, seeds.MODELS[rng.randrange(3)][0])
    edits.edit(model, rng, rng.choice((0, 1, 3)))
    name, place = NAME, rng.random()
    files = {"plans/coverage.yaml": spelling.write(model, spelling.Style(), rng).encode("utf-8", "replace")}
    asked: tuple[str, ...] = words.check(rng, "plans/coverage.yaml")
    if place < 0.3:
        name = rng.choice(("b.json", "plans/" + NAME, "plans/b.json"))
        files[".coverage-lint.yaml"] = f"baseline: {rng.choice((name, name, *_TARGETS))}\n".encode()
    elif place < 0.4:
        asked = (asked[0], "--baseline", NAME, *asked[1:])
    files[name] = _baseline(rng)
    if rng.random() < 0.3:
        asked = ("baseline", *rng.choice(((), ("--update",), ("--force",), ("--file", name))), "plans")
    if rng.random() < 0.05:
        del files[name]
    links = {NAME: rng.choice((name, *_TARGETS))} if rng.random() < 0.04 else {}
    return Input("baselines", files, asked, links=links, encoding=words.encoding(rng))


def _baseline(rng: Random) -> bytes:
    entries = [_entry(rng) for _ in range(rng.randrange(6))]
    entries += rng.choices(entries, k=rng.randrange(3)) if entries else []
    document: Any = {"version": 1, "findings": entries}
    if rng.random() < 0.2:
        part = rng.choice((document, *entries))
        part[rng.choice(list(part))] = rng.choice(_ODD)
    if rng.random() < 0.1:
        part = rng.choice((document, *entries))
        part.pop(rng.choice(list(part)), None)
    if rng.random() < 0.05:
        document = rng.choice((entries, None, 1, "x", {"version": 2, "findings": []}, {"findings": entries}))
    text = json.dumps(document, indent=rng.choice((None, 2)), ensure_ascii=rng.random() < 0.5)
    if rng.random() < 0.05:
        text = rng.choice(_BROKEN).replace("{0}", text)
    data = text.encode(rng.choice(("utf-8",) * 8 + ("utf-16", "utf-8-sig")), "replace")
    return garbled(data, rng, 3) if rng.random() < 0.2 else data


def _entry(rng: Random) -> dict[str, Any]:
    return {
        "file": rng.choice(_FILES),
        "code": rng.choice(("CL301", "CL302", "CL502", "CL032", "CL001", "CL011", "CL200", "XX1", "")),
        "entity": rng.choice(_ENTITIES),
        "field": rng.choice(_FIELDS),
        "count": rng.choice((1, 1, 1, 2, 100)),
    }
