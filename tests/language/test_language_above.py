"""What is asked of the records above one, answered down the trees, is what a walk up from each record says."""

# ruff: noqa: S311 - random models are no secrets
from __future__ import annotations

import random

import pytest
from asked import ask
from built_models import build
from plain_evaluator import Plain
from random_examples import examples

LINKS = [
    "any(a.leader == leader for a in ancestors(this))",
    "any(exists(a.leader) and a.leader == leader for a in ancestors(this))",
    "any(a.leader == leader and a.quota > 1 for a in ancestors(this))",
    "any(leader == a.leader for a in ancestors(this) if a.quota > 1)",
    "any(a.overlay and a.leader == leader.manager for a in ancestors(parent))",
    "any(a == leader.group for a in ancestors(this))",
    "leader.group in ancestors(this)",
    "any(any(a.leader == leader for a in ancestors(s)) for s in supports)",
    "any(a.leader == leader and a.quota == quota for a in ancestors(this))",
    "all(a.leader == leader for a in ancestors(this))",
]
ELEMENTS = [
    ("any", "a.quota > 1"), ("all", "a.quota > 1"), ("count", "1"), ("sum", "a.quota"), ("min", "a.quota"),
    ("max", "a.quota"), ("mean", "a.quota"), ("unique", "a.quota"), ("rising", "a.quota"), ("max", "a.leader.start"),
]  # fmt: skip
FOLDS = [
    f"{function}({element} for a in ancestors(this){condition})"
    for function, element in ELEMENTS
    for condition in ("", " if a.overlay", " if exists(a.quota)", " if a.quota > 1 or a.overlay")
]


def forest(seed: int) -> str:
    draw = random.Random(seed)
    lines = []
    for number in range(draw.randint(1, 7)):
        above = draw.choice(("", *(f"g{one}" for one in range(number)), *[f"g{number - 1}"] * 3, "nobody"))
        fields = {
            "parent": above if above != "g-1" else "",
            "leader": draw.choice(("p0", "p1", "p2", "nobody", "")),
            "quota": draw.choice(("1", "2", "0.5", "much", "")),
            "overlay": draw.choice(("true", "false", "perhaps")),
            "supports": draw.choice(("[g0]", "[g0, nobody]", "")),
        }
        given = "".join(f", {name}: {value}" for name, value in fields.items() if value)
        lines.append(f"  - {{id: g{number}{given}}}\n")
    people = "people: [{id: p0, group: g0, start: 2027-01-01}, {id: p1, manager: p0}, {id: p2, manager: nobody}]\n"
    return f"{people}groups:\n{''.join(lines)}"


@pytest.mark.hypothesis  # it is one of those that try more in the thorough run
@pytest.mark.parametrize("text", [*LINKS, *FOLDS])
def test_the_answer_is_that_of_a_walk_from_each_record(text):
    for seed in range(examples(60)):
        built = build(forest(seed))
        plain = Plain(built.model, "group", {}, {}, None)
        wanted = [plain.ask(text, one) for one in built.model.records("group")]
        assert ask(text, built, subject="group") == wanted, forest(seed)
