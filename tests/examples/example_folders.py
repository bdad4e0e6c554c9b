"""The folders of examples/, and checks of them with every engine that runs here."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from coverage_lint.checking.options import Options
from coverage_lint.checking.run import check_paths
from coverage_lint.engine.executor import default_engine

if TYPE_CHECKING:
    from coverage_lint.findings import Report

EXAMPLES = Path(__file__).parents[2] / "examples"
ENGINES = sorted({default_engine(), "interpreter"})
BROKEN = "acme-broken"
CLEAN = sorted(path.name for path in EXAMPLES.iterdir() if path.is_dir() and path.name != BROKEN)


def checked(folder: str | os.PathLike[str], engine: str = "interpreter") -> Report:
    """Check a folder by itself, from inside it; its own settings count, if it has any."""
    return check_paths([], Options(engine=engine), os.fspath(folder))
