from __future__ import annotations

import base64
import hashlib
import html
import json
import os
import re
import subprocess
import sys
from shutil import copytree
from typing import TYPE_CHECKING

import pytest
from made_plans import EXAMPLES, TOP, portrait, report, run, with_hash_seed
from markupsafe import escape

from coverage_lint.checking.options import Options
from coverage_lint.report.build_portraits import portraits
from coverage_lint.report.html.document import render_page

if TYPE_CHECKING:
    from pathlib import Path


def page(*arguments: str) -> str:
    return report(TOP, "--format", "html", *arguments)


def beside(base: str, now: str, folder: Path = TOP) -> str:
    """Return the page of a plan that shows what changed since an earlier version of it."""
    taken = portraits([now], Options(lacks=True), str(folder), base)
    return render_page(taken.portraits[0], taken.earlier[0])


def part(text: str, element: str) -> str:
    """Return a chapter, as its text alone."""
    found = re.search(rf'<section [^>]*id="{element}".*?(?=<section [^>]*id="|</main>)', text, re.DOTALL)
    assert found, element
    return words(found[0])


def words(text: str) -> str:
    """Return what is read; of an amount that is shown short, the exact one that a pointer shows."""
    text = re.sub(r'<abbr title="([^"]*)">.*?</abbr>', r"\1", text, flags=re.DOTALL)
    without = re.sub(r'<span class="unseen">.*?</span>|<svg.*?</svg>', "", text, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", without)).replace("\u00a0", " ").split())


def table(text: str, caption: str) -> list[list[str]]:
    """Return the rows of a table, cells as they are read."""
    found = re.search(rf"<caption[^>]*><span>{re.escape(str(escape(caption)))}</span>.*?</table>", text, re.DOTALL)
    assert found, caption
    rows = re.findall(r"<tr.*?</tr>", found[0], re.DOTALL)
    return [
        [words(cell).replace(" .", ".") for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL)] for row in rows
    ]


def test_two_runs_give_the_same_bytes():
    first, second = (with_hash_seed(seed, "examples/acme-broken", "--format", "html") for seed in "12")
    assert first == second


def test_the_end_of_the_files_name_makes_it_html(tmp_path: Path):
    for name in ("plan.html", "plan.HTM"):
        assert run(TOP, "report", "examples/startup", "-o", str(tmp_path / name)).returncode == 0
        assert (tmp_path / name).read_text(encoding="utf-8").startswith("<!DOCTYPE html>\n")


def test_a_folder_of_models_gets_an_index_that_links_every_page(tmp_path: Path):
    ended = run(TOP, "report", "examples", "--format", "html", "-o", f"{tmp_path}/out/")
    assert (ended.returncode, ended.stderr) == (0, b"")
    index = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    links = re.findall(r'<h2><a href="\./([^"]*)">', index)
    assert sorted(links) == sorted(name for name in os.listdir(tmp_path / "out") if name != "index.html")
    assert len(links) == 7
    assert "The plan holds together: 7 of 7 elements are complete" in words(index)
    assert "Group quotas 24,100,000 USD" in words(index)


def test_several_models_make_no_single_page():
    ended = run(TOP, "report", "examples", "--format", "html")
    assert (ended.returncode, ended.stdout) == (2, b"")
    assert b"name a folder, such as --output reports/" in ended.stderr


@pytest.mark.parametrize("absent", ["jinja2", "vl_convert"])
def test_without_the_extra_it_says_what_to_install(tmp_path: Path, absent: str):
    (tmp_path / f"{absent}.py").write_text(f"raise ModuleNotFoundError(name={absent!r})", encoding="utf-8")
    program = (
        "import sys; sys.path.insert(0, sys.argv.pop(1)); import coverage_lint.command.main as c; sys.exit(c.main())"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path), "report", "examples/startup", "--format", "html"],
        cwd=TOP,
        env={**os.environ, "PYTHONPATH": str(TOP)},
        capture_output=True,
        check=False,
    )
    assert (ended.returncode, ended.stdout) == (2, b"")
    assert b"pip install 'coverage-lint[report]'" in ended.stderr
    assert b"Traceback" not in ended.stderr


def test_a_stream_that_lacks_a_letter_gets_its_number():
    ended = subprocess.run(
        [sys.executable, "-m", "coverage_lint", "report", "examples/acme", "--format", "html"],
        cwd=TOP,
        env={**os.environ, "PYTHONPATH": str(TOP), "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        check=True,
    )
    assert b"Luc&#237;a Fern&#225;ndez" in ended.stdout
    _hashes_hold(ended.stdout.decode("ascii"))


@pytest.mark.parametrize("name", ["acme", "acme-broken"])
def test_the_policy_names_the_hashes_of_style_and_script(name: str):
    _hashes_hold(page(f"examples/{name}"))


def _hashes_hold(text: str) -> None:
    for kind in ("style", "script"):
        (body,) = re.findall(rf"<{kind}>(.*?)</{kind}>", text, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{html.escape(digest)}'" in html.unescape(text)


def test_totals_are_the_plans_figures():
    text = page("examples/acme")
    figures = {one["name"]: one["shown"] for one in portrait(TOP, "examples/acme")["figures"]}
    goals = table(text, "Goals: what partners bring, what the team must sell, who has targets for it")
    assert goals[-1] == ["Together", "", figures["goal"], "1,200,000", figures["need"], figures["target"], "0"]
    groups = table(text, "Groups: targets, quotas, what people are assigned and can carry")
    assert groups[-1] == [
        "Selling groups together", figures["target"], "23,280,000", figures["quota"], "2,200,000",
        figures["over_assignment"], figures["assigned"], figures["capacity"],
    ]  # fmt: skip
    layers = table(text, "From the goal to people's quotas")
    assert [row[1] for row in layers[1:]] == [figures[name] for name in ("goal", "need", "target", "quota", "assigned")]
    assert table(text, "People month by month")[-1][3:5] == [figures["need"], figures["capacity"]]
    budget = table(text, "Budget lines against the total")
    assert [row[2] for row in budget[-3:]] == [figures["budget_lines"], figures["budget"], "0"]


def test_a_groups_page_has_what_its_review_needs():
    text = page("examples/acme")
    (section,) = re.findall(r'<section class="group" id="group--commercial".*?</section>', text, re.DOTALL)
    said = words(section)
    for held in (
        "Leader: Priya Raman",
        "Target 4,500,000",
        "Quota 5,200,000 250,000 above required",
        "Headcount 15 3 open",
        "Quota 1,040,000 1,300,000 1,170,000 1,690,000 5,200,000",
        "Brandon Hughes Commercial account executive 2024-09-01 until 2027-06-30",
        "lacks product",
        "2 seats",
        "Sellers together 5,540,000 4,816,797.05",
        "Segments covered",
        "New sellers reach full productivity a month earlier",
        "Agenda of the monthly review",
        "Pipeline by stage",
        "Nothing was found that concerns this group.",
    ):
        assert held in said


def test_a_finding_tells_place_help_why_and_where_its_figures_come_from():
    said = part(page("examples/acme-broken"), "findings-groups")
    for held in (
        "Error the quota phasing of existing-customers adds up to 11,430,000, 270,000 off the quota of 11,700,000",
        "CL326 group-phasing-not-quota examples/acme-broken/coverage.yaml:215",
        "What to do: Change its periods by 270,000 together, or set the quota to 11,430,000.",
        "The leader is reviewed by the quarter and paid by the year",
        "spread 11,430,000 from group existing-customers, Q1 3,050,000 examples/acme-broken/coverage.yaml:215",
    ):
        assert held in said


def test_ignored_old_and_undecided_findings_stand_apart(tmp_path: Path):
    model = (EXAMPLES / "acme-broken" / "coverage.yaml").read_text(encoding="utf-8")
    line = next(one for one in model.splitlines() if "prior_actuall" in one)
    silenced = model.replace(line, f"{line} # coverage-lint: ignore[CL011] agreed with finance")
    (tmp_path / "coverage.yaml").write_text(silenced, encoding="utf-8")
    (tmp_path / "people.csv").write_bytes((EXAMPLES / "acme-broken" / "people.csv").read_bytes())
    assert run(tmp_path, "baseline").returncode == 0
    recorded = tmp_path / ".coverage-lint-baseline.json"
    held = json.loads(recorded.read_text(encoding="utf-8"))
    kept = [one for one in held["findings"] if one["code"].startswith("CL8")]
    recorded.write_text(json.dumps({**held, "findings": kept}), encoding="utf-8")
    text = report(tmp_path, "coverage.yaml", "--format", "html")
    assert "Reason: agreed with finance" in part(text, "ignored")
    assert "CL801 " in part(text, "baselined")
    assert "Error role names sales-enginer" in part(text, "findings-file")
    undecided = json.loads(run(tmp_path, "check", "--format", "json").stdout)["models"][0]["undecided"]
    assert undecided
    assert f"Undecided {len(undecided)} questions" in part(text, "undecided")


def test_a_file_that_cannot_be_read_still_has_a_page(tmp_path: Path):
    (tmp_path / "plan.yaml").write_text("coverage_model: 1\nplan: {name: [}\n", encoding="utf-8")
    text = report(tmp_path, "plan.yaml", "--format", "html")
    assert "CL001 not-parsable" in part(text, "findings-file")
    assert 'id="math"' not in text


def test_an_earlier_version_is_told_at_figures_groups_tiles_and_findings():
    text = beside("examples/acme", "examples/acme-broken")
    glance = part(text, "glance")
    for held in (
        "Before: The plan holds together",
        "Goals Incomplete was complete",
        "Group quotas 23,200,000 ▼ down 900,000 from 24,100,000",
        "Budget lines 13,020,000 ▲ up 1,620,000 from 11,400,000",
    ):
        assert held in glance
    groups = table(text, "Groups: targets, quotas, what people are assigned and can carry")
    assert next(row for row in groups if row[0] == "Commercial")[3] == "5,200,000 → 4,000,000 ▼"
    assert part(text, "findings-goals").count(" new ") >= 3
    back = beside("examples/acme-broken", "examples/acme")
    assert part(back, "changed-fixed").startswith("Fixed findings ")


def test_a_plan_beside_itself_shows_no_change():
    text = beside("examples/acme", "examples/acme")
    assert not re.search(r'class="(change|was|turn)"', text)
    assert ">new<" not in text


def test_new_groups_and_those_that_are_gone_are_named(tmp_path: Path):
    model = (EXAMPLES / "startup" / "coverage.yaml").read_text(encoding="utf-8")
    (tmp_path / "plan.yaml").write_text(
        re.sub(r"\bcustomers\b(?=[,}\s:]|$)", "clients", model, flags=re.MULTILINE), encoding="utf-8"
    )
    copytree(EXAMPLES / "startup", tmp_path / "old")
    text = beside("old/coverage.yaml", "plan.yaml", tmp_path)
    groups = table(text, "Groups: targets, quotas, what people are assigned and can carry")
    assert any(row[0].endswith(" new") for row in groups)
    assert "No longer in the plan: Customers" in part(text, "math")


def test_own_policies_say_why_they_are(tmp_path: Path):
    copytree(EXAMPLES / "own-policies", tmp_path / "own")
    settings = tmp_path / "own" / ".coverage-lint.yaml"
    settings.write_text("policies: [rules]\nparameters: {AC101: {certified_sellers: 3}}\n", encoding="utf-8")
    text = report(tmp_path, "own", "--format", "html")
    assert "In 2024 one seller left and took the only knowledge of nine key accounts along" in text
