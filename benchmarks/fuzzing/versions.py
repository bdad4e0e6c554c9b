"""Two versions of a model for `diff`, and one for `report`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fuzzing import edits, seeds, spelling, words
from fuzzing.garble import garbled
from fuzzing.models import encoded, tree_of
from fuzzing.trial import Input

if TYPE_CHECKING:
    from random import Random

    from fuzzing.spelling import Fields


def version_input(rng: Random) -> Input:
    """Draw two versions of a model, as files or in folders, and a diff of them."""
    older = seeds.model(rng)
    edits.edit(older, rng, rng.choice((0, 0, 1, 3)))
    newer = spelling.clone(older)
    edits.edit(newer, rng, rng.choice((1, 1, 2, 4)))
    files = {"a/coverage.yaml": _written(older, rng), "b/coverage.yaml": _written(newer, rng)}
    if rng.random() < 0.15:
        name = rng.choice(list(files))
        files[name] = garbled(files[name], rng, 3)
    if rng.random() < 0.15:
        folder, other = rng.choice((("a", "b"), ("b", "a")))
        files[f"{folder}/{rng.choice(('x.yaml', 'plan.yml', 'deep/coverage.json'))}"] = files[f"{other}/coverage.yaml"]
    if rng.random() < 0.1:
        del files[rng.choice(("a/coverage.yaml", "b/coverage.yaml"))]
    versions = ("a", "b") if rng.random() < 0.5 else ("a/coverage.yaml", "b/coverage.yaml")
    return Input("diffs", files, words.diff(rng, *versions), encoding=words.encoding(rng), github=rng.random() < 0.05)


def report_input(rng: Random) -> Input:
    """Draw a model, and a report of it."""
    files = {"coverage.yaml": _written(tree_of(rng), rng)}
    asked = words.report(rng, "coverage.yaml")
    if rng.random() < 0.1:
        files["old.yaml"] = _written(tree_of(rng), rng)
        asked = (*asked, "--base", "old.yaml")
    return Input("reports", files, asked, encoding=words.encoding(rng))


def _written(tree: Fields, rng: Random) -> bytes:
    return encoded(spelling.write(tree, spelling.any_style(rng), rng), rng)
