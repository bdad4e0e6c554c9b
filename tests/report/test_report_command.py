from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from made_plans import EXAMPLES, TOP, run

from coverage_lint.console.report_files import page_names

if TYPE_CHECKING:
    from pathlib import Path

SMALL = "coverage_model: 1\nplan: {name: Small}\n"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.yaml"
    path.write_text(SMALL, encoding="utf-8")
    return path


def test_the_end_of_a_files_name_says_which_format(plan: Path):
    for name, begin in (("a.md", "# Small\n"), ("b.json", '{\n  "version": 1,')):
        ended = run(plan.parent, "report", "plan.yaml", "-o", name)
        assert (ended.returncode, ended.stdout, ended.stderr) == (0, b"", b"")
        assert (plan.parent / name).read_text(encoding="utf-8").startswith(begin)


def test_a_plan_with_errors_is_reported_like_any(tmp_path: Path):
    ended = run(TOP, "report", "examples/acme-broken", "-o", str(tmp_path / "broken.md"))
    assert (ended.returncode, ended.stderr) == (0, b"")


def test_a_folder_gets_a_page_for_each_model_and_an_index(tmp_path: Path):
    assert run(TOP, "report", "examples", "--format", "markdown", "-o", f"{tmp_path}/new/pages/").returncode == 0
    folder = tmp_path / "new" / "pages"
    index = (folder / "index.md").read_text(encoding="utf-8")
    pages = {file.name for file in folder.iterdir()} - {"index.md"}
    assert len(pages) == 7
    assert "examples-acme-coverage.md" in pages
    assert all(f"]({page})" in index for page in pages)
    row = "2027](examples-acme-broken-coverage.md) | examples/acme-broken/coverage.yaml | 0 of 7 | 34 | 9 |"
    assert f"\n| [Acme Analytics sales coverage {row}\n" in index


def test_two_models_of_one_file_have_pages_of_their_own(tmp_path: Path):
    (tmp_path / "plans.yaml").write_text(f"{SMALL}---\n{SMALL.replace('Small', 'Other')}", encoding="utf-8")
    assert run(tmp_path, "report", "plans.yaml", "--format", "markdown", "-o", "out/").returncode == 0
    assert (tmp_path / "out" / "plans.md").read_text(encoding="utf-8").startswith("# Small\n")
    assert (tmp_path / "out" / "plans-2.md").read_text(encoding="utf-8").startswith("# Other\n")


def test_json_of_a_folder_is_one_document(tmp_path: Path):
    assert run(TOP, "report", "examples", "--format", "json", "-o", f"{tmp_path}/out/").returncode == 0
    (file,) = (tmp_path / "out").iterdir()
    assert file.name == "report.json"
    assert len(json.loads(file.read_bytes())["models"]) == 7


@pytest.mark.parametrize(
    ("paths", "names"),
    [
        (["a/b.yaml", "a-b.yaml", "A/B.yaml"], ["a-b.x", "a-b-2.x", "A-B-3.x"]),
        (["index.yaml", "Index.yml"], ["index-2.x", "Index-3.x"]),
        (["../../etc/x.yaml", "ä/é.yaml", "...yaml"], ["etc-x.x", "plan.x", "yaml.x"]),
        (["<script>.yaml", "c d\n.yaml"], ["script.x", "c-d.x"]),
        (["x" * 300 + ".yaml", "x" * 299 + ".yaml"], ["x" * 100 + ".x", "x" * 100 + "-2.x"]),
    ],
)
def test_pages_have_plain_names_and_no_two_alike(paths: list[str], names: list[str]):
    assert page_names(paths, "x") == names


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (
            ["plan.yaml", "-o", "plan.yaml", "--format", "markdown"],
            "plan.yaml is one of the checked files",
        ),
        (["plan.yaml", "-o", "no/such.md"], "no/such.md cannot be written: there is no folder no"),
        (["plan.yaml", "-o", "other.txt/"], "other.txt/ is not a folder"),
        (["other.txt"], "none of these files is a model"),
        (["gone.yaml"], "gone.yaml"),
        (["plan.yaml", "--select", "CL999"], "no policy matches 'CL999'"),
        (["plan.yaml", "--on", "2027-13-01"], "is not a day"),
        (["plan.yaml", "--format", "docx"], "invalid choice: 'docx'"),
    ],
)
def test_a_wrong_call_is_misuse_and_writes_nothing(arguments: list[str], words: str, plan: Path):
    (plan.parent / "other.txt").write_text("x", encoding="utf-8")
    ended = run(plan.parent, "report", *arguments)
    assert (ended.returncode, ended.stdout) == (2, b"")
    assert words in ended.stderr.decode()
    assert {file.name for file in plan.parent.iterdir()} == {"plan.yaml", "other.txt"}
    assert plan.read_text(encoding="utf-8") == SMALL


def test_a_folder_never_takes_a_model_for_a_page(tmp_path: Path):
    model = tmp_path / "out" / "out-x.md"
    model.parent.mkdir()
    model.write_text(SMALL, encoding="utf-8")
    (tmp_path / "out" / "x.yaml").write_text(SMALL, encoding="utf-8")
    ended = run(tmp_path, "report", "out/out-x.md", "out/x.yaml", "--format", "markdown", "-o", "out/")
    assert ended.returncode == 2
    assert model.read_text(encoding="utf-8") == SMALL


def test_a_check_loads_nothing_of_the_report():
    code = (
        "import sys\n"
        "from coverage_lint.command.main import main\n"
        "status = main(['check', 'examples/acme', 'examples/acme-broken'])\n"
        "parts = 'coverage_lint.report', 'coverage_lint.command.report'\n"
        "loaded = [name for name in sys.modules if name.startswith(parts)]\n"
        "print(status, loaded, file=sys.stderr)\n"
    )
    ended = subprocess.run([sys.executable, "-c", code], cwd=TOP, capture_output=True, check=True, timeout=120)
    assert ended.stderr.decode() == "1 []\n"


def test_margins_are_those_that_settings_set(tmp_path: Path):
    for name in ("coverage.yaml", "people.csv"):
        (tmp_path / name).write_bytes((EXAMPLES / "acme" / name).read_bytes())
    (tmp_path / ".coverage-lint.yaml").write_text(
        "parameters: {CL301: {over_assignment: 0.2}, CL302: {over_assignment: 0.3}, CL502: {least: 2, most: 9.5}}\n",
        encoding="utf-8",
    )
    ended = run(tmp_path, "report", "coverage.yaml", "--format", "json")
    (made,) = json.loads(ended.stdout)["models"]
    bridge = made["bridge"]
    assert (bridge["margin"], bridge["group_margin"], made["budget"]["limits"]) == ("0.2", "0.3", ["2", "9.5"])
    assert bridge["required"] == str(8_100_000 + 13_800_000 * 12 // 10)
    assert next(one for one in made["gauges"] if one["name"] == "over_assignment")["holds"] is False
    assert "CL301" in {one["finding"]["code"] for one in made["findings"]["found"]}
