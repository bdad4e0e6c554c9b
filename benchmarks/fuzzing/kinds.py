"""Every kind of input, how often each is drawn, and the input of a number."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from fuzzing import garble, words
from fuzzing.baselines import baseline_input
from fuzzing.models import model_input
from fuzzing.packs import pack_input
from fuzzing.settings import settings_input
from fuzzing.tables import table_input
from fuzzing.trees import tree_input
from fuzzing.trial import Input
from fuzzing.versions import report_input, version_input

if TYPE_CHECKING:
    from collections.abc import Callable


def bytes_input(rng: Random) -> Input:
    """Draw the bytes of a file, and a check of it."""
    name = rng.choice(("coverage.yaml",) * 6 + ("coverage.json", "x.yml"))
    asked = words.check(rng, name if rng.random() < 0.9 else ".", structure=0.7)
    return Input("bytes", {name: garble.text(rng)}, asked, encoding=words.encoding(rng), github=rng.random() < 0.05)


KINDS: dict[str, tuple[Callable[[Random], Input], int]] = {
    "bytes": (bytes_input, 30),
    "models": (model_input, 28),
    "tables": (table_input, 12),
    "settings": (settings_input, 12),
    "packs": (pack_input, 7),
    "baselines": (baseline_input, 6),
    "diffs": (version_input, 3),
    "reports": (report_input, 1),
    "trees": (tree_input, 1),
}
"""What draws an input of each kind, and of a hundred inputs how many are."""


def input_of(seed: int, number: int, chosen: tuple[str, ...] = ()) -> Input:
    """Return the input of a number under a seed: always the same one. `chosen` draws from these kinds alone."""
    rng = Random(f"{seed} {number}")
    names = chosen or tuple(KINDS)
    kind = rng.choices(names, [KINDS[name][1] for name in names])[0]
    return KINDS[kind][0](rng)
