"""git, asked for facts: without pager, prompt, hook, lock, network, or what an environment of a hook would change."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from coverage_lint.document.walk import SET_BY_HOOKS
from coverage_lint.policy.problems import Misuse

if TYPE_CHECKING:
    from subprocess import Popen

_SET = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_PAGER": "cat",
    # What a partial clone left out is not fetched in passing: no transport is allowed, and newer versions ask less.
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_NO_LAZY_FETCH": "1",
    "LC_ALL": "C",
}
_OPTIONS = ("--no-pager", "-c", "core.fsmonitor=false", "-c", "color.ui=false", "-c", "i18n.logOutputEncoding=UTF-8")
_PATIENCE = 300
"""Seconds that one answer may take."""


class Answer(NamedTuple):
    """What git said."""

    code: int
    out: bytes
    error: str

    @property
    def line(self) -> str:
        """The output as one text, without the line break that ends it."""
        return os.fsdecode(self.out.removesuffix(b"\n"))


class Git:
    """git in one folder."""

    def __init__(self, folder: str) -> None:
        """Take the folder it is asked from; absolute."""
        self.folder = folder

    def ask(self, *words: str) -> Answer:
        """Ask, and give whatever the answer is. Raises Misuse where git cannot be asked at all."""
        from subprocess import TimeoutExpired

        process = self.start(*words)
        try:
            out, error = process.communicate(timeout=_PATIENCE)
        except TimeoutExpired:
            raise Misuse(f"git gave no answer to '{words[0]}' in {_PATIENCE} seconds") from None
        finally:
            stop(process)
        return Answer(process.returncode, out, os.fsdecode(error).strip())

    def tell(self, *words: str) -> Answer:
        """Ask what git must be able to answer. Raises Misuse."""
        answer = self.ask(*words)
        if answer.code:
            raise refusal(answer, self.folder)
        return answer

    def start(self, *words: str, talking: bool = False) -> Popen[bytes]:
        """Begin a conversation, of which the caller stops the process. Raises Misuse."""
        from subprocess import DEVNULL, PIPE, Popen

        environment = {name: value for name, value in os.environ.items() if name not in SET_BY_HOOKS} | _SET
        try:
            return Popen(  # noqa: S603 - words from outside stand behind --end-of-options, and no shell reads them
                ["git", *_OPTIONS, *words],  # noqa: S607 - the git that people use
                cwd=self.folder,
                env=environment,
                stdin=PIPE if talking else DEVNULL,
                stdout=PIPE,
                stderr=DEVNULL if talking else PIPE,
            )
        except FileNotFoundError:
            if not os.path.isdir(self.folder):
                raise Misuse(f"{self.folder} is not there any more") from None
            raise Misuse("git was not found, which revisions are read with; two files or folders need none") from None
        except (OSError, ValueError) as error:  # words beyond what a system takes, or with a NUL
            raise Misuse(f"git cannot be run: {getattr(error, 'strerror', None) or error}") from None


def stop(process: Popen[bytes]) -> None:
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


def refusal(answer: Answer, folder: str) -> Misuse:
    """Say in plain words why git does not answer."""
    error = answer.error
    if "dubious ownership" in error or "unsafe repository" in error:
        trust = next((line.strip() for line in error.splitlines() if "--add safe.directory" in line), "")
        trust = trust or f"git config --global --add safe.directory {folder}"
        return Misuse(f"git refuses this repository, since it belongs to another user; to trust it: `{trust}`")
    if "not a git repository" in error or "must be run in a work tree" in error:
        return Misuse(f"{folder} is in no git repository, so there are no revisions; two files or folders can be given")
    last = error.splitlines()[-1].removeprefix("fatal: ") if error else f"status {answer.code}"
    return Misuse(f"git cannot read this repository: {last}")
