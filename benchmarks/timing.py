"""Runs commands as whole processes, and reads what each took: wall time, peak memory, exit code."""

from __future__ import annotations

import os
import subprocess
import time
from statistics import median
from typing import NamedTuple

KEPT_OUTPUT = 2_000


class Command(NamedTuple):
    """What to run, the exit code that it must have, and what is added to its environment."""

    words: tuple[str, ...]
    exit_code: int
    settings: tuple[tuple[str, str], ...] = ()


class Run(NamedTuple):
    """One process, from its start until it is gone."""

    seconds: float
    peak_mb: float


class Pairs(NamedTuple):
    """Two commands run in turn, A B A B, after one of each to warm up."""

    first: list[Run]
    second: list[Run]

    def ratio(self) -> float:
        """Return the median, over the pairs, of the first one's time over the second one's."""
        return median(one.seconds / other.seconds for one, other in zip(self.first, self.second, strict=True))


class WrongExitError(Exception):
    """A command did not end as the benchmark expects, so its time means nothing."""


def run_once(command: Command) -> Run:
    """Run a command with its output in a pipe. Raises WrongExitError.

    The kernel counts the parent's memory at the start as the child's, so the parent has to stay small: output
    is read and dropped, and models are generated in processes of their own.
    """
    started = time.perf_counter()
    environment = {**user_environment(), **dict(command.settings)}
    process = subprocess.Popen(command.words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment)
    tail = b""
    if process.stdout is not None:
        with process.stdout as pipe:
            while chunk := os.read(pipe.fileno(), 65_536):
                tail = (tail + chunk)[-KEPT_OUTPUT:]
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != command.exit_code:
        words, shown = " ".join(command.words), tail.decode(errors="replace")
        raise WrongExitError(f"{words}\nended with {process.returncode}, not {command.exit_code}:\n{shown}")
    return Run(seconds, usage.ru_maxrss / 1024)


def run_in_turn(first: Command, second: Command, pairs: int) -> Pairs:
    """Run two commands in turn, A B A B, after one run of each that is not counted. Raises WrongExitError."""
    run_once(first)
    run_once(second)
    measured = Pairs([], [])
    for _ in range(pairs):
        measured.first.append(run_once(first))
        measured.second.append(run_once(second))
    return measured


def user_environment() -> dict[str, str]:
    """Return the environment without Python's own settings, so that .pyc files are used as on users' machines."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}


def median_seconds(runs: list[Run]) -> float:
    """Return the time in the middle."""
    return median(run.seconds for run in runs)


def median_peak(runs: list[Run]) -> float:
    """Return the peak memory in the middle, in MB."""
    return median(run.peak_mb for run in runs)
