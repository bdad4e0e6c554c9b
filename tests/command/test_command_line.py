from __future__ import annotations

import os
import subprocess
from importlib import import_module
from pathlib import Path

import pytest
from running import CLEAN, MISSPELT, command, environment, python, run, start

from coverage_lint.command import check, main
from coverage_lint.version import __version__


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "clean.yaml").write_text(CLEAN, encoding="utf-8")
    (tmp_path / "broken.yaml").write_text(MISSPELT, encoding="utf-8")
    (tmp_path / "in" / "deep").mkdir(parents=True)
    (tmp_path / "in" / "deep" / "x.yaml").write_text("a: 1\n", encoding="utf-8")
    return tmp_path


def test_version(tmp_path: Path):
    ended = start(tmp_path, "--version")
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, f"coverage-lint {__version__}\n".encode(), b"")


def test_help_of_a_command_is_shown_behind_and_before_its_name(tmp_path: Path):
    for name in ("check", "policies test", "policies"):
        asked = run(tmp_path, "help", *name.split())
        assert asked.returncode == 0
        assert asked.stdout == run(tmp_path, *name.split(), "--help").stdout
    assert run(tmp_path, "help", "chekc").returncode == 2


def test_explain_lists_the_policies_whose_codes_begin_so(tmp_path: Path):
    listed = run(tmp_path, "explain", "cl31").stdout.decode()
    codes = [line.split()[0] for line in listed.splitlines() if line.startswith("  CL")]
    assert codes[:2] == ["CL310", "CL311"]
    assert all(code.startswith("CL31") for code in codes)
    assert run(tmp_path, "explain", "CL301").stdout.startswith(b"CL301 quota-over-assignment")


def test_help_names_every_command_with_examples_and_statuses(tmp_path: Path):
    text = run(tmp_path, "--help").stdout.decode()
    assert all(f"  {name}" in text for name in main.COMMANDS)
    assert "examples:\n  coverage-lint init" in text
    assert "exit codes:" in text


@pytest.mark.parametrize("name", main.COMMANDS)
def test_help_of_each_command_has_examples(name: str, tmp_path: Path):
    ended = run(tmp_path, *name.split(), "--help")
    text = ended.stdout.decode()
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert text.startswith(f"usage: coverage-lint {name} ")
    assert f"examples:\n  coverage-lint {name}" in text
    assert max(map(len, text.splitlines())) <= 120


@pytest.mark.parametrize("name", main.COMMANDS)
def test_a_module_stands_behind_each_command(name: str):
    module = import_module(f"coverage_lint.command.{name.replace(' ', '.')}")
    assert callable(module.configure)
    assert callable(module.run)


def test_every_module_that_runs_is_a_command():
    folder = os.path.dirname(main.__file__)
    modules = Path(folder).glob("**/*.py")
    running = {
        " ".join(path.relative_to(folder).with_suffix("").parts)
        for path in modules
        if "\ndef run(arguments" in path.read_text(encoding="utf-8")
    }
    assert running == set(main.COMMANDS)


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["check", "clean.yaml"], 0),
        (["check", "broken.yaml"], 1),
        (["check"], 1),
        (["check", "broken.yaml", "--fail-on", "never"], 0),
        (["check", "broken.yaml", "--ignore", "CL0"], 1),
        (["check", "broken.yaml", "--ignore", "CL"], 2),
        (["check", "missing.yaml"], 2),
        (["check", "--no-such-option"], 2),
        (["check", "clean.yaml", "--fail-on", "fatal"], 2),
        ([], 2),
        (["chekc"], 2),
        (["--no-such-option"], 2),
        (["policies"], 2),
        (["policies", "lst"], 2),
        (["policies", "--help"], 0),
    ],
)
def test_exit_status(arguments: list[str], status: int, folder: Path):
    ended = start(folder, *arguments)
    assert ended.returncode == status, ended
    assert (status == 2) == (ended.stdout == b"" and ended.stderr != b"")


def test_no_model_is_misuse_only_when_no_path_was_named(tmp_path: Path):
    (tmp_path / "other.yaml").write_text("a: 1\n", encoding="utf-8")
    assert run(tmp_path, "check").returncode == 2
    ended = run(tmp_path, "check", "other.yaml")
    assert (ended.returncode, ended.stdout) == (0, b"no model among the files; 1 file passed over\n")


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["chekc"], "did you mean 'check'?"),
        (["list"], "did you mean 'policies list'?"),
        (["policies", "lst", "rules"], "did you mean 'policies list'?"),
        (["clean.yaml"], "did you mean 'coverage-lint check clean.yaml'?"),
        (["--strict"], "coverage-lint check --strict"),
        (["check", "--formt", "json"], "did you mean --format?"),
        (["check", "--format", "jsno"], "; did you mean json? (see"),
        (["check", "--fail-on", "warn"], "; did you mean warning? (see"),
        (["check", "claen.yaml"], "claen.yaml: no such file or folder; did you mean clean.yaml?"),
        (["check", "inn/deep/x.yaml"], "inn/deep/x.yaml: no such file or folder; did you mean in/deep/x.yaml?"),
        (["check", "--select", "CL999", "clean.yaml"], "CL999"),
        (["check", "--select", "unknown-kye", "clean.yaml"], "did you mean unknown-key?"),
        (["check", "--on", "20270101"], "YYYY-MM-DD"),
        (["check", "--on", "2027-02-30"], "YYYY-MM-DD"),
        (["check", "-", "clean.yaml"], "cannot be combined with other paths"),
        (["check", "--stdin-name", "x.yaml"], "only for the path '-'"),
    ],
)
def test_misuse_says_what_was_probably_meant(arguments: list[str], hint: str, folder: Path):
    ended = start(folder, *arguments)
    assert ended.returncode == 2
    assert hint in ended.stderr.decode()
    assert ended.stderr.startswith(b"coverage-lint: error: ")


def test_paths_may_stand_on_both_sides_of_options(folder: Path):
    ended = run(folder, "check", "clean.yaml", "--select", "CL0", "broken.yaml", "--format", "concise")
    assert ended.stdout.startswith(b"broken.yaml:3:3: error CL011 unknown-key: ")
    assert ended.stderr.startswith(b"1 error, 0 warnings, 0 infos; ")


def test_a_path_that_begins_with_a_hyphen_goes_behind_two(tmp_path: Path):
    (tmp_path / "-odd.yaml").write_text(MISSPELT, encoding="utf-8")
    ended = run(tmp_path, "check", "--select=CL0", "--format", "concise", "--", "-odd.yaml")
    assert ended.stdout.startswith(b"-odd.yaml:3:3: error CL011 ")


def test_lists_of_codes_take_commas_and_may_be_repeated(folder: Path):
    ended = run(folder, "check", "broken.yaml", "--select", "CL010, CL020", "--select=unknown-key")
    assert ended.returncode == 1
    assert run(folder, "check", "broken.yaml", "--select", "CL010,CL020").returncode == 0


def test_a_fault_of_the_program_is_one_line_and_status_3(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    def fail(_: object) -> int:
        raise LookupError("no such\nthing")

    monkeypatch.setattr(check, "run", fail)
    monkeypatch.chdir(folder)
    monkeypatch.delenv("COVERAGE_LINT_TRACEBACK", raising=False)
    assert main.main(["check"]) == 3
    told = capsys.readouterr().err
    assert told.startswith("coverage-lint: a bug in coverage-lint, not in the model: LookupError: no such thing. ")
    assert told.count("\n") == 1
    monkeypatch.setenv("COVERAGE_LINT_TRACEBACK", "1")
    assert main.main(["check"]) == 3
    assert "Traceback (most recent call last):" in capsys.readouterr().err


def test_an_interrupt_is_status_130(monkeypatch: pytest.MonkeyPatch):
    def interrupt(_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(check, "run", interrupt)
    assert main.main(["check"]) == 130


def test_a_reader_that_goes_away_is_no_fault(tmp_path: Path):
    many = "coverage_model: 1\ngoals:\n" + "".join(f"  - {{id: g{number}, targte: 1}}\n" for number in range(90))
    (tmp_path / "m.yaml").write_text(many, encoding="utf-8")
    reading, writing = os.pipe()
    os.close(reading)
    ended = subprocess.run(
        command("check", "m.yaml"), cwd=tmp_path, env=environment(), stdout=writing, stderr=subprocess.PIPE, check=False
    )
    os.close(writing)
    assert (ended.returncode, ended.stderr) == (1, b"")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="only Linux has /dev/full")
def test_output_that_cannot_be_written_is_no_success(folder: Path):
    shell = ["sh", "-c", 'exec "$@" > /dev/full', "sh", *command("check", "clean.yaml")]
    ended = subprocess.run(shell, cwd=folder, env=environment(), capture_output=True, check=False)
    assert (ended.returncode, ended.stderr.count(b"\n")) == (3, 1)
    assert b"cannot be written" in ended.stderr


@pytest.mark.skipif(os.name == "nt", reason="a shell closes the streams")
def test_closed_streams_leave_the_status(folder: Path):
    shell = ["sh", "-c", 'exec "$@" <&- >&- 2>&-', "sh"]
    for name, status in (("clean.yaml", 0), ("broken.yaml", 1)):
        ended = subprocess.run([*shell, *command("check", name)], cwd=folder, env=environment(), check=False)
        assert ended.returncode == status
    shell = ["sh", "-c", 'exec "$@" <&-', "sh", *command("check", "-")]
    ended = subprocess.run(shell, cwd=folder, env=environment(), capture_output=True, check=False)
    assert (ended.returncode, b"closed" in ended.stderr) == (2, True)


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
@pytest.mark.parametrize("output", ["text", "concise", "json"])
def test_any_name_can_be_shown_in_any_encoding(encoding: str, output: str, tmp_path: Path):
    (tmp_path / "zürich-日本.yaml").write_text("coverage_model: 1\nplan:\n  ownr: é日😀\n", encoding="utf-8")
    ended = start(tmp_path, "check", "--format", output, PYTHONIOENCODING=encoding)
    assert ended.returncode == 1, ended
    assert b"CL011" in ended.stdout
    assert ("zürich-日本".encode() in ended.stdout) == (encoding == "utf-8")
    ended.stdout.decode(encoding)


@pytest.mark.parametrize("output", ["text", "concise", "json"])
def test_two_runs_give_the_same_bytes(output: str, folder: Path):
    first, second = (
        start(folder, "check", "--format", output, "--show-undecided", PYTHONHASHSEED=seed) for seed in ("1", "2")
    )
    assert (first.stdout, first.stderr) == (second.stdout, second.stderr)


def test_a_clean_piped_run_imports_neither_rich_nor_what_shows_findings(folder: Path):
    code = (
        "import sys; from coverage_lint.command.main import main; main(['check', 'clean.yaml']); "
        "print(*sys.modules, file=sys.stderr)"
    )
    ended = python(code, folder)
    loaded = set(ended.stderr.decode().split())
    assert "coverage_lint.render.findings.text" in loaded
    assert not loaded & {"rich", "dataclasses", "shutil", "traceback", "coverage_lint.render.findings.finding"}


def test_importing_the_package_imports_none_of_its_modules(tmp_path: Path):
    ended = python("import sys, coverage_lint; print(*sys.modules)", tmp_path)
    assert [name for name in ended.stdout.decode().split() if name.startswith("coverage_lint")] == ["coverage_lint"]
