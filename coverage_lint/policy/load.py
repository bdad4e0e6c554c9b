"""Policies from their files: structure, expressions and messages checked, each fault at its line."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

from coverage_lint.document.nodes import Map, Seq
from coverage_lint.document.yaml.scalar_places import place_within
from coverage_lint.entities.build import exact
from coverage_lint.entities.catalogue import (
    ACTUAL,
    CHANGE,
    COUNT,
    DATE,
    MONEY,
    NUMBER,
    PERIOD,
    RATIO,
    TEXT,
    Catalogue,
    Type,
    entity,
)
from coverage_lint.errors import ExpressionError, PolicyError
from coverage_lint.language.expression import Let, children
from coverage_lint.language.format import Message, read_message
from coverage_lint.language.parse import Scope, parse_expression
from coverage_lint.language.types import is_day
from coverage_lint.policy.policy import FigureSpec, ParameterSpec, Policy
from coverage_lint.policy.source import check_shape, read_list

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

    from coverage_lint.findings import Severity
    from coverage_lint.language.expression import Node
    from coverage_lint.location import Location

MAX_LET_DEPTH = 120
"""Parts within parts of a name under `let`, with the names in it written out."""
_SUBJECTS = {
    "": ("", "is no kind of entity"),
    "change": (CHANGE, "has no changes that a policy can check"),
    "actual": (ACTUAL, "is not measured in the CRM"),
}
"""By the key under `for`: how the names of its kinds end, and what is wrong with a kind that it has not."""
_PARAMETER_TYPES = {"money": MONEY, "ratio": RATIO, "count": COUNT, "number": NUMBER, "date": DATE, "text": TEXT}


def load_policies(path: str, shown: str, catalogue: Catalogue) -> list[Policy]:
    """Load the policies of a file. Raises PolicyError at the line of the first fault."""
    entries = read_list(path, shown)
    check_shape(entries, "policy")
    return [EntryLoader(cast("Map", entry), catalogue).load() for entry in entries]


def load_figures(path: str, shown: str, catalogue: Catalogue) -> list[FigureSpec]:
    """Load the figures of a file. Raises PolicyError."""
    entries = read_list(path, shown)
    check_shape(entries, "figure")
    return [EntryLoader(cast("Map", entry), catalogue).load_figure() for entry in entries]


class EntryLoader:
    """Loads one entry of a file: a policy, a figure; its expressions are read in the scope of its kind."""

    def __init__(self, entry: Map, catalogue: Catalogue) -> None:
        """Take the entry, and the kinds and fields that it can name."""
        self.entry = entry
        self.catalogue = catalogue
        self.lets: dict[str, Node] = {}
        self.depths: dict[str, int] = {}
        self.parameters: dict[str, ParameterSpec] = {}
        self.subject = ""

    def text(self, key: str) -> str:
        """Return a key's text, '' where there is none."""
        value = self.entry.get(key)
        return value if isinstance(value, str) else ""

    def load(self) -> Policy:
        """Load a policy. Raises PolicyError."""
        entry = self.entry
        self.subject = self.read_subject()
        self.read_parameters()
        self.read_lets()
        when = self.condition("when")
        return Policy(
            code=self.text("code"), name=self.text("name"), title=self.text("title"),
            severity=cast("Severity", self.text("severity")), why=self.text("why"), source=self.text("source"),
            parameters=self.parameters, subject=self.subject, lets=self.lets, when=when,
            error_when=self.condition("error_when") if "error_when" in entry else None,
            asked=str(entry["when"]).strip(), asked_harder=str(entry.get("error_when", "")).strip(),
            message=self.message("message"), at=self.read_at(), refutes=self.read_refutes(),
            holds=self.read_held("holds"), holds_here=self.read_held("holds_here"),
            label=self.text("label"), help=self.message("help"),
            location=entry.value_location("code"), when_location=entry.value_location("when"),
            let_locations={name: cast("Map", entry["let"]).value_location(name) for name in self.lets},
            headline=self.headline(),
        )  # fmt: skip

    def read_lets(self) -> None:
        """Read the names under `let`, each in the scope of those above it. Raises PolicyError."""
        given = cast("Map", self.entry.get("let") or {})
        for name, value in given.items():
            self.check_name(name, given.key_location(name))
            made = self.expression(given, name, value)
            self.check_depth(name, made)
            self.lets[name] = made

    def load_figure(self) -> FigureSpec:
        """Load a figure of the plan. Raises PolicyError."""
        self.subject = "plan"
        value = self.expression(self.entry, "value", self.entry["value"])
        wanted = self.text("type")
        if value.type.name not in {wanted, "number"} and (wanted, value.type.name) != ("ratio", "count"):
            raise PolicyError(f"the value is {value.type}, not {wanted}", self.entry.value_location("value"))
        return FigureSpec(
            self.text("name"), self.text("title"), value.type, self.text("format") or wanted, self.text("about"), value
        )

    def read_subject(self) -> str:
        """Return the kind that is asked; of `{change: group}` the kind of change."""
        asked = self.entry["for"]
        key = next(iter(asked), None) if isinstance(asked, Map) else ""
        if key is None:
            advice = "Write a kind, such as for: group, or {change: group} or {actual: group}."
            raise PolicyError("for names no kind of entity", self.entry.value_location("for"), help_text=advice)
        ending, what = _SUBJECTS[key]
        known = [
            name.removesuffix(ending)
            for name in self.catalogue.kinds
            if (name.endswith(ending) if ending else not name.endswith((CHANGE, ACTUAL)) and name != PERIOD)
        ]
        wanted, place = str(asked), self.entry.value_location("for")
        if isinstance(asked, Map):
            wanted, place = str(asked[key]), asked.value_location(key)
        if wanted not in known:
            from coverage_lint.nearness import help_with, nearest

            hint = help_with(nearest(wanted, known)) or f"There are {', '.join(sorted(known))}."
            raise PolicyError(f"{wanted} {what}", place, help_text=hint)
        return f"{wanted}{ending}"

    def read_parameters(self) -> None:
        """Read what a team may set. Raises PolicyError."""
        given = self.entry.get("parameters")
        for name, raw in cast("Map", given or {}).items():
            place = cast("Map", given).key_location(name)
            self.check_name(name, place)
            spec = cast("Map", raw)
            held = _PARAMETER_TYPES[cast("str", spec["type"])]
            default, least, most = (self.parameter_value(spec, key, held) for key in ("default", "minimum", "maximum"))
            about, source = str(spec.get("about", "")), str(spec.get("source", ""))
            self.parameters[name] = ParameterSpec(name, held, default, least, most, about, source)
            flaw = parameter_flaw(self.parameters[name], default)
            if flaw:
                raise PolicyError(f"the default of {name} {flaw}", spec.value_location("default"))

    def parameter_value(self, spec: Map, key: str, held: Type) -> object:
        """Return a default or bound, exact; None where there is none. Raises PolicyError."""
        raw = spec.get(key)
        if raw is None:
            return None
        value, flaw = read_parameter(raw, held)
        if flaw:
            raise PolicyError(f"{key} {flaw}", spec.value_location(key))
        return value

    def check_name(self, name: str, place: Location) -> None:
        """Refuse a name that means something already. Raises PolicyError."""
        fields = self.catalogue.kinds[self.subject].fields
        clashes: dict[str, Container[str]] = {
            "a field of " + self.subject: fields,
            "a parameter": self.parameters,
            "a let name": self.lets,
            "a word of the language": ("this", "plan", "today", "before", "after"),
        }
        for what, known in clashes.items():
            if name in known:
                raise PolicyError(f"{name} is {what} already", place, help_text="Choose another name.")
        if not name.isidentifier():
            raise PolicyError(f"{name} cannot be a name", place, help_text="Use letters, digits and underscores.")

    def check_depth(self, name: str, made: Node) -> None:
        """Refuse names under `let` that build on each other for ever: each is a step deeper for who computes them."""
        self.depths[name] = depth = self.depth_of(made) + 1
        if depth > MAX_LET_DEPTH:
            place = cast("Map", self.entry["let"]).key_location(name)
            words = f"{name} builds on other names, with their parts more than {MAX_LET_DEPTH} deep"
            raise PolicyError(words, place, help_text="Compute it from fewer names.")

    def depth_of(self, node: Node) -> int:
        """Return how many parts within parts a node has, with names under `let` written out."""
        if isinstance(node, Let):
            return self.depths[node.name]
        return 1 + max((self.depth_of(part) for _, part in children(node)), default=0)

    def scope(self) -> Scope:
        """Return the names that an expression can use."""
        held = {name: spec.type for name, spec in self.parameters.items()}
        return Scope(self.catalogue, self.subject, variables_of(self.subject), self.lets, held)

    def expression(self, node: Map, key: str, value: object) -> Node:
        """Read a key's expression. Raises PolicyError."""
        return self.expression_at(node.value_location(key), value)

    def expression_at(self, place: Location, value: object) -> Node:
        """Read the expression that stands at a place. Raises PolicyError."""
        try:
            return parse_expression(str(value), self.scope())
        except ExpressionError as error:
            raise PolicyError(
                error.message, place_within(place, error.start, error.end), help_text=error.help
            ) from None

    def condition(self, key: str) -> Node:
        """Read an expression that must be true or false. Raises PolicyError."""
        node = self.expression(self.entry, key, self.entry[key])
        if node.type.name != "flag":
            raise PolicyError(
                f"{key} needs a condition; this is {node.type}",
                self.entry.value_location(key),
                help_text="Compare it with something, or ask exists(…) or missing(…).",
            )
        return node

    def message(self, key: str) -> Message:
        """Read a text with names in braces. Raises PolicyError."""
        if key not in self.entry:
            return Message(())
        scope = self.scope()
        try:
            return read_message(self.text(key), lambda name: parse_expression(name, scope).type)
        except ExpressionError as error:
            raise PolicyError(
                error.message,
                place_within(self.entry.value_location(key), error.start, error.end),
                help_text=error.help,
            ) from None

    def headline(self) -> Message:
        """Read what the policy comes to in money. Raises PolicyError unless one amount is in it."""
        made = self.message("headline")
        holes = [part for part in made.parts if not isinstance(part, str)]
        if made.parts and [hole.format for hole in holes] != ["money"]:
            raise PolicyError(
                "a headline holds one amount of money in braces, and nothing else in braces",
                self.entry.value_location("headline"),
                help_text="Write it like this: Pay is {short:money} over its budget.",
            )
        return made

    def read_at(self) -> tuple[str, ...]:
        """Read the path of fields to the place of a finding. Raises PolicyError."""
        path = tuple(part for part in self.text("at").split(".") if part)
        kind = self.subject
        for index, name in enumerate(path):
            fields = self.catalogue.kinds[kind].fields
            held = fields.get(name)
            if held is None or (index < len(path) - 1 and held.name != "entity"):
                raise self.no_field(name, kind, fields)
            kind = held.kind or kind
        return path

    def read_refutes(self) -> tuple[str, ...]:
        """Read the fields that an error of the policy finds wrong. Raises PolicyError."""
        raw = self.entry.get("refutes")
        names = () if raw is None else (raw,) if isinstance(raw, str) else tuple(map(str, cast("Seq", raw)))
        kind = self.catalogue.kinds[self.subject]
        of_a_map = not kind.specs  # its value is the entry of a key
        for name in names:
            if name not in (kind.fields if of_a_map else kind.specs):
                raise PolicyError(
                    f"{name} is no field that a {self.subject} states, so nothing can refute it",
                    self.entry.value_location("refutes"),
                )
        return names

    def read_held(self, key: str) -> dict[str, Location]:
        """Return the codes of the policies that wait for this one, each with its place."""
        raw = self.entry.get(key)
        if not isinstance(raw, Seq):
            return {} if raw is None else {str(raw): self.entry.value_location(key)}
        return {str(code): raw.item_location(at) for at, code in enumerate(raw)}

    def no_field(self, name: str, kind: str, fields: Container[str]) -> PolicyError:
        """Return what is wrong with a path at one of its names."""
        from coverage_lint.nearness import help_with, nearest

        words, hint = f"{name} is no field of {kind}", help_with(nearest(name, self.catalogue.kinds[kind].fields))
        if name in fields:
            words, hint = f"{name} of {kind} has no fields that a finding could be placed at", "End the path there."
        return PolicyError(words, self.entry.value_location("at"), help_text=hint)


def variables_of(subject: str) -> dict[str, Type]:
    """Return the names that every expression about a kind has beside the kind's fields."""
    plans = ("plan_before", "plan_after") if subject.endswith(CHANGE) else ("plan",)
    return {"today": DATE, "this": entity(subject), **dict.fromkeys(plans, entity("plan"))}


def read_parameter(raw: object, held: Type) -> tuple[object, str]:
    """Read a parameter's value exactly; the second is what is wrong with it, '' for nothing."""
    if held.name == "date":
        return (raw, "") if isinstance(raw, str) and is_day(raw) else (None, "needs a day, written YYYY-MM-DD")
    if held.name == "text":
        return (raw, "") if isinstance(raw, str) else (None, f"needs {held}")
    if isinstance(raw, str) and _marked_thousands(raw):
        read = exact(raw)
        return (read, "") if isinstance(read, int) or held.name != "count" else (None, "needs a whole number")
    if isinstance(raw, bool) or not isinstance(raw, int | Decimal):
        return None, f"needs a number: it is {held}"
    if held.name == "count" and not isinstance(raw, int):
        return None, "needs a whole number"
    return exact(raw), ""


def _marked_thousands(text: str) -> bool:
    """True if a text is a number with its thousands marked, as models have them: 1_500_000.50."""
    whole, _, decimals = text.removeprefix("-").partition(".")
    digits = whole.replace("_", "") + decimals
    return "__" not in whole and whole[:1].isdigit() and whole[-1:].isdigit() and digits.isascii() and digits.isdigit()


def parameter_flaw(spec: ParameterSpec, value: Any) -> str:
    """Return what is wrong with a value for a parameter; '' if nothing is."""
    if value is None:
        return ""
    if spec.minimum is not None and value < spec.minimum:
        return f"is below its minimum {spec.minimum}"
    if spec.maximum is not None and value > spec.maximum:
        return f"is above its maximum {spec.maximum}"
    return ""


def codes_once(policies: list[Policy]) -> Mapping[str, Policy]:
    """Return policies by code. Raises PolicyError where two share a code or a name."""
    by_code: dict[str, Policy] = {}
    names: set[str] = set()
    for policy in policies:
        if policy.code in by_code or policy.name in names:
            raise PolicyError(f"{policy.code} {policy.name}: another policy has this code or name", policy.location)
        by_code[policy.code] = policy
        names.add(policy.name)
    return by_code
