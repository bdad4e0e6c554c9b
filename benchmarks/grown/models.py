"""Models of any size, each grown in one way: a section, a list within an entity, a depth, a kind of defect."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from grown.fields import Field, lists, model_fields, scalar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Mapping = dict[str, Any]
Refer = "Callable[[int], str]"
"""From an entity's number to the id that its references name."""
KNOWN_DATES = {"fiscal_year": {"start": "2027-01-01", "end": "2027-12-31"}}
"""What no schema says: a year of twelve months, so that policies about periods are asked."""
FEW = 3
"""Entities of each section, and rows of each list, in the surroundings of what grows."""


class Growth(NamedTuple):
    """A way to grow, and the model of each size."""

    name: str
    make: Callable[[int], Mapping]


def first(_number: int) -> str:
    """Name the same entity always."""
    return "e0"


def own(number: int) -> str:
    """Name the entity of the same number."""
    return f"e{number}"


def missing(number: int) -> str:
    """Name an entity that is not there, another one each time."""
    return f"nobody-{number}"


def rows(field: Field, numbers: range, refer: Callable[[int], str]) -> Any:  # noqa: ANN401 - a mapping or a list
    """Write a list or map of rows with these numbers."""
    if field.shape == "map":
        part = next(part for key, part in field.schema["patternProperties"].items() if key != "^x-")
        keys = [refer(number) if field.section else _period(number) for number in numbers]
        return {key: scalar(part, number) for key, number in zip(keys, numbers, strict=True)}
    if field.shape == "references":
        return [refer(number) for number in numbers]
    if field.shape == "scalars":
        return [scalar(field.schema["items"], number) for number in numbers]
    return [entity(field.fields, number, refer) for number in numbers]


def _period(number: int) -> str:
    """Name a quarter, then month after month from the fiscal year on."""
    return f"Q{number + 1}" if number < 4 else f"{2027 + (number - 4) // 12}-{(number - 4) % 12 + 1:02d}"  # noqa: PLR2004


def entity(fields: tuple[Field, ...], number: int, refer: Callable[[int], str], few: int = FEW) -> Mapping:
    """Write an entity with every field; those that would make a tree are left out."""
    made: Mapping = {}
    for field in fields:
        if field.name == "id":
            made["id"] = own(number)
        elif field.name in KNOWN_DATES:
            made[field.name] = KNOWN_DATES[field.name]
        elif field.shape == "scalar":
            made[field.name] = scalar(field.schema, number)
        elif field.shape == "reference":
            if not field.acyclic:
                made[field.name] = refer(number)
        elif field.shape == "record":
            made[field.name] = entity(field.fields, number, refer, few)
        else:
            made[field.name] = rows(field, range(number, number + few) if refer is own else range(few), refer)
    return made


def surroundings() -> Mapping:
    """Write a model with a few entities in every section, so that policies have what they ask about."""
    return {"coverage_model": 1, **entity(model_fields(), 0, first)}


def put(root: Mapping, path: tuple[str, ...], value: object) -> Mapping:
    """Set what stands at a path."""
    holder = root
    for step in path[:-1]:
        holder = holder[step]
    holder[path[-1]] = value
    return root


def _in_surroundings(path: tuple[str, ...], make: Callable[[int], object]) -> Callable[[int], Mapping]:
    return lambda size: put(surroundings(), path, make(size))


def growths() -> Iterator[Growth]:
    """Yield every way to grow that the schema knows."""
    for path, field in lists(model_fields()):
        name = ".".join(path)
        if field.is_section():
            yield from _sections(name, path, field)
        else:
            yield from _lists(name, lambda _size, value, path=path: put(surroundings(), path, value), field)
    yield from _whole()


def _sections(name: str, path: tuple[str, ...], field: Field) -> Iterator[Growth]:
    """Grow a section: its entities bare and whole, alike and each for itself, sound and broken in each way."""
    fields = field.fields

    def section(make: Callable[[int], Mapping]) -> Callable[[int], Mapping]:
        return _in_surroundings(path, lambda size: [make(number) for number in range(size)])

    yield Growth(f"{name}: nothing but ids", section(lambda number: {"id": own(number)}))
    yield Growth(f"{name}: every field, all refer to one", section(lambda number: entity(fields, number, first)))
    yield Growth(f"{name}: every field, alike", section(lambda number: {**entity(fields, 0, first), "id": own(number)}))
    yield Growth(f"{name}: one id", section(lambda _: entity(fields, 0, first)))
    yield Growth(f"{name}: no id", section(lambda number: {"name": own(number)}))
    yield Growth(f"{name}: unknown keys", section(lambda number: {"id": own(number), f"k{number}": 1}))
    yield Growth(f"{name}: no mappings", section(lambda number: number))  # type: ignore[arg-type,return-value]
    yield Growth(
        f"{name}: one with unknown keys",
        _in_surroundings(path, lambda size: [{"id": "e0", **{f"k{number}": 1 for number in range(size)}}]),
    )
    yield Growth(
        f"{name}: every field of a wrong type",
        section(lambda number: {**{one.name: {"no": number} for one in fields}, "id": own(number)}),
    )
    for inner in fields:
        yield from _field_of_section(name, section, path, field, inner)


def _field_of_section(
    name: str,
    section: Callable[[Callable[[int], Mapping]], Callable[[int], Mapping]],
    path: tuple[str, ...],
    field: Field,
    inner: Field,
) -> Iterator[Growth]:
    key = f"{name}.{inner.name}"
    if inner.acyclic:
        yield from _depths(key, section, field, inner)
    if inner.shape in {"scalar", "reference", "record"}:
        yield Growth(f"{key}: of a wrong type", section(lambda number: {"id": own(number), inner.name: [number]}))
    if inner.shape == "reference":
        refers = section(lambda number: {"id": own(number), inner.name: missing(number)})
        yield Growth(f"{key}: names nobody", refers)
        refers = section(lambda number: {**entity(field.fields, number, first), inner.name: missing(number)})
        yield Growth(f"{key}: every field, names nobody", refers)
        refers = _with_targets(inner.section, section(lambda number: {"id": own(number), inner.name: own(number)}))
        yield Growth(f"{key}: each refers to another", refers)
    if inner.shape == "record":
        for part in inner.fields:
            if part.shape not in {"scalar", "reference", "record"}:
                yield from _lists(f"{key}.{part.name}", _one_entity(path, field, (inner.name, part.name)), part)
    if inner.shape not in {"scalar", "reference", "record"}:
        yield from _lists(key, _one_entity(path, field, (inner.name,)), inner)


def _one_entity(path: tuple[str, ...], field: Field, within: tuple[str, ...]) -> Callable[[int, object], Mapping]:
    def make(_size: int, value: object) -> Mapping:
        return put(surroundings(), path, [put(entity(field.fields, 0, first), within, value)])

    return make


def _depths(
    key: str, section: Callable[[Callable[[int], Mapping]], Callable[[int], Mapping]], field: Field, inner: Field
) -> Iterator[Growth]:
    """Grow a tree: one long chain from either end, with every field; a star; a circle; a chain that ends nowhere."""

    def chain(size: int, *, ends: str | None, up: bool, whole: bool) -> Mapping:
        def make(number: int) -> Mapping:
            made = entity(field.fields, number, first) if whole else {"id": own(number)}
            above = number + 1 if up else number - 1
            if 0 <= above < size:
                made[inner.name] = own(above)
            elif ends is not None:
                made[inner.name] = ends
            return made

        return section(make)(size)

    for whole, with_fields in ((False, ""), (True, ", every field")):
        yield Growth(f"{key}: a chain upwards{with_fields}", lambda n, w=whole: chain(n, ends=None, up=True, whole=w))
        yield Growth(f"{key}: a chain down{with_fields}", lambda n, w=whole: chain(n, ends=None, up=False, whole=w))
        yield Growth(
            f"{key}: a chain that ends nowhere{with_fields}", lambda n, w=whole: chain(n, ends="x", up=True, whole=w)
        )
        yield Growth(f"{key}: one circle{with_fields}", lambda n, w=whole: chain(n, ends="e0", up=True, whole=w))
    yield Growth(
        f"{key}: a star", section(lambda number: {"id": own(number), **({inner.name: "e0"} if number else {})})
    )
    yield Growth(
        f"{key}: a star, every field",
        section(lambda number: {**entity(field.fields, number, first), **({inner.name: "e0"} if number else {})}),
    )
    yield Growth(f"{key}: circles of two", section(lambda number: {"id": own(number), inner.name: own(number ^ 1)}))
    yield Growth(f"{key}: circles into one member", section(lambda number: {"id": own(number), inner.name: "e0"}))


def _with_targets(section: str, make: Callable[[int], Mapping]) -> Callable[[int], Mapping]:
    """Add as many entities as are referred to, where their section is not the one that grows."""

    def made(size: int) -> Mapping:
        root = make(size)
        path, held = tuple(section.split(".")), root
        for step in path:
            held = held[step]
        present = {one.get("id") for one in held}  # type: ignore[attr-defined]
        return put(root, path, [*held, *({"id": own(n)} for n in range(size) if own(n) not in present)])

    return made


def _lists(key: str, wrap: Callable[[int, object], Mapping], field: Field) -> Iterator[Growth]:
    """Grow a list or map in one record."""

    def grown(refer: Callable[[int], str]) -> Callable[[int], Mapping]:
        return lambda size: wrap(size, rows(field, range(size), refer))

    refers = field.section or any(part.shape in {"reference", "references", "map"} for part in field.fields)
    yield Growth(f"{key}: many rows", _with_targets(field.section, grown(own)) if field.section else grown(first))
    if refers:
        yield Growth(f"{key}: many rows that name nobody", grown(missing))
    if field.shape == "map":
        yield Growth(f"{key}: wrong values", lambda size: wrap(size, {k: [] for k in rows(field, range(size), own)}))
        yield Growth(f"{key}: wrong keys", lambda size: wrap(size, {f"K {n}": 1 for n in range(size)}))
        yield Growth(f"{key}: own keys", lambda size: wrap(size, {f"x-{n}": 1 for n in range(size)}))
        return
    yield Growth(f"{key}: rows alike", lambda size: wrap(size, rows(field, range(1), first) * size))
    yield Growth(f"{key}: wrong rows", lambda size: wrap(size, [[number] for number in range(size)]))
    if field.fields:
        yield Growth(f"{key}: empty rows", lambda size: wrap(size, [{} for _ in range(size)]))
        for part in field.fields:
            made = part.name
            yield Growth(f"{key}.{made}: wrong", lambda size, m=made: wrap(size, [{m: {"no": n}} for n in range(size)]))


def _whole() -> Iterator[Growth]:
    """Grow everything at once: what two sections cost together shows in no one of them."""
    for words, refer in (("all refer to one", first), ("each refers to another", own)):
        yield Growth(f"everything: {words}", _everything(refer, lambda _: -1))
        yield Growth(f"everything: chains, {words}", _everything(refer, lambda number: number + 1))
        yield Growth(f"everything: stars, {words}", _everything(refer, lambda number: 0 if number else -1))
    yield Growth("everything: names nobody", _everything(missing, lambda _: -1))
    yield Growth("everything: all refer to one with long lists", _crowded)


def _section_lists() -> list[tuple[tuple[str, ...], Field]]:
    return [(path, field) for path, field in lists(model_fields()) if field.is_section()]


def _everything(refer: Callable[[int], str], above: Callable[[int], int]) -> Callable[[int], Mapping]:
    """Make models with as many entities in all, shared out over the sections; `above` says who stands above each."""

    def make(size: int) -> Mapping:
        sections = _section_lists()
        each = max(FEW, size // len(sections))
        root = surroundings()
        for path, field in sections:
            held = []
            for number in range(each):
                one = entity(field.fields, number, lambda n: refer(n % each))
                trees = [inner.name for inner in field.fields if inner.acyclic and 0 <= above(number) < each]
                held.append({**one, **dict.fromkeys(trees, own(above(number)))})
            put(root, path, held)
        return root

    return make


def _crowded(size: int) -> Mapping:
    """Write one entity of each section with long lists, and long sections that all refer to it."""
    sections = _section_lists()
    each = max(FEW, size // len(sections))
    root = _everything(first, lambda _: -1)(size)
    for path, field in sections:
        held: Any = root
        for step in path:
            held = held[step]
        for inner in field.fields:
            if inner.shape in {"map", "references", "records", "scalars"}:
                held[0][inner.name] = rows(inner, range(each), own)
    return root
