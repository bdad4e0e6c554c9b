"""What must hold of every run: how it ends, and what its output is."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple
from xml.parsers import expat

from fuzzing import seeds
from fuzzing.trial import LONGEST, SECRET

if TYPE_CHECKING:
    from fuzzing.trial import Input, Run

_FRAME = re.compile(rb'  File "[^"]*?(coverage_lint/[^"]+|[^"/]+)", line (\d+), in (\S+)')
_COUNTS = re.compile(rb"^([\d,]+) errors?, ([\d,]+) warnings?, ([\d,]+) infos?;", re.MULTILINE)
_SCHEMAS = {"check": "report", "diff": "change", "report": "plan-report"}


class Fault(NamedTuple):
    """A promise that was broken, and the words that tell two such faults apart or show them to be one."""

    promise: str
    cause: str
    detail: str = ""


def ends_well(ended: Run) -> list[Fault]:
    """Return what is wrong with the way in which a run ended."""
    if ended.hung:
        return [Fault("hang", f"longer than {LONGEST:.0f} s")]
    if ended.wrote_mark:
        return [Fault("ran a command", "the mark was written")]
    text = ended.err + ended.out
    if ended.wrote_outside:
        return [Fault("wrote outside", ended.wrote_outside)]
    if SECRET in text:
        line = next(line for line in text.splitlines() if SECRET in line)
        return [Fault("quoted from outside", line[:60].decode(errors="replace"))]
    if b"Traceback (most recent call last)" in text or b"a bug in coverage-lint" in text or ended.code not in {0, 1, 2}:
        frames = _FRAME.findall(text)
        place = b" ".join(frames[-1]).decode() if frames else ""
        last = next((line for line in reversed(text.splitlines()) if line.strip()), b"").decode(errors="replace")
        cause = f"{place} {last.partition(':')[0][:60]}"
        return [Fault(f"exit {ended.code}", cause, text[-3000:].decode(errors="replace"))]
    if ended.code == 2 and not ended.err.strip():
        return [Fault("silence", "exit 2 without a word")]
    return []


def reads_well(one: Input, ended: Run) -> list[Fault]:
    """Return what is wrong with the output: read it as those do for whom a format is, and look for what a terminal or a log would obey."""
    found: list[Fault] = []
    form = _format(one.words)
    if ended.code < 2 and not ended.hung and one.words[0] in _SCHEMAS and "--help" not in one.words:
        wrong = _unreadable(form, ended.out, _SCHEMAS[one.words[0]])
        found += [Fault(f"{form} unreadable", wrong[:60], wrong)] if wrong else []
    if "always" not in one.words and (sign := re.search(rb"[\x00-\x08\x0b-\x1f\x7f]", ended.out + ended.err)):
        found.append(Fault("control character", f"{sign[0]!r} in {form}", repr((ended.out + ended.err)[-2000:])))
    if one.github and any(b"##[" in line and line[:2] != b"::" for line in (ended.out + ended.err).splitlines()):
        found.append(Fault("workflow command", f"##[ in {form}"))
    return found


def _format(words: tuple[str, ...]) -> str:
    return words[words.index("--format") + 1] if "--format" in words else "markdown" if words[0] == "report" else "text"


def _unreadable(form: str, out: bytes, schema: str) -> str:
    try:
        if form in {"json", "sarif", "gitlab"}:
            document = json.loads(out)
            if form == "json":
                return next((error.message for error in _validator(schema).iter_errors(document)), "")
        elif form == "junit":
            expat.ParserCreate().Parse(out, 1)
        elif form == "github":
            return next((f"no command: {line!r}" for line in out.split(b"\n") if line and line[:2] != b"::"), "")
    except (ValueError, expat.ExpatError) as error:
        return f"{type(error).__name__}: {error}"
    return ""


@cache
def _validator(name: str) -> Any:
    from jsonschema_rs import Draft202012Validator

    return Draft202012Validator(seeds.schema(name))


def counted(ended: Run) -> tuple[int, int, int] | None:
    """Return the numbers of errors, warnings and infos that an output tells."""
    if ended.out.startswith(b"{"):
        try:
            summary = json.loads(ended.out)["summary"]
            return int(summary["errors"]), int(summary["warnings"]), int(summary["infos"])
        except (ValueError, KeyError, TypeError):
            return None
    told = _COUNTS.findall(ended.out + ended.err)
    return tuple(int(number.replace(b",", b"")) for number in told[-1]) if told else None  # type: ignore[return-value]
