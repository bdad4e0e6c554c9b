"""A folder that is itself a git repository, as a commit can bring it: its configuration would run a command."""

from __future__ import annotations

import hashlib
import struct
from typing import TYPE_CHECKING

from fuzzing.trial import MARK

if TYPE_CHECKING:
    from random import Random

_RUNS = f'"touch \\"${MARK}\\""'
_MISSING = "12345678" * 5
_CONFIG = f"""\
[core]
	repositoryformatversion = 1
	fsmonitor = {_RUNS}
	sshCommand = {_RUNS}
	gitProxy = {_RUNS}
	askPass = {_RUNS}
	alternateRefsCommand = {_RUNS}
	hooksPath = hooks
	pager = {_RUNS}
	editor = {_RUNS}
	attributesFile = attributes
[diff]
	external = {_RUNS}
[diff "x"]
	textconv = {_RUNS}
	command = {_RUNS}
[filter "x"]
	clean = {_RUNS}
	smudge = {_RUNS}
	process = {_RUNS}
	required = true
[credential]
	helper = "!touch \\"${MARK}\\""
[uploadpack]
	packObjectsHook = {_RUNS}
[alias]
	ls-files = "!touch \\"${MARK}\\""
	rev-parse = "!touch \\"${MARK}\\""
[extensions]
	partialClone = origin
[remote "origin"]
	url = "ext::sh -c touch% ${MARK}"
	promisor = true
[protocol "ext"]
	allow = always
[include]
	path = more
"""


def trap(folder: str, rng: Random) -> dict[str, bytes]:
    """Return the files of such a repository, with a model among them."""
    kind = rng.choice(("\tbare = true\n", "\tbare = false\n\tworktree = .\n", "\tworktree = ..\n", ""))
    config = _CONFIG.replace("[core]\n", f"[core]\n{kind}", 1)
    files = {
        "HEAD": rng.choice((b"ref: refs/heads/main\n", _MISSING.encode() + b"\n")),
        "config": config.encode(),
        "more": b"[core]\n\tfsmonitor = " + _RUNS.encode() + b"\n",
        "attributes": b"* filter=x diff=x\n",
        "objects/info/keep": b"",
        "refs/heads/main": _MISSING.encode() + b"\n",
        "index": _index(),
        "hooks/post-index-change": f'#!/bin/sh\ntouch "${MARK}"\n'.encode(),
        ".gitmodules": f'[submodule "a"]\n\tpath = a\n\turl = ext::sh -c touch% ${MARK}\n\tupdate = !touch\n'.encode(),
        "coverage.yaml": b"coverage_model: 1\nplan: {name: B, currency: USD}\n",
    }
    inside = f"{folder}/.git" if rng.random() < 0.2 else folder
    return {f"{folder if name == 'coverage.yaml' else inside}/{name}": data for name, data in files.items()}


def _index() -> bytes:
    """Return an index of one file that is not checked out, whose object is missing: git would fetch it."""
    name = b".gitignore"
    entry = struct.pack(">10I", 0, 0, 0, 0, 0, 0, 0o100644, 0, 0, 0) + bytes.fromhex(_MISSING)
    entry += struct.pack(">HH", 0x4000 | len(name), 0x4000) + name
    entry += b"\0" * (8 - len(entry) % 8)
    whole = b"DIRC" + struct.pack(">II", 3, 1) + entry
    return whole + hashlib.sha1(whole, usedforsecurity=False).digest()
