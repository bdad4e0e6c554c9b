"""The pictures in docs/pictures are what the code makes: `python benchmarks/pictures.py` takes them anew."""

from __future__ import annotations

import base64
import re
import sys
from typing import TYPE_CHECKING

import pytest
from made_plans import TOP

sys.path.append(str(TOP / "benchmarks"))
from pictures import FOLDER, PICTURES, Picture, make_page, take

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

pytestmark = pytest.mark.xdist_group("browser")

MOST = 0.03
"""Of the pixels, how many may differ: other versions of a browser draw letters a little otherwise."""
DIFFERENCE = """async ([one, other]) => {
  const drawn = await Promise.all([one, other].map(async (png) => {
    const image = new Image();
    image.src = `data:image/png;base64,${png}`;
    await image.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [image.width, image.height];
    const context = canvas.getContext("2d");
    context.drawImage(image, 0, 0);
    return context.getImageData(0, 0, image.width, image.height);
  }));
  if (drawn[0].width !== drawn[1].width || drawn[0].height !== drawn[1].height) return 1;
  let differ = 0;
  const [a, b] = drawn.map((image) => image.data);
  for (let at = 0; at < a.length; at += 4) {
    differ += [0, 1, 2].some((part) => Math.abs(a[at + part] - b[at + part]) > 48);
  }
  return differ / (a.length / 4);
}"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pictures")


@pytest.mark.parametrize("picture", PICTURES, ids=[one.name for one in PICTURES])
def test_a_picture_is_what_the_code_makes(picture: Picture, folder: Path, browser: Browser) -> None:
    kept = (FOLDER / f"{picture.name}.png").read_bytes()
    made = take(picture, make_page(picture.page, folder), browser)
    page = browser.new_page()
    page.goto("about:blank")
    differ = page.evaluate(DIFFERENCE, [base64.b64encode(one).decode() for one in (kept, made)])
    page.close()
    assert differ <= MOST, f"{picture.name}.png is of another page: run python benchmarks/pictures.py"


def test_every_picture_there_is_can_be_taken() -> None:
    assert {file.stem for file in FOLDER.glob("*.png")} == {one.name for one in PICTURES}


def test_pages_show_pictures_that_are_there() -> None:
    for file in (TOP / "README.md", *(TOP / "docs").glob("*.md")):
        for shown in re.findall(r"!\[[^\]]*\]\(([^)]*)\)", file.read_text(encoding="utf-8")):
            assert (file.parent / shown).is_file(), (file, shown)
