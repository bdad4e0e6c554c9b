"""Standard input and output, safely: any encoding, a reader that goes away, a full disk, none at all."""

from __future__ import annotations

import os
import sys
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from typing import TextIO

_UTF_8 = frozenset({"utf-8", "utf8", "utf_8", "u8", "cp65001"})


class OutputLost(Exception):  # noqa: N818 - what happened
    """What was to be shown cannot be written, so that the run must not look like a good one."""


def prepare() -> None:
    """Make the standard streams accept every character: those that their encoding lacks are escaped."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def encoding_of(stream: TextIO | None) -> str:
    """Return the encoding of a stream; UTF-8 is always 'utf-8'."""
    name = getattr(stream, "encoding", None) or "utf-8"
    return "utf-8" if name.lower() in _UTF_8 else name


def write(stream: TextIO | None, text: str, *, commands: bool = False) -> None:
    """Write text at once. A reader that has gone is no fault; a stream that was closed takes nothing.

    Where a service reads its log for commands, text that spells one is shielded, unless it is a command of ours.
    Raises OutputLost.
    """
    if stream is None:
        return
    if not commands and ("##" in text or "::" in text):
        from coverage_lint.render.shield import reads_commands, shielded

        text = shielded(text, "text") if reads_commands(os.environ) else text
    try:
        stream.write(text)
        stream.flush()
    except BrokenPipeError:
        silence(stream)
    except OSError as error:
        silence(stream)
        raise OutputLost(error.strerror or str(error)) from error


def write_bytes(stream: TextIO | None, data: bytes) -> None:
    """Write bytes as they are. Raises OutputLost."""
    binary: IO[bytes] | None = getattr(stream, "buffer", None)
    if binary is None:
        write(stream, data.decode("utf-8"))
        return
    try:
        binary.write(data)
        binary.flush()
    except BrokenPipeError:
        silence(stream)
    except OSError as error:
        silence(stream)
        raise OutputLost(error.strerror or str(error)) from error


def silence(stream: TextIO | None) -> None:
    """Discard buffered output; otherwise the interpreter reports it when it ends."""
    if stream is not None:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


def read_input(limit: int) -> bytes | None:
    """Read standard input, but no more than a byte beyond a limit; None when there is none."""
    if sys.stdin is None:
        return None
    return sys.stdin.buffer.read(limit + 1)
