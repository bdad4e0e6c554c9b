"""The questions to the data keep the rules by which every engine answers them with the same, exact values."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

QUERIES = Path(__file__).parents[2] / "coverage_lint" / "review" / "queries"
FILES = sorted(QUERIES.rglob("*.sql"))
FORBIDDEN = {
    "a division, which some engines make a float": r"/(?!\*)|//",
    "a function that gives a float": r"\b(?:AVG|MEDIAN|ROUND|MEAN|QUANTILE\w*)\s*\(",
    "a function that only DuckDB has": r"\b(?:TRY_CAST|STRFTIME|STRPTIME|QUARTER|DATE_TRUNC|UNNEST)\s*\(",
    "a clause that only DuckDB has": r"\bFILTER\s*\(|\bGROUP\s+BY\s+ALL\b|\bQUALIFY\b|\bEXCLUDE\b|\bASOF\b|\bPIVOT\b",
    "NOT IN, which a NULL makes unknown": r"\bNOT\s+IN\b",
    "a floating type": r"\b(?:DOUBLE|FLOAT|REAL)\b",
    "a cast by signs": r"::",
    "a cast of an amount to a whole number": r"CAST\(\s*(?:\w+\.)?(?:amount|share)\s+AS\s+(?:INT|BIGINT)",
}
"""What no query may hold, with the reason."""


def code_of(text: str) -> str:
    """Return a query without its comments and texts."""
    return re.sub(r"'[^']*'", "''", re.sub(r"--[^\n]*", "", text))


def faults(text: str) -> list[str]:
    code = code_of(text)
    found = [why for why, pattern in FORBIDDEN.items() if re.search(pattern, code, re.IGNORECASE)]
    for sum_ in re.finditer(r"SUM\(", code):
        summed = code[sum_.start() : sum_.start() + 60]
        money = re.match(r"SUM\(CAST\(", summed) and code[: sum_.start()].endswith("CAST(")
        counts = re.match(r"SUM\((?:days|o\.open_deals|o\.accounts|o\.amount)\)", summed)
        if not money and not counts:
            found.append(f"a sum that is not cast before and after: {summed[:30]}")
    limits = [code[: limit.start()] for limit in re.finditer(r"\bLIMIT\b", code)]
    found += ["a LIMIT without an order that says where NULL comes" for before in limits if "NULLS LAST" not in before]
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(QUERIES).as_posix())
def test_a_query_keeps_the_rules(path: Path):
    assert faults(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "text",
    [
        "SELECT a / b FROM t",
        "SELECT AVG(a) FROM t",
        "SELECT SUM(amount) FROM t",
        "SELECT COUNT(*) FILTER (WHERE a) FROM t",
        "SELECT a FROM t WHERE a NOT IN (SELECT b FROM u)",
        "SELECT a FROM t GROUP BY ALL",
        "SELECT TRY_CAST(a AS DATE) FROM t",
        "SELECT a FROM t ORDER BY a LIMIT 5",
        "SELECT a::INT FROM t",
        "SELECT CAST(a AS DOUBLE) FROM t",
    ],
)
def test_a_query_that_breaks_a_rule_is_noticed(text: str):
    assert faults(text)


def test_each_kind_of_disorder_has_a_query_that_gives_the_same_columns():
    from coverage_lint.entities.actual_kinds import HYGIENE
    from coverage_lint.review.hygiene import BY_NAME

    names = {path.stem for path in (QUERIES / "hygiene").glob("*.sql")}
    assert names == set(HYGIENE) == set(BY_NAME)
