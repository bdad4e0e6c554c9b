"""Pages of policies: everything that ships has one, its examples are true, and docs/policies is up to date."""

from __future__ import annotations

import os
import re
from functools import cache
from typing import TYPE_CHECKING

import pytest
from policy_files import load, policy

from coverage_lint.authoring.examples import MOST_LINES, illustrated
from coverage_lint.authoring.structure_examples import structure_example
from coverage_lint.checking.options import Options
from coverage_lint.checking.run import check_data
from coverage_lint.command.main import main
from coverage_lint.errors import Misuse
from coverage_lint.policy.policy_page import find_page, page_of, shipped_pages
from coverage_lint.render.policy_pages.expressions import WIDTH, broken
from coverage_lint.render.policy_pages.markdown import GENERATED, index, markdown
from coverage_lint.render.policy_pages.terminal import lay_out
from coverage_lint.render.terminal.segments import View, plain

if TYPE_CHECKING:
    from coverage_lint.policy.policy_page import Page

REPOSITORY = os.path.join(os.path.dirname(__file__), "..", "..")
BARE = shipped_pages()
DECLARED = [page.code for page in BARE if page.policy is not None]
STRUCTURE = [page.code for page in BARE if page.policy is None]
CANNOT_BE_SHOWN = {"CL002", "CL032", "CL033", "CL034", "CR001", "CL040", "CL041", "CL042"}
"""What is wrong is in bytes, in the size of a model, or between two versions of it."""


pytestmark = pytest.mark.xdist_group("pages")


@cache
def pages() -> dict[str, Page]:
    """Return every page by its code, with examples."""
    return {page.code: page for page in illustrated(BARE, BARE)}


def test_the_pages_in_docs_are_what_the_policies_say(monkeypatch, capsys):
    monkeypatch.chdir(REPOSITORY)
    status = main(["policies", "pages", "docs/policies", "--check"])
    assert status == 0, capsys.readouterr().out


@pytest.mark.parametrize("code", DECLARED)
def test_each_policy_shows_a_fragment_that_fires_with_what_is_said_and_one_that_does_not(code):
    page = pages()[code]
    assert page.before is not None
    assert page.after is not None
    assert page.before.text != page.after.text
    assert f"# {code}" in page.before.text
    assert f"# {code}" not in page.after.text
    assert len(page.before.said) >= 1
    assert all(one.message and one.help for one in page.before.said)
    assert max(len(one.text.splitlines()) for one in (page.before, page.after)) <= MOST_LINES


@pytest.mark.parametrize("code", sorted(set(STRUCTURE) - CANNOT_BE_SHOWN))
def test_examples_of_the_structure_are_found_on_the_marked_line_and_repaired(code, tmp_path):
    before, after = structure_example(code)
    assert before is not None
    assert after is not None
    (tmp_path / "people.csv").write_text("id\nsam\n", encoding="utf-8")
    lines = {one.location.line for one in findings(before.text, tmp_path) if one.code == code}
    marked = {number for number, line in enumerate(before.text.splitlines(), 1) if f"# {code}" in line}
    assert lines
    assert not marked or lines == marked
    assert code not in {one.code for one in findings(after.text, tmp_path)}


def findings(text: str, folder):
    return check_data(text.encode(), "plan.yaml", Options(), str(folder)).findings()


@pytest.mark.parametrize("code", [page.code for page in BARE])
def test_a_page_has_all_its_parts(code):
    page, text = pages()[code], markdown(pages()[code])
    wanted = ["Why", "What to do", "How to set it", "How to ignore one finding"]
    if page.policy is not None:
        wanted += ["Source", *(["Parameters"] if page.parameters else [])]
    headings = re.findall("^## (.*)$", text, re.MULTILINE)
    assert set(wanted) <= set(headings)
    assert len(headings) == len(set(headings))
    assert text.startswith(f"# {code} {page.name}\n\n{page.title}.".replace("_", "\\_"))
    assert text.endswith(f"{GENERATED}\n")
    assert text.count("```") % 2 == 0
    assert all(f"| `{spec.name}` |" in text and spec.source in text.replace("\\", "") for spec in page.parameters)


def test_the_index_leads_to_every_page_by_element():
    text = index(list(pages().values()))
    elements = [page.element() for page in pages().values()]
    by_element = [code for one in dict.fromkeys(elements) for code, page in pages().items() if page.element() == one]
    assert re.findall(r"^\| \[(\w+)\]\((\w+)\.md\)", text, re.MULTILINE) == [(code, code) for code in by_element]
    headings = [f"{one[0].upper()}{one[1:]}" for one in dict.fromkeys(elements)]
    assert re.findall("^## (.*)$", text, re.MULTILINE) == headings
    for page in pages().values():
        (anchor,) = re.findall(r"\(README\.md#([\w-]+)\)", markdown(page))
        assert anchor in {heading.lower().replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("width", [60, 100])
def test_sentences_follow_the_width_of_a_terminal(width):
    for page in BARE:
        shown = plain(lay_out(page, View(width=width, wrap=True)))
        why, _, _ = shown.partition("\nWhy\n")[2].partition("\n\n")
        assert max(map(len, why.splitlines())) <= width, page.code
        assert " ".join(why.split()) == " ".join(page.why.split())
        (piped,) = [line for line in plain(lay_out(page, View())).splitlines() if page.why in line]
        assert piped.strip() == page.why


def test_what_cannot_be_ignored_says_so():
    assert "It cannot be ignored" in markdown(pages()["CL001"])
    assert "ignore[CL001]" not in markdown(pages()["CL001"])
    assert "ignore[CL010] why it is accepted" in markdown(pages()["CL010"])


def test_the_rule_is_shown_with_the_names_that_it_hangs_on_and_no_others():
    (made,) = load(
        policy(
            let="\n    low: quota + need\n    told: quota - need",
            when="low < goal",
            error_when="low < 0",
            message='"{told:money}"',
        )
    )
    text = markdown(page_of(made, "own.yaml"))
    assert "```python\nlow = plan.quota + plan.need\n\nlow < goal\n\n# and an error when\nlow < 0\n```" in text
    assert "told =" not in text


def test_figures_are_exact_and_words_are_quoted_in_the_settings():
    parameters = (
        "\n    share: {type: ratio, default: 0.125, minimum: 0, about: a share}"
        "\n    most: {type: money, default: 1_500_000, about: an amount}"
        "\n    word: {type: text, default: 'yes', about: a word}"
        "\n    limit: {type: count, about: a limit, source: nobody knows}"
    )
    (made,) = load(policy(parameters=parameters, when="quota < most"))
    text = markdown(page_of(made, "own.yaml"))
    assert '    share: 0.125\n    most: 1_500_000\n    word: "yes"\n    limit: ...\n' in text
    assert "| `share` | ratio | 0.125 | from 0 | a share |" in text
    assert "| `limit` | count | none, so it is silent | any | a limit; default from: nobody knows |" in text


@pytest.mark.parametrize(
    ("word", "code"), [("CL301", "CL301"), ("cl301", "CL301"), ("quota-over-assignment", "CL301"), ("CL010", "CL010")]
)
def test_a_page_is_found_by_code_or_name(word, code):
    assert find_page(word, BARE).code == code


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("CL3O1", "CL301"),
        ("quota-over-asignment", "quota-over-assignment"),
        ("attrition", "attrition-unstated"),
        ("zebra", "policies list"),
    ],
)
def test_a_word_that_means_no_policy_is_misuse_with_what_was_probably_meant(word, hint):
    with pytest.raises(Misuse, match=hint):
        find_page(word, BARE)


LONG = "selling and missing(quota) and any(t.goal.motion == 'new and old' or t.amount > 0 for t in targets)"


def test_a_long_condition_is_broken_where_it_binds_least():
    assert broken("quota < need") == "quota < need"
    assert broken("quota\n  < need") == "quota < need"
    assert broken(LONG).splitlines() == [
        "selling",
        "  and missing(quota)",
        "  and any(t.goal.motion == 'new and old' or t.amount > 0 for t in targets)",
    ]
    within = f"count(1 for g in plan.groups if {LONG})"
    assert broken(within).splitlines() == [
        "count(1",
        "  for g in plan.groups",
        "  if selling",
        "    and missing(quota)",
        "    and any(t.goal.motion == 'new and old' or t.amount > 0 for t in targets))",
    ]


@pytest.mark.parametrize("code", DECLARED)
def test_broken_conditions_say_the_same(code):
    asked = pages()[code].policy.asked
    assert " ".join(broken(asked).split()) == " ".join(asked.split())
    assert max(len(line) for line in broken(asked).splitlines()) <= WIDTH + 12
