"""Pages as readers open them: made by the command, shown by the system's Chromium."""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from made_plans import HOSTILE, LONG, TOP, hostile, run
from npm_packages import install
from opened_page import OpenedPage
from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture(scope="session")
def page_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Return what makes the page of a plan by its name, once: an example, or one made here."""
    folder = tmp_path_factory.mktemp("pages")
    written = {
        "hostile": lambda model: _named(HOSTILE, model),
        "long": lambda model: _named(LONG.replace(" ", ""), model),
        "unread": lambda model: model.write_text("coverage_model: 1\nplan: {name: [}\n", encoding="utf-8"),
        "enterprise": lambda model: _generate(2000, model),
        "department": lambda model: _generate(90, model),
    }

    def made(name: str) -> Path:
        page = folder / f"{name}.html"
        if not page.exists():
            source = Path("examples") / name
            if name in written:
                source = folder / name / "plan.yaml"
                source.parent.mkdir()
                written[name](source)
            ended = run(TOP, "report", str(source), "-o", str(page))
            assert (ended.returncode, ended.stdout, ended.stderr) == (0, b"", b""), ended
        return page

    return made


def _named(name: str, model: Path) -> None:
    """Write acme's plan with a name wherever one can stand, those of people too."""
    hostile(name, model.parent)
    people = model.parent / "people.csv"
    with people.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with people.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows({**row, "name": name} for row in rows)


def _generate(people: int, model: Path) -> None:
    command = [sys.executable, str(TOP / "benchmarks" / "generate.py"), "--people", str(people), "--defects", "0.05"]
    subprocess.run([*command, "-o", str(model)], check=True)


@pytest.fixture
def opened(browser: Browser, page_of: Callable[[str], Path]) -> Iterator[Callable[..., OpenedPage]]:
    """Return what opens a plan's page; whatever it logs, asks for from elsewhere or pops up fails the test."""
    contexts = []
    pages = []

    def open_page(name: str, *, width: int = 1440, dark: bool = False, script: bool = True) -> OpenedPage:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if dark else "light",
            java_script_enabled=script,
        )
        contexts.append(context)
        page = OpenedPage(context.new_page(), page_of(name))
        pages.append(page)
        return page

    yield open_page
    faults = [fault for page in pages for fault in page.faults]
    for context in contexts:
        context.close()
    assert faults == []


@pytest.fixture(scope="session")
def axe() -> str:
    """Return axe's program, for a page to run."""
    install(HERE, "require('axe-core')")
    return (HERE / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
