"""The source itself: one module starts git, one a browser, one reads files, one writes them."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

from coverage_lint.system import git

PACKAGE = Path(__file__).parents[2] / "coverage_lint"
GIT, BROWSER = "system/git.py", "system/browser.py"
READING, WRITING = "system/files.py", "system/whole_file.py"
FILES = {
    READING: "what a person or another file names",
    WRITING: "what is written",
    "system/shipped_data.py": "what ships with the program",
    "system/cache.py": "its own folder, held open",
    "system/sqlite_file.py": "a SQLite file that was looked at and is held open",
    "console/streams.py": "the standard streams",
}
"""The modules that open files, and which."""
STARTS = (
    "subprocess",
    "multiprocessing",
    "pty",
    "concurrent.futures",
    "_posixsubprocess",
    "asyncio",
    "ctypes",
    "runpy",
)
START_CALLS = ("system", "popen", "posix_spawn", "startfile", "fork", "exec", "spawn")
RUNS = {"eval", "exec", "compile", "__import__"}
OPENS = {"open", "fdopen", "read_text", "read_bytes", "write_text", "write_bytes", "copyfile", "copyfileobj", "mkstemp"}
OPENS |= {"NamedTemporaryFile", "TemporaryFile", "mkfifo", "link", "rename", "replace", "mkdir", "makedirs", "copytree"}
OF_OS = {"rename", "replace", "link", "mkdir", "makedirs"}
OPENERS = ("linecache", "fileinput", "zipfile", "tarfile", "shutil", "sqlite3", "mmap", "shelve", "dbm", "pkgutil")
OPENERS += ("importlib.resources", "codecs.open", "io.open", "io.FileIO")
LOADERS = ("FileSystemLoader", "PackageLoader", "ModuleLoader")
"""Of the library that fills templates: each opens files by itself."""
EXPORT = "revisions/export.py"


@cache
def modules() -> dict[str, ast.Module]:
    found = sorted(PACKAGE.rglob("*.py"))
    assert len(found) > 250
    return {path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in found}


def imported(tree: ast.Module) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {one.name for one in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module} | {f"{node.module}.{one.name}" for one in node.names}
    return names


def called(tree: ast.Module) -> set[str]:
    """Return what is called: `open`, and with the name before it `os.open`."""
    calls = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    plain = {call.id for call in calls if isinstance(call, ast.Name)}
    return plain | {
        f"{call.value.id if isinstance(call.value, ast.Name) else ''}.{call.attr}"
        for call in calls
        if isinstance(call, ast.Attribute)
    }


def starts(tree: ast.Module) -> set[str]:
    found = {name for name in imported(tree) if name.split(".")[0] in STARTS or name in STARTS}
    found |= {name for name in called(tree) if name.startswith("os.") and name[3:].startswith(START_CALLS)}
    return found | (called(tree) & RUNS)


def opens(tree: ast.Module) -> set[str]:
    found = set()
    for name in called(tree):
        before, dot, last = name.rpartition(".")
        if last in OPENS and (not dot or last not in OF_OS or before == "os"):
            found.add(name)
    found |= {name for name in imported(tree) if name.startswith(OPENERS) or name.endswith(LOADERS)}
    return found - {"self._folder.open", "dataclasses.replace"}


@pytest.mark.parametrize(
    "line",
    [
        "import subprocess",
        "from subprocess import run",
        "import os; os.system('x')",
        "import os; os.popen('x')",
        "import os; os.execvp('x', [])",
        "import os; os.spawnl(0, 'x')",
        "import os; os.posix_spawn('x', [], {})",
        "import os; os.fork()",
        "import pty",
        "from asyncio import create_subprocess_exec",
        "from multiprocessing import Process",
        "eval('x')",
    ],
)
def test_a_start_of_a_process_is_seen(line: str):
    assert starts(ast.parse(line))


@pytest.mark.parametrize(
    "line",
    [
        "open('x')",
        "import os; os.open('x', 0)",
        "import io; io.open('x')",
        "path.read_text()",
        "path.write_bytes(b'')",
        "from jinja2 import Environment, FileSystemLoader",
        "from jinja2.loaders import PackageLoader",
        "from importlib.resources import files",
        "from io import FileIO",
        "import zipfile",
    ],
)
def test_an_opening_of_a_file_is_seen(line: str):
    assert opens(ast.parse(line))


def test_one_module_starts_git_and_one_a_browser():
    found = {name: starts(tree) for name, tree in modules().items()}
    found = {name: what for name, what in found.items() if what}
    assert found.pop(GIT) == {"subprocess", "subprocess.Popen", "subprocess.DEVNULL", "subprocess.PIPE"}
    assert found.pop(BROWSER) == {
        "subprocess", "subprocess.Popen", "subprocess.DEVNULL", "subprocess.TimeoutExpired",
    }  # fmt: skip
    assert found == {}


def test_the_browser_is_started_for_a_report_as_pdf_alone():
    asking = [name for name, tree in modules().items() if "coverage_lint.system.browser" in imported(tree)]
    assert asking == ["console/report_formats.py"]


def test_only_the_doors_open_files():
    found = {name: opens(tree) for name, tree in modules().items()}
    others = {name: what for name, what in found.items() if what and name not in FILES}
    # Folders and links of an older version, in a temporary folder; anchors of YAML.
    assert others.pop(EXPORT) == {"os.makedirs"}
    assert others.pop("document/yaml/reader.py") == {".open"}
    assert others.pop("command/schema.py") == others.pop("command/fix.py") == {"write_bytes"}  # to standard output
    assert others == {}
    assert found[READING] == {"os.open", "os.fdopen"}
    assert found[WRITING] == {"os.open", "os.fdopen", "mkstemp", "os.replace", "os.makedirs", "os.link"}


def test_every_start_of_git_has_every_guard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    program = tmp_path / "git"
    program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" >> {tmp_path}/words\nenv >> {tmp_path}/environment\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    for name in ("GIT_DIR", "GIT_SSH_COMMAND", "GIT_EXTERNAL_DIFF", "GIT_CONFIG_PARAMETERS", "GIT_ASKPASS", "GIT_X"):
        monkeypatch.setenv(name, "hostile")
    git.ask(str(tmp_path), "rev-parse", "HEAD")
    talk = git.talk(str(tmp_path), "cat-file", "--batch")
    assert talk.answers.read() == b""
    talk.end()
    words = (tmp_path / "words").read_text().splitlines()
    for guard in (
        "core.fsmonitor=false",
        "core.hooksPath=/dev/null",
        "core.sshCommand=false",
        "diff.external=",
        "credential.helper=",
        "protocol.allow=never",
        "safe.bareRepository=explicit",
        "--no-pager",
    ):
        assert words.count(guard) == 2, guard
    environment = (tmp_path / "environment").read_text().splitlines()
    assert "hostile" not in " ".join(environment)
    for guard in (
        "GIT_ALLOW_PROTOCOL=none",
        "GIT_NO_LAZY_FETCH=1",
        "GIT_OPTIONAL_LOCKS=0",
        "GIT_TERMINAL_PROMPT=0",
        "GIT_LITERAL_PATHSPECS=1",
    ):
        assert guard in environment


@pytest.mark.parametrize("word", ["diff", "log", "show", "checkout", "fetch", "status", "archive", "grep"])
def test_git_is_asked_nothing_that_runs_what_a_repository_names(word: str, tmp_path: Path):
    with pytest.raises(AssertionError, match="is not among what git may be asked"):
        git.ask(str(tmp_path), word)


def test_a_git_in_the_folder_itself_is_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    program = tmp_path / "git"
    program.write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\n")
    program.chmod(0o755)
    monkeypatch.chdir(tmp_path)
    for path in ("", ".", "./", ":"):
        monkeypatch.setenv("PATH", path)
        with pytest.raises(git.NoAnswer, match="git was not found"):
            git.ask(str(tmp_path), "rev-parse", "HEAD")
    assert not (tmp_path / "ran").exists()


def test_an_answer_that_never_comes_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "git").write_text("#!/bin/sh\nexec sleep 60\n")
    (tmp_path / "git").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    monkeypatch.setattr(git, "_PATIENCE", 0.2)
    with pytest.raises(git.NoAnswer, match="git gave no answer to 'rev-parse'"):
        git.ask(str(tmp_path), "rev-parse", "HEAD")


def test_an_answer_without_end_is_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "git").write_text("#!/bin/sh\nexec yes\n")
    (tmp_path / "git").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    monkeypatch.setattr(git, "_LARGEST", 3 * 1024 * 1024)
    with pytest.raises(git.NoAnswer, match="git's answer to 'ls-files' is larger than 3 MiB"):
        git.ask(str(tmp_path), "ls-files")
