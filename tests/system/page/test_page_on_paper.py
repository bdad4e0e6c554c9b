from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

if TYPE_CHECKING:
    from collections.abc import Callable

    from opened_page import OpenedPage

pytestmark = pytest.mark.xdist_group("browser")

A4 = (595, 842)
GROUPS = ("Sales", "Enterprise", "Commercial", "Existing customers", "Solutions and partners")


def sheets(opened: OpenedPage) -> list[str]:
    """Print a page, and give the text of each sheet; every sheet is A4."""
    reader = PdfReader(io.BytesIO(opened.page.pdf(prefer_css_page_size=True)))
    for sheet in reader.pages:
        assert (round(sheet.mediabox.width), round(sheet.mediabox.height)) == A4
    return [sheet.extract_text() for sheet in reader.pages]


@pytest.mark.parametrize("plan", ["acme", "acme-broken"])
def test_a_report_prints_on_whole_sheets_with_its_name_and_number(opened: Callable[..., OpenedPage], plan: str):
    printed = sheets(opened(plan))
    assert 12 <= len(printed) <= 24
    for at, text in enumerate(printed, start=1):
        assert "Acme Analytics sales coverage 2027" in text
        assert re.search(rf"\b{at} / {len(printed)}\b", text)
        assert len(text) > 200, f"sheet {at} is nearly empty"
    told = plan == "acme-broken"  # what is to be done in money takes the first sheet
    assert "What to do first" in printed[0] or not told
    assert "Figures" in printed[told]
    assert "Turnover" in printed[told]
    assert "Who, and what if" in printed[1 + told]
    assert any("The math" in sheet for sheet in printed[8:11])
    whole = " ".join(printed)
    assert "http" not in whole.replace("https://playbook.acme-analytics.example", "")
    assert "Print this group" not in whole
    assert "Skip to" not in whole


@pytest.mark.parametrize("plan", ["acme", "acme-broken"])
def test_each_group_has_a_sheet_of_its_own(opened: Callable[..., OpenedPage], plan: str):
    printed = [text for text in sheets(opened(plan)) if re.search(r"2027-12-31\s+[\w ]+\s+Leader", text)]
    for name, text in zip(GROUPS, printed, strict=True):
        assert re.search(rf"2027-12-31\s+{name}\s+Leader", text), text[:200]
        assert "Decided, by whom, until when" in text
        assert "1. Result against target" in text or "1.Result against target" in text.replace("\n", "")


def test_nothing_is_scaled_down_or_cut_on_paper(opened: Callable[..., OpenedPage]):
    page = opened("acme").page
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 695, "height": 1000})  # 184 mm, what an A4 sheet has between the margins
    beyond = page.evaluate(
        """() => Array.from(document.querySelectorAll("main *:not(.unseen, svg *)")).filter(
            (one) => one.getBoundingClientRect().right > 696).map((one) => one.tagName + one.className)"""
    )
    assert beyond == []


def test_a_button_prints_one_group_alone(opened: Callable[..., OpenedPage]):
    opened_page = opened("acme")
    page = opened_page.page
    page.evaluate("() => { window.print = () => { window.asked = true; }; }")
    page.locator("#group--commercial .print-group").click()
    assert page.evaluate("() => window.asked") is True
    (text,) = sheets(opened_page)
    assert "Commercial" in text
    assert "Enterprise account executive" not in text
    assert "Jasmine Clarke" in text
    page.evaluate("() => window.dispatchEvent(new Event('afterprint'))")
    assert len(sheets(opened_page)) > 10


@pytest.mark.parametrize("script", [True, False])
def test_folded_tables_are_printed_open(opened: Callable[..., OpenedPage], script: bool):  # noqa: FBT001
    opened_page = opened("department", script=script)
    folded = opened_page.page.locator(".fold:not(.screen)")
    assert folded.count() > 0
    assert not folded.locator("table").locator("visible=true").count()
    whole = " ".join(sheets(opened_page))
    rows = opened_page.page.locator(".fold:not(.screen) tbody th").all_text_contents()
    assert len(rows) > 20
    for row in rows:
        assert "".join(row.split())[:20] in "".join(whole.split()), row


def test_paper_is_light_though_the_screen_is_dark(opened: Callable[..., OpenedPage]):
    page = opened("acme", dark=True).page
    assert page.evaluate("() => getComputedStyle(document.body).backgroundColor") == "rgb(13, 17, 23)"
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("() => getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
