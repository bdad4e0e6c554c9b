"""Counts by kind: of one run, and of all that were written down, as a table of benchmarks/README.md."""

from __future__ import annotations

import datetime as dt
import json
import os
from collections import Counter
from typing import Any

from fuzzing.judging import COMPARISONS

HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
RECORD = os.path.join(HERE, "hostile.json")
"""The runs that the table adds up: one entry for each seed."""
_README = os.path.join(HERE, "README.md")
_BEGIN, _END = "<!-- hostile input: written by hostile.py --write -->", "<!-- end of hostile input -->"
_COLUMNS = ("inputs", "runs", "compared", "findings", "exit 0", "exit 1", "exit 2", "broken promises")
_BROKEN = ("traceback or exit 3", "hang", "disagreement", "other")


class Tally:
    """What a run counted, and what broke."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.kinds: dict[str, Counter[str]] = {}
        self.slowest: dict[str, float] = {}
        self.faults: dict[tuple[str, str], list[tuple[int, str]]] = {}
        """By promise and cause: the numbers of the inputs, and the kind of each."""

    def add(self, result: dict[str, Any]) -> None:
        """Count one input."""
        kind, number = result["kind"], result["number"]
        counts = self.kinds.setdefault(kind, Counter())
        counts["inputs"] += 1
        counts["runs"] += result.get("runs", 1)
        counts["findings"] += result.get("findings", 0)
        counts[f"exit {result.get('code', 3)}"] += 1
        counts["compared"] += sum(result.get("comparisons", {}).values())
        counts["broken promises"] += bool(result["faults"])
        self.slowest[kind] = max(self.slowest.get(kind, 0.0), result.get("seconds", 0.0))
        for promise, cause, _ in result["faults"]:
            counts[_sort(promise)] += 1
            self.faults.setdefault((promise, cause), []).append((number, kind))

    @property
    def inputs(self) -> int:
        """How many inputs were run."""
        return sum(counts["inputs"] for counts in self.kinds.values())

    def record(self) -> dict[str, Any]:
        """Return the counts as JSON holds them."""
        return {
            kind: {**dict(sorted(counts.items())), "slowest": round(self.slowest[kind], 2)}
            for kind, counts in sorted(self.kinds.items())
        }


def _sort(promise: str) -> str:
    if promise.startswith("exit ") or promise == "died":
        return "traceback or exit 3"
    if promise == "hang":
        return "hang"
    return "disagreement" if promise in COMPARISONS else "other"


def table(record: dict[str, Any]) -> str:
    """Return the counts by kind as Markdown, with a row of totals."""
    lines = [
        f"| kind | {' | '.join(_COLUMNS)} | slowest |",
        f"|---|{'--:|' * (len(_COLUMNS) + 1)}",
    ]
    total: Counter[str] = Counter()
    for kind, counts in record.items():
        total.update({name: counts.get(name, 0) for name in (*_COLUMNS, *_BROKEN)})
        lines.append(_row(kind, counts, counts["slowest"]))
    lines.append(_row("**all**", total, max((counts["slowest"] for counts in record.values()), default=0)))
    broken = ", ".join(f"{total[name]:,} {name}" for name in _BROKEN)
    return "\n".join([*lines, "", f"Broken promises: {broken}."])


def _row(name: str, counts: dict[str, int] | Counter[str], slowest: float) -> str:
    return f"| {name} | {' | '.join(f'{counts.get(column, 0):,}' for column in _COLUMNS)} | {slowest:.1f} s |"


def write(tally: Tally, seed: int) -> None:
    """Add a run to those recorded, in place of an earlier one of the same seed, and write the table of all."""
    runs = _recorded()
    runs[str(seed)] = {"day": dt.datetime.now(tz=dt.UTC).date().isoformat(), "kinds": tally.record()}
    with open(RECORD, "w", encoding="utf-8") as file:
        json.dump(runs, file, indent=1, sort_keys=True)
        file.write("\n")
    with open(_README, encoding="utf-8") as file:
        whole = file.read()
    before, _, rest = whole.partition(_BEGIN)
    _, end, after = rest.partition(_END)
    if not end:
        raise SystemExit(f"{_README} has no place for the table: {_BEGIN} and {_END}")
    with open(_README, "w", encoding="utf-8") as file:
        file.write(f"{before}{_BEGIN}\n\n{_of_all(runs)}\n\n{_END}{after}")


def _recorded() -> dict[str, Any]:
    if not os.path.exists(RECORD):
        return {}
    with open(RECORD, encoding="utf-8") as file:
        return dict(json.load(file))


def _of_all(runs: dict[str, Any]) -> str:
    added: dict[str, Any] = {}
    for run in runs.values():
        for kind, counts in run["kinds"].items():
            held = added.setdefault(kind, {"slowest": 0.0})
            for name, count in counts.items():
                held[name] = max(held[name], count) if name == "slowest" else held.get(name, 0) + count
    days = sorted(run["day"] for run in runs.values())
    span = days[0] if days[0] == days[-1] else f"{days[0]} to {days[-1]}"
    seeds = ", ".join(sorted(runs, key=int))
    return f"{span}; seeds {seeds}.\n\n{table(dict(sorted(added.items())))}"
