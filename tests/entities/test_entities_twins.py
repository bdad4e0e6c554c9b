"""Who is entered twice: names that differ by a slip, and what was refused."""

import pytest
from built_models import build

SAME = "role: ae, group: g, manager: m, start: 2021-05-01, quota: 5"
TEAM = "roles: [{id: ae, family: account_executive}]\ngroups: [{id: g}]\n"


def twins(*names: str, same: str = SAME) -> list[object]:
    people = ", ".join(f"{{id: p{at}, name: '{name}', {same}}}" for at, name in enumerate(names))
    made = build(f"{TEAM}people: [{{id: m, role: ae}}, {people}]")
    return [made.get("person", f"p{at}", "twin") for at in range(len(names))]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kira Popov", "Kira Popow"),
        ("Kira Popov", "Kira Popv"),
        ("Kira Popov", "Popov, Kira"),
        ("Kira Popov", "KIRA  POPOV"),
        ("Kira Popov", "Kira Poopv"),
        ("Zoë Weiß", "Zoe Weiß"),
        ("Anna Müller", "Anna Mueller"),
    ],
)
def test_a_slip_in_a_name_is_one_person(one, other):
    assert twins(one, other) == ["", "p0"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kira Popov", "Kira Popescu"),
        ("Kira Popov", "Kara Popow"),
        ("Tim Schulz", "Tom Schulz"),
        ("Jonas", "Jonah"),
        ("Rep 1", "Rep 2"),
        ("Kira Popov", "Kira Popov Junior"),
    ],
)
def test_two_names_are_two_people(one, other):
    assert twins(one, other) == ["", ""]


def test_the_third_of_a_name_is_told_too_and_each_names_an_earlier_one():
    assert twins("Kira Popov", "Ada Lang", "Kira Popow", "Kira Popov") == ["", "", "p0", "p0"]


def test_of_whoever_has_a_refused_date_nothing_is_known():
    assert twins("Kira Popov", "Kira Popov", same=SAME.replace("2021-05-01", "yesterday")) == [None, None]
