"""Who works in Acme's CRM, what each sells, and for which accounts: the plan of examples/acme, lived."""

from __future__ import annotations

from typing import NamedTuple

NEW, EXPANSION, RENEWAL = "New Business", "Expansion", "Renewal"


class Seller(NamedTuple):
    """Who owns deals: how many were begun in the year, how large they are, and how many of a hundred are won."""

    person: str
    type: str
    deals: int
    size: int
    """Dollars of a usual deal."""
    wins: int
    segment: str
    cycle: int = 100
    """Days from created to closed."""
    start: str = ""
    """The first day on which deals could be created; '' for before the year."""
    end: str = ""


PEOPLE = (
    ("ingrid-solberg", "Ingrid Solberg", "2022-03-01"),
    ("marcus-adeyemi", "Marcus Adeyemi", "2023-01-01"),
    ("priya-raman", "Priya Raman", "2023-06-01"),
    ("sofia-marchetti", "Sofia Marchetti", "2022-09-01"),
    ("kenji-watanabe", "Kenji Watanabe", "2024-02-01"),
    ("amara-okafor", "Amara Okafor", "2023-02-01"),
    ("daniel-weiss", "Daniel Weiss", "2023-09-01"),
    ("hannah-lindqvist", "Hannah Lindqvist", "2024-01-01"),
    ("omar-haddad", "Omar Haddad", "2024-04-01"),
    ("grace-kim", "Grace Kim", "2025-02-01"),
    ("tomasz-nowak", "Tomasz Nowak", "2025-08-01"),
    ("open-enterprise-ae", "Sven Aaltonen", "2027-05-10"),  # ten weeks after the plan's day
    ("jasmine-clarke", "Jasmine Clarke", "2024-03-01"),
    ("rafael-souza", "Rafael Souza", "2024-07-01"),
    ("mei-chen", "Mei Chen", "2025-01-01"),
    ("patrick-oconnell", "Patrick O'Connell", "2025-10-01"),
    ("fatima-idrissi", "Fatima Idrissi", "2026-05-01"),
    ("brandon-hughes", "Brandon Hughes", "2024-09-01"),
    ("open-commercial-ae", "Imani Baptiste", "2027-07-01"),
    ("nadia-petrova", "Nadia Petrova", "2025-03-01"),
    ("tyler-brooks", "Tyler Brooks", "2025-11-01"),
    ("aisha-mohamed", "Aisha Mohamed", "2026-06-01"),
    ("elena-popescu", "Elena Popescu", "2023-04-01"),
    ("samuel-osei", "Samuel Osei", "2024-06-01"),
    ("yuki-tanaka", "Yuki Tanaka", "2025-04-01"),
    ("charlotte-dubois", "Charlotte Dubois", "2026-02-01"),
    ("ravi-menon", "Ravi Menon", "2024-08-01"),
    ("karin-vogel", "Karin Vogel", "2025-12-01"),
    ("gabriel-santos", "Gabriel Santos", "2024-11-01"),
)
LEAVER, LEFT_ON = "brandon-hughes", "2027-06-30"
CONTRACTOR = "Oskar Lindgren"
"""Has deals in the CRM, and no place in the plan."""

_ENTERPRISE, _MID, _SMALL = "enterprise-prospects", "mid-market-prospects", "small-prospects"
_STRATEGIC, _INSTALLED = "strategic-customers", "installed-base"

SELLERS = (
    Seller("amara-okafor", NEW, 32, 140_000, 31, _ENTERPRISE, 120),
    Seller("daniel-weiss", NEW, 30, 125_000, 29, _ENTERPRISE, 120),
    Seller("hannah-lindqvist", NEW, 28, 120_000, 26, _ENTERPRISE, 125),
    Seller("omar-haddad", NEW, 30, 115_000, 27, _ENTERPRISE, 130),
    Seller("grace-kim", NEW, 27, 125_000, 24, _ENTERPRISE, 120),
    Seller("tomasz-nowak", NEW, 25, 110_000, 14, _ENTERPRISE, 135),
    Seller("open-enterprise-ae", NEW, 11, 130_000, 25, _ENTERPRISE, 120, start="2027-05-17"),
    Seller("jasmine-clarke", NEW, 46, 50_000, 27, _MID, 85),
    Seller("rafael-souza", NEW, 44, 47_000, 25, _MID, 85),
    Seller("mei-chen", NEW, 44, 46_000, 23, _MID, 80),
    Seller("patrick-oconnell", NEW, 42, 44_000, 20, _MID, 85),
    Seller("fatima-idrissi", NEW, 42, 44_000, 20, _MID, 90),
    Seller(LEAVER, NEW, 34, 44_000, 20, _MID, 95, end=LEFT_ON),
    Seller("open-commercial-ae", NEW, 12, 46_000, 24, _MID, 85, start="2027-07-12"),
    Seller("nadia-petrova", NEW, 50, 29_000, 27, _SMALL, 45),
    Seller("tyler-brooks", NEW, 48, 28_000, 25, _SMALL, 45),
    Seller("aisha-mohamed", NEW, 46, 27_000, 24, _SMALL, 50),
    Seller("gabriel-santos", NEW, 24, 64_000, 33, _SMALL, 90),
    Seller("elena-popescu", EXPANSION, 15, 125_000, 46, _STRATEGIC, 90),
    Seller("elena-popescu", RENEWAL, 15, 74_000, 93, _STRATEGIC, 60),
    Seller("samuel-osei", EXPANSION, 14, 110_000, 43, _STRATEGIC, 90),
    Seller("samuel-osei", RENEWAL, 14, 66_000, 90, _STRATEGIC, 60),
    Seller("yuki-tanaka", EXPANSION, 14, 95_000, 44, _INSTALLED, 85),
    Seller("yuki-tanaka", RENEWAL, 16, 46_000, 88, _INSTALLED, 60),
    Seller("charlotte-dubois", EXPANSION, 13, 90_000, 40, _INSTALLED, 85),
    Seller("charlotte-dubois", RENEWAL, 15, 44_000, 88, _INSTALLED, 60),
    Seller("ravi-menon", RENEWAL, 62, 48_000, 91, _INSTALLED, 55),
    Seller("karin-vogel", RENEWAL, 60, 46_000, 87, _INSTALLED, 55),
    Seller("jasmine-clarke", NEW, 7, 72_000, 71, "public-sector", 75),  # no group covers it, and it buys
    Seller(CONTRACTOR, NEW, 4, 40_000, 50, _MID, 60),
)

ACCOUNTS = (
    (_ENTERPRISE, 22, ("na-east", "na-central", "na-west", "na-south", "uk-ireland", "nordics", "central-europe")),
    (_MID, 12, ("commercial-north-america", "commercial-europe")),
    (_SMALL, 4, ("commercial-north-america", "commercial-europe")),
    (_STRATEGIC, 6, ("north-america", "europe")),
    (_INSTALLED, 12, ("north-america", "europe")),
    ("public-sector", 4, ("europe",)),
)
"""Segment, how many, and the territories that they lie in, in turn: sixty in all."""

OWNER_IN = {
    "na-east": "amara-okafor",
    "na-central": "grace-kim",
    "na-west": "omar-haddad",
    "na-south": "open-enterprise-ae",
    "uk-ireland": "daniel-weiss",
    "nordics": "hannah-lindqvist",
    "central-europe": "tomasz-nowak",
}
OWNERS = {
    _MID: ("jasmine-clarke", "rafael-souza", "mei-chen", "patrick-oconnell", "fatima-idrissi", LEAVER),
    _SMALL: ("nadia-petrova", "tyler-brooks", "aisha-mohamed", "gabriel-santos"),
    _STRATEGIC: ("elena-popescu", "samuel-osei"),
    _INSTALLED: ("yuki-tanaka", "charlotte-dubois", "ravi-menon", "karin-vogel"),
    "public-sector": ("jasmine-clarke",),
}
