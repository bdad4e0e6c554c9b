"""The one door to git: every git process of this program is started here, with one set of guards.

git is asked for facts by commands that read its own data. None of them shows a difference, converts a file, moves
the working tree or talks to another machine, so no program that attributes or a configuration name has a part in it.
What could still start one is switched off by options, which go before every configuration.
"""

from __future__ import annotations

import os
import os.path
from typing import TYPE_CHECKING

from coverage_lint.frozen import NamedTuple
from coverage_lint.system.reach import git_top

if TYPE_CHECKING:
    from subprocess import Popen
    from threading import Timer
    from typing import IO

COMMANDS = frozenset(
    ("cat-file", "config", "for-each-ref", "ls-files", "ls-tree", "merge-base", "rev-list", "rev-parse")
)
"""What git may be asked."""

_OFF = (
    "core.fsmonitor=false",
    "core.hooksPath=" + os.devnull,
    "core.untrackedCache=false",
    "core.alternateRefsCommand=",
    "core.askPass=",
    "core.sshCommand=false",
    "core.gitProxy=none",
    "core.attributesFile=" + os.devnull,
    "credential.helper=",
    "diff.external=",
    "protocol.allow=never",
    "submodule.recurse=false",
    "safe.bareRepository=explicit",
    "color.ui=false",
    "i18n.logOutputEncoding=UTF-8",
)
_SET = {
    "GIT_ALLOW_PROTOCOL": "none",  # goes before any `protocol.*.allow` of a repository
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_PAGER": "cat",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}
_KEPT = frozenset(
    (
        "GIT_ALTERNATE_OBJECT_DIRECTORIES",  # with the next: where a push waits while a server's hook looks at it
        "GIT_OBJECT_DIRECTORY",
        "GIT_CONFIG_COUNT",  # with KEY_n and VALUE_n: how jobs say which folders they trust
        "GIT_CONFIG_GLOBAL",
        "GIT_CONFIG_NOSYSTEM",
        "GIT_CONFIG_SYSTEM",
        "GIT_DISCOVERY_ACROSS_FILESYSTEM",
        "GIT_EXEC_PATH",
    )
)
"""Variables of git's that are passed on; any other may be a hook's or a wrapper's, and would change the answers.

The environment is the caller's, never a pull request's, and the options above go before a configuration in it.
"""
_KEPT_TOO = ("GIT_CONFIG_KEY_", "GIT_CONFIG_VALUE_")
_PATIENCE = 300
"""Seconds that one answer, or one conversation, may take."""
_LARGEST = 512 * 1024 * 1024
_LARGEST_ERROR = 64 * 1024
_CHUNK = 1024 * 1024


class NoAnswer(Exception):  # noqa: N818 - what happened
    """git cannot be asked, or does not answer; the words say why."""


class Answer(NamedTuple):
    """What git said."""

    code: int
    out: bytes
    error: str

    @property
    def line(self) -> str:
        """The output as one text, without the line break that ends it."""
        return os.fsdecode(self.out.removesuffix(b"\n"))


class Conversation(NamedTuple):
    """A git that answers as long as it is asked."""

    process: Popen[bytes]
    asked: IO[bytes]
    answers: IO[bytes]
    clock: Timer
    """Ends it where that takes too long."""

    def end(self) -> None:
        """End it, whatever it is doing."""
        self.clock.cancel()
        _stop(self.process)


def place_of(folder: str) -> str:
    """Return where git is asked about a folder: the top of its repository, else the real folder itself.

    Asked in a folder further down, git could take that one for a repository: four committed names are enough.
    """
    real = os.path.realpath(folder)
    return git_top(real) or real


def ask(folder: str, *words: str) -> Answer:
    """Ask git about the repository of a folder, from its top. Raises NoAnswer."""
    from threading import Thread

    process = _start(folder, words, talking=False)
    assert process.stdout is not None  # noqa: S101 - it was asked for
    assert process.stderr is not None  # noqa: S101 - likewise
    out, error = _Taken(process.stdout, _LARGEST), _Taken(process.stderr, _LARGEST_ERROR)
    clock = _clock(process)
    try:
        beside = Thread(target=error.take, daemon=True)
        beside.start()
        out.take()
        if out.cut:
            raise NoAnswer(f"git's answer to '{words[0]}' is larger than {_LARGEST // _CHUNK:,} MiB")
        beside.join()
        code = process.wait()
    finally:
        late = not clock.is_alive()
        clock.cancel()
        _stop(process)
    if late:
        raise NoAnswer(f"git gave no answer to '{words[0]}' in {_PATIENCE} seconds")
    return Answer(code, bytes(out.data), os.fsdecode(bytes(error.data)).strip())


def talk(folder: str, *words: str) -> Conversation:
    """Begin a conversation about the repository of a folder. Raises NoAnswer."""
    process = _start(folder, words, talking=True)
    assert process.stdin is not None  # noqa: S101 - it was asked for
    assert process.stdout is not None  # noqa: S101 - likewise
    return Conversation(process, process.stdin, process.stdout, _clock(process))


def _stop(process: Popen[bytes]) -> None:
    """End a process, whatever it is doing."""
    if process.poll() is None:
        process.kill()
    for stream in (process.stdin, process.stdout, process.stderr):
        if stream is not None:
            try:
                stream.close()
            except OSError:  # what was still to be written has no reader
                continue
    process.wait()


class _Taken:
    """What a stream gave, up to a limit; the rest of a long error is dropped."""

    def __init__(self, stream: IO[bytes], most: int) -> None:
        self.data = bytearray()
        self.cut = False
        self._stream = stream
        self._most = most

    def take(self) -> None:
        while part := self._stream.read(_CHUNK):
            self.data += part[: self._most - len(self.data)]
            self.cut = self.cut or len(self.data) == self._most
            if self.cut and self._most == _LARGEST:
                return


def _start(folder: str, words: tuple[str, ...], *, talking: bool) -> Popen[bytes]:
    from subprocess import DEVNULL, PIPE, Popen

    if words[0] not in COMMANDS:
        raise AssertionError(f"git {words[0]} is not among what git may be asked")
    place = place_of(folder)
    options = ["--no-pager", *(word for setting in _OFF for word in ("-c", setting)), *_bare(place)]
    try:
        return Popen(  # noqa: S603 - words from outside stand behind --end-of-options, and no shell reads them
            [_program(), *options, *words],
            cwd=place,
            env=_environment(place),
            stdin=PIPE if talking else DEVNULL,
            stdout=PIPE,
            stderr=DEVNULL if talking else PIPE,
        )
    except FileNotFoundError:
        raise NoAnswer(f"{folder} is not there any more") from None
    except (OSError, ValueError) as error:  # words beyond what a system takes, or with a NUL
        raise NoAnswer(f"git cannot be run: {getattr(error, 'strerror', None) or error}") from None


def _program() -> str:
    """Return the git that people use: never one of the folder that is checked, as a path without a root would be."""
    for folder in os.environ.get("PATH", os.defpath).split(os.pathsep):
        path = os.path.join(folder, "git.exe" if os.name == "nt" else "git")
        if os.path.isabs(folder) and os.path.isfile(path) and os.access(path, os.X_OK):
            return path
    raise NoAnswer("git was not found, which revisions are read with; two files or folders need none")


def _environment(place: str) -> dict[str, str]:
    """Return the caller's environment with those of git's variables that are known to be harmless."""
    held = {
        name: value
        for name, value in os.environ.items()
        if not name.upper().startswith("GIT_") or name in _KEPT or name.startswith(_KEPT_TOO)
    }
    # An invalid repository is not made up for by one further up.
    return held | _SET | {"GIT_CEILING_DIRECTORIES": os.path.dirname(place)}


def _bare(place: str) -> tuple[str, ...]:
    """Name a repository without a working tree, as on a server: only where no other one is, and only one's own."""
    if os.path.lexists(os.path.join(place, ".git")):
        return ()
    looks = os.path.isfile(os.path.join(place, "HEAD")) and os.path.isdir(os.path.join(place, "objects"))
    mine = os.name == "nt" or os.stat(place).st_uid == os.geteuid() if looks else False
    return ("--git-dir=.",) if mine else ()


def _clock(process: Popen[bytes]) -> Timer:
    """End a process that takes too long."""
    from threading import Timer

    clock = Timer(_PATIENCE, process.kill)
    clock.daemon = True
    clock.start()
    return clock
