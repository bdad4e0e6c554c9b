"""CL010 in plain words: what a value is, what it must be, and what was probably meant."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coverage_lint.document.nodes import Map, Seq, Value
from coverage_lint.frozen import NamedTuple
from coverage_lint.nearness import did_you_mean, nearest_choice, only
from coverage_lint.schemas import TYPE, Schema
from coverage_lint.structure import guesses
from coverage_lint.structure.flow import flow

if TYPE_CHECKING:
    from collections.abc import Callable

_LONGEST_SHOWN = 40
_LARGEST_FRACTION = 2
_MOST_DIGITS = 18
"""Of a count that is read: what is longer is no whole number anybody meant."""
_FILE = re.compile("[.](?:csv|ya?ml|json)$", re.IGNORECASE)


class Words(NamedTuple):
    """What a finding says of a value: a sentence, the label of its place, and how to repair it."""

    message: str
    label: str
    help: str | None
    meant: str | None = None
    """What the value was meant to be, where only one thing can be."""
    is_text: bool = False
    """Whether what was meant is text, and so keeps its quotes."""


def shown(value: Value) -> str:
    """Show a value within a sentence, with its kind where that is the point."""
    if value is None:
        return "empty"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        cut = value if len(value) <= _LONGEST_SHOWN else value[: _LONGEST_SHOWN - 3] + "..."
        return '"' + "".join(letter if letter.isprintable() else "?" for letter in cut) + '"'
    if isinstance(value, Map):
        return "a mapping"
    return "a list" if isinstance(value, Seq) else str(value)


def describe(subject: str, value: Value, keyword: str, schema: Schema, written: str = "") -> Words:
    """Return the words for a value that violates a keyword of its flat schema; `written` is its text in the file.

    Where nothing better is known, the help shows the schema's own example.
    """
    words = _describe(subject, value, keyword, schema, written)
    return words if words.help is not None else words._replace(help=_by_example(subject, schema))


def _by_example(subject: str, schema: Schema) -> str | None:
    """Return how the field is written, with the example in its schema."""
    examples = [one for one in schema.get("examples", ()) if one is not None]
    if not examples:
        fields = schema.get("properties", {})
        named = [name for name in [*schema.get("required", ()), *fields][:1] if "examples" in fields[name]]
        examples = [{name: fields[name]["examples"][0]} for name in named]
    if not examples:
        return None
    field = "" if " " in subject else f"{subject.rpartition('.')[2]}: "
    lead = "Write one of these, for example " if "enum" in schema else "Write, for example, "
    return f"{lead}{field}{flow(examples[0])}".rstrip(".") + "."


def _describe(subject: str, value: Value, keyword: str, schema: Schema, written: str) -> Words:
    if keyword == "maxLength" and isinstance(value, str):
        most = schema["maxLength"]
        message = f"{subject} has {len(value):,} characters; at most {most:,} are allowed"
        return Words(
            message,
            f"{len(value):,} characters",
            "Shorten it; a longer text can stand in a key of your own, beginning with x-.",
        )
    if "enum" in schema:
        return _choice(subject, value, schema)
    if "const" in schema:
        return _format_version(subject, value, schema)
    kind = schema.get(TYPE, "")
    if kind == "ratio":
        return _ratio(subject, value, schema)
    if kind == "count":
        return _count(subject, value, schema)
    if kind in {"id", "text", "prose"} and isinstance(value, int):
        return _unquoted(subject, value, written, "ids are text" if kind == "id" else "text is expected")
    known = _BY_TYPE.get(kind)
    return known(subject, value) if known is not None else _shape(subject, value, schema)


def _unquoted(subject: str, value: Value, written: str, rule: str) -> Words:
    """Describe a number or a flag where text is expected, as it is written: the zeros of a postal code belong to it."""
    said = written if written.isalnum() else shown(value)
    kind = said if isinstance(value, bool) else f"a number, {said}"
    message = f'{subject} is {kind}; {rule}, so write it in quotes: "{said}"'
    return Words(message, "not text", f'Write "{said}".', said, is_text=True)


def _choice(subject: str, value: Value, schema: Schema) -> Words:
    options = [word for word in schema["enum"] if word is not None]
    near = nearest_choice(value, options) if isinstance(value, str) else ()
    meant = did_you_mean(map(flow, near[:1]))
    listed = ", ".join(map(flow, options))
    message = f"{subject} is {shown(value)}; it must be one of {listed}" + (f" ({meant})" if meant else "")
    label, advice = (meant, f"Write {flow(near[0])}.") if near else ("not one of them", None)
    return Words(message, label, advice, only(near), is_text=True)


def _format_version(subject: str, value: Value, schema: Schema) -> Words:
    version = schema["const"]
    if isinstance(value, int) and not isinstance(value, bool) and value != version:
        message = f"{subject} is {value}: this is format version {value}, which this release does not read"
        advice = f"Use a release of coverage-lint that reads version {value}, or write {subject}: {version}."
        return Words(message, f"this release reads version {version}", advice)
    message = f"{subject} is {shown(value)}; it marks the version of the format, which is {version}"
    meant = str(version) if value == str(version) else None
    return Words(message, f"must be {version}", f"Write {subject}: {version}, without quotes.", meant)


def _amount(subject: str, value: Value) -> Words:
    if value is None or isinstance(value, (bool, str, Map, Seq)):
        readings = guesses.amounts(value) if isinstance(value, str) else ()
        rule = "an amount is a number such as 12000000 or 12_000_000"
        return _expected(subject, value, rule, "not an amount", readings)
    message = f"{subject} is {value}; an amount has at most 18 digits before the point"
    return Words(message, "too large", "Write the amount in the plan's currency, in whole units.")


def _ratio(subject: str, value: Value, schema: Schema) -> Words:
    least, most = schema["minimum"], schema["maximum"]
    kind = "a fraction" if most <= _LARGEST_FRACTION else "a number"
    rule = f"{kind} from {least} to {most} is expected, such as {schema['examples'][0]}"
    if value is None or isinstance(value, (bool, Map, Seq)):
        return _expected(subject, value, rule, f"not {kind}")
    number = guesses.ratio(value) if isinstance(value, str) else value
    if number is None:
        return _expected(subject, value, rule, f"not {kind}")
    if isinstance(value, str) and least <= number <= most:
        return _expected(subject, value, rule, f"not {kind}", (guesses.digits(number),))
    percent = isinstance(value, str) and value.rstrip().endswith("%")
    guess = None if percent else guesses.within(number, least, most)
    message = f"{subject} is {shown(value)}; {rule}"
    return Words(message, f"not from {least} to {most}", f"Write {guess}." if guess else None)


def _count(subject: str, value: Value, schema: Schema) -> Words:
    readings = guesses.counts(value) if isinstance(value, str) else ()
    most = schema["maximum"]
    digits = value.replace("_", "") if isinstance(value, str) else ""
    number = int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= _MOST_DIGITS else value
    if isinstance(number, int) and not isinstance(number, bool) and number > most:
        unit = " days" if subject.endswith("_days") else ""
        said = f"{subject} is {shown(value)}; it is {most:,}{unit} at most"
        return Words(said, f"more than {most:,}{unit}", f"Write {most:,}{unit} or less, or look for a digit too many.")
    return _expected(subject, value, "it must be a whole number, 0 or more", "not a whole number, 0 or more", readings)


def _date(subject: str, value: Value) -> Words:
    text = str(value) if isinstance(value, (str, int)) and not isinstance(value, bool) else ""
    readings = guesses.days(text)
    serial = guesses.day_of_serial(text)
    if serial is not None:
        message = (
            f"{subject} is {shown(value)}, probably a spreadsheet's number for a day; a date is written YYYY-MM-DD"
        )
        return Words(message, "not a date", f"Format the column as a date before it is exported: {text} is {serial}.")
    if not readings and isinstance(value, str) and re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        return Words(f"{subject} {value} is not a date; write YYYY-MM-DD", "no such day", None)
    message = f"{subject} is {shown(value)}; a date is written YYYY-MM-DD"
    return Words(message, "not a date", either(readings), only(readings), is_text=True)


def _flag(subject: str, value: Value) -> Words:
    guess = None if isinstance(value, (Map, Seq)) else guesses.flag(value)
    return _expected(subject, value, "it must be true or false", "neither true nor false", _if_any(guess))


def _id(subject: str, value: Value) -> Words:
    if value is None:
        return Words(f"{subject} is empty; an id is expected", "no id", "Write an id, such as ada-lovelace.")
    if isinstance(value, (Map, Seq)):
        return _expected(subject, value, "an id is expected", "not an id")
    if not isinstance(value, str):
        return _expected(subject, value, "an id is expected", "not an id")
    if value.startswith("x-"):
        message = f"{subject} is {shown(value)}; an id may not begin with x-, which marks a team's own keys"
        return Words(message, "not an id", "Begin the id with something else, here and wherever it is referred to.")
    message = f"{subject} is {shown(value)}; ids are lower-case letters, digits and single hyphens"
    guess = guesses.kebab(value)
    return Words(message, "not an id", f"Write {guess}, here and wherever it is referred to." if guess else None)


def _text(subject: str, value: Value) -> Words:
    return _expected(subject, value, "text is expected", "not text")


def _files(subject: str, value: Value) -> Words:
    return _expected(subject, value, "a path such as people.csv is expected, or a list of paths", "not a path")


def _shape(subject: str, value: Value, schema: Schema) -> Words:
    """Describe fields with a schema of their own: lists, mappings, and the currency."""
    types = schema.get("type", ())
    if "from" in schema.get("properties", ()) and isinstance(value, str) and _FILE.search(value):
        key = subject.rpartition(".")[2]
        message = f"{subject} is text {shown(value)}; a list that stands in a file is named by from"
        return Words(message, "a file's name alone", f"Write {key}: {flow({'from': value})}.")
    if "array" in types:
        return _expected(subject, value, "it must be a list, each entry beginning with '- '", "not a list")
    if "object" in types:
        how = "it must be a mapping of fields" + (", or text" if "string" in types else "")
        return _expected(subject, value, how, "not a mapping")
    if not isinstance(value, str):
        return _text(subject, value)
    if schema.get("title") == "Currency":
        code = value.strip().upper()
        guess = code if re.fullmatch("[A-Z]{3}", code) else None
        expected = "it must be three capital letters, such as USD or EUR"
        message = f"{subject} is {shown(value)}; {expected}"
        return Words(message, "no currency's code", _write(guess), guess, is_text=True)
    return Words(f"{subject} is {shown(value)}, which the field does not take", "not allowed", None)


def _expected(subject: str, value: Value, expected: str, label: str, readings: tuple[str, ...] = ()) -> Words:
    kind = "text " if isinstance(value, str) else ""
    return Words(f"{subject} is {kind}{shown(value)}; {expected}", label, either(readings), only(readings))


def either(readings: tuple[str, ...]) -> str | None:
    """Advise to write what a value was meant to be; where it can be read in two ways, whichever was meant."""
    if len(readings) > 1:
        return f"It can be read in {len(readings)} ways: write {' or '.join(readings)}, whichever is meant."
    return f"Write {readings[0]}." if readings else None


def _if_any(guess: str | None) -> tuple[str, ...]:
    return () if guess is None else (guess,)


def _write(guess: str | None) -> str | None:
    return None if guess is None else f"Write {guess}."


_BY_TYPE: dict[str, Callable[[str, Value], Words]] = {
    "amount": _amount,
    "date": _date,
    "flag": _flag,
    "id": _id,
    "text": _text,
    "prose": _text,
    "from": _files,
}
