"""Values, keys, names and pieces of text that people mistype and attackers send."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fuzzing.spelling import Fields, Raw

if TYPE_CHECKING:
    from random import Random

NUMBERS = (
    "0", "-1", "1", "0.1", "1.10", "95", "100", "1e3", "1e400", "-1e-400", "1e999999999", ".5", "5.", "0x1F", "0o17", "1_0",
    "9" * 19, "9" * 40, "9" * 400, "0." + "3" * 300, ".inf", "-.inf", ".nan", "9007199254740993", "-0", "1__0", "007",
    "12_000_000", "€ 780.000", "780.000", "1.2M", "(5,000)", "1,000,000", "10 %", "٣٤", "½", "1 000", "$5m",
)  # fmt: skip
DATES = (
    "2027-01-01", "2027-12-31", "2027-02-29", "2028-02-29", "0001-01-01", "9999-12-31", "0000-00-00", "2027-1-1",
    "01/02/2027", "2027-01-01T00:00:00Z", "2026-12-31", "2027-W01", "20270101", "10000-01-01", "1900-02-29",
)  # fmt: skip
TEXTS = (
    "", " ", "x", "null", "~", "true", "yes", "No", "y", "a" * 300, "é", "e\u0301", "日本", "\u202eabc", "\u200b", "a\nb",
    "a\tb", "\x00", "\x1b[31mred", "\x7f", "\x85", "\u2028x", "\ufeff", "\U0001f600", "'", '"', "a: b", "# no", "*a", "&a",
    "!!int 3", "<<", "::error::x", "##[add-mask]e", "%0A", "|", "a|b", "`x`", "<script>alert(1)</script>", "[a](javascript:x)",
    "@everyone", "-", "--", "a-b-c", "A-B", "-a", "a--b", "1", "01", "x-y", "../..", "../outside/secret.csv", "{x}", "{{x}}",
    "\\ud800", "draft", "published", "approved", "vera", "hunters", "new-business", "open", "pooled", "none",
)  # fmt: skip
RAW = (
    "", "~", "*a", "*nowhere", "&a x", "&a [x]", "!!int 3", "!!str 3", "!!float 1", "!!null ''", "!!binary aGk=", "!x y",
    "!!python/object:os.system x", "!!set {a}", "!!omap [a: 1]", "!!timestamp 2027-01-01", "'it''s'", '"\\x41"', '"\\ud800"',
    '"\\u0000"', "{}", "[]", "[[]]", "{a: {b: {}}}", "[1, 2,]", "{a: 1, a: 2}", "{<<: {id: x}}", "? x", "@x", "`x", "%x",
    "- x", "[", "]", "{", "}", "'", '"', "|\n   block\n   text", ">-\n   folded\n\n   text", "a # coverage-lint: ignore[CL3] x",
    "[" * 70 + "]" * 70, "{a: " * 70 + "1" + "}" * 70, "[" * 3000, "2027-01-01 00:00:00", "1:30:00", "=", "<<", "on", "Off",
    "&a {b: *a}", "[&b x, *b, *b]", "! x", "!<tag:yaml.org,2002:int> 3", "? [a, b]\n : c", '"a\n   b"',
)  # fmt: skip
KEYS = (
    "id", "ID", "Id", " id", "id ", "name", "parent", "x-own", "x-", "X-own", "coverage_model", "Coverage_Model", "from", "<<",
    "1", "01", "+1", "2", "null", "true", "", "a.b", "a b", "é", "goal", "goals", "quota", "qouta", "Quota", "target", "Q1", "Q5", "2027-01",
    "2027-13", "M1", "Q1 ", "\u202eid", "##[add-mask]e", "::error::", "a" * 200, "__class__", "toString", "constructor",
    "%s", "{0}", "status", "leader", "Team", "group", "groups", "motion", "count", "start", "end", "overlay", "manager",
)  # fmt: skip
IGNORES = (
    "# coverage-lint: ignore[CL309] agreed", "# coverage-lint: ignore[CL3,CL1] x", "# coverage-lint: ignore",
    "# coverage-lint: ignore[]", "# coverage-lint: ignore[CL999] x", "# coverage-lint: ignore[cl309] x",
    "# Coverage-Lint: ignore[CL309] x", "# coverage_lint: ignore[CL309]", "# text, coverage-lint: ignore[CL309,CL105] why",
    "# coverage-lint: ignore[CL309] a # coverage-lint: ignore[CL105] b", "# coverage-lint:ignore[CL0] all of it",
    "# coverage-lint: ignore-file[CL2] x", "# coverage-lint: ignore[quota-over-assignment] named", "# coverage-lint:",
    "# coverage-lint: ignore[CL\u202e] x", "# coverage-lint: ignore[CL301", "#coverage-lint: ignore[CL301] tight",
    "# coverage-lint: ignore[C] x", "# coverage-lint: ignore[CL9] of changes",
)  # fmt: skip
PATHS = (
    "people.csv", "./people.csv", "people.yaml", "*.csv", "**/*.csv", "tables/*.csv", "../people.csv", "../outside/secret.csv", "../outside/fifo", ".",
    "", "nowhere.csv", "coverage.yaml", "[", "{a,b}.csv", "people.csv\x00", "a" * 300, "PEOPLE.CSV", "people.*", "~", "-", "*",
)  # fmt: skip


def scalar(rng: Random) -> str:
    """Draw a scalar: a number, a day, a word, or text of YAML."""
    held = rng.choice((NUMBERS, NUMBERS, DATES, TEXTS, TEXTS, RAW))
    chosen = rng.choice(held)
    return Raw(chosen) if held is RAW or (held is not TEXTS and rng.random() < 0.9) else chosen


def value(rng: Random) -> Fields | list[object] | str:
    """Draw a value: mostly a scalar."""
    shape = rng.randrange(12)
    if shape == 0:
        return [scalar(rng) for _ in range(rng.randrange(4))]
    if shape == 1:
        return Fields([key(rng), scalar(rng)] for _ in range(rng.randrange(4)))
    return scalar(rng)


def key(rng: Random) -> str:
    """Draw a key."""
    if rng.random() < 0.1:
        return Raw(rng.choice(("? [a]\n", "? x", "*a", "&k id", "!!str id", '"\\x69d"', "'id'", "! id", "!!int 3")))
    return rng.choice(KEYS)


def pick(rng: Random, usual: tuple[str, ...], odd: tuple[str, ...], share: float = 0.15) -> str:
    """Draw from what is usual, now and then from what is odd."""
    return rng.choice(odd if rng.random() < share else usual)
