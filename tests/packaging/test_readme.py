"""What README.md shows is what happens. Its two commands are typed by .ci/run, from the file."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
README = (REPOSITORY / "README.md").read_text(encoding="utf-8")

COMMAND = "import sys; from coverage_lint.command.main import main; sys.exit(main())"


def test_the_transcript_is_what_the_command_prints():
    (transcript,) = re.findall(r"^```console\n\$ coverage-lint (.+)\n((?s:.+?))^```$", README, re.MULTILINE)
    arguments, shown = transcript
    ended = subprocess.run(
        [sys.executable, "-c", COMMAND, *shlex.split(arguments)],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert ended.stderr == ""
    assert ended.stdout == shown


def test_each_environment_has_one_command_that_stands_alone_on_its_line():
    made = re.findall(r"^```\npython3 -m venv (\S+) && [^\n]+\n```$", README, re.MULTILINE)
    assert made == [".venv", ".venv-test"]
