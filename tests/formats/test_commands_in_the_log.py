"""Nothing that a model, settings, a pack, a path or a call spells is a command to the service that reads the log.

Every command is run inside GitHub Actions, in each of its formats, on text that spells commands wherever it can stand,
and both streams are read as GitHub's runner reads them. What reads a format gets the same as outside.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from junit_schemas import read_xml
from lowered_plan import git
from made_reports import HOSTILE
from own_pack import POLICY, Told, tell, write_pack
from workflow_commands import commands

from coverage_lint.console.format_options import FORMATS
from coverage_lint.render.shield import reads_commands, shielded

if TYPE_CHECKING:
    from pathlib import Path

SPELT = "##[add-mask]ada ##vso[task.setvariable]x ##teamcity[a] ::error::x"
HOLDS = re.compile(r"##\w*\[")
MODEL = f"""\
coverage_model: 1
plan: {{name: "{SPELT}", status: published, currency: EUR, "{SPELT}": 1}}
goals: [{{id: "new", kind: new_business, target: 1_000_000}}]  # {SPELT}
people: [{{id: p, count: 30, name: "{SPELT}"}}]
groups: [{{id: g, name: "{SPELT}", leader: p, "{SPELT}": "{SPELT}"}}]
"""
WORDS = (
    ("title: A group has no more people than its leader can lead", f'title: "{SPELT}"'),
    ("  why: A leader who", f"  why: |-\n    {SPELT}\n    ::error::of why\n    A leader who"),
    ("source: a judgement", f'source: "::error::of source {SPELT}"'),
    ("about: how many people one group may have", f'about: "::error::of about {SPELT}"'),
    ("help: Split the group, or", f'help: "::error::of help {SPELT}"'),
)


def hostile_policy() -> str:
    policy = POLICY.replace("help: Split the group, or put team leaders between.", "help: Split the group, or")
    policy = policy.replace("when: headcount > most", "when: headcount >= 0")
    policy = policy.replace("{id} has", f"::error::of message {SPELT} {{id}} has")
    for old, new in WORDS:
        assert policy.count(old) == 1, old
        policy = policy.replace(old, new)
    return policy


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a repository with a plain base, whose working tree spells commands in names, keys, packs and paths."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    (tmp_path / "coverage.yaml").write_text("coverage_model: 1\nplan: {name: Plan}\n", encoding="utf-8")
    git("init", "--quiet", "--initial-branch", "main")
    git("add", ".")
    git("commit", "--quiet", "--message", "A plan")
    (tmp_path / "coverage.yaml").write_text(MODEL, encoding="utf-8")
    (tmp_path / "::error::##[add-mask]b.yaml").write_text(MODEL, encoding="utf-8")
    write_pack(tmp_path, hostile_policy())
    settings = "policies: [rules]\nexclude: ['##[add-mask]ada']\n"
    (tmp_path / ".coverage-lint.yaml").write_text(settings, encoding="utf-8")
    return tmp_path


def assert_no_command(told: Told, *, ours: bool = False) -> None:
    """Read both streams as the runner does; with `ours`, annotations are there, and each is one of a finding."""
    for text in (told.out, told.err):
        lines = text.split("\n")
        rest = [line for line in lines if not (ours and re.match("::(error|warning|notice) ", line))]
        assert commands("\n".join(rest)) == []
        assert [line for line in rest if HOLDS.search(line)] == []
    if ours:
        assert all("title" in one.properties for one in commands(told.out))


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("command", ["check", "diff"])
def test_no_format_of_findings_spells_a_command(command: str, form: str, folder: Path):
    arguments = [command, *(["main"] if command == "diff" else []), "--format", form]
    told = tell(folder, *arguments)
    assert told.status == 1
    assert "add-mask" in told.out
    assert_no_command(told, ours=form == "github")


def test_annotations_follow_shielded_text(folder: Path):
    told = tell(folder, "check")
    assert "#\\x23[add-mask]ada" in told.out
    assert commands(told.out)
    assert_no_command(told, ours=True)


@pytest.mark.parametrize(
    "arguments",
    [
        ["config"], ["config", "--format", "json"], ["explain", "AC101"], ["policies", "list"],
        ["policies", "list", "--format", "json"], ["policies", "show", "AC101"], ["policies", "compile", "AC101"],
        ["policies", "test", "--mutate", "rules"],
        ["report", "coverage.yaml"], ["report", "coverage.yaml", "--format", "json"],
        ["report", "coverage.yaml", "--format", "html"], ["report", "coverage.yaml", "--base", "main"],
        ["baseline", "--file", "::error::x ##[add-mask]b"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_no_other_command_spells_one(arguments: list[str], folder: Path):
    told = tell(folder, *arguments)
    assert told.status in {0, 1}, told
    assert told.out
    assert_no_command(told)


@pytest.mark.parametrize(
    "arguments",
    [
        [SPELT], ["::error::x"], ["check", SPELT], ["check", "--format", SPELT], ["check", f"--{SPELT}"],
        ["check", "--select", SPELT], ["check", "--output", f"{SPELT}=x"], ["check", "--output", f"json={SPELT}/x"],
        ["diff", SPELT], ["diff", "main", "--path", SPELT], ["explain", SPELT], ["policies", SPELT],
        ["policies", "show", SPELT], ["policies", "test", SPELT], ["config", SPELT], ["report", SPELT],
        ["check", "--on", SPELT], ["baseline", "--update", "--file", SPELT], ["schema", SPELT],
    ],
    ids=lambda arguments: " ".join(arguments).replace(SPELT, "SPELT"),
)  # fmt: skip
def test_a_wrong_call_that_spells_a_command_is_told_without_it(arguments: list[str], folder: Path):
    told = tell(folder, *arguments)
    assert told.status == 2
    assert told.err.startswith("coverage-lint: error: ")
    assert_no_command(told)


@pytest.mark.parametrize(
    "line", [f'"{SPELT}": 1', f'select: ["{SPELT}"]', f'policies: ["{SPELT}"]', f"fail-on: '{SPELT}'"]
)
def test_settings_that_spell_a_command_are_told_without_it(line: str, folder: Path):
    (folder / ".coverage-lint.yaml").write_text(f"{line.format(SPELT)}\n", encoding="utf-8")
    told = tell(folder, "check")
    assert told.status == 2
    assert ".coverage-lint.yaml:1" in told.err
    assert_no_command(told)


@pytest.mark.parametrize(
    "arguments",
    [
        *(["check", "--format", form] for form in ("json", "sarif", "gitlab", "junit")),
        ["diff", "main", "--format", "json"],
        ["report", "coverage.yaml", "--format", "json"],
        ["config", "--format", "json"],
        ["policies", "list", "--format", "json"],
    ],
    ids=" ".join,
)
def test_what_reads_a_format_gets_the_very_text(arguments: list[str], folder: Path, monkeypatch: pytest.MonkeyPatch):
    inside = tell(folder, *arguments).out
    monkeypatch.delenv("GITHUB_ACTIONS")
    assert tell(folder, *arguments).out == inside
    if "junit" in arguments:
        texts = [str(value) for one in read_xml(inside).iter() for value in (*one.attrib.values(), one.text)]
    else:
        texts = [str(json.loads(inside))]
    assert any("##[add-mask]" in text for text in texts)


@pytest.mark.parametrize("form", ["text", "concise"])
def test_a_terminal_shows_text_as_it_is(form: str, folder: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("GITHUB_ACTIONS")
    assert "##[add-mask]ada" in tell(folder, "check", "--format", form).out


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a ##[add-mask]b", "a #\\x23[add-mask]b"), ("####[x", "###\\x23[x"), ("##vso[a", "#\\x23vso[a"),
        ("::error::x", "\\x3a:error::x"), (" \u3000\t::x", " \u3000\t\\x3a:x"), ("a\r::x", "a\r\\x3a:x"),
        ("a\n\n ::x", "a\n\n \\x3a:x"), (":::x", "\\x3a::x"),
    ],
)  # fmt: skip
def test_one_character_of_what_spells_a_command_is_escaped(text: str, shown: str):
    assert shielded(text, "text") == shown
    assert shielded(shown, "text") == shown


@pytest.mark.parametrize("text", ["a: b::c", "## Heading", "# [x]", "##", "a ::x", "#[x]", "## [x]", ":a:"])
def test_other_text_stays_as_it_is(text: str):
    assert shielded(text, "text") == text


@pytest.mark.parametrize("text", ["  ::error::x\n", "a ##[add-mask]b\n", HOSTILE])
def test_the_runner_would_take_what_is_shielded(text: str):
    assert commands(text) or HOLDS.search(text)
    assert commands(shielded(text, "text")) == []
    assert not HOLDS.search(shielded(text, "text"))


def test_a_long_text_is_shielded_in_no_time():
    for text in ("\n" * 1_000_000 + "::", "##a" * 300_000, "#" * 1_000_000, " " * 1_000_000 + "::x"):
        assert len(shielded(text, "json")) >= len(text)


@pytest.mark.parametrize(
    ("environment", "reads"),
    [
        ({}, False), ({"GITHUB_ACTIONS": "false"}, False), ({"GITHUB_ACTIONS": "true"}, True),
        ({"TF_BUILD": "True"}, True), ({"TEAMCITY_VERSION": "2026.1"}, True), ({"CI": "true"}, False),
    ],
)  # fmt: skip
def test_who_reads_commands_is_told_by_the_environment(environment: dict[str, str], reads: bool):  # noqa: FBT001
    assert reads_commands(environment) is reads
