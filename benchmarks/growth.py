"""Print what costs `coverage-lint check` more than it should when one thing of a model grows.

python benchmarks/growth.py
python benchmarks/growth.py --only groups.parent --sizes 500 1000
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import resource
import sys
import tempfile
import time
from typing import TYPE_CHECKING

from grown.models import growths, surroundings

from coverage_lint.command.main import main as command

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grown.models import Growth

SIZES = (2_000, 4_000, 8_000)
MOST = 2.5
"""Of what costs in proportion, a doubling takes twice the time; the rest is for noise."""
LEAST = 0.15
"""Processor seconds below which a ratio says nothing."""
LIMIT = 60
"""Processor seconds after which a run is ended."""
TRIES = 2
"""How often what looks bad is timed again: a machine at work makes any time longer, and none shorter."""
FORMATS = ("text", "json")


def seconds_of(path: str, form: str) -> float:
    """Return the processor time of one check in a process of its own; infinity where it ran into the limit.

    Raises WrongExitError where it ends otherwise than with findings or none.
    """
    child = os.fork()
    if not child:
        gc.disable()  # as the command does
        resource.setrlimit(resource.RLIMIT_CPU, (LIMIT, LIMIT))
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)
        os.dup2(null, 2)
        sys.stdout = sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - until the process ends
        status = 3
        try:
            status = command(["check", path, "--format", form, "--on", "2027-06-30"])
        finally:
            os._exit(status)
    _, ended, used = os.wait4(child, 0)
    if os.WIFSIGNALED(ended):
        return float("inf")
    if os.waitstatus_to_exitcode(ended) not in (0, 1):
        raise WrongExitError(f"exit {os.waitstatus_to_exitcode(ended)} as {form}")
    return used.ru_utime + used.ru_stime


class WrongExitError(Exception):
    """A check ended otherwise than with findings or none."""


class Measured:
    """One growth in one format: the seconds of each size, above those of the smallest model."""

    def __init__(self, growth: Growth, form: str, seconds: Sequence[float]) -> None:
        """Take what was measured."""
        self.growth = growth
        self.form = form
        self.seconds = seconds

    def worst(self) -> float:
        """Return how many times longer the worst doubling takes; 1 where it is too short to say."""
        pairs = list(zip(self.seconds, self.seconds[1:], strict=False))
        most = max((later / max(earlier, 0.01) for earlier, later in pairs if later >= LEAST), default=1.0)
        return float("inf") if self.seconds[-1] == float("inf") else most


def measure(growth: Growth, sizes: Sequence[int], folder: str) -> list[Measured]:
    """Time a growth at each size in each format; what looks bad is timed again, and the shortest times count."""
    made = _measure_once(growth, sizes, folder)
    for _ in range(TRIES):
        if all(one.worst() <= MOST for one in made):
            break
        again = _measure_once(growth, sizes, folder)
        made = [
            Measured(growth, one.form, [min(pair) for pair in zip(one.seconds, other.seconds, strict=False)])
            for one, other in zip(made, again, strict=True)
        ]
    return made


def _measure_once(growth: Growth, sizes: Sequence[int], folder: str) -> list[Measured]:
    seconds: dict[str, list[float]] = {form: [] for form in FORMATS}
    base: dict[str, float] = {}
    for size in (4, *sizes):
        path = os.path.join(folder, "model.json")
        with open(path, "w", encoding="utf-8") as file:
            json.dump(growth.make(size), file)
        for form in FORMATS:
            if seconds[form] and seconds[form][-1] == float("inf"):
                continue
            took = seconds_of(path, form)
            if form not in base:
                base[form] = took
            else:
                seconds[form].append(max(0.0, took - base[form]))
    return [Measured(growth, form, seconds[form]) for form in FORMATS]


def warm_up() -> None:
    """Import and compile what every check needs, so that each child has it."""
    with open("model.json", "w", encoding="utf-8") as file:
        json.dump(surroundings(), file)
    for form in FORMATS:
        seconds_of("model.json", form)  # fills the cache
    import coverage_lint.checking.checker  # noqa: F401
    from coverage_lint.policy.shipped import shipped

    shipped()


def main() -> int:
    """Measure, and tell what grows too fast; 1 where anything does."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="each twice the one before")
    parser.add_argument("--only", action="append", default=[], help="growths whose name holds this; may be given again")
    parser.add_argument("--seconds", type=float, help="stop after so much time by the clock")
    parser.add_argument("--all", action="store_true", help="print what grows as it should, too")
    parser.add_argument("--list", action="store_true", help="print the names of all growths")
    asked = parser.parse_args()
    chosen = [one for one in growths() if not asked.only or any(word in one.name for word in asked.only)]
    if asked.list:
        print("\n".join(one.name for one in chosen))
        return 0
    started = time.monotonic()
    bad = done = 0
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        warm_up()
        for growth in chosen:
            if asked.seconds and time.monotonic() - started > asked.seconds:
                break
            done += 1
            try:
                measured = measure(growth, asked.sizes, folder)
            except WrongExitError as wrong:
                print(f"{growth.name}: {wrong}", flush=True)
                bad += 1
                continue
            for one in measured:
                over = one.worst() > MOST
                bad += over
                if over or asked.all:
                    took = " ".join(f"{seconds:7.2f}" for seconds in one.seconds)
                    print(f"{one.worst():5.1f} times  {took} s  {one.form:5} {growth.name}", flush=True)
    sizes = ", ".join(f"{size:,}" for size in asked.sizes)
    print(f"{done} of {len(chosen)} growths at {sizes}: {bad} cost more than {MOST} times a doubling")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
