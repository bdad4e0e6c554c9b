"""The jobs of the invented company: what they sell, how long they ramp, what they earn."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple


class Job(NamedTuple):
    """One role and its compensation plan. Amounts are a year's, in the plan's currency."""

    id: str
    title: str
    family: str
    motion: str | None
    productivity: int
    ramp: tuple[str, ...]
    certifications: tuple[str, ...]
    attrition: str
    base: int
    variable: int
    measures: tuple[tuple[str, str | None, str], ...]
    span: tuple[int, int] | None = None
    carries_quota: bool | None = None

    @property
    def pay(self) -> int:
        """What somebody earns at exactly 100 percent."""
        return self.base + self.variable

    @property
    def ramp_shares(self) -> tuple[Fraction, ...]:
        """The ramp as exact shares."""
        return tuple(Fraction(step) for step in self.ramp)


_NEW = (("new business bookings", "new_business", "1"),)
_TEAM = (("bookings of the team", None, "0.8"), ("forecast accuracy", None, "0.2"))
_ALL = (("new business bookings", "new_business", "0.5"), ("bookings from customers", "existing", "0.5"))

JOBS = {
    job.id: job
    for job in (
        Job("head-of-sales", "Head of sales", "vp", None, 0, (), (), "0.05", 210_000, 140_000, _ALL, (3, 12)),
        Job("vice-president", "Vice president", "vp", None, 0, (), (), "0.05", 180_000, 120_000, _ALL, (3, 10)),
        Job("director", "Sales director", "director", None, 0, (), ("coaching",), "0.06",
            155_000, 100_000, _TEAM, (3, 10)),
        Job("sales-manager", "Sales manager", "manager", None, 0, (), ("coaching",), "0.08",
            132_000, 88_000, _TEAM, (3, 12)),
        Job("enterprise-ae", "Enterprise account executive", "account_executive", "new_business", 1_100_000,
            ("0", "0.10", "0.25", "0.50", "0.75", "0.90"), ("product", "value-selling"), "0.15",
            125_000, 125_000, _NEW),
        Job("commercial-ae", "Commercial account executive", "account_executive", "new_business", 680_000,
            ("0", "0.25", "0.50", "0.75", "0.90"), ("product", "value-selling"), "0.18", 78_000, 78_000, _NEW),
        Job("inside-sales-rep", "Inside sales representative", "inside_sales", "new_business", 400_000,
            ("0.25", "0.50", "0.75"), ("product",), "0.20", 57_000, 38_000, _NEW),
        Job("sdr", "Sales development representative", "sdr", "new_business", 0, ("0.25", "0.50", "0.75"), ("product",),
            "0.30", 52_000, 26_000, (("opportunities accepted by sales", "new_business", "1"),), None,
            carries_quota=False),
        Job("account-manager", "Account manager", "account_manager", "existing", 1_500_000, ("0.25", "0.50", "0.75"),
            ("product", "account-planning"), "0.10", 96_000, 64_000,
            (("expansion bookings", "expansion", "0.6"), ("renewed contracts", "renewal", "0.4"))),
        Job("renewals-manager", "Renewals manager", "account_manager", "renewal", 1_500_000, ("0.50", "0.75"),
            ("product",), "0.10", 78_000, 36_000, (("renewed contracts", "renewal", "1"),)),
        Job("customer-success-manager", "Customer success manager", "customer_success", "renewal", 0, (), ("product",),
            "0.12", 84_000, 18_000,
            (("renewed contracts", "renewal", "0.7"), ("users active every week", "renewal", "0.3"))),
        Job("sales-engineer", "Sales engineer", "sales_engineer", None, 0, (), ("product", "demo"), "0.10",
            128_000, 32_000, (("bookings of the groups supported", "new_business", "1"),)),
        Job("solution-specialist", "Solution specialist", "overlay", None, 0, (), ("product", "data-platform"), "0.10",
            126_000, 54_000, (("bookings of the groups supported", "new_business", "1"),)),
        Job("channel-manager", "Channel manager", "partner_manager", "new_business", 1_250_000,
            ("0", "0.25", "0.50", "0.75"), ("product",), "0.10", 104_000, 56_000, _NEW),
    )
}  # fmt: skip
