"""Inputs that broke a promise: made smaller by leaving lines out, and kept in a folder with what reproduces them."""

from __future__ import annotations

import os
import re
import shlex
import time
from random import Random
from typing import TYPE_CHECKING

from fuzzing.judging import judge
from fuzzing.trial import MARK, lay_out, lay_outside

if TYPE_CHECKING:
    from collections.abc import Callable

    from fuzzing.promises import Fault
    from fuzzing.trial import Input

_PATIENCE = 20
"""Seconds that making an input smaller may take."""
_EACH = 3
"""Inputs that are kept of one cause."""


def keep(one: Input, fault: Fault, folder: str, home: str, about: str, beat: Callable[[], None]) -> None:
    """Keep an input, unless enough of the same cause are kept."""
    slug = re.sub(r"[^A-Za-z0-9]+", "-", f"{fault.promise} {fault.cause}").strip("-")[:100]
    for turn in range(_EACH):
        place = os.path.join(folder, f"{slug}.{turn}")
        try:
            os.makedirs(place)
        except FileExistsError:
            continue
        _write(place, one if fault.promise == "hang" else _smaller(one, fault, home, beat), fault, about)
        return


def _write(place: str, one: Input, fault: Fault, about: str) -> None:
    lay_out(one._replace(history=b""), os.path.join(place, "files"))
    lay_outside(place)
    history = ""
    if one.history:
        history = "git init -b main && git fast-import < ../history && git read-tree main && "
        with open(os.path.join(place, "history"), "wb") as file:
            file.write(one.history)
    stdin = ""
    if one.stdin:
        stdin = " < ../stdin"
        with open(os.path.join(place, "stdin"), "wb") as file:
            file.write(one.stdin)
    settings = f"{MARK}=../mark " + ("GITHUB_ACTIONS=true " if one.github else "")
    settings += f"PYTHONIOENCODING={one.encoding} " if one.encoding != "utf-8" else ""
    with open(os.path.join(place, "reproduce"), "w", encoding="utf-8", errors="surrogateescape") as file:
        file.write(f"# {about}\ncd files && {history}{settings}coverage-lint {shlex.join(one.words)}{stdin}\n")
    with open(os.path.join(place, "found"), "w", encoding="utf-8", errors="surrogateescape") as file:
        file.write(f"{fault.promise}: {fault.cause}\n\n{fault.detail}\n")


def _smaller(one: Input, fault: Fault, home: str, beat: Callable[[], None]) -> Input:
    """Leave out whole files, then lines, as long as the same fault comes."""
    until = time.monotonic() + _PATIENCE
    folder = os.path.join(home, "smaller")

    def still(tried: Input) -> bool:
        beat()
        found = judge(tried._replace(shuffled=None), folder, Random(0), thorough=True).faults
        return any((other.promise, other.cause) == (fault.promise, fault.cause) for other in found)

    if not still(one):
        return one
    for name in list(one.files):
        tried = one._replace(files={path: data for path, data in one.files.items() if path != name})
        if still(tried):
            one = tried
    for name in one.files:
        one = _fewer_lines(one, name, still, until)
    return one


def _fewer_lines(one: Input, name: str, still: Callable[[Input], bool], until: float) -> Input:
    lines = one.files[name].splitlines(keepends=True)
    size = max(1, len(lines) // 2)
    while size and time.monotonic() < until:
        at = 0
        while at < len(lines) and time.monotonic() < until:
            fewer = lines[:at] + lines[at + size :]
            tried = one._replace(files={**one.files, name: b"".join(fewer)})
            if still(tried):
                one, lines = tried, fewer
            else:
                at += size
        size //= 2
    return one
