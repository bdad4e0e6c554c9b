"""The command within the process of the tests: its folder, streams and environment are its own, and it starts at once.

Where the process itself is the matter, such as its start, its encoding or its end, tests start one.
"""

from __future__ import annotations

import os
import sys
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from io import BytesIO, TextIOWrapper
from subprocess import CompletedProcess
from typing import TYPE_CHECKING

from coverage_lint.command.main import main

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path


def run_here(
    folder: Path, *arguments: str, stdin: bytes = b"", environment: Mapping[str, str] | None = None
) -> CompletedProcess[bytes]:
    """Run the command in a folder, piped."""
    out, err = (TextIOWrapper(BytesIO(), encoding="utf-8") for _ in range(2))
    given = TextIOWrapper(BytesIO(stdin), encoding="utf-8")
    with chdir(folder), redirect_stdout(out), redirect_stderr(err), _surroundings(given, environment or os.environ):
        status = main(list(arguments))
    shown = [stream.buffer.getvalue() for stream in (out, err) if not stream.flush()]  # type: ignore[attr-defined]
    return CompletedProcess(arguments, status, *shown)


@contextmanager
def _surroundings(stdin: TextIOWrapper, environment: Mapping[str, str]) -> Iterator[None]:
    """Put standard input and environment in the place of those that there are."""
    usual, usual_environment = sys.stdin, dict(os.environ)
    try:
        sys.stdin = stdin
        _replace(environment)
        yield
    finally:
        sys.stdin = usual
        _replace(usual_environment)


def _replace(environment: Mapping[str, str]) -> None:
    wanted = dict(environment)
    for name in set(os.environ) - set(wanted):
        del os.environ[name]
    os.environ.update(wanted)
