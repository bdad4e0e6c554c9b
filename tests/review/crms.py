"""The two CRMs that measures are held against: one written by hand, and that of examples/acme."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from oracle_tables import Words, read_crm, read_plan

HAND = Path(__file__).parent / "hand"
ACME = Path(__file__).parents[2] / "examples" / "acme"

HAND_WORDS = Words(
    motions={"New": "new_business", "Renewal": "renewal"},
    stages={
        "1 Qualify": "qualify",
        "2 Propose": "propose",
        "2 - Proposing": "propose",
        "4 Won": "won",
        "5 Lost": "lost",
    },
    segments={"Large": "large", "Base": "base", "Public": "public"},
    partners=frozenset(),
    person="id",
    rates={"EUR": Fraction(11, 10)},
    zone="America/New_York",
)
ACME_WORDS = Words(
    motions={"New Business": "new_business", "Expansion": "expansion", "Renewal": "renewal"},
    stages={
        "1 Qualified": "qualify",
        "2 Discovery": "discover",
        "3 Proof": "prove",
        "4 Proposal": "propose",
        "5 Negotiation": "negotiate",
        "6 Closed won": "won",
        "7 Closed lost": "lost",
    },
    segments={
        one: one
        for one in (
            "enterprise-prospects",
            "mid-market-prospects",
            "small-prospects",
            "strategic-customers",
            "installed-base",
            "public-sector",
        )
    },
    partners=frozenset({"U-29"}),
    person="employee",
    rates={},
)
HAND_PLAN, ACME_PLAN = read_plan(HAND), read_plan(ACME)
HAND_CRM = read_crm(HAND / "crm", HAND_PLAN, HAND_WORDS)
ACME_CRM = read_crm(ACME / "crm", ACME_PLAN, ACME_WORDS)
