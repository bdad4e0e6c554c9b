"""A policy's page, as Markdown for docs/ and as lines for a terminal, from one list of parts."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from coverage_lint.policy.wording import shown
from coverage_lint.render.segments import Segment
from coverage_lint.render.sentences import sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from coverage_lint.policy.page import Page
    from coverage_lint.policy.policy import ParameterSpec
    from coverage_lint.render.segments import Line, View


class Part(NamedTuple):
    """A headed part of a page: sentences, or code in a language."""

    heading: str
    text: str
    language: str = ""


def parts(page: Page) -> Iterator[Part]:
    """Give the parts of a page in the order they are read."""
    yield Part("Why", page.why)
    if page.source:
        yield Part("Source", page.source)
    if page.when:
        yield Part(f"Fires for a {page.subject.replace('_', ' ')} when", page.when, "python")
    if page.error_when:
        yield Part("An error when", page.error_when, "python")
    if page.help:
        yield Part("What to do", page.help)
    if page.before:
        yield Part("Before", page.before, "yaml")
    if page.after:
        yield Part("After", page.after, "yaml")
    if page.parameters:
        yield Part("To set it otherwise", _settings(page), "yaml")
    yield Part("To accept one finding", f"# coverage-lint: ignore[{page.code}] the reason", "yaml")


def _settings(page: Page) -> str:
    values = "\n".join(f"    {spec.name}: {_value(spec.default, spec)}" for spec in page.parameters)
    return f"# .coverage-lint.yaml\nparameters:\n  {page.code}:\n{values}"


def _value(value: object, spec: ParameterSpec) -> str:
    if value is None:
        return "…"
    text = shown(value, "ratio" if spec.type.name == "ratio" else "number")
    return text.replace(",", "_")


def severity(page: Page) -> str:
    """Say how grave a finding is."""
    return f"{page.severity}, beyond its harder threshold error" if page.harder else page.severity


def _bounds(spec: ParameterSpec) -> str:
    least, most = (_value(bound, spec) if bound is not None else "" for bound in (spec.minimum, spec.maximum))
    return (
        f"{least} to {most}" if least and most else (f"from {least}" if least else f"up to {most}" if most else "any")
    )


def parameter_rows(specs: Sequence[ParameterSpec]) -> list[tuple[str, str, str, str, str]]:
    """Give name, type, default, bounds and meaning of each parameter."""
    return [(one.name, one.type.name, _value(one.default, one), _bounds(one), one.about) for one in specs]


def markdown(page: Page) -> str:
    """Write a page as Markdown."""
    lines = [f"# {page.code} {page.name}", "", f"{page.title}.", "", f"*{severity(page)}*", ""]
    for part in parts(page):
        if part.heading == "To set it otherwise":
            lines += ["## Parameters", "", "| name | type | default | bounds | meaning |", "|---|---|---|---|---|"]
            lines += [f"| {' | '.join(row)} |" for row in parameter_rows(page.parameters)]
            lines.append("")
        lines += [f"## {part.heading}", ""]
        lines += [f"```{part.language}", part.text, "```"] if part.language else [part.text]
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def index(pages: Iterable[Page]) -> str:
    """Write the index of pages, by element, as Markdown."""
    lines = ["# Policies", "", "Each has a page: why it is, its source, an example, its parameters.", ""]
    element = None
    for page in pages:
        if page.element() != element:
            element = page.element()
            title = f"{element[:1].upper()}{element[1:]}" if element else "Policies"
            lines += [*([""] if element is not None and lines[-1] else []), f"## {title}", ""]
            lines += ["| code | name | severity | what it asks |", "|---|---|---|---|"]
        grave = f"{page.severity}, error" if page.harder else page.severity
        lines.append(f"| [{page.code}]({page.code}.md) | {page.name} | {grave} | {page.title} |")
    return "\n".join(lines).rstrip() + "\n"


def lay_out(page: Page, view: View) -> Iterator[Line]:
    """Lay out a page for a terminal."""
    head = [Segment(page.severity, f"{page.code} {page.name}"), Segment("", f"  {severity(page)}")]
    yield head
    yield from sentence([], f"{page.title}.", view, "message")
    for part in parts(page):
        yield []
        yield [Segment("help", part.heading)]
        if part.language:
            yield from ([Segment("", "  "), Segment("source", line)] for line in part.text.splitlines())
        else:
            yield from sentence([Segment("", "  ")], part.text, view)
        if part.heading == "To set it otherwise":
            for name, kind, default, bounds, about in parameter_rows(page.parameters):
                yield from sentence([Segment("", "  ")], f"{name}: {about} ({kind}, {bounds}; default {default})", view)
