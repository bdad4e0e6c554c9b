"""Every opening of a file, as Python itself tells of it while commands run: libraries that open files included."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from hostile import MODEL, REPOSITORY
from test_one_door import FILES

if TYPE_CHECKING:
    from pathlib import Path

WATCH = """
import sys

PACKAGE, opened = sys.argv[1], set()


def watch(event, arguments):
    if event != "open" or not isinstance(arguments[0], str):
        return
    frame, by = sys._getframe(1), ""
    while frame is not None:
        file = frame.f_code.co_filename
        if file.startswith("<frozen importlib"):  # a module that is loaded
            return
        if not by and file.startswith(PACKAGE):
            by = file[len(PACKAGE) :]
        frame = frame.f_back
    opened.add((by, arguments[0]))


sys.addaudithook(watch)
from coverage_lint.command.main import main

status = main(sys.argv[3:])
seen = sorted(opened)
import json

with open(sys.argv[2], "w", encoding="utf-8") as file:
    json.dump([status, seen], file)
"""
SETTINGS = "policies: [rules]\nbaseline: old.json\n"
PACK = (
    "- {code: AC101, name: rich, title: T, severity: info, why: W, source: a judgement, for: group,"
    " when: quota > 1, message: m, at: quota, label: rich, help: h}\n"
)
COMMANDS = {
    "check": ("check", "--output", "sarif=a.sarif"),
    "diff": ("diff", "plan.yaml", "plan.yaml"),
    "a report as HTML": ("report", "plan.yaml", "-o", "page.html"),
    "reports as HTML": ("report", ".", "-o", "pages/", "--format", "html"),
    "a report as Markdown": ("report", "plan.yaml"),
    "explain": ("explain", "CL301"),
    "init": ("init", "new.yaml"),
}


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder for what is compiled: empty for the first command, so that this is watched too."""
    return tmp_path_factory.mktemp("cache")


@pytest.mark.parametrize("words", COMMANDS.values(), ids=COMMANDS)
def test_every_file_is_opened_by_one_of_the_doors(tmp_path: Path, cache: Path, words: tuple[str, ...]):
    (tmp_path / "plan.yaml").write_text(MODEL, encoding="utf-8")
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "own.yaml").write_text(PACK, encoding="utf-8")
    (tmp_path / ".coverage-lint.yaml").write_text(SETTINGS, encoding="utf-8")
    (tmp_path / "old.json").write_text('{"version": 2, "findings": []}', encoding="utf-8")
    package = os.path.join(REPOSITORY, "coverage_lint", "")
    told = tmp_path.parent / f"{tmp_path.name}.json"
    ended = subprocess.run(
        [sys.executable, "-c", WATCH, package, str(told), *words],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY), "COVERAGE_LINT_CACHE": str(cache)},
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    status, opened = json.loads(told.read_text(encoding="utf-8"))
    assert status in (0, 1), ended
    ours = [(by, path) for by, path in opened if by and path != os.devnull]  # what git is given for its input
    assert ours
    assert {by for by, _ in ours} <= FILES.keys(), [one for one in ours if one[0] not in FILES]
    if "html" in " ".join(words):
        pages = {by for by, path in ours if path.endswith((".html", "style.css")) and path.startswith(package)}
        assert pages == {"system/shipped_data.py"}
