"""What a review asks of a CRM, as somebody who knows the tables would ask it once: one DuckDB script, without a plan.

python benchmarks/crm/by_hand.py FOLDER ENDING

It is what `coverage-lint review` is measured against: the same questions, without quoting, mapping, policies or places.
"""

from __future__ import annotations

import json
import os
import sys

import duckdb

STAGES = "('1 Qualify', '2 Discover', '3 Prove', '4 Propose', '5 Negotiate')"
DAY = "DATE '2027-09-30'"
YEAR = "DATE '2027-01-01' AND DATE '2027-12-31'"
WINDOW = f"close_date > {DAY} - 365 AND close_date <= {DAY}"

QUESTIONS = {
    "newest": "SELECT CAST(greatest(max(created), max(modified)) AS DATE) FROM deals",
    # person x motion x month x status: what was won and lost, and what is open and closes within the year or beyond
    "results": f"""
        SELECT owner, type, year(close_date), month(close_date), closed, won, count(*), count(amount), sum(amount)
        FROM deals WHERE NOT closed OR {WINDOW} OR close_date BETWEEN {YEAR}
        GROUP BY ALL ORDER BY ALL""",
    "pipeline": f"""
        SELECT owner, type, stage, close_date BETWEEN {YEAR}, count(*), sum(amount)
        FROM deals WHERE NOT closed GROUP BY ALL ORDER BY ALL""",
    "observed": f"""
        SELECT type, count(*), count(CASE WHEN won THEN 1 END), sum(amount), sum(CASE WHEN won THEN amount END)
        FROM deals WHERE closed AND {WINDOW} GROUP BY type ORDER BY type""",
    "cycle": f"""
        SELECT type, median(close_date - CAST(created AS DATE)), count(*)
        FROM deals WHERE won AND {WINDOW} GROUP BY type ORDER BY type""",
    "segments": f"""
        SELECT segment, territory, count(*), sum(amount)
        FROM deals JOIN accounts ON accounts.id = deals.account
        WHERE won AND close_date BETWEEN {YEAR} GROUP BY ALL ORDER BY ALL""",
    "worked": f"""
        SELECT segment, deals.owner, count(DISTINCT account)
        FROM deals JOIN accounts ON accounts.id = deals.account
        WHERE close_date BETWEEN {YEAR} GROUP BY ALL ORDER BY ALL""",
    "accounts": "SELECT segment, territory, count(*) FROM accounts GROUP BY ALL ORDER BY ALL",
    "owned": "SELECT owner, count(*) FROM accounts GROUP BY owner ORDER BY owner",
    "owners": """
        SELECT deals.owner, count(*), sum(amount) FROM deals LEFT JOIN users ON users.id = deals.owner
        WHERE users.id IS NULL GROUP BY ALL ORDER BY ALL""",
    "two owners": f"""
        SELECT count(*) FROM (SELECT account FROM deals WHERE NOT closed AND close_date BETWEEN {YEAR}
        GROUP BY account HAVING count(DISTINCT owner) > 1)""",
    "duplicates": """
        SELECT count(*), sum(amount) FROM (
          SELECT amount, row_number() OVER (PARTITION BY account, amount, close_date ORDER BY id) AS n
          FROM deals WHERE account IS NOT NULL AND amount IS NOT NULL) WHERE n > 1""",
    "older than any": f"""
        SELECT count(*), sum(amount) FROM deals WHERE NOT closed AND {DAY} - CAST(created AS DATE) >
          (SELECT max(close_date - CAST(created AS DATE)) FROM deals WHERE won)""",
}
FAILING = {
    "no account": "NOT closed AND account IS NULL",
    "unknown stage": f"NOT closed AND stage NOT IN {STAGES}",
    "past its close date": f"NOT closed AND close_date < {DAY}",
    "no next step": "NOT closed AND next_step IS NULL",
    "no amount": "NOT closed AND amount IS NULL",
    "won without amount": f"won AND amount IS NULL AND close_date BETWEEN {YEAR}",
}
FAILING_ACCOUNTS = {name: f"{name} IS NULL" for name in ("owner", "segment", "territory")}


def main() -> int:
    """Answer the questions about the tables of a folder, as JSON."""
    folder, ending = sys.argv[1:]
    connection = duckdb.connect()
    connection.execute("SET threads = 2")
    for name, table in (("deals", "opportunities"), ("accounts", "accounts"), ("users", "users")):
        path = os.path.join(folder, f"{table}.{ending}")
        source = f"'{path}'"
        if ending == "csv" and name == "deals":
            source = f"read_csv('{path}', types = {{'amount': 'DECIMAL(18,2)'}})"
        connection.execute(f"CREATE VIEW {name} AS SELECT * FROM {source}")
    answers = {name: connection.execute(question).fetchall() for name, question in QUESTIONS.items()}
    for table, failing in (("deals", FAILING), ("accounts", FAILING_ACCOUNTS)):
        worth = "sum(amount)" if table == "deals" else "0"
        counts = ", ".join(
            f"count(CASE WHEN {test} THEN 1 END), {worth.replace('amount', f'CASE WHEN {test} THEN amount END')}"
            for test in failing.values()
        )
        (totals,) = connection.execute(f"SELECT {counts} FROM {table}").fetchall()
        for at, (name, test) in enumerate(failing.items()):
            five = connection.execute(f"SELECT id FROM {table} WHERE {test} ORDER BY id LIMIT 5").fetchall()
            answers[f"{table}: {name}"] = [totals[2 * at], totals[2 * at + 1], five]
    sys.stdout.write(json.dumps(answers, default=str) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
