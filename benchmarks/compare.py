"""Compare `coverage-lint check` with check-jsonschema, which checks the structure alone, by the same schema.

python benchmarks/compare.py            all sizes and variants
python benchmarks/compare.py --write    the same, and put the figures into benchmarks/README.md

Both run as their console scripts, those beside this Python, as whole processes, in turn, in one run. Spectral, which
npm installs in benchmarks/spectral, runs over the same valid models with ten rules; `--without-spectral` leaves it out.
Exit code 1: a target was missed.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from statistics import median
from typing import NamedTuple

from report import (
    GROWTH_FROM,
    GROWTH_TO,
    Case,
    Costs,
    Diff,
    Growth,
    Measured,
    Other,
    Page,
    Result,
    beside_spectral,
    compared,
    grown,
    reported,
    row,
    table,
    write_figures,
)
from timing import Command, WrongExitError, run_in_turn, user_environment

HERE = os.path.dirname(os.path.abspath(__file__))
SCHEMA = os.path.join(os.path.dirname(HERE), "schemas", "coverage-model.schema.json")
SPECTRAL = os.path.join(HERE, "spectral")
SIZES = (20, 200, 2_000, 20_000)
PAIRS = 7
PAIRS_LARGE = 3
LARGE = 20_000


class Variant(NamedTuple):
    """A kind of model: what the generator is told, and how each command must end on it."""

    name: str
    arguments: tuple[str, ...]
    exit_ours: int
    exit_theirs: int


VARIANTS = (
    Variant("valid", (), 0, 0),
    Variant("defects", ("--defects", "0.05"), 1, 0),
    Variant("invalid", ("--invalid", "0.05"), 1, 1),
)


def main() -> int:
    """Generate, measure, print, and say whether every target was met."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="numbers of people")
    parser.add_argument("--variants", nargs="+", default=[one.name for one in VARIANTS], help="valid defects invalid")
    parser.add_argument(
        "--pairs", type=int, help=f"runs of each; by default {PAIRS}, {PAIRS_LARGE} for {LARGE:,} people"
    )
    parser.add_argument("--without-spectral", action="store_true", help="do not measure Spectral, which needs Node.js")
    parser.add_argument("--write", action="store_true", help="put the figures into benchmarks/README.md")
    asked = parser.parse_args()
    chosen = [one for one in VARIANTS if one.name in asked.variants]
    _script("coverage-lint"), _script("check-jsonschema")  # before the first run: the whole takes minutes
    if not asked.without_spectral:
        _spectral_command()
    try:
        measured = _measure(asked.sizes, chosen, asked.pairs, spectral=not asked.without_spectral)
    except WrongExitError as error:
        print(error, file=sys.stderr)
        return 1
    text, met = table(measured)
    print(text)
    if asked.write:
        write_figures(os.path.join(HERE, "README.md"), text)
    return 0 if met else 1


def _measure(sizes: list[int], variants: list[Variant], pairs: int | None, *, spectral: bool) -> Measured:
    measured = Measured([os.getloadavg()[0]], [], [], [], None)
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            runs = pairs or (PAIRS_LARGE if size >= LARGE else PAIRS)
            for variant in variants:
                _tell(f"{size:,} {variant.name} …")
                result = _compare(_generate(folder, size, variant), size, variant, runs, folder)
                measured.results.append(result)
                _tell(row(result))
        for size in sizes if spectral else ():
            _tell(f"Spectral, {size:,} …")
            other = _spectral(size, pairs or (PAIRS_LARGE if size >= LARGE else PAIRS), folder)
            measured = measured._replace(others=(*measured.others, other))
            _tell(beside_spectral(other))
        for variant in variants if {GROWTH_FROM, GROWTH_TO} <= set(sizes) else ():
            _tell(f"growth, {variant.name} …")
            measured.growths.append(_growth(variant, pairs or PAIRS_LARGE, folder))
            _tell(grown(measured.growths[-1]))
        for size in (GROWTH_FROM, GROWTH_TO) if {GROWTH_FROM, GROWTH_TO} <= set(sizes) else ():
            _tell(f"diff, {size:,} …")
            measured.diffs.append(_diff(size, pairs or PAIRS_LARGE, folder))
            _tell(compared(measured.diffs[-1]))
        if GROWTH_FROM in sizes:
            _tell("report …")
            page = _page(GROWTH_FROM, pairs or PAIRS, folder)
            measured = measured._replace(page=page)
            _tell(reported(page))
        if SIZES[0] in sizes:
            _tell("what policies cost …")
            model = _generate(folder, SIZES[0], VARIANTS[0])
            measured = measured._replace(costs=_policy_costs(model, pairs or PAIRS, folder))
    measured.loads.append(os.getloadavg()[0])
    return measured


def _tell(what: str | tuple[str, bool]) -> None:
    """Say at once what is measured, or what was: a line, and whether it is within its target."""
    print(what if isinstance(what, str) else what[0], file=sys.stderr, flush=True)


def _spectral(size: int, pairs: int, folder: str) -> Other:
    """Check a valid model, and hold it against ten rules of Spectral's."""
    model = _generate(folder, size, VARIANTS[0])
    command = _spectral_command()
    version = subprocess.check_output([command, "--version"], text=True).strip()
    spectral = Command((command, "lint", "--ruleset", os.path.join(SPECTRAL, "ruleset.yaml"), model), 0)
    return Other(size, run_in_turn(_check(model, 0, folder), spectral, pairs), version)


def _spectral_command() -> str:
    """Return the path of Spectral. Raises SystemExit where it is not installed."""
    command = os.path.join(SPECTRAL, "node_modules", ".bin", "spectral")
    if not os.path.exists(command):
        raise SystemExit(f"there is no Spectral in {SPECTRAL}; `npm ci` installs it there, --without-spectral goes on")
    return command


def _growth(variant: Variant, pairs: int, folder: str) -> Growth:
    """Run the check on a small and on a large model in turn, so that a slow hour of the machine hits both."""
    small, large = (
        _check(_generate(folder, size, variant), variant.exit_ours, folder) for size in (GROWTH_FROM, GROWTH_TO)
    )
    return Growth(variant.name, run_in_turn(small, large, pairs))


def _diff(size: int, pairs: int, folder: str) -> Diff:
    """Compare a sound model with one of which 5 percent changed for the worse."""
    older, newer = (_generate(folder, size, variant) for variant in VARIANTS[:2])
    check = _check(newer, VARIANTS[1].exit_ours, folder)
    return Diff(size, run_in_turn(check._replace(words=(check.words[0], "diff", older, newer)), check, pairs))


def _page(size: int, pairs: int, folder: str) -> Page:
    """Report a model in HTML, and check it."""
    model, page = _generate(folder, size, VARIANTS[0]), os.path.join(folder, "report.html")
    check = _check(model, VARIANTS[0].exit_ours, folder)
    report = check._replace(words=(check.words[0], "report", model, "--output", page))
    measured = run_in_turn(report, check, pairs)
    drawing = [sys.executable, os.path.join(HERE, "charts.py"), model]
    seconds = [float(subprocess.check_output(drawing, env=user_environment())) for _ in range(PAIRS_LARGE)]
    return Page(size, measured, median(seconds), os.path.getsize(page))


def _compare(model: str, size: int, variant: Variant, pairs: int, folder: str) -> Result:
    words = (_script("check-jsonschema"), "--schemafile", SCHEMA, model)
    ours, theirs = _check(model, variant.exit_ours, folder), Command(words, variant.exit_theirs)
    return Result(Case(size, variant.name), run_in_turn(ours, theirs, pairs))


def _policy_costs(model: str, pairs: int, folder: str) -> Costs:
    """Compare the check of the structure alone, and one that has to compile the policies, with the usual one."""
    usual = _check(model, 0, folder)
    structure = usual._replace(words=(*usual.words, "--select", "CL0"))
    uncached = usual._replace(settings=(("COVERAGE_LINT_CACHE", "off"),))
    return Costs(run_in_turn(structure, usual, pairs), run_in_turn(uncached, usual, pairs))


def _check(model: str, exit_code: int, folder: str) -> Command:
    """Return the check; its compiled policies are kept in a folder of the benchmark's own, from the first run on."""
    kept = os.path.join(folder, "cache")
    return Command((_script("coverage-lint"), "check", model), exit_code, (("COVERAGE_LINT_CACHE", kept),))


def _generate(folder: str, size: int, variant: Variant) -> str:
    """Generate a model in a process of its own, since what this one holds would count as the children's memory."""
    path = os.path.join(folder, f"{variant.name}-{size}.yaml")
    command = [sys.executable, os.path.join(HERE, "generate.py"), "--people", str(size), *variant.arguments]
    subprocess.run([*command, "-o", path], check=True, env=user_environment())
    return path


def _script(name: str) -> str:
    path = os.path.join(os.path.dirname(sys.executable), name)
    if not os.path.exists(path):
        raise SystemExit(f"there is no {name} beside {sys.executable}; benchmarks/README.md says how to install both")
    return path


if __name__ == "__main__":
    sys.exit(main())
