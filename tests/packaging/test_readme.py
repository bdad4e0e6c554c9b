"""What README.md shows is what happens. Its two commands are typed by .ci/run, from the file."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
README = (REPOSITORY / "README.md").read_text(encoding="utf-8")

COMMAND = "import sys; from coverage_lint.command.main import main; sys.exit(main())"


TRANSCRIPTS = re.findall(r"^```console\n\$ coverage-lint (.+)\n((?s:.+?))^```$", README, re.MULTILINE)


def test_it_shows_a_check_and_a_review():
    assert [arguments.split()[0] for arguments, _ in TRANSCRIPTS] == ["check", "review"]


@pytest.mark.parametrize(("arguments", "shown"), TRANSCRIPTS)
def test_a_transcript_is_what_the_command_prints(arguments: str, shown: str):
    ended = subprocess.run(
        [sys.executable, "-c", COMMAND, *shlex.split(arguments)],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert ended.stderr == ""
    if shown.endswith("\n...\n"):
        assert ended.stdout.startswith(shown.removesuffix("...\n"))
    else:
        assert ended.stdout == shown


def test_each_environment_has_one_command_that_stands_alone_on_its_line():
    made = re.findall(r"^```\npython3 -m venv (\S+) && [^\n]+\n```$", README, re.MULTILINE)
    assert made == [".venv", ".venv-test"]
