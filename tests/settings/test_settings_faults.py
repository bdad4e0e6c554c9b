"""Each fault of settings is told at its line and column, with what was probably meant."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from setting import OWN, TABLE, fault, run, settings_of, write

from coverage_lint.errors import SettingsError

if TYPE_CHECKING:
    from pathlib import Path

NO_HELP = ""


@pytest.mark.parametrize(
    ("yaml", "toml", "words", "advice"),
    [
        (
            "<<>>fail_on: error",
            "<<>>fail_on = 'error'",
            'unknown key "fail_on"; did you mean fail-on?',
            "There are extends, sel",
        ),
        ("<<>>colour: red", "<<>>colour = 'red'", 'unknown key "colour"', "There are extends, select, ignore, sever"),
        (
            "fail-on: <<>>eror",
            "fail-on = <<>>'eror'",
            'fail-on is "eror"; it must be one of error, warning, info, never; did you mean error?',
            NO_HELP,
        ),
        ("drafts: <<>>true", "drafts = <<>>true", "drafts is true; it must be one of lenient, strict", NO_HELP),
        (
            "select: <<>>CL3",
            "select = <<>>'CL3'",
            'select is "CL3"; it must be a list of codes, beginnings of codes, or names',
            'Write ["CL3"].',
        ),
        (
            "ignore: [CL301, <<>>7]",
            "ignore = ['CL301', <<>>7]",
            "item 2 of ignore is 7; it must be a code, the beginning of one, or a name",
            NO_HELP,
        ),
        (
            "severity: {CL3: warning, CL7: <<>>of}",
            "severity = {CL3 = 'warning', CL7 = <<>>'of'}",
            'severity.CL7 is "of"; it must be one of error, warning, info, off; did you mean off?',
            NO_HELP,
        ),
        (
            "severity: {CL3: off, '1': <<>>x}",
            "severity = {CL3 = 'off', 1 = <<>>'x'}",
            'severity.1 is "x"; it must be one of error, warning, info, off',
            NO_HELP,
        ),
        (
            "severity: {'1': error, '01': <<>>x}",
            "severity = {1 = 'error', 01 = <<>>'x'}",
            'severity.01 is "x"; it must be one of error, warning, info, off',
            NO_HELP,
        ),
        (
            "per-file: {'01': <<>>[CL3]}",
            "per-file.01 = <<>>['CL3']",
            "per-file.01 is a list; it must be a mapping with select, ignore or severity",
            NO_HELP,
        ),
        ('severity: {<<>>"": off}', "severity = {<<>>'' = 'off'}", "a key is empty", NO_HELP),
        ('per-file: {<<>>"": {start: 1}}', "per-file.<<>>''.start = 1", "a key is empty", NO_HELP),
        ('parameters: {CL301: {<<>>"": []}}', "parameters.CL301.<<>>'' = []", "a key is empty", NO_HELP),
        ('select: [CL3, {<<>>"": {a: 1}}]', "select = ['CL3', {<<>>'' = {a = 1}}]", "a key is empty", NO_HELP),
        (
            "limits:\n  depth: <<>>65",
            "limits.depth = <<>>65",
            "limits.depth is 65; it must be a whole number from 1 to 64",
            NO_HELP,
        ),
        (
            "limits: {size: <<>>1.5}",
            "limits = {size = <<>>1.5}",
            "limits.size is 1.5; it must be a whole number from 1 to 268,435,456",
            NO_HELP,
        ),
        (
            "limits: {<<>>alias_nodes: 3}",
            "limits.<<>>alias_nodes = 3",
            'unknown key "alias_nodes" in limits; did you mean alias-nodes?',
            "There are size, depth, alias-nodes, problems, documents, tables, rows, columns.",
        ),
        (
            "per-file:\n  plans/*.yaml: {<<>>ignored: [CL3]}",
            "per-file.'plans/*.yaml' = {<<>>ignored = ['CL3']}",
            'unknown key "ignored" in per-file.plans/*.yaml; did you mean ignore?',
            "There are select, ignore, severity.",
        ),
        (
            "per-file: {<<>>../a.yaml: {}}",
            "per-file.<<>>'../a.yaml' = {}",
            "the glob ../a.yaml matches nothing: it must lead down from the folder of the settings, with '/'",
            NO_HELP,
        ),
        (
            "exclude: [a, <<>>b/../../c]",
            "exclude = ['a', <<>>'b/../../c']",
            "the glob b/../../c matches nothing: it must lead down from the folder of the settings, with '/'",
            NO_HELP,
        ),
        (
            "policies: [<<>>rule]",
            "policies = [<<>>'rule']",
            "no such file or folder of policies: rule",
            "Did you mean rules?",
        ),
        (
            "policies: [rules, <<>>./rules/]",
            "policies = ['rules', <<>>'./rules/']",
            "the policies ./rules/ are named",
            "",
        ),
        ("baseline: <<>>[]", "baseline = <<>>[]", "baseline is a list; it must be the path of a file", NO_HELP),
        (
            "select: [<<>>cl301]",
            "select = [<<>>'cl301']",
            "no policy matches 'cl301'",
            "Did you mean CL301?",
        ),
        (
            "ignore: [<<>>qouta-over-assignment]",
            "ignore = [<<>>'qouta-over-assignment']",
            "no policy matches 'qouta-over-assignment'",
            "Did you mean quota-over-assignment?",
        ),
        ("severity: {<<>>XY: off}", "severity.<<>>XY = 'off'", "no policy matches 'XY'", "`coverage-lint policies"),
        (
            "per-file:\n  a: {severity: {<<>>XY: off}}",
            "[tool.coverage-lint.per-file.a.severity]\n<<>>XY = 'off'",
            "no policy matches 'XY'",
            "`coverage-lint policies",
        ),
        (
            "severity: {<<>>CL001: off}",
            "severity.<<>>CL001 = 'off'",
            "CL001 reports a file that cannot be read; it is always an error",
            "Repair or exclude the file",
        ),
        (
            "parameters: {<<>>CL3: {over_assignment: 0.2}}",
            "parameters.<<>>CL3.over_assignment = 0.2",
            "no policy matches 'CL3'",
            "Set parameters by a whole code, such as CL301, or by a name.",
        ),
        (
            "parameters:\n  CL301:\n    <<>>over_asignment: 0.2",
            "[tool.coverage-lint.parameters.CL301]\n<<>>over_asignment = 0.2",
            "CL301 has no parameter 'over_asignment'",
            "Did you mean over_assignment?",
        ),
        (
            "parameters: {CL010: {<<>>x: 1}}",
            "parameters.CL010.<<>>x = 1",
            "CL010 has no parameter 'x'",
            "It has none.",
        ),
        (
            "parameters: {quota-over-assignment: {over_assignment: <<>>1.01}}",
            "parameters.quota-over-assignment.over_assignment = <<>>1.01",
            "over_assignment of CL301 is 1.01; it must be from 0 to 1",
            "over_assignment is how far quotas exceed the goals (ratio).",
        ),
        (
            "parameters: {CL301: {over_assignment: <<>>ten}}",
            "parameters.CL301.over_assignment = <<>>'ten'",
            'over_assignment of CL301 is "ten"; it needs a number',
            "over_assignment is how far",
        ),
        (
            "parameters:\n  CL301: {over_assignment: 0.2}\n  quota-over-assignment: {over_assignment: <<>>0.3}",
            "parameters.CL301.over_assignment = 0.2\nparameters.quota-over-assignment.over_assignment = <<>>0.3",
            "over_assignment of CL301 is set twice: by the policy's code and by its name",
            NO_HELP,
        ),
    ],
)
def test_a_fault_is_told_at_its_place_in_both_kinds_of_file(
    tmp_path: Path, yaml: str, toml: str, words: str, advice: str
):
    (tmp_path / "toml" / "rules").mkdir(parents=True)
    (tmp_path / "yaml" / "rules").mkdir(parents=True)
    for folder, name, marked in (("yaml", OWN, yaml), ("toml", "pyproject.toml", f"{TABLE}{toml}\n")):
        before, text = marked.split("<<>>")[0], marked.replace("<<>>", "")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        place, message, help_text = fault(tmp_path / folder, name, text)
        assert place == f"{name}:{line}:{column}", (name, message)
        assert message.startswith(words)
        assert help_text.startswith(advice)
        assert bool(help_text) == bool(advice)


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("a: [\n", "2:1", ".coverage-lint.yaml: the text ends where"),
        ("select: []\nselect: []\n", "2:1", ".coverage-lint.yaml: the key 'select' is written twice"),
        ('baseline: "a\\0b"\n', "1:11", "a path cannot hold a null character"),
        ('policies: ["\\0"]\n', "1:12", "a path cannot hold a null character"),
        ("limits: {size: .inf}\n", "1:16", ".coverage-lint.yaml: .inf is no number"),
        ("- a\n", "1:1", ".coverage-lint.yaml must hold a mapping of settings"),
        ("---\n---\n", "1:1", ".coverage-lint.yaml must hold one document, not 2"),
        (b"select: [\xff]\n", "1:10", ".coverage-lint.yaml: byte 0xff is not UTF-8"),
        ("a: " + "[" * 40, "1:19", ".coverage-lint.yaml: nested more than 16 deep"),
        (b"#" * 5 * 1024 * 1024, "1:1", ".coverage-lint.yaml: larger than 1 MiB, so it was not read"),
    ],
)
def test_yaml_that_cannot_be_used(tmp_path: Path, text: str | bytes, place: str, words: str):
    told_place, message, _ = fault(tmp_path, OWN, text)
    assert (told_place, message[: len(words)]) == (f"{OWN}:{place}", words)


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        (f"{TABLE}select = [\n", "2:11", "pyproject.toml is not TOML: "),
        (f"\r\n{TABLE}select == 1\r\n", "3:9", "pyproject.toml is not TOML: invalid value"),
        (f"{TABLE}select = []\nselect = []\n", "3:12", "pyproject.toml is not TOML: cannot overwrite a value"),
        (f"{TABLE}limits.size = inf\n", "2:15", "inf is not a number"),
        (f"{TABLE}limits.size = {'9' * 60}\n", "2:15", "a number of 60 digits"),
        (f"{TABLE}limits.size = 1e999999999\n", "2:15", "an exponent beyond 40"),
        (f"{TABLE}limits.size = {'9' * 5000}\n", "2:15", "a value of 5,000 characters that is no text"),
        (f"{TABLE}{'.'.join('a' * 300_000)} = 1\n", "2:1", "a key of more than 50 parts"),
        (f"{TABLE}a = {'[' * 100_000}\n", "2:55", "nested more than 50 deep"),
        (f"{TABLE}{'.'.join('a' * 40)} = 1\n", "2:33", "nested more than 16 deep"),
        ("tool = {coverage-lint = 3}\n", "1:25", "tool.coverage-lint must be a table of settings"),
        ("[[tool.coverage-lint]]\n", "1:8", "tool.coverage-lint must be a table of settings"),
        (b"[tool.coverage-lint]\n# \xff\n", "2:3", "pyproject.toml: byte 0xff is not UTF-8"),
        (b"#" * 5 * 1024 * 1024, "1:1", "pyproject.toml: larger than 1 MiB, so it was not read"),
    ],
)
def test_toml_that_cannot_be_used(tmp_path: Path, text: str | bytes, place: str, words: str):
    told_place, message, _ = fault(tmp_path, "pyproject.toml", text)
    assert (told_place, message[: len(words)]) == (f"pyproject.toml:{place}", words)


def test_the_first_fault_in_the_file_is_told(tmp_path: Path):
    place, message, _ = fault(tmp_path, OWN, "limits: {depth: 0}\nselect: 1\nzz: 1\nseverity: {CL3: x}\n")
    assert (place, message.split(";")[0]) == (f"{OWN}:1:17", "limits.depth is 0")


@pytest.mark.parametrize("text", ["[tool.coverage-lint\n", "x = 'tool.coverage-lint'\n[tool.coverage-lint.a\n"])
def test_broken_toml_with_the_table_is_a_fault(tmp_path: Path, text: str):
    assert "is not TOML" in fault(tmp_path, "pyproject.toml", text)[1]


def test_toml_without_the_table_may_be_broken(tmp_path: Path):
    text = "dev = ['coverage-lint>=1', \"coverage-lint\",\n[project\n"
    assert settings_of(tmp_path, "pyproject.toml", text).path is None


@pytest.mark.parametrize("name", [OWN, "pyproject.toml"])
def test_a_link_that_leads_nowhere_or_round_in_a_circle_is_a_fault(tmp_path: Path, name: str):
    for folder, target in (("nowhere", "none"), ("circle", name)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / name).symlink_to(target)
        with pytest.raises(SettingsError, match=f"^{name}: cannot be read: "):
            _nearest(tmp_path / folder)


@pytest.mark.parametrize("name", [OWN, "pyproject.toml"])
def test_a_pipe_is_never_opened(tmp_path: Path, name: str):
    os.mkfifo(tmp_path / name)
    with pytest.raises(SettingsError, match=f"^{name}: a pipe, where a file is expected"):
        _nearest(tmp_path)


def test_a_folder_in_the_place_of_settings(tmp_path: Path):
    (tmp_path / "pyproject.toml").mkdir()
    assert _nearest(tmp_path).path is None
    (tmp_path / OWN).mkdir()
    with pytest.raises(SettingsError, match="a folder, where a file is expected"):
        _nearest(tmp_path)


def test_a_file_that_may_not_be_read_is_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    write(tmp_path, OWN, "select: []\n")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("os.open", refuse)
    with pytest.raises(SettingsError, match="cannot be read: permission denied"):
        _nearest(tmp_path)


def test_the_command_shows_a_fault_at_its_line_and_ends_with_2(tmp_path: Path):
    write(tmp_path, "pyproject.toml", f"{TABLE}fail-on = 'eror'\n")
    ended = run(tmp_path, "config")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert " --> pyproject.toml:2:11\n" in ended.stderr
    assert "2 | fail-on = 'eror'\n  |           ^^^^^^" in ended.stderr


def test_a_pack_without_policies_is_a_fault_at_its_name(tmp_path: Path):
    write(tmp_path, "rules/figures.yaml", "[]\n")
    write(tmp_path, OWN, "policies: [rules]\nselect: [CL3]\n")
    ended = run(tmp_path, "config")
    assert ended.returncode == 2
    assert "error: rules holds no policies" in ended.stderr
    assert " --> .coverage-lint.yaml:1:12\n" in ended.stderr


def _nearest(folder: Path):
    from coverage_lint.settings.find import SettingsFinder

    return SettingsFinder(str(folder), str(folder)).nearest(".")
