"""A repository whose working tree lowers a goal and lets a leader go, in a plan that was imperfect before."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from made_reports import TOP


def git(*words: str) -> None:
    """Run git as nobody in particular, on a fixed day."""
    settings = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "commit.gpgsign=false")
    day = {"GIT_COMMITTER_DATE": "2027-05-05T12:00:00Z", "GIT_AUTHOR_DATE": "2027-05-05T12:00:00Z"}
    subprocess.run(["git", *settings, *words], check=True, capture_output=True, env={**os.environ, **day})


def lower() -> None:
    """Make a repository of the working directory: an imperfect plan in force on main, and the change not committed."""
    shutil.copytree(TOP / "examples" / "acme", "sales plan")
    plan = Path("sales plan", "coverage.yaml")
    text = plan.read_text("utf-8")
    before = text.replace("    prior_actual: 9_800_000\n", "    prior_actual: 4_000_000\n")
    plan.write_text(before, "utf-8")
    git("init", "--quiet", "--initial-branch", "main")
    git("add", ".")
    git("commit", "--quiet", "--message", "A plan")
    after = before.replace("target: 12_000_000", "target: 9_000_000").replace("leader: lena-hoffmann\n", "")
    after = after.replace(
        "{Q1: 2_400_000, Q2: 3_000_000, Q3: 2_700_000, Q4: 3_900_000}",
        "{Q1: 1_800_000, Q2: 2_250_000, Q3: 2_025_000, Q4: 2_925_000}",
    )
    assert after != before
    plan.write_text(after, "utf-8")
