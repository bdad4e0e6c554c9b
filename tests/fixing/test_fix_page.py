"""docs/fix.md: each command that it shows is run, one after the other, and prints what it shows."""

from __future__ import annotations

import contextlib
import io
import re
import shlex
import shutil
from pathlib import Path

import pytest
from in_process import run_here

TOP = Path(__file__).parents[2]
PAGE = (TOP / "docs" / "fix.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```console\n\$ coverage-lint ([^\n]*)\n(.*?)```", PAGE, re.DOTALL)


@pytest.fixture
def acme(tmp_path: Path) -> Path:
    return Path(shutil.copytree(TOP / "examples" / "acme-broken", tmp_path / "acme"))


def test_every_command_of_the_page_prints_what_is_shown(acme: Path):
    assert len(BLOCKS) == 3
    for command, shown in BLOCKS:
        ended = run_here(acme, *shlex.split(command))
        begin, _, rest = shown.partition("...\n")
        assert ended.stdout.decode().startswith(begin)
        assert rest == ""
        assert shown.endswith("...\n") or ended.stdout.decode() == begin


def test_the_program_of_the_page_runs(acme: Path, monkeypatch: pytest.MonkeyPatch):
    (program,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    monkeypatch.chdir(acme.parent)
    acme.rename("plans")
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(program, "docs/fix.md", "exec"), {})  # noqa: S102 - the page's own program
    assert printed.getvalue() == "plans/coverage.yaml 3\nplans/people.csv 1\n"


ROWS = re.findall(r"^\| [^|]*? \| `([^`…]+)` \| `([^`]+)` \|$", PAGE.partition("## Exit")[0], re.MULTILINE)
AROUND = {
    "prior_actuall: 9_800_000": "goals:\n  - id: g\n    {}\n",
    "tier: AA": "segments:\n  - id: g\n    {}\n",
    "start: 31.12.2027": "people:\n  - id: g\n    {}\n",
    'target: "12m"': "goals:\n  - id: g\n    {}\n",
    "{id: ae, productivity: 2,285,004}": "roles:\n  - {}\n",
    "id: 007": "people:\n  - {}\n",
    'sells: "yes"': "roles:\n  - id: g\n    {}\n",
    "leader: adda": "people:\n  - id: ada\ngroups:\n  - id: g\n    {}\n",
}
"""Where each line of the table stands in a model."""


def test_every_row_of_the_table_is_tried():
    assert {before for before, _ in ROWS} == set(AROUND)


@pytest.mark.parametrize(("before", "after"), ROWS)
def test_each_row_of_the_table_is_so(before: str, after: str, tmp_path: Path):
    (tmp_path / ".coverage-lint.yaml").write_text("select: [CL0]\nignore: [CL032]\n", encoding="utf-8")
    model = tmp_path / "coverage.yaml"
    model.write_text("coverage_model: 1\n" + AROUND[before].replace("{}", before), encoding="utf-8")
    assert run_here(tmp_path, "fix", "--unsafe").returncode == 0
    assert model.read_text(encoding="utf-8") == "coverage_model: 1\n" + AROUND[before].replace("{}", after)


@pytest.mark.parametrize("code", ["CL010", "CL011", "CL020", "CL030", "CL106"])
def test_explain_says_what_is_repaired(code: str, tmp_path: Path):
    assert b"coverage-lint fix" in run_here(tmp_path, "explain", code).stdout
    assert b"coverage-lint fix" not in run_here(tmp_path, "explain", "CL301").stdout
