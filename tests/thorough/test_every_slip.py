"""Every slip that can be made in the examples is mended to the byte, many at a time; a million splices lose nothing."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest
from slips import EXAMPLES, PLANS, Slip, apart, broken, changed, slips_of

from coverage_lint import fix
from coverage_lint.document.splices import Splice, composed, spliced

if TYPE_CHECKING:
    from pathlib import Path

TOGETHER = 25
MILLION = 1_000_000
IN_ONE_TEXT = 500


def batches(slips: list[Slip]) -> list[list[Slip]]:
    """Return all slips in lists of those that can be made together."""
    left = list(slips)
    Random(20261128).shuffle(left)  # noqa: S311 - the same each time
    made = []
    while left:
        taken = apart(left[: 4 * TOGETHER])[:TOGETHER]
        left = [one for one in left if one not in taken]
        made.append(taken)
    return made


@pytest.mark.parametrize("plan", PLANS)
def test_every_slip_is_given_back(plan: str, tmp_path: Path):
    flaws = []
    for number, made in enumerate(batches(slips_of(EXAMPLES / plan))):
        folder = tmp_path / str(number)
        whole = broken(plan, made, folder)
        fixes = fix(folder, unsafe=True, engine="interpreter")
        if changed(folder, whole):
            flaws.append((made, fixes.not_made, fixes.report.findings()))
    assert flaws == []


def random_splices(random: Random, text: str, count: int) -> list[Splice]:
    cuts = sorted(random.sample(range(len(text)), 2 * count))
    words = ("", "x", "é", "\r\n", "12_000", '"', "# a, b: ")
    return [
        Splice(one, random.randint(one, other - 1), random.choice(words))
        for one, other in zip(cuts[::2], cuts[1::2], strict=True)
    ]


def lost(text: str, new: str, splices: list[Splice]) -> bool:
    """True if anything but what splices replace differs, or stands elsewhere."""
    at = now = 0
    for one in (*splices, Splice(len(text), len(text), "")):
        length = one.start - at
        if text[at : one.start] != new[now : now + length]:
            return True
        at, now = one.end, now + length + len(one.text)
    return now != len(new)


def test_a_million_splices_lose_nothing_elsewhere():
    random = Random(20261128)  # noqa: S311 - the same each time
    texts = [path.read_bytes().decode("utf-8") for path in sorted(EXAMPLES.rglob("*.*")) if path.stat().st_size > 5_000]
    made = 0
    while made < MILLION:
        text = random.choice(texts)
        first = random_splices(random, text, IN_ONE_TEXT)
        between = spliced(text, first)
        second = random_splices(random, between, IN_ONE_TEXT)
        assert not lost(text, between, first)
        both = composed(first, second)
        assert spliced(text, both) == spliced(between, second)
        assert not lost(text, spliced(text, both), both)
        made += 2 * IN_ONE_TEXT
