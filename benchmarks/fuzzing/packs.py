"""Packs: shipped policies whose expressions were changed, expressions made up from the language, and their cases."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from fuzzing import oddities, seeds, spelling, words
from fuzzing.garble import garbled
from fuzzing.trial import Input

if TYPE_CHECKING:
    from random import Random

_TOKEN = re.compile(r"\d[\d_.]*|[A-Za-z_][\w.]*|[<>=!]=|\S")
_CASES = ".cases.yaml"
_PLACES = (
    "quota", "target", "need", "goal", "count", "id", "name", "status", "motion", "start", "end", "today", "this", "plan.quota",
    "plan.people", "plan.groups", "plan.goals", "people", "groups", "goals", "members", "reports", "manager", "manager.quota",
    "group.leader", "parent.parent.parent", "children", "targets", "phasing", "budget.total", "leader", "fiscal_year.start",
    "before", "after", "before.quota", "after.quota", "plan_before", "plan_after.people", "in_force", "x", "x.quota", "x.count",
    "x.id", "x.start", "x.amount", "x.parent", "most", "plan", "nonsense", "__class__", "x.__class__", "quota.amount",
)  # fmt: skip
_LITERALS = (
    "0", "1", "0.1", "1e3", "999999", "9" * 200, "1_000", "0x10", "1j", '"a"', '"2027-01-01"', "'b'", "True", "False", "None",
    "b'x'", "f'{x}'", "'''a'''", "...", "()", "(1, 2)", "[1]", "{1: 2}", "lambda: 1", "é", "1 if 2 else 3", "(yield)", "x := 1",
)  # fmt: skip
_COUNTED = ("sum", "count", "min", "max", "mean", "any", "all", "unique", "rising", "overlap_max")
_FUNCTIONS = (
    "missing", "exists", "abs", "depth", "ancestors", "days_between", "min", "max", "len", "eval", "__import__", "print",
)  # fmt: skip
_OPERATORS = (
    "+", "-", "*", "/", "==", "!=", "<", "<=", ">", ">=", "in", "not in", "and", "or", "**", "//", "%", "@", "is", "<<", ",",
)  # fmt: skip
_MESSAGES = ("x", "{n0}", "{n0:money}", "{id}", "{a1}", "{", "{n0:nonsense}", "{quota:percent}", "}{", "{a.b}")
_ROWS = ("plan.people", "plan.groups", "people", "groups", "members", "x.members")
_SIGNS = ("<", "<=", ">", ">=", "==", "!=")
_FIGURES = ("0", "1", "2", "0.1", "0.3333", "1000000", "99999999999999999999", "0.0000000001", "-1")
_KINDS = (
    "plan", "goal", "person", "group", "segment", "role", "territory", "target", "{change: group}", "{change: plan}", "phasing",
    "budget", "priority", "nonsense", "[group]", "partner", "stage", "{change: nonsense}", "", "coverage", "comp_plan",
)  # fmt: skip


def pack_input(rng: Random) -> Input:
    """Draw a pack with settings that name it, and a command that reads it."""
    code = f"AC{rng.randrange(100, 104)}"
    entries, cases = [], []
    for number in range(rng.choice((1, 1, 2, 4))):
        own = f"AC{100 + number}"
        entry, beside = _changed(rng, own) if rng.random() < 0.8 else (_made_up(rng, own), "")
        entries.append(entry)
        cases.append(beside)
    pack, beside = "\n".join(entries).encode("utf-8", "replace"), "\n".join(cases).encode("utf-8", "replace")
    if rng.random() < 0.1:
        pack = garbled(pack, rng, 3)
    if rng.random() < 0.2:
        beside = garbled(beside, rng, 3)
    model = seeds.model(rng, seeds.MODELS[0 if rng.random() < 0.5 else 1][0])
    files = {
        ".coverage-lint.yaml": b"policies: [rules]\nselect: [AC]\n" if rng.random() < 0.8 else b"policies: [rules]\n",
        "rules/a.yaml": pack,
        "coverage.yaml": spelling.write(model, spelling.Style(), rng).encode(),
    }
    if beside.strip():
        files["rules/a.cases.yaml"] = beside
    asked = rng.choice(
        (
            *(words.check(rng, "coverage.yaml"),) * 5,
            *(("policies", "test", "rules"),) * 3,
            ("policies", "test", "rules", "--mutate") if rng.random() < 0.05 else ("policies", "test", "--own"),
            ("policies", "list", "rules"),
            ("policies", "list", "--format", "json"),
            ("policies", "compile", "--pack", "rules"),
            ("policies", "show", code, "--pack", "rules/a.yaml"),
            ("explain", code, "--pack", "rules"),
            ("diff", "coverage.yaml", "coverage.yaml"),
        )
    )
    return Input("packs", files, asked, encoding=words.encoding(rng))


@cache
def _shipped() -> dict[str, tuple[str, str]]:
    """Return each shipped policy's text and that of its cases, by code."""
    entries: dict[str, str] = {}
    cases: dict[str, list[str]] = {}
    for path in seeds.names("policies", ".yaml"):
        for part in re.split(r"(?m)^(?=- )", seeds.text(path)):
            named = re.match(r"- (?:code|policy): (\w+)", part)
            if named and path.endswith(_CASES):
                cases.setdefault(named[1], []).append(part)
            elif named:
                entries[named[1]] = part
    return {code: (text, "".join(cases.get(code, [])[:6])) for code, text in sorted(entries.items())}


def _changed(rng: Random, code: str) -> tuple[str, str]:
    """Take a shipped policy under another name, and change some of its tokens."""
    former = rng.choice(list(_shipped()))
    text, cases = _shipped()[former]
    text = re.sub(r"(?m)^  name: .*$", f"  name: own-{code.lower()}", text.replace(former, code), count=1)
    lines = text.rstrip("\n").split("\n")
    for _ in range(rng.choice((0, 1, 1, 1, 3))):
        first = next((at for at, line in enumerate(lines) if line.startswith(("  let:", "  when:"))), 0)
        at = rng.randrange(first if rng.random() < 0.8 else 0, len(lines))
        lines[at] = _other_token(lines[at], rng)
    return "\n".join(lines) + "\n", cases.replace(former, code)


def _other_token(line: str, rng: Random) -> str:
    key = re.match(r" *[\w-]+: ", line)
    tokens = list(_TOKEN.finditer(line, key.end() if key and rng.random() < 0.95 else 0))
    if not tokens:
        return line
    one = rng.choice(tokens)
    if rng.random() < 0.6:  # what is likely to fit
        if one[0] in _SIGNS:
            return line[: one.start()] + rng.choice(_SIGNS) + line[one.end() :]
        if one[0][0].isdigit():
            return line[: one.start()] + rng.choice(_FIGURES) + line[one.end() :]
    if rng.random() < 0.3:
        new = rng.choice(_LITERALS)
    elif rng.random() < 0.1:
        new = expression(rng, 2)
    elif one[0][0].isdigit():
        new = rng.choice(oddities.NUMBERS)
    else:
        new = rng.choice(_PLACES if one[0][0].isalpha() else _OPERATORS)
    return line[: one.start()] + new + line[one.end() :]


def _made_up(rng: Random, code: str) -> str:
    """Write a policy whose expressions come from the language alone."""
    lets = "".join(f"    n{number}: {_in_yaml(expression(rng, 3))}\n" for number in range(rng.choice((0, 1, 3))))
    if rng.random() < 0.1:
        grown = "".join(f"    a{number + 1}: a{number} * a{number}\n" for number in range(rng.choice((3, 8, 40))))
        lets = f"    a0: {rng.choice(('999999', 'quota', '0.3', '1 / 3'))}\n" + grown
    when = _in_yaml(f"{expression(rng, 3)} {rng.choice(('<', '==', '>'))} {expression(rng, 2)}")
    shown = rng.choice(_MESSAGES)
    place = rng.choice(("quota", "groups", "id", "nonsense", "after.quota", "plan.quota"))
    parameters = "  parameters:\n    most: {type: ratio, default: 0.1, about: x}\n" if rng.random() < 0.3 else ""
    return (
        f"- code: {code}\n  name: made-{code.lower()}\n  title: T\n  severity: {rng.choice(('error', 'info', 'warning'))}\n"
        f"  why: w\n  source: s\n{parameters}  for: {rng.choice(_KINDS[:6] if rng.random() < 0.7 else _KINDS)}\n"
        + (f"  let:\n{lets}" if lets else "")
        + f"  when: {when}\n  message: {_in_yaml(shown)}\n  at: {place}\n  help: h\n"
    )


def _in_yaml(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def expression(rng: Random, depth: int) -> str:
    """Draw an expression: mostly one that parses, seldom one whose types fit."""
    shape = rng.randrange(12) if depth else rng.randrange(4)
    if shape < 3:
        return rng.choice(_PLACES)
    if shape == 3:
        return rng.choice(_LITERALS[:8] if rng.random() < 0.8 else _LITERALS)
    if shape < 7:
        sign = rng.choice(_OPERATORS[:14] if rng.random() < 0.9 else _OPERATORS)
        return f"({expression(rng, depth - 1)} {sign} {expression(rng, depth - 1)})"
    if shape < 10:
        rows = rng.choice((*_ROWS, expression(rng, 0)))
        tail = f" if {expression(rng, depth - 1)}" if rng.random() < 0.4 else ""
        return f"{rng.choice(_COUNTED)}({expression(rng, depth - 1)} for x in {rows}{tail})"
    if shape == 10:
        more = f", {expression(rng, 0)}" if rng.random() < 0.3 else ""
        return f"{rng.choice(_FUNCTIONS)}({expression(rng, depth - 1)}{more})"
    sign = rng.choice(("-", "not ", "-" * 60, "not " * 30, "(" * 30))
    return f"{sign}{expression(rng, depth - 1)}{')' * sign.count('(')}"
