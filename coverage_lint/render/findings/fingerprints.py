"""What a finding is known by from one run to the next, however its lines move."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Literal

from coverage_lint.findings import in_order
from coverage_lint.frozen import NamedTuple

if TYPE_CHECKING:
    from coverage_lint.findings import Finding, Report
    from coverage_lint.render.repository_paths import Repository

_LENGTH = 32
"""Hexadecimal digits: 128 bits."""


class Result(NamedTuple):
    """A finding of whatever standing, with its fingerprint."""

    finding: Finding
    fingerprint: str
    standing: Literal["new", "ignored", "old"]
    reason: str = ""
    """Why it is ignored."""


def results(report: Report, repository: Repository) -> list[Result]:
    """Return every finding of a report, those ignored and old too, model by model as they are read.

    A fingerprint is made of the model's path, code, entity, field and subject, and of a number among findings alike in
    these; so an alert that was dismissed lends its place to no other. All are numbered together, so that to ignore one
    of them changes nothing about the others. The path is the model's even for a finding in one of its tables, so that
    to move rows into a table changes nothing.
    """
    met: Counter[tuple[str, ...]] = Counter()
    made = []
    for model in report.models:
        ignored = {id(one.finding): one.reason for one in model.ignored}
        path = repository.path(model.path)
        old = {id(one) for one in model.baselined}
        for finding in in_order((*model.findings, *(one.finding for one in model.ignored), *model.baselined)):
            key: tuple[str, ...] = (path, finding.code, finding.entity, finding.field)
            key += (finding.subject,) if finding.subject else ()
            met[key] += 1
            standing: Literal["new", "ignored", "old"] = "new"
            if id(finding) in ignored or id(finding) in old:
                standing = "ignored" if id(finding) in ignored else "old"
            made.append(Result(finding, _hashed(*key, str(met[key])), standing, ignored.get(id(finding), "")))
    return made


def _hashed(*parts: str) -> str:
    from hashlib import sha256

    return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:_LENGTH]
