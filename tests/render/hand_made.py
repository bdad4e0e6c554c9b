"""Findings and reports made by hand, so that rendering is tested apart from checking."""

from __future__ import annotations

from coverage_lint.findings import Figure, Finding, ModelReport, Related, Report, Trace, Undecided
from coverage_lint.location import Location, Source
from coverage_lint.render.findings.finding import lay_out_finding
from coverage_lint.render.terminal.segments import View, plain

PIPED = View()
MODEL = Source(
    "coverage.yaml",
    "coverage_model: 1\n"
    "goals:\n"
    "  - {id: hunt, target: 6_000_000}\n"
    "  - {id: farm, target: 4_000_000}\n"
    "groups:\n"
    "  - {id: north, quota: 5_000_000}\n"
    "  - {id: south, quota: 5_500_000}\n",
)
TABLE = Source("people.csv", "id,quota\nada,100\ngrace,200\n")


def at(source: Source, words: str, after: str = "") -> Location:
    """Return the place of words in a source, the first behind other words."""
    start = source.text.index(words, source.text.index(after))
    return Location(source, start, start + len(words))


def finding(location: Location, **fields: object) -> Finding:
    plain_one = Finding("CL301", "quota-over-assignment", "error", "too little", location, "", "", "plan", "")
    return plain_one._replace(**fields)  # type: ignore[arg-type]


def report(*findings: Finding, **fields: object) -> Report:
    model = ModelReport("coverage.yaml", "published", tuple(findings), (), (), draft=False)
    return Report((model._replace(**fields),), ())  # type: ignore[arg-type]


def shown(one: Finding, view: View = PIPED) -> str:
    return plain(lay_out_finding(one, view))


HUNT = Related(at(MODEL, "6_000_000"), "goal hunt 6,000,000")
FARM = Related(at(MODEL, "4_000_000"), "goal farm 4,000,000")
ADA = Related(at(TABLE, "100"), "person ada 100")
SHORT = finding(
    at(MODEL, "groups"),
    message="group quotas add up to 10,500,000, 500,000 short of 11,000,000",
    label="quotas together",
    help="Raise quotas by 500,000 together, or lower the goals.",
    field="groups",
    traces=(Trace("required", "11,000,000", (HUNT, FARM), 0),),
)
LACKING = Undecided("CL204", "capacity-below-goal", "plan", at(MODEL, "coverage_model"), ("productivity of role ae",))
FIGURE = Figure("quota", "Group quotas", "money", 10_500_000, "10,500,000")
