"""A policy as it is used: read, type-checked, its parameters with their values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.entities.catalogue import ACTUAL, CHANGE
from coverage_lint.frozen import NamedTuple

if TYPE_CHECKING:
    from coverage_lint.entities.catalogue import Type
    from coverage_lint.findings import Severity
    from coverage_lint.language.expression import Node
    from coverage_lint.language.format import Message
    from coverage_lint.location import Location


class ParameterSpec(NamedTuple):
    """A figure or word that a team may set: its type, bounds and meaning."""

    name: str
    type: Type
    default: object
    """Exact; None for a parameter that is silent until a team sets it."""
    minimum: object
    maximum: object
    about: str
    source: str = ""
    """Where the default comes from, where that is not the policy's own source."""


class Policy(NamedTuple):
    """One declarative rule."""

    code: str
    name: str
    title: str
    severity: Severity
    why: str
    source: str
    parameters: dict[str, ParameterSpec]
    subject: str
    """The kind of record that it is asked of."""
    lets: dict[str, Node]
    when: Node
    error_when: Node | None
    asked: str
    """`when` as it is written."""
    asked_harder: str
    """`error_when` as it is written, '' for none."""
    message: Message
    at: tuple[str, ...]
    """The path of fields to the place of a finding; () for the record itself."""
    refutes: tuple[str, ...]
    """Fields of the record that an error finds wrong: other policies take them as refused, with nothing to add."""
    holds: dict[str, Location]
    """Codes of policies whose findings, wherever they are, wait while one of its own is told; each where it stands."""
    holds_here: dict[str, Location]
    """The same of findings about the same entity."""
    label: str
    help: Message
    location: Location
    """Where its code stands."""
    when_location: Location
    let_locations: dict[str, Location]
    """Where what each name under `let` is computed from stands."""
    headline: Message
    """What it comes to in money, with one amount in it; empty where that is not to be said."""

    @property
    def of_actuals(self) -> bool:
        """True if it is asked of what happened, by the CRM, so that only a review asks it."""
        return self.subject.endswith(ACTUAL)

    @property
    def of_change(self) -> bool:
        """True if it is asked of what changed between two versions, so that a check of one never asks it."""
        return self.subject.endswith(CHANGE)


class FigureSpec(NamedTuple):
    """A named number of the plan."""

    name: str
    title: str
    type: Type
    format: str
    about: str
    value: Node
