"""A policy's page in parts, and laid out for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.entities.catalogue import ACTUAL, CHANGE
from coverage_lint.frozen import NamedTuple
from coverage_lint.listing import listed
from coverage_lint.policy.select import NOTHING_ASKED
from coverage_lint.render.policy_pages.expressions import broken, decisive_lets, figure
from coverage_lint.render.terminal.cells import visible
from coverage_lint.render.terminal.segments import Segment, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coverage_lint.policy.policy import ParameterSpec, Policy
    from coverage_lint.policy.policy_page import Example, Page, Said
    from coverage_lint.render.terminal.segments import Line, View

WHY_NOTHING_HIDES = "It cannot be ignored: it reports what is left out, so that no output can be taken for a pass."
WHY_NOT_HIDDEN = "It cannot be ignored: the file cannot be read, so nothing else could be trusted."

OF_CHANGES = (
    "`coverage-lint diff` checks it when two versions of a plan are compared; `check` never does. `in_force` is true "
    "if the older version was approved or published and the newer one is not for another fiscal year; `newly_approved` "
    "is true if the newer version has an approval that the older one lacks."
)


class Code(NamedTuple):
    """Lines in a language."""

    text: str
    language: str


class Table(NamedTuple):
    """Parameters: name, type, default, bounds, meaning with the default's source."""

    rows: tuple[tuple[str, str, str, str, str], ...]


class Part(NamedTuple):
    """A headed part of a page: sentences, code, what findings say, or a table, in their order."""

    heading: str
    blocks: tuple[str | Code | Said | Table, ...]


def _consequences(policy: Policy) -> Iterator[str]:
    """Say what a policy keeps others from telling."""
    if policy.refutes:
        words = (
            f"While it is an error that nobody has accepted, other policies take {listed(policy.refutes)} as not known"
        )
        yield f"{words}, so that what only follows from it is not told beside it."
    waiting = [
        f"{listed([*codes], len(codes))}{where} wait{'s' if len(codes) == 1 else ''}"
        for codes, where in ((policy.holds, ""), (policy.holds_here, " of the same entity"))
        if codes
    ]
    if waiting:
        yield f"While it is told, {' and '.join(waiting)}: what these find may only follow from it."


def parts(page: Page) -> Iterator[Part]:
    """Return the parts of a page in the order they are read."""
    yield Part("Why", (page.why,))
    if page.source:
        yield Part("Source", (f"{page.source[0].upper()}{page.source[1:]}.".replace("..", "."),))
    if page.policy is not None:
        told = (OF_CHANGES,) if page.of_change else tuple(_consequences(page.policy))
        yield Part(f"Fires for {_subject(page)} when", (Code(_rule(page), "python"), *told))
    if page.help:
        yield Part("What to do", (page.help, page.repair) if page.repair else (page.help,))
    if page.before is not None:
        heading = "Fires" if page.of_change else "Before"
        yield Part(f"{heading}: {page.before.name}", (*_shown(page.before), *page.before.said))
    if page.after is not None:
        heading = "Does not" if page.of_change else "After"
        yield Part(f"{heading}: {page.after.name}", _shown(page.after))
    if page.parameters:
        yield Part("Parameters", (Table(parameter_rows(page.parameters)),))
    yield Part("How to set it", (Code(_settings(page), "yaml"),))
    yield Part("How to ignore one finding", _ignoring(page))


def severity(page: Page) -> str:
    """Return the severity as shown on a page."""
    return f"{page.severity}; error beyond a second threshold" if page.harder else page.severity


def _shown(example: Example) -> tuple[str | Code, ...]:
    """Show an example: a fragment, or both versions of a change."""
    newer = Code(example.text, "yaml")
    if not example.older:
        return (newer,)
    return ("The older version:", Code(example.older, "yaml"), "The newer version:", newer)


def _subject(page: Page) -> str:
    """Return what a policy checks: 'a group', 'the change of a group'."""
    whole = page.policy.subject if page.policy is not None else ""
    subject = whole.removesuffix(CHANGE).removesuffix(ACTUAL).replace("_", " ")
    named = "the plan" if subject == "plan" else f"{'an' if subject[:1] in 'aeio' else 'a'} {subject}"
    if whole.endswith(ACTUAL):
        return f"{named} against what happened"
    return f"the change of {named}" if whole.endswith(CHANGE) else named


def _rule(page: Page) -> str:
    """Write the condition out, with the names that it needs above it."""
    policy = page.policy
    if policy is None:
        return ""
    lines = [f"{name} = {broken(text)}" for name, text in decisive_lets(policy)]
    lines += [*([""] if lines else []), broken(policy.asked)]
    if policy.asked_harder:
        lines += ["", "# and an error when", broken(policy.asked_harder)]
    return "\n".join(lines)


def parameter_rows(specs: tuple[ParameterSpec, ...]) -> tuple[tuple[str, str, str, str, str], ...]:
    """Return name, type, default, bounds and meaning of each parameter."""
    return tuple((one.name, one.type.name, _default(one), _bounds(one), _meaning(one)) for one in specs)


def _default(spec: ParameterSpec) -> str:
    return "none, so it is silent" if spec.default is None else figure(spec.default)


def _bounds(spec: ParameterSpec) -> str:
    least, most = (None if bound is None else figure(bound) for bound in (spec.minimum, spec.maximum))
    if least is not None and most is not None:
        return f"{least} to {most}"
    return f"from {least}" if least is not None else f"up to {most}" if most is not None else "any"


def _meaning(spec: ParameterSpec) -> str:
    return f"{spec.about}; default from: {spec.source}" if spec.source else spec.about


def _settings(page: Page) -> str:
    lines = ["# .coverage-lint.yaml"]
    if page.parameters:
        lines += ["parameters:", f"  {page.code}:"]
        lines += [f"    {spec.name}: {'...' if spec.default is None else _yaml(spec)}" for spec in page.parameters]
    others = [one for one in ("error", "warning", "info", "off") if one != page.severity]
    lines += ["severity:", f"  {page.code}: {others[-1]}   # or {', '.join(others[:-1])}"]
    return "\n".join(lines) if _hideable(page) else "# It is always an error."


def _yaml(spec: ParameterSpec) -> str:
    return f'"{spec.default}"' if spec.type.name == "text" else figure(spec.default)


def _hideable(page: Page) -> bool:
    from coverage_lint.policy.select import hideable

    return hideable(page.code)


def _ignoring(page: Page) -> tuple[str | Code, ...]:
    if not _hideable(page):
        return (WHY_NOTHING_HIDES if page.code == NOTHING_ASKED else WHY_NOT_HIDDEN,)
    comment = f"# coverage-lint: ignore[{page.code}] why it is accepted"
    fired = _fired_line(page.before, page.code)
    return (Code(f"{fired}   {comment}" if fired else comment, "yaml"),)


def _fired_line(example: Example | None, code: str) -> str:
    """Return the line of an example that has the finding, without the mark."""
    for line in example.text.splitlines() if example is not None else ():
        text, mark, _ = line.partition(f"# {code}")
        if mark:
            return text.strip()
    return ""


def lay_out(page: Page, view: View) -> Iterator[Line]:
    """Format a page for a terminal."""
    yield [
        Segment(page.severity, f"{page.code} {page.name}"),
        Segment("quiet", f"  {severity(page)}" + (f"  ({page.element()})" if page.element() else "")),
    ]
    yield from sentence([], f"{page.title}.", view, "message")
    for part in parts(page):
        yield []
        yield [Segment("help", visible(part.heading, view.encoding))]
        for block in part.blocks:
            yield from _block(block, page, view)


def _block(block: str | Code | Said | Table, page: Page, view: View) -> Iterator[Line]:
    margin = Segment("", "  ")
    if isinstance(block, str):
        yield from sentence([margin], block, view)
    elif isinstance(block, Code):
        for line in block.text.splitlines():
            yield [margin, *_code(line, page, view)]
    elif isinstance(block, Table):
        for name, kind, default, bounds, about in block.rows:
            yield [margin, Segment("message", name), Segment("", f"  {kind}, {bounds}, default {default}")]
            yield from sentence([Segment("", "    ")], f"{about[0].upper()}{about[1:]}.", view)
    else:
        yield []
        head = [margin, Segment(block.severity, f"{block.severity}[{page.code}]"), Segment("", ": ")]
        yield from sentence(head, block.message, view, indent=4)
        if block.help:
            yield from sentence([margin, Segment("help", "help"), Segment("", ": ")], block.help, view, indent=4)


def _code(line: str, page: Page, view: View) -> Iterator[Segment]:
    """Show a line of code, its comment in the finding's colour where it marks one, else quiet."""
    text, sign, comment = visible(line, view.encoding).partition("# ")
    yield Segment("source", text)
    if sign:
        yield Segment(page.severity if comment.startswith(page.code) else "quiet", sign + comment)
