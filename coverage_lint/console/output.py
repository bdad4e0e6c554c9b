"""A report on its way out, in the formats asked for."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from coverage_lint.console.format_options import annotates, format_of
from coverage_lint.console.streams import encoding_of, write
from coverage_lint.console.terminal import look, painted
from coverage_lint.errors import Misuse
from coverage_lint.frozen import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coverage_lint.change.report import ChangeReport
    from coverage_lint.console.parser import Arguments
    from coverage_lint.findings import Report
    from coverage_lint.render.reader_limits import Bounded
    from coverage_lint.render.repository_paths import Repository
    from coverage_lint.render.terminal.segments import Line, View
    from coverage_lint.reviewing.figures import Figures
    from coverage_lint.reviewing.told import Told


class Shown(NamedTuple):
    """What there is to show."""

    report: Report
    change: ChangeReport | None = None
    """Of a comparison: what changed. `report` is what holds now."""
    review: tuple[tuple[Told, Figures], ...] | None = None
    """Of a review: what it says of each plan, and what was measured."""


def show(shown: Shown, arguments: Arguments, seconds: float) -> None:
    """Write a report to its files and to standard output; `seconds` is how long it took, for a terminal.

    Raises Misuse when a file cannot be written, once everything else is.
    """
    failed = _write_files(shown, arguments) if arguments.output else []
    _write_stream(shown, arguments, seconds)
    if failed:
        raise Misuse("; ".join(failed))


def _write_files(shown: Shown, arguments: Arguments) -> list[str]:
    """Write each file, whole or not at all; give what failed."""
    from coverage_lint.console.format_options import spare_models
    from coverage_lint.system.whole_file import write_whole

    spare_models(arguments.output, shown.report, os.getcwd())
    forms = _Forms(shown, arguments, "utf-8")
    failed = []
    for output in arguments.output:
        try:
            write_whole(output.path, forms.made(output.format).encode("utf-8", "backslashreplace"))
        except OSError as error:
            failed.append(f"--output: {output.path} cannot be written: {error.strerror or error}")
    return failed


def _write_stream(shown: Shown, arguments: Arguments, seconds: float) -> None:
    asked_for = format_of(arguments)
    forms = _Forms(shown, arguments, encoding_of(sys.stdout))
    if asked_for not in {"text", "concise"}:
        write(sys.stdout, forms.made(asked_for), commands=asked_for == "github")
        return
    terminal = look(sys.stdout, arguments.color)
    view = terminal.view(undecided=arguments.show_undecided, seconds=seconds)
    write(sys.stdout, painted(forms.lines(asked_for, view), terminal))
    if annotates(arguments, os.environ):
        write(sys.stdout, forms.made("github"), commands=True)
    if asked_for == "concise":
        _count_aside(shown, arguments)


def _count_aside(shown: Shown, arguments: Arguments) -> None:
    """Put the counts on standard error, so that standard output holds findings alone."""
    aside = look(sys.stderr, arguments.color)
    view = aside.view(undecided=arguments.show_undecided)
    if shown.change is not None:
        from coverage_lint.render.change.text import lay_out_change_summary

        lines = lay_out_change_summary(shown.change, view)
    else:
        from coverage_lint.render.findings.text import lay_out_summary

        lines = lay_out_summary(shown.report, view)
    write(sys.stderr, painted(lines, aside))


class _Forms:
    """Gives a report in each format, for an encoding. Only what a format needs is ever loaded."""

    def __init__(self, shown: Shown, arguments: Arguments, encoding: str) -> None:
        self._report = shown.report
        self._change = shown.change
        self._review = shown.review
        self._arguments = arguments
        self._encoding = encoding

    def made(self, name: str) -> str:
        """Return the report in a format, without colour."""
        making = getattr(self, f"_{name}")
        return str(making())

    def lines(self, name: str, view: View) -> Iterable[Line]:
        """Return the report in lines, for a terminal: as text, or concise."""
        if name == "concise":
            from coverage_lint.render.findings.concise import lay_out

            return lay_out(self._report, view)
        if self._change is not None:
            from coverage_lint.render.change.text import lay_out_change

            return lay_out_change(self._change, view)
        if self._review is not None:
            from coverage_lint.render.review.text import lay_out_review

            return lay_out_review(self._report, [told for told, _ in self._review], view)
        from coverage_lint.render.findings.text import lay_out

        return lay_out(self._report, view)

    def _plain(self, name: str) -> str:
        from coverage_lint.render.terminal.segments import View, plain

        return plain(self.lines(name, View(undecided=self._arguments.show_undecided)))

    def _text(self) -> str:
        return self._plain("text")

    def _concise(self) -> str:
        return self._plain("concise")

    def _json(self) -> str:
        if self._change is not None:
            from coverage_lint.render.change.json_document import render_change

            return render_change(self._change, self._encoding)
        if self._review is not None:
            from coverage_lint.render.review.json_document import render_review

            told, figures = zip(*self._review, strict=True) if self._review else ((), ())
            return render_review(self._report, told, figures, self._encoding)
        from coverage_lint.render.findings.json_document import render

        return render(self._report, self._encoding)

    def _sarif(self) -> str:
        from coverage_lint.render.findings.sarif import bounded

        return self._told(bounded(self._report, self._repository(), self._encoding))

    def _junit(self) -> str:
        from coverage_lint.render.findings.junit import bounded

        fail_on = self._arguments.fail_on
        return self._told(bounded(self._report, self._repository(), fail_on, self._encoding))

    def _github(self) -> str:
        from coverage_lint.render.findings.github import render

        return render(self._report, self._repository(), self._encoding)

    def _gitlab(self) -> str:
        from coverage_lint.render.findings.gitlab import bounded

        return self._told(bounded(self._report, self._repository(), self._encoding))

    def _markdown(self) -> str:
        if self._change is not None:
            from coverage_lint.render.change.markdown import render_change

            return render_change(self._change, undecided=self._arguments.show_undecided)
        if self._review is not None:
            from coverage_lint.render.review.markdown import render_review

            told = [one for one, _ in self._review]
            return render_review(self._report, told, undecided=self._arguments.show_undecided)
        from coverage_lint.render.findings.markdown import render

        return render(self._report, undecided=self._arguments.show_undecided)

    def _told(self, made: Bounded) -> str:
        """Return the text; what did not fit is also reported on standard error, where people look."""
        if made.left_out:
            write(sys.stderr, f"coverage-lint: note: {made.left_out}\n")
        return made.text

    def _repository(self) -> Repository:
        from coverage_lint.render.repository_paths import Repository

        cwd = os.getcwd()
        at = cwd
        while not os.path.lexists(os.path.join(at, ".git")):
            if at == os.path.dirname(at):
                return Repository(cwd, cwd)
            at = os.path.dirname(at)
        return Repository(cwd, at)
