"""One input, laid out in a folder, and a run of the command on it, inside this process, with its streams captured."""

from __future__ import annotations

import io
import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

LONGEST = 10.0
"""Seconds after which a run counts as a hang: of the clock, or, where that may be the machine's fault, of the processor."""
STUCK = 120.0
"""Seconds of the clock after which a run counts as a hang even where other processes hold the processor."""
MARK = "HOSTILE_MARK"
"""The variable that names a file which nothing may write: an input's commands would."""


OUTSIDE = "outside"
"""The folder beside an input's own whose files no run may write to or quote."""
SECRET = b"line-from-outside"
_OUTSIDE_FILES = {
    "secret.csv": b"id,role\n" + SECRET + b",x\n",
    "secret.yaml": b"coverage_model: 1\nplan: {nmae: " + SECRET + b", currency: USD}\n",
    "b.json": b'{"version": "' + SECRET + b'"}\n',
}


class Input(NamedTuple):
    """What is laid out, and what is typed."""

    kind: str
    files: Mapping[str, bytes]
    words: tuple[str, ...]
    links: Mapping[str, str] = {}
    stdin: bytes = b""
    encoding: str = "utf-8"
    """That of standard output."""
    github: bool = False
    """Whether it runs inside GitHub Actions."""
    history: bytes = b""
    """A stream for `git fast-import`; with it, the folder is a repository."""
    shuffled: bytes | None = None
    """The model coverage.yaml with its sections in another order."""


class Run(NamedTuple):
    """How a run ended, and what it printed."""

    code: int
    out: bytes
    err: bytes
    seconds: float
    """What it and its children took of the processor."""
    hung: bool = False
    wrote_mark: bool = False
    wrote_outside: str = ""
    """The name of what was written beside the input's folder."""


class _HangError(BaseException):
    """Raised by the alarm: nothing of the command catches it."""


def lay_out(one: Input, folder: str) -> None:
    """Put an input's files into a folder, which is emptied first. What the file system refuses is left out."""
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    if one.history:
        _import(one.history, folder)
    for path, content in one.files.items():
        whole = os.path.join(folder, path)
        with suppress(OSError, ValueError):
            os.makedirs(os.path.dirname(whole), exist_ok=True)
            with open(whole, "wb") as file:
                file.write(content)
    for path, target in one.links.items():
        with suppress(OSError, ValueError):
            os.symlink(target, os.path.join(folder, path))


def _import(history: bytes, folder: str) -> None:
    for command in ("init -q --template= -b main", "fast-import --quiet --force", "read-tree main"):
        subprocess.run(["git", *command.split()], input=history, cwd=folder, capture_output=True, check=False)


def surroundings(home: str) -> None:
    """Set the environment that every run has, once for the process."""
    for name in [name for name in os.environ if name.startswith(("GIT_", "GITHUB_", "COVERAGE_LINT"))]:
        del os.environ[name]
    os.environ |= {
        "HOME": home,
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "COVERAGE_LINT_CACHE": os.path.join(home, "cache"),
        "COVERAGE_LINT_TRACEBACK": "1",
    }
    settle(home)


def settle(home: str) -> None:
    """Let this process keep its temporary files, the mark and what no run may touch in a folder of its own."""
    os.environ[MARK] = os.path.join(home, "mark")
    os.environ["TMPDIR"] = tempfile.tempdir = os.path.join(home, "tmp")
    shutil.rmtree(tempfile.tempdir, ignore_errors=True)
    os.makedirs(tempfile.tempdir)
    lay_outside(home)


def run(one: Input, words: tuple[str, ...], folder: str) -> Run:
    """Run the command in the folder; one that hangs is stopped, and tried again by the processor's time alone."""
    ended = _run(one, words, folder, {signal.ITIMER_REAL: LONGEST})
    if ended.hung:
        return _run(one, words, folder, {signal.ITIMER_PROF: LONGEST, signal.ITIMER_REAL: STUCK})
    return ended


def _run(one: Input, words: tuple[str, ...], folder: str, limits: Mapping[int, float]) -> Run:
    from coverage_lint.command.main import main

    os.environ.pop("GITHUB_ACTIONS", None)
    if one.github:
        os.environ["GITHUB_ACTIONS"] = "true"
    os.chdir(folder)
    kept = sys.stdin, sys.stdout, sys.stderr
    out, err = (io.TextIOWrapper(io.BytesIO(), one.encoding, write_through=True, newline="\n") for _ in range(2))
    sys.stdin, sys.stdout, sys.stderr = io.TextIOWrapper(io.BytesIO(one.stdin), "utf-8"), out, err
    started, hung, code = _processor_seconds(), False, -1
    try:
        with _alarm(limits):
            code = main(list(words))
    except _HangError:
        hung = True
    except SystemExit as left:
        code = left.code if isinstance(left.code, int) else 1
    finally:
        sys.stdin, sys.stdout, sys.stderr = kept
    seconds = _processor_seconds() - started
    outside = _outside(os.path.dirname(folder))
    return Run(code, out.buffer.getvalue(), err.buffer.getvalue(), seconds, hung, _wrote_mark(), outside)


def _outside(above: str) -> str:
    """Name a file beside the input's folder that is not as it was laid, and lay it anew; '' where all are."""
    place = os.path.join(above, OUTSIDE)
    names = {*_OUTSIDE_FILES, "fifo"}
    try:
        wrong = next((name for name in sorted({*os.listdir(place)} ^ names)), "")
    except OSError:
        wrong = place
    for name, content in _OUTSIDE_FILES.items():
        if not wrong:
            with open(os.path.join(place, name), "rb") as file:
                wrong = "" if file.read() == content else name
    if not wrong and not stat.S_ISFIFO(os.stat(os.path.join(place, "fifo")).st_mode):
        wrong = "fifo"
    if wrong:
        lay_outside(above)
    return wrong


def lay_outside(above: str) -> None:
    """Lay out what stands beside the folder of an input."""
    place = os.path.join(above, OUTSIDE)
    shutil.rmtree(place, ignore_errors=True)
    os.makedirs(place)
    for name, content in _OUTSIDE_FILES.items():
        with open(os.path.join(place, name), "wb") as file:
            file.write(content)
    os.mkfifo(os.path.join(place, "fifo"))


def _wrote_mark() -> bool:
    mark = os.environ[MARK]
    wrote = os.path.lexists(mark)
    if wrote:
        os.unlink(mark)
    return wrote


def _processor_seconds() -> float:
    return sum(os.times()[:4])


@contextmanager
def _alarm(limits: Mapping[int, float]) -> Iterator[None]:
    def ring(_number: int, _frame: object) -> None:
        raise _HangError

    former = {number: signal.signal(number, ring) for number in (signal.SIGALRM, signal.SIGPROF)}
    for timer, seconds in limits.items():
        signal.setitimer(timer, seconds)
    try:
        yield
    finally:
        for timer in limits:
            signal.setitimer(timer, 0)
        for number, handler in former.items():
            signal.signal(number, handler)
