"""libyaml's complaints in plain words, at the exact place."""

from __future__ import annotations

from coverage_lint.codes import finding
from coverage_lint.document.yaml.events import MarkedYAMLError, YAMLError
from coverage_lint.findings import Finding, Related
from coverage_lint.location import Location, Source

_TAB = "a tab can't indent; use spaces"
_NO_VALUE = "did not find expected node content"
_PLAIN = {
    "mapping values are not allowed in this context": "a ':' where no key can stand; "
    "put text that holds ': ' in quotes, or give the key the indentation of its neighbours",
    "did not find expected key": "neither a key of the mapping above nor part of a value; check the indentation",
    "did not find expected '-' indicator": "no '- ' item of the list above; check the indentation",
    "did not find expected ',' or '}'": "a '}' or ',' is missing",
    "did not find expected ',' or ']'": "a ']' or ',' is missing",
    _NO_VALUE: "a value is missing",
    "could not find expected ':'": "a ':' is missing behind the key",
    "found unexpected ':'": "a ':' within text; put the text in quotes",
    "found unexpected end of stream": "the quotes are never closed",
    "found unexpected document indicator": "the quotes are never closed",
    "found invalid Unicode character escape code": "an escape that stands for no character: half of a surrogate pair",
    "found unknown escape character": "an unknown escape; write \\\\ for a backslash, or use single quotes",
    "did not find expected hexdecimal number": "an escape with too few hexadecimal digits",
    "found a tab character where an indentation space is expected": _TAB,
    "found a tab character that violates indentation": _TAB,
    "found incompatible YAML document": "a version of YAML other than 1.1 and 1.2",
    "found undefined tag handle": "an undefined tag; put a value that begins with '!' in quotes",
    "did not find expected <document start>": "text behind the end of a document; begin another with '---'",
    "block sequence entries are not allowed in this context": "a '- ' where no list can begin; "
    "begin the list on a line of its own",
    "did not find expected alphabetic or numeric character": "a name is missing here; "
    "put a value that begins with '*' or '&' in quotes",
}
_OPENED = {
    "while parsing a flow mapping": "opened here",
    "while parsing a flow sequence": "opened here",
    "while scanning a quoted scalar": "opened here",
    "while parsing a block mapping": "the mapping begins here",
    "while parsing a block collection": "the list begins here",
}


def explain_syntax_error(source: Source, error: YAMLError, parsed: str) -> Finding:
    """Return the finding for an exception of the parser; `parsed` is what it was given for the source's text."""
    text = source.text
    if not isinstance(error, MarkedYAMLError):
        return _bad_character(source, error, parsed)
    mark = error.problem_mark or error.context_mark
    at = min(mark.index if mark is not None else len(text), len(text))
    message = _words(text, at, str(error.problem or "not YAML"))
    related: tuple[Related, ...] = ()
    opened = error.context_mark
    if opened is not None and error.context in _OPENED and opened.index < at:
        related = (Related(_one(source, opened.index), _OPENED[error.context]),)
        if _OPENED[error.context] == "opened here" and not text[at:].strip():
            return finding("CL001", related[0].location, message, label="never closed")
    return finding("CL001", _one(source, at), message, related=related)


def _one(source: Source, at: int) -> Location:
    """Return the place of one character, of none at the end of a line."""
    return Location(source, at, at if source.text[at : at + 1] in ("", "\r", "\n") else at + 1)


def _words(text: str, at: int, problem: str) -> str:
    character = text[at : at + 1]
    if "\ufeff" in text[max(at - 1, 0) : at + 1]:
        return "a byte-order mark (U+FEFF), which editors do not show, within the text; remove it"
    if character == "\t" or _indented_by_tab(text, at):
        return _TAB
    if problem == "found character that cannot start any token" or (problem == _NO_VALUE and character == ":"):
        return f"a value cannot begin with {character}; put it in quotes"
    if problem == _NO_VALUE:
        if character in ("]", "}", ","):
            return f"a value is missing before '{character}'"
        if not text[at:].strip():
            return "the text ends where a value or a closing bracket is expected"
    return _PLAIN.get(problem, problem)


def _indented_by_tab(text: str, at: int) -> bool:
    indentation = text[max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1 : at]
    return "\t" in indentation and not indentation.strip(" \t")


def _bad_character(source: Source, error: YAMLError, parsed: str) -> Finding:
    """Explain a character that no YAML text may hold; the parser counts bytes there."""
    position = getattr(error, "position", None)
    if not isinstance(position, int):
        return finding("CL001", Location(source, 0, 0), f"not YAML: {error}")
    at = len(str(parsed.encode()[:position], "utf-8", "ignore"))
    code = ord(source.text[at]) if at < len(source.text) else 0
    name = "a NUL character" if code == 0 else f"a control character (U+{code:04X})"
    return finding("CL001", Location(source, at, min(at + 1, len(source.text))), f"{name}, which no text file holds")
