"""A CRM of any size for a generated plan, as Parquet or CSV: made by DuckDB, the same rows for the same arguments.

A row is computed from its number alone, by products modulo primes, so that no version of a random generator matters.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import duckdb

AS_OF = "2027-09-30"


class Staff(NamedTuple):
    """What of a plan the rows need: who sells, and which words the CRM has."""

    people: tuple[str, ...]
    sellers: tuple[str, ...]
    segments: tuple[str, ...]
    territories: tuple[str, ...]
    stages: tuple[str, ...]
    """What the CRM calls the open stages."""


def staff_of(plan: str) -> Staff:
    """Read the ids in a generated plan, which writes one key on a line."""
    sections = dict(re.findall(r"^([a-z_]+):\n((?:[ #].*\n|\n)+)", plan, re.MULTILINE))
    people = re.findall(r"^  - id: (\S+)\n((?:    .*\n)+)", sections["people"], re.MULTILINE)
    ids = {name: tuple(re.findall(r"^  - id: (\S+)", sections[name], re.MULTILINE)) for name in sections}
    return Staff(
        tuple(person for person, _ in people),
        tuple(
            person for person, held in people if re.search("role: (?!sales-manager|head)", held) and "quota:" in held
        ),
        ids["segments"],
        ids["territories"],
        tuple(stage for stage in re.findall(r"crm_stage: (.+)", sections["process"]) if "losed" not in stage)[:5],
    )


def write_sized(
    connection: duckdb.DuckDBPyConnection, staff: Staff, folder: str, *, accounts: int, opportunities: int, ending: str
) -> None:
    """Write users, accounts, opportunities and activities into a folder, each one file."""
    os.makedirs(folder, exist_ok=True)
    for name in ("people", "sellers", "segments", "territories", "stages"):
        connection.execute(f"CREATE OR REPLACE TABLE {name} (place BIGINT, word VARCHAR)")
        connection.executemany(f"INSERT INTO {name} VALUES (?, ?)", list(enumerate(getattr(staff, name))))
    counts = {f"n_{name}": len(held) for name, held in staff._asdict().items()}
    sizes = {"accounts": accounts, "opportunities": opportunities, **counts}
    form = "(FORMAT parquet)" if ending == "parquet" else "(FORMAT csv, HEADER)"
    for name, query in _QUERIES.items():
        path = os.path.join(folder, f"{name}.{ending}").replace("'", "''")
        connection.execute(f"COPY ({query.format(as_of=AS_OF, **sizes)}) TO '{path}' {form}")


_USERS = """
SELECT 'U' || place AS id, word || '@example.com' AS email, TRUE AS active, DATE '2024-01-01' AS start, word AS employee
FROM people ORDER BY place
"""
_ACCOUNTS = """
SELECT 'A' || i AS id,
       CASE WHEN i % 9973 = 7 THEN NULL ELSE 'U' || seller.number END AS owner,
       CASE WHEN i % 9967 = 11 THEN NULL ELSE segment.word END AS segment,
       CASE WHEN i % 9949 = 13 THEN NULL ELSE territory.word END AS territory,
       CASE WHEN i % 50 = 3 THEN 'A' || (i - 1) END AS parent,
       DATE '2023-01-01' + CAST(i * 7919 % 1000 AS INT) AS created
FROM range({accounts}) AS rows (i)
JOIN (SELECT s.place, p.place AS number FROM sellers s JOIN people p USING (word)) AS seller
  ON seller.place = i * 104729 % {n_sellers}
JOIN segments AS segment ON segment.place = i * 1299709 % {n_segments}
JOIN territories AS territory ON territory.place = i * 15485863 % {n_territories}
"""
_OPPORTUNITIES = """
SELECT 'O' || i AS id,
       CASE WHEN i % 99991 = 5 THEN NULL ELSE 'A' || (i * 2750159 % {accounts}) END AS account,
       'U' || seller.number AS owner,
       CASE i % 5 WHEN 0 THEN 'Expansion' WHEN 1 THEN 'Renewal' ELSE 'New Business' END AS type,
       CASE WHEN is_open THEN CASE WHEN i % 99989 = 6 THEN 'Verbal yes' ELSE stage.word END
            WHEN is_won THEN '6 Won' ELSE '7 Lost' END AS stage,
       CASE WHEN i % 99971 = 8 THEN NULL
            ELSE CAST(500 + i * 32452843 % 9000000 AS DECIMAL(18, 0)) * 0.01 END AS amount_of,
       created_on + INTERVAL (i % 24) HOUR AS created,
       LEAST(close_on, DATE '{as_of}') + INTERVAL (i % 20) HOUR AS modified,
       close_on AS close_date,
       NOT is_open AS closed,
       is_won AND NOT is_open AS won,
       CASE WHEN i % 997 = 9 THEN NULL ELSE 'Call' END AS next_step
FROM (
  SELECT i, created_on, created_on + CAST(20 + i * 49979687 % 160 AS INT) AS close_on, is_won,
         created_on + CAST(20 + i * 49979687 % 160 AS INT) > DATE '{as_of}' OR i % 9941 = 17 AS is_open
  FROM (SELECT i, DATE '2026-10-01' + CAST(i * 86028121 % 365 AS INT) AS created_on, i * 67867967 % 100 < 24 AS is_won
        FROM range({opportunities}) AS rows (i)) AS begun
) AS timed
JOIN (SELECT s.place, p.place AS number FROM sellers s JOIN people p USING (word)) AS seller
  ON seller.place = i * 32452867 % {n_sellers}
JOIN stages AS stage ON stage.place = i * 1299721 % {n_stages}
"""
_QUERIES = {
    "users": _USERS,
    "accounts": _ACCOUNTS,
    "opportunities": "SELECT * EXCLUDE (amount_of), CAST(amount_of AS DECIMAL(18, 2)) AS amount FROM ("
    + _OPPORTUNITIES
    + ")",
}
