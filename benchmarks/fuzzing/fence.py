"""Keeps what a process and its children write within some folders, and off the network, where the system can.

The inputs try to make the command write elsewhere, and one day one succeeds: it must not be to a file of this machine.
"""

from __future__ import annotations

import ctypes
import os
import struct
import sys

_CREATE, _ADD, _RESTRICT = 444, 445, 446
"""Linux's calls of Landlock; the same on every machine."""
_VERSION = 1
_BENEATH = 1
_NO_NEW_PRIVILEGES = 38
_WRITE, _TRUNCATE = 1 << 1, 1 << 14
_CHANGES = sum(1 << bit for bit in range(4, 13))
"""To make and remove files, folders, links, devices."""
_MOVE = 1 << 13
_CONNECT = 0b11
_FIRST_WITH_TRUNCATE = 3
_FIRST_WITH_NETWORK = 4


def fence(folders: list[str]) -> None:
    """Let this process write below these folders alone. Raises SystemExit where it could harm what lies outside."""
    calls = ctypes.CDLL(None, use_errno=True)
    version = calls.syscall(_CREATE, None, 0, _VERSION) if sys.platform == "linux" else -1
    if version < _FIRST_WITH_TRUNCATE:
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            raise SystemExit(
                "run it as an ordinary user: this system has no Landlock to keep root's writes in a folder"
            )
        return
    rights = _WRITE | _TRUNCATE | _CHANGES | _MOVE
    network = _CONNECT if version >= _FIRST_WITH_NETWORK else 0
    attributes = struct.pack("QQ", rights, network)[: 16 if network else 8]
    rules = calls.syscall(_CREATE, attributes, len(attributes), 0)
    allowed = [(os.devnull, _WRITE | _TRUNCATE), *((folder, rights) for folder in folders)]
    for path, what in allowed:
        held = os.open(path, os.O_PATH | os.O_CLOEXEC)
        if calls.syscall(_ADD, rules, _BENEATH, struct.pack("=Qi", what, held), 0):
            raise SystemExit(f"{path} cannot be fenced in: {os.strerror(ctypes.get_errno())}")
        os.close(held)
    calls.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    if calls.syscall(_RESTRICT, rules, 0):
        raise SystemExit(f"no fence stands: {os.strerror(ctypes.get_errno())}")
    os.close(rules)
