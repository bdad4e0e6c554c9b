"""The policies and parameters that settings name, checked against those that exist."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from coverage_lint.errors import SettingsError
from coverage_lint.frozen import NamedTuple
from coverage_lint.language.exact_text import exact_text
from coverage_lint.policy.select import NOTHING_ASKED, hideable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from fractions import Fraction

    from coverage_lint.location import Location, Source
    from coverage_lint.policy.policy import ParameterSpec, Policy
    from coverage_lint.settings.settings import Settings


class _Word(NamedTuple):
    """A code, the beginning of one, or a name, where it is written."""

    text: str
    place: Location
    silences: bool
    """Whether it takes findings away."""
    whole: bool
    """Whether it must mean one policy."""


def check_meaning(settings: Settings, policies: Callable[[], Iterable[Policy]]) -> dict[str, dict[str, object]]:
    """Return the parameters that are set, exact, by policy code and parameter.

    `policies` gives those shipped and those of the team's packs; it is asked only where settings speak of
    policies. Raises SettingsError at the first word in the file that means none, or value that is no good.
    """
    ranks = {layer.written.source: -at for at, layer in enumerate(settings.layers)}
    words = sorted(_words(settings), key=lambda word: (ranks[word.place.source], word.place.start))
    if not words:
        return {}
    from coverage_lint.codes import CODES

    known = {policy.code: policy for policy in policies()}
    names = {code.code: code.name for code in CODES.values()} | {code: one.name for code, one in known.items()}
    meant: dict[str, dict[str, object]] = {}
    set_in: dict[tuple[str, str], Source] = {}
    for word in words:
        code = _code(word, names)
        if word.whole:
            specs = known[code].parameters if code in known else {}
            _read(settings, word.text, code, specs, meant.setdefault(code, {}), set_in)
    return meant


def _words(settings: Settings) -> Iterator[_Word]:
    lists: list[tuple[tuple[str, ...], tuple[str, ...], bool]]
    lists = [(("select",), settings.select, False), (("ignore",), settings.ignore, True)]
    severities: list[tuple[tuple[str, ...], Mapping[str, str]]] = [(("severity",), settings.severity)]
    for one in settings.per_file:
        lists.append((("per-file", one.glob, "select"), one.select, False))
        lists.append((("per-file", one.glob, "ignore"), one.ignore, True))
        severities.append((("per-file", one.glob, "severity"), one.severity))
    for path, texts, silences in lists:
        for index, text in enumerate(texts):
            yield _Word(text, _place(settings, *path, index), silences, whole=False)
    for keys, severity in severities:
        for text in severity:
            yield _Word(text, _place(settings, *keys, text), silences=True, whole=False)
    for text in settings.parameters:
        yield _Word(text, _place(settings, "parameters", text), silences=False, whole=True)


def _place(settings: Settings, *path: str | int) -> Location:
    place = settings.place(*path)
    assert place is not None  # noqa: S101 - what is set was written
    return place


def _code(word: _Word, names: Mapping[str, str]) -> str:
    """Return a code that a word means. Raises SettingsError where it means none, or more than it may."""
    text = word.text
    meant = next((code for code, name in names.items() if text == name), text)
    if word.silences and meant.startswith("CL04"):
        raise SettingsError(
            f"{text} reports what a change no longer checks; no setting can turn it off",
            word.place,
            help_text="To accept it, use `coverage-lint diff --allow-removed PATH`.",
        )
    if word.silences and meant == NOTHING_ASKED:
        raise SettingsError(
            f"{text} reports a model that no policy checks; no setting can turn it off",
            word.place,
            help_text="Select a policy for the model, or exclude the model.",
        )
    if word.silences and not hideable(meant):
        raise SettingsError(
            f"{text} reports a file that cannot be read; it is always an error",
            word.place,
            help_text="Repair or exclude the file, or raise a limit under 'limits'.",
        )
    found = [code for code, name in names.items() if text in {code, name}]
    if not found and not word.whole:
        found = [code for code in names if code.startswith(text)]
    if found:
        return found[0]
    from coverage_lint.nearness import help_with, nearest

    if any(code.startswith(text) for code in names):
        help_text = "Set parameters by a whole code, such as CL301, or by a name."
    else:
        near = nearest(text, [one for pair in names.items() for one in pair])[:3]
        help_text = help_with(near) or "`coverage-lint policies list` shows all."
    raise SettingsError(f"no policy matches {text!r}", word.place, help_text=help_text)


def _read(
    settings: Settings, word: str, code: str, specs: Mapping[str, ParameterSpec], values: dict[str, object],
    set_in: dict[tuple[str, str], Source],
) -> None:  # fmt: skip
    """Read the parameters that are set under one word into the policy's values; a nearer file goes before others."""
    from coverage_lint.policy.load import parameter_flaw, read_parameter

    for name, raw in settings.parameters[word].items():
        path = ("parameters", word, name)
        if name not in specs:
            raise _unknown(settings, path, code, specs)
        place = settings.value_place(*path)
        assert place is not None  # noqa: S101 - what is set was written
        if set_in.get((code, name)) is place.source:
            raise SettingsError(f"{name} of {code} is set twice: by the policy's code and by its name", place)
        spec = specs[name]
        value, flaw = read_parameter(raw, spec.type)
        flaw = flaw or _not_a_day(spec, value) or (parameter_flaw(spec, value) and f"must be {_bounds(spec)}")
        if flaw:
            raise SettingsError(f"{name} of {code} is {_shown(raw)}; it {flaw}", place, help_text=_about(spec))
        values[name] = value
        set_in[code, name] = place.source


def _unknown(
    settings: Settings, path: tuple[str, str, str], code: str, specs: Mapping[str, ParameterSpec]
) -> SettingsError:
    from coverage_lint.nearness import help_with, nearest

    known = f"It has {', '.join(specs)}." if specs else "It has none."
    help_text = help_with(nearest(path[2], specs)) or known
    return SettingsError(f"{code} has no parameter {path[2]!r}", _place(settings, *path), help_text=help_text)


def _not_a_day(spec: ParameterSpec, value: object) -> str:
    if spec.type.name != "date" or not isinstance(value, str):
        return ""
    from coverage_lint.language.types import is_day

    return "" if is_day(value) else "must be a date, as YYYY-MM-DD"


def _bounds(spec: ParameterSpec) -> str:
    least, most = (
        None if bound is None else exact_text(cast("int | Fraction", bound)) for bound in (spec.minimum, spec.maximum)
    )
    if least is not None and most is not None:
        return f"from {least} to {most}"
    return f"at least {least}" if most is None else f"at most {most}"


def _about(spec: ParameterSpec) -> str:
    return f"{spec.name} is {spec.about} ({spec.type})." if spec.about else ""


def _shown(raw: object) -> str:
    return f'"{raw}"' if isinstance(raw, str) else str(raw)
