"""The command: which part is asked for, and what its end means to whoever called it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from coverage_lint.console.streams import OutputLost, prepare, silence, write
from coverage_lint.errors import Misuse

if TYPE_CHECKING:
    from collections.abc import Sequence

COMMANDS = {
    "check": "check coverage models, and show what is wrong, where, and what to do",
    "diff": "compare two versions of a plan: what changed, and which findings are new",
    "review": "hold a plan against what happened, by the CRM's data",
    "fix": "repair what has one reading: misspelt keys and values, dates, numbers, unused ignores",
    "report": "write a report for the people who run the plan: figures, gaps, groups",
    "init": "write a small model to start from",
    "schema": "print the JSON Schema of the model format, for editors",
    "baseline": "record today's findings, so that only new ones fail",
    "explain": "explain a policy: why it exists, what it checks, what to do",
    "actuals init": "look at a CRM's files, and write an actuals.yaml to start from",
    "policies list": "list all policies, one per line",
    "policies show": "print the source of a policy",
    "policies test": "test policies with their cases",
    "policies new": "write a new policy and its cases, to change",
    "policies compile": "print the rules that the rules engine gets",
    "policies pages": "write a page for each policy, and an index",
    "config": "show the settings in force, and where each comes from",
}
"""Each is a module of this package (`policies list` is policies_list) with `configure(parser)` and `run(arguments)`."""

GROUPS = ("policies", "actuals")
"""The commands of these groups are two words."""
CLEAN, FOUND, MISUSED, FAULT, INTERRUPTED = 0, 1, 2, 3, 130

HELP = """\
usage: coverage-lint COMMAND [OPTION ...]

Checks sales coverage models in YAML: their structure with a JSON Schema, then with policies whether they are
complete and consistent.

commands:
{commands}

options:
  -h, --help    show this; 'coverage-lint COMMAND --help' shows a command with examples
  --version     show the version

exit codes:
  0  no finding at or above --fail-on
  1  at least one such finding
  2  nothing was checked: an option, a setting or a policy is wrong, or no path was given and there is no model here
  3  a bug in coverage-lint

examples:
  coverage-lint init               write coverage.yaml, a model to begin with
  coverage-lint check              check every model below this folder
  coverage-lint check acme/        check those below a folder
"""


GROUP_HELP = """\
usage: coverage-lint policies COMMAND [OPTION ...]

Shows and tests policies, shipped or your own, and starts new ones.

commands:
{commands}

options:
  -h, --help    show this; 'coverage-lint policies COMMAND --help' shows a command with examples

examples:
  coverage-lint policies list                                       what is checked
  coverage-lint explain CL301                                       why, the rule, what to do
  coverage-lint policies new AC101 group-too-large --folder rules   a policy of your own, with cases
  coverage-lint policies test rules/ --mutate                       test it
"""

ACTUALS_HELP = """\
usage: coverage-lint actuals COMMAND [OPTION ...]

Begins an actuals.yaml, which says what the CRM's tables mean: `coverage-lint review` reads it.

commands:
{commands}

options:
  -h, --help    show this; 'coverage-lint actuals COMMAND --help' shows a command with examples

examples:
  coverage-lint actuals init plans/2027/crm    writes plans/2027/actuals.yaml
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command with the arguments of the process, or those given, and give its exit status."""
    prepare()
    if argv is None:
        _own_process()
    try:
        status = _run(list(sys.argv[1:] if argv is None else argv))
        write(sys.stdout, "")  # what a parser printed may still wait in a buffer
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        silence(sys.stdout)
        return CLEAN
    except OutputLost as lost:
        write(sys.stderr, f"coverage-lint: the output cannot be written: {lost}\n")
        return FAULT
    except Misuse as error:
        _tell_misuse(error)
        return MISUSED
    except Exception as fault:  # noqa: BLE001 - whatever it is, its one line is told and the status is 3
        _tell_fault(fault)
        return FAULT
    finally:
        if argv is None:
            _thaw_nothing()
    return status


def _run(arguments: list[str]) -> int:
    name = arguments[0] if arguments else ""
    words = 2 if name in GROUPS else 1
    if " ".join(arguments[:words]) in COMMANDS:
        return _run_command(" ".join(arguments[:words]), arguments[words:])
    if name == "help" and len(arguments) > 1:
        return _run([*arguments[1:], "--help"])
    if name in {"-h", "--help", "help"}:
        write(sys.stdout, _help())
        return CLEAN
    if name in {"--version", "-V"}:
        from coverage_lint.version import __version__

        write(sys.stdout, f"coverage-lint {__version__}\n")
        return CLEAN
    if not name:
        write(sys.stderr, _help())
        return MISUSED
    if name in GROUPS and (len(arguments) == 1 or arguments[1] in {"-h", "--help"}):
        write(sys.stdout if len(arguments) > 1 else sys.stderr, _group_help(name))
        return CLEAN if len(arguments) > 1 else MISUSED
    raise Misuse(_unknown(" ".join(arguments[:words])))


def _run_command(name: str, arguments: list[str]) -> int:
    from importlib import import_module

    from coverage_lint.console.parser import Parser
    from coverage_lint.system.files import ReadingOnce

    module = import_module(f"coverage_lint.command.{name.replace(' ', '.')}")
    parser = Parser(name, COMMANDS[name], module.EXAMPLES)
    module.configure(parser)
    if "--" in arguments:  # argparse of 3.11 forgets what these mean when paths and options mix
        at = arguments.index("--")
        behind = [f"./{path}" if path.startswith("-") else path for path in arguments[at + 1 :]]
        arguments = [*arguments[:at], *behind]
    try:
        parsed = parser.parse(arguments)
    except SystemExit as stop:  # --help has been shown
        return int(stop.code or 0)
    with ReadingOnce():
        return int(module.run(parsed))


def _help() -> str:
    return HELP.format(commands=_listed(COMMANDS))


def _group_help(group: str) -> str:
    commands = {name: about for name, about in COMMANDS.items() if name.startswith(f"{group} ")}
    return (GROUP_HELP if group == "policies" else ACTUALS_HELP).format(commands=_listed(commands))


def _listed(commands: dict[str, str]) -> str:
    longest = max(map(len, commands))
    return "\n".join(f"  {name:{longest}}  {about}" for name, about in commands.items())


def _unknown(name: str) -> str:
    import os.path

    from coverage_lint.nearness import did_you_mean, nearest

    if name.startswith("-"):
        return f"unknown option {name!r}; a command comes first: coverage-lint check {name} (see coverage-lint --help)"
    if os.path.exists(name):
        return f"unknown command {name!r}; " + did_you_mean([f"'coverage-lint check {name}'"])
    grouped = [f"{group} {name}" for group in GROUPS if f"{group} {name}" in COMMANDS and name != "init"]
    meant = grouped or nearest(name, COMMANDS)
    hint = did_you_mean(f"'{command}'" for command in meant) or f"the commands are {', '.join(COMMANDS)}"
    return f"unknown command {name!r}; {hint}"


def _own_process() -> None:
    """Run without the garbage collector: the process ends before what it could free would be missed.

    And let libraries be imported without what is never used here.
    """
    import gc

    from coverage_lint.system.own_process import own

    gc.disable()
    own()


def _thaw_nothing() -> None:
    """Set everything aside before the interpreter ends, since it collects once more while it shuts down."""
    import gc

    gc.freeze()


def _tell_misuse(error: Misuse) -> None:
    """Write what is wrong with the call; an error in a policy or a setting is shown at its line."""
    from coverage_lint.console.terminal import look, painted
    from coverage_lint.render.findings.finding import lay_out_misuse

    terminal = look(sys.stderr)
    write(sys.stderr, painted(lay_out_misuse(error, terminal.view()), terminal))


def _tell_fault(fault: Exception) -> None:
    import os

    said = " ".join(str(fault).split())
    kind = f"{type(fault).__name__}: {said}" if said else type(fault).__name__
    write(
        sys.stderr,
        f"coverage-lint: a bug in coverage-lint, not in the model: {kind}. Please report this line in the project's "
        "issue tracker, with the model if you can; COVERAGE_LINT_TRACEBACK=1 adds the traceback.\n",
    )
    if os.environ.get("COVERAGE_LINT_TRACEBACK") == "1":
        import traceback

        write(sys.stderr, "".join(traceback.format_exception(fault)))
