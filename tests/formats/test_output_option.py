from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from junit_schemas import read_xml
from made_reports import TOP, run, start

from coverage_lint.command.main import main
from coverage_lint.console.format_options import FORMATS

if TYPE_CHECKING:
    from pathlib import Path

MODEL = "coverage_model: 1\nplan:\n  ownr: ada\n"
ONLY = ("--select", "CL0")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "coverage.yaml").write_text(MODEL, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def check(*arguments: str) -> int:
    return main(["check", *ONLY, *arguments])


@pytest.mark.parametrize("form", FORMATS)
def test_a_file_holds_what_standard_output_would(form: str, folder: Path):
    (folder / "ü 😀.yaml").write_text(MODEL, encoding="utf-8")
    shown = run(folder, *ONLY, "--format", form)
    filed = run(folder, *ONLY, "--output", f"{form}=a b=c.out")
    assert (folder / "a b=c.out").read_bytes() == shown.stdout
    assert b"coverage.yaml" in shown.stdout
    assert filed.stdout == run(folder, *ONLY).stdout
    assert filed.returncode == shown.returncode == 1


def test_all_formats_at_once(folder: Path):
    outputs = [part for form in FORMATS for part in ("--output", f"{form}=out.{form}")]
    ended = run(folder, *ONLY, "--format", "concise", *outputs)
    assert ended.stdout.startswith(b"coverage.yaml:3:3: error CL011 ")
    assert sorted(path.name for path in folder.iterdir()) == sorted(
        ["coverage.yaml", *(f"out.{one}" for one in FORMATS)]
    )
    for form in ("json", "sarif", "gitlab"):
        json.loads((folder / f"out.{form}").read_text(encoding="utf-8"))
    read_xml((folder / "out.junit").read_text(encoding="utf-8"))


@pytest.mark.parametrize("example", ["acme", "acme-broken"])
def test_two_runs_give_the_same_bytes(example: str, tmp_path: Path):
    written = []
    for seed in "12":
        files = {form: tmp_path / f"{form}-{seed}" for form in FORMATS}
        outputs = [part for form, file in files.items() for part in ("--output", f"{form}={file}")]
        shown = start(TOP / "examples", example, *outputs, PYTHONHASHSEED=seed).stdout
        written.append((shown, {form: file.read_bytes() for form, file in files.items()}))
    assert written[0] == written[1]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--output", "srif=a"), "'srif' is not a format; did you mean sarif?"),
        (("--output", "a.sarif"), "'a.sarif' is not FORMAT=FILE, such as sarif=findings.sarif"),
        (("--output", "sarif"), "'sarif' is not FORMAT=FILE, such as"),
        (("--output", "xml=a"), "'xml' is not a format; the formats are text, concise, json, sarif, junit"),
        (("--output", "sarif="), "'sarif=' names no file; write sarif=FILE"),
        (("--output", "sarif=-"), "'-' is not a file; --format sarif writes to standard output"),
        (("--output", "sarif=no/where/a.sarif"), "no/where/a.sarif cannot be written: there is no folder no/where"),
        (("--output", "sarif=coverage.yaml/a"), "coverage.yaml/a cannot be written: there is no folder coverage.yaml"),
        (("--output", "sarif=."), ". is a folder"),
        (("--output", "json=a", "--output", "sarif=./a"), "./a is given twice"),
        (("--output", "json=coverage.yaml"), "coverage.yaml is one of the checked files, so it is not overwritten"),
        (("--format", "yaml"), "invalid choice: 'yaml'"),
    ],
)
def test_a_wrong_call_is_misuse_and_writes_nothing(
    arguments: tuple[str, ...], told: str, folder: Path, capsys: pytest.CaptureFixture[str]
):
    assert check(*arguments) == 2
    assert told in capsys.readouterr().err
    assert [path.name for path in folder.iterdir()] == ["coverage.yaml"]
    assert (folder / "coverage.yaml").read_text(encoding="utf-8") == MODEL


def test_a_link_to_a_model_is_not_written_over_either(folder: Path):
    (folder / "link").symlink_to("coverage.yaml")
    assert check("--output", "json=link") == 2
    assert (folder / "coverage.yaml").read_text(encoding="utf-8") == MODEL


def test_a_file_that_cannot_be_written_stays_as_it_was(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    (folder / "a.sarif").write_text("before", encoding="utf-8")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    assert check("--output", "sarif=a.sarif") == 2
    told = capsys.readouterr()
    assert "--output: a.sarif cannot be written: No space left on device" in told.err
    assert "error[CL011 unknown-key]" in told.out  # what was found is shown all the same
    assert (folder / "a.sarif").read_text(encoding="utf-8") == "before"
    assert sorted(path.name for path in folder.iterdir()) == ["a.sarif", "coverage.yaml"]


def test_a_file_keeps_its_permissions_and_a_link_stays_one(folder: Path):
    (folder / "kept").write_text("before, and longer than what comes" * 500, encoding="utf-8")
    (folder / "kept").chmod(0o600)
    (folder / "link").symlink_to("kept")
    assert check("--output", "gitlab=link", "--output", "json=new") == 1
    assert (folder / "link").is_symlink()
    assert json.loads((folder / "kept").read_text(encoding="utf-8"))[0]["check_name"] == "CL011 unknown-key"
    assert (folder / "kept").stat().st_mode & 0o777 == 0o600
    mask = os.umask(0)
    os.umask(mask)
    assert (folder / "new").stat().st_mode & 0o777 == 0o666 & ~mask


@pytest.mark.parametrize(("path", "kind"), [("/dev/stderr", "a pipe"), ("/dev/zero", "a device"), ("fifo", "a pipe")])
def test_what_is_no_file_is_not_written_to(folder: Path, path: str, kind: str):
    os.mkfifo(folder / "fifo")
    ended = start(folder, *ONLY, "--format", "concise", "--output", f"gitlab={path}")
    assert ended.returncode == 2
    assert f"--output: {path} is not written: it is {kind}".encode() in ended.stderr
    assert ended.stdout == b""


@pytest.mark.usefixtures("folder")
def test_the_exit_status_is_that_of_the_check():
    assert check("--output", "json=a", "--fail-on", "never") == 0
    assert check("--output", "json=a") == 1


def test_what_a_format_tells_of_the_undecided_is_in_its_file(folder: Path):
    (folder / "coverage.yaml").write_text("coverage_model: 1\ngroups: [{id: north, quota: 5}]\n", encoding="utf-8")
    main(["check", "--output", "json=a.json"])
    (model,) = json.loads((folder / "a.json").read_text(encoding="utf-8"))["models"]
    assert any(entry["lacks"] for entry in model["undecided"])


def test_text_loads_nothing_of_the_other_formats(folder: Path):
    code = (
        "import sys; from coverage_lint.command.main import main; main(['check', '--select', 'CL0']); "
        "print(sorted(name for name in sys.modules if name.startswith('coverage_lint')), file=sys.stderr)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(TOP)},
        capture_output=True,
        text=True,
        check=True,
    )
    for late in ("sarif", "junit", "github", "gitlab", "markdown", "json_document", "fingerprints", "repository_paths"):
        assert f"coverage_lint.render.{late}'" not in ended.stderr
    assert "coverage_lint.policy.policy_page'" not in ended.stderr
    assert "coverage_lint.render.findings.text'" in ended.stderr
