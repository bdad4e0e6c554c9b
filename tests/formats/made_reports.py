"""Reports made by hand, and by checking, for the tests of every format."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from in_process import run_here

from coverage_lint.checking.options import Options
from coverage_lint.checking.run import check_data
from coverage_lint.codes import CODES
from coverage_lint.discovery.left_out import LeftOut
from coverage_lint.findings import Figure, Finding, Fix, Ignored, ModelReport, Related, Report, Trace, Undecided
from coverage_lint.location import Location, Source
from coverage_lint.policy.shipped import shipped
from coverage_lint.render.repository_paths import Repository

TOP = Path(__file__).parents[2]
REPOSITORY = Repository("/srv/sales repo/plans", "/srv/sales repo")

HOSTILE = (
    "<script>alert(1)</script> <!-- %0A::error::x ]]> ::stop-commands::x ##[add-mask]a \x1b[31m\x00 \u202e \ufffe "
    "@octocat #1 GH-1 `code` |cell| [x](http://e.example) www.e.example a@b.example {0} $1$ _u_ *b* "
    "~~s~~ &amp; \"q\" 'q'\nnext\r\n- list\u2028line \ud83d"
)
"""What can stand in a name, and means something to one reader or another."""

TEXT = Source(
    "größe & co/pläne #1.yaml",
    "coverage_model: 1\ngroups:\n  - {id: 😀north, quota: 5}\n  - id: south\n    quota: 6\n\npeople: []\n",
)


def at(words: str, source: Source = TEXT) -> Location:
    start = source.text.index(words)
    return Location(source, start, start + len(words))


def finding(words: str = "groups", **fields: object) -> Finding:
    plain = Finding("CL301", "quota-over-assignment", "error", "too little", at(words), "", "", "plan", "quota")
    return plain._replace(**fields)  # type: ignore[arg-type]


def model(*findings: Finding, **fields: object) -> ModelReport:
    figure = Figure("quota", "Group quotas", "money", 11, "11")
    made = ModelReport(TEXT.path, "published", findings, (), (figure,), draft=False, files=(TEXT.path,))
    return made._replace(**fields)  # type: ignore[arg-type]


def report(*findings: Finding, **fields: object) -> Report:
    return Report((model(*findings, **fields),), ())


def asked(made: Report, beginning: str = "") -> Report:
    """Return a report of models that were asked every shipped policy whose code begins so."""
    everything = (*CODES.values(), *shipped().policies)
    policies = sorted((one for one in everything if one.code.startswith(beginning)), key=lambda one: one.code)
    return made._replace(models=tuple(one._replace(asked=tuple(policies)) for one in made.models))


_HOSTILE_ONE = finding(
    message=HOSTILE,
    help=HOSTILE,
    label=HOSTILE,
    entity=HOSTILE,
    field=HOSTILE,
    name="own-policy",
    code="AC101",
    traces=(Trace("short", HOSTILE, (Related(at("quota: 5"), HOSTILE),), 3),),
    fix=Fix(at("groups"), "x"),
    location=Location(
        Source(HOSTILE.replace("/", " ").replace("\ud83d", "") + "/\udce9.yaml", HOSTILE), 3, len(HOSTILE) - 3
    ),
)
HOSTILE_REPORT = report(
    _HOSTILE_ONE,
    path=_HOSTILE_ONE.location.path,
    status=HOSTILE,
    ignored=(Ignored(finding(), HOSTILE), Ignored(finding(), "")),
    baselined=(_HOSTILE_ONE._replace(entity="x"),),
    undecided=(Undecided("CL204", HOSTILE, HOSTILE, at("people"), (HOSTILE,)),),
)
NOTHING = Report((), ("a.yaml",))
CLEAN = report()
LEFT_OUT = (LeftOut(_HOSTILE_ONE.location.path, HOSTILE), *(LeftOut(f"{at:02}.yaml", "why") for at in range(12)))
"""More than are named."""
REPORTS = {
    "hostile": HOSTILE_REPORT,
    "nothing": NOTHING,
    "clean": CLEAN,
    "one": report(finding()),
    "left out": HOSTILE_REPORT._replace(left_out=LEFT_OUT),
    "left out of nothing": NOTHING._replace(left_out=LEFT_OUT),
}


def many(errors: int, warnings: int, infos: int) -> Report:
    """Return a report of so many findings, the gravest last."""
    counts = {"info": infos, "warning": warnings, "error": errors}
    return report(
        *(
            finding(severity=level, message=f"{level} {number}")
            for level, count in counts.items()
            for number in range(count)
        )
    )


def checked(text: str, name: str = "coverage.yaml", folder: Path | None = None, select: str = "CL0") -> Report:
    """Check a model's text."""
    return check_data(text.encode(), name, Options(select=(select,)), str(folder) if folder else None)


def run(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run `coverage-lint check` in a folder, within this process."""
    return run_here(folder, "check", *arguments, environment={**_kept(), **environment})


def start(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run `coverage-lint check` in a folder, as a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "coverage_lint", "check", *arguments],
        cwd=folder,
        env={**_kept(), "PYTHONPATH": str(TOP), **environment},
        capture_output=True,
        check=False,
        timeout=120,
    )


def _kept() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "FORCE_COLOR", "COLUMNS"}}
