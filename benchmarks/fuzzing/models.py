"""Models edited as trees, and written in one of YAML's many spellings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fuzzing import edits, oddities, seeds, spelling, tables, words
from fuzzing.trial import Input

if TYPE_CHECKING:
    from random import Random

    from fuzzing.spelling import Fields

MODEL = "coverage.yaml"
_LEADS = ("---", "%YAML 1.2\n---", "%YAML 1.1\n---", "# x", "\ufeff", "--- # x", "", "%TAG !e! tag:x\n---")
_TAILS = (
    "...", "---\ncoverage_model: 1", "--- x", "---\ncoverage_model: 1\nplan: {name: B}\n---\n", "", "}", "x",
)  # fmt: skip


def model_input(rng: Random) -> Input:
    """Draw a model, and a check of it."""
    tree = tree_of(rng)
    style = spelling.any_style(rng)
    parts = [_commented(part, rng) for part in spelling.sections(tree, style, rng)]
    if style.json:
        parts = [spelling.inline(tree, style)]
    lead, tail = _around(rng, style.end)
    data = encoded(lead + "".join(parts) + tail, rng)
    shuffled = None
    if data == "".join(parts).encode("utf-8", "replace") and _may_be_shuffled(tree, data, parts):
        others = parts[1:]
        rng.shuffle(others)
        shuffled = "".join([parts[0], *others]).encode()
    files = {MODEL: data}
    if b"people.csv" in data:
        files["people.csv"] = tables.people(rng)
    asked = words.check(rng, MODEL if rng.random() < 0.9 else ".", structure=0.4)
    stdin = b""
    if rng.random() < 0.05:
        asked, stdin, shuffled = words.check(rng, "-", "--stdin-name", MODEL), data, None
    github = rng.random() < 0.05
    return Input("models", files, asked, stdin=stdin, encoding=words.encoding(rng), github=github, shuffled=shuffled)


def tree_of(rng: Random) -> Fields:
    """Draw a model's tree: an example, edited, or what the schema allows."""
    if rng.random() < 0.15:
        tree = seeds.whole_from_schema(rng)
        edits.edit(tree, rng, rng.choice((0, 1, 2)))
        return tree
    tree = seeds.model(rng)
    edits.edit(tree, rng, rng.choice((1, 1, 2, 3, 5, 8)))
    return tree


def encoded(text: str, rng: Random) -> bytes:
    """Return a model's bytes, mostly UTF-8."""
    if rng.random() < 0.03:
        return text.encode(rng.choice(("utf-16", "utf-8-sig", "utf-16-le", "utf-32")), "replace")
    return text.encode("utf-8", "replace")


def _commented(part: str, rng: Random) -> str:
    if rng.random() > 0.08:
        return part
    lines = part.split("\n")
    lines[rng.randrange(len(lines))] += f" {rng.choice(oddities.IGNORES)}"
    return "\n".join(lines)


def _around(rng: Random, end: str) -> tuple[str, str]:
    """Draw what stands before and behind a model: mostly nothing."""
    if rng.random() > 0.08:
        return "", ""
    return rng.choice(_LEADS) + end, rng.choice(_TAILS) + end


def _may_be_shuffled(tree: Fields, data: bytes, parts: list[str]) -> bool:
    """Return True if the order of sections cannot matter: no anchor, comment, key twice or unclosed bracket."""
    keys = [key for key, _ in tree]
    plain = all(key.isidentifier() for key in keys)
    sound = not any(sign in data for sign in (b"&", b"*", b"[[[", b"{a: {a", b"#")) and all(parts)
    return len(parts) > 1 and len(set(keys)) == len(keys) and keys[0] == "coverage_model" and plain and sound
