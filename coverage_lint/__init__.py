"""A policy checker for sales coverage models kept as YAML in git.

from coverage_lint import check

report = check("coverage.yaml")
for finding in report.findings():
    print(finding.location.path, finding.location.line, finding.code, finding.message)

`fix` makes the repairs that have one reading. All names but these two load with their first use, so that importing the
package costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable

    from coverage_lint.errors import Misuse
    from coverage_lint.findings import Figure, Finding, Fix, ModelReport, Related, Report, Severity, Trace, Undecided
    from coverage_lint.fixing.fixes import FixedFile, Fixes, NotMade
    from coverage_lint.location import Location, Source
    from coverage_lint.version import __version__

__all__ = [
    "Figure",
    "Finding",
    "Fix",
    "FixedFile",
    "Fixes",
    "Location",
    "Misuse",
    "ModelReport",
    "NotMade",
    "Related",
    "Report",
    "Severity",
    "Source",
    "Trace",
    "Undecided",
    "__version__",
    "check",
    "fix",
]

_FINDINGS = "coverage_lint.findings"
_HOMES = {
    "FixedFile": "coverage_lint.fixing.fixes",
    "Fixes": "coverage_lint.fixing.fixes",
    "NotMade": "coverage_lint.fixing.fixes",
    "Location": "coverage_lint.location",
    "Source": "coverage_lint.location",
    "Misuse": "coverage_lint.errors",
    "__version__": "coverage_lint.version",
}


def check(
    *paths: str | os.PathLike[str],
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    engine: str | None = None,
    on: str | None = None,
    strict: bool = False,
    lacks: bool = False,
) -> Report:
    """Check the models that paths name or hold; without a path, every model below the working directory.

    `select` and `ignore` take codes, prefixes of codes and names, `on` the ISO day that today is, `engine` is
    'durable' or 'interpreter'. `strict` lets drafts count like any plan; with `lacks`, each undecided policy says
    what it lacked. Raises Misuse when a path, a name or a policy is wrong; what is wrong in a model is in the report.
    """
    import os

    from coverage_lint.checking.options import Options
    from coverage_lint.checking.run import check_paths
    from coverage_lint.system.collector import collector_paused
    from coverage_lint.system.files import ReadingOnce

    options = Options(_words(select), _words(ignore), engine, on, strict=strict, lacks=lacks)
    with collector_paused(), ReadingOnce():
        return _told(check_paths([os.fspath(path) for path in paths], options, os.getcwd()))


def fix(
    *paths: str | os.PathLike[str],
    select: Iterable[str] = (),
    unsafe: bool = False,
    write: bool = True,
    engine: str | None = None,
    on: str | None = None,
) -> Fixes:
    """Repair the files that paths name, or that are below folders that they name; without a path, those below here.

    `select` takes codes, prefixes of codes and names: only what these find is repaired. With `unsafe`, repairs that
    need judgement are made too; without `write`, no file is written. Raises Misuse when a path, a name or a policy is
    wrong, or a file cannot be written.
    """
    import os

    from coverage_lint.checking.options import Options
    from coverage_lint.fixing.run import fix_paths
    from coverage_lint.fixing.run import write as write_files
    from coverage_lint.system.collector import collector_paused

    options = Options(engine=engine, on=on)
    with collector_paused():
        given = [os.fspath(path) for path in paths]
        fixes = fix_paths(given, options, os.getcwd(), select=_words(select), unsafe=unsafe)
        if write:
            write_files(fixes)
        return fixes._replace(before=_told(fixes.before), report=_told(fixes.report))


def _told(report: Report) -> Report:
    """Return a report that holds no record of the models any more: a caller may keep it for long."""
    return report._replace(
        models=tuple(
            one._replace(undecided=tuple(one.undecided), not_asked=tuple(one.not_asked)) for one in report.models
        )
    )


def _words(given: Iterable[str]) -> tuple[str, ...]:
    """Take one word for a list of one, since a text is an iterable of its letters."""
    return (given,) if isinstance(given, str) else tuple(given)


def __getattr__(name: str) -> object:
    """Load a public name when it is first asked for."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value: object = getattr(import_module(_HOMES.get(name, _FINDINGS)), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """Name what can be asked for."""
    return sorted(__all__)
