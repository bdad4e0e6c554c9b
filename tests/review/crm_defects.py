"""Defects planted into a CRM in which the plan is lived to the letter, and what a review must tell of them."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from crm.lived import ACTUALS, lived, plan_text, reviews
from crm.tables import Account, Crm, Opportunity, User, write_csv

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

OTHER = "U-other"
"""A user who is in no plan."""


class Planted(NamedTuple):
    """What was planted of a kind: how many rows, and their money."""

    count: int
    money: Fraction


class Planting:
    """A CRM whose rows are changed one by one, none of them twice."""

    def __init__(self, deals: int) -> None:
        crm = lived(deals)
        self.users = [*crm.users, User(OTHER, "other@example.com", "Other", "true", "2022-01-01", "", "")]
        self.accounts = list(crm.accounts)
        self.deals = list(crm.opportunities)
        self.activities = list(crm.activities)
        self.planted: dict[str, Planted] = {}
        self._open = self._of(closed="false")
        self._won = self._of(won="true")
        self._lost = self._of(closed="true", won="false")

    def crm(self) -> Crm:
        return Crm(self.users, self.accounts, self.deals, self.activities, [])

    def _of(self, **wanted: str) -> Iterator[int]:
        """Yield the places of deals, far from each other, so that no seller loses much."""
        places = [
            at for at, deal in enumerate(self.deals) if all(getattr(deal, key) == held for key, held in wanted.items())
        ]
        step = max(1, len(places) // 97)
        return iter([place for first in range(step) for place in places[first::step]])

    def _note(self, kind: str, deals: list[Opportunity]) -> None:
        amounts = (Fraction(deal.amount) for deal in deals if deal.amount and deal.currency == "USD")
        self.planted[kind] = Planted(len(deals), sum(amounts, Fraction(0)))

    def _change(self, kind: str, places: Iterator[int], count: int, **changed: str) -> None:
        made = []
        for _ in range(count):
            at = next(places)
            self.deals[at] = self.deals[at]._replace(**changed)
            made.append(self.deals[at])
        self._note(kind, made)

    def plant_deals(self) -> None:
        """Plant what can be wrong with a deal, 44 of it."""
        self._change("without_account", self._open, 4, account="")
        self._change("without_required", self._open, 5, next_step="")
        self._change("unknown_stage", self._open, 3, stage="Verbal yes")
        self._change("overdue", self._open, 4, close_date="2027-06-29")
        self._change("too_old", self._open, 3, created="2027-04-30T23:59:59Z")
        self._change("won_without_amount", self._won, 2, amount="")
        self._change("without_close_date", self._open, 3, close_date="")
        self._change("unpriced", self._lost, 3, currency="JPY")
        self._change("closed_ahead", self._lost, 2, close_date="2027-07-01")
        self._change("without_motion", self._open, 3, type="Training")
        self._change("negative", self._open, 2, amount="-100.50")
        self._change("unowned", self._open, 2, owner="")
        self._change("owner_unknown", self._open, 4, owner=OTHER)
        self._copy("duplicate", self._lost, 2, lambda deal: deal._replace(id=f"{deal.id}-again"))
        self._copy("doubled", self._won, 2, lambda deal: deal._replace(modified="2026-01-01T00:00:00Z", amount="0"))

    def _copy(self, kind: str, places: Iterator[int], count: int, change: Callable[[Opportunity], Opportunity]) -> None:
        made = [change(self.deals[next(places)]) for _ in range(count)]
        self.deals += made
        self._note(kind, made)

    def plant_accounts(self) -> None:
        """Plant what can be wrong with an account, 16 of it."""
        places = iter(range(3, len(self.accounts), 29))
        for kind, count, changed in (
            ("account_unowned", 5, {"owner": ""}),
            ("account_without_segment", 4, {"segment": "Unheard of"}),
            ("account_without_territory", 4, {"territory": ""}),
        ):
            for _ in range(count):
                at = next(places)
                self.accounts[at] = self.accounts[at]._replace(**changed)
            self.planted[kind] = Planted(count, Fraction(0))
        for _ in range(3):
            self.accounts.append(self.accounts[next(places)]._replace(owner="U-vera"))
        self.planted["account_owned_twice"] = Planted(3, Fraction(0))

    # What is wrong with people, groups and segments, each by itself.

    def give(self, seller: str, to: str, **wanted: str) -> list[Opportunity]:
        """Give a seller's deals of a kind to another one, and return them."""
        given = []
        for at, deal in enumerate(self.deals):
            if deal.owner == f"U-{seller}" and all(getattr(deal, key) == held for key, held in wanted.items()):
                self.deals[at] = deal._replace(owner=f"U-{to}")
                given.append(deal)
        return given

    def end(self, seller: str) -> None:
        """Let a user log in no more."""
        self.users = [user._replace(active="false") if user.id == f"U-{seller}" else user for user in self.users]

    def open_account(self, segment: str) -> Account:
        """Add an account of a segment, which hunter-0 owns."""
        made = Account(f"A-{segment}-new", "", "U-hunter-0", segment, "americas", "", "2027-01-01")
        self.accounts.append(made)
        return made

    def move(self, deal: Opportunity, account: str) -> None:
        """Let a deal be with another account."""
        self.deals[self.deals.index(deal)] = deal._replace(account=account)


def write(planting: Planting, folder: Path) -> None:
    """Write a CRM with its plan, mapping and reviews into a folder."""
    write_csv(planting.crm(), str(folder / "crm"))
    (folder / "coverage.yaml").write_text(plan_text(), encoding="utf-8")
    (folder / "actuals.yaml").write_text(ACTUALS, encoding="utf-8")
    (folder / "reviews").mkdir(exist_ok=True)
    for name, text in reviews().items():
        (folder / "reviews" / name).write_text(text, encoding="utf-8")
