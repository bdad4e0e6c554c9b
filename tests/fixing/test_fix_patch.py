"""`fix --diff`: a patch that brings, applied by git, just what `fix` writes."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from in_process import run_here

from coverage_lint.document.splices import Splice, spliced
from coverage_lint.render.findings.patch import patch

EXAMPLES = Path(__file__).parents[2] / "examples"
TEXTS = st.text(st.sampled_from("ab\n\n\r\u2028"), max_size=60)


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    return Path(shutil.copytree(EXAMPLES / "acme-broken", tmp_path / "plan with space"))


def test_git_applies_the_patch_to_what_fix_writes(broken: Path, tmp_path: Path):
    (broken / ".coverage-lint.yaml").write_text("select: [CL0]\nignore: [CL032]\n", encoding="utf-8")
    odd = "\ufeffcoverage_model: 1\r\nplan: {currency: eur}\r\npeople: [{id: 007}]"
    (broken / "zwölf.yaml").write_bytes(odd.encode("utf-8"))
    before = {path.name: path.read_bytes() for path in broken.iterdir()}
    printed = run_here(tmp_path, "fix", "--diff", str(broken))
    assert printed.returncode == 1
    assert {path.name: path.read_bytes() for path in broken.iterdir()} == before
    run_here(tmp_path, "fix", str(broken))
    after = {path.name: path.read_bytes() for path in broken.iterdir()}
    assert {name for name in after if after[name] != before[name]} == {"coverage.yaml", "people.csv", "zwölf.yaml"}
    for name, data in before.items():
        (broken / name).write_bytes(data)
    subprocess.run(["git", "apply", "-"], cwd=tmp_path, input=printed.stdout, check=True, capture_output=True)
    assert {path.name: path.read_bytes() for path in broken.iterdir()} == after


def applied(text: str, given: str) -> str:
    """Apply a patch of one file as the format says, without git."""
    old, new, at = re.findall(r"[^\n]*\n|[^\n]+", text), [], 0
    lines = re.findall(r"[^\n]*\n|[^\n]+", given)[2:]
    for number, line in enumerate(lines):
        bare = number + 1 < len(lines) and lines[number + 1].startswith("\\")
        body = line[1:-1] if bare else line[1:]
        if line.startswith("@@"):
            first, count = re.match(r"@@ -(\d+)(?:,(\d+))? ", line).groups()  # type: ignore[union-attr]
            start = int(first) - (count != "0")
            new, at = [*new, *old[at:start]], start
        elif line[0] in " -":
            assert old[at] == body
            new += [body] if line[0] == " " else []
            at += 1
        elif line[0] == "+":
            new.append(body)
    return "".join([*new, *old[at:]])


@given(st.data(), TEXTS)
def test_a_patch_brings_what_splices_make(data: st.DataObject, text: str):
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=8, unique=True)))
    pairs = zip(cuts[::2], cuts[1::2], strict=False)
    made = [Splice(start, data.draw(st.integers(start, end - 1)), data.draw(TEXTS)) for start, end in pairs]
    given_patch = "".join(patch("a.yaml", text, made))
    assert applied(text, given_patch) == spliced(text, made)
    assert (given_patch == "") == (spliced(text, made) == text)


@pytest.mark.parametrize(
    ("name", "shown"),
    [("a.yaml", "a/a.yaml"), ("/srv/a.yaml", "a/srv/a.yaml"), ("my plan.yaml", "a/my plan.yaml\t"),
     ('a"\tb.yaml', '"a/a\\"\\tb.yaml"'), ("\x1b.yaml", '"a/\\033.yaml"')],
)  # fmt: skip
def test_names_are_written_as_git_reads_them(name: str, shown: str):
    assert patch(name, "a\n", [Splice(0, 1, "b")])[0].splitlines()[0] == f"--- {shown}"
