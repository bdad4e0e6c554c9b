"""Names of invented people and places, enough that a large company reads like one."""

from __future__ import annotations

import unicodedata
from collections import Counter
from itertools import count
from string import ascii_uppercase
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

FIRST = (
    "Aaliyah", "Adrian", "Aisha", "Alejandra", "Amara", "Ana", "Anders", "Anil", "Anna", "Antoine", "Arjun", "Astrid",
    "Beatriz", "Björn", "Bruno", "Camille", "Carlos", "Chloé", "Clara", "Daniel", "Deepa", "Diego", "Dmitri", "Elena",
    "Eleni", "Elif", "Emeka", "Emma", "Erik", "Esther", "Farah", "Fatima", "Felix", "Fiona", "Gabriel", "George",
    "Grace", "Hana", "Hannah", "Hiroshi", "Ibrahim", "Idris", "Ines", "Ingrid", "Ivan", "Jamal", "James", "Jana",
    "João", "Jonas", "Julia", "Kaito", "Karin", "Kenji", "Kofi", "Kwame", "Laura", "Leila", "Liam", "Lucía", "Lukas",
    "Magnus", "Malik", "Marco", "Maria", "Marta", "Mateus", "Maya", "Mei", "Mia", "Michael", "Nadia", "Naomi", "Nia",
    "Noah", "Nora", "Olga", "Oliver", "Omar", "Paolo", "Patrick", "Petra", "Priya", "Rafael", "Ravi", "Rosa", "Ryan",
    "Samuel", "Sara", "Sofia", "Stefan", "Suda", "Tariq", "Thandiwe", "Tomasz", "Valentina", "Viktor", "Wei", "Yara",
    "Yuki", "Zanele", "Zofia",
)  # fmt: skip
LAST = (
    "Abbott", "Abdi", "Adeyemi", "Alonso", "Andersson", "Aoki", "Appiah", "Bakker", "Barbosa", "Baumann", "Bello",
    "Bennani", "Berg", "Bianchi", "Brooks", "Campbell", "Carvalho", "Castro", "Chen", "Clarke", "Costa", "Dahl", "Das",
    "Diallo", "Dlamini", "Dubois", "Duarte", "Dvořák", "Eriksen", "Esposito", "Evans", "Farahani", "Fernández",
    "Fischer", "Fraser", "Garcia", "Goldberg", "Gomez", "Greco", "Gupta", "Haddad", "Hansen", "Hassan", "Hoffmann",
    "Horváth", "Hughes", "Ito", "Ivanova", "Jansen", "Johansson", "Kapoor", "Kaya", "Keller", "Kim", "Kovács",
    "Kowalska", "Kruger", "Kumar", "Larsen", "Laurent", "Lindqvist", "Lopes", "Maier", "Marchetti", "Martin", "Mbeki",
    "Meier", "Mensah", "Menon", "Moreau", "Moreno", "Murphy", "Nair", "Nakamura", "Ncube", "Nguyen", "Novak", "Nowak",
    "O'Connell", "Obi", "Okafor", "Olsen", "Osei", "Papadakis", "Park", "Patel", "Pereira", "Petrova", "Popescu",
    "Qureshi", "Raman", "Ramirez", "Reyes", "Ricci", "Rossi", "Santos", "Sato", "Schmidt", "Silva", "Singh", "Smith",
    "Souza", "Suzuki", "Tanaka", "Thompson", "Torres", "Vogel", "Wagner", "Walsh", "Watanabe", "Weber", "Weiss",
    "Wilson", "Yamada", "Yilmaz",
)  # fmt: skip
PLACES = (
    "Iberia", "Nordics", "Benelux", "Bavaria", "Midlands", "Scotland", "Ireland", "Provence", "Lombardy", "Austria",
    "Bohemia", "Baltics", "Poland", "Romania", "Greece", "Turkey", "Gulf", "Egypt", "Morocco", "Kenya", "Nigeria",
    "Gauteng", "New England", "Mid-Atlantic", "Carolinas", "Florida", "Great Lakes", "Plains", "Texas", "Rockies",
    "California", "Cascadia", "Ontario", "Quebec", "Alberta", "Mexico North", "Mexico South", "Colombia", "Chile",
    "Sao Paulo", "Rio", "Argentina", "Kanto", "Kansai", "Korea", "Taiwan", "Hong Kong", "Singapore", "Malaysia",
    "Thailand", "Vietnam", "Java", "Luzon", "Maharashtra", "Karnataka", "Delhi", "Queensland", "Victoria",
    "New Zealand", "Switzerland",
)  # fmt: skip
INDUSTRIES = ("Finance", "Health", "Manufacturing", "Retail", "Energy", "Telecoms", "Transport", "Public sector")
REGIONS = (
    "Western Europe", "Northern Europe", "Central Europe", "Southern Europe", "Eastern North America",
    "Central North America", "Western North America", "Latin America", "Northeast Asia", "Southeast Asia", "South Asia",
    "Oceania", "Middle East", "Africa",
)  # fmt: skip
THEATRES = ("Europe", "Americas", "Asia Pacific", "Middle East and Africa")


def as_id(text: str) -> str:
    """Turn a name into an id: plain lower-case letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return "-".join("".join(letter if letter.isalnum() else " " for letter in plain if letter != "'").split())


def area_name(index: int) -> str:
    """Name an area: a place, later a place and an industry."""
    return _numbered(PLACES, INDUSTRIES, index)


def layer_name(height: int, index: int) -> str:
    """Name what lies above the areas: regions first, then theatres, then divisions."""
    if height == 1:
        return _numbered(REGIONS, INDUSTRIES, index)
    return _numbered(THEATRES, INDUSTRIES, index) if height == 2 else f"Division {height}.{index + 1}"  # noqa: PLR2004


def _numbered(names: tuple[str, ...], kinds: tuple[str, ...], index: int) -> str:
    turn, at = divmod(index, len(names))
    if turn == 0:
        return names[at]
    again, kind = divmod(turn - 1, len(kinds))
    return f"{names[at]} {kinds[kind]}" + (f" {again + 1}" if again else "")


def _initials(number: int) -> str:
    """Return what tells the holders of one name apart: nothing, A., B. and so on, then A. A."""
    letters = ""
    while number:
        number, letter = divmod(number - 1, len(ascii_uppercase))
        letters = f"{ascii_uppercase[letter]}. {letters}"
    return letters


class PeopleNames:
    """Hands out names that nobody else has: where two are alike, the second has an initial, and an id with a number."""

    def __init__(self, rng: Random) -> None:
        """Take names by chance, from a generator that has a seed."""
        self._rng = rng
        self._taken: set[str] = set()
        self._alike: Counter[str] = Counter()

    def take(self) -> tuple[str, str]:
        """Return a new id and the name it stands for."""
        first, last = self._rng.choice(FIRST), self._rng.choice(LAST)
        wanted = as_id(f"{first} {last}")
        before = self._alike[wanted]
        self._alike[wanted] += 1
        return self.reserve(wanted), f"{first} {_initials(before)}{last}"

    def reserve(self, wanted: str) -> str:
        """Return the id itself, or with the first number that is free."""
        candidates = (wanted if number == 1 else f"{wanted}-{number}" for number in count(1))
        free = next(one for one in candidates if one not in self._taken)
        self._taken.add(free)
        return free
