"""How large the page of a report is, how soon it opens, and how soon it answers: `python benchmarks/opening.py`.

Pages of generated plans are made by the command and opened in the system's Chromium. `--write` puts the table into
benchmarks/README.md. The exit code is 1 where a page is too large or answers too late.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from playwright.sync_api import Browser

TOP = Path(__file__).resolve().parents[1]
SIZES = (20, 300, 2_000)
LARGEST = 3_000_000
"""Bytes that a page may have."""
LONGEST = 200
"""Milliseconds until an answer is laid out: then people still take it for the answer to what they did."""
TIMES = 5
BEGIN, END = "<!-- pages: written by opening.py --write -->", "<!-- end of pages -->"

ACTIONS = {
    "search for a letter": "const box = document.getElementById('find-text'); box.value = 'a'; tell(box);",
    "search for a name": "const box = document.getElementById('find-text'); box.value = 'anna'; tell(box);",
    "empty the search": "const box = document.getElementById('find-text'); box.value = ''; tell(box);",
    "sort people by a number": "document.querySelectorAll('#worst-people th button')[5].click();",
    "sort people by name": "document.querySelectorAll('#worst-people th button')[0].click();",
    "show more people": "document.querySelector('#worst-people .show-more')?.click();",
    "filter findings": "document.querySelector('#filter input').click();",
    "move a slider": "const one = document.querySelector('#sketch [name=attrition]'); one.value = 7; tell(one);",
    "open a group or a long table": "const fold = document.querySelector('.fold'); fold.open = !fold.open;",
}
"""What a reader does, as programs of the page."""
ANSWER = """([action, times]) => {
  const tell = (one) => one.dispatchEvent(new Event("input", { bubbles: true }));
  const act = new Function("tell", action);
  return Array.from({ length: times }, () => {
    const begun = performance.now();
    act(tell);
    document.body.offsetHeight;
    return performance.now() - begun;
  });
}"""
OPENED = """() => {
  const [opened] = performance.getEntriesByType("navigation");
  const [painted] = performance.getEntriesByName("first-contentful-paint");
  return [painted.startTime, opened.domContentLoadedEventEnd];
}"""


class Page(NamedTuple):
    """A page, and what was measured of it: medians, in milliseconds."""

    people: int
    size: int
    painted: float
    """Until something is seen."""
    ready: float
    """Until all of it is read, and its script has run: from then on it answers."""
    slowest: str
    """The action that takes longest."""
    answer: float


def make_page(people: int, folder: Path) -> Path:
    """Write the page of a generated plan as the command does."""
    model, page = folder / f"{people}.yaml", folder / f"{people}.html"
    generate = [sys.executable, str(TOP / "benchmarks" / "generate.py"), "--people", str(people), "--defects", "0.05"]
    subprocess.run([*generate, "-o", str(model)], check=True, cwd=TOP)
    report = [sys.executable, "-m", "coverage_lint", "report", str(model), "-o", str(page)]
    subprocess.run(report, check=True, cwd=TOP)
    return page


def measure(people: int, page: Path, browser: Browser) -> Page:
    """Open a page some times, and do each action on it."""
    opened = []
    answers: dict[str, float] = {}
    for at in range(TIMES):
        context = browser.new_context(viewport={"width": 1280, "height": 900}, bypass_csp=True)
        shown = context.new_page()
        shown.goto(page.as_uri())
        shown.wait_for_function('performance.getEntriesByName("first-contentful-paint").length')
        opened.append(shown.evaluate(OPENED))
        if not at:
            answers = {name: median(shown.evaluate(ANSWER, [action, TIMES])) for name, action in ACTIONS.items()}
        context.close()
    slowest = max(answers, key=lambda name: answers[name])
    painted, ready = (median(one) for one in zip(*opened, strict=True))
    return Page(people, page.stat().st_size, painted, ready, slowest, answers[slowest])


def table(pages: list[Page], browser: str) -> str:
    """Write what was measured as Markdown."""
    lines = [
        f"Chromium {browser}, {os.cpu_count()} cores, load average {os.getloadavg()[0]:.1f}; medians of {TIMES}.", "",
        "| people | size | something is seen | it answers from | slowest answer | takes |", "|--:|--:|--:|--:|---|--:|",
    ]  # fmt: skip
    for one in pages:
        times = f"{one.painted:.0f} ms | {one.ready:.0f} ms | {one.slowest} | {one.answer:.0f} ms"
        lines.append(f"| {one.people:,} | {one.size / 1_000_000:.2f} MB | {times} |")
    return "\n".join(lines)


def main() -> int:
    """Measure, print, and write where that is asked for."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--write", action="store_true", help="write the table into benchmarks/README.md")
    arguments.add_argument("--sizes", type=int, nargs="+", default=SIZES, metavar="PEOPLE")
    options = arguments.parse_args()
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        raise SystemExit("needs Chromium")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        pages = [measure(people, make_page(people, Path(folder)), browser) for people in options.sizes]
        text = table(pages, browser.version)
        browser.close()
    print(text)
    if options.write:
        readme = TOP / "benchmarks" / "README.md"
        before, rest = readme.read_text(encoding="utf-8").split(BEGIN)
        readme.write_text(f"{before}{BEGIN}\n\n{text}\n\n{END}{rest.split(END)[1]}", encoding="utf-8")
    return int(any(one.size > LARGEST or one.answer > LONGEST for one in pages))


if __name__ == "__main__":
    raise SystemExit(main())
