"""A report as PDF: printed by the browser that is installed, and only where the command line asks for it."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from made_plans import TOP, run

from coverage_lint.system import browser

if TYPE_CHECKING:
    from pathlib import Path

SMALL = "coverage_model: 1\nplan: {name: Small}\n"
FAKE = """\
#!/bin/sh
printf '%s\\n' "$@" > {folder}/words
env > {folder}/environment
for word in "$@"; do
  case "$word" in
    --print-to-pdf=*) made="${{word#--print-to-pdf=}}" ;;
    file://*) cp "${{word#file://}}" {folder}/page.html ;;
  esac
done
{then}
"""
MAKES = """printf "%%PDF-1.4 /CreationDate (D:20270315120000+00'00')" > "$made\""""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    folder = tmp_path / "plan"
    folder.mkdir()
    (folder / "plan.yaml").write_text(SMALL, encoding="utf-8")
    return folder


def with_browser(plan: Path, then: str, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Run the command where the one browser on the path is a script that ends with `then`."""
    folder = plan.parent / "bin"
    folder.mkdir(exist_ok=True)
    program = folder / "chromium"
    program.write_text(FAKE.format(folder=plan.parent, then=then), encoding="utf-8")
    program.chmod(0o755)
    environment = {**os.environ, "PATH": f"{folder}:/usr/bin:/bin", "PYTHONPATH": str(TOP), "SECRET": "of the caller"}
    return subprocess.run(
        [sys.executable, "-m", "coverage_lint", "report", "plan.yaml", *arguments],
        cwd=plan, env=environment, capture_output=True, check=False, timeout=120,
    )  # fmt: skip


def test_the_browser_that_is_there_prints_the_page_or_a_sentence_says_that_none_is(plan: Path):
    try:
        browser.program()
    except browser.NotPrinted:
        ended = run(plan, "report", "plan.yaml", "-o", "plan.pdf")
        assert ended.returncode == 2
        assert b"a PDF cannot be made: no Chromium, Chrome or Edge was found" in ended.stderr
        return
    for name in ("one.pdf", "two.pdf"):
        ended = run(plan, "report", "plan.yaml", "-o", name)
        assert (ended.returncode, ended.stdout, ended.stderr) == (0, b"", b"")
    one, two = ((plan / name).read_bytes() for name in ("one.pdf", "two.pdf"))
    assert one.startswith(b"%PDF-")
    assert one == two


def test_without_a_browser_nothing_is_written(plan: Path):
    environment = {**os.environ, "PATH": str(plan), "PYTHONPATH": str(TOP)}
    ended = subprocess.run(
        [sys.executable, "-m", "coverage_lint", "report", "plan.yaml", "-o", "plan.pdf"],
        cwd=plan, env=environment, capture_output=True, check=False, timeout=120,
    )  # fmt: skip
    assert ended.returncode == 2
    words = (
        "a PDF cannot be made: no Chromium, Chrome or Edge was found, which makes the PDF; write HTML and print that"
    )
    assert words in ended.stderr.decode()
    assert [one.name for one in plan.iterdir()] == ["plan.yaml"]


def test_the_browser_gets_the_page_and_every_guard_and_the_day_is_taken_out(plan: Path):
    ended = with_browser(plan, MAKES, "-o", "plan.pdf")
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert (plan / "plan.pdf").read_bytes() == b"%PDF-1.4 /CreationDate (D:20000101000000+00'00')"
    assert (plan.parent / "page.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    words = (plan.parent / "words").read_text().splitlines()
    for guard in (
        "--headless", "--disable-extensions", "--disable-background-networking", "--proxy-server=127.0.0.1:9",
        "--host-resolver-rules=MAP * ~NOTFOUND",
    ):  # fmt: skip
        assert guard in words
    (profile,) = [word for word in words if word.startswith("--user-data-dir=")]
    (page,) = [word for word in words if word.startswith("file://")]
    assert os.path.dirname(profile.partition("=")[2]) == os.path.dirname(page.removeprefix("file://"))
    assert not os.path.exists(page.removeprefix("file://"))
    environment = (plan.parent / "environment").read_text()
    assert "of the caller" not in environment


@pytest.mark.parametrize("then", ["exit 1", 'printf "no page" > "$made"', ":"])
def test_a_browser_that_makes_no_pdf_is_a_sentence(plan: Path, then: str):
    ended = with_browser(plan, then, "-o", "plan.pdf")
    assert ended.returncode == 2
    assert b"a PDF cannot be made: the browser made no PDF of the page" in ended.stderr
    assert not (plan / "plan.pdf").exists()


def test_a_browser_that_never_ends_is_ended_with_all_that_it_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "chromium").write_text(f"#!/bin/sh\nsleep 60 &\necho $! > {tmp_path}/child\nwait\n", encoding="utf-8")
    (tmp_path / "chromium").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setattr(browser, "_PATIENCE", 1)
    with pytest.raises(browser.NotPrinted, match="the browser made no PDF in 1 seconds"):
        browser.print_page(b"<p>")
    child = (tmp_path / "child").read_text().strip()
    state = subprocess.run(["ps", "-o", "stat=", "-p", child], capture_output=True, text=True, check=False).stdout
    assert state.strip() in {"", "Z"} or state.startswith("Z")


@pytest.mark.parametrize("path", ["", ".", "./", ":"])
def test_a_browser_in_the_folder_itself_is_not_run(path: str, plan: Path, monkeypatch: pytest.MonkeyPatch):
    (plan / "chromium").write_text(f"#!/bin/sh\ntouch {plan.parent}/ran\n", encoding="utf-8")
    (plan / "chromium").chmod(0o755)
    monkeypatch.chdir(plan)
    monkeypatch.setenv("PATH", path)
    with pytest.raises(browser.NotPrinted, match="no Chromium, Chrome or Edge was found"):
        browser.print_page(b"<p>")
    assert not (plan.parent / "ran").exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("-o", "plan.doc"), "plan.doc ends in .doc, which is no format of a report; use .html, .htm, .md"),
        (("-o", "plan.pdf", "--format", "markdown"), "plan.pdf ends like pdf, and --format asks for markdown"),
        (("-o", "plan.md", "--format", "json"), "plan.md ends like markdown, and --format asks for json"),
    ],
)
def test_an_ending_that_is_no_format_or_another_one_is_refused(plan: Path, arguments: tuple[str, ...], words: str):
    ended = run(plan, "report", "plan.yaml", *arguments)
    assert ended.returncode == 2
    assert words in ended.stderr.decode()
    assert [one.name for one in plan.iterdir()] == ["plan.yaml"]


def test_a_pdf_on_standard_output_is_refused(plan: Path):
    ended = with_browser(plan, MAKES, "--format", "pdf")
    assert (ended.returncode, ended.stdout) == (2, b"")
    assert b"a report in the format pdf needs a file: --output report.pdf" in ended.stderr
