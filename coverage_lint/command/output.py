"""A report on its way out, in the format asked for."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from coverage_lint.command.streams import encoding_of, write
from coverage_lint.command.terminal import look, painted

if TYPE_CHECKING:
    from coverage_lint.command.parser import Arguments
    from coverage_lint.findings import Report


def show(report: Report, arguments: Arguments, seconds: float) -> None:
    """Write a report to standard output; `seconds` is how long it took, for a terminal."""
    if arguments.format == "json":
        from coverage_lint.render.json_document import render

        write(sys.stdout, render(report, encoding_of(sys.stdout)))
        return
    terminal = look(sys.stdout, arguments.color)
    view = terminal.view(undecided=arguments.show_undecided, seconds=seconds)
    if arguments.format == "text":
        from coverage_lint.render.text import lay_out

        write(sys.stdout, painted(lay_out(report, view), terminal))
        return
    from coverage_lint.render import concise

    write(sys.stdout, painted(concise.lay_out(report, view), terminal))
    _count_aside(report, arguments)


def _count_aside(report: Report, arguments: Arguments) -> None:
    """Put the counts on standard error, so that standard output holds findings alone."""
    from coverage_lint.render.text import lay_out_summary

    aside = look(sys.stderr, arguments.color)
    write(sys.stderr, painted(lay_out_summary(report, aside.view(undecided=arguments.show_undecided)), aside))
