"""Takes the pictures of docs/pictures anew, in the system's Chromium: `python benchmarks/pictures.py`.

The pages are made by the command, from the examples and from a generated plan of 2,000 people, so that pictures show
what a reader gets. tests/system/page/test_pictures.py holds them against what the code makes.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

TOP = Path(__file__).resolve().parents[1]
FOLDER = TOP / "docs" / "pictures"


class Picture(NamedTuple):
    """A picture: which page it shows, from which place on, and how it is looked at."""

    name: str
    page: str
    """A key of `PAGES`."""
    place: str = ""
    """The id of what stands at its top; '' for the page's own top."""
    width: int = 1280
    height: int = 1000
    dark: bool = False
    paper: bool = False


PAGES: dict[str, tuple[str, ...]] = {
    "broken": ("examples/acme-broken",),
    "whole": ("examples/acme",),
    "changed": ("examples/acme-broken", "--base", "examples/acme"),
    "large": (),
}
"""What the command is given beside where it writes; the large plan is generated first."""
PICTURES = (
    Picture("desktop", "broken"),
    Picture("phone", "broken", width=360, height=760),
    Picture("dark", "whole", dark=True),
    Picture("print", "broken", width=794, height=1123, paper=True),
    Picture("what-if", "whole", "what-if", height=620),
    Picture("large", "large", "questions"),
    Picture("change", "changed", "changed"),
    Picture("group", "whole", "group--enterprise"),
)


def make_page(name: str, folder: Path) -> Path:
    """Write a page as the command does, and return where."""
    page = folder / f"{name}.html"
    if page.exists():
        return page
    arguments = PAGES[name]
    if not arguments:
        model = folder / "plan.yaml"
        generate = [sys.executable, str(TOP / "benchmarks" / "generate.py"), "--people", "2000", "--defects", "0.05"]
        subprocess.run([*generate, "-o", str(model)], check=True, cwd=TOP)
        arguments = (str(model),)
    command = [sys.executable, "-m", "coverage_lint", "report", *arguments, "-o", str(page)]
    subprocess.run(command, check=True, cwd=TOP)
    return page


def take(picture: Picture, page: Path, browser: Browser) -> bytes:
    """Return a picture as PNG."""
    context = browser.new_context(
        viewport={"width": picture.width, "height": picture.height},
        color_scheme="dark" if picture.dark else "light",
        reduced_motion="reduce",
    )
    opened = context.new_page()
    if picture.paper:
        opened.emulate_media(media="print")
    opened.goto(page.as_uri())
    if picture.place:
        opened.evaluate("id => document.getElementById(id).scrollIntoView()", picture.place)
        opened.wait_for_timeout(500)
        opened.evaluate("id => document.getElementById(id).scrollIntoView()", picture.place)
    taken = opened.screenshot()
    context.close()
    return taken


def taken(folder: Path, browser: Browser) -> Iterator[tuple[Picture, bytes]]:
    """Take all pictures, with pages in a folder."""
    for picture in PICTURES:
        yield picture, take(picture, make_page(picture.page, folder), browser)


def main() -> None:
    """Write all pictures."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None:
        sys.exit("pictures.py needs Chromium on the PATH")
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for picture, png in taken(Path(folder), browser):
            (FOLDER / f"{picture.name}.png").write_bytes(png)
        browser.close()


if __name__ == "__main__":
    main()
