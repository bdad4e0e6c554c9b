from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from running import REPOSITORY, run

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("arguments", "name"),
    [([], "coverage-model"), (["model"], "coverage-model"), (["report"], "report"), (["change"], "change")],
)
@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_schemas_are_printed_byte_by_byte(arguments: list[str], name: str, encoding: str, tmp_path: Path):
    ended = run(tmp_path, "schema", *arguments, PYTHONIOENCODING=encoding)
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert ended.stdout == (REPOSITORY / "schemas" / f"{name}.schema.json").read_bytes()


def test_an_unknown_schema_is_misuse(tmp_path: Path):
    ended = run(tmp_path, "schema", "plan")
    assert (ended.returncode, ended.stdout) == (2, b"")
