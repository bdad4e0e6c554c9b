from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import coverage_lint
from coverage_lint import Fixes, Misuse, fix

if TYPE_CHECKING:
    from pathlib import Path

WRONG = b"coverage_model: 1\r\nplan: {currency: eur, ownr: x}\r\npeople: [{id: ada}]\r\n"
RIGHT = WRONG.replace(b"eur", b"EUR")


@pytest.fixture
def model(tmp_path: Path) -> Path:
    (tmp_path / ".coverage-lint.yaml").write_text("select: [CL0]\nignore: [CL032]\n", encoding="utf-8")
    path = tmp_path / "coverage.yaml"
    path.write_bytes(WRONG)
    return path


def test_fixes_tell_what_was_repaired_and_what_was_not(model: Path):
    fixes = fix(model, write=False)
    assert isinstance(fixes, Fixes)
    (file,) = fixes.files
    assert (file.path, file.before, file.after) == (str(model), WRONG, RIGHT)
    assert [one.code for one in fixes.made] == ["CL010"]
    assert [(one.finding.code, one.why[:24]) for one in fixes.not_made] == [("CL011", "it would bring CL020 dan")]
    assert len(fixes.before.findings()) == 2
    assert len(fixes.report.findings()) == 1
    assert model.read_bytes() == WRONG


def test_fix_writes_unless_told_not_to(model: Path):
    fix(model)
    assert model.read_bytes() == RIGHT
    assert fix(model).files == ()


def test_a_file_that_changed_in_between_is_not_written(model: Path):
    from coverage_lint.fixing.run import write

    fixes = fix(model, write=False)
    model.write_bytes(WRONG + b"# more\r\n")
    with pytest.raises(Misuse, match="it changed while it was repaired; nothing was written"):
        write(fixes)
    assert model.read_bytes() == WRONG + b"# more\r\n"


def test_nothing_is_written_where_one_file_cannot_be(model: Path):
    from coverage_lint.fixing.run import write

    fixes = fix(model, write=False)
    (file,) = fixes.files
    with pytest.raises(Misuse, match="it is a folder; nothing was written"):
        write(fixes._replace(files=(file, file._replace(path=str(model.parent)))))
    assert model.read_bytes() == WRONG


def test_a_wrong_call_raises_misuse(model: Path):
    with pytest.raises(Misuse, match="CL999"):
        fix(model, select="CL999")
    with pytest.raises(Misuse, match=r"missing\.yaml"):
        fix("missing.yaml")
    assert {"fix", "Fix", "Fixes", "FixedFile", "NotMade"} <= set(dir(coverage_lint))
