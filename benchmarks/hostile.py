"""Give coverage-lint hostile and clumsy input, made at random, and hold it to what it promises.

python benchmarks/hostile.py --minutes 1 --seed 7       as many inputs as a minute allows
python benchmarks/hostile.py --inputs 5000 --seed 7     that many
python benchmarks/hostile.py --seed 7 --replay 1234     one of them, and what it breaks

The same seed makes the same inputs, whatever the machine. Exit code 1: a promise was broken.
"""

from __future__ import annotations

import argparse
import os
import shlex
import sys
import tempfile
import time
from random import Random
from typing import TYPE_CHECKING

from fuzzing import tally, trial, workers
from fuzzing.fence import fence
from fuzzing.judging import judge
from fuzzing.kinds import KINDS, input_of

if TYPE_CHECKING:
    from fuzzing.tally import Tally

_NAMED = 5
"""Numbers of inputs that are named for one cause."""


def main() -> int:
    """Run inputs, print the counts by kind and what broke, and say whether nothing did."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, help="how long to go on (default: 1, or as long as --inputs takes)")
    parser.add_argument("--inputs", type=int, help="how many inputs to run")
    parser.add_argument("--seed", type=int, default=1, help="what the inputs are made from (default: 1)")
    parser.add_argument("--kinds", nargs="+", choices=list(KINDS), default=(), help="only these kinds")
    parser.add_argument("--keep", metavar="DIR", help="keep inputs that break a promise, made smaller, in this folder")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1, help="(default: one a core)")
    parser.add_argument("--replay", type=int, metavar="NUMBER", help="run one input alone, and keep it")
    parser.add_argument("--write", action="store_true", help="add the counts to the table of benchmarks/README.md")
    asked = parser.parse_args()
    kinds = tuple(asked.kinds)
    if asked.replay is not None:
        return _replay(asked.seed, asked.replay, kinds)
    minutes = asked.minutes or (1 if asked.inputs is None else 24 * 60)
    kept = os.path.abspath(asked.keep) if asked.keep else None
    if kept:
        os.makedirs(kept, exist_ok=True)
    plan = workers.Plan(asked.seed, minutes, asked.inputs, kinds, kept, asked.processes)
    print(f"seed {plan.seed}", flush=True)
    started = time.monotonic()
    counted = workers.hunt(plan)
    seconds = time.monotonic() - started
    print(tally.table(counted.record()))
    print(f"\n{counted.inputs:,} inputs in {seconds:.0f} s, {counted.inputs / seconds:.0f} a second")
    _tell_faults(counted)
    if asked.write:
        tally.write(counted, plan.seed)
    return 1 if counted.faults else 0


def _tell_faults(counted: Tally) -> None:
    for (promise, cause), places in sorted(counted.faults.items(), key=lambda pair: -len(pair[1])):
        kinds = ", ".join(sorted({kind for _, kind in places}))
        numbers = ", ".join(str(number) for number, _ in places[:_NAMED])
        print(f"\n{len(places)} × {promise}: {cause}\n    {kinds}; --replay {numbers}")


def _replay(seed: int, number: int, kinds: tuple[str, ...]) -> int:
    home = tempfile.mkdtemp(prefix="hostile-")
    trial.surroundings(home)
    fence([home])
    one = input_of(seed, number, kinds)
    judged = judge(one, os.path.join(home, "in"), Random(f"{seed} {number} draws"), thorough=True)
    print(f"{one.kind}: {shlex.join(one.words)}; exit {judged.code}, {judged.seconds:.2f} s at most; kept in {home}")
    for fault in judged.faults:
        print(f"\n{fault.promise}: {fault.cause}\n{fault.detail}")
    return 1 if judged.faults else 0


if __name__ == "__main__":
    sys.exit(main())
