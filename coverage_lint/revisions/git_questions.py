"""Questions to git in one folder; errors are reported in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.errors import Misuse
from coverage_lint.system import git

if TYPE_CHECKING:
    from coverage_lint.system.git import Answer, Conversation


class Git:
    """git in one folder."""

    def __init__(self, folder: str) -> None:
        """Take the folder, as an absolute path."""
        self.folder = folder

    @property
    def place(self) -> str:
        """Where it is asked from, which the paths in its answers start from."""
        return git.place_of(self.folder)

    def ask(self, *words: str) -> Answer:
        """Ask, and return whatever the answer is. Raises Misuse where git cannot be asked at all."""
        try:
            return git.ask(self.folder, *words)
        except git.NoAnswer as error:
            raise Misuse(str(error)) from None

    def tell(self, *words: str) -> Answer:
        """Ask what git must be able to answer. Raises Misuse."""
        answer = self.ask(*words)
        if answer.code:
            raise refusal(answer, self.folder)
        return answer

    def talk(self, *words: str) -> Conversation:
        """Start a conversation; the caller stops its process. Raises Misuse."""
        try:
            return git.talk(self.folder, *words)
        except git.NoAnswer as error:
            raise Misuse(str(error)) from None


def refusal(answer: Answer, folder: str) -> Misuse:
    """Return in plain words why git does not answer."""
    error = answer.error
    if "dubious ownership" in error or "unsafe repository" in error:
        trust = next((line.strip() for line in error.splitlines() if "--add safe.directory" in line), "")
        trust = trust or f"git config --global --add safe.directory {folder}"
        return Misuse(f"git refuses this repository because it belongs to another user; to trust it, run `{trust}`")
    if "cannot use bare repository" in error:
        return Misuse(
            f"{folder} is in a repository without a working tree; run the command in its top folder, as its owner"
        )
    if "not a git repository" in error or "must be run in a work tree" in error:
        return Misuse(f"{folder} is not in a git repository, so there are no revisions; give two files or two folders")
    last = error.splitlines()[-1].removeprefix("fatal: ") if error else f"status {answer.code}"
    return Misuse(f"git cannot read this repository: {last}")
