"""What a report says first: what is wrong or at risk in money, where, and what would mend it."""

from __future__ import annotations

import html
import re
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from made_plans import EXAMPLES, TOP, portrait, report

from coverage_lint import check
from coverage_lint.language.format import money_short

if TYPE_CHECKING:
    from pathlib import Path

BROKEN = portrait(TOP, "examples/acme-broken")


def matter(code: str, model: dict[str, Any]) -> dict[str, Any]:
    (found,) = (one for one in model["matters"] if one["code"] == code)
    return found


def plain(text: str) -> str:
    return " ".join(html.unescape(re.sub("<[^>]*>", " ", text)).replace("\u00a0", " ").split())


def test_errors_come_first_then_what_is_lacking_then_the_larger_amount() -> None:
    ranks = [
        (
            ["error", "warning", "info"].index(one["severity"]),
            one["code"] in {"CL304", "CL401", "CL413", "CL207", "CL213"},
        )
        for one in BROKEN["matters"]
        if one["severity"] == "error"
    ]
    assert ranks == sorted(ranks)
    severities = [one["severity"] for one in BROKEN["matters"]]
    assert severities == sorted(severities)
    lacking = [Fraction(one["amount"]) for one in BROKEN["matters"] if one["severity"] == "error"][:10]
    assert lacking == sorted(lacking, reverse=True)
    assert [one["code"] for one in BROKEN["matters"]][:3] == ["CL504", "CL503", "CL709"]


def test_an_amount_is_exact_and_comes_from_the_policy() -> None:
    assert matter("CL309", BROKEN)["amount"] == str(10_800_000 - 9_900_000)
    assert matter("CL504", BROKEN)["amount"] == "9779375/6"
    assert matter("CL304", BROKEN)["amount"] == "3500000"


def test_findings_of_one_policy_are_added_up_and_the_largest_is_named_first(tmp_path: Path) -> None:
    model = (EXAMPLES / "startup" / "coverage.yaml").read_text(encoding="utf-8")
    cut = re.sub(r"(?m)^(    quota: )[0-9_]+", r"\g<1>1_000", model)
    assert cut != model
    (tmp_path / "plan.yaml").write_text(cut, encoding="utf-8")
    made = portrait(tmp_path, "plan.yaml")
    told = [one for one in check(str(tmp_path / "plan.yaml")).findings() if one.code == "CL302"]
    amounts = sorted((one.stake.amount for one in told if one.stake), reverse=True)
    assert len(amounts) > 1
    held = matter("CL302", made)
    assert Fraction(held["amount"]) == sum(amounts)
    found = made["findings"]["found"]
    assert [found[at]["finding"]["code"] for at in held["findings"]] == ["CL302"] * len(amounts)
    assert held["remedy"] == found[held["findings"][0]]["finding"]["help"]


@pytest.mark.parametrize("name", ["acme", "software"])
def test_a_plan_that_holds_together_opens_without_errors_in_money(name: str) -> None:
    made = portrait(TOP, f"examples/{name}")
    assert [one for one in made["matters"] if one["severity"] == "error"] == []
    assert {one["why"] for one in made["tiles"] if one["state"] == "complete"} <= {""}


def test_markdown_has_the_same_three_with_exact_amounts() -> None:
    text = report(TOP, "examples/acme-broken", "--format", "markdown")
    first = text[text.index("## What to do first") : text.index("Owner:")]
    assert re.findall(r"^\d\. \*\*(.*?)\*\*", first, re.MULTILINE) == [
        "Pay is 1,629,896 over its budget",
        "Budget lines come to 1,620,000 more than the budget's total",
        "Priorities cost 1,140,000 more than their budget lines hold",
    ]
    assert "Find 1,629,896 for the compensation line, hire later or fewer" in first
    assert "10 entries to mend or to add" in first


def test_the_page_links_each_to_its_finding_and_shows_the_exact_amount_beside_the_short_one() -> None:
    page = report(TOP, "examples/acme-broken", "--format", "html")
    first = page[page.index('id="first-title"') : page.index('<details class="others"')]
    links = re.findall(r'<p class="headline"><a href="#([^"]*)">(.*?)</a>', first, re.DOTALL)
    assert [plain(words) for _, words in links] == [
        "Pay is 1.63 M over its budget",
        "Budget lines come to 1.62 M more than the budget's total",
        "Priorities cost 1.14 M more than their budget lines hold",
    ]
    for (anchor, _), code in zip(links, ("CL504", "CL503", "CL709"), strict=True):
        finding = page[page.index(f'id="{anchor}"') :]
        assert plain(finding[: finding.index("</li>")]).find(code) > 0
    assert 'title="1,629,895.83">1.63\u00a0M</abbr>' in first


def test_what_is_for_whoever_keeps_the_file_stands_apart() -> None:
    page = report(TOP, "examples/acme-broken", "--format", "html")
    apart = page[page.index('id="findings-file"') : page.index('id="undecided"')]
    codes = re.findall(r'<span class="code">(CL\d+) ', apart)
    structural = [one["finding"]["code"] for one in BROKEN["findings"]["found"] if one["finding"]["code"] < "CL1"]
    assert sorted(codes) == sorted(structural)
    assert len(codes) == 10
    before = page[: page.index('id="findings-file"')]
    assert not re.findall(r'<span class="code">CL0', before)


def test_a_tile_says_why_in_a_few_words() -> None:
    whys = {tile["element"]: tile["why"] for tile in BROKEN["tiles"]}
    assert whys["budget"] == "Pay is 1.63 M over its budget"
    assert whys["process"] == "stage without activity"
    assert whys["organization"] == "1 entry of the file to mend"


@pytest.mark.parametrize(
    ("amount", "short"),
    [
        (0, "0"), (Fraction(1, 3), "0"), (999, "999"), (Fraction(1999, 2), "1 k"), (999_499, "999 k"),
        (999_950, "1 M"), (1_629_896, "1.63 M"), (22_800_000, "22.8 M"), (-80_000, "-80 k"), (9_995_000, "10 M"),
        (10**9, "1 bn"), (99_999_999, "100 M"), (-Fraction(1, 3), "0"),
    ],
)  # fmt: skip
def test_short_amounts_have_about_three_digits(amount: int | Fraction, short: str) -> None:
    assert money_short(amount) == short
