"""Each format of one small model, kept as a file; golden/README.md says how to write them anew."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest
from made_reports import run

from coverage_lint.console.format_options import FORMATS
from coverage_lint.version import __version__

GOLDEN = Path(__file__).parent / "golden"
FILES = {
    "text": "text.txt",
    "concise": "concise.txt",
    "json": "report.json",
    "sarif": "report.sarif",
    "junit": "junit.xml",
    "github": "github.txt",
    "gitlab": "gitlab.json",
    "markdown": "comment.md",
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write every format in one run."""
    folder = tmp_path_factory.mktemp("golden")
    shutil.copytree(GOLDEN / "model", folder / "model")
    outputs = [part for form, name in FILES.items() for part in ("--output", f"{form}={folder / name}")]
    ended = run(folder / "model", "--show-undecided", *outputs)
    assert ended.returncode == 1, ended.stderr
    return folder


def test_every_format_is_kept():
    assert list(FILES) == list(FORMATS)


@pytest.mark.parametrize("form", FILES)
def test_output_is_as_it_is_kept(form: str, made: Path):
    written = (made / FILES[form]).read_text(encoding="utf-8").replace(f'"{__version__}"', '"VERSION"')
    kept = GOLDEN / FILES[form]
    if os.environ.get("REGENERATE"):
        kept.write_text(written, encoding="utf-8")
    assert written == kept.read_text(encoding="utf-8")


def test_the_model_shows_every_kind_of_finding(made: Path):
    (run,) = json.loads((made / "report.sarif").read_text(encoding="utf-8"))["runs"]
    results = run["results"]
    assert {one["level"] for one in results} == {"error", "warning", "note"}
    assert {mark["kind"] for one in results for mark in one["suppressions"]} == {"inSource", "external"}
    assert any("fixes" in one for one in results)
    assert any(one["relatedLocations"] for one in results)
    assert run["properties"]["undecided"]
