"""The cache of compiled policies: never believed when stale, broken or somebody else's, and never missed."""

from __future__ import annotations

import os
import pickle
import shutil
import subprocess
import sys
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from coverage_lint.system import cache

if TYPE_CHECKING:
    from collections.abc import Callable

REPOSITORY = Path(__file__).parents[2]
EXAMPLE = str(REPOSITORY / "examples" / "acme-broken")
KEPT = ["amounts", "catalogue", "flat", "operands", "phasings", "policies", "sections", "structure"]
"""What a check of a model with errors keeps, by the beginnings of the files' names."""
OPENED: list[int] = []
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has neither owners nor modes of this kind")


class Trap:
    """Tells that it was unpickled."""

    def __reduce__(self) -> tuple[Callable[[], None], tuple[()]]:
        return (spring, ())


def spring() -> None:
    OPENED.append(1)


@pytest.fixture(autouse=True)
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "kept"
    monkeypatch.setenv("COVERAGE_LINT_CACHE", str(folder))
    OPENED.clear()
    return folder


def content(value: object) -> bytes:
    made = pickle.dumps(value)
    return blake2b(made, digest_size=32).digest() + made


def plant(folder: Path, value: object = None, mode: int = 0o600) -> Path:
    """Write a file as another could have made it: whole, and in the right place."""
    folder.mkdir(mode=0o700, exist_ok=True)
    path = folder / "key.bin"
    path.write_bytes(content(Trap() if value is None else value))
    path.chmod(mode)
    return path


def test_what_is_kept_is_given_back(kept: Path):
    assert cache.recall("key") is None
    cache.remember("key", ("a", 1))
    assert cache.recall("key") == ("a", 1)
    assert cache.recall("other") is None
    assert os.listdir(kept) == ["key.bin"]


@POSIX
def test_only_the_user_can_read_or_change_it(kept: Path):
    umask = os.umask(0)
    try:
        cache.remember("key", 1)
    finally:
        os.umask(umask)
    assert kept.stat().st_mode & 0o777 == 0o700
    assert (kept / "key.bin").stat().st_mode & 0o777 == 0o600


def test_a_trap_springs_where_nothing_keeps_it_from(kept: Path):
    plant(kept)
    cache.recall("key")
    assert OPENED == [1]  # else the tests below would show nothing


@POSIX
@pytest.mark.parametrize("mode", [0o777, 0o770, 0o702, 0o1777, 0o720])
def test_a_folder_that_others_can_write_to_is_not_used(kept: Path, mode: int):
    plant(kept)
    kept.chmod(mode)
    assert cache.recall("key") is None
    cache.remember("new", 1)
    assert OPENED == []
    assert os.listdir(kept) == ["key.bin"]


@POSIX
@pytest.mark.parametrize("mode", [0o644, 0o604, 0o660, 0o755])
def test_a_file_that_is_not_as_it_was_made_here_is_not_read(kept: Path, mode: int):
    """A file out of a repository or an archive is the user's own, but readable by all."""
    plant(kept, mode=mode)
    assert cache.recall("key") is None
    assert OPENED == []


@POSIX
@pytest.mark.parametrize("owned", ["folder", "file"])
def test_what_is_another_users_is_not_read(kept: Path, monkeypatch: pytest.MonkeyPatch, owned: str):
    path = plant(kept)
    real = os.fstat

    def fstat(number: int) -> os.stat_result:
        found = list(real(number))
        if os.path.samestat(real(number), (kept if owned == "folder" else path).stat()):
            found[4] += 1
        return os.stat_result(found)

    monkeypatch.setattr(os, "fstat", fstat)
    assert cache.recall("key") is None
    assert OPENED == []


@POSIX
@pytest.mark.parametrize("link", [os.symlink, os.link])
def test_a_link_is_not_followed(kept: Path, tmp_path: Path, link: Callable[[str, str], None]):
    real = plant(tmp_path / "real")
    kept.mkdir(mode=0o700)
    link(str(real), str(kept / "key.bin"))
    assert cache.recall("key") is None
    assert OPENED == []
    cache.remember("key", "ours")
    assert cache.recall("key") == "ours"
    assert real.read_bytes() == content(Trap())


@POSIX
def test_a_folder_that_is_a_link_is_not_used(kept: Path, tmp_path: Path):
    plant(tmp_path / "real")
    kept.symlink_to(tmp_path / "real")
    assert cache.recall("key") is None
    assert OPENED == []


def test_a_folder_in_the_repository_that_is_checked_is_not_used(
    kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """With a strict umask, what a pull request commits there is as private as what was made here."""
    plant(kept)
    (tmp_path / ".git").mkdir()
    (tmp_path / "plans").mkdir()
    monkeypatch.chdir(tmp_path / "plans")
    assert cache.recall("key") is None
    cache.remember("new", 1)
    assert OPENED == []
    assert os.listdir(kept) == ["key.bin"]


@POSIX
@pytest.mark.parametrize("kind", ["fifo", "folder", "device"])
def test_what_is_no_file_is_not_waited_for(kept: Path, kind: str):
    kept.mkdir(mode=0o700)
    path = kept / "key.bin"
    if kind == "fifo":
        os.mkfifo(path, 0o600)
    elif kind == "folder":
        path.mkdir(mode=0o700)
    else:
        path.symlink_to("/dev/zero")
    assert cache.recall("key") is None
    cache.remember("key", 1)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda held: held[:-1],
        lambda held: held[:40],
        lambda held: held[:10],
        lambda _: b"",
        lambda held: held + b"x",
        lambda held: bytes([held[0] ^ 1]) + held[1:],
        lambda held: held[:50] + bytes([held[50] ^ 128]) + held[51:],
        lambda held: held[:-1] + bytes([held[-1] ^ 4]),
        lambda held: blake2b(held[32:50], digest_size=32).digest() + held[32:50],  # whole, but no pickle
        lambda _: blake2b(b"cno.such\nname\n.", digest_size=32).digest() + b"cno.such\nname\n.",
    ],
)
def test_what_is_broken_is_made_anew(kept: Path, spoil: Callable[[bytes], bytes]):
    path = plant(kept, list(range(100)))
    path.write_bytes(spoil(path.read_bytes()))
    assert cache.recall("key") is None
    cache.remember("key", 1)
    assert cache.recall("key") == 1


def test_what_cannot_be_kept_is_no_fault(kept: Path):
    cache.remember("key", lambda: None)
    assert cache.recall("key") is None
    nested: list[object] = []
    for _ in range(100_000):
        nested = [nested]
    cache.remember("key", nested)
    assert cache.recall("key") is None
    assert not kept.exists() or not os.listdir(kept)
    while nested:
        nested = nested.pop()  # type: ignore[assignment]  # taken apart from outside, else freeing it may go too deep


def test_a_folder_that_is_a_file_or_cannot_be_made_is_no_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "file").write_text("mine")
    for path in (tmp_path / "file", tmp_path / "file" / "below", Path("/dev/null/x")):
        monkeypatch.setenv("COVERAGE_LINT_CACHE", str(path))
        cache.remember("key", 1)
        assert cache.recall("key") is None
    assert (tmp_path / "file").read_text() == "mine"


def test_a_full_disk_leaves_nothing_behind(kept: Path, monkeypatch: pytest.MonkeyPatch):
    cache.remember("old", 1)

    def replace(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", replace)
    cache.remember("key", 1)
    assert os.listdir(kept) == ["old.bin"]


def test_the_oldest_go_and_what_was_never_finished_with_them(kept: Path):
    for number in range(30):
        cache.remember(f"k{number:02}", number)
        os.utime(kept / f"k{number:02}.bin", (1000 + number, 1000 + number))
    for name, age in (("new-1-1", 10), ("new-2-2", 10_000_000_000)):
        (kept / name).write_text("")
        os.utime(kept / name, (age, age))
    (kept / "notes.txt").write_text("mine")
    cache.remember("last", 1)
    assert sorted(os.listdir(kept)) == [
        *(f"k{number:02}.bin" for number in range(7, 30)),
        "last.bin",
        "new-2-2",
        "notes.txt",
    ]


@pytest.mark.parametrize(
    ("settings", "folder"),
    [
        ({"COVERAGE_LINT_CACHE": "off"}, None),
        ({"XDG_CACHE_HOME": "/x"}, "/x/coverage-lint"),
        ({"XDG_CACHE_HOME": "x"}, None),
        ({"HOME": "/home/ada"}, "/home/ada/.cache/coverage-lint"),
        ({"HOME": "ada"}, None),
        ({"COVERAGE_LINT_CACHE": "", "HOME": "/home/ada"}, "/home/ada/.cache/coverage-lint"),
    ],
)
@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="their caches stand elsewhere")
def test_where_it_is(monkeypatch: pytest.MonkeyPatch, settings: dict[str, str], folder: str | None):
    for name in ("COVERAGE_LINT_CACHE", "XDG_CACHE_HOME", "HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    assert cache._path() == folder  # noqa: SLF001


def test_the_key_is_of_every_file_module_and_python(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    package = tmp_path / "package"
    (package / "inner").mkdir(parents=True)
    (package / "inner" / "module.py").write_text("a = 1\n")
    policies = tmp_path / "policies.yaml"
    policies.write_text("- 1\n")
    monkeypatch.setattr(cache, "_PACKAGE", str(package))
    keys = [cache.fingerprint([str(policies)])]
    assert keys == [cache.fingerprint([str(policies)])]

    def changed() -> None:
        keys.append(cache.fingerprint([str(policies)]))

    policies.write_text("- 2\n")
    changed()
    (package / "inner" / "module.py").write_text("a = 12\n")
    changed()
    os.utime(package / "inner" / "module.py", ns=(1, 1))
    changed()
    (package / "inner" / "module.py").rename(package / "module.py")
    changed()
    (package / "new.py").write_text("")
    changed()
    monkeypatch.setattr(sys, "version", "3.99.0 (another)")
    changed()
    monkeypatch.setattr("coverage_lint.version.__version__", "99")
    changed()
    assert len(set(keys)) == len(keys)
    (package / ".#lock.py").symlink_to("nobody@nowhere")
    (package / "__pycache__").mkdir()
    (package / "__pycache__" / "x.py").write_text("")
    changed()
    assert keys[-1] == keys[-2]
    (package / "render").mkdir()
    (package / "render" / "later.py").write_text("")
    changed()
    assert keys[-1] == keys[-2]


def test_nothing_that_is_left_out_of_the_key_takes_part_in_compiling():
    program = (
        "import sys\n"
        "from coverage_lint.policy.shipped import read_pack\n"
        "from coverage_lint.system.shipped_data import field_files, policy_files\n"
        "read_pack(policy_files(), field_files())\n"
        "print(*sorted({name.split('.')[1] for name in sys.modules if name.startswith('coverage_lint.')}))\n"
    )
    ran = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert "policy" in ran.stdout.split()
    assert set(ran.stdout.split()).isdisjoint(cache._LATER)  # noqa: SLF001


# --- Through the command ---------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a checkout of one's own, to change."""
    folder = tmp_path_factory.mktemp("copy")
    for name in ("coverage_lint", "policies", "schemas"):
        shutil.copytree(REPOSITORY / name, folder / name, ignore=shutil.ignore_patterns("*.cases.yaml"))
    return folder


def told(top: Path, **environment: str | None) -> str:
    """Return what a check of the broken example tells; it must be no traceback."""
    held = {**os.environ, "PYTHONPATH": str(top), "PYTHONHASHSEED": "1", **environment}
    call = [sys.executable, "-m", "coverage_lint", "check", "--format", "concise", "--engine", "interpreter", EXAMPLE]
    done = subprocess.run(
        call, cwd=top, env={k: v for k, v in held.items() if v is not None}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout + done.stderr


def test_cold_warm_broken_and_off_tell_the_same(copy: Path, kept: Path, tmp_path: Path):
    without = told(copy, COVERAGE_LINT_CACHE="off")
    assert not kept.exists()
    assert told(copy) == without
    paths = sorted(kept.iterdir())
    assert [path.name.partition("-")[0] for path in paths] == KEPT
    made = [path.stat().st_mtime_ns for path in paths]
    assert told(copy) == without
    assert [path.stat().st_mtime_ns for path in paths] == made  # they were read, not made again
    for path in paths:
        path.write_bytes(path.read_bytes()[:-9])
    assert told(copy) == without
    assert not {path.stat().st_mtime_ns for path in paths} & set(made)
    homeless = told(copy, COVERAGE_LINT_CACHE=None, HOME=str(tmp_path / "nowhere"), XDG_CACHE_HOME=None)
    assert homeless == without


def test_a_policy_changed_by_one_byte_is_the_one_that_is_asked(copy: Path, kept: Path):
    before = told(copy)
    policies = copy / "policies" / "process.yaml"
    text = policies.read_text()
    policies.write_text(text.replace("default: 366", "default: 999", 1))
    try:
        after = told(copy)
        assert before != after == told(copy, COVERAGE_LINT_CACHE="off")
    finally:
        policies.write_text(text)
    assert len(list(kept.iterdir())) == 2 * len(KEPT)


def test_several_processes_at_once(copy: Path, kept: Path):
    held = {**os.environ, "PYTHONPATH": str(copy)}
    call = [sys.executable, "-m", "coverage_lint", "check", "--format", "concise", "--engine", "interpreter", EXAMPLE]
    started = [
        subprocess.Popen(call, env=held, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(3)
    ]
    ended = [process.communicate() for process in started]
    assert len(set(ended)) == 1
    assert {process.returncode for process in started} == {1}
    assert sorted(path.name.partition("-")[0] for path in kept.iterdir()) == KEPT
