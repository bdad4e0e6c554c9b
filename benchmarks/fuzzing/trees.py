"""Two commits of a repository, whose trees hold what git can hold: links, submodules, any bytes for a name."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from fuzzing import edits, seeds, spelling, words
from fuzzing.garble import garbled
from fuzzing.traps import trap
from fuzzing.trial import Input

if TYPE_CHECKING:
    from random import Random

_NAMES = (
    b"coverage.yaml", b"plans/coverage.yaml", b"plans/north.yaml", b"plans/south.yml", b"plans/deep/er/x.json", b"caf\xc3\xa9.yaml",
    b"caf\xe9.yaml", b"a\nb.yaml", b"a\tb.yaml", b" .yaml", b"-x.yaml", b'"q".yaml', b"a\\b.yaml", b"::error::.yaml", b"a:b.yaml",
    b"\x1b[31m.yaml", b"%0A.yaml", b"x" * 200 + b".yaml", b"*.yaml", b"[a].yaml", b":(icase)x.yaml", b"archive/old.yaml",
    b"plans/people.csv", b"README.md", b"plans/.hidden.yaml", b"PLANS/coverage.yaml", b"~.yaml", b"{a,b}.yaml", b"HEAD", b"main", b"out",
)  # fmt: skip
_TARGETS = (
    b"coverage.yaml", b"plans", b"nowhere", b"../outside/secret.csv", b"../outside/secret.yaml", b"../../outside/secret.yaml", b"../outside/fifo", b"../..", b".", b"link", b"a\nb", b"/dev/stdin", b"x" * 300,
)  # fmt: skip
_PATHS = ("plans", "coverage.yaml", ".", "nowhere", ":(top)plans")
_ENDS: tuple[tuple[str, ...], ...] = (
    ("base", "main"), ("base", "main"), ("base..main",), ("base...main",), ("base",), ("main^",), ("HEAD",), ("main", "base"),
)  # fmt: skip
_ODD_ENDS = ("nowhere", "--help", "HEAD@{9}", ":/x", "base:plans", "", "@{-1}", "base^^^", "main --", "^main")
_SETTINGS = (b"ignore: [CL3]\n", b"exclude: [archive/]\n", b"x: [\n", b"")
_OTHER_MARKERS = (b"x-model", b"# coverage_model")


class _Entry(NamedTuple):
    mode: bytes
    content: bytes


_Tree = dict[bytes, _Entry]


def tree_input(rng: Random) -> Input:
    """Draw two commits and perhaps a working tree, and a command that reads them."""
    older = _tree(rng)
    newer = _later(older, rng)
    history = _commit(b"base", older) + _commit(b"main", newer)
    files: dict[str, bytes] = {}
    links: dict[str, str] = {}
    if rng.random() < 0.5:
        for name, entry in newer.items():
            if entry.mode == b"120000":
                links[os.fsdecode(name)] = os.fsdecode(entry.content)
            elif entry.mode != b"160000":
                files[os.fsdecode(name)] = entry.content
        if rng.random() < 0.3:
            files[os.fsdecode(rng.choice(_NAMES))] = _model(rng)
        if rng.random() < 0.3:
            files |= trap(rng.choice(("plans", "plans", "archive")), rng)
    if rng.random() < 0.1:
        files[".gitattributes"] = b"* filter=x diff=x\n"
    return Input("trees", files, _words(rng), links=links, history=history, encoding=words.encoding(rng))


def _words(rng: Random) -> tuple[str, ...]:
    paths = [f"--path={rng.choice(_PATHS)}"] if rng.random() < 0.3 else []
    ends = (rng.choice(_ODD_ENDS),) if rng.random() < 0.1 else rng.choice(_ENDS)
    return rng.choice(
        (
            *(words.diff(rng, *ends, *paths),) * 6,
            words.check(rng, "plans"),
            words.check(rng),
            words.report(rng, "plans"),
            (*words.report(rng, "."), "--base", "base"),
        )
    )


def _tree(rng: Random) -> _Tree:
    made: _Tree = {}
    for name in rng.sample(_NAMES, rng.randrange(1, 6)):
        made[name] = _entry(rng, name)
    if rng.random() < 0.2:
        made[b".coverage-lint.yaml"] = _Entry(b"100644", rng.choice(_SETTINGS))
    if rng.random() < 0.1:
        made[b".gitattributes"] = _Entry(b"100644", b"* filter=x diff=x\n")
    return _sound(made)


def _entry(rng: Random, name: bytes) -> _Entry:
    mode = rng.choice((b"100644",) * 12 + (b"100755", b"120000", b"160000"))
    if mode == b"160000":
        return _Entry(mode, b"1" * 40)
    if mode == b"120000":
        return _Entry(mode, rng.choice(_TARGETS))
    if name.endswith(b".csv"):
        return _Entry(mode, b"id,role\nvera,head-of-sales\n")
    return _Entry(mode, _model(rng))


def _model(rng: Random) -> bytes:
    tree = seeds.model(rng, seeds.MODELS[rng.choice((0, 1, 1, 1, 2))][0])
    edits.edit(tree, rng, rng.choice((0, 1, 2)))
    for pair in tree:
        if pair[0] == "plan" and isinstance(pair[1], spelling.Fields) and rng.random() < 0.5:
            pair[1].append(["status", rng.choice(("draft", "published", "approved"))])
    data = spelling.write(tree, spelling.Style(), rng).encode("utf-8", "replace")
    return rng.choice((b"", b"x\n", b"coverage_model: [\n", garbled(data, rng))) if rng.random() < 0.15 else data


def _later(older: _Tree, rng: Random) -> _Tree:
    """Change a tree: rename, empty, delete, break, link, edit."""
    newer = dict(older)
    for _ in range(rng.choice((1, 1, 2, 4))):
        name = rng.choice([*newer, b"coverage.yaml"])
        act = rng.randrange(9)
        held = newer.get(name)
        if act == 0 and held:
            newer[rng.choice(_NAMES)] = newer.pop(name)
        elif act == 1:
            newer.pop(name, None)
        elif act == 2:
            newer[name] = _Entry(b"100644", b"")
        elif act == 3:
            newer[name] = _Entry(b"120000", rng.choice(_TARGETS))
        elif act == 4:
            newer[name] = _Entry(b"160000", b"2" * 40)
        elif act == 5 and held:
            unmarked = held.content.replace(b"coverage_model", rng.choice(_OTHER_MARKERS))
            newer[name] = held._replace(content=unmarked)
        elif act == 6 and held:
            newer[name] = held._replace(content=garbled(held.content, rng))
        elif act == 7 and held:
            newer[rng.choice(_NAMES)] = held
        else:
            newer[name] = _entry(rng, name)
    return _sound(newer)


def _sound(tree: _Tree) -> _Tree:
    """Leave out a file whose name is a folder's, which no tree can hold."""
    folders = {name[:at] for name in tree for at in range(len(name)) if name[at : at + 1] == b"/"}
    return {name: entry for name, entry in tree.items() if name not in folders}


def _commit(branch: bytes, tree: _Tree) -> bytes:
    """Return the commands of fast-import for a commit that holds a tree; the second one follows the first."""
    follows = b"from refs/heads/base\n" if branch == b"main" else b""
    when = b"1797498000" if branch == b"main" else b"1797411600"
    head = b"commit refs/heads/%s\ncommitter A <a@example.org> %s +0000\ndata 1\nx\n" % (branch, when)
    lines = [head, follows, b"deleteall\n"]
    for name, entry in tree.items():
        quoted = b'"' + b"".join(_quoted(byte) for byte in name) + b'"'
        if entry.mode == b"160000":
            lines.append(b"M 160000 " + entry.content + b" " + quoted + b"\n")
        else:
            lines.append(b"M %s inline %s\ndata %d\n%s\n" % (entry.mode, quoted, len(entry.content), entry.content))
    return b"".join(lines) + b"\n"


def _quoted(byte: int) -> bytes:
    return bytes([byte]) if 32 <= byte < 127 and byte not in b'"\\' else b"\\%03o" % byte
