"""Random small models, and random expressions that are well typed in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Callable

    Draw = Callable[[st.SearchStrategy], object]

IDS = ("a", "b", "c", "d")
FIELDS: dict[str, dict[str, tuple[str, ...]]] = {
    "plan": {
        "money": ("goal", "need", "quota", "assigned", "budget.total"),
        "count": ("headcount",),
        "flag": (),
        "text": ("status",),
        "date": ("effective",),
        "entity person": ("owner",),
        "relation": ("goals:goal", "people:person", "groups:group"),
    },
    "person": {
        "money": ("quota", "assigned", "manager.quota"),
        "count": ("count",),
        "flag": ("grouped", "seller"),
        "text": ("status",),
        "date": ("start", "end"),
        "entity person": ("manager", "manager.manager", "group.leader"),
        "entity group": ("group",),
        "relation": ("reports:person", "led_groups:group", "manager.reports:person"),
    },
    "group": {
        "money": ("quota", "target", "assigned", "parent.quota"),
        "count": ("headcount",),
        "flag": ("overlay", "selling", "leaf"),
        "text": ("quota_type",),
        "date": ("leader.start",),
        "entity person": ("leader",),
        "entity group": ("parent",),
        "relation": ("members:person", "children:group", "targets:target", "supports:group"),
    },
    "goal": {
        "money": ("target", "need", "parent.target"),
        "count": (),
        "flag": ("leaf",),
        "text": ("motion",),
        "date": (),
        "entity goal": ("parent",),
        "relation": ("children:goal", "group_targets:target", "parent.children:goal"),
    },
    "target": {
        "money": ("amount", "goal.target", "group.quota"),
        "count": (),
        "flag": ("goal.leaf",),
        "text": ("goal.motion",),
        "date": (),
        "entity goal": ("goal",),
        "entity group": ("group",),
        "relation": ("group.targets:target",),
    },
}  # fmt: skip
WORDS = {
    "status": {"plan": ("draft", "published"), "person": ("active", "open", "leave")},
    "quota_type": {"group": ("individual", "pooled", "none")},
    "motion": {"goal": ("new_business", "renewal"), "target": ("new_business", "renewal")},
}
DAYS = ("2026-12-31", "2027-01-01", "2027-02-10", "2027-06-30")


class Writer:
    """Draws expressions; `names` are the records in reach, each with its kind and how its fields are written."""

    def __init__(self, draw: Draw, subject: str, lets: dict[str, str]) -> None:
        self.draw = draw
        self.names = [("", subject), ("plan.", "plan")] if subject != "plan" else [("", "plan")]
        self.lets = lets
        self.used = 0

    def pick(self, options: object) -> object:
        return self.draw(st.sampled_from(list(options)))  # type: ignore[call-overload]

    def path(self, what: str) -> str | None:
        found = [f"{prefix}{field}" for prefix, kind in self.names for field in FIELDS[kind].get(what, ())]
        return str(self.pick(found)) if found else None

    def number(self) -> str:
        return str(self.pick(("0", "1", "2", "0.1", "0.3", "10", "2.5")))

    def money(self, depth: int) -> str:
        shape = self.pick(range(11)) if depth > 0 else 0
        if shape == 1 and "worth" in self.lets:
            return "worth"
        if shape == 2:
            return f"({self.money(depth - 1)} {self.pick('+-')} {self.money(depth - 1)})"
        if shape == 3:
            return f"{self.money(depth - 1)} {self.pick('*/')} {self.number()}"
        if shape == 4:
            return f"{self.pick(('min', 'max'))}({self.money(depth - 1)}, {self.money(depth - 1)})"
        if shape == 5:
            return f"abs(-{self.money(depth - 1)})"
        if shape in {6, 7}:
            return self.aggregate(str(self.pick(("sum", "min", "max", "mean", "same"))), depth, self.money)
        if shape == 10:
            return f"({self.money(depth - 1)} if {self.flag(depth - 1)} else {self.money(depth - 1)})"
        return self.path("money") or self.number()

    def count(self, depth: int) -> str:
        shape = self.pick(range(5)) if depth > 0 else 0
        if shape == 1:
            return self.aggregate("count", depth, lambda _: "1")
        if shape == 2:
            return f"count({self.relation()[0]})"
        if shape == 3:
            return f"depth({self.pick(self.trees())})" if self.trees() else "1"
        return self.path("count") or "2"

    def trees(self) -> list[str]:
        return [name.rstrip(".") or "this" for name, kind in self.names if kind in {"person", "group", "goal"}]

    def relation(self) -> tuple[str, str]:
        text, _, kind = str(self.path("relation")).partition(":")
        return text, kind

    def flag(self, depth: int) -> str:  # noqa: C901 - one line a shape
        shape = self.pick(range(16)) if depth > 0 else self.pick((0, 1, 2, 3, 4, 5, 6))
        op = self.pick(("<", "<=", ">", ">=", "==", "!="))
        if shape in {0, 15}:
            return f"{self.money(depth - 1)} {op} {self.money(depth - 1)}"
        if shape == 1:
            return f"{self.count(depth - 1)} {op} {self.pick('0123')}"
        if shape == 2:
            return self.word()
        if shape == 3 and self.path("date"):
            other = self.pick((f'"{self.pick(DAYS)}"', str(self.path("date")), "today"))
            return f"{self.path('date')} {op} {other}"
        if shape == 4:
            return str(self.path("flag") or "1 < 2")
        if shape == 5:
            kind = self.pick(("money", "date", "text", "flag", "entity person", "entity group", "relation"))
            path = str(self.path(str(kind)) or self.path("money")).partition(":")[0]
            return f"{self.pick(('missing', 'exists'))}({path})"
        if shape == 6:
            return self.same()
        if shape in {7, 8}:
            return f"({self.flag(depth - 1)} {self.pick(('and', 'or'))} {self.flag(depth - 1)})"
        if shape == 9:
            return f"not ({self.flag(depth - 1)})"
        if shape in {10, 11, 12}:
            return self.aggregate(str(self.pick(("any", "all"))), depth, self.flag)
        if shape == 13:
            return self.aggregate(str(self.pick(("unique", "rising"))), depth, self.money)
        return f"0 < {self.money(depth - 1)} <= {self.money(depth - 1)}"

    def word(self) -> str:
        prefix, field, words = self.pick(
            [
                (prefix, field, WORDS[field.rpartition(".")[2]][kind])
                for prefix, kind in self.names
                for field in FIELDS[kind]["text"]
            ]
        )  # type: ignore[misc]
        if self.pick((True, False)):
            return f'{prefix}{field} {self.pick(("==", "!="))} "{self.pick(words)}"'
        listed = ", ".join(f'"{word}"' for word in words[:2])
        return f"{prefix}{field} {self.pick(('in', 'not in'))} ({listed})"

    def same(self) -> str:
        kind = str(self.pick(("person", "group", "goal")))
        records = [name.rstrip(".") or "this" for name, held in self.names if held == kind]
        records += [path for path in (self.path(f"entity {kind}"), self.path(f"entity {kind}")) if path]
        if not records:
            return self.word()
        if self.pick((True, False)):
            section = {"person": "people", "group": "groups", "goal": "goals"}[kind]
            return f"{self.pick(records)} {self.pick(('in', 'not in'))} {self.sections()}{section}"
        return f"{self.pick(records)} {self.pick(('==', '!='))} {self.pick(records)}"

    def sections(self) -> str:
        return "plan." if self.pick((True, False)) or self.names[0][1] != "plan" else ""

    def rows(self) -> tuple[str, str]:
        """Draw a relation, or the records above one."""
        trees = self.trees()
        if not trees or self.pick((True, True, False)):
            return self.relation()
        one = str(self.pick(trees))
        return f"ancestors({one})", next(kind for name, kind in self.names if (name.rstrip(".") or "this") == one)

    def aggregate(self, name: str, depth: int, element: Callable[[int], str]) -> str:
        source, kind = self.rows()
        self.used += 1
        variable = f"r{self.used}"
        self.names.append((f"{variable}.", kind))
        condition = f" if {self.condition(variable, depth - 1)}" if self.pick((True, False)) else ""
        made = f"{name}({element(depth - 1)} for {variable} in {source}{condition})"
        self.names.pop()
        return made

    def condition(self, variable: str, depth: int) -> str:
        """Draw a filter, often one that an index answers."""
        kind = self.names[-1][1]
        if self.pick((True, False)):
            return self.flag(depth)
        joins = []
        for what, fields in FIELDS[kind].items():
            if fields and what not in {"relation", "flag", "text"}:
                self.names.pop()
                other = self.path(what)
                self.names.append((f"{variable}.", kind))
                if other:
                    joins.append(f"{variable}.{fields[0]} == {other}")
        if not joins:
            return self.flag(depth)
        join = str(self.pick(joins))
        return f"{join} and {self.flag(depth)}" if self.pick((True, False)) else join


@st.composite
def expressions(
    draw: Draw, kinds: tuple[str, ...] = ("flag", "flag", "money", "count")
) -> tuple[str, str, dict[str, str], str]:
    """Draw a subject, lets, an expression, and its type."""
    subject = str(draw(st.sampled_from(("plan", "person", "group", "goal"))))
    lets: dict[str, str] = {}
    if draw(st.booleans()):
        lets["worth"] = Writer(draw, subject, {}).money(2)
    wanted = str(draw(st.sampled_from(kinds)))
    return subject, wanted, lets, getattr(Writer(draw, subject, lets), wanted)(3)


@st.composite
def models(draw: Draw) -> str:
    """Draw the text of a small model, with gaps, slips and dangling references."""
    chance = st.sampled_from((True, True, True, False))

    def fields(made: dict[str, list[str]]) -> str:
        parts = [f"{name}: {draw(st.sampled_from(values))}" for name, values in made.items() if draw(chance)]
        return ", ".join(parts)

    some = list(IDS[:3])
    sections = []
    for name, made in (
        ("goals", {
            "parent": ["a", "b", "x"], "target": ["0", "0.1", "10", "much"], "motion": ["new_business", "renewal"],
        }),
        ("people", {
            "manager": some, "group": [*some, "x"], "quota": ["1", "0.3", "10", "0", "[]"], "count": ["1", "2"],
            "start": ["2026-12-31", "2027-02-10"], "end": ["2027-06-30", "soon"], "status": ["open", "active", "gone"],
            "role": ["seller"],
        }),
        ("groups", {
            "leader": some, "parent": ["a", "b"], "quota": ["1", "2.5", "10"], "overlay": ["true", "false"],
            "quota_type": ["pooled", "none"], "targets": ["{a: 1}", "{a: 0.1, b: 10}", "{x: 1}", "{a: lot}", "{}"],
            "supports": ["[a]", "[b, x]", "[]"],
        }),
    ):  # fmt: skip
        if draw(st.sampled_from((True, True, True, True, True, False))):
            held = draw(st.integers(0, 3))
            rows = [f"  - {{id: {one}, {fields(made)}}}".replace(", }", "}") for one in IDS[:held]]  # type: ignore[misc]
            if draw(st.sampled_from((True, *[False] * 6))):
                rows.append("  - 7")
            sections.append(f"{name}:{'' if rows else ' []'}\n" + "\n".join(rows))
    plan = fields({"status": ["draft", "published"], "effective": ["2027-01-01"], "owner": ["a", "b"]})
    tail = draw(st.sampled_from(("budget: {total: 10}", "budget: {}", "")))
    roles = "roles: [{id: seller, family: account_executive, productivity: 10}]"
    return "\n".join([f"plan: {{{plan}}}", roles, *sections, str(tail)]) + "\n"
