"""Bytes garbled without regard to what they say: flipped, cut, doubled, spliced, encoded otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fuzzing import oddities, seeds

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

PIECES = tuple(
    piece.encode("utf-8", "surrogatepass")
    for piece in (
        "\n", "\r", "\r\n", "\t", " ", ":", "-", "- ", "? ", ": ", "{", "}", "[", "]", ",", "#", "&a ", "*a", "!", "!!", "|", ">",
        "'", '"', "%", "@", "`", "---\n", "...\n", "--- ", "---{", "%YAML 1.1\n", "%YAML 9.9\n", "%TAG !a! tag:x,0\n", "<<: *a\n",
        "coverage_model: 1\n", " coverage_model: 1\n", "? coverage_model\n: 1\n", '"coverage_model": 1\n', "!!str coverage_model: 1\n",
        '"coverage\\u005fmodel": 1\n', "coverage_model: 2\n", "coverage_model: one\n", "{coverage_model: 1}", "\x00", "\x1b[2J",
        "\x85", "\u2028", "\u2029", "\ufeff", "\ud800", "\U0010ffff", "\xff", "<<<<<<< HEAD\n", "=======\n", ">>>>>>> x\n",
        *oddities.IGNORES, *oddities.RAW[:40],
    )
)  # fmt: skip
ENCODINGS = ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8-sig", "latin-1", "cp1252", "utf-7", "cp037", "utf-8")
MARKERS = (
    b"coverage_model: 1\n", b"", b"\xef\xbb\xbfcoverage_model: 1\n", b'{"coverage_model": 1, ', b"--- {coverage_model: 1}\n",
    b"coverage_model: 1\r", b"? coverage_model\n: 1\n", b"  coverage_model: 1\n", b"# x\n---\ncoverage_model: 1\n",
)  # fmt: skip


def garbled(data: bytes, rng: Random, most: int = 5) -> bytes:
    """Return bytes after some random changes."""
    for _ in range(rng.randrange(1, most + 1)):
        data = rng.choice(_CHANGES)(data, rng)
    return data


def text(rng: Random) -> bytes:
    """Draw the bytes of a file that calls itself a model, or nearly."""
    shape = rng.randrange(10)
    if shape == 0:
        return rng.choice(MARKERS) + rng.randbytes(rng.randrange(1, 200))
    if shape == 1:
        return rng.choice(MARKERS) + b"".join(rng.choices(PIECES, k=rng.randrange(1, 40)))
    whole = seeds.text(seeds.path_of_model(rng))
    if shape == 2:
        return _otherwise_encoded(whole, rng)
    if shape == 3:
        return whole.encode()[: rng.randrange(len(whole))]
    if shape == 4:
        from_here, lines = rng.randrange(200), whole.splitlines(keepends=True)
        return ("coverage_model: 1\n" + "".join(lines[from_here:])).encode()
    return garbled(_shorter(whole, rng).encode(), rng)


def _shorter(whole: str, rng: Random) -> str:
    """Cut a long text between sections, so that more are seen in a second."""
    parts = whole.split("\n\n")
    if len(whole) < 6_500 or rng.random() < 0.1:
        return whole
    start = rng.randrange(len(parts))
    return "coverage_model: 1\n" + "\n\n".join(parts[start : start + 4])


def _otherwise_encoded(whole: str, rng: Random) -> bytes:
    if rng.random() < 0.3:
        whole = rng.choice((whole.replace("\n", "\r"), whole.replace("\n", "\r\n"), whole.replace("a", "ä")))
    encoded = whole.encode(rng.choice(ENCODINGS), "replace")
    return encoded if rng.random() < 0.5 else garbled(encoded, rng, 2)


def _flip(data: bytes, rng: Random) -> bytes:
    if not data:
        return data
    at = rng.randrange(len(data))
    return data[:at] + bytes([data[at] ^ 1 << rng.randrange(8)]) + data[at + 1 :]


def _insert(data: bytes, rng: Random) -> bytes:
    at = rng.randrange(len(data) + 1)
    return data[:at] + rng.choice(PIECES) + data[at:]


def _cut(data: bytes, rng: Random) -> bytes:
    start, end = sorted(rng.randrange(len(data) + 1) for _ in range(2))
    return data[:start] + data[min(end, start + rng.choice((1, 5, 50, 500))) :]


def _double(data: bytes, rng: Random) -> bytes:
    start, end = sorted(rng.randrange(len(data) + 1) for _ in range(2))
    return data[:end] + data[start : min(end, start + 400)] * rng.choice((1, 1, 2, 20)) + data[end:]


def _line(data: bytes, rng: Random) -> bytes:
    """Move, indent or double a line."""
    lines = data.split(b"\n")
    at = rng.randrange(len(lines))
    line = lines[at]
    moved = rng.choice((line, b" " + line, line.lstrip(), b"\t" + line, line + b" x", b"# " + line))
    if rng.random() < 0.7:
        del lines[at]
    lines.insert(rng.randrange(len(lines) + 1) if rng.random() < 0.5 else at, moved)
    return b"\n".join(lines)


def _comment(data: bytes, rng: Random) -> bytes:
    """Put an ignore comment behind a line."""
    lines = data.split(b"\n")
    lines[rng.randrange(len(lines))] += b" " + rng.choice(oddities.IGNORES).encode()
    return b"\n".join(lines)


_CHANGES: tuple[Callable[[bytes, Random], bytes], ...] = (
    _flip, _insert, _insert, _cut, _double, _line, _line, _comment,
)  # fmt: skip
