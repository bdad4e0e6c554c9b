"""What a plain check imports, which is most of the time that it takes, and what of it users of the API never see."""

from __future__ import annotations

import gc
import subprocess
import sys
from pathlib import Path

import pytest
from running import CLEAN, environment, python, run

from coverage_lint import check
from coverage_lint.errors import Misuse

MOST_MODULES = 171
"""Of the package's own, in a plain check with a filled cache: not to grow without a thought."""
SPARED = {
    "argparse", "ast", "calendar", "dataclasses", "email.utils", "gettext", "importlib.util", "inspect", "json",
    "locale", "pathlib", "rich", "ruamel.yaml", "shutil", "socket", "subprocess", "tempfile", "traceback",
    "urllib.parse",
}  # fmt: skip
"""What a plain check has no need of, and has imported at some time or other."""
CHECK = "import sys; from coverage_lint.command.main import main; sys.argv = ['coverage-lint', 'check', {!r}]; main()\n"
BROKEN = {
    "bracket": b"coverage_model: 1\nplan: {owner: [ada\n",
    "quotes": b"coverage_model: 1\nplan: 'ada\n",
    "tab": b"coverage_model: 1\nplan:\n\towner: ada\n",
    "colon": b"coverage_model: 1\nplan: a: b\n",
    "alias": b"coverage_model: 1\nplan: *nobody\n",
    "handle": b"coverage_model: 1\nplan: !a!b c\n",
    "control": b"coverage_model: 1\nplan: a\x01b\n",
    "escape": b'coverage_model: 1\nplan: "\\q"\n',
    "version": b"%YAML 3.0\n---\ncoverage_model: 1\n",
    "tagged": b"coverage_model: 1\nplan: {owner: &a !!str ada, name: *a, note: !x y, more: |\n  z\n}\n",
    "keys": b"coverage_model: 1\nplan: {owner: ada, owner: bo, [a]: b}\n",
}


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("COVERAGE_LINT_CACHE", str(tmp_path.parent / f"{tmp_path.name}-cache"))
    path = tmp_path / "a.yaml"
    path.write_text(CLEAN, encoding="utf-8")
    return path


def loaded(model: Path) -> set[str]:
    """Return what a plain check imports beside what Python itself does."""
    code = CHECK.format(str(model)) + "print(*sys.modules, file=sys.stderr)"
    bare = set(python("import sys; print(*sys.modules)", model.parent).stdout.decode().split())
    return set(python(code, model.parent).stderr.decode().split()) - bare


def test_a_plain_check_imports_little(model: Path):
    loaded(model)  # fills the cache
    found = loaded(model)
    assert not found & SPARED
    assert not {name for name in found if name.startswith(("ruamel.yaml", "email.", "jsonschema."))}
    own = {name for name in found if name.startswith("coverage_lint")}
    assert "coverage_lint.policy.run" in own
    assert len(own) <= MOST_MODULES


@pytest.mark.parametrize("name", BROKEN)
def test_the_command_reads_as_a_program_that_uses_the_package_does(name: str, tmp_path: Path):
    """The one with stand-ins beside libyaml's binding, the other with all of ruamel.yaml."""
    (tmp_path / "a.yaml").write_bytes(BROKEN[name])
    alone = run(tmp_path, "check", "a.yaml", "--format", "json")
    shared = "import ruamel.yaml, sys; from coverage_lint.command.main import main; sys.exit(main(sys.argv[1:]))"
    line = [sys.executable, "-c", shared, "check", "a.yaml", "--format", "json"]
    other = subprocess.run(line, cwd=tmp_path, env=environment(), capture_output=True, check=False)
    assert alone.returncode == other.returncode
    assert alone.stdout == other.stdout
    assert b'"code": "CL0' in alone.stdout


READ = """
import ruamel.yaml, _ruamel_yaml
from ruamel.yaml.events import MappingStartEvent, ScalarEvent
fast = ruamel.yaml.YAML(typ="safe")
assert fast.load("a: [1, 2.5, x]") == {"a": [1, 2.5, "x"]}
try:
    fast.load("a: [")
except ruamel.yaml.error.MarkedYAMLError as error:
    assert isinstance(error, ruamel.yaml.parser.ParserError) and error.problem_mark.line == 1
else:
    raise AssertionError
assert _ruamel_yaml.MappingStartEvent is MappingStartEvent and issubclass(_ruamel_yaml.ScalarEvent, ScalarEvent)
import email.utils, jsonschema_rs
assert email.utils.parsedate_to_datetime("Sun, 8 Nov 2026 16:26:25 +0000").year == 2026
"""
USE = "import coverage_lint; assert coverage_lint.check('a.yaml').models\n"


@pytest.mark.parametrize("program", [USE + READ, READ + USE + READ])
def test_a_program_that_uses_the_package_has_ruamel_yaml_as_it_is_in_either_order(program: str, model: Path):
    python(program, model.parent)


def test_threads_of_a_program_read_yaml_while_models_are_checked(model: Path):
    reading = (
        "import threading\n"
        "failed = []\n"
        "def read():\n"
        "    try:\n"
        "        exec(READ)\n"
        "    except BaseException as error:\n"
        "        failed.append(error)\n"
        "def use():\n"
        "    try:\n"
        "        exec(USE)\n"
        "    except BaseException as error:\n"
        "        failed.append(error)\n"
        "threads = [threading.Thread(target=one) for one in (read, use, read, use)]\n"
        "[one.start() for one in threads]; [one.join() for one in threads]\n"
        "assert not failed, failed\n"
    )
    python(f"READ, USE = {READ!r}, {USE!r}\n{reading}", model.parent)


def test_ruamel_yaml_can_still_be_imported_behind_the_command(model: Path):
    behind = "import ruamel.yaml\nassert ruamel.yaml.YAML().load('a: [1, x]') == {'a': [1, 'x']}\nimport email.utils\n"
    python(CHECK.format(str(model)) + behind + "assert email.utils.formatdate(0)\n", model.parent)


@pytest.mark.parametrize("running", [True, False])
def test_the_collector_is_paused_in_the_api_and_left_as_it_was(
    running: bool,  # noqa: FBT001
    model: Path,
    monkeypatch: pytest.MonkeyPatch,
):
    seen: list[bool] = []
    listdir = Path.exists
    monkeypatch.setattr("os.path.lexists", lambda path: seen.append(gc.isenabled()) or listdir(Path(path)))
    try:
        if not running:
            gc.disable()
        check(model)
        assert gc.isenabled() is running
        with pytest.raises(Misuse):
            check(model.parent / "missing.yaml")
        assert gc.isenabled() is running
    finally:
        gc.enable()
    assert seen
    assert not any(seen)
